"""One run of one use case: what it read, what it changed, and the deeds that account for it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session

from service.deeds import CallInfo, Deed
from service.outbound.reach import NOWHERE, Reach
from service.store.keyring import Keyring
from service.store.receipt import Receipt
from service.store.sealed_records import SEALED
from service.store.things import Base, Part, Record, Thing, together, whole
from workflows.actor import PUBLIC, Actor, Appointment
from workflows.errors import KeyReused

__all__ = ["OPENING_CONTEXT", "SHANGHAI", "Answer", "UnaccountedChange", "UnitOfWork"]

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""One offset all year since 1991, so that no host needs a table of zones."""
RECEIPT_CONTEXT = "receipt.answer"
OPENING_CONTEXT = "audit_opening.enc"
T = TypeVar("T", bound=Base)
M = TypeVar("M", bound=Thing)


class UnaccountedChange(Exception):
    """A changed thing without a deed, or a deed without a changed thing: never committed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the caller, and under a key is kept to be given again."""

    status: int
    body: dict[str, Any]
    etag: int | None = None
    location: str | None = None
    replayed: bool = False


class UnitOfWork:
    """One run of one use case: what it read, what it changed, and the deeds that account for it."""

    def __init__(
        self, session: Session, now: datetime, size: int, call: CallInfo, keyring: Keyring,
        reach: Reach = NOWHERE,
    ) -> None:  # fmt: skip
        self.session = session
        self.now = now
        self.size = size
        self.call = call
        self.keyring = keyring
        self.reach = reach
        self.actor: Actor = PUBLIC
        self._appointment: Appointment | None = None
        self.deeds: list[Deed] = []
        self.watched: set[str] = set()
        self.memory: dict[str, Any] = {}
        """What one run asks more than once: the levels above a union, the files of a page."""
        self._kept: list[object] = []
        self._attached: list[tuple[Record, Deed]] = []
        self._receipt: tuple[str, str, str] | None = None
        event.listen(session, "loaded_as_persistent", self.loaded)

    def loaded(self, _session: Session, instance: object) -> None:
        """The session forgets what nobody holds; a run does not ask twice for what it has seen."""
        if isinstance(instance, Thing):
            self.watched.add(instance.id)
            self._kept.append(instance)

    @property
    def appointment(self) -> Appointment | None:
        """The post by which the caller acts; for whoever gave it, where it was given for a time."""
        return self._appointment

    @appointment.setter
    def appointment(self, post: Appointment | None) -> None:
        self._appointment = post
        self.actor = self.actor.by(post)

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

    def new_seed(self) -> str:
        """Chance for a draw: 256 bits, made when what is drawn from is already fixed."""
        return f"{secrets.randbits(256):064x}"

    def watch(self, *keys: str) -> None:
        """Look again if an entry concerns one of these: the thing that stands for a queried set."""
        self.watched.update(keys)

    def find(self, model: type[M], key: str, *, entire: bool = False) -> M | None:
        """The thing with the parts that belong together, or ``entire``: none comes under the lock."""
        options = (*together(model), *(whole(model) if entire else ()))
        return self.session.get(model, key, options=options)

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
        if isinstance(record, SEALED):
            deed.records.append(record)

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

    def forget_key(self) -> None:
        """A dry run keeps no receipt: asked again, it looks again."""
        self._receipt = None

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

    # --- accounting ---
    def check_accounts(self) -> None:
        """Changed things equal recorded deeds, else raise: also under ``python -O``."""
        accounted = [deed.target for deed in self.deeds if deed.thing is not None]
        changed = {self._owner(row) for row in self._changed()} - {None}
        if len(accounted) != len(set(accounted)) or changed != set(accounted):
            odd = sorted(str(key) for key in changed.symmetric_difference(accounted))
            raise UnaccountedChange(f"changed things and deeds differ: {odd or accounted}")
        made = {id(record) for record, _ in self._attached}
        records = (row for row in self._changed() if isinstance(row, Record) and row.BY_DEED)
        if any(id(row) not in made for row in records):
            raise UnaccountedChange("a posting, a balance or another record without its deed")

    def try_only(self) -> None:
        """A dry run went the whole way: nothing it changed is kept, and no deed tells of it."""
        self.session.expunge_all()
        self.deeds, self._attached, self.memory = [], [], {}

    def unless_idle(self, deed: Deed) -> None:
        """A correction that corrected nothing did not happen: its deed goes, the version stays."""
        if deed.target not in {self._owner(row) for row in self._changed()}:
            self.deeds.remove(deed)

    def _changed(self) -> Iterable[object]:
        session = self.session
        yield from session.new
        yield from session.deleted
        yield from (row for row in session.dirty if session.is_modified(row))

    def _owner(self, row: object) -> str | None:
        if isinstance(row, Thing):
            return row.id
        if isinstance(row, Part):
            return row.owned_by
        return None

    def stamp(self, first: int) -> None:
        """Number the deeds from ``first`` and write the number on what each one changed."""
        for number, deed in enumerate(self.deeds, start=first):
            deed.number = number
            if deed.thing is not None:
                _stamp(deed.thing, number, self.today.year)
        for record, deed in sorted(self._attached, key=lambda pair: pair[1].number):
            record.made_by = deed.number  # of several deeds on one balance the last one stays


def _stamp(thing: Thing, number: int, year: int) -> None:
    if thing.SERIAL and not getattr(thing, "serial", None):
        thing.serial = f"{thing.SERIAL}{year}-{number:08d}"  # type: ignore[attr-defined]
