"""Whose a value is, as the words beside it say: the head of its column, the label before it, the heading above it.

A form names more people than the one it is about: a spouse, a physician, a supervisor. Of these words only their class is
kept (`("whose", "relative")`), from the short list below; the words themselves, like the value, stay in the worker.

>>> text = Text.of("Employee: Pat Doe\\nEmergency contact: Kim Doe 518-555-0101\\nReviewed by Dr. Ann Roe", Locator(("a.txt",)))
>>> [whose(text, text.content.index(name), text.content.index(name) + len(name)) for name in ("Pat Doe", "Kim Doe", "518", "Ann Roe")]
['employee', 'relative', 'relative', 'official']
"""

from __future__ import annotations

import re
from functools import lru_cache

from bailee.text import Text
from bailee.vocabulary import Locator as Locator

_RELATION = (
    r"spouse|husband|wife|domestic partner|spouse/partner|child(?:ren)?|son|daughter|step(?:son|daughter|child)|mother|father|"
    r"parent|guardian|sibling|brother|sister|grand(?:child|mother|father|parent|son|daughter)|aunt|uncle|niece|nephew|cousin|"
    r"in-law|fianc[ée]+"
)
# Titles that people bear too: they say whose a value is only right before it.
_TITLES = (
    r"nurse|(?:\w+ )?manager|technician|engineer|account executive|sales rep(?:resentative)?|recruiter|investigator|adjuster|"
    r"(?:\w+ )?officer|administrator|director"
)
_CLASSES = {
    "relative": rf"{_RELATION}|emergency|in case of emergency|next of kin|kin|dependents?|dependants?|benefici(?:ary|aries)|"
    r"relatives?|relationship|family members?|covered (?:family|members?)|eligible dependents?",
    # people who write, order, test, decide or sign, beside the one whom a paper is about
    "official": r"dr|doctor|physicians?|provider|practitioner|clinician|examiner|assessor|evaluator|interviewer|"
    r"psychologist|psychiatrist|therapist|counsell?or|collector|laboratory|lab director|medical review officer|mro|"
    r"supervisor|reports? to|hr (?:contact|representative|rep|specialist)|human resources|"
    rf"(?:{_TITLES})(?=(?:[’']s)?(?:[ _](?:full )?(?:names?|e-?mail(?: address)?|(?:tele)?phone(?: number)?|contact))?\W*$)|"
    r"(?:reviewed|approved|prepared|authori[sz]ed|ordered|requested|issued|verified|certified|administered|collected|tested|"
    r"entered|recorded|processed|completed|submitted|interpreted|conducted|examined|evaluated|assessed|read|witnessed|assigned|"
    r"received|updated|created|changed|written|released)(?: and \w+)? (?:by|to|for)|reviewer|approver|witness|notary|attending|"
    r"referring|referred by|payroll contact|your contact|our contact|reference|references|"
    r"technologist|pathologist|consultant to|requester|requestor|on behalf of",
    "contractor": r"(?:sub)?contractors?|freelancers?|consultants?|contingent workers?|1099 worker|temp(?:orary)? workers?",
    "visitor": r"visitors?|guests?",
    "applicant": r"applicants?|candidates?",
    "patient": r"patients?",
    "customer": r"customers?|clients?|bill(?:ed)? to|sold to|ship to|account holder|cardholder|card holder|name on card|buyer|"
    r"payer|payor",
    "employee": r"employees?|employee's|workers?|staff(?: member)?|associate|team member|crew",
    "subject": r"donor|specimen donor|member|subscriber|insured|enrollee|participant|claimant|examinee|test taker|respondent|"
    r"payee|full name|legal name|name|subject|regarding|re|concerning|first|last|given|surname",
}
WORD = re.compile(
    r"(?i)(?<![^\W_])(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _CLASSES.items()) + r")(?![^\W_])"
)
_TITLE = re.compile(rf"(?i)\b(?:{_TITLES})\W*$")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.]")
# What follows a name and says who it is: `Kim Doe (wife)`, `Ann Roe, MD`.
_AFTER = re.compile(
    rf"(?i)[\s,(|:–-]{{1,12}}(?:(?P<relative>(?:{_RELATION}))|(?P<official>m\.?d\.?|d\.?o\.?|r\.?n\.?|ph\.?d\.?|psy\.?d\.?|"
    r"lcsw|lmft|np|pa-c|mro|shrm-cp|hr (?:manager|director|generalist)|attorney|notary))(?![^\W_])"
)
_GENERIC = re.compile(
    r"(?i)\W*(?:(?:full |first |last |legal )?names?|(?:home|work|cell|mobile|day ?time|evening)?\s*(?:tele)?phones?(?: number)?|"
    r"mobile|cell|home|work|(?:home |mailing |street )?address|e-?mail(?: address)?|date of birth|birth ?date|d\.?o\.?b\.?|"
    r"age|sex|gender|ssn|social security(?: number)?|city|state|zip|date|no\.?|number|id)\W*"
)
_RELATION_HEAD = re.compile(
    r"(?i)\W*(?:relation(?:ship)?(?: to \w+)?|rel|member type|dependent type|covered person)\W*"
)
RELATION_CELL = re.compile(rf"(?i)\W*(?:{_RELATION}|partner|dependent)\W*")
_VALUE = re.compile(r"[\d:\t]|[.,;]$")  # not in a heading
# Numbers that nobody gives who only signs a form.
_OWN = frozenset(
    {
        "social-security-number",
        "national-identifier",
        "date-of-birth",
        "driving-licence",
        "passport",
        "payment-card",
        "bank-account",
        "tax-identifier",
    }
)
_LINES_ABOVE, _REACH = 20, 100
_FORM = 4  # columns of a form at most


def whose(text: Text, start: int, end: int, heading: str = "", category: str = "") -> str:
    """Class of the person whom the value at `start` to `end` belongs to; empty where no word tells.

    `heading`: what the words before a table speak of (`heading_of`).
    """
    kind = _beside(text, start, end) or (heading or _of_sheet(text) if text.cells is not None else "")
    return "" if kind == "official" and category in _OWN else kind


def heading_of(text: Text) -> str:
    """Class of the person whom a text speaks of that is no more than a heading, for the table that follows it.

    >>> heading_of(Text.of("Contractors outside the US", Locator(("a.html",)))), heading_of(Text.of("a\\tb", Locator(("a",))))
    ('contractor', '')
    """
    lines = [line for line in text.content[:400].splitlines() if line.strip()]
    if text.cells is not None or not lines or len(text.content) > 240:
        return ""
    kind = _last_class(lines[-1]) if len(lines[-1]) <= 80 else ""
    return kind if kind not in ("subject", "official") else ""


def _of_sheet(text: Text) -> str:
    """Class that the name of a sheet or of a database's table speaks of."""
    word, _, name = text.locator.segments[-1].partition(" ")
    kind = _last_class(name) if word in ("sheet", "table") else ""
    return kind if kind not in ("subject", "official") else ""


def _beside(text: Text, start: int, end: int) -> str:
    if text.cells is not None and text.cells.headers:
        in_table = _by_column(text, start)
        if in_table:
            return in_table
    content = text.content
    after = _AFTER.match(content, end, end + 24)
    if after is not None and after.lastgroup:
        return after.lastgroup
    line = content.rfind("\n", max(0, start - 400), start) + 1 or max(0, start - 400)
    if text.cells is not None and len(text.cells.headers) > _FORM:  # in a wide table, the cell before is another value
        line = max(line, text.cells.starts[text.cells.at(start)])
    before = _last_class(content[max(line, start - _REACH) : start])
    if before and before != "subject":
        return before
    if text.cells is not None and text.cells.headers:
        return before
    return _by_heading(content, line) or before


@lru_cache(maxsize=4_096)
def _last_class(words: str) -> str:
    """Class of the last word that has one; `name` and its like only where nothing else does."""
    found = ""
    for match in WORD.finditer(CAMEL.sub(" ", words)):
        kind = match.lastgroup or ""
        if kind != "subject" or not found:
            found = kind
    return found


def _by_heading(content: str, line: int) -> str:
    """Class of the nearest heading above: a short line without a value."""
    for _ in range(_LINES_ABOVE):
        if line <= 0:
            return ""
        above = content.rfind("\n", max(0, line - 400), line - 1) + 1
        if above >= line:
            return ""
        words = content[above : line - 1].strip()
        line = above
        if not words or _GENERIC.fullmatch(words):
            continue
        bare = words.rstrip(":")
        if len(words) <= 60 and words[:1].isupper() and not _VALUE.search(bare) and len(words.split()) <= 7:
            kind = _last_class(bare)
            return "" if kind == "official" and _TITLE.search(bare) else kind
    return ""


@lru_cache(maxsize=4_096)
def _columns(headers: tuple[str, ...]) -> tuple[str, ...]:
    """Class of each column. `Phone` after `Emergency contact` is the contact's where the row has had its own before."""
    classes: list[str] = []
    seen: set[str] = set()
    for number, header in enumerate(headers):
        kind = _last_class(header)
        generic = "".join(filter(str.isalpha, header.casefold()))
        if _RELATION_HEAD.fullmatch(header):
            kind = "relative" if number and classes[-1] == "relative" else ""
        elif kind in ("", "subject") and number and classes[-1] == "relative" and generic in seen:
            kind = "relative"
        seen.add(generic)
        classes.append(kind)
    return tuple(classes)


def _by_column(text: Text, start: int) -> str:
    cells = text.cells
    assert cells is not None  # noqa: S101 - who calls it looked
    column = cells.columns[cells.at(start)] if cells.starts else 0
    classes = _columns(cells.headers)
    kind = classes[column] if column < len(classes) else ""
    if kind in ("", "subject", "employee") and "relative" not in classes:
        for number, header in enumerate(cells.headers):
            if _RELATION_HEAD.fullmatch(header):
                return "relative" if RELATION_CELL.fullmatch(cell_of(text, start, number)) else kind
    return kind


def cell_of(text: Text, offset: int, column: int) -> str:
    """What stands in a column of the row that holds `offset`."""
    cells = text.cells
    assert cells is not None  # noqa: S101 - the same
    index = cells.at(offset)
    row = cells.rows[index]
    index += column - cells.columns[index]
    if not 0 <= index < len(cells.starts) or cells.rows[index] != row or cells.columns[index] != column:
        return ""
    end = cells.starts[index + 1] - 1 if index + 1 < len(cells.starts) else len(text.content)
    return text.content[cells.starts[index] : end].strip()
