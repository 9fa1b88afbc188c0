"""What is done in every case alike: filed, applied for, published, approved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from service.commands.demo.caller import Caller
from service.commands.demo.people import Household

__all__ = ["Filed", "apply", "approve", "confirm", "form", "open_file", "publish"]

FILES: Final = "/v1/hardship-files"
APPLICATIONS: Final = "/v1/applications"


@dataclass(frozen=True, slots=True)
class Filed:
    """A household with its file."""

    household: Household
    id: str
    child_id: str
    child_name: str


def open_file(call: Caller, household: Household) -> tuple[str, str]:
    """Opened and submitted by the clerk, reviewed at the same union: where it is, its version."""
    opened = call.create(household.clerk, FILES, household.form)
    path = f"{FILES}/{opened['id']}"
    submitted = call.act(household.clerk, path, "submit", opened.etag)
    return path, call.act(household.reviewer, path, "review", submitted.etag).etag


def confirm(call: Caller, household: Household, path: str, etag: str) -> Filed:
    """The county's: the category is computed here."""
    active = call.act("approver-1", path, "confirm", etag)
    child = active["members"][0]
    return Filed(household, active["id"], child["id"], child["name"])


def form(
    filed: Filed, programme: str, answers: Mapping[str, Any], payee: Mapping[str, str],
    member: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    return {
        "programme": programme,
        "hardship_file_id": filed.id,
        "beneficiary": {"member_id": member},
        "answers": dict(answers),
        "payee": dict(payee),
    }


def apply(call: Caller, household: Household, wanted: Mapping[str, Any]) -> str:
    """Opened, submitted and reviewed; the id of the application."""
    opened = call.create(household.clerk, APPLICATIONS, wanted)
    path = f"{APPLICATIONS}/{opened['id']}"
    submitted = call.act(household.clerk, path, "submit", opened.etag)
    call.act(household.reviewer, path, "review", submitted.etag)
    return str(opened["id"])


def publish(call: Caller, ids: Sequence[str], place: str) -> str:
    """One list for both unions, so the county publishes it. Where the notice is."""
    body = {"application_ids": list(ids), "place": place}
    return f"/v1/notices/{call.create('county-reviewer-1', '/v1/notices', body)['id']}"


def approve(call: Caller, ids: Sequence[str], fund: str, meeting: str) -> None:
    """Each case by a vote of its own; the versions are read as a list."""
    body = {"opinion": "同意", "meeting_number": meeting, "fund_id": fund}
    listed = call.all("approver-2", APPLICATIONS, state="notice_passed")
    versions = {one["id"]: one["audit_number"] for one in listed}
    for one in ids:
        call.act("approver-2", f"{APPLICATIONS}/{one}", "approve", f'"{versions[one]}"', **body)
