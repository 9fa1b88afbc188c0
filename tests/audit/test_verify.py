"""The verification itself: what it reports, and that it sees one state of the database."""

from sqlalchemy import Engine

from service.audit.draft import Draft
from service.audit.merkle import EMPTY_ROOT
from service.audit.report import Wrong, earliest
from service.audit.verify import PAGE, snapshot, verify
from tests.audit.sample import CASE_SIZE, CLERK, SampleLog, unseal


def test_an_empty_log_holds(engine: Engine) -> None:
    report = SampleLog(engine).verify()
    assert report.holds
    assert (report.size, report.root) == (0, EMPTY_ROOT)


def test_a_sound_log_is_reported_with_its_size_root_and_counts(log: SampleLog) -> None:
    report = log.verify()
    assert report.holds
    assert (report.size, report.rows, report.openings) == (CASE_SIZE, 4, 3)


def test_progress_is_told_page_by_page(log: SampleLog) -> None:
    log.write(*(Draft("personal.read", "file", f"file-{n}", CLERK) for n in range(PAGE)))
    told: list[tuple[int, int]] = []
    with snapshot(log.engine) as connection:
        report = verify(
            connection,
            log.states,
            unseal=unseal,
            progress=lambda done, total: told.append((done, total)),
        )
    assert report.holds
    assert told == [(PAGE, PAGE + CASE_SIZE), (PAGE + CASE_SIZE, PAGE + CASE_SIZE)]


def test_a_log_that_grows_meanwhile_is_no_alarm(log: SampleLog) -> None:
    rows = list(log.states())
    with snapshot(log.engine) as connection:
        connection.exec_driver_sql("SELECT size FROM audit_head")
        log.deed("hardship_file.visit", "hardship_file", "file-1", "active")
        report = verify(connection, lambda: rows, unseal=unseal)
    assert (report.wrong, report.size) == (None, CASE_SIZE)
    assert log.verify().size == CASE_SIZE + 1


def test_the_earliest_of_what_was_found_is_named() -> None:
    early, late = Wrong(3, "early"), Wrong(9, "late")
    assert earliest(None, late, early, None) is early
    assert earliest(None, None) is None
    assert str(early) == "entry 3: early"
