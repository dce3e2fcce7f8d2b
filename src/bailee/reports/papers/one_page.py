"""One page for the owner: what is held, what to decide, how it stands, what could not be read."""

from __future__ import annotations

from bailee.matrix import number
from bailee.permissions import Permission
from bailee.rendering import Block, Columns, Decision, Decisions, Document, Drawing, Heading, Paragraph
from bailee.reports.material import Clock, Material, day
from bailee.reports.papers import drawings, shared

TITLE = "One page for the owner"
ABOUT = "A sentence, three decisions, four counts, the worst rows, what could not be read. One sheet of A4."
NEEDS = Permission.SEE_TABLE
ORDER = 1
_ROWS, _STEPS, _CLOCKS = 9, 3, 3
_LONG = 160  # letters of one step: what is longer is cut at a word


def document(material: Material) -> Document:
    title = "What you hold, and where you stand"
    if material.is_empty:
        return shared.empty(material, title, "Privacy on one page")
    steps = material.page.get("steps", ())[:_STEPS]
    blocks: list[Block] = [shared.lead(material)]
    if steps:
        blocks.append(Heading(1, "Decide this week"))
        blocks.append(Decisions(tuple(Decision(*_said(step["why"], step["text"])) for step in steps)))
    blocks.append(shared.state_tiles(material))
    lines = shared.worst(material, _ROWS)
    blocks.append(Heading(1, "Held, told, secured"))
    blocks.append(shared.state_table(lines, shared.more(len(lines), material.total // 3)))
    blocks.append(Columns(_trend(material), tuple(shared.coverage(material, is_short=True))))
    blocks.append(Columns(_clocks(material), (Heading(1, "Checked by counsel"), shared.counsel(material))))
    return shared.paper(material, title, "Privacy on one page", blocks, is_dense=True)


def _said(why: str, then: str) -> tuple[str, str]:
    return f"{cut(why).rstrip('.')}.", f"{cut(then).rstrip('.')}."


def cut(text: str, most: int = _LONG) -> str:
    """
    >>> cut("one two three", 9)
    'one two …'
    """
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]} …"


def _trend(material: Material) -> tuple[Block, ...]:
    drawn = drawings.trend(material.states)
    head = Heading(1, "How it moved")
    if not drawn:
        return head, Paragraph("One day is known so far: what moves shows from the second look on.")
    return head, Drawing(drawn, drawings.label(material.states))


def _clocks(material: Material) -> tuple[Block, ...]:
    head = Heading(1, "Running clocks")
    parts = [_clock(each) for each in material.clocks[:_CLOCKS]]
    overdue = material.tasks.get("overdue", 0)
    open_ = [each for each in material.incidents if each.is_open and not each.is_drill]
    told = [
        f"Incident {each.ident}, discovered {day(each.discovered_on)}"
        + (
            "; counsel marked it privileged, its figures stay out of this report."
            if each.is_privileged
            else " is open."
        )
        for each in open_
    ]
    if overdue:
        told.append(f"{number(overdue, 'task is', 'tasks are')} overdue.")
    said = [*told, *parts]
    return head, *(Paragraph(each) for each in (said or ["No incident is open, and no task has a day."])[:4])


def _clock(clock: Clock) -> str:
    return (
        f"{cut(clock.title, 90).rstrip('.')}: {'was due' if clock.is_overdue else 'by'} {day(clock.due)}, {clock.who}."
        if clock.due
        else clock.title
    )
