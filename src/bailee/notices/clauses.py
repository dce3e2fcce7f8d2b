"""Clauses: small pieces of a notice, each a function of the snapshot. Plain words, short sentences, the person as *you*."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bailee.inventory.activities import NOBODY
from bailee.notices.items import Part, parts_asked, stated
from bailee.notices.snapshot import Snapshot, Told, Watcher
from bailee.notices.wording import ENGLISH, wording
from bailee.rendering import Block, Break, Form, Heading, List, Paragraph, Table

_NAMED = 6  # in one line of the short notice


def in_words(category: str) -> str:
    """What a category is, said to the person whom it is about."""
    return wording(ENGLISH).category(category)


def layers(snapshot: Snapshot, lead: str, *, watched: bool = False) -> tuple[Block, ...]:
    """The short notice: one page with the same facts, and the whole of it behind. `watched`: what is recorded has its own line."""
    say = snapshot.say
    shown = snapshot.given if watched else snapshot.told
    lines = []
    if shown:
        lines.append(say("short.held", what=say.some([say.label(each.category) for each in shown], _NAMED)))
    elif not snapshot.told:
        lines.append(say("short.nothing"))
    if watched and snapshot.watching:
        names = [say.label(each.category) for each in snapshot.watching]
        lines.append(say("short.watched", what=say.listed(names)))
    uses = [use for each in snapshot.told for use in each.uses]
    if snapshot.told:
        purposes = _each(snapshot, (use.purpose for use in uses))
        named = [name for use in uses for name in use.recipients]
        others = _each(snapshot, (name for name in named if name != NOBODY))
        stated = say("clauses.not_stated")
        lines.append(say("short.purposes", what=say.some(purposes, _NAMED) or stated))
        if named and not others:
            lines.append(say("short.gets_nobody"))
        else:
            lines.append(say("short.gets", what=say.some(others, _NAMED) or stated))
        kept = _each(snapshot, (use.retention for use in uses))
        lines.append(say("short.kept", what=say.some(kept, 3) or stated))
    asks = say("clauses.ask", contact=snapshot.whom) if snapshot.whom else say("clauses.ask_nobody")
    lines.append(f"{say('short.rights')} {asks}")
    return (
        Paragraph(lead, strong=True),
        Heading(1, say("short.head")),
        List(tuple(lines)),
        Paragraph(say("short.whole")),
        Break(),
    )


def _each(snapshot: Snapshot, texts: Iterable[str]) -> list[str]:
    """What was declared, each once, in the language of the notice."""
    return list(dict.fromkeys(snapshot.own(text) for text in texts if text))


def who_we_are(snapshot: Snapshot) -> tuple[Block, ...]:
    say = snapshot.say
    ask = say("clauses.ask", contact=snapshot.whom) if snapshot.whom else say("clauses.ask_nobody")
    return (
        Heading(1, say("clauses.who_head")),
        Paragraph(say("clauses.who", organisation=snapshot.organisation, ask=ask)),
    )


def what_we_hold(snapshot: Snapshot, entries: tuple[Told, ...], caption: str) -> Table:
    """Category, what for and on which ground, how long. A purpose that nobody declared is said to be missing."""
    say = snapshot.say
    stated = say("clauses.not_stated")
    rows = []
    for entry in entries:
        said = (snapshot.own(use.purpose) + (f" ({say.basis(use.basis)})" if use.basis else "") for use in entry.uses)
        why = "; ".join(dict.fromkeys(said))
        kept = "; ".join(_each(snapshot, (use.retention for use in entry.uses)))
        rows.append((say.category(entry.category), sentence(why or stated), sentence(kept or stated)))
    head = (say("clauses.table_head"), say("clauses.table_why"), say("clauses.table_kept"))
    return Table(caption, head, tuple(rows), (4, 5, 3))


def with_what(snapshot: Snapshot, tools: tuple[Watcher, ...]) -> Table:
    """Which tool records what, since when, how long it is kept, and who can look at it."""
    say = snapshot.say
    stated = say("clauses.not_stated")
    rows = []
    for tool in tools:
        purposes = sentence("; ".join(_each(snapshot, tool.purposes)) or stated, keep=True)
        what = say("clauses.tools_row", what=say.listed(tool.observes), purposes=purposes)
        since = say.day(tool.since) if tool.since else stated
        kept = snapshot.own(tool.kept) or tool.read or stated
        viewers = ", ".join(_each(snapshot, tool.viewers)) or tool.accounts or stated
        rows.append((tool.name, sentence(what), sentence(since), sentence(kept), sentence(viewers)))
    head = tuple(say(f"clauses.tools_{each}") for each in ("head", "what", "since", "kept", "viewers"))
    return Table(say("clauses.tools_caption"), head, tuple(rows), (3, 5, 3, 3, 3))


def who_gets_it(snapshot: Snapshot) -> tuple[Block, ...]:
    say = snapshot.say
    by_recipient: dict[str, list[str]] = {}
    for entry in snapshot.told:
        for use in entry.uses:
            for recipient in use.recipients:
                labels = by_recipient.setdefault(snapshot.own(recipient), [])
                if say.label(entry.category) not in labels:
                    labels.append(say.label(entry.category))
    heading = Heading(1, say("clauses.gets_head"))
    if not set(by_recipient) - {NOBODY}:
        return heading, Paragraph(say("clauses.gets_nobody"))
    lines = tuple(
        say("clauses.gets_row", recipient=capital(name), what=", ".join(labels))
        for name, labels in by_recipient.items()
        if name != NOBODY
    )
    return heading, List(lines)


def where_it_lies(snapshot: Snapshot) -> tuple[Block, ...]:
    """Services of others that it lies with. Nothing where it lies on machines of our own alone."""
    say = snapshot.say
    by_service: dict[str, list[str]] = {}
    for entry in snapshot.told:
        for service in snapshot.services.get(entry.category, ()):
            by_service.setdefault(service, []).append(say.label(entry.category))
    if not by_service:
        return ()
    lines = (say("clauses.gets_row", recipient=name, what=", ".join(what)) for name, what in sorted(by_service.items()))
    return Heading(1, say("clauses.lies_head")), Paragraph(say("clauses.lies")), List(tuple(lines))


def how_we_keep_it(snapshot: Snapshot) -> tuple[Block, ...]:
    return Heading(1, snapshot.say("clauses.keep_head")), Paragraph(snapshot.say("clauses.keep"))


def your_rights(snapshot: Snapshot) -> tuple[Block, ...]:
    say = snapshot.say
    ask = say("clauses.ask", contact=snapshot.whom) if snapshot.whom else say("clauses.ask_nobody")
    return (
        Heading(1, say("clauses.rights_head")),
        List(tuple(say(f"clauses.rights_{each}") for each in ("copy", "correct", "erase"))),
        Paragraph(say("clauses.rights", ask=ask)),
    )


def asked_here(snapshot: Snapshot, kind: str, parts: Mapping[str, Part], *idents: str) -> tuple[Block, ...]:
    """Those of some parts that a law asks for, once each: they stand beside what they speak of."""
    asked = parts_asked(kind, snapshot.asked)
    words = (stated(snapshot, parts, ident) for ident in idents if ident in asked)
    return tuple(map(Paragraph, dict.fromkeys(words)))


def asked_beside(
    snapshot: Snapshot, kind: str, parts: Mapping[str, Part], blocks: Iterable[Block]
) -> tuple[Block, ...]:
    """What laws ask the notice to say and its own clauses do not say yet, once each, under one heading."""
    said = {block.text for block in blocks if isinstance(block, Paragraph)}
    said |= {" ".join(block.items) for block in blocks if isinstance(block, List)}
    beside = [
        words for part in parts_asked(kind, snapshot.asked) if (words := stated(snapshot, parts, part)) not in said
    ]
    if not beside:
        return ()
    return Heading(1, snapshot.say("clauses.beside_head")), *map(Paragraph, dict.fromkeys(beside))


def laws_behind(snapshot: Snapshot) -> tuple[Block, ...]:
    """Duties to inform that ask for this notice. Unverified laws are named, with nothing said of what they demand."""
    say = snapshot.say
    named = [*dict.fromkeys(duty.citation for duty in snapshot.duties)]
    named += [say("clauses.laws_named", name=name) for name in snapshot.named_laws]
    return (Heading(1, say("clauses.laws_head")), List(tuple(named))) if named else ()


def sign(snapshot: Snapshot) -> tuple[Block, ...]:
    say = snapshot.say
    return (
        Heading(1, say("clauses.sign_head")),
        Paragraph(say("clauses.sign", organisation=snapshot.organisation)),
        Form(
            tuple(say(f"clauses.sign_{each}") for each in ("received", "read", "understood")),
            tuple(say(f"clauses.sign_{each}") for each in ("name", "date", "signature")),
        ),
    )


def sentence(text: str, *, keep: bool = False) -> str:
    """Words of a declaration as a sentence. `keep`: they stand inside one, and begin as they are."""
    return (text if keep else capital(text)) + ("" if text.endswith((".", "!", "?")) else ".")


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
