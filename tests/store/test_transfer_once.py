"""Behind the rule of one open transfer per file stands the database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError

from service.store.file_life import Transfer
from service.store.hardship_file import HardshipFile
from service.store.people import Union
from service.store.personal import Personal
from service.unit_of_work import Answer, UnitOfWork
from tests.county import County
from workflows.actor import SYSTEM


def forced(county: County, file_id: str, *, live: bool) -> None:
    """A transfer written straight into the rows, past every rule."""

    def work(uow: UnitOfWork) -> Callable[[], Answer]:
        uow.actor = SYSTEM
        file = uow.session.get_one(HardshipFile, file_id)
        to = uow.session.get_one(Union, "360722002")
        transfer = uow.add(
            Transfer(
                id=uow.new_id(), union=file.union, union_path=file.union_path, state="offered",
                file_id=file.id, to_union=to.id, to_path=to.path, live=live,
                reason=Personal.of("调动"),
            )
        )  # fmt: skip
        uow.record("transfer.offer", transfer, after="offered")
        return lambda: Answer(200, {})

    county.house.transactions.write(work)


def test_the_database_holds_one_open_transfer_of_a_file(county: County) -> None:
    file = county.active_file()["id"]
    forced(county, file, live=False)
    forced(county, file, live=True)
    with pytest.raises(IntegrityError):
        forced(county, file, live=True)
    forced(county, file, live=False)
    forced(county, county.active_file()["id"], live=True)
