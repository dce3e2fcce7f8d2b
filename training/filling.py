"""Templates with slots, filled with generated people, addresses, firms and places; each filled slot becomes a labelled span.

A slot is a letter and, for someone or something that comes again in the same document, a figure: `{P1}` full name, `{G1}` given
name, `{S1}` surname, `{R1}` surname first, `{C1}` capitals, `{K1}` surname first in capitals, `{U1}` surname in capitals,
`{A}` address on a line, `{B}` address in lines, `{O1}` firm, `{L}` town. Without labels: `{D}` date, `{M}` money, `{T}` phone,
`{E}` e-mail address, `{N}` number, `{X}` code, `{W}` words with capitals that name nobody, `{J}` job, `{Q}` product,
`{F}` words of another language.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from faker.providers import lorem

from people import Person, person, written
from places import any_town, block, one_line, town

PERSON, ADDRESS, FIRM, PLACE = "PERSON", "ADDRESS", "ORG", "LOCATION"
Span = tuple[int, int, str]

FORMS = {
    "P": "full",
    "G": "given",
    "S": "last",
    "R": "reversed",
    "C": "capitals",
    "K": "reversed capitals",
    "U": "upper last",
}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
JOBS = [
    "Accountant",
    "Account Manager",
    "Chief Financial Officer",
    "HR Manager",
    "Human Resources Director",
    "Warehouse Associate",
    "Registered Nurse",
    "Staff Engineer",
    "Sales Representative",
    "Office Manager",
    "Attorney",
    "Partner",
    "Paralegal",
    "Vice President",
    "President",
    "Secretary",
    "Treasurer",
    "Director",
    "Managing Director",
    "Physician",
    "Therapist",
    "Driver",
    "Forklift Operator",
    "Team Lead",
    "Payroll Specialist",
    "IT Administrator",
    "Help Desk Technician",
    "Receptionist",
    "Supervisor",
    "Project Manager",
    "Clerk",
    "Plant Manager",
    "Teacher",
    "Notary Public",
    "Witness",
    "Trustee",
    "General Counsel",
    "CEO",
    "CFO",
    "Owner",
    "Member",
    "Manager",
]
PRODUCTS = [
    "Microsoft Office",
    "Windows Server",
    "Dell Latitude",
    "HP LaserJet Pro",
    "Adobe Acrobat",
    "QuickBooks Online",
    "Cisco Meraki",
    "Galaxy Tab",
    "Lenovo ThinkPad",
    "Sony Bravia",
    "Oracle Database",
    "Salesforce",
    "Norton Security",
    "Google Workspace",
    "Stanley Hammer",
    "Philips Screwdriver",
    "Allen Key Set",
    "Johnson Baby Powder",
    "Mercedes Sprinter",
    "Ford Transit",
    "Jack Daniels",
    "Ben & Jerry's",
    "Dr Pepper",
    "Uncle Ben's Rice",
    "Mr Clean",
    "Duncan Hines",
    "Tommy Hilfiger Shirt",
    "Calvin Klein Belt",
    "Wells Fargo Card",
    "Barclays Premier",
    "Excel",
    "Python",
    "Jenkins",
    "Kafka",
    "Jupiter",
    "Apache Tomcat",
]
WORDS = [
    "Terms and Conditions",
    "Annual Report",
    "Quarterly Review",
    "Employee Handbook",
    "Drug Test Result",
    "Safety Data Sheet",
    "General Ledger",
    "Profit and Loss",
    "Human Resources",
    "Information Technology",
    "Supreme Court",
    "District Court",
    "Court of Appeal",
    "Ministry of Justice",
    "Department of Labor",
    "Internal Revenue Service",
    "State of California",
    "European Union",
    "United Nations",
    "Family and Medical Leave Act",
    "Fair Labor Standards Act",
    "Social Security",
    "Blue Cross Blue Shield",
    "Medicare Part B",
    "Appellant",
    "Respondent",
    "Plaintiff",
    "Defendant",
    "Claimant",
    "Lessee",
    "Borrower",
    "Guarantor",
    "Purchase Order",
    "Bill of Lading",
    "Statement of Account",
    "Tax Invoice",
    "Cash Receipt",
    "Thank You",
    "Please Note",
    "Monday Morning",
    "Good Friday",
    "Christmas Day",
    "Labor Day",
    "Martin Luther King Day",
    "Nobel Prize",
    "Black Friday",
    "North America",
    "New Year",
    "Section Four",
    "Exhibit A",
    "Schedule B",
    "Appendix C",
    "Table of Contents",
    "Executive Summary",
    "Action Items",
    "Meeting Minutes",
    "Agenda",
    "Best Regards",
    "Kind Regards",
    "Yours Sincerely",
    "Web History",
    "Camera Footage",
    "Parkinson's disease",
    "Alzheimer's",
    "Hodgkin Lymphoma",
    "Crohn's Disease",
    "Wilson Disease",
    "Benjamin Franklin Bridge",
    "Lincoln Center",
    "Madison Square Garden",
    "Jefferson County",
    "Washington State",
    "Jackson Hospital",
    "St. Mary's Hospital",
    "Mercy General",
    "Johns Hopkins University",
    "Stanford University",
    "Lopez Elementary School",
    "Roosevelt High School",
    "Kennedy Airport",
    "Victoria Station",
    "Charles River",
    "Grant Program",
    "Pell Grant",
    "Roth IRA",
    "Sarbanes Oxley",
    "Dodd Frank",
    "Gross Salary",
    "Net Pay",
    "Date of Birth",
    "Emergency Contact",
    "Next of Kin",
    "Primary Care Physician",
    "Vehicle Registration",
    "Credit Card Authorization",
    "Direct Deposit Form",
    "Performance Improvement Plan",
]
COMPANY_NOUNS = [
    "Consulting",
    "Logistics",
    "Plumbing",
    "Roofing",
    "Dental",
    "Construction",
    "Foods",
    "Textiles",
    "Energy",
    "Holdings",
    "Partners",
    "Capital",
    "Insurance",
    "Motors",
    "Electric",
    "Pharmacy",
    "Bakery",
    "Trading",
    "Properties",
    "Security",
    "Systems",
    "Technologies",
    "Media",
    "Design",
    "Landscaping",
    "Catering",
    "Clinic",
    "Freight",
    "Packaging",
    "Staffing",
    "Software",
    "Solutions",
    "Marine",
    "Chemicals",
    "Steel",
    "Paper",
    "Printing",
]
SUFFIX = [
    "Inc.",
    "Inc",
    "LLC",
    "L.L.C.",
    "Ltd",
    "Ltd.",
    "Limited",
    "LLP",
    "Corp.",
    "Corporation",
    "Co.",
    "PLC",
    "GmbH",
    "AG",
    "S.A.",
    "B.V.",
    "Pty Ltd",
    "Pte Ltd",
    "Sdn Bhd",
    "Group",
    "& Co",
    "& Sons",
    "Bros.",
    "Associates",
    "N.A.",
    "S.r.l.",
    "Oy",
    "AB",
]
ACRONYMS = [
    "Acme",
    "Vertex",
    "Nova",
    "Delta",
    "Apex",
    "Summit",
    "Pioneer",
    "Liberty",
    "Global",
    "National",
    "United",
    "First",
    "Atlas",
    "Orion",
    "Blue Ridge",
    "Evergreen",
    "Silver Lake",
    "Redwood",
    "Northwind",
    "Contoso",
    "Globex",
    "Initech",
    "Umbrella",
    "Stark",
    "Hooli",
    "Pinnacle",
    "Keystone",
    "Crescent",
    "Golden Gate",
    "Sunrise",
    "Metro",
    "Trans",
    "Inter",
]


def firm(rng: Random, apart: bool = False) -> str:
    roll = rng.random()
    who = person(rng, apart)
    name = who.surname if len(who.surname) < 16 else rng.choice(ACRONYMS)
    if roll < 0.2:
        return f"{name} & {person(rng, apart).surname}{rng.choice(['', ' LLP', ' Ltd', ', P.C.', ' Associates', ' Attorneys at Law'])}"
    if roll < 0.4:
        return (
            f"{name} {rng.choice(COMPANY_NOUNS)}{rng.choice(['', ' ' + rng.choice(SUFFIX), ', ' + rng.choice(SUFFIX)])}"
        )
    if roll < 0.48:
        return f"{who.given.split()[0]}'s {rng.choice(['Diner', 'Bakery', 'Auto Repair', 'Hair Salon', 'Pizza', 'Garage', 'Florist', 'Kitchen'])}"
    if roll < 0.54:
        return f"{who.full} {rng.choice(['& Co', 'Foundation', 'Trust', 'Ltd', 'LLC', 'Memorial Hospital', 'Elementary School', 'Photography', 'Realty'])}"
    if roll < 0.7:
        return f"{rng.choice(['First', 'Bank of', 'Port of', 'City of', 'University of', 'County of']) if rng.random() < 0.6 else 'The'} {town(rng, rng.choice(['US', 'GB', 'CA', 'AU', 'DE', 'IN']))}{rng.choice(['', '', ' Bank', ' Hospital', ' Credit Union'])}"
    if roll < 0.8:
        return (
            f"{''.join(rng.choice('ABCDEFGHIKLMNPRST') for _ in range(rng.randint(2, 4)))} {rng.choice(COMPANY_NOUNS)}"
        )
    return f"{rng.choice(ACRONYMS)} {rng.choice(COMPANY_NOUNS)}{rng.choice(['', ' ' + rng.choice(SUFFIX), ', ' + rng.choice(SUFFIX)])}"


def date(rng: Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1950, 2026)
    name = MONTHS[month - 1]
    return rng.choice(
        [
            f"{month:02}/{day:02}/{year}",
            f"{day} {name} {year}",
            f"{name} {day}, {year}",
            f"{year}-{month:02}-{day:02}",
            f"{day:02}.{month:02}.{year}",
            f"{name[:3]} {day}, {year}",
            f"{day}-{name[:3]}-{year}",
            f"{month}/{day}/{year % 100:02}",
        ]
    )


def number(rng: Random) -> str:
    return rng.choice(
        [
            str(rng.randint(1, 9999)),
            str(rng.randint(10**5, 10**9)),
            f"{rng.randint(1, 99)}.{rng.randint(0, 99):02}",
            f"{rng.randint(1, 999)},{rng.randint(0, 999):03}",
        ]
    )


def money(rng: Random) -> str:
    return (
        rng.choice(["$", "$", "£", "€", "RM", "USD ", "Rs. "])
        + f"{rng.randint(1, 99999):,}"
        + rng.choice(["", ".00", f".{rng.randint(0, 99):02}"])
    )


def phone(rng: Random) -> str:
    figures = "".join(rng.choice("0123456789") for _ in range(10))
    return rng.choice(
        [
            f"({figures[:3]}) {figures[3:6]}-{figures[6:]}",
            f"{figures[:3]}-{figures[3:6]}-{figures[6:]}",
            f"+44 {figures[:4]} {figures[4:]}",
            f"0{figures[:2]} {figures[2:6]} {figures[6:]}",
            f"+60{figures[:2]}-{figures[2:]}",
            f"{figures[:3]}.{figures[3:6]}.{figures[6:]}",
        ]
    )


def code(rng: Random) -> str:
    return "".join(
        rng.choice(["ABCDEFGHJKLMNPRSTUVWXYZ", "0123456789", "0123456789", "0123456789"])[0:]
        and rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789")
        for _ in range(rng.randint(4, 10))
    )


def mail_address(rng: Random, who: Person | None) -> str:
    who = who or person(rng)
    plain = re.sub(r"[^a-z]", "", who.given.lower()) or "info"
    last = re.sub(r"[^a-z]", "", who.surname.lower()) or "office"
    host = rng.choice(
        ["example.com", "example.org", "gmail.com", "acme-corp.com", "mail.co.uk", "contoso.com", "firm.de"]
    )
    return (
        rng.choice([f"{plain}.{last}", f"{plain[:1]}{last}", f"{last}{rng.randint(1, 99)}", plain, "info", "accounts"])
        + "@"
        + host
    )


@cache
def _foreign() -> list[list[str]]:
    """Words of other languages, from Faker's texts; the plain `la` is the Latin of its dummy text."""
    found = []
    for module in pkgutil.iter_modules(lorem.__path__):
        provider = importlib.import_module(f"{lorem.__name__}.{module.name}").Provider
        words = [word for word in getattr(provider, "word_list", ()) if word.isalpha() and word[0] < "\u0250"]
        if len(words) > 50 and module.name != "en_US":
            found.append(words)
    return found


def foreign(rng: Random) -> str:
    """A few words of another language, some with capitals: an institution, a law, a headline."""
    words = rng.sample(rng.choice(_foreign()), rng.choice([1, 1, 2, 2, 3]))
    roll = rng.random()
    if roll < 0.6:
        words = [word.capitalize() for word in words]
    elif roll < 0.85:
        words[0] = words[0].capitalize()
    return " ".join(words)


_SLOT = re.compile(r"\{([A-Z])(\d?)\}")


@dataclass
class Writer:
    """One document on its way: its text, its spans, and who it is about."""

    rng: Random
    apart: bool = False
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    origin: str = ""  # of every person's name; any where empty

    def who(self, key: str) -> Person:
        if not key:
            return person(self.rng, self.apart, self.origin)
        if key not in self.people:
            self.people[key] = person(self.rng, self.apart, self.origin)
        return self.people[key]

    def put(self, template: str) -> Writer:
        """Append a template, its slots filled."""
        at = 0
        for match in _SLOT.finditer(template):
            self.text += template[at : match.start()]
            at = match.end()
            self._fill(match[1], match[2])
        self.text += template[at:]
        return self

    def line(self, template: str = "") -> Writer:
        return self.put(template + "\n")

    def labelled(self, value: str, label: str) -> Writer:
        self.spans.append((len(self.text), len(self.text) + len(value), label))
        self.text += value
        return self

    def _fill(self, slot: str, key: str) -> None:
        rng = self.rng
        if slot in FORMS:
            name = self.kept.get(slot + key) if key and rng.random() < 0.7 else None
            name = name or written(rng, self.who(key), FORMS[slot])
            if key:
                self.kept[slot + key] = name
            self.labelled(name, PERSON)
        elif slot in "AB":
            kept = self.kept.get(slot + key) if key else None
            value = kept or (one_line(rng) if slot == "A" else block(rng))
            if key:
                self.kept[slot + key] = value
            self.labelled(value, ADDRESS)
        elif slot == "O":
            value = self.kept.get("O" + key) or firm(rng, self.apart)
            if key:
                self.kept["O" + key] = value
            self.labelled(value, FIRM)
        elif slot == "L":
            self.labelled(any_town(rng) if rng.random() < 0.5 else town(rng, "US"), PLACE)
        else:
            self.text += self._other(slot, key)

    def _other(self, slot: str, key: str) -> str:
        rng = self.rng
        if slot == "E":
            return mail_address(rng, self.people.get(key))
        if slot == "J":
            return rng.choice(JOBS)
        if slot == "Q":
            return rng.choice(PRODUCTS)
        if slot == "W":
            return rng.choice(WORDS)
        return {"F": foreign, "D": date, "M": money, "T": phone, "N": number, "X": code}[slot](rng)


def choose(rng: Random, templates: Sequence[str], count: int) -> list[str]:
    return rng.sample(templates, min(count, len(templates)))
