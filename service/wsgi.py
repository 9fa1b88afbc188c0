"""What gunicorn loads: the application of the settings in the environment."""

from __future__ import annotations

from flask import Flask

from service.app import build_house, create_app, settle

__all__ = ["application"]


def application() -> Flask:
    app = create_app(build_house())
    settle()
    return app
