"""A fault carries its code and its values; the words are put to it where it is shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from marshmallow import ValidationError

from schemas.sentences import SENTENCES, sentence

FAULTS_SHOWN_MAX = 100


class Fault(str):
    """A code (so that marshmallow carries it as any message) with the values of its sentence."""

    __slots__ = ("values",)
    values: dict[str, str | int]

    def __new__(cls, code: str, **values: str | int) -> "Fault":
        if code not in SENTENCES:
            raise KeyError(f"no sentence for {code!r}")
        made = super().__new__(cls, code)
        made.values = values
        return made


@dataclass(frozen=True, slots=True)
class FaultAt:
    """One fault and where it is, as a JSON pointer (RFC 6901) into the body."""

    at: str
    code: str
    values: Mapping[str, str | int]

    def title(self, *, english: bool = False) -> str:
        return sentence(self.code, dict(self.values), english=english)


def faults_of(messages: Any) -> list[FaultAt]:
    """What a ValidationError (or its messages) holds, in the order found; of thousands the first.

    The limit is there because a body of one megabyte can hold a hundred thousand unknown names.
    """
    if isinstance(messages, ValidationError):
        messages = messages.normalized_messages()  # type: ignore[no-untyped-call]
    return list(islice(_walk(messages, ""), FAULTS_SHOWN_MAX))


def explain(messages: Any, language: str) -> list[dict[str, Any]]:
    """The faults as they stand in a problem: where, which, in the caller's words, with values."""
    english = language == "en"
    return [
        {
            "at": fault.at,
            "code": fault.code,
            "title": fault.title(english=english),
            "values": dict(fault.values),
        }
        for fault in faults_of(messages)
    ]


def _walk(messages: Any, at: str) -> Iterator[FaultAt]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _walk(inner, at if key == "_schema" else f"{at}/{_escaped(key)}")
        return
    for message in messages:
        fault = message if isinstance(message, Fault) else _fault_of(str(message))
        yield FaultAt(at, str(fault), fault.values)


def _fault_of(message: str) -> Fault:
    """A word of marshmallow's own is told in general: bad input is never a fault of ours."""
    return Fault(message if message in SENTENCES else "not_accepted")


def _escaped(key: object) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")
