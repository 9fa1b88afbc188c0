"""Every table the service runs, and for each of its rows a world in which the row may be fired.

Tables are found, not listed: a new one is under all these tests by being there. An application's
table is composed of its path, so it stands here once for every order of stages a policy allows.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

import workflows
from workflows.actor import PUBLIC, SYSTEM, Actor, Appointment
from workflows.campaign_facts import CampaignFacts, HandedOver, LineOf
from workflows.emergency_facts import EmergencyFacts, RegularisationFacts
from workflows.engine import assess
from workflows.facts import (
    DrawnFacts,
    Facts,
    FileFacts,
    FundFacts,
    NoticeFacts,
    PaymentFacts,
    ReturnFacts,
    StandingFacts,
    TakingFacts,
    TransferFacts,
    VisitFacts,
    VoteFacts,
)
from workflows.hardship_file import DEFAULT_PATH, EVERY_STAGE, file_table
from workflows.matter_facts import MatterFacts
from workflows.money_facts import ClosingFacts, FundTold, MoneyFacts, Spending
from workflows.path import table_of
from workflows.policy.paths import PATH
from workflows.recovery_facts import Instalment, RecoveryFacts
from workflows.regularisation import regularisation_table
from workflows.stage import APPROVAL, NOTICE, REVIEW, Quorum, Stage
from workflows.table import Row, Table, plain

__all__ = [
    "FILE_PATHS",
    "IN_HASTE",
    "LONGEST",
    "PATHS",
    "TODAY",
    "WELL",
    "YESTERDAY",
    "actor_for",
    "ordinary",
    "rows",
    "standing",
    "tables",
    "well",
]

TODAY = date(2026, 3, 10)
YESTERDAY = TODAY - timedelta(days=1)
TREE = "360000.360700.360722.360722001."
KINDS = {
    REVIEW: (Stage(REVIEW, "grassroots"), Stage(REVIEW, "county")),
    NOTICE: (Stage(NOTICE, working_days=5),),
    APPROVAL: (
        Stage(APPROVAL, "county", quorum=Quorum("any")),
        Stage(APPROVAL, "city", quorum=Quorum("n_of_m", 2)),
        Stage(APPROVAL, "province", quorum=Quorum("all")),
    ),
}
LONGEST = 5


def _staged(kinds: tuple[str, ...]) -> tuple[Stage, ...]:
    """Stages of these kinds, each kind taking its levels and quorums in turn."""
    return tuple(
        KINDS[kind][kinds[:place].count(kind) % len(KINDS[kind])]
        for place, kind in enumerate(kinds)
    )


PATHS: dict[str, tuple[Stage, ...]] = {
    "-".join(kinds): _staged(kinds)
    for length in range(3, LONGEST + 1)
    for kinds in product(KINDS, repeat=length)
    if not list(PATH([stage.to_dict() for stage in _staged(kinds)], ""))
}
"""Every order of up to five stages that a policy edition may name, thresholds included."""


IN_HASTE = (KINDS[REVIEW][0], KINDS[APPROVAL][0])
"""The path of an emergency: one review, one approval."""
_CHECKED_FIRST = (*EVERY_STAGE[:3], EVERY_STAGE[5], EVERY_STAGE[3], EVERY_STAGE[4], EVERY_STAGE[6])
FILE_PATHS: dict[str, tuple[Stage, ...]] = {
    "with every stage": EVERY_STAGE,
    "checked before its notice": _CHECKED_FIRST,
    "reviewed twice": (
        KINDS[REVIEW][0],
        Stage(NOTICE, working_days=3),
        *KINDS[REVIEW][1:],
        DEFAULT_PATH[-1],
    ),
}
"""Orders of a file's stages as unions practise them, beside the one the seeded edition asks for."""


def _modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(workflows.__path__, "workflows."):
        yield found.name


@cache
def tables() -> dict[str, Table]:
    """By name: every table that stands in a module, and the application's for every path."""
    standing_alone = {
        value.name: value
        for module in _modules()
        for value in vars(importlib.import_module(module)).values()
        if isinstance(value, Table)
    }
    composed = {f"application {name}": table_of(path) for name, path in PATHS.items()}
    files = {f"hardship_file {name}": file_table(path) for name, path in FILE_PATHS.items()}
    return standing_alone | composed | files | _of_emergencies()


def _of_emergencies() -> dict[str, Table]:
    """What any path leaves an emergency to make up for."""
    return {f"regularisation {n}": regularisation_table(path) for n, path in PATHS.items()}


@cache
def ordinary() -> tuple[Table, ...]:
    """The tables, the application's only by the most ordinary path."""
    usual = f"{REVIEW}-{NOTICE}-{APPROVAL}"
    composed = ("application", "regularisation")
    names = {f"{one} {usual}" for one in composed}
    return tuple(t for name, t in tables().items() if t.name not in composed or name in names)


def standing() -> Iterator[Row]:
    """Rows that lead nowhere and therefore stand in no table: opening, amending, evidence."""
    for module in _modules():
        for value in vars(importlib.import_module(module)).values():
            if isinstance(value, Row):
                yield value


def rows() -> list[tuple[str, Table, Row]]:
    """Every row of every table; those that differ by their place in a path only, once."""
    seen: dict[tuple[str, Row], tuple[str, Table, Row]] = {}
    for table in tables().values():
        for row in table.rows:
            anywhere = replace(row, source=plain(row.source), target=plain(row.target))
            level = f"@{row.level}" if row.level else ""
            name = f"{table.name}:{anywhere.key}{level}:{len(seen)}"
            seen.setdefault((table.name, anywhere), (name, table, row))
    return list(seen.values())


def actor_for(role: str, level: str | None = None, person: str = "somebody") -> Actor:
    """Whoever holds the role and nothing else; the service and the public are what they are."""
    if role in (SYSTEM.kind, PUBLIC.kind):
        return SYSTEM if role == SYSTEM.kind else PUBLIC
    appointment = Appointment(role, "360722", level or "county", "360000.360700.360722.")
    return Actor("officer-1", "officer", person, (appointment,))


WELL: dict[str, Any] = {
    "today": TODAY,
    "opinion": "同意",
    "held": (),
    "household": frozenset(),
    "file_state": "active",
    "eligibility": (),
    "missing": (),
    "award_fen": 30_000,
    "room_fen": 30_000,
    "windows": (),
    "drawn": DrawnFacts(()),
    "category": "severe",
    "elsewhere": (),
    "reverify_by": None,
    "file": FileFacts(
        authorisations_missing=(),
        missing_named=("identity_card",),
        told_before=(),
        visit=VisitFacts(frozenset({"another visitor"}), needed=2, agrees=True),
        minutes_lacking=(),
        check=(),
        exclusions=(),
        rechecks=(),
        called=False,
        resemblances=(),
        imports=(),
        same_household=(),
        told_on=TODAY,
        days=(),
        exceeding=(),
        monitored_until=TODAY - timedelta(days=1),
    ),
    "claims": (),
    "drafted_by": frozenset({"the drafter"}),
    "lines": (),
    "transfer": TransferFacts(level="grassroots", same_union=False, open=(), votes_lost=0),
    "levels_missing": (),
    "emergency": EmergencyFacts(limit_fen=30_000, open=()),
    "regularisation": RegularisationFacts(TODAY),
    "matter": MatterFacts(
        posts_there=(),
        findings="经核查属实",
        appeals=(),
        against=True,
        fit=True,
        reply="已答复",
        satisfaction="satisfied",
    ),
    "fund": FundFacts("fund-1", 30_000, fit=True),
    "recovery": RecoveryFacts(
        asked_fen=30_000,
        room_fen=30_000,
        owed_fen=30_000,
        receipt_fen=30_000,
        left_fen=0,
        received=False,
        waiting=False,
        overdue=True,
        reason_holds=True,
        plan=(Instalment(TODAY + timedelta(days=1), 30_000),),
        posts_there=(),
    ),
    "payment": PaymentFacts("fund-1", "fund-1"),
    "money": MoneyFacts(
        fund=FundTold("fund-1", "union"),
        spending=Spending(programme="warmth", kind="cash", award_fen=30_000),
        broken=(),
        closing=ClosingFacts(committed_fen=0, open=()),
    ),
    "notice": NoticeFacts(TODAY - timedelta(days=1), 0, "severe"),
    "campaign": CampaignFacts(
        list_by=TODAY,
        room={"360722001": 2},
        asked={"360722001": 2},
        listed=(),
        lines=2,
        unready=(),
        doubled=(),
        waiting=(),
        unfinished=(),
    ),
    "line_of": LineOf(),
    "handed_over": HandedOver(frozenset({"visitor-1", "visitor-2"}), needed=2, day_fits=True),
    "beneficiary_stands": True,
    "votes": VoteFacts(frozenset(), frozenset(), needed=1, content_same=True),
    "sent_back": ReturnFacts(last_day=YESTERDAY),
    "taking": TakingFacts(position=None, hand=frozenset({"somebody"}), set_aside=False),
    "standing": StandingFacts(
        named="officer-2",
        taker=Actor("officer-2", "officer", "another"),
        signer=Actor("officer-2", "officer", "another"),
        able=(),
        raise_to="county",
    ),
}
"""A world in which nothing stands in the way."""

_RUNNING = NoticeFacts(TODAY, 0)
_WAITING = VoteFacts(frozenset(), frozenset(), needed=2, content_same=True)
_ASKED = replace(WELL["standing"], asked_by=(("officer-1", "officer-1", True),), named="officer-1")
_SIGNED = replace(_WAITING, needed=1, for_stage=frozenset({"another voter"}))
_OTHERS_LEFT = replace(_WAITING, needed=1, able=frozenset({"another voter"}))
_REASONED = replace(WELL["file"], reason="other")
_OWING = replace(WELL["recovery"], left_fen=1)
_LATE = RegularisationFacts(TODAY - timedelta(days=1))
_UNSIGNED = replace(WELL["file"], visit=VisitFacts(frozenset(), needed=2, agrees=True))


def _elsewhere(plain: Facts) -> Iterator[Facts]:
    """The worlds in which a case goes somewhere else than on, by what was said or done before."""
    for place in range(LONGEST):
        yield replace(plain, sent_back=replace(WELL["sent_back"], to=place))
        back = replace(plain, sent_back=replace(WELL["sent_back"], back_to=place))
        yield from (back, replace(back, votes=_SIGNED, standing=_ASKED))
        yield replace(plain, taking=replace(WELL["taking"], position=place))


def well(row: Row, role: str | None = None) -> Facts:
    """Facts under which the row is the one to be fired: of the worlds in which all is well, the
    one its choosing guards ask for."""
    actor = actor_for(role or min(row.roles), row.level)
    plain = Facts(actor=actor, **WELL)
    for facts in (
        plain,
        replace(plain, votes=_WAITING),
        replace(plain, votes=_OTHERS_LEFT),
        replace(plain, standing=_ASKED),
        replace(plain, votes=_WAITING, standing=_ASKED),
        replace(plain, votes=_SIGNED, standing=_ASKED),
        replace(plain, notice=_RUNNING),
        replace(plain, file=_UNSIGNED),
        replace(plain, file=_REASONED),
        *_elsewhere(plain),
        replace(plain, regularisation=_LATE),
        replace(plain, recovery=_OWING),
        replace(plain, line_of=LineOf("decided", "goods", 30_000)),
        replace(plain, campaign=replace(plain.campaign or CampaignFacts(), lines=0)),
        replace(plain, campaign=replace(plain.campaign or CampaignFacts(), waiting=("case-1",))),
    ):
        if all(verdict.ok for verdict in assess(row, facts)):
            return facts
    raise AssertionError(f"no world in which {row.key} may be fired")
