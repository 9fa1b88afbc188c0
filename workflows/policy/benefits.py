"""What a benefit rule must be: one of the forms, bands in order and without gaps, rates 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from workflows.benefit.forms import FORMS, MADE_OF
from workflows.benefit.lump import CATEGORY
from workflows.policy.check import Check, Problem, at, in_turn, listed, record
from workflows.policy.conditions import node_of
from workflows.policy.flat import rows_of
from workflows.policy.scalar import decimal, one_of, whole
from workflows.programme import MAX_FEN, Programme
from workflows.vocabulary import codes

__all__ = ["benefit_of"]

MOST_BANDS = 50
MOST_MONTHS = 120
MOST_PARTS = 10
DEEPEST = 2
AMOUNT = whole(0, MAX_FEN)
RATE = decimal(Fraction(0), Fraction(1))


def benefit_of(programme: Programme, depth: int = DEEPEST, part: bool = False) -> Check:
    """The check of the benefit of one programme: its bases and keys are the programme's own.

    A sum or minimum has parts, which may be sums or minima in turn, down to ``depth``; a part may
    say ``when`` it applies.
    """
    forms = codes("benefit_form") if depth else tuple(FORMS)
    when = {"when": node_of(programme)} if part else {}

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        form = value.get("form") if isinstance(value, dict) else None
        unknown = tuple(one_of(forms)(form, at(pointer, "form")))
        if unknown:
            yield from unknown
        elif form in MADE_OF:
            parts = listed(benefit_of(programme, depth - 1, part=True), 1, MOST_PARTS)
            yield from record({"form": one_of((str(form),)), "of": parts}, when)(value, pointer)
        else:
            bare = {name: one for name, one in value.items() if name not in when}
            yield from _FORMS[str(form)](programme)(bare, pointer)
            for name in (name for name in when if name in value):
                yield from when[name](value[name], at(pointer, name))

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


def _multiple(programme: Programme) -> Check:
    """By category unless ``by`` names another question that is answered by a code."""
    coded = {name: one for name, one in programme.table_keys.items() if one.kind == "code"}

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        by = value.get("by", CATEGORY)
        choices = coded[by].choices if isinstance(by, str) and by in coded else ()
        months = record({}, {code: whole(1, MOST_MONTHS) for code in choices})
        fields = {"of": one_of(("living_line_fen",)), "months": months}
        yield from _with(fields, "multiple", {"by": one_of(tuple(coded))})(value, pointer)

    return in_turn(check, _some_months)


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
