"""A wire to PostgreSQL that is cut when a COMMIT goes over it: before the server has it, or after.

In the protocol a COMMIT is a message of its own (``Q``, its length, its words). What is cut after the
server had it is committed, and nobody on this side knows.
"""

from __future__ import annotations

import random
import socket
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, quote, urlsplit

__all__ = ["CutOff"]

COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"
BEFORE, AFTER, THROUGH = "before", "after", "through"
PORT = ".s.PGSQL.5432"


class CutOff:
    """Stands before the server's socket with one of its own in a folder of its own."""

    def __init__(self, url: str, folder: Path, chance: random.Random) -> None:
        parts = urlsplit(url)
        self._server = f"{parse_qs(parts.query)['host'][0]}/{PORT}"
        self.url = f"{parts.scheme}://{parts.netloc}{parts.path}?host={quote(str(folder), safe='')}"
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(folder / PORT))
        self._door.listen(16)
        self._chance = chance
        self.cuts: Counter[str] = Counter()
        self.cutting = False

    def __enter__(self) -> Self:
        threading.Thread(target=self._open, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        at: TracebackType | None,
    ) -> None:  # fmt: skip
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                threading.Thread(target=self._carry, args=(caller,), daemon=True).start()

    def _carry(self, caller: socket.socket) -> None:
        with caller, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            server.connect(self._server)
            back = threading.Thread(target=_copied, args=(server, caller), daemon=True)
            back.start()
            while told := caller.recv(65_536):
                fate = self._fate(told)
                if fate == BEFORE:
                    break
                if fate == AFTER:
                    caller.shutdown(socket.SHUT_WR)  # the answer comes, and goes nowhere
                server.sendall(told)
            server.shutdown(socket.SHUT_WR)
            back.join()

    def _fate(self, told: bytes) -> str:
        if not self.cutting or COMMIT not in told:
            return THROUGH
        fate = self._chance.choice((BEFORE, AFTER, THROUGH))
        self.cuts[fate] += 1
        return fate


def _copied(server: socket.socket, caller: socket.socket) -> None:
    """Whatever the server says, also to a caller who hears nothing any more."""
    with suppress(OSError):
        while told := server.recv(65_536):
            with suppress(OSError):
                caller.sendall(told)
    with suppress(OSError):
        caller.shutdown(socket.SHUT_RDWR)
