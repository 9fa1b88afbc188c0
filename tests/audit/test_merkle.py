"""The tree of RFC 6962: against its definition, against another implementation's vectors."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.audit.merkle import EMPTY_ROOT, Frontier, fold, leaf_hash, node_hash, push, root_of

LEAVES = [leaf_hash(number.to_bytes(2, "big")) for number in range(130)]


def defined_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162 §2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = defined_root(leaves[:split]), defined_root(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize("size", range(131))
def test_the_root_is_the_one_of_the_definition(size: int) -> None:
    assert root_of(LEAVES[:size]) == defined_root(LEAVES[:size])


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=130))
def test_a_frontier_that_grew_leaf_by_leaf_has_the_root_of_the_definition(
    leaves: list[bytes],
) -> None:
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    assert (frontier.size, frontier.root()) == (len(leaves), defined_root(leaves))


@given(st.integers(0, 130))
def test_a_frontier_survives_being_stored(size: int) -> None:
    stack: list[bytes] = []
    for number, leaf in enumerate(LEAVES[:size]):
        push(stack, number, leaf)
    stored = Frontier.from_bytes(size, b"".join(stack))
    assert stored.root() == fold(stack)
    assert stored.to_bytes() == b"".join(stack)


@pytest.mark.parametrize(
    ("size", "data"), [(0, bytes(32)), (1, b""), (3, bytes(32)), (4, bytes(64)), (1, bytes(31))]
)
def test_a_frontier_of_another_size_is_refused(size: int, data: bytes) -> None:
    with pytest.raises(ValueError, match="frontier"):
        Frontier.from_bytes(size, data)


def test_an_empty_tree_has_the_digest_of_nothing() -> None:
    assert Frontier().root() == EMPTY_ROOT == hashlib.sha256(b"").digest()


def test_a_leaf_is_never_taken_for_a_node() -> None:
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)
