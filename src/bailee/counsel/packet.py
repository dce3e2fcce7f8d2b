"""One packet for counsel: the questions in order of risk, the texts in full, what nobody could verify, the inventory.

`make` gives a `Packet`: its document goes out as DOCX and PDF, its items are what the decision file asks for. The same
facts on the same day are the same packet: its ident is over what it says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from bailee.counsel.questions import Question, Risk, kind_of, questions, rule_texts
from bailee.counsel.redline import in_words, redline
from bailee.counsel.reviews import Reviews
from bailee.counsel.texts import LABELS, Text, TextKind
from bailee.counsel.words import as_blocks, bare
from bailee.dates import in_full
from bailee.evidence.canonical import canonical
from bailee.matrix import SIGNS, number
from bailee.obligations.evaluate import open_questions
from bailee.rendering import (
    DRAFT,
    Blank,
    Block,
    Break,
    Choices,
    Document,
    Form,
    Heading,
    List,
    Paragraph,
    Rich,
    Span,
    Table,
)
from bailee.reports.groups import tally
from bailee.reports.report import Report
from bailee.reports.shown import coverage_line
from bailee.reports.words import REMEDIES, SUBJECTS, cause, people, size
from bailee.vocabulary import Reason

MARK = "Privileged and confidential · prepared for counsel"
OPTIONS = (("accept", "Accept"), ("change", "Change, as written below"), ("refuse", "Refuse"))
_FIRST = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide, by its number in the packet."""

    number: int
    ident: str
    kind: TextKind
    title: str
    sha256: str
    lines: tuple[str, ...] = ()  # of a text, as it was read
    risk: Risk = Risk.LOW
    about: Mapping[str, Any] = field(default_factory=dict)  # what the packet says of it, as plain data

    def as_data(self) -> dict[str, Any]:
        return {
            "number": self.number, "ident": self.ident, "kind": self.kind.value, "title": self.title,
            "sha256": self.sha256, "lines": list(self.lines), "risk": self.risk.value, "about": dict(self.about),
        }  # fmt: skip


def item_of(data: Mapping[str, Any]) -> Item:
    """An item from what `as_data` gave."""
    return Item(
        data["number"],
        data["ident"],
        TextKind(data["kind"]),
        data["title"],
        data["sha256"],
        tuple(data["lines"]),
        Risk(data["risk"]),
        data["about"],
    )


@dataclass(frozen=True, slots=True)
class Packet:
    """What goes out to counsel."""

    ident: str
    document: Document
    items: tuple[Item, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands on the cover."""

    provider: str = ""
    due_on: date | None = None
    note: str = ""  # what is asked beside the questions, in the sender's words
    paper: Literal["a4", "letter"] = "a4"


def make(
    report: Report,
    texts: Iterable[Text],
    reviews: Reviews,
    asked: Asked,
    *,
    answered: Collection[tuple[str, str]] = (),
    others: Iterable[Question] = (),
) -> Packet:
    """The packet of a report. `answered`: questions that counsel answered, with the hash of what was asked."""
    notices = [each for each in texts if not reviews.of(each).is_reviewed]
    asking = questions(report, notices, reviews, others=others)
    found = tuple(each for each in asking if (each.ident, each.sha256) not in answered)
    to_ask = [each for each in found if each.about is None]
    to_read = [*notices, *rule_texts(report, reviews).values()]
    items: list[Item] = []
    blocks: list[Block] = []
    for question in to_ask:
        items.append(
            Item(
                len(items) + 1,
                question.ident,
                kind_of(question),
                question.text,
                question.sha256,
                (),
                question.risk,
                _about_question(question),
            )
        )
    risks = {each.about.ident: each.risk for each in found if each.about is not None}
    for text in to_read:
        items.append(
            Item(
                len(items) + 1,
                text.ident,
                text.kind,
                text.title,
                text.sha256,
                text.lines,
                risks.get(text.ident, Risk.LOW),
                _about_text(text, reviews),
            )
        )
    by_ident = {item.ident: item for item in items}
    blocks += _cover(report, asked, found, items)
    blocks += _questions(to_ask, by_ident)
    blocks += _texts(to_read, by_ident, reviews)
    blocks += _unknown(report)
    blocks += _inventory(report)
    blocks += _signature()
    document = Document(
        "Questions for counsel",
        "en",
        report.on,
        tuple(blocks),
        subtitle=f"{report.organisation} · {in_full(report.on)}",
        author=asked.provider or report.organisation,
        mark=MARK,
        paper=asked.paper,
    )
    ident = f"packet-{hashlib.sha256(canonical(document.as_data())).hexdigest()[:12]}"
    document = replace(document, foot=f"{report.organisation} · {ident}")
    return Packet(ident, document, tuple(items), found)


def _about_question(question: Question) -> dict[str, Any]:
    return {
        "because": question.because,
        "why": question.why,
        "facts": [[fact.says, fact.origin] for fact in question.facts],
        "laws": [[law.citation, law.read_as, law.source] for law in question.laws],
        "proposal": question.proposal,
        "turns_on": question.turns_on,
    }


def _about_text(text: Text, reviews: Reviews) -> dict[str, Any]:
    known = reviews.words_before(text.ident)
    return {
        "citation": text.citation,
        "drafted_by": text.drafted_by,
        "source": text.source,
        "why_draft": reviews.of(text).why,
        "before": list(known) if known != text.lines else [],
    }


def _cover(report: Report, asked: Asked, found: Sequence[Question], items: Sequence[Item]) -> list[Block]:
    texts = [item for item in items if item.kind is not TextKind.QUESTION]
    to_ask = len(items) - len(texts)
    by = in_full(asked.due_on) if asked.due_on else "no day was named"
    rows = [
        ("Client", report.organisation),
        *((("Provider", asked.provider),) if asked.provider else ()),
        ("Prepared on", in_full(report.on)),
        ("Answer wanted by", by),
        ("What is asked", f"{number(to_ask, 'question')} to answer, {number(len(texts), 'text')} to review"),
        *((("Note", asked.note),) if asked.note else ()),
    ]
    blocks: list[Block] = [
        Table("This packet", ("", ""), tuple(rows), widths=(1, 3)),
        Paragraph(
            "Everything below was put together by a program, from what was found on disks and what the client declared. It is "
            "research for a person of law to check. No part of it is legal advice, and no text in it was reviewed unless it says so."
        ),
        Heading(1, "How to answer"),
        List(
            (
                "Tick one box at each number: accept what we propose, change it in your words, or refuse.",
                (
                    "In the DOCX the boxes can be ticked and the lines written on; send that file back. Or fill in the decision "
                    "file that came with it, or sign in as counsel and decide on the page."
                ),
                (
                    "An answer holds for this client in the places where it works now, unless you say otherwise, and ends on the day "
                    "that you name. Where a text changes later, your review of it ends by itself."
                ),
                "Your grounds stay between you and the client: they enter no report and no export unless you release them by name.",
            )
        ),
    ]
    first = [each for each in found if each.risk is not Risk.LOW][:_FIRST] or list(found[:_FIRST])
    if first:
        blocks += [
            Heading(1, "What matters most"),
            Table(
                f"{len(first)} of {number(len(found), 'question')}, whether a text may go out among them; the gravest first",
                ("Risk", "Question", "Because"),
                tuple((each.risk.value, each.text, each.because) for each in first),
                widths=(2, 9, 7),
            ),
        ]
    if report.rows:
        states = tally(report.rows)
        head = tuple(f"{SIGNS[state]} {state.value}" for state in states)
        blocks += [
            Table(
                f"Where the client stands: {3 * len(report.rows)} cells of held, told, secured",
                head,
                (tuple(f"{count:,}" for count in states.values()),),
            )
        ]
    return blocks


def _questions(asked: Sequence[Question], items: Mapping[str, Item]) -> list[Block]:
    blocks: list[Block] = [Break(), Heading(1, "Part 1. Questions, in order of risk")]
    if not asked:
        return [*blocks, Paragraph("Nothing is open that takes a person of law.")]
    for each in asked:
        item = items[each.ident]
        blocks += [
            Heading(2, f"{item.number}. {each.text}"),
            Rich((Span("Risk: "), Span(each.risk.value, "strong"), Span(f" ({each.because})"))),
            Rich((Span("Why it matters. ", "strong"), Span(each.why))),
        ]
        if each.facts:
            blocks.append(
                Table(
                    "The facts it rests on",
                    ("Fact", "Where it comes from"),
                    tuple((fact.says, fact.origin) for fact in each.facts),
                    widths=(3, 2),
                )
            )
        for law in each.laws:
            blocks.append(
                Rich((Span(law.citation, "strong", note=law.source), Span(f", {law.read_as}", "quiet")), is_item=True)
            )
        blocks += [
            Rich((Span("We propose. ", "strong"), Span(each.proposal))),
            Rich((Span("What turns on it. ", "strong"), Span(each.turns_on))),
            *_answer(item, "Your answer or ground"),
        ]
    return blocks


def _answer(item: Item, label: str, lines: int = 2) -> tuple[Block, ...]:
    name = str(item.number)
    return (
        Choices(f"{name}.decision", OPTIONS),
        Blank(f"{name}.{'note' if item.kind is TextKind.QUESTION else 'words'}", label, lines),
    )


def _texts(texts: Sequence[Text], items: Mapping[str, Item], reviews: Reviews) -> list[Block]:
    blocks: list[Block] = [Break(), Heading(1, "Part 2. Texts to review")]
    if not texts:
        return [*blocks, Paragraph("Every text that is in use was reviewed, in the words that it has now.")]
    for each in texts:
        item = items[each.ident]
        stands = reviews.of(each)
        blocks += [
            Heading(2, f"{item.number}. {each.title}"),
            Rich((Span(DRAFT, "strong"), Span(f" · {stands.why}" if reviews.history(each.ident) else ""))),
            Rich(
                (
                    *((Span(f"{each.citation}. "),) if each.citation else ()),
                    Span(f"Drafted by {each.drafted_by}", "quiet", note=each.source),
                    Span(f". SHA-256 of the words: {_grouped(each.sha256)}", "quiet"),
                )
            ),
        ]
        known = reviews.words_before(each.ident)
        if known and known != each.lines:
            old, new = tuple(map(bare, known)), tuple(map(bare, each.lines))
            blocks.append(Rich((Span("Changed since the last review. ", "strong"), Span(_changes(old, new)))))
            blocks += [Rich(spans) for spans in redline(old, new)]
        else:
            blocks += _shown(each.lines)
        blocks += _answer(item, "New words, whole; or your ground", 3 if each.kind is TextKind.NOTICE else 1)
    return blocks


def _changes(before: Sequence[str], after: Sequence[str]) -> str:
    said = in_words(before, after)
    more = f" And {number(len(said) - 6, 'more change')}." if len(said) > 6 else ""
    return f"In words: {'. '.join(said[:6])}.{more} Inserted words are underlined, removed ones struck out:"


def _shown(lines: Sequence[str]) -> list[Block]:
    """The words as they read. Headings of a notice are no headings of the packet."""
    blocks: list[Block] = []
    for block in as_blocks(lines):
        if isinstance(block, Heading):
            blocks.append(Rich((Span(block.text, "strong"),)))
        elif isinstance(block, Form):
            blocks.append(
                List(
                    (
                        *(f"To tick: {each}" for each in block.statements),
                        *(f"To fill in: {each}" for each in block.lines),
                    )
                )
            )
        elif isinstance(block, Paragraph) and not block.strong:
            label, found, said = block.text.partition(": ")
            is_label = bool(found) and label in LABELS
            blocks.append(Rich((Span(f"{label}: ", "quiet"), Span(said))) if is_label else block)
        else:
            blocks.append(block)
    return blocks


def _unknown(report: Report) -> list[Block]:
    blocks: list[Block] = [
        Break(),
        Heading(1, "Part 3. What we could not verify"),
        Heading(2, "What no scan read"),
        Paragraph(coverage_line(report)),
    ]
    if report.looked.coverage.causes:
        rows = tuple(
            (cause(Reason(name)).capitalize(), f"{items:,}", size(amount), REMEDIES[Reason(name)])
            for name, items, amount in sorted(report.looked.coverage.causes, key=lambda row: -row[1])
        )
        head = ("Cause", "Files", "Size", "What would read it")
        blocks.append(Table("By cause", head, rows, widths=(4, 2, 2, 10)))
    asked = [(question, waiting) for question, waiting in open_questions(report.obligations) if question.fact]
    blocks.append(Heading(2, "Facts that nobody stated"))
    if asked:
        facts = tuple((question.text, number(waiting, "rule")) for question, waiting in asked)
        said = "What the client has yet to answer; rules that wait for it stay open until then"
        blocks.append(Table(said, ("Fact", "Waiting"), facts, widths=(6, 1)))
    else:
        blocks.append(Paragraph("Every fact that a rule asks for is known."))
    unverified = [each for each in report.obligations if each.confidence == "unverified"]
    blocks.append(Heading(2, "Laws that we found named, and could not read"))
    if unverified:
        blocks.append(List(tuple(each.text for each in unverified)))
    else:
        blocks.append(Paragraph("None that may apply here."))
    return blocks


def _inventory(report: Report) -> list[Block]:
    stores = {(each.category, each.subject): each.stores for each in report.holdings}
    rows = tuple(
        (
            row.label,
            f"{SUBJECTS[row.subject]}{f', {people(row.people)}' if row.people.high else ''}",
            number(len(stores.get((row.category, row.subject), ())), "store"),
            ", ".join(row.purposes) or "none declared",
            *(f"{SIGNS[cell.state]} {cell.word}" for cell in row.cells.values()),
        )
        for row in report.rows
    )
    blocks: list[Block] = [Break(), Heading(1, "Part 4. The inventory")]
    if not rows:
        return [*blocks, Paragraph("Nothing is held that was found or declared.")]
    head = ("What", "About whom", "Where", "What for", "Held", "Told", "Secured")
    said = f"{number(len(rows), 'row')}: what is held about whom, and how it stands"
    return [*blocks, Table(said, head, rows, widths=(5, 5, 3, 5, 4, 4, 4), marked=True)]


def _signature() -> list[Block]:
    return [
        Heading(1, "Decided by"),
        Blank("counsel.name", "Your name"),
        Blank("counsel.firm", "Your firm"),
        Blank("counsel.decided_on", "Decided on, as 2026-11-25"),
        Blank("counsel.expires_on", "The last day on which these decisions hold; empty: until a text changes"),
        Form(("The decisions above are mine, for this client and the places named.",), ("Admitted in", "Signature")),
    ]


def _grouped(digest: str) -> str:
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
