"""The invented people of the year: the same ones every time, and nobody who exists.

Identity numbers are valid in form (GB 11643) with sequences that only women have; accounts carry a
true Luhn digit; names are put together from two lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from workflows.bank_account import luhn_ok
from workflows.identity_number import check_character

__all__ = [
    "CHILDS",
    "SECOND",
    "SEVERE_EVERY",
    "UNION_CYCLE",
    "UNION_FIRST",
    "Household",
    "account",
    "household",
]

UNION_CYCLE: Final = 7
UNION_FIRST: Final = 4  # of every seven households four belong to the first grassroots union
SEVERE_EVERY: Final = 3
CHILDS: Final = 1  # series of account numbers beside the workers' own
SECOND: Final = 2

_SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹"
_GIVEN: Final = (
    "秀兰 桂英 玉珍 春梅 丽华 小红 海燕 淑芬 雪梅 建英 月娥 美玲 凤琴 金花 素云 冬梅 玉兰 "
    "慧敏 艳红 晓燕 彩霞 红梅 翠萍 文娟 秋菊 爱华 芳芳 桂花 银凤 巧云 莲香 水英 福秀 招娣 来香"
).split()
_CHILDREN: Final = "思雨 梦瑶 佳怡 欣悦 诗涵 雨桐 子涵 嘉敏 可馨 静雯 若曦".split()
_DAUGHTER: Final = "31"  # GB/T 4761: only daughter
_BANKS: Final = ("中国建设银行信丰支行", "中国工商银行信丰支行", "信丰农村商业银行")

_INCOMES: Final = {  # income and rigid expenditure a year: what makes the category
    "severe": (2_400_000, 900_000),
    "relative": (3_600_000, 1_200_000),
    "accidental": (4_800_000, 600_000),
}
_EVENT_FEN: Final = 4_000_000  # above 80 % of a year's income


@dataclass(frozen=True, slots=True)
class Household:
    """One household as its clerk writes it down, and who works on its case."""

    place: int
    form: dict[str, Any]
    clerk: str
    reviewer: str

    @property
    def account(self) -> dict[str, str]:
        """The worker's own."""
        return dict(self.form["worker"]["account"])


def household(place: int, *, student: bool, patient: bool) -> Household:
    """The household at ``place`` of the year: a woman and her daughter."""
    number = "1" if place % UNION_CYCLE < UNION_FIRST else "2"
    name = _worker_name(place)
    born = date(1971 + place % 24, 1 + place % 12, 1 + place % 28)
    child_born = date(2008, 1 + place % 5, 1 + place % 28) if student else _child_born(place)
    worker = {
        "name": name,
        "identity_number": _identity(born, place),
        "phone": f"139{place:08d}",
        "employment": ("on_post", "laid_off", "flexible")[place % 3],
        "union_member": True,
        "account": account(name, place),
    }
    member = {
        "name": name[0] + _CHILDREN[place % len(_CHILDREN)],
        "identity_number": _identity(child_born, place),
        "relation": _DAUGHTER,
        "student": True,
    }
    form = {
        "worker": worker,
        "members": [member],
        **_circumstances(place, patient=patient),
        "tags": ["female", "single_parent"] if place % 2 else ["female"],
    }
    return Household(place, form, f"clerk-{number}", f"reviewer-{number}")


def account(name: str, place: int, series: int = 0) -> dict[str, str]:
    """An account in that name; ``series`` tells one person's accounts apart, and hers from others'."""
    first = f"6217{series:04d}{place:010d}"
    number = next(first + digit for digit in "0123456789" if luhn_ok(first + digit))
    return {"name": name, "number": number, "bank": _BANKS[place % len(_BANKS)]}


def _worker_name(place: int) -> str:
    surname = _SURNAMES[place % len(_SURNAMES)]
    return surname + _GIVEN[(place + place // len(_SURNAMES)) % len(_GIVEN)]


def _child_born(place: int) -> date:
    return date(2009 + place % 12, 1 + place % 12, 1 + place % 28)


def _identity(born: date, place: int) -> str:
    first = f"360722{born:%Y%m%d}{2 * place % 1000:03d}"
    return first + check_character(first)


def _circumstances(place: int, *, patient: bool) -> dict[str, Any]:
    category = "accidental" if patient else "relative" if place % SEVERE_EVERY else "severe"
    income, rigid = _INCOMES[category]
    household: dict[str, Any] = {
        "annual_income_fen": income + place % 7 * 10_000,
        "annual_rigid_expenditure_fen": rigid,
        "dwellings": 1,
        "vehicles": 0,
    }
    if patient:
        household["event_cost_fen"] = _EVENT_FEN
    causes = {"main": "6" if patient else "3", "secondary": ["9"]}
    return {"household": household, "causes": causes}
