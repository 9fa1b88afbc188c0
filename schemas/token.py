"""The token endpoint on the wire (RFC 6749 §4.4, §5.1)."""

from __future__ import annotations

from marshmallow import Schema

from schemas.fields import Code, SafeText, Strict
from schemas.views import Number, Text

__all__ = ["TokenForm", "TokenView"]


class TokenForm(Strict):
    """Id and secret may come in an Authorization header of scheme Basic instead."""

    grant_type = Code(("client_credentials",), required=True)
    client_id = SafeText(1, 64, required=True)
    client_secret = SafeText(1, 200, required=True)


class TokenView(Schema):
    access_token = Text()
    token_type = Text()
    expires_in = Number(description="seconds")
