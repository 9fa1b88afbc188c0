"""``aid worker``: does what falls due, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

import click
from sqlalchemy.exc import OperationalError

from service import logs
from service.commands.opening import opened
from service.unit_of_work import Transactions
from service.use_cases.run_jobs import run_due_jobs

__all__ = ["worker"]

POLL_S = 5.0


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now and end.")
def worker(once: bool) -> None:
    """Do what falls due; SIGTERM ends it after the job in hand."""
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with opened() as house:
        if once:
            _round(house.transactions, stopping)
        while not once and not stopping.wait(POLL_S):
            try:
                _round(house.transactions, stopping)
            except OperationalError as error:  # the database will be back, and the jobs still there
                logs.fault(error)


def _round(transactions: Transactions, stopping: threading.Event) -> None:
    found = run_due_jobs(transactions, stop=stopping.is_set)
    if found.done or found.failed:
        told = {"done": found.done, "failed": found.failed}
        logging.getLogger("service.jobs").info("round", extra=told)
