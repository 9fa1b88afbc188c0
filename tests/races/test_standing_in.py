"""A delegation is ended at the instant its delegate votes."""

from __future__ import annotations

from tests.audit_trail import entries_since, log_size
from tests.county import County
from tests.races.conftest import Race
from tests.races.racers import Shot
from tests.stand_in_steps import deputy, given, voting


def test_a_vote_by_delegation_stands_before_the_end_of_the_delegation_or_not_at_all(
    postgres_county: County, race: Race
) -> None:
    county = postgres_county
    outcomes = set()
    for attempt in range(6):
        path, fund = voting(county)
        today = county.today().isoformat()
        delegate = deputy(county, f"deputy-{attempt}")
        where = given(county, "approver-2", delegate, starts_on=today, ends_on=today)
        vote = Shot(
            delegate, "POST", f"{path}/approve", {"opinion": "同意", "fund_id": fund},
            {
                "If-Match": county.get("auditor-1", path).etag,
                "Idempotency-Key": county.new_key(),
            },
        )  # fmt: skip
        end = Shot(
            "approver-2", "POST", f"{where}/end", {},
            {"If-Match": county.get("approver-2", where).etag},
        )  # fmt: skip
        before = log_size(county)
        shots = [vote, end] if attempt % 2 else [end, vote]
        answers = dict(zip([shot.path for shot in shots], race(shots), strict=True))
        assert answers[end.path].status == 200
        acts = [one["act"] for one in entries_since(county, before)]
        if answers[vote.path].status == 200:
            assert acts.index("application.approve") < acts.index("delegation.end")
        else:
            assert answers[vote.path].status == 404
            assert "application.approve" not in acts
        outcomes.add(answers[vote.path].status)
    assert outcomes <= {200, 404}
