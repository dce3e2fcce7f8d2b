"""What figures rest on: generated text is what its labels say, the scorer counts right, and no engine loses what another finds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pytest

import calibration
import equality
import generated
import labelled
import own_patterns
import page
import peers
from bailee.detectors import catalogue, detect
from bailee.text import Text
from bailee.vocabulary import Locator


@pytest.fixture(scope="module")
def documents() -> list[labelled.Record]:
    return [labelled.record(row) for row in generated.documents(seed=41, each=2)]


def test_generated_values_are_of_detectors_that_exist(documents: list[labelled.Record]) -> None:
    assert labelled.wanted(documents) <= {detector.ident for detector in catalogue()}


def test_a_generated_span_holds_its_value_and_no_blank_at_its_ends(documents: list[labelled.Record]) -> None:
    for record in documents:
        for spans in record.spans.values():
            assert all(record.text[start:end] == record.text[start:end].strip() != "" for start, end in spans)


def test_the_same_seed_gives_the_same_text_and_another_seed_another() -> None:
    one, same, other = (list(generated.documents(seed=seed, each=1)) for seed in (1, 1, 2))
    assert one == same != other


def texts(documents: list[labelled.Record]) -> Iterator[tuple[str, str]]:
    yield from equality.pieces("generated", "\n\n\n".join(record.text for record in documents))


def test_triggers_lose_nothing_that_re_finds_in_the_whole_text(documents: list[labelled.Record]) -> None:
    verdict = equality.compare(texts(documents), ways=("plain",))
    assert verdict.found > 300
    assert verdict.where == []


def test_the_portable_engine_finds_the_same(documents: list[labelled.Record]) -> None:
    verdict = equality.compare(texts(documents[:40]), ways=("portable",))
    assert verdict.found > 60
    assert verdict.where == []


def test_the_portable_engine_finds_the_same_in_values_that_lines_and_cells_cut(
    documents: list[labelled.Record],
) -> None:
    content = "\n\n".join(text for seed in (1, 2) for text in equality.cut(documents[:60], seed))
    verdict = equality.compare(equality.pieces("cut", content), ways=("portable",))
    assert verdict.found > 100
    assert verdict.where == []


class Blind:
    """An engine that stops nowhere."""

    def scan(self, block: bytes, lines: bytes) -> list[int]:
        return []


def test_other_programs_are_asked_for_all_that_the_detectors_find(documents: list[labelled.Record]) -> None:
    union = re.compile("|".join(f"(?:{one})" for one in own_patterns.expressions()))
    with_values = [one.text for one in documents if detect(Text.of(one.text, Locator(("t",))), patterns_only=True)]
    assert len(with_values) > 60
    assert [text for text in with_values if not union.search(text)] == []


def test_a_loss_would_be_seen() -> None:
    text = Text.of("SSN: 512-44-7313", Locator(("a",)))
    whole = equality.replace(equality.plan(), readers=())
    assert equality.plainly(text, whole)
    assert not equality.by_engine(text, equality.replace(whole, engine=Blind()))


def test_strict_and_overlap_scores_are_what_they_say() -> None:
    tally = labelled.Tally()
    tally.add({(0, 4), (10, 14)}, {(0, 4), (9, 14), (30, 31)})
    assert tally.strict() == (1 / 3, 0.5, 0.4)
    assert tally.overlap() == (2 / 3, 1.0, 0.8)


def test_an_interval_holds_the_share_and_narrows_with_more_matches() -> None:
    low, high = calibration.wilson(90, 100)
    assert low < 0.9 < high
    narrow_low, narrow_high = calibration.wilson(9000, 10000)
    assert narrow_high - narrow_low < high - low
    assert math.isclose(calibration.wilson(0, 0)[1], 1)


def test_a_detector_that_breaks_its_word_is_named() -> None:
    rows = [
        calibration.Row("us-ssn", 0.995, calibration.Confidence.VERIFIED, right, "made: 1")
        for right in [True] * 90 + [False] * 10
    ]
    assert calibration.broken(rows) == [("us-ssn", calibration.Confidence.VERIFIED, 90, 100)]
    assert calibration.broken(rows[:90]) == []


def test_a_peer_that_cannot_be_installed_is_a_row_that_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(requirements: str) -> None:
        raise peers.NotHere("not installed: no registry here")

    monkeypatch.setattr(peers, "environment", refuse)
    with pytest.raises(peers.NotHere, match="not installed"):
        peers.ask(peers.PEERS[-1], ["text"])


def test_a_section_replaces_itself_and_leaves_the_rest_of_the_page() -> None:
    text = "# Page\n\n<!-- a -->\nold\n<!-- /a -->\n\nby hand\n<!-- end of b -->\n"
    once = page.merged(text, [page.Section("a", "", ["new"]), page.Section("b-1", "### B", ["row"])])
    assert "old" not in once
    assert "by hand" in once
    assert once.index("### B") < once.index("<!-- end of b -->")
    assert page.merged(once, [page.Section("b-1", "### B", ["row"])]) == once
