"""The Merkle tree of RFC 6962 / RFC 9162: its hashes, its frontier and its root.

The two prefixes keep a leaf from ever being taken for a node (second preimages). Everything here is
pure: bytes in, bytes out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

__all__ = [
    "EMPTY_ROOT",
    "HASH_BYTES",
    "Frontier",
    "fold",
    "leaf_hash",
    "node_hash",
    "push",
    "root_of",
]

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def push(stack: list[bytes], size: int, leaf: bytes) -> None:
    """Append a leaf to the frontier of a tree of `size` leaves; O(1) hashes on average.

    The frontier holds the roots of the full subtrees, largest first, one per set bit of the size;
    appending carries like adding one to a binary number.
    """
    node = leaf
    while size & 1:
        node = node_hash(stack.pop(), node)
        size >>= 1
    stack.append(node)


def fold(stack: Sequence[bytes]) -> bytes:
    """The root over a frontier: the full subtrees joined from the smallest up."""
    if not stack:
        return EMPTY_ROOT
    root = stack[-1]
    for left in stack[-2::-1]:
        root = sha256(b"\x01" + left + root).digest()  # node_hash without its call: this is hot
    return root


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of the tree: all an append needs to know of everything before it."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError("a frontier has one hash for each set bit of the size")

    def append(self, leaf: bytes) -> "Frontier":
        stack = list(self.hashes)
        push(stack, self.size, leaf)
        return Frontier(self.size + 1, tuple(stack))

    def root(self) -> bytes:
        return fold(self.hashes)

    def to_bytes(self) -> bytes:
        return b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> "Frontier":
        if len(data) % HASH_BYTES:
            raise ValueError("a frontier is a row of whole hashes")
        starts = range(0, len(data), HASH_BYTES)
        return cls(size, tuple(data[start : start + HASH_BYTES] for start in starts))


def root_of(leaves: Sequence[bytes]) -> bytes:
    stack: list[bytes] = []
    for size, leaf in enumerate(leaves):
        push(stack, size, leaf)
    return fold(stack)
