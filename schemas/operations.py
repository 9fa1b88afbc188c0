"""What the service says of itself to those who run it."""

from __future__ import annotations

from marshmallow import Schema

from schemas.views import Number, Text

__all__ = ["HealthView", "ReadyView"]


class HealthView(Schema):
    status = Text()


class ReadyView(HealthView):
    """The database is reachable, its schema is the present one, and the log is open."""

    log_size = Number()
