"""What a benefit rule must be: one of five forms, bands in order and without gaps, rates 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from workflows.policy.check import Check, Problem, at, in_turn, listed, record
from workflows.policy.flat import rows_of
from workflows.policy.scalar import decimal, one_of, whole
from workflows.programme import MAX_FEN, Programme
from workflows.vocabulary import codes

__all__ = ["benefit_of"]

MOST_BANDS = 50
MOST_MONTHS = 120
AMOUNT = whole(0, MAX_FEN)
RATE = decimal(Fraction(0), Fraction(1))


def benefit_of(programme: Programme) -> Check:
    """The check of the benefit of one programme: its bases and keys are the programme's own."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        form = value.get("form") if isinstance(value, dict) else None
        unknown = tuple(one_of(codes("benefit_form"))(form, at(pointer, "form")))
        yield from unknown or _FORMS[str(form)](programme)(value, pointer)

    return check


def _with(
    fields: Mapping[str, Check], form: str, optional: Mapping[str, Check] | None = None
) -> Check:
    return record({"form": one_of((form,)), **fields}, optional)


def _base(programme: Programme) -> Mapping[str, Check]:
    return {"base": one_of(programme.bases)}


def _flat(programme: Programme) -> Check:
    by, table, rows = rows_of(programme)
    return in_turn(_with({"by": by, "table": table}, "flat"), rows)


def _rising(name: str) -> Check:
    """Each band begins where the one before ends: bounds rise from line to line."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        bounds = [band[name] for band in value["bands"] if name in band]
        for index in range(1, len(bounds)):
            if bounds[index] <= bounds[index - 1]:
                line = at(at(at(pointer, "bands"), index), name)
                zh, en = f"各档 {name} 须由低到高且不相同", f"Let {name} rise from band to band"
                yield Problem(line, "not_ascending", zh, en)

    return check


def _open_ended(value: Any, pointer: str) -> Iterator[Problem]:
    """Only the last band is without an upper bound, and it must be, or the top would get nothing."""
    last = len(value["bands"]) - 1
    for index, band in enumerate(value["bands"]):
        line = at(at(at(pointer, "bands"), index), "up_to_fen")
        if index == last and "up_to_fen" in band:
            zh, en = "最后一档不设上限，请删去 up_to_fen", "Leave up_to_fen out of the last band"
            yield Problem(line, "last_band_closed", zh, en)
        if index < last and "up_to_fen" not in band:
            zh, en = "除最后一档外须写 up_to_fen", "Give up_to_fen in every band but the last"
            yield Problem(line, "band_open", zh, en)


def _bands(programme: Programme) -> Check:
    band = record({"from_fen": AMOUNT, "amount_fen": AMOUNT})
    fields = {**_base(programme), "bands": listed(band, 1, MOST_BANDS)}
    lower = {"lower": one_of(("inclusive", "exclusive"))}
    return in_turn(_with(fields, "bands", lower), _rising("from_fen"))


def _marginal(programme: Programme) -> Check:
    band = record({"rate": RATE}, {"up_to_fen": whole(1, MAX_FEN)})
    fields = {**_base(programme), "bands": listed(band, 1, MOST_BANDS)}
    return in_turn(_with(fields, "marginal"), _open_ended, _rising("up_to_fen"))


def _share(programme: Programme) -> Check:
    return _with({**_base(programme), "rate": RATE}, "share")


def _multiple(_programme: Programme) -> Check:
    months = record({}, {code: whole(1, MOST_MONTHS) for code in codes("category")})
    return in_turn(
        _with({"of": one_of(("living_line_fen",)), "months": months}, "multiple"), _some_months
    )


def _some_months(value: Any, pointer: str) -> Iterator[Problem]:
    if not value["months"]:
        zh, en = "至少须为一个类别写出月数", "Give the months of at least one category"
        yield Problem(at(pointer, "months"), "no_months", zh, en)


_FORMS: Mapping[str, Callable[[Programme], Check]] = {
    "flat": _flat,
    "bands": _bands,
    "marginal": _marginal,
    "share": _share,
    "multiple": _multiple,
}
