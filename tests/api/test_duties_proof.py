"""GET /v1/payouts/{id}/duties-proof: of the log alone, whatever the rows say."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text

from service.audit.proofs import verify_inclusion
from service.store.database import WRITES
from service.store.money import Payout
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.identify import officer_of
from tests.counted import counted
from tests.county import County
from tests.payments import Payments, second_account
from tests.recovery_steps import confirmed, paid
from tests.stand_in_steps import deputy, given


def proof(county: County, payout: str, who: str = "auditor-1") -> dict[str, object]:
    told = county.get(who, f"{payout}/duties-proof")
    assert told.status == 200, told.body
    found: dict[str, object] = told.body
    return found


def test_a_payment_shows_who_did_what_and_that_they_differ(county: County) -> None:
    payments = Payments(county)
    _, payout = paid(payments)
    confirmed(county, payout, 1)
    for who in ("approver-1", "checker-1", "finance"):
        assert county.get(who, f"{payout}/duties-proof").status == 200
    for who in ("clerk-1", "maker-1", "bank"):
        assert county.get(who, f"{payout}/duties-proof").status == 403
    with counted(county) as statements:
        told = county.get("auditor-1", f"{payout}/duties-proof")
    assert len(statements) <= 12
    assert (told["holds"], told["not_shown"]) == (True, [])
    by_act = {step["act"]: step for step in told["steps"]}
    assert by_act["hardship_file.confirm"]["officer"] == "approver-1"
    assert by_act["application.open_notice"]["duty"] is None
    release = by_act["payment_batch.release"]
    assert (release["officer"], release["duty"]) == ("checker-1", "release")
    assert (release["roles"], release["union"]) == (["payment_checker"], "360722")
    assert release["rule"] == "submitted--release--released"
    assert by_act["payout.paid"]["person"] is None
    duties = {duty for pair in told["pairs"] for duty in pair["duties"]}
    assert duties >= {"intake", "review", "approve", "make", "release", "recovery"}
    entry = county.get("auditor-1", f"/v1/audit/entries/{release['audit_number']}")
    assert entry["leaf_hash"] == release["leaf_hash"]
    path = county.get("finance", release["proof"])
    assert path["root"] == county.get("finance", "/v1/audit/checkpoint")["root"]
    siblings = [bytes.fromhex(one) for one in path["path"]]
    leaf, root = bytes.fromhex(release["leaf_hash"]), bytes.fromhex(path["root"])
    assert verify_inclusion(release["audit_number"], path["size"], leaf, siblings, root)
    assert not verify_inclusion(release["audit_number"] + 1, path["size"], leaf, siblings, root)


def test_a_second_duty_in_the_log_is_found_and_an_edited_row_does_not_hide_it(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    _, payout = paid(Payments(county))
    _, other = paid(Payments(county))
    again = second_account(county, "clerk-releases", "clerk-1", "payment_checker")

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = officer_of(uow, again)
        forged = uow.session.get_one(Payout, payout.rpartition("/")[2])
        forged.failure_code = "99"
        uow.record(
            "payout.dispatch", forged, before="pending", after="sent", duty="release"
        )  # fmt: skip
        return lambda: Answer(200, {})

    county.house.transactions.write(work)
    told = proof(county, payout)
    assert told["holds"] is False
    pairs = told["pairs"]
    assert isinstance(pairs, list)
    assert {tuple(pair["duties"]) for pair in pairs if not pair["different"]} == {
        ("intake", "release")
    }
    edit = text(
        "UPDATE payout SET application_id = (SELECT application_id FROM payout WHERE id = :other), "
        "file_id = (SELECT file_id FROM payout WHERE id = :other), live = false WHERE id = :id"
    )
    engine = county.house.transactions.engine.execution_options(**{WRITES: True})
    with engine.begin() as connection:
        ids = {"id": payout.rpartition("/")[2], "other": other.rpartition("/")[2]}
        connection.execute(edit, ids)
    assert proof(county, payout)["steps"] == told["steps"]
    assert proof(county, payout)["holds"] is False
    assert proof(county, other)["holds"] is True


def test_who_stood_in_is_told_with_whom_they_stood_in_for(sqlite_county: County) -> None:
    county = sqlite_county
    payments = Payments(county)
    path = county.reviewed_application()
    county.passed_notice(path)
    deputy(county)
    given(county, "approver-2", "deputy-1")
    assert county.approve(path, payments.fund_id, "deputy-1").status == 200
    payout = payments.payout(payments.made([path.rpartition("/")[2]]))
    steps = proof(county, payout)["steps"]
    assert isinstance(steps, list)
    (vote,) = [one for one in steps if one["act"] == "application.approve"]
    assert vote["acting_for"]["officer"] == "approver-2"
    assert vote["acting_for"]["delegation_id"]
    assert proof(county, payout)["holds"] is True
