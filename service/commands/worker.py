"""``aid worker``: does what falls due, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

import click
from sqlalchemy.exc import OperationalError

from service import logs
from service.app import House, settle
from service.commands.opening import opened
from service.outbound.post import post_by
from service.use_cases.run_jobs import run_due_jobs
from service.use_cases.send_webhooks import send_webhooks
from service.use_cases.spread_events import spread_events

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
            _round(house, stopping)
        else:
            _LOG.info("begun")
            _rounds(house, stopping)


def _rounds(house: House, stopping: threading.Event) -> None:
    """A database that goes away comes back, and the jobs are still in it."""
    while not stopping.is_set():
        try:
            _round(house, stopping)
        except OperationalError as error:
            logs.fault(error)
        stopping.wait(POLL_S)


def _round(house: House, stopping: threading.Event) -> None:
    found = run_due_jobs(house.transactions, stop=stopping.is_set)
    if found.done or found.failed:
        _LOG.info("round", extra={"done": found.done, "failed": found.failed})
    if house.settings.webhook_hosts and not stopping.is_set():
        _tell(house, stopping)


def _tell(house: House, stopping: threading.Event) -> None:
    """Where no host is named nothing is sent, and nothing is lost: the cursors wait."""
    spread_events(house.transactions)
    post = post_by(house.transactions.reach)
    sent = send_webhooks(house.transactions, post, stop=stopping.is_set)
    if sent.delivered or sent.failed:
        _LOG.info("sent", extra={"done": sent.delivered, "failed": sent.failed})
