"""Eight real processes that call at the same instant, each with its own application and pool."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

from service.app import build_house, create_app
from tests.county import CLIENTS, Reply

__all__ = ["Racers", "Shot"]

RACERS = 8
LEAD_S = 0.15


@dataclass(frozen=True)
class Shot:
    """One call: who, how, where, with what."""

    who: str | None
    method: str
    path: str
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Racers:
    """Started once for all races: starting a process costs a second, a race a few milliseconds."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._lines: list[Connection] = []
        self._processes = []
        for _ in range(RACERS):
            ours, theirs = context.Pipe()
            process = context.Process(target=_run, args=(theirs,), daemon=True)
            process.start()
            self._lines.append(ours)
            self._processes.append(process)

    def race(
        self, environment: Mapping[str, str], offset: timedelta, shots: Sequence[Shot]
    ) -> list[Reply]:
        """Fire all shots at one instant, one per process, and gather the answers in order."""
        lines = self._lines[: len(shots)]
        for line in lines:
            line.send(("ready", dict(environment), offset, None))
        for line in lines:
            line.recv()
        at = time.time() + LEAD_S
        for line, shot in zip(lines, shots, strict=True):
            line.send(("shoot", dict(environment), at, shot))
        return [Reply(*line.recv()) for line in lines]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        at: TracebackType | None,
    ) -> None:  # fmt: skip
        for line in self._lines:
            line.send(("stop", {}, None, None))
        for process in self._processes:
            process.join(5)


def _run(line: Connection) -> None:
    built: dict[str, Any] = {}
    while True:
        order, environment, moment, shot = line.recv()
        if order == "stop":
            return
        key = environment["AID_DATABASE_URL"]
        if order == "ready":
            if key not in built:
                for old, _ in built.values():
                    old.transactions.engine.dispose()
                built.clear()
                house = build_house(environment)
                built[key] = (house, create_app(house).test_client())
            house, client = built[key]
            house.transactions.offset = moment
            client.get("/v1/programmes")
            line.send("ready")
            continue
        house, client = built[key]
        time.sleep(max(0.0, moment - time.time()))
        line.send(_shoot(house, client, shot))


def _shoot(house: Any, client: Any, shot: Shot) -> tuple[int, Any, dict[str, str]]:
    headers = dict(shot.headers)
    if shot.who is not None:
        kind = "client" if shot.who in CLIENTS else "officer"
        headers["Authorization"] = f"Bearer {house.tokens.issue(shot.who, kind)}"
    body = {"data": shot.body} if isinstance(shot.body, bytes) else {"json": shot.body}
    answer = client.open(shot.path, method=shot.method, headers=headers, **body)
    return answer.status_code, answer.get_json(silent=True), dict(answer.headers)
