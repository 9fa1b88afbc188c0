"""What a reassignment and a further signature write: whose the stage is, and who must sign too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from service.store.application import Application
from service.unit_of_work import Deed, UnitOfWork
from workflows.facts import Facts, StandingFacts

__all__ = ["STANDING_IN"]


def _reassign(_uow: UnitOfWork, application: Application, facts: Facts, deed: Deed) -> None:
    """The new owner is concerned, so that whoever looks at all their cases looks again."""
    owner = _told(facts).named
    application.owner_id = owner
    deed.concerns = tuple(filter(None, (*deed.concerns, owner)))


def _add_signer(uow: UnitOfWork, application: Application, facts: Facts, deed: Deed) -> None:
    signer = _told(facts).signer
    if signer is None or signer.person is None:
        raise LookupError("a signer who was found fit is a person")
    (post,) = signer.appointments
    asked = {
        "officer": signer.subject, "person": signer.person, "by": uow.actor.subject,
        "level": post.level, "round": application.round, "position": application.position,
    }  # fmt: skip
    application.signers = [*(application.signers or ()), asked]
    deed.concerns = (*deed.concerns, signer.subject)


def _remove_signer(_uow: UnitOfWork, application: Application, facts: Facts, deed: Deed) -> None:
    named = _told(facts).named
    place = (application.round, application.position)
    application.signers = [
        one
        for one in application.signers or ()
        if (one["officer"], one["round"], one["position"]) != (named, *place)
    ]
    deed.concerns = tuple(filter(None, (*deed.concerns, named)))


def _told(facts: Facts) -> StandingFacts:
    if facts.standing is None:
        raise LookupError("who stands where was not looked at")
    return facts.standing


STANDING_IN: Final[Mapping[str, Callable[[UnitOfWork, Application, Facts, Deed], None]]] = {
    "reassign": _reassign,
    "add_signer": _add_signer,
    "remove_signer": _remove_signer,
}
