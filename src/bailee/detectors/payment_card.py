"""Payment card number.

>>> found("payment-card", "Visa 4539 5787 6362 1486, exp 04/27")
[('4539 5787 6362 1486', 'verified')]
>>> found("payment-card", "4539578763621487")              # wrong check digit
[]
>>> found("payment-card", "card 4111 1111 1111 1111")      # published for tests
[('4111 1111 1111 1111', 'possible')]
>>> found("payment-card", "0.4539578763621486")
[]
>>> found("payment-card", "fuel card 7083 1368 8864 1427")   # 7 is given to oil companies
[('7083 1368 8864 1427', 'verified')]
>>> found("payment-card", "your charge is 7083136888641427")
[]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from stdnum import luhn

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, digits_of, is_filler, words
from bailee.detectors.tables import rows

CATEGORY = "payment-card"
SOURCE = "https://www.iso.org/standard/70484.html"  # ISO/IEC 7812-1: issuer number, Luhn check digit

_BOUNDS_LEFT = r"(?<![^\W_])(?<![\d][.\-/:+*])(?<!\.)(?<!\w[_])"
_BOUNDS_RIGHT = r"(?![^\W_]|[.\-/:]\d|_\w)"
_GROUPED = (
    r"[2-9]\d{3}(?P<gap>[ \-._]| [\-–] |  )\d{4}(?P=gap)\d{4}(?P=gap)\d{4}(?:(?P=gap)\d{1,3})?"
    r"|[1-7]\d{3}(?P<three>[ \-.]|  )\d{6}(?P=three)\d{4,5}"
    r"|1\d{3}(?P<air>[ \-])\d{5}(?P=air)\d{6}"
    r"|[56]\d{3}(?P<short>[ \-])\d{4}(?P=short)\d{4}(?:(?P=short)?\d{1,3})?"
    r"|[3-6]\d{3}(?P<four>[ \-])\d{3}(?P=four)\d{3}(?P=four)\d{3}"
    r"|3\d{3}(?P<odd>[ \-.])\d{4}(?P=odd)\d{4}(?P=odd)\d{2,3}"
    r"|[2-7]\d{5}[ \-]\d{13}"
)
_BARE = r"[1-9]\d{11,18}"
_LONG = r"[1-9](?:[ \t\-.|]{0,3}\d){11,18}(?![^\W_]|[.\-]\d)"  # after a label, cells and boxes of a form between its figures
# Cut in two by the end of its line, between its groups.
_END = r"[ \-]?\r?\n[ \t|>*\-]{0,40}"
_CUT = (
    rf"[2-6]\d{{3}}(?:(?P<late>[ \-])\d{{4}}(?P=late)\d{{4}}{_END}\d{{4}}|(?P<mid>[ \-])\d{{4}}{_END}\d{{4}}(?P=mid)\d{{4}}"
    rf"|{_END}\d{{4}}(?P<early>[ \-])\d{{4}}(?P=early)\d{{4}})|3[47]\d\d(?:[ \-]\d{{6}}{_END}\d{{5}}|{_END}\d{{6}}[ \-]\d{{5}})"
)
_IN_CELLS = r"[2-6]\d{3}(?P<mark>[ ]?[\t|;,][ ]?)\d{4}(?P=mark)\d{4}(?P=mark)\d{4}(?!(?P=mark)\d{4}(?!\d))"

_AS_PRINTED = re.compile(_GROUPED)

SHAPES = (
    Shape(
        f"{_BOUNDS_LEFT}(?P<value>{_GROUPED}){_BOUNDS_RIGHT}",
        outlines=(
            r"0000[ \-._]0000[ \-._]0000",
            "0000  0000  0",
            r"0000[ \-.]000000[ \-.]0000",
            "0000 - 0000 - ",
            r"0000[ \-]000[ \-]000[ \-]000",
            r"[^0]000000[ \-]000000000000",
            r"[^0]0000[ \-]00000[ \-]000000",
        ),
        before=30,
        after=24,
    ),
    Shape(
        f"{_BOUNDS_LEFT}(?P<value>{_BARE}){_BOUNDS_RIGHT}",
        outlines=("[^0.]000000000000",),
        before=16,
        after=12,
        at=12,
    ),
    Shape(  # some of its groups on the next line
        rf"(?<!\d[ \-])(?<!\d\n){_BOUNDS_LEFT}(?P<value>(?P<cut>{_CUT})){_BOUNDS_RIGHT}(?![ \-]\d{{4}}|\r?\n\d{{4}})",
        outlines=(r"0000[ \-]0000[ \-]?[\r\n]", r"0000[ \-]000000[ \-]?[\r\n]", r"[^0]0000[ \-]?[\r\n]"),
        before=24,
        after=72,
        then=r"\r?\n[ \t|>*\-]{0,40}\d{4}",
    ),
    Shape(  # a group a cell
        rf"(?<!\d[\t|;,])(?<!\d[\t|;,] ){_BOUNDS_LEFT}(?P<value>(?P<cells>{_IN_CELLS})){_BOUNDS_RIGHT}",
        outlines=(r"0000[\t|;,]0000[\t|;,]0000", r"0000[\t|;,] 0000[\t|;,] 0000", "0000 [|] 0000 [|] 0000"),
        before=24,
        after=16,
    ),
)
_CARD_WORDS = (
    "credit card", "debit card", "payment card", "bank card", "card number", "card no", "card num", "card #",
    "cc number", "cc no", "mastercard", "master card", "american express", "discover", "maestro",
    "diners", "cardholder", "card holder", "expiry", "expiration date", "exp date", "kreditkarte",
    "carte bancaire", "tarjeta", "card on file", "charge to", "paid with", "pay with", "pays with", "paying with", "payment method", "billed to", "charge", "paid by", "unionpay",
    "union pay", "银联", "rupay", "dankort", "verve", "airplus", "hipercard", "carte de crédit", "carte bleue",
    "kartennummer", "cartão", "carta di credito", "kortnummer", "luottokortti", "kaartnummer", "creditcard", "numéro de carte",
)  # fmt: skip
_CONTEXT = words(*_CARD_WORDS)
# Short ones stand in rows of hexadecimal figures, too: not beside a figure.
_SHORT = re.compile(
    r"(?i)(?<![A-Za-z0-9])(?:cc|ccn|pan|visa|amex|jcb|cvv2?|cvc2?|exp|cards?|mir|troy|uatp)(?![A-Za-z0-9])"
)
_FLEET = words(
    "fleet", "fuel", "wex", "wright express", "voyager", "fleetcor", "fuelman", "comdata", "driver number", "odometer"
)
_EXPIRES = words(
    "expires",
    "expiring",
    "valid thru",
    "valid through",
    "good thru",
    "gültig bis",
    "expire fin",
    "expire le",
    "vence",
    "scade",
)
_UNIONPAY = words("unionpay", "union pay", "银联", "cup")
_AGAINST = words(
    "tracking", "order", "invoice", "serial", "imei", "isbn", "ean", "upc", "gtin", "sku", "timestamp", "uuid", "hash", "session",
    "transaction id", "reference", "ticket", "container", "barcode", "case number", "meid", "iccid", "uid", "guid", "tweet", "status",
    "revision", "build", "shipment", "parcel", "waybill", "consignment", "awb", "usps", "fedex", "ups", "dhl", "sscc", "sim", "id", "ids",
    "snowflake", "ts", "time", "millis", "micros", "nanos", "trace", "span", "epoch", "offset", "checksum", "crc", "seed", "account id", "user id", "message id",
    "loyalty", "gift", "frequent flyer", "library", "aadhaar", "phone", "meter",
)  # fmt: skip
LABELS = (
    Label(
        (
            "card number", "card no", "card #", "ccn", "cc num", "credit card", "debit card", "cc number", "pan", "fleet card", "fuel card", "kreditkarte",
            "kartennummer", "numéro de carte", "carte bancaire", "tarjeta de crédito", "número de tarjeta", "carta di credito", "cartão de crédito",
            "unionpay", "wex",
        ),
        rf"(?P<value>(?:{_CUT})(?![ \-]?\d|[^\W_])|{_LONG})",
        headings=("card", "cc", "account number"),
    ),
)  # fmt: skip

# Never someone's card.
_PUBLISHED = frozenset(rows("published_test_cards.txt"))


_UNCHECKED = frozenset({"62", "81"})  # UnionPay: where its name stands near, a number may lack the check digit
_ONCE = bytes.maketrans(b"0123456789", bytes(range(10)))
_TWICE = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))


def _sum(digits: str) -> int:
    """Luhn's sum, quick: most numbers that look like a card end here, one in ten is asked of stdnum."""
    figures = digits.encode()
    return sum(figures[::-2].translate(_ONCE)) + sum(figures[-2::-2].translate(_TWICE))


@dataclass(frozen=True, slots=True)
class _Range:
    """Numbers that one scheme issues."""

    low: str
    high: str
    lengths: frozenset[int]
    scheme: str
    weight: str


def _ranges() -> dict[str, list[_Range]]:
    """Ranges of issuer numbers by the two digits they begin with, in the order of the table."""
    table: dict[str, list[_Range]] = {}
    for row in rows("card_issuers.txt"):
        low, high, lengths, scheme, weight = row.split()
        allowed: set[int] = set()
        for part in lengths.split(","):
            first, _, last = part.partition("-")
            allowed.update(range(int(first), int(last or first) + 1))
        issued = _Range(low, high, frozenset(allowed), scheme, weight)
        for start in range(int(low.ljust(2, "0")[:2]), int(high.ljust(2, "9")[:2]) + 1):
            table.setdefault(str(start), []).append(issued)
    return table


_RANGES = _ranges()


def _issued(digits: str) -> _Range | None:
    """The range that a number lies in; None where nobody issues such numbers."""
    length = len(digits)
    for issued in _RANGES.get(digits[:2], ()):
        if length in issued.lengths and issued.low <= digits[: len(issued.low)] <= issued.high:
            return issued
    return None


def _read(value: str) -> tuple[str, int, _Range] | None:
    """Digits, where they end, and their range. What follows after a blank may be a security code or a date, no part of them."""
    if value.isdecimal() and _sum(value) % 10 and value[:2] not in _UNCHECKED:
        return None
    places = [index for index, character in enumerate(value) if character.isdecimal()]
    digits = digits_of(value)
    lengths = [len(digits)]
    if len(value) > len(digits):
        shorter = [n for n in range(len(digits) - 1, 11, -1) if not value[places[n - 1] + 1].isdecimal()]
        first = digits[0] == "4" or digits[:2] in ("60", "64", "65")
        lengths = [16, *lengths, *shorter] if 16 in shorter and first else [*lengths, *shorter]
    for length in lengths:
        part = digits[:length]
        if 12 <= length <= 19 and not _sum(part) % 10 and luhn.is_valid(part):
            issued = _issued(part)
            if issued is not None:
                return part, places[length - 1] + 1, issued
    if 16 <= len(digits) <= 19 and digits[:2] in _UNCHECKED:
        issued = _issued(digits)
        if issued is not None and issued.weight == "unchecked":
            return digits, len(value), issued
    return None


def _named(candidate: Candidate) -> bool:
    """Whether words about cards stand near: on this line, the two before it, or over the column."""
    if candidate.near(_CONTEXT, 64, 40):
        return True
    head = "\n".join(candidate.before(64).split("\n")[-3:])
    tail = candidate.after(40).partition("\n")[0]
    for part in (head, tail, candidate.header):
        if (found := _SHORT.search(part)) is not None:
            candidate.word = found[0]
            return True
    return False


def judge(candidate: Candidate) -> Judgement | None:
    read = _read(candidate.value)
    if read is None:
        return None
    digits, length, issued = read
    end = candidate.start + length
    if _DECIMALS.match(candidate.value, length) is not None:
        return None  # 4556737586899855.00
    published = digits in _PUBLISHED
    if not published and (is_filler(digits) or len(set(digits)) <= 3):
        return None
    before = candidate.before(64)
    context = candidate.labelled or _named(candidate)
    grouped = length > len(digits)
    common = issued.weight == "common" and len(digits) <= 16
    if _sum(digits) % 10:
        if not (context and candidate.near(_UNIONPAY, 80, 60)):
            return None
        score = Score(0.9, "UnionPay is named; some of its cards have no check digit")
        return score.judgement(digits, ("scheme", issued.scheme), end=end)
    if candidate.has("cut") or candidate.has("cells"):
        return _parted(candidate, digits, issued, context)
    if grouped and not candidate.labelled and not _AS_PRINTED.fullmatch(candidate.value[:length]):
        return None  # a text that holds nothing else: 510.0942671812437
    fleet = issued.weight == "words" and candidate.near(_FLEET, 80, 40)
    if issued.weight == "words" and not fleet and (not context or (issued.scheme == "fuel" and not candidate.labelled)):
        return None
    score = Score(0.5, "check digit and issuer range are right")
    columnar = False
    if grouped:
        score.at_least(0.95 if common else 0.8 if len(digits) > 14 else 0.5, "grouped as on a card")
    if context:
        why = candidate.said if candidate.labelled else candidate.seen("words about cards stand near")
        score.at_least(0.995 if common or grouped or len(digits) >= 14 else 0.9, why)
    elif candidate.has("odd"):
        score.at_most(0.6, "in groups of four, as such cards are seldom printed")
    elif fleet:
        score.at_least(0.95, candidate.seen("words about fuel cards stand near"))
    elif grouped and candidate.near(_EXPIRES, 60, 40):
        score.at_least(0.95, candidate.seen("words about when a card ends stand near"))
    elif _DUMPED.match(candidate.after(20)) is not None:
        score.at_least(0.97, "a date of expiry and a security code follow")
    elif candidate.alone:
        score.at_least(0.9 if common else 0.6, "stands alone")
    elif columnar := candidate.before(1) in _CELL and _is_column_of_cards(candidate.scene.column(candidate.start)):
        score.at_least(0.97, "the other values of its column are cards too")
    elif not grouped:
        prose = not candidate.scene.is_code and not candidate.scene.is_log and not _in_numbers(candidate)
        if not common:
            score.at_most(
                0.15 if not prose else 0.3 if len(digits) == 12 else 0.6, "many other numbers begin so and are as long"
            )
        elif candidate.scene.is_code or candidate.scene.is_log:
            score.at_most(0.3, candidate.scene.machines)
        elif _in_numbers(candidate):
            score.at_most(0.3, "stands among other numbers")
        elif candidate.before(1) in _CELL and candidate.header:
            score.at_most(0.3, "the head of its column names something else")
        else:
            score.at_least(0.9, "a common scheme's length, in running text")
    if _HEXADECIMAL.search(candidate.before(14)) or _HEXADECIMAL.search(candidate.after(14)):
        score.at_most(0.3, "stands in a row of hexadecimal numbers")
    if not grouped and not context and all(int(digits[at : at + 2]) in _LETTERS for at in range(0, len(digits) - 1, 2)):
        score.at_most(0.3, "letters, each written as two hexadecimal figures")
    if _NEGATIVE.search(candidate.before(2)) and not context:
        score.at_most(0.15, "a minus stands before it")
    # Rows of cells pasted into a text: `12,4539 5787 6362 1486`; without groups it may be a decimal number.
    in_a_row = (
        grouped
        and common
        and candidate.before(1) in ("", ",", " ", "\n")
        and candidate.after(1) in ("", ",", " ", "\n")
    )
    in_a_row = in_a_row and "," in candidate.before(1) + candidate.after(1)
    beside = (
        candidate.before(2)[:1].isdigit()
        and not (grouped and _IN_A_LIST.search(candidate.before(9)))
        and not (in_a_row and candidate.before(1) == ",")
    ) or (
        (candidate.after(2).strip()[:1].isdigit() and not (grouped and _EXPIRY.match(candidate.after(12))))
        or (_CELL_OF_FIGURES.match(candidate.after(2)) is not None and not in_a_row)
    )
    if beside and not context and not columnar and not _neighbour(candidate):
        score.at_most(0.15, "digits stand directly before or after it")
    line = before[-32:].rpartition("\n")[2]
    other = None if candidate.labelled else _AGAINST.search(line)
    if other is not None and not (_CONTEXT.search(line) or _SHORT.search(line)):
        score.at_most(0.3, f'the word "{other[0]}" before it names another number')
    if candidate.peers < 0.5:
        score.at_most(0.6, "most of its column are no cards")
    if published:
        score.at_most(0.6, "published for tests")
        return score.judgement(digits, ("scheme", issued.scheme), ("test", "yes"), end=end)
    return score.judgement(digits, ("scheme", issued.scheme), end=end)


def _parted(candidate: Candidate, digits: str, issued: _Range, context: bool) -> Judgement | None:
    """A number that a line's end cuts, or that stands in cells: only beside a word of cards, as rows of figures look like it."""
    if not context or len(digits) < 15 or digits in _PUBLISHED:
        return None
    score = Score(0.5, "check digit and issuer range are right")
    why = candidate.said if candidate.labelled else candidate.seen("words about cards stand near")
    score.at_least(0.97 if candidate.labelled else 0.95, why)
    return score.judgement(digits, ("scheme", issued.scheme))


_DECIMALS = re.compile(r"[.,]\d")
_DUMPED = re.compile(r"[|;:](?:0[1-9]|1[0-2])[|;:/](?:20)?\d\d[|;:]\d{3,4}(?!\d)")
_CELL = frozenset('\t|;,"\n')
_LETTERS = frozenset((20, *range(41, 50), *range(50, 60), *range(61, 70), *range(70, 80)))
_IN_A_LIST = re.compile(r"(?:^|\n)[ \t]{0,3}\d{1,3}[.)]?[ \t]$")  # 12 4539 5787 6362 1486
_CELL_OF_FIGURES = re.compile(r",\d")
_EXPIRY = re.compile(r"[ \t]{1,3}(?:0[1-9]|1[0-2])[/-](?:20)?\d\d(?![\d/.-])")
_NEGATIVE = re.compile(r"(?:^|[\s,;])-$")
_HEXADECIMAL = re.compile(r"(?<![^\W_])(?=[0-9]*[A-F])(?=[A-F]*[0-9])[0-9A-F]{4,5}(?![^\W_])")


@lru_cache(maxsize=256)
def _is_column_of_cards(values: tuple[str, ...]) -> bool:
    """Whether a column holds cards, whatever its head says: five numbers with a right check digit are no chance.

    >>> _is_column_of_cards(("4111111111111111", "5500005555555559", "340000000000009", "6011000000000004", "2223000048400011"))
    True
    """
    cards = {read[0] for value in values if _CARD_CELL.fullmatch(value) and (read := _read(value)) is not None}
    return len(cards) >= 5 and len(cards) >= 0.8 * len(set(values))


def _neighbour(candidate: Candidate) -> bool:
    """Whether what stands beside it is another card."""
    sides = (
        re.search(r"[\d \-]{12,24}[ ,;|\t]$", candidate.before(26)),
        re.match(r"[ ,;|\t]{0,2}[\d \-]{12,24}", candidate.after(26)),
    )
    before, after = (digits_of(side[0]) if side is not None else "" for side in sides)
    return any(len(part) == 16 and luhn.is_valid(part) and _issued(part) for part in (before[-16:], after[:16]))


_DIGITS = re.compile(r"\d")
_CARD_CELL = re.compile(r"\d[\d \-]{10,24}\d")


def _in_numbers(candidate: Candidate) -> bool:
    """Whether the line is mostly digits: a table of measurements or keys rather than a sentence."""
    around = candidate.before(60) + candidate.after(60)
    digits = len(_DIGITS.findall(around))
    return digits > 0.3 * max(len(around), 1)


def mask(match: object) -> str:
    value = str(getattr(match, "value", ""))
    return f"•••• •••• •••• {value[-4:]}"
