"""What came out of the year, counted from what the service answers; nothing is carried over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from service.audit.report import Report
from service.commands.demo.caller import Caller
from service.commands.demo.plan import FUNDS
from service.commands.demo.story import Story

__all__ = ["differences", "disagreement", "found"]

AUDITOR = "auditor-1"
LEDGER = ("allocated_fen", "committed_fen", "disbursed_fen", "available_fen")


def found(call: Caller, story: Story) -> dict[str, int]:
    """Every figure of ``plan.expected``, by the same names."""
    return {
        **_files(call),
        **_cases(call),
        **_payments(call, story),
        **_funds(call, story),
        "the bank's books: paid_fen": story.books.paid_fen(),
        **Counter(f"refused: {refusal.slug}" for refusal in story.refusals),
    }


def differences(expected: Mapping[str, int], found: Mapping[str, int]) -> list[str]:
    """A sentence for every figure that is off, missing or not foreseen."""
    names = [*expected, *(name for name in found if name not in expected)]
    return [
        f"{name}: expected {expected.get(name)}, found {found.get(name)}"
        for name in names
        if expected.get(name) != found.get(name)
    ]


def disagreement(call: Caller, verified: Report) -> list[str]:
    """The verification found what the service tells its auditors, and no entry that is wrong."""
    told = call.get(AUDITOR, "/v1/audit/checkpoint")
    same = (told["size"], told["root"]) == (verified.size, verified.root.hex())
    sentences = [] if same else [f"the checkpoint says {told['size']} {told['root']}"]
    return [*sentences, f"the log: {verified.wrong}"] if verified.wrong else sentences


def _files(call: Caller) -> dict[str, int]:
    files = list(call.all(AUDITOR, "/v1/hardship-files", state="active"))
    by_union = Counter(f"files of {file['union']}" for file in files)
    by_category = Counter(f"files {file['category']}" for file in files)
    return {"files": len(files), **by_union, **by_category}


def _cases(call: Caller) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for case in call.all(AUDITOR, "/v1/applications"):
        counted[f"{case['programme']} cases"] += 1
        counted[f"{case['programme']} awarded_fen"] += case["award_fen"]
    return dict(counted)


def _payments(call: Caller, story: Story) -> dict[str, int]:
    """From the finance feed: each payout once, as it stands."""
    counted: Counter[str] = Counter()
    for payout in call.all("finance", "/v1/payouts"):
        if payout["state"] == "paid":
            counted[f"{payout['programme']} paid_fen"] += payout["amount_fen"]
        counted["lines in the festival batch"] += payout["batch_id"] == story.festival_batch
        attempts = call.get(AUDITOR, f"/v1/payouts/{payout['id']}")["attempts"]
        counted["reissued"] += len(attempts) > 1
        counted.update(f"failed: {one['failure_code']}" for one in attempts if one["failure_code"])
    return {**counted, "batches": len(story.batches)}


def _funds(call: Caller, story: Story) -> dict[str, int]:
    told = {}
    for programme, fund_id in story.funds.items():
        fund = call.get("fund-1", f"/v1/funds/{fund_id}")
        told.update({f"{FUNDS[programme].code} {name}": fund[name] for name in LEDGER})
    return told
