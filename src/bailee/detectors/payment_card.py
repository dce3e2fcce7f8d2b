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
    "carte bancaire", "tarjeta", "card on file", "card", "charge to", "unionpay",
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

# Numbers that schemes and processors publish for tests: never someone's card.
_PUBLISHED = frozenset(
    [
        "4111111111111111",
        "4012888888881881",
        "4242424242424242",
        "4000056655665556",
        "4222222222222",
        "4222222222222220",
        "4012000033330026",
        "4000000000000002",
        "4000000000000010",
        "4000000000000028",
        "4000000000000036",
        "4000000000000044",
        "4000000000000069",
        "4000000000000077",
        "4000000000000101",
        "4000000000000119",
        "4000000000000127",
        "4000000000000259",
        "4000000000000341",
        "4000000000001976",
        "4000000000003220",
        "4000000000009235",
        "4000000000009979",
        "4000000000009987",
        "4000000000009995",
        "4000000000000000",
        "4484070000000000",
        "4005519200000004",
        "4009348888881881",
        "4012000077777777",
        "4217651111111119",
        "4500600000000061",
        "4917610000000000",
        "4003830171874018",
        "4988438843884305",
        "4166676667666746",
        "4646464646464644",
        "4000020000000000",
        "4000060000000006",
        "4000160000000004",
        "4000180000000002",
        "4000640000000005",
        "4000760000000001",
        "4001590000000001",
        "4002690000000008",
        "4035501000000008",
        "4360000001000005",
        "4111112014267661",
        "4571000000000001",
        "5555555555554444",
        "5105105105105100",
        "5200828282828210",
        "5454545454545454",
        "5424000000000015",
        "5500000000000004",
        "5431111111111111",
        "5111111111111118",
        "5555444433331111",
        "5136333333333335",
        "5555341244441115",
        "5577000055770004",
        "5585558555855583",
        "5101180000000007",
        "5100060000000002",
        "5100705000000002",
        "5103221911199245",
        "5106040000000008",
        "5019717010103742",
        "5399999999999999",
        "5111010030175156",
        "2223003122003222",
        "2223000048410010",
        "2222400010000008",
        "2222400030000004",
        "2222400050000009",
        "2222400070000005",
        "2222410740360010",
        "378282246310005",
        "371449635398431",
        "378734493671000",
        "370000000000002",
        "374251018720018",
        "341111111111111",
        "340000000000009",
        "343434343434343",
        "370000000100018",
        "374101000000608",
        "374500261001009",
        "6011111111111117",
        "6011000990139424",
        "6011000400000000",
        "6011000000000004",
        "6011601160116611",
        "6445644564456445",
        "6011981111111113",
        "30569309025904",
        "38520000023237",
        "36006666333344",
        "36070500001020",
        "36700102000000",
        "36148900647913",
        "3056930009020004",
        "36227206271667",
        "3530111333300000",
        "3566002020360505",
        "3569990010095841",
        "3566111111111113",
        "6759649826438453",
        "6304000000000000",
        "6703444444444449",
        "6771798021000008",
        "6799990100000000019",
        "6761000000000006",
        "6200000000000005",
        "6200000000000047",
        "6205500000000000004",
        "6243030000000001",
        "8171999927660000",
        "122000000000003",
        "135412345678911",
        "6062826786276634",
        "6011000000000012",
    ]
)


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
    if 3528 <= four <= 3589 and 16 <= length <= 19:
        return "jcb"
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
        if scheme in ("maestro", "uatp", "diners-club", "unionpay", "mir", "jcb") or (
            len(digits) != 16 and scheme != "american-express"
        ):
            score.at_most(0.15 if not candidate.scene.is_log else 0.1, "many numbers look like this")
        elif candidate.scene.is_code or candidate.scene.is_log:
            score.at_most(0.3, "stands in source code or a log")
        elif _in_numbers(candidate):
            score.at_most(0.3, "stands among other numbers")
        else:
            score.at_least(0.9, "a common scheme's length, in running text")
    beside = candidate.before(2)[:1].isdigit() or candidate.after(2).strip()[:1].isdigit()
    if beside and not context and not _neighbour(candidate):
        score.at_most(0.3, "digits stand directly before or after it")
    if not candidate.labelled and _AGAINST.search(candidate.before(32)) and not _CONTEXT.search(candidate.before(32)):
        score.at_most(0.3, "the words before it name another number")
    if candidate.peers < 0.5:
        score.at_most(0.6, "most of its column are no cards")
    if published:
        score.at_most(0.6, "published for tests")
        return score.judgement(digits, ("scheme", scheme), ("test", "yes"))
    return score.judgement(digits, ("scheme", scheme))


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
