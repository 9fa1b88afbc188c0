"""Refusals of decisions on many cases at once, and of campaigns."""

from __future__ import annotations

from workflows.errors.refusal import DomainError

__all__ = ["WorldChanged"]


class WorldChanged(DomainError):
    status = 409
    zh, en = "情况已有变化，结果与试算不同", "The outcome is no longer the one that was tried"
    next_zh = "请核对所列各条，重新试算后再行办理。"
    next_en = "Look at the lines named, try again, and apply the new plan."
