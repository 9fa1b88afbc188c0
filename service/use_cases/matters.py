"""The kinds of matters that wait for somebody: one entry a kind, and whatever is told of one is told of all.

A kind that joins is an entry here and a word in the vocabulary (`matter`): to-do list, overdue list,
counts and scope are the same for all (`todo`, `find_overdue`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import String, and_, case, cast, exists, literal, or_, select

from service.store.application import Application, Vote
from service.store.economic_check import EconomicCheck
from service.store.file_life import Recheck, Transfer
from service.store.hardship_file import HardshipFile
from service.store.money import PaymentBatch, Payout
from service.store.notice import Notice
from service.store.regularisation import Regularisation
from service.use_cases.brought_matters import APPEALS, OBJECTIONS, PETITIONS
from service.use_cases.matter import Condition, Matter, clocked, stated
from workflows.actor import Actor
from workflows.hardship_file import ANSWERED
from workflows.notice import NOTICE
from workflows.payment_batch import PAYMENT_BATCH
from workflows.payout import PAYOUT
from workflows.recheck import RECHECK
from workflows.regularisation import DUE
from workflows.table import Row, Table
from workflows.transfer import TRANSFER
from workflows.waiting import PAYMENT

__all__ = ["MATTERS"]


<<<<<<< HEAD
def _clock(model: Any) -> dict[str, Any]:
    return {
=======
@dataclass(frozen=True, slots=True)
class Matter:
    """``columns`` of ``model`` by the names of `COLUMNS`; ``waiting`` are its rows that wait at all on a
    day, ``mine`` those an actor's posts may do. ``rows`` are the rows of its table that do it.
    ``case`` says that separation of duties and recusal are asked of it."""

    model: type[Thing]
    columns: Mapping[str, Any]
    waiting: Callable[[date], tuple[Condition, ...]]
    mine: Callable[[Actor], Condition]
    rows: Callable[[str, str | None], tuple[Row, ...]]
    case: bool = False
    timed: bool = field(default=False)

    def asked(self, kind: str, *conditions: Condition) -> Select[Any]:
        """Its rows under the names of all kinds."""
        told = [
            (self.columns[name] if name in self.columns else cast(null(), of)).label(name)
            for name, of in COLUMNS.items()
        ]
        return select(cast(literal(kind), String).label("kind"), *told).where(*conditions)


def _posts(actor: Actor, roles: frozenset[str], path: Any, level: Any = None) -> Condition:
    """That an appointment of one of these roles reaches ``path``, and is of the level asked for."""
    held = [one for one in actor.appointments if one.role in roles]
    return or_(
        False,
        *(
            and_(
                path.startswith(one.path, autoescape=True),
                *(() if level is None else (or_(level.is_(None), level == one.level),)),
            )
            for one in held
        ),
    )


def _case(
    model: Any, *waiting: Condition, mine: Callable[[Actor], Condition], **more: Any
) -> Matter:
    """A thing with a clock: the kind of work and its level stand in the row."""
    kind = model.KIND
    roles = roles_owing(kind)

    def may(actor: Actor) -> Condition:
        by_work = (
            and_(model.waits == work, _posts(actor, of, model.union_path, model.waits_level))
            for work, of in roles.items()
        )
        free = or_(model.owner_id.is_(None), model.owner_id.in_(actor.accounts))
        return and_(free, mine(actor), or_(False, *by_work))

    columns = {
        "id": model.id, "number": model.serial, "state": model.state, "union": model.union,
        "union_path": model.union_path, "waits": model.waits, "level": model.waits_level,
>>>>>>> eyes2
        "since": model.since, "within": model.within, "owner_id": model.owner_id,
        "escalated_on": model.escalated_on, "escalated_to": model.escalated_to,
    }  # fmt: skip


<<<<<<< HEAD
def _unvoted(actor: Actor) -> Condition:
    """Not what waits for the bank: its batch or payout stands for it; nor what I have voted on, by a
    vote that counts. Who votes by nothing but a lent post has voted once its giver has."""
    posts = [one for one in actor.appointments if one.role == "approver"]
    lent = [one.giver.person for one in posts if one.giver is not None]
    persons = [
        one
        for one in (*actor.persons(), *(lent if len(lent) == len(posts) else ()))
        if one is not None
    ]
    void = cast(Application.taken_back, String)
    voted = exists().where(
        Vote.application_id == Application.id, Vote.round == Application.round,
        or_(Vote.person_id.in_(persons), Vote.for_person.in_(persons)),
        or_(Application.taken_back.is_(None), ~void.contains(Vote.id)),
=======
def _mine(actor: Actor) -> Condition:
    """Not what waits for the bank: its batch or payout stands for it; nor what I have voted on, or
    somebody for me."""
    persons = list(actor.persons())
    voted = exists().where(
        Vote.application_id == Application.id, Vote.round == Application.round,
        or_(Vote.person_id.in_(persons), Vote.for_person.in_(persons)),
>>>>>>> eyes2
    )  # fmt: skip
    return and_(Application.state != "paying", ~voted)


def _earliest(column: Any) -> Any:
    """Of the line of a batch that has waited for its money longest: a batch has no other clock."""
    lines = select(column).join(Payout, Payout.application_id == Application.id)
    return (
        lines.where(Payout.batch_id == PaymentBatch.id, Application.waits == PAYMENT)
        .order_by(Application.since, Application.id)
        .limit(1)
        .correlate(PaymentBatch)
        .scalar_subquery()
    )


_ANSWER: Final = Table("economic_check", "open", frozenset({"answered"}), (
    Row("open", "answer", "answered", ANSWERED.roles, ANSWERED.guards, duty=ANSWERED.duty),
))  # fmt: skip
_DUE: Final = Regularisation.state == DUE

MATTERS: Final[Mapping[str, Matter]] = {
    "application": clocked(
        "application", Application,
        {
            "case_id": Application.id, "file_id": Application.file_id,
            "programme": Application.programme, **_clock(Application),
        },
        mine=_unvoted,
    ),
    "hardship_file": clocked(
        "hardship_file", HardshipFile,
        {"case_id": HardshipFile.id, "file_id": HardshipFile.id, **_clock(HardshipFile)},
    ),
    "objection": OBJECTIONS,
    "petition": PETITIONS,
    "appeal": APPEALS,
    "regularisation": clocked(
        "regularisation", Regularisation,
        {
            "case_id": Regularisation.application_id, "file_id": Regularisation.file_id,
            "programme": Regularisation.programme,
            "since": case((_DUE, Regularisation.since), else_=Regularisation.waits_since),
            "within": case((_DUE, Regularisation.within), else_=Regularisation.waits_within),
        },
    ),
    "notice": stated(
        Notice, NOTICE, {"open": ("close",)}, waiting=lambda today: (Notice.ends_on < today,),
        number=Notice.serial, since=Notice.ends_on,
    ),
    "economic_check": stated(
        EconomicCheck, _ANSWER, {"open": ("answer",)}, number=EconomicCheck.serial,
        since=EconomicCheck.asked_on,
    ),
    "recheck": stated(
        Recheck, RECHECK, {"open": ("find_consistent", "find_inconsistent")},
        number=Recheck.serial, file_id=Recheck.file_id, case_id=Recheck.file_id,
    ),
    "transfer": stated(
        Transfer, TRANSFER, {"offered": ("accept", "decline")}, union_path=Transfer.to_path,
        number=Transfer.serial, file_id=Transfer.file_id, union=Transfer.to_union,
        case_id=Transfer.file_id,
    ),
    "payment_batch": stated(
        PaymentBatch, PAYMENT_BATCH,
        {"draft": ("submit",), "submitted": ("release",), "released": ("dispatch",)},
        work=dict.fromkeys(("draft", "submitted", "released"), PAYMENT),
        number=PaymentBatch.serial, waits=cast(literal(PAYMENT), String),
        since=_earliest(Application.since), within=_earliest(Application.within),
    ),
    "payout": stated(
        Payout, PAYOUT, {"failed": ("reissue",), "returned": ("reissue",)},
        waiting=lambda _today: (Payout.live.is_(True),), number=Payout.reference,
        programme=Payout.programme, file_id=Payout.file_id,
    ),
}  # fmt: skip
"""Every kind. Things without a clock are done by the worker in time, or are nobody's to be late with."""
