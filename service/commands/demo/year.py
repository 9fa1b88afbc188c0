"""The year, scene by scene; each moves the business clock on and does its work through HTTP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from service.bank.simulator.books import Books
from service.bank.simulator.teller import Teller
from service.bank.simulator.temper import Temper
from service.commands.demo import casework, people
from service.commands.demo.caller import Caller
from service.commands.demo.casework import Filed
from service.commands.demo.illness import medical_aid
from service.commands.demo.payment import Gateway
from service.commands.demo.plan import STUDENT_FEN, VISIT_FEN, Plan
from service.commands.demo.story import Stage, Story

__all__ = ["FIRST_DAY", "LAST_DAY", "play_year", "steps"]

FIRST_DAY: Final = date(2026, 1, 5)
"""Spring Festival of 2026 is 17 February: the visits are paid nearly three weeks before it."""
LAST_DAY: Final = date(2026, 12, 31)
PAYMENTS: Final = 4
SEED: Final = 2026
SLOW: Final = Temper(late=300, unknown=150, repeated=300, unheard=200)
"""The bank of the year: slow and forgetful, yet it contradicts itself never and loses nothing."""


def steps(plan: Plan) -> int:
    """How often a scene says that it got further."""
    return plan.files + plan.cases + PAYMENTS


def play_year(call: Caller, plan: Plan, tick: Callable[[str], None]) -> Story:
    bank = Teller(Gateway(call), Books(SEED), SLOW)
    stage = Stage(call, plan, tick, Story(bank.books), bank)
    files = file_households(stage)
    spring_festival(stage, files[: plan.visits])
    medical_aid(stage, files)
    tuition_aid(stage, files[: plan.students])
    call.on(LAST_DAY)
    return stage.story


def file_households(stage: Stage) -> list[Filed]:
    """建档: opened by the two grassroots unions, confirmed by the county nine days later."""
    call, plan = stage.call, stage.plan
    waiting = []
    for place in range(plan.files):
        household = people.household(
            place, student=place < plan.students, patient=place in plan.patients
        )
        waiting.append((household, *casework.open_file(call, household)))
        stage.tick("建档 filing")
    call.on(date(2026, 1, 14))
    return [casework.confirm(call, *one) for one in waiting]


def spring_festival(stage: Stage, files: Sequence[Filed]) -> None:
    """送温暖: one list, one meeting, one batch."""
    stage.call.on(date(2026, 1, 15))
    answers = {
        "occasion": "spring_festival", "year": 2026, "object": "filed_worker", "kind": "cash",
    }  # fmt: skip
    ids = [
        stage.apply(
            filed,
            casework.form(filed, "warmth", answers, filed.household.account),
            "送温暖 warmth",
        )
        for filed in files
    ]
    fund = stage.fund("warmth")
    stage.published(ids, date(2026, 1, 16), date(2026, 1, 26))
    casework.approve(stage.call, ids, fund, "信工会纪〔2026〕2号")
    day = date(2026, 1, 28)
    stage.call.on(day)
    stage.story.festival_batch = stage.paid(fund, ids, VISIT_FEN * len(ids))


def tuition_aid(stage: Stage, files: Sequence[Filed]) -> None:
    """金秋助学: the daughters who were admitted, each paid to her own account."""
    stage.call.on(date(2026, 8, 17))
    answers = {
        "stage": "undergraduate", "admission": "freshman", "school_name": "赣南师范大学",
        "school_type": "public", "academic_year": "2026-2027", "tuition_fen": 520_000,
        "other_aid_fen": 0,
    }  # fmt: skip
    ids = []
    for filed in files:
        own = people.account(filed.child_name, filed.household.place, people.CHILDS)
        wanted = casework.form(filed, "tuition", answers, own, filed.child_id)
        ids.append(stage.apply(filed, wanted, "金秋助学 tuition"))
    fund = stage.fund("tuition")
    stage.published(ids, date(2026, 8, 18), date(2026, 8, 26))
    casework.approve(stage.call, ids, fund, "信工会纪〔2026〕9号")
    day = date(2026, 8, 28)
    stage.call.on(day)
    stage.paid(fund, ids, STUDENT_FEN * len(ids))
