"""Kinds of record on documents that were written before the words for them: precision and recall of each kind, and what is taken for what.

    python benchmarks/kinds_of_record.py                       # the held-out documents
    python benchmarks/kinds_of_record.py --miss                # each document that was told wrongly
    python benchmarks/kinds_of_record.py --text FOLDER…        # real text without records: whatever is told in it is looked at by a person

`held_out_kinds/*.txt` holds documents as templates, each behind a line `=== kind shapes`; people, dates and numbers are made here, from a seed.
A list of fields is set in every shape that its line names, with labels and values as forms, tables, columns and scans have them; a text
stands as it is, in a mail, as a scan read it, or somewhere inside a long document that is none. Nothing has a file name or a folder.
"""

from __future__ import annotations

import argparse
import csv
import email
import email.policy
import io
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bailee.kinds import catalogue, recognise
from bailee.kinds.interface import Document
from bailee.text import Part, Text
from bailee.vocabulary import Confidence, Locator

sys.path.insert(0, str(Path(__file__).parent))

from page import Section

HELD_OUT = Path(__file__).parent / "held_out_kinds"
NOWHERE = Locator(("item",))
NONE = "none"
SEEDS = (5, 6)
AS_WRITTEN = (
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
)  # whole documents, with people and numbers of their own

FIRST = [
    "Ann",
    "Omar",
    "Grace",
    "Tomasz",
    "Keisha",
    "Liam",
    "Priya",
    "Diego",
    "Hannah",
    "Kofi",
    "Mei",
    "Ruth",
    "Anders",
    "Fatima",
    "Colm",
    "Zoe",
    "Marcus",
    "Elena",
]
LAST = [
    "Bell",
    "Haddad",
    "Okafor",
    "Nowak",
    "Freeman",
    "Byrne",
    "Raman",
    "Castillo",
    "Weiss",
    "Mensah",
    "Chen",
    "Alder",
    "Lund",
    "Siddiqui",
    "Walsh",
    "Park",
    "Tanner",
    "Petrov",
]
GERMAN = (("Jürgen", "Hoffmann"), ("Anke", "Schröder"), ("Matthias", "Keller"), ("Birgit", "Neumann"))
FRENCH = (("Camille", "Lefèvre"), ("Mathieu", "Garnier"), ("Élodie", "Marchand"))
SPANISH = (("Carmen", "Ruiz Ortega"), ("Javier", "Molina Pérez"), ("Inés", "Vega Lozano"))
CITIES = ["Ashford", "Millbrook", "Kingsport", "Lorain", "Dunmore", "Elkhart"]
COMPANIES = (
    "Northgate Fabrication Inc",
    "Harbor Lane Logistics",
    "Brightwater Dental Group",
    "Cedar & Stone LLC",
    "Palmer Foods",
)
STREETS = ("Mill Street", "Oak Avenue", "Harbor Road", "Linden Lane", "5th Street")
CREDITORS = ("Midway Funding", "Castle Credit", "Portfolio One")


class Person:
    def __init__(self, rng: random.Random) -> None:
        self.first, self.last = rng.choice(FIRST), rng.choice(LAST)
        self.name = f"{self.first} {self.last}"


def values(rng: random.Random) -> Callable[[str], str]:
    """What a placeholder stands for: people stay the same within a document, numbers are made anew each time."""
    people = [Person(rng) for _ in range(6)]
    german, french, spanish = (rng.sample(names, 2) for names in (GERMAN, FRENCH, SPANISH))
    city = rng.choice(CITIES)
    companies = rng.sample(COMPANIES, 2)

    def date(form: str, early: int = 2021, late: int = 2024) -> str:
        year, month, day = rng.randint(early, late), rng.randint(1, 12), rng.randint(1, 28)
        months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        if form == "us":
            form = style
        return {
            "slash": f"{month:02}/{day:02}/{year}",
            "long": f"{['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][month - 1]} {day}, {year}",
            "dots": f"{day:02}.{month:02}.{year}",
            "iso": f"{year}-{month:02}-{day:02}",
            "passport": f"{day:02} {months[month - 1].upper()} {year}",
            "short": f"{month}/{day}/{year % 100:02}",
        }[form]

    style = rng.choice(("slash", "slash", "iso", "short", "long"))

    def digits(count: int) -> str:
        return str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in range(count - 1))

    def luhn(prefix: str, length: int) -> str:
        body = prefix + "".join(str(rng.randint(0, 9)) for _ in range(length - len(prefix) - 1))
        total = sum(int(c) if i % 2 else sum(divmod(2 * int(c), 10)) for i, c in enumerate(reversed(body)))
        number = body + str(-total % 10)
        return " ".join(number[i : i + 4] for i in range(0, length, 4))

    def money(low: int, high: int, sign: str = "$") -> str:
        return f"{sign}{rng.randint(low, high):,}.{rng.randint(0, 99):02}"

    def value(name: str) -> str:
        if found := re.fullmatch(r"d(\d+)", name):
            return digits(int(found.group(1)))
        if found := re.fullmatch(r"(name|first|last|FIRST|LAST)(\d?)", name):
            person = people[int(found.group(2) or 1) - 1]
            if found.group(1) in ("FIRST", "LAST"):
                return (person.first if found.group(1) == "FIRST" else person.last).upper()
            return {"name": person.name, "first": person.first, "last": person.last}[found.group(1)]
        simple: dict[str, Callable[[], str]] = {
            "dr": lambda: f"{rng.choice(FIRST)} {rng.choice(LAST)}, MD",
            "dr2": lambda: f"Dr. {rng.choice(LAST)}",
            "LAST5": lambda: (people[0].last + "99999")[:5].upper(),
            "initials": lambda: people[1].first[0] + people[1].last[0],
            "de": lambda: " ".join(german[0]), "de2": lambda: german[1][1], "delast": lambda: german[0][1],
            "defirst": lambda: german[0][0], "DELAST": lambda: german[0][1].upper(), "DEFIRST": lambda: german[0][0].upper(),
            "fr": lambda: " ".join(french[0]), "fr2": lambda: french[1][1], "frlast": lambda: french[0][1],
            "frfirst": lambda: french[0][0], "FRLAST": lambda: french[0][1].upper(), "FRFIRST": lambda: french[0][0].upper(),
            "es": lambda: " ".join(spanish[0]), "es2": lambda: " ".join(spanish[1]),
            "date": lambda: date("us"), "date2": lambda: date("us", 2025, 2026), "dob": lambda: date("us", 1955, 2001),
            "ddate": lambda: date("dots"), "ddate2": lambda: date("dots", 2025, 2026), "ddob": lambda: date("dots", 1955, 2001),
            "idate": lambda: date("iso"), "wdate": lambda: date("short"),
            "pdate": lambda: date("passport"), "pdate2": lambda: date("passport", 2028, 2032), "pdob": lambda: date("passport", 1955, 2001),
            "time": lambda: f"{rng.randint(7, 17):02}:{rng.randint(0, 59):02}",
            "money": lambda: money(1200, 48000), "smallmoney": lambda: money(14, 320),
            "ukmoney": lambda: money(1200, 48000, "£"), "uksmall": lambda: money(14, 320, "£"),
            "ssn": lambda: f"{rng.randint(100, 665):03}-{rng.randint(10, 99):02}-{rng.randint(1000, 9999):04}",
            "sin": lambda: f"{digits(3)} {digits(3)} {digits(3)}",
            "ein": lambda: f"{digits(2)}-{digits(7)}",
            "nino": lambda: f"AB {digits(2)} {digits(2)} {digits(2)} C",
            "nhs": lambda: f"{digits(3)} {digits(3)} {digits(4)}",
            "nir": lambda: f"2 84 05 69 {digits(3)} {digits(3)} {digits(2)}",
            "dni": lambda: f"{digits(8)}{rng.choice('TRWAGMYFPDXBNJZSQVHLCKE')}",
            "iban": lambda: f"DE{digits(2)} {digits(4)} {digits(4)} {digits(4)} {digits(4)} {digits(2)}",
            "phone": lambda: f"({rng.randint(201, 989)}) 555-{rng.randint(100, 199):04}",
            "email": lambda: f"{rng.choice(FIRST).lower()}.{rng.choice(LAST).lower()}@example.com",
            "user": lambda: (people[0].first[0] + people[0].last).lower(), "user2": lambda: (people[1].first[0] + people[1].last).lower(),
            "addr": lambda: f"{rng.randint(10, 990)} {rng.choice(STREETS)}, {city}, OH {rng.randint(43001, 45999)}",
            "ADDR": lambda: f"{rng.randint(10, 990)} {rng.choice(STREETS)}, {city}".upper(),
            "city": lambda: city, "company": lambda: companies[0], "company2": lambda: companies[1],
            "creditor": lambda: rng.choice(CREDITORS),
            "routing": lambda: "021000021", "acct": lambda: digits(10),
            "card": lambda: luhn("4", 16), "cardexp": lambda: f"{rng.randint(1, 12):02}/{rng.randint(27, 31)}", "cvv": lambda: digits(3),
            "exp": lambda: f"{rng.randint(1, 12):02}/{rng.randint(26, 29)}",
            "A": lambda: rng.choice("ABCDEFGHJKLMNPRSTVWXY"),
        }  # fmt: skip
        if name not in simple:
            raise KeyError(name)
        return simple[name]()

    return value


def filled(template: str, seed: int, *, quoted: bool = False) -> str:
    """A template with its values. `{{` and `}}` are braces; `quoted`: a value with a comma stands in quotes."""
    made = values(random.Random(seed))

    def value(name: str) -> str:
        one = made(name)
        return f'"{one}"' if quoted and "," in one else one

    held = template.replace("{{", "\0").replace("}}", "\1")
    held = re.sub(r"\{(\w+)\}", lambda found: value(found.group(1)), held)
    return held.replace("\0", "{").replace("\1", "}")


# ---- shapes ------------------------------------------------------------------------------------------------------

PAGE = (
    "The committee met in the small hall and heard how the work on the roof goes on. The scaffold stands until autumn, the "
    "tiles arrived late, and rain came in twice above the stairs. It was agreed to order more timber and to ask for a second "
    "price for the gutters. The garden was left as it is.\n\nIn the afternoon the bus went to the harbour, where the new crane was "
    "shown. It lifts forty tonnes and turns faster than the old one. Coffee was served on the quay, and the weather held.\n\n"
)


def _pairs(content: str) -> list[tuple[str, str]]:
    return [
        (label, value.strip()) for label, _, value in (line.partition(": ") for line in content.splitlines()) if label
    ]


def _scan(content: str) -> str:
    """As a scan is read: letters taken for others, marks lost, lines broken. Digits mostly stay."""
    rng = random.Random(len(content))
    wrong = {"l": "1", "O": "0", "I": "l", "m": "rn", "e": "c", "S": "5", "B": "8", "h": "b", "i": "í"}
    out = []
    for character in content:
        chance = rng.random()
        if character in wrong and chance < 0.02:
            out.append(wrong[character])
        elif character == " " and chance < 0.015:
            continue
        elif character in ":." and chance < 0.08:
            out.append(" ")
        else:
            out.append(character)
    return "".join(out)


def _within(content: str) -> str:
    """Somewhere inside a document of another sort: minutes, a newsletter, a report of service, a lease."""
    pages = (HELD_OUT / "around.pages").read_text("utf-8").split("\f")
    rng = random.Random(len(content))
    first, second = rng.sample(pages, 2)
    return f"{first}\n{content}\n\n{second}"


SHAPES: dict[str, Callable[[str], str]] = {
    "asis": str,
    "form": str,
    "lines": lambda content: "\n".join(f"{label}\n{value}" for label, value in _pairs(content)),
    "columns": lambda content: "\n".join(f"{label:<38}{value}" for label, value in _pairs(content)),
    "boxes": lambda content: "\n".join(f"| {label} | {value} |" for label, value in _pairs(content)),
    "ocr": _scan,
    "mail": lambda content: f"From: office@example.com\nTo: desk@example.com\nSubject: as discussed\n\nHi,\n\n{content}\n\nRegards\n",
    "inside": lambda content: PAGE * 6 + content + "\n\n" + PAGE * 6,
    "within": lambda content: _within(content),
    "twice": str,
}  # fmt: skip
BLANKS = ("", "____________", "{{value}}", "[ ]")


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    expected: frozenset[str]
    shape: str
    document: Document


def _document(content: str, media_type: str = "text/plain") -> Document:
    if media_type == "text/csv":
        head = content.split("\n", 1)[0]
        rows = csv.reader(io.StringIO(content), delimiter=max(",;", key=head.count))
        text = Text.table(rows, NOWHERE)
    else:
        text = Text.of(content, NOWHERE)
    return Document(NOWHERE, media_type, len(content), (text,), ())


def _message(content: str) -> Document:
    """A mail as the scanner hands it on: what stands above the letter apart from it."""
    mail = email.message_from_string(content, policy=email.policy.default)
    head = Text.of("\n".join(f"{name}: {value}" for name, value in mail.items()), NOWHERE, part=Part.HEADER)
    bodies = [
        Text.of(part.get_content(), NOWHERE)
        for part in mail.walk()
        if part.get_content_maintype() == "text" and not part.get_filename()
    ]
    return Document(NOWHERE, "message/rfc822", len(content), (head, *bodies), ())


def templates() -> Iterator[tuple[str, str, str, str]]:
    """Name, kind, how it is to be shaped, and the template."""
    for file in sorted(HELD_OUT.glob("*.txt")):
        for number, block in enumerate(re.split(r"^=== ", file.read_text("utf-8"), flags=re.M)[1:]):
            head, _, content = block.partition("\n")
            kind, how = head.split()
            yield f"{file.stem}-{number}", kind, how, content.strip("\n")


# Written by machines: they stand in no report.
OF_MACHINES = frozenset(
    [
        "web-history",
        "keystroke-log",
        "gps-track",
        "archived-mail",
        "chat-export",
        "badge-log",
        "call-recording",
        "remote-session-recording",
    ]
)


def cases(seeds: Sequence[int] = SEEDS) -> Iterator[Case]:
    """Every held-out document, in its shapes."""
    whole: list[tuple[str, str]] = []
    for name, kind, how, template in templates():
        expected = frozenset() if kind == NONE else frozenset(kind.split("+"))
        form, _, shapes = how.partition(":")
        if name.startswith(AS_WRITTEN):
            content = filled(template, 0)
            document = (
                _document(content, "text/csv")
                if form == "csv"
                else _message(content)
                if form == "message"
                else _document(content)
            )
            yield Case(name, expected, form, document)
            continue
        for seed in seeds if kind != NONE else seeds[:1]:
            content = filled(template, seed * 1000 + len(template), quoted=form == "csv")
            if form == "csv":
                yield Case(f"{name}-{seed}", expected, "csv", _document(content, "text/csv"))
                if seed == seeds[0]:
                    yield Case(f"{name}-{seed}-as-text", expected, "csv as text", _document(content))
                continue
            wanted = shapes.split(",") if shapes else ["asis"]
            if seed != seeds[0]:
                wanted = wanted[:1]
            if form == "text" and kind not in OF_MACHINES and kind != NONE and seed == seeds[0]:
                wanted = [*wanted, "within" if name.startswith(("tenth", "eleventh")) else "inside"]
                whole.append((kind, content))
            for shape in wanted:
                yield Case(f"{name}-{seed}-{shape}", expected, shape, _document(SHAPES[shape](content)))
        if form == "fields":  # the same form with nothing in it is about nobody
            labels = [label for label, _ in _pairs(template)]
            for at, blank in enumerate(BLANKS):
                content = "\n".join(
                    f"{re.sub(r' ?.$', '', label) if label.endswith('?') else label}: {blank}" for label in labels
                )
                yield Case(f"{name}-blank-{at}", frozenset(), "blank form", _document(content))
    rng = random.Random(3)
    for number in range(40):
        (one, first), (other, second) = rng.sample(whole, 2)
        if one != other:
            both = first + "\n\n\f" + PAGE * 4 + "\f" + second
            yield Case(f"both-{number}-{one}-{other}", frozenset({one, other}), "two in one", _document(both))


def told(document: Document) -> list[str]:
    return [found.kind for found in recognise(document) if found.confidence >= Confidence.LIKELY]


@dataclass(slots=True)
class Score:
    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def tally(
    every: Sequence[Case], *, show: bool = False, only: str = ""
) -> tuple[dict[str, Score], Counter[tuple[str, str]], dict[str, list[int]]]:
    scores: dict[str, Score] = defaultdict(Score)
    taken: Counter[tuple[str, str]] = Counter()
    shapes: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for case in every:
        found = told(case.document)
        for kind in case.expected:
            if kind in found:
                scores[kind].right += 1
            else:
                scores[kind].missed += 1
                taken[kind, found[0] if found else NONE] += 1
        for kind in found:
            if kind not in case.expected:
                scores[kind].wrong += 1
                if not case.expected or case.expected <= set(found):
                    taken[NONE if not case.expected else "also " + "+".join(sorted(case.expected)), kind] += 1
        right = set(found) == case.expected
        shapes[case.shape][right] += 1
        if (
            show
            and not right
            and (not only or only in case.expected or only in found or (only == NONE and not case.expected))
        ):
            print(f"\n##### {case.name}  expected {sorted(case.expected)}  told {found}")
            possible = [f"{r.kind} {r.confidence.value}: {', '.join(r.reasons)}" for r in recognise(case.document)]
            print("      ", " | ".join(possible)[:600])
            if len(case.document.texts[0].content) < 2500:
                print(case.document.texts[0].content[:1200])
    return scores, taken, shapes


def report(scores: dict[str, Score], taken: Counter[tuple[str, str]], shapes: dict[str, list[int]]) -> Iterator[str]:
    yield "| kind | documents | precision | recall |"
    yield "| --- | --- | --- | --- |"
    whole = Score()
    for kind in sorted(scores):
        score = scores[kind]
        whole.right, whole.missed, whole.wrong = (
            whole.right + score.right,
            whole.missed + score.missed,
            whole.wrong + score.wrong,
        )
        yield f"| `{kind}` | {score.right + score.missed} | {score.precision:.2f} | {score.recall:.2f} |"
    yield f"| all | {whole.right + whole.missed} | {whole.precision:.3f} | {whole.recall:.3f} |"
    yield ""
    yield "| is | taken for | times |"
    yield "| --- | --- | --- |"
    for (kind, other), times in sorted(taken.items(), key=lambda row: (-row[1], row[0])):
        yield f"| {kind} | {other} | {times} |"
    yield ""
    yield "| shape | documents | told right |"
    yield "| --- | --- | --- |"
    for shape, (wrong, right) in sorted(shapes.items()):
        yield f"| {shape} | {wrong + right} | {right / (wrong + right):.3f} |"


SETS = (  # by the file that documents stand in
    (
        "first",
        "letters, forms, tables, notes; the words were tried on them while they were written",
        lambda name: not name.startswith(("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "both")),
    ),
    ("second", "in other words, written after that; at first look .91 and .64, then words were added", lambda name: name.startswith("second")),
    ("third", "a few plain sentences each, hardly a label; at first look .89 and .48, then words were added", lambda name: name.startswith("third")),
    ("fourth", "forms, letters and exports as offices have them; at first look .92 and .82, then words were added", lambda name: name.startswith("fourth")),
    ("fifth", "as an office has them, three of each kind, and what only looks like them; at first look .94 and .90, then causes were mended and words added", lambda name: name.startswith("fifth")),
    ("sixth", "odder ones and other tongues; at first look .90 and .79, then words were added", lambda name: name.startswith("sixth")),
    ("seventh", "the oddest, a third in other tongues; at first look .95 and .48, then words were added", lambda name: name.startswith("seventh")),
    ("eighth", "ordinary forms, exports and notes, one of each kind, written last; at first look 1.00 and 1.00 where each stands by itself", lambda name: name.startswith("eighth")),
    ("ninth", "the kinds that were told worst, short and in layouts of four countries, with what looks like them; at first look .92 and .60, then forms of sentences were added", lambda name: name.startswith("ninth")),
    ("tenth_a", "four of each kind in many voices, and near-misses, also inside minutes, newsletters, reports and leases, written before anybody looked at the rules; at first look .90 and .70, then what texts resemble was learnt; looked at while that was done, then it was learnt from", lambda name: name.startswith("tenth_a")),
    ("tenth_b", "the other half, sealed until that was done; at first look .92 and .81 (.85 and .60 with the rules of before); then it was learnt from", lambda name: name.startswith("tenth_b")),
    ("eleventh", "two of each kind from a parish, a school, a ship, a vineyard, a stable; at first look .93 and .50 (.89 and .22 with the rules of before), then it was learnt from", lambda name: name.startswith("eleventh")),
    ("twelfth_a", "200 whole documents by somebody who knew nothing of the recogniser, mails, tables and logs among them, many odd, some with two kinds; at first look .89 and .79 (.84 and .79 with what was before), then it was learnt from", lambda name: name.startswith("twelfth_a")),
    ("twelfth_b", "its other half, sealed until that was done; at first look .86 and .78 (.86 and .76 with what was before), then it was learnt from", lambda name: name.startswith("twelfth_b")),
    ("thirteenth_a", "two of each kind as offices write them, mails and tables among them, with near-misses, written before the rules were looked at; at first look .97 and .92, then causes were mended and it was learnt from", lambda name: name.startswith("thirteenth_a")),
    ("thirteenth_b", "two more of each in odder forms and looser notes; at first look .94 and .82, then likewise", lambda name: name.startswith("thirteenth_b")),
    ("thirteenth_c", "one of each kind and near-misses, ordinary ones, written after that; at first look .98 and .95, then causes were mended; not learnt from", lambda name: name.startswith("thirteenth_c")),
    ("fourteenth_a", "wordings of public forms, exports of the devices and programs of an office, letters, with empty forms, policies, lessons, manuals and lists on the same topics, written before the rules were looked at; at first look .94 and .98, then causes were mended; not learnt from", lambda name: name.startswith("fourteenth_a")),
    ("fourteenth_b", "one more of each, shorter and odder, written after that; at first look .93 and .89, then causes were mended; not learnt from", lambda name: name.startswith("fourteenth_b")),
    ("fifteenth", "about two of each kind in other countries' English and in layouts of offices, with policies, adverts, quotations, lists and judgments on the same topics, written by somebody who had read what each kind is recognised from, but not its words; at first look .96 and .95; not learnt from", lambda name: name.startswith("fifteenth")),
    ("sixteenth", "notes of a few lines, tables under odd heads, forms with broken lines, chats, mails, a third in other tongues, with near-misses, written by somebody who knew the kinds but not how they are told; at first look .96 and .81; not learnt from", lambda name: name.startswith("sixteenth")),
    ("seventeenth_b", "the later half of the kinds, letters, notes, tables, almost half in other tongues, with near-misses, written by somebody who had read what each kind is recognised from, but not its words; at first look .91 and .74; not learnt from", lambda name: name.startswith("seventeenth_b")),
    ("both", "two records of any set in one file, a page of other text between them", lambda name: name.startswith("both")),
)  # fmt: skip


def measure() -> Sequence[Section]:
    """The sections of docs/benchmarks.md."""
    every = list(cases())
    lines = ["| set | documents | no record | told though none | precision | recall |", "|---|---|---|---|---|---|"]
    for name, what, belongs in SETS:
        mine = [case for case in every if belongs(case.name)]
        scores, _, _ = tally(mine)
        whole = together(scores)
        none = [case for case in mine if not case.expected]
        lines.append(
            f"| {name}: {what} | {len(mine)} | {len(none)} | {sum(1 for case in none if told(case.document))} | "
            f"{whole.precision:.3f} | {whole.recall:.3f} |"
        )
    lines += ["", "Each kind, and what is taken for what, over all sets:", "", *report(*tally(every))]
    return [Section("kinds", "## Kinds of record, on documents without name, folder and title", lines)]


def together(scores: dict[str, Score]) -> Score:
    return Score(
        sum(score.right for score in scores.values()),
        sum(score.missed for score in scores.values()),
        sum(score.wrong for score in scores.values()),
    )


def of_text(folders: Sequence[Path], *, most: int = 4000, longest: int = 200_000) -> None:
    """What is told in real text that holds no records, file by file."""
    files = characters = 0
    spent = 0.0
    found: Counter[str] = Counter()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if files >= most or not path.is_file():
                continue
            try:
                content = path.read_text("utf-8")[:longest]
            except (UnicodeDecodeError, OSError):
                continue
            if not content.strip() or "\0" in content:
                continue
            document = _document(content, "text/csv" if path.suffix == ".csv" else "text/plain")
            began = time.process_time()
            kinds = told(document)
            spent += time.process_time() - began
            files += 1
            characters += len(content)
            for kind in kinds:
                found[kind] += 1
                print(f"{kind}: {path}")
    print(
        f"{files} files, {characters / 1e6:.1f} MB, {sum(found.values())} told; {spent / max(characters, 1) * 2e7:.2f} ms CPU per 20 KB"
    )


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--miss", action="store_true", help="show each document that was told wrongly")
    parser.add_argument("--only", default="", help="of this kind")
    parser.add_argument("--text", nargs="+", type=Path, help="folders of real text without records")
    options = parser.parse_args(arguments)
    if options.text:
        of_text(options.text)
        return
    known = {row.ident for row in catalogue()}
    every = list(cases())
    print(f"{len(every)} documents, {sum(not case.expected for case in every)} of them no record; {len(known)} kinds\n")
    for line in report(*tally(every, show=options.miss, only=options.only)):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
