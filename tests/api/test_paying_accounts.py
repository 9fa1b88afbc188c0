"""/v1/paying-accounts: two persons name one; its batches leave in the files its bank takes."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import date
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from service.store.signer import Signer
from tests.bank_steps import answer_csv, opened_account, paying_form, said_of
from tests.county import County, Reply
from tests.household_tables import CSV_GB18030
from tests.payments import Payments, second_account
from workflows.calendar import Calendar
from workflows.errors import CalendarUnknown
from workflows.paying_account import value_date

PATH = "/v1/paying-accounts"


@pytest.fixture
def payments(county: County) -> Payments:
    return Payments(county)


@pytest.fixture
def small(sqlite_county: County) -> Payments:
    return Payments(sqlite_county)


def test_an_account_is_named_by_two_persons_and_shown_masked(sqlite_county: County) -> None:
    county = sqlite_county
    made = county.post("fund-1", PATH, paying_form(), key=county.new_key())
    assert (made.status, made["state"], made["account_number"]) == (
        201,
        "proposed",
        "***********0001",
    )
    path = made.headers["Location"]
    twin = second_account(county, "fund-twin", "fund-1", "approver")
    refused = county.act(twin, path, "confirm")
    assert (refused.status, refused.codes) == (403, {"separation_of_duties"})
    assert county.act("fund-1", path, "confirm").status == 403
    assert county.act("approver-1", path, "confirm")["state"] == "active"
    assert county.act("fund-1", path, "close").codes == {"opinion_required"}
    assert county.act("fund-1", path, "close", {"opinion": "换户"})["state"] == "closed"
    assert county.act("approver-1", path, "confirm").status == 409
    assert "797900000000001" not in str(county.get("auditor-1", path).body)


@pytest.mark.parametrize("at", ["cut_off", "format", "number", "bank_code"])
def test_an_account_in_no_shape_is_refused(sqlite_county: County, at: str) -> None:
    form = {**paying_form(), at: "25:00"}
    refused = sqlite_county.post("fund-1", PATH, form, key="k")
    assert (refused.status, refused["errors"][0]["at"]) == (422, f"/{at}")


def test_only_an_active_account_of_the_union_that_pays(small: Payments) -> None:
    county, ids = small.county, small.approved()
    made = county.post("fund-1", PATH, paying_form(), key=county.new_key())
    assert small.make(ids, paying_account_id=made["id"]).codes == {"account_closed"}
    path = made.headers["Location"]
    county.act("approver-1", path, "confirm")
    batch = small.make(ids, paying_account_id=made["id"])
    assert (batch.status, batch["paying_account_id"]) == (201, made["id"])
    at = batch.headers["Location"]
    small.act("maker-1", at, "submit")
    small.act("checker-1", at, "release")
    county.act("fund-1", path, "close", {"opinion": "换户"})
    assert small.act("checker-1", at, "dispatch").codes == {"account_closed"}
    assert county.get("maker-1", at)["state"] == "released"


def sent(payments: Payments, account: str, ids: list[str]) -> str:
    batch = payments.make(ids, paying_account_id=account)
    path = batch.headers["Location"]
    for who, action in (("maker-1", "submit"), ("checker-1", "release"), ("checker-1", "dispatch")):
        told = payments.act(who, path, action)
        assert told.status == 200, told.body
    return path


def fetched(county: County, path: str) -> Reply:
    return county.get("bank", path)


def test_a_batch_leaves_in_the_files_of_its_bank_and_a_list_for_the_counter(
    payments: Payments,
) -> None:
    county = payments.county
    account = opened_account(county)
    own = {"bank": "招商银行赣州分行"}
    ids = [
        *approved(payments, "李梅", **own),
        *approved(payments, "王芳"),
        *approved(payments, "李䶮", **own),
    ]
    award = payments.total_fen(ids[:1])
    batch = sent(payments, account, ids)
    manifest = county.get("maker-1", batch)["manifest"]
    told = [(one["part"], one["count"], one["total_fen"]) for one in manifest["files"]]
    assert told == [("own", 1, award), ("other", 1, award)]
    assert manifest["manual"]["lines"] == [{"line": 3, "reason": "name:unwritable"}]
    parts = [*manifest["files"], manifest["manual"]]
    assert sum(one["count"] for one in parts) == manifest["count"] == 3
    assert sum(one["total_fen"] for one in parts) == manifest["total_fen"]
    for one in manifest["files"]:
        content = county.client.get(
            f"{batch}/instruction-files/{one['part']}",
            headers={"Authorization": f"Bearer {county.token('bank')}"},
        )
        assert content.mimetype == "application/xml"
        assert hashlib.sha256(content.data).hexdigest() == one["sha256"]
        assert "?" not in content.data.decode("gbk").split("?>")[1]
    manual = fetched(county, f"{batch}/manual-list").body
    assert "李䶮" in manual
    assert "王芳" not in manual
    whole = fetched(county, f"{batch}/instruction-file").body
    assert all(name in whole for name in ("李梅", "王芳", "李䶮"))
    assert fetched(county, f"{batch}/instruction-files/all").status == 404
    assert county.get("maker-1", f"{batch}/manual-list").status == 403


def test_the_manifest_is_signed_and_an_altered_byte_is_refused(small: Payments) -> None:
    county = small.county
    batch = small.released(small.approved())
    assert county.get("auditor-1", f"{batch}/manifest").status == 404
    small.act("checker-1", batch, "dispatch")
    told = county.get("auditor-1", f"{batch}/manifest")
    (key,) = county.get("bank", "/v1/signing-keys")["items"]
    assert (told["key_id"], told["algorithm"]) == (key["id"], "Ed25519")
    public = load_pem_public_key(key["pem"].encode())
    assert isinstance(public, Ed25519PublicKey)
    content, signature = told["signed"].encode(), base64.b64decode(told["signature"])
    public.verify(signature, content)
    said = {name: value for name, value in told["manifest"].items() if value is not None}
    assert json.loads(content) == {**said, "batch_id": batch.rpartition("/")[2]}
    altered = content.replace(b'"count":1', b'"count":2')
    assert altered != content
    with pytest.raises(InvalidSignature):
        public.verify(signature, altered)
    assert Signer(b"a" * 32).id != Signer(b"b" * 32).id


def approved(payments: Payments, name: str, **payee: Any) -> list[str]:
    """One approved application of somebody of this name."""
    county = payments.county
    form = county.file_form()
    form["worker"] = {**form["worker"], "name": name}
    form["worker"]["account"] = {**form["worker"]["account"], "name": name}
    file = county.active_file(**form)
    told = county.application_form("warmth", file)
    told["payee"] = {**told["payee"], **payee}
    return payments.approved(1, file=file, payee=told["payee"])


def test_what_leaves_after_the_cut_off_is_paid_on_the_next_working_day(small: Payments) -> None:
    county = small.county
    early = sent(small, opened_account(county, cut_off="00:00"), small.approved())
    assert county.get("maker-1", early)["manifest"]["value_date"] > county.today().isoformat()
    late = sent(small, opened_account(county, cut_off="23:59"), small.approved())
    assert county.get("maker-1", late)["manifest"]["value_date"] >= county.today().isoformat()
    assert "value_date" not in county.get("maker-1", small.dispatched(small.approved()))["manifest"]


def test_an_answer_for_an_account_speaks_of_all_its_batches_and_of_no_other(
    small: Payments,
) -> None:
    county, account = small.county, opened_account(small.county)
    one, two, other = small.approved(3)
    batches = [sent(small, account, [one]), sent(small, account, [two]), small.dispatched([other])]
    lines = [small.lines(batch)[0] for batch in batches]
    path = f"/v1/bank-answers?paying_account_id={account}"
    content = answer_csv(*(said_of(line) for line in lines))
    plan = county.upload("maker-1", path, content, CSV_GB18030, key=county.new_key())
    assert [line["sort"] for line in plan["lines"]] == ["paid", "paid", "unmatched"]
    told = small.act("checker-1", f"/v1/bank-answers/{plan['id']}", "apply")
    assert told["state"] == "applied"
    assert [small.lines(batch)[0]["state"] for batch in batches] == ["paid", "paid", "sent"]
    states = [county.get("maker-1", batch)["state"] for batch in batches]
    assert states == ["settled", "settled", "dispatched"]


def test_the_day_the_bank_pays_is_a_working_day_of_a_known_year() -> None:
    days = {date(2026, 3, 6), date(2026, 3, 9)}
    assert value_date(date(2026, 3, 6), "16:30", "16:30", days.__contains__) == date(2026, 3, 6)
    assert value_date(date(2026, 3, 6), "16:31", "16:30", days.__contains__) == date(2026, 3, 9)
    assert value_date(date(2026, 3, 7), "09:00", "16:30", days.__contains__) == date(2026, 3, 9)
    with pytest.raises(CalendarUnknown):
        value_date(date(2031, 1, 1), "09:00", "16:30", Calendar().is_working)
