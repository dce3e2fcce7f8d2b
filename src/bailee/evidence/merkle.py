"""Merkle tree of RFC 9162 section 2.1 (that of RFC 6962): roots, proofs that a leaf is in it, proofs that it only grew.

Leaves are hashes already (`hash_leaf`). `Frontier` is all that is needed to append: the roots of the perfect subtrees at
the right edge, largest first, at most one a binary digit of the size.

>>> leaves = [hash_leaf(bytes([n])) for n in range(7)]
>>> frontier = Frontier()
>>> for leaf in leaves:
...     frontier = frontier.append(leaf)
>>> frontier.size, len(frontier.hashes), frontier.root() == root(leaves)
(7, 3, True)
>>> includes(leaves[5], 5, 7, inclusion_proof(leaves, 5), root(leaves))
True
>>> extends(4, 7, consistency_proof(leaves, 4), root(leaves[:4]), root(leaves))
True
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def hash_leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree's right edge."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether there are as many hashes as a tree of this size has."""
        return (
            self.size >= 0
            and len(self.hashes) == self.size.bit_count()
            and all(len(each) == HASH_BYTES for each in self.hashes)
        )

    def append(self, leaf: bytes) -> Frontier:
        hashes, carry, size = list(self.hashes), leaf, self.size
        while size & 1:
            carry = hash_node(hashes.pop(), carry)
            size >>= 1
        return Frontier(self.size + 1, (*hashes, carry))

    def root(self) -> bytes:
        if not self.hashes:
            return EMPTY_ROOT
        result = self.hashes[-1]
        for each in reversed(self.hashes[:-1]):
            result = hash_node(each, result)
        return result


def root(leaves: Sequence[bytes]) -> bytes:
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    return frontier.root()


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Section 2.1.3.1. Hashes from the leaf up."""
    if not 0 <= index < len(leaves):
        raise IndexError("no such leaf")
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if index < middle:
        return [*inclusion_proof(leaves[:middle], index), root(leaves[middle:])]
    return [*inclusion_proof(leaves[middle:], index - middle), root(leaves[:middle])]


def levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """The whole tree, leaves first: an odd one out goes up as it is. For many proofs of one tree."""
    made = [list(leaves)]
    while len(made[-1]) > 1:
        below = made[-1]
        above = [hash_node(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        made.append(above + below[len(above) * 2 :])
    return made


def proof_in(tree: Sequence[Sequence[bytes]], index: int) -> list[bytes]:
    """The inclusion proof of a leaf, read off `levels`: a few hashes, and none computed."""
    if not 0 <= index < len(tree[0]):
        raise IndexError("no such leaf")
    proof = []
    for level in tree[:-1]:
        if (index ^ 1) < len(level):
            proof.append(level[index ^ 1])
        index >>= 1
    return proof


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], tree_root: bytes) -> bool:
    """Section 2.1.3.2."""
    if not 0 <= index < size:
        return False
    node, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            result = hash_node(sibling, result)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            result = hash_node(result, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and result == tree_root


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Section 2.1.4.1: the tree of the first `old_size` leaves is the start of this one."""
    if not 0 < old_size <= len(leaves):
        raise IndexError("no such tree")

    def subproof(size: int, part: Sequence[bytes], whole: bool) -> list[bytes]:
        if size == len(part):
            return [] if whole else [root(part)]
        middle = _split(len(part))
        if size <= middle:
            return [*subproof(size, part[:middle], whole), root(part[middle:])]
        return [*subproof(size - middle, part[middle:], False), root(part[:middle])]

    return subproof(old_size, leaves, True)


def extends(old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Section 2.1.4.2."""
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = hash_node(each, old), hash_node(each, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = hash_node(new, each)
        node, last = node >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root
