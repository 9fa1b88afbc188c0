"""The steps that tests of standing in share: a deputy, a delegation, a case that waits for its vote."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.county import County, Reply, identity_number

__all__ = ["THREE_VOTE", "appointed", "deputy", "edition", "give", "given", "voting"]

MOST = timedelta(days=29)
"""From today on, thirty days in all."""


def deputy(county: County, name: str = "deputy-1", union: str = "360722", **more: Any) -> str:
    """An account at the county with no appointment of its own."""
    form = {"id": name, "name": "张三", "identity_number": identity_number(), "union": union}
    assert county.post("security-1", "/v1/officers", {**form, **more}).status == 201
    return name


def appointed(county: County, who: str, role: str, union: str = "360722", **more: Any) -> Reply:
    form = {"role": role, "union": union, "from": "2026-01-01", **more}
    return county.post("security-1", f"/v1/officers/{who}/appointments", form)


def give(county: County, giver: str, to: str, role: str = "approver", **more: Any) -> Reply:
    """The giver gives the role they hold to somebody for as long as may be, from today on."""
    today = county.today()
    days = {"starts_on": today.isoformat(), "ends_on": (today + MOST).isoformat()}
    form = {"to": to, "role": role, "union": "360722", "reason": "外出学习", **days, **more}
    return county.post(giver, f"/v1/officers/{giver}/delegations", form)


def given(county: County, giver: str, to: str, role: str = "approver", **more: Any) -> str:
    """The path of a delegation that was made."""
    made = give(county, giver, to, role, **more)
    assert made.status == 201, made.body
    return str(made.headers["Location"])


def edition(county: County, approval: Mapping[str, Any], programme: str = "warmth") -> None:
    """From now on the county's path for a programme ends with this approval."""
    editions = county.get("auditor-1", "/v1/editions")["items"]
    seeded = next(
        one["document"] for one in editions
        if one["programme"] == programme and one["document"]["union"] == "360000"
    )  # fmt: skip
    stage = {"stage": "approval", "level": "county", "quorum": {"kind": "any"}, **approval}
    adopted = county.adopt({**seeded, "union": "360722", "path": [*seeded["path"][:-1], stage]})
    assert adopted.status == 200, adopted.body


THREE_VOTE = {"quorum": {"kind": "n_of_m", "n": 3}}


def voting(county: County, **more: Any) -> tuple[str, str]:
    """A case that waits for its votes, and a fund that can bear it."""
    path = county.reviewed_application("warmth", **more)
    county.passed_notice(path)
    return path, county.fund()
