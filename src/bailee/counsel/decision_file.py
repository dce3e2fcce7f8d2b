"""The decision file: what goes out with a packet to be filled in, and how what comes back is read.

TOML, JSON of the same shape, or the DOCX of the packet itself. A file is taken whole or not at all: every fault is named
with its line and what to do about it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bailee.counsel.packet import Item, Packet
from bailee.counsel.reviews import Decision, How, Scope, Verdict
from bailee.counsel.texts import TextKind
from bailee.errors import InvalidInput
from bailee.obligations.load import place_codes
from bailee.rendering.docx_answers import answers

_HEAD = """\
# Decisions over {packet} for {organisation}, prepared on {on}.
# Privileged and confidential: between the client and its counsel.
#
# At each item write one decision: "accept", "change" (with new words) or "refuse"; leave it empty to decide later.
#   scope    "client": this client, where it works now; "place": only in the places named; "all-clients": of this provider, too
#   places   for "place": codes such as ["US-NY", "DE"]
#   expires  the last day on which it holds, as 2027-11-25; empty: until the words change
#   words    for "change": the new words, whole, one line a paragraph; of a rule: its duty in your words
#   note     your ground. It stays privileged: it enters no report and no export unless you release it by name
#
# Then: bailee counsel import THIS-FILE

[counsel]
name = ""
firm = ""
decided_on = ""      # as 2026-11-25; empty: the day on which the file is taken over
expires = ""         # for all items that name no day of their own

[packet]
ident = "{packet}"
"""
_ITEM = """
# {number}. {title}
[[item]]
number = {number}
text = "{ident}"
sha256 = "{sha256}"
decision = ""
scope = "client"
places = []
expires = ""
words = ""
note = ""
"""
_ITEM_KEYS = frozenset({"number", "text", "sha256", "decision", "scope", "places", "expires", "words", "note"})
_COUNSEL_KEYS = frozenset({"name", "firm", "decided_on", "expires"})
_MOST_BYTES = 8 << 20
_LONGEST = 200_000


def write(packet: Packet) -> str:
    """The file to fill in."""
    items = "".join(
        _ITEM.format(number=item.number, title=" ".join(item.title.split()), ident=item.ident, sha256=item.sha256)
        for item in packet.items
    )
    on = packet.document.on.isoformat()
    organisation = packet.document.subtitle.rpartition(" · ")[0]
    return _HEAD.format(packet=packet.ident, organisation=organisation, on=on) + items


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where, and what to do."""

    where: str  # "line 41", "item 7"
    says: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says} ({self.remedy})"


@dataclass(frozen=True, slots=True)
class Answer:
    """One item as it was filled in, before it is held against what stands."""

    where: str
    number: int
    ident: str
    sha256: str
    decision: str
    scope: str = "client"
    places: tuple[str, ...] = ()
    expires: str = ""
    words: str = ""
    note: str = ""
    lines: Mapping[str, str] = field(default_factory=dict)  # where each of its keys stands

    def at(self, key: str) -> str:
        return self.lines.get(key, self.where)


@dataclass(frozen=True, slots=True)
class Filled:
    """A decision file as it was read."""

    packet: str
    name: str
    firm: str
    decided_on: str
    answers: tuple[Answer, ...]
    where: str = "the file"  # where name, firm and day stand


def read(content: bytes, name: str, items: Mapping[str, Sequence[Mapping[str, Any]]]) -> Filled:
    """What somebody filled in. `items`: by packet, what it asked, for a DOCX names items by their number alone.

    InvalidInput where it is no decision file, with the line where it stops being one.
    """
    if len(content) > _MOST_BYTES:
        raise InvalidInput("this is too large for a decision file", hint="hand in the one that came with the packet")
    if content[:2] == b"PK":
        return _of_docx(content, items)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput("this is no text that can be read", hint="save it as UTF-8, or hand in the DOCX") from None
    if name.lower().endswith(".json") or text.lstrip().startswith("{"):
        return _of_json(text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"line {line[1]}" if line else "its end"
        raise InvalidInput(
            f"{where} is no TOML",
            hint='a value stands in quotes: decision = "accept"; longer words between """ and """',
        ) from None
    except (ValueError, RecursionError):  # a number or a nesting that no reader holds
        raise InvalidInput("this is no decision file", hint="hand in the one that came with the packet") from None
    return _of_data(data, _lines(text))


def _of_json(text: str) -> Filled:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "the file"
        raise InvalidInput(f"{where} is no JSON", hint="each name and value in quotes, commas between them") from None
    if not isinstance(data, dict):
        raise InvalidInput("this is no decision file", hint="hand in the one that came with the packet")
    return _of_data(data, ())


def _lines(text: str) -> tuple[dict[str, int], ...]:
    """For each `[[item]]` where it and its keys stand; what looks like one inside of longer words is none."""
    found: list[dict[str, int]] = []
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not inside and line.strip().startswith("[[item]]"):
            found.append({"": number})
        elif not inside and found and (key := re.match(r"\s*(\w+)\s*=", line)):
            found[-1].setdefault(key[1], number)
        for mark in ('"""', "'''"):
            if line.count(mark) % 2 and inside in ("", mark):
                inside = "" if inside else mark
                break
    return tuple(found)


def _of_data(data: Mapping[str, Any], lines: Sequence[Mapping[str, int]]) -> Filled:
    counsel, packet, items = data.get("counsel", {}), data.get("packet", {}), data.get("item", [])
    if not isinstance(counsel, dict) or not isinstance(packet, dict) or not isinstance(items, list) or not items:
        raise InvalidInput(
            "this is no decision file", hint="it has [counsel], [packet] and an [[item]] for each thing to decide"
        )
    unknown = [key for key in data if key not in ("counsel", "packet", "item")]
    unknown += [f"counsel.{key}" for key in counsel if key not in _COUNSEL_KEYS]
    if unknown:
        raise InvalidInput(f'"{unknown[0]}" is nothing that a decision file has', hint="[counsel], [packet], [[item]]")
    made = []
    for index, item in enumerate(items):
        at = lines[index] if index < len(lines) else {}
        where = f"line {at['']}" if at else f"item {index + 1}"
        if not isinstance(item, dict):
            raise InvalidInput(f"{where} is no item", hint='text = "…", decision = "accept"')
        places = {key: f"line {line}" for key, line in at.items() if key}
        if wrong := sorted(item.keys() - _ITEM_KEYS):
            raise InvalidInput(
                f'{places.get(wrong[0], where)}: "{wrong[0]}" is nothing that an item has',
                hint=", ".join(sorted(_ITEM_KEYS)),
            )
        given = item.get("places", [])
        made.append(
            Answer(
                where,
                item["number"] if isinstance(item.get("number"), int) else index + 1,
                _text(item.get("text", "")),
                _text(item.get("sha256", "")),
                _text(item.get("decision", "")),
                scope=_text(item.get("scope", "")) or "client",
                places=tuple(map(_text, given)) if isinstance(given, list) else (_text(given),),
                expires=_text(item.get("expires", "") or counsel.get("expires", "")),
                words=str(item.get("words", "")),
                note=str(item.get("note", "")).strip(),
                lines=places,
            )
        )
    said = {key: _text(counsel.get(key, "")) for key in ("name", "firm", "decided_on")}
    return Filled(_text(packet.get("ident", "")), said["name"], said["firm"], said["decided_on"], tuple(made))


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())


def _of_docx(content: bytes, items: Mapping[str, Sequence[Mapping[str, Any]]]) -> Filled:
    found = answers(content)
    packet = found.properties.get("packet", "")
    asked = items.get(packet)
    if asked is None:
        raise InvalidInput(
            "this DOCX is of no packet that was made here", hint="hand in the packet’s own DOCX, or the decision file"
        )
    expires = found.written.get("counsel.expires_on", "")
    made = []
    for item in asked:
        number = item["number"]
        ticked = found.ticked.get(f"{number}.decision", ())
        words = found.written.get(f"{number}.words", "")
        note = found.written.get(f"{number}.note", "")
        decision = ticked[0] if len(ticked) == 1 else ""
        if len(ticked) > 1:
            decision = " and ".join(ticked)
        is_ground = decision != "change" and words
        made.append(
            Answer(
                f"number {number}", number, item["ident"], item["sha256"], decision, expires=expires if decision else "",
                words="" if is_ground else words or (note if decision == "change" else ""), note=note or (words if is_ground else ""),
            )
        )  # fmt: skip
    written = {key: " ".join(found.written.get(f"counsel.{key}", "").split()) for key in ("name", "firm", "decided_on")}
    return Filled(packet, written["name"], written["firm"], written["decided_on"], tuple(made), "the last page")


# ---- held against what stands ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """What can be decided now: the item as it stands today."""

    ident: str
    kind: TextKind
    title: str
    sha256: str
    lines: tuple[str, ...]


def known_of(items: Sequence[Item]) -> dict[str, Known]:
    return {each.ident: Known(each.ident, each.kind, each.title, each.sha256, each.lines) for each in items}


def decisions(
    filled: Filled,
    known: Mapping[str, Known],
    *,
    places: Sequence[str],
    on: date,
    how: How,
    name: str = "",
    firm: str = "",
) -> tuple[Decision, ...]:
    """What was decided, each over words that stand. InvalidInput names every fault with its line; then nothing counts.

    `name` and `firm` are of who is signed in, or who was named beside the file; they come before what the file says.
    """
    faults: list[Fault] = []
    reviewer, house = name or filled.name, firm or filled.firm
    if not reviewer:
        faults.append(
            Fault(filled.where, "nobody is named who decided", "write the name under [counsel], or --by NAME")
        )
    decided = _day(filled.decided_on, faults, filled.where, "decided_on") if filled.decided_on else on
    if decided and decided > on:
        faults.append(Fault(filled.where, f"{decided} has not come yet", "the day on which it was decided"))
    made: list[Decision] = []
    seen: set[str] = set()
    for answer in filled.answers:
        if not answer.decision:
            if answer.words.strip():
                faults.append(Fault(answer.at("words"), "new words without a decision", 'decision = "change"'))
            continue
        if answer.ident in seen:
            faults.append(Fault(answer.at("text"), f'"{answer.ident}" is decided twice', "leave one of the two"))
            continue
        seen.add(answer.ident)
        one = _decision(answer, known, places, on, faults)
        if one is not None:
            made.append(
                replace(one, reviewer=reviewer, firm=house, decided_on=decided or on, how=how, packet=filled.packet)
            )
    if faults:
        first = "; ".join(map(str, faults[:5]))
        more = f"; and {len(faults) - 5} more" if len(faults) > 5 else ""
        raise InvalidInput(
            f"nothing was taken over. {first}{more}", hint="correct these, and hand the same file in again"
        )
    if not made:
        raise InvalidInput("nothing is decided in this file", hint='write decision = "accept", "change" or "refuse"')
    return tuple(made)


def _decision(
    answer: Answer, known: Mapping[str, Known], places: Sequence[str], on: date, faults: list[Fault]
) -> Decision | None:
    before = len(faults)

    def fault(key: str, says: str, remedy: str) -> None:
        faults.append(Fault(answer.at(key), says, remedy))

    text = known.get(answer.ident)
    if text is None:
        fault("text", f'"{answer.ident}" is not asked any more, or never was', "make a new packet, and decide there")
        return None
    if answer.sha256 != text.sha256:
        fault("sha256", f"“{text.title}” changed since this packet was made", "make a new packet, and read it again")
    verdict = _one_of(Verdict, answer.decision)
    if verdict is None:
        fault("decision", f'"{answer.decision}" is no decision', "accept, change or refuse: one of them")
    scope = _one_of(Scope, answer.scope)
    if scope is None:
        fault("scope", f'"{answer.scope}" is no scope', "client, place or all-clients")
    unknown = [code for code in answer.places if code not in place_codes()]
    if unknown:
        fault("places", f'"{unknown[0]}" is no place', "codes such as US-NY, DE, AU-ACT")
    if scope is Scope.PLACE and not answer.places:
        fault("places", "no place is named", 'places = ["US-NY"]')
    expires = _day(answer.expires, faults, answer.at("expires"), "expires") if answer.expires else None
    if expires is not None and expires < on:
        fault("expires", f"{expires} is over already", "a day that is still to come, or none")
    words = tuple(line.strip() for line in answer.words.splitlines() if line.strip())
    if verdict is Verdict.CHANGE and not words:
        fault("words", "a change has no new words", "write them at words, whole; or refuse, with a note")
    if verdict is Verdict.CHANGE and text.kind is TextKind.RULE and len(words) > 1:
        words = (" ".join(words),)
    if verdict is not Verdict.CHANGE and words and verdict is not None:
        fault("words", f"new words with {verdict.value}", 'decision = "change", or take the words out')
    if max(len(answer.words), len(answer.note)) > _LONGEST:
        fault("words", "this is too long", "at most 200,000 letters")
    if len(faults) > before or verdict is None or scope is None:
        return None
    named = tuple(answer.places) if scope is Scope.PLACE else tuple(places) if scope is Scope.CLIENT else ()
    return Decision(
        "", text.ident, text.kind, text.sha256, verdict, "", "", on, expires, scope, named,
        ground=answer.note, words=words, before=text.lines, title=text.title,
    )  # fmt: skip


def _one_of(words: type[Any], said: str) -> Any:
    try:
        return words(said.lower())
    except ValueError:
        return None


def _day(text: str, faults: list[Fault], where: str, key: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        faults.append(Fault(where, f'"{text}" at {key} is no day', "write it as 2026-11-25"))
        return None
