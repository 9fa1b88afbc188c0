"""A list of a thousand lines asks the database as often as a list of a hundred.

Each case is written by an UPDATE of its own, because the mapper compares the version of every row
it writes; beside these nothing grows with the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, inspect

from service.store.application import Application
from service.unit_of_work import Answer, UnitOfWork
from service.use_cases.open_notice import CLOSE_NOTICE
from service.use_cases.run_jobs import HANDLERS, Done, run_due_jobs
from tests.county import County
from tests.notice_steps import id_of, object_to

CLOSING = {CLOSE_NOTICE: HANDLERS[CLOSE_NOTICE]}
"""Only what closes a notice: what the worker does day by day beside it does not belong to the list."""
LINES_MAX = 1_000
BY_RELATION = 500  # how many owners' parts are fetched by one statement


def _copied(county: County, path: str, count: int) -> list[str]:
    """So many more applications like this one; made in the database, where only the list counts."""
    made: list[str] = []

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        model = uow.session.get_one(Application, id_of(path))
        columns = [c.key for c in inspect(Application).column_attrs]
        made.clear()
        for place in range(count):
            values = {name: getattr(model, name) for name in columns} | {
                "id": uow.new_id(), "claim_key": f"copy-{uow.size}-{place}",
                "serial": None, "number": None,
            }  # fmt: skip
            row = uow.add(Application(**values, votes=[], evidence=[]))
            uow.record("application.open", row, after=row.state)
            made.append(row.id)
        return lambda: Answer(200, {})

    county.house.transactions.write(work)
    return made


@contextmanager
def _statements(county: County) -> Iterator[list[str]]:
    """Every statement but the one by which a case is written; one for many rows counts as one."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith("UPDATE application "):
            seen.append(statement)

    engine = county.house.transactions.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _cost(county: County, ids: list[str]) -> tuple[int, int, int]:
    """Statements to open a notice of these, to object to its last line, and to close it."""
    form = {"application_ids": ids, "place": "县总工会网站"}
    with _statements(county) as opening:
        notice = county.post("reviewer-1", "/v1/notices", form, key=county.new_key())
    assert (notice.status, len(notice["lines"])) == (201, len(ids))
    with _statements(county) as objecting:
        assert object_to(county, notice["id"], len(ids)).status == 201
    county.days_later(8)
    with _statements(county) as closing:
        assert run_due_jobs(county.house.transactions, CLOSING) == Done(done=1)
    lines = county.get("auditor-1", notice.headers["Location"])["lines"]
    assert [line["state"] for line in lines] == ["passed"] * (len(ids) - 1) + ["held"]
    county.days_later(-8)
    return len(opening), len(objecting), len(closing)


def test_a_thousand_lines_cost_the_statements_of_a_hundred(county: County) -> None:
    path = county.reviewed_application()
    few = _cost(county, _copied(county, path, 100))
    many = _cost(county, _copied(county, path, LINES_MAX))
    chunks = LINES_MAX // BY_RELATION - 1
    assert many[0] - few[0] <= 2 * chunks  # votes and evidence, fetched by the five hundred
    assert many[1] == few[1]
    assert many[2] - few[2] <= 2 * chunks
    assert max(few) < 60
