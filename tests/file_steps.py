"""The steps of a household file under an edition that asks for everything, made of nothing but calls."""

from __future__ import annotations

from typing import Any

from tests.county import County, Reply
from tests.notice_steps import appointed, id_of

__all__ = [
    "CHECKED_FIRST",
    "ENTERING",
    "EVERY_STAGE",
    "MINUTES",
    "VISIT",
    "FullFiling",
    "accepted",
    "demanding",
    "submitted",
]

_ACCEPTED = {"stage": "acceptance", "level": "grassroots"}
_VISITED = {"stage": "home_visit", "visitors": 2}
_DELIBERATED = {"stage": "committee", "level": "grassroots"}
_SHOWN = {"stage": "notice", "working_days": 5}
_REVIEWED = {"stage": "review", "level": "county"}
_CHECKED = {"stage": "economic_check", "level": "county"}
_CONFIRMED = {"stage": "confirm", "level": "county"}
EVERY_STAGE = [_ACCEPTED, _VISITED, _DELIBERATED, _SHOWN, _REVIEWED, _CHECKED, _CONFIRMED]
CHECKED_FIRST = [_ACCEPTED, _VISITED, _DELIBERATED, _CHECKED, _SHOWN, _REVIEWED, _CONFIRMED]
SIGNED = ("application_form", "commitment")
VISITORS = ("visitor-1", "visitor-2")
ENTERING = "entering-1"
"""A reviewer of the county who writes down what the checking centre found, and does nothing else."""
VISIT = {"visited_on": "2026-03-02", "conclusion": "as_stated", "respondent": "李梅"}
MINUTES = {
    "meeting_number": "2026-5",
    "held_on": "2026-03-02",
    "present": ["何建国", "王芳", "陈一鸣"],
}
ADULT_CHILD_RELATION = "20"


def demanding(county: County, path: list[Any] | None = None, **more: Any) -> None:
    """The county adopts a means test of its own that asks for the whole procedure."""
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one for one in editions if one["programme"] == "hardship_file")
    document = {
        **seeded["document"], "union": "360722", "path": path or EVERY_STAGE,
        "evidence": [*SIGNED, "authorisation"], "evidence_by_cause": {"6": ["diagnosis"]}, **more,
    }  # fmt: skip
    adopted = county.adopt(document)
    assert adopted.status == 200, adopted.body


class FullFiling:
    """A county whose files go through every stage, and somebody for each of them."""

    def __init__(self, county: County, path: list[Any] | None = None, **more: Any) -> None:
        self.county = county
        demanding(county, path, **more)
        for visitor in VISITORS:
            appointed(county, visitor, "clerk", "360722")
        appointed(county, ENTERING, "reviewer", "360722")

    def opened(self, **more: Any) -> str:
        return str(self.county.draft_file(**more).headers["Location"])

    def gathered(self, file: str, round_documents: tuple[str, ...] = ("diagnosis",)) -> None:
        """Every document the edition asks for, signed by every adult."""
        told = self.county.get("clerk-1", file)
        for kind in (*SIGNED, *round_documents):
            assert self.document(file, kind).status == 201
        adults = [None, *(one["id"] for one in told["members"] if not one["minor"])]
        for member in adults:
            assert self.document(file, "authorisation", member_id=member).status == 201

    def document(self, file: str, kind: str, who: str = "clerk-1", **more: Any) -> Reply:
        form = {"kind": kind, "sha256": "ab" * 32, "pages": 1, "kept": "paper", **more}
        return self.county.post(who, f"{file}/evidence", form)

    def visit(self, file: str, who: str = VISITORS[0], **more: Any) -> Reply:
        told = {**VISIT, "visited_on": self.county.today().isoformat(), **more}
        return self.county.post(who, f"{file}/home-visits", told)

    def sign(self, file: str, visit: Reply, who: str = VISITORS[1]) -> Reply:
        etag = self.county.get("auditor-1", file).etag
        return self.county.post(who, f"{file}/home-visits/{visit['id']}/sign", etag=etag)

    def deliberate(self, file: str, **more: Any) -> Reply:
        told = {**MINUTES, "held_on": self.county.today().isoformat(), **more}
        return self.county.act("reviewer-1", file, "deliberate", {"minutes": told})

    def shown(self, file: str, who: str = "reviewer-1") -> Reply:
        form = {"hardship_file_ids": [id_of(file)], "place": "厂门公示栏"}
        return self.county.post(who, "/v1/notices", form, key=self.county.new_key())

    def passed_notice(self, file: str) -> Reply:
        notice = self.shown(file)
        assert notice.status == 201, notice.body
        self.county.days_later(10)
        return self.county.act("reviewer-1", f"/v1/notices/{notice['id']}", "close")

    def asked(self, *files: str, who: str = "county-reviewer-1") -> Reply:
        form = {"hardship_file_ids": [id_of(file) for file in files]}
        return self.county.post(who, "/v1/economic-checks", form)

    def answered(self, check: Reply, who: str = ENTERING, **found: Any) -> Reply:
        told = {"line": 1, "dwellings": 1, "vehicles": 0, **found}
        path = f"/v1/economic-checks/{check['id']}/results"
        return self.county.post(who, path, {"results": [told]})

    def state(self, file: str) -> str:
        return str(self.county.get("auditor-1", file)["state"])

    def visited(self, file: str) -> None:
        """Accepted, then visited by two."""
        accepted = self.county.act("clerk-1", file, "accept")
        assert accepted.status == 200, accepted.body
        assert self.sign(file, self.visit(file)).status == 200

    def checked(self, file: str, **found: Any) -> Reply:
        self.answered(self.asked(file), **found)
        opinion = {"opinion": "核对结果与申报相符"}
        return self.county.act("county-reviewer-1", file, "pass_check", opinion)

    def confirmed(self, **more: Any) -> str:
        """A file that has been through all of it."""
        file = self.opened(**more)
        self.gathered(file)
        self.through(file)
        return file

    def through(self, file: str) -> Reply:
        """From submission to confirmation, by the path that checks last."""
        self.county.act("clerk-1", file, "submit")
        self.visited(file)
        self.deliberate(file)
        self.passed_notice(file)
        self.county.act("county-reviewer-1", file, "review")
        self.checked(file)
        told = self.county.act("approver-1", file, "confirm")
        assert told.status == 200, told.body
        return told


def submitted(filing: FullFiling, **more: Any) -> str:
    """The path of a file with all its documents, put before its union."""
    file = filing.opened(**more)
    filing.gathered(file)
    told = filing.county.act("clerk-1", file, "submit")
    assert told.status == 200, told.body
    return file


def accepted(filing: FullFiling) -> str:
    """The path of one that its union has accepted."""
    file = submitted(filing)
    assert filing.county.act("clerk-1", file, "accept").status == 200
    return file
