"""What a binder is made of: each part writes its files into a folder, and says what they are.

lay(laying, "laws")          # laws.json: the rules that were in force

Where nobody is to be named, each text is looked through for the names of the roster and of members first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from bailee.binders.audiences import Audience
from bailee.binders.names import Names
from bailee.errors import CannotRead, NotAllowed
from bailee.evidence import standalone
from bailee.evidence.log import Row
from bailee.matrix.words import number
from bailee.obligations.load import Rule
from bailee.obligations.shapes import rule_shape
from bailee.obligations.tables import rules_for
from bailee.operations.ask_counsel import rendered
from bailee.operations.bundle_proof import as_json, write_files
from bailee.operations.prove_informed import WORDS, Informed, informed
from bailee.operations.report_status import report_status
from bailee.operations.state_coverage import state_coverage
from bailee.rendering import Document, Paragraph, Table, from_data, pdf
from bailee.reports import coverage, paper, shapes
from bailee.reports.report import Report
from bailee.reports.sheets import csv_text
from bailee.store.workspace import Workspace

EARLIER = "checkpoints"


@dataclass
class Laying:
    """A binder that is being laid out."""

    workspace: Workspace
    folder: Path
    audience: Audience
    start: date
    end: date
    on: date
    rows: tuple[Row, ...]  # of the log
    person: str = ""
    about: dict[str, str] = field(default_factory=dict)  # what each file is
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def names(self) -> Names:
        """Nobody's, where people are named anyway."""
        if self.audience.names_people:
            return Names([])
        people = [name for each in self.workspace.roster_of_all() for name in (each.name, *each.details.emails)]
        return Names(
            [*people, *(each.name for each in self.workspace.member_list(ended=True) if each.name != each.ident)]
        )

    @cached_property
    def report(self) -> Report:
        return report_status(self.workspace, on=self.end)

    @cached_property
    def acts(self) -> tuple[Informed, ...]:
        """Acts of the time by which people were told."""
        found = informed(self.workspace, person=self.person)
        return tuple(each for each in found if each.record and self.is_within(each.on[:10]))

    def is_within(self, day: str) -> bool:
        return self.start.isoformat() <= day <= self.end.isoformat()

    def json(self, name: str, told: Any, what: str) -> None:
        self.write(name, as_json(self.names.masked(told)).encode(), what)

    def document(self, name: str, made: Document, what: str) -> None:
        self.write(name, pdf.render(from_data(self.names.masked(made.as_data()))), what)

    def write(self, name: str, content: bytes, what: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.about[name] = what


def lay(laying: Laying, part: str) -> None:
    """Write one part. What cannot be had is said on the first page, and ends nothing."""
    try:
        _PARTS[part](laying)
    except (CannotRead, NotAllowed) as fault:
        laying.left_out.append(f"{_CALLED[part]}: {fault}.")


def _status(laying: Laying) -> None:
    laying.json(
        "status.json", shapes.status(laying.report), "Held, told, secured, row by row, with reasons; duties of law"
    )
    laying.document("status.pdf", paper.document(laying.report), "The same for reading")
    _says_when(laying)


def _secured(laying: Laying) -> None:
    told = shapes.status(laying.report)
    rows = [
        {"category": row["category"], "subject": row["subject"], "secured": {**row["secured"], "evidence": None}}
        for row in told["status"]
    ]
    laying.json(
        "secured.json", {"items": told["items"], "rows": rows}, "How what is held is secured, row by row, with reasons"
    )
    lines = tuple(
        (row["category"], row["subject"] or "", f"{row['secured']['state']}: {row['secured']['why']}") for row in rows
    )
    blocks = (
        Paragraph("Encryption, and who can open it, of each kind of data. What was not read is unknown, never green."),
        Table(
            number(len(lines), "kind of data", "kinds of data"),
            ("What", "About whom", "How it is secured"),
            lines,
            (2, 2, 5),
        ),
    )
    subtitle = f"{laying.report.organisation}, {laying.end}"
    laying.document(
        "secured.pdf",
        Document("How it is secured", "en", laying.end, blocks, subtitle=subtitle),
        "The same for reading",
    )
    _says_when(laying)


def _says_when(laying: Laying) -> None:
    if laying.end < laying.on:
        laying.notes.append(
            f"How it stands is as of {laying.end} in what was declared, told and reviewed; what lies where is as the last scan found it."
        )


def _coverage(laying: Laying) -> None:
    try:
        sealed = state_coverage(laying.workspace)
    except NotAllowed:  # an auditor takes the one that is there
        kept = laying.workspace.coverage_statement()
        if kept is None:
            raise CannotRead("no statement of coverage was made yet") from None
        sealed = kept
    if laying.names.masked(sealed["statement"]) != sealed["statement"]:
        raise CannotRead("the sealed statement of coverage names somebody, in the name of a place")
    made_on = datetime.fromisoformat(sealed["statement"]["made_at"]).date()
    laying.json("coverage.json", sealed, "What was looked at and what was not, sealed by itself")
    laying.document("coverage.pdf", coverage.document(sealed, made_on), "The same for reading")


def _laws(laying: Laying) -> None:
    def applied(rule: Rule) -> bool:
        began, ended = rule.valid_from or rule.in_force_from, rule.valid_until
        return (began is None or began <= laying.end) and (ended is None or ended >= laying.start)

    rules = [rule_shape(rule) for rule in rules_for(laying.workspace.home) if applied(rule)]
    laying.json(
        "laws.json", rules, f"{len(rules)} rules of law that were in force between the two days, as our tables had them"
    )


def _notices(laying: Laying) -> None:
    for version in laying.workspace.notices():
        published = version.published_at
        if published is None or published.date() > laying.end:
            continue
        name = f"{standalone.NOTICES}/{version.kind}-v{version.version}-{version.language}"
        said = version.content.get("document")
        told: dict[str, Any] = {
            "kind": version.kind, "version": version.version, "language": version.language, "sha256": version.sha256,
        }  # fmt: skip
        called = (
            f"{version.kind.replace('-', ' ')}, version {version.version} ({version.language}), of {published:%Y-%m-%d}"
        )
        if said is not None and standalone.digest(standalone.canonical(said).encode()) == version.sha256:
            told["document"] = said
            laying.write(f"{name}.pdf", pdf.render(from_data(said)), called)
        laying.write(f"{name}.json", as_json(told).encode(), f"{called}: its words and their hash")


def _told_counts(laying: Laying) -> None:
    counts: Counter[tuple[str, str, int, str, str]] = Counter()
    days: dict[tuple[str, str, int, str, str], list[str]] = {}
    for each in laying.acts:
        key = each.called, each.sha256, each.version, each.language, WORDS[each.what]
        counts[key] += 1
        days.setdefault(key, []).append(each.on[:10])
    rows = [(*key, number, min(days[key]), max(days[key])) for key, number in sorted(counts.items())]
    heads = ("Notice", "SHA-256", "Version", "Language", "What", "How many", "First", "Last")
    laying.write(
        "told-counts.csv", csv_text(heads, rows).encode(), "How many were told what, by version; nobody by name"
    )
    blocks = (
        Paragraph(f"{number(sum(counts.values()), 'act')} by which people were told or agreed, {laying.start} to {laying.end}."),
        Table(
            "By version", ("Notice", "Version", "What", "How many", "First", "Last"),
            tuple((row[0], f"{row[2]} ({row[3]})", row[4], f"{row[5]:,}", row[6], row[7]) for row in rows),
        ),
    )  # fmt: skip
    made = Document("How many were told", "en", laying.end, blocks if rows else blocks[:1])
    laying.document("told-counts.pdf", made, "The same for reading")


def _told(laying: Laying) -> None:
    """Acts with names, certificates, words, consents: as a proof has them, and checked as there."""
    if not laying.acts:
        raise CannotRead("nobody was told anything in this time that the log records")
    write_files(laying.workspace, laying.folder, laying.acts, laying.person, on=laying.on)
    named = {
        "told.jsonl": "Who was told what, one act a line, each with the number of its record: this is what is proven",
        "told.csv": "The same for a spreadsheet",
        "told.pdf": "The same for reading",
    }
    parts = {
        standalone.NOTICES: "The words of one version, and their hash",
        standalone.CERTIFICATES: "The certificate of one signature",
        standalone.CONSENTS: "The record of what one person agreed to, refused or took back",
        standalone.FORMS: "What was shown before",
    }
    for path in sorted(laying.folder.rglob("*")):
        name = path.relative_to(laying.folder).as_posix()
        if path.is_file() and name not in laying.about:
            laying.about[name] = named.get(name) or parts.get(name.partition("/")[0], "")


def _acts(laying: Laying) -> None:
    rows = [(row.sequence, row.at, row.action) for row in laying.rows if laying.is_within(row.at[:10])]
    laying.write(
        "acts.csv",
        csv_text(("Record", "When", "What"), rows).encode(),
        f"{len(rows):,} records of the time by number, time and sort",
    )


def _erasures(laying: Laying) -> None:
    for each in laying.workspace.erasures():
        if laying.is_within(each.at.date().isoformat()):
            content = laying.workspace.erasure_document(each.ident)
            laying.write(f"erasures/{each.ident}.pdf", content, f"Certificate of what was erased on {each.at:%Y-%m-%d}")


def _released(laying: Laying) -> None:
    """What counsel released by name; nothing else of what is privileged is read here."""
    for each in laying.workspace.released_decisions():
        told = {
            "ident": each.ident, "text": each.text, "sha256": each.sha256, "verdict": each.verdict.value, "reviewer": each.reviewer,
            "firm": each.firm, "on": each.decided_on.isoformat(), "ground": each.ground,
        }  # fmt: skip
        laying.json(
            f"counsel/{each.ident}.json", told, f"What counsel decided on {each.decided_on}, released by counsel"
        )
    released = laying.workspace.released()
    if laying.workspace.sees_privileged:
        for kept in laying.workspace.packets():
            if kept.ident in released:
                name = f"counsel/{kept.ident}.pdf"
                laying.write(name, rendered(kept, "pdf"), "A packet for counsel, released by counsel")


def lay_checkpoints(laying: Laying, *, with_stamps: bool) -> None:
    """Earlier checkpoints, the proof that the log only grew between them, and times that others vouch for."""
    workspace = laying.workspace
    before = [row.sequence for row in laying.rows if row.at and row.at[:10] < laying.start.isoformat()]
    within = [row.sequence for row in laying.rows if row.at and row.at[:10] <= laying.end.isoformat()]
    wanted = {size: "" for size in (max(before, default=0), max(within, default=0)) if size}
    stamps = {each.size: each for each in workspace.log_stamps() if not each.fault} if with_stamps else {}
    notes = {size: note for size in {*wanted, *stamps} if (note := workspace.checkpoint_at(size))}
    for size, note in sorted(notes.items()):
        laying.write(f"{EARLIER}/{size}.checkpoint", note.encode(), f"The checkpoint of the first {size:,} records")
        if size in stamps:
            said = f"When that checkpoint was there, says {stamps[size].service}"
            laying.write(f"{EARLIER}/{size}.tsr", stamps[size].token, said)
    ends = sorted(set(notes) & set(wanted))
    if len(ends) == 2:
        text = workspace.consistency(notes[ends[0]], notes[ends[1]])
        name = f"{EARLIER}/{ends[0]}-to-{ends[1]}.growth"
        laying.write(name, text.encode(), "Proof that the log of the second begins with that of the first")


_PARTS: Mapping[str, Callable[[Laying], None]] = {
    "status": _status,
    "secured": _secured,
    "coverage": _coverage,
    "laws": _laws,
    "notices": _notices,
    "told-counts": _told_counts,
    "told": _told,
    "acts": _acts,
    "erasures": _erasures,
    "released": _released,
    "controls": lambda laying: None,  # made last, from the names of all other files
}
_CALLED = {
    "status": "Where the organisation stands",
    "secured": "How what is held is secured",
    "coverage": "The statement of what was looked at",
    "laws": "The laws that were in force",
    "notices": "The words of notices",
    "told-counts": "How many were told",
    "told": "Who was told what",
    "acts": "The list of acts",
    "erasures": "Certificates of what was erased",
    "released": "What counsel released",
    "controls": "Controls",
}
ORDER: Sequence[str] = tuple(_PARTS)
