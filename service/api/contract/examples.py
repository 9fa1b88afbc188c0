"""One body for each call that takes one: what people see on the page and copy from it.

The people in them are nobody: 360722 is a district whose numbers end in a valid check character.
A test loads each example by the schema of its call.
"""

from __future__ import annotations

from typing import Any, Final

from service.api.contract.bank_examples import BANKING
from service.api.contract.examples_of_many import OF_MANY
from service.api.contract.examples_of_recovery import OF_RECOVERY
from service.api.contract.examples_of_supervision import OF_SUPERVISION
from service.api.contract.matter_examples import MATTER_EXAMPLES
from service.api.contract.standing_examples import STANDING_IN

__all__ = ["EXAMPLES"]

_ID: Final = "01980123-4567-7890-8123-123456789abc"
_ACCOUNT: Final = {"name": "李梅", "number": "6217000000000000004", "bank": "中国建设银行信丰支行"}
_WORKER: Final = {
    "name": "李梅",
    "identity_number": "360722198503120026",
    "phone": "13800000000",
    "employment": "on_post",
    "union_member": True,
    "account": _ACCOUNT,
}
_MEMBER: Final = {
    "name": "王小明",
    "identity_number": "36072220070501001X",
    "relation": "20",
    "student": True,
}
_MEDICAL: Final = {
    "total_cost_fen": 6_800_000,
    "insurance_paid_fen": 3_100_000,
    "other_relief_fen": 500_000,
    "settlement_number": "JS202603020017",
    "hospital_level": 2,
    "diagnosed_on": "2026-03-02",
}
_EDITION: Final = {
    "programme": "medical",
    "union": "360722",
    "in_force_from": "2026-01-01",
    "benefit": {
        "form": "marginal",
        "base": "self_paid_fen",
        "bands": [{"up_to_fen": 1_000_000, "rate": "0.90"}, {"rate": "0.70"}],
    },
    "caps": {
        "per_time_fen": 2_000_000,
        "person_year_fen": 2_000_000,
        "household_year_fen": 2_000_000,
    },
    "minimum_base_fen": 0,
    "window": None,
    "fund_sources": ["central", "union"],
    "path": [
        {"stage": "review", "level": "grassroots"},
        {"stage": "notice", "working_days": 5},
        {"stage": "approval", "level": "county", "quorum": {"kind": "any"}},
    ],
    "thresholds": [],
    "evidence": ["diagnosis", "settlement", "invoice"],
}
_RESULT: Final = {
    "reference": "R20260320000001",
    "outcome": "paid",
    "failure_code": None,
    "bank_serial": "S0001",
    "occurred_at": "2026-03-20T10:00:00+08:00",
}
_KEPT: Final = {"sha256": "0f" * 32, "pages": 2, "kept": "paper"}
_AGREED: Final = {"opinion": "情况属实，同意。"}

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    **OF_MANY,
    **BANKING,
    "open_file": {
        "worker": _WORKER,
        "members": [_MEMBER],
        "household": {
            "annual_income_fen": 3_600_000,
            "annual_rigid_expenditure_fen": 1_200_000,
            "dwellings": 1,
            "vehicles": 0,
        },
        "causes": {"main": "6", "secondary": ["9"]},
        "tags": ["single_parent"],
    },
    "correct_file": {"tags": ["single_parent"], "contact": {"phone": "13800000001"}},
    "act_on_file": _AGREED,
    "open_transfer": {
        "hardship_file_id": _ID,
        "to": "360722002",
        "reason": "职工调入脐橙果业有限公司",
    },
    "act_on_offer": _AGREED,
    "add_document": {**_KEPT, "kind": "authorisation", "signed_on": "2026-03-01"},
    "add_visit": {
        "visited_on": "2026-03-03",
        "conclusion": "as_stated",
        "respondent": "李梅",
        "vehicles_seen": 0,
        "evidence": [{**_KEPT, "kind": "visit_photo"}],
    },
    "sign_home_visit": {},
    "add_exemption": {
        "rule": "dwellings",
        "reason": "老宅已鉴定为危房，无法居住",
        "meeting_number": "2026-3",
        "evidence": [{**_KEPT, "kind": "other"}],
    },
    "decide_on_resemblance": {"verdict": "different", "reason": "同名同日出生，住址单位均不同"},
    "open_case": {
        "programme": "medical",
        "hardship_file_id": _ID,
        "beneficiary": {"member_id": None},
        "answers": _MEDICAL,
        "payee": _ACCOUNT,
    },
    "correct_case": {"answers": _MEDICAL},
    "add_evidence": {**_KEPT, "kind": "diagnosis"},
    "add_paper": {**_KEPT, "kind": "disaster_proof"},
    "act_on_case": {**_AGREED, "meeting_number": "2026-3", "fund_id": _ID},
    "draft_policy": _EDITION,
    "act_on_edition": _AGREED,
    "check_oneself": {
        "programme": "medical",
        "union": "360722001",
        "answers": _MEDICAL,
        "household": {
            "size": 3,
            "main_cause": "6",
            "annual_income_fen": 3_600_000,
            "annual_rigid_expenditure_fen": 1_200_000,
        },
    },
    "simulate_policy": {"from": "2026-01-01", "to": "2026-12-31"},
    "open_fund": {"code": "F-2026-1", "name": "本级帮扶经费", "source": "union", "year": 2026},
    "allocate_to_fund": {"amount_fen": 20_000_000, "document_number": "信工发〔2026〕1号"},
    "close_the_fund": {"opinion": "年度结束，账目核对一致。"},
    "act_on_payment_batch": {},
    "take_bank_results": {"batch_id": _ID, "results": [_RESULT]},
    "reissue": {"reason": "账号已更正", "payee": _ACCOUNT},
    "confirm_new_payee": _AGREED,
    "record_return": {
        "reason": "账户已销户",
        "bank_serial": "T0001",
        "occurred_at": "2026-03-25T10:00:00+08:00",
    },
    "give_up_payout": {"opinion": "本人放弃。"},
    "open_officer": {
        "id": "clerk-9",
        "name": "钟明",
        "identity_number": "360722199001010016",
        "union": "360722001",
    },
    "appoint": {"role": "clerk", "union": "360722001", "from": "2026-01-01", "to": None},
    "end_officer_appointment": {"appointment_id": _ID},
    "add_kin": {"name": "王小明", "identity_number": "36072220070501001X", "relation": "20"},
    "end_declared_kin": {"opinion": "已离婚，见离婚证。"},
    "draw_files": {"of_union": "360722001", "rate": "0.30"},
    "open_recheck": {"hardship_file_id": _ID, "reason": "kinship"},
    "act_on_what_is_owed": {"opinion": "材料齐全，情况属实。"},
    "act_on_a_recheck": {"opinion": "入户核实，与档案相符。"},
    "open_union": {
        "id": "360722003",
        "name": "信丰县脐橙合作社工会",
        "level": "grassroots",
        "parent": "360722",
    },
    "open_client": {"id": "finance-2", "name": "财务", "role": "finance_system", "union": "360722"},
    **STANDING_IN,
    "renew_client_secret": {},
    "open_webhook": {
        "client_id": "finance",
        "url": "https://books.example/aid",
        "events": ["payout"],
    },
    "rotate_webhook": {"old_for_hours": 24},
    "redeliver_to_webhook": {},
    "open_calendar": {
        "year": 2027,
        "days_off": ["2027-01-01"],
        "days_worked": ["2027-02-20"],
        "source": "国务院办公厅关于2027年部分节假日安排的通知",
    },
    "get_token": {
        "grant_type": "client_credentials",
        "client_id": "finance",
        "client_secret": "the secret of this machine",
    },
    **MATTER_EXAMPLES,
    **OF_SUPERVISION,
    **OF_RECOVERY,
}
