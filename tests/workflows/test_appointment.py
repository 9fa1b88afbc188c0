"""Roles that exclude each other, day by day, and nobody's hand in their own appointment."""

from __future__ import annotations

from datetime import date

import pytest

from workflows.actor import Actor
from workflows.appointment import (
    ADMINISTRATORS,
    BUSINESS,
    INCOMPATIBLE,
    MACHINES,
    OFFICERS,
    Post,
    incompatible_roles,
    not_oneself,
)
from workflows.vocabulary import codes

NEW_YEAR = date(2026, 1, 1)
MAY = date(2026, 5, 1)


def test_every_role_is_an_administrators_a_business_or_a_machines() -> None:
    assert set(codes("role")) == ADMINISTRATORS | BUSINESS | MACHINES
    assert not ADMINISTRATORS & BUSINESS
    assert set(OFFICERS) == ADMINISTRATORS | BUSINESS == set(INCOMPATIBLE)


def test_exclusion_is_mutual() -> None:
    pairs = {(role, other) for role, others in INCOMPATIBLE.items() for other in others}
    assert pairs == {(other, role) for role, other in pairs}
    assert not any(role == other for role, other in pairs)


@pytest.mark.parametrize("one", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("other", sorted(OFFICERS))
def test_an_administrator_holds_nothing_else(one: str, other: str) -> None:
    verdict = incompatible_roles(Post(other, NEW_YEAR), [Post(one, NEW_YEAR)])
    assert verdict.ok is (one == other)


def test_who_makes_a_payment_does_not_check_it() -> None:
    verdict = incompatible_roles(Post("payment_checker", MAY), [Post("payment_maker", NEW_YEAR)])
    assert not verdict.ok
    assert verdict.values == {"role": "payment_checker", "held": ["payment_maker"]}


@pytest.mark.parametrize("role", sorted(BUSINESS - {"payment_maker", "payment_checker"}))
def test_business_roles_go_together_and_each_case_tells_them_apart(role: str) -> None:
    assert incompatible_roles(Post(role, NEW_YEAR), [Post("clerk", NEW_YEAR)]).ok


@pytest.mark.parametrize(
    ("held", "meets"),
    [
        (Post("clerk", NEW_YEAR, date(2026, 4, 30)), False),
        (Post("clerk", NEW_YEAR, MAY), True),
        (Post("clerk", NEW_YEAR), True),
        (Post("clerk", date(2026, 5, 31)), True),
        (Post("clerk", date(2026, 6, 1)), False),
    ],
)
def test_only_days_on_which_both_are_held_count(held: Post, meets: bool) -> None:
    auditor = Post("auditor", MAY, date(2026, 5, 31))
    assert incompatible_roles(auditor, [held]).ok is not meets


def test_the_person_behind_an_account_is_who_may_not_appoint_it() -> None:
    deputy = Actor("deputy", "officer", person="p-2", principal=Actor("chief", "officer", "p-1"))
    assert not not_oneself(deputy, "p-1").ok
    assert not not_oneself(deputy, "p-2").ok
    assert not_oneself(deputy, "p-3").ok
