"""List of contacts: people with how to reach them.

Several people, each on a row or in a card with a phone number or an e-mail address, and little else: rows with amounts, doors, orders or
messages are lists of those. A list of firms' switchboards names nobody.

>>> contacts_in("Ann Bell   (937) 555-0100   ann.bell@example.com\\nOmar Haddad   (937) 555-0101\\nMei Chen, mei@example.com")
3
>>> contacts_in("Support (937) 555-0100\\nSales (937) 555-0101\\nFax (937) 555-0102")
0
"""

from __future__ import annotations

import re

from bailee.kinds.about import is_name
from bailee.kinds.reading import Reading
from bailee.kinds.sheets import Sheet
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "contact-list"
NAME = "List of contacts"
CATEGORY = "contact-lists"
SUBJECT = SubjectCategory.PERSON
FROM = "several people each with a phone number or e-mail address, address books, vCards, directories"
BY_FORM = True
LAST = True

FEW, MANY = 3, 12  # people
LOOKED_AT = 40_000  # characters
ORDINARY = 6  # columns, of which one may be about something else: a rating of a member, a birthday
SHARE = 0.5  # of the lines, that are contacts
_DIGITS = re.compile(r"\d(?:\D{0,3}\d){6}")
_PHONE = re.compile(r"(?<![\w/.,-])(?:\+|00)?\(?\d{2,5}\)?(?:[ ./-]?\d{2,4}){2,4}(?![\d/,-]|\.\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
_DATE_OR_CLOCK = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\b\d{1,2}:\d\d")
_MONEY = re.compile(r"[$€£] ?\d|\d[.,]\d\d\b(?!\d)")
_CARD_NUMBER = re.compile(r"(?<!\d)\d{4}[ -]?\d{4,6}[ -]?\d{4,5}[ -]?\d{1,4}(?!\d)")
_CARD = re.compile(r"^BEGIN:VCARD", re.I | re.M)
_NAMED = re.compile(r"^F?N[;:].*\w", re.I | re.M)
_PAIR = re.compile(r"([A-ZÀ-Þ][\w'’-]{1,18}),? (?:[A-Z]\. )?([A-ZÀ-Þ][\w'’-]{1,20})")
# Somebody with a number right behind: `Ann Bell 555-0100 (evenings), Omar Haddad (937) 555-0101`
_PAIRED = re.compile(r"(([A-ZÀ-Þ][\w'’-]{1,18}) ([A-ZÀ-Þ][\w'’-]{1,20}))[,:]? \(?\+?\d[\d ()./-]{5,18}\d")
_WHO = re.compile(
    r"^(?:(?:full|display|first|last|given|family|middle|contact|member|parent|student|staff)?[ _]?name|surname|vorname|nachname|nom|pr[ée]nom|nombre|apellidos?|first|last|contact(?: person)?|person|fn|spouse)$",
    re.I,
)
_REACH = re.compile(
    r"phone|mobile|cell|\btel|e-?mail|courriel|correo|handy|portable|fax|m[oó]vil|\bext(?:ension)?\b|rufnummer", re.I
)
_OTHER = re.compile(
    r"amount|total|balance|price|salary|wage|rate|hire|order|invoice|amt|due|visit|sign(?:ed)?[ _-]?(?:in|out)|badge|door|message|subject|duration|recording|position[ _]applied|applied|stage|resume"
    r"|diagnos|medic|dose|vaccin|test|result|score|rating|ssn|social|account|card|iban|plan|premium|latitude|url|vendor|supplier|terms|check[ _]?in|tax|case|claim|password|grade|\bqty\b|item|sku|host|purchase|spent|lifetime|session|employee[ _]?(?:id|no)|emp[ _]?(?:id|no)|payment|fee\b|donat",
    re.I,
)


def contacts_in(content: str, known: frozenset[str] = frozenset()) -> int:
    """How many lines name somebody beside a phone number or an address, where most lines do.

    `known`: names of persons that a detector found, which may be made of words that offices use, too.
    """
    lines = [line for line in content[:LOOKED_AT].split("\n", 400)[:400] if len(line.strip()) > 4]
    found: set[str] = set()
    run = longest = 0
    for line in lines:
        if not ("@" in line or _DIGITS.search(line)):
            run = 0
            continue
        if len(line) > 200 and (several := _PAIRED.findall(line)):
            found.update(name for name, first, last in several if is_name(first, last))
        if len(line) > 200 or not (_MAIL.search(line) or _PHONE.search(_DATE_OR_CLOCK.sub(" ", line))):
            run = 0
            continue
        if _MONEY.search(line) or _CARD_NUMBER.search(line) or len(_DATE_OR_CLOCK.findall(line)) > 1:
            continue
        several = [name for name, first, last in _PAIRED.findall(line) if is_name(first, last)]
        if len(several) > 1:
            found.update(several)
            run += len(several)
            longest = max(longest, run)
            continue
        named = next((pair for pair in _PAIR.finditer(line) if is_name(*pair.groups())), None)
        name = named.group() if named is not None else next((name for name in known if name in line), None)
        if name is not None:
            found.add(name)
            run += 1
            longest = max(longest, run)
    return len(found) if len(found) >= SHARE * len(lines) or longest > FEW else 0


def _rows(sheet: Sheet) -> int:
    headers = [header.strip() for header in sheet.headers]
    if sum(_OTHER.search(header) is not None for header in headers) > len(headers) // ORDINARY:
        return 0
    who = [at for at, header in enumerate(headers) if _WHO.match(header)]
    reach = [at for at, header in enumerate(headers) if _REACH.search(header)]
    if not who or not reach:
        return 0
    people = {
        tuple(row[at] for at in who if at < len(row))
        for row in sheet.rows
        if any(at < len(row) and (_MAIL.search(row[at]) or _PHONE.search(row[at])) for at in reach)
    }
    return max(len(people), min(sheet.count, MANY)) if len(people) >= 2 else 0


def recognise(reading: Reading) -> Weighed | None:
    raw = reading.raw[:LOOKED_AT]
    known = frozenset(
        match.value for _, match in reading.document.matches if match.detector == "person-name" and match.value
    )
    cards = 0
    if reading.document.media_type == "text/vcard":  # as cards are read: fields without their marks
        cards = len(_NAMED.findall(raw))
    elif "begin:vcard" in reading.lowered:
        cards = min(len(_CARD.findall(raw)), len(_NAMED.findall(raw)))
    count = (
        max(cards, *(_rows(sheet) for sheet in reading.sheets), contacts_in(raw, known))
        if reading.sheets
        else max(cards, contacts_in(raw, known))
    )
    if count < FEW and not (cards and count):
        return None
    confidence = Confidence.VERIFIED if count >= MANY else Confidence.LIKELY
    return Weighed(confidence, 4.0, ("several people with how to reach them",))
