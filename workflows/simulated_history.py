"""What persons and households were granted so far, as a simulation walks through the past."""

from __future__ import annotations

from dataclasses import replace

from workflows.past_case import PastGrant
from workflows.received import Grant, Received

__all__ = ["History"]


class History:
    """Grants in the order in which they were decided; each is added when it is decided.

    One that counts on several files (a household that filed anew) is kept under each of them.
    """

    def __init__(self) -> None:
        self._by_person: dict[str, list[PastGrant]] = {}
        self._by_file: dict[str, list[Grant]] = {}

    def add(self, one: PastGrant) -> None:
        """From now on it counts."""
        self._by_person.setdefault(one.grant.person_id, []).append(one)
        for file in one.households:
            self._by_file.setdefault(file, []).append(replace(one.grant, file_id=file))

    def received(self, person_id: str, file_id: str) -> Received:
        """What the person, on whichever file, and the household of the file were granted."""
        elsewhere = (
            one.grant for one in self._by_person.get(person_id, ()) if file_id not in one.households
        )
        return Received((*self._by_file.get(file_id, ()), *elsewhere))

    def awards(self, person_id: str, programme: str) -> int:
        """How often the programme was granted to the person."""
        return sum(one.grant.programme == programme for one in self._by_person.get(person_id, ()))
