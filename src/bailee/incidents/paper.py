"""The sheet on paper: three answers first, then what is not known, then each day, then each place, the tests of harm, the timeline.

A drill says so above every page, and a privileged sheet that it is.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bailee.dates import to_the_minute, with_weekday
from bailee.incidents.acts import KINDS, Incident
from bailee.incidents.clocks import zone_of
from bailee.incidents.duties import ADDRESSEES
from bailee.incidents.held import figures, said
from bailee.incidents.sheet import Line, Sheet, Standing
from bailee.rendering import Block, Document, Heading, List, Paragraph, Table

DRILL = "DRILL: nothing of this happened, nobody is told"
PRIVILEGED = "Privileged and confidential · prepared at the request of counsel"
STANDS = {
    Standing.DUE: "due",
    Standing.PERHAPS: "perhaps due",
    Standing.ASK: "ask counsel",
    Standing.DONE: "done",
    Standing.LIFTED: "not due",
    Standing.BELOW: "not reached",
}


def mark_of(incident: Incident) -> str:
    """What stands above every page."""
    return marked(incident.is_drill, incident.is_privileged)


def marked(is_drill: bool, is_privileged: bool) -> str:
    """The same, of what is known of one."""
    return " · ".join([*([DRILL] if is_drill else []), *([PRIVILEGED] if is_privileged else [])])


def moment_words(moment: datetime, incident: Incident) -> str:
    """A moment in the zone of the incident, with the zone in print."""
    return in_zone(moment, zone_of(incident.zone))


def in_zone(moment: datetime, zone: ZoneInfo) -> str:
    """
    >>> in_zone(datetime(2026, 11, 24, 13, 15, tzinfo=ZoneInfo("UTC")), ZoneInfo("America/New_York"))
    'Tue 24 Nov 2026, 08:15 (EST)'
    """
    here = moment.astimezone(zone)
    return f"{to_the_minute(here)} ({here:%Z})"


def day_words(line: Line) -> str:
    """By when, as a person reads it.

    >>> from bailee.incidents.sheet import Line
    >>> day_words(Line("a", "r", "", "people", "", Standing.DUE, "without undue delay", ""))
    'without undue delay'
    """
    if line.deadline is None:
        return "first, before the people are told" if line.first else line.words
    on, by = line.deadline.on, line.deadline.act_by
    day = with_weekday(on)
    if line.deadline.by_the_hour:
        day += f", {line.deadline.at:%H:%M}"
    return day if by == on else f"{day}; act by {by:%a} {by.day} {by:%b}"


def whom(line: Line) -> str:
    """Who is told."""
    return line.who or ADDRESSEES.get(line.to, line.to)


def document_of(sheet: Sheet, organisation: str) -> Document:
    """The sheet as a document."""
    incident, lost = sheet.incident, sheet.lost
    blocks: list[Block] = [
        Paragraph(_taken(sheet)),
        Heading(1, "Who"),
        Paragraph(said(lost.people) if lost.is_known else "Unknown. It is not zero.", strong=True),
    ]
    if lost.subjects:
        blocks.append(
            Paragraph(
                "; ".join(f"{figures(people)} {subject.value.replace('-', ' ')}" for subject, people in lost.subjects)
            )
        )
    if lost.people is not None and lost.people.reasons:
        blocks.append(List(lost.people.reasons))
    blocks.append(Heading(1, "What lay on it"))
    if lost.kinds:
        blocks.append(
            Table(
                "Kinds of data, and how many people’s",
                ("Kind", "People"),
                tuple((each.label, figures(each.people)) for each in lost.kinds),
                (4, 1),
            )
        )
    else:
        blocks.append(Paragraph("Unknown." if not lost.is_known else "Nothing of a person was found in what was read."))
    blocks += [
        Heading(1, "Was it encrypted at that hour?"),
        Paragraph(sheet.encryption.title, strong=True),
        *(
            [List(tuple(f"{each.name}: {each.words}" for each in sheet.encryption.disks))]
            if sheet.encryption.disks
            else []
        ),
    ]
    if sheet.encryption.sealed_files:
        blocks.append(
            Paragraph(
                f"{sheet.encryption.sealed_files:,} {'file' if sheet.encryption.sealed_files == 1 else 'files'} with findings stood sealed by a key of the organisation’s."
            )
        )
    if sheet.unknown:
        blocks += [Heading(1, "Not known"), List(sheet.unknown)]
    blocks += _duties(sheet)
    blocks += _places(sheet)
    if sheet.named:
        blocks += [Heading(1, "Not verified: ask counsel"), List(sheet.named)]
    blocks += _harm(sheet)
    blocks += [
        Heading(1, "Timeline"),
        Table("What was said and done", ("When", "What", "Source"), tuple((moment_words(each.at, incident), each.says, each.source) for each in incident.timeline), (3, 5, 3)),
        Paragraph("The rules were read by people who are no lawyers, and are reviewed by counsel where that is said. Nothing here is legal advice."),
    ]  # fmt: skip
    return Document(
        f"{incident.title}",
        "en",
        sheet.made_at.astimezone(zone_of(incident.zone)).date(),
        tuple(blocks),
        subtitle=f"Incident {incident.ident} · {organisation}",
        foot=f"Incident {incident.ident} · as of {moment_words(sheet.made_at, incident)}",
        author=organisation,
        mark=mark_of(incident),
        draft=not all(line.reviewed for line in sheet.open_lines if not line.rule.startswith("contract-")),
    )


def _taken(sheet: Sheet) -> str:
    incident = sheet.incident
    parts = [KINDS.get(incident.kind, incident.kind) + "."]
    if incident.from_at is not None:
        parts.append(f"After {moment_words(incident.from_at, incident)}.")
    if incident.until_at is not None:
        parts.append(f"Not later than {moment_words(incident.until_at, incident)}.")
    parts.append(f"Discovered {moment_words(incident.discovered_at, incident)}: clocks run from there.")
    if incident.ident:
        parts.append(f"Reported {moment_words(incident.reported_at, incident)} by {incident.reported_by}.")
    if sheet.clock_says:
        parts.append(sheet.clock_says)
    return " ".join(parts)


def _duties(sheet: Sheet) -> list[Block]:
    shown = [each for each in sheet.lines if each.standing is not Standing.BELOW]
    if not shown:
        return [Heading(1, "Deadlines"), Paragraph("No duty with a day is known: see what is not known.")]
    rows = tuple(
        (
            whom(line) + (f", {_where(sheet, line)}" if line.place else ""),
            day_words(line) if line.standing.is_open else "–",
            STANDS[line.standing] + (f": {line.why}" if line.why else ""),
            line.short
            + ("; figure to be confirmed" if line.confirm else "")
            + (f"; reviewed by {line.reviewed}" if line.reviewed else ""),
        )
        for line in shown
    )
    return [
        Heading(1, "Deadlines"),
        Table("Who is told, by when", ("Whom", "By when", "Stands", "Rule"), rows, (4, 4, 5, 4)),
    ]


def _where(sheet: Sheet, line: Line) -> str:
    return next((row.name for row in sheet.rows if row.code == line.place), line.place)


def _places(sheet: Sheet) -> list[Block]:
    if not sheet.rows:
        return []
    rows = tuple(
        (
            row.name + (f" ({row.note})" if row.note else ""),
            figures(row.people),
            "; ".join(row.counts) or "none",
            row.exempts,
            row.short or "–",
        )
        for row in sheet.rows
    )
    return [
        Heading(1, "By place"),
        Table("Where they live, and what counts there", ("Lives in", "People", "Kinds that count there", "Encryption exempts?", "Rule"), rows, (3, 2, 5, 3, 3)),
    ]  # fmt: skip


def _harm(sheet: Sheet) -> list[Block]:
    if not sheet.questions:
        return []
    lines = []
    for number, each in enumerate(sheet.questions, 1):
        answer = "not answered" if each.answer is None else "yes" if each.answer else "no"
        by = f", by {each.by} on {moment_words(each.at, sheet.incident)}" if each.at is not None else ""
        lines.append(
            f"{number} of {len(sheet.questions)}. {each.question.asks} {answer.capitalize()}{by}. {each.grounds}".rstrip()
        )
    return [Heading(1, "Harm test, asked one by one"), List(tuple(lines))]
