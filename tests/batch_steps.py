"""The steps that tests of batch decisions share, each made of nothing but calls."""

from __future__ import annotations

from typing import Any

from tests.county import County, Reply
from tests.notice_steps import id_of

__all__ = ["decide", "outcomes", "tried", "voted_on"]

PATH = "/v1/application-decisions"


def decide(county: County, who: str, *paths: str, dry: bool = False, **more: Any) -> Reply:
    """One approval of many by a meeting, unless ``action`` says otherwise."""
    form = {
        "action": "approve", "application_ids": [id_of(path) for path in paths],
        "opinion": "会议研究同意", **more,
    }  # fmt: skip
    if form["action"] == "approve":
        form.setdefault("meeting_number", "2026-3")
    key = form.pop("key", None) or county.new_key()
    return county.post(who, f"{PATH}?dry_run=true" if dry else PATH, form, key=key)


def tried(county: County, who: str, *paths: str, **more: Any) -> Reply:
    answer = decide(county, who, *paths, dry=True, **more)
    assert answer.status == 200, answer.body
    return answer


def outcomes(answer: Reply) -> list[str]:
    """Of each line what it is now, or the codes it was refused with."""
    return [
        line["state"]
        if line["outcome"] == "done"
        else "+".join(sorted(one["code"] for one in line["refusals"]))
        for line in answer["lines"]
    ]


def voted_on(county: County, count: int = 2, programme: str = "warmth", **more: Any) -> list[str]:
    """The paths of as many cases of as many households that wait for their approval."""
    paths = [county.reviewed_application(programme, **more) for _ in range(count)]
    county.passed_notice(*paths)
    return paths
