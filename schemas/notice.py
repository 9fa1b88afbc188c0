"""公示 on the wire: the form and the view of a notice, what was shown, the public page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, validates_schema

from schemas.fields import (
    LINES_MAX,
    Handle,
    Id,
    Lines,
    Numeral,
    SafeText,
    Strict,
    refused,
)
from schemas.views import Flag, List, Number, Text, Written

__all__ = [
    "NoticeForm",
    "NoticeSummaryView",
    "NoticeView",
    "PublicNoticeSummaryView",
    "PublicNoticeView",
    "PublicPageQuery",
    "SnapshotView",
]


class NoticeForm(Strict):
    """The list to publish, in its order, and where it is posted; files or applications, or both."""

    application_ids = Lines(Id(), minimum=1, unique=True)
    hardship_file_ids = Lines(Id(), minimum=1, unique=True)
    place = SafeText(1, 200, required=True)

    @validates_schema
    def somebody_is_listed(self, data: Mapping[str, Any], **_: Any) -> None:
        """A notice of nobody is none; a call has at most 1,000 lines in all (wire.md)."""
        listed = sum(len(data.get(name, ())) for name in ("application_ids", "hardship_file_ids"))
        if not listed:
            raise ValidationError({"application_ids": refused("required").messages})
        if listed > LINES_MAX:
            raise ValidationError(
                {"hardship_file_ids": refused("too_many", maximum=LINES_MAX).messages}
            )


class _LineView(Schema):
    """One line as it was published: the name is masked."""

    line = Number()
    application_id = Text(nullable=True)
    hardship_file_id = Text(optional=True, description="of a file, in place of an application")
    state = Text()
    ends_on = Text(format="date")
    name = Text(description="masked")
    union = Text()
    programme = Text(description="`hardship_file` where a file is filed or verified again")
    amount_fen = Number(nullable=True)
    category = Text(nullable=True, optional=True)
    open_objections = Number()


class NoticeSummaryView(Written):
    id = Text()
    number = Text(description="the notice's own number")
    state = Text()
    union = Text()
    place = Text()
    starts_on = Text(format="date", description="the opening day, which is not counted")
    ends_on = Text(format="date", description="the last day of the longest period")


class NoticeView(NoticeSummaryView):
    lines = List(_LineView)


class _ShownLine(Schema):
    """One line as it hung out; what it did not say is left out."""

    line = Number()
    name = Text(description="masked")
    union = Text()
    programme = Text()
    amount_fen = Number(optional=True)
    category = Text(optional=True)
    starts_on = Text(format="date")
    ends_on = Text(format="date")


class SnapshotView(Written):
    """What was shown. `shown_digest` is the SHA-256 of the RFC 8785 form of `id`, `union`, `starts_on`,
    `ends_on` and all `lines`, of which a caller of another union reads only theirs."""

    id = Text()
    number = Text(description="the notice's own number")
    union = Text()
    starts_on = Text(format="date")
    ends_on = Text(format="date")
    lines = List(_ShownLine)
    shown_digest = Text(nullable=True, description="none was fixed before 0.2.0")
    agrees = Flag(
        nullable=True, description="whether what is kept still gives it; null once a name is erased"
    )


class _PublicLine(Schema):
    line = Number(description="by which an objection names it")
    name = Text(description="masked; of a minor a parent's")
    union = Text()
    programme = Text()
    amount_fen = Number(nullable=True)
    category = Text(nullable=True, optional=True, description="of a file, in place of an amount")
    starts_on = Text(format="date")
    ends_on = Text(format="date")


class PublicNoticeSummaryView(Schema):
    id = Text()
    union = Text()
    starts_on = Text(format="date")
    ends_on = Text(format="date")


class PublicNoticeView(PublicNoticeSummaryView):
    """What anybody may read, while the period runs and no longer."""

    how_to_object = Text()
    lines = List(_PublicLine)


class PublicPageQuery(Strict):
    after = Numeral(0, 2**53 - 1)
    limit = Numeral(1, 1_000)
    union = Handle()
