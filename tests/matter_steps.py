"""The steps that tests of appeals and petitions share, each made of nothing but calls."""

from __future__ import annotations

from tests.county import County, Reply

__all__ = ["REFUSED", "appeal", "refused_above", "refused_below"]

REFUSED = {"opinion": "收入超过标准"}


def refused_below(county: County, **more: object) -> str:
    """An application that the reviewer of the union refused."""
    path = str(county.draft_application(**more).headers["Location"])  # type: ignore[arg-type]
    county.act("clerk-1", path, "submit")
    assert county.act("reviewer-1", path, "reject", REFUSED)["state"] == "rejected"
    return path


def refused_above(county: County) -> str:
    """An application that the county refused, its notice passed."""
    path = county.reviewed_application()
    county.passed_notice(path)
    assert county.act("approver-1", path, "reject", REFUSED)["state"] == "rejected"
    return path


def appeal(county: County, path: str, **more: object) -> Reply:
    form = {"reason": "工资条有误，单位已更正", **more}
    return county.post("clerk-1", f"{path}/appeals", form)
