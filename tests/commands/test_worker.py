"""``aid worker``: what falls due is done by a process that nobody watches."""

from __future__ import annotations

import json
import signal

from sqlalchemy import select

from service.outbound.reach import Reach
from service.store.receipt import Job
from service.use_cases.open_notice import CLOSE_NOTICE
from tests.audit_trail import last_entry, log_size
from tests.commands.aid import Aid
from tests.county import County
from tests.notice_steps import id_of, open_notice
from tests.outbound.receiver import Receiver


def _moved(aid: Aid, days: int) -> dict[str, str]:
    offset = int(aid.environment["AID_CLOCK_OFFSET"]) + days * 86_400
    return {"AID_CLOCK_OFFSET": str(offset)}


def test_with_nothing_due_it_ends_and_says_nothing(seeded_aid: Aid, county: County) -> None:
    size = log_size(county)
    done = seeded_aid("worker", "--once")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert log_size(county) == size


def test_a_notice_is_closed_once_its_period_has_ended(seeded_aid: Aid, county: County) -> None:
    path = county.reviewed_application()
    notice = open_notice(county, "reviewer-1", path)
    where = f"/v1/notices/{notice['id']}"
    seeded_aid("worker", "--once")
    assert county.get("auditor-1", where)["state"] == "open"
    done = seeded_aid("worker", "--once", **_moved(seeded_aid, 8))
    assert done.returncode == 0
    (line,) = [json.loads(text) for text in done.stderr.splitlines()]
    assert (line["event"], line["done"], line["failed"]) == ("round", 1, 0)
    assert county.get("auditor-1", where)["state"] == "closed"
    assert county.get("auditor-1", f"/v1/applications/{id_of(path)}")["state"] == "notice_passed"
    assert last_entry(county)["who"]["sub"] == "system"
    with county.house.transactions.engine.connect() as connection:
        closing = select(Job.done).where(Job.kind == CLOSE_NOTICE)
        assert connection.execute(closing).scalars().all() == [True]


def test_events_are_sent_to_hosts_that_are_named_and_else_they_wait(
    seeded_aid: Aid, county: County
) -> None:
    with Receiver() as there:
        county.house.transactions.reach = Reach(("127.0.0.1",), loopback=True)
        form = {"client_id": "finance", "url": there.url("127.0.0.1"), "events": ["fund"]}
        assert county.post("system-1", "/v1/webhooks", form).status == 201
        county.fund()
        done = seeded_aid("worker", "--once")
        assert (done.stderr, there.got) == ("", [])
        named = {"AID_WEBHOOK_HOSTS": "127.0.0.1", "AID_WEBHOOK_LOOPBACK": "yes"}
        done = seeded_aid("worker", "--once", **named)
        (line,) = [json.loads(text) for text in done.stderr.splitlines()]
        assert (line["event"], line["done"], line["failed"]) == ("sent", 2, 0)
        assert len(there.got) == 2


def test_it_waits_for_work_until_it_is_told_to_stop(bare_aid: Aid) -> None:
    process = bare_aid.start("worker")
    assert process.stderr
    assert json.loads(process.stderr.readline())["event"] == "begun"
    process.send_signal(signal.SIGTERM)
    stdout, stderr = process.communicate(timeout=20)
    assert (process.returncode, stdout, stderr) == (0, "", "")
