"""医疗救助, from the form to approval: review, notice, an approver who did nothing else."""

from __future__ import annotations

from tests.county import County


def test_a_medical_case_is_assessed_published_and_approved(county: County) -> None:
    draft = county.draft_application("medical")
    assert draft.status == 201, draft.body
    assert draft["award_fen"] == draft["assessment"]["award_fen"] == 2_000_000
    assert [stage["stage"] for stage in draft["path"]] == ["review", "notice", "approval"]
    path = draft.headers["Location"]
    submitted = county.post("clerk-1", f"{path}/submit", etag=draft.etag)
    assert submitted["state"] == "submitted"
    assert submitted["stage"] == {
        "position": 0, "kind": "review", "level": "grassroots", "union": "360722001",
    }  # fmt: skip
    reviewed = county.post("reviewer-1", f"{path}/review", etag=submitted.etag)
    assert reviewed["state"] == "reviewed"
    notice = county.on_notice(path)
    assert notice.status == 201, notice.body
    assert county.get("auditor-1", path)["state"] == "on_notice"
    early = county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")
    assert early.status == 422
    assert "notice_running" in early.codes
    county.days_later(10)
    assert county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")["state"] == "closed"
    assert county.get("auditor-1", path)["state"] == "notice_passed"
    fund = county.fund()
    approved = county.approve(path, fund)
    assert approved.status == 200, approved.body
    assert approved["state"] == "approved"
    assert approved["fund_id"] == fund
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == 2_000_000
