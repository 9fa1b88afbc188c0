"""Processes of one thread that share what was loaded: forking is then quick, and safe.

A process of pytest has threads, so it is not forked itself: ``aside`` is a child of a
server that has loaded the program and nothing else, and from there ``forked`` makes as many as wanted.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

from flask import Flask

from service.app import House, build_house, create_app, settle
from tests.county import CLIENTS
from tests.races.racers import Shot

__all__ = ["Caller", "aside", "caller", "forked", "killed"]

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])


@contextmanager
def aside(work: Callable[..., None], *told: Any) -> Iterator[Connection]:
    """A line to ``work``, which has a process of its own until the line is closed."""
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_quietly, args=(work, theirs, *told))
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join()


def _quietly(work: Callable[..., None], line: Connection, *told: Any) -> None:
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - till the process ends
    with suppress(EOFError):  # nobody asks any more
        work(line, *told)


def forked(work: Callable[..., None], *told: Any) -> int:
    """The id of a process that does this work and ends; it has everything this one has."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        work(*told)
        status = 0
    finally:
        os._exit(status)


def killed(child: int) -> None:
    """As the kernel does when memory is short: no time for anything."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


class Caller:
    """A house and its front door, without a connection yet: each process opens its own."""

    def __init__(self, house: House, app: Flask) -> None:
        self.house, self.client = house, app.test_client()
        self.tokens: dict[str, str] = {}

    def call(self, shot: Shot) -> tuple[int, Any, Mapping[str, str]]:
        headers = dict(shot.headers)
        if shot.who is not None:
            headers["Authorization"] = f"Bearer {self._token(shot.who)}"
        answer = self.client.open(shot.path, method=shot.method, headers=headers, json=shot.body)
        told = answer.get_json(silent=True) if answer.is_json else answer.get_data(as_text=True)
        return answer.status_code, told, dict(answer.headers)

    def _token(self, who: str) -> str:
        if who not in self.tokens:
            kind = "client" if who in CLIENTS else "officer"
            self.tokens[who] = self.house.tokens.issue(who, kind)
        return self.tokens[who]


def caller(environment: Mapping[str, str]) -> Caller:
    house = build_house(environment)
    made = Caller(house, create_app(house))
    made.client.get("/healthz")  # what Flask makes at the first request is made before the fork
    settle()
    return made
