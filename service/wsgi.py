"""What gunicorn loads: the application of the settings in the environment."""

from __future__ import annotations

from flask import Flask

from service.app import build_house, create_app

__all__ = ["application"]


def application() -> Flask:
    return create_app(build_house())
