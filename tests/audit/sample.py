"""A small log as the service writes one, with the business rows its deeds tell of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from service.audit.append import Head, append, lock_head, open_log
from service.audit.disclosure import state_digest
from service.audit.draft import Draft, Principal, Request, Who
from service.audit.entry import Sealed, seal
from service.audit.report import Report, RowState
from service.audit.verify import snapshot, verify

ORIGIN = "audit.example/hardship-aid/1"
START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
CLERK = Who("clerk-1", "person-1", roles=("clerk",), union="360722001")
REVIEWER = Who("reviewer-1", "person-2", roles=("reviewer",), union="360722001")
_MARK = b"sealed:"


def encrypt(disclosure: bytes) -> bytes:
    return _MARK + disclosure[::-1]


def unseal(enc: bytes) -> bytes:
    if not enc.startswith(_MARK):
        raise RuntimeError("not what was sealed")
    return enc.removeprefix(_MARK)[::-1]


def salts(length: int) -> bytes:
    """Always the same, so that a log made twice is the same log."""
    return bytes(range(length))


def entry_id(number: int) -> str:
    return f"0193f5b2-0000-7000-8000-{number:012d}"


@dataclass(slots=True)
class SampleLog:
    """Writes entries, and keeps beside them the rows a service would have."""

    engine: Engine
    rows: dict[tuple[str, str], RowState] = field(default_factory=dict)
    size: int = 0

    def open(self) -> Head:
        with self.engine.begin() as connection:
            head = open_log(
                connection, origin=ORIGIN, entry_id=entry_id(0), at=START, who=Who("service")
            )
        self.size = head.size
        return head

    def write(self, *drafts: Draft) -> Head:
        with self.engine.begin() as connection:
            head = lock_head(connection)
            head = append(connection, head, self.sealed(head.size, drafts), encrypt)
        self.size = head.size
        return head

    def sealed(self, first: int, drafts: Iterable[Draft]) -> list[Sealed]:
        return [sealed(draft, number) for number, draft in enumerate(drafts, start=first)]

    def states(self) -> Iterator[RowState]:
        yield from self.rows.values()

    def verify(self) -> Report:
        with snapshot(self.engine) as connection:
            return verify(connection, self.states, unseal=unseal)

    def named(self) -> tuple[int, str]:
        """The number of the first wrong entry, and what is wrong with it."""
        wrong = self.verify().wrong
        assert wrong is not None, "the log holds"
        return wrong.number, wrong.reason

    def deed(self, act: str, kind: str, thing: str, state: str, **more: object) -> None:
        """One deed in one transaction; the row stands at it afterwards."""
        self.write(self.drafted(act, kind, thing, state, **more))

    def drafted(self, act: str, kind: str, thing: str, state: str, **more: object) -> Draft:
        number = self.size
        self.size += 1
        row = self.rows.get((kind, thing))
        content = {"state": state, "amount_fen": 30000 + number, "urgent": False}
        self.rows[kind, thing] = RowState(kind, thing, number, content)
        parts: dict[str, object] = {
            "who": CLERK,
            "salt": salts(16),
            "state_digest": state_digest(salts(16), content),
            "prev": row.number if row else None,
            "before": str(row.state["state"]) if row else None,
            "after": state,
        } | more
        return Draft(act=act, kind=kind, thing=thing, **parts)  # type: ignore[arg-type]

    def remove(self, act: str, kind: str, thing: str) -> None:
        row = self.rows.pop((kind, thing))
        before = str(row.state["state"])
        self.write(Draft(act, kind, thing, CLERK, salt=salts(16), before=before))


def sealed(draft: Draft, number: int) -> Sealed:
    """The entry as the sample log holds it at that place: one per second."""
    at = START + timedelta(seconds=number)
    return seal(draft, number=number, entry_id=entry_id(number), at=at, log=ORIGIN, salts=salts)


def case(log: SampleLog) -> None:
    """A file and two applications, a note on the way, a delegate, and a batch: entries 0 to 11."""
    log.open()
    log.deed("hardship_file.open", "hardship_file", "file-1", "draft", duty="intake")
    log.deed("hardship_file.confirm", "hardship_file", "file-1", "active", duty="approve")
    of_file = frozenset({"file-1"})
    log.deed("application.open", "application", "case-1", "draft", duty="intake", concerns=of_file)
    log.deed("application.open", "application", "case-2", "draft", duty="intake", concerns=of_file)
    log.deed(
        "application.review",
        "application",
        "case-1",
        "reviewed",
        who=REVIEWER,
        acting_for=Principal("reviewer-2", "person-3"),
        duty="review",
        said={"opinion": "情况属实，同意。", "place": "信丰县"},
        concerns=of_file,
    )
    log.write(
        Draft("authz.deny", "application", "case-2", CLERK, request=Request("request-1", "POST"))
    )
    log.write(
        log.drafted("application.approve", "application", "case-1", "approved", amount_fen=30000),
        log.drafted("fund.commit", "fund", "fund-1", "open", amount_fen=30000),
    )
    log.deed("application.return", "application", "case-2", "returned", said={"opinion": "补正"})
    log.deed("fund.allocate", "fund", "fund-1", "open", amount_fen=2_000_000)
    log.deed("hardship_file.visit", "hardship_file", "file-1", "active", duty="visit")


CASE_SIZE = 12
