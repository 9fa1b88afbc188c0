"""医疗救助: part of what a household paid itself for one settled treatment (domain.md §3.3, §3.4 C)."""

import re
import unicodedata
from datetime import date

from workflows.programme import MAX_FEN, Answers, CaseFacts, Programme, Question, Rule
from workflows.vocabulary import label

COSTS = ("total_cost_fen", "insurance_paid_fen", "other_relief_fen")
LOWEST_HOSPITAL_LEVEL = 2
PLAIN = re.compile("[0-9A-Z\u3400-\u9fff]*")
"""Other scripts have letters that look like these and would make another bill of the same one."""


def _self_paid(answers: Answers) -> int:
    """Total − insurance − other relief: the only cost aid may meet (全总 2015, art. on ceilings)."""
    total, insurance, other = (int(answers[name] or 0) for name in COSTS)
    return total - insurance - other


def _claim_key(answers: Answers, _person: str) -> str:
    """A settlement is paid once in the whole tree, whoever's patient and however it is typed."""
    return "medical:settlement:" + _settlement(answers)


def _settlement(answers: Answers) -> str:
    """Letters and digits alone: full width, case, blanks, dashes do not make a second bill."""
    number = unicodedata.normalize("NFKC", str(answers["settlement_number"]))
    return "".join(letter for letter in number if letter.isalnum()).upper()


def _costs(facts: CaseFacts) -> dict[str, object]:
    return {name: facts.answers[name] for name in COSTS}


def _against_minimum(facts: CaseFacts) -> dict[str, object]:
    return {
        "self_paid_fen": _self_paid(facts.answers),
        "minimum_base_fen": facts.minimum_base_fen,
    }


PROGRAMME = Programme(
    code="medical",
    zh=label("term", "medical", "zh"),
    en=label("term", "medical", "en"),
    questions=(
        Question("total_cost_fen", "fen", "医疗总费用", "total cost", minimum=0, maximum=MAX_FEN),
        Question("insurance_paid_fen", "fen", "医保报销", "insurance", minimum=0, maximum=MAX_FEN),
        Question("other_relief_fen", "fen", "其他救助", "other relief", minimum=0, maximum=MAX_FEN),
        Question("settlement_number", "text", "医保结算单号", "settlement number", max_length=64),
        Question("hospital_level", "integer", "医院等级", "hospital level", minimum=1, maximum=3),
        Question("diagnosed_on", "date", "确诊日期", "diagnosed on"),
        Question("disease", "text", "病种", "disease", required=False, max_length=60),
    ),
    derived=(Question("self_paid_fen", "fen", "个人自付", "self-paid cost"),),
    derive=lambda answers: {"self_paid_fen": _self_paid(answers)},
    ceiling=lambda answers: max(_self_paid(answers), 0),
    rules=(
        Rule(
            "not_more_reimbursed_than_cost",
            "报销与救助之和不得超过总费用",
            "Insurance and relief together cannot exceed the cost",
            lambda facts: _self_paid(facts.answers) >= 0,
            _costs,
        ),
        Rule(
            "self_paid_positive",
            "须有个人自付费用",
            "There must be a self-paid cost",
            lambda facts: _self_paid(facts.answers) > 0,
            lambda facts: {"self_paid_fen": _self_paid(facts.answers)},
        ),
        Rule(
            "minimum_base_reached",
            "个人自付费用须达到起付金额",
            "The self-paid cost must reach the minimum",
            lambda facts: _self_paid(facts.answers) >= facts.minimum_base_fen,
            _against_minimum,
        ),
        Rule(
            "settlement_number_given",
            "须填写医保结算单号",
            "The settlement must have a number",
            lambda facts: bool(_settlement(facts.answers)),
        ),
        Rule(
            "settlement_number_plain",
            "医保结算单号只能由数字、拉丁字母和汉字组成",
            "A settlement number is of digits, Latin letters and Han characters",
            lambda facts: bool(PLAIN.fullmatch(_settlement(facts.answers))),
        ),
        Rule(
            "hospital_level_two",
            "须在二级及以上医院诊治",
            "Treatment must be in a hospital of the second level or above",
            lambda facts: int(facts.answers["hospital_level"] or 0) >= LOWEST_HOSPITAL_LEVEL,
            lambda facts: {"hospital_level": facts.answers["hospital_level"]},
        ),
        Rule(
            "diagnosed_not_in_future",
            "确诊日期不得晚于今日",
            "The diagnosis cannot lie in the future",
            lambda facts: date.fromisoformat(str(facts.answers["diagnosed_on"])) <= facts.today,
            lambda facts: {
                "diagnosed_on": facts.answers["diagnosed_on"],
                "today": facts.today.isoformat(),
            },
        ),
    ),
    claim_key=_claim_key,
)
