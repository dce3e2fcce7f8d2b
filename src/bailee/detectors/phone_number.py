"""Phone number.

>>> found("phone-number", "Call me at (212) 736-5000 or +44 20 7946 0958")
[('(212) 736-5000', 'verified'), ('+44 20 7946 0958', 'verified')]
>>> found("phone-number", "Fax: 06-65334860")
[('06-65334860', 'likely')]
>>> found("phone-number", "2011-10-24 06:30:25.123 id=7365000 10.20.30.40 0.2127365000")
[]
"""

from __future__ import annotations

import re
from functools import lru_cache

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, digits_of, is_filler, words
from bailee.text import Match

CATEGORY = "phone-number"
SOURCE = "https://www.itu.int/rec/T-REC-E.164"

_EXTENSION = r"(?:[ ,;]{0,2}(?:x|ext\.?|extension|Ext\.?)[ :.]{0,2}\d{1,6}(?!\d))?"
_RIGHT = r"(?![^\W_a-zA-Z]|[\-./]\d|:\d\d|[%$€£])"
SHAPES = (
    Shape(  # as North America writes it
        rf"(?<![\d_@#/=])(?<!\d[.\-,:+])(?<![\d][ ])(?<![A-Z])(?P<value>(?:(?:\+|00)?1[\-. ]{{0,2}})?(?:\(\d{{3}}\)[ \-.]{{0,2}}|\d{{3}}(?P<gap>[\-. /]))\d{{3}}[\-. ]\d{{4}}{_EXTENSION}){_RIGHT}",
        outlines=(r"[0)][\-. /)]000[\-. ]0000", r"\(000\)000[\-. ]0"),
        before=24,
        after=26,
    ),
    Shape(  # with the country
        rf"(?<![\w+*/=^])(?<!\d[ )])(?P<value>\+[1-9]\d{{0,2}}(?:[ ./\-]{{0,2}}\(0?\d{{0,4}}\)|[ ./\-]\(\d{{1,4}}\))?(?:[ ./\-]?\d){{6,13}}{_EXTENSION}){_RIGHT}",
        outlines=(r"\+0[0 (][0 ()./\-]{3}",),
        before=7,
        after=60,
    ),
    Shape(  # named after it: "20-32-85-26 office", "(790)091-7442-Fax"
        r"(?<![\w.,:+/$])(?P<value>[+(]?\d[\d()]{0,12}(?:[ .\-/]{1,2}\(?\d{1,8}\)?){0,5}(?:[ ]?x\d{1,6})?)(?=[ \-,]{1,3}\(?(?i:office|fax|mobile|cell|home phone|work phone|direct|phone|tel)\b)",
        triggers=(r"\d[ \-(]{1}(?i:office)", r"\d[ \-]{1}(?i:fax)", r"\d[ \-](?i:mobile)", r"\d[ \-](?i:cell)", r"\d \((?i:fax)", r"\d \((?i:mobile)",
                  r"\d \((?i:cell)", r"\d[ \-](?i:direct)", r"\d[ \-](?i:phone)", r"\d \((?i:office)"),
        before=44,
        after=14,
    ),
)  # fmt: skip
LABELS = (
    Label(
        (
            "phone", "telephone", "tel", "mobile", "cell", "fax", "call", "ph", "mob", "cell phone", "phone number", "mobile number", "hotline",
            "whatsapp", "telefon", "téléphone", "telefono", "teléfono", "puhelin", "portable", "handy", "móvil", "reach", "dial", "contact number",
            "answering at", "text me at", "number is", "ring", "phone me", "my number", "ring me", "telefax", "landline", "pager", "contact", "helpline", "sms", "tlf", "faks",
        ),
        rf"(?P<value>(?:\+|\(\+?)?\d[\d()]{{0,14}}(?:[ .\-/]{{1,2}}\(?\d{{1,8}}\)?){{0,6}}{_EXTENSION}){_RIGHT}",
        headings=("home phone", "work phone", "office phone", "contact no", "day phone", "evening phone"),
        reach=24,
    ),
)  # fmt: skip
_STRONG = words(
    "phone", "telephone", "tel", "mobile", "cell", "fax", "ph", "mob", "hotline", "whatsapp", "telefon", "téléphone", "telefono", "teléfono", "puhelin",
    "call", "dial", "contact", "reach", "office", "home", "ring", "answering at", "text", "customer service", "toll free", "voicemail", "sms",
)  # fmt: skip
_NAMES = ("phone", "tel", "mobile", "cell", "fax", "ph", "mob", "hotline", "whatsapp", "puhelin", "teléf", "téléph", "portable", "handy", "landline", "pager", "answering", "móvil", "tlf", "faks")  # fmt: skip
_DATE = re.compile(
    r"(?:\d{4}[\-./]\d{1,2}[\-./]\d{1,2}|\d{1,2}[\-./]\d{1,2}[\-./]\d{2,4})(?: \d{1,2})?$|(?:19|20)\d\d[ \-/](?:19|20)\d\d$"
)
_AGAINST = words(
    "order",
    "invoice",
    "tracking",
    "account",
    "acct",
    "ssn",
    "serial",
    "part",
    "item",
    "case",
    "ticket",
    "isbn",
    "upc",
    "sku",
    "ref",
    "reference",
    "nhs",
    "npi",
    "policy",
    "id",
    "no",
)


_EXTENSION_MARK = re.compile(r"[ ,;]*(?:x|[Ee]xt)")
_SEPARATED = re.compile(r"\d[ .\-/()]+\d")
_AMERICAN = re.compile(r"(?:(?:\+|00)?1[\-. ]{0,2})?\(?\d{3}\)?[\-. /]{0,2}\d{3}[\-. ]\d{4}$")
_FOLLOWING = re.compile(r"(?i)[ \-,]{1,3}\(?(?:office|fax|mobile|cell|home|work|direct|phone|tel)")


@lru_cache(maxsize=65536)
def e164(value: str, region: str = "US") -> str:
    """The number in E.164 if the numbering plan of its country has it, else an empty string."""
    import phonenumbers

    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    written: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written


_REGIONS = tuple("GB AU DE FR IT ES NL SE FI NO DK CH AT BE IN CN BR IL MX JP ZA NZ IE PL".split())  # noqa: SIM905 - one line


@lru_cache(maxsize=16384)
def _abroad(value: str) -> bool:
    """Whether the plan of one of the countries that write to us most has this national number."""
    return any(e164(value, region) for region in _REGIONS)


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.strip()
    main = _EXTENSION_MARK.split(value, maxsplit=1)[0]
    digits = digits_of(main)
    if not 6 <= len(digits) <= 15 or _DATE.match(main) or len(set(digits)) <= 1 or value.count("(") != value.count(")"):
        return None
    if main.count(".") == 3 and all(int(part) < 256 for part in main.split(".") if part.isdigit()):
        return None
    label = candidate.label + candidate.heading.lower()
    separated = _SEPARATED.search(main) is not None
    international = main.startswith(("+", "00"))
    if candidate.alone and not candidate.labelled and not separated and not international:
        return None
    named = candidate.labelled and any(name in label for name in _NAMES)
    like_american = _AMERICAN.match(main) is not None
    following = _FOLLOWING.match(candidate.content, candidate.end, candidate.end + 14) is not None
    if candidate.labelled and not named and not separated and len(digits) < 10:
        return None
    if candidate.distant and not (separated and len(digits) >= 7):
        return None
    number = e164(value if not main.startswith("00") else "+" + main[2:])
    near = candidate.labelled or following or candidate.near(_STRONG, 40, 16)
    score = Score(0.0)
    if number:
        score.at_least(0.75, "a number of its country's plan")
        if separated and (international or like_american):
            score.at_least(0.9 if international or "(" in main or "-" in main else 0.75, "written as phone numbers are")
        elif not near:
            score.at_most(0.5, "no separators, no words about phones")
        if near and (separated or named):
            score.at_least(0.99 if separated else 0.95, "words about phones stand near")
    elif candidate.alone and not candidate.labelled:
        if not (main.lstrip("(").startswith("0") and _abroad(main)):
            return None
        score.at_least(0.35, "a country has such numbers")
    elif like_american:
        score.at_least(0.9 if near else 0.4, "grouped as North America does; its area code does not exist")
    elif named or following:
        if not separated and len(digits) < 7:
            return None
        score.at_least(0.9, "a label says so")
    elif candidate.labelled and separated and _abroad(main):
        score.at_least(0.92, "words about phones stand near, and a country has such numbers")
    elif candidate.labelled and (separated or len(digits) >= 10) and len(digits) >= 6:
        score.at_least(0.75 if not candidate.distant else 0.45, "words about phones stand near")
    elif international and separated:
        score.at_least(0.9 if near else 0.7, "begins with a country code")
    if not score.probability:
        return None
    if candidate.scene.is_code and not named:
        score.at_most(0.4, "stands in source code")
    elif candidate.scene.is_log and not named:
        score.at_most(0.5, "stands in a log")
    if not near and _AGAINST.search(candidate.before(16)):
        score.at_most(0.3, "the word before it names another number")
    if not near and len({mark for mark in main if mark in "-./"}) > 1:
        score.at_most(0.5, "its parts are not set apart in one way")
    if is_filler(digits):
        score.at_most(0.5, "a filler")
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.5, "most of its column has another form")
    return score.judgement(number or digits, start=candidate.start, end=candidate.start + len(value))


def forms(match: Match) -> tuple[tuple[str, str], ...]:
    return (("e164", match.value),) if match.value.startswith("+") else (("value", match.value),)


def mask(match: Match) -> str:
    return f"•••-{match.value[-4:]}"
