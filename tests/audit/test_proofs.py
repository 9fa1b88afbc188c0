"""Proofs: made here, checked here, and judged as another implementation judges them."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.audit.merkle import leaf_hash, root_of
from service.audit.proofs import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)

VECTORS = Path(__file__).resolve().parents[2] / ".." / "shared" / "vectors"
LEAVES = [leaf_hash(number.to_bytes(2, "big")) for number in range(130)]
ROOTS = [root_of(LEAVES[:size]) for size in range(131)]
SIZES = st.integers(1, 130)


def vectors(name: str) -> list[Any]:
    cases = json.loads((VECTORS / name).read_text("utf-8"))
    return [pytest.param(case, id=case["_case"]) for case in cases]


def hashes(texts: list[str] | None) -> list[bytes]:
    return [base64.b64decode(text) for text in texts or ()]


@pytest.mark.parametrize("case", vectors("merkle-inclusion.json"))
def test_inclusion_is_judged_as_elsewhere(case: dict[str, Any]) -> None:
    leaf, root = hashes([case["leafHash"], case["root"]])
    accepted = verify_inclusion(
        case["leafIdx"], case["treeSize"], leaf, hashes(case["proof"]), root
    )
    assert accepted is not case["wantErr"]


@pytest.mark.parametrize("case", vectors("merkle-consistency.json"))
def test_consistency_is_judged_as_elsewhere(case: dict[str, Any]) -> None:
    old, new = hashes([case["root1"], case["root2"]])
    accepted = verify_consistency(case["size1"], case["size2"], hashes(case["proof"]), old, new)
    assert accepted is not case["wantErr"]


def test_every_inclusion_proof_up_to_130_leaves_is_accepted() -> None:
    for size in range(1, 131):
        for index in range(size):
            proof = inclusion_proof(index, LEAVES[:size])
            assert verify_inclusion(index, size, LEAVES[index], proof, ROOTS[size])


def test_every_consistency_proof_up_to_130_leaves_is_accepted() -> None:
    for new in range(1, 131):
        for old in range(1, new + 1):
            proof = consistency_proof(old, LEAVES[:new])
            assert verify_consistency(old, new, proof, ROOTS[old], ROOTS[new])


@given(st.data())
def test_no_inclusion_proof_holds_for_anything_else(data: st.DataObject) -> None:
    size = data.draw(SIZES)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, LEAVES[:size])
    other = data.draw(st.integers(-1, 131).filter(lambda number: number != index))
    assert not verify_inclusion(other, size, LEAVES[index], proof, ROOTS[size])
    for spoiled in spoilt(data, proof):
        assert not verify_inclusion(index, size, LEAVES[index], spoiled, ROOTS[size])


@given(st.data())
def test_no_consistency_proof_holds_for_anything_else(data: st.DataObject) -> None:
    new = data.draw(SIZES)
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(old, LEAVES[:new])
    other = data.draw(SIZES.filter(lambda size: size != old))
    assert not verify_consistency(old, new, proof, ROOTS[other], ROOTS[new])
    for spoiled in spoilt(data, proof):
        assert not verify_consistency(old, new, spoiled, ROOTS[old], ROOTS[new])


def spoilt(data: st.DataObject, proof: list[bytes]) -> list[list[bytes]]:
    """The proof with a hash too many, and where there is one: too few, bit flipped, cut short."""
    wrong = [[*proof, bytes(32)], [bytes(32), *proof]]
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        bit = data.draw(st.integers(0, 255))
        flipped = (int.from_bytes(proof[place], "big") ^ (1 << bit)).to_bytes(32, "big")
        for piece in ([], [flipped], [proof[place][:31]]):
            wrong.append([*proof[:place], *piece, *proof[place + 1 :]])
    return wrong


@pytest.mark.parametrize("size", [0, 2, 3])
def test_a_proof_for_what_is_not_in_the_tree_is_not_made(size: int) -> None:
    with pytest.raises(ValueError, match="tree"):
        inclusion_proof(size, LEAVES[:size])
    with pytest.raises(ValueError, match="tree"):
        inclusion_proof(-1, LEAVES[:size])
    with pytest.raises(ValueError, match="tree"):
        consistency_proof(size + 1, LEAVES[:size])
    with pytest.raises(ValueError, match="tree"):
        consistency_proof(0, LEAVES[:size])
