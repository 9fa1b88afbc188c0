"""The steps of a file that goes to another union, each made of nothing but calls."""

from __future__ import annotations

from typing import Any

from tests.county import County, Reply
from tests.notice_steps import id_of
from tests.payments import second_account

__all__ = ["FAR", "NEAR", "accepted", "act_as", "fund_at", "moved", "offer", "offered", "staffed"]

NEAR, FAR = "360722002", "360723001"
"""Another grassroots union of the county, and one of the county beside it."""


def offer(county: County, file: str, to: str = NEAR, who: str = "clerk-1", **more: Any) -> Reply:
    form = {"hardship_file_id": id_of(file), "to": to, "reason": "职工调入该单位", **more}
    return county.post(who, "/v1/transfers", form, key=county.new_key())


def offered(county: County, file: str, to: str = NEAR) -> str:
    """The path of an open transfer of the file."""
    made = offer(county, file, to)
    assert made.status == 201, made.body
    return made.headers["Location"]


def act_as(
    county: County, who: str, path: str, action: str, body: Any = None, **more: Any
) -> Reply:
    """An action with the version that whoever acts sees."""
    more.setdefault("etag", county.get(who, path).headers.get("ETag"))
    more.setdefault("key", county.new_key())
    return county.post(who, f"{path}/{action.replace('_', '-')}", body, **more)


def accepted(county: County, transfer: str, who: str = "clerk-2") -> Reply:
    told = act_as(county, who, transfer, "accept")
    assert told.status == 200, told.body
    return told


def moved(county: County, file: str, to: str = NEAR) -> Reply:
    """The file offered and taken by the union there."""
    return accepted(
        county, offered(county, file, to), "clerk-2" if to == NEAR else "outsider-clerk-1"
    )


def staffed(county: County) -> None:
    """The county beside this one has a reviewer, too, whom no case here knows."""
    second_account(county, "outsider-reviewer-1", "city-approver-1", "reviewer", FAR)


def fund_at(county: County, union: str, amount_fen: int = 20_000_000) -> str:
    """A fund of another federation, with money in it."""
    manager = f"fund-at-{union}"
    if county.get(manager, "/v1/funds").status == 401:
        second_account(county, manager, "security-1", "fund_manager", union)
    form = {"code": f"F-{county.new_key()}", "name": "经费", "source": "union", "year": 2026}
    fund = county.post(manager, "/v1/funds", form, key=county.new_key())
    given = {"amount_fen": amount_fen, "document_number": "1号"}
    path = f"/v1/funds/{fund['id']}/allocations"
    assert county.post(manager, path, given, key=county.new_key()).status == 201
    return str(fund["id"])
