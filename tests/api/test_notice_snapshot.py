"""What hung out is fixed by a digest, can be told after it was taken down, and is seen when altered."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import text

from service.use_cases.tell_trail import tell_trail
from tests.county import County, Reply
from tests.notice_steps import id_of, object_to, open_notice, reviewed_elsewhere

FIXED = ("id", "union", "starts_on", "ends_on", "lines")


def _digest(snapshot: Reply) -> str:
    """As anybody makes it who has the answer and nothing else of ours."""
    told = {name: snapshot[name] for name in FIXED}
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()


def _opened(county: County) -> str:
    cases = (county.reviewed_application(), county.reviewed_application("medical"))
    return str(open_notice(county, "reviewer-1", *cases).headers["Location"])


def test_the_list_is_fixed_as_it_was_shown_and_told_after_it_was_taken_down(
    county: County,
) -> None:
    notice = _opened(county)
    public = f"/public/notices/{id_of(notice)}"
    hung = county.get(None, public)["lines"]
    before = county.get("auditor-1", f"{notice}/snapshot")
    assert (before["shown_digest"], before["agrees"]) == (_digest(before), True)
    shared = ("line", "name", "union", "amount_fen", "starts_on", "ends_on")
    assert [[one[name] for name in shared] for one in before["lines"]] == [
        [one[name] for name in shared] for one in hung
    ]
    county.days_later(8)
    county.act("reviewer-1", notice, "close")
    assert county.get(None, public).status == 404
    assert county.get(None, "/public/notices")["items"] == []
    for who in ("auditor-1", "reviewer-1", "approver-1", "clerk-1"):
        after = county.get(who, f"{notice}/snapshot")
        assert [after[name] for name in FIXED] == [before[name] for name in FIXED], who
        assert (after["shown_digest"], after["agrees"]) == (before["shown_digest"], True)


def test_the_deed_that_opened_it_names_the_digest(county: County) -> None:
    notice = open_notice(county, "reviewer-1", county.reviewed_application()).headers["Location"]
    told = county.house.transactions.read(lambda uow: tell_trail(uow, id_of(notice), "zh-CN"))
    (opened,) = [step for step in told if step["act"] == "notice.open"]
    digest = county.get("auditor-1", f"{notice}/snapshot")["shown_digest"]
    assert opened["said"] == {"place": "厂门公示栏", "shown_digest": digest}


def test_what_becomes_of_a_line_later_changes_nothing_of_what_was_shown(county: County) -> None:
    first, second = county.reviewed_application(), county.reviewed_application()
    notice = open_notice(county, "reviewer-1", first, second).headers["Location"]
    before = county.get("auditor-1", f"{notice}/snapshot")
    objection = object_to(county, notice, 2).headers["Location"]
    county.act("clerk-1", first, "withdraw")
    county.act("county-reviewer-1", objection, "uphold", {"opinion": "属实"})
    assert county.get(None, f"/public/notices/{id_of(notice)}").status == 404
    after = county.get("auditor-1", f"{notice}/snapshot")
    assert (after["lines"], after["agrees"]) == (before["lines"], True)
    assert _digest(after) == before["shown_digest"]


def test_a_line_that_is_altered_behind_the_log_no_longer_agrees(county: County) -> None:
    notice = _opened(county)
    for change in ("award_fen = award_fen + 1", "shown_union = '别处工会'", "line = line + 10"):
        with county.house.transactions.engine.begin() as connection:
            kept = connection.execute(text("SELECT * FROM notice_line WHERE line = 2")).mappings()
            row = dict(kept.one())
            connection.execute(
                text(f"UPDATE notice_line SET {change} WHERE id = :id"),  # noqa: S608
                {"id": row["id"]},
            )
        altered = county.get("auditor-1", f"{notice}/snapshot")
        assert altered["agrees"] is False, change
        assert _digest(altered) != altered["shown_digest"]
        with county.house.transactions.engine.begin() as connection:
            connection.execute(
                text(
                    "UPDATE notice_line SET award_fen = :award_fen, shown_union = :shown_union, "
                    "line = :line WHERE id = :id"
                ),
                {name: row[name] for name in ("award_fen", "shown_union", "line", "id")},
            )
        assert county.get("auditor-1", f"{notice}/snapshot")["agrees"] is True


def test_who_sees_one_line_of_a_list_reads_that_line_and_whether_the_whole_agrees(
    county: County,
) -> None:
    here, there = county.reviewed_application(), reviewed_elsewhere(county)
    notice = open_notice(county, "county-reviewer-1", here, there).headers["Location"]
    whole = county.get("auditor-1", f"{notice}/snapshot")
    part = county.get("clerk-2", f"{notice}/snapshot")
    assert [line["line"] for line in whole["lines"]] == [1, 2]
    assert [line["line"] for line in part["lines"]] == [2]
    assert (part["shown_digest"], part["agrees"]) == (whole["shown_digest"], True)
    for who in ("outsider-clerk-1", "outsider-approver-1"):
        assert county.get(who, f"{notice}/snapshot").status == 404
    assert county.get("security-1", f"{notice}/snapshot").status in (403, 404)


def test_a_notice_of_before_has_no_digest_and_says_so(sqlite_county: County) -> None:
    notice = _opened(sqlite_county)
    with sqlite_county.house.transactions.engine.begin() as connection:
        connection.execute(text("UPDATE notice SET shown_digest = NULL"))
    told = sqlite_county.get("auditor-1", f"{notice}/snapshot")
    assert (told["shown_digest"], told["agrees"], len(told["lines"])) == (None, None, 2)
