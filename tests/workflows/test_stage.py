"""Stages go to the wire and come back the same."""

import pytest

from workflows.stage import APPROVAL, CONFIRM, NOTICE, REVIEW, Quorum, Stage


@pytest.mark.parametrize(
    ("stage", "document"),
    [
        (Stage(REVIEW, "grassroots"), {"stage": "review", "level": "grassroots"}),
        (Stage(NOTICE, working_days=5), {"stage": "notice", "working_days": 5}),
        (
            Stage(APPROVAL, "county", quorum=Quorum("any")),
            {"stage": "approval", "level": "county", "quorum": {"kind": "any"}},
        ),
        (
            Stage(APPROVAL, "city", quorum=Quorum("n_of_m", 2)),
            {"stage": "approval", "level": "city", "quorum": {"kind": "n_of_m", "n": 2}},
        ),
        (Stage(CONFIRM, "county"), {"stage": "confirm", "level": "county"}),
    ],
)
def test_a_stage_survives_the_wire(stage: Stage, document: dict[str, object]) -> None:
    assert stage.to_dict() == document
    assert Stage.from_dict(document) == stage
    assert hash(Stage.from_dict(document)) == hash(stage)


@pytest.mark.parametrize(
    ("quorum", "approvers", "needed"),
    [
        (Quorum("any"), 3, 1),
        (Quorum("all"), 3, 3),
        (Quorum("all"), 0, 1),
        (Quorum("n_of_m", 2), 3, 2),
        (Quorum("n_of_m", 4), 3, 4),
    ],
)
def test_a_quorum_says_how_many_votes_it_takes(quorum: Quorum, approvers: int, needed: int) -> None:
    assert quorum.needed(approvers) == needed
