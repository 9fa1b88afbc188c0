"""What the household's year says of a case: programmes drawn, and the levels its sum has reached."""

from __future__ import annotations

from typing import Any

from service.store.application import Application
from service.store.edition import Edition
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.received import received_by
from service.use_cases.vote_facts import pinned_path
from workflows.decide_case import decide_once_more
from workflows.errors import Verdict
from workflows.facts import DrawnFacts
from workflows.policy import ProgrammeEdition, joining, parse_programme
from workflows.programme import registered
from workflows.received import Received
from workflows.stage import BECAUSE

__all__ = ["decided_since", "drawn_facts", "grown_path", "pinned_edition"]


def drawn_facts(
    edition: ProgrammeEdition, received: Received, file: HardshipFile, year: int
) -> DrawnFacts:
    """The other programmes the household has drawn this year, and how many its category may."""
    others = (one for one in received.programmes(file.id, year) if one != edition.programme)
    return DrawnFacts(tuple(others), edition.programmes_per_year.get(file.category or ""))


def grown_path(uow: UnitOfWork, application: Application, file: HardshipFile) -> list[Any]:
    """The pinned path with what the sum of the year asks for by now.

    Between submission and vote another case of the household may have been approved: a stage that
    the sum reaches is appended, and says why it stands there. Nothing is ever taken away. What an
    emergency asks for is made up for afterwards.
    """
    if application.emergency is not None:
        return application.path
    edition = pinned_edition(uow, application)
    received = received_by(uow, file, application.person_id, application.id)
    before = received.of_household(file.id, uow.today.year, application.programme)
    total = application.award_fen + sum(one.award_fen for one in before)
    further = joining(edition, total, pinned_path(application))
    return [
        *application.path,
        *({**stage.to_dict(), BECAUSE: "household_year"} for stage in further),
    ]


def decided_since(
    uow: UnitOfWork, application: Application, edition: ProgrammeEdition, received: Received
) -> tuple[tuple[Verdict, ...], int | None]:
    """What the awards granted since the assessment leave of it: see `decide_once_more`."""
    person, programme = application.person_id, application.programme
    year, file = uow.today.year, application.file_id
    return decide_once_more(
        registered()[programme],
        edition,
        (application.assessment or {}).get("inputs", {}),
        edition.caps.room(received, programme, year, person, file),
        received.awards_before(person, programme),
    )


def pinned_edition(uow: UnitOfWork, application: Application) -> ProgrammeEdition:
    """The edition by which the application was assessed last."""
    edition = uow.session.get(Edition, application.edition_id)
    if edition is None:
        raise LookupError(f"application {application.id} has no edition")
    asked = f"rules:{edition.id}"
    if asked not in uow.memory:
        uow.memory[asked] = parse_programme(edition.document)
    rules: ProgrammeEdition = uow.memory[asked]
    return rules
