"""What only a matter is asked: an objection, an appeal, a petition."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MatterFacts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterFacts:
    """None means that nobody looked, or nothing was said; empty that nothing was found.

    ``posts_there`` are the unions, of those the matter is about, at which whoever acts holds a post;
    ``findings`` what looking into it brought to light; ``appeals`` are the states of those brought
    against the same refusal. Of a petition, ``against`` is whether it speaks against what was done in a
    case, ``fit`` whether the union it goes to may deal with it, ``reply`` the answer, ``satisfaction``
    what was said of it.
    """

    posts_there: tuple[str, ...] | None = None
    findings: str | None = None
    appeals: tuple[str, ...] | None = None
    against: bool | None = None
    fit: bool | None = None
    reply: str | None = None
    satisfaction: str | None = None
