"""What happens in the year, and every figure that must come out of it: one place for both.

The shape is a real county's (domain.md §0): 210 files of women in hardship, 140 visits before
Spring Festival at ¥300 = ¥42,000, six children to university. The medical bills are the worked
examples of a published rule: 90 % of the first ¥10,000, 70 % above it, at most ¥20,000 (§3.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.commands.demo.people import SEVERE_EVERY, UNION_CYCLE, UNION_FIRST

__all__ = [
    "FAILURE",
    "FUNDS",
    "STUDENT_FEN",
    "VISIT_FEN",
    "YEAR",
    "Bill",
    "FundPlan",
    "Plan",
    "expected",
]

VISIT_FEN: Final = 30_000
STUDENT_FEN: Final = 500_000
BATCHES: Final = 4  # one a programme, and the one for the payment that failed
FAILURE: Final = "5"  # the bank's code: no such account
REFUSALS: Final = ("separation-of-duties", "duplicate-claim")


@dataclass(frozen=True, slots=True)
class Bill:
    """A settled treatment: what it cost, what others paid, and what the rule makes of the rest."""

    total_fen: int
    insurance_fen: int
    relief_fen: int
    award_fen: int


BILLS: Final = (
    Bill(2_000_000, 1_100_000, 100_000, 720_000),  # self-paid ¥8,000
    Bill(3_100_000, 2_000_000, 100_000, 900_000),  # ¥10,000
    Bill(6_000_000, 3_500_000, 0, 1_950_000),  # ¥25,000
    Bill(9_500_000, 5_000_000, 500_000, 2_000_000),  # ¥40,000: the cap
    Bill(900_000, 600_000, 0, 270_000),  # ¥3,000
    Bill(4_200_000, 2_700_000, 0, 1_250_000),  # ¥15,000
    Bill(5_600_000, 3_400_000, 200_000, 1_600_000),  # ¥20,000
    Bill(6_800_000, 3_500_000, 500_000, 2_000_000),  # ¥28,000: the cap
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of each there is. Students and patients come from the first households."""

    files: int = 210
    visits: int = 140
    students: int = 6
    bills: tuple[Bill, ...] = BILLS

    @property
    def patients(self) -> range:
        return range(self.students, self.students + len(self.bills))

    @property
    def cases(self) -> int:
        return self.visits + self.students + len(self.bills)


YEAR: Final = Plan()


@dataclass(frozen=True, slots=True)
class FundPlan:
    """A source of money: its code, whence it comes, and what is allocated under which document."""

    code: str
    name: str
    source: str
    allocated_fen: int
    document: str
    purpose: Mapping[str, Any] | None = None


FUNDS: Final[Mapping[str, FundPlan]] = {
    "warmth": FundPlan(
        "SEED-2026", "2026 年本级困难帮扶经费", "union", 5_000_000, "信工发〔2026〕1号"
    ),
    "medical": FundPlan(
        "CENTRAL-2026", "2026 年中央财政帮扶资金", "central", 12_000_000, "赣财社指〔2026〕7号"
    ),
    "tuition": FundPlan(
        "DONATION-2026",
        "2026 年金秋助学社会捐赠",
        "donation",
        3_600_000,
        "捐赠协议 2026-08",
        {"donor": "赣州市慈善总会", "programmes": ["tuition"]},
    ),
}


def expected(plan: Plan) -> dict[str, int]:
    """Every figure the report checks, by name. What differs ends the demonstration with 1."""
    awards = {
        "warmth": [VISIT_FEN] * plan.visits,
        "medical": [bill.award_fen for bill in plan.bills],
        "tuition": [STUDENT_FEN] * plan.students,
    }
    figures = {
        **_files(plan),
        "batches": BATCHES,
        "lines in the festival batch": plan.visits,
        f"failed: {FAILURE}": 1,
        "reissued": 1,
        "the bank's books: paid_fen": sum(map(sum, awards.values())),
    }
    for programme, amounts in awards.items():
        total = sum(amounts)
        fund = FUNDS[programme]
        figures[f"{programme} cases"] = len(amounts)
        figures[f"{programme} awarded_fen"] = total
        figures[f"{programme} paid_fen"] = total
        figures[f"{fund.code} allocated_fen"] = fund.allocated_fen
        figures[f"{fund.code} committed_fen"] = 0
        figures[f"{fund.code} disbursed_fen"] = total
        figures[f"{fund.code} available_fen"] = fund.allocated_fen - total
    for slug in REFUSALS:
        figures[f"refused: {slug}"] = 1
    return figures


def _files(plan: Plan) -> dict[str, int]:
    others = [place for place in range(plan.files) if place not in plan.patients]
    severe = sum(place % SEVERE_EVERY == 0 for place in others)
    first = sum(place % UNION_CYCLE < UNION_FIRST for place in range(plan.files))
    return {
        "files": plan.files,
        "files of 360722001": first,
        "files of 360722002": plan.files - first,
        "files severe": severe,
        "files relative": len(others) - severe,
        "files accidental": len(plan.bills),
    }
