"""``aid serve``: the database brought up to date, then gunicorn with the manners we want of it.

gunicorn is embedded, so that nothing outside this file and the settings steers it: not its own
environment variable, not a file in the folder. HTTP/1.1 only, no control socket, no header of a
proxy believed (reliability.md §7.1, dependencies.md §12).
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Any

import click
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from service import logs
from service.api import nouns
from service.app import build_house, create_app, settle
from service.commands.opening import opened
from service.commands.start import Stopped, read_settings

__all__ = ["serve"]

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a heartbeat file there never waits for a disk
MANNERS: dict[str, Any] = {
    "worker_class": "sync",
    "timeout": 60,
    "graceful_timeout": 30,
    "max_requests": 10_000,
    "max_requests_jitter": 1_000,
    "preload_app": False,  # each worker opens its own connections
    "http_protocols": "h1",
    "control_socket_disable": True,
    "forwarded_allow_ips": "",
    "proxy_protocol": "off",
    "limit_request_line": 4_094,
    "limit_request_fields": 50,
    "limit_request_field_size": 8_190,
    "proc_name": "aid",
}


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings; each worker builds the application for itself."""

    def __init__(self, **chosen: Any) -> None:
        self._chosen = chosen
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        app = create_app(build_house())
        settle()
        return app


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65_535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Bring the database up to date, then serve until SIGTERM."""
    settings = read_settings()
    if not settings.production and not _is_loopback(host):
        raise Stopped(f"in development serve listens on loopback only, not on {host}.")
    with opened():
        pass  # migrated, the log opened, every connection closed before workers are made
    nouns.load()  # code the workers share; it opens nothing
    folder = str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None
    _Server(
        bind=f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        workers=workers,
        worker_tmp_dir=folder,
        logconfig_dict=logs.configuration(),
        **MANNERS,
    ).run()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
