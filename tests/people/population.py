"""Companies of invented people whose number is known, as the documents of a real one would mention them.

Names follow skewed shares as in a census (few are common, many are rare), so that there are namesakes; a tenth of free
text misspells, shortens or abbreviates a name; households share a phone, some people have two; one person is in 40 files.
Staff name somebody for emergencies, whose phone may be the household's. `reads` is how much of it detectors find.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from bailee.people import Mention

_CATEGORY = {
    "us-ssn": "social-security-number",
    "person-name": "person-name",
    "email-address": "email-address",
    "phone-number": "phone-number",
    "date-of-birth": "date-of-birth",
}


def name_forms(name: str, sound: str) -> tuple[tuple[str, str], ...]:
    """As a detector makes them; a misspelling here swaps letters, and leaves which they are."""
    first = name.partition("/")[0]
    letters = name.partition("~")[0]
    return (("name", name), ("name-sound", sound), ("name-first", first), ("name-letters", letters))


@dataclass
class Person:
    number: int
    first: int
    last: int
    born: int
    phones: list[int]
    emails: list[tuple[str, str]]  # (address, use)


@dataclass
class Company:
    """`mentioned[category]`: who is really mentioned with a value of it."""

    rng: Random
    size: int
    customers: bool = False
    with_numbers: bool = True  # a payroll with SSN and birth date lies among the documents
    reads: float = 1.0  # of the values, how many are found; the others are missed each for itself
    relatives: set[int] = field(default_factory=set)  # numbers of people, one of whose relatives is named
    people: list[Person] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    mentioned: dict[str, set[int]] = field(default_factory=dict)
    groups: int = 0

    def __post_init__(self) -> None:
        for number in range(self.size):
            self.people.append(
                Person(
                    number,
                    self._skewed(400),
                    self._skewed(2500),
                    self.rng.randrange(365 * 45),
                    [number * 10],
                    [(f"w{number}", "work")],
                )
            )
        for person in self.people:
            if self.rng.random() < 0.15:  # a household's line
                person.phones = self.rng.choice(self.people).phones[:1]
            if self.rng.random() < 0.2:
                person.phones = [*person.phones, person.number * 10 + 1]
            if self.rng.random() < 0.5:
                person.emails.append((f"p{person.number}", "personal"))
        self._documents()

    def _skewed(self, many: int) -> int:
        return int(many * self.rng.random() ** 2.2)

    def _documents(self) -> None:
        rng = self.rng
        if self.with_numbers:
            for year in range(3):
                for person in self.people:
                    if rng.random() < 0.9:
                        self._row(f"payroll {year}", person, "us-ssn", "person-name", "date-of-birth")
        for copy in range(2):
            for person in self.people:
                if rng.random() < 0.8:
                    self._row(f"directory {copy}", person, "person-name", "email-address", "phone-number")
        for number in range(self.size * 3):  # mails: addresses of several people, names in the text
            some = rng.sample(self.people, min(rng.randint(2, 4), self.size))
            self.groups += 1
            for person in some:
                self._mention(f"mail {number}", self.groups, person, "email-address")
            self.groups += 1
            self._mention(f"mail {number}", self.groups, rng.choice(some), "person-name", careless=True)
        for person in self.people:
            if rng.random() < 0.5:
                self._emergency(person)
        famous = rng.choice(self.people)
        for number in range(40):
            self.groups += 1
            self._mention(f"minutes {number}", self.groups, famous, "person-name")

    def _emergency(self, person: Person) -> None:
        """A form: whom it is about, and on the next line whom to call."""
        self.groups += 1
        item = f"form {person.number}"
        self._mention(item, self.groups, person, "person-name")
        whose = (("whose", "relative"),)
        name, sound = f"{self._skewed(400)}/{person.last}", f"{self._skewed(18)}/{person.last // 2}"
        phone = person.phones[0] if self.rng.random() < 0.3 else -person.number - 1
        self.relatives.add(person.number)
        for detector, value, forms in (
            ("person-name", name, name_forms(name, sound)),
            ("phone-number", f"t{phone}", ()),
        ):
            if self.rng.random() < self.reads:
                self.mentions.append(
                    Mention(
                        item, detector, _CATEGORY[detector], value, forms, str(self.groups), whose, len(self.mentions)
                    )
                )

    def _row(self, item: str, person: Person, *detectors: str) -> None:
        self.groups += 1
        for detector in detectors:
            self._mention(item, self.groups, person, detector)

    def _mention(self, item: str, group: int, person: Person, detector: str, *, careless: bool = False) -> None:
        rng = self.rng
        attributes: tuple[tuple[str, str], ...] = ()
        forms: tuple[tuple[str, str], ...] = ()
        if detector == "us-ssn":
            value = f"s{person.number}"
        elif detector == "date-of-birth":
            value = f"b{person.born}"
        elif detector == "phone-number":
            value = f"t{rng.choice(person.phones)}"
        elif detector == "email-address":
            value, use = person.emails[0] if rng.random() < 0.7 else rng.choice(person.emails)
            attributes = (("use", use),)
        else:
            name, sound = f"{person.first}/{person.last}", f"{person.first % 18}/{person.last // 2}"
            if careless and rng.random() < 0.1:
                name = f"{name}~{rng.randrange(3)}"  # a misspelling, an initial for the first name
                if rng.random() < 0.1:
                    sound = f"{sound}~"
            value, forms = name, name_forms(name, sound)
        own_form = detector in ("us-ssn", "email-address")  # they are seldom missed
        if rng.random() < (1 - (1 - self.reads) / 7 if own_form else self.reads):
            self.mentions.append(
                Mention(item, detector, _CATEGORY[detector], value, forms, str(group), attributes, len(self.mentions))
            )
        self.mentioned.setdefault(_CATEGORY[detector], set()).add(person.number)
