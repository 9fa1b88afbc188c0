"""Each guard in both outcomes: a control that never refused is not one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflows.campaign_guard_cases import HOLDS_OF_CAMPAIGNS, REFUSES_OF_CAMPAIGNS
from tests.workflows.emergency_guard_cases import HOLDS_OF_EMERGENCIES, REFUSES_OF_EMERGENCIES
from tests.workflows.file_guard_cases import HOLDS_OF_FILES, REFUSES_OF_FILES
from tests.workflows.fund_guard_cases import HOLDS_OF_FUNDS, REFUSES_OF_FUNDS
from tests.workflows.matter_guard_cases import HOLDS_OF_MATTERS, REFUSES_OF_MATTERS
from tests.workflows.recovery_guard_cases import HOLDS_OF_RECOVERIES, REFUSES_OF_RECOVERIES
from tests.workflows.return_guard_cases import HOLDS_OF_RETURNS, REFUSES_OF_RETURNS
from tests.workflows.standing_guard_cases import HOLDS_OF_STANDING, REFUSES_OF_STANDING
from tests.workflows.supervision_guard_cases import HOLDS_OF_SUPERVISION, REFUSES_OF_SUPERVISION
from tests.workflows.tables import TODAY, WELL, rows, standing
from workflows import edition_guards, errors, file_guards, guards
from workflows.actor import SYSTEM, Actor
from workflows.errors import Verdict
from workflows.facts import DrawnFacts, Facts, FundFacts, Held, NoticeFacts, PaymentFacts, VoteFacts
from workflows.notice import notice_over
from workflows.payable import (
    fund_unfit,
    payee_left,
    payee_unconfirmed,
    payment_changed,
    payout_contradicted,
    payout_in_batch,
)
from workflows.table import Guard, Row
from workflows.window import Window

ROW = Row("here", "act", "there", frozenset({"approver"}), duty="approve")
ANN = Actor("ann", "officer", "person-ann")
FOR_ANN = Actor("bob", "officer", "person-bob", principal=ANN)
KIN_OF_EVE = replace(ANN, declared_kin=frozenset({"person-eve"}))
FACTS = Facts(actor=ANN, **WELL, row=ROW)
YESTERDAY, TOMORROW = date(2026, 3, 9), date(2026, 3, 11)
RULE = Verdict(errors.NotEligible, False, {"hospital_level": 1}, "hospital_level_two")
LINE = Verdict(errors.NotPayable, False, {"application_id": "a-1"})


def votes(**told: Any) -> VoteFacts:
    none: frozenset[str] = frozenset()
    return VoteFacts(
        **{"voters": none, "for_stage": none, "needed": 1, "content_same": True, **told}
    )


Case = tuple[Mapping[str, Any], str, Mapping[str, Any]]
"""What is otherwise than well, the code of the refusal, and the values it shows."""

REFUSES: dict[Guard, tuple[Case, ...]] = {
    guards.separation_of_duties: (
        ({"held": (Held("intake", "person-ann"),)}, "separation_of_duties",
         {"duty": "approve", "duties_held": ["intake"]}),
        ({"actor": FOR_ANN, "held": (Held("review", "person-ann"),)}, "separation_of_duties",
         {"duty": "approve", "duties_held": ["review"]}),
        ({"actor": FOR_ANN, "held": (Held("make", "person-bob"),)}, "separation_of_duties",
         {"duty": "approve", "duties_held": ["make"]}),
        ({"actor": SYSTEM}, "separation_of_duties", {"duty": "approve", "duties_held": []}),
        ({"row": replace(ROW, duty=None)}, "separation_of_duties",
         {"duty": None, "duties_held": []}),
    ),
    guards.recusal: (
        ({"household": frozenset({"person-ann"})}, "recusal", {}),
        ({"actor": FOR_ANN, "household": frozenset({"person-ann"})}, "recusal", {}),
        ({"actor": KIN_OF_EVE, "household": frozenset({"person-eve"})}, "recusal", {}),
        ({"actor": replace(FOR_ANN, principal=KIN_OF_EVE), "household": frozenset({"person-eve"})},
         "recusal", {}),
    ),
    guards.second_person: (
        ({"drafted_by": frozenset({"person-ann"})}, "separation_of_duties",
         {"duties_held": ["draft"]}),
        ({"drafted_by": frozenset()}, "separation_of_duties", {}),
        ({"actor": SYSTEM}, "separation_of_duties", {}),
    ),
    guards.opinion_required: (({"opinion": " \n"}, "opinion_required", {}),),
    guards.file_not_active: (
        ({"file_state": "submitted"}, "file_not_active", {"state": "submitted"}),
    ),
    guards.file_overdue: (
        ({"reverify_by": YESTERDAY}, "file_overdue",
         {"reverify_by": "2026-03-09", "today": "2026-03-10"}),
    ),
    guards.beneficiary_left: (({"beneficiary_stands": False}, "beneficiary_left", {}),),
    guards.not_eligible: (({"eligibility": (RULE,)}, "hospital_level_two", {"hospital_level": 1}),),
    guards.evidence_missing: (
        ({"missing": ("invoice",)}, "evidence_missing", {"missing": ["invoice"]}),
    ),
    guards.award_zero: (
        ({"award_fen": 0}, "award_zero", {"award_fen": 0}),
        ({"award_fen": -1}, "award_zero", {"award_fen": -1}),
    ),
    guards.cap_exceeded: (
        ({"room_fen": 29_999}, "cap_exceeded", {"award_fen": 30_000, "room_fen": 29_999}),
    ),
    edition_guards.programme_limit: (
        ({"drawn": DrawnFacts(("medical",), 1)}, "programme_limit",
         {"drawn": ["medical"], "most": 1}),
        ({"drawn": DrawnFacts(("medical", "tuition"), 2)}, "programme_limit",
         {"drawn": ["medical", "tuition"], "most": 2}),
    ),
    edition_guards.window_closed: (
        ({"windows": (Window("2026-07-01", "2026-09-05"), Window("12-22", "02-12"))},
         "window_closed",
         {"today": TODAY.isoformat(), "windows": [
             {"from": "2026-07-01", "to": "2026-09-05"}, {"from": "12-22", "to": "02-12"},
         ]}),
    ),
    guards.duplicate_claim: (({"claims": ("a-1",)}, "duplicate_claim", {"application_id": "a-1"}),),
    file_guards.no_category: (
        ({"category": None, "categorised": {"steps": []}}, "no_category", {"steps": []}),
    ),
    file_guards.person_on_file: (({"elsewhere": ("F1",)}, "person_on_file", {"files": ["F1"]}),),
    guards.level_missing: (({"levels_missing": ("city",)}, "level_missing", {"levels": ["city"]}),),
    guards.already_voted: (
        ({"votes": votes(voters=frozenset({"person-ann"}))}, "already_voted", {}),
        ({"actor": FOR_ANN, "votes": votes(voters=frozenset({"person-ann"}))}, "already_voted", {}),
    ),
    guards.content_changed: (({"votes": votes(content_same=False)}, "content_changed", {}),),
    guards.quorum_reached: (
        ({"votes": votes(needed=2)}, "quorum_reached", {"votes": 1, "needed": 2}),
        ({"votes": votes(needed=2, for_stage=frozenset({"person-ann"}))}, "quorum_reached",
         {"votes": 1, "needed": 2}),
        ({"actor": FOR_ANN, "votes": votes(needed=2)}, "quorum_reached", {"votes": 1, "needed": 2}),
    ),
    guards.quorum_open: (({"votes": votes(needed=1)}, "quorum_open", {"votes": 1, "needed": 1}),),
    guards.notice_running: (
        ({"notice": NoticeFacts(TODAY, 0)}, "notice_running",
         {"ends_on": "2026-03-10", "today": "2026-03-10"}),
        ({"notice": NoticeFacts(TOMORROW, 0)}, "notice_running",
         {"ends_on": "2026-03-11", "today": "2026-03-10"}),
        ({"notice": NoticeFacts(None, 0)}, "notice_running",
         {"ends_on": None, "today": "2026-03-10"}),
    ),
    notice_over: (
        ({"notice": NoticeFacts(YESTERDAY, 0)}, "notice_over",
         {"ends_on": "2026-03-09", "today": "2026-03-10"}),
    ),
    guards.objection_open: (
        ({"notice": NoticeFacts(YESTERDAY, 1)}, "objection_open", {"open_objections": 1}),
    ),
    guards.fund_insufficient: (
        ({"fund": FundFacts("f-1", 29_999, fit=True)}, "fund_insufficient",
         {"available_fen": 29_999, "award_fen": 30_000}),
        ({"fund": FundFacts("f-1", 90_000, fit=False)}, "fund_unfit", {"fund_id": "f-1"}),
        ({"fund": FundFacts(None, 90_000, fit=True, candidates=2)}, "fund_ambiguous",
         {"candidates": 2}),
        ({"award_fen": None}, "fund_insufficient", {"available_fen": 30_000, "award_fen": None}),
    ),
    guards.lines_fit: (({"lines": (LINE,)}, "not_payable", {"application_id": "a-1"}),),
    fund_unfit: (
        ({"payment": PaymentFacts("f-1", "f-2")}, "fund_unfit",
         {"fund_id": "f-2", "committed_to": "f-1"}),
        ({"payment": PaymentFacts(None, "f-2")}, "fund_unfit",
         {"fund_id": "f-2", "committed_to": None}),
    ),
    payment_changed: (
        ({"payment": PaymentFacts("f-1", "f-1", as_approved=False)}, "payment_changed", {}),
    ),
    payee_left: (
        ({"payment": PaymentFacts("f-1", "f-1", payee_stands=False)}, "payee_left", {}),
        ({"payment": None}, "payee_left", {}),
    ),
    payee_unconfirmed: (
        ({"payment": PaymentFacts("f-1", "f-1", payee_confirmed=False)}, "payee_unconfirmed", {}),
    ),
    payout_contradicted: (
        ({"payment": PaymentFacts("f-1", "f-1", contradicted=True)}, "payout_contradicted", {}),
    ),
    payout_in_batch: (
        ({"payment": PaymentFacts("f-1", "f-1", batch_id="b-1")}, "payout_in_batch",
         {"batch_id": "b-1"}),
    ),
    **REFUSES_OF_FILES,
    **REFUSES_OF_FUNDS,
    **REFUSES_OF_RETURNS,
    **REFUSES_OF_EMERGENCIES,
    **REFUSES_OF_RECOVERIES,
    **REFUSES_OF_STANDING,
    **REFUSES_OF_MATTERS,
    **REFUSES_OF_SUPERVISION,
    **REFUSES_OF_CAMPAIGNS,
}  # fmt: skip

HOLDS: dict[Guard, tuple[Mapping[str, Any], ...]] = {
    guards.separation_of_duties: (
        {"held": (Held("approve", "person-ann"),)},
        {"held": (Held("intake", "person-eve"), Held("approve", "person-ann"))},
        {"actor": FOR_ANN, "held": (Held("approve", "person-ann"),)},
    ),
    guards.recusal: ({"household": frozenset({"person-eve"})},),
    guards.file_not_active: (
        {"file_needed": False, "file_state": "draft"},
        {"file_state": "reverifying"},
    ),
    guards.file_overdue: (
        {"reverify_by": TODAY},
        {"reverify_by": None},
        {"file_needed": False, "reverify_by": YESTERDAY},
    ),
    guards.not_eligible: ({"eligibility": (replace(RULE, ok=True),)},),
    guards.cap_exceeded: ({"room_fen": None}, {"award_fen": 30_000}),
    guards.already_voted: ({"votes": votes(voters=frozenset({"person-eve"}))},),
    guards.quorum_reached: (
        {"votes": votes(needed=2, for_stage=frozenset({"person-eve"}))},
        {"votes": votes(needed=1)},
    ),
    guards.quorum_open: ({"votes": votes(needed=2)},),
    notice_over: ({"notice": NoticeFacts(TODAY, 0)}, {"notice": NoticeFacts(None, 0)}),
    guards.objection_open: ({"notice": NoticeFacts(None, 0)},),
    guards.fund_insufficient: ({"fund": FundFacts("f-1", 30_000, fit=True)},),
    guards.lines_fit: ({"lines": (replace(LINE, ok=True),)},),
    **HOLDS_OF_FILES,
    **HOLDS_OF_FUNDS,
    **HOLDS_OF_RETURNS,
    **HOLDS_OF_EMERGENCIES,
    **HOLDS_OF_RECOVERIES,
    **HOLDS_OF_STANDING,
    **HOLDS_OF_MATTERS,
    **HOLDS_OF_SUPERVISION,
    **HOLDS_OF_CAMPAIGNS,
}
"""Where it is not enough, or not right, to say that all is well."""


def failed(guard: Guard, facts: Facts) -> list[Verdict]:
    return [verdict for verdict in guard(facts) if not verdict.ok]


def test_every_guard_of_every_row_is_tried_here() -> None:
    used = {guard for _, _, row in rows() for guard in row.guards}
    used |= {guard for row in standing() for guard in row.guards} | {guards.opinion_required}
    assert used == REFUSES.keys()


@pytest.mark.parametrize(
    ("guard", "case"),
    [(guard, case) for guard, cases in REFUSES.items() for case in cases],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_guard_refuses_and_shows_what_it_compared(guard: Guard, case: Case) -> None:
    changed, code, values = case
    (verdict,) = failed(guard, replace(FACTS, **changed))
    assert (verdict.name, dict(verdict.values)) == (code, values)
    assert verdict.title("zh-CN")
    assert verdict.title("en")


@pytest.mark.parametrize("guard", REFUSES, ids=lambda guard: guard.__name__)
def test_a_guard_holds_where_nothing_stands_in_the_way(guard: Guard) -> None:
    for changed in HOLDS.get(guard, ({},)):
        assert failed(guard, replace(FACTS, **changed)) == []


@pytest.mark.parametrize("guard", REFUSES, ids=lambda guard: guard.__name__)
def test_a_guard_that_was_told_nothing_refuses(guard: Guard) -> None:
    assert failed(guard, Facts(actor=ANN, today=TODAY, row=ROW))


@pytest.mark.parametrize("guard", REFUSES, ids=lambda guard: guard.__name__)
def test_a_guard_is_named_as_the_refusal_it_gives(guard: Guard) -> None:
    own = {guard.__name__, *_NAMED_OTHERWISE.get(guard.__name__, ())}
    for changed, *_ in REFUSES[guard]:
        for verdict in failed(guard, replace(FACTS, **changed)):
            assert own & {verdict.name, verdict.error.code()}


_NAMED_OTHERWISE = {
    "second_person": {"separation_of_duties"},
    "drew_up": {"separation_of_duties"},
    "not_the_giver": {"separation_of_duties"},
    "lines_fit": {"not_payable"},
    "fund_insufficient": {"fund_unfit", "fund_ambiguous"},
    "visit_signed": {"visit_unsigned"},
    "taker_unfit": {"separation_of_duties", "recusal"},
    "signer_unfit": {"separation_of_duties", "recusal"},
    "present_unfit": {"recusal"},
    "uninvolved": {"decided_before"},
}
"""Guards that give the refusal of a wider rule, or one of several about the same thing."""


def test_all_reasons_of_one_guard_are_told_at_once() -> None:
    two = (RULE, replace(RULE, code="self_paid_positive"))
    facts = replace(FACTS, eligibility=two)
    assert [v.name for v in failed(guards.not_eligible, facts)] == [
        "hospital_level_two",
        "self_paid_positive",
    ]


def test_the_last_day_of_a_notice_still_belongs_to_it() -> None:
    last = replace(FACTS, notice=NoticeFacts(TODAY, 0))
    assert failed(guards.notice_running, last)
    assert not failed(guards.notice_running, replace(last, today=TOMORROW))
