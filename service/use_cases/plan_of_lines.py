"""What a trial found of many lines, in one text that can be held against what an application of it
would do.

A plan is the digest of everything the outcome is, and behind it four letters for each line, by which
it can be said afterwards which line is another one now. The digest alone decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from service.audit.canonical import canonical
from service.audit.disclosure import base64url
from service.store.application import Application
from workflows.errors import DomainError, Verdict

__all__ = ["Outcome", "differing", "plan_of"]

_WHOLE: Final = 43
_EACH: Final = 4
_ASKED: Final = ("fund_id", "meeting_number", "mode")
"""What of the words of a call decides beside the lines; a meeting does, too."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line: what it was, and what became of it or why nothing did. Amounts are fen."""

    application: Application
    number: int
    before: str
    state: str
    award_fen: int
    fund_id: str | None
    refused: DomainError | None

    @property
    def verdicts(self) -> Iterator[Verdict]:
        """Why it was refused, each reason named by its line; none where it was not."""
        if self.refused is None:
            return
        alone = Verdict(type(self.refused), False, self.refused.values)
        for verdict in self.refused.refusals or (alone,):
            if not verdict.ok:
                values = {"application_id": self.application.id, **verdict.values}
                yield replace(verdict, values=values)

    @property
    def content(self) -> list[Any]:
        """What is bound by a plan: reasons by their codes, because figures in them name the day."""
        codes = sorted(verdict.name for verdict in self.verdicts)
        told = [self.state, self.award_fen, self.fund_id or ""] if self.refused is None else codes
        return [self.application.id, self.number, self.before, *told]


def plan_of(outcomes: Sequence[Outcome], action: str, asked: Mapping[str, Any]) -> str:
    """The plan of these outcomes of this action, asked for in these words."""
    lines = [one.content for one in outcomes]
    said = {name: asked[name] for name in _ASKED if asked.get(name) is not None}
    if asked.get("meeting"):
        said["meeting"] = {name: _plain(value) for name, value in asked["meeting"].items()}
    whole = _digest({"action": action, "asked": said, "lines": lines})
    return f"{whole}.{''.join(_digest(line)[:_EACH] for line in lines)}"


def differing(given: str, found: str, outcomes: Sequence[Outcome]) -> list[str]:
    """The ids of the lines of which two plans say different things; none where it is what was asked
    for that differs."""
    was, now = given[_WHOLE + 1 :], found[_WHOLE + 1 :]
    return [
        one.application.id
        for place, one in enumerate(outcomes)
        if was[place * _EACH : (place + 1) * _EACH] != now[place * _EACH : (place + 1) * _EACH]
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _digest(content: Any) -> str:
    return base64url(hashlib.sha256(canonical(content)).digest())
