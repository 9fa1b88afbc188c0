"""What each rule of a case asks, by its code: the programme's own and those of the pinned edition."""

from __future__ import annotations

from service.store.application import Application
from service.unit_of_work import UnitOfWork
from service.use_cases.year_facts import pinned_edition
from workflows.decide_case import sentences_of
from workflows.programme import registered, who_may

__all__ = ["titles_of"]


def titles_of(uow: UnitOfWork, application: Application, language: str) -> dict[str, str]:
    """Every code the assessment may name, with its sentence in the caller's language."""
    programme = registered()[application.programme]
    word = "en" if language == "en" else "zh"
    rules = (*who_may(programme), *programme.rules)
    own = pinned_edition(uow, application).conditions
    return {
        **{rule.code: str(getattr(rule, word)) for rule in rules},
        **{one.code: sentences_of(programme, one)[word] for one in own},
    }
