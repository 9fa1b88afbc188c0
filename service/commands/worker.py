"""``aid worker``: does what falls due, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

import click
from sqlalchemy.exc import OperationalError

from service import logs
from service.app import settle
from service.commands.opening import opened
from service.unit_of_work import Transactions
from service.use_cases.run_jobs import run_due_jobs

__all__ = ["worker"]

POLL_S = 5.0
_LOG = logging.getLogger("service.jobs")


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
        settle()
        if once:
            _round(house.transactions, stopping)
        else:
            _LOG.info("begun")
            _rounds(house.transactions, stopping)


def _rounds(transactions: Transactions, stopping: threading.Event) -> None:
    """A database that goes away comes back, and the jobs are still in it."""
    while not stopping.is_set():
        try:
            _round(transactions, stopping)
        except OperationalError as error:
            logs.fault(error)
        stopping.wait(POLL_S)


def _round(transactions: Transactions, stopping: threading.Event) -> None:
    found = run_due_jobs(transactions, stop=stopping.is_set)
    if found.done or found.failed:
        _LOG.info("round", extra={"done": found.done, "failed": found.failed})
