"""Nothing is lost on the way: the quick engine, the portable one, and plain `re` over the whole text find the same.

    python benchmarks/equality.py [--size 10000000]      # or: make equality; ten minutes

The engines look at a text through short triggers, outlines and windows. Here every form is searched with `re.finditer` over the
whole text instead, every phrase of a label likewise, and what is found goes through the same judgement. Each difference in a
match (where, which detector, how probable, which value) counts. Detectors that read a text by themselves have no triggers, and
are left out. Exit code 1 where there is a difference.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from bailee.detectors.interface import Candidate, Scene
from bailee.detectors.overlaps import LEAST, Raw, matches
from bailee.detectors.plans import Plan, plan
from bailee.detectors.search import Search
from bailee.text import Match, Text
from bailee.vocabulary import Locator
from labelled import Record, sets
from page import Section, write

PIECE = 60_000  # characters: one block of the engine
SIZE = 10_000_000
WAYS = ("portable", "plain")
CUTS = ("\n", "\r\n", "\n> ", "\n    ", " \n", "-\n", "\n-", "\t", " | ", "|", ",", ";")  # what a value may be cut by


def overlapping(pattern: re.Pattern[str], content: str) -> Iterator[re.Match[str]]:
    """Every match, those too that begin inside another one: a phrase may stand in what follows the same phrase."""
    match = pattern.search(content)
    while match:
        yield match
        match = pattern.search(content, match.start() + 1)


class Exhaustive:
    """An engine that stops at every phrase that is in a text, found by `re` over all of it, and at no form."""

    def __init__(self, content: str, the_plan: Plan) -> None:
        ends = set()
        for group, phrases in enumerate(the_plan.phrases, len(the_plan.shapes)):
            for phrase in phrases:
                for match in overlapping(phrase.pattern, content):
                    end = min(match.end(), match.start() + phrase.before)
                    ends.add((end + 1) << 16 | group)  # the engine sees a line's end before the text
        self._ends = sorted(ends)

    def scan(self, block: bytes, lines: bytes) -> list[int]:
        return self._ends


class Forgetful(Scene):
    """A scene that works a table out anew for every question.

    Which rows make a table depends on the row that was asked about first, and plain `re` asks in another order.
    """

    def _block(self, offset: int) -> tuple[int, int, str, tuple[str, ...]]:
        return self._table_block(offset)


def by_engine(text: Text, the_plan: Plan) -> list[Match]:
    search = Search(text, the_plan, scene=Forgetful(text))
    return matches(search.candidates(), False)


def plainly(text: Text, the_plan: Plan) -> list[Match]:
    """What `re` alone finds."""
    search = Search(text, replace(the_plan, engine=Exhaustive(text.content, the_plan)), scene=Forgetful(text))
    raw: list[Raw] = search.candidates()
    found = [(match, shape) for shape in the_plan.shapes for match in shape.pattern.finditer(text.content)]
    for match, shape in sorted(found, key=lambda pair: pair[0].end()):
        start, stop = match.span(shape.group)
        judgement = shape.detector.judge(
            Candidate(search.scene, start, stop, match[shape.group], match.groupdict().get)
        )
        if judgement is not None and judgement.probability >= LEAST:
            raw.append((start, stop, shape.detector, judgement))
    return matches(raw, False)


def key(match: Match) -> tuple[int, int, str, float, str]:
    return match.start, match.end, match.detector, match.probability, match.value


@dataclass(slots=True)
class Verdict:
    """How often three ways agree: bytes and seconds by way, differences by what and detector."""

    found: int = 0
    sizes: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    differ: Counter[tuple[str, str]] = field(default_factory=Counter)
    where: list[str] = field(default_factory=list)


def compare(
    texts: Iterable[tuple[str, str]],
    *,
    show: bool = False,
    ways: Sequence[str] = WAYS,
) -> Verdict:
    quick, portable = (replace(plan(portable=slow), readers=()) for slow in (False, True))
    asked = {
        "quick": lambda text: by_engine(text, quick),
        "portable": lambda text: by_engine(text, portable),
        "plain": lambda text: plainly(text, quick),
    }
    verdict = Verdict()
    for name, content in texts:
        text = Text.of(content, Locator((name,)))
        answers = {}
        for way in ("quick", *ways):
            began = time.process_time()
            answers[way] = set(map(key, asked[way](text)))
            verdict.seconds[way] += time.process_time() - began
            verdict.sizes[way] += len(content.encode("utf-8", "replace"))
        verdict.found += len(answers["quick"])
        for way in ways:
            for what, rest in (("lost", answers[way] - answers["quick"]), ("added", answers["quick"] - answers[way])):
                for start, end, ident, probability, value in sorted(rest):
                    verdict.differ[f"{what}, beside {way}", ident] += 1
                    verdict.where.append(f"{what}, beside {way}: {ident} {probability} at {start} to {end} of {name}")
                    if show:
                        print(verdict.where[-1], repr(text.content[max(0, start - 40) : start]), [value])
    return verdict


def cut(records: Iterable[Record], seed: int = 19) -> Iterator[str]:
    """Labelled text whose values the ends of lines and of cells cut, once or wherever they have a gap."""
    rng = random.Random(seed)
    for record in records:
        text = record.text
        for start, end in sorted((span for spans in record.spans.values() for span in spans), reverse=True):
            value, mark = text[start:end], rng.choice(CUTS)
            if rng.random() < 0.4:
                value = re.sub(r"[ \-./]", lambda _: mark, value)  # noqa: B023 - it is called before `mark` is another
            elif len(value) > 1:
                at = rng.randrange(1, len(value))
                value = value[:at].rstrip() + mark + value[at:].lstrip()
            text = text[:start] + value + text[end:]
        yield text


def pieces(name: str, content: str) -> Iterator[tuple[str, str]]:
    """A text in pieces of one block, cut at line ends where there are any."""
    start = 0
    while start < len(content):
        stop = min(start + PIECE, len(content))
        if stop < len(content):
            stop = content.rfind("\n", start + PIECE // 2, stop) + 1 or stop
        yield f"{name}:{start}", content[start:stop]
        start = stop


def cut_texts() -> Iterator[tuple[str, str]]:
    """Labelled text with its values cut."""
    for name, records in sets().items():
        yield from pieces(f"{name}, cut", "\n\n".join(cut(records)))


def mixed(size: int) -> Iterator[tuple[str, str]]:
    """Labelled text, and files of this machine, about that many characters together."""
    from alarms import machine_texts

    total = 0
    for name, records in sets().items():
        joined, length = [], 0
        for number, record in enumerate(records):
            joined.append(record.text)
            length += len(record.text) + 1
            if length > PIECE - 8000 or number == len(records) - 1:
                for one in pieces(f"{name}/{number}", "\n\n\n".join(joined)):
                    total += len(one[1])
                    yield one
                joined, length = [], 0
    for record in machine_texts(max(size - total, 0)):
        yield from pieces(record.ident, record.text)


def measure(size: int = SIZE, *, show: bool = False) -> list[Section]:
    verdict, of_cut = compare(mixed(size), show=show), compare(cut_texts(), show=show, ways=("portable",))
    told = {way: f"{verdict.sizes[way] / 1e6:.1f} MB in {verdict.seconds[way]:.0f} CPU s" for way in verdict.sizes}
    differ = verdict.differ + of_cut.differ
    lines = [
        f"{verdict.found:,} matches in labelled text and files of this machine: found by Hyperscan's triggers ({told['quick']}), by the portable engine's",
        f"({told['portable']}), and by `re` over the whole text through the same judgement ({told['plain']}). The ends of lines and of cells cut",
        f"{of_cut.found:,} more, in {of_cut.sizes['portable'] / 1e6:.1f} MB: those were looked for by both engines. **{differ.total()} differences**.",
    ]
    if differ:
        lines += ["", "| difference | detector | number |", "|---|---|---|"]
        lines += [f"| {what} | `{ident}` | {number} |" for (what, ident), number in differ.most_common()]
    return [Section("equality", "", lines)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=SIZE, help="characters of text")
    parser.add_argument("--show", action="store_true", help="print each difference with what stands before it")
    parser.add_argument(
        "--only", choices=WAYS, help="one way beside the quick one, and nothing written: for a developer"
    )
    given = parser.parse_args()
    if given.only:
        verdict = compare(chain(mixed(given.size), cut_texts()), show=given.show, ways=(given.only,))
        print(f"{verdict.differ.total()} differences in {verdict.found} matches, {verdict.sizes[given.only]} bytes")
        sys.exit(bool(verdict.differ))
    sections = measure(given.size, show=given.show)
    write(sections)
    sys.exit("**0 differences**" not in "\n".join(sections[0].lines))


if __name__ == "__main__":
    main()
