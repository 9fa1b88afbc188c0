"""Every deed of a payout's case, found and told from the log alone: no business row has a say in it."""

from __future__ import annotations

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from service.audit.duties import FOR_A_FILE
from service.audit.read import Stored
from service.store.audit_tables import audit_concern, audit_entry

__all__ = ["deeds_of_payout"]

_MADE = select(audit_entry.c.number).where(
    audit_entry.c.thing == bindparam("payout"), audit_entry.c.act == "payout.make"
)
_BELONGS = (
    select(audit_entry.c.thing, audit_entry.c.kind)
    .distinct()
    .where(
        audit_entry.c.kind.in_(("application", "hardship_file")),
        audit_entry.c.thing.in_(
            select(audit_concern.c.thing).where(audit_concern.c.number.in_(_MADE))
        ),
    )
)
_DEEDS = (
    select(
        audit_entry.c.number, audit_entry.c.entry, audit_entry.c.leaf_hash, audit_entry.c.act,
        audit_entry.c.kind, audit_entry.c.thing,
    )
    .distinct()
    .join(audit_concern, audit_concern.c.number == audit_entry.c.number)
    .where(
        func.length(audit_entry.c.salt) > 0,
        or_(
            audit_concern.c.thing.in_(bindparam("cases", expanding=True)),
            and_(
                audit_concern.c.thing.in_(bindparam("files", expanding=True)),
                or_(
                    audit_entry.c.thing == audit_concern.c.thing,
                    audit_entry.c.kind.in_(FOR_A_FILE),
                ),
            ),
        ),
    )
    .order_by(audit_entry.c.number)
)  # fmt: skip


def deeds_of_payout(connection: Connection, payout: str) -> list[Stored]:
    """To which case and which file the payout belongs is what the entry says by which it was made; what
    counts in that case is what counts when duties are asked for (`duties_of_cases`)."""
    belongs = connection.execute(_BELONGS, {"payout": payout}).all()
    asked = {
        "cases": [row.thing for row in belongs if row.kind == "application"],
        "files": [row.thing for row in belongs if row.kind == "hardship_file"],
    }
    return [Stored(*row) for row in connection.execute(_DEEDS, asked)]
