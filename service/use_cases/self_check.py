"""自查: what somebody's answers would come to today, tried without leaving anything.

The counter decides by the same functions. What only a file can tell is as the caller says it;
nothing counts as received before. No deed, no note, no receipt: nothing here has a name to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.store.edition import Edition
from service.store.people import Union
from service.unit_of_work import UnitOfWork
from service.use_cases.count_call import Limit, count_stranger
from service.use_cases.edition_in_force import HARDSHIP_FILE, edition_in_force
from service.use_cases.file_means import Means, means_of_statement
from service.use_cases.file_statement import Statement
from service.use_cases.open_application import programme_named, wire_form
from workflows.actor import PUBLIC
from workflows.case import SELF, Beneficiary, CaseFacts, HouseholdFacts
from workflows.decide_case import Decided, decide_case
from workflows.edition_guards import window_closed
from workflows.errors import NotFound, Verdict
from workflows.facts import Facts
from workflows.file_guards import no_category
from workflows.guards import award_zero
from workflows.policy import ProgrammeEdition, parse_means, parse_programme
from workflows.programme import Programme
from workflows.received import NOTHING

__all__ = ["PER_NETWORK", "SelfCheck", "self_check"]

PER_NETWORK: Final = Limit(calls=30, seconds=600)
"""Enough to try a household's figures this way and that; a whole office may share one address."""
KIND: Final = "self_check"
_BESIDE: Final = ("size", "main_cause", "employment", "union_member", "health")
"""What stands beside the figures of a household in the form, and elsewhere in a statement."""


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """What was found: the means test where a household was told, every verdict, and the award."""

    programme: Programme
    union: Union
    edition: Edition
    rules: ProgrammeEdition
    category: str | None
    means: Means | None
    verdicts: tuple[Verdict, ...]
    decided: Decided
    window: Verdict


def self_check(uow: UnitOfWork, form: Mapping[str, Any], address: str) -> SelfCheck:
    """Try ``form`` at its union today. Raises ``TooManyRequests``, ``InvalidInput`` naming the
    programmes on offer, ``NotFound`` for a union that is not there, ``EditionMissing``."""
    count_stranger(uow, KIND, address, PER_NETWORK)
    programme = programme_named(form["programme"])
    union = uow.session.get(Union, form["union"])
    if union is None:
        raise NotFound(union=form["union"])
    edition = edition_in_force(uow, programme.code, union.path)
    rules = parse_programme(edition.document)
    means = _means(uow, union, form.get("household"))
    category = form.get("category") if means is None else _filed_as(means)
    facts = _case_facts(uow, programme, rules, form, category)
    room = rules.caps.room(NOTHING, programme.code, uow.today.year, "", "")
    decided = decide_case(programme, rules, facts, _living_line(uow, rules, union), room, 0)
    asked = Facts(
        actor=PUBLIC, today=uow.today, award_fen=decided.award.award_fen, category=category,
        windows=rules.windows,
    )  # fmt: skip
    (window,) = window_closed(asked)
    return SelfCheck(
        programme, union, edition, rules, category, means,
        (*decided.verdicts, *_against(means, asked)), decided, window,
    )  # fmt: skip


def _means(uow: UnitOfWork, union: Union, told: Mapping[str, Any] | None) -> Means | None:
    if told is None:
        return None
    edition = edition_in_force(uow, HARDSHIP_FILE, union.path)
    stated = Statement(
        household={name: value for name, value in told.items() if name not in _BESIDE},
        causes={"main": told.get("main_cause")},
        size=told["size"],
        employment=told.get("employment", ""),
        union_member=told.get("union_member", False),
        health=told.get("health"),
    )
    return means_of_statement(stated, edition, parse_means(edition.document))


def _filed_as(means: Means) -> str | None:
    """The category a file would be confirmed in: an exclusion that applies keeps it from being."""
    return means.result.category if all(one.ok for one in means.exclusions) else None


def _against(means: Means | None, asked: Facts) -> Iterator[Verdict]:
    """What stands against a file, where a household was told, and an award of nothing: told only
    where they stand in the way, since their sentences say what is wrong and not what is asked."""
    of_the_file = () if means is None else (*means.exclusions, *no_category(asked))
    yield from (one for one in (*of_the_file, *award_zero(asked)) if not one.ok)


def _case_facts(
    uow: UnitOfWork,
    programme: Programme,
    rules: ProgrammeEdition,
    form: Mapping[str, Any],
    category: str | None,
) -> CaseFacts:
    answers, home = wire_form(form["answers"]), form.get("household") or {}
    who = form.get("beneficiary") or {}
    relation = who.get("relation")
    return CaseFacts(
        answers=answers,
        today=uow.today,
        derived=programme.derive(answers),
        category=category,
        filed=category is not None,
        beneficiary=Beneficiary(
            relation=None if relation == SELF else relation,
            student=who.get("student", False),
            minor=who.get("minor", False),
        ),
        minimum_base_fen=rules.minimum_base_fen,
        household=HouseholdFacts(
            employment=home.get("employment"),
            union_member=home.get("union_member"),
            main_cause=home.get("main_cause"),
            size=home.get("size"),
        ),
    )


def _living_line(uow: UnitOfWork, rules: ProgrammeEdition, union: Union) -> int:
    if rules.living_line_fen is not None:
        return rules.living_line_fen
    means = edition_in_force(uow, HARDSHIP_FILE, union.path)
    return int(means.document["living_line_fen"])
