"""/v1/webhooks: subscribed by an administrator, told of what the log holds, once or again but never not."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from service.outbound.post import post_by
from service.outbound.reach import Reach
from service.store.database import WRITES
from service.store.webhook import Webhook
from service.use_cases.send_webhooks import LEASE, Sent, send_webhooks
from service.use_cases.spread_events import _moved, spread_events
from service.use_cases.verify_log import verify_log
from tests.county import County, Reply
from tests.outbound.receiver import Receiver
from tests.payments import Payments
from workflows.webhook import PAUSES, headers_of

WEBHOOKS = "/v1/webhooks"
REACH = Reach(("localhost", "books.example"), loopback=True)
POST = post_by(REACH, asks=lambda *_: ["127.0.0.1"])


def open_to(county: County) -> None:
    county.house.transactions.reach = REACH


def subscribe(county: County, url: str, **more: Any) -> Reply:
    open_to(county)
    events = ["payout", "payment_batch", "fund"]
    form = {"client_id": "finance", "url": url, "events": events, **more}
    return county.post("system-1", WEBHOOKS, form)


def path_of(made: Reply) -> str:
    return f"{WEBHOOKS}/{made['id']}"


def later(county: County, by: timedelta) -> None:
    county.house.transactions.offset += by


def tell(county: County, post: Any = POST) -> Sent:
    spread_events(county.house.transactions)
    return send_webhooks(county.house.transactions, post)


def sent_to(county: County, made: Reply, state: str = "") -> list[dict[str, Any]]:
    more = f"?state={state}" if state else ""
    items: list[dict[str, Any]] = county.get("auditor-1", f"{path_of(made)}/deliveries{more}")[
        "items"
    ]
    return items


def bodies(there: Receiver) -> list[dict[str, Any]]:
    return [json.loads(body) for _, body in there.got]


# --- what is told -----------------------------------------------------------------------------------


def test_every_deed_on_money_is_told_once_signed_and_without_a_name(county: County) -> None:
    with Receiver() as there:
        made = subscribe(county, there.url())
        payments = Payments(county)
        batch = payments.dispatched(payments.approved(1))
        payments.said(batch)
        assert tell(county).failed == 0
        assert tell(county) == Sent()
        told = bodies(there)
    kinds = [one["type"] for one in told]
    assert kinds == [
        "fund.create", "fund.allocate", "payment_batch.make", "payout.make",
        "payment_batch.submit", "payment_batch.release", "payment_batch.dispatch",
        "payout.dispatch", "payout.paid", "payment_batch.settle",
    ]  # fmt: skip
    paid = told[8]["data"]
    feed = county.get("finance", "/v1/payouts")["items"][0]
    assert (paid["id"], paid["to"], paid["amount_fen"]) == (feed["id"], "paid", feed["amount_fen"])
    assert (paid["audit_number"], paid["fund_id"]) == (feed["audit_number"], feed["fund_id"])
    numbers = [one["data"]["audit_number"] for one in told]
    assert numbers == sorted(set(numbers))
    for headers, body in there.got:
        stamp = int(headers["webhook-timestamp"])
        expected = headers_of([made["secret"]], headers["webhook-id"], stamp, body)
        assert headers["webhook-signature"] == expected["webhook-signature"]
        assert abs(stamp - time.time()) < 60
        assert "李" not in body.decode()
        assert "6217" not in body.decode()
    assert len({headers["webhook-id"] for headers, _ in there.got}) == len(told)
    assert {one["state"] for one in sent_to(county, made)} == {"delivered"}
    assert verify_log(county.house.transactions).wrong is None


def test_only_what_was_asked_for_and_lies_below_its_union_is_told(sqlite_county: County) -> None:
    county = sqlite_county
    with Receiver() as there:
        subscribe(county, there.url(), events=["payout"], union="360722002")
        funds = subscribe(county, there.url(), events=["fund"])
        payments = Payments(county)
        payments.dispatched(payments.approved(1))  # a case of 360722001
        tell(county)
        assert {one["type"] for one in bodies(there)} == {"fund.create", "fund.allocate"}
        assert len(sent_to(county, funds)) == 2


# --- what goes wrong ----------------------------------------------------------------------------------


def test_who_dies_between_sending_and_marking_sends_again_under_the_same_id(county: County) -> None:
    with Receiver() as there:
        made = subscribe(county, there.url(), events=["fund"])
        county.fund()

        def killed(url: str, headers: Any, body: bytes) -> int:
            POST(url, headers, body)
            raise KeyboardInterrupt  # as a kill: nothing after it is done

        with pytest.raises(KeyboardInterrupt):
            tell(county, killed)
        assert tell(county) == Sent(1, 0)  # the other one; the first is leased
        later(county, LEASE + timedelta(seconds=1))
        assert tell(county) == Sent(1, 0)
        assert tell(county) == Sent()
        ids = [headers["webhook-id"] for headers, _ in there.got]
    assert len(ids) == 3
    assert len(set(ids)) == 2
    assert ids[0] == ids[2]
    assert there.got[0][1] == there.got[2][1]
    assert [one["tries"] for one in sent_to(county, made, "delivered")] == [2, 1]


def test_a_receiver_that_is_down_for_three_days_is_given_up_and_can_be_told_again(
    sqlite_county: County,
) -> None:
    county = sqlite_county
    with Receiver(500) as there:
        made = subscribe(county, there.url(), events=["fund"])
        county.fund()
        for pause in PAUSES:
            assert tell(county) == Sent(0, 1)  # the second waits: one try a round, not a thousand
            later(county, pause + LEASE)
        for _ in range(4):
            tell(county)
            later(county, timedelta(days=1))
        while tell(county) != Sent():
            later(county, timedelta(days=1))
        dead = sent_to(county, made, "dead")
        assert [one["tries"] for one in dead] == [len(PAUSES) + 1] * 2
        assert {one["trouble"] for one in dead} == {"status_500"}
        assert sent_to(county, made, "pending") == []
        there.behave = 204
        county.fund()
        assert tell(county) == Sent(2, 0)  # what came later does not wait for the dead
        count = county.act(
            "system-1", path_of(made), "redeliver", {"delivery_ids": [dead[0]["id"]]}
        )
        assert count["count"] == 1
        assert county.act("system-1", path_of(made), "redeliver")["count"] == 1
        assert tell(county) == Sent(2, 0)
        again = [headers["webhook-id"] for headers, _ in there.got][-2:]
    assert sorted(again) == sorted(one["message_id"] for one in dead)
    unknown = {"delivery_ids": [made["id"]]}
    assert county.act("system-1", path_of(made), "redeliver", unknown).status == 404


def test_who_takes_nothing_does_not_hold_up_those_who_do(
    sqlite_county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More waits for a dead receiver, and for a machine whose time is over, than one page holds."""
    county = sqlite_county
    monkeypatch.setattr("service.use_cases.send_webhooks.PAGE", 2)
    other = {"id": "finance-2", "name": "财务二", "role": "finance_system", "union": "360722"}
    assert county.post("system-1", "/v1/clients", other).status == 201
    with Receiver(500) as dead, Receiver() as there:
        subscribe(county, dead.url(), events=["fund"])
        ended = subscribe(county, there.url(), events=["fund"], client_id="finance-2")
        assert ended.status == 201
        for _ in range(3):
            county.fund()
        spread_events(county.house.transactions)
        county.act("system-1", "/v1/clients/finance-2", "end")
        subscribe(county, there.url(), events=["fund"])
        county.fund()
        assert tell(county) == Sent(2, 1)
        assert len(there.got) == 2


def test_a_secret_that_nobody_can_read_is_the_trouble_of_one(sqlite_county: County) -> None:
    county = sqlite_county
    with Receiver() as there:
        broken = subscribe(county, there.url(), events=["fund"])
        subscribe(county, there.url(), events=["fund"])
        county.fund()
        spread_events(county.house.transactions)
        engine = county.house.transactions.engine.execution_options(**{WRITES: True})
        with engine.begin() as connection:
            damage = text("UPDATE webhook SET secret = 'no such key' WHERE id = :id")
            connection.execute(damage, {"id": broken["id"]})
        assert tell(county) == Sent(2, 1)
        assert len(there.got) == 2


def test_two_workers_at_one_message_send_it_once(postgres_county: County) -> None:
    county = postgres_county
    with Receiver() as there:
        made = subscribe(county, there.url(), events=["fund"])
        for _ in range(3):
            county.fund()
        together = threading.Barrier(4, timeout=10)

        def worker() -> Sent:
            together.wait()
            return tell(county)

        with ThreadPoolExecutor(4) as pool:
            found = [one.result() for one in [pool.submit(worker) for _ in range(4)]]
        while tell(county) != Sent():
            pass
        ids = [headers["webhook-id"] for headers, _ in there.got]
    assert len(ids) == len(set(ids)) == 6
    assert sum(one.failed for one in found) == 0
    assert [one["tries"] for one in sent_to(county, made)] == [1] * 6


def test_a_cursor_is_moved_from_where_it_was_seen_or_not_at_all(sqlite_county: County) -> None:
    county = sqlite_county
    made = subscribe(county, "https://books.example/aid")
    spread_events(county.house.transactions)
    read, seen = county.house.transactions.read, made["audit_number"]
    assert read(lambda uow: _moved(uow, made["id"], seen, seen + 1)) is True
    assert read(lambda uow: _moved(uow, made["id"], seen - 1, seen)) is False


# --- the subscription ---------------------------------------------------------------------------------


def test_the_old_secret_signs_beside_the_new_one_until_its_time(sqlite_county: County) -> None:
    county = sqlite_county
    with Receiver() as there:
        made = subscribe(county, there.url(), events=["fund"])
        turned = county.act("system-1", path_of(made), "rotate", {"old_for_hours": 1})
        assert turned["secret"] != made["secret"]
        assert turned["old_secret_until"] is not None
        county.act("system-1", path_of(made), "ping")
        tell(county)
        later(county, timedelta(hours=1))
        county.act("system-1", path_of(made), "ping")
        tell(county)
    first, second = (headers["webhook-signature"].split() for headers, _ in there.got)
    assert (len(first), len(second)) == (2, 1)
    assert bodies(there)[0]["type"] == "webhook.ping"
    assert "secret" not in county.get("system-1", path_of(made)).body


def test_disabled_or_ended_nothing_is_sent_and_nothing_is_lost(sqlite_county: County) -> None:
    county = sqlite_county
    with Receiver() as there:
        made = subscribe(county, there.url(), events=["fund"])
        assert county.act("system-1", path_of(made), "disable")["state"] == "disabled"
        assert county.act("system-1", path_of(made), "disable").status == 409
        county.fund()
        assert tell(county) == Sent()
        assert county.act("system-1", path_of(made), "enable")["state"] == "enabled"
        assert tell(county) == Sent(2, 0)
        county.fund()
        spread_events(county.house.transactions)
        county.act("system-1", "/v1/clients/finance", "end")
        assert tell(county) == Sent()
        assert len(there.got) == 2


def test_the_secret_is_told_once_and_lies_encrypted(sqlite_county: County) -> None:
    made = subscribe(sqlite_county, "https://books.example/aid")
    assert made["secret"].startswith("whsec_")
    with sqlite_county.house.transactions.engine.connect() as connection:
        (kept,) = connection.exec_driver_sql("SELECT secret FROM webhook").one()
        assert made["secret"] not in str(kept)
        row = connection.execute(select(Webhook.__table__.c.url)).one()
        assert row.url == "https://books.example/aid"


def test_who_may_subscribe_whom_to_what(sqlite_county: County) -> None:
    county, url = sqlite_county, "https://books.example/aid"
    form = {"client_id": "finance", "url": url, "events": ["payout"]}
    assert county.post("system-1", WEBHOOKS, form).codes == {"webhook_unfit"}  # no host is named
    open_to(county)
    for who in ("fund-1", "security-1", "auditor-1", "finance"):
        assert county.post(who, WEBHOOKS, form).status == 403
    for bad in ("https://evil.example/", "http://user@books.example/", "https://127.0.0.1/"):
        assert county.post("system-1", WEBHOOKS, {**form, "url": bad}).codes == {"webhook_unfit"}
    for more in ({"client_id": "bank"}, {"union": "360700"}, {"union": "360723001"}):
        refused = county.post("system-1", WEBHOOKS, {**form, **more})
        assert refused.codes == {"subscriber_unfit"}, more
    assert county.post("system-1", WEBHOOKS, {**form, "client_id": "nobody"}).status == 404
    assert county.post("system-1", WEBHOOKS, {**form, "events": ["application"]}).status == 422
    made = county.post("system-1", WEBHOOKS, form, key="one")
    assert made.status == 201
    assert county.post("system-1", WEBHOOKS, form, key="one")["secret"] == made["secret"]
    path = path_of(made)
    for action in ("rotate", "disable", "enable", "ping", "redeliver"):
        assert county.post("system-1", f"{path}/{action}").status == 428
        assert county.post("system-1", f"{path}/{action}", etag='"1"').status == 412
        assert county.act("fund-1", path, action).status == 403
    assert county.get("finance", path).status == 403
    assert county.get("system-1", WEBHOOKS)["items"][0]["id"] == made["id"]
