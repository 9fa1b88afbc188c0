"""抄送: a case brought to somebody's notice, once, and never beyond their own scope."""

from __future__ import annotations

import pytest

from tests.county import County, Reply
from tests.stand_in_steps import deputy, given


def send(county: County, path: str, to: str, who: str = "clerk-1") -> Reply:
    return county.post(who, f"{path}/copy", {"to": to, "opinion": "请知悉"})


def test_a_copy_is_listed_to_its_receiver_alone_and_marked_as_read(county: County) -> None:
    path = county.draft_application("warmth").headers["Location"]
    made = send(county, path, "approver-2")
    assert made.status == 201
    where = made.headers["Location"]
    (one,) = county.get("approver-2", "/v1/copies")["items"]
    assert (one["application_id"], one["opinion"]) == (path.rpartition("/")[2], "请知悉")
    assert county.get("approver-1", "/v1/copies")["items"] == []
    assert county.get("clerk-1", where).status == 404
    etag = county.get("approver-2", where).etag
    assert county.post("approver-1", f"{where}/read", etag=etag).status == 404
    read = county.call("POST", "approver-2", f"{where}/read", etag=etag)
    assert (read.status, read["read_on"]) == (200, "2026-03-02")
    again = county.call("POST", "approver-2", f"{where}/read", etag=read.etag)
    assert (again.status, again["type"]) == (409, "/problems/wrong-state")


def test_a_case_is_copied_once_to_each_officer(county: County) -> None:
    path = county.draft_application("warmth").headers["Location"]
    send(county, path, "approver-2")
    refused = send(county, path, "approver-2", "reviewer-1")
    assert (refused.status, refused.codes) == (409, {"copied_already"})
    assert send(county, path, "approver-3").status == 201


@pytest.mark.parametrize(
    "to", ["clerk-2", "outsider-approver-1", "nobody-1", "finance", "security-1"]
)
def test_a_copy_widens_nobodys_scope(county: County, to: str) -> None:
    path = county.draft_application("warmth").headers["Location"]
    refused = send(county, path, to)
    assert (refused.status, refused.codes) == (422, {"copy_unfit"})


def test_a_post_that_was_only_lent_is_no_scope_of_ones_own(county: County) -> None:
    path = county.draft_application("warmth").headers["Location"]
    given(county, "approver-2", deputy(county))
    assert send(county, path, "deputy-1").codes == {"copy_unfit"}


def test_nobody_copies_what_they_do_not_see(county: County) -> None:
    path = county.draft_application("warmth").headers["Location"]
    assert send(county, path, "approver-2", "clerk-2").status == 404
    assert send(county, path, "approver-2", "auditor-1").status == 403
