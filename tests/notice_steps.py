"""The steps that tests of notices and objections share, each made of nothing but calls."""

from __future__ import annotations

from typing import Any

from tests.county import County, Reply, identity_number

__all__ = [
    "appointed",
    "id_of",
    "object_to",
    "open_notice",
    "path_adopted",
    "reviewed_elsewhere",
    "state_of",
]


def id_of(path: str) -> str:
    return path.rpartition("/")[2]


def state_of(county: County, path: str) -> str:
    return str(county.get("auditor-1", path)["state"])


def open_notice(county: County, who: str, *paths: str) -> Reply:
    form = {"application_ids": [id_of(path) for path in paths], "place": "厂门公示栏"}
    return county.post(who, "/v1/notices", form, key=county.new_key())


def object_to(county: County, notice: str, line: int = 1, **more: object) -> Reply:
    """An objection from the public, anonymous unless ``name`` is given."""
    form = {"line": line, "reason": "其家庭有未申报的门面收入", "name": None, **more}
    return county.post(None, f"/public/notices/{id_of(notice)}/objections", form)


def reviewed_elsewhere(county: County) -> str:
    """A reviewed application of the county's other grassroots union."""
    file = county.draft_file("clerk-2").headers["Location"]
    county.act("clerk-2", file, "submit")
    county.act("reviewer-2", file, "review")
    active = county.act("approver-1", file, "confirm")
    form = county.application_form("warmth", active)
    case = county.post("clerk-2", "/v1/applications", form).headers["Location"]
    county.act("clerk-2", case, "submit")
    assert county.act("reviewer-2", case, "review")["state"] == "reviewed"
    return case


def appointed(county: County, who: str, role: str, union: str, number: str | None = None) -> None:
    """Somebody new, or known already, with this role from now on."""
    known = county.get("security-1", f"/v1/officers/{who}").status == 200
    if not known:
        form = {"id": who, "name": "钟明", "identity_number": number or identity_number()}
        assert county.post("security-1", "/v1/officers", form).status == 201
    post = {"role": role, "union": union, "from": "2026-01-01", "to": None}
    made = county.post("security-1", f"/v1/officers/{who}/appointments", post)
    assert made.status == 201, made.body


def path_adopted(county: County, programme: str, path: list[Any]) -> None:
    """The county adopts an edition of its own with this path."""
    editions = county.get("auditor-1", "/v1/editions")["items"]
    edition = next(one for one in editions if one["programme"] == programme)
    adopted = county.adopt({**edition["document"], "union": "360722", "path": path})
    assert adopted.status == 200, adopted.body
