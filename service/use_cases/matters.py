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
from service.store.recovery import Recovery, RecoveryReceipt
from service.store.regularisation import Regularisation
from service.use_cases.brought_matters import APPEALS, OBJECTIONS, PETITIONS
from service.use_cases.matter import Condition, Matter, clocked, stated
from workflows.actor import Actor
from workflows.hardship_file import ANSWERED
from workflows.notice import NOTICE
from workflows.payment_batch import PAYMENT_BATCH
from workflows.payout import PAYOUT
from workflows.recheck import RECHECK
from workflows.recovery import OWED, RECOVERY
from workflows.regularisation import DUE
from workflows.table import Row, Table
from workflows.transfer import TRANSFER
from workflows.waiting import PAYMENT

__all__ = ["MATTERS"]


def _clock(model: Any) -> dict[str, Any]:
    return {
        "since": model.since, "within": model.within, "owner_id": model.owner_id,
        "escalated_on": model.escalated_on, "escalated_to": model.escalated_to,
    }  # fmt: skip


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
_LOOKED_AT: Final = ("confirm_receipt", "strike_receipt")


def _received() -> Condition:
    """Something has come in that nobody else has looked at."""
    return exists().where(
        RecoveryReceipt.recovery_id == Recovery.id, RecoveryReceipt.state == "recorded"
    )


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
    "recovery": stated(
        Recovery, RECOVERY, {"proposed": ("confirm", "refuse"), **dict.fromkeys(OWED, _LOOKED_AT)},
        waiting=lambda _today: (or_(Recovery.state == RECOVERY.initial, _received()),),
        number=Recovery.serial, programme=Recovery.programme, file_id=Recovery.file_id,
        case_id=Recovery.application_id,
    ),
}  # fmt: skip
"""Every kind. Things without a clock are done by the worker in time, or are nobody's to be late with."""
