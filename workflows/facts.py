"""What guards are told: everything they may look at, fetched before and handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workflows.actor import Actor
    from workflows.emergency_facts import EmergencyFacts, RegularisationFacts
    from workflows.errors import Verdict
    from workflows.matter_facts import MatterFacts
    from workflows.money_facts import MoneyFacts
    from workflows.table import Row
from workflows.campaign_facts import CampaignFacts, HandedOver, LineOf
from workflows.recovery_facts import RecoveryFacts
from workflows.returning_facts import ReturnFacts, TakingFacts
from workflows.standing_facts import MeetingFacts, StandingFacts
from workflows.urged_facts import UrgedFacts
from workflows.vote_facts import VoteFacts
from workflows.window import Window

__all__ = ["Dated", "Facts", "FileFacts", "FundFacts", "Held", "MeetingFacts", "NoticeFacts"]
__all__ += ["PaymentFacts", "ReturnFacts", "StandingFacts", "TakingFacts", "TransferFacts"]
__all__ += ["UrgedFacts", "VisitFacts", "VoteFacts"]


@dataclass(frozen=True, slots=True)
class Held:
    """A duty somebody already holds in the case, as its audit entry says."""

    duty: str
    person: str


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Where the case's line on a public notice stands; ``ends_on`` is its last day, ``category`` what
    was published of a file."""

    ends_on: date | None
    open_objections: int
    category: str | None = None


@dataclass(frozen=True, slots=True)
class FundFacts:
    """The fund asked for: its free money in fen and whether it may pay for this programme."""

    id: str | None
    available_fen: int
    fit: bool
    candidates: int = 1


@dataclass(frozen=True, slots=True)
class DrawnFacts:
    """The other programmes a household has drawn this year, and how many its category may; None is
    any number."""

    others: tuple[str, ...]
    most: int | None = None


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """One line of a batch: the fund its award was committed to and the one that would pay it,
    whether it is still what was approved, the batch it stands in, whether it was granted in an
    emergency and not made regular, whether what was paid is being recovered, and whether whoever is
    paid may still be."""

    committed_to: str | None
    paid_from: str
    as_approved: bool = True
    payee_confirmed: bool = True
    batch_id: str | None = None
    contradicted: bool = False
    unregularised: bool = False
    recovering: bool = False
    payee_stands: bool = True


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """The natural persons who have signed a home visit, how many it takes, whether what they found
    agrees with the form as it stands, and whether another visit that was signed in full did not."""

    signed: frozenset[str]
    needed: int
    agrees: bool
    contradicted: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that a call names by its field; a ``recent`` one is what a round rests on."""

    field: str
    day: date
    recent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFacts:
    """A file on its way: the level of the union that is to receive it and whether it is the one that
    keeps it, the transfers of it that are open, and how many votes of the stage that waits were
    cast where that stage would be decided no longer."""

    level: str | None = None
    same_union: bool = True
    open: tuple[str, ...] | None = None
    votes_lost: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What only a hardship file is asked. None means that nobody looked, empty that nothing was
    found; ``check`` are the doubts of an answered economic check, ``days`` those that the call names,
    ``called`` whether a re-check that did not agree called for this verification,
    ``exceeding`` the figures of a visit that are higher than what is stated."""

    authorisations_missing: tuple[str, ...] | None = None
    missing_named: tuple[str, ...] = ()
    told_before: tuple[str, ...] | None = None
    visit: VisitFacts | None = None
    minutes_lacking: tuple[str, ...] | None = None
    check: tuple[str, ...] | None = None
    exclusions: tuple[Verdict, ...] | None = None
    rechecks: tuple[str, ...] | None = None
    called: bool | None = None
    resemblances: tuple[str, ...] | None = None
    imports: tuple[str, ...] | None = None
    same_household: tuple[str, ...] | None = None
    told_on: date | None = None
    reason: str | None = None
    days: tuple[Dated, ...] | None = None
    exceeding: tuple[Mapping[str, object], ...] | None = None
    monitored_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The world as one decision sees it. What a guard needs and was not told, it refuses on: so
    None means that nobody asked, and an empty value that nothing was found. Of the room under the
    caps there is none unless somebody said so; None there means that no cap holds. A file is overdue
    unless somebody said by when it is to be verified again; None there means that no day is set.
    """

    actor: Actor
    today: date
    opinion: str | None = None
    held: tuple[Held, ...] | None = None
    household: frozenset[str] | None = None
    file_state: str | None = None
    file_needed: bool = True
    beneficiary_stands: bool | None = None
    reverify_by: date | None = date.min
    file: FileFacts | None = None
    eligibility: tuple[Verdict, ...] | None = None
    missing: tuple[str, ...] | None = None
    award_fen: int | None = None
    room_fen: int | None = 0
    windows: tuple[Window, ...] | None = None
    drawn: DrawnFacts | None = None
    category: str | None = None
    categorised: Mapping[str, object] | None = None
    elsewhere: tuple[str, ...] | None = None
    claims: tuple[str, ...] | None = None
    votes: VoteFacts | None = None
    notice: NoticeFacts | None = None
    fund: FundFacts | None = None
    payment: PaymentFacts | None = None
    drafted_by: frozenset[str] | None = None
    lines: tuple[Verdict, ...] | None = None
    transfer: TransferFacts | None = None
    standing: StandingFacts | None = None
    levels_missing: tuple[str, ...] | None = None
    sent_back: ReturnFacts | None = None
    taking: TakingFacts | None = None
    emergency: EmergencyFacts | None = None
    regularisation: RegularisationFacts | None = None
    urged: UrgedFacts | None = None
    matter: MatterFacts | None = None
    campaign: CampaignFacts | None = None
    line_of: LineOf | None = None
    handed_over: HandedOver | None = None
    recovery: RecoveryFacts | None = None
    money: MoneyFacts | None = None
    row: Row | None = None

    @property
    def compared(self) -> tuple[str, ...]:
        """The persons separation of duties was checked against; the entry names them."""
        return tuple(sorted({one.person for one in self.held or ()}))

    def on(self, row: Row) -> Facts:
        """The same facts, asked about one row."""
        return replace(self, row=row)
