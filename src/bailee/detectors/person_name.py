"""Name of a person.

>>> [name for name, _ in found("person-name", "Please ask Jennifer Walker or Mr. Szafrański about it.")]
['Jennifer Walker', 'Szafrański']
>>> found("person-name", "From: Dunton, Heather <hd@example.com>")
[('Dunton, Heather', 'verified')]
>>> found("person-name", "Jackson County Bank opens on Wall Street in May.")
[]

Rules come first: titles, labels, heads of columns, mail headers, lists of given names and surnames. What they say is joined
with what a small model reads in the words around (`names_model`), where that is installed and wanted: one probability comes
of both, and where a name ends is the model's to say.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache, lru_cache
from math import exp

from bailee.detectors import names_model
from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judged, Judgement, Label, Scene, Score, words
from bailee.detectors.name_lists import HONORIFICS, ambiguous_given_names, not_surnames
from bailee.detectors.name_lists import given_names as given_names
from bailee.detectors.name_lists import surnames as surnames
from bailee.detectors.names_model.join import Evidence, evidence, probability
from bailee.detectors.tables import rows
from bailee.text import Match, Part, Text

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
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "dds", "rn", "cpa", "dvm", "jd", "mba"])
# Words that follow or precede a name and make it a firm, a place, or a heading; and words that are also names.
_MAIL_ROLES = frozenset(rows("email_roles.txt"))
_NOT_SURNAMES = not_surnames()
_AMBIGUOUS_GIVEN = ambiguous_given_names()


@cache
def _nicknames() -> dict[str, str]:
    return {row[0]: row[1] for row in map(str.split, rows("nicknames.txt"))}


_VALUE = (
    rf"(?P<value>(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? )?{_CAP}(?:,? (?:(?:{_PARTICLES}) ){{0,2}}{_CAP}){{0,3}})(?![\w@])"
)
# Words that name a person's part in something. Before a value set apart by a mark they are the label of a field.
_ROLES = tuple(rows("person_roles.txt"))
LABELS = (
    Label(
        (
            "name", "names", "full name", "legal name", "print name", "printed name", "preferred name", "maiden name", "first name", "given name", "forename",
            "middle name", "last name", "surname", "family name", "name is", "name on card", "dear", "sincerely", "regards", "yours truly", "yours faithfully", "respectfully",
            "call me", "i'm", "i am", "from", "to", "cc", "bcc", "re", "regarding", "hi", "hello", "hey", "cheers", "/s/", *_ROLES,
        ),
        _VALUE,
        headings=("user", "agent", "person", "staff", "who", "first", "last", "middle", "given", "payer", "payee", "individual", "full name"),
    ),
)  # fmt: skip
_ROLES_SET = frozenset(_ROLES)
_WORDS_OF_GREETING = frozenset(
    ["from", "to", "cc", "bcc", "hi", "hello", "hey", "i'm", "i am", "cheers", "call me", "re", "regarding"]
)
# A name of something else: "company name", "file name".
_OTHER_NAME = re.compile(
    r"(?i)\b(?:company|business|firm|file|host|user|product|bank|street|domain|server|event|project|display|table|column|class|method|function|package|image|brand|trade"
    r"|employer|school|course|drug|medication|test|plan|carrier|insurance|insurer|pharmacy|facility|hospital|clinic|vendor|supplier|site|network|group|team|device|computer|printer|service"
    r"|folder|path|database|field|variable|job|task|role|position|department|organi[sz]ation|entity|legal entity|city|county|place|screen|login|model|machine|account|common|generic|airport|station|operator|aircraft|species|state|country|region|area|park|river|building|street|store|shop|restaurant|movie|song|book|game|tag)"
    r"(?:['’]s)?[\s_:.-]{0,3}$"
)
_WORDS_AND_SURNAMES = frozenset(
    ["air", "bank", "bay", "beach", "bell", "camp", "church", "creek", "day", "east", "english", "falls", "forest", "foundation", "french", "german", "hall", "hill", "hills",
     "house", "island", "lake", "lane", "law", "march", "may", "monday", "north", "park", "parks", "point", "pope", "post", "power", "price", "read", "river", "school", "south", "square",
     "street", "strong", "summer", "town", "west", "will", "young", "banks", "brooks", "case", "field", "fields", "ford", "grant", "knight", "major", "miles", "mills", "page",
     "pool", "rivers", "rich", "rose", "sharp", "short", "shore", "steel", "stock", "storm", "temple", "waters", "weeks", "wells", "wise", "woods", "words"]
)  # fmt: skip
# What may stand after a name in the same row or line without being part of it.
_TRAILING = frozenset(
    ["spouse", "child", "son", "daughter", "self", "dependent", "partner", "sex", "dob", "date", "age", "phone", "tel", "mobile", "address", "position", "title", "dept",
     "department", "birth", "born", "male", "female", "email", "mrn", "ssn", "id", "signature", "signed", "employee", "no", "number", "home", "work", "cell", "hire", "relation",
     "e-mail", "pay", "base", "job", "start", "card", "net", "sample", "reason", "credit", "medical", "billing", "student", "street", "city", "state", "zip", "account", "name", "record",
     "gross", "salary", "rate", "type", "status", "department", "division", "office", "role", "reference", "units", "result", "test", "dimension", "list"]
)  # fmt: skip


@lru_cache(maxsize=65536)
def _folded(token: str) -> str:
    if token.isascii():
        return token.lower().rstrip(".")
    plain = unicodedata.normalize("NFKD", token.lower()).replace("’", "'")
    return "".join(character for character in plain if not unicodedata.combining(character)).rstrip(".")


# Names of fields that are names of people, too, in small letters: Iban Garcia has an IBAN.
_FIELDS = frozenset(
    [
        "IBAN",
        "BIC",
        "SWIFT",
        "SSN",
        "DOB",
        "PIN",
        "CVV",
        "ABA",
        "EIN",
        "TIN",
        "VAT",
        "MICR",
        "PAN",
        "ACH",
        "SEPA",
        "KTO",
        "BLZ",
        "RIB",
        "CLABE",
        "BSB",
        "SIN",
        "MRN",
        "NPI",
    ]
)


@lru_cache(maxsize=65536)
def _given(token: str) -> float:
    """How common a token is as a given name; 0 where it is none."""
    if token.rstrip(":.") in _FIELDS:
        return 0.0
    folded = _folded(token)
    count = given_names().get(folded, 0)
    if not count and "-" in folded:  # Soo-jin is written in one word, too
        count = given_names().get(folded.split("-")[0], 0) or given_names().get(folded.replace("-", ""), 0)
    return count


def _surname(token: str) -> bool:
    if token.rstrip(":.") in _FIELDS:
        return False
    folded = _folded(token).removesuffix("'s")
    return folded in surnames() or any(part in surnames() for part in folded.split("-") if "-" in folded)


def _may_be_surname(token: str) -> bool:
    return (
        len(token) > 1
        and token[:1].isupper()
        and token not in _FIELDS
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
        if folded in HONORIFICS and index + 1 < len(tokens):
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
                out.append(_name(content, tokens[index + 1][0], tokens[last][1], 0.93, _TITLE))
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
                if sure:
                    probability = 0.93 if known else 0.8
                else:  # rare as a given name, or a word besides
                    probability = 0.85 if known and folded not in _AMBIGUOUS_GIVEN else 0.5
                if firm or (not sure and _folded(tokens[after][2]) in _TRAILING):
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
    return " ".join(token for token in tokens if _folded(token) not in HONORIFICS)


def find(scene: Scene) -> list[tuple[int, int, Judgement]]:
    if scene.is_code or scene.is_log or not scene.has_letters:
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
    out.extend(_addressed(content))
    return out


def by_rules(text: Text) -> list[tuple[int, int, float]]:
    """What the rules alone find in a text, and how sure they are: what the join with the model is fitted on."""
    from bailee.detectors.engine import detect

    mode = names_model.mode()
    names_model.begin("off")
    try:
        return [(match.start, match.end, match.probability) for match in detect(text, only="person-name")]
    finally:
        names_model.begin(mode)


SURE = 0.97  # of the rules, in a table in which hardly anybody stands
LEAST = 0.4  # of what rules and model say together: below it a name is more often wrong than right
_SAID = (
    (0.85, "the model reads it as a name"),
    (0.5, "the model would rather read it as a name"),
    (0.15, "the model doubts that it is a name"),
    (0.0, "the model does not read it as a name"),
)


_COLUMN = "the head of its column says so"
_LABEL = "a label or a greeting stands before it"
_TITLE = "an honorific stands before it"


def review(scene: Scene, judged: Judged) -> Judged:
    """The names of the rules joined with those that the model sees. A column was judged as a whole: it stays as it is."""
    judged = _apart(judged)
    settled = [row for row in judged if _COLUMN in row[2].reasons]
    scene.sure += [(start, end) for start, end, judgement in judged if _is_sure(judgement)]
    # The name of a file is no sentence, and is masked for what may be a name in it: the model would only take away.
    seen = None if scene.text.part is Part.NAME else names_model.answers(scene)
    if seen is None:
        return [_by_rule(row) for row in judged]
    out = [_by_rule(row) for row in settled]
    within = Spans(settled)
    open_rows = [row for row in judged if _COLUMN not in row[2].reasons]
    spans = Spans(open_rows)
    for one in evidence(seen, [(start, end, judgement.probability) for start, end, judgement in open_rows]):
        own = spans.meeting(one.start, one.end)
        if not one.figures:  # the model was not asked: for want of time, of any sign, or because the rules are sure
            dull = seen.dull.meet(one.start, one.end)
            keep = SURE if dull else 0.9
            out += [
                _by_rule(row)
                for row in own
                if row[2].probability >= keep or (not dull and seen.may_be(one.start, one.end))
            ]
        elif not within.meeting(one.start, one.end) and (
            own or not _names_no_person(scene.content, one.start, one.end)
        ):
            chance = probability(one.figures)
            if chance >= LEAST:
                out.append((one.start, one.end, _joined(scene.content, one, own, chance)))
    return out


_KEY = re.compile(r"\"([\w .-]{1,40})\"\s{0,3}:\s{0,3}\"$")
_NAME_OF = re.compile(r"(?i)\bname[\s:=\"'_-]{0,6}$")


def _names_no_person(content: str, start: int, end: int) -> bool:
    """Whether a span of the model's own stands in an address of the net or a path, or after "file name:" and the like."""
    if content[start - 1 : start] in tuple("@/\\_#$") or content[end : end + 1] in tuple("@/\\_("):
        return True
    value = content[start:end]
    if value.isupper() and value.isalpha():  # an acronym, unless all of its line is in capitals
        line = content[max(content.rfind("\n", 0, start), start - 80) + 1 : end]
        if not line.isupper() and not _given(value) and not _surname(value):
            return True
    before = content[max(0, start - 60) : start]
    key = _KEY.search(before)
    if key is not None and "nam" not in key[1].lower() and not _PERSONAL.search(key[1]):
        return True  # "species": "Adelie"
    labelled = _NAME_OF.search(before)
    return labelled is not None and _OTHER_NAME.search(before[: labelled.start()]) is not None


def _is_sure(judgement: Judgement) -> bool:
    """Whether the model need not be asked: after a label 163 of 167 were right, after a title 139 of 145."""
    reasons = judgement.reasons
    return (
        judgement.probability >= (0.93 if _TITLE in reasons else 0.95 if _LABEL in reasons else SURE)
        or _COLUMN in reasons
    )


class Spans:
    """Judgements that do not overlap, to be asked for by place."""

    def __init__(self, rows: Judged) -> None:
        self._rows = sorted(rows, key=lambda row: row[:2])
        self._starts = [start for start, _, _ in self._rows]

    def meeting(self, start: int, end: int) -> Judged:
        first = max(bisect_right(self._starts, start) - 1, 0)
        return [row for row in self._rows[first : bisect_left(self._starts, end)] if row[1] > start]


def _apart(judged: Judged) -> Judged:
    """Of judgements that overlap the most probable, then the longest; by the span that they mean."""
    rows = sorted(
        (
            judgement.start if judgement.start is not None else start,
            judgement.end if judgement.end is not None else end,
            number,
            judgement,
        )
        for number, (start, end, judgement) in enumerate(judged)
    )
    out: Judged = []
    for start, end, _, judgement in rows:
        mine = (start, end, replace(judgement, start=start, end=end))
        if out and out[-1][1] > start:
            if (judgement.probability, end - start) > (out[-1][2].probability, out[-1][1] - out[-1][0]):
                out[-1] = mine
        else:
            out.append(mine)
    return out


def _joined(content: str, one: Evidence, own: Judged, chance: float) -> Judgement:
    likeness = 1 / (1 + exp(-one.figures[1]))
    said = next(words for least, words in _SAID if likeness >= least)
    score = Score(chance, said)
    if own:
        rule = max((judgement for _, _, judgement in own), key=lambda judgement: judgement.probability)
        score = Score(rule.probability, _says(rule))
        (score.at_least if chance >= rule.probability else score.at_most)(chance, said)
    return score.judgement(normal(content[one.start : one.end]), start=one.start, end=one.end)


def _says(judgement: Judgement) -> str:
    return next((reason for reason in judgement.reasons if isinstance(reason, str)), "it reads as a name")


def _by_rule(row: tuple[int, int, Judgement]) -> tuple[int, int, Judgement]:
    """A judgement of the rules alone, whose one reason is what its probability begins at."""
    start, end, judgement = row
    reasons = Score(judgement.probability, _says(judgement)).reasons
    return start, end, replace(judgement, reasons=tuple(reasons))


_ADDRESS = re.compile(r"['\"]?\s{0,2}<(?:mailto:)?(?P<local>[\w.+%\-]{1,64})@[\w.\-]{3,100}>")
_DISPLAY = re.compile(r"(?:^|[\"'\t\n,;:>(]\s{0,3}|\s{2})(?P<name>[^\W\d_](?:[\w.'’\-]|, ?| (?! )){1,58})$")


def _addressed(content: str) -> list[tuple[int, int, Judgement]]:
    """Names before an e-mail address in angle brackets."""
    out = []
    for match in _ADDRESS.finditer(content):
        low = max(0, match.start() - 64)
        shown = _DISPLAY.search(content[low : match.start()])
        if shown is None:
            continue
        name = shown["name"]
        if "," in name and not re.fullmatch(r"[^,]+, ?[^,]+", name):  # of a list of addresses, the last
            name = name.rpartition(",")[2].strip()
        tokens = [token for token in re.split(r"[ ,]+", name) if token]
        last = tokens[0] if "," in name else tokens[-1] if tokens else ""
        if not 1 <= len(tokens) <= 5 or any(
            (_folded(token) in _NOT_SURNAMES and not (token is last and _word_and_surname(tokens, last)))
            or _folded(token) in _MAIL_ROLES
            for token in tokens
        ):
            continue
        if not all(token[:1].isupper() or token in _PARTICLES.split("|") for token in tokens):
            continue
        local = match["local"].lower()
        repeated = any(len(token) > 2 and _folded(token) in local for token in tokens)
        known = any(_given(token) or _surname(token) for token in tokens)
        if len(tokens) == 1 and not _given(tokens[0]):
            continue
        probability = 0.99 if repeated and known else 0.9 if known else 0.7 if repeated else 0.5
        end = low + shown.end("name")
        out.append(
            (end - len(name), end, Judgement(probability, normal(name), ("an e-mail address stands behind it",)))
        )
    return out


def _word_and_surname(tokens: list[str], last: str) -> bool:
    """Whether a word such as Park stands where a surname does: after a label, with nothing but a given name."""
    others = [token for token in tokens if token is not last and len(token.rstrip(".")) > 1]
    return len(others) == 1 and _given(others[0]) > 0 and _surname(last) and _folded(last) in _WORDS_AND_SURNAMES


def judge(candidate: Candidate) -> Judgement | None:
    """Names after a label or under the head of a column."""
    if not candidate.labelled or candidate.scene.is_code:
        return None
    value, start = candidate.value, candidate.start
    first = value.split(" ", 1)[0]
    if _folded(first) in HONORIFICS and len(first) < len(value):
        start, value = start + len(first) + 1, value[len(first) + 1 :]
    tokens = re.split(r"[ ,]+", value)
    while len(tokens) > 1 and _folded(tokens[-1]) in _TRAILING:
        tokens.pop()
        value = value[: value.rindex(tokens[-1]) + len(tokens[-1])]
    end = start + len(value)
    last = tokens[0] if "," in value else tokens[-1]
    if not tokens or any(
        len(token) > 24 or (_folded(token) in _NOT_SURNAMES and not (token is last and _word_and_surname(tokens, last)))
        for token in tokens
        if len(token) > 1
    ):
        return None
    if any(len(token) > 3 and not token[:1].isupper() and token not in _PARTICLES for token in tokens):
        return None
    if any(token in _FIELDS for token in tokens):
        return None
    given = any(_given(token) for token in tokens)
    known = sum(1 for token in tokens if _given(token) or _surname(token))
    if candidate.heading:
        return _under_head(candidate, tokens, value, given, known, start, end)
    return _after_label(candidate, tokens, value, given, known, start, end)


_PLAIN_NAME = re.compile(r"(?i)[\W_]*(?:full|display|record|list)?[\W_]*names?[\W_]*")


@lru_cache(maxsize=256)
def _share_of_people(values: tuple[str, ...]) -> float:
    """Share of values that read as names: a column of names may be one of places, or of the labels of a form."""
    people = 0
    for value in values:
        tokens = [token for token in re.split(r"[ ,]+", value) if len(token.rstrip(".")) > 1]
        while len(tokens) > 1 and (_folded(tokens[-1]) in _TRAILING or _folded(tokens[-1]) in _SUFFIXES):
            tokens.pop()
        if any(_folded(token) in _NOT_SURNAMES and not _surname(token) for token in tokens) or not tokens:
            continue
        if len(tokens) == 1:
            people += _folded(tokens[0]) not in _TRAILING and bool(_given(tokens[0]) >= 1 or _surname(tokens[0]))
        else:
            last = tokens[0] if "," in value else tokens[-1]
            people += any(_given(token) for token in tokens if token is not last) and _surname(last)
    return people / len(values) if values else 0.0


_PERSONAL = words("name", "first", "last", "given", "middle", "surname", "forename", "full name", *_ROLES)
_FIRMS_TOO = words(
    "client",
    "customer",
    "vendor",
    "supplier",
    "contractor",
    "owner",
    "landlord",
    "lessor",
    "seller",
    "buyer",
    "payer",
    "payee",
    "account",
    "provider",
    "host",
    "agent",
    "user",
)


def _under_head(
    candidate: Candidate, tokens: list[str], value: str, given: bool, known: int, start: int, end: int
) -> Judgement | None:
    heading = candidate.heading
    if candidate.peers < 0.5 or _OTHER_NAME.search(re.split(r"(?i)\bname", heading)[0]):
        return None
    share = _share_of_people(candidate.column)
    if _PLAIN_NAME.fullmatch(heading) and share < 0.3:
        return None
    if candidate.spaced and (share < 0.5 or not given or len(tokens) < 2):
        return None
    personal = _PERSONAL.search(heading) is not None and not _FIRMS_TOO.search(heading)
    if personal and share < 0.2:
        if len(tokens) < 2 or not known or any(_folded(token) in _TRAILING for token in tokens):
            return None
        probability = 0.4
    elif personal:
        probability = 0.95 if known else 0.8 if len(tokens) > 1 or candidate.peers > 0.8 else 0.4
    elif given and len(tokens) > 1 and known == len([token for token in tokens if len(token) > 2]):
        probability = 0.95
    elif given and len(tokens) > 1:
        probability = 0.6
    else:
        return None
    return Judgement(probability, normal(value), (_COLUMN,), (), start, end)


def _after_label(
    candidate: Candidate, tokens: list[str], value: str, given: bool, known: int, start: int, end: int
) -> Judgement | None:
    content, label = candidate.content, candidate.label
    gap = content[max(0, candidate.start - 40) : candidate.start]
    gap = gap[gap.lower().rfind(label) + len(label) :] if label in gap.lower() else gap
    rest = content[end : end + 3]
    closed = (
        not rest.strip(" \r") or rest[0] in "\n\r\t,;(<|/" or rest.startswith(("  ", " (", " <", " -", ' "', ".\n"))
    )
    apart = bool(re.search(r"[:=\t|]|\.\.|  |\n|_", gap)) or label in ("dear", "/s/")
    reason = _LABEL
    if label.startswith("name") and _OTHER_NAME.search(
        content[max(0, candidate.start - 70) : candidate.start].lower().rpartition(label)[0]
    ):
        return None
    several = len(tokens) > 1
    if label in _WORDS_OF_GREETING or not apart:
        at_start = (
            content[: candidate.start - len(gap) - len(label)][-1:] in ("", "\n")
            if candidate.start < 400
            else (
                content[candidate.start - len(gap) - len(label) - 1 : candidate.start - len(gap) - len(label)]
                in ("", "\n")
            )
        )
        if not given or (several and known < len([token for token in tokens if len(token.rstrip(".")) > 1])):
            if not (several and known and at_start and closed):
                return None
            sure = label in _ROLES_SET and _given(tokens[0]) > 0 and _folded(tokens[0]) not in _AMBIGUOUS_GIVEN
            return Judgement(0.9 if sure else 0.7, normal(value), (reason,), (), start, end)
        if label in ("from", "to", "cc", "re") and ":" not in gap:
            return None
        if not several and not (label in ("dear", "hi", "hello", "hey", "call me", "i'm", "i am", "cheers") or apart):
            return None
    if not several:
        if not (known and given):
            return (
                Judgement(0.5, normal(value), (reason,), (), start, end)
                if closed and known and "name" in label
                else None
            )
        sure = _folded(tokens[0]) not in _AMBIGUOUS_GIVEN and _given(tokens[0]) >= 1 and label not in ("name", "names")
        return Judgement(0.9 if sure else 0.6, normal(value), (reason,), (), start, end)
    if not known:
        if not (apart and closed) or value.isupper():
            return None
        firm = _FIRMS_TOO.search(label) is not None
        return Judgement(0.75 if "name" in label else 0.3 if firm else 0.6, normal(value), (reason,), (), start, end)
    return Judgement(0.95 if given else 0.85, normal(value), (reason,), (), start, end)


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

    Where the given name is more than an initial, `name-first` is that, and `name-letters` it and the letters of the surname:
    letters that were swapped or doubled leave both as they are.

    >>> from bailee.vocabulary import Confidence
    >>> forms(Match(0, 9, "person-name", "person-name", Confidence.LIKELY, 0.9, "Bob O'Neill"))
    (('name', 'robert oneill'), ('name-sound', 'O540 r'), ('name-first', 'robert'), ('name-letters', 'robert eilno'))
    >>> forms(Match(0, 8, "person-name", "person-name", Confidence.LIKELY, 0.9, "R. Oneil"))
    (('name', 'r oneil'), ('name-sound', 'O540 r'))
    """
    tokens = [re.sub(r"[^\w-]", "", _folded(token)) for token in match.value.split()]
    tokens = [token.replace("'", "") for token in tokens if token and token not in _SUFFIXES]
    if not tokens:
        return (("value", match.value),)
    given = _nicknames().get(tokens[0], tokens[0])
    if len(tokens) == 1:
        return (("given-name", given),)
    last = tokens[-1]
    # a name in another script has no Soundex: it sounds as it is written
    found = (("name", f"{given} {last}"), ("name-sound", f"{soundex(last) or last} {given[:1]}"))
    if len(given) == 1 and given.isascii():
        return found
    return (*found, ("name-first", given), ("name-letters", f"{given} {''.join(sorted(set(last)))}"))


def mask(match: Match) -> str:
    return " ".join(f"{token[:1]}•••" for token in match.value.split()[:3])
