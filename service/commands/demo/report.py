"""What the demonstration prints: totals, refusals, one case's trail, and the log that holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from service.audit.report import Report
from service.commands.demo.caller import Caller
from service.commands.demo.plan import FAILURE, FUNDS
from service.commands.demo.story import Story
from workflows.vocabulary import label

__all__ = ["report_lines"]

FIGURES: Final = "{:<20}{:>10}{:>16}{:>16}"
LEDGER: Final = "{:<20}{:>14}{:>14}{:>14}{:>14}"
CATEGORIES: Final = ("severe", "relative", "accidental")
UNIONS: Final = ("360722001", "360722002")
Figures = Mapping[str, int]


def report_lines(call: Caller, story: Story, figures: Figures, verified: Report) -> Iterator[str]:
    yield from _files(figures)
    yield from _programmes(figures)
    yield from _funds(figures)
    yield from _payments(figures)
    yield from _refusals(story)
    yield from _trail(call, story)
    yield from _log(verified)


def yuan(fen: int) -> str:
    """Thousands apart, as a person reads a sum."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def _of(figures: Figures, name: str) -> int:
    """A figure that was not found counts as nothing; that it is missing is said elsewhere."""
    return figures.get(name, 0)


def _files(figures: Figures) -> Iterator[str]:
    by_union = ", ".join(f"{code}: {_of(figures, f'files of {code}')}" for code in UNIONS)
    by_category = ", ".join(
        f"{label('category', code, 'zh')} {code} {_of(figures, f'files {code}')}"
        for code in CATEGORIES
    )
    yield f"建档 Household files: {_of(figures, 'files')} active ({by_union})"
    yield f"  {by_category}"


def _programmes(figures: Figures) -> Iterator[str]:
    yield ""
    yield "项目 By programme (¥)"
    yield FIGURES.format("", "cases", "approved", "paid")
    for code in FUNDS:
        cases, awarded, paid = (
            _of(figures, f"{code} {name}") for name in ("cases", "awarded_fen", "paid_fen")
        )
        yield (
            FIGURES.format(code, cases, yuan(awarded), yuan(paid))
            + f"  {label('term', code, 'zh')}"
        )


def _funds(figures: Figures) -> Iterator[str]:
    columns = ("allocated", "committed", "disbursed", "available")
    yield ""
    yield "资金 By fund (¥)"
    yield LEDGER.format("", *columns)
    for fund in FUNDS.values():
        sums = (yuan(_of(figures, f"{fund.code} {column}_fen")) for column in columns)
        yield LEDGER.format(fund.code, *sums) + f"  {label('fund_source', fund.source, 'zh')}"


def _payments(figures: Figures) -> Iterator[str]:
    yield ""
    yield (
        f"发放 Payment: {_of(figures, 'batches')} batches, "
        f"{_of(figures, 'lines in the festival batch')} lines in the one before Spring Festival, "
        f"{_of(figures, 'reissued')} made again"
    )
    words = f"{label('failure_code', FAILURE, 'zh')} {label('failure_code', FAILURE, 'en')}"
    yield f"  failed with code {FAILURE} ({words}): {_of(figures, f'failed: {FAILURE}')}"
    paid = yuan(_of(figures, "the bank's books: paid_fen"))
    yield f"  银行账 the bank's own books: {paid} left the account and stayed away"


def _refusals(story: Story) -> Iterator[str]:
    yield ""
    yield "拒绝 Refused"
    for refusal in story.refusals:
        answer = refusal.answer
        yield f"  {refusal.tried}"
        yield f"    {answer.status} {answer['type']}: {answer['title']}。{answer['next']}"


def _trail(call: Caller, story: Story) -> Iterator[str]:
    path = f"/v1/applications/{story.shown_case}"
    case = call.get("auditor-1", path)
    yield ""
    yield f"办理过程 Trail of {case['number']} ({yuan(case['award_fen'])}, {case['state']})"
    for entry in call.get("auditor-1", f"{path}/trail")["items"]:
        yield f"  {entry['number']:>5} {entry['sentence']}"


def _log(verified: Report) -> Iterator[str]:
    yield ""
    state = f"does NOT hold: {verified.wrong}" if verified.wrong else "holds"
    yield f"审计日志 Audit log: {verified.size} entries, {verified.rows} rows; verified, it {state}"
    yield f"  root {verified.root.hex()}"
