"""Offices of invented people whose number is known, each of another make-up, as scans of their documents would mention them.

    office = Office(seed)
    office.mentions, office.letters      # what detectors found, with real normal forms of names, and which items are letters
    office.true["person-name"]           # how many people are really named; "everybody": whom anything is about

A seed draws everything: how many people, from which countries and scripts, how many surnames there are (a village, a city),
how many families share a home, a phone, a mailbox; who married, who is called by a nickname; how careless people type, how
much detectors miss, how many headings they take for names; which documents there are, and one person who is in 40 of them.

Made for judging the rules of `bailee.people`, and by another hand's design than `tests/people/population.py`, by which they
were written. Seeds from 50,000 on are for judging alone: nobody has looked at one of them to change a rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from random import Random

from bailee.detectors.name_lists import given_names, surnames
from bailee.detectors.person_name import forms
from bailee.people import Mention
from bailee.scanner.whose import name_of_address, names_somebody
from bailee.text import Match
from bailee.vocabulary import Confidence

CATEGORY = {
    "us-ssn": "social-security-number",
    "person-name": "person-name",
    "email-address": "email-address",
    "phone-number": "phone-number",
    "date-of-birth": "date-of-birth",
    "postal-address": "postal-address",
    "us-bank-account": "bank-account",
    "payment-card": "payment-card",
}
# What detectors find of each as a rule; an office's documents suit them better or worse.
FOUND = {
    "us-ssn": 0.99, "email-address": 0.99, "payment-card": 0.99, "person-name": 0.88, "postal-address": 0.85,
    "phone-number": 0.95, "date-of-birth": 0.94, "us-bank-account": 0.95,
}  # fmt: skip
# How sure the detector is: of ten names so many times, and of ten that are none.
SURE = {0.95: (7, 1), 0.85: (2, 2), 0.6: (1, 7)}
_FOREIGN = {  # given names and surnames of other countries, common ones, put together at random
    "es": ("María José Carmen Luis Ana Javier Lucía Miguel Sofía Carlos Elena Andrés Pilar Raúl Inés Diego", "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Muñoz Álvarez Núñez Peña Ibáñez"),
    "de": ("Jürgen Björn Käthe Stefan Ulrike Matthias Sabine Günter Heike Jörg Anke Lukas Petra Frank", "Müller Schmidt Schneider Weiß Jäger Krüger Schröder Köhler Böhm Voß Groß Schäfer Huber Kraus"),
    "fr": ("Zoé François Amélie Benoît Chloé Gérard Hélène Jérôme Maëlle René Sylvie Rémi", "Lefèvre Dubois Moreau Bénard Girard Roussel Prévost Faure Gauthier Rivière Noël Barbier"),
    "ru": ("Иван Ольга Дмитрий Анна Сергей Елена Павел Мария Алексей Наталья", "Петров Иванов Смирнов Кузнецов Попов Волков Соколов Морозов Лебедев Новиков"),
    "zh": ("伟 芳 娜 敏 静 强 磊 洋 艳 勇 杰 娟", "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙"),
    "vi": ("Linh Minh Anh Huong Tuan Hai Lan Thanh Dung Mai", "Nguyen Nguyen Nguyen Tran Tran Le Pham Hoang Vu Dang"),
}  # fmt: skip
_SHORT = {"robert": "Bob", "william": "Bill", "elizabeth": "Liz", "james": "Jim", "michael": "Mike", "katherine": "Kate", "richard": "Dick", "thomas": "Tom", "jennifer": "Jen", "christopher": "Chris", "patricia": "Patty", "daniel": "Dan", "margaret": "Peggy", "joseph": "Joe", "edward": "Ted", "susan": "Sue"}  # fmt: skip
_NOT_NAMES = ("Accounts Payable", "Green Valley", "Mercy Hospital", "Grand Total", "Wells Fargo", "San Marino", "Morgan Stanley", "North Carolina", "Summer Party", "Baker Street", "Victoria Falls", "Martin Luther")  # fmt: skip


@lru_cache(maxsize=100_000)
def _forms(name: str) -> tuple[tuple[str, str], ...]:
    return forms(Match(0, len(name), "person-name", "person-name", Confidence.LIKELY, 0.9, name))


@dataclass
class Person:
    number: int
    first: str
    last: str
    born: str
    phones: list[str]
    home: str
    work: str = ""  # e-mail address
    personal: str = ""
    former: str = ""  # surname before a marriage

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass
class Office:
    seed: int
    size: int = 0  # 0: drawn
    mentions: list[Mention] = field(default_factory=list)
    who: list[int | None] = field(default_factory=list)  # whom each mention is about; nobody: no name
    letters: set[str] = field(default_factory=set)
    true: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = rng = Random(self.seed)
        self.size = self.size or round(8 * 75 ** rng.random())  # 8 to 600
        self.careless = rng.choice((0.02, 0.05, 0.1, 0.15))
        self.nicknames = rng.choice((0.05, 0.2, 0.4))
        self.married = rng.choice((0.0, 0.02, 0.06))
        self.families = rng.choice((0.0, 0.1, 0.25))
        self.foreign = rng.choice((0.0, 0.05, 0.3))
        self.two_scripts = rng.choice((0.0, 0.2))
        self.misread = rng.choice((0.0, 0.02, 0.06))
        worse = rng.uniform(0.2, 1.6)
        self.reads = {detector: 1 - (1 - share) * worse for detector, share in FOUND.items()}
        self.domain = "office.example"
        self.missed: dict[tuple[int, str, str], bool] = {}
        self.really: dict[str, set[int]] = defaultdict(set)
        self.groups = 0
        self._draw_names(rng.choice((60, 400, 3_000)))
        self.people: list[Person] = []
        share = rng.choice((0.25, 0.6, 1.0))
        for _ in range(self.size):
            self._person()
        self.staff = self.people[: max(round(self.size * share), 3)]
        self.customers = self.people[len(self.staff) :]
        self._addresses()
        self._documents()
        self.true = {category: len(people) for category, people in self.really.items()}

    # people

    def _draw_names(self, many: int) -> None:
        every = sorted(surnames())
        self.lasts = [every[self.rng.randrange(len(every))].capitalize() for _ in range(many)]
        self.last_weights = list(accumulate(1 / (rank + 3) for rank in range(many)))
        common = sorted(given_names().items(), key=lambda pair: -pair[1])[:400]
        self.firsts = [name.capitalize() for name, _ in common]
        self.first_weights = list(accumulate(weight for _, weight in common))

    def _names(self) -> tuple[str, str]:
        if self.rng.random() < self.foreign:
            given, last = _FOREIGN[self.rng.choice(sorted(_FOREIGN))]
            return self.rng.choice(given.split()), self.rng.choice(last.split())
        (first,) = self.rng.choices(self.firsts, cum_weights=self.first_weights)
        (last,) = self.rng.choices(self.lasts, cum_weights=self.last_weights)
        return first, last

    def _person(self) -> Person:
        rng, number = self.rng, len(self.people)
        first, last = self._names()
        person = Person(number, first, last, f"b{rng.randrange(365 * 48)}", [f"+1518{number:07}"], f"h{number}")
        if self.people and rng.random() < self.families:  # of a household that is there already
            other = rng.choice(self.people)
            person.last, person.home = other.last, other.home
            if rng.random() < 0.6:
                person.phones = other.phones[:1]
        if rng.random() < 0.2:
            person.phones = [*person.phones, f"+1845{number:07}"]
        if rng.random() < self.married:
            person.former = self._names()[1]
        self.people.append(person)
        return person

    def _addresses(self) -> None:
        rng, taken = self.rng, set[str]()
        for person in self.people:
            plain = [word.lower() if word.isascii() else f"p{person.number}" for word in (person.first, person.last)]
            way = rng.choice((".".join(plain), f"{plain[0][0]}{plain[1]}", f"{plain[0]}{person.number}"))
            if person in self.staff:
                person.work = f"{way if way not in taken else way + str(person.number)}@{self.domain}"
                taken.add(way)
            if person not in self.staff or rng.random() < 0.4:
                person.personal = f"{way}{rng.choice(('', '7', str(person.number)))}@mail{person.number % 3}.example"
        for one, other in zip(self.people, self.people[1:], strict=False):  # a couple with one mailbox
            if one.home == other.home and one.personal:
                other.personal = one.personal

    # how they are written

    def _written(self, person: Person, careful: bool, old: bool = False) -> str:
        rng, first, last = self.rng, person.first, person.last
        if old and person.former:
            last = person.former
        if not careful:
            if rng.random() < self.nicknames:
                first = _SHORT.get(first.lower(), first)
            if rng.random() < self.careless and len(last) > 3:
                at = rng.randrange(1, len(last) - 1)
                kind = rng.randrange(3)
                doubled = last[at] * 2
                last = last[:at] + (last[at + 1] + last[at], "", doubled)[kind] + last[at + (2, 1, 1)[kind] :]
            elif rng.random() < self.careless / 2 and first.isascii():
                first = f"{first[0]}."
            if not last.isascii() and rng.random() < self.two_scripts:
                last = last.translate(str.maketrans("áéíóúñüöäèç", "aeiounuoaec"))
        return f"{first} {last}"

    def _found(self, person: int, detector: str, sort: str) -> bool:
        """What is missed in a sort of document is missed again in the next of that sort, half of the time."""
        key = (person, detector, sort)
        if key not in self.missed:
            self.missed[key] = self.rng.random() >= self.reads[detector]
        return not self.missed[key] if self.rng.random() < 0.5 else self.rng.random() < self.reads[detector]

    def _sure(self, is_wrong: bool) -> float:
        """How sure the detector was: of what is no name it is less often as sure, which is all that its numbers promise."""
        return self.rng.choices(tuple(SURE), [weights[is_wrong] for weights in SURE.values()])[0]

    def _group(self) -> str:
        self.groups += 1
        return f"g{self.groups}"

    def _put(
        self, item: str, group: str, who: Person | None, detector: str, value: str, *, name: str = "", whose: str = "", counts: bool = True
    ) -> None:  # fmt: skip
        category = CATEGORY[detector]
        sort = item.rstrip("0123456789 ")
        if who is not None and counts and not whose:
            self.really[category].add(who.number)
        if who is not None and counts:
            self.really["everybody"].add(who.number)
        if who is not None and not self._found(who.number, detector, sort):
            return
        shown: tuple[tuple[str, str], ...] = (("value", value),)
        attributes: list[tuple[str, str]] = [("whose", whose)] if whose else []
        if detector == "person-name":
            shown = _forms(value)
        elif detector == "phone-number":
            shown = (("e164", value),)
        elif detector == "date-of-birth":
            shown = (("birth-date", value),)
        elif detector == "email-address":
            shown = (("email", value),)
            attributes.append(("use", "work" if value.endswith(self.domain) else "personal"))
            if value.startswith(("info@", "sales@")):
                attributes.append(("role", "yes"))
            elif spelled := name_of_address(value, [name] if name else []):
                shown = (*shown, *_forms(spelled))
            elif not name and names_somebody(value):
                attributes.append(("named", "other"))
        self.who.append(None if who is None else who.number)
        self.mentions.append(
            Mention(
                item,
                detector,
                category,
                value,
                shown,
                group,
                tuple(attributes),
                len(self.mentions),
                self._sure(who is None) if detector == "person-name" else 0.99,
            )
        )

    def _row(
        self, item: str, person: Person, detectors: Sequence[str], *, careful: bool = True, old: bool = False
    ) -> None:
        group, name = self._group(), self._written(person, careful, old)
        for detector in detectors:
            self._value(item, group, person, detector, name)

    def _value(self, item: str, group: str, person: Person, detector: str, name: str, whose: str = "") -> None:
        rng = self.rng
        if detector == "person-name":
            self._put(item, group, person, detector, name, whose=whose)
        elif detector == "us-ssn":
            self._put(item, group, person, detector, f"s{person.number}")
        elif detector == "date-of-birth":
            self._put(item, group, person, detector, person.born)
        elif detector == "us-bank-account":
            self._put(item, group, person, detector, f"a{person.number}")
        elif detector == "payment-card":
            self._put(item, group, person, detector, f"c{person.number}{rng.choice('1112')}")
        elif detector == "phone-number":
            self._put(item, group, person, detector, rng.choice(person.phones), whose=whose)
        elif detector == "postal-address":
            self._put(item, group, person, detector, person.home + ("~" if rng.random() < self.careless else ""))
        elif detector == "email-address" and (address := person.work or person.personal):
            if person.work and person.personal and rng.random() < 0.2:
                address = person.personal
            self._put(item, group, person, detector, address, name=name)

    # documents

    def _documents(self) -> None:
        rng, staff, customers = self.rng, self.staff, self.customers
        if rng.random() < 0.7:
            for year in range(rng.randint(1, 3)):
                sorts = ["us-ssn", "person-name", *(["date-of-birth"] if rng.random() < 0.6 else []), "us-bank-account"]
                for person in self._most(staff, 0.93):
                    self._row(f"payroll {year}", person, sorts, old=year == 0)
        if rng.random() < 0.6:
            for person in self._most(staff, 0.8):
                self._form(person)
        for copy in range(rng.randint(1, 2)):
            for person in self._most(staff, 0.9):
                self._row(
                    f"directory {copy}", person, ("person-name", "email-address", "phone-number"), careful=copy == 0
                )
        for copy in range(rng.randint(1, 2)):
            for person in self._most(customers, 0.85):
                kinds = ("person-name", "email-address", "phone-number", "postal-address")
                self._row(f"customers {copy}", person, kinds, careful=copy == 0, old=copy == 0)
        for number, person in enumerate(rng.choices(customers, k=2 * len(customers))):
            item = f"invoice {number}"
            self._row(item, person, ("person-name", "postal-address"))
            if rng.random() < 0.5:
                clerk = rng.choice(staff)
                self._value(item, self._group(), clerk, "person-name", clerk.name, whose="official")
        for number, person in enumerate(self._most(customers, 0.3)):
            self._row(f"card {number}", person, ("person-name", "payment-card", "postal-address"))
        for number in range(2 * self.size):
            self._mail(number)
        for number in range(self.size // 2):
            for person in rng.sample(staff, min(len(staff), 4)):
                self._value(f"minutes {number}", self._group(), person, "person-name", self._written(person, False))
        famous = rng.choice(staff)
        for number in range(40):
            self._value(f"note {number}", self._group(), famous, "person-name", self._written(famous, False))
        for number in range(round(self.size * rng.choice((0.0, 0.1, 0.3)))):  # visitors: a name, and nothing else
            guest = self._person()
            self._value("visitors 0", self._group(), guest, "person-name", self._written(guest, True))
            if rng.random() < 0.3:
                self._value(f"visitors {number}", self._group(), guest, "person-name", self._written(guest, False))
        for number in range(round(self.size * rng.choice((0.0, 0.2, 0.5)))):  # strangers who wrote: an address alone
            guest = self._person()
            guest.personal = f"x{guest.number}@elsewhere{number % 9}.example"
            self._put(f"mail s{number}", self._group(), guest, "email-address", guest.personal)
        bare = sum(1 for each in self.mentions if each.detector == "person-name")
        for number in range(round(self.misread * bare)):
            self._put(f"words {number % 50}", self._group(), None, "person-name", rng.choice(_NOT_NAMES))

    def _most(self, people: Iterable[Person], share: float) -> list[Person]:
        return [person for person in people if self.rng.random() < share]

    def _form(self, person: Person) -> None:
        item, rng = f"form {person.number}", self.rng
        name = self._written(person, True)
        self._value(item, self._group(), person, "person-name", name, whose="employee" if rng.random() < 0.5 else "")
        for detector in ("us-ssn", "date-of-birth", "postal-address", "phone-number"):
            self._value(item, self._group(), person, detector, name)
        if rng.random() < 0.6:  # whom to call: of the same home, or not
            kin = self._person()
            if rng.random() < 0.6:
                kin.last, kin.phones = person.last, person.phones[:1]
            group = self._group()
            self._value(item, group, kin, "person-name", self._written(kin, True), whose="relative")
            self._value(item, group, kin, "phone-number", "", whose="relative")

    def _mail(self, number: int) -> None:
        rng, item = self.rng, f"mail {number}"
        self.letters.add(item)
        some = rng.sample(self.people[: self.size], min(rng.randint(2, 4), self.size))
        for person in some:
            if not (person.work or person.personal):
                continue
            group, name = self._group(), self._written(person, True)
            if rng.random() < 0.6:
                self._value(item, group, person, "person-name", name)
                self._value(item, group, person, "email-address", name)
            else:
                self._value(item, group, person, "email-address", "")
        if rng.random() < 0.15:
            self._put(item, self._group(), None, "email-address", f"info@{self.domain}")
        self._value(item, self._group(), some[0], "person-name", self._written(some[0], False))
        if rng.random() < 0.5:  # a signature
            self._row(item, some[-1], ("person-name", "phone-number"), careful=False)
