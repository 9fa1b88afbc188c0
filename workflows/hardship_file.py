"""The table of a hardship file, composed of the path of its edition: filing, life, and end.

先建档、后帮扶、依档帮扶: the file is the root of all aid (domain.md §3.1). A file is filed by the
stages its union asks for; it is verified again by the same stages every year, under the one state
``reverifying``, while what was confirmed before still stands; it ends by exit (脱困) or cancellation
(注销), which a clerk proposes and the county decides. Inside, a state carries its place in the path
(``reviewed.1``, ``reverifying.2.notice``), so that the table is finite and can be walked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from workflows import file_guards, guards, visit_guards
from workflows.file_stages import DRAFT, REVERIFYING, SOUND_VISIT, Round, stage_rows, waiting_at
from workflows.path import APPROVER, CLERK, PERSON, REVIEWER, SYSTEM
from workflows.stage import CONFIRM, REVIEW, Stage
from workflows.table import Row, Table

__all__ = [
    "AMENDED",
    "ANSWERED",
    "CALLED",
    "COMPARED",
    "DEFAULT_PATH",
    "DUE_SET",
    "ENDED",
    "EVERY_STAGE",
]
__all__ += [
    "EXEMPTED",
    "GATHERED",
    "HARDSHIP_FILE",
    "UNDONE",
    "VISITED",
    "WHOLE_PROCEDURE",
    "file_table",
]

DEFAULT_PATH: Final = (Stage(REVIEW, "grassroots"), Stage(CONFIRM, "county"))
"""What a union asks that asks for nothing more (wire.md «Hardship file»), and what every file
followed before paths were pinned."""

ENDED: Final = frozenset({"rejected", "withdrawn", "cancelled", "archived"})
"""States in which the people of the file are free to stand on another."""

_FILED = (
    *PERSON, file_guards.person_on_file, guards.evidence_missing, file_guards.authorisation_missing,
    guards.level_missing, file_guards.import_unfinished,
)  # fmt: skip
_EXIT_PROPOSED = (
    *PERSON, file_guards.worker_untold, file_guards.date_unfit, file_guards.reason_unfit,
)  # fmt: skip
_TAKEN = (*PERSON, guards.level_missing)
"""A file goes only where a union of the level stands above it that decides on its end."""
AMENDED = Row("draft", "amend", "draft", CLERK, PERSON, duty="intake", door=False)
"""What correcting a file must satisfy; like the rows after it, it leads nowhere and stands in no
table."""
GATHERED = Row(
    "draft", "gather", "draft", CLERK, (*PERSON, file_guards.date_unfit), duty="intake", door=False
)
"""Registering a document of the file."""
VISITED = Row(
    "active", "visit", "active", visit_guards.VISITOR, SOUND_VISIT, duty="visit", door=False
)
"""A home visit outside its stage: during re-verification, for monitoring, or because of a doubt."""
EXEMPTED = Row("reviewed", "exempt", "reviewed", APPROVER, PERSON, duty="approve", door=False)
"""一事一议: lifting an exclusion for one household, at the level that confirms it."""
ANSWERED = Row("checking", "answer", "checking", REVIEWER, PERSON, duty="check", door=False)
"""Writing down what the checking centre found: a duty of its own, so that nobody judges an answer
that they entered."""
COMPARED = Row(
    "submitted", "compare", "submitted", REVIEWER | APPROVER, (guards.recusal,), door=False
)
"""Deciding whether a file that looks like this one is the same household; no duty in the case."""
CALLED = Row("active", "call", "active", REVIEWER, (guards.recusal,), door=False)
"""Calling for a re-verification at once: what a re-check found does not agree with the file. The duty
is that of the re-check, which counts in its file (ADR 0017)."""
DUE_SET = Row("active", "set_due", "active", SYSTEM, door=False)
"""The day of the next verification, for a file confirmed before such days were set."""
UNDONE = Row("draft", "withdraw", "withdrawn", CLERK | SYSTEM, door=False)
"""A draft whose import is taken back (ADR 0021): a consequence of what was asked for, nobody's duty,
so nothing may stand against it."""

_FIRST = Round(word=None, back="returned", refused="rejected", confirmed="active")
_AGAIN = Round(word=REVERIFYING, back=DRAFT, refused=None, confirmed="active")


@cache
def file_table(path: tuple[Stage, ...]) -> Table:
    """The table of a file that follows this path, in its first round and in every later one."""
    return Table(
        name="hardship_file",
        initial="draft",
        final=frozenset({"rejected", "withdrawn", "archived"}),
        rows=(*_opening(path), *_rounds(path), *_life(path)),
    )


def _opening(path: tuple[Stage, ...]) -> Iterator[Row]:
    first = waiting_at(path, 0, _FIRST)
    yield Row("draft", "submit", first, CLERK, _FILED, duty="intake")
    yield Row("returned", "resubmit", first, CLERK, _FILED, duty="intake")
    for state in ("draft", "returned"):
        yield Row(state, "withdraw", "withdrawn", CLERK, PERSON, duty="intake")


def _rounds(path: tuple[Stage, ...]) -> Iterator[Row]:
    yield from stage_rows(path, _FIRST)
    reasoned = (*PERSON, file_guards.reason_unfit)
    yield Row("active", "reverify", DRAFT, CLERK, reasoned, duty="intake")
    yield Row(
        "exited", "return_to_hardship", DRAFT, CLERK, reasoned, opinion_required=True, duty="intake"
    )
    yield Row(DRAFT, "submit", waiting_at(path, 0, _AGAIN), CLERK, _FILED, duty="intake")
    yield from stage_rows(path, _AGAIN)


def _life(path: Sequence[Stage]) -> Iterator[Row]:
    level = path[-1].level
    for ending, proposed, ended, told in (
        ("exit", "exiting", "exited", _EXIT_PROPOSED),
        ("cancel", "cancelling", "cancelled", (*PERSON, file_guards.reason_unfit)),
    ):
        for before, waiting in (("active", proposed), (DRAFT, f"{proposed}.draft")):
            yield Row(
                before, f"propose_{ending}", waiting, CLERK, told, opinion_required=True,
                duty="intake",
            )  # fmt: skip
            for action, target in ((ending, ended), ("return", before)):
                yield Row(
                    waiting, action, target, APPROVER, PERSON, opinion_required=True,
                    duty="approve", level=level,
                )  # fmt: skip
    for state in ("active", "exited"):
        yield Row(state, "transfer", state, CLERK, _TAKEN, duty="intake", door=False)
    over = (file_guards.monitoring_running,)
    yield Row("exited", "archive", "archived", CLERK | SYSTEM, over)
    yield Row("cancelled", "archive", "archived", CLERK | SYSTEM)


HARDSHIP_FILE = file_table(DEFAULT_PATH)
EVERY_STAGE: Final = (
    Stage("acceptance", "grassroots"),
    Stage("home_visit", visitors=2),
    Stage("committee", "grassroots"),
    Stage("notice", working_days=5),
    Stage(REVIEW, "township"),
    Stage("economic_check", "county"),
    Stage(CONFIRM, "county"),
)
"""The whole procedure of domain.md §3.1, check after notice."""
WHOLE_PROCEDURE = file_table(EVERY_STAGE)
"""Every door a file can have; a union's path asks for some of its stages, in its own order."""
