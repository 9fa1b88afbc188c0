"""/v1/payment-batches: two hands, control totals, every line looked at again, one file."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from service.store.metadata import metadata
from tests.audit_trail import entries_since, last_entry, log_size
from tests.county import County, Reply
from tests.payments import Payments, second_account
from tests.snapshot import AUDIT, snapshot

BATCHES = "/v1/payment-batches"


@pytest.fixture
def payments(county: County) -> Payments:
    return Payments(county)


@pytest.fixture
def small(sqlite_county: County) -> Payments:
    return Payments(sqlite_county)


def lines_refused(reply: Reply) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for refusal in reply["refusals"]:
        if "application_id" in refusal["values"]:
            found.setdefault(refusal["values"]["application_id"], set()).add(refusal["code"])
    return found


# --- making ---------------------------------------------------------------------------------


def test_a_batch_makes_a_payout_for_each_application_under_a_reference(payments: Payments) -> None:
    ids = payments.approved(2)
    made = payments.make(ids)
    assert made.status == 201
    assert made["state"] == "draft"
    assert [line["application_id"] for line in made["lines"]] == ids
    assert len({line["reference"] for line in made["lines"]}) == 2
    read = payments.county.get("maker-1", made.headers["Location"])
    assert read["lines"] == made["lines"]
    assert read.etag == made.etag
    assert {payments.state_of(one) for one in ids} == {"paying"}
    assert read["manifest"] is None


@pytest.mark.parametrize("off", [{"count": 1}, {"count": -1}, {"total_fen": 1}, {"total_fen": -1}])
def test_control_totals_off_by_one_make_no_batch(small: Payments, off: dict[str, int]) -> None:
    ids = small.approved(2)
    control = small.form(ids)["control"]
    for name, by in off.items():
        control[name] += by
    refused = small.make(ids, control=control)
    assert refused.status == 422
    assert refused.codes == {"control_mismatch"}
    assert refused["values"]["total_fen_found"] == small.total_fen(ids)
    assert small.county.get("maker-1", BATCHES)["items"] == []
    assert {small.state_of(one) for one in ids} == {"approved"}


def test_a_dry_run_goes_the_same_way_and_writes_nothing(payments: Payments) -> None:
    county = payments.county
    ids = payments.approved(2)
    engine = county.house.transactions.engine
    before, form = snapshot(engine), payments.form(ids)
    tried = county.post("maker-1", f"{BATCHES}?dry_run=true", form, key="a-trial")
    assert tried.status == 200
    assert [line["application_id"] for line in tried["lines"]] == ids
    assert tried["control"] == form["control"]
    form["control"]["total_fen"] += 1
    refused = county.post("maker-1", f"{BATCHES}?dry_run=true", form, key="a-trial")
    assert refused.status == 422
    assert "control_mismatch" in refused.codes
    assert snapshot(engine) == before
    form["control"]["total_fen"] -= 1
    assert county.post("maker-1", BATCHES, form, key="a-trial").status == 201


def test_every_line_that_cannot_be_paid_is_named_with_its_reason(payments: Payments) -> None:
    county = payments.county
    one, two = payments.approved(2)
    other_fund = county.approved_application("warmth").rpartition("/")[2]
    draft = county.draft_application()["id"]
    paid = payments.make([two])
    assert paid.status == 201
    refused = payments.make([one, two, other_fund, draft])
    assert lines_refused(refused) == {
        two: {"payout_exists"},
        other_fund: {"fund_unfit"},
        draft: {"not_payable"},
    }
    assert refused.status == 409
    assert payments.state_of(one) == "approved"


def test_an_application_has_one_live_payout(payments: Payments) -> None:
    (one,) = payments.approved()
    assert payments.make([one]).status == 201
    again = payments.make([one])
    assert again.status == 409
    assert "payout_exists" in again.codes


def test_the_database_holds_one_live_payout_per_application(payments: Payments) -> None:
    (one,) = payments.approved()
    payments.made([one])
    columns = {column.name: f'"{column.name}"' for column in metadata.tables["payout"].columns}
    told = ", ".join({**columns, "id": "'another'", "number": "999999"}.values())
    copy = f"INSERT INTO payout ({', '.join(columns.values())}) SELECT {told} FROM payout"  # noqa: S608
    engine = payments.county.house.transactions.engine
    with engine.connect() as connection, pytest.raises(IntegrityError, match=r"(?i)unique"):
        connection.execute(text(copy))


def test_the_same_key_makes_one_batch(payments: Payments) -> None:
    form = payments.form(payments.approved())
    first = payments.county.post("maker-1", BATCHES, form, key="one-batch")
    again = payments.county.post("maker-1", BATCHES, form, key="one-batch")
    assert (again.status, again.body) == (201, first.body)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(payments.county.get("maker-1", BATCHES)["items"]) == 1
    assert payments.county.post("maker-1", BATCHES, form).status == 400


@pytest.mark.parametrize("who", ["clerk-1", "approver-1", "checker-1", "fund-1", "finance", "bank"])
def test_only_a_payment_maker_makes_a_batch(small: Payments, who: str) -> None:
    ids = small.approved()
    assert small.make(ids, who).status == 403
    assert small.state_of(ids[0]) == "approved"


def test_what_the_maker_does_not_see_is_not_found(small: Payments) -> None:
    county = small.county
    second_account(county, "outside-maker", "outsider-clerk-1", "payment_maker", "360723")
    ids = small.approved()
    assert small.make(ids, "outside-maker").status == 404
    unknown = "01a00000-0000-7000-8000-000000000000"
    refused = small.make(ids, application_ids=[*ids, unknown])
    assert refused.status == 404
    assert refused["values"]["application_ids"] == [unknown]


def test_nobody_pays_a_case_in_which_they_hold_another_duty(small: Payments) -> None:
    (one,) = small.approved()
    second_account(small.county, "clerk-as-maker", "clerk-1", "payment_maker")
    refused = small.make([one], "clerk-as-maker")
    assert refused.status == 403
    assert lines_refused(refused) == {one: {"separation_of_duties"}}
    entry = last_entry(small.county)
    assert (entry["act"], entry["dec"]["rule"]) == ("authz.deny", "separation_of_duties")


# --- release --------------------------------------------------------------------------------


def test_a_batch_goes_to_the_bank_by_two_persons(payments: Payments) -> None:
    ids = payments.approved()
    path = payments.made(ids)
    before = log_size(payments.county)
    assert payments.act("checker-1", path, "release").status == 409
    payments.act("maker-1", path, "submit")
    payments.act("checker-1", path, "release")
    dispatched = payments.act("checker-1", path, "dispatch")
    assert dispatched["state"] == "dispatched"
    assert dispatched["lines"][0]["state"] == "sent"
    duties = [
        (entry["act"], entry.get("dec", {}).get("duty"))
        for entry in entries_since(payments.county, before)
        if entry["obj"]["t"] == "payment_batch"
    ]
    assert duties == [
        ("payment_batch.submit", "make"),
        ("payment_batch.release", "release"),
        ("payment_batch.dispatch", "release"),
    ]


def test_the_maker_does_not_release_by_a_second_account(payments: Payments) -> None:
    path = payments.made(payments.approved())
    payments.act("maker-1", path, "submit")
    second_account(payments.county, "maker-as-checker", "maker-1", "payment_checker")
    refused = payments.act("maker-as-checker", path, "release")
    assert refused.status == 403
    assert "separation_of_duties" in refused.codes
    assert payments.county.get("maker-1", path)["state"] == "submitted"


@pytest.mark.parametrize("other", ["clerk-1", "reviewer-1", "approver-2"])
def test_who_held_a_duty_in_one_case_does_not_release_the_batch(
    small: Payments, other: str
) -> None:
    path = small.made(small.approved(2))
    small.act("maker-1", path, "submit")
    second_account(small.county, "other-as-checker", other, "payment_checker")
    refused = small.act("other-as-checker", path, "release")
    assert refused.status == 403
    assert len(lines_refused(refused)) == 2


@pytest.mark.parametrize(
    ("action", "who"),
    [
        ("submit", "checker-1"),
        ("release", "maker-1"),
        ("cancel", "checker-1"),
        ("return", "maker-1"),
    ],
)
def test_each_step_belongs_to_its_role(small: Payments, action: str, who: str) -> None:
    path = small.made(small.approved())
    if action != "submit":
        small.act("maker-1", path, "submit")
    refused = small.act(who, path, action, {"opinion": "不符"})
    assert refused.status == 403


def test_a_step_is_taken_on_the_version_that_was_seen(small: Payments) -> None:
    path = small.made(small.approved())
    seen = small.county.get("maker-1", path).etag
    small.act("maker-1", path, "submit", etag=seen)
    stale = small.act("checker-1", path, "release", etag=seen)
    assert stale.status == 412
    assert stale.headers["ETag"] == small.county.get("maker-1", path).etag
    key = small.county.new_key()
    assert small.county.post("checker-1", f"{path}/release", {}, key=key).status == 428
    etag = small.county.get("maker-1", path).etag
    assert small.county.post("checker-1", f"{path}/release", {}, etag=etag).status == 400
    assert small.act("checker-1", path, "explode").status == 404


CHANGES = {
    "file_not_active": "UPDATE hardship_file SET state = 'withdrawn'",
    "fund_unfit": "UPDATE application SET fund_id = '00000000-0000-7000-8000-000000002026'",
    "payment_changed": "UPDATE payout SET account_digest = 'another'",
    "cap_exceeded": "UPDATE application SET award_fen = 300001",
    "payee_unconfirmed": "UPDATE payout SET payee_confirmed = (1 = 0)",
}


BOOKS = frozenset({"fund_unfit", "cap_exceeded"})
"""Where the change is one of money, the books of the fund notice it too, and that is graver."""


@pytest.mark.parametrize("refusal", CHANGES)
@pytest.mark.parametrize("action", ["release", "dispatch"])
def test_every_line_is_looked_at_again_before_it_leaves(
    payments: Payments, refusal: str, action: str
) -> None:
    (one,) = payments.approved()
    path = payments.made([one]) if action == "release" else payments.released([one])
    if action == "release":
        payments.act("maker-1", path, "submit")
    with payments.county.house.transactions.engine.begin() as connection:
        connection.execute(text(CHANGES[refusal]))
    refused = payments.act("checker-1", path, action)
    assert refusal in lines_refused(refused)[one]
    problem = (
        (422, "/problems/not-payable") if refusal not in BOOKS else (409, "/problems/ledger-broken")
    )
    assert (refused.status, refused["type"]) == problem
    assert payments.county.get("maker-1", path)["lines"][0]["state"] == "pending"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE payout SET amount_fen = amount_fen + 1",
        "UPDATE payout SET payee_person_id = 'another'",
        "UPDATE application SET state = 'suspended'",
    ],
)
def test_what_is_not_as_it_was_approved_does_not_leave(small: Payments, change: str) -> None:
    (one,) = small.approved()
    path = small.released([one])
    with small.county.house.transactions.engine.begin() as connection:
        connection.execute(text(change))
    refused = small.act("checker-1", path, "dispatch")
    found = {case: codes - {"payee_left"} for case, codes in lines_refused(refused).items()}
    assert found == {one: {"payment_changed"}}  # of another payee it is also asked who they are


def test_a_checker_sends_a_batch_back_with_a_reason(small: Payments) -> None:
    path = small.released(small.approved())
    assert small.act("checker-1", path, "return").status == 422
    back = small.act("checker-1", path, "return", {"opinion": "请核对金额"})
    assert back["state"] == "draft"
    assert small.act("maker-1", path, "submit")["state"] == "submitted"


def test_a_cancelled_batch_frees_its_applications_and_burns_its_references(
    payments: Payments,
) -> None:
    (one,) = payments.approved()
    figures = payments.figures()
    path = payments.made([one])
    burnt = payments.lines(path)[0]["reference"]
    assert payments.act("maker-1", path, "cancel").status == 422
    cancelled = payments.act("maker-1", path, "cancel", {"opinion": "重做"})
    assert (cancelled["state"], cancelled["lines"][0]["state"]) == ("cancelled", "cancelled")
    assert payments.state_of(one) == "approved"
    assert payments.figures() == figures
    again = payments.dispatched([one])
    assert payments.lines(again)[0]["reference"] != burnt
    late = payments.bank(path, payments.result(burnt))
    assert late["lines"] == [{"reference": burnt, "result": "queued", "state": "cancelled"}]


def test_what_was_sent_is_not_cancelled(small: Payments) -> None:
    path = small.dispatched(small.approved())
    for action in ("cancel", "return"):
        who = "maker-1" if action == "cancel" else "checker-1"
        refused = small.act(who, path, action, {"opinion": "撤"})
        assert refused.status == 409


# --- the file -------------------------------------------------------------------------------


def test_there_is_no_file_before_dispatch(small: Payments) -> None:
    path = small.released(small.approved())
    assert small.county.get("checker-1", f"{path}/instruction-file").status == 409


def test_reading_the_file_is_noted_and_moves_no_version(payments: Payments) -> None:
    county = payments.county
    (one,) = payments.approved()
    path = payments.dispatched([one])
    etag = county.get("maker-1", path).etag
    before = snapshot(county.house.transactions.engine, but=AUDIT)
    read = county.get("checker-1", f"{path}/instruction-file", headers={"Accept": "text/html"})
    assert read.status == 200
    assert read.headers["Content-Type"].startswith("text/csv")
    assert read.headers["ETag"] == etag
    entry = last_entry(county)
    assert (entry["act"], entry["obj"]["id"]) == ("personal.read", path.rpartition("/")[2])
    assert snapshot(county.house.transactions.engine, but=AUDIT) == before
    trail = county.get("auditor-1", f"/v1/applications/{one}/trail")["items"]
    assert trail[-1]["act"] == "personal.read"


@pytest.mark.parametrize("who", ["maker-1", "auditor-1", "approver-1", "fund-1"])
def test_whole_account_numbers_are_for_those_who_need_them(small: Payments, who: str) -> None:
    path = small.dispatched(small.approved())
    assert small.county.get(who, f"{path}/instruction-file").status == 403
    for reader in ("checker-1", "bank", "finance"):
        assert small.county.get(reader, f"{path}/instruction-file").status == 200


def test_a_file_that_is_not_the_dispatched_one_is_not_handed_out(small: Payments) -> None:
    path = small.dispatched(small.approved())
    with small.county.house.transactions.engine.begin() as connection:
        connection.execute(text("UPDATE payout SET amount_fen = amount_fen + 1"))
    refused = small.county.get("checker-1", f"{path}/instruction-file")
    assert refused.status == 409
    assert "instruction_altered" in refused.codes


def test_files_of_a_union_are_numbered_one_after_the_other(small: Payments) -> None:
    one, two = small.approved(2)
    first, second = small.dispatched([one]), small.dispatched([two])
    manifests = [small.county.get("maker-1", path)["manifest"] for path in (first, second)]
    assert [manifest["sequence"] for manifest in manifests] == [1, 2]
    for manifest in manifests:
        assert len(manifest["makers"]) == len(manifest["releasers"]) == 1
        assert manifest["makers"] != manifest["releasers"]


def test_batches_are_listed_by_state_and_number(small: Payments) -> None:
    one, two = small.approved(2)
    first = small.made([one])
    small.dispatched([two])
    drafts = small.county.get("checker-1", f"{BATCHES}?state=draft")["items"]
    assert [batch["id"] for batch in drafts] == [first.rpartition("/")[2]]
    number = drafts[0]["number"]
    assert len(small.county.get("checker-1", f"{BATCHES}?number={number}")["items"]) == 1
    assert small.county.get("outsider-approver-1", BATCHES)["items"] == []
    assert small.county.get("outsider-approver-1", first).status == 404
