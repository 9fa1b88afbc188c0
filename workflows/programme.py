"""What a programme is, and which ones the house has.

One file in `workflows/programmes` is one programme: its questions, its rules named one by one, what
it derives from the answers, the most it may pay, and the key under which one claim is paid once.
Amounts, periods, paths and documents are not here: they are dated data of a union (`policy`).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from workflows import programmes
from workflows.case import Answers, Beneficiary, CaseFacts, HouseholdFacts
from workflows.errors import BeneficiaryUnfit, DomainError, NotEligible, Verdict
from workflows.question import CASE_QUESTIONS, LIVING_LINE, Question

__all__ = [
    "CASE_QUESTIONS",
    "MAX_FEN",
    "Answers",
    "Beneficiary",
    "CaseFacts",
    "HouseholdFacts",
    "Programme",
    "Question",
    "Rule",
    "forget",
    "refusals",
    "registered",
    "verdicts",
    "who_may",
]

MAX_FEN = 100_000_000_000  # ¥1 000 000 000: everything has a limit


def _no_values(_facts: CaseFacts) -> dict[str, object]:
    return {}


def _nothing(_answers: Answers) -> dict[str, int]:
    return {}


def _no_ceiling(_answers: Answers) -> int | None:
    return None


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition of eligibility, with its own name and sentence and the values it compared."""

    code: str
    zh: str
    en: str
    holds: Callable[[CaseFacts], bool]
    values: Callable[[CaseFacts], dict[str, object]] = _no_values


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One programme of aid; see the package `workflows.programmes`."""

    code: str
    zh: str
    en: str
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    claim_key: Callable[[Answers, str], str]
    derived: tuple[Question, ...] = ()
    derive: Callable[[Answers], dict[str, int]] = _nothing
    ceiling: Callable[[Answers], int | None] = _no_ceiling
    payees: frozenset[str] = frozenset({"beneficiary", "guardian"})
    beneficiary: str = "any"
    needs_student: bool = False
    needs_active_file: bool = True

    def title(self, language: str) -> str:
        """What a person calls the programme."""
        return {"zh": self.zh, "en": self.en}[language]

    @property
    def bases(self) -> tuple[str, ...]:
        """The amounts a benefit may be computed from: asked for, or derived from what was asked."""
        own = (*self.questions, *self.derived)
        return tuple(question.name for question in own if question.kind == "fen")

    @property
    def asked(self) -> Mapping[str, Question]:
        """Everything a condition may ask, by name."""
        own = (*self.questions, *self.derived, *CASE_QUESTIONS, LIVING_LINE)
        return {question.name: question for question in own}

    @property
    def table_keys(self) -> Mapping[str, Question]:
        """What a flat table may ask: answers with few values, and the facts every case has."""
        few = ("code", "flag", "integer", "year")
        asked = (*CASE_QUESTIONS, *(one for one in self.questions if one.kind in few))
        return {question.name: question for question in asked}


def verdicts(programme: Programme, facts: CaseFacts) -> tuple[Verdict, ...]:
    """Every rule's verdict, those of the programme's shape (who may benefit) first."""
    return (
        *(_verdict(BeneficiaryUnfit, rule, facts) for rule in who_may(programme)),
        *(_verdict(NotEligible, rule, facts) for rule in programme.rules),
    )


def who_may(programme: Programme) -> tuple[Rule, ...]:
    """The rules of the programme's shape: who may benefit by it."""
    return (*_SHAPE[programme.beneficiary], *_STUDENT[programme.needs_student])


def _verdict(error: type[DomainError], rule: Rule, facts: CaseFacts) -> Verdict:
    return Verdict(error, rule.holds(facts), rule.values(facts), rule.code, rule.zh, rule.en)


def refusals(programme: Programme, facts: CaseFacts) -> tuple[Verdict, ...]:
    """All rules that do not hold: a refusal names every one of them."""
    return tuple(verdict for verdict in verdicts(programme, facts) if not verdict.ok)


def _who(facts: CaseFacts) -> dict[str, object]:
    return {"relation": facts.beneficiary.relation}


_SHAPE: Mapping[str, tuple[Rule, ...]] = {
    "any": (),
    "worker": (
        Rule(
            "beneficiary_is_worker",
            "受助人须为职工本人",
            "The beneficiary must be the worker",
            lambda facts: facts.beneficiary.relation is None,
            _who,
        ),
    ),
    "member": (
        Rule(
            "beneficiary_is_member",
            "受助人须为家庭成员",
            "The beneficiary must be a member of the household",
            lambda facts: facts.beneficiary.relation is not None,
            _who,
        ),
    ),
}
_STUDENT: Mapping[bool, tuple[Rule, ...]] = {
    False: (),
    True: (
        Rule(
            "beneficiary_is_student",
            "受助人须在档案中登记为在校学生",
            "The beneficiary must be on file as a student",
            lambda facts: facts.beneficiary.student,
            lambda facts: {"student": facts.beneficiary.student},
        ),
    ),
}


@cache
def registered() -> Mapping[str, Programme]:
    """Every programme by its code: each module of `workflows.programmes` holds exactly one."""
    found: dict[str, Programme] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(programmes.__path__)):
        programme = importlib.import_module(f"{programmes.__name__}.{module}").PROGRAMME
        if programme.code in found:
            raise ValueError(f"two programmes are called {programme.code}")
        found[programme.code] = programme
    return MappingProxyType(found)


def forget() -> None:
    """Look again at the next call: for whoever adds a programme while the process runs."""
    importlib.invalidate_caches()
    registered.cache_clear()
