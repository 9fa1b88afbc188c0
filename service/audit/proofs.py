"""Proofs over the tree, and their strict checks (RFC 9162 §2.1.3 and §2.1.4).

Two of the known flaws of such logs were parts of a proof that nobody checked (reliability.md §2.1),
so a check here refuses whatever is too long, too short, out of range or not a whole hash.
"""

from collections.abc import Sequence

from service.audit.merkle import HASH_BYTES, node_hash, root_of

__all__ = ["consistency_proof", "inclusion_proof", "verify_consistency", "verify_inclusion"]


def _split(size: int) -> int:
    """The largest power of two smaller than the size (RFC 9162 §2.1.1)."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D_n) of RFC 9162 §2.1.3.1, from the leaf hashes."""
    if not 0 <= index < len(leaves):
        raise ValueError("no such leaf in a tree of this size")
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    left, right = leaves[:middle], leaves[middle:]
    if index < middle:
        return [*inclusion_proof(index, left), root_of(right)]
    return [*inclusion_proof(index - middle, right), root_of(left)]


def consistency_proof(old_size: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PROOF(m, D_n) of RFC 9162 §2.1.4.1: the tree of today begins with the one of then."""
    if not 0 < old_size <= len(leaves):
        raise ValueError("a tree is consistent with one of 1 to its own size leaves")
    return _subproof(old_size, leaves, whole=True)


def _subproof(old_size: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if whole else [root_of(leaves)]
    middle = _split(len(leaves))
    left, right = leaves[:middle], leaves[middle:]
    if old_size <= middle:
        return [*_subproof(old_size, left, whole=whole), root_of(right)]
    return [*_subproof(old_size - middle, right, whole=False), root_of(left)]


def _hashes_only(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> bool:
    """RFC 9162 §2.1.3.2; nothing too long, too short or out of range passes."""
    if not 0 <= index < size or not _hashes_only(leaf, root, *proof):
        return False
    position, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and node == root


def verify_consistency(
    old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> bool:
    """RFC 9162 §2.1.4.2. From an empty tree nothing follows, so nothing is accepted."""
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    if not _hashes_only(old_root, new_root, *proof):
        return False
    path = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    return bool(path) and _climb(old_size, new_size, path) == (old_root, new_root)


def _climb(old_size: int, new_size: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    position, last = old_size - 1, new_size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return (old, new) if last == 0 else None
