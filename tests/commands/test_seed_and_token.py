"""``aid seed`` and ``aid token``: what a developer calls first."""

from __future__ import annotations

import base64

from service.tokens import Tokens
from tests.commands.aid import Aid
from tests.county import County


def test_seeding_twice_writes_once(aid: Aid) -> None:
    first, second = aid("seed"), aid("seed")
    assert (first.returncode, second.returncode) == (0, 0)
    assert (first.stdout, second.stdout) == ("", "")
    assert "54 things" in first.stderr
    assert "0 things" in second.stderr
    checked = aid("verify-audit")
    assert (checked.returncode, checked.stdout.split()[:2]) == (0, ["size", "55"])


def test_seeding_two_at_once_harms_nobody(aid: Aid) -> None:
    running = [aid.start("seed") for _ in range(3)]
    said = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], said
    assert aid("verify-audit").stdout.split()[:2] == ["size", "55"]


def test_production_is_never_seeded(production_aid: Aid) -> None:
    refused = production_aid("seed")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "production" in refused.stderr
    assert not (production_aid.folder / "aid.db").exists()


def test_a_token_is_printed_and_nothing_else(
    seeded_aid: Aid, county: County, keys: dict[str, str]
) -> None:
    done = seeded_aid("token", "clerk-1", "finance", "auditor-1")
    assert (done.returncode, done.stderr) == (0, "")
    house = county.house.settings
    tokens = Tokens(base64.b64decode(keys["AID_TOKEN_KEY"]), house.issuer, house.audience)
    claims = [tokens.check(line) for line in done.stdout.splitlines()]
    assert [(one.subject, one.kind) for one in claims] == [
        ("clerk-1", "officer"), ("finance", "client"), ("auditor-1", "officer"),
    ]  # fmt: skip
    bearer = {"Authorization": f"Bearer {done.stdout.splitlines()[0]}"}
    assert county.client.get("/v1/unions", headers=bearer).status_code == 200


def test_an_unknown_id_is_named_and_no_token_printed(seeded_aid: Aid) -> None:
    refused = seeded_aid("token", "clerk-1", "nobody-1")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "nobody-1" in refused.stderr
    assert "clerk-1" not in refused.stderr


def test_without_a_database_there_is_nobody_to_make_a_token_for(bare_aid: Aid) -> None:
    refused = bare_aid("token", "clerk-1")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Traceback" not in refused.stderr


def test_production_makes_no_token_for_the_asking(production_aid: Aid) -> None:
    refused = production_aid("token", "clerk-1")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "production" in refused.stderr


def test_a_wrong_setting_stops_every_command_with_a_sentence(bare_aid: Aid) -> None:
    for command in ("seed", "worker", "verify-audit", "serve"):
        refused = bare_aid(command, AID_CLOCK_OFFST="1")
        assert refused.returncode == 2
        assert "AID_CLOCK_OFFSET" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_a_database_that_is_not_there_is_said_in_a_sentence(bare_aid: Aid) -> None:
    address = "postgresql://aid:a-password@127.0.0.1:1/aid"
    refused = bare_aid("seed", AID_DATABASE_URL=address)
    assert refused.returncode == 2
    assert "database cannot be reached" in refused.stderr
    assert "a-password" not in refused.stderr
