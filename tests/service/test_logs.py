"""The log: every line is JSON, and of a thousand planted values none is in it."""

import contextlib
import io
import json
import logging
import logging.config
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from service import logs

SURNAMES, GIVEN = "李王张刘陈杨赵黄周吴", "梅芳伟娜敏静丽强磊军"
IDENTITY = [f"3607221985{n:04d}{n * 7 % 10_000:04d}"[:17] + "X" for n in range(250)]
PHONES = [f"138{n * 7919 % 100_000_000:08d}" for n in range(250)]
CARDS = [f"62170000000{n * 104_729 % 100_000_000:08d}" for n in range(250)]
NAMES = [f"{SURNAMES[n % 10]}{GIVEN[n // 10 % 10]}{GIVEN[n // 3 % 10]}" for n in range(250)]
PLANTED = [*IDENTITY, *PHONES, *CARDS, *NAMES]


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """A logger of its own, with the handler the service configures."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines())
    handler.addFilter(logs.ScalarsOnly())
    logger = logging.getLogger("tests.planted")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.DEBUG)
    token = logs.request_id.set(None)
    yield stream
    logs.request_id.reset(token)
    logger.handlers, logger.propagate = [], True


logger = logging.getLogger("tests.planted")


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def fail_over(value: str) -> None:
    local = {"value": value}
    raise ValueError(f"duplicate key ({local['value']}) for {value}")


def test_no_planted_value_reaches_the_log_by_any_way(out: io.StringIO) -> None:
    for secret in PLANTED:
        logger.info("file of %s opened", secret)
        logger.info(f"file of {secret} opened")
        logger.info("opened", extra={"worker": secret, "body": {"name": secret}, "all": [secret]})
        logger.info("%(name)s", {"name": secret})
        logger.warning({"name": secret})
        try:
            fail_over(secret)
        except ValueError as error:
            logger.exception("refused")
            logger.error("again", exc_info=RuntimeError(secret, error))
            logs.fault(error)
    text = out.getvalue()
    assert len(text.splitlines()) == len(PLANTED) * 7
    decoded = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines(out))
    assert len(PLANTED) == 1_000
    assert [secret for secret in PLANTED if secret in text or secret in decoded] == []


def test_the_plain_formatter_lets_the_planted_values_through() -> None:
    """The control: without ours, the test above would be red."""
    record = logging.makeLogRecord({"msg": "file of %s opened", "args": (NAMES[0],)})
    assert NAMES[0] in logging.Formatter().format(record)


@pytest.mark.parametrize("value", [{"a": 1}, ["a"], ("a",), b"a", object(), {1}, 36072219850312])
def test_what_is_no_scalar_is_refused_and_said_so(out: io.StringIO, value: object) -> None:
    logger.info("opened", extra={"kind": "file", "body": value})
    (line,) = lines(out)
    assert line["refused"] == "body"
    assert "body" not in line
    assert line["kind"] == "file"


@pytest.mark.parametrize("value", ["submitted", 7, 1.5, True, None])
def test_a_scalar_is_told(out: io.StringIO, value: object) -> None:
    logger.info("moved", extra={"detail": value})
    (line,) = lines(out)
    assert line["detail"] == value
    assert "refused" not in line


def test_an_amount_is_told_in_fen_and_other_large_numbers_are_not(out: io.StringIO) -> None:
    logger.info("paid", extra={"amount_fen": 10**15, "phone": 13_800_000_000})
    (line,) = lines(out)
    assert line["amount_fen"] == 10**15
    assert line["refused"] == "phone"


def test_ids_and_digests_stay_whole(out: io.StringIO) -> None:
    id_, digest = "01980123-4567-7890-8123-123456789012", "0123456789" * 6 + "abcd"
    logger.info("%s", id_, extra={"thing": id_, "hash": digest, "route": "/v1/files/<id>/submit"})
    (line,) = lines(out)
    assert (line["event"], line["thing"], line["hash"]) == (id_, id_, digest)
    assert line["route"] == "/v1/files/<id>/submit"


@pytest.mark.parametrize(
    "text", ["138 0000 0000", "138-0000-0000", "x13800000000", "360722198503x"]
)
def test_a_number_is_taken_out_however_it_is_grouped(out: io.StringIO, text: str) -> None:
    logger.info("called", extra={"text": text})
    assert "[number]" in lines(out)[0]["text"]


def test_a_line_cannot_be_forged(out: io.StringIO) -> None:
    logger.info('opened\n{"level": "error", "event": "forged"}\r\n\x1b[31m\u2028')
    assert len(out.getvalue().splitlines()) == 1


def test_an_extra_cannot_stand_in_for_what_the_line_itself_says(out: io.StringIO) -> None:
    logger.info("opened", extra={"level": "error", "event": "forged", "request": "forged"})
    (line,) = lines(out)
    assert (line["level"], line["event"]) == ("info", "opened")
    assert "request" not in line
    assert line["refused"] == "event,level,request"


def test_an_endless_text_is_cut(out: io.StringIO) -> None:
    logger.info("a" * 10_000)
    assert len(out.getvalue()) < 600


def test_a_line_says_when_how_grave_who_what_and_which_request(out: io.StringIO) -> None:
    token = logs.request_id.set("req-a1b2c3d4")
    try:
        logger.warning("late")
    finally:
        logs.request_id.reset(token)
    (line,) = lines(out)
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "warning",
        "logger": "tests.planted",
        "event": "late",
        "request": "req-a1b2c3d4",
    }


def test_a_fault_says_its_type_its_cause_and_its_place(out: io.StringIO) -> None:
    try:
        try:
            fail_over("x")
        except ValueError as error:
            raise RuntimeError("outer") from error
    except RuntimeError:
        logger.exception("refused")
    (line,) = lines(out)
    assert line["fault"] == "builtins.RuntimeError < builtins.ValueError"
    assert any(
        frame.startswith("test_logs.py:") and "fail_over" in frame for frame in line["frames"]
    )


@pytest.mark.parametrize("arguments", [("a",), (1, 2, 3), ({"a": 1},), ([], 1)])
def test_wrong_arguments_do_not_break_a_line(arguments: tuple[object, ...]) -> None:
    record = logging.makeLogRecord({"msg": "%d of %d", "args": arguments})
    assert json.loads(logs.JsonLines().format(record))["event"] == "%d of %d"


SCRIPT = """
import logging
from service import logs
logs.configure()
logs.access(method="POST", route="/v1/applications", status=201, ms=2.5)
logging.getLogger("transitions.core").info("Executed callback on 李梅")
logging.getLogger("transitions.core").warning("kept")
logging.getLogger("gunicorn.access").info("GET /v1/x?name=secret")
logging.getLogger("gunicorn.error").info("Booting worker with pid: %d", 7)
logging.getLogger("sqlalchemy.engine").info("INSERT ...")
print("the answer")
"""


def test_the_configured_service_tells_its_own_and_keeps_the_talkative_still() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=20
    )
    assert done.stdout == "the answer\n"
    told = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["logger"], line["event"]) for line in told] == [
        ("service.access", "call"),
        ("transitions.core", "kept"),
        ("gunicorn.error", "Booting worker with pid: 7"),
    ]
    assert told[0]["route"] == "/v1/applications"


def test_a_line_goes_to_what_stderr_is_now(capsys: pytest.CaptureFixture[str]) -> None:
    handler = logs.StandardError()
    handler.setFormatter(logs.JsonLines())
    handler.emit(logging.makeLogRecord({"msg": "first"}))
    assert json.loads(capsys.readouterr().err)["event"] == "first"
    with contextlib.redirect_stderr(io.StringIO()) as other:
        handler.emit(logging.makeLogRecord({"msg": "second"}))
    assert json.loads(other.getvalue())["event"] == "second"
    assert capsys.readouterr().err == ""


def test_gunicorn_itself_writes_our_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("gunicorn.error", "gunicorn.access", "sqlalchemy", "alembic", "transitions")
    root = logging.getLogger()
    kept = root.handlers[:], root.level
    before = {name: vars(logging.getLogger(name)).copy() for name in names}
    try:
        config = Config()
        config.set("logconfig_dict", logs.configuration())
        server = Logger(config)
        server.info("Listening at: %s", "http://127.0.0.1:8000")
        server.access_log.info("GET /?name=secret")
    finally:
        root.handlers, root.level = kept
        for name in names:
            vars(logging.getLogger(name)).update(before[name])
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "Listening at: http://127.0.0.1:8000"
