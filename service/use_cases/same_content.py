"""Whether a household of a table says exactly what its file says already, and if not, what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from service.file_table.columns import DECLARED
from service.file_table.locate import title_of
from service.use_cases.fill_file import given

__all__ = ["differing"]

Content = dict[tuple[str, ...], Any]


def differing(
    ours: Mapping[str, Any], declared: str | None, theirs: Mapping[str, Any], before: str | None
) -> list[str]:
    """The headings of the columns that differ, of two forms that tell people by the same words."""
    one, other = _content(ours, declared), _content(theirs, before)
    paths = sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
    return list(dict.fromkeys(map(_title, paths)))


def _content(form: Mapping[str, Any], declared: str | None) -> Content:
    """Every field with what it says; members by who they are, because their order says nothing."""
    said = given(form)
    found: Content = dict(_fields(("worker",), said["worker"]))
    for part in ("household", "causes"):
        found.update(_fields((part,), said.get(part, {})))
    for member in said.get("members", ()):
        who = member["identity_number"]
        told = {"student": False, **member}
        found.update(_fields(("members", who), told))
    found["tags",] = sorted(said.get("tags", ())) or None
    found[DECLARED] = declared
    return {path: value for path, value in found.items() if value not in (None, [])}


def _fields(
    path: tuple[str, ...], part: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in part.items():
        if isinstance(value, Mapping):
            yield from _fields((*path, name), value)
        else:
            yield (*path, name), value


def _title(path: tuple[str, ...]) -> str:
    if path[0] == "members":
        return f"家庭成员：{title_of(path[2:], member=True)}"
    return title_of(path, member=False)
