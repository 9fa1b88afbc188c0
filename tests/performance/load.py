"""Callers at the other end of a socket: each sends one call, waits for its answer, sends the next."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

__all__ = ["Load", "action_request", "fire"]

OK = 200


@dataclass
class Load:
    """What the callers saw: how long each answer took, and with which status."""

    seconds: float = 0.0
    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    refusal: bytes = b""

    @property
    def per_second(self) -> float:
        return self.statuses[OK] / self.seconds if self.seconds else 0.0


def action_request(path: str, action: str, token: str, version: int, key: str) -> bytes:
    """One POST …/{action}, as the bytes that go over the wire."""
    body = json.dumps({"opinion": "情况属实"}, ensure_ascii=False).encode()
    head = (
        f"POST {path}/{action} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f'If-Match: "{version}"\r\nIdempotency-Key: {key}\r\nContent-Type: application/json\r\n'
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


def fire(port: int, requests: Sequence[bytes], clients: int, seconds: float) -> tuple[Load, int]:
    """Send the requests by so many callers at once until the time is over; how many were sent."""
    return asyncio.run(_fire(port, requests, clients, seconds))


async def _fire(
    port: int, requests: Sequence[bytes], clients: int, seconds: float
) -> tuple[Load, int]:
    load, waiting = Load(), iter(requests)
    start = time.perf_counter()
    await asyncio.gather(*(_caller(port, waiting, load, start + seconds) for _ in range(clients)))
    load.seconds = time.perf_counter() - start
    return load, len(load.took)


async def _caller(port: int, waiting: Iterator[bytes], load: Load, until: float) -> None:
    while time.perf_counter() < until:
        request = next(waiting, None)
        if request is None:
            return
        started = time.perf_counter()
        answer = await _call(port, request)
        load.took.append(time.perf_counter() - started)
        status = int(answer[9:12])
        load.statuses[status] += 1
        if status != OK:
            load.refusal = answer


async def _call(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        return await reader.read(-1)
    finally:
        writer.close()
