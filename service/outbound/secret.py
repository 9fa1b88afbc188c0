"""The secret with which messages to one receiver are signed."""

from __future__ import annotations

import secrets

from workflows.webhook import secret_of

__all__ = ["new_webhook_secret"]


def new_webhook_secret() -> str:
    """256 bits; kept encrypted and not as a digest, because signing needs them whole."""
    return secret_of(secrets.token_bytes(32))
