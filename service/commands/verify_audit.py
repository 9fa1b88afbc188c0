"""``aid verify-audit``: 0 when the log holds, 1 and the first wrong entry when it does not."""

from __future__ import annotations

import sys

import click
from tqdm import tqdm

from service.audit.report import Report
from service.commands.opening import opened
from service.unit_of_work import Transactions
from service.use_cases.verify_log import verify_log

__all__ = ["verify_audit"]

BROKEN = 1


@click.command("verify-audit")
def verify_audit() -> None:
    """Compute the audit log again from its first entry, and every row against it.

    An empty log is left empty: who verifies must not write the very thing they look at.
    """
    with opened(log_open=False) as house:
        report = _with_progress(house.transactions)
    if report.wrong is not None:
        click.echo(str(report.wrong))
        sys.exit(BROKEN)
    click.echo(f"size {report.size}")
    click.echo(f"root {report.root.hex()}")
    click.echo(f"rows {report.rows}")
    click.echo(f"openings {report.openings}, erased {report.erased}", err=True)


def _with_progress(transactions: Transactions) -> Report:
    """A bar on stderr where somebody looks at it; the rows come after its end."""
    with tqdm(unit=" entries", file=sys.stderr, disable=None, leave=False) as bar:

        def moved(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return verify_log(transactions, moved)
