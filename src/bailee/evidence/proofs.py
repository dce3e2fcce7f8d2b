"""Proofs from what the store keeps, without reading the log: which hashes are needed, and what they make.

A proof is a list of roots of parts of the tree (RFC 9162, 2.1.3.1 and 2.1.4.1). A part is made of perfect subtrees, and each of
these is the last hash of the frontier kept at the size where it ends, or is made of two that are: for a log of a million records
some 200 hashes are read, and none of its records.

>>> from bailee.evidence.merkle import Frontier, hash_leaf, inclusion_proof, consistency_proof
>>> leaves = [hash_leaf(bytes([n])) for n in range(7)]
>>> kept, edge = {}, Frontier()
>>> for number, leaf in enumerate(leaves, 1):
...     edge = edge.append(leaf)
...     kept[number] = edge.hashes[-1]
>>> sizes, numbers = needed(inclusion_parts(4, 7))
>>> made = roots(inclusion_parts(4, 7), {size: kept[size] for size in sizes}, {number: leaves[number - 1] for number in numbers})
>>> made == inclusion_proof(leaves, 4)
True
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bailee.evidence.merkle import hash_node

INCLUSION = "c2sp.org/tlog-proof@v1"

Part = tuple[int, int]  # leaves from, up to and without


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def inclusion_parts(index: int, size: int) -> list[Part]:
    """The parts whose roots are the inclusion proof of a leaf, from the leaf up."""
    if not 0 <= index < size:
        raise IndexError("no such leaf")
    found, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency_parts(old: int, new: int) -> list[Part]:
    """The parts whose roots prove that a tree of `new` leaves begins with one of `old`."""
    if not 0 < old <= new:
        raise IndexError("no such tree")
    found, start, end, whole = [], 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start, whole = middle, False
    if not whole:
        found.append((start, end))
    return found[::-1]


def _perfect(part: Part) -> Iterator[tuple[int, int]]:
    """The perfect subtrees of a part as (first leaf, height), from the left."""
    start, end = part
    while start < end:
        height = (end - start).bit_length() - 1
        yield start, height
        start += 1 << height


def _available(start: int, height: int) -> Iterator[tuple[int, int]]:
    """A perfect subtree by those whose roots are kept: itself, or the left halves of it and the last leaf."""
    while height and (start >> height) & 1:
        height -= 1
        yield start, height
        start += 1 << height
    yield start, height


def needed(parts: Iterable[Part]) -> tuple[set[int], set[int]]:
    """Sizes of which the frontier's last hash is needed, and numbers of records (from 1) of which the leaf is."""
    sizes: set[int] = set()
    leaves: set[int] = set()
    for part in parts:
        for whole in _perfect(part):
            for start, height in _available(*whole):
                if height:
                    sizes.add(start + (1 << height))
                else:
                    leaves.add(start + 1)
    return sizes, leaves


def roots(parts: Sequence[Part], kept: Mapping[int, bytes], leaves: Mapping[int, bytes]) -> list[bytes]:
    """The roots of parts, from last hashes by size and leaves by number. KeyError where one is missing."""

    def subtree(start: int, height: int) -> bytes:
        if not height:
            return leaves[start + 1]
        if not (start >> height) & 1:
            return kept[start + (1 << height)]
        half = 1 << height - 1
        return hash_node(subtree(start, height - 1), subtree(start + half, height - 1))

    made = []
    for part in parts:
        *before, result = [subtree(*each) for each in _perfect(part)]
        for each in reversed(before):
            result = hash_node(each, result)
        made.append(result)
    return made


# --- as files


def inclusion_text(index: int, proof: Sequence[bytes], note: str) -> str:
    """C2SP tlog-proof: that a leaf is in the tree of a checkpoint."""
    return f"{INCLUSION}\nindex {index}\n{_lines(proof)}\n{note}"


def consistency_text(old: int, proof: Sequence[bytes], note: str) -> str:
    """What C2SP's tlog-witness is asked with: that the log of a checkpoint begins with the tree of `old` records."""
    return f"old {old}\n{_lines(proof)}\n{note}"


def _lines(proof: Sequence[bytes]) -> str:
    return "".join(base64.b64encode(each).decode() + "\n" for each in proof)
