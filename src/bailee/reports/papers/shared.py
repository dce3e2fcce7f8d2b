"""What every report has: its head, the statement of coverage, the words on how to read it; tables that more than one shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bailee.matrix import number
from bailee.rendering import Aside, Block, Document, Heading, Paragraph, Rich, Span, Table, Tile, Tiles
from bailee.reports.coverage import left_out
from bailee.reports.material import Line, Material, change, day, joined, ranged, sign
from bailee.reports.words import REMEDIES, cause, size
from bailee.vocabulary import Reason

FOOT = (
    "People are ranges because one person can appear under several names. Green means read and met; what was not read is unknown, "
    "never green. Not legal advice."
)
STATES = ("red", "amber", "unknown", "green")
NOTHING = "Nothing is held that was found or declared."


def paper(material: Material, title: str, what: str, blocks: Sequence[Block], *, is_dense: bool = False) -> Document:
    """A report: `title` speaks to its reader, `what` names it."""
    return Document(
        title,
        "en",
        material.period.until,
        tuple(blocks),
        subtitle=f"{what} · {material.period.until:%a} {day(material.period.until)}",
        foot=FOOT,
        author=material.letterhead.provider or material.organisation,
        mark=material.unreal,
        look="report",
        letterhead=material.letterhead,
        is_dense=is_dense,
    )


def empty(material: Material, title: str, what: str) -> Document:
    """An honest page where there is nothing to tell: what was not looked at stands on it still."""
    blocks: list[Block] = [
        Rich((Span(NOTHING if looked(material) else "Nothing was looked at yet, so nothing is known."),)),
        Paragraph(
            "That is no finding of safety: it says what was read, and no more."
            if looked(material)
            else "Scan a place, or declare what is held; then this report has something to say."
        ),
        *coverage(material),
    ]
    return paper(material, title, what, blocks)


def looked(material: Material) -> bool:
    """Whether anything was read at all."""
    return bool(material.page.get("looked"))


def lead(material: Material) -> Rich:
    """Whose data is held, and how it stands: the sentence above everything."""
    counted = [
        f"{group['people'].removesuffix(' people').removesuffix(' person')} {group['label'].lower()}"
        for group in material.page.get("groups", ())
        if group["people"]
    ]
    spans = []
    if counted:
        spans.append(Span("You hold personal data of "))
        for at, words in enumerate(counted):
            between = "" if not at else " and " if at == len(counted) - 1 else ", "
            spans += [Span(between), Span(words, "strong")] if between else [Span(words, "strong")]
        spans.append(Span(". "))
    counts = material.counts
    spans += [
        Span(f"Of {material.total:,} checks "),
        Span(
            f"{counts.get('red', 0):,} {'is' if counts.get('red') == 1 else 'are'} red, {counts.get('green', 0):,} green",
            "strong",
        ),
        Span("."),
    ]
    return Rich(tuple(spans))


def state_tiles(material: Material) -> Tiles:
    """Four counts, with how each moved since the beginning."""
    since = material.before or {}
    return Tiles(
        tuple(
            Tile(
                state,
                f"{material.counts.get(state, 0):,}",
                change(material.counts.get(state, 0), since.get(state) if material.before else None),
                sign(state),
            )
            for state in STATES
        )
    )


def state_table(lines: Sequence[Line], caption: str) -> Table:
    """Rows as states alone."""
    rows = tuple(
        (each.label, each.people, each.state("held"), each.state("told"), each.state("secured")) for each in lines
    )
    return Table(caption, ("What", "About", "Held", "Told", "Secured"), rows, widths=(7, 5, 4, 4, 5), marked=True)


def worst(material: Material, most: int) -> list[Line]:
    """The rows in most need."""
    return sorted(material.rows(), key=lambda each: each.badness)[:most]


def coverage(material: Material, *, is_short: bool = False) -> list[Block]:
    """What was looked at, what not and why: on every report."""
    page = material.page
    blocks: list[Block] = [Heading(1, "What we could not read" if is_short else "What was looked at, and what was not")]
    if not looked(material):
        return [
            *blocks,
            Paragraph("Nothing was looked at yet. Whatever lies there is unknown, and nothing in here counts it."),
        ]
    if is_short:
        said = page.get("coverage_short") or page.get("coverage_line", "")
        out = left_out((material.coverage or {}).get("statement", {}))
        return [*blocks, Paragraph(said), *([Paragraph(f"Left out on purpose: {'; '.join(out)}.")] if out else [])]
    blocks.append(Paragraph(str(page.get("coverage_line", ""))))
    causes = (material.coverage or {}).get("statement", {})
    rows = _causes(causes)
    if rows:
        blocks.append(
            Table(
                "Not read, or only in part, by cause",
                ("Cause", "Files", "Size", "What would read it"),
                rows,
                widths=(4, 2, 2, 9),
            )
        )
    if causes.get("paper"):
        blocks.append(Paragraph(f"On paper, and not looked at: {joined([row['name'] for row in causes['paper']])}."))
    blocks.append(
        Aside("Whatever was not looked at may hold anything. Nothing in here says that there is none.", "Mind:")
    )
    return blocks


def _causes(statement: dict[str, Any]) -> tuple[tuple[str, str, str, str], ...]:
    counted: dict[str, tuple[int, int]] = {}
    for part in ("looked_at_in_part", "not_looked_at"):
        for reason, row in statement.get(part, {}).items():
            files, amount = counted.get(reason, (0, 0))
            counted[reason] = (files + row["items"], amount + row["bytes"])
    return tuple(
        (cause(Reason(reason)).capitalize(), f"{files:,}", size(amount), REMEDIES[Reason(reason)])
        for reason, (files, amount) in sorted(counted.items(), key=lambda pair: -pair[1][0])
    )


def counsel(material: Material) -> Paragraph:
    """How much of the law in it a lawyer has looked at."""
    return Paragraph(str(material.page.get("duties_line") or "No duty follows from what is known so far."))


def everybody(material: Material) -> str:
    """All the people, as a range; empty where nobody could be counted."""
    people = material.page.get("people", {}).get("people", {})
    return ranged(people["low"], people["high"]) if people.get("high") else ""


def incident_rows(material: Material) -> tuple[tuple[str, str, str, str], ...]:
    """Incidents without drills; a privileged one by its number and its days alone."""
    return tuple(
        (
            each.ident,
            "marked privileged by counsel; its figures stay out of this report" if each.is_privileged else each.title,
            day(each.discovered_on),
            "open" if each.is_open else f"closed {day(each.closed_on)}" if each.closed_on else "closed",
        )
        for each in material.incidents
        if not each.is_drill
    )


def more(shown: int, whole: int, where: str = "the technical list") -> str:
    """
    >>> more(7, 12), more(5, 5)
    ('7 of 12 rows, the worst; all stand in the technical list', '5 rows')
    """
    return (
        number(whole, "row")
        if shown == whole
        else f"{shown:,} of {number(whole, 'row')}, the worst; all stand in {where}"
    )
