"""A correction that corrects nothing is no deed: no entry, no new version, no fault."""

from __future__ import annotations

from tests.audit_trail import log_size
from tests.county import County


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
