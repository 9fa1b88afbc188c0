"""Sealed bytes, and the digests by which a person is found."""

import pytest

from service.store.keyring import PURPOSES, Keyring, Unopenable, key_id

DATA, LOOKUP, OTHER = b"d" * 32, b"l" * 32, b"o" * 32


def test_sealed_bytes_open_again_at_their_place_only() -> None:
    keyring = Keyring(DATA, LOOKUP)
    sealed = keyring.seal("原因".encode(), "audit_opening.enc|17")
    assert keyring.open(sealed, "audit_opening.enc|17") == "原因".encode()
    assert "原因".encode() not in sealed
    with pytest.raises(Unopenable):
        keyring.open(sealed, "audit_opening.enc|18")


def test_every_changed_byte_is_seen() -> None:
    keyring = Keyring(DATA, LOOKUP)
    sealed = keyring.seal(b"x", "here")
    for position in range(len(sealed)):
        broken = bytearray(sealed)
        broken[position] ^= 1
        with pytest.raises(Unopenable):
            keyring.open(bytes(broken), "here")


@pytest.mark.parametrize("end", range(0, 38, 3))
def test_every_cut_is_seen(end: int) -> None:
    keyring = Keyring(DATA, LOOKUP)
    sealed = keyring.seal(b"x", "here")
    assert end < len(sealed)
    with pytest.raises(Unopenable):
        keyring.open(sealed[:end], "here")


def test_no_nonce_is_used_twice() -> None:
    keyring = Keyring(DATA, LOOKUP)
    assert len({keyring.encrypt(b"x", "here")[1][:12] for _ in range(2_000)}) == 2_000


def test_what_an_old_key_sealed_opens_while_the_old_key_is_kept() -> None:
    sealed = Keyring(DATA, LOOKUP).seal(b"x", "here")
    assert Keyring(OTHER, LOOKUP, old=[DATA]).open(sealed, "here") == b"x"
    with pytest.raises(Unopenable, match="not at hand"):
        Keyring(OTHER, LOOKUP).open(sealed, "here")


def test_a_digest_finds_the_equal_value_of_its_purpose_under_its_key_only() -> None:
    keyring = Keyring(DATA, LOOKUP)
    digests = {keyring.lookup_digest(purpose, "360722198503120026") for purpose in PURPOSES}
    assert len(digests) == len(PURPOSES) == 9
    assert keyring.lookup_digest("identity", "360722198503120026") in digests
    assert Keyring(OTHER, LOOKUP).lookup_digest("phone", "360722198503120026") in digests
    assert Keyring(DATA, OTHER).lookup_digest("phone", "360722198503120026") not in digests
    assert keyring.lookup_digest("identity", "360722198503120018") not in digests
    assert {len(digest) for digest in digests} == {64}


def test_a_purpose_without_a_key_is_refused() -> None:
    with pytest.raises(ValueError, match="purpose"):
        Keyring(DATA, LOOKUP).lookup_digest("disease", "cancer")


def test_a_key_s_id_tells_keys_apart_and_shows_nothing_of_them() -> None:
    assert key_id(DATA) == key_id(DATA) != key_id(OTHER)
    assert len(key_id(DATA)) == 8
