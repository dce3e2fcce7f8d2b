"""Social Security number (United States).

>>> found("us-ssn", "Her SSN is 512-44-7313")
[('512-44-7313', 'verified')]
>>> found("us-ssn", '{"ssn": "512447313"}')
[('512447313', 'verified')]
>>> found("us-ssn", "part no 512447313, lot 666-12-3456")     # bare digits need words; 666 is never issued
[]
>>> found("us-ssn", "512447313 is my social security number")
[('512447313', 'likely')]
>>> found("us-ssn", "SSN: 078-05-1120")                       # printed on a wallet's sample card in 1938
[('078-05-1120', 'possible')]
>>> found("us-ssn", "SSN: 441-44-1414")                       # one number in forty thousand has two figures only
[('441-44-1414', 'possible')]
>>> found("us-ssn", "SSN ending in 7313, on file as xxx-xx-7313")
[('7313', 'possible'), ('xxx-xx-7313', 'possible')]
"""

from __future__ import annotations

import re
from itertools import pairwise

from stdnum.us import ein

from bailee.detectors.engine import found as found
from bailee.detectors.identifiers import THINGS, thing_named
from bailee.detectors.interface import (
    Candidate,
    Judgement,
    Label,
    Scene,
    Score,
    Shape,
    digits_of,
    is_filler,
    words,
)
from bailee.detectors.rows import delimiter_of, split_row
from bailee.text import Match

CATEGORY = "social-security-number"
SOURCE = "https://www.ssa.gov/employer/randomization.html"

_CUT = r"[ ]{0,2}\r?\n[>|* \t]{0,8}"  # by the end of a line: `512-44-`, and `7313` on the next
SHAPES = (
    Shape(
        r"(?<![^\W_])(?<![\d][.\-/+])(?<![.\-/_])(?P<value>(?:(?<!\d[ ,])|(?=\d{3}-)(?<!\+\d )(?<!\+\d\d )(?<!\+\d{3} ))"
        r"\d{3}(?P<gap>[ \-.]| - )\d{2}(?P=gap)\d{4})(?![^\W_]|[\-./]\d|(?<!-\d{4})[ ]\d{2})",  # 12 219-45-6788 04/05/1981
        outlines=("000-00-0000", "000 00 0000", r"000\.00\.0000", "000 - 00 - 0000"),
        before=20,
        after=5,
    ),
    Shape(
        rf"(?<![^\W_])(?<![\d][.\-/+, ])(?<![.\-/_])(?P<value>\d{{3}}-(?:\d{{2}}-{_CUT}|{_CUT}\d{{2}}-)\d{{4}})(?![^\W_]|[\-./]\d|[ ]\d{{2}})",
        outlines=(r"[^0]000-00-[ \r\n]", r"[^0]000-[ \r\n]"),
        before=10,
        after=26,
        then=r"[ ]{0,2}\r?\n[>|* \t]{0,8}\d\d",
    ),
    Shape(  # all but the last four hidden; the engine sees `?` for what is not ASCII
        r"(?<![^\W_])(?P<hidden>(?P<value>[xX*#•●∗]{3}(?:[- ][xX*#•●∗]{2}[- ]|[xX*#•●∗]{2})\d{4}))(?![^\W_]|-\d)",
        triggers=(
            *(
                f"{sign}{{3}}{gap}{sign}{{2}}{gap}[0-9]"
                for sign in ("x", "X", r"\*", "#", r"\?")
                for gap in ("-", " ", "")
            ),
        ),
        before=12,
        after=6,
    ),
    Shape(  # nine digits, and behind them what they are: 512447313 is her social security number
        r"(?<![^\W_])(?<![\d][.\-/+, ])(?<![.\-/_$#])(?P<behind>(?P<value>\d{9}|\d{3} \d\d \d{4}))"
        r"(?=[^\n\d;]{1,48}?(?<![^\W_])(?i:ssn|social[ -]sec(?:urity|\.)))",
        triggers=("[^0-9A-Za-z][sS][sS][nN]", "[^0-9A-Za-z][sS][oO][cC][iI][aA][lL][ -]"),
        before=64,
        after=12,
    ),
    Shape(  # nine digits in a cell: only where a table of people has a column of them
        r"(?<=[\t\n,|;\"])(?P<cell>(?P<value>\d{9}))(?=[\t,|;\"\r\n]|$)",
        outlines=(r"[\t\n,|;\"]000000000[\t,|;\"\r\n]",),
        before=11,
        after=1,
    ),
)
LABELS = (
    Label(
        (
            "ssn", "social security number", "social security no", "social security #", "social security", "soc sec", "social sec",
            "ss#", "ss #", "ssn#", "ss no", "ss number", "ss num", "social security num", "ssno", "ssnum", "ssid", "soc security",
            "my social", "his social", "her social", "their social", "ssn/tin", "tin/ssn", "ssn/itin", "itin/ssn", "ssn or tin", "ssn/ein",
            "tax id", "taxpayer id", "tin", "taxpayer identification number", "seguro social", "s.s.n", "s.s. no",
        ),
        r"(?P<value>\d{3}([ \-./_]|\s-\s)?\d{2}([ \-./_]|\s-\s)?\d{4})(?![^\W_]|[\-./]\d)",
        headings=("social", "taxpayer", "government id"),
    ),
    Label(
        (
            "ssn ending", "ssn ending in", "ssn ends in", "ssn ending with", "last four of ssn", "last 4 of ssn", "last four ssn", "last 4 ssn", "ssn last four", "ssn last 4",
            "last four digits of ssn", "last 4 digits of ssn", "last four of social", "last 4 of social", "social ending in", "social ends in",
            "social security number ending in", "ssn last4", "ssn4", "ssn (last 4)", "ssn (last four)", "social security number (last 4)",
        ),
        r"(?P<hidden>(?P<value>\d{4}))(?![^\W_]|[\-./,]\d)",
        headings=("last four", "ssn (last", "ssn last"),
    ),
)  # fmt: skip
_CONTEXT = words(
    "ssn", "social security", "soc sec", "social sec", "ss#", "ss no", "ss number", "ss num", "social", "taxpayer", "tin", "w-2", "w-4", "w-9",
    "1099", "i-9", "employee", "dob", "date of birth", "born", "birth", "payroll", "dependent", "spouse", "beneficiary", "patient",
    "applicant", "tax id", "ss",
)  # fmt: skip
_STRONG = words(
    "ssn",
    "social security",
    "soc sec",
    "social sec",
    "ss#",
    "ss no",
    "ss number",
    "ss num",
    "social",
    "tax id",
    "taxpayer id",
    "tin",
)
_AGAINST = words(
    "part", "part no", "item", "sku", "serial", "order", "invoice", "lot", "tracking", "model", "phone", "tel", "fax", "catalog", "po",
    "ref", "reference", "zip", "pn", "p/n", "version", "cas", "isbn", "ticket", "case", "docket", "product", "code", "confirmation", "permit", "suite", "apt", "unit", "room", "box",
)  # fmt: skip
# Printed in advertisements or on sample cards: never a person's (or no longer).
_PUBLISHED = frozenset(
    {"078051120", "219099999", "457555462", "123456789", "001010001", "111111111", "123121234", "999999999"}
)


_TAX = re.compile(r"(?i)\b(?:tin|tax)")
_SOCIAL = re.compile(r"(?i)ss(?:n|[#. _]|$)|soc|s\.s")


def is_issued(digits: str) -> bool:
    """Whether nine digits are in the ranges that are issued."""
    return digits[:3] not in ("000", "666") and digits[0] != "9" and digits[3:5] != "00" and digits[5:] != "0000"


def is_column_of_people(candidate: Candidate) -> bool:
    """Whether a column of tax numbers holds people's: what is in it could not be employers', or its table is of people."""
    values = [digits_of(value) for value in candidate.column]
    if len(values) >= 8 and sum(ein.is_valid(value) for value in values) < 0.93 * len(values):
        return sum(map(is_issued, values)) >= 0.9 * len(values)
    return _PEOPLE.search(candidate.table) is not None and sum(map(is_issued, values)) >= 0.9 * len(values)


_PEOPLE = words(
    "dob",
    "date of birth",
    "birth",
    "birthdate",
    "first name",
    "last name",
    "surname",
    "employee",
    "spouse",
    "patient",
    "gender",
    "sex",
)


def _last_four(candidate: Candidate, digits: str) -> Judgement | None:
    """The last four of a number: a hint of whose it is, never a number by itself."""
    if candidate.heading and _SOCIAL.search(candidate.heading) is None:
        return None
    if not candidate.labelled and (len(digits) != 4 or candidate.value == digits):
        return None  # a text that holds nothing else, such as the folder of a year
    score = Score(0.5, "the last four figures, the others are hidden or left out")
    return score.judgement(f"xxxxx{digits}", ("partial", "last four"))


_NAME = re.compile(r"(?:[A-Z][^\W\d_]*['’.-]?[^\W\d_]*,?[ ]?){1,4}$|[A-Z]{2,}(?:,? [A-Z]+){1,3}$")
_BIRTH = re.compile(
    r"(?:\d\d?[/.-]\d\d?[/.-](?:(?:19)?[3-9]\d|200\d|201[0-2])|(?:19[3-9]\d|200\d|201[0-2])[/.-]?\d\d[/.-]?\d\d)(?: 00:00(?::00)?)?$"
)


def _cell(candidate: Candidate, digits: str) -> Judgement | None:
    """Nine bare digits in a cell: an SSN where its column holds such numbers, and its table names and dates of birth."""
    if not is_issued(digits) or is_filler(digits):
        return None
    scene = candidate.scene
    start, end = scene.line(candidate.start)
    line = candidate.content[start:end]
    mark = delimiter_of(line)
    if not mark:
        return None
    cells = split_row(line, mark)
    index = next((number for number, cell in enumerate(cells) if cell[0] <= candidate.start - start < cell[1] + 1), -1)
    kept: dict[tuple[str, int, int], tuple[int, float]] = vars(scene).setdefault("columns_of_ssn", {})
    key = (mark, len(cells), index)
    until, probability = kept.get(key, (-1, 0.0))
    if candidate.start > until:
        until, probability = _column(candidate.content, start, mark, len(cells), index)
        kept[key] = until, probability
    if not probability:
        return None
    head = candidate.header
    if _AGAINST.search(head):
        return None
    score = Score(probability, "its column holds numbers as they are issued, others names and dates of birth")
    if head and _HEADS_OF_OTHERS.search(head):
        score.at_most(0.5, "the head of its column names another number")
    return score.judgement(digits)


_HEADS_OF_OTHERS = words(
    "id",
    "account",
    "acct",
    "employee",
    "member",
    "customer",
    "policy",
    "phone",
    "routing",
    "number",
    "no",
    "key",
    "reference",
)
_ROWS = 40


def _column(content: str, start: int, mark: str, width: int, index: int) -> tuple[int, float]:
    """How sure the rows from `start` on make a column, and to where that holds."""
    lines = content[start : start + 16_000].split("\n")[:_ROWS]
    rows = [[cell for _, _, cell in split_row(line.rstrip("\r"), mark)] for line in lines]
    rows = [row for row in rows if len(row) == width]
    until = start + sum(map(len, lines)) + len(lines)
    values = [row[index] for row in rows if row[index]]
    if len(values) < 4 or len(set(values)) < 0.8 * len(values):
        return until, 0.0
    issued = sum(len(value) == 9 and value.isdecimal() and is_issued(value) for value in values)
    steps = {int(b) - int(a) for a, b in pairwise(values) if a.isdecimal() and b.isdecimal()}
    if issued < 0.95 * len(values) or all(0 < step < 100_000 for step in steps):
        return until, 0.0

    def has(form: re.Pattern[str]) -> bool:
        return any(
            sum(form.match(row[number]) is not None for row in rows) >= 0.8 * len(rows)
            for number in range(width)
            if number != index
        )

    names, births = has(_NAME), has(_BIRTH)
    return until, 0.92 if names and births else 0.0


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if candidate.has("hidden"):
        return _last_four(candidate, digits)
    if candidate.has("cell"):
        return _cell(candidate, digits)
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    published = digits in _PUBLISHED or (digits.startswith("98765432") and not candidate.alone)
    if not published and (area in ("000", "666") or area[0] == "9" or group == "00" or serial == "0000"):
        return None
    grouped = len(candidate.value) > 9
    label = candidate.label or candidate.heading
    of_tax = _TAX.search(label) is not None and _SOCIAL.search(label) is None
    labelled = candidate.labelled and not (candidate.label and of_tax and not grouped)
    if published:
        if not candidate.labelled and (digits[0] == "9" or not grouped):
            return None
        score = Score(0.93 if "-" in candidate.value else 0.4, "three, two and four digits")
        if labelled:
            score.at_least(0.995, candidate.said)
        score.at_most(0.5 if labelled else 0.3, "published as a sample")
        return score.judgement(digits, ("test", "yes"))
    filler = is_filler(digits)
    if filler and not (labelled and grouped):
        return None
    score = Score(0.0, "" if grouped else "nine digits, in the ranges that are issued")
    other = (
        _AGAINST.search(candidate.before(24))
        or _AGAINST.search(candidate.header)
        or THINGS.search(candidate.header)
        or thing_named(candidate)
    )
    behind = candidate.has("behind") and other is None
    strong = labelled or behind or (other is None and candidate.near(_STRONG, 60, 24))
    if grouped and "-" in candidate.value:
        score.at_least(0.93, "three, two and four digits with dashes, in the ranges that are issued")
        if other:
            score.at_most(0.3, f'the word "{other[0]}" names another number')
        elif candidate.scene.is_code and not strong:
            score.at_most(0.5, "stands in source code")
        elif not strong and candidate.near(_CONTEXT):
            score.at_least(0.97, candidate.seen("words about people stand near"))
        elif not strong and candidate.scene.is_log and _repeats(candidate.scene):
            score.at_most(0.5, "stands in a log, whose lines have many such numbers")
    elif grouped:
        score.at_least(0.4, "three, two and four digits, in the ranges that are issued")
        if _AGAINST.search(candidate.before(24)) and not strong:
            return None
        if not strong and candidate.near(_CONTEXT):
            score.at_least(0.75, candidate.seen("words about people stand near"))
    if strong and (grouped or labelled or behind):
        why = candidate.said if candidate.labelled else candidate.seen("words about Social Security stand near")
        score.at_least(0.97 if behind and not labelled else 0.995 if grouped or not of_tax else 0.92, why)
    if not grouped and not labelled and not behind:
        return None
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.6, "most of its column has another form")
    if filler:
        score.at_most(0.6, "its figures repeat, as fillers do")
    if not grouped and of_tax and not (candidate.heading and is_column_of_people(candidate)):
        score.at_most(0.5, "a tax number may be a business's")
    return score.judgement(digits) if score.probability else None


_FORM = re.compile(r"(?<![\d-])\d{3}-\d\d-\d{4}(?![\d-])")
_MANY = 8


def _repeats(scene: Scene) -> bool:
    """Whether a text has many numbers of this form: a field of a program then, and nobody's slip."""
    kept: dict[str, bool] = vars(scene)
    if "repeats_ssn" not in kept:
        kept["repeats_ssn"] = len(set(_FORM.findall(scene.content, 0, 1 << 18))) >= _MANY
    return kept["repeats_ssn"]


def mask(match: Match) -> str:
    return f"•••-••-{match.value[-4:]}"
