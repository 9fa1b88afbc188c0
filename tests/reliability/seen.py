"""What the database holds of a run: every thing with its state and number, balances, duties, the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from service.audit.duties import duties_of_cases
from tests.county import County

__all__ = ["Seen", "look", "persons"]

_THINGS = text(
    " UNION ALL ".join(
        f"SELECT '{kind}' AS kind, id, number, {state} AS state FROM {kind} WHERE number > :since"  # noqa: S608 - names of ours
        for kind, state in {
            "application": "state", "notice": "state", "payment_batch": "state",
            "payout": "state", "fund": "code",
        }.items()
    )
)  # fmt: skip
_SIZE = text("SELECT max(number) FROM audit_entry")
_BALANCES = text("SELECT account, amount_fen FROM balance WHERE fund_id = :fund")
_OBJECTIONS = text("SELECT id, state FROM objection WHERE made_by > :since")


@dataclass(frozen=True)
class Seen:
    """By id; ``size`` is the number of the log's last entry."""

    size: int
    numbers: Mapping[str, int]
    states: Mapping[str, str]
    balances: Mapping[str, int]
    duties: Mapping[str, frozenset[tuple[str, str]]]

    def changed_since(self, before: Seen) -> frozenset[str]:
        return frozenset(
            one for one, number in before.numbers.items() if self.numbers.get(one) != number
        )

    def new_since(self, before: Seen) -> frozenset[str]:
        return frozenset(self.numbers.keys() - before.numbers.keys())


def look(county: County, since: int, fund: str, cases: Mapping[str, str | None]) -> Seen:
    """One look, in one snapshot; ``cases`` are applications with their files."""
    with county.house.transactions.engine.connect() as connection:
        rows = connection.execute(_THINGS, {"since": since}).all()
        raised = connection.execute(_OBJECTIONS, {"since": since}).all()
        return Seen(
            size=int(connection.execute(_SIZE).scalar_one()),
            numbers={row.id: row.number for row in rows},
            states={row.id: row.state for row in (*rows, *raised)},
            balances={
                row.account: row.amount_fen for row in connection.execute(_BALANCES, {"fund": fund})
            },
            duties=_duties(connection, cases),
        )


def _duties(
    connection: Connection, cases: Mapping[str, str | None]
) -> dict[str, frozenset[tuple[str, str]]]:
    if not cases:
        return {}
    told = duties_of_cases(connection, cases)
    return {case: frozenset((h.duty, h.person) for h in held) for case, held in told.items()}


def persons(county: County) -> dict[str, str]:
    """Who stands behind each account, by the id the log knows."""
    with county.house.transactions.engine.connect() as connection:
        rows = connection.execute(text("SELECT id, person_id FROM officer")).all()
    return {row.id: row.person_id for row in rows}
