"""Who holds which duty in a case, read from the evidence itself: the entries of the log."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from service.store.audit_tables import audit_concern, audit_entry
from workflows.facts import Held

__all__ = ["FOR_A_FILE", "duties_of_cases", "persons_behind"]

FOR_A_FILE = ("notice", "economic_check", "transfer", "recheck")
"""Things whose deeds count in a file's case where they name it: what was judged of its line, and who
offered it to another union."""
_HELD = (
    select(audit_concern.c.thing, audit_entry.c.duty, audit_entry.c.person, audit_entry.c.principal)
    .distinct()
    .join(audit_entry, audit_entry.c.number == audit_concern.c.number)
    .where(
        audit_entry.c.duty.is_not(None),
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
)
_BEHIND = select(audit_entry.c.person, audit_entry.c.principal).where(
    audit_entry.c.thing == bindparam("thing"), audit_entry.c.act == bindparam("act")
)


def duties_of_cases(
    connection: Connection, cases: Mapping[str, str | None]
) -> dict[str, tuple[Held, ...]]:
    """For each application (key) with its file (value), the duties held in the case.

    What was done on the file, or on a notice, a check, a transfer or a re-check that names it, counts
    in its applications; what was done on a sibling application does not; deeds on batches and
    payouts count in every application they concern. Principal and delegate both hold the duty. A
    file alone is asked for as ``{file_id: None}`` (ADR 0012, ADR 0017, ADR 0018).
    """
    files = {file or case for case, file in cases.items()}
    applications = [case for case, file in cases.items() if file is not None]
    held: dict[str, set[Held]] = {}
    asked: dict[str, Collection[str]] = {"cases": sorted(applications), "files": sorted(files)}
    for row in connection.execute(_HELD, asked):
        for person in (row.person, row.principal):
            if person is not None:
                held.setdefault(row.thing, set()).add(Held(row.duty, person))
    return {
        case: tuple(
            sorted(held.get(case, set()) | held.get(file or "", set()), key=lambda h: h.duty)
        )
        for case, file in cases.items()
    }


def persons_behind(connection: Connection, thing: str, act: str) -> frozenset[str]:
    """The natural persons who did ``act`` to the thing, principals as well."""
    rows = connection.execute(_BEHIND, {"thing": thing, "act": act})
    return frozenset(one for row in rows for one in row if one is not None)
