"""Refusals on the wire (RFC 9457): what is wrong, with which values, and what to do next."""

from __future__ import annotations

from marshmallow import Schema

from schemas.views import AnyObject, List, Number, Part, Text

__all__ = ["ProblemKindView", "ProblemView", "RefusalView"]


class RefusalView(Schema):
    """One guard that failed, with the values it compared."""

    code = Text()
    title = Text()
    values = AnyObject()


class _FaultView(Schema):
    """One fault of the input, and where it is as a JSON pointer (RFC 6901)."""

    at = Text()
    code = Text()
    title = Text()
    values = AnyObject()


class ProblemView(Schema):
    """A refusal a person can act on, in the caller's language."""

    type = Text(description="the same word as the code in `refusals`, under /problems/")
    title = Text()
    status = Number()
    detail = Text()
    refusals = List(RefusalView)
    next = Text(description="what to do next")
    values = AnyObject()
    request_id = Text()
    errors = List(_FaultView, optional=True)
    error = Text(optional=True, description="RFC 6749 §5.2, at the token endpoint alone")


class _Words(Schema):
    zh = Text()
    en = Text()


class ProblemKindView(Schema):
    """One kind of refusal, in both languages."""

    slug = Text()
    status = Number()
    title = Part(_Words)
    next = Part(_Words)
