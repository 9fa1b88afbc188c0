"""THE transaction: receipt → use case → seal → commit; on conflict again from the top.

Think first, lock last, look again. A run reads and changes objects in memory and flushes nothing.
``_seal`` takes the one lock, asks whether any entry since the run began concerned a thing the run
loaded, and if so the run happens once more under the lock. Then numbers, stamps, hashes, one flush,
and the only commit of this program (design.md §6).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from service.audit.append import append, lock_head, open_log
from service.audit.draft import Who
from service.audit.glance import glance
from service.audit.read import concerned_since
from service.deeds import CallInfo, Deed, seal_deed
from service.outbound.reach import NOWHERE, Reach
from service.run import OPENING_CONTEXT, SHANGHAI, Answer, UnaccountedChange, UnitOfWork
from service.store.database import WRITES
from service.store.insert_many import insert_many
from service.store.keyring import Keyring
from service.store.write_many import write_many
from workflows.errors import InProgress, StaleVersion

__all__ = [
    "OPENING_CONTEXT",
    "SHANGHAI",
    "Answer",
    "CallInfo",
    "Deed",
    "Transactions",
    "UnaccountedChange",
    "UnitOfWork",
]


class _LookAgain(Exception):
    """Somebody changed what this run had loaded; the lock is held now, so run once more."""


class Transactions:
    """The one place from which the database is written and read."""

    def __init__(
        self,
        engine: Engine,
        keyring: Keyring,
        origin: str,
        offset: timedelta,
        reach: Reach = NOWHERE,
    ) -> None:
        self.engine = engine
        self.keyring = keyring
        self.origin = origin
        self.offset = offset
        self.reach = reach
        self._writing = engine.execution_options(**{WRITES: True})
        self._looking = engine
        if engine.dialect.name == "postgresql":
            self._looking = engine.execution_options(isolation_level="REPEATABLE READ")

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

    def look(self, work: Callable[[UnitOfWork], Any], call: CallInfo) -> Any:
        """A long read that a write is going to build on: all of it sees one world, so that nothing is
        found wrong only because somebody else was done in the midst of it."""
        with Session(self._looking, autoflush=False, expire_on_commit=False) as session:
            return work(self._begin(session, call))

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
            uow.check_accounts()
        except SQLAlchemyError:
            raise
        except Exception:
            if not locked and self._grew(session, uow.size):
                raise _LookAgain from None
            raise
        finally:
            event.remove(session, "loaded_as_persistent", uow.loaded)
        return self._seal(uow, render, locked=locked)

    def _begin(self, session: Session, call: CallInfo) -> UnitOfWork:
        size, now = glance(session.connection())
        return UnitOfWork(session, now + self.offset, size, call, self.keyring, self.reach)

    def _grew(self, session: Session, size: int) -> bool:
        """What was refused, or made no sense, in a world that moved meanwhile is not final.

        Under READ COMMITTED two reads of one run may see two worlds; under the lock they do not.
        """
        if glance(session.connection())[0] == size:
            return False
        lock_head(session.connection())
        return True

    def _seal(self, uow: UnitOfWork, render: Callable[[], Answer], *, locked: bool) -> Answer:
        connection = uow.session.connection()
        if uow.deeds:
            head = lock_head(connection)
            since = concerned_since(connection, uow.size)
            if not locked and since.things & uow.watched:
                raise _LookAgain
            uow.stamp(head.size)
            at = head.not_before(since.now + self.offset)
            sealed = [
                seal_deed(
                    deed, uow.actor, uow.appointment, uow.call,
                    entry_id=uow.new_id(), at=at, origin=self.origin,
                )
                for deed in uow.deeds
            ]  # fmt: skip
            append(connection, head, sealed, self._encrypt)
        answer = render()
        uow.keep_receipt(answer)
        insert_many(uow.session)
        write_many(uow.session)
        uow.session.flush()
        uow.session.commit()
        return answer

    def _encrypt(self, disclosure: bytes) -> bytes:
        return self.keyring.seal(disclosure, OPENING_CONTEXT)

    def _serial(self, session: Session) -> bool:
        """SQLite's write transactions are alone from their first statement."""
        return session.get_bind().dialect.name == "sqlite"


def _is_lock_timeout(error: OperationalError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state == "55P03" or "database is locked" in str(error.orig)
