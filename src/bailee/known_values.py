"""Lists of values that an organisation knows already, kept as keyed hashes: *this* is our customer's card.

A list is made once, from a table of one's own; of a value nothing is kept but a hash under a key that never leaves the
organisation. A value in a text is looked up where a detector finds one, and where a text holds anything that is written as
the values of a list are (its *outline*: `A-00000` for `C-48213`). What is then told is right by construction.

>>> key = b"k" * 32
>>> customers, left = make_list("customers", ["C-48213", "C-48214", "x"], key, category="business-identifier", labels=("customer",))
>>> customers.count, customers.outlines, left
(2, ('A-00000',), (3,))
>>> known = KnownValues(key, (customers,))
>>> [(m.value, m.attributes) for m in known.found(Text.of("c 48213 rang, C-48215 did not.", Locator(("a.txt",))))]
[('c48213', (('known', 'customers'),))]
"""

from __future__ import annotations

import base64
import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any

import bailee.detectors as detectors
from bailee.detectors.engine import detect_only
from bailee.detectors.expressions import triggers, widths
from bailee.detectors.interface import Candidate, Detector, Judgement, Label, Score, Shape
from bailee.errors import CannotRead, InvalidInput
from bailee.keys import FINGERPRINT_BYTES, fingerprint
from bailee.text import Cue, Effect, Match, Text
from bailee.vocabulary import DATA_CATEGORIES, Confidence, Locator, SubjectCategory

IDENT = "known-value"  # detector of values that no other detector knows
PERSON = "person"  # a list of names with birth dates
SURE = 0.9999
MOST_OUTLINES = 120
LONGEST = 64
_FORMS = ("email", "e164")  # normal forms that tell one value by themselves
_NO_OUTLINE = frozenset(
    {"email-address", "phone-number", PERSON}
)  # written in any way; their detectors know all of them
_SEPARATOR = re.compile(r"[\s.\-/_]+")
_OUTLINE = re.compile(r"[0A][0A ./\-]*")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEAR = 200  # characters between a name and a birth date that belong together, in running text


@dataclass(frozen=True, slots=True)
class KnownList:
    """One list. `prints` are keyed hashes, sorted, one after the other; nothing else of a value is kept."""

    name: str
    category: str  # row of vocabulary.DATA_CATEGORIES
    detector: (
        str  # ident whose values these are; `known-value` where there is none, `person` for names with birth dates
    )
    subject: SubjectCategory
    labels: tuple[str, ...]  # words before a value; short ones are looked for only after these
    outlines: tuple[str, ...]  # how values are written: `A` a letter, `0` a digit
    count: int
    prints: bytes = field(repr=False)

    def holds(self, printed: str) -> bool:
        wanted = bytes.fromhex(printed)
        size, prints = FINGERPRINT_BYTES, self.prints
        at = bisect_left(range(len(prints) // size), wanted, key=lambda row: prints[size * row : size * (row + 1)])
        return prints[size * at : size * (at + 1)] == wanted


def normal(value: str) -> str:
    """A value as it is compared: letters and digits, small.

    >>> normal("C-48 213"), normal("4539 5787 6362 1486")
    ('c48213', '4539578763621486')
    """
    return "".join(filter(str.isalnum, value)).casefold()


def outline(value: str) -> str:
    """How a value is written; empty where it holds what no number holds.

    >>> outline("C-48213"), outline("DE 123/4"), outline("Jo & Co")
    ('A-00000', 'AA 000/0', '')
    """
    drawn = "".join(
        "0" if one in "0123456789" else "A" if one.isascii() and one.isalpha() else " " if one.isspace() else one
        for one in value
    )
    return drawn if _OUTLINE.fullmatch(drawn) and len(drawn) <= LONGEST and "0" in drawn else ""


def is_strong(drawn: str) -> bool:
    """Whether a value that is written so is hardly ever anything else; a weak one counts only after its label."""
    figures = drawn.count("0")
    letters = drawn.count("A")
    return figures + letters >= 6 if letters else figures >= 9


# --- making


def make_list(
    name: str,
    values: Iterable[str],
    key: bytes,
    *,
    category: str,
    detector: str = IDENT,
    subject: SubjectCategory = SubjectCategory.PERSON,
    labels: Sequence[str] = (),
    born: Iterable[str] = (),
) -> tuple[KnownList, tuple[int, ...]]:
    """A list, and the numbers (from 1) of the values that are not in it, for nothing tells them apart from other text.

    `born` are birth dates, one for each of `values`, which are names then.
    """
    if not _NAME.fullmatch(name):
        raise InvalidInput(f'"{name}" is no name for a list', hint="small letters and digits, parted by -: customers")
    if category not in DATA_CATEGORIES:
        raise InvalidInput(f'there is no category "{category}"', hint="one of: " + " ".join(DATA_CATEGORIES))
    given = [" ".join(Text.of(value, _HERE).content.split()) for value in values]
    prints: set[str] = set()
    left: list[int] = []
    drawn: Counter[str] = Counter()
    seen = 0
    if detector == PERSON:
        for number, printed in enumerate(_people(given, list(born), key), 1):
            if not printed and given[number - 1]:
                left.append(number)
            seen += bool(printed)
            prints |= printed
    else:
        recognised = _recognised(given, detector, key) if detector != IDENT else [set()] * len(given)
        common = _common_outlines(given) if detector not in _NO_OUTLINE else frozenset()
        for number, (value, printed) in enumerate(zip(given, recognised, strict=True), 1):
            if not value:
                continue
            shape = outline(value)
            if shape in common and len(normal(value)) >= 4:
                drawn[shape] += 1
                printed = {*printed, fingerprint(key, IDENT, normal(value))}
            if not printed:
                left.append(number)
                continue
            seen += 1
            prints |= printed
    packed = b"".join(sorted(bytes.fromhex(each) for each in prints))
    phrases = tuple(
        dict.fromkeys(" ".join(_SEPARATOR.split(label.lower().strip())) for label in labels if label.strip())
    )
    made = KnownList(name, category, detector, subject, phrases, tuple(sorted(drawn)), seen, packed)
    return made, tuple(left)


_HERE = Locator(("known values",))


def _common_outlines(values: Sequence[str]) -> frozenset[str]:
    """The outlines that are looked for: the commonest, where values are written in very many ways."""
    counted = Counter(outline(value) for value in values if value)
    counted.pop("", None)
    return frozenset(drawn for drawn, _ in counted.most_common(MOST_OUTLINES))


def _recognised(values: Sequence[str], ident: str, key: bytes) -> list[set[str]]:
    """Hashes of each value as its detector makes it, by itself in a column of that name."""
    row = next((each for each in detectors.catalogue() if each.ident == ident), None)
    if row is None:
        raise InvalidInput(f'there is no detector "{ident}"', hint="`bailee detectors` lists them")
    heading = next((phrase for label in row.labels for phrase in (*label.phrases, *label.headings)), row.name.lower())
    found: list[set[str]] = []
    rows = iter(values)
    while some := list(islice(rows, 2_000)):
        text = Text.table([[value] for value in some], _HERE, headers=(heading,))
        assert text.cells is not None  # noqa: S101 - it is a table
        of_row: list[set[str]] = [set() for _ in some]
        for match in detect_only(text, (row,)):
            of_row[text.cells.row_at(match.start)] |= prints_of(match, key)
        found += of_row
    return found


def prints_of(match: Match, key: bytes) -> set[str]:
    """The hashes by which a match is looked up."""
    forms = [(form, value) for form, value in detectors.normal_forms(match) if form in _FORMS]
    return {fingerprint(key, name, value) for name, value in ((match.detector, match.value), *forms)}


def _people(names: Sequence[str], born: Sequence[str], key: bytes) -> list[set[str]]:
    if len(names) != len(born):
        raise InvalidInput("a list of people needs a birth date for each name", hint="name its column with --born")
    found: list[set[str]] = []
    for name, date in zip(names, born, strict=True):
        text = Text.table([[name, date]], _HERE, headers=("name", "date of birth"))
        matches = detectors.detect(text)
        found.append({printed for pair in _pairs(text, matches) for printed in [_pair_print(pair, key)] if printed})
    return found


def _form(match: Match, form: str) -> str:
    return next((value for name, value in detectors.normal_forms(match) if name == form), "")


def _pair_print(pair: tuple[Match, Match], key: bytes) -> str:
    name, date = _form(pair[0], "name"), _form(pair[1], "birth-date")
    return fingerprint(key, "name-and-birth-date", f"{name}\x00{date}") if name and date else ""


def _pairs(text: Text, matches: Sequence[Match]) -> list[tuple[Match, Match]]:
    """Names and birth dates that stand together: in one row, or near one another in one paragraph."""
    names = [match for match in matches if match.category == "person-name" and " " in match.value]
    pairs: list[tuple[Match, Match]] = []
    for date in matches:
        if date.category != "date-of-birth":
            continue
        for name in names:
            if text.cells is not None:
                together = text.cells.row_at(name.start) == text.cells.row_at(date.start)
            else:
                low, high = sorted((name, date), key=lambda match: match.start)
                together = high.start - low.end <= _NEAR and "\n\n" not in text.content[low.end : high.start]
            if together:
                pairs.append((name, date))
        if len(pairs) > 5_000:
            break
    return pairs


# --- looking up


@dataclass(frozen=True)
class KnownValues:
    """The lists of an organisation and the key of their hashes. Goes to the processes that read files; opens nothing."""

    key: bytes = field(repr=False)
    lists: tuple[KnownList, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        return {"key": self.key, "lists": self.lists}  # what is compiled stays in its process

    @cached_property
    def detectors(self) -> tuple[Detector, ...]:
        """What the engine looks for: anything written as the values of a list are."""
        return tuple(_detector(each, self.key) for each in self.lists if each.outlines)

    @cached_property
    def _plain(self) -> tuple[KnownList, ...]:
        return tuple(each for each in self.lists if each.detector not in (PERSON, IDENT))

    @cached_property
    def _of_people(self) -> tuple[KnownList, ...]:
        return tuple(each for each in self.lists if each.detector == PERSON)

    def subject(self, name: str) -> SubjectCategory:
        """About whom the values of a list are."""
        return next((each.subject for each in self.lists if each.name == name), SubjectCategory.PERSON)

    def marked(self, text: Text, matches: list[Match]) -> list[Match]:
        """The same matches; those whose values are on a list say so, and are certain."""
        marked = [self._looked_up(match) if self._plain else match for match in matches]
        if self._of_people:
            listed: dict[int, str] = {}
            places = {id(match): number for number, match in enumerate(marked)}
            for pair in _pairs(text, marked):
                printed = _pair_print(pair, self.key)
                name = next((each.name for each in self._of_people if printed and each.holds(printed)), "")
                if name:
                    listed |= {places[id(match)]: name for match in pair}
            for number, name in listed.items():
                marked[number] = _known(marked[number], name)
        return marked

    def _looked_up(self, match: Match) -> Match:
        if any(name == "known" for name, _ in match.attributes):
            return match
        prints = prints_of(match, self.key)
        for each in self._plain:
            if any(map(each.holds, prints)):
                return _known(match, each.name)
        return match

    def found(self, text: Text) -> list[Match]:
        """What the lists alone find in a text."""
        return detect_only(text, self.detectors)


def _known(match: Match, name: str) -> Match:
    if any(attribute == "known" for attribute, _ in match.attributes):
        return match
    says, probability = f"it is on the list of known values {name}", max(match.probability, SURE)
    return replace(
        match,
        confidence=Confidence.VERIFIED,
        probability=probability,
        cues=(*match.cues, Cue(says, Effect.RAISED if match.probability < SURE else Effect.NOTED, probability)),
        attributes=(*match.attributes, ("known", name)),
    )


_EDGE = r"(?<![^\W_]){}(?![^\W_])"
_GROUPS = {9: ("000 000 000", "000 00 0000"), 10: ("000 000 0000",), 15: ("0000 000000 00000",)}


def _ways(drawn: str) -> set[str]:
    """Other ways to write the same value: its groups parted by any mark or none; figures alone also in threes and fours."""
    bare = drawn.replace(" ", "").replace("-", "").replace(".", "").replace("/", "")
    ways = {drawn, bare}
    if "A" not in bare and len(bare) >= 8:
        ways |= {" ".join(bare[at : at + size] for at in range(0, len(bare), size)) for size in (3, 4)}
        ways |= set(_GROUPS.get(len(bare), ()))
    elif (edge := re.search(r"(?<=A)(?=0)|(?<=0)(?=A)", bare)) is not None:
        ways.add(f"{bare[: edge.start()]} {bare[edge.start() :]}")
    return ways


def _expression(drawn: Iterable[str]) -> str:
    ways = sorted({way for one in drawn for way in _ways(one)}, key=lambda way: (-len(way), way))
    classes = {"A": "[A-Za-z]", "0": "[0-9]"}
    bodies = [re.sub(r"[0A]+|[ ./\-]+", lambda part: _part(part[0], classes), way) for way in ways]
    return "(?:" + "|".join(dict.fromkeys(bodies)) + ")"


def _part(part: str, classes: Mapping[str, str]) -> str:
    if part[0] not in classes:
        return r"[ ./\-]" if len(part) == 1 else rf"[ ./\-]{{1,{len(part)}}}"
    return "".join(f"{classes[run[0][0]]}{{{len(run[0])}}}" for run in re.finditer(r"A+|0+", part))


def _detector(listed: KnownList, key: bytes) -> Detector:
    strong = [drawn for drawn in listed.outlines if is_strong(drawn)]
    shapes: tuple[Shape, ...] = ()
    labels: tuple[Label, ...] = ()
    if strong:
        pattern = _EDGE.format(_expression(strong))
        most = widths(pattern)[1] + 4
        shapes = (Shape(pattern, tuple(stop.decode() for stop in triggers(pattern)[0]), before=most, after=2 * most),)
    every = re.compile(_EDGE.format(_expression(listed.outlines)))
    if listed.labels and len(strong) < len(listed.outlines):
        labels = (Label(listed.labels, every.pattern),)
    is_own = listed.detector == IDENT

    def judge(candidate: Candidate) -> Judgement | None:
        value, start = normal(candidate.value), candidate.start
        if not listed.holds(fingerprint(key, IDENT, value)):
            # Groups of figures before it may have been taken for its first ones.
            for gap in _SEPARATOR.finditer(candidate.value):
                other = every.match(candidate.content, candidate.start + gap.end())
                if other is not None and listed.holds(fingerprint(key, IDENT, normal(other[0]))):
                    value, start = normal(other[0]), other.start()
                    return told(value, start, other.end())
            return None
        return told(value, start, candidate.end)

    def told(value: str, start: int, end: int) -> Judgement:
        score = Score(SURE, f"it is on the list of known values {listed.name}")
        return score.judgement(value if is_own else value.upper(), ("known", listed.name), start=start, end=end)

    return Detector(listed.detector, f"Known values: {listed.name}", listed.category, "", (), shapes, labels, judge)


# --- a file of lists, where there is no store


VERSION = 1


def encoded(lists: Iterable[KnownList]) -> bytes:
    rows = [
        {
            "name": each.name, "category": each.category, "detector": each.detector, "subject": each.subject.value,
            "labels": each.labels, "outlines": each.outlines, "count": each.count, "prints": base64.b64encode(each.prints).decode(),
        }
        for each in lists
    ]  # fmt: skip
    return json.dumps({"bailee-known-values": VERSION, "lists": rows}, indent=1).encode()


def decoded(content: bytes) -> tuple[KnownList, ...]:
    """CannotRead where it is no such file, or damaged."""
    try:
        told: dict[str, Any] = json.loads(content)
        if told["bailee-known-values"] != VERSION:
            raise CannotRead("this file of known values is of another version", hint="make it again from the table")
        return tuple(_decoded(row) for row in told["lists"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CannotRead("this is no file of known values", hint="`bailee known-values import` makes one") from None


def _decoded(row: Mapping[str, Any]) -> KnownList:
    prints = base64.b64decode(row["prints"], validate=True)
    outlines = tuple(row["outlines"])
    whole = len(prints) % FINGERPRINT_BYTES == 0 and len(outlines) <= MOST_OUTLINES
    if not whole or not all(_OUTLINE.fullmatch(drawn) and len(drawn) <= LONGEST for drawn in outlines):
        raise ValueError
    if not _NAME.fullmatch(row["name"]) or row["category"] not in DATA_CATEGORIES:
        raise ValueError
    return KnownList(
        row["name"], row["category"], str(row["detector"]), SubjectCategory(row["subject"]),
        tuple(map(str, row["labels"])), outlines, int(row["count"]), prints,
    )  # fmt: skip
