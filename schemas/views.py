"""What every answer is made of: fields that only tell, and the log receipt of a write."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

__all__ = [
    "AnyObject",
    "Flag",
    "List",
    "Listed",
    "Number",
    "Part",
    "Text",
    "Written",
    "page_of",
]


class Text(fields.String):
    """A text; ``nullable`` where there may be none."""

    def __init__(self, *, nullable: bool = False, optional: bool = False, **more: Any) -> None:
        super().__init__(allow_none=nullable, required=not optional, metadata=more)


class Number(fields.Integer):
    def __init__(self, *, nullable: bool = False, optional: bool = False, **more: Any) -> None:
        super().__init__(allow_none=nullable, required=not optional, metadata=more)


class Flag(fields.Boolean):
    def __init__(self, *, nullable: bool = False, optional: bool = False, **more: Any) -> None:
        super().__init__(allow_none=nullable, required=not optional, metadata=more)


class AnyObject(fields.Raw):
    """An object whose shape is published elsewhere: answers, an edition's document."""

    def __init__(self, *, nullable: bool = False, optional: bool = False, **more: Any) -> None:
        kind: Any = ["object", "null"] if nullable else "object"
        super().__init__(
            allow_none=nullable,
            required=not optional,
            metadata={"type": kind, "additionalProperties": True, **more},
        )


class Part(fields.Nested):
    def __init__(
        self, schema: type[Schema], *, nullable: bool = False, optional: bool = False
    ) -> None:
        super().__init__(schema, allow_none=nullable, required=not optional)


class List(fields.List[Any]):
    def __init__(self, item: fields.Field[Any] | type[Schema], *, optional: bool = False) -> None:
        inner = item if isinstance(item, fields.Field) else fields.Nested(item)
        super().__init__(inner, required=not optional)


class Written(Schema):
    """Every thing carries the number of the entry that last changed it; a write also its hash."""

    audit_number = Number(description="index of the audit entry that last changed this")
    audit_hash = Text(optional=True, description="leaf hash of that entry, hexadecimal")


class Listed(Schema):
    """A page: its items, the cursor after the last of them, and whether more follow."""

    next = Number(nullable=True)
    has_more = Flag()


def page_of(item: type[Schema]) -> type[Schema]:
    """The schema of a page of ``item``."""
    name = item.__name__.removesuffix("View") + "Page"
    return type(name, (Listed,), {"items": List(item), "__module__": __name__})
