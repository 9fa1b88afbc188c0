"""The steps that tests of kinship, samples and re-checks share, each made of nothing but calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from service.store.people import Appointed, Officer, Union
from service.store.personal import Personal
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.register_person import person_of
from tests.county import County, Reply, identity_number
from workflows.actor import SYSTEM
from workflows.identity_number import check_character

__all__ = [
    "OPINION", "active_of_kin", "ask", "declare", "declare_over", "end_tie", "engage", "family", "find", "found",
    "officer_number", "rechecks", "recused", "reviewed", "sample", "submitted",
]  # fmt: skip

OPINION = {"opinion": "入户核实"}
SINCE = date(2020, 1, 1)


def officer_number(person: int) -> str:
    """The identity number of a seeded officer, by the number the seed gives them."""
    first = f"36072219700101{person:03d}"
    return first + check_character(first)


def engage(county: County, who: str, role: str, union: str, number: str | None = None) -> str:
    """Somebody new in this post, whatever lies above the county: written straight into the rows."""

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = SYSTEM
        at = uow.session.get_one(Union, union)
        place: dict[str, Any] = {"union": at.id, "union_path": at.path}
        person = person_of(uow, number or identity_number())
        officer = uow.add(Officer(id=who, name=Personal.of("某某"), person_id=person.id, **place))
        officer.appointments.append(
            Appointed(
                id=uow.new_id(), officer_id=who, role=role, level=at.level, starts_on=SINCE, **place
            )
        )  # fmt: skip
        uow.record("officer.create", officer)
        return lambda: Answer(200, {})

    county.house.transactions.write(work)
    return who


def declare(county: County, officer: str, number: str, who: str | None = None) -> Reply:
    """The officer declares somebody with this number, or ``who`` does for them."""
    form = {"name": "王小明", "identity_number": number, "relation": "20"}
    return county.post(who or officer, f"/v1/officers/{officer}/kin", form)


def end_tie(county: County, made: Reply) -> Reply:
    """The security administrator enters that the tie no longer holds."""
    path = made.headers["Location"]
    etag = county.get("security-1", path).etag
    return county.post("security-1", f"{path}/end", {"opinion": "已离婚"}, etag=etag)


def family(number: str | None = None) -> dict[str, Any]:
    """A household form whose one member has this number, and the number itself as ``number``."""
    one = {"name": "王小明", "identity_number": number or identity_number(), "relation": "20"}
    return {"members": [one]}


def submitted(county: County, number: str | None = None, who: str = "clerk-1") -> str:
    """The path of a file that waits for its review, with somebody of this number in it."""
    path = county.draft_file(who, **family(number)).headers["Location"]
    told = county.act(who, path, "submit")
    assert told["state"] == "submitted", told.body
    return path


def reviewed(county: County, number: str | None = None) -> str:
    """The path of a file that waits for its confirmation."""
    path = submitted(county, number)
    told = county.act("reviewer-1", path, "review")
    assert told["state"] == "reviewed", told.body
    return path


def declare_over(county: County, number: str, union: str = "360722001") -> str:
    """Somebody who does nothing here holds a post over the file and declares this relative."""
    who = engage(county, f"idle-{union}-{number[-4:].lower()}", "clerk", union)
    assert declare(county, who, number).status == 201
    return who


def rechecks(county: County, file: str, who: str = "auditor-1") -> list[dict[str, Any]]:
    """The re-checks of a file, as somebody of the level that looks sees them."""
    asked = f"/v1/rechecks?hardship_file_id={file.rpartition('/')[2]}"
    found: list[dict[str, Any]] = county.get(who, asked)["items"]
    return found


def ask(county: County, file: str, who: str = "county-reviewer-1") -> Reply:
    """Ask for the re-check that kinship calls for."""
    form = {"hardship_file_id": file.rpartition("/")[2], "reason": "kinship"}
    return county.post(who, "/v1/rechecks", form)


def find(
    county: County, recheck: str, what: str = "consistent", who: str = "county-reviewer-1"
) -> Reply:
    """Enter what a re-check found."""
    path = f"/v1/rechecks/{recheck.rpartition('/')[2]}"
    etag = county.get(who, path).headers.get("ETag", '"0"')
    return county.post(who, f"{path}/find-{what}", OPINION, etag=etag)


def found(county: County, file: str, what: str = "consistent") -> Reply:
    """The same of the one open re-check of a file."""
    (one,) = [one for one in rechecks(county, file) if one["state"] == "open"]
    return find(county, one["id"], what)


def recused(told: Reply) -> bool:
    return told.status == 403 and told["type"] == "/problems/recusal"


def sample(
    county: County, who: str = "county-reviewer-1", union: str = "360722001", rate: str = "0.30"
) -> Reply:
    return county.post(who, "/v1/samples", {"of_union": union, "rate": rate})


def active_of_kin(county: County, looks: str = "county-reviewer-1", **more: Any) -> Reply:
    """A standing file of an officer's relatives, which ``looks`` has re-checked."""
    path = county.draft_file(**more).headers["Location"]
    county.act("clerk-1", path, "submit")
    county.act("reviewer-1", path, "review")
    (one,) = rechecks(county, path, looks)
    find(county, one["id"], who=looks)
    active = county.act("approver-1", path, "confirm")
    assert active["state"] == "active", active.body
    return active
