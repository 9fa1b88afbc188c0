"""Policy editions: what a union's own rules must say, and what they mean once they are sound.

`problems` looks at a whole document and names every line that is wrong with what to write instead;
`parse_programme` and `parse_means` make values of a document without problems (wire.md «Policy
edition»; domain.md §3.5 lists what differs by place and is therefore data).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflows.accounting import ACCOUNTING, AccountingRule, parse_accounting
from workflows.fund_use import FUND_USE, FundUse, parse_fund_use
from workflows.policy.accounting import subjects_of
from workflows.policy.benefits import benefit_of
from workflows.policy.check import Check, Problem, at, first_of, in_turn, listed, nullable, record
from workflows.policy.conditions import conditions_of
from workflows.policy.edition import (
    CONDITIONS,
    HARDSHIP_FILE,
    Condition,
    ProgrammeEdition,
    Threshold,
    joining,
    ladder,
    parse_programme,
    stages,
)
from workflows.policy.emergency import EMERGENCY, emergency_fits
from workflows.policy.evidence import DOCUMENTS, EVIDENCE, documents_known
from workflows.policy.fund_use import fund_use_of
from workflows.policy.means import MEANS
from workflows.policy.means_edition import MeansEdition, parse_means
from workflows.policy.paths import LONGEST_NOTICE, PATH, THRESHOLDS, notices_short
from workflows.policy.scalar import UNION, day, one_of, whole
from workflows.policy.supervision import TERMS_OF_WORK
from workflows.policy.windows import WINDOW
from workflows.programme import MAX_FEN, Programme
from workflows.supervision import SUPERVISION, SupervisionRule, parse_supervision
from workflows.vocabulary import codes

__all__ = [
    "ACCOUNTING",
    "FUND_USE",
    "HARDSHIP_FILE",
    "SUPERVISION",
    "AccountingRule",
    "Condition",
    "FundUse",
    "MeansEdition",
    "Problem",
    "ProgrammeEdition",
    "SupervisionRule",
    "Threshold",
    "joining",
    "ladder",
    "notices_short",
    "parse_accounting",
    "parse_fund_use",
    "parse_means",
    "parse_programme",
    "parse_supervision",
    "problems",
    "stages",
]

CAP = nullable(whole(0, MAX_FEN))
A_YEAR = ("person_year_fen", "household_year_fen")
CAPS = record(
    {},
    {
        "per_time_fen": CAP,
        **dict.fromkeys(A_YEAR, CAP),
        "all_programmes": record({}, dict.fromkeys(A_YEAR, CAP)),
    },
)
MOST_PROGRAMMES = 100


def _programme(programme: Programme) -> Check:
    told = record(
        {
            "programme": one_of((programme.code,)),
            "union": UNION,
            "in_force_from": day,
            "benefit": benefit_of(programme),
            "caps": CAPS,
            "fund_sources": listed(
                one_of(codes("fund_source")), 1, len(codes("fund_source")), distinct=True
            ),
            "path": PATH,
            "thresholds": THRESHOLDS,
        },
        {
            "minimum_base_fen": whole(0, MAX_FEN),
            "window": WINDOW,
            "evidence": EVIDENCE,
            "documents": DOCUMENTS,
            "living_line_fen": nullable(whole(1, MAX_FEN)),
            "programmes_per_year": record(
                {}, {code: whole(1, MOST_PROGRAMMES) for code in codes("category")}
            ),
            "notice_at_least": whole(1, LONGEST_NOTICE),
            "emergency": nullable(EMERGENCY),
            **{name: conditions_of(programme, operator) for name, operator, _ in CONDITIONS},
        },
    )
    return in_turn(told, documents_known, _codes_apart, _own_notices, emergency_fits)


def _own_notices(value: Any, _pointer: str) -> Iterator[Problem]:
    """Who sets a minimum for others keeps it."""
    yield from notices_short(value, value.get("notice_at_least", 1))


def _codes_apart(value: Any, pointer: str) -> Iterator[Problem]:
    """A condition and an exclusion are told apart by their codes, in every refusal."""
    known: set[str] = set()
    for name, _, _ in CONDITIONS:
        for index, one in enumerate(value.get(name, ())):
            if one["code"] in known:
                zh, en = "该代码已有其他条件使用", "Another condition has this code"
                yield Problem(at(at(at(pointer, name), index), "code"), "repeated", zh, en)
        known |= {one["code"] for one in value.get(name, ())}


_OTHERS: Mapping[str, Check] = {HARDSHIP_FILE: MEANS, SUPERVISION: TERMS_OF_WORK}
"""Editions that are of no programme: the means test, and the terms of the work itself."""


def _of_money(programmes: tuple[str, ...]) -> Mapping[str, Check]:
    """Beside them the subjects of the books and what each source may pay: both name the programmes there
    are."""
    return {ACCOUNTING: subjects_of(programmes), FUND_USE: fund_use_of(programmes)}


def problems(document: Any, programmes: Mapping[str, Programme]) -> tuple[Problem, ...]:
    """What is wrong with the document of an edition, at most a thousand lines; empty where it is sound."""
    code = document.get("programme") if isinstance(document, dict) else None
    others = {**_OTHERS, **_of_money(tuple(programmes))}
    unknown = tuple(one_of((*others, *programmes))(code, "/programme"))
    if unknown:
        return unknown
    check = others.get(str(code)) or _programme(programmes[str(code)])
    return first_of(check(document, ""))
