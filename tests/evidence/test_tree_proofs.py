"""Proofs made of what is kept: for every tree of up to 128 leaves the same as those made of all leaves, and right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.errors import BrokenEvidence, InvalidInput
from bailee.evidence import proofs, standalone
from bailee.evidence.merkle import (
    Frontier,
    consistency_proof,
    extends,
    hash_leaf,
    includes,
    inclusion_proof,
    levels,
    proof_in,
)
from world import World

MOST = 128
LEAVES = [hash_leaf(bytes([number])) for number in range(MOST)]
EDGES: dict[int, Frontier] = {}
edge = Frontier()
for number, leaf in enumerate(LEAVES, 1):
    EDGES[number] = edge = edge.append(leaf)
KEPT = {size: each.hashes[-1] for size, each in EDGES.items()}
ROOTS = {size: each.root() for size, each in EDGES.items()}


def made(parts: list[proofs.Part]) -> list[bytes]:
    sizes, numbers = proofs.needed(parts)
    return proofs.roots(parts, {size: KEPT[size] for size in sizes}, {number: LEAVES[number - 1] for number in numbers})


def test_every_leaf_of_every_tree_up_to_128_has_its_proof() -> None:
    for size in range(1, MOST + 1):
        tree = levels(LEAVES[:size])
        for index in range(size):
            proof = made(proofs.inclusion_parts(index, size))
            assert proof == proof_in(tree, index)
            assert includes(LEAVES[index], index, size, proof, ROOTS[size])
        assert proof == inclusion_proof(LEAVES[:size], size - 1)  # and as the RFC defines it


def test_every_tree_up_to_128_is_the_start_of_every_later_one() -> None:
    for new in range(1, MOST + 1):
        for old in range(1, new + 1):
            proof = made(proofs.consistency_parts(old, new))
            assert extends(old, new, proof, ROOTS[old], ROOTS[new])
            assert standalone.grown(old, new, proof, ROOTS[old], ROOTS[new])  # by code that shares nothing with ours
        assert proof == consistency_proof(LEAVES[:new], new)


@given(st.integers(1, MOST), st.integers(1, MOST), st.data())
@settings(max_examples=150, deadline=None)
def test_a_proof_of_growth_proves_no_other_tree(one: int, other: int, data: st.DataObject) -> None:
    old, new = sorted((one, other))
    proof = made(proofs.consistency_parts(old, new))
    wrong = data.draw(st.integers(1, MOST))
    for check in (extends, standalone.grown):
        if wrong != old:
            assert not check(old, new, proof, ROOTS[wrong], ROOTS[new])
        if wrong != new:
            assert not check(old, new, proof, ROOTS[old], ROOTS[wrong])
        if proof:
            assert not check(old, new, proof[:-1], ROOTS[old], ROOTS[new])


def test_a_store_gives_proofs_that_hold_also_of_records_appended_at_once(world: World) -> None:
    for number in range(3):
        world.alice.record("seen", f"file-{number}")
    world.alice.record_all([("seen", f"file-{number}", {}) for number in range(6)])
    world.alice.record("seen", "last")
    size = world.alice.log_size()
    rows, _ = world.alice.evidence()
    leaves = [bytes.fromhex(row.leaf) for row in rows]
    tree, newest = standalone.tree_of(leaves), world.alice.newest_checkpoint()
    assert newest is not None
    for number in range(1, size + 1):
        assert world.alice.inclusion(number) == standalone.proof_text(tree, number - 1, newest.note)
    signed = [note for number in range(1, size + 1) if (note := world.alice.checkpoint_at(number))]
    assert len(signed) == size - 5  # the five between have no checkpoint of their own
    keys = [(world.alice.keys.verify_key, 0)]
    for old in signed:
        for new in signed[signed.index(old) :]:
            assert standalone.growth_faults(old, world.alice.consistency(old, new), keys) == []
    with pytest.raises(InvalidInput, match=f"no record {size + 1}"):
        world.alice.inclusion(size + 1)
    with pytest.raises(InvalidInput, match="older"):
        world.alice.consistency(signed[-1], signed[0])


def test_a_checkpoint_of_another_client_is_refused_in_words(world: World) -> None:
    theirs, ours = world.charlie.newest_checkpoint(), world.alice.newest_checkpoint()
    assert theirs is not None and ours is not None
    with pytest.raises(BrokenEvidence, match="of another log: bailee/2, and this one is bailee/1"):
        world.alice.consistency(theirs.note)
    keys = [(world.alice.keys.verify_key, 0)]
    (fault,) = standalone.growth_faults(theirs.note, proofs.consistency_text(1, [], ours.note), keys)
    assert fault == "they are of two logs: bailee/2 and bailee/1"
    (fault,) = standalone.growth_faults(ours.note, proofs.consistency_text(1, [], ours.note), [(b"\1" * 32, 0)])
    assert fault == "signed by another key than the one you named: both"


def test_a_file_that_is_no_proof_is_refused_in_words() -> None:
    for text in ("", "old 3\n", "old 3\nx\n\nbailee/1\n3\n", "seen 3\n\n"):
        assert standalone.growth_faults(text, text, [(b"\1" * 32, 0)]) == [
            "one of the two is no checkpoint, or no proof that a log grew"
        ]
