"""What is wrong in a table: where it stands, which fault it is, and the sentence for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

__all__ = ["SENTENCES", "CellFault", "TableFault"]


@dataclass(frozen=True, slots=True)
class TableFault:
    """One fault. ``place`` is its column from 1, or 0 where the column is not in the table."""

    sheet: str
    row: int
    place: int
    column: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


class CellFault(Exception):
    """A cell that does not say what its column asks for."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # --- the table as a whole ---
    "sheet_missing": ("没有名为“{sheet}”的工作表", "There is no sheet named “{sheet}”"),
    "sheet_unknown": (
        "工作表“{sheet}”不属于模板，请删除或改名",
        "The sheet “{sheet}” is not of the template: remove or rename it",
    ),
    "sheet_hidden": (
        "工作表“{sheet}”是隐藏的，请取消隐藏并核对内容",
        "The sheet “{sheet}” is hidden: show it and look at it first",
    ),
    "too_many_households": (
        "一次最多导入 {limit} 户，请拆分",
        "At most {limit} households at a time: split the table",
    ),
    "no_households": ("表中没有任何一户", "The table holds no household"),
    "headings_wrong": (
        "表头与模板不符，请按所列更正",
        "The headings are not those of the template; each is named",
    ),
    "lines_wrong": (
        "有单元格填写有误，请按所列更正后重新上传",
        "Some cells are wrong; each is named: put them right and send the table again",
    ),
    "no_results": ("表中没有任何核对结果", "The table holds no result"),
    "no_lines": ("表中没有任何明细", "The table holds no line"),
    "heading_unknown": ("模板中没有这一列", "is no column of the template"),
    "heading_missing": ("缺少这一列", "is a column that must be there"),
    "heading_missing_here": ("这一列没有表头", "stands in a column without a heading"),
    "heading_twice": ("这一列出现了两次", "is a column that stands there twice"),
    # --- one cell ---
    "cell_lossy": (
        "数字超过 15 位，表格软件已将后面的位数变为零：请将该列设为文本格式后重新填写",
        "a number of more than 15 digits, of which the spreadsheet kept 15: the column must be text",
    ),
    "cell_number": (
        "以数字格式填写会丢失前面的零：请将该列设为文本格式后核对重填",
        "is typed as a number, which loses leading zeros: make the column text and type it again",
    ),
    "cell_error": ("单元格是错误值 {error}", "shows the error {error}"),
    "not_on_list": (
        "不在可选范围内，请从下拉列表中选择",
        "is not on the list: choose from the drop-down list",
    ),
    "not_money": (
        "应为以元计的金额，最多两位小数，如 36000 或 1250.50",
        "must be an amount in yuan with at most two decimals, such as 36000 or 1250.50",
    ),
    "not_items": (
        "应为金额，可在括号中注明，多项用分号隔开，如 5000（临时救助）；300",
        "must be an amount, with a note in brackets if need be; several are parted by semicolons",
    ),
    "not_vehicles": (
        "每辆车应为“类别/购价/有无购价证明”，多辆用分号隔开，如 普通机动车/80000/是",
        "each vehicle is kind/price/proven, several parted by semicolons",
    ),
    "not_day": (
        "应为日期，如 2003-07-01、2003/7/1、2003.07.01 或 20030701",
        "must be a date, such as 2003-07-01, 2003/7/1, 2003.07.01 or 20030701",
    ),
    "not_yes_or_no": ("应为“是”或“否”", "must be 是 (yes) or 否 (no)"),
    "not_whole": ("应为不带小数的整数", "must be a whole number"),
    "not_category": (
        "不是现行或以往的困难类别",
        "is no category of hardship, neither of today nor of earlier rules",
    ),
    "identity_number_length": ("身份证号码位数不对", "an identity number has 18 characters"),
    "identity_number_digits": ("身份证号码含有不该有的字符", "an identity number is made of digits"),
    "identity_number_province": (
        "身份证号码前两位不是省级代码",
        "its first two digits are no province",
    ),
    "identity_number_birth_date": (
        "身份证号码中的出生日期不成立",
        "its date of birth cannot be",
    ),
    "identity_number_check_digit": (
        "身份证号码校验码不符，请与证件核对",
        "its check character is wrong: compare it with the card",
    ),
    # --- one line ---
    "example_line": (
        "这是模板中的示例，请删除或改为真实数据",
        "is the example of the template: remove it or replace it",
    ),
    "not_for_member": ("这一列只在职工本人的行填写", "is filled in on the worker's own line only"),
    "not_for_worker": ("这一列不在职工本人的行填写", "is not filled in on the worker's own line"),
    "relation_is_self": ("家庭成员不能填“本人”", "a member is not the worker"),
    "member_without_worker": (
        "没有哪一户的职工是这个身份证号码",
        "no household of the table is opened in the name of this number",
    ),
    "member_before_worker": (
        "家庭成员须排在其职工本人的行之后",
        "a member stands below the worker of the household",
    ),
    "too_many_members": ("一户最多 {maximum} 名家庭成员", "at most {maximum} members a household"),
    # --- between lines, and against what stands ---
    "person_repeated": (
        "同一人在表中出现了不止一次（另见“{sheet}”第 {row} 行）",
        "the same person stands in the table more than once (see row {row} of “{sheet}”)",
    ),
    "account_repeated": (
        "同一账号在表中登记在两人名下（另见“{sheet}”第 {row} 行）",
        "the same account is given for two persons (see row {row} of “{sheet}”)",
    ),
    "line_repeated": (
        "同一行号在表中出现了不止一次（另见第 {other} 行）",
        "the same line of the list stands in the table more than once (see row {other})",
    ),
    "file_unknown": (
        "本工会没有这一编号的档案",
        "is the number of no file of this union",
    ),
    "file_repeated": (
        "同一档案在表中出现了不止一次（另见第 {other} 行）",
        "the same file stands in the table more than once (see row {other})",
    ),
    "person_unclear": (
        "该户没有叫这个名字的人，或不止一人",
        "nobody of the household has this name, or more than one has",
    ),
    "line_unknown": ("核对名单上没有这一行", "is no line of the list"),
    "serial_differs": (
        "与核对名单上该行的档案编号 {serial} 不符，可能错行",
        "is not the file on that line of the list, which is {serial}: the rows may have slipped",
    ),
    "content_differs": (
        "该职工已在本工会建档，以下内容与表中不一致：{fields}",
        "this worker is on file with this union already, and these differ: {fields}",
    ),
}  # fmt: skip
"""Code: a sentence in Chinese and in English. Faults of the form and of cases have theirs there."""
