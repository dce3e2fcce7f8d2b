"""Detect: triggers find where to look, patterns cut the candidate out, each detector judges its own, overlaps are resolved.

Time grows with the length of the text, whatever stands in it: a trigger has a fixed length, a window has an end, and
what was consumed once is not looked at again. `plans` says what is looked for, `search` is the pass over a text, `columns`
knows tables, `overlaps` settles what two detectors claim.

>>> found("us-ssn", "SSN: 512-44-7313")
[('512-44-7313', 'verified')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bailee.detectors.columns import Column
from bailee.detectors.interface import Detector, Open
from bailee.detectors.overlaps import Raw, matches
from bailee.detectors.plans import plan, plan_of
from bailee.detectors.search import Search
from bailee.text import Match, Text
from bailee.vocabulary import Locator


def detect(
    text: Text,
    *,
    patterns_only: bool = False,
    explain: bool = False,
    portable: bool = False,
    only: str = "",
    extra: tuple[Detector, ...] = (),
) -> list[Match]:
    """Matches in a text, sorted, overlaps resolved: the more specific and more certain one stays.

    `explain` keeps the reasons; `portable` and `only` are for tests and examples; `extra` are one's own detectors.
    """
    raw = Search(text, plan(patterns_only, portable, only)).candidates()
    if extra:
        raw += Search(text, plan_of(extra, portable)).candidates()
    return matches(raw, explain)


def detect_only(text: Text, detectors: tuple[Detector, ...], *, explain: bool = False) -> list[Match]:
    """Matches of these detectors, which need not be in the catalogue, and of no other."""
    return matches(Search(text, plan_of(detectors)).candidates(), explain)


def detect_pieces(
    texts: Iterable[Text], *, patterns_only: bool = False, explain: bool = False, extra: tuple[Detector, ...] = ()
) -> Iterator[tuple[Text, list[Match]]]:
    """`detect` over consecutive pieces of one long text, cut at line ends: a table's heading is remembered in the next."""
    plans = [plan(patterns_only), *([plan_of(extra)] if extra else [])]
    columns: list[list[Column]] = [[] for _ in plans]
    above: Open | None = None
    for text in texts:
        raw: list[Raw] = []
        below: Open | None = None
        for number, the_plan in enumerate(plans):
            search = Search(text, the_plan, above)
            raw += search.candidates(columns[number])
            columns[number] = search.open_columns
            below = below or search.scene.open_table()
        above = below
        yield text, matches(raw, explain)


def found(ident: str, content: str) -> list[tuple[str, str]]:
    """For examples: what one detector finds in a text, as (span, confidence)."""
    text = Text.of(content, Locator(("example.txt",)))
    return [(text.content[match.start : match.end], match.confidence.value) for match in detect(text, only=ident)]
