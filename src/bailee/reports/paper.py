"""The report on paper: PDF with tags, for a client's file, with the same rows as the page."""

from __future__ import annotations

from bailee.obligations.evaluate import ObligationState
from bailee.rendering import Block, Document, Heading, List, Paragraph, Table, pdf
from bailee.reports.page import coverage_line
from bailee.reports.report import Report
from bailee.reports.words import REMEDIES, SUBJECTS, cause, size
from bailee.vocabulary import Reason, State


def render(report: Report) -> bytes:
    """The PDF's bytes; the same report gives the same bytes."""
    states = [cell.state for row in report.rows for cell in row.cells.values()]
    counts = ", ".join(
        f"{states.count(state)} {state.value}" for state in (State.RED, State.AMBER, State.UNKNOWN, State.GREEN)
    )
    blocks: list[Block] = [
        Paragraph(f"Of {len(states)} cells: {counts}." if states else "Nothing is held that was found.", strong=True),
        Paragraph(coverage_line(report)),
    ]
    if report.steps:
        blocks += [Heading(1, "Start here"), List(tuple(f"{step.text} {step.why}" for step in report.steps))]
    if report.rows:
        blocks.append(Heading(1, "Held, told, secured"))
    for subject, label in SUBJECTS.items():
        rows = [row for row in report.rows if row.subject is subject]
        if rows:
            cells = tuple((row.label, *(f"{cell.word}. {cell.why}" for cell in row.cells.values())) for row in rows)
            blocks.append(Table(label, ("What", "Held", "Told", "Secured"), cells))
    blocks += _duties(report)
    if report.looked.coverage.causes:
        causes = tuple(
            (cause(Reason(name)).capitalize(), f"{items:,}", size(amount), REMEDIES[Reason(name)])
            for name, items, amount in report.looked.coverage.causes
        )
        blocks += [
            Heading(1, "What was not read"),
            Table("By cause", ("Cause", "Files", "Size", "What would read it"), causes),
        ]
    document = Document(
        f"{report.organisation}: held, told, secured",
        "en",
        report.on,
        tuple(blocks),
        subtitle=f"{report.on.day} {report.on:%B %Y} · {', '.join(report.looked.places)}",
        foot="People are ranges. Green means read and met; what was not read is unknown. Not legal advice.",
        author="bailee",
    )
    return pdf.render(document)


def _duties(report: Report) -> list[Block]:
    applying = [duty for duty in report.obligations if duty.state is ObligationState.APPLIES]
    named = tuple(duty.text for duty in report.obligations if duty.state is ObligationState.NAMED_ONLY)
    blocks: list[Block] = []
    if applying:
        rows = tuple(
            (duty.duty, duty.citation, duty.why, "draft" if duty.reviewed == "no" else duty.reviewed)
            for duty in applying
        )
        blocks += [
            Heading(1, "Duties that follow"),
            Table(
                "Not reviewed by counsel unless it says so", ("Duty", "Citation", "Applies because", "Reviewed"), rows
            ),
        ]
    if named:
        blocks += [Heading(1, "Laws nobody could verify"), List(named)]
    return blocks
