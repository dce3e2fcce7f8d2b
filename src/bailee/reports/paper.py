"""The report on paper: a PDF with tags. Its first page is for the owner, what follows is the technical list.

The sentence, what to decide first, the worst rows in words, what was not read, who checked; then every row with its
reason, the duties, and what is still to be answered. It reads in black and white: a state is a sign and a word.
"""

from __future__ import annotations

from bailee.dates import with_weekday
from bailee.matrix import SIGNS, Cell, Row, number
from bailee.obligations.evaluate import Obligation, ObligationState, open_questions
from bailee.rendering import Block, Document, Heading, List, Paragraph, Table, pdf
from bailee.reports import tools
from bailee.reports.groups import Group, groups, tally
from bailee.reports.report import Report
from bailee.reports.shown import coverage_line
from bailee.reports.words import REMEDIES, SUBJECTS, cause, people, size
from bailee.vocabulary import Reason

FIRST_ROWS = 12
FIRST_STEPS = 3


def render(report: Report) -> bytes:
    """The PDF's bytes; the same report gives the same bytes."""
    return pdf.render(document(report))


def document(report: Report) -> Document:
    """The report as a tree."""
    made = groups(report.rows)
    applying = [duty for duty in report.obligations if duty.state is ObligationState.APPLIES]
    blocks = [*_first_page(report, made, applying), *_rows(made), *_tools(report), *_duties(report, applying)]
    return Document(
        "What you hold, and where you stand",
        "en",
        report.on,
        tuple(blocks),
        subtitle=f"{report.organisation} · {with_weekday(report.on)}",
        foot="People are ranges because one person can appear under several names. Green means read and met; what was "
        "not read is unknown, never green. Not legal advice.",
        author="bailee",
    )


def _first_page(report: Report, made: tuple[Group, ...], applying: list[Obligation]) -> list[Block]:
    blocks: list[Block] = [Paragraph(_sentence(report, made))]
    if report.steps:
        blocks.append(Heading(1, "Decide first"))
        blocks.append(List(tuple(f"{step.text}. {step.why}" for step in report.steps[:FIRST_STEPS])))
    if report.rows:
        states = tally(report.rows)
        head = tuple(f"{SIGNS[state]} {state.value}" for state in states)
        blocks.append(Table(f"{3 * len(report.rows)} cells", head, (tuple(f"{n:,}" for n in states.values()),)))
        blocks.append(Heading(1, "Held, told, secured"))
        worst = [row for group in groups(report.rows, at_first=FIRST_ROWS) for row in group.shown]
        shown = tuple(
            (row.label, _about(row), *(_state(cell) for cell in row.cells.values())) for row in worst[:FIRST_ROWS]
        )
        said = f"{len(shown)} of {number(len(report.rows), 'row')}, the worst; all stand below"
        if len(shown) == len(report.rows):
            said = number(len(shown), "row")
        blocks.append(
            Table(said, ("What", "About", "Held", "Told", "Secured"), shown, widths=(6, 6, 4, 4, 4), marked=True)
        )
    blocks += [Heading(1, "What was not read"), Paragraph(coverage_line(report))]
    if report.looked.coverage.causes:
        causes = tuple(
            (cause(Reason(name)).capitalize(), f"{items:,}", size(amount), REMEDIES[Reason(name)])
            for name, items, amount in sorted(report.looked.coverage.causes, key=lambda row: -row[1])
        )
        blocks.append(Table("By cause", ("Cause", "Files", "Size", "What would read it"), causes, widths=(4, 2, 2, 10)))
    for note in report.looked.conduct.get("notes", ()):
        blocks.append(Paragraph(f"{note['place']}: {note['says']}."))
    if applying:
        reviewed = sum(duty.reviewed != "no" for duty in applying)
        blocks.append(Heading(1, "Checked by counsel"))
        blocks.append(
            Paragraph(f"{reviewed} of {number(len(applying), 'rule')}. The others are our reading, marked draft.")
        )
    return blocks


def _sentence(report: Report, made: tuple[Group, ...]) -> str:
    counted = [
        f"{group.people.removesuffix(' people').removesuffix(' person')} {group.label.lower()}"
        for group in made
        if group.people
    ]
    if not report.rows:
        return "Nothing is held that was found or declared."
    whom = (
        f"You hold personal data of {', '.join(counted[:-1])}{' and ' if len(counted) > 1 else ''}{counted[-1]}. "
        if counted
        else ""
    )
    states = tally(report.rows)
    said = ", ".join(f"{count} {state.value}" for state, count in states.items())
    return f"{whom}Of {3 * len(report.rows)} cells, {said}."


def _about(row: Row) -> str:
    one = row.subject.value.replace("-", " ")
    many = SUBJECTS[row.subject].lower()
    if not row.people.high:
        return many
    count = people(row.people).removesuffix(" people").removesuffix(" person")
    return f"{count} {one if row.people.high == 1 else many}"


def _state(cell: Cell) -> str:
    return f"{SIGNS[cell.state]} {cell.word}"


def _rows(made: tuple[Group, ...]) -> list[Block]:
    blocks: list[Block] = [Heading(1, "Every row, with its reason")] if made else []
    for group in made:
        caption = f"{group.label}{f', {group.people}' if group.people else ''}"
        cells = tuple(
            (row.label, *(f"{_state(cell)}. {cell.why}" for cell in row.cells.values())) for row in group.rows
        )
        blocks.append(Table(caption, ("What", "Held", "Told", "Secured"), cells, widths=(4, 6, 6, 6)))
    return blocks


def _tools(report: Report) -> list[Block]:
    """The register of monitoring tools."""
    if not report.tools:
        return []
    rows = tuple(
        (
            f"{SIGNS[tools.state(each)]} {each.name}, {each.confidence.value}",
            f"{tools.watches(each)}; of {tools.subjects(each)}",
            f"{tools.since(each)}; kept: {each.kept.words}",
            each.viewers.words,
            "; ".join((tools.declared(each), *(said for said in each.differences if each.declaration))),
        )
        for each in report.tools
    )
    head = ("Tool", "Records", "Since, and kept", "Who can view", "Declared for")
    table = Table("By their traces; bailee itself at the end", head, rows, widths=(5, 7, 6, 5, 6), marked=True)
    return [Heading(1, "Who watches whom"), Paragraph(tools.line(report.tools)), table]


def _duties(report: Report, applying: list[Obligation]) -> list[Block]:
    named = tuple(duty.text for duty in report.obligations if duty.state is ObligationState.NAMED_ONLY)
    asked = tuple(
        f"{question.text} ({number(waiting, 'rule hangs', 'rules hang')} on it)"
        for question, waiting in open_questions(report.obligations)
    )
    blocks: list[Block] = []
    if applying:
        rows = tuple(
            (duty.duty, duty.citation, duty.why, "draft" if duty.reviewed == "no" else duty.reviewed)
            for duty in applying
        )
        said = "Not reviewed by counsel unless it says so"
        head = ("Duty", "Citation", "Applies because", "Reviewed")
        blocks += [Heading(1, "Duties that follow"), Table(said, head, rows, widths=(7, 6, 7, 3))]
    if asked:
        blocks += [Heading(1, "To decide"), List(asked)]
    if named:
        blocks += [Heading(1, "Not verified"), List(named)]
    return blocks
