"""/oauth/token: a machine's id and secret against an access token for ten minutes.

No receipt is kept and no key taken: a token must not lie in a table, and a new one costs nothing.
"""

from __future__ import annotations

from schemas.token import TokenForm, TokenView
from service.api.credentials import FORM, read_credentials
from service.api.endpoint import ANYONE, JSON, Call, Result, endpoint
from service.tokens import CLIENT, LIFETIME_S
from service.use_cases.grant_token import client_of_secret, count_failure
from workflows.errors import DomainError, InvalidClient

__all__: list[str] = []


def _count(call: Call, error: DomainError) -> None:
    if isinstance(error, InvalidClient):
        count_failure(call.uow, call.body["client_id"], call.address)


@endpoint(
    "POST", "/oauth/token", roles=ANYONE, takes=TokenForm, gives=TokenView,
    reads=read_credentials, accepts=(FORM, JSON), refused=_count,
    notes=frozenset({"reads", "rate_limited", "credentials"}),
)  # fmt: skip
def get_token(call: Call) -> Result:
    """获取访问令牌 An access token for a machine (OAuth 2.0 client credentials)."""
    form = call.body
    client = client_of_secret(call.uow, form["client_id"], form["client_secret"], call.address)
    if call.issue is None:
        raise RuntimeError("a token was asked for where none can be made")
    token = call.issue(client.id, CLIENT)
    view = {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME_S}
    return Result(lambda: view)
