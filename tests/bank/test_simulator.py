"""The simulated bank: each of its faults is one a real bank has, and its books never lie."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from service.bank.simulator.books import Books, Order
from service.bank.simulator.papers import answers, statement
from service.bank.simulator.teller import REFUSALS, Teller
from service.bank.simulator.temper import TEMPERS, Chance, Temper
from tests.county import County
from tests.payments import Payments
from tests.reliability.bank import bank_of
from tests.reliability.many import AWARD_FEN, Many

ALWAYS = 1_000


def played(bank: Teller) -> Teller:
    for _ in range(60):
        bank.round()
        if bank.quiet():
            return bank
    raise AssertionError("it never ends")


def words(bank: Teller) -> list[str]:
    return [word.outcome for order in bank.books.orders.values() for word in order.words]


def rows(paper: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(paper.decode(), newline="")))


def test_a_good_bank_pays_once_and_says_so_once(sqlite_county: County) -> None:
    payments = Payments(sqlite_county)
    ids = payments.approved(3)
    batch = payments.dispatched(ids)
    bank = played(bank_of(sqlite_county, "good"))
    assert sqlite_county.get("maker-1", batch)["state"] == "settled"
    total = payments.total_fen(ids)
    assert payments.figures() == (20_000_000 - total, 0, total, 0)
    assert bank.books.paid_fen() == total
    assert words(bank) == ["paid"] * 3


def test_at_its_worst_it_still_pays_each_reference_once(sqlite_county: County) -> None:
    many = Many(sqlite_county, 200)  # so many that each mischance befalls one of them
    many.sent(many.ids)
    bank = played(bank_of(sqlite_county, "worst", seed=3))
    debits = Counter(entry.reference for entry in bank.books.entries if entry.side == "debit")
    assert set(debits.values()) == {1}
    said = [line["result"] for reply in bank.service.heard for line in reply["lines"]]  # type: ignore[attr-defined]
    assert {"applied", "repeated", "queued"} == set(said)
    assert {"paid", "failed", "unknown"} == set(words(bank))
    assert any(not order.words for order in bank.books.orders.values())  # of these it is silent
    assert any(entry.side == "credit" for entry in bank.books.entries)
    truth = sum(one.paid for one in bank.books.orders.values()) * AWARD_FEN
    back = sum(entry.amount_fen for entry in bank.books.entries if entry.side == "credit")
    assert bank.books.paid_fen() == truth - back


def test_what_it_was_silent_about_it_tells_when_it_is_asked(sqlite_county: County) -> None:
    payments = Payments(sqlite_county)
    batch = payments.dispatched(payments.approved())
    bank = bank_of(sqlite_county, Temper(silent=ALWAYS))
    played(bank)
    assert payments.lines(batch)[0]["state"] == "sent"
    bank.books.ask(payments.lines(batch)[0]["reference"])
    bank.round()
    assert payments.lines(batch)[0]["state"] == "paid"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Temper(unknown=ALWAYS), ["unknown", "paid"]),
        (Temper(refused=ALWAYS), ["failed"]),
        (Temper(contradicted=ALWAYS), ["paid", "failed"]),
        (Temper(refused=ALWAYS, contradicted=ALWAYS), ["failed", "paid"]),
    ],
)
def test_each_fault_says_what_it_says(
    sqlite_county: County, fault: Temper, said: list[str]
) -> None:
    payments = Payments(sqlite_county)
    payments.dispatched(payments.approved())
    bank = played(bank_of(sqlite_county, fault))
    assert words(bank) == said
    assert bank.books.paid_fen() == (0 if fault.refused else AWARD_FEN)


def test_a_line_that_breaks_has_it_say_the_same_again_under_the_same_key(
    sqlite_county: County,
) -> None:
    payments = Payments(sqlite_county)
    payments.dispatched(payments.approved())
    bank = played(bank_of(sqlite_county, Temper(unheard=ALWAYS)))
    first, again = bank.service.heard  # type: ignore[attr-defined]
    assert again.body == first.body
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_bank_that_is_killed_finds_its_books_and_pays_nothing_twice(
    sqlite_county: County, tmp_path: Path
) -> None:
    payments = Payments(sqlite_county)
    payments.dispatched(payments.approved(2))
    place = tmp_path / "books.json"
    bank = bank_of(sqlite_county, Temper(late=ALWAYS))
    bank.keep = lambda books: books.keep(place)
    bank.round()
    again = Books.opened(place, 99)
    assert again == bank.books
    again.batches.clear()  # it forgot that it had read the file
    played(Teller(bank.service, again, TEMPERS["good"]))
    assert {one.asked for one in again.orders.values()} == {2}
    debits = Counter(entry.reference for entry in again.entries if entry.side == "debit")
    assert max(debits.values()) == 1
    assert not again.conflicts
    assert place.stat().st_mode & 0o077 == 0


def test_an_account_it_does_not_know_is_refused_by_its_code(sqlite_county: County) -> None:
    payments = Payments(sqlite_county)
    batch = payments.dispatched(payments.approved(2))
    bank = bank_of(sqlite_county, "good")
    account = rows(bank.service.orders(next(iter(bank.service.batches()))))[1]["账号"]
    bank.books.unknown[account] = "5"
    played(bank)
    assert [line["state"] for line in payments.lines(batch)] == ["paid", "failed"]


def test_one_reference_for_two_things_is_paid_once_and_is_a_conflict() -> None:
    books = Books(1)
    for amount_fen in (100, 200):
        order = Order("batch", "R", amount_fen, "6217", "李梅", "2026-03-02")
        books.take(order, TEMPERS["good"], REFUSALS)
    assert books.conflicts == ["R"]
    assert books.paid_fen() == 100


def test_the_papers_tell_what_was_and_not_what_was_said(sqlite_county: County) -> None:
    payments = Payments(sqlite_county)
    batch = payments.dispatched(payments.approved(2))
    bank = played(bank_of(sqlite_county, Temper(contradicted=ALWAYS, returned=ALWAYS)))
    lines = rows(statement(bank.books))
    assert [line["借方金额"] for line in lines] == ["300.00", "300.00", "", ""]
    assert [line["贷方金额"] for line in lines] == ["", "", "300.00", "300.00"]
    told = rows(answers(bank.books, batch.rpartition("/")[2]))
    assert [line["处理结果"] for line in told] == ["成功", "成功"]
    assert {line["业务参考号"] for line in told} == set(bank.books.orders)


def test_chance_is_the_same_for_the_same_seed_and_no_other() -> None:
    draws = [Chance(7, "R").below("x", 1 << 30) for _ in range(2)]
    assert draws[0] == draws[1]
    assert Chance(8, "R").below("x", 1 << 30) != draws[0]
    fallen = sum(Chance(1, str(place)).falls("x", 250) for place in range(4_000))
    assert 900 < fallen < 1_100
