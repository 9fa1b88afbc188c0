"""The ladder of a year: what joins a pinned path, counted stage for stage."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.test_policy import APPROVED, CITY, MEDICAL, PROVINCE, REVIEWED, SHOWN
from workflows.policy import joining, ladder, parse_programme, stages

STEPS = st.lists(st.sampled_from([SHOWN, APPROVED, CITY, PROVINCE]), max_size=3)


@given(st.lists(STEPS, max_size=4), st.integers(0, 500), st.integers(0, 500))
def test_a_path_that_grows_asks_for_all_that_the_whole_sum_asks_for(
    appended: list[list[dict[str, object]]], before: int, more: int
) -> None:
    thresholds = [{"from_fen": 100 * n, "append": one} for n, one in enumerate(appended, 1)]
    edition = parse_programme(
        {**MEDICAL, "path": [REVIEWED, SHOWN, APPROVED], "thresholds": thresholds}
    )
    pinned, whole = ladder(edition, before), ladder(edition, before + more)
    grown = (*pinned, *joining(edition, before + more, pinned))
    assert Counter(grown) == Counter(whole)
    assert grown[: len(pinned)] == pinned
    assert tuple(joining(edition, before + more, grown)) == ()


def test_nothing_joins_a_path_that_is_longer_than_asked_for() -> None:
    edition = parse_programme({**MEDICAL, "thresholds": []})
    assert tuple(joining(edition, 10**9, stages([*MEDICAL["path"], CITY]))) == ()
