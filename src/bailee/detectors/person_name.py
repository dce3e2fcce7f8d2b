"""Name of a person.

>>> found("person-name", "Please ask Jennifer Walker or Mr. Szafrański about it.")
[('Jennifer Walker', 'likely'), ('Szafrański', 'likely')]
>>> found("person-name", "From: Dunton, Heather <hd@example.com>")
[('Dunton, Heather', 'verified')]
>>> found("person-name", "Jackson County Bank opens on Wall Street in May.")
[]
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Scene
from bailee.detectors.tables import rows
from bailee.text import Match

CATEGORY = "person-name"
SOURCE = "https://www.census.gov/topics/population/genealogy/data/1990_census.html"
PATTERNS_ONLY = False

_CAP = r"(?:(?![a-zß-öø-ÿ])[^\W\d_](?:[\w'’]|-(?=[^\W\d_])){1,25}|[A-Z]\.|[A-Z](?= ))"
_PARTICLES = "von|van|de|der|den|la|le|del|della|da|dos|das|di|du|bin|al|el|y|ter|ten|zu|af|av|ibn|mac|st\\."
_SEQUENCE = re.compile(
    rf"(?<![\w@#/\\$&%_-])(?<!\.\b){_CAP}\.?(?: {{1,2}}(?:(?:{_PARTICLES}) ){{0,2}}{_CAP}\.?){{0,6}}(?![@_\\]|://|\w*\()"
)
_REVERSED = re.compile(
    rf"(?<![\w@#/\\$&%_-])(?P<last>{_CAP}(?:[ \-]{_CAP})?), (?P<first>{_CAP}(?: (?:[A-Z]\.?|{_CAP}))?)(?![\w@])"
)
_HONORIFICS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "rev",
        "reverend",
        "sgt",
        "capt",
        "lt",
        "col",
        "gen",
        "judge",
        "justice",
        "madam",
        "mme",
        "mlle",
        "herr",
        "frau",
        "monsieur",
        "madame",
        "señor",
        "señora",
        "sra",
    ]
)
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "dds", "rn", "cpa", "dvm", "jd", "mba"])
# Words that follow or precede a name and make it a firm, a place, or a heading; and words that are also names.
_NOT_SURNAMES = frozenset(rows("not_surnames.txt"))
_AMBIGUOUS_GIVEN = frozenset(rows("ambiguous_given_names.txt"))


@cache
def given_names() -> dict[str, int]:
    """Given names, lower case, and how many of 100,000 bear them."""
    return {name: int(count) for name, count in map(str.split, rows("given_names.txt"))}


@cache
def surnames() -> frozenset[str]:
    return frozenset(rows("surnames.txt"))


@cache
def _nicknames() -> dict[str, str]:
    return {row[0]: row[1] for row in map(str.split, rows("nicknames.txt"))}


_VALUE = (
    rf"(?P<value>(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? )?{_CAP}(?:,? (?:(?:{_PARTICLES}) ){{0,2}}{_CAP}){{0,3}})(?![\w@])"
)
LABELS = (
    Label(
        (
            "name", "full name", "employee", "patient", "customer", "attn", "attention", "signed by", "prepared by", "applicant", "claimant", "insured",
            "spouse", "first name", "last name", "surname", "sender", "name is", "dear", "sincerely", "regards", "contact person", "emergency contact",
            "cardholder", "account holder", "supervisor", "employee name", "patient name", "witness", "beneficiary", "dependent", "call me", "i'm", "i am",
            "from", "to", "cc", "bcc", "hi", "hello", "cheers", "yours truly", "hey",
        ),
        _VALUE,
        headings=("employee", "staff", "guest", "passenger", "tenant", "owner", "resident", "student", "teacher", "user", "agent", "given name", "forename", "contact"),
    ),
)  # fmt: skip


def _folded(token: str) -> str:
    plain = unicodedata.normalize("NFKD", token.lower()).replace("’", "'")
    return "".join(character for character in plain if not unicodedata.combining(character)).rstrip(".")


def _given(token: str) -> int:
    """How common a token is as a given name; 0 where it is none."""
    folded = _folded(token)
    count = given_names().get(folded, 0)
    if not count and "-" in folded:
        count = given_names().get(folded.split("-")[0], 0)
    return count


def _surname(token: str) -> bool:
    folded = _folded(token).removesuffix("'s")
    return folded in surnames() or any(part in surnames() for part in folded.split("-") if "-" in folded)


def _may_be_surname(token: str) -> bool:
    return (
        len(token) > 1
        and token[:1].isupper()
        and _folded(token).removesuffix("'s") not in _NOT_SURNAMES
        and not any(map(str.isdigit, token))
    )


_WORD = re.compile(r"[^ ]+")


def _parse(content: str, start: int, end: int) -> list[tuple[int, int, Judgement]]:
    """Names among the capitalised words from `start` to `end`."""
    tokens = [(match.start() + start, match.end() + start, match[0]) for match in _WORD.finditer(content[start:end])]
    out: list[tuple[int, int, Judgement]] = []
    index = 0
    shouting = content[start:end].isupper() and len(tokens) > 1
    while index < len(tokens):
        low, high, token = tokens[index]
        folded = _folded(token)
        if folded in _HONORIFICS and index + 1 < len(tokens):
            last = index
            while (
                last + 1 < len(tokens)
                and last - index < 4
                and (_may_be_surname(tokens[last + 1][2]) or tokens[last + 1][2] in _PARTICLES.split("|"))
            ):
                last += 1
                if tokens[last][2].endswith(".") and len(tokens[last][2]) > 2:
                    break
            if last > index:
                out.append(_name(content, tokens[index + 1][0], tokens[last][1], 0.93, "an honorific stands before it"))
                index = last + 1
                continue
        count = _given(token)
        if count:
            last, after = index, index + 1
            while (
                after < len(tokens)
                and after - index <= 2
                and (
                    re.fullmatch(r"[A-Z]\.?", tokens[after][2])
                    or (
                        after == index + 1
                        and _given(tokens[after][2])
                        and after + 1 < len(tokens)
                        and _may_be_surname(tokens[after + 1][2])
                    )
                )
            ):
                after += 1
            while after < len(tokens) and tokens[after][2] in _PARTICLES.split("|"):
                after += 1
            sure = count >= 8 and folded not in _AMBIGUOUS_GIVEN
            if after < len(tokens) and _may_be_surname(tokens[after][2]) and not token.endswith("'s"):
                known = _surname(tokens[after][2])
                following = tokens[after + 1][2] if after + 1 < len(tokens) else ""
                firm = (
                    bool(following)
                    and _folded(following) in _NOT_SURNAMES
                    and _folded(following) not in ("and", "is", "was", "will", "has", "had")
                )
                probability = 0.93 if sure and known else 0.8 if sure or (known and count >= 4) else 0.5
                if firm:
                    probability = 0.15
                if shouting and not (sure and known):
                    probability = min(probability, 0.4)
                last = after
                while last + 1 < len(tokens) and (
                    _folded(tokens[last + 1][2]) in _SUFFIXES
                    or (_surname(tokens[last + 1][2]) and _may_be_surname(tokens[last + 1][2]) and last == after)
                ):
                    last += 1
                if probability > 0.2:
                    out.append(_name(content, low, tokens[last][1], probability, "a given name and a surname"))
                index = last + 1
                continue
            if sure and not shouting and (len(tokens) <= 2 or index > 0) and count >= 15:
                out.append(_name(content, low, high, 0.5, "a given name by itself"))
        index += 1
    return out


def _name(content: str, start: int, end: int, probability: float, reason: str) -> tuple[int, int, Judgement]:
    span = content[start:end]
    bare = (
        span.removesuffix("'s").removesuffix("’s").rstrip(".,")
        if not re.search(r"(?:Jr|Sr|\b[A-Z])\.$", span)
        else span
    )
    return start, start + len(bare), Judgement(probability, normal(bare), (reason,))


def normal(name: str) -> str:
    """First name first, single blanks, no honorific.

    >>> normal("Dunton, Heather"), normal("Mr.  Joe   Roe")
    ('Heather Dunton', 'Joe Roe')
    """
    last, comma, first = name.partition(",")
    tokens = (f"{first} {last}" if comma else last).split()
    return " ".join(token for token in tokens if _folded(token) not in _HONORIFICS)


def find(scene: Scene) -> list[tuple[int, int, Judgement]]:
    if scene.is_code or scene.is_log:
        return []
    content = scene.content
    out: list[tuple[int, int, Judgement]] = []
    for match in _SEQUENCE.finditer(content):
        out.extend(_parse(content, match.start(), match.end()))
    for match in _REVERSED.finditer(content):
        last, first = match["last"], match["first"].split()[0]
        if (count := _given(first)) and _surname(last.split()[-1]) and _may_be_surname(last):
            line = content[max(content.rfind("\n", 0, match.start()), match.start() - 200) + 1 : match.start()]
            header = re.match(r"(?i)\W*(?:x ?- ?)?(?:from|to|cc|bcc|sent by|sender|name)\b", line) is not None
            given_too = _given(last) > 0 and _given(last) >= count
            probability = 0.99 if header else 0.6 if given_too or _folded(first) in _AMBIGUOUS_GIVEN else 0.92
            out.append(
                (match.start(), match.end(), Judgement(probability, normal(match[0]), ("surname, comma, given name",)))
            )
    return out


def judge(candidate: Candidate) -> Judgement | None:
    """Names after a label or under the head of a column."""
    value = candidate.value
    tokens = [token for token in re.split(r"[ ,]+", value) if _folded(token) not in _HONORIFICS]
    if not candidate.labelled or not tokens or any(_folded(token) in _NOT_SURNAMES for token in tokens):
        return None
    if candidate.scene.is_code or any(
        len(token) > 3 and not token[:1].isupper() and token not in _PARTICLES for token in tokens
    ):
        return None
    known = sum(1 for token in tokens if _given(token) or _surname(token))
    given = any(_given(token) for token in tokens)
    label = candidate.label or candidate.heading.lower()
    start = candidate.start + (
        len(value) - len(" ".join(tokens)) if candidate.value.split()[0].rstrip(".").lower() in _HONORIFICS else 0
    )
    if candidate.heading:
        personal = re.search(
            r"(?i)first|last|given|surname|full|employee|patient|customer|applicant|student|contact|forename|insured|spouse|cardholder|holder",
            label,
        )
        if (
            candidate.peers < 0.5
            or not (personal or (given and len(tokens) > 1))
            or (personal is None and known < len(tokens))
        ):
            return None
        return Judgement(0.95 if known else 0.8, normal(value), ("the head of its column says so",), (), start)
    if label in (
        "from",
        "to",
        "cc",
        "bcc",
        "hi",
        "hello",
        "hey",
        "i'm",
        "i am",
        "cheers",
        "employee",
        "customer",
        "patient",
        "attention",
        "call me",
    ):
        if not given or (len(tokens) > 1 and known < len(tokens)):
            return None
        if label in ("from", "to") and not re.search(r":\W*$", candidate.before(6)):
            return None
    if len(tokens) == 1:
        if not (known and given):
            return None
        return Judgement(
            0.9 if _folded(tokens[0]) not in _AMBIGUOUS_GIVEN else 0.6,
            normal(value),
            ("a label or a greeting stands before it",),
            (),
            start,
        )
    if not known:
        return Judgement(0.6, normal(value), ("a label stands before it",), (), start) if "name" in label else None
    return Judgement(0.95 if given else 0.85, normal(value), ("a label or a greeting stands before it",), (), start)


def soundex(word: str) -> str:
    """American Soundex of a word.

    >>> soundex("robert"), soundex("rupert"), soundex("tymczak")
    ('R163', 'R163', 'T522')
    """
    codes = {
        letter: str(number)
        for number, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1)
        for letter in letters
    }
    letters = [letter for letter in word.lower() if letter.isascii() and letter.isalpha()]
    if not letters:
        return ""
    out, previous = letters[0].upper(), codes.get(letters[0], "")
    for letter in letters[1:]:
        code = codes.get(letter, "")
        if code and code != previous:
            out += code
        if letter not in "hw":
            previous = code
    return (out + "000")[:4]


def forms(match: Match) -> tuple[tuple[str, str], ...]:
    """`name`: the full given name and the surname, folded; `name-sound`: how the surname sounds, and the initial.

    >>> from bailee.vocabulary import Confidence
    >>> forms(Match(0, 9, "person-name", "person-name", Confidence.LIKELY, 0.9, "Bob O'Neill"))
    (('name', 'robert oneill'), ('name-sound', 'O540 r'))
    """
    tokens = [re.sub(r"[^\w-]", "", _folded(token)) for token in match.value.split()]
    tokens = [token.replace("'", "") for token in tokens if token and token not in _SUFFIXES]
    if not tokens:
        return (("value", match.value),)
    given = _nicknames().get(tokens[0], tokens[0])
    if len(tokens) == 1:
        return (("given-name", given),)
    return (("name", f"{given} {tokens[-1]}"), ("name-sound", f"{soundex(tokens[-1])} {given[:1]}"))


def mask(match: Match) -> str:
    return " ".join(f"{token[:1]}•••" for token in match.value.split()[:3])
