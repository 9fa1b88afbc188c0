"""What a programme asks, and what every case answers by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workflows.vocabulary import codes

__all__ = ["CASE_QUESTIONS", "LIVING_LINE", "Question"]

MOST_MEMBERS: Final = 31
MOST_AWARDS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Question:
    """One answer a programme asks for; its kind and limits make the schema that checks it.

    Kinds: ``fen integer text code date year academic_year flag``.
    """

    name: str
    kind: str
    zh: str
    en: str
    required: bool = True
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None


CASE_QUESTIONS: Final = (
    Question("filed", "flag", "是否建档", "has an active file"),
    Question("category", "code", "困难类别", "category", choices=codes("category")),
    Question("student", "flag", "是否在校学生", "is a student"),
    Question("minor", "flag", "是否未成年", "is a minor"),
    Question("relation", "code", "与职工关系", "relation to the worker", choices=codes("relation")),
    Question("employment", "code", "职工就业状况", "employment", choices=codes("employment")),
    Question("union_member", "flag", "职工是否会员", "the worker is a union member"),
    Question("main_cause", "code", "主要致困原因", "main cause", choices=codes("cause")),
    Question(
        "household_size", "integer", "家庭人口", "persons in the household",
        minimum=1, maximum=MOST_MEMBERS,
    ),
    Question(
        "awards_before", "integer", "此前获本项目救助次数", "earlier awards of this programme",
        minimum=0, maximum=MOST_AWARDS,
    ),
)  # fmt: skip
"""What every case answers by itself, beside the programme's own questions: a benefit table and a
condition may ask it."""
LIVING_LINE: Final = Question("living_line_fen", "fen", "低保线（月）", "monthly living line")
