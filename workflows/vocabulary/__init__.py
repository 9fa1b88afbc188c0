"""The words of the house: the only place where a code or its Chinese label is written.

`CODE_LISTS` is every closed list a caller may meet, by name; `TERMS` is the glossary.
"""

from collections.abc import Mapping
from types import MappingProxyType

from workflows.vocabulary import (
    accounting,
    banking,
    code_lists,
    editions,
    household,
    ledger,
    matters,
    particulars,
    payment_queue,
    recovery,
    returns,
    standards,
    supervision,
)
from workflows.vocabulary.code import Code
from workflows.vocabulary.parties import DUTIES, LEVELS, ROLES, Duty, Level, Role
from workflows.vocabulary.states import STATES
from workflows.vocabulary.terms import TERMS

__all__ = [
    "CODE_LISTS",
    "DUTIES",
    "LANGUAGES",
    "LEVELS",
    "ROLES",
    "STATES",
    "TERMS",
    "Code",
    "Duty",
    "Level",
    "Role",
    "codes",
    "label",
]

LANGUAGES: tuple[str, ...] = ("zh", "en")

CODE_LISTS: Mapping[str, tuple[Code, ...]] = MappingProxyType(
    {
        "role": ROLES,
        "level": LEVELS,
        "duty": DUTIES,
        **STATES,
        "category": code_lists.CATEGORY,
        "cause": code_lists.CAUSE,
        "relation": standards.RELATION,
        "sex": standards.SEX,
        "ethnic_group": standards.ETHNIC_GROUP,
        "marital_status": standards.MARITAL_STATUS,
        "education": standards.EDUCATION,
        "political_status": standards.POLITICAL_STATUS,
        "employment": code_lists.EMPLOYMENT,
        "health": code_lists.HEALTH,
        "housing": code_lists.HOUSING,
        "tag": code_lists.TAG,
        "key_group": particulars.KEY_GROUP,
        "disability_kind": particulars.DISABILITY_KIND,
        "disability_grade": particulars.DISABILITY_GRADE,
        "model_worker": particulars.MODEL_WORKER,
        "registration": particulars.REGISTRATION,
        "unit_kind": particulars.UNIT_KIND,
        "unit_state": particulars.UNIT_STATE,
        "insurance": particulars.INSURANCE,
        "contract_term": particulars.CONTRACT_TERM,
        "floor_area": particulars.FLOOR_AREA,
        "occupation": particulars.OCCUPATION,
        "visit_conclusion": particulars.VISIT_CONCLUSION,
        "reverification_reason": particulars.REVERIFICATION_REASON,
        "exit_reason": particulars.EXIT_REASON,
        "cancellation_reason": particulars.CANCELLATION_REASON,
        "union_place": particulars.UNION_PLACE,
        "resemblance_ground": particulars.RESEMBLANCE_GROUND,
        "resemblance_verdict": particulars.RESEMBLANCE_VERDICT,
        "recheck_reason": particulars.RECHECK_REASON,
        "check_doubt": particulars.CHECK_DOUBT,
        "import_mode": particulars.IMPORT_MODE,
        "work_list": particulars.WORK_LIST,
        "matter": supervision.MATTER,
        "follow_up_method": supervision.FOLLOW_UP_METHOD,
        "follow_up_state": supervision.FOLLOW_UP_STATE,
        "report_stage": supervision.REPORT_STAGE,
        "unowned": supervision.UNOWNED,
        "income_item": household.INCOME_ITEM,
        "expenditure_item": household.EXPENDITURE_ITEM,
        "exclusion": household.EXCLUSION,
        "vehicle_kind": household.VEHICLE_KIND,
        "warmth_object": code_lists.WARMTH_OBJECT,
        "warmth_kind": code_lists.WARMTH_KIND,
        "occasion": code_lists.OCCASION,
        "school_stage": code_lists.SCHOOL_STAGE,
        "school_type": code_lists.SCHOOL_TYPE,
        "admission": code_lists.ADMISSION,
        "hospital_level": code_lists.HOSPITAL_LEVEL,
        "evidence_kind": code_lists.EVIDENCE_KIND,
        "evidence_kept": code_lists.EVIDENCE_KEPT,
        "fund_source": code_lists.FUND_SOURCE,
        "voucher_kind": accounting.VOUCHER_KIND,
        "webhook_event": accounting.WEBHOOK_EVENT,
        "ledger_account": ledger.LEDGER_ACCOUNT,
        "ledger_invariant": ledger.INVARIANT,
        "movement": ledger.MOVEMENT,
        "failure_code": code_lists.FAILURE_CODE,
        "failure_actor": banking.FAILURE_ACTOR,
        "answer_sort": banking.ANSWER_SORT,
        "answer_reason": banking.ANSWER_REASON,
        "finding": banking.FINDING,
        "queue_advice": banking.QUEUE_ADVICE,
        "statement_sort": banking.STATEMENT_SORT,
        "statement_suggestion": banking.STATEMENT_SUGGESTION,
        "petition_channel": matters.PETITION_CHANNEL,
        "petition_kind": matters.PETITION_KIND,
        "satisfaction": matters.SATISFACTION,
        "stage_kind": editions.STAGE_KIND,
        "term_kind": editions.TERM_KIND,
        "missing_item": returns.MISSING_ITEM,
        "resume": returns.RESUME,
        "quorum_kind": editions.QUORUM_KIND,
        "quorum_order": editions.QUORUM_ORDER,
        "benefit_form": editions.BENEFIT_FORM,
        "recovery_cause": editions.RECOVERY_CAUSE,
        "recovery_reason": recovery.RECOVERY_REASON,
        "referral": recovery.REFERRAL,
        "unshown": recovery.UNSHOWN,
        "payment_step": payment_queue.PAYMENT_STEP,
        "age_band": payment_queue.AGE_BAND,
        "account_advice": payment_queue.ACCOUNT_ADVICE,
        "simulation_outcome": editions.SIMULATION_OUTCOME,
    }
)

_BY_CODE = {kind: {word.code: word for word in words} for kind, words in CODE_LISTS.items()}
_BY_CODE["term"] = {term.code: term for term in TERMS}


def codes(kind: str) -> tuple[str, ...]:
    """The codes of one list, in its order; KeyError for a list the house does not have."""
    return tuple(word.code for word in CODE_LISTS[kind])


def label(kind: str, code: str, language: str) -> str:
    """What a person reads for a code of a list, or of kind `term`; KeyError for an unknown one."""
    word = _BY_CODE[kind][code]
    return {"zh": word.zh, "en": word.en}[language]
