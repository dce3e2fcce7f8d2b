"""Kinds of files that programs write, through the extractor that reads them: tags and marks are gone by then."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.scanner import ScanKeys
from bailee.scanner.events import KindFound
from bailee.scanner.limits import Limits
from bailee.scanner.reading import read_file
from bailee.sources.files import Files
from bailee.vocabulary import Confidence
from kinds.samples import SAMPLES

SMS = """<smses count="3">
<sms address="+13155550101" date="1709542800000" type="1" body="are you at the dentist" contact_name="Vera Lind" />
<sms address="+13155550101" date="1709542860000" type="2" body="until three, sorry" contact_name="Vera Lind" />
<sms address="+13155550101" date="1709542890000" type="1" body="ok, ouch" contact_name="Vera Lind" />
</smses>"""
FILES = {
    "a.gpx": ("gps-track", SAMPLES / "gps-track/positive/run.gpx.txt"),
    "b.json": ("gps-track", SAMPLES / "gps-track/positive/phone.json"),
    "c.vcf": ("contact-list", SAMPLES / "contact-list/positive/cards.vcf.txt"),
    "d.json": ("chat-export", SAMPLES / "chat-export/positive/slack.json"),
    "e.csv": ("badge-log", SAMPLES / "badge-log/positive/events.csv"),
    "f.json": ("purchase-history", SAMPLES / "purchase-history/positive/export.json"),
    "g.xml": ("chat-export", SMS),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_told_as_what_it_is(name: str, tmp_path: Path) -> None:
    kind, content = FILES[name]
    (tmp_path / name).write_text(content if isinstance(content, str) else content.read_text("utf-8"), "utf-8")
    item = next(iter(Files(tmp_path).items()))
    pieces = read_file(item, keys=ScanKeys.random(), limits=Limits(names="off"), place="x")  # type: ignore[arg-type]
    told = [each.kind for each in pieces if isinstance(each, KindFound) and each.confidence >= Confidence.LIKELY]
    assert told == [kind]
