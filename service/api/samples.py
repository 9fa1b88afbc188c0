"""/v1/samples: draws by the level above, which anybody can make again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from schemas.rechecks import SampleDrawnView, SampleForm, SampleQuery, SampleView
from schemas.views import page_of
from service.api.endpoint import Call, Key, Result, endpoint
from service.api.listing import listed
from service.store.file_life import Sample
from service.use_cases.draw_sample import DRAWERS, draw_sample, states_of_samples
from service.use_cases.in_scope import by_id
from workflows.vocabulary import codes

__all__: list[str] = []

READERS: Final = DRAWERS | {"approver"}
SETTLED: Final = ("consistent", "inconsistent")


def _progress(sample: Sample, counted: Mapping[str, int]) -> dict[str, int]:
    return {
        **{state: counted.get(state, 0) for state in codes("recheck_state")},
        "done": sum(counted.get(state, 0) for state in SETTLED),
        "opened_before": len(sample.drawn) - sum(counted.values()),
    }


def _view(sample: Sample, counted: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": sample.id,
        "number": sample.serial,
        "union": sample.union,
        "of_union": sample.of_union,
        "rate": sample.rate,
        "seed": sample.seed,
        "size": len(sample.population),
        "count": len(sample.drawn),
        "drawn_on": sample.drawn_on.isoformat(),
        "progress": _progress(sample, counted),
        "audit_number": sample.number,
    }


def _shown(call: Call, sample: Sample, location: str | None = None) -> Result:
    counted = states_of_samples(call.uow, [sample.id])[sample.id]
    lists = {"population": sample.population, "drawn": sample.drawn}
    return Result(lambda: {**_view(sample, counted), **lists}, sample, location)


@endpoint(
    "POST", "/v1/samples", roles=DRAWERS, takes=SampleForm, gives=SampleDrawnView,
    key=Key.ACCEPTED, status=201,
)  # fmt: skip
def draw_files(call: Call) -> Result:
    """抽查 Draw from the standing files of a union below, and open a re-check for each one drawn."""
    sample = draw_sample(call.uow, call.body)
    return _shown(call, sample, f"/v1/samples/{sample.id}")


@endpoint("GET", "/v1/samples", roles=READERS, query=SampleQuery, gives=page_of(SampleView))
def list_samples(call: Call) -> Result:
    """抽查列表 The samples drawn by the caller's unions, and how far each has come."""
    counted: dict[str, dict[str, int]] = {}
    return listed(
        call, Sample, lambda sample: _view(sample, counted[sample.id]), {"number": "serial"},
        lambda rows: counted.update(states_of_samples(call.uow, [row.id for row in rows])),
    )  # fmt: skip


@endpoint(
    "GET", "/v1/samples/<id>", roles=READERS, gives=SampleDrawnView, finds=by_id(Sample)
)  # fmt: skip
def get_sample(call: Call) -> Result:
    """抽查 One sample with its seed, its population and what was drawn."""
    return _shown(call, call.thing)
