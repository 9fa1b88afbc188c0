"""Who acts: an officer, a client, the service itself or the public, and by which appointments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

__all__ = ["PUBLIC", "SYSTEM", "Actor", "Appointment"]


@dataclass(frozen=True, slots=True)
class Appointment:
    """One role held at one union; it reaches the union's whole subtree (wire.md «Who calls»).

    ``giver`` is whoever gave it for a time (代理) and acts too when somebody acts by it.
    """

    role: str
    union: str
    level: str
    path: str
    giver: Actor | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """An authenticated caller.

    ``person`` is the natural person behind the account, on whom separation of duties is checked;
    ``principal`` is the one acted for, who counts as having acted too (peers.md part B);
    ``declared_kin`` are the natural persons on whose cases the actor is recused as their relative.
    Own ``appointments`` stand before those given for a time; of a giver, ``delegation`` says by what.
    """

    subject: str
    kind: str
    person: str | None = None
    appointments: tuple[Appointment, ...] = ()
    principal: Actor | None = None
    declared_kin: frozenset[str] = frozenset()
    issuer: str = ""
    authenticated_at: datetime | None = None
    delegation: str | None = None

    def holds(
        self, roles: Iterable[str], path: str, level: str | None = None
    ) -> Appointment | None:
        """The appointment by which this actor may act as one of ``roles`` on something at ``path``.

        With ``level`` the appointment must be at the union of that level above ``path``: a stage
        of level L is done there and nowhere else.
        """
        wanted = frozenset(roles)
        for appointment in self.appointments:
            if appointment.role not in wanted or not path.startswith(appointment.path):
                continue
            if level is None or appointment.level == level:
                return appointment
        return None

    def by(self, post: Appointment | None) -> Actor:
        """The same, acting by this appointment: for its giver, or for nobody where it is their own.

        Who acts for a person in whole, as the service does for a clerk, goes on doing so; then it is
        that person who acts by it.
        """
        given = {one.giver.subject for one in self.appointments if one.giver is not None}
        if self.principal is not None and self.principal.subject not in given:
            return replace(self, principal=self.principal.by(post))
        giver = None if post is None else post.giver
        return self if giver is self.principal else replace(self, principal=giver)

    def acts_as(self, roles: Iterable[str], level: str | None = None) -> bool:
        """Whether any appointment, wherever it is, carries one of ``roles``; the service itself
        and the public act under their own kind."""
        wanted = frozenset(roles)
        return self.kind in wanted or any(
            held.role in wanted and level in (None, held.level) for held in self.appointments
        )

    def sees(self, path: str) -> bool:
        """Whether ``path`` lies in the subtree of any appointment, or below nothing at all."""
        return any(path.startswith(appointment.path) for appointment in self.appointments)

    @property
    def roots(self) -> tuple[str, ...]:
        """The subtree prefixes this actor sees; they go into every query."""
        return tuple(sorted({appointment.path for appointment in self.appointments}))

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(sorted({appointment.role for appointment in self.appointments}))

    @property
    def hand(self) -> frozenset[str]:
        """The one natural person who acts: where signatures or votes are counted, nobody is two."""
        return frozenset() if self.person is None else frozenset({self.person})

    def subjects(self) -> Iterator[str]:
        """The accounts acting: the actor's and, when acting for another, the principal's."""
        yield self.subject
        if self.principal is not None:
            yield from self.principal.subjects()

    def persons(self) -> Iterator[str]:
        """The natural persons acting: the actor and, when acting for another, the principal."""
        if self.person is not None:
            yield self.person
        if self.principal is not None:
            yield from self.principal.persons()

    def kin(self) -> Iterator[str]:
        """The declared kin of everybody acting."""
        yield from self.declared_kin
        if self.principal is not None:
            yield from self.principal.kin()


SYSTEM = Actor(subject="system", kind="system")
PUBLIC = Actor(subject="public", kind="public")
