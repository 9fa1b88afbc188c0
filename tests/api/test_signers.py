"""加签 and 减签: somebody else must sign too before a stage passes."""

from __future__ import annotations

import pytest

from tests.audit_trail import entries_since, log_size
from tests.county import County, Reply
from tests.kin_steps import declare, family
from tests.stand_in_steps import edition, voting

WHY = "金额较大，请一并审核"


def add(county: County, path: str, officer: str, who: str = "approver-1") -> Reply:
    return county.act(who, path, "add_signer", {"officer": officer, "opinion": WHY})


def sign(county: County, path: str, who: str, fund: str | None = None) -> Reply:
    return county.act(who, path, "sign", {"opinion": "同意", "fund_id": fund})


def test_the_stage_does_not_pass_before_the_signer_signed(county: County) -> None:
    path, fund = voting(county)
    before = log_size(county)
    asked = add(county, path, "city-approver-1")
    assert asked.status == 200, asked.body
    assert asked["signers"] == [
        {"officer": "city-approver-1", "asked_by": "approver-1", "level": "city"}
    ]
    (deed,) = entries_since(county, before)
    assert deed["act"] == "application.add_signer"
    assert WHY not in str(deed)
    assert county.approve(path, fund, "approver-2")["state"] == "notice_passed"
    signed = sign(county, path, "city-approver-1", fund)
    assert (signed.status, signed["state"], signed["signers"]) == (200, "approved", [])
    assert {vote["officer"]: vote["level"] for vote in signed["votes"]} == {
        "approver-2": "county", "city-approver-1": "city",
    }  # fmt: skip
    assert county.get("fund-1", f"/v1/funds/{fund}")["committed_fen"] == signed["award_fen"]


def test_a_signature_is_no_vote_of_the_quorum(county: County) -> None:
    edition(county, {"quorum": {"kind": "n_of_m", "n": 2}})
    path, fund = voting(county)
    add(county, path, "city-approver-1")
    assert sign(county, path, "city-approver-1")["state"] == "notice_passed"
    assert county.approve(path, fund, "approver-2")["state"] == "notice_passed"
    assert county.approve(path, fund, "approver-3")["state"] == "approved"


def test_a_signer_of_the_same_level_votes(county: County) -> None:
    path, fund = voting(county)
    add(county, path, "approver-3")
    assert county.approve(path, fund, "approver-1")["state"] == "notice_passed"
    assert "unasked" in sign(county, path, "approver-3").codes
    assert county.approve(path, fund, "approver-3")["state"] == "approved"


def test_a_vote_against_is_no_signature(county: County) -> None:
    path, fund = voting(county)
    add(county, path, "approver-3")
    against = county.act("approver-3", path, "oppose", {"opinion": "不同意"})
    assert [one["officer"] for one in against["signers"]] == ["approver-3"]
    assert county.approve(path, fund, "approver-2")["state"] == "notice_passed"
    back = {"officer": "approver-3"}
    assert county.act("approver-1", path, "remove_signer", back)["signers"] == []
    assert county.approve(path, fund, "approver-1")["state"] == "approved"


@pytest.mark.parametrize(
    "officer", ["reviewer-1", "nobody-1", "outsider-approver-1", "approver-1", "maker-1"]
)
def test_a_signer_approves_at_this_level_or_above(county: County, officer: str) -> None:
    path, _ = voting(county)
    refused = add(county, path, officer)
    assert (refused.status, refused.codes) == (422, {"signer_unfit"})


def test_a_signer_with_another_duty_or_kin_in_the_case_is_refused(county: County) -> None:
    household = family()
    path, _ = voting(county, file=county.active_file(**household))
    assert "separation_of_duties" in add(county, path, "twin-1").codes
    declare(county, "approver-3", household["members"][0]["identity_number"])
    assert "recusal" in add(county, path, "approver-3").codes


def test_nobody_is_asked_twice_nor_who_has_voted(county: County) -> None:
    edition(county, {"quorum": {"kind": "n_of_m", "n": 3}})
    path, fund = voting(county)
    add(county, path, "city-approver-1")
    assert add(county, path, "city-approver-1", "approver-2").codes == {"signer_exists"}
    county.approve(path, fund, "approver-2")
    assert add(county, path, "approver-2").codes == {"signer_unfit"}
    no_reason = county.act("approver-1", path, "add_signer", {"officer": "approver-3"})
    assert no_reason.codes == {"opinion_required"}


def test_only_who_asked_takes_it_back(county: County) -> None:
    path, fund = voting(county)
    add(county, path, "city-approver-1")
    back = {"officer": "city-approver-1"}
    assert county.act("approver-2", path, "remove_signer", back).codes == {"signer_absent"}
    assert county.act("approver-1", path, "remove_signer", back)["signers"] == []
    assert county.act("approver-1", path, "remove_signer", back).codes == {"signer_absent"}
    assert county.approve(path, fund, "approver-2")["state"] == "approved"


def test_nobody_signs_unasked(county: County) -> None:
    path, _ = voting(county)
    refused = sign(county, path, "city-approver-1")
    assert "unasked" in refused.codes


def test_signers_are_void_with_the_round(county: County) -> None:
    path, fund = voting(county)
    add(county, path, "city-approver-1")
    county.act("approver-2", path, "return", {"opinion": "补材料"})
    county.act("clerk-1", path, "resubmit")
    county.act("reviewer-1", path, "review")
    county.passed_notice(path)
    assert county.get("auditor-1", path)["signers"] == []
    assert county.approve(path, fund, "approver-3")["state"] == "approved"
