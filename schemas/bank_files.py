"""The files of a batch on the wire, and what a failed payment asks for."""

from __future__ import annotations

from marshmallow import Schema

from schemas.views import AnyObject, Flag, List, Number, Text

__all__ = ["FailureView", "FilePartView", "ManualView", "SignedManifestView", "SigningKeysView"]


class FailureView(Schema):
    """Why it failed and what is to be done: who acts, whether it may be sent again as it is, whether
    the account must be corrected and confirmed first."""

    code = Text(description="code list `failure_code`")
    text = Text()
    actor = Text(description="code list `failure_actor`")
    again_unchanged = Flag()
    correct_account = Flag()
    next = Text()


class FilePartView(Schema):
    """One file for the bank, fetched by its ``part``."""

    part = Text(description="all, own (payees of the bank itself) or other")
    format = Text()
    sequence = Number()
    reference = Text(description="of the file, at the bank")
    count = Number()
    total_fen = Number()
    sha256 = Text()
    bytes = Number()


class _ManualLine(Schema):
    line = Number()
    reason = Text(
        description="a field, and why the bank cannot take it: unwritable, too_long, missing"
    )


class ManualView(Schema):
    """The list for the bank's counter: what its files cannot write."""

    count = Number()
    total_fen = Number()
    sha256 = Text()
    bytes = Number()
    lines = List(_ManualLine)


class SignedManifestView(Schema):
    """``signed`` is the text whose UTF-8 bytes are signed: the manifest with its batch, in RFC 8785."""

    manifest = AnyObject()
    signed = Text()
    signature = Text(description="base64")
    algorithm = Text()
    key_id = Text(description="of `/v1/signing-keys`")


class _SigningKey(Schema):
    id = Text()
    algorithm = Text()
    pem = Text(description="the public key")


class SigningKeysView(Schema):
    items = List(_SigningKey)
