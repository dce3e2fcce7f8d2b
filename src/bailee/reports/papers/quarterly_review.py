"""The quarterly review: how it stands beside the last time, what turned, what was done, what comes next. Made to be presented."""

from __future__ import annotations

from bailee.matrix import number
from bailee.permissions import Permission
from bailee.rendering import (
    Block,
    Decision,
    Decisions,
    Document,
    Drawing,
    Heading,
    Paragraph,
    Rich,
    Span,
    Table,
    Tile,
    Tiles,
)
from bailee.reports.material import Material, Turned, change, day, sign
from bailee.reports.papers import drawings, shared
from bailee.reports.papers.one_page import cut
from bailee.vocabulary import DATA_CATEGORIES

TITLE = "Quarterly review"
ABOUT = "Period on period: what turned, what was found and went, what was done, what comes next. For a meeting."
NEEDS = Permission.SEE_TABLE
ORDER = 2
_TURNED, _STEPS, _CLOCKS = 20, 6, 12
_WORDS = {"red": "red", "amber": "amber", "unknown": "unknown", "green": "green", "": "not there"}


def document(material: Material) -> Document:
    title = f"Review of {material.period.words}"
    if material.is_empty:
        return shared.empty(material, title, TITLE)
    blocks: list[Block] = [_lead(material), shared.state_tiles(material), _figures(material)]
    blocks += _compared(material)
    blocks += _turned(material)
    blocks += _findings(material)
    blocks += _done(material)
    blocks += _next(material)
    blocks += _standing(material)
    blocks += _incidents(material)
    blocks += shared.coverage(material)
    return shared.paper(material, title, TITLE, blocks)


def _lead(material: Material) -> Rich:
    counts, before = material.counts, material.before
    if before is None:
        return Rich(
            (
                *shared.lead(material).spans,
                Span(" This is the first time that is known: the next review compares with it."),
            )
        )
    better, worse = sum(each.is_better for each in material.turned), sum(each.is_worse for each in material.turned)
    red = counts.get("red", 0) - before.get("red", 0)
    moved = (
        f"{abs(red):,} {'more' if red > 0 else 'fewer'} red than at the beginning"
        if red
        else "As many red as at the beginning"
    )
    return Rich(
        (
            Span(f"{moved}: ", "strong"),
            Span(f"{number(better, 'check')} of {material.total:,} got better, {worse:,} got worse. "),
            *shared.lead(material).spans,
        )
    )


def _figures(material: Material) -> Tiles:
    found, was = sum(each.now for each in material.moved), sum(each.before for each in material.moved)
    people = shared.everybody(material)
    return Tiles(
        (
            Tile("People", people or "unknown", "distinct, as a range"),
            Tile("Findings", f"{found:,}", change(found, was if material.before is not None else None)),
            Tile(
                "Files read", f"{material.done.get('files_read', 0):,}", f"of {material.done.get('files', 0):,} there"
            ),
            Tile(
                "Tasks done",
                f"{material.done.get('tasks', 0):,}",
                f"{material.tasks.get('to_do', 0):,} to do, {material.tasks.get('overdue', 0):,} overdue",
            ),
        )
    )


def _compared(material: Material) -> list[Block]:
    blocks: list[Block] = [Heading(1, "How it moved")]
    drawn = drawings.trend(material.states, shared.STATES, wide=760)
    if drawn:
        blocks.append(Drawing(drawn, drawings.label(material.states)))
    if material.before is None or material.before_on is None:
        blocks.append(Paragraph("Nothing was kept before this, so nothing is compared."))
        return blocks
    if material.before_on > material.period.since:
        blocks.append(Paragraph(f"Nothing was kept before {day(material.before_on)}, so the beginning is that day."))
    counts, before = material.counts, material.before
    rows = [
        (
            f"{sign(state)} {state}",
            f"{before.get(state, 0):,}",
            f"{counts.get(state, 0):,}",
            _difference(counts.get(state, 0) - before.get(state, 0)),
        )
        for state in shared.STATES
    ]
    whole = sum(before.values())
    rows.append(("All", f"{whole:,}", f"{material.total:,}", _difference(material.total - whole)))
    head = ("Checks", day(material.before_on), day(material.period.until), "Change")
    blocks.append(
        Table(
            "A check is one of Held, Told, Secured for one kind of data about one kind of people",
            head,
            tuple(rows),
            widths=(4, 3, 3, 3),
            marked=True,
        )
    )
    return blocks


def _difference(amount: int) -> str:
    """
    >>> _difference(3), _difference(-2), _difference(0)
    ('+3', '−2', '0')
    """
    return f"+{amount:,}" if amount > 0 else f"−{-amount:,}" if amount else "0"


def _turned(material: Material) -> list[Block]:
    if material.before is None:
        return []
    head = Heading(1, "What turned")
    if not material.turned:
        return [head, Paragraph("No check took another state.")]
    worse = [each for each in material.turned if each.is_worse]
    better = [each for each in material.turned if each.is_better]
    blocks: list[Block] = [head]
    for name, rows in (("Worse", worse), ("Better", better)):
        if rows:
            blocks.append(
                _table_of(
                    f"{name}: {len(rows):,}" + (f", {_TURNED} of them shown" if len(rows) > _TURNED else ""),
                    rows[:_TURNED],
                )
            )
    return blocks


def _table_of(caption: str, turned: list[Turned]) -> Table:
    rows = tuple(
        (each.what, each.column.capitalize(), _state(each.before), _state(each.after), day(each.on)) for each in turned
    )
    return Table(caption, ("What", "Check", "Was", "Is", "Since"), rows, widths=(9, 3, 3, 3, 4), marked=True)


def _state(state: str) -> str:
    return f"{sign(state)} {_WORDS[state]}".strip()


def _findings(material: Material) -> list[Block]:
    blocks: list[Block] = [Heading(1, "What was found, and what went")]
    if not material.moved:
        return [*blocks, Paragraph("No finding was there in this time.")]
    rows: list[tuple[str, ...]] = [
        (
            DATA_CATEGORIES[each.category].label if each.category in DATA_CATEGORIES else each.category,
            f"{each.before:,}",
            f"{each.new:,}",
            f"{each.gone:,}",
            f"{each.now:,}",
        )
        for each in material.moved
    ]
    rows.append(
        (
            "All",
            *(f"{sum(getattr(each, name) for each in material.moved):,}" for name in ("before", "new", "gone", "now")),
        )
    )
    head = ("Kind of data", "At the beginning", "New", "Gone", "Now")
    blocks.append(
        Table(
            "Findings that are likely or verified, without those that somebody dismissed",
            head,
            tuple(rows),
            widths=(6, 3, 2, 2, 2),
        )
    )
    return blocks


def _done(material: Material) -> list[Block]:
    words = {
        "scans": "Scans that came to their end", "judged": "Findings that somebody judged", "protected": "Files sealed, moved or redacted",
        "notices": "Notices published", "signed": "Notices signed", "delivered": "Letters and mails that told people",
        "requests": "Requests of people answered", "tasks": "Tasks done", "alerts": "Alerts raised",
    }  # fmt: skip
    rows = tuple((said, f"{material.done[name]:,}") for name, said in words.items() if name in material.done)
    return [
        Heading(1, "What was done"),
        Table(f"From {material.period.words}", ("What", "How many"), rows, widths=(8, 2)),
    ]


def _next(material: Material) -> list[Block]:
    steps = material.page.get("steps", ())[:_STEPS]
    blocks: list[Block] = [Heading(1, "What comes next")]
    if steps:
        blocks.append(
            Decisions(
                tuple(
                    Decision(f"{cut(step['why']).rstrip('.')}.", f"{cut(step['text']).rstrip('.')}.") for step in steps
                )
            )
        )
    if material.clocks:
        rows = tuple(
            (
                cut(each.title, 120),
                each.who,
                day(each.due) if each.due else "no day",
                "overdue" if each.is_overdue else "",
            )
            for each in material.clocks[:_CLOCKS]
        )
        blocks.append(Table("Tasks by the day they are due", ("Task", "Who", "Due", ""), rows, widths=(9, 3, 3, 2)))
    return blocks if len(blocks) > 1 else [*blocks, Paragraph("Nothing is left to decide.")]


def _standing(material: Material) -> list[Block]:
    lines = list(material.rows())
    shown = shared.worst(material, 16)
    return [Heading(1, "Where it stands now"), shared.state_table(shown, shared.more(len(shown), len(lines)))]


def _incidents(material: Material) -> list[Block]:
    rows = shared.incident_rows(material)
    if not rows:
        return [Heading(1, "Incidents"), Paragraph("None was reported to bailee in this time.")]
    return [
        Heading(1, "Incidents"),
        Table(number(len(rows), "incident"), ("Number", "What", "Discovered", "State"), rows, widths=(3, 8, 3, 3)),
    ]
