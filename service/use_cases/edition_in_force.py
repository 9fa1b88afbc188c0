"""Which edition binds a case: the adopted one of the nearest union upward, latest by date.

Of several with one date the one adopted last (wire.md «Policy edition»).
"""

from __future__ import annotations

from sqlalchemy import select

from service.store.edition import Edition
from service.unit_of_work import UnitOfWork
from workflows.errors import EditionMissing

__all__ = ["HARDSHIP_FILE", "edition_in_force"]

HARDSHIP_FILE = "hardship_file"


def edition_in_force(uow: UnitOfWork, programme: str, path: str) -> Edition:
    """The edition for ``programme`` at the union of ``path`` today; ``EditionMissing`` if none.

    The unions asked are watched: an edition adopted meanwhile makes this run look again.
    """
    known: Edition | None = uow.memory.get(f"edition:{programme}:{path}")
    if known is not None:
        return known
    codes = path.strip(".").split(".")
    uow.watch(*codes)
    found = uow.session.scalars(
        select(Edition).where(
            Edition.programme == programme,
            Edition.state == "adopted",
            Edition.union.in_(codes),
            Edition.in_force_from <= uow.today,
        )
    ).all()
    if not found:
        raise EditionMissing(programme=programme, union=codes[-1])
    nearest = max(found, key=lambda e: (len(e.union_path), e.in_force_from, e.number))
    uow.memory[f"edition:{programme}:{path}"] = nearest
    return nearest
