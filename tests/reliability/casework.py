"""The steps of a case, as a caller may send them rightly or wrongly, with what must come of each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from tests.county import Reply
from tests.reliability.model import OFFICERS, Case, Notice, Officer, Said, nth_working_day, refused
from tests.reliability.planned import Call, Planned, admitted, commit, first, stop
from tests.reliability.stage_of_play import StageOfPlay

__all__ = ["OVER", "Casework", "allowed"]

ROLES = {
    "submit": {"clerk"}, "resubmit": {"clerk"}, "withdraw": {"clerk"}, "review": {"reviewer"},
    "approve": {"approver"}, "return": {"reviewer", "approver"}, "lapse": {"approver"},
    "reject": {"reviewer", "approver"},
}  # fmt: skip
DUTY = {"clerk": "intake", "reviewer": "review", "approver": "approve"}
SPOKEN = frozenset({"return", "reject", "lapse"})
OVER = frozenset({"rejected", "withdrawn", "lapsed"})
ACCOUNT = "6217000000000000004"
_numbers = itertools.count(1)


def allowed(case: Case, action: str) -> tuple[str, str | None] | None:
    """The role, and the level, at which the action leads on from where the case is."""
    stage = case.stage
    if case.state in ("draft", "returned"):
        entering = "submit" if case.state == "draft" else "resubmit"
        return ("clerk", None) if action in (entering, "withdraw") else None
    if case.state == "approved" and action == "lapse":
        last = [one for one in case.path if one.kind == "approval"][-1]
        return "approver", last.level
    if stage is None:
        return None
    if action == "withdraw":
        return "clerk", None
    if case.state == "on_notice":
        return None
    role = "approver" if stage.kind == "approval" else "reviewer"
    own = {"review": "review", "approval": "approve"}.get(stage.kind)
    return (role, stage.level) if action in (own, "return", "reject") else None


class Casework(StageOfPlay):
    """Open, amend, submit, review, vote, send back, refuse; notices and objections."""

    def open(self) -> Planned:
        place = self.rng.choice(self.files)
        who = self.someone(place.clerk)
        again = self.cases and not self.well(0.9)
        claim = self.rng.choice(self.cases) if again else None
        number = self.claims[claim.id] if claim else f"JS{next(_numbers):012d}"
        answers, award = self._bill(number)
        body = {
            "programme": "medical", "hardship_file_id": place.id, "beneficiary": {"member_id": None},
            "answers": answers,
            "payee": {"name": "李梅", "number": place.account, "bank": "中国工商银行信丰支行"},
        }  # fmt: skip
        case = Case("", place.union, award, self.path, set(place.held))

        def failed() -> Iterator[str]:
            if not case.separated(who, "intake"):
                yield "separation_of_duties"
            if any(self.claims[c.id] == number and c.state not in OVER for c in self.cases):
                yield "duplicate_claim"

        def effect(reply: Reply) -> None:
            case.id = reply["id"]
            case.held.add(("intake", who.person))
            self.claims[case.id], self.file_of[case.id] = number, place.id
            self.cases.append(case)

        role = None if who.role == "clerk" else refused("role_required")
        scope = None if who.sees(place.union) else refused("not_found")
        said = first(role, scope, failed=failed(), done=Said(201, new=1))
        call = Call(who.id, "POST", "/v1/applications", body, key=self.new_key())
        return Planned(call, said, effect)

    def _bill(self, number: str) -> tuple[dict[str, Any], int]:
        total = self.rng.randrange(200_000, 5_000_000)
        insurance = self.rng.randrange(0, 100_000)
        answers = {
            "total_cost_fen": total, "insurance_paid_fen": insurance, "other_relief_fen": 0,
            "settlement_number": number, "hospital_level": 2, "diagnosed_on": "2026-02-20",
        }  # fmt: skip
        return answers, (total - insurance) * 15 // 100

    def amend(self) -> Planned:
        case = self.a_case()
        who = self.someone(self.clerk_of(case))
        version = self.version(case.id)
        answers, award = self._bill(self.claims[case.id])

        def effect(_reply: Reply) -> None:
            case.award = award
            case.held.add(("intake", who.person))

        state = None if case.state in ("draft", "returned") else refused("wrong_state")
        said = first(
            admitted(who, case.union, {"clerk"}), self.outdated(version), state,
            failed=self.apart(who, "intake", case), done=Said(200, touches=frozenset({case.id})),
        )  # fmt: skip
        path = f"/v1/applications/{case.id}"
        call = Call(who.id, "PATCH", path, {"answers": answers}, version.sent)
        return Planned(call, said, effect)

    def act(self, action: str | None = None) -> Planned:
        case = self.a_case()
        wanted = action or self.rng.choice(sorted(ROLES))
        row = allowed(case, wanted)
        role = row[0] if row else min(ROLES[wanted])
        who = self.someone(self.right_one(case, role, row[1] if row else None))
        version, key = self.version(case.id), self.key_for(wanted == "approve")
        opinion = "同意" if self.well(0.9) else None
        fund = self.fund.id if self.well(0.95) else self.fund.id[:-4] + "0000"
        body = {"opinion": opinion} if opinion else {}
        body |= {"fund_id": fund} if wanted == "approve" else {}

        def failed() -> Iterator[str]:
            yield from self.apart(who, DUTY[role], case)
            if wanted in SPOKEN and opinion is None:
                yield "opinion_required"
            if wanted == "lapse" and case.contradicted:
                yield "payout_contradicted"
            if wanted == "approve":
                yield from self._unfit_vote(case, who, fund)

        role_said = admitted(who, case.union, {role} if row else ROLES[wanted], row and row[1])
        said = first(
            self.keyless(key, wanted == "approve"), role_said, self.outdated(version),
            None if row else refused("wrong_state"), failed=failed(),
            done=Said(200, touches=frozenset({case.id, *self._list_left(case, wanted)})),
        )  # fmt: skip

        def effect(_reply: Reply) -> None:
            case.held.add((DUTY[role], who.person))
            self._moved(case, wanted, who)

        path = f"/v1/applications/{case.id}/{wanted}"
        return Planned(Call(who.id, "POST", path, body, version.sent, key), said, effect)

    def _decides(self, case: Case, who: Officer) -> bool:
        """Whether with this vote the quorum is reached."""
        cast = {person for person, place in case.voted.items() if place == case.position}
        return len(cast | {who.person}) >= case.needed()

    def _is_last(self, case: Case) -> bool:
        return not any(one.kind == "approval" for one in case.path[case.position + 1 :])

    def _unfit_vote(self, case: Case, who: Officer, fund: str) -> Iterator[str]:
        if who.person in case.voted:
            yield "already_voted"
        if case.objections:
            yield "objection_open"
        if self._decides(case, who) and self._is_last(case):
            if fund != self.fund.id:
                yield "fund_unfit"
            elif self.fund.available < case.award:
                yield "fund_insufficient"

    def _list_left(self, case: Case, action: str) -> Iterator[str]:
        """The notice that a case leaves by being returned, rejected or withdrawn."""
        notice, line = case.current, case.line
        leaves = action in ("return", "reject", "withdraw")
        if leaves and notice and line and notice.line_state[line] in ("open", "held"):
            yield notice.id

    def _moved(self, case: Case, action: str, who: Officer) -> None:
        if action in ("submit", "resubmit"):
            case.voted, case.current = {}, None
            case.arrive(0)
        elif action == "review":
            case.arrive(case.position + 1)
        elif action == "approve":
            decided, last = self._decides(case, who), self._is_last(case)
            case.voted[who.person] = case.position
            if decided and last:
                commit(self.fund, case)
            if decided:
                case.arrive(case.position + 1)
        else:
            ends = {"return": "returned", "reject": "rejected", "lapse": "lapsed"}
            list(stop(case, ends.get(action, "withdrawn")))

    # --- notices and objections -----------------------------------------------------------------

    def publish(self) -> Planned:
        cases = self.some_cases(lambda one: one.state == "reviewed")
        who = self.someone(self.right_one(cases[0], "reviewer", None))
        key = self.key_for(True)
        unseen = any(not who.sees(one.union) for one in cases)
        stuck = any(
            one.state != "reviewed" or one.stage is None or one.stage.kind != "notice"
            for one in cases
        )
        objected = ("objection_open" for one in cases if one.objections)
        said = first(
            self.keyless(key, True), None if who.role == "reviewer" else refused("role_required"),
            refused("not_found") if unseen else None, refused("wrong_state") if stuck else None,
            failed=objected,
            done=Said(201, touches=frozenset(one.id for one in cases), new=1),
        )  # fmt: skip

        def effect(reply: Reply) -> None:
            last = nth_working_day(self.today, 5)
            lines = dict(enumerate(cases, 1))
            notice = Notice(reply["id"], who.union, lines, dict.fromkeys(lines, last), self.today)
            notice.line_state = dict.fromkeys(lines, "open")
            for line, case in lines.items():
                case.state, case.current = "on_notice", notice
                case.notices.append((notice, line))
            self.notices.append(notice)
            self.same([one["ends_on"] for one in reply["lines"]], [last.isoformat()] * len(cases))

        body = {"application_ids": [one.id for one in cases], "place": "厂门公示栏"}
        return Planned(Call(who.id, "POST", "/v1/notices", body, key=key), said, effect)

    def close(self) -> Planned:
        notice = self.rng.choice(self.notices)
        who = self.someone(self.right_one(notice.lines[1], "reviewer", None))
        version = self.version(notice.id)
        seen = who.sees(notice.union) or any(who.sees(one.union) for one in notice.lines.values())
        role = who.holds({"reviewer"}, notice.union)
        passing = {n: c for n, c in notice.lines.items() if notice.line_state[n] == "open"}
        running = ("notice_running" for _ in range(self.today <= notice.last_day))
        said = first(
            None if seen else refused("not_found"), None if role else refused("role_required"),
            self.outdated(version), refused("wrong_state") if notice.state == "closed" else None,
            failed=running,
            done=Said(200, touches=frozenset({notice.id, *(c.id for c in passing.values())})),
        )  # fmt: skip

        def effect(_reply: Reply) -> None:
            notice.state = "closed"
            for line, case in passing.items():
                notice.line_state[line] = "passed"
                case.arrive(case.position + 1)

        path = f"/v1/notices/{notice.id}/close"
        return Planned(Call(who.id, "POST", path, {}, version.sent, self.new_key()), said, effect)

    def object(self) -> Planned:
        heard = [(one.current, one.line) for one in self.cases if one.hearable]
        notice, line = self.rng.choice(heard) if heard and self.well(0.7) else (None, None)
        if notice is None or line is None:
            notice = self.rng.choice(self.notices)
            line = self.rng.randrange(1, len(notice.lines) + 2)
        case = notice.lines.get(line)
        if case is None:
            said = refused("line_unknown")
        elif case.current is notice and case.hearable:
            said = Said(201, touches=frozenset({notice.id}))
        else:
            said = refused("objection_closed")

        def effect(reply: Reply) -> None:
            notice.objections[reply["id"]] = (line, "open")
            notice.line_state[line] = "held"

        body = {"line": line, "reason": "收入不实", "name": None}
        path = f"/public/notices/{notice.id}/objections"
        return Planned(Call(None, "POST", path, body), said, effect)

    def judge(self) -> Planned:
        notice = self.rng.choice([one for one in self.notices if one.objections])
        objection = self.rng.choice(list(notice.objections))
        line, state = notice.objections[objection]
        case, action = notice.lines[line], self.rng.choice(("uphold", "dismiss", "dismiss"))
        who, version = self.someone("county-reviewer-1"), self.version(notice.id)
        opinion = {"opinion": "已核查"} if self.well(0.9) else {}
        over = case.state in OVER or case.state == "paid"
        inside = case.stage is not None and case.stage.kind != "review"
        above = who.role == "reviewer" and who.sees("360722")

        def failed() -> Iterator[str]:
            yield from self.apart(who, "review", case)
            if not opinion:
                yield "opinion_required"

        decided = refused("wrong_state") if state != "open" else None
        nowhere = action == "uphold" and not over and not inside
        said = first(
            None if who.sees(case.union) else refused("not_found"),
            None if above else refused("role_required"), self.outdated(version), decided,
            failed=failed(), done=Said(200),
        )  # fmt: skip
        if said.ok and nowhere:
            said = refused("wrong_state")
        elif said.ok:
            said = Said(200, touches=frozenset(self._judged(notice, objection, action)))

        def effect(_reply: Reply) -> None:
            case.held.add(("review", who.person))
            self._follow(notice, objection, action)

        path = f"/v1/objections/{objection}/{action}"
        return Planned(Call(who.id, "POST", path, opinion, version.sent), said, effect)

    def _freed(self, notice: Notice, line: int) -> bool:
        return notice.open_against(line) == 1 and notice.line_state[line] == "held"

    def _judged(self, notice: Notice, objection: str, action: str) -> Iterator[str]:
        line, _ = notice.objections[objection]
        case = notice.lines[line]
        yield notice.id
        if action == "uphold" and case.state not in OVER and case.state != "paid":
            yield case.id
            if case.current is not notice:
                yield from self._list_left(case, "reject")
        passes = self.today > notice.ends_on[line] and case.state == "on_notice"
        if action == "dismiss" and self._freed(notice, line) and passes:
            yield case.id

    def _follow(self, notice: Notice, objection: str, action: str) -> None:
        line, _ = notice.objections[objection]
        case = notice.lines[line]
        freed = self._freed(notice, line)
        notice.objections[objection] = (line, "upheld" if action == "uphold" else "dismissed")
        if action == "uphold":
            if notice.line_state[line] == "held":
                notice.line_state[line] = "failed"
            if case.state not in OVER and case.state != "paid":
                list(stop(case, "rejected"))
        elif freed:
            over = self.today > notice.ends_on[line]
            notice.line_state[line] = "passed" if over else "open"
            if over and case.state == "on_notice":
                case.arrive(case.position + 1)

    def clerk_of(self, case: Case) -> str:
        return self.right_one(case, "clerk", None)

    def right_one(self, case: Case, role: str, level: str | None) -> str:
        """Somebody who may, as far as post and scope go; the nearest first."""
        may = [one for one in OFFICERS.values() if one.holds({role}, case.union, level)]
        fresh = [
            one for one in may if one.person not in case.voted and case.separated(one, DUTY[role])
        ]
        return self.rng.choice(fresh if fresh and self.well(0.7) else may).id
