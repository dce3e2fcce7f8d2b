"""Every sample is recognised as what it is, without name and folder; what only looks like it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.kinds import catalogue
from bailee.vocabulary import DATA_CATEGORIES
from kinds.samples import SAMPLES, document, files, kinds_of, of_file

NOT_OF_TEXT = {"screen-capture", "camera-footage"}  # recognised from media; their tests make them

RECORDS_OF_ANOTHER_KIND = {  # near-misses of their folder's kind that are about somebody all the same
    "card-authorisation/near-miss/terse-b3.txt": "a customer's charge that was declined",
    "genetic-or-family-history/near-miss/emergency-contacts.txt": "three people with their phones",
    "health-insurance/near-miss/broker-invoice.txt": "an invoice",
    "keystroke-log/near-miss/chat.txt": "a chat",
    "psychological-evaluation/near-miss/sales-review.txt": "a review of somebody's work",
}


def name(path: Path) -> str:
    return str(path.relative_to(SAMPLES))


@pytest.mark.parametrize("path", files("positive"), ids=name)
def test_a_record_is_recognised_as_its_kind_and_no_other(path: Path) -> None:
    assert kinds_of(of_file(path)) == [path.parent.parent.name]


@pytest.mark.parametrize("path", files("near-miss"), ids=name)
def test_what_only_speaks_of_a_record_is_none(path: Path) -> None:
    told = kinds_of(of_file(path))
    assert path.parent.parent.name not in told
    assert told == [] or name(path) in RECORDS_OF_ANOTHER_KIND


@pytest.mark.parametrize("path", [p for p in files("positive") if p.suffix == ".txt"], ids=name)
def test_its_title_taken_away_a_record_is_still_recognised(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    untitled = lines[1:] if len(lines) > 6 and ":" not in lines[0] and not any(map(str.isdigit, lines[0])) else lines
    assert path.parent.parent.name in kinds_of(document("\n".join(untitled)))


def test_every_kind_has_samples_and_a_category() -> None:
    for row in catalogue():
        assert row.category in DATA_CATEGORIES
        if row.ident not in NOT_OF_TEXT:
            assert len(list((SAMPLES / row.ident / "positive").iterdir())) >= 4, row.ident
            assert len(list((SAMPLES / row.ident / "near-miss").iterdir())) >= 4, row.ident
