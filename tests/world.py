"""A county in the middle of its year: things of every kind in several states, and somebody in
every role, inside the county and outside it. For tests that go over every endpoint there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from service.api import nouns
from service.api.endpoint import Endpoint
from service.outbound.reach import Reach
from service.store.people import Appointed, Client, Officer, Union
from service.store.personal import Personal
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.register_person import person_of
from service.use_cases.work_lists import WORK_LISTS
from tests.bank_steps import answer_csv, opened_account, said_of, statement_csv, uploaded
from tests.campaign_steps import Campaigns
from tests.county import County, identity_number
from tests.emergency_steps import PAPERS, delegate, granted, owed
from tests.household_tables import CSV, CSV_GB18030, csv_of, home
from tests.payments import Payments
from tests.recovery_steps import confirmed, propose, receipt
from tests.transfer_steps import act_as, offered
from workflows.actor import SYSTEM
from workflows.vocabulary import codes

__all__ = ["MACHINES", "ROLES", "World"]

MACHINES = frozenset({"finance_system", "bank_gateway"})
ROLES = codes("role")
HERE, THERE = "360722", "360723"
MOST = 12
CHECKED = [
    {"stage": "review", "level": "grassroots"},
    {"stage": "economic_check", "level": "county"},
    {"stage": "confirm", "level": "county"},
]
SINCE = date(2020, 1, 1)
Args = dict[str, str]


class World:
    """What there is, by the rule that names it; ``here`` and ``there`` name somebody by role."""

    def __init__(self, county: County) -> None:
        nouns.load()
        self.county = county
        self.found: dict[str, list[Args]] = {
            "/v1/programmes/<code>": [{"code": "medical"}],
            "/v1/code-lists/<name>": [{"name": "role"}],
            "/v1/work-lists/<name>": [{"name": name} for name in WORK_LISTS],
            "/v1/calendars/<year>": [{"year": "2026"}],
            "/v1/audit/entries/<number>": [{"number": "3"}],
            "/v1/audit/proofs/<number>": [{"number": "3"}],
            "/v1/unions/<id>": [{"id": HERE}, {"id": "360722001"}],
            "/v1/officers/<id>": [{"id": "clerk-1"}, {"id": "fund-1"}],
            "/v1/clients/<id>": [{"id": "bank"}],
            "/problems/<slug>": [{"slug": "not-found"}],
        }
        self.here = {role: self._someone(role, HERE) for role in ROLES}
        self.there = {role: self._someone(role, THERE) for role in ROLES}
        self._people()
        self._checks()
        self._files()
        self._transfers()
        self._editions()
        self._cases()
        self._campaigns()
        self._looked_at()
        self._webhooks()

    def token(self, who: str, role: str) -> str:
        kind = "client" if role in MACHINES else "officer"
        return self.county.house.tokens.issue(who, kind)

    def arguments(self, endpoint: Endpoint) -> list[Args]:
        """What may stand in the endpoint's path: everything there is of its kind."""
        names = re.findall(r"<(\w+)>", endpoint.rule)
        if not names:
            return [{}]
        before = max((rule for rule in self.found if endpoint.rule.startswith(rule)), key=len)
        found = self.found[before]
        if endpoint.by_row and endpoint.by_row.widest:
            doors = endpoint.by_row.widest.doors
            return [{**args, "action": door.replace("_", "-")} for args in found for door in doors]
        return found

    def paths(self, endpoint: Endpoint) -> Iterator[tuple[str, Args]]:
        for args in self.arguments(endpoint):
            yield re.sub(r"<(\w+)>", lambda name, a=args: a[name[1]], endpoint.rule), args  # type: ignore[misc]

    def values(self, name: str) -> list[str]:
        """What the field of a body may name, when it names something there is."""
        if name == "reference":
            return self.references
        rule = _NAMED.get(name)
        if rule is None:
            return list(_SAID.get(name, ()))
        return [args["id"] for args in self.found[rule]]

    def keep(self, path: str) -> None:
        """Something new: from now on it is called about as well, the newest in place of the oldest."""
        for rule, found in self.found.items():
            if re.fullmatch(re.sub(r"<\w+>", "[^/]+", rule), path):
                self._keep(rule, path)
                del found[0 : len(found) - MOST]

    def etag(self, path: str) -> str | None:
        """The version of what an action's path, or the path itself, stands for."""
        for place in (path, path.rpartition("/")[0]):
            told = self.county.client.get(
                place,
                headers={"Authorization": f"Bearer {self.token(self.here['auditor'], 'auditor')}"},
            )
            if "ETag" in told.headers:
                return told.headers["ETag"]
        return None

    # --- who ------------------------------------------------------------------------------------

    def _someone(self, role: str, union: str) -> str:
        """Somebody new in one role at a federation; machines are clients, people are officers."""
        who = f"{role.replace('_', '-')}-at-{union}"
        self.county.house.transactions.write(lambda uow: _engaged(uow, who, role, union))
        return who

    # --- what -----------------------------------------------------------------------------------

    def _keep(self, rule: str, path: str) -> str:
        names = re.findall(r"<(\w+)>", rule)
        values = re.fullmatch(re.sub(r"<\w+>", "([^/]+)", rule), path)
        if values is None:
            raise ValueError(f"{path} is no {rule}")
        self.found.setdefault(rule, []).append(dict(zip(names, values.groups(), strict=True)))
        return path

    def _people(self) -> None:
        appointments = self.county.get("security-1", "/v1/officers/clerk-1")["appointments"]
        self._keep(
            "/v1/officers/<id>/appointments/<appointment_id>",
            f"/v1/officers/clerk-1/appointments/{appointments[0]['id']}",
        )
        kin = {"name": "王小明", "identity_number": identity_number(), "relation": "20"}
        made = self.county.post("clerk-1", "/v1/officers/clerk-1/kin", kin)
        self._keep("/v1/officers/<id>/kin/<kin_id>", made.headers["Location"])

        given = {
            "to": "county-reviewer-1", "role": "approver", "union": HERE, "reason": "出差",
            "starts_on": "2026-03-02", "ends_on": "2026-03-06",
        }  # fmt: skip
        made = self.county.post("approver-3", "/v1/officers/approver-3/delegations", given)
        self._keep("/v1/officers/<id>/delegations/<delegation_id>", made.headers["Location"])

    def _files(self) -> None:
        rule, county = "/v1/hardship-files/<id>", self.county
        self._keep(rule, county.draft_file().headers["Location"])
        submitted = self._keep(rule, county.draft_file().headers["Location"])
        county.act("clerk-1", submitted, "submit")
        active = self._keep(rule, f"/v1/hardship-files/{county.active_file()['id']}")
        self._gathered(county, active)
        table = csv_of([home()])
        self._keep(
            "/v1/imports/<id>",
            county.upload("clerk-1", "/v1/imports", table, CSV).headers["Location"],
        )

    def _gathered(self, county: County, file: str) -> None:
        """A document, a visit and a file that looks like another, on one that stands."""
        rule = "/v1/hardship-files/<id>"
        document = {"kind": "income", "sha256": "0" * 64, "pages": 1, "kept": "paper"}
        made = county.post("clerk-1", f"{file}/evidence", document)
        self._keep(f"{rule}/evidence/<evidence_id>", made.headers["Location"])
        visit = {"visited_on": "2026-03-01", "conclusion": "as_stated", "respondent": "李梅"}
        made = county.post("county-reviewer-1", f"{file}/home-visits", visit)
        self._keep(f"{rule}/home-visits/<visit_id>", made.headers["Location"])
        alike = county.get("clerk-1", f"{file}/resemblances")["items"][0]["id"]
        self._keep(f"{rule}/resemblances/<resemblance_id>", f"{file}/resemblances/{alike}")
        self.found[f"{rule}/exemptions/<exemption_id>"] = [
            {"id": file.rpartition("/")[2], "exemption_id": file.rpartition("/")[2]}
        ]

    def _looked_at(self) -> None:
        """A sample of what stands, and its re-checks: open, and found to agree or not."""
        county, who = self.county, "county-reviewer-1"
        form = {"of_union": "360722001", "rate": "1"}
        made = county.post(who, "/v1/samples", form)
        self._keep("/v1/samples/<id>", made.headers["Location"])
        opened = county.get(who, f"/v1/rechecks?sample_id={made['id']}")["items"]
        paths = [self._keep("/v1/rechecks/<id>", f"/v1/rechecks/{one['id']}") for one in opened[:3]]
        for path, action in zip(paths, ("find_consistent", "find_inconsistent"), strict=False):
            county.act(self.here["reviewer"], path, action, {"opinion": "入户核实"})

    def _webhooks(self) -> None:
        """A subscription of the finance system; nobody sends."""
        county = self.county
        county.house.transactions.reach = Reach(("books.example",))
        form = {"client_id": "finance", "url": "https://books.example/aid", "events": ["payout"]}
        made = county.post("system-1", "/v1/webhooks", form)
        self._keep("/v1/webhooks/<id>", made.headers["Location"])

    def _transfers(self) -> None:
        """One that is open and one that was declined, between two unions of the county."""
        rule, county = "/v1/transfers/<id>", self.county
        for _ in range(2):
            file = f"/v1/hardship-files/{county.active_file()['id']}"
            path = self._keep(rule, offered(county, file))
        act_as(county, "clerk-2", path, "decline", {"opinion": "职工未到本单位报到"})

    def _checks(self) -> None:
        """A list at the checking centre, asked while the county demanded one; it does so no more."""
        county = self.county
        editions = county.get("auditor-1", "/v1/editions")["items"]
        seeded = next(one["document"] for one in editions if one["programme"] == "hardship_file")
        county.adopt({**seeded, "union": HERE, "path": CHECKED})
        file = self._keep("/v1/hardship-files/<id>", county.draft_file().headers["Location"])
        county.act("clerk-1", file, "submit")
        county.act("reviewer-1", file, "review")
        form = {"hardship_file_ids": [file.rpartition("/")[2]]}
        asked = county.post("county-reviewer-1", "/v1/economic-checks", form)
        self._keep("/v1/economic-checks/<id>", asked.headers["Location"])
        county.adopt({**seeded, "union": HERE})

    def _editions(self) -> None:
        editions = self.county.get("auditor-1", "/v1/editions")["items"]
        document = next(one["document"] for one in editions if one["programme"] == "warmth")
        made = self.county.post("fund-1", "/v1/editions", {**document, "union": HERE})
        self._keep("/v1/editions/<id>", made.headers["Location"])

    def _cases(self) -> None:
        """Applications from draft to paid, with their notices, batches and payouts."""
        rule, county = "/v1/applications/<id>", self.county
        payments = Payments(county)
        self._keep("/v1/funds/<id>", f"/v1/funds/{payments.fund_id}")
        closed = self._keep("/v1/funds/<id>", f"/v1/funds/{county.fund()}")
        county.act("approver-1", closed, "close", {"opinion": "年度结束"})
        for one in payments.approved(4):
            self._keep(rule, f"{rule.removesuffix('<id>')}{one}")
        ids = [args["id"] for args in self.found[rule]]
        for batch in (payments.made(ids[:1]), payments.dispatched(ids[1:2])):
            self._keep("/v1/payment-batches/<id>", batch)
            self._keep("/v1/payouts/<id>", payments.payout(batch))
        paid = payments.dispatched(ids[3:4])
        payments.said(paid, occurred_at=f"{county.today()}T10:00:00+08:00")
        self._keep("/v1/payouts/<id>", payments.payout(paid))
        self._recoveries(payments.payout(paid))
        self._followed_up(ids[3])
        failed = payments.dispatched(ids[2:3])
        payments.said(failed, "failed")
        self._keep("/v1/payouts/<id>", payments.payout(failed))
        self._banked(payments, failed)
        draft = self._keep(rule, county.draft_application().headers["Location"])
        evidence = {"kind": "diagnosis", "sha256": "0" * 64, "pages": 1, "kept": "paper"}
        made = county.post("clerk-1", f"{draft}/evidence", evidence)
        self._keep(f"{rule}/evidence/<evidence_id>", made.headers["Location"])
        self.references = [
            attempt["reference"]
            for args in self.found["/v1/payouts/<id>"]
            for attempt in county.get("auditor-1", f"/v1/payouts/{args['id']}")["attempts"]
        ]
        copied = county.post("clerk-1", f"{draft}/copy", {"to": self.here["reviewer"]})
        self._keep("/v1/copies/<id>", copied.headers["Location"])
        self._notices()
        self._emergencies()

    def _banked(self, payments: Payments, failed: str) -> None:
        """An answer that contradicts, the files of a batch, and a file of the bank as a plan."""
        county = self.county
        payments.said(failed)
        queued = county.get("checker-1", "/v1/bank-results")["items"][-1]
        self._keep("/v1/bank-results/<id>", f"/v1/bank-results/{queued['id']}")
        self._keep(
            "/v1/payment-batches/<id>/instruction-files/<part>", f"{failed}/instruction-files/all"
        )
        content = answer_csv(said_of(payments.lines(failed)[0]))
        plan = uploaded(payments, failed, content)
        self._keep("/v1/bank-answers/<id>", plan.headers["Location"])
        account = opened_account(county)
        self._keep("/v1/paying-accounts/<id>", f"/v1/paying-accounts/{account}")
        held = county.upload("checker-1", "/v1/bank-statements", statement_csv(), CSV_GB18030)
        self._keep("/v1/bank-statements/<id>", held.headers["Location"])

    def _emergencies(self) -> None:
        """One that was granted first and has brought a paper, while the county delegated it; it does so
        no more."""
        county, rule = self.county, "/v1/regularisations/<id>"
        document = delegate(county)
        path = self._keep("/v1/applications/<id>", granted(county))
        owing = self._keep(rule, owed(county, path))
        paper = {"kind": PAPERS[0], "sha256": "0" * 64, "pages": 1, "kept": "paper"}
        made = county.post("clerk-1", f"{owing}/evidence", paper)
        self._keep(f"{rule}/evidence/<evidence_id>", made.headers["Location"])
        county.adopt({**document, "evidence": [], "emergency": None})

    def _recoveries(self, payout: str) -> None:
        """One that waits to be confirmed, and one by which something has come in."""
        county, rule = self.county, "/v1/recoveries/<id>"
        self._keep(rule, propose(county, payout, 1).headers["Location"])
        owing = self._keep(rule, confirmed(county, payout, 2))
        made = receipt(county, owing, 1)
        self._keep(f"{rule}/receipts/<receipt_id>", made.headers["Location"])

    def _followed_up(self, case: str) -> None:
        told = {
            "visited_on": self.county.today().isoformat(), "method": "phone",
            "received_fen": 30_000, "satisfaction": "satisfied", "with": "李梅",
        }  # fmt: skip
        path = f"/v1/applications/{case}/follow-ups"
        made = self.county.post(self.here["reviewer"], path, told)
        self._keep("/v1/follow-ups/<id>", made.headers["Location"])
        self._appeals()
        self._petitions()

    def _appeals(self) -> None:
        """One that is open, against what the reviewer of the union refused."""
        county = self.county
        draft = self._keep("/v1/applications/<id>", county.draft_application().headers["Location"])
        county.act("clerk-1", draft, "submit")
        county.act("reviewer-1", draft, "reject", {"opinion": "不符合条件"})
        made = county.post("clerk-1", f"{draft}/appeals", {"reason": "已补充材料"})
        self._keep("/v1/appeals/<id>", made.headers["Location"])

    def _petitions(self) -> None:
        """One about a case, and one about none."""
        case = self.found["/v1/applications/<id>"][0]["id"]
        form = {"union": "360722", "channel": "phone", "kind": "complaint", "subject": "审核太慢"}
        for more in ({"application_id": case}, {}):
            made = self.county.post("county-reviewer-1", "/v1/petitions", {**form, **more})
            self._keep("/v1/petitions/<id>", made.headers["Location"])

    def _campaigns(self) -> None:
        """One whose lists are open, with a household on them, and one that is decided."""
        rule, county = "/v1/campaigns/<id>", self.county
        listing = Campaigns(county, list_by="2026-12-31")
        self._keep(rule, listing.path)
        assert listing.listed("clerk-1", county.active_file()["id"]).status == 201
        decided = Campaigns(county, occasion="daily", list_by="2026-12-31")
        decided.ready([county.active_file()["id"]], [])
        assert decided.decide(fund_id=county.fund()).status == 200
        self._keep(rule, decided.path)

    def _notices(self) -> None:
        county = self.county
        shown = county.reviewed_application()
        self._keep("/v1/applications/<id>", shown)
        notice = county.on_notice(shown)
        self._keep("/v1/notices/<id>", notice.headers["Location"])
        self._keep("/public/notices/<id>", f"/public/notices/{notice['id']}")
        raised = county.post(
            None, f"/public/notices/{notice['id']}/objections",
            {"line": 1, "reason": "其家庭有未申报的门面收入", "name": None},
        )  # fmt: skip
        self._keep("/v1/objections/<id>", raised.headers["Location"])


_NAMED = {
    "hardship_file_id": "/v1/hardship-files/<id>",
    "application_ids": "/v1/applications/<id>",
    "fund_id": "/v1/funds/<id>",
    "batch_id": "/v1/payment-batches/<id>",
    "payout_id": "/v1/payouts/<id>",
    "sample_id": "/v1/samples/<id>",
}
_SAID = {
    "programme": ("warmth", "tuition", "medical"),
    "union": ("360722", "360722001", "360722002", "360723001"),
    "of_union": ("360722001", "360722002", "360723001"),
    "parent": ("360722", "360700"),
    "to": ("360722001", "360722002", "360723001", "360722"),
}


def _engaged(uow: UnitOfWork, who: str, role: str, union: str) -> Callable[[], Answer]:
    uow.actor = SYSTEM
    at = uow.session.get_one(Union, union)
    place: dict[str, Any] = {"union": at.id, "union_path": at.path}
    if role in MACHINES:
        client = uow.add(
            Client(id=who, name=who, role=role, level=at.level, starts_on=SINCE, **place)
        )
        uow.record("client.create", client)
        return lambda: Answer(200, {})
    officer = uow.add(
        Officer(
            id=who,
            name=Personal.of("某某"),
            person_id=person_of(uow, identity_number()).id,
            **place,
        )
    )
    officer.appointments.append(
        Appointed(
            id=uow.new_id(), officer_id=who, role=role, level=at.level, starts_on=SINCE, **place
        )
    )
    uow.record("officer.create", officer)
    return lambda: Answer(200, {})
