"""The tree, against RFC 9162's own words: every proof for every size up to 64, and none for anything else."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.evidence.merkle import (
    Frontier,
    consistency_proof,
    extends,
    hash_leaf,
    includes,
    inclusion_proof,
    levels,
    proof_in,
    root,
)

LEAVES = [hash_leaf(bytes([number])) for number in range(64)]
ROOTS = [root(LEAVES[:size]) for size in range(65)]


def definition(leaves: list[bytes]) -> bytes:
    """MTH of section 2.1.1, written down word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return hashlib.sha256(b"\x01" + definition(leaves[:middle]) + definition(leaves[middle:])).digest()


def test_published_roots() -> None:
    """Test vectors of certificate-transparency's reference tree (merkle_tree_test)."""
    data = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    leaves = [hash_leaf(bytes.fromhex(each)) for each in data]
    assert root(leaves[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root(leaves[:2]).hex() == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    assert root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@pytest.mark.parametrize("size", range(65))
def test_root_and_frontier_are_the_definition(size: int) -> None:
    assert ROOTS[size] == definition(LEAVES[:size])


def test_every_leaf_of_every_tree_has_a_proof() -> None:
    for size in range(1, 65):
        for index in range(size):
            proof = inclusion_proof(LEAVES[:size], index)
            assert proof == proof_in(levels(LEAVES[:size]), index)
            assert includes(LEAVES[index], index, size, proof, ROOTS[size])


def test_no_proof_counts_at_another_place() -> None:
    for size in range(2, 33):
        for index in range(size):
            proof = inclusion_proof(LEAVES[:size], index)
            others = [other for other in range(size) if other != index]
            assert not any(includes(LEAVES[other], index, size, proof, ROOTS[size]) for other in others)
            assert not any(includes(LEAVES[index], other, size, proof, ROOTS[size]) for other in others)
            assert not includes(LEAVES[index], index, size, [*proof, LEAVES[0]], ROOTS[size])
            assert not includes(LEAVES[index], index, size, proof[:-1], ROOTS[size])


def test_every_tree_is_the_start_of_every_later_one() -> None:
    for size in range(1, 65):
        for old in range(1, size + 1):
            assert extends(old, size, consistency_proof(LEAVES[:size], old), ROOTS[old], ROOTS[size])


def test_no_tree_is_the_start_of_another_history() -> None:
    forged = [hash_leaf(b"forged"), *LEAVES[1:]]
    for size in range(2, 33):
        for old in range(1, size + 1):
            proof = consistency_proof(forged[:size], old)
            assert not extends(old, size, proof, ROOTS[old], root(forged[:size]))


@given(st.integers(1, 64), st.data())
@settings(max_examples=100, deadline=None)
def test_a_changed_proof_proves_nothing(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(LEAVES[:size], index)
    if not proof:
        return
    at = data.draw(st.integers(0, len(proof) - 1))
    proof[at] = bytes([proof[at][0] ^ 1]) + proof[at][1:]
    assert not includes(LEAVES[index], index, size, proof, ROOTS[size])


def test_a_frontier_knows_when_hashes_are_missing() -> None:
    assert Frontier().is_whole and not Frontier(3, (LEAVES[0],)).is_whole and not Frontier(1, (b"short",)).is_whole
