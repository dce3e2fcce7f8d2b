"""Numbers that are right in form and nobody's on purpose: drawn at random, with the check digits that each kind has.

Phone numbers come from the ranges set aside for fiction; published test numbers are never drawn.

>>> from random import Random
>>> from stdnum import luhn
>>> luhn.is_valid(payment_card(Random(1), "visa"))
True
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from stdnum import luhn
from stdnum.au import tfn as _tfn
from stdnum.gb import nhs as _nhs
from stdnum.iso7064 import mod_97_10
from stdnum.us import ein as _ein

_KNOWN_SSN = {"078051120", "219099999", "123456789", "457555462", "111111111"}


def digits(rng: Random, count: int, first: str = "0123456789") -> str:
    return rng.choice(first) + "".join(rng.choice("0123456789") for _ in range(count - 1))


def us_ssn(rng: Random) -> str:
    while True:
        area = rng.choice([*range(1, 666), *range(667, 773)])
        number = f"{area:03d}{rng.randint(1, 99):02d}{rng.randint(1, 9999):04d}"
        if number not in _KNOWN_SSN:
            return number


def us_itin(rng: Random) -> str:
    group = rng.choice([*range(70, 89), *range(90, 93), *range(94, 100)])
    return f"9{rng.randint(0, 99):02d}{group}{rng.randint(1, 9999):04d}"


def us_ein(rng: Random) -> str:
    while True:
        number = digits(rng, 9)
        if _ein.is_valid(number):
            return number


def us_routing(rng: Random) -> str:
    """ABA: weights 3 7 1; the first two digits name a Federal Reserve district or a thrift."""
    head = f"{rng.choice([*range(1, 13), *range(21, 33)]):02d}" + digits(rng, 6)
    total = sum(int(d) * w for d, w in zip(head, (3, 7, 1, 3, 7, 1, 3, 7), strict=True))
    return head + str(-total % 10)


_BRANDS: dict[str, tuple[Sequence[str], int]] = {
    "visa": (("4012", "4147", "4266", "4485", "4539", "4716", "4929"), 16),
    "mastercard": (("5114", "5284", "5392", "5424", "5547", "2303", "2456"), 16),
    "amex": (("3405", "3717", "3742", "3791"), 15),
    "discover": (("6011", "6504", "6449"), 16),
    "jcb": (("3531", "3566", "3589"), 16),
    "diners": (("3607", "3668"), 14),
}
_TEST_CARDS = ("4111111111111111", "4012888888881881", "5555555555554444", "378282246310005", "6011111111111117")


def payment_card(rng: Random, brand: str | None = None) -> str:
    brand = brand or rng.choices(list(_BRANDS), (45, 30, 12, 8, 3, 2))[0]
    prefixes, length = _BRANDS[brand]
    while True:
        head = rng.choice(prefixes) + digits(rng, length - 5)
        number = head + luhn.calc_check_digit(head)
        if number not in _TEST_CARDS and len(set(number)) > 5:
            return number


def brand_of(card: str) -> str:
    names = {"4": "Visa", "5": "MasterCard", "2": "MasterCard", "6": "Discover"}
    if card[0] == "3":
        return {"5": "JCB", "6": "Diners Club"}.get(card[1], "American Express")
    return names[card[0]]


def _iban(country: str, bban: str) -> str:
    return country + mod_97_10.calc_check_digits(bban + country) + bban


def iban(rng: Random, country: str | None = None) -> str:
    country = country or rng.choice(["DE", "GB", "NL", "FR", "BE", "ES", "AT", "CH", "IE", "SE"])
    match country:
        case "GB":
            bban = rng.choice(["MIDL", "NWBK", "LOYD", "BARC"]) + digits(rng, 14)
        case "NL":
            bban = rng.choice(["ABNA", "INGB", "RABO"]) + "0" + digits(rng, 9, "123456789")
        case "IE":
            bban = rng.choice(["AIBK", "BOFI"]) + digits(rng, 14)
        case "FR":  # five bank, five branch, eleven account digits, and the RIB key
            bank, branch, account = digits(rng, 5), digits(rng, 5), digits(rng, 11)
            bban = bank + branch + account + f"{97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97:02d}"
        case "BE":
            head = digits(rng, 10, "123456789")
            bban = head + f"{int(head) % 97 or 97:02d}"
        case "ES":
            bank, account = digits(rng, 8), digits(rng, 10)
            bban = bank + _ccc("00" + bank) + _ccc(account) + account
        case _:
            bban = digits(rng, {"DE": 18, "AT": 16, "CH": 17, "SE": 20}[country], "123456789")
    return _iban(country, bban)


def _ccc(ten: str) -> str:
    check = -sum(int(d) * w for d, w in zip(ten, (1, 2, 4, 8, 5, 10, 9, 7, 3, 6), strict=True)) % 11
    return "1" if check == 10 else str(check)


def us_npi(rng: Random) -> str:
    head = digits(rng, 9, "12")
    return head + luhn.calc_check_digit("80840" + head)  # 45 CFR 162.406: Luhn with the prefix 80840


def au_tfn(rng: Random) -> str:
    while True:
        number = digits(rng, 9, "123456789")
        if _tfn.is_valid(number):
            return number


def au_medicare(rng: Random) -> str:
    head = digits(rng, 8, "23456")
    check = sum(int(d) * w for d, w in zip(head, (1, 3, 7, 9, 1, 3, 7, 9), strict=True)) % 10
    return f"{head}{check}{rng.randint(1, 4)}"


def ca_sin(rng: Random) -> str:
    head = digits(rng, 8, "1234567")
    return head + luhn.calc_check_digit(head)


def uk_nino(rng: Random) -> str:
    while True:
        prefix = rng.choice("ABCEGHJKLMNOPRSTWXYZ") + rng.choice("ABCEGHJKLMNPRSTWXYZ")
        if prefix not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}:
            return prefix + digits(rng, 6) + rng.choice("ABCD")


def uk_nhs(rng: Random) -> str:
    while True:
        number = digits(rng, 10, "4567")
        if _nhs.is_valid(number):
            return number


def driving_licence(rng: Random, state: str) -> str:
    match state:
        case "CA":
            return rng.choice("ABCDEFN") + digits(rng, 7)
        case "FL":
            body = digits(rng, 12)
            return f"{rng.choice('ABCDHKLMS')}{body[:3]}-{body[3:6]}-{body[6:8]}-{body[8:11]}-{body[11]}"
        case "PA":
            return f"{digits(rng, 2, '123')} {digits(rng, 3)} {digits(rng, 3)}"
        case "NY":
            return f"{digits(rng, 3, '123456789')} {digits(rng, 3)} {digits(rng, 3)}"
        case _:
            return digits(rng, 9, "0123456789")


def us_passport(rng: Random) -> str:
    return digits(rng, 9, "456") if rng.random() < 0.5 else rng.choice("AY") + digits(rng, 8)


def mrz(surname: str, given: str, passport: str, born: str, sex: str, expires: str) -> tuple[str, str]:
    """The two lines at the foot of a passport page (ICAO 9303); dates as YYMMDD.

    >>> mrz("ERIKSSON", "ANNA MARIA", "L898902C3", "740812", "F", "120415")[1][:28]
    'L898902C36USA7408122F1204159'
    """
    first = f"P<USA{surname}<<{given.replace(' ', '<')}".upper().replace("'", "").replace("-", "<")
    parts = [text + _mrz_check(text) for text in (passport.ljust(9, "<"), born, expires)]
    personal = "<" * 14 + "0"
    second = f"{parts[0]}USA{parts[1]}{sex}{parts[2]}{personal}"
    return first[:44].ljust(44, "<"), second + _mrz_check("".join(parts) + personal)


def _mrz_check(text: str) -> str:
    worth = (int(c, 36) if c != "<" else 0 for c in text)
    return str(sum(v * (7, 3, 1)[i % 3] for i, v in enumerate(worth)) % 10)


def member_id(rng: Random) -> str:
    letters = "".join(rng.choice("ABCDEGHJKLMNPRTWXYZ") for _ in range(3))
    return rng.choice([letters + digits(rng, 9), "W" + digits(rng, 9), letters[0] + digits(rng, 8) + "01"])


def us_phone(rng: Random, area: str) -> str:
    """555-0100 to 555-0199 are kept free for fiction in every area code."""
    return f"{area}55501{rng.randint(0, 99):02d}"


def mac_address(rng: Random) -> str:
    vendor = rng.choice(["3c:52:82", "a4:bb:6d", "00:1b:21", "f0:18:98", "dc:a6:32"])
    return vendor + "".join(f":{rng.randint(0, 255):02x}" for _ in range(3))


def password(rng: Random) -> str:
    word = rng.choice(["Maple", "Tugboat", "Pickle", "Saturn", "Winter", "Badger", "Copper", "Lagoon"])
    return rng.choice(
        [
            f"{word}{rng.randint(10, 99)}!{rng.choice('QXZ')}",
            f"{word.lower()}-{rng.choice(['river', 'anvil', 'otter'])}-{rng.randint(100, 999)}",
            "".join(rng.choice("abcdefghkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789#%+") for _ in range(12)) + "7k",
        ]
    )


def wrong_card(rng: Random) -> str:
    """Sixteen digits that look like a card and fail Luhn: order numbers, serial numbers."""
    while True:
        number = rng.choice("45") + digits(rng, 15)
        if not luhn.is_valid(number):
            return number
