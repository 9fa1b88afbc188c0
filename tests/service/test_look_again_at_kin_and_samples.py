"""What comes between a look and its seal: a relative declared, a file confirmed (design.md §6).

The first run is held up after its decision, while somebody else commits through HTTP; PostgreSQL
only, because SQLite's writers stand in line.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.store.file_life import Sample
from service.store.hardship_file import HardshipFile
from service.tokens import Claims
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.act_on_hardship_file import act_on_hardship_file
from service.use_cases.draw_sample import draw_sample
from service.use_cases.identify import identify
from tests.county import County, identity_number
from tests.kin_steps import declare, engage, officer_number, reviewed, submitted
from workflows.errors import RecheckOpen, Recusal

Meanwhile = Callable[[], object]


def held_up(
    county: County, who: str, work: Callable[[UnitOfWork], object], meanwhile: Meanwhile
) -> int:
    """Run ``work`` as this officer; between its first run and the seal something happens. How often
    it ran."""
    runs = []

    def held(uow: UnitOfWork) -> Callable[[], Answer]:
        claims = county.house.tokens.check(county.token(who))
        assert isinstance(claims, Claims)
        uow.actor = identify(uow, claims)
        runs.append(uow)
        work(uow)
        if len(runs) == 1:
            meanwhile()
        return lambda: Answer(200, {})

    county.house.transactions.write(held)
    return len(runs)


def acting(path: str, action: str) -> Callable[[UnitOfWork], object]:
    def work(uow: UnitOfWork) -> None:
        file = uow.find(HardshipFile, path.rpartition("/")[2], entire=True)
        assert file is not None
        act_on_hardship_file(uow, file, action, {})

    return work


def test_a_relative_declared_before_the_seal_is_seen(postgres_county: County) -> None:
    county = postgres_county
    number = identity_number()
    path = submitted(county, number)
    with pytest.raises(Recusal):
        held_up(
            county, "reviewer-1", acting(path, "review"),
            lambda: declare(county, "reviewer-1", number),
        )  # fmt: skip
    assert county.get("auditor-1", path)["state"] == "submitted"


def test_a_relative_who_declares_the_officer_before_the_seal_is_seen(
    postgres_county: County,
) -> None:
    county = postgres_county
    number = identity_number()
    engage(county, "relative-1", "clerk", "360723001", number)
    path = submitted(county, number)
    with pytest.raises(Recusal):
        held_up(
            county, "reviewer-1", acting(path, "review"),
            lambda: declare(county, "relative-1", officer_number(3)),
        )  # fmt: skip


def test_a_file_becomes_one_of_kin_before_the_seal(postgres_county: County) -> None:
    county = postgres_county
    number = identity_number()
    path = reviewed(county, number)
    with pytest.raises(RecheckOpen):
        held_up(
            county, "approver-1", acting(path, "confirm"),
            lambda: declare(county, "clerk-1", number),
        )  # fmt: skip


def test_a_relative_gets_a_post_over_the_file_before_the_seal(postgres_county: County) -> None:
    """The tie is known, the post is new: the officer is watched though nobody of the household."""
    county = postgres_county
    number = identity_number()
    form = {"id": "new-1", "name": "钟明", "identity_number": identity_number()}
    county.post("security-1", "/v1/officers", form)
    declare(county, "new-1", number, "security-1")
    path = reviewed(county, number)
    post = {"role": "clerk", "union": "360722001", "from": "2026-01-01"}
    with pytest.raises(RecheckOpen):
        held_up(
            county, "approver-1", acting(path, "confirm"),
            lambda: county.post("security-1", "/v1/officers/new-1/appointments", post),
        )  # fmt: skip


def test_somebody_elses_relative_makes_nobody_look_again(postgres_county: County) -> None:
    county = postgres_county
    path = submitted(county)
    runs = held_up(
        county, "reviewer-1", acting(path, "review"),
        lambda: declare(county, "clerk-2", identity_number()),
    )  # fmt: skip
    assert runs == 1


@pytest.mark.parametrize(
    ("who", "action"), [("approver-1", "confirm"), ("clerk-1", "propose_cancel")]
)
def test_a_draw_is_made_from_what_stands_when_it_is_sealed(
    postgres_county: County, who: str, action: str
) -> None:
    """A file joins the population, or leaves it, while the first draw is thought out."""
    county = postgres_county
    stands = county.active_file()["id"]
    path = reviewed(county)
    leaves = action != "confirm"
    if leaves:
        county.act("approver-1", path, "confirm")
    samples: list[Sample] = []

    def draw(uow: UnitOfWork) -> None:
        samples.append(draw_sample(uow, {"of_union": "360722001", "rate": "1"}))

    runs = held_up(
        county, "county-reviewer-1", draw,
        lambda: county.act(who, path, action, {"opinion": "重复建档"}),
    )  # fmt: skip
    assert runs == 2
    both = sorted([stands, path.rpartition("/")[2]])
    assert samples[-1].population == ([stands] if leaves else both)
    assert samples[0].seed != samples[1].seed


def test_a_file_of_another_union_makes_no_draw_look_again(postgres_county: County) -> None:
    county = postgres_county
    county.active_file()
    path = county.draft_file("clerk-2").headers["Location"]
    county.act("clerk-2", path, "submit")
    county.act("reviewer-2", path, "review")
    runs = held_up(
        county, "county-reviewer-1",
        lambda uow: draw_sample(uow, {"of_union": "360722001", "rate": "1"}),
        lambda: county.act("approver-1", path, "confirm"),
    )  # fmt: skip
    assert runs == 1
