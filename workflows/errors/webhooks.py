"""Refusals of subscriptions to events."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = ["SubscriberUnfit", "WebhookUnfit"]


class WebhookUnfit(DomainError):
    zh, en = "推送地址不可用", "No events can be sent to that address"
    next_zh = "请使用 https 地址，其主机须由系统管理员列入 AID_WEBHOOK_HOSTS。"
    next_en = "Use an https address whose host the operator names in AID_WEBHOOK_HOSTS."


class SubscriberUnfit(DomainError):
    zh, en = "该接入系统不能订阅事件", "That machine cannot be told of these events"
    next_zh = "请指定在用的财务系统，以及其所属工会或下级工会。"
    next_en = "Name a finance system in use, and its own union or one below."
