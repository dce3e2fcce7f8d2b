"""Vectors of peers' own recogniser tests: how many of what they call valid is found with context, how many of the invalid is told.

    python benchmarks/peer_vectors.py             # the table of docs/benchmarks.md
    python benchmarks/peer_vectors.py --miss      # each one that is judged otherwise than its peer judges it

`peer_vectors.tsv` holds the values with their peers' names; nothing is fetched. A note says where a peer is wrong by the rules of who issues the
number: a number published for tests is told as possible on purpose, and one that was never issued is none.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bailee.detectors import detect
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

sys.path.insert(0, str(Path(__file__).parent))

from page import Section

TABLE = Path(__file__).with_name("peer_vectors.tsv")
NOWHERE = Locator(("item",))


@dataclass(frozen=True, slots=True)
class Vector:
    source: str
    detectors: frozenset[str]
    valid: bool
    value: str
    context: str
    note: str  # why the peer's word is not ours

    @property
    def text(self) -> str:
        return self.context.replace("{}", self.value)


def vectors() -> Iterator[Vector]:
    for line in TABLE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            source, detectors, valid, value, context, note = line.split("\t")
            yield Vector(source, frozenset(detectors.split(",")), valid == "valid", value, context, note)


def told(vector: Vector) -> Confidence | None:
    """How sure the value, all of it, is told as what the peer calls it; None where it is not."""
    text = Text.of(vector.text, NOWHERE)
    start = vector.text.index(vector.value)
    found = [
        match.confidence
        for match in detect(text)
        if match.detector in vector.detectors and match.start <= start and match.end >= start + len(vector.value)
    ]
    return max(found, key=lambda confidence: confidence.rank, default=None)


def table() -> Iterator[str]:
    yield "| source | sort | vectors | told (likely or surer) | told (possible too) |"
    yield "|---|---|---|---|---|"
    rows = [(vector, told(vector)) for vector in vectors()]
    for source in sorted({vector.source for vector, _ in rows}):
        for name, valid, noted in (
            ("valid", True, False),
            ("valid to the peer, not by the rules of its issuer, or published for tests", True, True),
            ("invalid", False, False),
            ("invalid to the peer, right by the rules", False, True),
        ):
            mine = [
                sure
                for vector, sure in rows
                if (vector.source, vector.valid, bool(vector.note)) == (source, valid, noted)
            ]
            if mine:
                likely = sum(1 for sure in mine if sure is not None and sure > Confidence.POSSIBLE)
                yield f"| {source} | {name} | {len(mine)} | {likely} = {likely / len(mine):.3f} | {sum(sure is not None for sure in mine)} |"


def measure() -> list[Section]:
    lines = [
        "What peers' own tests call valid and invalid (`benchmarks/peer_vectors.tsv`), each in the sentence of its test.",
        "",
        *table(),
    ]
    return [Section("peer_vectors", "## Vectors of peers' own tests", lines)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--miss", action="store_true")
    if arguments.parse_args().miss:
        for vector in vectors():
            sure = told(vector)
            if vector.valid != (sure is not None and sure > Confidence.POSSIBLE):
                print(
                    f"{vector.source}  {'valid' if vector.valid else 'invalid'}  {vector.text}  {sure.value if sure else '-'}  {vector.note}"
                )
        return
    print("\n".join(table()))


if __name__ == "__main__":
    main()
