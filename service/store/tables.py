"""All tables of the house on one MetaData; importing this file is what registers them."""

from __future__ import annotations

from service.store import (
    account,
    application,
    audit_tables,
    banking,
    campaign,
    economic_check,
    edition,
    file_import,
    file_life,
    file_parts,
    follow_up,
    hardship_file,
    ledger,
    matters,
    money,
    notice,
    people,
    receipt,
    recovery,
    regularisation,
    standing,
    webhook,
)
from service.store.metadata import metadata
from service.store.things import Thing

__all__ = ["REGISTERED", "THINGS", "metadata"]

REGISTERED = (
    account, application, audit_tables, banking, campaign, economic_check, edition, file_import, file_life, file_parts,
    follow_up, hardship_file, ledger, matters, money, notice, people, receipt, recovery, regularisation, standing,
    webhook,
)  # fmt: skip

THINGS: tuple[type[Thing], ...] = tuple(
    sorted(Thing.__subclasses__(), key=lambda model: model.KIND)
)
"""Every aggregate; the verification of the log reads the rows of each."""
