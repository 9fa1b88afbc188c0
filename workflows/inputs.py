"""Which member of a call's body each guard asks for, by the code of its refusal.

Whoever asks what may be done has not said it yet: that such a guard refuses there is no reason why
the call would not succeed, but a thing the call must say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["INPUTS"]

INPUTS: Final[Mapping[str, str]] = {
    "opinion_required": "opinion",
    "doubt_unexplained": "opinion",
    "recheck_unexplained": "opinion",
    "minutes_missing": "minutes",
    "missing_unnamed": "missing",
    "reason_unfit": "reason",
    "findings_missing": "findings",
    "reply_missing": "reply",
    "satisfaction_missing": "satisfaction",
    "worker_untold": "told_on",
    "meeting_missing": "meeting",
    "taker_unfit": "officer",
    "signer_unfit": "officer",
    "signer_absent": "officer",
}
