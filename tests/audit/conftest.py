"""The sample log on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from service.store.database import connect
from tests.audit.sample import SampleLog, case


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine: Engine) -> SampleLog:
    log = SampleLog(engine)
    case(log)
    return log
