"""Papers of an office, as text files: those of the sample company, and the near misses that lie beside them in life."""

from __future__ import annotations

import re
from random import Random

from bailee.demo import health_records, staff_records
from bailee.demo.marks import Ink
from bailee.demo.papers import Paper, as_text
from bailee.demo.people import Person, Style, World

WORLD = World.drawn(Random(21))
STYLE = Style(Random(4), "%m/%d/%Y", "###-###-####", "-")

# What lies in a personnel folder and is no medical record: each is to raise nothing.
NEAR_MISSES = {
    "drug-testing policy.txt": "Drug and Alcohol Testing Policy\n\nAll employees may be tested after an accident. A positive result leads to "
    "discipline up to termination. Specimens are collected by a laboratory under contract. Employees sign the policy on hire.\n",
    "I-9 blank.txt": "Employment Eligibility Verification\nSection 1. Employee Information and Attestation\nLast Name (Family Name): ____________\n"
    "First Name: ____________  Date of Birth (mm/dd/yyyy): __/__/____\nU.S. Social Security Number: ___-__-____\nSection 2. Employer Review "
    "and Verification\nList A: ________  List B: ________  List C: ________\n",
    "back pain leaflet.txt": "Living with back pain\n\nMost back pain gets better within six weeks. Stay active, take walks, and ask your doctor "
    "before you take medicine for longer than a week. Exercises: cat stretch, bridge, plank.\n",
    "benefits brochure.txt": "Your benefits at a glance\n\nMedical plans: PPO and HDHP. Dental and vision from day one. Open enrollment is in "
    "November. Dependents up to 26 may be covered. Ask HR for the plan documents.\n",
}


def text(paper: Paper) -> str:
    return as_text(paper, Ink())


def data_sheet(person: Person) -> str:
    return text(staff_records.data_sheet(WORLD, STYLE, person))


def drug_test(person: Person) -> str:
    return text(health_records.laboratory_report(WORLD, STYLE, person))


def doctors_note(person: Person) -> str:
    return text(health_records.doctors_note(WORLD, STYLE, person))


def progress_note(person: Person) -> str:
    return text(health_records.progress_note(WORLD, STYLE, person))


def i9(person: Person) -> str:
    return text(staff_records.work_eligibility(WORLD, STYLE, person))


def stub(person: Person, year: int) -> str:
    """A stub of a pay period in some year; `year` 0: of one that it does not name."""
    lines = text(staff_records.stub(WORLD, STYLE, person)).splitlines(keepends=True)
    dated = re.compile(r"(?:Period|Pay|Check|Week).*\d\d/\d\d/(\d{4})")
    named = [dated.sub(lambda found: found[0].replace(found[1], str(year)), line) for line in lines]
    return "".join(line for line in named if year or not dated.search(line))
