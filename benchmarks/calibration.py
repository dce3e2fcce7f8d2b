"""Is *verified* right 99 times of 100, and *likely* 90? Probabilities beside what became of them, and a plot.

    python benchmarks/calibration.py [--broken]        # --broken: only the detectors that miss it, with where

A match is right when it is exactly a labelled value of its kind; of a name or an address, when it overlaps one. Only text that no
probability was fitted to counts: the generated set from other seeds, the labelled sets that the name model was not made from,
text without values, and (for numbers of authorities and banks) files of this machine, in which there are none.

>>> [round(bound, 3) for bound in wilson(99, 100)]
[0.946, 0.998]
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from alarms import machine_texts
from bailee.detectors import catalogue, detect, names_model
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator
from labelled import FITTED, ONE_OF_SEVERAL, Record, Tally, negatives, overlaps, sets, wanted
from page import PAGE, RESULTS, Section, write

PLOT = PAGE.parent / "images" / "reliability.svg"
BINS = (0.2, 0.5, 0.7, 0.9, 0.95, 0.99, 1.001)
SEEDS = (401, 501, 502)
TARGETS = {Confidence.VERIFIED: 0.99, Confidence.LIKELY: 0.9}
FEWEST = 10  # matches that a claim about one detector needs
MACHINE = 20_000_000  # characters of this machine's files
MODELLED = ("person-name", "postal-address")
# Values that do stand in source code, manuals and logs.
ANYWHERE = frozenset(
    {
        "cloud-key", "date-of-birth", "email-address", "geo-coordinates", "ip-address", "login-and-password", "mac-address", "online-handle", "person-name",
        "phone-number", "postal-address", "private-key", "connection-string", "crypto-address", "vehicle-licence-plate",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A match, and what became of it."""

    ident: str
    probability: float
    confidence: Confidence
    right: bool
    where: str  # set and record: never the value


def family(ident: str) -> str:
    """Detectors that are read together in a plot."""
    if ident in MODELLED:
        return "names and addresses"
    if ident in ("email-address", "phone-number", "ip-address", "mac-address", "online-handle", "geo-coordinates"):
        return "contact and network"
    if (
        ident in ("payment-card", "iban")
        or ident.endswith(("routing-number", "bank-account"))
        or ident.startswith(("card-", "bank-"))
    ):
        return "cards and banks"
    if ident[:3] == "us-":
        return "United States"
    return "other countries" if ident[2:3] == "-" else "others"


def matches(record: Record) -> list[tuple[str, float, Confidence, tuple[int, int]]]:
    names_model.begin()
    text = Text.of(record.text, Locator(("text",)))
    return [
        (one.detector, one.probability, one.confidence, text.original_span(one.start, one.end)) for one in detect(text)
    ]


def measured_sets() -> dict[str, list[Record]]:
    every = sets(seed=SEEDS[0])
    for seed in SEEDS[1:]:
        every[f"generated {seed}"] = sets(seed=seed)["generated"]
    return every


def rows() -> tuple[list[Row], dict[str, Tally]]:
    """Every match in text that may be counted, and strict or overlap tallies by ident for the catalogue."""
    found: list[Row] = []
    tallies: dict[str, Tally] = defaultdict(Tally)
    for name, records in measured_sets().items():
        made = name.startswith("generated")
        idents = wanted(records)
        if name.startswith((*FITTED, *ONE_OF_SEVERAL)):
            idents -= set(MODELLED)
        for record in records:
            told = matches(record)
            for ident, probability, confidence, span in told:
                if not made and ident not in idents:
                    continue
                gold = record.spans.get(ident, set())
                right = overlaps(span, gold) if ident in MODELLED else span in gold
                found.append(Row(ident, probability, confidence, right, f"{name}: {record.ident}"))
            for ident in idents:
                sure = {
                    span for other, _, confidence, span in told if other == ident and confidence >= Confidence.LIKELY
                }
                tallies[ident].add(record.spans.get(ident, set()), sure)
    for name, texts in (("negatives", negatives()), ("this machine", machine_texts(MACHINE))):
        for record in texts:
            for ident, probability, confidence, _ in matches(record):
                if ident not in ANYWHERE:
                    found.append(Row(ident, probability, confidence, False, f"{name}: {record.ident}"))
    return found, tallies


def wilson(right: int, number: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not number:
        return 0.0, 1.0
    share, square = right / number, z * z
    middle = (share + square / (2 * number)) / (1 + square / number)
    half = z * math.sqrt(share * (1 - share) / number + square / (4 * number * number)) / (1 + square / number)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(rows_of: Sequence[Row]) -> str:
    if not rows_of:
        return "–"
    right = sum(row.right for row in rows_of)
    low, high = wilson(right, len(rows_of))
    return f"{right / len(rows_of):.3f} of {len(rows_of):,} ({low:.3f} to {high:.3f})"


def binned(found: Iterable[Row]) -> list[list[Row]]:
    bins: list[list[Row]] = [[] for _ in BINS[1:]]
    for row in found:
        bins[sum(row.probability >= low for low in BINS[1:])].append(row)
    return bins


def broken(found: Sequence[Row]) -> list[tuple[str, Confidence, int, int]]:
    """Detectors that miss what their word promises: ident, word, right, all."""
    counts: dict[tuple[str, Confidence], Counter[bool]] = defaultdict(Counter)
    for row in found:
        counts[row.ident, row.confidence][row.right] += 1
    missed = []
    for (ident, confidence), both in sorted(counts.items()):
        number = both.total()
        target = TARGETS.get(confidence)
        if target is not None and number >= FEWEST and both[True] / number < target:
            missed.append((ident, confidence, both[True], number))
    return missed


def where(found: Sequence[Row], ident: str, confidence: Confidence) -> str:
    """The sets that a detector is wrong in, most first."""
    counts = Counter(
        row.where.partition(":")[0]
        for row in found
        if row.ident == ident and row.confidence is confidence and not row.right
    )
    return ", ".join(f"{name} {number}" for name, number in counts.most_common(4))


def measure() -> list[Section]:
    found, tallies = rows()
    families = sorted({family(row.ident) for row in found})
    PLOT.write_text(
        plot({name: binned(row for row in found if family(row.ident) == name) for name in families}), "utf-8"
    )
    _keep(tallies)
    edges = [f"{low:.2f} to {min(high, 1.0):.2f}" for low, high in itertools.pairwise(BINS)]
    lines = [
        f"Over {len(found):,} matches in {', '.join(dict.fromkeys(row.where.partition(':')[0] for row in found))}; what the name model was made from is",
        "left out for names and addresses. In brackets the 95 % interval (Wilson).",
        "",
        "| | right, of all | 95 % interval | promised |",
        "|---|---|---|---|",
    ]
    for confidence, target in TARGETS.items():
        own = [row for row in found if row.confidence is confidence]
        right = sum(row.right for row in own)
        low, high = wilson(right, len(own))
        lines.append(
            f"| {confidence.value} | {right / max(len(own), 1):.4f} of {len(own):,} | {low:.4f} to {high:.4f} | {target} |"
        )
    lines += ["", "![Probability beside the share that is right](images/reliability.svg)", ""]
    lines += ["| probability | " + " | ".join(families) + " |", "|---" * (len(families) + 1) + "|"]
    bins = {name: binned(row for row in found if family(row.ident) == name) for name in families}
    lines += [
        f"| {edge} | " + " | ".join(share(bins[name][number]) for name in families) + " |"
        for number, edge in enumerate(edges)
    ]
    missed = broken(found)
    lines += [
        "",
        f"Detectors that break their word, of those with at least {FEWEST} such matches: "
        + ("none." if not missed else ""),
    ]
    if missed:
        lines += ["", "| detector | said | right | where it is wrong |", "|---|---|---|---|"]
        lines += [
            f"| `{ident}` | {confidence.value} | {right} of {number} | {where(found, ident, confidence)} |"
            for ident, confidence, right, number in missed
        ]
    if "--broken" in sys.argv:
        for ident, confidence, _, _ in missed:
            for row in found:
                if row.ident == ident and row.confidence is confidence and not row.right:
                    print(f"{ident} {confidence.value} {row.probability} {row.where}")
    return [Section("calibration", "", lines)]


def _keep(tallies: dict[str, Tally]) -> None:
    """For docs/detectors.md: what was measured of each detector."""
    figures = {}
    for detector in catalogue():
        tally = tallies.get(detector.ident, Tally())
        precision, recall, _ = tally.overlap() if detector.ident in MODELLED else tally.strict()
        figures[detector.ident] = {"n": tally.gold, "precision": round(precision, 3), "recall": round(recall, 3)}
    (RESULTS / "detectors.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


COLOURS = ("#3b6ea5", "#c0504d", "#5b8c3a", "#8064a2", "#d08a2e", "#4f4f4f", "#2a9d9d")
TICKS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 1.0)
WIDTH, HEIGHT, LEFT, TOP, SIDE = 720, 470, 60, 20, 400


def stretched(share: float) -> float:
    """Where a share stands on an axis from 0 to 1 on which .9, .99 and 1 are apart: by the logarithm of what is wrong.

    >>> [round(stretched(share), 2) for share in (0, 0.5, 0.9, 0.99, 1)]
    [0.0, 0.12, 0.39, 0.75, 1.0]
    """
    return math.log10(1.003 / (1.003 - share)) / math.log10(1.003 / 0.003)


def plot(families: dict[str, list[list[Row]]]) -> str:
    """Mean probability of each bin against the share that was right, with its interval, one colour a family."""

    def x(probability: float) -> float:
        return LEFT + stretched(probability) * SIDE

    def y(right: float) -> float:
        return TOP + (1 - stretched(right)) * SIDE

    marks = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        "<title>Probability of a match beside the share of such matches that are right</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>',
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#999" stroke-dasharray="5 4"/>',
        f'<text x="{LEFT + SIDE / 2}" y="{TOP + SIDE + 42}" text-anchor="middle">probability that was told</text>',
        f'<text transform="translate(16 {TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">share that was right</text>',
    ]
    for tick in TICKS:
        marks.append(f'<text x="{x(tick):.1f}" y="{TOP + SIDE + 18}" text-anchor="middle">{tick:g}</text>')
    for tick in TICKS:
        marks.append(f'<text x="{LEFT - 8}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>')
        marks.append(f'<line x1="{LEFT}" y1="{y(tick):.1f}" x2="{LEFT + SIDE}" y2="{y(tick):.1f}" stroke="#eee"/>')
    for number, (name, bins) in enumerate(families.items()):
        colour = COLOURS[number % len(COLOURS)]
        for rows_of in bins:
            if len(rows_of) < FEWEST:
                continue
            at = x(sum(row.probability for row in rows_of) / len(rows_of)) + (number - len(families) / 2) * 1.5
            right = sum(row.right for row in rows_of)
            low, high = wilson(right, len(rows_of))
            marks.append(f'<line x1="{at:.1f}" y1="{y(low):.1f}" x2="{at:.1f}" y2="{y(high):.1f}" stroke="{colour}"/>')
            size = 2 + math.log10(len(rows_of))
            marks.append(
                f'<circle cx="{at:.1f}" cy="{y(right / len(rows_of)):.1f}" r="{size:.1f}" fill="{colour}"><title>{name}: {right} of {len(rows_of)}</title></circle>'
            )
        height = TOP + 14 + number * 20
        marks.append(
            f'<circle cx="{LEFT + SIDE + 24}" cy="{height - 4}" r="5" fill="{colour}"/><text x="{LEFT + SIDE + 36}" y="{height}">{name}</text>'
        )
    return "\n".join([*marks, "</svg>"]) + "\n"


if __name__ == "__main__":
    Path(RESULTS).mkdir(exist_ok=True)
    write(measure())
