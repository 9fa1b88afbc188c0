"""抽查: the draw is a function of seed, population and rate, and favours nobody."""

from __future__ import annotations

import hashlib
import math
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from workflows.sampling import draw, drawn_count, population_digest, rank, spelled

ROOT = Path(__file__).resolve().parents[2]
SEEDS = st.text("0123456789abcdef", min_size=64, max_size=64)
POPULATIONS = st.sets(st.uuids().map(str), max_size=60).map(sorted)
RATES = st.integers(0, 100).map(lambda percent: f"{percent // 100}.{percent % 100:02d}")


@given(SEEDS, POPULATIONS, RATES)
def test_it_takes_the_rate_of_the_population_rounded_up(
    seed: str, population: list[str], rate: str
) -> None:
    drawn = draw(seed, population, rate)
    assert len(drawn) == math.ceil(Fraction(rate) * len(population)) == len(set(drawn))
    assert set(drawn) <= set(population)


@given(SEEDS, POPULATIONS, RATES, st.randoms(use_true_random=False))
def test_the_same_again_is_the_same_whatever_the_order(
    seed: str, population: list[str], rate: str, chance: object
) -> None:
    shuffled = list(population)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert draw(seed, population, rate) == draw(seed, shuffled, rate)


@given(SEEDS, POPULATIONS, RATES, RATES)
def test_a_larger_rate_takes_all_of_the_smaller_and_more(
    seed: str, population: list[str], one: str, other: str
) -> None:
    small, large = sorted((one, other), key=Fraction)
    taken = draw(seed, population, large)
    assert taken[: drawn_count(len(population), small)] == draw(seed, population, small)


@given(SEEDS, POPULATIONS, RATES)
def test_what_is_drawn_ranks_before_what_is_not(
    seed: str, population: list[str], rate: str
) -> None:
    drawn = draw(seed, population, rate)
    left = set(population) - set(drawn)
    ranks = [rank(seed, one) for one in drawn]
    assert ranks == sorted(ranks)
    assert all(rank(seed, one) > max(ranks, default="") for one in left)


def test_every_id_is_drawn_as_often_as_any_other() -> None:
    """Over many seeds each of 20 ids is among 6 drawn 30 % of the time, within six deviations."""
    population = [f"01980123-0000-7000-8000-{place:012d}" for place in range(20)]
    tries, p = 4_000, 0.3
    counted = Counter(
        one
        for number in range(tries)
        for one in draw(hashlib.sha256(str(number).encode()).hexdigest(), population, "0.30")
    )
    bound = 6 * math.sqrt(tries * p * (1 - p))
    assert set(counted) == set(population)
    assert all(abs(times - tries * p) < bound for times in counted.values())


def test_a_part_of_a_file_is_a_file() -> None:
    assert [drawn_count(size, "0.30") for size in (0, 1, 3, 4, 10, 11)] == [0, 1, 1, 2, 3, 4]
    assert drawn_count(10, "1") == 10
    assert drawn_count(3, "0.333334") == 2


def test_one_line_says_what_was_drawn_from() -> None:
    ids = ["a", "b"]
    digest = hashlib.sha256(b"a\nb").hexdigest()
    assert population_digest(ids) == digest
    told = spelled("0f", "0.30", ids)
    assert told == f"sha256-rank:seed=0f:n=2:population={digest}:rate=0.30"
    assert population_digest(["b", "a"]) != digest


def test_no_process_draws_otherwise() -> None:
    """The order of a set differs from process to process; the draw does not."""
    code = (
        "import sys; from workflows.sampling import draw\n"
        "print(draw('0f' * 32, {str(n) for n in range(50)}, '0.30'))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1
