"""Clauses: small pieces of a notice, each a function of the snapshot. Plain words, short sentences, the person as *you*."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from bailee.notices.snapshot import Snapshot, Told, Watcher
from bailee.rendering import Block, Form, Heading, List, Paragraph, Table
from bailee.vocabulary import LawfulBasis, inside

_BASIS = {
    LawfulBasis.CONSENT: "you agreed",
    LawfulBasis.CONTRACT: "our contract with you needs it",
    LawfulBasis.LEGAL_OBLIGATION: "a law demands it",
    LawfulBasis.VITAL_INTERESTS: "a life may depend on it",
    LawfulBasis.PUBLIC_TASK: "a public task needs it",
    LawfulBasis.LEGITIMATE_INTERESTS: "we have a legitimate interest in it",
}
NOT_DECLARED = "not stated yet"
LAWS = "Laws behind this notice"


@cache
def _words() -> dict[str, str]:
    table = resources.files("bailee.notices").joinpath("words.toml").read_text(encoding="utf-8")
    words: dict[str, str] = tomllib.loads(table)["words"]
    return words


def in_words(category: str) -> str:
    """What a category is, said to the person whom it is about."""
    return _words()[category]


def who_we_are(snapshot: Snapshot) -> tuple[Block, ...]:
    asks = f"Ask {snapshot.contact}." if snapshot.contact else f"Whom to ask is {NOT_DECLARED}."
    return (Heading(1, "Who holds it"), Paragraph(f"{snapshot.organisation} holds what this notice names. {asks}"))


def what_we_hold(entries: tuple[Told, ...], caption: str) -> Table:
    """Category, what for and on which ground, how long. A purpose that nobody declared is said to be missing."""
    rows = []
    for entry in entries:
        said = (use.purpose + (f" ({_BASIS[use.basis]})" if use.basis else "") for use in entry.uses)
        why = "; ".join(dict.fromkeys(said))
        kept = "; ".join(dict.fromkeys(use.retention for use in entry.uses if use.retention))
        rows.append((in_words(entry.category), _sentence(why or NOT_DECLARED), _sentence(kept or NOT_DECLARED)))
    return Table(caption, ("What", "What for, and on which ground", "Kept"), tuple(rows))


def with_what(tools: tuple[Watcher, ...]) -> Table:
    """Which tool records what, since when, how long it is kept, and who can look at it."""
    rows = []
    for tool in tools:
        what = f"{_list(tool.observes)}. What for: {_sentence('; '.join(tool.purposes) or NOT_DECLARED, keep=True)}"
        since = f"{tool.since.day} {tool.since:%B %Y}" if tool.since else NOT_DECLARED
        rows.append(
            (
                tool.name,
                _sentence(what),
                _sentence(since),
                _sentence(tool.kept or NOT_DECLARED),
                _sentence(tool.viewers or NOT_DECLARED),
            )
        )
    head = ("With what", "It records, and what for", "Since", "Kept", "Who can look at it")
    return Table("The programs and devices that record it", head, tuple(rows), (3, 5, 3, 3, 3))


def _list(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def who_gets_it(snapshot: Snapshot) -> tuple[Block, ...]:
    by_recipient: dict[str, list[str]] = {}
    for entry in snapshot.told:
        for use in entry.uses:
            for recipient in use.recipients:
                labels = by_recipient.setdefault(recipient, [])
                if entry.label not in labels:
                    labels.append(entry.label)
    heading = Heading(1, "Who gets it")
    if not by_recipient:
        return heading, Paragraph("Nobody outside is named as a recipient. If that changes, we tell you first.")
    lines = tuple(f"{name}: {', '.join(map(inside, labels))}." for name, labels in by_recipient.items())
    return heading, List(lines)


def where_it_lies(snapshot: Snapshot) -> tuple[Block, ...]:
    """Services of others that it lies with. Nothing where it lies on machines of our own alone."""
    by_service: dict[str, list[str]] = {}
    for entry in snapshot.told:
        for service in snapshot.services.get(entry.category, ()):
            by_service.setdefault(service, []).append(inside(entry.label))
    if not by_service:
        return ()
    return (
        Heading(1, "Where it lies"),
        Paragraph("Some of it does not lie on our own computers. It lies with:"),
        List(tuple(f"{service}: {', '.join(labels)}." for service, labels in sorted(by_service.items()))),
    )


def how_we_keep_it() -> tuple[Block, ...]:
    return (
        Heading(1, "How we keep it"),
        Paragraph(
            "We keep it from everyone who has no need to see it, use it for what is said here and for nothing else, "
            "and look again at regular times whether that is still so."
        ),
    )


def your_rights(snapshot: Snapshot) -> tuple[Block, ...]:
    whom = snapshot.contact or "the person named above"
    return (
        Heading(1, "What you can ask"),
        List(
            (
                "What we hold about you, and a copy of it.",
                "That we correct what is wrong.",
                "That we erase it, or stop using it, where the law lets you ask that.",
            )
        ),
        Paragraph(
            f"Ask {whom}. Asking costs nothing and is not held against you. Which of these the law gives you depends on where you live."
        ),
    )


def laws_behind(snapshot: Snapshot) -> tuple[Block, ...]:
    """Duties to inform that ask for this notice. Unverified laws are named, with nothing said of what they demand."""
    blocks: list[Block] = []
    if snapshot.duties:
        blocks += [
            Heading(1, LAWS),
            List(tuple(dict.fromkeys(duty.citation for duty in snapshot.duties))),
        ]
    if snapshot.named_laws:
        blocks.append(
            List(tuple(f"A law may apply here: {name}. Not verified, ask counsel." for name in snapshot.named_laws))
        )
    return tuple(blocks)


def sign(organisation: str) -> tuple[Block, ...]:
    return (
        Heading(1, "Received, read, understood"),
        Paragraph(f"Signing says that {organisation} told you. It does not say that you agree."),
        Form(
            ("I have received this notice.", "I have read it.", "I understand it."),
            ("Name", "Date", "Signature"),
        ),
    )


def _sentence(text: str, *, keep: bool = False) -> str:
    return (text[:1] if keep else text[:1].upper()) + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
