"""One thing in each state that callers can bring it to, of every kind that has a table.

Each is brought there by nothing but calls; what can be tried on it is the matter of the tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.bank_steps import answer_csv, paying_form, said_of, uploaded
from tests.campaign_steps import Campaigns
from tests.county import County, Reply
from tests.emergency_steps import bring, delegate, granted, owed
from tests.kin_steps import engage
from tests.matter_steps import appeal, refused_below
from tests.notice_steps import appointed
from tests.payments import Payments
from tests.recovery_steps import confirmed, paid, propose, receive
from tests.transfer_steps import offered
from workflows.appeal import APPEAL
from workflows.bank_answer import BANK_ANSWER
from workflows.campaign import CAMPAIGN
from workflows.edition import EDITION
from workflows.fund import FUND
from workflows.hardship_file import HARDSHIP_FILE
from workflows.notice import NOTICE
from workflows.objection import OBJECTION
from workflows.path import inner, table_of
from workflows.paying_account import PAYING_ACCOUNT
from workflows.payment_batch import PAYMENT_BATCH
from workflows.payout import PAYOUT
from workflows.petition import PETITION
from workflows.recheck import RECHECK
from workflows.recovery import RECOVERY
from workflows.regularisation import regularisation_table
from workflows.stage import Stage
from workflows.table import Table
from workflows.transfer import TRANSFER

__all__ = ["HOLDERS", "Standing", "everything"]

HOLDERS = {
    "clerk": "county-clerk-1",
    "reviewer": "county-reviewer-1",
    "approver": "approver-3",
    "payment_maker": "maker-1",
    "payment_checker": "checker-1",
    "fund_manager": "fund-1",
    "auditor": "auditor-1",
    "security_admin": "security-1",
    "system_admin": "system-1",
    "finance_system": "finance",
    "bank_gateway": "bank",
}
"""Somebody of the county federation in every role, who has done nothing in any case here."""


@dataclass(frozen=True)
class Standing:
    """A thing by its path, the table it moves by and its state as the table knows it."""

    path: str
    table: Table
    state: str
    etag: str = ""

    @property
    def name(self) -> str:
        return f"{self.table.name}-{self.state}"


def everything(county: County) -> list[Standing]:
    """Every kind of thing in every state it is left in by a call."""
    appointed(county, HOLDERS["clerk"], "clerk", "360722")
    payments = Payments(county)
    return [
        *_files(county),
        *_transfers(county),
        *_editions(county),
        *_funds(county),
        *_cases(county),
        *_noticed(county),
        *_paid_for(county, payments),
        *_looked_at(county),
        *_paid_first(county),
        *_recovered(county, payments),
        *_brought(county),
        *_campaigns(county),
        *_accounts(county),
    ]


def _files(county: County) -> Iterator[Standing]:
    def file(*steps: tuple[str, str]) -> Standing:
        path = county.draft_file().headers["Location"]
        _walked(county, path, *steps)
        return Standing(path, HARDSHIP_FILE, _file_state(county.get("auditor-1", path)))

    clerk, reviewer = ("clerk-1", "submit"), ("reviewer-1", "review")
    yield file()
    yield file(clerk)
    yield file(clerk, reviewer)
    active = (clerk, reviewer, ("approver-1", "confirm"))
    yield file(*active)
    yield file(*active, ("clerk-1", "reverify"))
    yield file(*active, ("clerk-1", "reverify"), clerk)
    yield file(*active, ("clerk-1", "reverify"), clerk, reviewer)
    for proposed, decided in (("propose_exit", "exit"), ("propose_cancel", "cancel")):
        yield file(*active, ("clerk-1", proposed))
        yield file(*active, ("clerk-1", proposed), ("approver-1", decided))
    yield file(
        *active, ("clerk-1", "propose_cancel"), ("approver-1", "cancel"), ("clerk-1", "archive")
    )
    yield file(clerk, ("reviewer-1", "return"))
    yield file(clerk, ("reviewer-1", "reject"))
    yield file(("clerk-1", "withdraw"))


def _file_state(told: Reply) -> str:
    """The state as the table knows it: with the place of the stage that waits."""
    if told["state"] == "reverifying" and told["stage"] is None:
        return "reverifying.draft"
    return f"{told['state']}.{told['stage']['position']}" if told["stage"] else str(told["state"])


ENDING = {"propose_exit": {"told_on": "2026-03-02"}, "propose_cancel": {"reason": "left"}}


def _walked(county: County, path: str, *steps: tuple[str, str]) -> str:
    state = str(county.get("auditor-1", path)["state"])
    for who, action in steps:
        told = county.act(who, path, action, {"opinion": "情况属实", **ENDING.get(action, {})})
        assert told.status == 200, told.body
        state = told["state"]
    return state


def _transfers(county: County) -> Iterator[Standing]:
    for who, action in (
        (None, ""),
        ("clerk-2", "accept"),
        ("clerk-2", "decline"),
        ("clerk-1", "withdraw"),
    ):
        path = offered(county, f"/v1/hardship-files/{county.active_file()['id']}")
        state = _walked(county, path, *([(who, action)] if who else []))
        yield Standing(path, TRANSFER, state)


def _editions(county: County) -> Iterator[Standing]:
    listed = county.get("fund-1", "/v1/editions")["items"]
    document = next(one["document"] for one in listed if one["programme"] == "warmth")
    for steps in ((), (("approver-1", "adopt"),)):
        made = county.post("fund-1", "/v1/editions", {**document, "union": "360722"})
        path = made.headers["Location"]
        yield Standing(path, EDITION, _walked(county, path, *steps))


def _funds(county: County) -> Iterator[Standing]:
    """One that is open and one whose year is closed."""
    for steps in ((), (("approver-1", "close"),)):
        path = f"/v1/funds/{county.fund()}"
        yield Standing(path, FUND, _walked(county, path, *steps))


def _application(told: Reply) -> Standing:
    path = tuple(Stage.from_dict(stage) for stage in told["path"])
    position = told["stage"]["position"] if told["stage"] else 0
    state = inner(told["state"], position, path)
    return Standing(f"/v1/applications/{told['id']}", table_of(path), state)


def _cases(county: County) -> Iterator[Standing]:
    clerk, reviewer = ("clerk-1", "submit"), ("reviewer-1", "review")
    walks: tuple[tuple[tuple[str, str], ...], ...] = (
        (), (clerk,), (clerk, reviewer), (clerk, ("reviewer-1", "return")),
        (clerk, ("reviewer-1", "reject")), (("clerk-1", "withdraw"),),
    )  # fmt: skip
    for steps in walks:
        path = county.draft_application().headers["Location"]
        _walked(county, path, *steps)
        yield _application(county.get("auditor-1", path))


def _noticed(county: County) -> Iterator[Standing]:
    """Notices with their cases and objections. The clock moves on, so this comes late."""
    shown = [county.reviewed_application() for _ in range(4)]
    notice = county.on_notice(*shown)
    raised = [
        county.post(
            None, f"/public/notices/{notice['id']}/objections",
            {"line": line, "reason": "收入不实", "name": None},
        )["id"]
        for line in (1, 2, 3, 4)
    ]  # fmt: skip
    for objection, action in zip(raised, ("uphold", "dismiss", "triage"), strict=False):
        path = f"/v1/objections/{objection}"
        state = _walked(county, path, ("county-reviewer-1", action))
        yield Standing(path, OBJECTION, state)
    yield Standing(f"/v1/objections/{raised[3]}", OBJECTION, "open")
    yield _application(county.get("auditor-1", shown[2]))
    passed = county.reviewed_application()
    closed = county.passed_notice(passed)
    yield Standing(f"/v1/notices/{closed['id']}", NOTICE, "closed")
    yield _application(county.get("auditor-1", passed))
    late = county.on_notice(county.reviewed_application())
    yield Standing(f"/v1/notices/{late['id']}", NOTICE, "open")


def _paid_for(county: County, payments: Payments) -> Iterator[Standing]:
    """Batches, their payouts, and the applications that are paid by them."""
    cases = payments.approved(10)
    yield _application(county.get("auditor-1", f"/v1/applications/{cases[0]}"))
    batches = {"draft": payments.made(cases[1:2]), "submitted": payments.made(cases[2:3])}
    _walked(county, batches["submitted"], ("maker-1", "submit"))
    batches["cancelled"] = payments.made(cases[3:4])
    _walked(county, batches["cancelled"], ("maker-1", "cancel"))
    batches["released"] = payments.released(cases[4:5])
    batches["dispatched"] = payments.dispatched(cases[5:6])
    said = {}
    for place, outcome in enumerate(("paid", "failed", "unknown"), start=6):
        said[outcome] = payments.dispatched(cases[place : place + 1])
        assert payments.said(said[outcome], outcome) == ["applied"]
    batches["settled"] = said["paid"]
    for state, batch in batches.items():
        yield Standing(batch, PAYMENT_BATCH, state)
    payouts = {"pending": batches["draft"], "sent": batches["dispatched"], **said}
    payouts["cancelled"] = batches["cancelled"]
    for state, batch in payouts.items():
        yield Standing(payments.payout(batch), PAYOUT, state)
    back = payments.dispatched(cases[9:10])
    payments.said(back)
    returned = payments.payout(back)
    form = {"reason": "账号有误", "bank_serial": "R-1", "occurred_at": "2026-03-21T10:00:00+08:00"}
    assert county.act("checker-1", returned, "return", form)["state"] == "returned"
    yield Standing(returned, PAYOUT, "returned")
    for one in (cases[5], cases[6]):
        yield _application(county.get("auditor-1", f"/v1/applications/{one}"))
    given_up = payments.payout(said["failed"])
    yield Standing(given_up, PAYOUT, "failed")
    yield from _answers(payments, said)


def _accounts(county: County) -> Iterator[Standing]:
    """A paying account that waits for its second person, one in use and one given up."""
    for steps in ((), (("approver-1", "confirm"),), (("fund-1", "close"),)):
        made = county.post("fund-1", "/v1/paying-accounts", paying_form(), key=county.new_key())
        path = made.headers["Location"]
        yield Standing(path, PAYING_ACCOUNT, _walked(county, path, *steps))


def _answers(payments: Payments, said: dict[str, str]) -> Iterator[Standing]:
    """A plan that waits, one that was applied and one that was discarded."""
    county, other = payments.county, "another-checker"
    appointed(county, other, "payment_checker", "360722")
    for outcome, action in (("unknown", ""), ("paid", "apply"), ("failed", "discard")):
        line = payments.lines(said[outcome])[0]
        plan = uploaded(payments, said[outcome], answer_csv(said_of(line)))
        path = plan.headers["Location"]
        state = _walked(county, path, *([(other, action)] if action else []))
        yield Standing(path, BANK_ANSWER, state)


def _paid_first(county: County) -> Iterator[Standing]:
    """What emergency awards owe, or do not owe any more."""
    delegate(county)
    shown = [granted(county) for _ in range(3)]
    owing = [owed(county, path) for path in shown]
    for one in owing:
        bring(county, one)
        _walked(county, one, ("reviewer-1", "review"))
    county.passed_notice(*shown)
    _walked(county, owing[1], ("approver-1", "confirm"))
    _walked(county, owing[2], ("approver-1", "refuse"))
    yield from (_regularisation(county, one) for one in owing)
    for steps in range(5):
        path = granted(county)
        one = owed(county, path)
        if steps > 1:
            bring(county, one)
        if steps > 2:
            _walked(county, one, ("reviewer-1", "review"))
        if steps > 3:
            county.on_notice(path)
        if steps == 1:
            _walked(county, path, ("approver-2", "lapse"))
        yield _regularisation(county, one)


def _recovered(county: County, payments: Payments) -> Iterator[Standing]:
    """Recoveries of one payment, a fen each, and one that ends what an emergency owed."""
    _, payout = paid(payments)
    yield Standing(propose(county, payout, 1).headers["Location"], RECOVERY, "proposed")
    document = {"document_number": "信工发〔2026〕12号", "opinion": "多次催缴未还"}
    for state, who, action, form in (
        ("confirmed", "", "", {}),
        ("referred", "approver-3", "refer", {**document, "to": "court"}),
        ("withdrawn", "approver-3", "lift", {"opinion": "已查清"}),
        ("written_off", "city-approver-1", "write_off", document),
    ):
        path = confirmed(county, payout, 1)
        assert not who or county.act(who, path, action, form)["state"] == state
        yield Standing(path, RECOVERY, state)
    case = granted(county, payments.fund_id)
    owing, one = owed(county, case), case.rpartition("/")[2]
    payments.said(payments.dispatched([one]))
    bring(county, owing)
    _walked(county, owing, ("reviewer-1", "review"))
    county.passed_notice(case)
    _walked(county, owing, ("approver-1", "refuse"))
    due = county.get("auditor-1", owing)["recovery_due"]["amount_fen"]
    (item,) = county.get("auditor-1", f"/v1/payouts?application_id={one}")["items"]
    path = confirmed(county, f"/v1/payouts/{item['id']}", due, reason="unregularised")
    assert receive(county, path, due)["state"] == "recovered"
    yield Standing(path, RECOVERY, "recovered")
    yield _regularisation(county, owing)


def _regularisation(county: County, path: str) -> Standing:
    told = county.get("auditor-1", path)
    stages = tuple(Stage.from_dict(stage) for stage in told["path"])
    position = told["stage"]["position"] if told["stage"] else 0
    return Standing(path, regularisation_table(stages), inner(told["state"], position, stages))


def _looked_at(county: County) -> Iterator[Standing]:
    """Re-checks of a sample, found by a reviewer of the city: the county's has done nothing here."""
    engage(county, "city-reviewer-1", "reviewer", "360700")
    files = [f"/v1/hardship-files/{county.active_file()['id']}" for _ in range(4)]
    form = {"of_union": "360722001", "rate": "1"}
    made = county.post("auditor-1", "/v1/samples", form, key=county.new_key())
    assert made.status == 201, made.body
    for file, found in zip(files, ("consistent", "inconsistent", "withdrawn", "open"), strict=True):
        asked = f"/v1/rechecks?hardship_file_id={file.rpartition('/')[2]}"
        path = f"/v1/rechecks/{county.get('auditor-1', asked)['items'][0]['id']}"
        if found == "withdrawn":
            _walked(county, file, ("clerk-1", "propose_cancel"), ("approver-1", "cancel"))
        elif found != "open":
            _walked(county, path, ("city-reviewer-1", f"find_{found}"))
        yield Standing(path, RECHECK, str(county.get("auditor-1", path)["state"]))


def _brought(county: County) -> Iterator[Standing]:
    """Appeals against what the reviewer of the union refused, and petitions, each a step further."""
    for who, action in (
        (None, ""), ("county-reviewer-1", "uphold"), ("county-reviewer-1", "dismiss"),
        ("clerk-1", "withdraw"),
    ):  # fmt: skip
        path = appeal(county, refused_below(county)).headers["Location"]
        yield Standing(path, APPEAL, _walked(county, path, *([(who, action)] if who else [])))
    form = {"union": "360722", "channel": "phone", "kind": "inquiry", "subject": "咨询材料"}
    said = {"reply": {"reply": "已答复"}, "close": {"satisfaction": "neutral"}}
    steps = ("check", "handle", "reply", "close")
    for most in range(len(steps) + 1):
        made = county.post("county-reviewer-1", "/v1/petitions", form)
        path, state = made.headers["Location"], str(made["state"])
        for action in steps[:most]:
            told = said.get(action, {"opinion": "情况属实"})
            state = str(county.act("county-reviewer-1", path, action, told)["state"])
        yield Standing(path, PETITION, state)


def _campaigns(county: County) -> Iterator[Standing]:
    """A campaign of goods in each state, and a line of the last that was handed over."""
    who, why = "county-reviewer-1", {"opinion": "资金未到位"}
    later: dict[str, Any] = {"list_by": "2026-12-31", "kind": "goods"}
    yield Standing(Campaigns.drawn_up(county, **later), CAMPAIGN, "draft")
    yield Standing(Campaigns(county, **later).path, CAMPAIGN, "published")
    cancelled = Campaigns(county, **later)
    assert cancelled.act(who, "cancel", why)["state"] == "cancelled"
    yield Standing(cancelled.path, CAMPAIGN, "cancelled")
    appointed(county, "visitor-1", "reviewer", "360722")
    appointed(county, "visitor-2", "reviewer", "360722")
    for state in ("merged", "decided", "reported", "closed"):
        one = Campaigns(county, **later)
        one.ready([county.active_file()["id"]], [])
        if state != "merged":
            (line,) = one.decide(fund_id=county.fund())["lines"]
        if state in ("reported", "closed"):
            path = f"/v1/applications/{line['application_id']}"
            assert one.signed(line["application_id"], "visitor-1", "visitor-2").status == 201
            assert one.act(who, "report")["state"] == "reported"
        if state == "closed":
            assert one.act("approver-1", "close")["state"] == "closed"
            yield _application(county.get("auditor-1", path))
        yield Standing(one.path, CAMPAIGN, state)
