"""A document on the wire: its kind, its digest, and where the paper or the file is kept."""

from __future__ import annotations

from marshmallow import Schema

from schemas.fields import Code, Sha256Hex, Shaped, Strict, Whole
from schemas.views import Number, Text, Written

__all__ = ["EvidenceForm", "EvidenceView", "EvidenceWritten"]


class EvidenceForm(Strict):
    kind = Shaped(r"[a-z][a-z0-9_]{0,39}", "not_handle", 40, required=True)
    sha256 = Sha256Hex(required=True)
    pages = Whole(1, 10_000, required=True)
    kept = Code(("paper", "file"), required=True)


class EvidenceView(Schema):
    id = Text()
    kind = Text()
    sha256 = Text()
    pages = Number()
    kept = Text()


class EvidenceWritten(Written):
    id = Text()
    application_id = Text()
    kind = Text()
    sha256 = Text()
    pages = Number()
    kept = Text()
