"""Against which fund an award is committed: the one named, or the one that is meant."""

from __future__ import annotations

from typing import Any

import pytest

from service.use_cases.seeded_editions import SEEDED_EDITIONS
from tests.county import County, Reply
from tests.payments import second_account

AWARD = 30_000
ENOUGH = 10 * AWARD


@pytest.fixture
def county(sqlite_county: County) -> County:
    return sqlite_county


def fund_at(county: County, union: str, amount_fen: int = ENOUGH, **more: Any) -> str:
    """A fund of another union, opened by its own manager."""
    manager = f"fund-at-{union}"
    if county.get(manager, "/v1/funds").status == 401:
        second_account(county, manager, "security-1", "fund_manager", union)
    form = {
        "code": f"F-{county.new_key()}",
        "name": "经费",
        "source": "union",
        "year": 2026,
        **more,
    }
    fund = county.post(manager, "/v1/funds", form)
    given = {"amount_fen": amount_fen, "document_number": "1号"}
    path = f"/v1/funds/{fund['id']}/allocations"
    assert county.post(manager, path, given, key=county.new_key()).status == 201
    return str(fund["id"])


def waiting(county: County) -> str:
    path = county.reviewed_application("warmth")
    county.passed_notice(path)
    return path


def committed(reply: Reply) -> str | None:
    return reply["fund_id"] if reply.status == 200 else None


def test_the_only_sufficient_fund_is_meant(county: County) -> None:
    path = waiting(county)
    county.fund(AWARD - 1)
    meant = county.fund(AWARD)
    approved = county.approve(path)
    assert committed(approved) == meant
    assert county.get("fund-1", f"/v1/funds/{meant}")["available_fen"] == 0


def test_one_fen_short_is_short(county: County) -> None:
    path = waiting(county)
    county.fund(AWARD - 1)
    refused = county.approve(path)
    assert refused.status == 422
    (short,) = refused["refusals"]
    assert short["code"] == "fund_insufficient"
    assert short["values"] == {"available_fen": AWARD - 1, "award_fen": AWARD}
    assert county.get("clerk-1", path)["state"] == "notice_passed"


def test_of_two_sufficient_funds_one_must_be_named(county: County) -> None:
    path = waiting(county)
    named, _ = county.fund(), county.fund()
    refused = county.approve(path)
    assert refused.status == 422
    assert "fund_ambiguous" in refused.codes
    assert committed(county.approve(path, named)) == named


def test_sources_are_tried_in_the_order_of_the_edition(county: County) -> None:
    path = waiting(county)
    county.fund(source="donation")
    county.fund(AWARD - 1, source="central")
    local = county.fund(source="local")
    assert committed(county.approve(path)) == local


def test_the_nearest_union_upward_pays(county: County) -> None:
    path = waiting(county)
    fund_at(county, "360700")
    near = county.fund()
    assert committed(county.approve(path)) == near
    other = waiting(county)
    own = fund_at(county, "360722001")
    assert committed(county.approve(other)) == own


def test_a_union_above_pays_where_none_nearer_can(county: County) -> None:
    path = waiting(county)
    county.fund(AWARD - 1)
    above = fund_at(county, "360700")
    assert committed(county.approve(path)) == above


@pytest.mark.parametrize(
    "more", [{"year": 2025}, {"year": 2027}, {"union": "360722002"}, {"union": "360723"}]
)
def test_a_fund_of_another_year_or_union_pays_nothing_here(
    county: County, more: dict[str, Any]
) -> None:
    path = waiting(county)
    fund = fund_at(county, more.pop("union", "360722"), **more)
    refused = county.approve(path)
    assert (refused.status, "fund_insufficient" in refused.codes) == (422, True)
    named = county.approve(path, fund)
    assert (named.status, "fund_unfit" in named.codes) == (422, True)


def test_a_fund_out_of_scope_is_as_unknown_as_one_that_is_not_there(county: County) -> None:
    path = waiting(county)
    above = fund_at(county, "360700")
    unseen = county.approve(path, above)
    nowhere = "01a00000-0000-7000-8000-000000000000"
    unknown = county.approve(path, nowhere)
    for refused, fund in ((unseen, above), (unknown, nowhere)):
        assert refused.status == 422
        (told,) = refused["refusals"]
        assert (told["code"], told["values"]) == ("fund_unfit", {"fund_id": fund})


def test_a_source_the_edition_does_not_name_pays_nothing(county: County) -> None:
    warmth = next(one for one in SEEDED_EDITIONS if one["programme"] == "warmth")
    own = {
        **warmth, "union": "360722", "in_force_from": "2026-01-01", "fund_sources": ["central"],
    }  # fmt: skip
    county.adopt(own)
    path = waiting(county)
    fund = county.fund()
    assert "fund_insufficient" in county.approve(path).codes
    assert "fund_unfit" in county.approve(path, fund).codes
    central = county.fund(source="central")
    assert committed(county.approve(path)) == central
