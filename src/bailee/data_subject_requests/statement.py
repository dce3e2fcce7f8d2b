"""What one person is told: what is held about them, where, what for, on which basis, who gets it, how long; what they were told.

    made = Statement(…); document_of(made), shape_of(made)

The tree becomes HTML, PDF or text; the shape is the JSON. Neither has a value, but those that were opened for this statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bailee.catalogues import ENGLISH, Words
from bailee.data_subject_requests.wording import wording
from bailee.dates import in_full
from bailee.notices.wording import wording as notice_wording
from bailee.rendering import Block, Document, Heading, List, Paragraph, Table
from bailee.vocabulary import DATA_CATEGORIES


@dataclass(frozen=True, slots=True)
class Line:
    """One category of theirs in one data store."""

    category: str  # ident in vocabulary.DATA_CATEGORIES
    subject: str
    store: str
    files: int
    times: int
    source: str  # whom or what it came from, where somebody stated it
    since: str  # day of the first scan that saw it, or of the oldest file; empty: not known
    purposes: tuple[tuple[str, str], ...] = ()  # with the basis, a value of vocabulary.LawfulBasis; empty: not stated
    recipients: tuple[str, ...] = ()
    transfers: tuple[str, ...] = ()
    kept: str = ""
    until: str = ""  # a day, where one follows from what was declared
    kinds: tuple[str, ...] = ()  # records that it stands in, by name
    is_shared: bool = False  # other people stand in the same places; theirs was left out

    @property
    def label(self) -> str:
        known = DATA_CATEGORIES.get(self.category)
        return known.label if known else self.category


@dataclass(frozen=True, slots=True)
class Opened:
    """A value of theirs, opened from the store for this statement alone."""

    category: str
    store: str
    where: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What they were told, or said."""

    on: str
    what: str
    title: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Statement:
    """All of it. `person`: the name it is made out to; `kept_here`: fields of the roster, by name, that bailee itself holds."""

    organisation: str
    person: str = field(repr=False)
    on: date = field(kw_only=True)
    lines: tuple[Line, ...] = ()
    told: tuple[Told, ...] = ()
    recorded: tuple[tuple[str, str, str], ...] = ()  # by what they are watched: (tool, what, kept)
    kept_here: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()  # (what, why)
    unsure: int = 0
    not_read: tuple[str, ...] = ()  # what a scan cannot see here, in words
    scanned_until: date | None = None
    opened: tuple[Opened, ...] | None = field(default=None, repr=False)  # None: values were not asked for
    not_opened: tuple[str, ...] = ()  # places whose values could not be opened, and why
    contact: str = ""
    request: str = ""
    is_cut: bool = False
    language: str = ENGLISH


def document_of(made: Statement) -> Document:
    """The tree, in words that an employee understands, in the language of the statement."""
    say = wording(made.language)
    blocks: list[Block] = [
        Paragraph(_first(made, say)),
        *_held(made, say),
        *_records(made, say),
        *_recorded(made, say),
        *_told(made, say),
        *_opened(made, say),
    ]
    if made.left_out:
        head = (say("letter.what"), say("letter.why"))
        blocks += [
            Heading(1, say("statement.left_out")),
            Table(say("letter.left_out_caption"), head, made.left_out, widths=(2, 3)),
        ]
    if made.kept_here:
        blocks += [
            Heading(1, say("statement.roster")),
            Paragraph(say("statement.roster_says", what=", ".join(made.kept_here))),
        ]
    blocks += [
        Heading(1, say("statement.how")),
        *_how(made, say),
        Heading(1, say("statement.rights")),
        *_rights(made, say),
    ]
    subtitle = say("statement.subtitle", person=made.person, day=say.day(made.on))
    return Document(
        say("statement.title", organisation=made.organisation),
        say.language,
        made.on,
        tuple(blocks),
        subtitle=subtitle + (f" · {made.request}" if made.request else ""),
        foot=say("statement.foot"),
        author=made.organisation,
    )


def _first(made: Statement, say: Words) -> str:
    if not made.lines and not made.recorded:
        return say("statement.nothing")
    categories = say.count("statement.kinds", len({line.category for line in made.lines}))
    stores = say.count("statement.places", len({line.store for line in made.lines}))
    return say("statement.first", kinds=categories, places=stores)


def _held(made: Statement, say: Words) -> list[Block]:
    """One row for what is held for the same purposes, however many places it lies in."""
    if not made.lines:
        return []
    usual = notice_wording(say.language).usual
    not_said = say("statement.not_said")
    together: dict[tuple[str, ...], list[Line]] = {}
    for line in made.lines:
        why = (
            "; ".join(
                f"{usual(purpose) or purpose}: {say(f'basis.{basis}') if basis else not_said}"
                for purpose, basis in line.purposes
            )
            or not_said
        )
        who = ", ".join(usual(each) or each for each in (*line.recipients, *line.transfers)) or not_said
        kept = usual(line.kept) or line.kept or not_said
        together.setdefault((_label(line.category, say), why, who, kept), []).append(line)
    rows = tuple(
        (label, _where(lines, say), why, who, _kept(kept, lines, say))
        for (label, why, who, kept), lines in together.items()
    )
    head = tuple(say(f"statement.col_{name}") for name in ("what", "where", "why", "who", "kept"))
    return [
        Heading(1, say("statement.held")),
        Table(say.count("statement.lines", len(rows)), head, rows, widths=(3, 5, 4, 3, 3)),
        Heading(1, say("statement.from")),
        *_sources(made.lines, say),
    ]


def _where(lines: Sequence[Line], say: Words) -> str:
    """The places, each with its files, and since when."""
    places = []
    for line in lines:
        said = say.count("statement.files", line.files, store=line.store)
        places.append(say("statement.shared", what=said) if line.is_shared else said)
    since = min((line.since for line in lines if line.since), default="")
    told = "; ".join(places)
    return say("statement.since", what=told, day=say.day(date.fromisoformat(since[:10]))) if since else told


def _kept(said: str, lines: Sequence[Line], say: Words) -> str:
    until = max((line.until for line in lines if line.until), default="")
    return say("statement.until", what=said, day=say.day(date.fromisoformat(until[:10]))) if until else said


def _sources(lines: Sequence[Line], say: Words) -> list[Block]:
    """What nobody stated is said once."""
    said = tuple(dict.fromkeys(f"{_label(line.category, say)}: {line.source}" for line in lines if line.source))
    blocks: list[Block] = [List(said)] if said else []
    if any(not line.source for line in lines):
        blocks.append(Paragraph(say("statement.from_rest" if said else "statement.from_all")))
    return blocks


def _records(made: Statement, say: Words) -> list[Block]:
    kinds = sorted({kind for line in made.lines for kind in line.kinds})
    if not kinds:
        return []
    return [
        Heading(1, say("statement.records")),
        Paragraph(say("statement.records_says")),
        List(tuple(kinds)),
    ]


def _recorded(made: Statement, say: Words) -> list[Block]:
    if not made.recorded:
        return []
    head = (say("statement.tool"), say("statement.tool_what"), say("statement.tool_kept"))
    return [
        Heading(1, say("statement.recorded")),
        Table(say("statement.recorded_caption"), head, made.recorded, widths=(3, 5, 2)),
    ]


def _told(made: Statement, say: Words) -> list[Block]:
    blocks: list[Block] = [Heading(1, say("statement.told"))]
    if not made.told:
        return [*blocks, Paragraph(say("statement.told_nothing"))]
    rows = tuple(
        (
            each.on.replace("T", " ").replace("Z", " UTC"),
            each.what,
            say("statement.told_version", title=each.title, number=each.version),
            each.sha256[:16],
        )
        for each in made.told
    )
    head = (say("statement.told_when"), say("letter.what"), say("statement.told_of"), say("statement.told_text"))
    return [*blocks, Table(say("statement.told_caption"), head, rows, widths=(3, 3, 4, 3))]


def _opened(made: Statement, say: Words) -> list[Block]:
    if made.opened is None:
        return []
    blocks: list[Block] = [Heading(1, say("statement.themselves"))]
    if made.opened:
        rows = tuple((_label(each.category, say), each.value, f"{each.store}: {each.where}") for each in made.opened)
        head = (say("letter.what"), say("statement.value"), say("statement.where"))
        blocks += [Paragraph(say("statement.opened")), Table(say("statement.values"), head, rows, widths=(3, 4, 5))]
    else:
        blocks.append(Paragraph(say("statement.none_opened")))
    if made.not_opened:
        blocks += [Paragraph(say("statement.not_opened")), List(made.not_opened)]
    return blocks


def _how(made: Statement, say: Words) -> list[Block]:
    until = made.scanned_until
    said = [say("statement.read_until", day=say.day(until)) if until else say("statement.read_nothing")]
    if made.unsure:
        said.append(say.count("statement.unsure", made.unsure))
    if made.is_cut:
        said.append(say("statement.cut"))
    if any(line.is_shared for line in made.lines):
        said.append(say("statement.own_part"))
    blocks: list[Block] = [Paragraph(" ".join(said))]
    if made.not_read:
        blocks += [Paragraph(say("statement.not_read")), List(made.not_read)]
    return blocks


def _rights(made: Statement, say: Words) -> list[Block]:
    asked = say("statement.rights_ask", contact=made.contact) if made.contact else say("statement.rights_whom")
    return [Paragraph(asked), Paragraph(say("statement.rights_law"))]


def _label(category: str, say: Words) -> str:
    """What a category is called, in the language of the statement."""
    if category not in DATA_CATEGORIES:
        return category
    label = notice_wording(say.language).label(category)
    return label[:1].upper() + label[1:]


def shape_of(made: Statement) -> dict[str, Any]:
    """The JSON, in English for programs. Fields are added, never renamed."""
    english = wording(ENGLISH)
    return {
        "organisation": made.organisation,
        "person": made.person,
        "on": made.on.isoformat(),
        "request": made.request or None,
        "held": [
            {
                "category": line.category,
                "subject": line.subject,
                "store": line.store,
                "files": line.files,
                "times": line.times,
                "source": line.source or None,
                "since": line.since or None,
                "purposes": [
                    {"purpose": purpose, "basis": english(f"basis.{basis}") if basis else None}
                    for purpose, basis in line.purposes
                ],
                "recipients": list(line.recipients),
                "transfers": list(line.transfers),
                "kept": line.kept or None,
                "until": line.until or None,
                "kinds": list(line.kinds),
                "shared": line.is_shared,
            }
            for line in made.lines
        ],
        "recorded": [{"tool": tool, "what": what, "kept": kept or None} for tool, what, kept in made.recorded],
        "told": [
            {"on": each.on, "what": each.what, "title": each.title, "version": each.version, "sha256": each.sha256}
            for each in made.told
        ],
        "roster": list(made.kept_here),
        "left_out": [{"what": what, "why": why} for what, why in made.left_out],
        "unsure": made.unsure,
        "not_read": list(made.not_read),
        "scanned_until": in_full(made.scanned_until) if made.scanned_until else None,
        "complete": not made.is_cut,
        "values": None
        if made.opened is None
        else [
            {"category": each.category, "store": each.store, "where": each.where, "value": each.value}
            for each in made.opened
        ],
        "not_opened": list(made.not_opened),
    }
