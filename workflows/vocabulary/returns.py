"""Code lists of a return for correction: what is missing, and how the case goes on afterwards."""

from workflows.vocabulary.code import words
from workflows.vocabulary.code_lists import EVIDENCE_KIND

MISSING_ITEM = (
    *(kind for kind in EVIDENCE_KIND if kind.code != "other"),
    *words(
        ("identity_unclear", "身份信息不清", "identity unclear"),
        ("account_unclear", "收款账户不清", "account unclear"),
        ("amount_unclear", "金额或计算依据不清", "amount or its basis unclear"),
        ("statement_missing", "缺少情况说明", "a statement is missing"),
        ("file_outdated", "档案信息过期", "the household file is out of date"),
        ("other", "其他", "other"),
    ),
)
"""Documents by their kind, and what no document is."""
RESUME = words(
    ("through_again", "重新逐级办理", "through every stage again"),
    ("straight_back", "直送退回环节", "straight back to the stage that returned it"),
)
