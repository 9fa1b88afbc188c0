"""An application on the wire. The shape of ``answers`` is the programme's own, published at
``GET /v1/programmes/{code}``."""

from __future__ import annotations

from marshmallow import Schema, fields

from schemas.decision import StageView, WaitingView
from schemas.emergency import EmergencyForm, EmergencyView
from schemas.evidence import EvidenceView
from schemas.fields import Id, Part, Shaped, Strict
from schemas.hardship_file import AccountForm, AccountView, AdviceView
from schemas.returns import CorrectionView
from schemas.strict import Wire, refused
from schemas.views import AnyObject, Flag, List, Number, Text, Written
from schemas.views import Part as Inner

__all__ = [
    "ApplicationCorrection",
    "ApplicationForm",
    "ApplicationView",
    "AssessmentView",
    "ProgrammeView",
    "ProgrammesView",
]


class Answers(Wire[dict[str, object]]):
    """An object whose fields are checked by the programme's own questions."""

    def __init__(self, **options: object) -> None:
        told = {
            "type": "object",
            "additionalProperties": True,
            "description": "as `answers_schema` of GET /v1/programmes/{code} says",
        }
        super().__init__(told, **options)

    def _deserialize(
        self, value: object, attr: object, data: object, **kwargs: object
    ) -> dict[str, object]:
        if not isinstance(value, dict):
            raise refused("not_object")
        return value


class BeneficiaryForm(Strict):
    """Null is the worker; otherwise the id of a member of the household."""

    member_id = Id(allow_none=True, required=True)


class ApplicationForm(Strict):
    programme = Shaped(r"[a-z][a-z0-9_]{0,31}", "not_handle", 32, required=True)
    hardship_file_id = Id(required=True)
    beneficiary = Part(BeneficiaryForm, load_default=lambda: {"member_id": None})
    answers = Answers(required=True)
    payee = Part(AccountForm, required=True)
    emergency = Part(EmergencyForm, allow_none=True)


class ApplicationCorrection(Strict):
    beneficiary = Part(BeneficiaryForm)
    answers = Answers()
    payee = Part(AccountForm)
    emergency = Part(EmergencyForm, allow_none=True)


class _Beneficiary(Schema):
    member_id = Text(nullable=True)
    name = Text()


class _MeetingView(Schema):
    number = Text()
    held_on = Text(format="date")
    present = List(Text())


class _SignerView(Schema):
    officer = Text()
    asked_by = Text()
    level = Text()


class _VoteView(Schema):
    officer = Text()
    level = Text()
    round = Number()
    position = Number()
    against = Flag()
    meeting = Inner(_MeetingView, nullable=True)
    valid = Flag(description="false of another round, of other content, or once taken back")
    taken_back = Flag()


class _Outcome(Schema):
    """A rule of the programme or a condition of the union's own, and whether it held."""

    code = Text()
    ok = Flag()


class _Assessment(Schema):
    award_fen = Number()
    edition_id = Text()
    steps = List(AnyObject())
    conditions = List(_Outcome, optional=True)


class ApplicationView(Written):
    id = Text()
    number = Text(description="the application's own number")
    programme = Text()
    state = Text()
    union = Text()
    hardship_file_id = Text()
    beneficiary = Inner(_Beneficiary)
    answers = AnyObject()
    payee = Inner(AccountView)
    advice = List(AdviceView)
    award_fen = Number()
    recovered_fen = Number(description="of it, what was paid back (追回)")
    assessment = Inner(_Assessment)
    path = List(AnyObject())
    stage = Inner(StageView, nullable=True)
    waiting = Inner(WaitingView, nullable=True, optional=True)
    owner = Text(nullable=True, description="the officer to whom the stage was handed by name")
    signers = List(_SignerView)
    round = Number()
    votes = List(_VoteView)
    evidence = List(EvidenceView)
    fund_id = Text(nullable=True)
    notice_id = Text(nullable=True)
    correction = Inner(CorrectionView, nullable=True)
    emergency = Inner(EmergencyView, nullable=True)


class _OutcomeTold(_Outcome):
    title = Text(description="what it asks, in the caller's language")


class AssessmentView(Schema):
    """Edition, inputs and every step of the arithmetic, in the caller's language."""

    award_fen = Number()
    edition_id = Text()
    inputs = AnyObject()
    steps = List(AnyObject())
    sentences = List(Text())
    conditions = List(_OutcomeTold, optional=True)


class _QuestionView(Schema):
    name = Text()
    kind = Text()
    label = Text()
    required = Flag()
    choices = fields.List(fields.Raw(metadata={"type": ["string", "integer"]}), required=True)
    minimum = Number(nullable=True)
    maximum = Number(nullable=True)


class _RuleView(Schema):
    code = Text()
    label = Text()


class ProgrammeView(Schema):
    """A programme: its questions, its rules by name, and the schema of its answers."""

    code = Text()
    label = Text()
    questions = List(_QuestionView)
    rules = List(_RuleView)
    answers_schema = AnyObject()
    needs_active_file = Flag()


class ProgrammesView(Schema):
    items = List(ProgrammeView)
