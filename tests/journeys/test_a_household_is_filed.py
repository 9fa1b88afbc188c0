"""建档: from the grassroots union's form to an active file."""

from __future__ import annotations

from tests.county import County


def test_a_household_is_filed_by_three_people_and_categorised(county: County) -> None:
    draft = county.draft_file()
    assert draft.status == 201
    assert draft["state"] == "draft"
    assert draft["category"] is None
    path = draft.headers["Location"]
    submitted = county.post("clerk-1", f"{path}/submit", etag=draft.etag)
    assert submitted["state"] == "submitted"
    reviewed = county.post("reviewer-1", f"{path}/review", etag=submitted.etag)
    assert reviewed["state"] == "reviewed"
    active = county.post("approver-1", f"{path}/confirm", etag=reviewed.etag)
    assert active["state"] == "active"
    assert active["category"] == "relative"
    assert active.etag == f'"{active["audit_number"]}"'


def test_the_one_who_opened_the_file_cannot_confirm_it_by_another_account(county: County) -> None:
    path = county.draft_file().headers["Location"]
    county.act("clerk-1", path, "submit")
    county.act("reviewer-1", path, "review")
    refused = county.act("twin-1", path, "confirm")
    assert refused.status == 403
    assert "separation_of_duties" in refused.codes
    assert county.get("auditor-1", path)["state"] == "reviewed"
