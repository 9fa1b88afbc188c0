"""Who owes what a case waits for: read off the rows of its table, not written down a second time.

Owed is what leads on: not a way back, not an end, not what leaves the case where it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from workflows.hardship_file import EVERY_STAGE, WHOLE_PROCEDURE
from workflows.path import position_of, table_of
from workflows.regularisation import regularisation_table
from workflows.stage import APPROVAL, NOTICE, REVIEW, Stage
from workflows.supervised import FOLLOWED_UP
from workflows.table import Row, Table, plain
from workflows.waiting import FOLLOW_UP, file_waits_for, regularisation_waits_for, waits_for

__all__ = ["OWED", "Owing", "owed_by", "owed_rows", "roles_owing"]

Owing = Mapping[tuple[str, str], tuple[Row, ...]]
"""By the state callers know and the kind of work that waits."""
_ASIDE: Final = frozenset(
    {
        "return", "reject", "oppose", "sign", "take_back", "uphold", "uphold_correct", "lapse",
        "reopen", "unmake", "return_payment", "refuse", "expire",
    }
)  # fmt: skip
"""What a case may meet where it waits, and is not what it waits for."""


def owed_rows(table: Table, state: str) -> tuple[Row, ...]:
    """The rows of a state that lead on from it."""
    return tuple(
        row
        for row in table.rows
        if row.source == state
        and row.target not in table.final | {state}
        and row.action not in _ASIDE
    )


def _owing(table: Table, waits: Callable[[str], str | None]) -> Owing:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for state in table.states:
        kind = waits(state)
        if kind is not None and kind != FOLLOW_UP:
            found[plain(state), kind] += owed_rows(table, state)
    return {key: tuple(rows) for key, rows in found.items()}


_WIDEST: Final = (
    Stage(REVIEW, "grassroots"), Stage(NOTICE, working_days=5), Stage(APPROVAL, "county"),
    Stage(APPROVAL, "city"),
)  # fmt: skip


def _of_application(state: str) -> str | None:
    return waits_for(plain(state), position_of(state) or 0, _WIDEST)[0]


def _of_regularisation(state: str) -> str | None:
    return regularisation_waits_for(plain(state), position_of(state) or 0, _WIDEST)[0]


def _of_file(state: str) -> str | None:
    return file_waits_for(state, EVERY_STAGE)[0]


OWED: Final[Mapping[str, Owing]] = {
    "application": {
        **_owing(table_of(_WIDEST), _of_application),
        ("paid", FOLLOW_UP): (FOLLOWED_UP,),
    },
    "hardship_file": _owing(WHOLE_PROCEDURE, _of_file),
    "regularisation": _owing(regularisation_table(_WIDEST), _of_regularisation),
}
"""What each kind of case owes; the level is that of the case's own stage."""


def owed_by(case: str, state: str, kind: str) -> tuple[Row, ...]:
    """The rows by which a case in this state is moved on by this kind of work. A union orders stages
    as it likes, so a stage may wait in a state in which it does not here: then as elsewhere."""
    owing = OWED[case]
    if (state, kind) in owing:
        return owing[state, kind]
    return next((rows for (_, of), rows in owing.items() if of == kind), ())


def roles_owing(case: str) -> Mapping[str, frozenset[str]]:
    """Kind of work → the roles that do it."""
    return dict(_roles(OWED[case]))


def _roles(owing: Owing) -> Iterator[tuple[str, frozenset[str]]]:
    kinds = dict.fromkeys(kind for _, kind in owing)
    for kind in kinds:
        rows = [row for (_, of), rows in owing.items() if of == kind for row in rows]
        yield kind, frozenset().union(*(row.roles for row in rows))
