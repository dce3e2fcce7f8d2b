"""What a personnel office keeps of people who applied, and should not keep for years."""

from __future__ import annotations

from datetime import date
from random import Random

from bailee.demo.papers import Paper, fields, heading, lines, para, title
from bailee.demo.people import Person, Style, drawn_applicant

APPLICATIONS = "applicant-cv"


def applicants(rng: Random, count: int) -> list[Person]:
    """People who applied, and whom nobody hired."""
    used: set[str] = set()
    return [drawn_applicant(rng, index, used) for index in range(count)]


def curriculum(s: Style, p: Person, on: date) -> Paper:
    """A curriculum vitae as it came by mail."""
    first = on.year - s.rng.randint(6, 14)
    post = s.one("Help desk technician", "Network engineer", "Account manager", "Bookkeeper")
    return Paper(
        [
            title(s.one("Curriculum Vitae", "Résumé")),
            fields([("Name", p.name), ("Address", p.address), ("Phone", p.cell(s)), ("E-mail", p.email)]),
            heading("Objective"),
            para(f"Applying for the position of {post} that you advertised. Available from {s.dated(on)}."),
            heading("Work experience"),
            lines(
                [
                    f"{first + 4} – present  {post}, {s.one('Tamarack Outfitters', 'Lowland Freight', 'Pine Street Dental')}",
                    f"{first} – {first + 4}  {s.one('Support assistant', 'Junior clerk')}, {s.one('Fennimore Supply', 'Grey Harbor Foods')}",
                ]
            ),
            heading("Education"),
            lines(
                [
                    f"{first}  Associate degree, {s.one('Hudson Valley Community College', 'Schenectady Community College')}"
                ]
            ),
            heading("Skills"),
            para(
                s.one(
                    "Windows and Linux servers, ticketing, cabling; driving licence class D.",
                    "Ledgers, payroll runs, spreadsheets; fluent Spanish.",
                )
            ),
            heading("References"),
            para("Two former supervisors; names and phone numbers on request."),
        ],
        on,
        s.one(f"CV {p.surname}", f"{p.given} {p.surname} resume", f"application {p.surname}"),
        about=(p.owner,),
    )
