"""Where each guard of a hardship file refuses, and what it shows: read by `test_guards`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.workflows.tables import TODAY, WELL
from workflows import errors, file_guards, transfer_guards, visit_guards
from workflows.actor import Actor
from workflows.errors import Verdict
from workflows.facts import Dated, FileFacts, NoticeFacts, TransferFacts, VisitFacts
from workflows.table import Guard, Row
from workflows.vocabulary import codes

__all__ = ["HOLDS_OF_FILES", "REFUSES_OF_FILES"]

FILE: FileFacts = WELL["file"]
TRANSFER: TransferFacts = WELL["transfer"]
OTHER = frozenset({"person-eve"})
DWELLINGS = Verdict(errors.ExclusionApplies, False, {"found": 2, "limit": 1}, "exclusion_dwellings")
SEEN = {"finding": "vehicles_seen", "found": 1, "stated": 0}
FOR_ANOTHER = Actor("bob", "officer", "person-bob", principal=Actor("ann", "officer", "person-ann"))
TOMORROW = TODAY + timedelta(days=1)


def told(**changed: Any) -> Mapping[str, Any]:
    return {"file": replace(FILE, **changed)}


def visit(signed: frozenset[str], needed: int = 2, *, agrees: bool = True) -> Mapping[str, Any]:
    return told(visit=VisitFacts(signed, needed, agrees))


def asked(action: str, reason: str | None) -> Mapping[str, Any]:
    """A row of the action, and the reason given with the call."""
    row = Row("here", action, "there", frozenset({"clerk"}))
    return {**told(reason=reason), "row": row}


def moved(**changed: Any) -> Mapping[str, Any]:
    return {"transfer": replace(TRANSFER, **changed)}


REFUSES_OF_FILES: dict[Guard, tuple[tuple[Mapping[str, Any], str, Mapping[str, Any]], ...]] = {
    file_guards.authorisation_missing: (
        (told(authorisations_missing=("m-1",)), "authorisation_missing", {"members": ["m-1"]}),
    ),
    file_guards.same_household: (
        (told(same_household=("r-1",)), "same_household", {"resemblances": ["r-1"]}),
    ),
    file_guards.published_otherwise: (
        ({"notice": NoticeFacts(TODAY, 0, "relative")}, "published_otherwise",
         {"published": "relative", "category": "severe"}),
        ({"notice": NoticeFacts(TODAY, 0)}, "published_otherwise",
         {"published": None, "category": "severe"}),
    ),
    file_guards.missing_unnamed: ((told(missing_named=()), "missing_unnamed", {"missing": []}),),
    file_guards.told_already: (
        (told(told_before=("income",)), "told_already", {"told": ["income"]}),
    ),
    visit_guards.visit_signed: (
        (visit(frozenset()), "visit_signed", {"signed": 1, "needed": 2, "agrees": True}),
        (visit(frozenset({"person-ann"})), "visit_signed",
         {"signed": 1, "needed": 2, "agrees": True}),
        (visit(OTHER, agrees=False), "visit_signed", {"signed": 2, "needed": 2, "agrees": False}),
        ({**visit(frozenset()), "actor": FOR_ANOTHER}, "visit_signed",
         {"signed": 1, "needed": 2, "agrees": True}),
    ),
    visit_guards.visit_unsigned: (
        (visit(OTHER), "visit_unsigned", {"signed": 2, "needed": 2, "agrees": True}),
    ),
    visit_guards.visit_contradicted: (
        (told(visit=VisitFacts(OTHER, 2, agrees=True, contradicted=True)), "visit_contradicted", {}),
    ),
    visit_guards.findings_exceed: (
        (told(exceeding=(SEEN,)), "findings_exceed", SEEN),
    ),
    file_guards.date_unfit: (
        (told(days=(Dated("told_on", TOMORROW),)), "date_unfit",
         {"field": "told_on", "value": "2026-03-11", "earliest": "2025-12-10", "latest": "2026-03-10"}),
        (told(days=(Dated("held_on", date(2025, 12, 9)),)), "date_unfit",
         {"field": "held_on", "value": "2025-12-09", "earliest": "2025-12-10", "latest": "2026-03-10"}),
        (told(days=(Dated("signed_on", TOMORROW, recent=False),)), "date_unfit",
         {"field": "signed_on", "value": "2026-03-11", "earliest": None, "latest": "2026-03-10"}),
    ),
    file_guards.reason_unfit: (
        (asked("propose_cancel", None), "reason_unfit",
         {"reason": None, "allowed": list(codes("cancellation_reason"))}),
        (asked("propose_cancel", "due"), "reason_unfit",
         {"reason": "due", "allowed": list(codes("cancellation_reason"))}),
        (asked("reverify", "death"), "reason_unfit",
         {"reason": "death", "allowed": list(codes("reverification_reason"))}),
        (asked("propose_exit", "death"), "reason_unfit",
         {"reason": "death", "allowed": list(codes("exit_reason"))}),
        (asked("return_to_hardship", "due"), "reason_unfit",
         {"reason": "due", "allowed": ["return"]}),
    ),
    file_guards.minutes_missing: (
        (told(minutes_lacking=("present",)), "minutes_missing", {"lacking": ["present"]}),
    ),
    file_guards.check_unanswered: ((told(check=None), "check_unanswered", {}),),
    file_guards.doubt_unexplained: (
        ({**told(check=("vehicles",)), "opinion": " "}, "doubt_unexplained",
         {"doubts": ["vehicles"]}),
        (told(check=None), "doubt_unexplained", {"doubts": []}),
    ),
    file_guards.import_unfinished: (
        (told(imports=("i-1",)), "import_unfinished", {"imports": ["i-1"]}),
        (told(imports=None), "import_unfinished", {"imports": []}),
    ),
    file_guards.exclusion_applies: (
        (told(exclusions=(DWELLINGS,)), "exclusion_dwellings", {"found": 2, "limit": 1}),
    ),
    file_guards.recheck_open: (
        (told(rechecks=("R-1",)), "recheck_open", {"rechecks": ["R-1"]}),
    ),
    file_guards.recheck_unexplained: (
        ({**told(called=True), "opinion": " "}, "recheck_unexplained", {}),
        (told(called=None), "recheck_unexplained", {}),
    ),
    file_guards.resemblance_undecided: (
        (told(resemblances=("p-1",)), "resemblance_undecided", {"resemblances": ["p-1"]}),
    ),
    file_guards.worker_untold: (
        (told(told_on=None), "worker_untold", {"told_on": None}),
    ),
    file_guards.monitoring_running: (
        (told(monitored_until=TODAY), "monitoring_running",
         {"monitored_until": "2026-03-10", "today": "2026-03-10"}),
        (told(monitored_until=date(2026, 9, 1)), "monitoring_running",
         {"monitored_until": "2026-09-01", "today": "2026-03-10"}),
        (told(monitored_until=None), "monitoring_running",
         {"monitored_until": None, "today": "2026-03-10"}),
    ),
    transfer_guards.receiver_unfit: (
        (moved(level="county"), "receiver_unfit", {"level": "county", "same_union": False}),
        (moved(same_union=True), "receiver_unfit", {"level": "grassroots", "same_union": True}),
    ),
    transfer_guards.transfer_open: (
        (moved(open=("t-1",)), "transfer_open", {"transfers": ["t-1"]}),
    ),
    transfer_guards.vote_unfinished: ((moved(votes_lost=1), "vote_unfinished", {"votes": 1}),),
}  # fmt: skip

HOLDS_OF_FILES: dict[Guard, tuple[Mapping[str, Any], ...]] = {
    visit_guards.visit_signed: (visit(OTHER), visit(frozenset({"person-ann", "person-eve"}))),
    file_guards.date_unfit: (
        told(days=()),
        told(days=(Dated("told_on", TODAY), Dated("held_on", date(2025, 12, 10)))),
        told(days=(Dated("signed_on", date(1999, 1, 1), recent=False),)),
    ),
    file_guards.reason_unfit: (
        asked("propose_cancel", "death"),
        asked("propose_exit", None),
        asked("propose_exit", "other"),
        asked("reverify", None),
        asked("reverify", "changed"),
        asked("return_to_hardship", None),
    ),
    visit_guards.visit_unsigned: (visit(frozenset()), visit(OTHER, agrees=False)),
    file_guards.doubt_unexplained: (
        told(check=()),
        {**told(check=("vehicles",)), "opinion": "车辆已于上年出售"},
    ),
    file_guards.recheck_unexplained: (
        told(called=False),
        {**told(called=True), "opinion": "已重新入户核实"},
    ),
    file_guards.exclusion_applies: (told(exclusions=(replace(DWELLINGS, ok=True),)),),
    file_guards.monitoring_running: (told(monitored_until=TODAY - timedelta(days=1)),),
    transfer_guards.receiver_unfit: (moved(level="township"), moved(level="grassroots")),
}
