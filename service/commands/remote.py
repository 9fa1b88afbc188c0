"""A service somewhere else, called over HTTP as any caller calls it: with a token, and nothing more.

Only the standard library; no redirect is followed, because a token would go with it.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from functools import wraps
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import click

from service.commands.start import Stopped, read_settings, refuse_production
from service.tokens import OFFICER, Tokens

__all__ = ["Remote", "Reply", "keep", "remote", "token_maker", "with_caller"]

TIMEOUT_S: Final = 120
TRIES: Final = 4
PAUSE_MAX_S: Final = 60.0
_SECONDS: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/=-]+")  # RFC 6750
_AGAIN: Final = "Retry-After"
"""The answer that asks to come again: still in progress, too many, nobody there for the moment. The
same call, with the same key, is made once more."""


@dataclass(frozen=True, slots=True)
class Reply:
    """``headers`` are found in any case: what stands between may write them in its own."""

    status: int
    headers: Message[str, str]
    content: bytes

    def __getitem__(self, name: str) -> Any:
        return self.told[name]

    @property
    def told(self) -> dict[str, Any]:
        """A body of JSON; empty where there is none."""
        if not self.headers.get("Content-Type", "").partition(";")[0].endswith("json"):
            return {}
        found: dict[str, Any] = json.loads(self.content)
        return found

    @property
    def good(self) -> bool:
        return self.status < 300  # noqa: PLR2004


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_told: Any, **_more: Any) -> None:
        return None


class Remote:
    """One service at one address; a token is made or read anew for each call."""

    def __init__(self, address: str, token: Callable[[], str], language: str) -> None:
        self._address, self._token, self.language = address.rstrip("/"), token, language
        self._opener = build_opener(_NoRedirect)

    def call(
        self, method: str, path: str, query: Mapping[str, object] | None = None,
        body: bytes | None = None, **headers: str,
    ) -> Reply:  # fmt: skip
        """Raises ``Stopped`` when nobody answers; a refusal is an answer."""
        asked = {name: value for name, value in (query or {}).items() if value is not None}
        url = f"{self._address}{path}" + (f"?{urlencode(asked)}" if asked else "")
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= {"Authorization": f"Bearer {self._token()}", "Accept-Language": self.language}
        request = Request(url, data=body, method=method, headers=sent)  # noqa: S310 - checked below
        for left in reversed(range(TRIES)):
            reply = self._once(request, last=not left)
            if reply is not None and (_AGAIN not in reply.headers or not left):
                return reply
            time.sleep(_pause(reply))
        raise Stopped(f"{self._address} does not answer.")

    def _once(self, request: Request, *, last: bool) -> Reply | None:
        """None when the line broke: the call may have been heard or not, so it is made again."""
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as answer:
                return Reply(answer.status, answer.headers, answer.read())
        except HTTPError as refused:
            with refused:
                return Reply(refused.code, refused.headers, refused.read())
        except (URLError, OSError) as error:
            if last:
                reason = getattr(error, "reason", error)
                raise Stopped(f"{self._address} cannot be reached: {reason}.") from None
            return None


def _pause(reply: Reply | None) -> float:
    """As long as was asked, if that was said in seconds and is no wait without end."""
    asked = reply.headers.get(_AGAIN, "") if reply else ""
    return min(float(asked), PAUSE_MAX_S) if _SECONDS.fullmatch(asked) else 1.0


def keep(path: Path, content: bytes) -> None:
    """Raises ``Stopped`` where the file cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Stopped(f"{path} cannot be written: {error.strerror}.") from None


def with_caller(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which service is called, and by whom; the command is given ``service``."""

    @wraps(command)
    def called(
        server: str, token_file: Path | None, officer: str | None, language: str, **given: Any
    ) -> None:
        command(service=remote(server, token_file, officer, language), **given)

    for option in _CALLER:
        called = option(called)
    return called


_CALLER: Final = (
    click.option(
        "--language", type=click.Choice(["zh-CN", "en"]), default="zh-CN", show_default=True,
        help="Language of what is said about the table.",
    ),
    click.option(
        "--as", "officer", metavar="ID",
        help="Officer to call as; development only: the token is made here.",
    ),
    click.option(
        "--token-file", type=click.Path(path_type=Path),
        help="File with the access token; read anew for every call.",
    ),
    click.option(
        "--server", default="http://127.0.0.1:8000", show_default=True,
        help="Address of the service.",
    ),
)  # fmt: skip


def remote(
    server: str, token_file: Path | None, caller: str | None, language: str, kind: str = OFFICER
) -> Remote:  # fmt: skip
    """Raises ``Stopped`` for an address that is none and for a caller without a token."""
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Stopped(f"{server} is no address of a service, such as http://127.0.0.1:8000.")
    return Remote(server, token_maker(token_file, caller, kind), language)


def token_maker(
    token_file: Path | None, caller: str | None, kind: str = OFFICER
) -> Callable[[], str]:
    """From a file that somebody keeps fresh; in development also made here, as ``aid token`` does."""
    if (token_file is None) == (caller is None):
        raise Stopped("say who calls: --token-file FILE, or in development --as ID.")
    if token_file is not None:
        return lambda: _read(token_file)
    settings = read_settings()
    refuse_production(settings, "--as")
    issuer = Tokens(settings.token_key, settings.issuer, settings.audience)
    return lambda: issuer.issue(caller or "", kind)


def _read(path: Path) -> str:
    try:
        token = path.read_text("ascii").strip()
    except OSError as error:
        raise Stopped(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        token = ""
    if not _TOKEN.fullmatch(token):
        raise Stopped(f"{path} holds no access token.")
    return token
