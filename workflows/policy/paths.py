"""What a path must be: reviews first, then notice and approval in either order, none left out.

No money without a review, a public notice and an approval (社会救助暂行办法 art. 11); which levels,
how many days and how many votes is the union's own (domain.md §3.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflows.policy.check import Check, Problem, at, in_turn, listed, record
from workflows.policy.scalar import one_of, whole
from workflows.programme import MAX_FEN
from workflows.stage import APPROVAL, CONFIRM, NOTICE, REVIEW
from workflows.vocabulary import codes, label

__all__ = ["FILE_PATH", "PATH", "THRESHOLDS"]

LONGEST_PATH = 20
LONGEST_NOTICE = 60
MOST_VOTES = 100
MOST_THRESHOLDS = 20

LEVEL = one_of(codes("level"))


def _counted(value: Any, pointer: str) -> Iterator[Problem]:
    """`n` belongs to n_of_m, and to nothing else."""
    if (value["kind"] == "n_of_m") is not ("n" in value):
        zh, en = "n 只用于 n_of_m，且必须给出", "Give n with n_of_m, and only there"
        yield Problem(at(pointer, "n"), "quorum_n", zh, en)


QUORUM = in_turn(
    record({"kind": one_of(codes("quorum_kind"))}, {"n": whole(1, MOST_VOTES)}),
    _counted,
)


def _any_alone(value: Any, pointer: str) -> Iterator[Problem]:
    """Confirming a file is one person's decision."""
    if value != {"kind": "any"}:
        zh, en = (
            '确认建档由一人决定：{"kind": "any"}',
            'One person confirms a file: {"kind": "any"}',
        )
        yield Problem(pointer, "quorum_any", zh, en)


_STAGES: Mapping[str, Check] = {
    REVIEW: record({"stage": one_of((REVIEW,)), "level": LEVEL}),
    NOTICE: record({"stage": one_of((NOTICE,)), "working_days": whole(1, LONGEST_NOTICE)}),
    APPROVAL: record({"stage": one_of((APPROVAL,)), "level": LEVEL, "quorum": QUORUM}),
    CONFIRM: record({"stage": one_of((CONFIRM,)), "level": LEVEL}, {"quorum": _any_alone}),
}


def _stage(*kinds: str) -> Check:
    """A stage of one of these kinds, with the fields of its kind."""
    known = one_of(kinds)

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        kind = value.get("stage") if isinstance(value, dict) else None
        wrong = tuple(known(kind, at(pointer, "stage")))
        yield from wrong or _STAGES[str(kind)](value, pointer)

    return check


def _reviews_first(value: Any, pointer: str) -> Iterator[Problem]:
    kinds = [stage["stage"] for stage in value]
    for index, kind in enumerate(kinds):
        if kind == REVIEW and set(kinds[:index]) - {REVIEW}:
            zh, en = "审核须排在公示与审批之前", "Put reviews before notice and approval"
            yield Problem(at(pointer, index), "review_late", zh, en)


def _holds(*kinds: str) -> Check:
    """At least one stage of each kind."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        given = {stage["stage"] for stage in value}
        for kind in kinds:
            if kind not in given:
                zh, en = label("stage_kind", kind, "zh"), label("stage_kind", kind, "en")
                yield Problem(pointer, f"no_{kind}", f"至少须有一个{zh}环节", f"Add a stage: {en}")

    return check


def _confirmed_last(value: Any, pointer: str) -> Iterator[Problem]:
    for index, stage in enumerate(value[:-1]):
        if stage["stage"] == CONFIRM:
            zh, en = "确认建档须为最后一个环节", "Confirmation is the last stage, once"
            yield Problem(at(pointer, index), "confirm_early", zh, en)


PATH = in_turn(
    listed(_stage(REVIEW, NOTICE, APPROVAL), 1, LONGEST_PATH),
    _reviews_first,
    _holds(REVIEW, NOTICE, APPROVAL),
)
"""The path of a programme."""


def _as_files_go(value: Any, pointer: str) -> Iterator[Problem]:
    """A path that nobody follows must not be accepted: files go this one way so far."""
    if [(stage["stage"], stage["level"]) for stage in value] != _FILES_GO:
        zh, en = (
            "目前建档须由基层工会审核、县级总工会确认",
            "Write a review at grassroots, then confirmation at county: other ways come later",
        )
        yield Problem(pointer, "file_path", zh, en)


_FILES_GO = [(REVIEW, "grassroots"), (CONFIRM, "county")]
FILE_PATH = in_turn(
    listed(_stage(REVIEW, CONFIRM), 1, LONGEST_PATH),
    _holds(REVIEW, CONFIRM),
    _confirmed_last,
    _as_files_go,
)
"""The path of a hardship file."""


def _ascending(value: Any, pointer: str) -> Iterator[Problem]:
    for index in range(1, len(value)):
        if value[index]["from_fen"] <= value[index - 1]["from_fen"]:
            zh, en = "各档 from_fen 须由低到高且不相同", "Let from_fen rise from line to line"
            yield Problem(at(at(pointer, index), "from_fen"), "not_ascending", zh, en)


THRESHOLDS = in_turn(
    listed(
        record(
            {
                "from_fen": whole(0, MAX_FEN),
                "append": listed(_stage(NOTICE, APPROVAL), 0, LONGEST_PATH),
            }
        ),
        0,
        MOST_THRESHOLDS,
    ),
    _ascending,
)
"""The ladder by amount; it must be said, even where it is empty."""
