"""金秋助学: once per student and academic year, for a student of the household (domain.md §3.3)."""

from workflows.programme import (
    MAX_FEN,
    Answers,
    CaseFacts,
    Programme,
    Question,
    Rule,
)
from workflows.vocabulary import codes, label

YEARS_APART = 1


def _fen(answers: Answers, name: str) -> int:
    return int(answers[name] or 0)


def _claim_key(answers: Answers, person: str) -> str:
    """The key names the student, so both parents' files meet in it (domain.md §3.3, last row)."""
    return f"tuition:{person}:{answers['academic_year']}"


def _years(facts: CaseFacts) -> tuple[int, int]:
    first, _, second = str(facts.answers["academic_year"]).partition("-")
    return int(first), int(second)


def _academic_year(facts: CaseFacts) -> dict[str, object]:
    year = facts.answers["academic_year"]
    return {"academic_year": year, "today": facts.today.isoformat()}


def _consecutive(facts: CaseFacts) -> bool:
    first, second = _years(facts)
    return second == first + 1


def _not_already_funded(facts: CaseFacts) -> bool:
    other_aid = _fen(facts.answers, "other_aid_fen")
    return other_aid == 0 or other_aid < _fen(facts.answers, "tuition_fen")


PROGRAMME = Programme(
    code="tuition",
    zh=label("term", "tuition", "zh"),
    en=label("term", "tuition", "en"),
    beneficiary="member",
    needs_student=True,
    questions=(
        Question("stage", "code", "学段", "stage", choices=codes("school_stage")),
        Question("admission", "code", "新生或在校", "admission", choices=codes("admission")),
        Question("school_name", "text", "学校名称", "school", max_length=100),
        Question("school_type", "code", "学校类型", "school type", choices=codes("school_type")),
        Question("academic_year", "academic_year", "学年", "academic year", max_length=9),
        Question("tuition_fen", "fen", "学费", "tuition", minimum=0, maximum=MAX_FEN),
        Question("other_aid_fen", "fen", "其他资助", "other aid", minimum=0, maximum=MAX_FEN),
    ),
    rules=(
        Rule(
            "school_type_admitted",
            "军校、公费师范、中外合作、高收费民办、自费留学不在资助范围",
            "Military, tuition-free, joint, high-fee private and overseas study are not aided",
            lambda facts: facts.answers["school_type"] == "public",
            lambda facts: {"school_type": facts.answers["school_type"]},
        ),
        Rule(
            "not_already_funded",
            "学费已由其他资助解决的，不重复资助",
            "Tuition met by other aid already is not aided again",
            _not_already_funded,
            lambda facts: {n: facts.answers[n] for n in ("tuition_fen", "other_aid_fen")},
        ),
        Rule(
            "academic_year_consecutive",
            "学年须为相连两年，如 2026-2027",
            "An academic year is two years in a row, such as 2026-2027",
            _consecutive,
            _academic_year,
        ),
        Rule(
            "academic_year_near",
            "学年须始于本年或相邻年度",
            "The academic year must begin this year or the one beside it",
            lambda facts: abs(_years(facts)[0] - facts.today.year) <= YEARS_APART,
            _academic_year,
        ),
    ),
    claim_key=_claim_key,
)
