"""The routes of all endpoints, compiled once a process."""

from __future__ import annotations

from functools import cache

from werkzeug.routing import Map, Rule

from service.api.endpoint import Endpoint

__all__ = ["routes"]


class _Route(Rule):
    provide_automatic_options = False
    """Flask asks this of a rule: an endpoint answers the one method it declares."""


@cache
def routes(endpoints: tuple[Endpoint, ...]) -> Map:
    """Two hundred routes take longer to compile than a database to open, and a process that makes more
    than one application, as tests do, need not compile them again."""
    return Map(
        [_Route(one.rule, methods=[one.method], endpoint=one.name) for one in endpoints]
    )  # fmt: skip
