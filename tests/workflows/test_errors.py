"""The catalogue of refusals: each has one name, both languages, a next step, and is given by somebody."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.workflows.tables import rows, standing
from workflows import errors, guards
from workflows.errors import CATALOGUE, DomainError, Refused, Verdict, by_code

ROOT = Path(__file__).resolve().parents[2]
KINDS = pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.__name__)
STATUSES = frozenset({400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 503})


@cache
def named_in(package: str) -> frozenset[str]:
    """Every name the code of a package speaks, the catalogue itself left out."""
    return frozenset(
        name
        for path in sorted((ROOT / package).rglob("*.py"))
        if path.parent != ROOT / "workflows" / "errors"
        for name in _names(path)
    )


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


@KINDS
def test_slug_code_and_class_are_one_name(kind: type[DomainError]) -> None:
    words = re.findall(r"[A-Z][a-z]+", kind.__name__)
    assert "".join(words) == kind.__name__
    assert kind.code() == "_".join(words).lower()
    assert kind.slug() == "-".join(words).lower()
    assert by_code(kind.code()) is by_code(kind.slug()) is kind


@KINDS
def test_a_refusal_is_said_in_both_languages_with_what_to_do_next(kind: type[DomainError]) -> None:
    for chinese in (kind.zh, kind.next_zh):
        assert re.search(r"[一-鿿]", chinese)
    for english in (kind.en, kind.next_en):
        assert re.fullmatch(r"[ -~]{8,}", english)
    assert kind.next_zh.endswith("。")
    assert kind.next_en.endswith(".")
    assert not kind.zh.endswith("。")
    assert kind.status in STATUSES


def test_no_two_refusals_have_one_name_or_one_sentence() -> None:
    for told in ("slug", "zh", "en"):
        said = [getattr(kind, told) for kind in CATALOGUE]
        counted = Counter(one() if callable(one) else one for one in said)
        assert [one for one, times in counted.items() if times > 1] == []
    assert set(CATALOGUE) == {
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, DomainError)
    } - {DomainError, Refused}


def test_an_unknown_code_is_no_refusal() -> None:
    with pytest.raises(KeyError):
        by_code("nothing-of-the-kind")


@KINDS
def test_every_refusal_is_given_somewhere(kind: type[DomainError]) -> None:
    assert kind.__name__ in named_in("service") | named_in("workflows")


def test_every_guard_is_asked_by_a_row() -> None:
    asked = {guard.__name__ for _, _, row in rows() for guard in row.guards}
    asked |= {guard.__name__ for row in standing() for guard in row.guards}
    asked |= {guards.opinion_required.__name__}
    assert set(guards.__all__) <= asked
    public = {name for name, value in vars(guards).items() if callable(value)}
    own = {
        name
        for name in public
        if getattr(vars(guards)[name], "__module__", "") == "workflows.guards"
    }
    assert own == set(guards.__all__)


def test_no_other_file_makes_a_refusal_of_its_own() -> None:
    kinds = {"DomainError", "Refused", *(kind.__name__ for kind in CATALOGUE)}
    made = {
        f"{path.relative_to(ROOT)}: {node.name}"
        for package in ("service", "workflows", "schemas")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        and kinds & {getattr(base, "id", None) or getattr(base, "attr", "") for base in node.bases}
    }
    places = {where.partition(":")[0].rpartition("/")[0] for where in made}
    assert places == {"workflows/errors"}


def test_a_verdict_speaks_with_its_own_words_or_those_of_its_refusal() -> None:
    own = Verdict(errors.NotEligible, False, code="self_paid_positive", zh="须自付", en="Pay")
    assert (own.name, own.title("zh-CN"), own.title("en")) == (
        "self_paid_positive",
        "须自付",
        "Pay",
    )
    plain = Verdict(errors.NotEligible, False)
    assert plain.name == "not_eligible"
    assert plain.title("zh-CN") == errors.NotEligible.zh
    assert plain.title("en") == errors.NotEligible.en


def test_a_refusal_of_several_is_led_by_the_gravest_and_shows_its_values() -> None:
    held = Verdict(errors.CapExceeded, True)
    cap = Verdict(errors.CapExceeded, False, {"room_fen": 1})
    person = Verdict(errors.Recusal, False, {"household": "own"})
    error = Refused.of([held, cap, person])
    assert type(error) is errors.Recusal
    assert error.values == {"household": "own"}
    assert error.refusals == (cap, person)
