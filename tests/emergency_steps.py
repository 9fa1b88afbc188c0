"""The steps of emergency aid that several tests share, each made of nothing but calls."""

from __future__ import annotations

from typing import Any

from tests.county import County, Reply

__all__ = ["PAPERS", "REASON", "bring", "delegate", "emergency", "granted", "owed"]

PAPERS = ("application_form", "disaster_proof")
REASON = {"reason": "山洪冲毁房屋，一家三口无处居住"}
DELEGATED = {"limit_fen": 200_000, "level": "county", "papers": {"working_days": 10}}


def delegate(county: County, programme: str = "medical", **rule: Any) -> dict[str, Any]:
    """The county's own edition of the programme: as seeded, with papers and an emergency rule; in
    medical aid the award is small enough for it."""
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(one["document"] for one in editions if one["programme"] == programme)
    document: dict[str, Any] = {
        **seeded, "union": "360722", "evidence": list(PAPERS),
        "emergency": {**DELEGATED, **rule},
    }  # fmt: skip
    if programme == "medical":
        document["benefit"] = {"form": "share", "base": "self_paid_fen", "rate": "0.05"}
    adopted = county.adopt(document)
    assert adopted.status == 200, adopted.body
    return document


def emergency(
    county: County, file: Reply | None = None, programme: str = "medical", **more: Any
) -> str:
    """The path of an application in an emergency, submitted and reviewed."""
    household = file or county.active_file()
    draft = county.draft_application(programme, file=household, emergency=REASON, **more)
    assert draft.status == 201, draft.body
    path = draft.headers["Location"]
    for who, action in (("clerk-1", "submit"), ("reviewer-1", "review")):
        moved = county.act(who, path, action)
        assert moved.status == 200, moved.body
    return path


def granted(county: County, fund_id: str | None = None, **more: Any) -> str:
    """The same, approved by approver-2."""
    path = emergency(county, **more)
    approved = county.approve(path, fund_id or county.fund())
    assert approved.status == 200, approved.body
    return path


def owed(county: County, path: str) -> str:
    """The path of what the application still has to make up for."""
    told = county.get("auditor-1", path)["emergency"]["regularisation"]
    return f"/v1/regularisations/{told['id']}"


def bring(county: County, regularisation: str, *kinds: str) -> Reply:
    """Papers registered by the clerk, all of them unless some are named, and handed on."""
    for kind in kinds or PAPERS:
        paper = {"kind": kind, "sha256": "0" * 64, "pages": 1, "kept": "paper"}
        made = county.post("clerk-1", f"{regularisation}/evidence", paper)
        assert made.status == 201, made.body
    return county.act("clerk-1", regularisation, "submit")
