"""``aid bank-simulator``: a bank to test against, that answers what the service dispatches.

A client of the service like any bank gateway. What it truly did is in its books and on its
statement; how badly it tells of it is chosen by ``--temper``.
"""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, Final

import click

from service.bank.simulator.books import Books
from service.bank.simulator.papers import answers, statement
from service.bank.simulator.teller import Batch, Teller
from service.bank.simulator.temper import TEMPERS
from service.commands.remote import Remote, Reply, keep, remote
from service.commands.start import NO, Stopped, read_settings, refuse_production
from service.tokens import CLIENT

__all__ = ["bank_simulator"]

PAUSE_S: Final = 2.0
BATCHES: Final = "/v1/payment-batches"
PAGE: Final = 1_000


class _Gateway:
    """The calls of a bank gateway; what the service refuses ends the bank, with its reason."""

    def __init__(self, service: Remote) -> None:
        self._service = service

    def batches(self) -> Iterator[Batch]:
        after, more = 0, True
        while more:
            query = {"state": "dispatched", "after": after, "limit": PAGE}
            page = self._heard("GET", BATCHES, query=query).told
            for one in page["items"]:
                yield Batch(one["id"], one["dispatched_at"][:10])
            after, more = page["next"], page["has_more"]

    def orders(self, batch: Batch) -> bytes:
        return self._heard("GET", f"{BATCHES}/{batch.id}/instruction-file").content

    def say(self, batch_id: str, results: Sequence[Mapping[str, Any]], key: str) -> None:
        body = json.dumps({"batch_id": batch_id, "results": list(results)}).encode()
        told = {"Content_Type": "application/json", "Idempotency_Key": key}
        self._heard("POST", "/v1/bank-results", body=body, **told)

    def _heard(self, method: str, path: str, **more: Any) -> Reply:
        reply = self._service.call(method, path, **more)
        if not reply.good:
            raise Stopped(f"{method} {path}: {reply.status} {reply.told.get('title', '')}", NO)
        return reply


@click.group("bank-simulator", invoke_without_command=True)
@click.option(
    "--books", type=click.Path(path_type=Path), help="Its books.  [bank-simulator.json in AID_HOME]"
)
@click.pass_context
def bank_simulator(context: click.Context, books: Path | None) -> None:
    """Play the bank of a development database: pay or refuse what is dispatched, and say so.

    It keeps books of its own, pays a reference once, and can lose answers, give them twice, late,
    out of order, or contradict itself. Without a command it plays as `play` does.
    """
    settings = read_settings()
    refuse_production(settings, "bank-simulator")
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    context.obj = books or settings.home / "bank-simulator.json"
    if context.invoked_subcommand is None:
        context.invoke(play)


@bank_simulator.command()
@click.option(
    "--server", default="http://127.0.0.1:8000", show_default=True, help="Address of the service."
)
@click.option(
    "--token-file", type=click.Path(path_type=Path), help="File with the bank's access token."
)
@click.option("--as", "client", metavar="ID", help="Client to call as.  [bank]")
@click.option("--seed", type=int, default=1, show_default=True, help="Of everything it does.")
@click.option(
    "--temper", type=click.Choice(list(TEMPERS)), default="usual", show_default=True,
    help="How badly it behaves.",
)  # fmt: skip
@click.option(
    "--until", type=click.Choice(["stopped", "once", "quiet"]), default="stopped",
    show_default=True, help="One round, or as long as something is left to say or to send back.",
)  # fmt: skip
@click.pass_obj
def play(
    place: Path, server: str, token_file: Path | None, client: str | None, seed: int, temper: str,
    until: str,
) -> None:  # fmt: skip
    """Take instruction files, pay or refuse, and answer, round by round."""
    caller = remote(server, token_file, _caller(token_file, client), "zh-CN", CLIENT)
    teller = Teller(_Gateway(caller), Books.opened(place, seed), TEMPERS[temper])
    teller.keep = partial(_keep, place)
    _rounds(teller, until)


@bank_simulator.command()
@click.argument("references", nargs=-1, required=True, metavar="REFERENCE...")
@click.pass_obj
def ask(place: Path, references: tuple[str, ...]) -> None:
    """Have it say, in its next round, what truly became of an order."""
    books = Books.opened(place, 0)
    unknown = [one for one in references if one not in books.orders]
    if unknown:
        raise Stopped(f"the bank has no order {', '.join(unknown)}.", NO)
    for reference in references:
        books.ask(reference)
    books.keep(place)


@bank_simulator.command("statement")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.csv")
@click.pass_obj
def write_statement(place: Path, out: Path) -> None:
    """The statement of the account: what truly left, and what came back."""
    keep(out, statement(Books.opened(place, 0)))


@bank_simulator.command("answers")
@click.argument("batch")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.csv")
@click.pass_obj
def write_answers(place: Path, batch: str, out: Path) -> None:
    """The file of answers to a batch, for a person to upload."""
    keep(out, answers(Books.opened(place, 0), batch))


def _caller(token_file: Path | None, client: str | None) -> str | None:
    return client if token_file is not None else client or "bank"


def _keep(path: Path, books: Books) -> None:
    books.keep(path)


def _rounds(teller: Teller, until: str) -> None:
    """SIGTERM ends it after the round in hand."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stopper(stopping))
    while not stopping.is_set():
        told = teller.round()
        click.echo(
            f"round {teller.books.round}: {told.taken} orders taken, {told.paid} paid, "
            f"{told.refused} refused; {told.said} words in {told.messages} messages, "
            f"{told.again} of them twice"
        )
        if until == "once" or (until == "quiet" and teller.quiet()):
            return
        stopping.wait(0 if until == "quiet" else PAUSE_S)


def _stopper(stopping: threading.Event) -> Callable[[int, FrameType | None], None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    return stop
