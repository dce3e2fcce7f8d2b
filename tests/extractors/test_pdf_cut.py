"""A PDF that was cut short: the pages that are left are read, and it is told as read in part."""

from __future__ import annotations

import zlib
from pathlib import Path

import pdfs
import pytest

from bailee.findings import Finding
from bailee.scanner import ItemPartly, Limits, ScanKeys, Skipped, scan

LIMITS = Limits(names="off", ocr="off")
HEAD = b"%PDF-1.7\n"
SAYS = b"BT /F1 12 Tf 20 700 Td (Social Security number: 512-44-7313) Tj ET"
FONT = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def ends(folder: Path, content: bytes) -> tuple[list[str], object]:
    """Detectors of what is found in such a file, and how it ended."""
    (folder / "a.pdf").write_bytes(content)
    events = list(scan(folder, keys=ScanKeys.random(), limits=LIMITS, jobs=1))
    return [event.detector for event in events if isinstance(event, Finding)], events[-1]


def test_pages_before_the_cut_are_read(tmp_path: Path) -> None:
    page = b"<< /Type /Page /Parent 9 0 R /MediaBox [0 0 612 792] /Contents 2 0 R /Resources " + FONT + b" >>"
    content = HEAD + b"1 0 obj " + page + b" endobj\n2 0 obj " + pdfs.stream(SAYS) + b" endobj\n"
    found, end = ends(tmp_path, content + b"3 0 obj << /Type /Page /Contents 4 0 R /Media")
    assert found == ["us-ssn"] and isinstance(end, ItemPartly) and end.reason.value == "damaged"


def test_a_page_whose_content_was_cut_shows_what_is_left_of_it(tmp_path: Path) -> None:
    page = b"<< /Type /Page /Parent 9 0 R /MediaBox [0 0 612 792] /Contents 2 0 R /Resources " + FONT + b" >>"
    packed = zlib.compress(SAYS + b"\n" + b" ".join(b"%d 0 m" % n for n in range(20_000)), 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed[: len(packed) // 2]
    found, end = ends(tmp_path, HEAD + b"1 0 obj " + page + b" endobj\n2 0 obj " + stream)
    assert found == ["us-ssn"] and isinstance(end, ItemPartly)


def test_pages_in_packed_objects_are_read(tmp_path: Path) -> None:
    page = b"<< /Type /Page /Parent 9 0 R /MediaBox [0 0 612 792] /Contents 2 0 R /Resources " + FONT + b" >>"
    packed = zlib.compress(b"1 0 " + page)
    head = b"<< /Type /ObjStm /N 1 /First 4 /Length %d /Filter /FlateDecode >>" % len(packed)
    objects = b"5 0 obj " + head + b"\nstream\n" + packed + b"\nendstream endobj\n"
    found, end = ends(tmp_path, HEAD + b"2 0 obj " + pdfs.stream(SAYS) + b" endobj\n" + objects)
    assert found == ["us-ssn"] and isinstance(end, ItemPartly)


@pytest.mark.parametrize("left", [b"", b"1 0 obj << /Type /Page", b"1 0 obj " * 100_000, b"<< /Type /Page >> " * 9])
def test_where_no_page_is_left_it_is_damaged(left: bytes, tmp_path: Path) -> None:
    _, end = ends(tmp_path, HEAD + left)
    assert isinstance(end, Skipped | ItemPartly) and end.reason.value == "damaged"
