"""送温暖: a sum of money brought at a festival, or when need is sudden (domain.md §2.5, §3.3)."""

from workflows.programme import Answers, CaseFacts, Programme, Question, Rule
from workflows.vocabulary import codes, label

YEARS_APART = 1
"""A festival is claimed in its year, or the one beside it: 元旦 lies on the turn of the year."""


def _claim_key(answers: Answers, person: str) -> str:
    """The same occasion of the same year is paid once to a person, whoever files the form."""
    return f"warmth:{person}:{answers['occasion']}:{answers['year']}"


def _year_near(facts: CaseFacts) -> bool:
    """Without this the once-only key could be walked round by naming years long gone."""
    return abs(int(facts.answers["year"] or 0) - facts.today.year) <= YEARS_APART


PROGRAMME = Programme(
    code="warmth",
    zh=label("term", "warmth", "zh"),
    en=label("term", "warmth", "en"),
    questions=(
        Question("occasion", "code", "慰问时机", "occasion", choices=codes("occasion")),
        Question("year", "year", "年度", "year", minimum=2000, maximum=2100),
        Question("object", "code", "慰问对象", "object", choices=codes("warmth_object")),
        Question("kind", "code", "慰问形式", "kind", choices=codes("warmth_kind")),
    ),
    rules=(
        Rule(
            "cash_only",
            "慰问形式须与慰问活动一致；活动之外只办理慰问金",
            "The kind is that of the campaign; outside one, only cash is granted",
            lambda facts: facts.answers["kind"] == (facts.campaign or "cash"),
            lambda facts: {"kind": facts.answers["kind"]},
        ),
        Rule(
            "year_near",
            "慰问年度须为本年或相邻年度",
            "The year must be this year or the one beside it",
            _year_near,
            lambda facts: {"year": facts.answers["year"], "today": facts.today.isoformat()},
        ),
    ),
    claim_key=_claim_key,
)
