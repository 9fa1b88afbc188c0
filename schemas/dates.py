"""Dates and instants as ISO 8601 writes them, in one spelling each; an instant has a zone."""

import re
from datetime import UTC, date, datetime
from typing import Any

from schemas.strict import Wire, refused

_YEAR = r"(?:19[0-9]{2}|2[01][0-9]{2}|2200)"
_DATE = rf"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
_INSTANT = (
    rf"{_DATE}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?:\.[0-9]{{1,6}})?(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})"
)
_ACADEMIC_YEAR = r"20[0-9]{2}-20[0-9]{2}"


class IsoDate(Wire[date]):
    """A day of the calendar, from 1900 to 2200."""

    shape = re.compile(_DATE, re.ASCII)

    def __init__(self, **options: Any) -> None:
        super().__init__({"type": "string", "format": "date", "pattern": f"^{_DATE}$"}, **options)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or not self.shape.fullmatch(value):
            raise refused("not_date")
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise refused("not_date") from None

    def _serialize(self, value: date | None, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        if isinstance(value, datetime):
            raise TypeError(f"{attr}: an instant where a day is told")
        return None if value is None else value.isoformat()


class IsoInstant(Wire[datetime]):
    """A moment with its zone; told in UTC."""

    shape = re.compile(_INSTANT, re.ASCII)

    def __init__(self, **options: Any) -> None:
        told = {"type": "string", "format": "date-time", "pattern": f"^{_INSTANT}$"}
        super().__init__(told, **options)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> datetime:
        if not isinstance(value, str) or not self.shape.fullmatch(value):
            raise refused("not_instant")
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except ValueError:
            raise refused("not_instant") from None

    def _serialize(self, value: datetime | None, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"{attr}: an instant without a zone")
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


class AcademicYear(Wire[str]):
    """Two calendar years, the second being the next: 2026-2027."""

    shape = re.compile(_ACADEMIC_YEAR, re.ASCII)

    def __init__(self, **options: Any) -> None:
        super().__init__({"type": "string", "pattern": f"^{_ACADEMIC_YEAR}$"}, **options)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str) or not self.shape.fullmatch(value):
            raise refused("not_academic_year")
        if int(value[5:]) != int(value[:4]) + 1:
            raise refused("not_academic_year")
        return value
