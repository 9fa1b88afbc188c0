"""The bodies of calls that are about many cases at once."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["OF_MANY"]

_ID: Final = "01980123-4567-7890-8123-123456789abc"
_MEETING: Final = {"opinion": "会议研究同意。", "meeting_number": "2026-3", "mode": "good_ones"}

OF_MANY: Final[dict[str, dict[str, Any]]] = {
    "make_payment_batch": {
        "fund_id": _ID,
        "application_ids": [_ID],
        "control": {"count": 1, "total_fen": 30_000},
    },
    "ask_for_check": {"hardship_file_ids": [_ID]},
    "take_check_results": {"results": [{"line": 1, "dwellings": 1, "vehicles": 0}]},
    "draw_up_campaign": {
        "title": "2026年春节送温暖",
        "occasion": "spring_festival",
        "year": 2026,
        "kind": "cash",
        "standard_fen": 30_000,
        "list_by": "2026-01-17",
        "quota": [{"union": "360722001", "places": 200}],
        "place": "各单位公示栏",
    },
    "list_campaign_lines": {"hardship_file_ids": [_ID], "object": "filed_worker"},
    "submit_campaign_lines": {"opinion": "本单位名单", "mode": "good_ones"},
    "sign_off_goods": {
        "application_id": _ID,
        "signed_on": "2026-02-10",
        "receipt_sha256": "0f" * 32,
        "visitors": ["county-reviewer-1", "reviewer-2"],
    },
    "decide_campaign_lines": _MEETING,
    "act_on_the_campaign": {"opinion": "名单已汇总"},
    "decide_on_cases": {"action": "approve", "application_ids": [_ID], **_MEETING},
}
