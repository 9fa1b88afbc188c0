"""One past decision as it stands written: taken apart for the replay, and held against the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from service.store.application import Application
from service.store.edition import Edition
from service.store.hardship_file import HardshipFile
from service.store.personal import Personal
from service.store.things import Thing
from workflows.difference import ABSENT, Difference
from workflows.programme import registered
from workflows.replay import KeptCase, replay_case
from workflows.replay_means import KeptFile, replay_file
from workflows.replayed import Replayed

__all__ = ["DECISIONS", "ERASED", "Decision", "replay_row"]

ERASED: Final = "erased"
"""Among what was not kept: the person's values are gone by right, and only the log's digests stay."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A kind of decision: what it stands on, the deeds that make it and those by which it counts."""

    model: type[Application] | type[HardshipFile]
    made_by: tuple[str, ...]
    counts_by: tuple[str, ...]
    made_on: Callable[[Any], date | None]
    personal: tuple[str, ...]
    replay: Callable[[Any, Edition], Replayed]


def replay_row(decision: Decision, row: Thing, editions: Mapping[str, Edition | None]) -> Replayed:
    """The decision again, or why it cannot be made; total for whatever the row says."""
    if any(_erased(getattr(row, name)) for name in decision.personal):
        return Replayed(unkept=(ERASED,))
    edition = editions.get(row.edition_id or "")  # type: ignore[attr-defined]
    if edition is None:
        return _lacking("edition", row.edition_id)  # type: ignore[attr-defined]
    try:
        return decision.replay(row, edition)
    except (AttributeError, TypeError, ValueError):  # a personal value that is no JSON object
        return _lacking("assessment", "unreadable")


def _erased(kept: Personal | None) -> bool:
    return kept is not None and kept.erased


def _lacking(field: str, kept: str | None) -> Replayed:
    return Replayed((Difference(field, kept, ABSENT),))


def _case_made_on(row: Application) -> date | None:
    try:
        return date.fromisoformat(row.assessment["assessed_on"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _case(row: Application, edition: Edition) -> Replayed:
    programme = registered().get(row.programme)
    if programme is None:
        return _lacking("programme", row.programme)
    return replay_case(
        KeptCase(
            programme, edition.document, row.edition_id, row.answers, row.assessment,
            row.award_fen, row.path, row.emergency is not None,
        )
    )  # fmt: skip


def _file(row: HardshipFile, edition: Edition) -> Replayed:
    return replay_file(KeptFile(edition.document, row.edition_id, row.category, row.assessment))


def _file_made_on(row: HardshipFile) -> date | None:
    return row.confirmed_on


DECISIONS: Final = (
    Decision(
        Application,
        tuple(f"application.{act}" for act in ("open", "amend", "submit", "resubmit")),
        ("application.submit", "application.resubmit"),
        _case_made_on,
        ("answers_kept", "assessment_kept"),
        _case,
    ),
    Decision(
        HardshipFile,
        ("hardship_file.confirm",),
        ("hardship_file.confirm",),
        _file_made_on,
        ("assessment_kept",),
        _file,
    ),
)
