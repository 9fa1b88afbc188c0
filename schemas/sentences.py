"""What is wrong with a value, as a code and as a sentence in Chinese and in English."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "required": ("必填", "is required"),
    "null": ("不能为空值", "must not be null"),
    "unknown_field": ("没有这个字段", "is not a field here"),
    "not_accepted": ("填报内容有误", "is not accepted"),
    "not_object": ("应为对象", "must be an object"),
    "not_list": ("应为列表", "must be a list"),
    "too_few": ("至少 {minimum} 项", "must hold at least {minimum} items"),
    "too_many": ("最多 {maximum} 项", "must hold at most {maximum} items"),
    "repeated": ("有重复的项", "holds an item twice"),
    "said_twice": ("与 {other} 只能填一项", "is said by {other} already: give one of the two"),
    "not_text": ("应为文本", "must be text"),
    "blank": ("不能空白", "must not be blank"),
    "too_short": ("至少 {minimum} 个字符", "must have at least {minimum} characters"),
    "too_long": ("最多 {maximum} 个字符", "must have at most {maximum} characters"),
    "hidden_character": (
        "含有控制、不可见或私用字符（第 {position} 个字符）",
        "holds a control, invisible or private-use character (character {position})",
    ),
    "not_name": (
        "姓名只能用文字、间隔号“·”，不能有数字、全角空格或首尾空格（第 {position} 个字符）",
        "a name is letters and the separator ·, without digits, ideographic spaces or spaces at "
        "its ends (character {position})",
    ),
    "not_holder": (
        "应为职工本人的账户，户名须与姓名一致",
        "the account is the worker's own: its name must be the worker's",
    ),
    "not_integer": (
        "应为整数，不带小数点、指数或引号",
        "must be an integer, without fraction, exponent or quotes",
    ),
    "not_fen": (
        "金额应为整数（单位：分），不带小数点、指数或引号",
        "money is an integer in fen, without fraction, exponent or quotes",
    ),
    "too_small": ("不能小于 {minimum}", "must be at least {minimum}"),
    "too_large": ("不能大于 {maximum}", "must be at most {maximum}"),
    "not_ratio": ("应为十进制文本，如 \"0.90\"", 'must be a decimal as text, such as "0.90"'),
    "not_flag": ("应为 true 或 false", "must be true or false"),
    "not_choice": ("不在可选值之内：{choices}", "must be one of: {choices}"),
    "not_digits": (
        "应为 {minimum} 至 {maximum} 位半角数字",
        "must be {minimum} to {maximum} digits (ASCII)",
    ),
    "not_id": ("应为小写 UUID", "must be a UUID in lower case"),
    "not_handle": (
        "应为小写字母、数字和连字符，以字母或数字开头，最多 64 个字符",
        "must be lower-case letters, digits and hyphens, at most 64, not beginning with a hyphen",
    ),
    "not_plan": ("应为试算给出的 plan", "must be the plan that a dry run gave"),
    "not_sha256": ("应为 64 位小写十六进制", "must be 64 lower-case hexadecimal digits"),
    "not_identity_number": (
        "应为 18 位（或旧 15 位）半角身份证号码",
        "must be an identity number of 18 (or formerly 15) ASCII characters",
    ),
    "not_phone_number": (
        "应为 11 位手机号或带区号的固定电话",
        "must be a mobile number of 11 digits or a landline with its area code",
    ),
    "not_date": (
        "应为 1900 至 2200 年间的日期，如 2026-03-02",
        "must be a date between 1900 and 2200, such as 2026-03-02",
    ),
    "not_before": ("不得早于 {other}", "must not lie before {other}"),
    "not_instant": (
        "应为带时区的时刻，如 2026-03-02T08:00:00+08:00",
        "must be an instant with its zone, such as 2026-03-02T08:00:00+08:00",
    ),
    "not_academic_year": ("应为学年，如 2026-2027", "must be an academic year, such as 2026-2027"),
}  # fmt: skip


def sentence(code: str, values: dict[str, str | int], *, english: bool = False) -> str:
    return SENTENCES[code][1 if english else 0].format(**values)
