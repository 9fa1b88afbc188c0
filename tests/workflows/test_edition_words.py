"""What a union wrote is printed in words, and the page of editions shows nothing that is not sound."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from service.commands.edition_book import edition_chapter
from tests.workflows.test_benefit import BY_CATEGORY, HALF_OR_TEN_MONTHS, LIVING, SHANGHAI, TIANJIN
from tests.workflows.test_policy import CITY, MEDICAL, found
from workflows.benefit.words import benefit_in_words
from workflows.policy import parse_programme
from workflows.programme import registered

PAGE = Path(__file__).parents[2] / "docs" / "editions.md"
ASKED = registered()["medical"].asked


@pytest.mark.parametrize(
    ("benefit", "lines"),
    [
        (SHANGHAI, ["个人自付 ¥0.00–¥10,000.00：90%", "个人自付 > ¥10,000.00：70%"]),
        (LIVING, ["困难类别 = severe：12 × 低保线（月）", "困难类别 = relative：8 × 低保线（月）"]),
        (
            HALF_OR_TEN_MONTHS,
            ["各项取最小：", "  tuition_fen × 50%", "  stage = undergraduate：10 × 低保线（月）",
             "  stage = high_school：6 × 低保线（月）"],
        ),
        (
            BY_CATEGORY,
            ["各项合计：", "  个人自付 ¥0.00–¥10,000.00：90%（仅当 困难类别 = severe）",
             "  个人自付 > ¥10,000.00：70%", "  各项取最小：（仅当 困难类别 = relative）",
             "    个人自付 × 80%", "    ¥16,000.00"],
        ),
    ],
)  # fmt: skip
def test_a_benefit_is_printed_line_by_line(benefit: dict[str, Any], lines: list[str]) -> None:
    assert benefit_in_words(benefit, ASKED, "zh") == lines
    assert len(benefit_in_words(benefit, ASKED, "en")) == len(lines)


def test_a_band_says_whether_its_bound_belongs_to_it() -> None:
    assert benefit_in_words(TIANJIN, ASKED, "zh")[0] == "个人自付 ≥ ¥60,000.00：¥10,000.00"
    exclusive = {**TIANJIN, "lower": "exclusive"}
    assert benefit_in_words(exclusive, ASKED, "en")[0] == "self-paid cost > ¥60,000.00：¥10,000.00"


def test_everything_an_edition_sets_is_printed() -> None:
    document = {
        **MEDICAL,
        "caps": {"per_time_fen": 100, "all_programmes": {"household_year_fen": 200}},
        "minimum_base_fen": 300,
        "window": {"from": "12-22", "to": "02-12"},
        "programmes_per_year": {"relative": 1},
        "thresholds": [{"from_fen": 400, "append": [CITY]}],
        "conditions": [
            {"code": "adult", "zh": "须成年", "holds": {"ask": "minor", "is": False}},
        ],
        "exclusions": [
            {"code": "once", "zh": "一人一次", "when": {"ask": "awards_before", "above": 0}},
        ],
        "emergency": {
            "limit_fen": 500,
            "year_fen": 600,
            "level": "county",
            "papers": {"days": 15},
            "evidence": ["invoice"],
        },
    }
    assert found(document) == set()
    printed = "\n".join(edition_chapter(registered()["medical"], parse_programme(document)))
    for line in (
        "每次 per time：¥1.00", "all programmes：¥2.00", "minimum: ¥3.00", "12-22 – 02-12",
        "relative: 1", "≥ ¥4.00：审批 approval city", "须 must `adult` 须成年",
        "不得 must not `once` 一人一次：此前获本项目救助次数 > 0", "diagnosis, settlement, invoice",
        "emergency: ¥5.00", "household and year: ¥6.00", "at once: invoice", "within: 15 日 days",
    ):  # fmt: skip
        assert line in printed, line


def test_the_page_of_editions_shows_sound_examples_alone() -> None:
    text = PAGE.read_text("utf-8")
    (conditions,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert found({**MEDICAL, **json.loads(conditions)}) == set()
    shown = re.findall(r"`(\{\"form\".*?\})`", text)
    tuition = {**MEDICAL, "programme": "tuition"}
    for one in shown:
        if "part" in one:
            continue
        benefit = json.loads(one)
        document = tuition if "stage" in one else MEDICAL
        assert found({**document, "benefit": benefit}) == set(), one
    assert len(shown) == 6
