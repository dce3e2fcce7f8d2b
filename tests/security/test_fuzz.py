"""Every parser of ours, fed with damage: it ends in time, and says nothing but that it cannot read it. Longer: `make fuzz-parsers`."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from security import parsers

SECONDS = 5.0  # of the processor, for a damaged file of at most 120 KB
EDIT = st.tuples(
    st.sampled_from(["flip", "drop", "double", "put", "number", "cut"]),
    st.floats(0, 1, exclude_max=True),
    st.binary(min_size=1, max_size=12),
)


def damaged(seed: bytes, edits: list[tuple[str, float, bytes]]) -> bytes:
    out = bytearray(seed)
    for how, where, put in edits:
        at = int(where * max(len(out), 1))
        if how == "flip" and out:
            out[at] ^= put[0] or 1
        elif how == "drop":
            del out[at : at + 4 * len(put)]
        elif how == "double":
            out[at:at] = out[at : at + 8 * len(put)] * 40
        elif how == "put":
            out[at:at] = put
        elif how == "number":
            out[at : at + 4] = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"9999")[put[0] % 4]
        elif how == "cut":
            del out[at:]
    return bytes(out[: 4 * len(seed) + 4_096])


@pytest.fixture(scope="module")
def known() -> dict[str, parsers.Parser]:
    return {each.name: each for each in (*parsers.of_files(), *parsers.of_people())}


def test_there_are_parsers_of_every_sort_and_each_reads_what_is_good(known: dict[str, parsers.Parser]) -> None:
    assert len(known) > 60 and {"extractors/onenote.py", "keys/age_header.py", "protection/ntfs.py"} <= known.keys()
    for each in known.values():
        if (Exception,) != each.refuses and each.name not in ("counsel/decision_file.py", "api/cursors.py"):
            for seed in each.seeds:
                each.parse(seed)  # no seed is refused: what is damaged below was good


def test_damage_ends_in_time_and_is_refused_in_the_parsers_own_words(known: dict[str, parsers.Parser]) -> None:
    foreign: dict[str, str] = {}
    for name, parser in known.items():
        if fault := broken_by_damage(parser):
            foreign[name] = fault
    assert foreign == {}


def broken_by_damage(parser: parsers.Parser) -> str:
    """The first error that is none of the parser's own."""

    @settings(max_examples=12, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(range(len(parser.seeds))), st.lists(EDIT, min_size=1, max_size=4))
    def fed(which: int, edits: list[tuple[str, float, bytes]]) -> None:
        data, began = damaged(parser.seeds[which], edits), time.process_time()
        with suppress(*parser.refuses):
            parser.parse(data)
        assert time.process_time() - began < SECONDS

    try:
        fed()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told by name
        return repr(error)
    return ""
