"""Log lines: one JSON object each, an event and scalars, and nothing about a person.

A log is read by people who may not read the files it tells of, and is kept by other rules than
they are. So nothing gets in by default: a value that is not a scalar is refused (a dict is how
personal data leaks), text is ASCII or gone, long runs of digits are gone, and of a fault the log
holds its type and place, never its message, which repeats what the caller sent.
"""

import json
import logging
import logging.config
import re
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final, TextIO

__all__ = [
    "JsonLines",
    "ScalarsOnly",
    "access",
    "configuration",
    "configure",
    "fault",
    "request_id",
]

request_id: Final[ContextVar[str | None]] = ContextVar("request_id", default=None)

TEXT_MAX: Final = 300
FRAMES_MAX: Final = 20
COUNT_MAX: Final = 10**10  # a larger number may be a telephone, a card or an identity number
FEN_SUFFIX: Final = "_fen"

_GIVEN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_OURS: Final = frozenset(
    {"at", "level", "logger", "event", "request", "fault", "frames", "refused"}
)
# Ids and digests are kept whole although they hold digits; what is left of eight or more goes.
_KEPT_OR_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})"
    r"(?![0-9A-Za-z]))|[0-9](?:[ -]?[0-9]){7,}[Xx]?",
    re.ASCII,
)
_NOT_ASCII = re.compile(r"[^\x20-\x7e]+")


class ScalarsOnly(logging.Filter):
    """Takes from a record every extra that is not a scalar, and says in the line that it did."""

    def filter(self, record: logging.LogRecord) -> bool:
        extras = {name: value for name, value in vars(record).items() if name not in _GIVEN}
        bad = sorted(name for name, value in extras.items() if not _allowed(name, value))
        for name in bad:
            delattr(record, name)
        if bad:
            record.refused = ",".join(bad)
        return True


class JsonLines(logging.Formatter):
    """`{"at", "level", "logger", "event", "request", …}`; ASCII, so that a line is one line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _clean(_event(record)),
        }
        if request_id.get():
            line["request"] = _clean(str(request_id.get()))
        for name, value in vars(record).items():
            if name not in _GIVEN and name not in line and _allowed(name, value):
                line[name] = _clean(value) if isinstance(value, str) else value
        if record.exc_info and record.exc_info[1] is not None:
            line.update(_told(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=True)


class StandardError(logging.StreamHandler[TextIO]):
    """Writes to what stderr is at that moment, also after something else has been put there."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr


def access(*, method: str, route: str, status: int, ms: float) -> None:
    """A call, by its route: the address itself may hold what a caller put into it."""
    extra = {"method": method, "route": route, "status": status, "ms": ms}
    logging.getLogger("service.access").info("call", extra=extra)


def fault(error: BaseException) -> None:
    """A fault of ours, by its type and place."""
    logging.getLogger("service").error("fault", exc_info=error)


def configuration(level: str = "INFO") -> dict[str, Any]:
    """For `logging.config.dictConfig` and for gunicorn's `logconfig_dict` alike.

    All on stderr: what `aid` prints to stdout is its answer. gunicorn's own access lines would
    hold the address as it was called; ours hold the route. `transitions` tells of models at INFO,
    whose representations may hold personal data.
    """
    handed_up: dict[str, Any] = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"scalars": {"()": ScalarsOnly}},
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {
            "stderr": {"()": StandardError, "formatter": "json", "filters": ["scalars"]},
        },
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {
            "gunicorn.error": {**handed_up, "level": level},
            "gunicorn.access": {"handlers": [], "propagate": False, "level": "CRITICAL"},
            "sqlalchemy": {**handed_up, "level": "WARNING"},
            "alembic": {**handed_up, "level": "WARNING"},
            "transitions": {**handed_up, "level": "WARNING"},
        },
    }


def configure(level: str = "INFO") -> None:
    logging.config.dictConfig(configuration(level))


def _event(record: logging.LogRecord) -> str:
    """The message with its arguments; of one that is no scalar only the type is told."""
    if not record.args:
        return str(record.msg) if isinstance(record.msg, str) else f"<{type(record.msg).__name__}>"
    plain = logging.makeLogRecord({"msg": record.msg, "args": _arguments(record.args)})
    try:
        return plain.getMessage()
    except (TypeError, ValueError, KeyError):
        return str(record.msg)


def _arguments(given: Any) -> Any:
    if isinstance(given, dict):
        return {name: _argument(value) for name, value in given.items()}
    return tuple(_argument(value) for value in given)


def _argument(value: object) -> object:
    scalar = value is None or isinstance(value, str | int | float | bool)
    return value if scalar else f"<{type(value).__name__}>"


def _allowed(name: str, value: object) -> bool:
    if name in _OURS - {"refused"}:
        return False
    if value is None or isinstance(value, bool | str):
        return True
    if isinstance(value, int | float):
        return abs(value) < COUNT_MAX or name.endswith(FEN_SUFFIX)
    return False


def _clean(text: str) -> str:
    shown = _KEPT_OR_NUMBER.sub(lambda found: found[1] or "[number]", text)
    shown = _NOT_ASCII.sub("[text]", shown)
    return shown if len(shown) <= TEXT_MAX else shown[:TEXT_MAX] + "[cut]"


def _told(error: BaseException) -> dict[str, Any]:
    """Type and place of a fault and of what caused it; no message and no source line."""
    types: list[str] = []
    frames: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(types) < FRAMES_MAX:
        types.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        frames += [
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return {"fault": " < ".join(types), "frames": frames[-FRAMES_MAX:]}
