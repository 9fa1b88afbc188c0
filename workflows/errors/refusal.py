"""What a refusal is: a class, a slug, a status, one sentence in each language, and its values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

__all__ = ["DomainError", "Refused", "Verdict"]


class DomainError(Exception):
    """A refusal a person can act on: what is wrong, with which value, what to do next."""

    status: ClassVar[int] = 422
    zh: ClassVar[str] = "请求未被接受"
    en: ClassVar[str] = "The request was refused"
    next_zh: ClassVar[str] = "请按提示更正后重试。"
    next_en: ClassVar[str] = "Correct what is named and try again."

    def __init__(self, *, refusals: Sequence[Verdict] = (), **values: object) -> None:
        self.values: dict[str, object] = values
        self.refusals: tuple[Verdict, ...] = tuple(refusals)
        super().__init__(f"{self.code()}: {values}")

    @classmethod
    def code(cls) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def slug(cls) -> str:
        return cls.code().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one guard found: its code, whether it holds, and the values it compared.

    One that ``chooses`` tells which of several rows is meant; it is no reason for a refusal.
    """

    error: type[DomainError]
    ok: bool
    values: Mapping[str, object] = field(default_factory=dict)
    code: str = ""
    zh: str = ""
    en: str = ""
    chooses: bool = False

    @property
    def name(self) -> str:
        return self.code or self.error.code()

    def title(self, language: str) -> str:
        if language == "en":
            return self.en or self.error.en
        return self.zh or self.error.zh


def _precedence(verdict: Verdict) -> int:
    """403 before 409 before 422 (wire.md, order of checks)."""
    return {403: 0, 409: 1}.get(verdict.error.status, 2)


class Refused(DomainError):
    """Several guards failed at once; the gravest names the problem, all are listed."""

    @staticmethod
    def of(verdicts: Sequence[Verdict]) -> DomainError:
        failed = [verdict for verdict in verdicts if not verdict.ok]
        leader = min(failed, key=_precedence)
        return leader.error(refusals=failed, **dict(leader.values))
