"""Every noun of the API; importing its file declares its endpoints."""

from __future__ import annotations

import importlib

__all__ = ["NOUNS", "load"]

NOUNS = (
    "aid_records",
    "evidence",
    "exemptions",
    "file_documents",
    "home_visits",
    "resemblances",
    "application_decisions",
    "applications",
    "audit",
    "bank_results",
    "calendars",
    "campaigns",
    "campaign_lines",
    "clients",
    "code_lists",
    "docs",
    "economic_checks",
    "editions",
    "funds",
    "exports",
    "hardship_files",
    "imports",
    "kin",
    "notices",
    "oauth",
    "objections",
    "officers",
    "operations",
    "payment_batches",
    "payouts",
    "programmes",
    "public_notices",
    "rechecks",
    "samples",
    "self_checks",
    "transfers",
    "unions",
    "work_lists",
)  # fmt: skip


def load() -> None:
    """Import the file of each noun."""
    for noun in NOUNS:
        importlib.import_module(f"service.api.{noun}")
