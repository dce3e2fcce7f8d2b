"""Firms abroad of invented people whose number is known, by other assumptions than `populations.py`: for judging alone.

    firm = Firm(seed)
    firm.mentions, firm.letters, firm.true      # as an Office has them

Nobody looked at what it draws while the rules of `bailee.people` were written. What is different: German, Turkish and Polish
names, each with a table of its own whose shares fall by Zipf's law; a tax number and an IBAN instead of an SSN, and not for
all; columns of lists are left empty for some; double names after a marriage; a third of the staff with one phone, addresses
of work that spell their owner or are a number; a detector is as good as it is in one sort of document, and worse in the
next; how sure it is of a name is drawn first, and then whether it is one (so its promises hold); how many documents somebody
is in is drawn with a heavy tail; newsletters hold addresses alone, of customers and of strangers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from bailee.detectors.name_lists import surnames
from bailee.people import Mention
from bailee.scanner.whose import name_of_address, names_somebody
from populations import _forms

_CATEGORY = {
    "de-steuer-id": "national-identifier",
    "iban": "bank-account",
    "person-name": "person-name",
    "email-address": "email-address",
    "phone-number": "phone-number",
    "date-of-birth": "date-of-birth",
    "postal-address": "postal-address",
}
_MISSED = {"de-steuer-id": 0.02, "iban": 0.03, "person-name": 0.1, "email-address": 0.01, "phone-number": 0.06, "date-of-birth": 0.05, "postal-address": 0.14}  # fmt: skip
_GIVEN = {
    "de": "Thomas Michael Andreas Peter Sabine Petra Monika Stefan Christian Susanne Claudia Martin Birgit Frank Jürgen Katrin Anna Markus Lena Jonas Julia Felix Laura Paul Lea Tim Nina Uwe Heike Ralf Dirk Silke Anja Jan Tobias Sandra Nadine Sven Melanie Daniel",
    "tr": "Mehmet Mustafa Ahmet Ali Hüseyin Hasan Fatma Ayşe Emine Hatice Zeynep Elif Murat Emre Yusuf Meryem Merve Can Deniz Kemal",
    "pl": "Piotr Krzysztof Andrzej Tomasz Paweł Anna Maria Katarzyna Małgorzata Agnieszka Jan Michał Marcin Ewa Magdalena Monika Joanna Adam Marek Łukasz",
}  # fmt: skip
_COMMON = {
    "de": "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann",
    "tr": "Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Özdemir Arslan",
    "pl": "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński",
}
_ENDS = {  # of surnames of that country, among those of all the world
    "de": ("mann", "berg", "stein", "bauer", "meier", "haus", "auer", "bach", "feld", "hardt", "ner"),
    "tr": ("oglu", "turk", "can", "kaya", "demir", "soy", "ay", "ul", "ak"),
    "pl": ("ski", "icz", "czyk", "czak", "wski", "nski", "ek"),
}
_HEADINGS = ("Alte Post", "Berliner Ring", "Rosa Luxemburg", "Deutsche Bank", "Max Planck", "Albert Einstein", "Neue Messe", "Carl Zeiss", "Schwarzer Adler", "Robert Bosch", "Freie Stelle", "Willy Brandt", "Bad Homburg", "Sankt Georg", "Anlage Zwei", "Thomas Cook")  # fmt: skip
_SIGHTED = "lmnrst"  # letters that are left out or written twice


@dataclass
class Person:
    number: int
    first: str
    last: str
    born: str
    phone: str
    home: str
    files: int
    work: str = ""
    personal: str = ""


@dataclass
class Firm:
    seed: int
    mentions: list[Mention] = field(default_factory=list)
    letters: set[str] = field(default_factory=set)
    true: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = rng = Random(f"abroad {self.seed}")
        self.groups = 0
        self.people: list[Person] = []
        self.really: dict[str, set[int]] = defaultdict(set)
        self.phones: dict[str, set[int]] = defaultdict(set)  # who was met with each
        self.missing: dict[tuple[str, str], float] = {}
        self.careless = rng.uniform(0.0, 0.12)
        self.empty = rng.choice((0.0, 0.1, 0.3))
        self.wrong = rng.uniform(0.0, 0.1)  # of names in running text, how many are none
        self.spells = rng.random() < 0.6  # whether addresses of work spell their owner
        self.zipf = rng.uniform(0.7, 1.2)
        self.mixed = rng.choice(((1, 0, 0), (7, 2, 1), (2, 5, 3)))
        self.lasts = {land: self._surnames(land, rng.choice((80, 600, 2_000))) for land in _COMMON}
        size = round(6 * 100 ** rng.random())
        self.staff = [self._person(works=True) for _ in range(max(round(size * rng.uniform(0.1, 0.9)), 3))]
        self.customers = [self._person() for _ in range(max(size - len(self.staff), 0))]
        self._documents()
        self._leave_out_offices()
        self.true = {category: len(people) for category, people in self.really.items()}

    # people

    def _surnames(self, land: str, many: int) -> list[str]:
        rare = sorted(name.capitalize() for name in surnames() if name.endswith(_ENDS[land]))
        self.rng.shuffle(rare)
        return [*_COMMON[land].split(), *rare][:many]

    def _zipf(self, values: Sequence[str]) -> str:
        weights = accumulate(1 / (rank + 2) ** self.zipf for rank in range(len(values)))
        return self.rng.choices(values, cum_weights=list(weights))[0]

    def _person(self, *, works: bool = False) -> Person:
        rng, number = self.rng, len(self.people)
        (land,) = rng.choices(("de", "tr", "pl"), self.mixed)
        first, last = self._zipf(_GIVEN[land].split()), self._zipf(self.lasts[land])
        person = Person(number, first, last, f"b{rng.randrange(365 * 52)}", f"+49301{number:06}", f"h{number}", 0)
        person.files = min(int(rng.paretovariate(1.1)), 60)
        if self.people and not works and rng.random() < 0.15:  # who lives with another: one home, half of them one name
            other = rng.choice(self.people)
            person.home, person.phone = (other.home, rng.choice((other.phone, person.phone)))
            person.last = rng.choice((other.last, person.last))
        if rng.random() < 0.04:
            person.last = f"{person.last}-{self._zipf(self.lasts[land])}"
        if works:
            if rng.random() < 0.3:  # the switchboard
                person.phone = "+493090"
            way = f"{first}.{last}".lower() if self.spells else f"k{number:04}"
            way = way if way.isascii() else f"k{number:04}"
            person.work = f"{way}@firma.example"
            if any(each.work == person.work for each in self.people):
                person.work = f"{way}{number}@firma.example"
        if rng.random() < (0.3 if works else 0.7):
            person.personal = rng.choice((f"{last.lower()}{number}", f"x{number}")) + "@post.example"
            person.personal = person.personal if person.personal.isascii() else f"x{number}@post.example"
        self.people.append(person)
        return person

    def _name(self, person: Person, care: float = 0.0) -> str:
        rng, first, last = self.rng, person.first, person.last
        if rng.random() < self.careless * (1 - care):
            way = rng.random()
            if way < 0.3:
                return f"{first[0]}. {last}"
            if way < 0.5 and "-" in last:
                return f"{first} {last.partition('-')[0]}"
            for letter in _SIGHTED:
                at = last.find(letter, 1)
                if at > 0:
                    return f"{first} {last[:at] + (letter * 2 if rng.random() < 0.5 else '') + last[at + 1 :]}"
        return f"{first} {last}"

    # what detectors find

    def _put(
        self, item: str, group: str, who: Person | None, detector: str, value: str, *, name: str = "", whose: str = ""
    ) -> None:
        rng, sort = self.rng, item.rstrip("0123456789 ")
        category = _CATEGORY[detector]
        if who is not None:
            self.really["everybody"].add(who.number)
            if not whose:
                self.really[category].add(who.number)
            if detector == "phone-number" and not whose:
                self.phones[value].add(who.number)
            if (detector, sort) not in self.missing:  # in each sort of document anew
                self.missing[detector, sort] = min(_MISSED[detector] * rng.expovariate(1.1), 0.6)
            if rng.random() < self.missing[detector, sort]:
                return
        attributes = [("whose", whose)] if whose else []
        forms: tuple[tuple[str, str], ...] = (("value", value),)
        sure = 0.99
        if detector == "person-name":
            forms = _forms(value)
            sure = rng.choice((0.5, 0.65, 0.8)) if who is None else 1 - min(rng.expovariate(12), 0.55)
        elif detector == "phone-number":
            forms = (("e164", value),)
        elif detector == "date-of-birth":
            forms = (("birth-date", value),)
        elif detector == "email-address":
            forms = (("email", value),)
            attributes.append(("use", "work" if value.endswith("firma.example") else "personal"))
            if spelled := name_of_address(value, [name] if name else []):
                forms = (*forms, *_forms(spelled))
            elif not name and names_somebody(value):
                attributes.append(("named", "other"))
        self.mentions.append(
            Mention(item, detector, category, value, forms, group, tuple(attributes), len(self.mentions), sure)
        )

    def _row(self, item: str, person: Person, detectors: Sequence[str], *, care: float = 1.0, whose: str = "") -> None:
        self.groups += 1
        name = self._name(person, care)
        values = {
            "person-name": name,
            "de-steuer-id": f"s{person.number}",
            "iban": f"a{person.number}",
            "date-of-birth": person.born,
            "phone-number": person.phone,
            "postal-address": person.home,
            "email-address": person.work or person.personal,
        }
        for detector in detectors:
            if values[detector]:
                self._put(item, f"g{self.groups}", person, detector, values[detector], name=name, whose=whose)

    def _leave_out_offices(self) -> None:
        """A phone of more than eight is an office's, and nobody's: who has no other is not held by phone."""
        for holders in self.phones.values():
            if len(holders) > 8:
                self.really["phone-number"] -= holders

    # documents

    def _documents(self) -> None:
        rng = self.rng
        sorts = ("person-name", "de-steuer-id", "iban", "date-of-birth")
        self._list("lohn 0", self.staff, sorts, 0.95)
        self._list("telefon 0", self.staff, ("person-name", "phone-number", "email-address"), 0.85)
        self._list("kunden 0", self.customers, ("person-name", "postal-address", "phone-number", "email-address"), 0.8)
        for number, person in enumerate(self.customers):
            for _ in range(person.files):
                detectors = ("person-name", "postal-address") + (("iban",) if rng.random() < 0.3 else ())
                self._row(f"rechnung {number} {rng.randrange(99)}", person, detectors, care=0.7)
        for number, person in enumerate(self.staff):
            if rng.random() < 0.7:
                item = f"vertrag {number}"
                self._row(item, person, ("person-name", "date-of-birth", "postal-address"))
                self._row(item, person, ("de-steuer-id",))
            if rng.random() < 0.3:
                kin = self._person()
                kin.last, kin.phone = (rng.choice((person.last, kin.last)), rng.choice((person.phone, kin.phone)))
                self._row(f"notfall {number}", person, ("person-name",))
                self._row(f"notfall {number}", kin, ("person-name", "phone-number"), whose="relative")
        for number in range(round(0.2 * len(self.staff))):  # who applied: one letter, and nothing more
            self._row(
                f"bewerbung {number}",
                self._person(),
                ("person-name", "date-of-birth", "postal-address", "phone-number", "email-address"),
            )
        everybody = [*self.staff, *self.customers]
        for number in range(2 * len(everybody)):
            item = f"post {number}"
            self.letters.add(item)
            for person in rng.sample(everybody, min(len(everybody), rng.randint(2, 3))):
                self._row(
                    item,
                    person,
                    ("person-name", "email-address") if rng.random() < 0.5 else ("email-address",),
                    care=1.0,
                )
        for person in everybody:
            for _ in range(person.files):
                self._row(f"protokoll {rng.randrange(40)}", person, ("person-name",), care=0.0)
        for number in range(
            round(len(everybody) * rng.choice((0.0, 0.2)))
        ):  # named once: a guest, a neighbour, an author
            self._row(f"gast {number % 7}", self._person(), ("person-name",), care=0.5)
        if rng.random() < 0.5:
            for person in everybody:
                if person.personal and rng.random() < 0.3:
                    self.groups += 1
                    self._put("rundbrief 0", f"g{self.groups}", person, "email-address", person.personal)
            for _ in range(round(0.4 * len(everybody))):
                guest = self._person()
                guest.personal = f"y{guest.number}@post.example"
                self.groups += 1
                self._put("rundbrief 0", f"g{self.groups}", guest, "email-address", guest.personal)
        names = sum(each.detector == "person-name" for each in self.mentions)
        for number in range(round(self.wrong * names)):
            self.groups += 1
            self._put(f"text {number % 30}", f"g{self.groups}", None, "person-name", rng.choice(_HEADINGS))

    def _list(self, item: str, people: Sequence[Person], detectors: Sequence[str], share: float) -> None:
        """Some columns are left empty for some of the rows."""
        rng = self.rng
        sparse = {detector for detector in detectors[1:] if rng.random() < 0.4}
        for person in people:
            if rng.random() < share:
                there = [each for each in detectors if each not in sparse or rng.random() >= self.empty]
                self._row(item, person, there)
