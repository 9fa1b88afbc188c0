"""Which edition binds a case: the adopted one of the nearest union upward, latest by date.

Of several with one date the one adopted last (wire.md «Policy edition»).
"""

from __future__ import annotations

from collections.abc import Set

from sqlalchemy import select

from service.store.edition import Edition
from service.unit_of_work import UnitOfWork
from workflows.errors import EditionMissing
from workflows.policy import SUPERVISION

__all__ = ["HARDSHIP_FILE", "edition_in_force"]

HARDSHIP_FILE = "hardship_file"


def edition_in_force(uow: UnitOfWork, programme: str, path: str) -> Edition:
    """The edition for ``programme`` at the union of ``path`` today; ``EditionMissing`` if none.

    The unions asked are watched: an edition adopted meanwhile makes this run look again. Who asks
    for one kind will ask for the means test and the terms of the work too: all come together.
    """
    key = f"editions:{path}"
    asked: dict[str, Edition | None] = uow.memory.setdefault(key, {})
    if programme not in asked:
        asked |= _in_force(uow, {programme, HARDSHIP_FILE, SUPERVISION}, path)
    found = asked[programme]
    if found is None:
        raise EditionMissing(programme=programme, union=path.strip(".").split(".")[-1])
    return found


def _in_force(uow: UnitOfWork, programmes: Set[str], path: str) -> dict[str, Edition | None]:
    codes = path.strip(".").split(".")
    uow.watch(*codes)
    rows = uow.session.scalars(
        select(Edition).where(
            Edition.programme.in_(sorted(programmes)),
            Edition.state == "adopted",
            Edition.union.in_(codes),
            Edition.in_force_from <= uow.today,
        )
    ).all()
    found: dict[str, Edition | None] = dict.fromkeys(programmes)
    for row in sorted(rows, key=lambda e: (len(e.union_path), e.in_force_from, e.number)):
        found[row.programme] = row
    return found
