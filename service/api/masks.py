"""Personal values as answers show them: masked everywhere but in the instruction file."""

from __future__ import annotations

from service.store.personal import Personal
from workflows import bank_account

__all__ = ["account_view"]


def account_view(account: Personal | None) -> dict[str, str] | None:
    """Holder and bank in full, the number but for its last four digits masked."""
    if account is None:
        return None
    held = account.fields()
    if not held:
        return {"name": "", "number": "", "bank": ""}
    return {
        "name": held["name"],
        "number": bank_account.masked(held["number"]),
        "bank": held["bank"],
    }
