"""The shapes of values: whether somebody wrote something beside a label, and whether it looks like what the label announces.

>>> from bailee.kinds.families import COMMON
>>> pay = Family(COMMON, "net-pay", "net pay", ("net pay",), True, "money", (), 1.0, True, 1)
>>> [has_shape(value, pay) for value in ("$1,204.11", "03/02/2024", "see below")]
[True, False, False]
"""

from __future__ import annotations

import re
from functools import cache

from bailee.kinds.families import Family, plain

LONGEST_ENTRY = 64  # characters
_EMPTY = re.compile(r"[\s_.:$€£/\\|()\[\]☐□◻○O-]*$")
_PLACEHOLDER = re.compile(
    r"""\{\{|\{%|<<|«|\$\{|\{\d*\}|\{[a-z_ ]+\}|%[a-z_]+%|%[sd]\b|<[a-z][^<>\n]{0,40}>?$|\[[^\]\n]*[a-z]{3}[^\]\n]*\]|\[\s?\]"""
    r"""|x{2,}[-/ .x]*$|[xX#*?-][xX#*?/ -]*$|[dm]{2}[/.-][dmy]{2}|yyyy|\bm/d/y"""
    r"""|(?:insert|enter|type|select|choose|specify|your|the|please|e\.g|eg\b|for example|first last|first name|print|as |if |see |to be|tbd\b|tba\b|n/?a\b|varchar|char\b|nvarchar|decimal|numeric\b|int\b|integer|string\b|boolean|object|array|null\b|undefined|optional|required|mandatory|unique|not applicable|field\b|column\b|str\b|float\b|uuid\b|enum\b|must|should|when|how|what|who|which|number of|date of|name of|describe|list |explain|a |an )""",
    re.I,
)
_TYPE_NAME = frozenset(
    {"date", "text", "type", "name", "number", "string", "bool", "datetime", "timestamp", "value", "description"}
    | {"format", "signature", "initials", "id"}
)
DATE = re.compile(
    r"\b(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d|(?:19|20)\d\d[/.-]?\d\d[/.-]?\d\d"
    r"|\d{1,2}(?:st|nd|rd|th)?[ -]?(?:of )?(?:de )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|f[ée]v|avr|mai|juin|ao[uû]t|d[ée]c|m[aä]r|okt|dez)[a-zéû]*\.?,?[ -]?(?:de )?(?:19|20)?\d\d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\d{1,2}/(?:19|20)?\d\d)\b",
    re.I,
)
_MONEY = re.compile(
    r"(?=[^\d\n]{0,6}(?:\d\d|\d[., ]\d|0\b))(?:[$€£]|usd|eur|gbp|aud|cad)?\s?-?\(?[$€£]?\s?\d{1,3}(?:[, ]?\d{3})*(?:[.,]\d{1,2})?\b",
    re.I,
)
_LONG_NUMBER = re.compile(r"\d{7,}(?![\d.,])")  # of somebody, not of money
_NOT_MONEY = re.compile(r"[-/]\d|(?<![.,]\d\d) \d\d(?![.,\d])")  # what makes a number of it: 123-45-6789, 123 45 6789
_NUMBER = re.compile(r"[<>=~±+-]{0,2}\s?\d+(?:[.,]\d+)?", re.I)
_BREATH = re.compile(r"0?\.(?:\d{3}\b|\d\d\d?\s?(?:%|g\b|mg/l|bac|brac))", re.I)
_IDENTIFIER = re.compile(r"(?=[A-Z0-9./ *#-]{0,12}[0-9])(?:[A-Z]{1,6}[-/ .]?)?[A-Z0-9*#][A-Z0-9*#./-]{2,30}\b", re.I)
_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Mx|Prof|Sr|Sra)\.? )?[A-ZÀ-Þ][\w'’.-]{0,24},? (?:[A-Z]\.? |[a-z]{2,3} |[A-ZÀ-Þ][\w'’-]+ ){0,2}[A-ZÀ-Þ][\w'’.-]*"
    r"|[A-ZÀ-Þ][\w'’-]+,\s?[A-ZÀ-Þ]"
)
_CARD = re.compile(r"(?:[A-Za-z ]{2,20}[:#]? ?)?[2-6]\d{3}[ .-]?\d{4,6}[ .-]?\d{4,5}(?:[ .-]?\d{1,7})?(?!\d)")
_EXPIRY = re.compile(
    r"(?:0?[1-9]|1[0-2]) ?[/.-] ?(?:20)?[2-4]\d\b|(?:0[1-9]|1[0-2])[2-4]\d\b|20[2-4]\d-(?:0[1-9]|1[0-2])\b|[A-Z][a-z]{2,8} 20[2-4]\d"
)
_ILLNESS = re.compile(
    r"cancer|melanoma|leuk|lymphoma|diabet|heart|stroke|hypertens|blood pressure|alzheim|dementia|huntington|fibrosis|sickle"
    r"|parkinson|depress|bipolar|schizo|asthma|kidney|alcohol|glaucoma|lynch|cholesterol|osteopor|thyroid|infarct|myocard"
    r"|aneurysm|epilep|mi\b|cad\b|chf\b|copd|cva\b|htn\b|dm2?\b|dx\b|died|deceased|\bd\.|diagnosed|alive|living|healthy|well\b|unaffected|carrier"
    r"|brca|arthritis|lupus|cirrhosis|suicid|tumou?r|mutation|sclerosis|dystrophy|hemophil|haemophil|infarto|\bage \d"
)
STRICT = frozenset({"breath", "card", "expiry", "cvv", "date", "money", "number", "id", "words", "code"})


@cache
def _beginnings(values: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words, or with a `*` at their end what words begin with."""
    ways = (re.escape(value[:-1]) if value.endswith("*") else re.escape(value) + "(?![a-z])" for value in values)
    return re.compile(r"[\W_]*(?:" + "|".join(ways) + ")")


def is_filled(value: str) -> bool:
    """Whether somebody wrote something: no line to write on, no placeholder, no name of a type.

    >>> [is_filled(text) for text in ("J. Bloggs", "________", "{{donor}}", "[ ]", "MM/DD/YYYY", "string")]
    [True, False, False, False, False, False]
    """
    stripped = value.strip(" \t\"'*")
    return not (
        not stripped
        or _EMPTY.match(stripped)
        or _PLACEHOLDER.match(stripped)
        or stripped.lower().strip(".,") in _TYPE_NAME
    )


def has_shape(value: str, family: Family) -> bool:
    """Whether a value looks like what the family's label announces."""
    value = value.strip(" \t\"'*([{")
    match family.shape:
        case "any":  # an entry in a form, not a sentence that explains the word
            return len(value) <= LONGEST_ENTRY and value[:1] not in "$€£" and any(map(str.isalnum, value))
        case "text":
            return any(map(str.isalnum, value))
        case "words":
            return _beginnings(family.values).match(plain(value)) is not None
        case "date":
            found = DATE.search(value)
            return found is not None and found.start() < 16
        case "money":
            found = _MONEY.match(value)
            return (
                found is not None
                and not _NOT_MONEY.match(value, found.end())
                and not _LONG_NUMBER.match(value)
                and not DATE.match(value)
            )
        case "number":
            return _NUMBER.match(value) is not None and not DATE.match(value)
        case "id":
            return _IDENTIFIER.match(value) is not None
        case "name":
            return _NAME.match(value) is not None
        case "card":  # whole: one with its middle hidden charges nobody
            number = _CARD.match(value)
            return number is not None and is_card(number.group())
        case "expiry":
            return _EXPIRY.match(value) is not None
        case "cvv":
            return re.match(r"\d{3,4}(?!\d)", value) is not None
        case "secret":
            return len(value) >= 4 and " " not in value.strip()[:24].rstrip(",;")
        case "breath":
            return _BREATH.match(value) is not None
        case "illness":
            return _ILLNESS.search(plain(value)[:60]) is not None
        case "code":
            return re.match(r"[A-Z]?\d[A-Z0-9.]{1,7}\b", value) is not None
    return False


def is_card(text: str) -> bool:
    """Whether digits are a card's: as many as cards have, with their check digit.

    >>> is_card("4111 1111 1111 1111"), is_card("4111 1111 1111 1112"), is_card("504824568182")
    (True, False, False)
    """
    digits = [int(character) for character in text if character.isdigit()]
    odd = sum(digits[-1::-2])
    return 14 <= len(digits) <= 19 and (odd + sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])) % 10 == 0
