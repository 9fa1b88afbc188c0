"""A correction that corrects nothing is no deed: no entry, no new version, no fault."""

from __future__ import annotations

from tests.audit_trail import log_size
from tests.county import County, identity_number
from tests.notice_steps import appointed
from tests.payments import Payments


def test_an_empty_correction_of_a_file_changes_nothing(county: County) -> None:
    path = county.draft_file().headers["Location"]
    before, size = county.get("clerk-1", path), log_size(county)
    same = {"tags": before["tags"], "household": before["household"]}
    for form in ({}, same):
        answer = county.call("PATCH", "clerk-1", path, form, etag=before.etag)
        assert answer.status == 200
        assert answer.etag == before.etag
        assert "audit_hash" not in answer.body
    assert log_size(county) == size
    changed = county.call("PATCH", "clerk-1", path, {"tags": []}, etag=before.etag)
    assert changed.etag != before.etag
    assert log_size(county) == size + 1


def test_an_empty_correction_of_an_application_changes_nothing(county: County) -> None:
    path = county.draft_application().headers["Location"]
    before, size = county.get("clerk-1", path), log_size(county)
    for form in ({}, {"answers": before["answers"]}):
        answer = county.call("PATCH", "clerk-1", path, form, etag=before.etag)
        assert answer.status == 200, answer.body
        assert answer.etag == before.etag
    assert log_size(county) == size


def test_a_reissue_of_what_waits_already_changes_nothing(county: County) -> None:
    payments = Payments(county)
    batch = payments.dispatched(payments.approved())
    payments.said(batch, "failed")
    payout = payments.payout(batch)
    form = {"reason": "再发一次", "payee": None}
    waiting = county.act("maker-1", payout, "reissue", form)
    size = log_size(county)
    again = county.act("maker-1", payout, "reissue", form)
    assert (again.status, again["state"], again.etag) == (200, "pending", waiting.etag)
    assert log_size(county) == size


def test_whoever_reviewed_a_file_does_not_correct_it(county: County) -> None:
    appointed(county, "reviewer-1", "clerk", "360722001")
    path = county.draft_file().headers["Location"]
    county.act("clerk-1", path, "submit")
    county.act("reviewer-1", path, "review")
    returned = county.act("approver-1", path, "return", {"opinion": "收入有误"})
    refused = county.call("PATCH", "reviewer-1", path, {"tags": []}, etag=returned.etag)
    assert refused.status == 403
    assert "separation_of_duties" in refused.codes
    assert county.call("PATCH", "clerk-1", path, {"tags": []}, etag=returned.etag).status == 200


def test_a_worker_named_wrongly_keeps_the_account_of_the_form(county: County) -> None:
    form = county.file_form()
    opened = county.post("clerk-1", "/v1/hardship-files", form)
    right = {**form["worker"], "identity_number": identity_number()}
    path = opened.headers["Location"]
    corrected = county.call("PATCH", "clerk-1", path, {"worker": right}, etag=opened.etag)
    assert corrected.status == 200, corrected.body
    other = county.file_form()
    other["worker"]["account"] = form["worker"]["account"]
    assert "account_shared" in county.post("clerk-1", "/v1/hardship-files", other).codes
