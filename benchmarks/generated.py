"""Labelled text made here: forms, letters, tables, logs, data, with values that pass their checks and others that only look alike.

    python benchmarks/generated.py [--seed 401] [--each 40] >generated.jsonl

Lines are {"id", "text", "spans": [{"start", "end", "label"}]}, a label being a detector's ident. Names, streets, wordings and
formats are of this file alone: neither the tests nor the detectors' samples nor the sample company share them. Numbers of
authorities are drawn until python-stdnum finds one valid; what a form is drawn from is in generated.toml.

Beside values stand look-alikes that no detector should tell: part numbers in the form of an SSN, orders with 16 digits, hashes,
times, versions, tracking numbers, decimals. A set of values alone would call any detector precise.

>>> one = next(documents(seed=401, each=1))
>>> {span["label"] for span in one["spans"]} <= {"person-name"} | set(TABLES["identifiers"]) | set(OWN), len(one["text"]) > 40
(True, True)
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import re
import string
import sys
import tomllib
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import phonenumbers
from stdnum import iban as stdnum_iban
from stdnum import luhn, numdb

TABLES = tomllib.loads((Path(__file__).parent / "generated.toml").read_text("utf-8"))
GIVEN, FAMILY, STREETS = TABLES["words"]["given"], TABLES["words"]["family"], TABLES["words"]["streets"]
PLACES = (
    ("Lane", "Dubuque", "IA", "52003"), ("Avenue", "Missoula", "MT", "59801"), ("Blvd", "Macon", "GA", "31204"), ("Ct", "Yakima", "WA", "98902"),
    ("Street", "Bangor", "ME", "04401"), ("Drive", "Laredo", "TX", "78045"), ("Pkwy", "Duluth", "MN", "55811"), ("Rd", "Salina", "KS", "67401"),
)  # fmt: skip
FOREIGN_ADDRESSES = (
    "{n} {street} Road, Harrogate HG1 4QT", "Flat {s}, {n} {street} Terrace, Swansea SA1 6JF", "Lindenallee {n}, 30457 Hannover", "{n} rue des Acacias, 69003 Lyon",
    "{n} {street} Crescent, Saskatoon SK S7K 2B9", "Unit {s}/{n} {street} Parade, Geelong VIC 3220", "Calle del Olmo {n}, 50003 Zaragoza", "{n} {street} Close, Naas, Co. Kildare W91 X2R7",
)  # fmt: skip
DOMAINS = (
    "tallgrass-hvac.example.com",
    "norbury-dental.example.org",
    "gmail.com",
    "kestrelroofing.example.net",
    "outlook.com",
    "quayside-legal.example.co.uk",
    "proton.me",
)
ALPHABETS = {
    "#": string.digits,
    "@": string.ascii_uppercase,
    "*": string.ascii_uppercase + string.digits,
    "~": "123456789",
    "%": "0123456789abcdef",
}


def fill(rng: random.Random, form: str) -> str:
    """A form with its places filled: `#` a digit, `~` not nought, `@` a letter, `*` either, `%` a hex digit, `[AEI]` one of these; {d} {m} {y} {Y} a date.

    >>> fill(random.Random(1), "AB-#~")
    'AB-22'
    """
    form = re.sub(r"\[(\w+)\]", lambda signs: rng.choice(signs[1]), form)
    filled = "".join(rng.choice(ALPHABETS[sign]) if sign in ALPHABETS else sign for sign in form)
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1940, 2005)
    return filled.format(d=f"{day:02}", m=f"{month:02}", y=f"{year % 100:02}", Y=year) if "{" in filled else filled


def identifier(rng: random.Random, row: dict[str, Any]) -> str:
    """A value of one of its forms that its module of python-stdnum finds valid."""
    checks = [importlib.import_module(f"stdnum.{name}") for name in row.get("stdnum", ())]
    for _ in range(200_000):
        value = fill(rng, rng.choice(row["forms"]))
        if all(check.is_valid(row.get("prefix", "") + value, **row.get("options", {})) for check in checks):
            return value
    raise ValueError(f"no valid value of {row['forms']}")


def card(rng: random.Random) -> str:
    start, length = rng.choice(
        (("4", 16), ("4", 16), ("51", 16), ("54", 16), ("2235", 16), ("37", 15), ("34", 15), ("36", 14), ("6011", 16), ("65", 16), ("3530", 16), ("6212", 19), ("5018", 12), ("6304", 13), ("6759", 18), ("4", 19))
    )  # fmt: skip
    body = start + "".join(rng.choices(string.digits, k=length - len(start) - 1))
    digits = body + luhn.calc_check_digit(body)
    style = rng.choice(("plain", " ", "-", " "))
    if style == "plain":
        return digits
    if length in (14, 15):
        return style.join((digits[:4], digits[4:10], digits[10:]))
    return style.join(digits[at : at + 4] for at in range(0, length, 4))


def iban(rng: random.Random) -> str:
    country = rng.choice(TABLES["words"]["iban_countries"])
    form = numdb.get("iban").info(f"{country}00")[0][1]["bban"]
    body = ""
    number = ""
    for sign in form:
        if sign.isdigit():
            number += sign
        elif sign in "nac":
            alphabet = {"n": string.digits, "a": string.ascii_uppercase, "c": string.ascii_uppercase + string.digits}[
                sign
            ]
            body += "".join(rng.choices(alphabet, k=int(number)))
            number = ""
    value = country + stdnum_iban.calc_check_digits(country + "00" + body) + body
    return value if rng.random() < 0.5 else " ".join(value[at : at + 4] for at in range(0, len(value), 4))


def ssn(rng: random.Random) -> str:
    area = rng.choice([number for number in range(101, 772) if number != 666])
    return f"{area}-{rng.randint(1, 99):02}-{rng.randint(1, 9999):04}"


def routing(rng: random.Random) -> str:
    while True:
        value = f"{rng.choice((*range(1, 13), *range(21, 33))):02}{rng.randint(0, 9_999_999):07}"
        if importlib.import_module("stdnum.us.rtn").is_valid(value):
            return value


def phone(rng: random.Random) -> str:
    code, form = rng.choice(
        ((1, "~~~~##~~##"), (1, "~~~~##~~##"), (1, "~~~~##~~##"), (44, "20~#######"), (44, "77########"), (49, "171#######"), (33, "6########"), (61, "4########"), (353, "87#######"), (91, "98########"))
    )  # fmt: skip
    number = phonenumbers.PhoneNumber(country_code=code, national_number=int(fill(rng, form)))
    while not phonenumbers.is_valid_number(number):
        number = phonenumbers.PhoneNumber(country_code=code, national_number=int(fill(rng, form)))
    if code == 1:
        national = str(number.national_number)
        styles = ("({}) {}-{}", "{}-{}-{}", "{}.{}.{}", "+1 {} {} {}", "1-{}-{}-{}", "+1{}{}{}", "{} {} {}")
        return rng.choice(styles).format(national[:3], national[3:6], national[6:])
    written = phonenumbers.PhoneNumberFormat
    style = rng.choice((written.INTERNATIONAL, written.INTERNATIONAL, written.E164, written.NATIONAL))
    return str(phonenumbers.format_number(number, style))


def person(rng: random.Random) -> str:
    given, family = rng.choice(GIVEN), rng.choice(FAMILY)
    return rng.choice(("{g} {f}", "{g} {f}", "{g} {f}", "{g} {i}. {f}", "{f}, {g}")).format(
        g=given, f=family, i=rng.choice("ABCDEGHJLMPRST")
    )


def email(rng: random.Random) -> str:
    given, family = rng.choice(GIVEN), rng.choice(FAMILY)
    user = rng.choice(("{g}.{f}", "{i}{f}", "{g}_{f}{n}", "{f}+bills", "{g}{n}")).format(
        g=given, f=family, i=given[0], n=rng.randint(2, 99)
    )
    return f"{_ascii(user).lower()}@{rng.choice(DOMAINS)}"


def _ascii(text: str) -> str:
    return text.translate(str.maketrans("éóñøåäö", "eonoaao", "'’"))


def address(rng: random.Random) -> str:
    street, number, small = rng.choice(STREETS), rng.randint(2, 9890), rng.randint(1, 40)
    if rng.random() < 0.35:
        return rng.choice(FOREIGN_ADDRESSES).format(n=rng.randint(2, 180), street=street, s=small)
    kind, city, state, code = rng.choice(PLACES)
    unit = rng.choice(("", "", "", f" Apt {small}", f", Suite {small}0", f" #{small}"))
    return f"{number} {rng.choice(('', '', 'N ', 'SW '))}{street} {kind}{unit}, {city}, {state} {code}"


def birth(rng: random.Random) -> str:
    year, month, day = rng.randint(1938, 2006), rng.randint(1, 12), rng.randint(1, 28)
    name = TABLES["words"]["months"][month - 1]
    return rng.choice(
        (
            f"{month:02}/{day:02}/{year}",
            f"{year}-{month:02}-{day:02}",
            f"{name} {day}, {year}",
            f"{day} {name[:3]} {year}",
            f"{day:02}.{month:02}.{year}",
        )
    )


def address_of_machine(rng: random.Random) -> str:
    if rng.random() < 0.2:
        return "2001:db8:" + ":".join(f"{rng.randint(1, 0xFFFF):x}" for _ in range(6))
    return ".".join(str(rng.randint(1, 254)) for _ in range(4))


Maker = Callable[[random.Random], str]

# ident: how it is made, and what people write before it
OWN: dict[str, tuple[Maker, tuple[str, ...]]] = {
    "payment-card": (card, ("Card", "Card no.", "Pay with", "Visa/MC/Amex", "CC #", "Card on file", "cardNumber")),
    "iban": (iban, ("IBAN", "Bank details", "Please remit to", "Konto", "payee_iban")),
    "us-ssn": (ssn, ("SSN", "Social Security #", "Soc. Sec. No.", "Employee SSN", "taxpayer_ssn")),
    "us-routing-number": (routing, ("Routing", "ABA routing no.", "Routing/transit number", "routing_number", "RTN")),
    "phone-number": (phone, ("Phone", "Tel.", "Mobile", "Call", "Daytime phone", "phone_home", "Fax")),
    "email-address": (email, ("E-mail", "Contact", "Send to", "email", "Reply to")),
    "ip-address": (address_of_machine, ("Source", "client_ip", "from", "IP", "Gateway")),
    "date-of-birth": (birth, ("DOB", "Date of birth", "Born", "birth_date", "Birthdate")),
    "postal-address": (address, ("Address", "Home address", "Ship to", "Residence", "mailing_address")),
    "mac-address": (lambda rng: fill(rng, "%%:%%:%%:%%:%%:%%"), ("MAC", "hwaddr", "Ethernet")),
}  # fmt: skip


def makers() -> dict[str, tuple[Maker, tuple[str, ...]]]:
    """Every ident that can be made."""
    rows = dict(OWN)
    for ident, row in TABLES["identifiers"].items():
        rows[ident] = ((lambda rng, row=row: identifier(rng, row)), tuple(row["labels"]))
    return rows


# What looks like a value and is none: what people write before it, and how it is made.
LOOK_ALIKES: tuple[tuple[str, Maker], ...] = (
    ("Part no", lambda rng: fill(rng, "###-##-####")),
    ("Order", lambda rng: fill(rng, "~###############")),
    ("Tracking", lambda rng: "1Z" + fill(rng, "***#####*#######")),
    ("Waybill", lambda rng: fill(rng, "~###########")),
    ("Commit", lambda rng: fill(rng, "%" * 40)),
    ("Request id", lambda rng: str(uuid.UUID(int=rng.getrandbits(128)))),
    ("Ratio", lambda rng: repr(rng.random())),
    ("Timestamp", lambda rng: str(rng.randint(1_500_000_000_000, 1_790_000_000_000))),
    ("SKU", lambda rng: fill(rng, "#########")),
    ("Invoice", lambda rng: fill(rng, "INV-202#-#####")),
    ("Ticket", lambda rng: fill(rng, "~#########")),
    ("Version", lambda rng: fill(rng, "~.#.~#.##")),
    ("Build", lambda rng: fill(rng, "202#{m}{d}.####")),
    ("EAN", lambda rng: fill(rng, "40###########")),
    ("Issued", lambda rng: fill(rng, "{m}/{d}/2018")),
    ("Serial", lambda rng: fill(rng, "@@#######")),
    ("Quantity", lambda rng: fill(rng, "~##,###")),
    ("Meter", lambda rng: fill(rng, "~## ### ###")),
    ("Case", lambda rng: fill(rng, "##-#######")),
    ("Checksum", lambda rng: fill(rng, "%" * 64)),
)  # fmt: skip


class Writer:
    """A text and where its values stand."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.spans: list[dict[str, Any]] = []

    def write(self, text: str) -> Writer:
        self.parts.append(text)
        self.length += len(text)
        return self

    def value(self, label: str, text: str) -> Writer:
        self.spans.append({"start": self.length, "end": self.length + len(text), "label": label})
        return self.write(text)

    def record(self, ident: str) -> dict[str, Any]:
        return {"id": ident, "text": "".join(self.parts), "spans": self.spans}


SENTENCES = (
    "Following up on yesterday's call: the {label} we have for {person} is {value}, please correct it if that changed.",
    "{person} left a voicemail. {label}: {value}. Nothing else was said.",
    "As agreed with {person}, kindly use {label} {value} from the first of next month.",
    "The form that {person} handed in states {label} {value} in the second box.",
    "I could not verify {label} {value} with {person}; the line was busy all morning.",
    "Per the attached sheet, {label} = {value} ({person}).",
)
PLAIN = (
    "The quarterly inventory closed without differences worth a note.",
    "Replacement filters ship on Thursday unless the depot is short again.",
    "Minutes of the last meeting were accepted as circulated.",
    "Please leave the gate unlocked for the morning delivery.",
    "The pump ran for nine hours and the pressure held.",
)


def _name(rng: random.Random, writer: Writer) -> None:
    writer.value("person-name", person(rng))


def _sentence(rng: random.Random, writer: Writer, label: str, ident: str, value: str) -> None:
    for words, field, _, _ in string.Formatter().parse(rng.choice(SENTENCES)):
        writer.write(words)
        if field == "label":
            writer.write(label)
        elif field == "value":
            writer.value(ident, value)
        elif field == "person":
            _name(rng, writer)


def letter(rng: random.Random, rows: list[tuple[str, str, str]], writer: Writer) -> None:
    writer.write("Dear ")
    _name(rng, writer)
    writer.write(",\n\n")
    for label, ident, value in rows:
        if rng.random() < 0.4:
            writer.write(rng.choice(PLAIN) + " ")
        _sentence(rng, writer, label, ident, value)
        writer.write(rng.choice((" ", "\n", "\n\n")))
        if rng.random() < 0.5:
            other, make = rng.choice(LOOK_ALIKES)
            writer.write(f"{other} {make(rng)} is settled. ")
    writer.write("\n\nKind regards,\n")
    _name(rng, writer)
    writer.write("\n")


def form(rng: random.Random, rows: list[tuple[str, str, str]], writer: Writer) -> None:
    glue = rng.choice((": ", " : ", "\t", " ........ ", "\n    ", " | "))
    writer.write(rng.choice(("INTAKE SHEET\n\n", "Supplier master data\n============\n", "Record card\n", "")))
    writer.write(f"Name{glue}")
    _name(rng, writer)
    writer.write("\n")
    for label, ident, value in rows:
        writer.write(f"{label}{glue}").value(ident, value).write("\n")
        if rng.random() < 0.5:
            other, make = rng.choice(LOOK_ALIKES)
            writer.write(f"{other}{glue}{make(rng)}\n")


def table(rng: random.Random, rows: list[tuple[str, str, str]], writer: Writer) -> None:
    """One column a kind of value, a row each; look-alikes in columns of their own."""
    mark = rng.choice((",", ";", "\t", "|"))
    kinds = list(dict.fromkeys((label, ident) for label, ident, _ in rows))[:3]
    others = rng.sample(LOOK_ALIKES, 3)
    writer.write(mark.join([others[0][0], "Name", *(label for label, _ in kinds), others[1][0], others[2][0]]) + "\n")
    make = makers()
    for _ in range(rng.randint(6, 14)):
        writer.write(others[0][1](rng).replace(mark, "") + mark)
        _cell(writer, mark, "person-name", person(rng))
        for _, ident in kinds:
            writer.write(mark)
            _cell(writer, mark, ident, make[ident][0](rng))
        writer.write(mark + others[1][1](rng).replace(mark, "") + mark + others[2][1](rng).replace(mark, "") + "\n")


def _cell(writer: Writer, mark: str, ident: str, value: str) -> None:
    quote = '"' if mark in value else ""
    writer.write(quote).value(ident, value).write(quote)


def data(rng: random.Random, rows: list[tuple[str, str, str]], writer: Writer) -> None:
    """JSON, YAML or a line of an application's log."""
    keys = [
        (label.lower().replace(" ", "_").replace(".", "").replace("#", "no").replace("/", "_"), ident, value)
        for label, ident, value in rows
    ]
    style = rng.choice(("json", "yaml", "log"))
    if style == "log":
        writer.write(
            f"2026-03-{rng.randint(1, 28):02}T08:{rng.randint(0, 59):02}:11.{rng.randint(0, 999):03}Z INFO  worker[{rng.randint(100, 9999)}] request={uuid.UUID(int=rng.getrandbits(128))} saved"
        )
        for key, ident, value in keys:
            writer.write(f' {key}="').value(ident, value).write('"')
        writer.write(f" took={rng.random():.9f}s size={rng.randint(1000, 99999999)}\n")
        return
    writer.write("{\n" if style == "json" else "---\n")
    other, make = rng.choice(LOOK_ALIKES)
    for key, ident, value in keys:
        quote = '"' if style == "json" else ""
        writer.write(f"  {quote}{key}{quote}: {quote or chr(39)}").value(ident, value).write(
            (quote or "'") + ("," if style == "json" else "") + "\n"
        )
    key = other.lower().replace(" ", "_")
    writer.write(f'  "{key}": "{make(rng)}"\n}}\n' if style == "json" else f"  {key}: {make(rng)}\n")


def documents(seed: int, each: int) -> Iterator[dict[str, Any]]:
    """Records with about `each` values of every ident, and a tenth of them without any value."""
    rng = random.Random(seed)
    make = makers()
    todo = [ident for ident in sorted(make) for _ in range(each)]
    rng.shuffle(todo)
    number = 0
    while todo:
        size = rng.randint(1, 5)
        some, todo = todo[:size], todo[size:]
        rows = [(rng.choice(make[ident][1]), ident, make[ident][0](rng)) for ident in dict.fromkeys(some)]
        writer = Writer()
        shape = rng.choice((letter, letter, form, form, data, table))
        shape(rng, rows, writer)
        yield writer.record(f"generated/{shape.__name__}/{number}")
        number += 1
        if rng.random() < 0.1:
            yield nothing(rng, number)


def nothing(rng: random.Random, number: int) -> dict[str, Any]:
    """Look-alikes only."""
    writer = Writer()
    for _ in range(rng.randint(10, 40)):
        label, make = rng.choice(LOOK_ALIKES)
        writer.write(rng.choice(("{}: {}\n", "{} {}\n", "{}={}\n", "- {} ({})\n")).format(label, make(rng)))
    return writer.record(f"generated/nothing/{number}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=401)
    parser.add_argument("--each", type=int, default=40)
    given = parser.parse_args()
    for record in documents(given.seed, given.each):
        sys.stdout.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
