"""Things and their parts: the aggregates that deeds change, and how their state is read.

A thing's ``number`` is the index of the audit entry that last changed it: its version, its ETag and
the feed's cursor (house rule 3). The mapper compares it at every UPDATE, as a second guard behind
the look under the lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    String,
    TypeDecorator,
    inspect,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    declared_attr,
    joinedload,
    mapped_column,
    selectinload,
)
from sqlalchemy.orm.interfaces import ORMOption
from sqlalchemy.types import TypeEngine

from service.store.metadata import metadata
from service.store.personal import Personal

__all__ = ["Base", "Instant", "Part", "Record", "Scoped", "Thing", "plain", "refers_to"]
__all__ += ["state_of", "together", "whole"]


class Instant(TypeDecorator[datetime]):
    """An aware instant. SQLite keeps no zone, so there it is ISO text in UTC."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind = DateTime(timezone=True) if dialect.name == "postgresql" else String(32)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must carry a zone")
        at = value.astimezone(UTC)
        return at if dialect.name == "postgresql" else at.isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        at = datetime.fromisoformat(value) if isinstance(value, str) else value
        return at.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = metadata
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
        datetime: Instant(),
        int: BigInteger(),
    }


def refers_to(column: str) -> ForeignKey:
    """A foreign key that is checked at commit: rows of one transaction come in any order."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


class Thing(Base):
    """An aggregate. ``KIND`` is its word in the audit log; ``PARTS`` the rows it owns, of which
    those ``TOGETHER`` are so few that they come with the thing in one statement.

    ``LATER`` are parts that the thing did not have when its first rows were written: where there
    are none of them its state does not speak of them, so that what an older version committed to
    still holds (ADR 0016). A column that joins later is nullable for the same reason.
    """

    __abstract__ = True
    KIND: ClassVar[str]
    PARTS: ClassVar[tuple[str, ...]] = ()
    TOGETHER: ClassVar[tuple[str, ...]] = ()
    LATER: ClassVar[tuple[str, ...]] = ()
    SERIAL: ClassVar[str] = ""

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, unique=True)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy hands in the class
        return {"version_id_col": cls.number, "version_id_generator": False}

    def concerns(self) -> Iterator[str]:
        """The ids of what this thing belongs to: who loaded one of them must look again."""
        yield from ()


@cache
def together(model: type[Thing]) -> tuple[ORMOption, ...]:
    """How to ask for one thing so that what belongs together comes together."""
    return tuple(joinedload(getattr(model, name)) for name in model.TOGETHER)


@cache
def whole(model: type[Thing]) -> tuple[ORMOption, ...]:
    """How to ask for things with all their parts: one statement for each kind of part."""
    rest = (name for name in (*model.PARTS, *model.LATER) if name not in model.TOGETHER)
    return tuple(selectinload(getattr(model, name)) for name in rest)


class Scoped:
    """Mixed into things that lie in the tree of unions; the path goes into every query."""

    union: Mapped[str] = mapped_column(String(32))
    union_path: Mapped[str] = mapped_column(String(255), index=True)


class Part(Base):
    """A row owned by a thing; it changes only with a deed on its owner."""

    __abstract__ = True
    OWNER: ClassVar[str]

    id: Mapped[str] = mapped_column(String(64), primary_key=True)

    @property
    def owned_by(self) -> str:
        return str(getattr(self, self.OWNER))


class Record(Base):
    """A row that is neither thing nor part: it carries the number of the deed that made it.

    ``BY_DEED``: it is changed by deeds only, too, and carries the number of the last.
    """

    __abstract__ = True
    BY_DEED: ClassVar[bool] = True

    made_by: Mapped[int] = mapped_column(BigInteger, index=True)


def plain(value: Any) -> Any:
    """A value as the log commits to it."""
    if isinstance(value, Personal):
        return value.commitment
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


@cache
def _names(model: type[Base]) -> tuple[str, ...]:
    return tuple(attribute.key for attribute in inspect(model).column_attrs)


def _columns(row: Base, leave_out: str) -> dict[str, Any]:
    """What is at hand is taken as it is; only of a row that was read can more be asked for."""
    held, read = vars(row), inspect(row).has_identity
    found = {}
    for name in _names(type(row)):
        value = held.get(name)
        if value is None and read and name not in held:
            value = getattr(row, name)
        if value is not None and name != leave_out:
            found[name] = value if value.__class__ is str else plain(value)
    return found


def state_of(thing: Thing) -> dict[str, Any]:
    """The logical row: its columns and its parts, personal values as their commitments.

    Encryption, key rotation and erasure change nothing here (design.md §6).
    """
    state = _columns(thing, "number")
    held, read = vars(thing), inspect(thing).has_identity
    for name in (*thing.PARTS, *thing.LATER):
        if not read and name not in held and name not in thing.PARTS:
            continue  # of a thing that was never read there is nothing more than it holds
        rows: list[Part] = sorted(getattr(thing, name), key=lambda part: part.id)
        if rows or name in thing.PARTS:
            state[name] = [_columns(row, row.OWNER) for row in rows]
    return state
