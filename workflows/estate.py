"""What a household declares to own and to do, as far as an exclusion may ask (domain.md §2.3)."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.vocabulary.household import ORDINARY_VEHICLE

__all__ = ["Estate", "Exemption", "Vehicle"]


@dataclass(frozen=True, slots=True)
class Vehicle:
    """``price_fen`` is the price it was bought at; it tells only where proof of it was shown."""

    kind: str = ORDINARY_VEHICLE
    price_fen: int | None = None
    price_proven: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Estate:
    """None is what was not stated. Vehicles may be told one by one or as a number, and then no
    exemption of a kind or price can be seen; health, membership and employment are the worker's."""

    dwellings: int | None = None
    vehicles: tuple[Vehicle, ...] | int | None = None
    businesses: int | None = None
    non_residential: int | None = None
    high_fee_schools: int | None = None
    studies_abroad: int | None = None
    financial_assets_fen: int | None = None
    refuses_check: bool | None = None
    refuses_work: bool | None = None
    health: str | None = None
    union_member: bool | None = None
    employment: str | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """一事一议: a documented decision that one rule shall not count for the one value it looked at.

    ``found`` is the value as the finding has it: what was exempted, and no more than that. One that
    was made of a silence (None) lifts nothing.
    """

    rule: str
    found: int | None
    id: str
