"""Firms by a third set of assumptions: few papers, names of five lands, a name that is missed one time in ten.

firm = Mixed(7)     # mentions as a scan finds them, and how many people each sort is of

Against `populations.py` and `populations_abroad.py`: Nigerian, Indian, Korean, Arabic and Irish names of which some are very common,
nicknames, surnames before and after a marriage in one and the same pile of papers, slips in the written name beside an SSN or a birth date,
homes with one phone, and one person who is in forty memos. Rows lose values one by one, so numbers stand there without their name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from bailee.people import Mention
from bailee.scanner.whose import name_of_address, names_somebody
from populations import _forms

FIRST = {
    "ng": "Ngozi Chinedu Adaeze Emeka Funmilayo Babatunde Temitope Olumide Ifeoma Uche Chioma Segun Yetunde Kelechi Amara Tunde",
    "in": "Priya Arjun Lakshmi Rajesh Anand Meena Karthik Divya Suresh Kavitha Vikram Anjali Ramesh Deepa Harish Nisha",
    "kr": "Minjun Seoyeon Jiho Hayoon Dohyun Jiwoo Eunji Sungmin Hyejin Taeyang",
    "ar": "Ahmad Fatima Khalid Layla Omar Noor Yousef Mariam Hassan Salma Tariq Huda",
    "ie": "Patrick Elizabeth Michael Margaret William Katherine James Theresa Daniel Bridget Robert Susan Thomas Deborah Joseph Nancy",
}
LAST = {
    "ng": "Okafor Adeyemi Nwosu Eze Balogun Okonkwo Adebayo Obi Ogunleye Chukwu Afolabi Ibe Onyeka Salako",
    "in": "Iyer Patel Reddy Nair Sharma Krishnan Gupta Menon Desai Pillai Rao Subramaniam Joshi Bhatt",
    "kr": "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim",
    "ar": "Haddad Khoury Mansour Nasser Saleh Farouk Aziz Rahman Qureshi Sabbagh Darwish",
    "ie": "Murphy Kelly Byrne Ryan Gallagher Doherty Kennedy Lynch Quinn Fitzgerald Brennan Nolan Hartnett Sweeney",
}
NICKNAMES = {
    "Patrick": "Pat", "Elizabeth": "Liz", "Michael": "Mike", "Margaret": "Peggy", "William": "Bill", "Katherine": "Kate", "James": "Jim",
    "Theresa": "Terry", "Daniel": "Dan", "Robert": "Bob", "Susan": "Sue", "Thomas": "Tom", "Deborah": "Debbie", "Joseph": "Joe",
}  # fmt: skip
ENDINGS = (
    "ani",
    "eke",
    "olu",
    "ari",
    "wan",
    "oro",
    "ish",
    "emi",
    "ura",
    "osa",
    "ind",
    "ell",
    "ane",
    "udo",
    "iko",
    "ham",
)
RARE = 12  # surnames of a land that are made of the common ones
CATEGORIES = {
    "us-ssn": "social-security-number",
    "person-name": "person-name",
    "phone-number": "phone-number",
    "email-address": "email-address",
    "date-of-birth": "date-of-birth",
    "postal-address": "postal-address",
}
MISSED = {
    "us-ssn": 0.01, "person-name": 0.1, "phone-number": 0.05, "email-address": 0.01, "date-of-birth": 0.05, "postal-address": 0.14,
}  # fmt: skip


@dataclass
class Somebody:
    number: int
    first: str
    last: str
    later: str  # surname after a marriage; empty where there was none
    born: str
    phone: str
    home: str
    mail: str


@dataclass
class Mixed:
    seed: int
    mentions: list[Mention] = field(default_factory=list)
    letters: set[str] = field(default_factory=set)
    true: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = rng = Random(f"mixed {self.seed}")
        self.groups = 0
        self.really: dict[str, set[int]] = defaultdict(set)
        self.slips, self.nicknames = rng.uniform(0, 0.08), rng.uniform(0, 0.15)
        married = rng.uniform(0, 0.08)
        lands = rng.choices(list(FIRST), k=3)
        surnames = {land: self._surnames(land) for land in FIRST}
        self.people: list[Somebody] = []
        for _ in range(rng.choice((12, 25, 40, 80, 150, 300))):
            land = rng.choice(lands)
            self.people.append(self._somebody(land, surnames[land], married))
        self._papers()
        self.true = {category: len(people) for category, people in self.really.items()}

    def _surnames(self, land: str) -> list[str]:
        common = LAST[land].split()
        stems = [name[:-2] for name in common if len(name) > 4] or common
        rare = [stem + ending for stem in stems for ending in ENDINGS]
        Random(land).shuffle(rare)
        return common + rare[:RARE]

    def _somebody(self, land: str, surnames: Sequence[str], married: float) -> Somebody:
        rng, number = self.rng, len(self.people)
        first, last = rng.choice(FIRST[land].split()), rng.choice(surnames)
        mail = f"{first}.{last}{number if rng.random() < 0.4 else ''}@acme.example".lower()
        if any(other.mail == mail for other in self.people):
            mail = f"{first}.{last}{number}@acme.example".lower()
        later = rng.choice(surnames) if rng.random() < married else ""
        phone, home = f"+1402{number:07}", f"home {number}"
        if self.people and rng.random() < 0.12:
            other = rng.choice(self.people)
            phone, home = other.phone, other.home
        return Somebody(number, first, last, later, f"day {rng.randrange(365 * 45)}", phone, home, mail)

    def _some(self, least: float, most: float) -> list[Somebody]:
        return self.rng.sample(self.people, max(1, int(len(self.people) * self.rng.uniform(least, most))))

    def _papers(self) -> None:
        rng, staff = self.rng, self._some(0.6, 1)
        for month in range(rng.randint(1, 4)):
            for person in staff:
                if rng.random() < 0.97:
                    self._row(f"payroll {month}", person, "person-name", "us-ssn")
        for person in self._some(0.3, 0.9):
            form = ("person-name", "us-ssn", "date-of-birth", "postal-address", "phone-number")
            self._row(f"form {person.number}", person, *form)
        for number in range(rng.randint(1, 3)):
            for person in self._some(0.3, 0.9):
                self._row(f"list {number}", person, "person-name", "phone-number", "email-address")
        for person in self._some(0.1, 0.5):
            self._row("benefits", person, "person-name", "date-of-birth")
        often = rng.choice(self.people)
        for number in range(40):
            self._row(f"memo {number}", often, "person-name", *(() if number % 3 else ("phone-number",)))
        for person in self._some(0.05, 0.4):
            self._row(f"notes {rng.randrange(20)}", person, "person-name")

    def _written(self, person: Somebody) -> str:
        rng, first, last = self.rng, person.first, person.last
        if person.later and rng.random() < 0.4:
            last = person.later
        if first in NICKNAMES and rng.random() < self.nicknames:
            first = NICKNAMES[first]
        if rng.random() < self.slips and len(last) > 4:
            at = rng.randrange(1, len(last) - 2)
            last = last[:at] + last[at + 1] + last[at] + last[at + 2 :]
        return f"{first} {last}"

    def _row(self, item: str, person: Somebody, *detectors: str) -> None:
        """What a scan finds of one row or form: now and then a value is missed."""
        self.groups += 1
        name = self._written(person)
        values = {
            "us-ssn": f"ssn {person.number}", "person-name": name, "phone-number": person.phone,
            "email-address": person.mail, "date-of-birth": person.born, "postal-address": person.home,
        }  # fmt: skip
        for detector in detectors:
            value, category = values[detector], CATEGORIES[detector]
            self.really[category].add(person.number)
            self.really["everybody"].add(person.number)
            if self.rng.random() < MISSED[detector]:
                continue
            probability, told, use = 0.99, (("value", value),), ()
            if detector == "person-name":
                told, probability = _forms(value), 1 - min(self.rng.expovariate(12), 0.5)
            elif detector == "phone-number":
                told = (("e164", value),)
            elif detector == "date-of-birth":
                told = (("birth-date", value),)
            elif detector == "email-address":
                spelled = name_of_address(value, [name])
                told = (("email", value), *(_forms(spelled) if spelled else ()))
                other = (("named", "other"),) if not spelled and names_somebody(value) else ()
                use = (("use", "work"), *other)
            self.mentions.append(
                Mention(
                    item, detector, category, value, told, f"group {self.groups}", use, len(self.mentions), probability
                )
            )
