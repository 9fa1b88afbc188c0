"""THE table of columns: every field of the form of POST /v1/hardship-files, in the words of the forms
that unions fill in (domain.md §4). A test holds that no field of the form is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from service.file_table.column import Column, Kind, Line
from service.file_table.kinds import (
    ACCOUNT,
    CATEGORY,
    CODE,
    DAY,
    DIGITS,
    FLAG,
    IDENTITY,
    MONEY,
    ONE_OF_SEVERAL,
    SEVERAL,
    TEXT,
    WHOLE,
)
from service.file_table.lists import ITEMS, VEHICLES
from workflows.vocabulary import codes, label

__all__ = [
    "COLUMNS",
    "DECLARED",
    "EXAMPLE_NUMBER",
    "NUMBER",
    "RELATION",
    "SELF",
    "WORKER_KEY",
    "of",
]

SELF: Final = "01"  # GB/T 4761: 本人
EXAMPLE_NUMBER: Final = "360722190001010015"
"""Nobody's: of the first day of 1900. A line with it is the example of the template."""
DECLARED: Final = ("declared_category",)
"""Beside the form and not in it: what an older list called the household."""
NUMBER: Final = ("identity_number",)
_OF_YEAR: Final = "填报前十二个月合计，单位元"
_ITEM_HELP: Final = "单位元；可注明，如 5000（临时救助）；同一项有多笔的用分号隔开"
_AS_TEXT: Final = "须为文本格式，不能以数字格式填写"

# heading, path, kind, and what else is so of it
_Row = tuple[str, str, Kind] | tuple[str, str, Kind, dict[str, str | bool]]
_MUST: Final[dict[str, str | bool]] = {"required": True}

_PERSON: Final[tuple[_Row, ...]] = (
    ("姓名", "name", TEXT, _MUST),
    ("身份证号码", "identity_number", IDENTITY, {**_MUST, "help": f"18 位或旧 15 位；{_AS_TEXT}"}),
    ("民族", "ethnic_group", CODE, {"codes": "ethnic_group"}),
    ("政治面貌", "political_status", CODE, {"codes": "political_status"}),
    ("健康状况", "health", CODE, {"codes": "health"}),
    ("残疾类别", "disability.kind", CODE, {"codes": "disability_kind"}),
    ("残疾等级", "disability.grade", CODE, {"codes": "disability_grade"}),
    ("婚姻状况", "marital_status", CODE, {"codes": "marital_status"}),
    ("文化程度", "education", CODE, {"codes": "education"}),
    ("医保状况", "insurance", CODE, {"codes": "insurance"}),
    ("职业", "occupation", CODE, {"codes": "occupation"}),
    ("月均收入（元）", "monthly_income_fen", MONEY),
    ("工作单位或学校", "unit_name", TEXT),
)
_MEMBER: Final[tuple[_Row, ...]] = (
    ("在读学生", "student", FLAG),
    ("入学年份", "enrolled_year", WHOLE),
    ("学制（年）", "schooling_years", WHOLE),
)
_WORKER: Final[tuple[_Row, ...]] = (
    ("手机号码", "worker.phone", DIGITS, {"help": _AS_TEXT}),
    ("工作状态", "worker.employment", CODE, {**_MUST, "codes": "employment"}),
    ("工会会员", "worker.union_member", FLAG, _MUST),
    ("住址", "worker.address", TEXT),
    ("邮政编码", "worker.postcode", DIGITS),
    ("其他联系电话", "worker.other_phone", DIGITS, {"help": _AS_TEXT}),
    ("户口类型", "worker.registration", CODE, {"codes": "registration"}),
    ("户口行政区划代码", "worker.region", DIGITS, {"help": "六位，如 360722"}),
    ("参加工作日期", "worker.working_since", DAY, {"help": "如 2003-07-01"}),
    ("行业", "worker.industry", TEXT),
    ("单位性质", "worker.unit_kind", CODE, {"codes": "unit_kind"}),
    ("企业状况", "worker.unit_state", CODE, {"codes": "unit_state"}),
    ("合同期限", "worker.contract_term", CODE, {"codes": "contract_term"}),
    ("劳模类型", "worker.model_worker", CODE, {"codes": "model_worker"}),
    ("重点群体", "worker.key_group", CODE, {"codes": "key_group"}),
    ("其他年收入（元）", "worker.other_annual_income_fen", MONEY),
    ("有自救能力", "worker.self_helping", FLAG),
    ("账户户名", "worker.account.name", TEXT),
    ("银行账号", "worker.account.number", ACCOUNT, {"help": _AS_TEXT}),
    ("开户银行", "worker.account.bank", TEXT, {"help": "写明支行"}),
    (
        "家庭年总收入（元）",
        "household.annual_income_fen",
        MONEY,
        {"help": f"{_OF_YEAR}；总额与分项只填一种"},
    ),
    (
        "家庭年刚性支出（元）",
        "household.annual_rigid_expenditure_fen",
        MONEY,
        {"help": f"{_OF_YEAR}；总额与分项只填一种"},
    ),
)
_ESTATE: Final[tuple[_Row, ...]] = (
    ("突发事件费用（元）", "household.event_cost_fen", MONEY),
    ("住房套数", "household.dwellings", WHOLE),
    ("机动车数量", "household.vehicles", WHOLE),
    ("机动车明细", "household.vehicle_list", VEHICLES,
     {"codes": "vehicle_kind", "help": "类别/购价/有无购价证明，多辆用分号隔开，如 普通机动车/80000/是"}),
    ("住房类型", "household.housing", CODE, {"codes": "housing"}),
    ("建筑面积", "household.floor_area", CODE, {"codes": "floor_area"}),
    ("金融资产（元）", "household.financial_assets_fen", MONEY),
    ("债务（元）", "household.debts_fen", MONEY),
    ("经营实体数量", "household.businesses", WHOLE),
    ("非居住类房屋数量", "household.non_residential", WHOLE),
    ("就读高收费学校人数", "household.high_fee_schools", WHOLE),
    ("自费留学人数", "household.studies_abroad", WHOLE),
    ("拒绝核对", "household.refuses_check", FLAG),
    ("拒绝就业", "household.refuses_work", FLAG),
    ("家庭情况说明", "household.note", TEXT),
    ("主要致困原因", "causes.main", CODE, {**_MUST, "codes": "cause"}),
    ("次要致困原因1", "causes.secondary", ONE_OF_SEVERAL, {"codes": "cause", "item": "0"}),
    ("次要致困原因2", "causes.secondary", ONE_OF_SEVERAL, {"codes": "cause", "item": "1"}),
    ("次要致困原因3", "causes.secondary", ONE_OF_SEVERAL, {"codes": "cause", "item": "2"}),
    ("致困原因说明", "causes.note", TEXT),
    ("人群标签", "tags", SEVERAL, {"codes": "tag", "help": "多个用顿号隔开"}),
    ("申报困难类别", "declared_category", CATEGORY,
     {"codes": "category", "help": "现行类别，或以往的低保户、低保边缘户、意外致困户等"}),
)  # fmt: skip
_TOLD: Final[tuple[_Row, ...]] = (
    ("档案编号", "number", TEXT),
    ("所属工会", "union", TEXT),
    ("档案状态", "state", CODE, {"codes": "hardship_file_state"}),
    ("认定困难类别", "category", CODE, {"codes": "category"}),
)


def _columns(rows: tuple[_Row, ...], line: Line) -> Iterator[Column]:
    for title, path, kind, *more in rows:
        yield Column(title, tuple(path.split(".")), kind, line, **(more[0] if more else {}))  # type: ignore[arg-type]


def _items(word: str, part: str, kind: str) -> Iterator[Column]:
    """One column for each item of a code list."""
    for code in codes(kind):
        title = f"{word}：{label(kind, code, 'zh')}"
        yield Column(
            title, ("household", part), ITEMS, Line.WORKER, item=code, help=_ITEM_HELP
        )  # fmt: skip


WORKER_KEY: Final = Column(
    "职工身份证号码", ("worker",), IDENTITY, Line.KEY, required=True,
    help=f"与“档案”表中职工的身份证号码一致；{_AS_TEXT}",
)  # fmt: skip
RELATION: Final = Column(
    "与职工关系", ("relation",), CODE, Line.EVERY, required=True, codes="relation"
)
COLUMNS: Final[tuple[Column, ...]] = (
    *_columns(_TOLD, Line.TOLD),
    WORKER_KEY,
    RELATION,
    *_columns(_PERSON, Line.EVERY),
    *_columns(_MEMBER, Line.MEMBER),
    *_columns(_WORKER, Line.WORKER),
    *_items("收入", "income", "income_item"),
    *_items("支出", "expenditure", "expenditure_item"),
    *_columns(_ESTATE, Line.WORKER),
)


def of(*lines: Line) -> tuple[Column, ...]:
    """The columns filled in on these lines, in the order of the table."""
    return tuple(column for column in COLUMNS if column.line in lines)
