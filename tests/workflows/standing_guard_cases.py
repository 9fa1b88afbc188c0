"""Where each guard on who stands in for whom refuses, and what it shows: read by `test_guards`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.workflows.tables import TODAY, WELL
from workflows import standing_guards
from workflows.actor import Actor
from workflows.facts import Held, MeetingFacts, StandingFacts, VoteFacts
from workflows.table import Guard

__all__ = ["HOLDS_OF_STANDING", "REFUSES_OF_STANDING"]

NONE: frozenset[str] = frozenset()
STANDING: StandingFacts = WELL["standing"]
ANN, EVE = "person-ann", "person-eve"
FOR_ANN = Actor("bob", "officer", "person-bob", principal=Actor("ann", "officer", ANN))
DAY = {"held_on": TODAY.isoformat(), "today": TODAY.isoformat()}
HERE = (("ann", ANN, NONE), ("eve", EVE, NONE))
TAKER = "another"


def told(**changed: Any) -> Mapping[str, Any]:
    return {"standing": replace(STANDING, **changed)}


def met(present: Any = HERE, days: int = 0, **more: Any) -> Mapping[str, Any]:
    return told(meeting=MeetingFacts(TODAY + timedelta(days=days), tuple(present)), **more)


def votes(**changed: Any) -> Mapping[str, Any]:
    cast = VoteFacts(NONE, NONE, needed=1, content_same=True)
    return {"votes": replace(cast, **changed)}


REFUSES_OF_STANDING: Any = {
    standing_guards.owned_by_another: (
        (told(owner="eve"), "owned_by_another", {"owner": "eve"}),
    ),
    standing_guards.taker_unfit: (
        (told(taker=None, named="eve"), "taker_unfit", {"officer": "eve"}),
        ({"held": (Held("intake", TAKER),)}, "separation_of_duties",
         {"duty": "approve", "duties_held": ["intake"], "officer": "officer-2"}),
        ({"household": frozenset({TAKER})}, "recusal", {"officer": "officer-2"}),
    ),
    standing_guards.not_your_turn: (
        (votes(turn=("eve", EVE)), "not_your_turn", {"turn": "eve"}),
    ),
    standing_guards.meeting_missing: (
        (told(meeting_asked=True), "meeting_missing", {**DAY, "held_on": None}),
        (met(days=1), "meeting_missing",
         {**DAY, "held_on": (TODAY + timedelta(days=1)).isoformat()}),
    ),
    standing_guards.present_unfit: (
        (met(HERE[:1]), "present_unfit", {"unknown": [], "voter_present": True}),
        (met((HERE[0], ("ann-2", ANN, NONE))), "present_unfit",
         {"unknown": [], "voter_present": True}),
        (met((HERE[1], ("kim", "person-kim", NONE))), "present_unfit",
         {"unknown": [], "voter_present": False}),
        (told(meeting=MeetingFacts(TODAY, HERE, ("who",))), "present_unfit",
         {"unknown": ["who"], "voter_present": True}),
        ({**met(), "household": frozenset({EVE})}, "recusal", {"officers": ["eve"]}),
        ({**met((HERE[0], ("kim", "person-kim", frozenset({EVE})))),
          "household": frozenset({EVE})}, "recusal", {"officers": ["kim"]}),
    ),
    standing_guards.outvoted: (
        (votes(able=frozenset({ANN, EVE})), "outvoted", {"left": 1, "needed": 1}),
    ),
    standing_guards.undecided: (
        (votes(able=frozenset({ANN})), "undecided", {"left": 0, "needed": 1}),
        ({"actor": FOR_ANN, **votes(able=frozenset({ANN}))}, "undecided",
         {"left": 0, "needed": 1}),
        (votes(able=frozenset({ANN, EVE}), opposed=frozenset({EVE})), "undecided",
         {"left": 0, "needed": 1}),
    ),
    standing_guards.signer_unfit: (
        (told(signer=None, named="eve"), "signer_unfit", {"officer": "eve"}),
        (told(signer=Actor("ann-2", "officer", ANN), named="ann-2"), "signer_unfit",
         {"officer": "ann-2"}),
        ({"held": (Held("intake", TAKER),)}, "separation_of_duties",
         {"duty": "approve", "duties_held": ["intake"], "officer": "officer-2"}),
    ),
    standing_guards.signer_exists: (
        (told(asked_by=(("officer-2", "kim", True),)), "signer_exists", {"officer": "officer-2"}),
    ),
    standing_guards.signer_absent: (
        (told(), "signer_absent", {"officer": "officer-2"}),
        (told(asked_by=(("officer-2", "kim", True),)), "signer_absent", {"officer": "officer-2"}),
    ),
    standing_guards.unasked: (
        (told(), "unasked", {}),
        (told(asked_by=(("ann", "kim", False),)), "unasked", {}),
        (told(asked_by=(("eve", "kim", True),)), "unasked", {}),
    ),
    standing_guards.somebody_can: (
        (told(able=("eve",)), "somebody_can", {"officers": ["eve"]}),
    ),
    standing_guards.nobody_above: ((told(raise_to=None), "nobody_above", {"level": None}),),
}  # fmt: skip

HOLDS_OF_STANDING: dict[Guard, tuple[Mapping[str, Any], ...]] = {
    standing_guards.owned_by_another: (
        told(owner=None),
        told(owner="ann"),
        {**told(owner="ann"), "actor": FOR_ANN},
    ),
    standing_guards.taker_unfit: ({}, told(taker=None, given_back=True)),
    standing_guards.not_your_turn: ({}, votes(turn=("ann", ANN))),
    standing_guards.meeting_missing: ({}, met(), met(meeting_asked=True)),
    standing_guards.present_unfit: ({}, met()),
    standing_guards.undecided: (votes(able=frozenset({EVE})),),
    standing_guards.signer_absent: (told(asked_by=(("officer-2", "ann", True),)),),
    standing_guards.unasked: (told(asked_by=(("ann", "kim", True),)),),
}
