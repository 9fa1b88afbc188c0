"""Figures inside sentences: exact, never rounded up, as a person writes them."""

from fractions import Fraction

import pytest

from workflows.steps import Step, exact, percent, yuan


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (0, "¥0.00"),
        (5, "¥0.05"),
        (123_456_789, "¥1,234,567.89"),
        (-150, "-¥1.50"),
        (Fraction(250_000, 9), "¥277.77…"),
        (Fraction(-1, 3), "-¥0.00…"),
    ],
)
def test_money_is_shown_in_yuan(fen: int | Fraction, shown: str) -> None:
    assert yuan(fen) == shown


@pytest.mark.parametrize(
    ("rate", "shown"),
    [("0.90", "90%"), ("1", "100%"), ("0.125", "12.5%"), ("0", "0%"), ("0.000001", "0.0001%")],
)
def test_a_rate_is_shown_as_a_percentage(rate: str, shown: str) -> None:
    assert percent(Fraction(rate)) == shown


def test_a_fraction_is_kept_as_one() -> None:
    assert exact(Fraction(7, 3)) == "7/3"
    assert exact(Fraction(6, 3)) == 2
    assert exact(5) == 5


def test_a_step_has_a_form_to_be_stored() -> None:
    step = Step("share", "按比例", "a share", {"base_fen": 7})
    assert step.to_dict() == {
        "code": "share", "zh": "按比例", "en": "a share", "values": {"base_fen": 7},
    }  # fmt: skip
