"""What a condition must be: known questions, operators and values of their kind, and an end to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from workflows import guards
from workflows.condition import COMPARISONS, DAYS
from workflows.errors import CATALOGUE
from workflows.policy.check import Check, Problem, at, in_turn, listed, record
from workflows.policy.scalar import day, decimal, flag, one_of, plain_text, text, whole
from workflows.programme import MAX_FEN, Programme, Question, who_may

__all__ = ["conditions_of", "node_of"]

DEEPEST: Final = 6
MOST_NODES: Final = 100
MOST_PARTS: Final = 20
MOST_VALUES: Final = 200
MOST_CONDITIONS: Final = 50
FURTHEST_DAYS: Final = 36_600
_NUMBERS: Final = frozenset({"fen", "integer", "year"})
_ORDERED: Final = _NUMBERS | {"date"}
_PLAIN: Final = ("is", "in")
_SHORT_TEXT: Final = plain_text(100)
_ACADEMIC_YEAR: Final = text(
    r"[0-9]{4}-[0-9]{4}", "须为学年，如 2026-2027", "Write an academic year such as 2026-2027"
)
_LITERALS: Final[Mapping[str, Callable[[Question], Check]]] = {
    "fen": lambda _q: whole(0, MAX_FEN),
    "integer": lambda _q: whole(-MAX_FEN, MAX_FEN),
    "year": lambda _q: whole(1900, 2200),
    "code": lambda question: one_of(question.choices),
    "flag": lambda _q: flag,
    "date": lambda _q: day,
    "text": lambda _q: _SHORT_TEXT,
    "academic_year": lambda _q: _ACADEMIC_YEAR,
}


def node_of(programme: Programme) -> Check:
    """The check of one condition over the programme's questions and those every case answers."""
    questions = programme.asked

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if _count(value) > MOST_NODES:
            zh, en = f"一个条件至多 {MOST_NODES} 项", f"Write at most {MOST_NODES} nodes"
            yield Problem(pointer, "condition_large", zh, en)
            return
        yield from _node(value, pointer, questions, DEEPEST)

    return check


def conditions_of(programme: Programme, operator: str) -> Check:
    """A list of named conditions; each code is new, so that one refusal names one condition."""
    named = record(
        {
            "code": text(
                r"[a-z][a-z0-9_]{2,39}", "须为小写短代码", "Write a short lower-case code"
            ),
            "zh": _SHORT_TEXT,
            operator: node_of(programme),
        },
        {"en": _SHORT_TEXT},
    )
    return in_turn(listed(named, 0, MOST_CONDITIONS), _codes_new(programme))


def _codes_new(programme: Programme) -> Check:
    """A code says of a refusal what it is: those of the programme's rules and of the house are taken,
    or a caller would take a union's condition for a cap, or for an opinion that is wanting."""
    house = {*guards.__all__, *(kind.code() for kind in CATALOGUE)}
    own = house | {rule.code for rule in (*who_may(programme), *programme.rules)}

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        seen = set(own)
        for index, one in enumerate(value):
            if one["code"] in seen:
                zh, en = (
                    "该代码已有其他条件或本系统使用，请另选",
                    "A condition or the house has this code: choose one of its own",
                )
                yield Problem(at(at(pointer, index), "code"), "repeated", zh, en)
            seen.add(one["code"])

    return check


def _count(value: Any) -> int:
    """Nodes and values, without recursion: a document nests as deep as its sender likes."""
    left, count = [value], 0
    while left and count <= MOST_NODES * MOST_PARTS:
        one = left.pop()
        count += isinstance(one, dict)
        left += (
            list(one.values()) if isinstance(one, dict) else one if isinstance(one, list) else []
        )
    return count


def _node(
    value: Any, pointer: str, questions: Mapping[str, Question], depth: int
) -> Iterator[Problem]:
    shape = next(
        (name for name in ("all", "any", "not") if isinstance(value, dict) and name in value), None
    )
    if depth == 0:
        yield Problem(
            pointer,
            "condition_deep",
            f"条件嵌套不得超过 {DEEPEST} 层",
            f"Nest at most {DEEPEST} levels",
        )
    elif shape is None:
        yield from _comparison(value, pointer, questions)
    else:

        def inner(one: Any, where: str) -> Iterator[Problem]:
            yield from _node(one, where, questions, depth - 1)

        body = inner if shape == "not" else listed(inner, 1, MOST_PARTS)
        yield from record({shape: body})(value, pointer)


def _comparison(value: Any, pointer: str, questions: Mapping[str, Question]) -> Iterator[Problem]:
    name = value.get("ask") if isinstance(value, dict) else None
    wrong = tuple(one_of(tuple(questions))(name, at(pointer, "ask")))
    if wrong:
        yield from wrong
        return
    question = questions[str(name)]
    allowed = tuple(COMPARISONS) if question.kind in _ORDERED else _PLAIN
    found = [key for key in value if key in COMPARISONS]
    if len(found) != 1 or found[0] not in allowed:
        zh, en = f"须恰有一个：{', '.join(allowed)}", f"Give exactly one of: {', '.join(allowed)}"
        yield Problem(pointer, "comparison", zh, en)
        return
    yield from record(
        {"ask": one_of((str(name),)), found[0]: _operand(found[0], question, questions)}
    )(value, pointer)


def _operand(operator: str, question: Question, questions: Mapping[str, Question]) -> Check:
    if operator == "in":
        return listed(_LITERALS[question.kind](question), 1, MOST_VALUES, distinct=True)
    one = _value(question, questions)
    return in_turn(listed(one, 2, 2), _ordered) if operator == "between" else one


def _value(question: Question, questions: Mapping[str, Question]) -> Check:
    """A literal of the question's kind; of a number also a multiple of another, of a date a day
    counted from today."""
    literal = _LITERALS[question.kind](question)
    alike = tuple(one.name for one in questions.values() if one.kind == question.kind)
    other = record({"ask": one_of(alike), "times": decimal(Fraction(0), Fraction(999))})
    days = record({DAYS: whole(-FURTHEST_DAYS, FURTHEST_DAYS)})

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if isinstance(value, dict) and question.kind in _NUMBERS:
            yield from other(value, pointer)
        elif isinstance(value, dict) and question.kind == "date":
            yield from days(value, pointer)
        else:
            yield from literal(value, pointer)

    return check


def _ordered(value: Any, pointer: str) -> Iterator[Problem]:
    """Of two literals the first is not the larger: nothing would lie between them."""
    low, high = value
    if type(low) is type(high) and not isinstance(low, dict) and low > high:
        zh, en = "下限不得大于上限", "Let the first not be larger than the second"
        yield Problem(pointer, "bounds_crossed", zh, en)
