"""Refusals of a request before its meaning is looked at, and of its conditions."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = [
    "InProgress",
    "InvalidClient",
    "InvalidInput",
    "KeyRequired",
    "KeyReused",
    "MethodNotAllowed",
    "NotAuthenticated",
    "NotFound",
    "RoleRequired",
    "StaleVersion",
    "TableRefused",
    "TooLarge",
    "TooManyRequests",
    "Unavailable",
    "Unreadable",
    "UnsupportedMediaType",
    "VersionRequired",
    "WrongState",
]


class NotAuthenticated(DomainError):
    status = 401
    zh, en = "需要有效的访问令牌", "A valid access token is required"
    next_zh, next_en = "请重新获取令牌后再试。", "Get a fresh token and try again."


class InvalidClient(DomainError):
    """Of the token endpoint alone; RFC 6749 §5.2 calls it ``invalid_client``."""

    status = 401
    zh, en = "接入系统的编号或密钥无效", "Client id or secret is not valid"
    next_zh, next_en = "请核对编号与密钥，或申请新密钥。", "Check both, or have a new secret made."


class Unreadable(DomainError):
    status = 400
    zh, en = "请求无法读取", "The request cannot be read"


class TooLarge(DomainError):
    status = 413
    zh, en = "请求内容过大", "The request is too large"


class UnsupportedMediaType(DomainError):
    status = 415
    zh, en = "请求内容类型不受支持", "The content type is not supported"
    next_zh, next_en = "请以接口所列的内容类型提交。", "Send a content type the contract names."


class TableRefused(DomainError):
    """A table that is none of ours, or a file that is not read: before any line is looked at."""

    zh, en = "表格无法导入", "The table cannot be read"
    next_zh, next_en = (
        "请按所述更正，或下载模板重新填写。",
        "Correct what is named, or begin with the template.",
    )


class KeyRequired(DomainError):
    status = 400
    zh, en = "此操作必须携带幂等键", "This call needs an Idempotency-Key"
    next_zh, next_en = (
        "请在请求头 Idempotency-Key 中给出唯一值。",
        "Send a unique Idempotency-Key header.",
    )


class NotFound(DomainError):
    status = 404
    zh, en = "未找到，或不在您的管辖范围内", "Not found, or outside your scope"
    next_zh, next_en = "请核对编号。", "Check the identifier."


class MethodNotAllowed(DomainError):
    status = 405
    zh, en = "此地址不支持该方法", "This address does not take that method"


class RoleRequired(DomainError):
    status = 403
    zh, en = "您的岗位无权进行此操作", "Your appointments do not allow this"
    next_zh, next_en = "请由具有该岗位的人员办理。", "Ask someone who holds one of the roles named."


class InvalidInput(DomainError):
    status = 422
    zh, en = "填报内容有误", "Some of the input is not valid"


class KeyReused(DomainError):
    status = 422
    zh, en = "同一幂等键已用于不同内容", "This Idempotency-Key was used for other input"
    next_zh, next_en = "请为新的内容使用新的幂等键。", "Use a new key for new input."


class InProgress(DomainError):
    status = 409
    zh, en = "系统正在处理其他操作", "Another call is still running"
    next_zh, next_en = "请稍后以同一幂等键重试。", "Try again shortly with the same key."


class TooManyRequests(DomainError):
    status = 429
    zh, en = "请求过于频繁", "Too many requests"
    next_zh, next_en = "请稍后再试。", "Try again later."


class Unavailable(DomainError):
    status = 503
    zh, en = "服务暂不可用", "The service is not available for the moment"
    next_zh, next_en = "请稍后以同一幂等键重试。", "Try again shortly with the same key."


class VersionRequired(DomainError):
    status = 428
    zh, en = "修改前须注明所见版本", "Say which version you saw (If-Match)"
    next_zh, next_en = (
        "请先读取，再以其 ETag 作为 If-Match 提交。",
        "Read it and send its ETag as If-Match.",
    )


class StaleVersion(DomainError):
    status = 412
    zh, en = "内容已被他人更新", "It has changed since you read it"
    next_zh, next_en = "请重新读取后再试。", "Read it again and decide anew."


class WrongState(DomainError):
    status = 409
    zh, en = "当前状态下不能进行此操作", "This cannot be done in the present state"
    next_zh, next_en = "请从当前允许的操作中选择。", "Choose one of the actions allowed now."
