"""Every setting is read, every wrong one is refused in a sentence, none is silently ignored."""

import base64
import json
import multiprocessing
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from service.settings import SETTINGS, Settings, SettingsRefused


def key(letter: str) -> str:
    return base64.b64encode(letter.encode() * 32).decode()


PRODUCTION = {
    "AID_ENV": "production",
    "AID_DATA_KEY": key("d"),
    "AID_LOOKUP_KEY": key("l"),
    "AID_TOKEN_KEY": key("t"),
    "AID_ORIGIN": "audit.example/hardship-aid/1",
    "AID_DATABASE_URL": "postgresql://aid:secret@db/aid",
}
OTHERS: dict[str, tuple[str, object]] = {
    "AID_ENV": ("production", "production"),
    "AID_HOME": ("/tmp/elsewhere", Path("/tmp/elsewhere")),  # noqa: S108
    "AID_DATABASE_URL": ("sqlite:////data/x.db", "sqlite:////data/x.db"),
    "AID_CLOCK_OFFSET": ("-604800", timedelta(days=-7)),
    "AID_DATA_KEY": (key("x"), b"x" * 32),
    "AID_OLD_DATA_KEYS": (f"{key('y')}, {key('z')}", (b"y" * 32, b"z" * 32)),
    "AID_LOOKUP_KEY": (key("x"), b"x" * 32),
    "AID_TOKEN_KEY": (key("x"), b"x" * 32),
    "AID_ISSUER": ("https://sso.example", "https://sso.example"),
    "AID_AUDIENCE": ("urn:other", "urn:other"),
    "AID_ORIGIN": ("audit.example/1", "audit.example/1"),
    "AID_TRUSTED_HOSTS": (
        "aid.example, .gh.example,127.0.0.1",
        ("aid.example", ".gh.example", "127.0.0.1"),
    ),
    "AID_WEBHOOK_HOSTS": ("books.example, .gh.example", ("books.example", ".gh.example")),
    "AID_WEBHOOK_LOOPBACK": ("yes", True),
}


def read(environ: dict[str, str]) -> Settings:
    return Settings.from_environ(environ)


def refused(environ: dict[str, str]) -> str:
    with pytest.raises(SettingsRefused) as caught:
        read(environ)
    return str(caught.value)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_setting_that_is_given_is_what_the_service_gets(setting: object, tmp_path: Path) -> None:
    name, field = setting.name, setting.field  # type: ignore[attr-defined]
    text, value = OTHERS[name]
    given = {key: text for key, text in PRODUCTION.items() if key != "AID_ENV"}
    given["AID_HOME"] = str(tmp_path)
    before = getattr(read(given), field)
    after = getattr(read({**given, name: text}), field)
    assert after == value
    assert after != before


def test_every_field_has_its_row_and_every_row_says_what_it_means() -> None:
    assert [row.field for row in SETTINGS] == [*dict.fromkeys(row.field for row in SETTINGS)]
    assert {row.field for row in SETTINGS} == set(Settings.__dataclass_fields__)
    for row in SETTINGS:
        assert row.name == f"AID_{row.field.upper()}"
        assert row.meaning
        assert row.default


def test_an_empty_folder_is_enough_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read({})
    home = tmp_path / "var"
    assert settings.home == home
    assert settings.database_url == f"sqlite:///{home}/aid.db"
    assert not settings.production
    assert not settings.on_postgresql
    assert settings.clock_offset == timedelta(0)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "keys.json").stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == ["keys.json"]
    assert len({settings.data_key, settings.lookup_key, settings.token_key}) == 3


def test_the_second_start_finds_the_keys_of_the_first(tmp_path: Path) -> None:
    environ = {"AID_HOME": str(tmp_path)}
    assert read(environ) == read(environ)
    assert read({**environ, "AID_TOKEN_KEY": key("t")}).token_key == b"t" * 32


def _token_key(home: str) -> bytes:
    return Settings.from_environ({"AID_HOME": home}).token_key


def test_processes_that_start_at_once_agree_on_the_keys(tmp_path: Path) -> None:
    homes = [str(tmp_path / f"home-{n // 4}") for n in range(16)]
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        keys = pool.map(_token_key, homes, chunksize=1)
    assert len(set(zip(homes, keys, strict=True))) == 4
    assert {path.name for path in tmp_path.glob("*/*")} == {"keys.json"}


def test_a_start_that_comes_second_uses_the_keys_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moment between looking and linking, made to happen."""
    first = read({"AID_HOME": str(tmp_path)})
    monkeypatch.setattr(Path, "exists", lambda path: False)
    assert read({"AID_HOME": str(tmp_path)}) == first


@pytest.mark.parametrize("written", ["", "{}", "[]", '{"data_key": 1}', '{"data_key": "AAAA"}'])
def test_damaged_keys_are_refused_and_not_replaced(tmp_path: Path, written: str) -> None:
    (tmp_path / "keys.json").write_text(written)
    assert "keys.json is damaged" in refused({"AID_HOME": str(tmp_path)})
    assert (tmp_path / "keys.json").read_text() == written


def test_production_makes_neither_keys_nor_folders(tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = read({**PRODUCTION, "AID_HOME": str(home)})
    assert settings.production
    assert settings.database_url == "postgresql+psycopg://aid:secret@db/aid"
    assert not home.exists()


@pytest.mark.parametrize("name", ["AID_DATA_KEY", "AID_LOOKUP_KEY", "AID_TOKEN_KEY", "AID_ORIGIN"])
def test_production_does_not_start_without(name: str) -> None:
    environ = {**PRODUCTION, name: " "}
    assert f"{name} must be set in production" in refused(environ)


def test_production_sends_nothing_to_itself() -> None:
    given = {**PRODUCTION, "AID_WEBHOOK_LOOPBACK": "no"}
    assert "AID_WEBHOOK_LOOPBACK is refused" in refused(given)


@pytest.mark.parametrize("seconds", ["0", "86400"])
def test_production_refuses_a_moved_clock(seconds: str) -> None:
    assert "AID_CLOCK_OFFSET is refused" in refused({**PRODUCTION, "AID_CLOCK_OFFSET": seconds})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("AID_ENV", "staging"),
        ("AID_ENV", "Production"),
        ("AID_CLOCK_OFFSET", "1.5"),
        ("AID_CLOCK_OFFSET", "7d"),
        ("AID_CLOCK_OFFSET", "１２"),
        ("AID_CLOCK_OFFSET", "9999999999"),
        ("AID_CLOCK_OFFSET", "1_000"),
        ("AID_DATA_KEY", "secret"),
        ("AID_DATA_KEY", base64.b64encode(b"d" * 31).decode()),
        ("AID_DATA_KEY", key("d") + "!"),
        ("AID_OLD_DATA_KEYS", key("o") + ",,"),
        ("AID_LOOKUP_KEY", "密" * 11),
        ("AID_TOKEN_KEY", "0" * 64),
        ("AID_DATABASE_URL", "aid.db"),
        ("AID_DATABASE_URL", "mysql://root:secret@db/aid"),
        ("AID_DATABASE_URL", "postgresql://aid:secret@db:port/aid"),
        ("AID_DATABASE_URL", "postgresql://aid:secret@db"),
        ("AID_DATABASE_URL", "sqlite://"),
        ("AID_DATABASE_URL", "sqlite:///:memory:"),
        ("AID_DATABASE_URL", "sqlite:///file:x?mode=memory&uri=true"),
        ("AID_HOME", "~nobody-of-this-name/aid"),
        ("AID_ISSUER", "a b c"),
        ("AID_AUDIENCE", "x"),
        ("AID_ORIGIN", "audit/县/1"),
        ("AID_TRUSTED_HOSTS", "aid.example:443"),
        ("AID_TRUSTED_HOSTS", "*"),
        ("AID_WEBHOOK_HOSTS", "https://books.example"),
        ("AID_WEBHOOK_LOOPBACK", "true"),
        ("AID_TRUSTED_HOSTS", "[::1]"),
        ("AID_TRUSTED_HOSTS", "Aid.Example"),
        ("AID_TRUSTED_HOSTS", "a,,b"),
    ],
)
def test_a_wrong_text_is_refused_by_name_and_not_repeated(
    name: str, text: str, tmp_path: Path
) -> None:
    said = refused({"AID_HOME": str(tmp_path), name: text})
    assert said.startswith(f"{name} ")
    assert said.endswith(".")
    assert text not in said
    assert "secret" not in said


def test_all_faults_are_said_at_once() -> None:
    said = refused(
        {**PRODUCTION, "AID_DATA_KEY": "", "AID_CLOCK_OFFSET": "x", "AID_DATABSE_URL": "y"}
    )
    assert {line.split()[0] for line in said.splitlines()} == {
        "AID_DATA_KEY",
        "AID_CLOCK_OFFSET",
        "AID_DATABSE_URL",
    }


def test_a_mistyped_name_is_refused_and_the_near_one_named(tmp_path: Path) -> None:
    environ = {"AID_HOME": str(tmp_path), "AID_CLOCK_OFSET": "5"}
    assert refused(environ) == "AID_CLOCK_OFSET is not a setting. Is AID_CLOCK_OFFSET meant?"
    assert read({"AID_HOME": str(tmp_path), "PATH": "x", "AIDE": "y"})


def test_one_key_is_not_used_for_two_purposes() -> None:
    same = {**PRODUCTION, "AID_LOOKUP_KEY": PRODUCTION["AID_DATA_KEY"]}
    assert "must all differ" in refused(same)
    assert "must all differ" in refused({**PRODUCTION, "AID_OLD_DATA_KEYS": key("d")})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_means_the_psycopg_driver(scheme: str) -> None:
    url = f"{scheme}://aid:p%40ss@/aid?host=/run/postgresql"
    settings = read({**PRODUCTION, "AID_DATABASE_URL": url})
    assert settings.database_url.startswith("postgresql+psycopg://aid:p%40ss@/aid?host=")
    assert settings.on_postgresql


def test_no_secret_is_shown_when_settings_are_printed() -> None:
    settings = read({**PRODUCTION, "AID_OLD_DATA_KEYS": key("o")})
    for secret in ("secret@", "dddd", "llll", "tttt", "oooo"):
        assert secret not in repr(settings)


def test_a_home_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "AID_HOME cannot be made" in refused({"AID_HOME": str(tmp_path / "file" / "home")})


def test_the_keys_file_is_readable_by_a_person(tmp_path: Path) -> None:
    read({"AID_HOME": str(tmp_path)})
    assert set(json.loads((tmp_path / "keys.json").read_text())) == {
        "data_key",
        "lookup_key",
        "token_key",
    }
