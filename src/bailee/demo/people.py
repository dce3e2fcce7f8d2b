"""The people of the sample company: staff, clients, and whom the clients' own data is about. All invented.

A person hands out values in the style of one document: the same clerk writes every date and number of a form alike.

>>> from random import Random
>>> world = World.drawn(Random(7))
>>> len(world.staff), len(world.clients)
(40, 60)
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from bailee.demo import numbers
from bailee.demo.marks import Value

TODAY = date(2026, 7, 31)  # the day on which the sample company is looked at


@cache
def table() -> dict[str, Any]:
    return tomllib.loads(resources.files("bailee.demo").joinpath("names.toml").read_text("utf-8"))


@dataclass(slots=True)
class Style:
    """How one office writes: its labels, dates, phones and numbers, the same throughout a document."""

    rng: Random
    dates: str = ""
    phones: str = ""
    dash: str = ""
    labels: dict[str, str] = field(default_factory=dict)

    @classmethod
    def drawn(cls, rng: Random) -> Style:
        return cls(
            rng,
            rng.choice(["%m/%d/%Y", "%m/%d/%Y", "%Y-%m-%d", "%B %-d, %Y", "%-m/%-d/%Y", "%d-%b-%Y", "%m-%d-%Y"]),
            rng.choice(["(###) ###-####", "###-###-####", "###.###.####", "+1 ### ### ####", "(###)###-####"]),
            rng.choice(["-", "-", "-", " ", ""]),
        )

    def label(self, word: str) -> str:
        if word not in self.labels:
            self.labels[word] = self.rng.choice(table()["labels"][word])
        return self.labels[word]

    def dated(self, day: date) -> str:
        # Windows knows no %-d
        return day.strftime(self.dates.replace("%-d", str(day.day)).replace("%-m", str(day.month)))

    def one(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def some(self, *choices: str, low: int = 1) -> list[str]:
        """A few of them, in their order."""
        chosen = set(self.rng.sample(range(len(choices)), self.rng.randint(low, len(choices))))
        return [text for index, text in enumerate(choices) if index in chosen]

    def day(self, low: date, high: date = TODAY) -> date:
        return low + timedelta(days=self.rng.randint(0, max((high - low).days, 0)))

    def phone(self, number: str) -> str:
        figures = iter(number)
        return "".join(next(figures) if c == "#" else c for c in self.phones)


@dataclass(slots=True)
class Person:
    """A person with all that a business may come to hold about one."""

    owner: str  # `employee/e07`: category of subject, and which one
    given: str
    surname: str
    woman: bool
    born: date
    street: str
    town: str
    state: str
    zip: str
    mobile: str
    home: str
    personal_email: str
    ssn_digits: str
    routing: str
    account: str
    bank: str
    licence: str
    passport: str
    mrn: str
    member: str
    insurer: str
    card: str
    expires: str
    work_email: str = ""
    number: str = ""
    title: str = ""
    department: str = ""
    hired: date = date(2015, 3, 2)
    left: date | None = None
    salary: int = 0
    login: str = ""
    ip: str = ""
    mac: str = ""

    def _value(self, detector: str, text: str) -> Value:
        return Value(detector, text, self.owner)

    @property
    def full(self) -> str:
        return f"{self.given} {self.surname}"

    @property
    def name(self) -> Value:
        return self._value("person-name", self.full)

    @property
    def last_first(self) -> Value:
        return self._value("person-name", f"{self.surname}, {self.given}")

    @property
    def mention(self) -> Value:
        return self.name.passing()

    @property
    def formal(self) -> str:
        return f"{'Ms.' if self.woman else 'Mr.'} {self.surname}"

    @property
    def they(self) -> str:
        return "she" if self.woman else "he"

    @property
    def their(self) -> str:
        return "her" if self.woman else "his"

    def ssn(self, style: Style) -> Value:
        d = self.ssn_digits
        return self._value("us-ssn", style.dash.join((d[:3], d[3:5], d[5:])))

    def birthday(self, style: Style) -> Value:
        return self._value("date-of-birth", style.dated(self.born))

    @property
    def one_line(self) -> str:
        return f"{self.street}, {self.town}, {self.state} {self.zip}"

    @property
    def address(self) -> Value:
        return self._value("postal-address", self.one_line)

    @property
    def address_block(self) -> Value:
        return self._value("postal-address", f"{self.street}\n{self.town}, {self.state} {self.zip}")

    def cell(self, style: Style) -> Value:
        return self._value("phone-number", style.phone(self.mobile))

    def landline(self, style: Style) -> Value:
        return self._value("phone-number", style.phone(self.home))

    @property
    def email(self) -> Value:
        return self._value("email-address", self.personal_email)

    @property
    def mailbox(self) -> Value:
        return self._value("email-address", self.work_email)

    @property
    def aba(self) -> Value:
        return self._value("us-routing-number", self.routing)

    @property
    def bank_account(self) -> Value:
        return self._value("us-bank-account", self.account)

    @property
    def driving_licence(self) -> Value:
        return self._value("us-driving-licence", self.licence)

    @property
    def passport_number(self) -> Value:
        return self._value("passport", self.passport)

    @property
    def record_number(self) -> Value:
        return self._value("medical-record-number", self.mrn)

    @property
    def member_id(self) -> Value:
        return self._value("health-insurance-member-id", self.member)

    def payment_card(self, style: Style) -> Value:
        d, gap = self.card, style.rng.choice([" ", " ", "-", ""])
        cuts = (4, 10) if len(d) in (14, 15) else (4, 8, 12)
        parts = [d[a:b] for a, b in zip((0, *cuts), (*cuts, None), strict=True)]
        return self._value("payment-card", gap.join(parts))

    @property
    def host(self) -> Value:
        return self._value("ip-address", self.ip)

    @property
    def hardware(self) -> Value:
        return self._value("mac-address", self.mac)


@dataclass(slots=True)
class Client:
    """A customer of the company; a sole proprietor's numbers are a person's."""

    ident: str
    name: str
    contact: Person
    domain: str
    sole: bool
    country: str = "US"
    ein: str = ""
    itin: str = ""
    iban: str = ""
    plan: str = ""
    monthly: int = 0
    since: date = date(2018, 1, 1)

    @property
    def tax_id(self) -> Value:
        return Value("us-ein", f"{self.ein[:2]}-{self.ein[2:]}", self.contact.owner)

    @property
    def itin_value(self) -> Value:
        return Value("us-itin", f"{self.itin[:3]}-{self.itin[3:5]}-{self.itin[5:]}", self.contact.owner)

    def iban_value(self, spaced: bool) -> Value:
        text = " ".join(self.iban[i : i + 4] for i in range(0, len(self.iban), 4)) if spaced else self.iban
        return Value("iban", text, self.contact.owner)


@dataclass(slots=True)
class World:
    """Everybody, drawn once from the seed; documents draw from their own streams."""

    company: str
    domain: str
    staff: list[Person]
    former: list[Person]
    clients: list[Client]
    patients: list[Person]
    doctors: list[tuple[str, Value]]  # name with degree, NPI

    @classmethod
    def drawn(cls, rng: Random) -> World:
        company, domain = rng.choice(table()["companies"])
        used: set[str] = set()
        everyone = [_employee(rng, i, used, domain) for i in range(47)]
        clients = [_client(rng, i, used) for i in range(60)]
        patients = [_person(rng, f"patient/p{i:02d}", used, 30) for i in range(30)]
        doctors = []
        for _ in range(6):
            other = _person(rng, "", used, 40)
            degree = rng.choice(["MD", "M.D.", "DO", "NP"])
            doctors.append((f"{other.full}, {degree}", Value("us-npi", numbers.us_npi(rng))))
        for leaver in everyone[40:]:
            leaver.left = leaver.hired + timedelta(days=rng.randint(200, 1500))
        return cls(company, domain, everyone[:40], everyone[40:], clients, patients, doctors)


def _person(rng: Random, owner: str, used: set[str], spread: int, towns: str = "towns") -> Person:
    names = table()
    while True:
        woman = rng.random() < 0.5
        given = rng.choice(names["given_women" if woman else "given_men"].split())
        surname = rng.choice(names["surnames"].split())
        if f"{given} {surname}" not in used:
            break
    used.add(f"{given} {surname}")
    town, state, code, area = rng.choice(names[towns])
    street = f"{rng.randint(3, 1890)} {rng.choice(names['streets'].split()).replace('_', ' ')} {rng.choice(names['street_kinds'])}"
    if rng.random() < 0.2:
        street += rng.choice(
            [
                f", Apt {rng.randint(1, 40)}{rng.choice('ABC')}",
                f" #{rng.randint(2, 60)}",
                f", Unit {rng.randint(1, 12)}",
            ]
        )
    handle = f"{given[0]}{surname}".lower().replace("'", "").replace("-", "")
    # The tail keeps the address from being anybody's.
    tail = f"{rng.choice('qxzjkw')}{rng.choice('vkzx')}{rng.randint(1200, 9800)}"
    return Person(
        owner, given, surname, woman,
        TODAY - timedelta(days=int(365.25 * 20) + rng.randint(0, spread * 365)),
        street, town, state, code,
        numbers.us_phone(rng, area), numbers.us_phone(rng, area),
        f"{handle}{rng.choice(['.', '_', ''])}{tail}@{rng.choice(names['personal_mail'])}",
        numbers.us_ssn(rng), numbers.us_routing(rng), numbers.digits(rng, rng.choice([8, 9, 10, 11, 12]), "123456789"),
        rng.choice(names["banks"]), numbers.driving_licence(rng, state), numbers.us_passport(rng),
        numbers.digits(rng, rng.choice([7, 8]), "0123456789"), numbers.member_id(rng), rng.choice(names["insurers"]),
        numbers.payment_card(rng), f"{rng.randint(1, 12):02d}/{rng.randint(26, 30)}",
        ip=f"10.{rng.choice([1, 20, 44])}.{rng.randint(1, 9)}.{rng.randint(20, 250)}", mac=numbers.mac_address(rng),
    )  # fmt: skip


def _employee(rng: Random, index: int, used: set[str], domain: str) -> Person:
    names = table()
    person = _person(rng, f"employee/e{index:02d}", used, 42, "towns_ct" if index % 11 == 5 else "towns")
    plain = person.surname.lower().replace("'", "").replace("-", "")
    first = person.given.lower().replace("-", "")
    person.login = f"{first[0]}{plain}"
    person.work_email = f"{first}.{plain}@{domain}"
    person.number = f"{1000 + index * 7 + rng.randint(0, 6)}"
    person.title, person.department = rng.choice(names["titles"]), rng.choice(names["departments"])
    person.hired = date(2015, 1, 5) + timedelta(days=rng.randint(0, 3900))
    person.salary = rng.randint(41, 118) * 1000 + rng.choice([0, 250, 500])
    return person


def drawn_applicant(rng: Random, index: int, used: set[str]) -> Person:
    """Somebody who applied for a job."""
    return _person(rng, f"applicant/a{index:02d}", used, 30)


def _client(rng: Random, index: int, used: set[str]) -> Client:
    names = table()
    sole = index % 5 in (1, 3)
    country = {9: "DE", 19: "GB", 29: "NL", 39: "FR", 44: "AU", 49: "ES", 54: "BE", 57: "GB"}.get(index, "US")
    contact = _person(
        rng, f"{'sole-proprietor' if sole else 'customer'}/c{index:02d}", used, 40, "towns_far" if index % 4 == 2 else "towns"
    )  # fmt: skip
    surname = contact.surname
    name = (
        rng.choice([f"{contact.full}, {rng.choice(names['single_trades'])}", f"{contact.full} d/b/a {surname} {rng.choice(names['trades'])}"])
        if sole
        else rng.choice([f"{surname} & Daughters", f"{contact.town} {rng.choice(['Valley', 'Street', 'Central'])}", f"{surname}"])
        + " "
        + rng.choice(names["trades"])
    )  # fmt: skip
    bare = surname.lower().replace("'", "")
    domain = f"{bare}-{rng.choice(['works', 'office', 'group', 'studio', 'co'])}{index:02d}.com"
    contact.work_email = f"{rng.choice([contact.given.lower().replace('-', ''), 'office', 'billing', contact.given[0].lower() + bare])}@{domain}"
    return Client(
        f"C{2040 + index}", name, contact, domain, sole, country, numbers.us_ein(rng),
        numbers.us_itin(rng) if sole and index % 3 == 0 else "",
        numbers.iban(rng, country if country in ("DE", "GB", "NL", "FR", "ES", "BE") else None) if country != "US" else "",
        rng.choice(["Essential", "Managed Plus", "Complete Care", "Backup only"]), rng.randint(18, 420) * 10,
        date(2016, 2, 1) + timedelta(days=rng.randint(0, 3400)),
    )  # fmt: skip
