"""THE transaction: receipt → use case → seal → commit; on conflict again from the top.

Think first, lock last, look again. A run reads and changes objects in memory and flushes nothing.
``_seal`` takes the one lock, asks whether any entry since the run began concerned a thing the run
loaded, and if so the run happens once more under the lock. Then numbers, stamps, hashes, one flush,
and the only commit of this program (design.md §6).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from service.audit.append import append, lock_head, open_log
from service.audit.disclosure import SALT_BYTES, state_digest
from service.audit.draft import Draft, Principal, Request, Who
from service.audit.entry import Sealed, seal
from service.audit.glance import glance
from service.audit.read import concerned_since
from service.store.database import WRITES
from service.store.keyring import Keyring
from service.store.receipt import Receipt
from service.store.things import Base, Part, Record, Thing, state_of
from workflows.actor import PUBLIC, Actor, Appointment
from workflows.errors import DomainError, InProgress, KeyReused, StaleVersion

__all__ = ["Answer", "Deed", "Transactions", "UnaccountedChange", "UnitOfWork"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
RECEIPT_CONTEXT = "receipt.answer"
OPENING_CONTEXT = "audit_opening.enc"
T = TypeVar("T", bound=Base)


class UnaccountedChange(Exception):
    """A changed thing without a deed, or a deed without a changed thing: never committed."""


class _LookAgain(Exception):
    """Somebody changed what this run had loaded; the lock is held now, so run once more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the caller, and under a key is kept to be given again."""

    status: int
    body: dict[str, Any]
    etag: int | None = None
    location: str | None = None
    replayed: bool = False


@dataclass(slots=True, kw_only=True)
class Deed:
    """One act on one thing; it becomes one entry. A note has no thing and moves no version."""

    act: str
    thing: Thing | None
    kind: str
    target: str
    before: str | None = None
    after: str | None = None
    duty: str | None = None
    rule: str | None = None
    edition: str | None = None
    compared: tuple[str, ...] = ()
    amount_fen: int | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    concerns: tuple[str, ...] = ()
    number: int = -1
    leaf_hash: bytes = b""


@dataclass(slots=True)
class CallInfo:
    """What the entry says about the request: its id, method, route template and key digest."""

    request_id: str = ""
    method: str = ""
    route: str = ""
    key_digest: str | None = None


class UnitOfWork:
    """One run of one use case: what it read, what it changed, and the deeds that account for it."""

    def __init__(
        self, session: Session, now: datetime, size: int, call: CallInfo, keyring: Keyring
    ) -> None:
        self.session = session
        self.now = now
        self.size = size
        self.call = call
        self.keyring = keyring
        self.actor: Actor = PUBLIC
        self.appointment: Appointment | None = None
        self.deeds: list[Deed] = []
        self.watched: set[str] = set()
        self._attached: list[tuple[Record, Deed]] = []
        self._receipt: tuple[str, str, str] | None = None
        event.listen(session, "loaded_as_persistent", self._loaded)

    def _loaded(self, _session: Session, instance: object) -> None:
        if isinstance(instance, Thing):
            self.watched.add(instance.id)

    @property
    def today(self) -> date:
        """The business date: the calendar day in Asia/Shanghai."""
        return self.now.astimezone(SHANGHAI).date()

    def new_id(self) -> str:
        """A UUIDv7: the run's instant in milliseconds, then 74 random bits."""
        value = int(self.now.timestamp() * 1000) << 80 | secrets.randbits(80)
        value = value & ~(0xF << 76) | 0x7 << 76
        value = value & ~(0x3 << 62) | 0x2 << 62
        text = f"{value:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def watch(self, *keys: str) -> None:
        """Look again if an entry concerns one of these: the thing that stands for a queried set."""
        self.watched.update(keys)

    def add(self, row: T) -> T:
        self.session.add(row)
        return row

    def record(self, act: str, thing: Thing, **facts: Any) -> Deed:
        """Account for the change of one thing; exactly one deed each."""
        deed = Deed(act=act, thing=thing, kind=thing.KIND, target=thing.id, **facts)
        self.deeds.append(deed)
        return deed

    def note(self, act: str, kind: str, target: str, **facts: Any) -> Deed:
        """An entry without a change: a refusal, a reading of personal data."""
        deed = Deed(act=act, thing=None, kind=kind, target=target, **facts)
        self.deeds.append(deed)
        return deed

    def attach(self, record: Record, deed: Deed) -> None:
        """A posting, balance or job made by this deed: it will carry the deed's number."""
        self.session.add(record)
        self._attached.append((record, deed))

    # --- receipts ---------------------------------------------------------------------------

    def replay(self, key: str, fingerprint: str) -> Answer | None:
        """The answer given before under this key, or None; the key is then kept with the work.

        Raises ``KeyReused`` when the key came with other input.
        """
        subject = self.actor.subject
        found = self.session.get(Receipt, (subject, key))
        if found is None:
            self._receipt = (subject, key, fingerprint)
            return None
        if found.fingerprint != fingerprint:
            raise KeyReused
        kept = json.loads(self.keyring.open(found.answer, RECEIPT_CONTEXT))
        return Answer(found.status, kept["body"], kept["etag"], kept["location"], replayed=True)

    def keep_receipt(self, answer: Answer) -> None:
        """Store the answer under the key of this call, if it has one."""
        if self._receipt is None:
            return
        subject, key, fingerprint = self._receipt
        kept = {"body": answer.body, "etag": answer.etag, "location": answer.location}
        sealed = self.keyring.seal(json.dumps(kept).encode(), RECEIPT_CONTEXT)
        made_by = self.deeds[-1].number if self.deeds else self.size - 1
        self.session.add(
            Receipt(
                subject=subject, key=key, fingerprint=fingerprint, status=answer.status,
                answer=sealed, kept_at=self.now, made_by=made_by,
            )
        )  # fmt: skip

    # --- accounting -------------------------------------------------------------------------

    def check_accounts(self) -> None:
        """Changed things equal recorded deeds, else raise: also under ``python -O``."""
        accounted = [deed.target for deed in self.deeds if deed.thing is not None]
        changed = {self._owner(row) for row in self._changed()} - {None}
        if len(accounted) != len(set(accounted)) or changed != set(accounted):
            odd = sorted(str(key) for key in changed.symmetric_difference(accounted))
            raise UnaccountedChange(f"changed things and deeds differ: {odd or accounted}")

    def _changed(self) -> Iterable[object]:
        session = self.session
        yield from session.new
        yield from session.deleted
        yield from (row for row in session.dirty if session.is_modified(row))

    def _owner(self, row: object) -> str | None:
        if isinstance(row, Thing):
            return row.id
        if isinstance(row, Part):
            return row.owner_id
        return None

    def stamp(self, first: int) -> None:
        """Number the deeds from ``first`` and write the number on what each one changed."""
        for number, deed in enumerate(self.deeds, start=first):
            deed.number = number
            if deed.thing is not None:
                _stamp(deed.thing, number, self.today.year)
        for record, deed in self._attached:
            record.made_by = deed.number


def _stamp(thing: Thing, number: int, year: int) -> None:
    if thing.SERIAL and not getattr(thing, "serial", None):
        thing.serial = f"{thing.SERIAL}{year}-{number:08d}"  # type: ignore[attr-defined]


class Transactions:
    """The one place from which the database is written and read."""

    def __init__(self, engine: Engine, keyring: Keyring, origin: str, offset: timedelta) -> None:
        self.engine = engine
        self.keyring = keyring
        self.origin = origin
        self.offset = offset
        self._writing = engine.execution_options(**{WRITES: True})

    def open_log(self) -> None:
        """Write entry 0 into an empty log: it names the origin, so no row has number 0."""
        with Session(self._writing, autoflush=False) as session:
            connection = session.connection()
            uow = self._begin(session, CallInfo())
            open_log(
                connection, origin=self.origin, entry_id=uow.new_id(), at=uow.now,
                who=Who(subject="system"),
            )  # fmt: skip
            session.commit()

    def read(self, work: Callable[[UnitOfWork], Any], call: CallInfo | None = None) -> Any:
        """Run ``work`` on a session that is always rolled back: a GET changes no thing."""
        with Session(self.engine, autoflush=False, expire_on_commit=False) as session:
            return work(self._begin(session, call or CallInfo()))

    def write(
        self, work: Callable[[UnitOfWork], Callable[[], Answer]], call: CallInfo | None = None
    ) -> Answer:
        """Run ``work`` and commit what it did, or nothing.

        ``work`` answers with what renders the reply once the numbers are known. At most two runs
        of a transaction, and one more transaction from the top when a constraint, the last net,
        caught what the look did not.
        """
        info = call or CallInfo()
        try:
            try:
                return self._transaction(work, info, locked=False)
            except (IntegrityError, StaleDataError):
                return self._transaction(work, info, locked=True)
        except StaleDataError as error:
            raise StaleVersion from error
        except OperationalError as error:
            if _is_lock_timeout(error):
                raise InProgress from error
            raise

    def _transaction(
        self, work: Callable[[UnitOfWork], Callable[[], Answer]], call: CallInfo, *, locked: bool
    ) -> Answer:
        with Session(self._writing, autoflush=False, expire_on_commit=False) as session:
            single = self._serial(session)
            if locked and not single:
                lock_head(session.connection())
            try:
                return self._run(session, work, call, locked=locked or single)
            except _LookAgain:
                session.expunge_all()
                return self._run(session, work, call, locked=True)

    def _run(
        self,
        session: Session,
        work: Callable[[UnitOfWork], Callable[[], Answer]],
        call: CallInfo,
        *,
        locked: bool,
    ) -> Answer:
        uow = self._begin(session, call)
        try:
            render = work(uow)
        except DomainError:
            if not locked and self._grew(session, uow.size):
                raise _LookAgain from None
            raise
        finally:
            event.remove(session, "loaded_as_persistent", uow._loaded)
        return self._seal(uow, render, locked=locked)

    def _begin(self, session: Session, call: CallInfo) -> UnitOfWork:
        size, now = glance(session.connection())
        return UnitOfWork(session, now + self.offset, size, call, self.keyring)

    def _grew(self, session: Session, size: int) -> bool:
        """A refusal from a world that moved meanwhile is not final; take the lock and look."""
        if glance(session.connection())[0] == size:
            return False
        lock_head(session.connection())
        return True

    def _seal(self, uow: UnitOfWork, render: Callable[[], Answer], *, locked: bool) -> Answer:
        uow.check_accounts()
        connection = uow.session.connection()
        if uow.deeds:
            head = lock_head(connection)
            since = concerned_since(connection, uow.size)
            if not locked and since.things & uow.watched:
                raise _LookAgain
            uow.stamp(head.size)
            at = head.not_before(since.now + self.offset)
            sealed = [self._sealed(uow, deed, at) for deed in uow.deeds]
            append(connection, head, sealed, self._encrypt)
        answer = render()
        uow.keep_receipt(answer)
        uow.session.flush()
        uow.session.commit()
        return answer

    def _encrypt(self, disclosure: bytes) -> bytes:
        return self.keyring.seal(disclosure, OPENING_CONTEXT)

    def _serial(self, session: Session) -> bool:
        """SQLite's write transactions are alone from their first statement."""
        return session.get_bind().dialect.name == "sqlite"

    def _sealed(self, uow: UnitOfWork, deed: Deed, at: datetime) -> Sealed:
        salt, previous, digest = b"", None, None
        thing = deed.thing
        if thing is not None:
            salt, previous = secrets.token_bytes(SALT_BYTES), thing.number
            thing.number = deed.number
            digest = state_digest(salt, state_of(thing))
        call = uow.call
        draft = Draft(
            act=deed.act, kind=deed.kind, thing=deed.target, salt=salt, state_digest=digest,
            who=_who(uow.actor, uow.appointment), prev=previous, before=deed.before,
            after=deed.after, acting_for=_principal(uow.actor), duty=deed.duty, rule=deed.rule,
            edition=deed.edition, compared=deed.compared, amount_fen=deed.amount_fen,
            request=Request(call.request_id, call.method, call.route, call.key_digest)
            if call.request_id else None,
            said=deed.said,
            concerns=frozenset((*deed.concerns, *(thing.concerns() if thing else ()))),
        )  # fmt: skip
        sealed = seal(
            draft, number=deed.number, entry_id=uow.new_id(), at=at, log=self.origin,
            salts=secrets.token_bytes,
        )  # fmt: skip
        deed.leaf_hash = sealed.leaf_hash
        return sealed


def _who(actor: Actor, appointment: Appointment | None) -> Who:
    return Who(
        subject=actor.subject, person=actor.person, issuer=actor.issuer or None,
        roles=actor.roles, union=appointment.union if appointment else None,
        authenticated_at=actor.authenticated_at,
        client=actor.subject if actor.kind == "client" else None,
    )  # fmt: skip


def _principal(actor: Actor) -> Principal | None:
    if actor.principal is None:
        return None
    return Principal(actor.principal.subject, actor.principal.person)


def _is_lock_timeout(error: OperationalError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state == "55P03" or "database is locked" in str(error.orig)
