"""What the database itself refuses on the tables of the audit log.

On PostgreSQL the triggers are ENABLE ALWAYS, so that `session_replication_role = replica` does not
skip them (reliability.md §2.3). SQLite knows no SHA-256, so there the leaf hash is left to the
verification. A deletion by SQLite's INSERT OR REPLACE fires no delete trigger; the insert triggers
refuse it instead. No statement holds a percent sign or a word after a colon, so that any layer may
run it as it stands.
"""

from collections.abc import Mapping

__all__ = ["FUNCTIONS_DROPPED", "TRIGGERS"]

_APPEND_ONLY = "the audit log is append-only"
_ORDER = "an audit entry follows the last one and says its own number"
_LEAF = "the leaf hash is not that of the entry"
_HEAD = "the head of the audit log only moves forward, with the entries"
_CONCERN = "a concern is written with its entry"

_LENGTH = "(SELECT coalesce(max(number), -1) + 1 FROM audit_entry)"
_HEAD_WRONG = (
    f"NEW.size <> {_LENGTH} OR NEW.size < OLD.size OR NEW.at < OLD.at "
    "OR (NEW.size = OLD.size AND (NEW.at <> OLD.at OR NEW.frontier <> OLD.frontier))"
)
_CONCERN_WRONG = "NEW.number < (SELECT size FROM audit_head WHERE id = 1)"

# Table and event of every plain refusal: openings may be erased, the head may move.
_REFUSED = (
    ("audit_entry", "UPDATE"),
    ("audit_entry", "DELETE"),
    ("audit_concern", "UPDATE"),
    ("audit_concern", "DELETE"),
    ("audit_opening", "UPDATE"),
    ("audit_head", "DELETE"),
)
_TABLES = ("audit_entry", "audit_concern", "audit_opening", "audit_head")


def _raise(message: str) -> str:
    return f"RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = '{message}';"


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$body$ BEGIN {body} END $body$"
    )


def _always(name: str, event: str, table: str, each: str, function: str) -> tuple[str, str]:
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} "
        f"EXECUTE FUNCTION {function}()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
    )


def _postgresql() -> tuple[str, ...]:
    functions = (
        _function("audit_refused", _raise(_APPEND_ONLY)),
        _function(
            "audit_entry_follows",
            f"IF NEW.number <> {_LENGTH} OR NEW.number IS DISTINCT FROM "
            "CAST(CAST(convert_from(NEW.entry, 'UTF8') AS json) ->> 'seq' AS bigint) "
            f"THEN {_raise(_ORDER)} END IF; "
            r"IF NEW.leaf_hash IS DISTINCT FROM sha256(CAST('\x00' AS bytea) || NEW.entry) "
            f"THEN {_raise(_LEAF)} END IF; RETURN NEW;",
        ),
        _function("audit_head_moves", f"IF {_HEAD_WRONG} THEN {_raise(_HEAD)} END IF; RETURN NEW;"),
        _function(
            "audit_concern_fresh",
            f"IF {_CONCERN_WRONG} THEN {_raise(_CONCERN)} END IF; RETURN NEW;",
        ),
    )
    triggers = (
        *(
            _always(f"{table}_{event.lower()}_refused", event, table, "ROW", "audit_refused")
            for table, event in _REFUSED
        ),
        *(
            _always(f"{table}_truncate_refused", "TRUNCATE", table, "STATEMENT", "audit_refused")
            for table in _TABLES
        ),
        _always("audit_entry_follows", "INSERT", "audit_entry", "ROW", "audit_entry_follows"),
        _always("audit_head_moves", "UPDATE", "audit_head", "ROW", "audit_head_moves"),
        _always("audit_concern_fresh", "INSERT", "audit_concern", "ROW", "audit_concern_fresh"),
    )
    return (*functions, *(statement for pair in triggers for statement in pair))


def _abort(name: str, event: str, table: str, condition: str, message: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _sqlite() -> tuple[str, ...]:
    return (
        *(
            _abort(f"{table}_{event.lower()}_refused", event, table, "1", _APPEND_ONLY)
            for table, event in _REFUSED
        ),
        _abort(
            "audit_entry_follows",
            "INSERT",
            "audit_entry",
            f"NEW.number IS NOT {_LENGTH} OR NEW.number IS NOT "
            "json_extract(CAST(NEW.entry AS TEXT), '$.seq')",
            _ORDER,
        ),
        _abort("audit_head_moves", "UPDATE", "audit_head", _HEAD_WRONG, _HEAD),
        _abort(
            "audit_head_once", "INSERT", "audit_head", "EXISTS (SELECT 1 FROM audit_head)", _HEAD
        ),
        _abort("audit_concern_fresh", "INSERT", "audit_concern", _CONCERN_WRONG, _CONCERN),
    )


TRIGGERS: Mapping[str, tuple[str, ...]] = {"postgresql": _postgresql(), "sqlite": _sqlite()}
"""By dialect name, in the order in which a migration runs them."""

FUNCTIONS_DROPPED: Mapping[str, tuple[str, ...]] = {
    "postgresql": tuple(
        f"DROP FUNCTION IF EXISTS {name}()"
        for name in (
            "audit_refused",
            "audit_entry_follows",
            "audit_head_moves",
            "audit_concern_fresh",
        )
    ),
    "sqlite": (),
}
"""What is left after the tables, and with them the triggers, have been dropped."""
