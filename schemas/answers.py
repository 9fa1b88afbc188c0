"""The schema of a programme's answers, made of the questions the programme declares.

`schemas` knows no programme: it takes any objects with these attributes, so that a new programme
brings its questions and this file stays as it is.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final, Protocol

from marshmallow import fields

from schemas.fields import AcademicYear, Code, Fen, Flag, IsoDate, SafeText, Strict, Whole
from schemas.numbers import FEN_MAX
from schemas.strict import Wire, refused

TEXT_MAX = 200
INTEGER_MAX = 2**53 - 1
YEARS: Final = (2000, 2200)


class Question(Protocol):
    """What must be known of a question; hashable, since the schema is made once per tuple."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def choices(self) -> Sequence[Any]: ...
    @property
    def minimum(self) -> int | None: ...
    @property
    def maximum(self) -> int | None: ...
    @property
    def max_length(self) -> int | None: ...


class WholeCode(Wire[int]):
    """One of a code list whose codes are numbers (the level of a hospital)."""

    def __init__(self, choices: Sequence[int], **options: Any) -> None:
        self.choices = tuple(choices)
        super().__init__({"type": "integer", "enum": list(self.choices)}, **options)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if type(value) is not int:
            raise refused("not_integer")
        if value not in self.choices:
            raise refused("not_choice", choices=", ".join(map(str, self.choices)))
        return value


def _bounds(question: Question, least: int, most: int) -> tuple[int, int]:
    minimum = least if question.minimum is None else question.minimum
    return minimum, most if question.maximum is None else question.maximum


def _integer(question: Question, **options: Any) -> fields.Field[Any]:
    if question.choices:
        return WholeCode(question.choices, **options)
    return Whole(*_bounds(question, 0, INTEGER_MAX), **options)


_KINDS: Final[dict[str, Callable[..., fields.Field[Any]]]] = {
    "fen": lambda q, **options: Fen(*_bounds(q, 0, FEN_MAX), **options),
    "integer": _integer,
    "text": lambda q, **options: SafeText(1, q.max_length or TEXT_MAX, **options),
    "code": lambda q, **options: Code(q.choices, **options),
    "date": lambda q, **options: IsoDate(**options),
    "year": lambda q, **options: Whole(*_bounds(q, *YEARS), **options),
    "academic_year": lambda q, **options: AcademicYear(**options),
    "flag": lambda q, **options: Flag(**options),
}


@lru_cache(maxsize=256)
def answers_schema(questions: tuple[Question, ...], name: str = "Answers") -> type[Strict]:
    """A question that is not required may be left out; null is an answer to none."""
    made = {q.name: _KINDS[q.kind](q, required=q.required) for q in questions}
    if len(made) != len(questions):
        raise ValueError("two questions of one name")
    return type(name, (Strict,), {**made, "__module__": __name__})
