"""The steps that tests of campaigns share, each made of nothing but calls; many households at once
are copies of one that was filed as usual, written by the same unit of work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import inspect

from service.store.hardship_file import HardshipFile, Member
from service.store.people import Officer, Person
from service.store.personal import Personal
from service.store.things import Base
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.account_holder import account_digest
from tests.county import County, Reply, account_number, identity_number
from tests.notice_steps import id_of
from workflows.actor import Actor

__all__ = ["Campaigns", "many_households"]

OWN = frozenset({"id", "number", "serial"})


def many_households(county: County, sample: Reply, who: str, count: int) -> list[str]:
    """The ids of so many active files at the union of ``who``: households alike to the sample, of
    people nobody has met, each with an account of its own."""
    made: list[str] = []
    clerk_at = {"clerk-1": "360722001", "clerk-2": "360722002"}[who]

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        made.clear()
        officer = uow.session.get_one(Officer, who)
        uow.actor = Actor(officer.id, "officer", officer.person_id)
        file = uow.session.get_one(HardshipFile, sample["id"])
        place = (clerk_at, file.union_path.rstrip(".").rpartition(".")[0] + f".{clerk_at}.")
        made.extend(_copy(uow, file, place) for _ in range(count))
        return lambda: Answer(200, {})

    county.house.transactions.write(work)
    return made


def _copy(uow: UnitOfWork, sample: HardshipFile, place: tuple[str, str]) -> str:
    number = identity_number()
    digest = uow.keyring.lookup_digest("identity", number)
    person = uow.add(Person(id=uow.new_id(), identity_digest=digest, identity=Personal.of(number)))
    uow.record("person.register", person)
    account = {**(sample.account or Personal.of("{}")).fields(), "number": account_number()}
    told = {
        **_values(sample), "union": place[0], "union_path": place[1],
        "account": Personal.of_fields(account),
        "account_digest": account_digest(uow, account["number"]),
    }  # fmt: skip
    file = uow.add(HardshipFile(id=uow.new_id(), **told))
    member = {**_values(sample.worker), "file_id": file.id, "person_id": person.id}
    file.people = [Member(id=uow.new_id(), **member)]
    uow.record("hardship_file.open", file, after=file.state, duty="intake")
    return file.id


def _values(row: Base) -> dict[str, Any]:
    columns = inspect(type(row)).column_attrs
    return {one.key: getattr(row, one.key) for one in columns if one.key not in OWN}


class Campaigns:
    """One campaign of the county, from its drawing up to its account."""

    def __init__(self, county: County, quota: dict[str, int] | None = None, **more: Any) -> None:
        self.county = county
        self.path = self.drawn_up(county, quota, **more)
        assert self.act("county-reviewer-1", "publish")["state"] == "published"

    @staticmethod
    def drawn_up(county: County, quota: dict[str, int] | None = None, **more: Any) -> str:
        """The path of a draft."""
        told = quota or {"360722001": 5, "360722002": 5}
        form = {
            "title": "2026年春节送温暖", "occasion": "spring_festival", "year": 2026,
            "kind": "cash", "standard_fen": 30_000, "list_by": "2026-03-06",
            "quota": [{"union": union, "places": n} for union, n in told.items()],
            "place": "各单位公示栏", **more,
        }  # fmt: skip
        made = county.post("county-reviewer-1", "/v1/campaigns", form)
        assert made.status == 201, made.body
        return str(made.headers["Location"])

    def signed(self, line: str, *visitors: str, who: str = "visitor-1", **more: Any) -> Reply:
        """Goods of one line were brought, and the receipt is registered today."""
        form = {
            "application_id": line, "signed_on": self.county.today().isoformat(),
            "receipt_sha256": "0f" * 32, "visitors": list(visitors), **more,
        }  # fmt: skip
        key = form.pop("key", None) or self.county.new_key()
        return self.county.post(who, f"{self.path}/sign-offs", form, key=key)

    def act(self, who: str, action: str, body: Any = None, **more: Any) -> Reply:
        return self.county.act(who, self.path, action, body, **more)

    @property
    def state(self) -> str:
        return str(self.county.get("auditor-1", self.path)["state"])

    def listed(self, who: str, *files: str, dry: bool = False, **more: Any) -> Reply:
        """Households by their files, listed by their clerk."""
        form = {"hardship_file_ids": list(files), "object": "filed_worker", **more}
        path = f"{self.path}/lines{'?dry_run=true' if dry else ''}"
        return self.county.post(who, path, form, key=self.county.new_key())

    def submitted(self, who: str, dry: bool = False, **more: Any) -> Reply:
        path = f"{self.path}/submit-lines{'?dry_run=true' if dry else ''}"
        return self.county.post(who, path, more, key=self.county.new_key())

    def lines(self, who: str = "auditor-1", **wanted: str) -> list[str]:
        """The ids of its lines."""
        query = "&".join(f"{name}={value}" for name, value in wanted.items())
        found = self.county.get(
            who, f"/v1/applications?campaign_id={id_of(self.path)}&limit=1000&{query}"
        )
        return [str(one["id"]) for one in found["items"]]

    def published(self, reviewer: str, *lines: str) -> str:
        """The lines reviewed and on a notice of their union: its path."""
        county = self.county
        form = {"action": "review", "application_ids": list(lines), "opinion": "情况属实"}
        done = county.post(reviewer, "/v1/application-decisions", form, key=county.new_key())
        assert done.status == 200, done.body
        shown = {"application_ids": list(lines), "place": "厂门公示栏"}
        notice = county.post(reviewer, "/v1/notices", shown, key=county.new_key())
        assert notice.status == 201, notice.body
        return str(notice.headers["Location"])

    def decide(self, who: str = "approver-2", dry: bool = False, **more: Any) -> Reply:
        form = {"meeting_number": "2026-3", "opinion": "会议研究同意", **more}
        action = f"decide{'?dry_run=true' if dry else ''}"
        etag = form.pop("etag", None) or self.county.get("auditor-1", self.path).etag
        key = form.pop("key", None) or self.county.new_key()
        return self.county.post(who, f"{self.path}/{action}", form, etag=etag, key=key)

    def ready(self, files_1: list[str], files_2: list[str]) -> None:
        """Both units listed, reviewed, published and waited; the county has merged the lists."""
        notices = []
        for who, reviewer, files in (
            ("clerk-1", "reviewer-1", files_1), ("clerk-2", "reviewer-2", files_2),
        ):  # fmt: skip
            if not files:
                continue
            listed = self.listed(who, *files)
            assert listed.status == 201, listed.body
            assert self.submitted(who)["count"] == len(files)
            lines = [str(one["application_id"]) for one in listed["lines"]]
            notices.append((reviewer, self.published(reviewer, *lines)))
        self.county.days_later(10)
        for reviewer, notice in notices:
            assert self.county.act(reviewer, notice, "close").status == 200
        merged = self.act("county-reviewer-1", "merge", {"opinion": "名单已汇总"})
        assert merged["state"] == "merged", merged.body
