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
    "reports",
    "resemblances",
    "appeals",
    "application_decisions",
    "applications",
    "audit",
    "bank_answers",
    "batch_files",
    "bank_results",
    "bank_statements",
    "calendars",
    "case_letters",
    "campaigns",
    "campaign_lines",
    "clients",
    "code_lists",
    "copies",
    "delegations",
    "docs",
    "duties_proofs",
    "economic_checks",
    "editions",
    "follow_ups",
    "funds",
    "exports",
    "hand_overs",
    "hardship_files",
    "imports",
    "kin",
    "ledger_reports",
    "next_hands",
    "notices",
    "oauth",
    "objections",
    "officers",
    "operations",
    "paying_accounts",
    "payment_batches",
    "payment_queue",
    "payouts",
    "petitions",
    "programmes",
    "public_notices",
    "rechecks",
    "recoveries",
    "recovery_decisions",
    "recovery_receipts",
    "regularisations",
    "samples",
    "self_checks",
    "supervision",
    "todo",
    "transfers",
    "unattended",
    "unions",
    "vouchers",
    "webhooks",
    "fund_reports",
    "payment_orders",
    "work_lists",
)  # fmt: skip


def load() -> None:
    """Import the file of each noun."""
    for noun in NOUNS:
        importlib.import_module(f"service.api.{noun}")
