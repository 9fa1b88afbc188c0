"""Bodies of the calls about notices and what people bring forward: objections, appeals, petitions."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["MATTER_EXAMPLES"]

MATTER_EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "publish": {"application_ids": ["01980123-4567-7890-8123-123456789abc"], "place": "厂门公示栏"},
    "act_on_notice": {},
    "object_publicly": {"line": 1, "reason": "其家庭有未申报的门面收入", "name": None},
    "act_on_objection": {"opinion": "经核查，异议不成立。"},
    "take_petition": {
        "union": "360722",
        "channel": "hotline_12351",
        "kind": "inquiry",
        "subject": "咨询医疗救助申请需要哪些材料",
        "name": "张建军",
        "phone": "13800000002",
    },
    "act_on_petition": {"opinion": "已核实来电人身份与所述情况。"},
    "bring_appeal": {"reason": "住院费用已补充票据，请予复核。", "filed_on": "2026-03-20"},
    "act_on_appeal": {"opinion": "原决定依据的收入有误。"},
}
