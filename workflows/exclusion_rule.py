"""One exclusion rule of an edition, and what it finds in a household (domain.md §2.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from workflows.estate import Estate, Vehicle
from workflows.means_rule import MONTHS
from workflows.measured import Measured
from workflows.steps import exact, yuan

__all__ = ["COUNTS", "FLAGS", "ExclusionRule"]


@dataclass(frozen=True, slots=True)
class ExclusionRule:
    """Which of the parameters a rule has is said by `policy.exclusions`."""

    rule: str
    at_most: int = 0
    exempt_kinds: frozenset[str] = frozenset()
    price_below_fen: int | None = None
    multiple: Fraction = Fraction(0)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> ExclusionRule:
        """From the line of an edition that `policy` has already found sound."""
        return cls(
            rule=document["rule"],
            at_most=document.get("at_most", 0),
            exempt_kinds=frozenset(document.get("exempt_kinds", ())),
            price_below_fen=document.get("price_below_fen"),
            multiple=Fraction(document.get("multiple", 0)),
        )

    def measure(self, estate: Estate, size: int, living_line_fen: int) -> Measured:
        """The value this rule looks at; KeyError for a rule the house does not have."""
        if self.rule == "financial_assets":
            return self._assets(estate.financial_assets_fen, size, living_line_fen)
        if self.rule == "vehicles":
            return self._vehicles(estate.vehicles)
        if self.rule in COUNTS:
            return self._count(COUNTS[self.rule](estate))
        return FLAGS[self.rule](estate)

    def _count(self, found: int | None) -> Measured:
        zh, en = _SILENT
        if found is not None:
            zh, en = f"认定 {found}", f"{found} found"
        zh, en = f"{zh}，至多 {self.at_most}", f"{en}, at most {self.at_most}"
        return Measured(found, self.at_most, zh, en)

    def _vehicles(self, vehicles: tuple[Vehicle, ...] | int | None) -> Measured:
        """Told as a number alone, every one of them counts: nothing shows that it should not."""
        if vehicles is None or isinstance(vehicles, int):
            return self._count(vehicles)
        left_out = sum(self._exempt(vehicle) for vehicle in vehicles)
        found = len(vehicles) - left_out
        values = {
            "declared": len(vehicles),
            "not_counted": left_out,
            "price_below_fen": self.price_below_fen,
        }
        plain = self._count(found)
        zh = f"申报 {len(vehicles)}，不计 {left_out}，{plain.zh}"
        en = f"{len(vehicles)} stated, {left_out} not counted, {plain.en}"
        return Measured(found, self.at_most, zh, en, values)

    def _exempt(self, vehicle: Vehicle) -> bool:
        """By its kind, or by proof that it was bought below the price (杭州)."""
        price = vehicle.price_fen if vehicle.price_proven else None
        below = self.price_below_fen
        cheap = price is not None and below is not None and price < below
        return cheap or vehicle.kind in self.exempt_kinds

    def _assets(self, assets_fen: int | None, size: int, living_line_fen: int) -> Measured:
        """Per head, against a multiple of the annual living line (S105b)."""
        limit = living_line_fen * MONTHS * self.multiple
        found = None if assets_fen is None else Fraction(assets_fen, size)
        figures = f"{yuan(living_line_fen)} × {MONTHS} × {exact(self.multiple)} = {yuan(limit)}"
        zh, en = _SILENT
        if found is not None:
            zh, en = f"人均 {yuan(found)}", f"{yuan(found)} per head"
        return Measured(
            found,
            limit,
            f"{zh}，至多 {figures}",
            f"{en}, at most {figures}",
            {
                "financial_assets_fen": assets_fen,
                "size": size,
                "per_head_fen": None if found is None else exact(found),
                "living_line_fen": living_line_fen,
                "multiple": exact(self.multiple),
            },
        )


def _flag(found: bool | None) -> Measured:
    zh, en = _SILENT if found is None else _SAID[found]
    return Measured(None if found is None else int(found), 0, zh, en)


def _work(estate: Estate) -> Measured:
    """Only the able-bodied can refuse: illness and disability are excepted (S50b)."""
    if estate.health in (None, HEALTHY):
        return _flag(estate.refuses_work)
    zh, en = "否（健康状况非良好，不作要求）", "no (not in good health: not asked of them)"
    return Measured(0, 0, zh, en, {"excused": True})


def _membership(estate: Estate) -> Measured:
    member = estate.union_member
    return _flag(None if member is None else not member)


def _retirement(estate: Estate) -> Measured:
    """内退 is still employment in the unit; 退休 is not (S55)."""
    return _flag(None if estate.employment is None else estate.employment == RETIRED)


HEALTHY, RETIRED = "good", "retired"
_SILENT: Final = ("未申报", "not stated")
_SAID: Final = {True: ("是", "yes"), False: ("否", "no")}
COUNTS: Final[Mapping[str, Callable[[Estate], int | None]]] = {
    "dwellings": lambda estate: estate.dwellings,
    "business": lambda estate: estate.businesses,
    "non_residential": lambda estate: estate.non_residential,
    "high_fee_school": lambda estate: estate.high_fee_schools,
    "study_abroad": lambda estate: estate.studies_abroad,
}
FLAGS: Final[Mapping[str, Callable[[Estate], Measured]]] = {
    "refuses_check": lambda estate: _flag(estate.refuses_check),
    "refuses_work": _work,
    "not_union_member": _membership,
    "retired": _retirement,
}
