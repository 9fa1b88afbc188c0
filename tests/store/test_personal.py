"""Personal values: what the database file holds, and what it must never hold."""

import base64
import hashlib
from collections.abc import Iterator

import pytest
from sqlalchemy import Column as Col
from sqlalchemy import Engine, MetaData, Table, create_engine, select, text
from sqlalchemy.types import Integer

from service.store import keyring as keyring_module
from service.store.keyring import Keyring, Unopenable, in_use, use
from service.store.personal import Personal, PersonalText, commitment_of

NUMBER = "360722198503120026"
DATA, LOOKUP, OTHER = b"d" * 32, b"l" * 32, b"o" * 32

people = Table(
    "people",
    MetaData(),
    Col("id", Integer, primary_key=True),
    Col("identity", PersonalText("people.identity")),
    Col("phone", PersonalText("people.phone")),
)


@pytest.fixture
def engine() -> Iterator[Engine]:
    before = keyring_module._Held.keyring
    use(Keyring(DATA, LOOKUP))
    engine = create_engine("sqlite://")
    people.metadata.create_all(engine)
    yield engine
    engine.dispose()
    keyring_module._Held.keyring = before


def put(engine: Engine, row: int, identity: Personal | None, phone: Personal | None = None) -> None:
    with engine.begin() as connection:
        connection.execute(people.insert().values(id=row, identity=identity, phone=phone))


def got(engine: Engine, row: int) -> tuple[Personal | None, Personal | None]:
    with engine.connect() as connection:
        found = connection.execute(
            select(people.c.identity, people.c.phone).where(people.c.id == row)
        ).one()
    return found[0], found[1]


def raw(engine: Engine, row: int, column: str = "identity") -> str:
    with engine.connect() as connection:
        query = text(f"select {column} from people where id = :row")  # noqa: S608
        return str(connection.execute(query, {"row": row}).scalar_one())


def write_raw(engine: Engine, row: int, stored: str, column: str = "identity") -> None:
    with engine.begin() as connection:
        query = text(f"update people set {column} = :stored where id = :row")  # noqa: S608
        connection.execute(query, {"stored": stored, "row": row})


def test_what_is_written_is_read_again_and_nothing_is_null(engine: Engine) -> None:
    given = Personal.of("买买提·艾力 𠮷")
    put(engine, 1, given)
    assert got(engine, 1) == (given, None)
    with engine.connect() as connection:
        assert connection.execute(select(people.c.id).where(people.c.phone.is_(None))).all()


def test_the_file_holds_neither_the_value_nor_its_salt(engine: Engine) -> None:
    given = Personal.of(NUMBER)
    put(engine, 1, given)
    stored = raw(engine, 1)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        image = driver.serialize()
    for form in (NUMBER.encode(), base64.urlsafe_b64encode(NUMBER.encode())[:20], given.salt):
        assert form not in image
    assert stored.encode() in image
    assert stored.startswith(f"v1.{in_use().current}.")
    assert stored.endswith(given.commitment)


def test_two_writes_of_one_value_differ_and_its_commitment_does_not(engine: Engine) -> None:
    given = Personal.of(NUMBER)
    put(engine, 1, given)
    put(engine, 2, given)
    assert raw(engine, 1) != raw(engine, 2)
    assert raw(engine, 1).split(".")[3] == raw(engine, 2).split(".")[3] == given.commitment


def test_the_commitment_is_the_salted_hash_that_a_verifier_recomputes() -> None:
    given = Personal.of(NUMBER)
    digest = hashlib.sha256(given.salt + NUMBER.encode()).digest()
    assert given.commitment == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert Personal.of(NUMBER).commitment != given.commitment


def test_a_ciphertext_moved_to_another_column_does_not_open(engine: Engine) -> None:
    put(engine, 1, Personal.of(NUMBER), Personal.of("13800000000"))
    write_raw(engine, 1, raw(engine, 1, "identity"), "phone")
    with pytest.raises(Unopenable, match=r"people\.phone"):
        got(engine, 1)


@pytest.mark.parametrize("part", [1, 2, 3])
def test_a_changed_part_does_not_open(engine: Engine, part: int) -> None:
    put(engine, 1, Personal.of(NUMBER))
    parts = raw(engine, 1).split(".")
    middle = len(parts[part]) // 2
    swapped = "a" if parts[part][middle] != "a" else "b"
    parts[part] = parts[part][:middle] + swapped + parts[part][middle + 1 :]
    write_raw(engine, 1, ".".join(parts))
    with pytest.raises(Unopenable):
        got(engine, 1)


@pytest.mark.parametrize("stored", ["", "v1", "v2.a.b.c", "v1.a.b.c", "v1.a.*.c", "李梅"])
def test_what_we_did_not_write_does_not_open(engine: Engine, stored: str) -> None:
    put(engine, 1, None)
    write_raw(engine, 1, stored)
    with pytest.raises(Unopenable):
        got(engine, 1)


def test_after_a_change_of_keys_the_old_opens_and_the_new_closes(engine: Engine) -> None:
    given = Personal.of(NUMBER)
    put(engine, 1, given)
    use(Keyring(OTHER, LOOKUP, old=[DATA]))
    assert got(engine, 1)[0] == given
    put(engine, 2, given)
    use(Keyring(OTHER, LOOKUP))
    assert got(engine, 2)[0] == given
    with pytest.raises(Unopenable, match="not at hand"):
        got(engine, 1)


def test_an_erased_value_leaves_its_commitment_and_nothing_else(engine: Engine) -> None:
    given = Personal.of(NUMBER)
    put(engine, 1, given.erase())
    found = got(engine, 1)[0]
    assert found is not None
    assert found.erased
    assert (found.value, found.salt, found.commitment) == ("", b"", given.commitment)
    assert raw(engine, 1) == f"v1.erased..{given.commitment}"
    assert found.fields() == {}


def test_an_empty_value_is_not_an_erased_one(engine: Engine) -> None:
    put(engine, 1, Personal.of(""))
    found = got(engine, 1)[0]
    assert found is not None
    assert not found.erased


def test_a_personal_column_cannot_be_searched_or_sorted() -> None:
    identity = people.c.identity
    with pytest.raises(TypeError, match="lookup digest"):
        identity == Personal.of(NUMBER)  # noqa: B015
    with pytest.raises(TypeError, match="lookup digest"):
        identity.like("3%")
    with pytest.raises(TypeError, match="lookup digest"):
        identity.desc()


def test_a_bare_text_is_refused_by_the_column(engine: Engine) -> None:
    with pytest.raises(Exception, match="takes a Personal"):
        put(engine, 1, NUMBER)  # type: ignore[arg-type]


def test_no_value_is_written_into_the_text_of_a_statement(engine: Engine) -> None:
    with pytest.raises(Exception, match="Could not render"):
        people.insert().values(id=1, identity=Personal.of(NUMBER)).compile(
            engine, compile_kwargs={"literal_binds": True}
        )


def test_a_personal_value_shows_itself_nowhere() -> None:
    given = Personal.of(NUMBER)
    for shown in (repr(given), str(given), f"{given}", repr([given])):
        assert NUMBER not in shown
        assert str(given.salt) not in shown


def test_a_commitment_that_is_not_the_value_s_is_refused() -> None:
    salt = b"s" * 16
    with pytest.raises(ValueError, match="commitment"):
        Personal("李梅", salt, commitment_of(salt, "王芳"))
    with pytest.raises(ValueError, match="16 bytes"):
        Personal("李梅", b"s", commitment_of(b"s", "李梅"))


def test_a_value_has_a_limit() -> None:
    assert Personal.of("x" * 262_144).value
    with pytest.raises(ValueError, match="longer"):
        Personal.of("汉" * 87_382)


def test_an_account_is_held_as_one_value_whatever_the_order_of_its_fields() -> None:
    account = {"number": "6217000000000000004", "name": "李梅", "bank": "建行"}
    held = Personal.of_fields(account)
    assert held.value == '{"bank":"建行","name":"李梅","number":"6217000000000000004"}'
    assert held.fields() == account
    with pytest.raises(TypeError):
        Personal.of_fields({"number": 6217})  # type: ignore[dict-item]


def test_the_same_words_keep_their_salt_and_other_words_do_not() -> None:
    given = Personal.of("李梅")
    assert given.restated("李梅") is given
    assert given.restated("李玫").value == "李玫"
    assert given.erase().restated("").erased is False


def test_nothing_is_read_or_written_before_the_keys_are_there(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring_module._Held, "keyring", None)
    with pytest.raises(RuntimeError, match="keyring"):
        in_use()
    with pytest.raises(Exception, match="keyring"):
        put(engine, 1, Personal.of(NUMBER))


@pytest.mark.parametrize("context", ["", "people", "people.", "people.a.b", "people identity"])
def test_a_personal_column_says_where_it_stands(context: str) -> None:
    with pytest.raises(ValueError, match="context"):
        PersonalText(context)
