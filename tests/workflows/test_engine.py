"""The one door: which row it takes, what it answers when it takes none, and that it holds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Thread

import pytest

from tests.workflows.tables import TODAY, actor_for, rows, well
from workflows import engine, errors
from workflows.engine import assess, fire, machine_of, nearest
from workflows.errors import DomainError, Verdict
from workflows.facts import Facts
from workflows.table import Guard, Row, Table

APPROVER = frozenset({"approver"})
FACTS = Facts(actor=actor_for("approver"), today=TODAY, opinion="同意")


def says(
    ok: bool, error: type[DomainError] = errors.CapExceeded, *, chooses: bool = False
) -> Guard:
    """A guard that gives one verdict, whatever the facts."""

    def guard(_facts: Facts) -> Iterator[Verdict]:
        yield Verdict(error, ok, {"said": error.code()}, chooses=chooses)

    return guard


def table(*made: Row) -> Table:
    return Table("made_up", "draft", frozenset({"done"}), made)


def row(*guards: Guard, target: str = "done", roles: frozenset[str] = APPROVER) -> Row:
    return Row("draft", "approve", target, roles, guards)


def refused(made: Table, facts: Facts = FACTS, action: str = "approve") -> DomainError:
    with pytest.raises(DomainError) as caught:
        fire(made, "draft", action, facts)
    return caught.value


def test_the_first_row_that_is_wholly_true_is_fired() -> None:
    first, second = row(says(False)), row(says(True), target="second")
    third = row(says(True), target="third")
    assert fire(table(first, second, third), "draft", "approve", FACTS) is second
    assert fire(table(third, second), "draft", "approve", FACTS) is third


def test_a_row_with_one_false_guard_among_true_ones_is_not_fired() -> None:
    made = table(row(says(True), says(False), says(True)))
    assert isinstance(refused(made), errors.CapExceeded)


def test_every_failed_guard_is_told_and_no_other() -> None:
    failing = (says(False, errors.CapExceeded), says(True), says(False, errors.FundInsufficient))
    error = refused(table(row(*failing)))
    assert [verdict.name for verdict in error.refusals] == ["cap_exceeded", "fund_insufficient"]
    assert all(not verdict.ok for verdict in error.refusals)


@pytest.mark.parametrize(
    ("failing", "leads"),
    [
        ((errors.CapExceeded, errors.DuplicateClaim, errors.Recusal), errors.Recusal),
        ((errors.CapExceeded, errors.DuplicateClaim), errors.DuplicateClaim),
        ((errors.FundInsufficient, errors.CapExceeded), errors.FundInsufficient),
        ((errors.DuplicateClaim, errors.SeparationOfDuties), errors.SeparationOfDuties),
    ],
)
def test_a_person_refused_comes_before_a_conflict_and_that_before_the_rest(
    failing: tuple[type[DomainError], ...], leads: type[DomainError]
) -> None:
    error = refused(table(row(*(says(False, one) for one in failing))))
    assert type(error) is leads
    assert error.values == {"said": leads.code()}
    assert {verdict.error for verdict in error.refusals} == set(failing)
    assert error.status == min({403, 409, 422} & {one.status for one in failing})


def test_of_several_rows_the_reasons_of_the_nearest_are_told() -> None:
    far = row(says(False, errors.AwardZero), says(False, errors.CapExceeded))
    near = row(says(False, errors.FundInsufficient), target="near")
    assert isinstance(refused(table(far, near)), errors.FundInsufficient)
    assert isinstance(refused(table(near, far)), errors.FundInsufficient)


def test_a_guard_that_chooses_the_row_is_never_the_reason() -> None:
    meant = row(says(True, chooses=True), says(False, errors.AwardZero), says(False))
    other = row(says(False, errors.AlreadyVoted, chooses=True), target="other")
    for made in (table(meant, other), table(other, meant)):
        assert {verdict.name for verdict in refused(made).refusals} == {
            "award_zero",
            "cap_exceeded",
        }


def test_the_opinion_is_asked_for_with_the_guards() -> None:
    made = replace(row(says(False)), opinion_required=True)
    silent = replace(FACTS, opinion=None)
    names = {verdict.name for verdict in refused(table(made), silent).refusals}
    assert names == {"cap_exceeded", "opinion_required"}


def test_guards_are_told_which_row_is_asked() -> None:
    asked: list[Row | None] = []

    def guard(facts: Facts) -> Iterator[Verdict]:
        asked.append(facts.row)
        yield Verdict(errors.CapExceeded, True)

    made = row(guard)
    fire(table(made), "draft", "approve", FACTS)
    assert asked == [made]
    assert FACTS.row is None


def test_a_guard_that_breaks_is_no_permission() -> None:
    def broken(facts: Facts) -> Iterator[Verdict]:
        yield Verdict(errors.CapExceeded, 1 // (facts.award_fen or 0) > 0)

    with pytest.raises(ZeroDivisionError):
        fire(table(row(broken)), "draft", "approve", FACTS)


def test_who_has_not_the_role_is_refused_with_everything_else_that_is_wrong() -> None:
    error = refused(table(row(says(False))), replace(FACTS, actor=actor_for("clerk")))
    assert isinstance(error, errors.RoleRequired)
    assert error.values == {"roles": ["approver"], "held": ["clerk"]}
    assert [verdict.name for verdict in error.refusals] == ["role_required", "cap_exceeded"]


def test_the_role_held_at_another_level_is_not_the_role_of_the_row() -> None:
    made = replace(row(), level="city")
    assert isinstance(refused(table(made)), errors.RoleRequired)
    city = replace(FACTS, actor=actor_for("approver", "city"))
    assert fire(table(made), "draft", "approve", city) is made


def test_an_unknown_action_and_an_unknown_state_are_wrong_states_with_what_is_allowed() -> None:
    made = table(row())
    error = refused(made, action="to_done")
    assert error.values == {"state": "draft", "action": "to_done", "allowed": ["approve"]}
    with pytest.raises(errors.WrongState) as caught:
        fire(made, "nowhere.3", "approve", FACTS)
    assert caught.value.values == {"state": "nowhere", "action": "approve", "allowed": []}


def test_a_row_the_machine_does_not_know_is_not_fired(monkeypatch: pytest.MonkeyPatch) -> None:
    other = machine_of(table(row(target="elsewhere")))
    made = table(row())
    monkeypatch.setattr(engine, "machine_of", lambda _table: other)
    assert isinstance(refused(made), errors.WrongState)


def test_a_machine_that_moves_elsewhere_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    made = table(row())
    machine = machine_of(table(row()))
    (move,) = machine.events["draft--approve--done"].transitions["draft"]
    move.dest = "draft"
    monkeypatch.setattr(engine, "machine_of", lambda _table: machine)
    assert isinstance(refused(made), errors.WrongState)


def test_one_machine_stands_for_a_table_and_keeps_no_case() -> None:
    made = table(row())
    assert machine_of(made) is machine_of(made)
    for _ in range(50):
        fire(made, "draft", "approve", FACTS)
    assert machine_of(made).models == []


def test_many_threads_share_the_machines_and_never_meet() -> None:
    wrong: list[object] = []

    def walk() -> None:
        for _ in range(20):
            for _, made, one in rows():
                fired = fire(made, one.source, one.action, well(one))
                if fired is not one:
                    wrong.append((one, fired))

    threads = [Thread(target=walk) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_asking_is_not_acting() -> None:
    made = row(says(False), says(True))
    assert [verdict.ok for verdict in assess(made, FACTS)] == [False, True]
    assert nearest([(), (Verdict(errors.CapExceeded, False),)]) == ()
