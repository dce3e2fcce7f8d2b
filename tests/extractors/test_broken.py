"""Files that are cut, flipped or shuffled at random: an extractor says why, and never fails in another way of ours."""

from __future__ import annotations

import random
import struct

import office
import pdfs
import pytest
from reading import read, reasons

from bailee.extractors.interface import Unreadable
from bailee.vocabulary import Reason
from waiting import within

SAMPLES = {
    "docx": office.docx(), "xlsx": office.xlsx(), "pptx": office.pptx(), "odt": office.odt(), "ods": office.ods(), "odp": office.odp(), "pdf": pdfs.full(),
    "html": b"<html><body><table><tr><td>a<td>b<tr><td>c<td>512-44-7313</table><!-- x --><p hidden>y" * 20, "json": b'[{"a": "b", "c": [1, 2, {"d": null}]}, {"a": 512447313}]' * 20,
    "xml": b"<?xml version='1.0'?><a b='c'><d>e</d><!-- f --><![CDATA[g]]></a>" * 5, "csv": b'name,ssn\n"Ann, B",512447313\n' * 50,
}  # fmt: skip


@pytest.mark.timed
@pytest.mark.parametrize("form", SAMPLES)
def test_no_damage_makes_an_extractor_fail_in_a_way_of_its_own(form: str) -> None:
    chance = random.Random(form)
    with within(20):
        for _ in range(120):
            data = bytearray(SAMPLES[form])
            for _ in range(chance.randrange(1, 12)):
                at = chance.randrange(8, len(data))
                data[at] = chance.randrange(256)
            if chance.random() < 0.3:
                del data[chance.randrange(16, len(data)) :]
            try:
                read(bytes(data), f"file.{form}")
            except Unreadable as failure:
                assert failure.reason in (Reason.DAMAGED, Reason.ENCRYPTED, Reason.TOO_BIG)
            except AssertionError:
                pass  # so damaged that it is of no known kind


def test_a_compound_file_whose_directory_is_torn_is_damaged_and_not_empty() -> None:
    torn = bytearray(512 * 6)  # its table leads in a circle, and no entry is the root
    torn[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", torn, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", torn, 44, 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0, 0)
    torn[80:512] = b"\xff" * 432
    struct.pack_into("<6I", torn, 512, 0xFFFFFFFD, 1, 2, 3, 4, 5)
    assert reasons(bytes(torn), "letter.doc") == {Reason.DAMAGED}
