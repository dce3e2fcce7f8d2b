"""Payment card number.

>>> found("payment-card", "Visa 4539 5787 6362 1486, exp 04/27")
[('4539 5787 6362 1486', 'verified')]
>>> found("payment-card", "4539578763621487")              # wrong check digit
[]
>>> found("payment-card", "card 4111 1111 1111 1111")      # published for tests
[('4111 1111 1111 1111', 'possible')]
>>> found("payment-card", "0.4539578763621486")
[]
"""

from __future__ import annotations

import re

from stdnum import luhn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, digits_of, is_filler, words
from bailee.detectors.tables import rows

CATEGORY = "payment-card"
SOURCE = "https://www.iso.org/standard/70484.html"  # ISO/IEC 7812-1: issuer number, Luhn check digit

_BOUNDS_LEFT = r"(?<![^\W_])(?<![\d][.,\-/:+*])(?<!\.)(?<!\w[_])"
_BOUNDS_RIGHT = r"(?![^\W_]|[.,\-/:]\d|_\w)"
_GROUPED = (
    r"[2-6]\d{3}(?P<gap>[ \-.]| [\-–] |  )\d{4}(?P=gap)\d{4}(?P=gap)\d{4}(?:(?P=gap)\d{3})?"
    r"|3[0-9]\d{2}(?P<amex>[ \-.]|  )\d{6}(?P=amex)\d{4,5}"
    r"|3[0-9]\d{2}(?P<jcb>[ \-.])\d{4}(?P=jcb)\d{4}(?P=jcb)\d{4}"
)
_BARE = r"[1-6]\d{11,18}"

SHAPES = (
    Shape(
        f"{_BOUNDS_LEFT}(?P<value>{_GROUPED}){_BOUNDS_RIGHT}",
        outlines=(r"0000[ \-.]0000[ \-.]0000", "0000  0000  0", r"0000[ \-.]000000[ \-.]0000", "0000 - 0000 - "),
        before=30,
        after=24,
    ),
    Shape(
        f"{_BOUNDS_LEFT}(?P<value>{_BARE}){_BOUNDS_RIGHT}",
        outlines=("[^0.]000000000000",),
        before=16,
        after=12,
    ),
)
_CARD_WORDS = (
    "credit card", "debit card", "payment card", "bank card", "card number", "card no", "card num", "card #", "ccn", "cc",
    "cc number", "cc no", "pan", "visa", "mastercard", "master card", "amex", "american express", "discover", "maestro",
    "diners", "jcb", "cardholder", "card holder", "cvv", "cvc", "expiry", "expiration date", "exp date", "exp", "kreditkarte",
    "carte bancaire", "tarjeta", "card on file", "card", "charge to", "paid with", "payment method", "billed to", "charge", "paid by", "unionpay",
)  # fmt: skip
_CONTEXT = words(*_CARD_WORDS)
_AGAINST = words(
    "tracking", "order", "invoice", "serial", "imei", "isbn", "ean", "upc", "gtin", "sku", "timestamp", "uuid", "hash", "session",
    "transaction id", "reference", "ticket", "container", "barcode", "case number", "meid", "iccid", "uid", "guid", "tweet", "status",
    "revision", "build",
)  # fmt: skip
LABELS = (
    Label(
        ("card number", "card no", "card #", "ccn", "credit card", "debit card", "cc number", "pan"),
        r"(?P<value>[1-6](?:[ \-.]?\d){11,18})(?![^\W_]|[.\-]\d)",
        headings=("card", "cc", "account number"),
    ),
)

# Never someone's card.
_PUBLISHED = frozenset(rows("published_test_cards.txt"))


_DOUBLED = {str(digit): (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)[digit] for digit in range(10)}


def _sum(digits: str) -> int:
    """Luhn's sum, quick: most numbers that look like a card end here, one in ten is asked of stdnum."""
    return sum(map(int, digits[::-2])) + sum(map(_DOUBLED.__getitem__, digits[-2::-2]))


def _scheme(digits: str) -> str:
    """Scheme by issuer number and length, as the schemes publish their ranges; empty where none issues such numbers."""
    length = len(digits)
    two, three, four, six = int(digits[:2]), int(digits[:3]), int(digits[:4]), int(digits[:6])
    if digits[0] == "4" and length in (13, 16, 19):
        return "visa"
    if length == 16 and (51 <= two <= 55 or 2221 <= four <= 2720):
        return "mastercard"
    if length == 15 and two in (34, 37):
        return "american-express"
    if (four == 6011 or 644 <= three <= 649 or two == 65) and length in (16, 19):
        return "discover"
    if (300 <= three <= 305 or three == 309 or two in (36, 38, 39)) and 14 <= length <= 19:
        return "diners-club"
    if two == 35 and 16 <= length <= 19:
        return "jcb" if 3528 <= four <= 3589 else "jcb?"  # outside the range that is issued: only where words say card
    if two == 62 and 16 <= length <= 19:
        return "unionpay"
    if 2200 <= four <= 2204 and 16 <= length <= 19:
        return "mir"
    if (two in (50, 56, 57, 58) or digits[0] == "6") and 12 <= length <= 19:
        return "maestro"
    if 180000 <= six <= 180099 or 213100 <= six <= 213199:
        return "jcb" if length == 15 else ""
    return "uatp" if digits[0] == "1" and length == 15 else ""


def judge(candidate: Candidate) -> Judgement | None:
    digits = digits_of(candidate.value)
    if not 12 <= len(digits) <= 19 or _sum(digits) % 10 or not luhn.is_valid(digits):
        return None
    scheme = _scheme(digits)
    if not scheme:
        return None
    published = digits in _PUBLISHED
    if is_filler(digits) and not published:
        return None
    if len(set(digits)) <= 3 and not published:
        return None
    context = candidate.labelled or candidate.near(_CONTEXT, 64, 40)
    grouped = len(candidate.value) > len(digits)
    common = (len(digits) == 16 and scheme in ("visa", "mastercard", "discover")) or scheme == "american-express"
    score = Score(0.5, "check digit and issuer range are right")
    if grouped:
        score.at_least(0.95 if common else 0.8, "grouped as on a card")
    if context:
        score.at_least(0.995 if common or grouped or len(digits) >= 14 else 0.9, "words about cards stand near")
    elif candidate.alone:
        score.at_least(0.9 if common else 0.6, "stands alone")
    elif not grouped:
        prose = not candidate.scene.is_code and not candidate.scene.is_log and not _in_numbers(candidate)
        if not common:
            score.at_most(0.15 if not prose else 0.3 if len(digits) == 12 else 0.6, "many numbers look like this")
        elif candidate.scene.is_code or candidate.scene.is_log:
            score.at_most(0.3, "stands in source code or a log")
        elif _in_numbers(candidate):
            score.at_most(0.3, "stands among other numbers")
        else:
            score.at_least(0.9, "a common scheme's length, in running text")
    if _HEXADECIMAL.search(candidate.before(14)) or _HEXADECIMAL.search(candidate.after(14)):
        score.at_most(0.3, "stands in a row of hexadecimal numbers")
    beside = candidate.before(2)[:1].isdigit() or candidate.after(2).strip()[:1].isdigit()
    if beside and not context and not _neighbour(candidate):
        score.at_most(0.3, "digits stand directly before or after it")
    if not candidate.labelled and _AGAINST.search(candidate.before(32)) and not _CONTEXT.search(candidate.before(32)):
        score.at_most(0.3, "the words before it name another number")
    if scheme == "jcb?":
        score.at_most(0.95 if context else 0.1, "outside the range that is issued")
    if candidate.peers < 0.5:
        score.at_most(0.6, "most of its column are no cards")
    if published:
        score.at_most(0.6, "published for tests")
        return score.judgement(digits, ("scheme", scheme.rstrip("?")), ("test", "yes"))
    return score.judgement(digits, ("scheme", scheme.rstrip("?")))


_HEXADECIMAL = re.compile(r"(?<![^\W_])(?=[0-9]*[A-F])(?=[A-F]*[0-9])[0-9A-F]{4,5}(?![^\W_])")


def _neighbour(candidate: Candidate) -> bool:
    """Whether what stands beside it is another card."""
    sides = (
        re.search(r"[\d \-]{12,24}$", candidate.before(26)[:-1]),
        re.match(r"[\d \-]{12,24}", candidate.after(26).strip()),
    )
    return any(side is not None and luhn.is_valid(digits_of(side[0])[-16:] or "1") for side in sides)


_DIGITS = re.compile(r"\d")


def _in_numbers(candidate: Candidate) -> bool:
    """Whether the line is mostly digits: a table of measurements or keys rather than a sentence."""
    around = candidate.before(60) + candidate.after(60)
    digits = len(_DIGITS.findall(around))
    return digits > 0.3 * max(len(around), 1)


def mask(match: object) -> str:
    value = str(getattr(match, "value", ""))
    return f"•••• •••• •••• {value[-4:]}"
