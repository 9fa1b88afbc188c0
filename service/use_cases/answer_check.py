"""What came back from the checking centre, line by line, with the doubts it raises.

Nothing follows by itself: the reviewer passes the file, explains a doubt, or sends it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from service.audit.duties import duties_of_cases
from service.store.economic_check import CheckLine, EconomicCheck
from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.file_means import income_now
from service.use_cases.file_statement import statement_of
from service.use_cases.fill_file import given
from service.use_cases.household_to_be import persons_of
from service.use_cases.noticed_case import Case, find_cases
from workflows.check_doubts import doubts_of
from workflows.engine import assess
from workflows.errors import CheckAnswered, CheckEmpty, LineUnknown, Refused, WrongState
from workflows.facts import Facts
from workflows.hardship_file import ANSWERED

__all__ = ["answer_check"]

OWN: Final = frozenset({"line", "document_sha256"})


def answer_check(
    uow: UnitOfWork, check: EconomicCheck, results: Sequence[Mapping[str, Any]]
) -> list[tuple[CheckLine, str]]:
    """Keep each answer, or none of them; the same answer once more is ``repeated``.

    Raises ``LineUnknown``, ``CheckEmpty``, ``CheckAnswered`` where another answer stands, ``WrongState`` for a line
    taken off the list, and every failed guard of every household.
    """
    lines = {line.line: line for line in check.lines}
    unknown = [one["line"] for one in results if one["line"] not in lines]
    if unknown:
        raise LineUnknown(line=unknown[0], lines=len(lines))
    wanted = [lines[one["line"]] for one in results]
    files = find_cases(uow, (), [line.file_id for line in wanted])
    _refuse_unfit(uow, files)
    told, answered = [], []
    for line, result in zip(wanted, results, strict=True):
        outcome = _answer(uow, line, files[line.file_id], result)
        told.append((line, outcome))
        answered += [line.file_id] if outcome == "applied" else []
    if answered:
        waiting = any(line.state == "asked" for line in check.lines)
        before, check.state = check.state, "open" if waiting else "answered"
        uow.record(
            "economic_check.answer", check, before=before, after=check.state, duty=ANSWERED.duty,
            rule=ANSWERED.key, concerns=tuple(answered),
        )  # fmt: skip
    return told


def _answer(uow: UnitOfWork, line: CheckLine, file: Any, result: Mapping[str, Any]) -> str:
    found = given({name: value for name, value in result.items() if name not in OWN})
    if not found:
        raise CheckEmpty(line=line.line)
    if line.state == "withdrawn":
        raise WrongState(state=line.state, action="answer", line=line.line, allowed=[])
    if line.state == "answered":
        if line.result == found and line.document_sha256 == result.get("document_sha256"):
            return "repeated"
        raise CheckAnswered(line=line.line)
    line.result = found
    line.doubts = list(doubts_of(found, _stated(uow, file)))
    line.document_sha256 = result.get("document_sha256")
    line.state, line.answered_on = "answered", uow.today
    return "applied"


def _stated(uow: UnitOfWork, file: HardshipFile) -> dict[str, Any]:
    """What the household says of itself, its income as the means test counts it."""
    stated = dict(statement_of(file).household)
    vehicles = stated.get("vehicle_list")
    if vehicles is not None:
        stated["vehicles"] = len(vehicles)
    return {**stated, "annual_income_fen": income_now(uow, file)}


def _refuse_unfit(uow: UnitOfWork, files: Mapping[str, Case]) -> None:
    """Whoever writes an answer down does nothing else in the case and is no relation of anybody on
    the list: with one wrong household, nothing of the list is taken from them."""
    held = duties_of_cases(uow.session.connection(), dict.fromkeys(files))
    failed = []
    for file in files.values():
        if isinstance(file, HardshipFile):
            facts = Facts(
                actor=uow.actor, today=uow.today, held=held[file.id],
                household=frozenset(persons_of(uow, file)),
            )  # fmt: skip
            failed += [
                replace(verdict, values={**verdict.values, "hardship_file_id": file.id})
                for verdict in assess(ANSWERED, facts)
                if not verdict.ok
            ]
    if failed:
        raise Refused.of(failed)
