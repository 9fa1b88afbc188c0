"""Whatever is sent, the answer is one that the contract names, and never a fault of ours.

Schemathesis makes requests from the contract, fitting it and not, for every operation; they are
sent as somebody of each role, with ids of things there are, so that they come past the first
checks. The number of cases is ``AID_FUZZ_CASES`` (both databases together); the ordinary run is
small and always the same, a larger one is different each time::

    AID_FUZZ_CASES=5000 python3 dev.py test tests/api/test_schemathesis.py
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy
from http import HTTPStatus
from random import Random
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from service.api import nouns
from service.api.contract import contract, path_of
from service.api.contract.examples import EXAMPLES
from service.api.endpoint import Endpoint, Key, declared
from tests.conftest import BOTH
from tests.county import XLSX, County, account_number, identity_number
from tests.household_tables import csv_of, home, xlsx_of
from tests.postgres.server import PostgresServer
from tests.world import ROLES, World

nouns.load()
USUAL = 600
CASES = int(os.environ.get("AID_FUZZ_CASES", USUAL))
ENDPOINTS = sorted((e for e in declared() if not e.bare), key=lambda e: (e.rule, e.method))
EACH = max(2, -(-CASES // (len(ENDPOINTS) * len(BOTH))))
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
NEGATIVE = {ParameterLocation.BODY, ParameterLocation.QUERY}
DRAWN = settings(
    max_examples=EACH, phases=(Phase.generate,), deadline=None, database=None,
    derandomize=CASES == USUAL, suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture(scope="module", params=BOTH)
def world(
    request: pytest.FixtureRequest, keys: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """A world on each engine, which the cases may change as far as they can."""
    folder = tmp_path_factory.mktemp("fuzz")
    with ExitStack() as stack:
        if request.param == "sqlite":
            shutil.copy(request.getfixturevalue("sqlite_templates")["seeded"], folder / "aid.db")
            url = f"sqlite:///{folder / 'aid.db'}"
        else:
            server: PostgresServer = request.getfixturevalue("postgres")
            template = request.getfixturevalue("postgres_templates")["seeded"]
            url = stack.enter_context(server.database(template))
        yield World(stack.enter_context(County(url, folder, keys)))


@pytest.fixture(scope="module")
def schema(world: World) -> Any:
    made = schemathesis.openapi.from_dict(contract())
    made.app = world.county.app
    return made


def test_every_answer_is_one_that_the_contract_names(world: World, schema: Any) -> None:
    seen: Counter[int] = Counter()
    faults = [fault for endpoint in ENDPOINTS for fault in _faults(world, schema, endpoint, seen)]
    assert faults == [], "\n".join(faults)
    print(dict(sorted(seen.items())))  # noqa: T201 - shown with -s, and where the test fails
    # A run in which everybody is refused at the door proves nothing about the rooms behind it.
    assert sum(seen.values()) * len(BOTH) >= CASES * 0.9
    assert {200, 201, 401, 403, 404, 409, 422} <= seen.keys()


def _faults(world: World, schema: Any, endpoint: Endpoint, seen: Counter[int]) -> Iterator[str]:
    operation = schema[path_of(endpoint.rule)][endpoint.method]
    fitting = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    strange = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @DRAWN
    @given(st.one_of(fitting, fitting, strange), st.integers(0, 2**32))
    def answer(case: Any, luck: int) -> None:
        wrong = {at for at, part in case.meta.components.items() if part.mode.is_negative}
        caller = Caller(world, endpoint, Random(luck))  # noqa: S311 - nobody guesses at a test
        caller.prepare(case, whole=ParameterLocation.BODY not in wrong)
        told = case.call()
        seen[told.status_code] += 1
        if told.status_code == HTTPStatus.CREATED:
            world.keep(told.headers["location"][0])
        too_large = told.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE  # rejected as well
        more = [checks.negative_data_rejection] if wrong & NEGATIVE and not too_large else []
        case.validate_response(told, checks=[*CHECKS, *more])

    try:
        answer()
    except BaseExceptionGroup as found:  # what Schemathesis raises: every check that failed
        yield f"{endpoint.name}: {found}"


STRANGE: list[Any] = [None, 0, -1, 1, 2**53 - 1, 10**15, "", "0", "x" * 200, [], {}, True, "1.5"]


def _places(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a body where something stands, as the part and the key or index in it."""
    pairs = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in pairs:
        yield part, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _leaves(part: Any) -> list[Any]:
    return [box[key] for box, key in _places(part)] if isinstance(part, dict | list) else [part]


class Caller:
    """Somebody who calls about something there is, more often than not."""

    def __init__(self, world: World, endpoint: Endpoint, dice: Random) -> None:
        self.world, self.endpoint, self.dice = world, endpoint, dice

    def prepare(self, case: Any, *, whole: bool) -> None:
        """Path, token and headers as they would be; ``whole``: the body is not wrong on purpose."""
        path = self._path(case)
        self._identify(case)
        if self.endpoint.versioned and self._often():
            etag = self.world.etag(path)
            if etag is not None:
                case.headers["If-Match"] = etag
        if self.endpoint.key is not Key.NONE and self._often():
            again = self.dice.random() < 0.1
            case.headers["Idempotency-Key"] = "again" if again else self.world.county.new_key()
        if whole and self.endpoint.upload is not None and self._often():
            case.body = type(case.body)(data=self._table(case.media_type))
        if whole and isinstance(case.body, dict | list):
            case.body = self._settled(self._mixed(case.body), "")

    def _often(self) -> bool:
        return self.dice.random() < 0.85

    def _path(self, case: Any) -> str:
        if case.path_parameters and self._often():
            case.path_parameters = dict(self.dice.choice(self.world.arguments(self.endpoint)))
        return str(case.formatted_path)

    def _identify(self, case: Any) -> None:
        if self.endpoint.public or self.dice.random() < 0.03:
            return
        roles = sorted(self.endpoint.roles & set(ROLES)) if self._often() else list(ROLES)
        role = self.dice.choice(roles)
        place = self.world.here if self._often() else self.world.there
        case.headers["Authorization"] = f"Bearer {self.world.token(place[role], role)}"

    def _table(self, media: str) -> bytes:
        """A table of two households, of which one may say something strange."""
        table = [home(), home()]
        if self.dice.random() < 0.6:
            cells = self.dice.choice([table[1].worker, *table[1].members])
            cells[self.dice.choice(list(cells))] = str(self.dice.choice(STRANGE))
        return xlsx_of(table) if media == XLSX else csv_of(table)

    def _mixed(self, made: Any) -> Any:
        """The example of the contract, as it is or with one part of it from the body that was made."""
        example = EXAMPLES.get(self.endpoint.name)
        if example is None or self.dice.random() < 0.4:
            return made
        body = deepcopy(example)
        if self.dice.random() < 0.6:
            place = self.dice.choice(list(_places(body)) or [(body, "odd")])
            place[0][place[1]] = self.dice.choice([made, *_leaves(made), *STRANGE])
        return body

    def _settled(self, part: Any, name: str) -> Any:
        """The same, with ids of things there are and numbers that people can have."""
        if isinstance(part, dict):
            return {key: self._settled(value, key) for key, value in part.items()}
        if isinstance(part, list):
            return [self._settled(value, name) for value in part]
        known = self.known(name)
        return (
            self.dice.choice(known) if known and isinstance(part, str) and self._often() else part
        )

    def known(self, name: str) -> list[str]:
        made = {"identity_number": identity_number, "number": account_number}
        if name in made:
            return [made[name]()]
        return self.world.values(name)
