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
from workflows.stage import (
    ACCEPTANCE,
    APPROVAL,
    COMMITTEE,
    CONFIRM,
    ECONOMIC_CHECK,
    HOME_VISIT,
    NOTICE,
    REVIEW,
)
from workflows.vocabulary import codes, label

__all__ = ["FILE_PATH", "LONGEST_NOTICE", "PATH", "THRESHOLDS", "notices_short"]

LONGEST_PATH = 20
LONGEST_NOTICE = 60
MOST_VOTES = 100
FEWEST_VISITORS, MOST_VISITORS = 2, 10
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
    HOME_VISIT: record(
        {"stage": one_of((HOME_VISIT,)), "visitors": whole(FEWEST_VISITORS, MOST_VISITORS)}
    ),
    **{
        kind: record({"stage": one_of((kind,)), "level": LEVEL})
        for kind in (ACCEPTANCE, COMMITTEE, ECONOMIC_CHECK)
    },
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


def _accepted_first(value: Any, pointer: str) -> Iterator[Problem]:
    """What is accepted is accepted before anything is done about it."""
    for index, stage in enumerate(value):
        if stage["stage"] == ACCEPTANCE and index:
            zh, en = "受理须为第一个环节", "Acceptance is the first stage"
            yield Problem(at(pointer, index), "acceptance_late", zh, en)


def _visited_before_committee(value: Any, pointer: str) -> Iterator[Problem]:
    """The committee deliberates on what was seen (domain.md §3.1, F3)."""
    kinds = [stage["stage"] for stage in value]
    if {HOME_VISIT, COMMITTEE} <= set(kinds) and kinds.index(COMMITTEE) < kinds.index(HOME_VISIT):
        zh, en = "评议须排在入户调查之后", "Put the committee after the home visit"
        yield Problem(at(pointer, kinds.index(COMMITTEE)), "committee_early", zh, en)


def _once(value: Any, pointer: str) -> Iterator[Problem]:
    """Only reviews and notices may be asked for at several places."""
    kinds = [stage["stage"] for stage in value]
    for index, kind in enumerate(kinds):
        if kind not in (REVIEW, NOTICE) and kind in kinds[:index]:
            zh, en = f"{label('stage_kind', kind, 'zh')}只能有一个", f"Only one stage {kind}"
            yield Problem(at(pointer, index), "stage_repeated", zh, en)


FILE_PATH = in_turn(
    listed(
        _stage(ACCEPTANCE, HOME_VISIT, COMMITTEE, NOTICE, REVIEW, ECONOMIC_CHECK, CONFIRM),
        1,
        LONGEST_PATH,
    ),
    _holds(REVIEW, CONFIRM),
    _confirmed_last,
    _once,
    _accepted_first,
    _visited_before_committee,
)
"""The path of a hardship file: a review and a confirmation at least; check and notice in either order
(domain.md §3.1 F6: some places check before the notice, some after)."""


def _ascending(value: Any, pointer: str) -> Iterator[Problem]:
    for index in range(1, len(value)):
        if value[index]["from_fen"] <= value[index - 1]["from_fen"]:
            zh, en = "各档 from_fen 须由低到高且不相同", "Let from_fen rise from line to line"
            yield Problem(at(at(pointer, index), "from_fen"), "not_ascending", zh, en)


def notices_short(document: Mapping[str, Any], least: int) -> Iterator[Problem]:
    """Every notice of path and thresholds that is shorter than ``least`` working days; terms of work have
    no path."""
    places = [("/path", document.get("path", ()))]
    places += [
        (at(at("/thresholds", index), "append"), one["append"])
        for index, one in enumerate(document.get("thresholds", ()))
    ]
    for pointer, stages in places:
        for index, stage in enumerate(stages):
            if stage["stage"] == NOTICE and stage["working_days"] < least:
                zh, en = f"公示不得少于 {least} 个工作日", f"Write at least {least} working days"
                yield Problem(at(at(pointer, index), "working_days"), "notice_short", zh, en)


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
