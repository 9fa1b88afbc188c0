"""近亲属备案: the file of an officer's household or relatives is re-checked before it is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from service.store.hardship_file import HardshipFile
from service.unit_of_work import UnitOfWork
from service.use_cases.kinship import files_of_kin
from service.use_cases.verify_log import verify_log
from tests.audit_trail import entries_since, log_size
from tests.county import County, Reply, identity_number
from tests.kin_steps import (
    OPINION,
    ask,
    declare,
    declare_over,
    end_tie,
    engage,
    family,
    find,
    found,
    officer_number,
    rechecks,
    reviewed,
    submitted,
)
from tests.notice_steps import state_of
from workflows.actor import Actor, Appointment


def confirm(county: County, path: str) -> Reply:
    return county.act("approver-1", path, "confirm")


def held_up(told: Reply) -> list[str]:
    """What the confirmation says it waits for."""
    assert (told.status, "recheck_open" in told.codes) == (422, True), told.body
    (verdict,) = [one for one in told["refusals"] if one["code"] == "recheck_open"]
    return list(verdict["values"]["rechecks"])


# --- opened with the submission ---------------------------------------------------------------------


def test_it_opens_with_the_submission_and_holds_the_confirmation_until_it_is_done(
    county: County,
) -> None:
    number = identity_number()
    declare_over(county, number)
    before = log_size(county)
    path = reviewed(county, number)
    (one,) = rechecks(county, path)
    assert (one["state"], one["reason"], one["union"]) == ("open", "kinship", "360722")
    written = entries_since(county, before)
    (opened,) = [entry for entry in written if entry["act"] == "recheck.open"]
    (put,) = [entry for entry in written if entry["act"] == "hardship_file.submit"]
    assert opened["who"]["sub"] == put["who"]["sub"] == "clerk-1"
    assert opened["req"]["rid"] == put["req"]["rid"]
    assert held_up(confirm(county, path)) == [one["id"]]
    done = find(county, one["id"])
    assert (done["state"], done["round"], done["findings"]) == ("consistent", 1, "入户核实")
    assert confirm(county, path)["state"] == "active"
    assert verify_log(county.house.transactions).wrong is None


def test_an_officer_who_lives_there_is_reason_enough(county: County) -> None:
    number = identity_number()
    engage(county, "idle-1", "payment_maker", "360722001", number)
    path = reviewed(county, number)
    assert held_up(confirm(county, path)) == [rechecks(county, path)[0]["id"]]


def test_a_tie_counts_whoever_declared_it(county: County) -> None:
    """The officer is idle over the file; the relative in the household declared them."""
    officer, relative = identity_number(), identity_number()
    engage(county, "idle-1", "clerk", "360722001", officer)
    engage(county, "relative-1", "clerk", "360723001", relative)
    assert declare(county, "relative-1", officer).status == 201
    path = submitted(county, relative)
    assert [one["reason"] for one in rechecks(county, path)] == ["kinship"]


@pytest.mark.parametrize("where", ["360722002", "360723", "360723001"])
def test_an_officer_elsewhere_is_no_reason(county: County, where: str) -> None:
    number = identity_number()
    declare_over(county, number, where)
    path = reviewed(county, number)
    assert rechecks(county, path) == []
    assert confirm(county, path)["state"] == "active"


def test_a_household_nobody_is_related_to_needs_no_second_look(county: County) -> None:
    declare_over(county, identity_number())
    path = reviewed(county)
    assert rechecks(county, path) == []
    assert confirm(county, path)["state"] == "active"


def test_a_post_or_a_tie_that_has_ended_is_no_reason(county: County) -> None:
    numbers = [identity_number(), identity_number()]
    tie = declare(county, "clerk-1", numbers[0])
    assert end_tie(county, tie).status == 200
    form = {"id": "gone-1", "name": "钟明", "identity_number": numbers[1]}
    county.post("security-1", "/v1/officers", form)
    post = {"role": "clerk", "union": "360722001", "from": "2026-01-01", "to": "2026-03-01"}
    assert county.post("security-1", "/v1/officers/gone-1/appointments", post).status == 201
    for number in numbers:
        path = reviewed(county, number)
        assert confirm(county, path)["state"] == "active"


# --- which union looks ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("posts", "looks"),
    [
        (["360722001"], "360722"),
        (["360722"], "360700"),
        (["360700"], "360000"),
        (["360000"], "360000"),
        (["360722001", "360722"], "360700"),
        (["360700", "360722001"], "360000"),
    ],
)
def test_the_union_above_the_highest_post_looks_and_the_root_looks_itself(
    county: County, posts: list[str], looks: str
) -> None:
    number = identity_number()
    for union in posts:
        declare_over(county, number, union)
    engage(county, "above-1", "reviewer", "360000")
    path = reviewed(county, number)
    (one,) = rechecks(county, path, "above-1")
    assert one["union"] == looks
    for below in ("county-reviewer-1",) if looks != "360722" else ():
        assert find(county, one["id"], who=below).status == 404
    assert find(county, one["id"], who="above-1")["state"] == "consistent"
    assert confirm(county, path)["state"] == "active"


def test_at_the_root_somebody_else_looks(county: County) -> None:
    number = identity_number()
    engage(county, "root-1", "reviewer", "360000")
    engage(county, "root-2", "reviewer", "360000")
    assert declare(county, "root-1", number).status == 201
    path = reviewed(county, number)
    (one,) = rechecks(county, path, "root-2")
    refused = find(county, one["id"], who="root-1")
    assert (refused.status, refused["type"]) == (403, "/problems/recusal")
    assert find(county, one["id"], who="root-2")["state"] == "consistent"


def test_the_level_of_the_file_does_not_look_at_itself(county: County) -> None:
    number = identity_number()
    declare_over(county, number)
    path = submitted(county, number)
    (one,) = rechecks(county, path)
    for who in ("reviewer-1", "outsider-approver-1"):
        assert county.get(who, f"/v1/rechecks/{one['id']}").status == 404
        assert find(county, one["id"], who=who).status == 404
    assert find(county, one["id"], who="approver-1").status == 403


# --- declared later ---------------------------------------------------------------------------------


def test_declared_after_the_submission_it_is_asked_for_by_the_level_above(county: County) -> None:
    number = identity_number()
    path = reviewed(county, number)
    declare_over(county, number)
    assert held_up(confirm(county, path)) == ["kinship"]
    asked = ask(county, path)
    assert asked.status == 201
    assert asked.headers["Location"] == f"/v1/rechecks/{asked['id']}"
    assert (asked["state"], asked["union"]) == ("open", "360722")
    assert held_up(confirm(county, path)) == [asked["id"]]
    again = ask(county, path)
    assert (again.status, again["values"]) == (409, {"open": [asked["id"]]})
    assert again["type"] == "/problems/recheck-exists"
    assert find(county, asked["id"])["state"] == "consistent"
    assert ask(county, path).status == 409
    assert confirm(county, path)["state"] == "active"


def test_only_the_union_that_must_look_asks(county: County) -> None:
    number = identity_number()
    path = reviewed(county, number)
    county_post = declare_over(county, number, "360722")
    assert county_post
    for who in ("reviewer-1", "county-reviewer-1"):
        refused = ask(county, path, who)
        assert (refused.status, refused["values"]["union"]) == (403, "360700")
    assert ask(county, path, "approver-1").status == 403
    assert ask(county, path, "reviewer-2").status == 404
    engage(county, "city-reviewer-1", "reviewer", "360700")
    assert ask(county, path, "city-reviewer-1")["union"] == "360700"


def test_whoever_is_related_does_not_ask(county: County) -> None:
    """Below the root the level above them has to; at the root they are recused."""
    number = identity_number()
    path = reviewed(county, number)
    for who, union in (("city-1", "360700"), ("root-1", "360000"), ("root-2", "360000")):
        engage(county, who, "reviewer", union)
    assert declare(county, "city-1", number).status == 201
    refused = ask(county, path, "city-1")
    assert (refused.status, refused["type"]) == (403, "/problems/role-required")
    assert declare(county, "root-1", number).status == 201
    refused = ask(county, path, "root-1")
    assert (refused.status, refused["type"]) == (403, "/problems/recusal")
    assert ask(county, path, "root-2")["union"] == "360000"


def test_without_kinship_there_is_nothing_to_ask_for(county: County) -> None:
    refused = ask(county, reviewed(county))
    assert (refused.status, refused["type"]) == (422, "/problems/kinship-absent")


def test_a_draft_and_a_file_that_is_over_are_not_looked_at(county: County) -> None:
    number = identity_number()
    path = county.draft_file(**family(number)).headers["Location"]
    declare_over(county, number)
    assert ask(county, path).status == 409
    county.act("clerk-1", path, "withdraw")
    refused = ask(county, path)
    assert (refused.status, refused["type"]) == (409, "/problems/wrong-state")


def test_an_open_one_is_handed_up_when_somebody_concerned_stands_higher(county: County) -> None:
    number = identity_number()
    declare_over(county, number)
    path = reviewed(county, number)
    (one,) = rechecks(county, path)
    declare_over(county, number, "360722")
    assert held_up(confirm(county, path)) == ["kinship"]
    engage(county, "city-reviewer-1", "reviewer", "360700")
    handed = ask(county, path, "city-reviewer-1")
    assert (handed["id"], handed["union"]) == (one["id"], "360700")
    assert find(county, one["id"]).status == 404
    assert find(county, one["id"], who="city-reviewer-1")["state"] == "consistent"
    assert confirm(county, path)["state"] == "active"
    assert verify_log(county.house.transactions).wrong is None


# --- rounds and forms -------------------------------------------------------------------------------


def test_a_form_that_was_changed_since_is_looked_at_again(county: County) -> None:
    number = identity_number()
    declare_over(county, number)
    path = submitted(county, number)
    found(county, path)
    county.act("reviewer-1", path, "return", OPINION)
    household = {**county.file_form()["household"], "annual_income_fen": 3_500_000}
    etag = county.get("clerk-1", path).etag
    assert county.call("PATCH", "clerk-1", path, {"household": household}, etag=etag).status == 200
    county.act("clerk-1", path, "resubmit")
    county.act("reviewer-1", path, "review")
    states = [one["state"] for one in rechecks(county, path)]
    assert sorted(states) == ["consistent", "open"]
    assert len(held_up(confirm(county, path))) == 1
    found(county, path)
    assert confirm(county, path)["state"] == "active"


def test_a_form_sent_back_and_put_forward_unchanged_was_looked_at(county: County) -> None:
    number = identity_number()
    declare_over(county, number)
    path = submitted(county, number)
    found(county, path)
    county.act("reviewer-1", path, "return", OPINION)
    county.act("clerk-1", path, "resubmit")
    county.act("reviewer-1", path, "review")
    assert confirm(county, path)["state"] == "active"


def test_every_round_of_verification_is_looked_at_anew(county: County) -> None:
    number = identity_number()
    declare_over(county, number)
    path = reviewed(county, number)
    found(county, path)
    confirm(county, path)
    for who, action in (("clerk-1", "reverify"), ("clerk-1", "submit"), ("reviewer-1", "review")):
        county.act(who, path, action)
    assert len(held_up(confirm(county, path))) == 1
    assert found(county, path)["round"] == 2
    assert confirm(county, path)["state"] == "active"


def test_somebody_who_is_only_proposed_counts_too(county: County) -> None:
    path = reviewed(county)
    confirm(county, path)
    number = identity_number()
    declare_over(county, number)
    assert rechecks(county, path) == []
    county.act("clerk-1", path, "reverify")
    etag = county.get("clerk-1", path).etag
    changed = county.call("PATCH", "clerk-1", path, family(number), etag=etag)
    assert changed.status == 200, changed.body
    county.act("clerk-1", path, "submit")
    county.act("reviewer-1", path, "review")
    assert path.rpartition("/")[2] in kin_files(county)
    assert len(held_up(confirm(county, path))) == 1
    found(county, path)
    assert confirm(county, path)["state"] == "active"


# --- what it leads to -------------------------------------------------------------------------------


def test_what_does_not_agree_keeps_the_file_from_confirmation_and_decides_nothing(
    county: County,
) -> None:
    number = identity_number()
    declare_over(county, number)
    path = reviewed(county, number)
    assert found(county, path, "inconsistent")["state"] == "inconsistent"
    assert state_of(county, path) == "reviewed"
    assert held_up(confirm(county, path)) == ["kinship"]
    assert ask(county, path).status == 201
    found(county, path)
    assert confirm(county, path)["state"] == "active"


def test_a_file_that_ends_needs_no_look_any_more(county: County) -> None:
    ways: tuple[Callable[[str], Reply], ...] = (
        lambda path: county.act("clerk-1", path, "withdraw"),
        lambda path: county.act("reviewer-1", path, "reject", OPINION),
    )
    for end in ways:
        number = identity_number()
        declare_over(county, number)
        path = submitted(county, number)
        assert end(path).status == 200
        assert [one["state"] for one in rechecks(county, path)] == ["withdrawn"]
    assert verify_log(county.house.transactions).wrong is None


def test_a_tie_that_is_ended_calls_nobody_off_who_was_asked_to_look(county: County) -> None:
    """Or a relative's file would pass by a word of the security administrator's."""
    number = identity_number()
    tie = declare(county, engage(county, "idle-9", "clerk", "360722001"), number)
    path = reviewed(county, number)
    assert end_tie(county, tie).status == 200
    (waiting,) = rechecks(county, path)
    assert waiting["state"] == "open"
    assert held_up(confirm(county, path)) == [waiting["id"]]
    found(county, path)
    assert confirm(county, path)["state"] == "active"


# --- the register of such files ---------------------------------------------------------------------


def kin_files(county: County, path: str = "360000.360700.360722.") -> set[str]:
    """What the query says to somebody whose post is at ``path``."""

    def work(uow: UnitOfWork) -> Any:
        uow.actor = Actor("x", "officer", "p", (Appointment("auditor", "1", "county", path),))
        asked = select(HardshipFile.id).where(HardshipFile.id.in_(files_of_kin(uow)))
        return set(uow.session.scalars(asked))

    found: set[str] = county.house.transactions.read(work)
    return found


def test_the_register_holds_the_files_of_kin_and_no_others(county: County) -> None:
    numbers = [identity_number() for _ in range(4)]
    paths = [submitted(county, number) for number in numbers]
    ids = [path.rpartition("/")[2] for path in paths]
    assert kin_files(county) == set()
    declare_over(county, numbers[0])
    tie = declare(county, "county-reviewer-1", numbers[1])
    declare_over(county, numbers[2], "360723001")
    assert kin_files(county) == {ids[0], ids[1]}
    assert kin_files(county, "360000.360700.360722.360722001.") == {ids[0], ids[1]}
    assert kin_files(county, "360000.360700.360723.") == set()
    end_tie(county, tie)
    assert kin_files(county) == {ids[0]}
    county.days_later(1)
    assert kin_files(county) == {ids[0]}


def test_a_file_an_officer_lives_in_stands_in_the_register(county: County) -> None:
    path = submitted(county, officer_number(13))
    assert kin_files(county) == {path.rpartition("/")[2]}
