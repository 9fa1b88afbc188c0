"""What can be wrong with a request before its meaning is looked at: 400, 413 and 415."""

from typing import Any, Final

from workflows.errors import DomainError, TooLarge, Unreadable, UnsupportedMediaType

# reason: status, title in Chinese, title in English
REASONS: Final[dict[str, tuple[int, str, str]]] = {
    "media_type": (
        415,
        "请求内容类型应为 application/json（UTF-8）",
        "the content type must be application/json (UTF-8)",
    ),
    "upload_type": (
        415,
        "请求内容类型应为接口所列的文件类型",
        "the content type must be one of the files that the contract names",
    ),
    "content_encoding": (415, "不接受压缩的请求内容", "a compressed body is not accepted"),
    "body_too_large": (413, "请求内容过大", "the body is too large"),
    "body_missing": (400, "缺少请求内容", "the body is missing"),
    "not_utf8": (400, "请求内容不是有效的 UTF-8", "the body is not valid UTF-8"),
    "not_json": (400, "请求内容不是有效的 JSON", "the body is not valid JSON"),
    "not_an_object": (400, "请求内容应为 JSON 对象", "the body must be a JSON object"),
    "too_deep": (400, "JSON 嵌套超过 32 层", "JSON nested more than 32 levels deep"),
    "duplicate_key": (400, "JSON 对象中有重复的键", "a JSON object holds a key twice"),
    "key_too_long": (400, "JSON 键超过 100 个字符", "a JSON key has more than 100 characters"),
    "not_a_number": (400, "NaN 与 Infinity 不是 JSON", "NaN and Infinity are not JSON"),
    "number_out_of_range": (
        400,
        "数值超出 ±(2^53-1)",
        "a number lies beyond ±(2^53-1)",
    ),
    "character_not_storable": (
        400,
        "文本含有 U+0000 或不成对的代理项",
        "a text holds U+0000 or an unpaired surrogate",
    ),
    "if_match_malformed": (
        400,
        'If-Match 应为一个强实体标签，如 "1042"',
        'If-Match must be one strong entity tag, such as "1042"',
    ),
    "idempotency_key_malformed": (
        400,
        "Idempotency-Key 应为 1 至 255 个可见 ASCII 字符",
        "Idempotency-Key must be 1 to 255 visible ASCII characters",
    ),
}


_CLASSES: Final[dict[int, type[DomainError]]] = {
    400: Unreadable,
    413: TooLarge,
    415: UnsupportedMediaType,
}


def unreadable(reason: str, **values: Any) -> DomainError:
    """The refusal for a reason of the table; it says nothing of what was sent."""
    status, zh, en = REASONS[reason]
    return _CLASSES[status](reason=reason, zh=zh, en=en, **values)
