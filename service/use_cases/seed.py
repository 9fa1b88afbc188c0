"""One county for development and tests (wire.md «Who calls»): written once, repeatable without harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from service.store.edition import Edition
from service.store.money import Fund
from service.store.people import Appointed, Client, Officer, Union
from service.store.personal import Personal
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.post_money import open_accounts
from service.use_cases.register_person import person_of
from service.use_cases.seeded_editions import SEEDED_EDITIONS
from workflows.actor import SYSTEM
from workflows.identity_number import check_character

__all__ = ["seed"]

SINCE = date(2020, 1, 1)
UNIONS = (
    ("360000", "江西省总工会", "province", None),
    ("360700", "赣州市总工会", "city", "360000"),
    ("360722", "信丰县总工会", "county", "360700"),
    ("360722001", "信丰县纺织厂工会", "grassroots", "360722"),
    ("360722002", "信丰县环卫所工会", "grassroots", "360722"),
    ("360723", "大余县总工会", "county", "360700"),
    ("360723001", "大余县建筑公司工会", "grassroots", "360723"),
)
OFFICERS = (
    ("clerk-1", "陈一鸣", "clerk", "360722001", 1),
    ("clerk-2", "郭小兰", "clerk", "360722002", 2),
    ("reviewer-1", "何建国", "reviewer", "360722001", 3),
    ("reviewer-2", "林秀英", "reviewer", "360722002", 4),
    ("county-reviewer-1", "马志强", "reviewer", "360722", 5),
    ("approver-1", "罗文静", "approver", "360722", 6),
    ("approver-2", "宋大伟", "approver", "360722", 7),
    ("approver-3", "唐丽华", "approver", "360722", 8),
    ("twin-1", "陈一鸣", "approver", "360722", 1),
    ("city-approver-1", "韩松", "approver", "360700", 9),
    ("province-approver-1", "冯敏", "approver", "360000", 10),
    ("outsider-clerk-1", "于洋", "clerk", "360723001", 11),
    ("outsider-approver-1", "董洁", "approver", "360723", 12),
    ("maker-1", "萧红", "payment_maker", "360722", 13),
    ("checker-1", "程刚", "payment_checker", "360722", 14),
    ("fund-1", "曹颖", "fund_manager", "360722", 15),
    ("auditor-1", "袁正", "auditor", "360722", 16),
    ("security-1", "邓安", "security_admin", "360722", 17),
    ("system-1", "许维", "system_admin", "360722", 18),
)
CLIENTS = (
    ("finance", "财务系统", "finance_system", "360722"),
    ("bank", "银行接口", "bank_gateway", "360722"),
)


def seed(uow: UnitOfWork) -> Callable[[], Answer]:
    """Write what is not there yet; what is there stays as it is."""
    uow.actor = SYSTEM
    unions = {code: _union(uow, code, name, level, parent) for code, name, level, parent in UNIONS}
    for code, name, role, union, person in OFFICERS:
        _officer(uow, code, name, role, unions[union], person)
    for code, name, role, union in CLIENTS:
        _client(uow, code, name, role, unions[union])
    for place, document in enumerate(SEEDED_EDITIONS):
        _edition(uow, place, document, unions[document["union"]])
    _fund(uow, unions["360722"])
    return lambda: Answer(200, {"written": len(uow.deeds)})


def _union(uow: UnitOfWork, code: str, name: str, level: str, parent: str | None) -> Union:
    found = uow.session.get(Union, code)
    if found is not None:
        return found
    above = _path_of(parent) if parent else ""
    union = uow.add(Union(id=code, name=name, level=level, parent=parent, path=f"{above}{code}."))
    uow.record("union.create", union)
    return union


def _path_of(code: str) -> str:
    parents = {union: parent for union, _, _, parent in UNIONS}
    path, step = "", code
    while step:
        path, step = f"{step}.{path}", parents[step] or ""
    return path


def _identity(person: int) -> str:
    first = f"36072219700101{person:03d}"
    return first + check_character(first)


def _officer(uow: UnitOfWork, code: str, name: str, role: str, union: Union, number: int) -> None:
    if uow.session.get(Officer, code) is not None:
        return
    officer = uow.add(
        Officer(
            id=code, name=Personal.of(name), person_id=person_of(uow, _identity(number)).id,
            union=union.id, union_path=union.path,
        )
    )  # fmt: skip
    officer.appointments.append(
        Appointed(
            id=uow.new_id(), officer_id=code, role=role, union=union.id, level=union.level,
            union_path=union.path, starts_on=SINCE,
        )
    )  # fmt: skip
    uow.record("officer.create", officer)


def _client(uow: UnitOfWork, code: str, name: str, role: str, union: Union) -> None:
    if uow.session.get(Client, code) is not None:
        return
    client = uow.add(
        Client(
            id=code, name=name, role=role, level=union.level, union=union.id,
            union_path=union.path, starts_on=SINCE,
        )
    )  # fmt: skip
    uow.record("client.create", client)


def _edition(uow: UnitOfWork, place: int, document: dict[str, object], union: Union) -> None:
    """Under fixed ids, so that a second seeding finds them."""
    code = f"00000000-0000-7000-8000-{place:012d}"
    if uow.session.get(Edition, code) is not None:
        return
    edition = uow.add(
        Edition(
            id=code, programme=str(document["programme"]), state="adopted", union=union.id,
            union_path=union.path, document=document, drafted_by="system",
            in_force_from=date.fromisoformat(str(document["in_force_from"])),
        )
    )  # fmt: skip
    uow.record("edition.adopt", edition, after="adopted")


def _fund(uow: UnitOfWork, union: Union) -> None:
    code = "00000000-0000-7000-8000-000000002026"
    if uow.session.get(Fund, code) is not None:
        return
    fund = uow.add(
        Fund(
            id=code, code="SEED-2026", name="2026 年本级困难帮扶经费", source="union", year=2026,
            union=union.id, union_path=union.path,
        )
    )  # fmt: skip
    open_accounts(uow, uow.record("fund.create", fund), fund)
