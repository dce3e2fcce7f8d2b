"""Letters that people of the company wrote and got, business and private, as their mailboxes keep them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from bailee.demo import accounts, health_records
from bailee.demo.mail import Letter
from bailee.demo.marks import Value
from bailee.demo.people import Client, Person, Style, World, table


def from_work(p: Person) -> str:
    return f"{p.name} <{p.mailbox}>"


def from_home(p: Person) -> str:
    return f"{p.name} <{p.email}>"


def _outsider(rng: Random, role: str, domain: str) -> str:
    """An office's mailbox: nobody's in person."""
    address = Value("email-address", f"{role}@{domain}")
    return f"{address}"


def private(w: World, rng: Random, p: Person) -> Letter:
    """What people write on the company's account although they should not."""
    s = Style.drawn(rng)
    on = s.day(max(p.hired, date(2017, 1, 1)))
    friend = rng.choice(w.patients)
    doctor = rng.choice(w.doctors)[0].split(",")[0]
    subject, body = rng.choice([
        ("Re: Saturday", f"Hey {friend.given},\n\nwe are at {p.address} now, come around six. Kids are with {p.their} mother until Sunday. Ring me on {p.cell(s)} if you get lost.\n\n{p.given}"),
        ("appointment", f"Hello,\n\nI'd like to move my appointment with Dr. {doctor.split()[-1]} on Thursday. Date of birth {p.birthday(s)}, my member number is below.\n\nMember ID: {p.member_id}\n\nPlease write to {p.email} rather than here.\n\n{p.full}"),
        ("lease application", f"Hi,\n\nhere is what you asked for: current address {p.address}, SSN {p.ssn(s)}, driver's license no. {p.driving_licence} ({p.state}). I earn ${p.salary:,} a year.\n\nThanks,\n{p.given}"),
        ("Fwd: your resume", f"Thanks for getting back to me! I can talk after five. Best at {p.email} or {p.cell(s)}, please don't call the office.\n\n{p.full}"),
        ("custody", f"Mr. Lowell,\n\nthe hearing is on the 14th. {friend.mention} will testify about the drinking. I can pay the retainer with this card: {p.payment_card(s)}, expires {p.expires}.\n\n{p.full}"),
        ("order problem", f"To whom it may concern,\n\nmy parcel never arrived. It should go to {p.address}. You can reach me at {p.landline(s)}.\n\n{p.full}"),
        ("fantasy league", "Gents,\n\nwaivers run tonight. Who takes the Bills' kicker? I am not paying for another round of wings.\n"),
        ("wire for the closing", f"Hi Dana,\n\nmy bank is {p.bank}, routing number {p.aba}, account number {p.bank_account}. Please confirm by phone, {p.cell(s)}.\n\n{p.given}"),
    ])  # fmt: skip
    return Letter(
        from_work(p),
        [
            rng.choice(
                [
                    from_home(friend),
                    _outsider(rng, "frontdesk", "helderberg-familymed.com"),
                    _outsider(rng, "leasing", "copperkettle-homes.com"),
                ]
            )
        ],
        subject,
        body,
        on,
        rng.randint(8, 21),
        # A card with its number and date, and leave to take the retainer from it.
        also=("card-authorisation",) if subject == "custody" else (),
    )


def business(w: World, rng: Random, p: Person) -> Letter:
    s = Style.drawn(rng)
    c, other = rng.choice(w.clients), rng.choice(w.staff)
    on = s.day(c.since)
    signature = f"\n\n{p.full}\n{p.title}, {w.company}\n{p.cell(s)}"
    subject, body, to = rng.choice([
        (f"Ticket {rng.randint(20000, 29999)} closed", f"Hi {c.contact.given},\n\nthe printer on the second floor works again. The driver was corrupt after the update.", f"{c.contact.name} <{c.contact.mailbox}>"),
        ("Renewal", f"Hello {c.contact.given},\n\nyour {c.plan} agreement renews next month at ${c.monthly} a month. Nothing else changes.", f"{c.contact.name} <{c.contact.mailbox}>"),
        ("on-call swap", f"{other.given},\n\ncan you take Friday night? I take your Tuesday. If the NOC calls, my cell is {p.cell(s)}.", from_work(other)),
        ("site visit", f"{other.given},\n\nclient moved. New address: {c.contact.address}. Ask for {c.contact.mention}; park behind the building.", from_work(other)),
        ("firewall change tonight", f"All,\n\nwe replace the HQ firewall at 10 pm. Expect ten minutes without Internet. {other.given} drives, I watch.", from_work(other)),
    ])  # fmt: skip
    return Letter(from_work(p), [to], subject, body + signature, on, rng.randint(8, 18), html=rng.random() < 0.3)


def customer_pays(w: World, rng: Random, c: Client) -> Letter:
    s = Style.drawn(rng)
    return Letter(
        f"{c.contact.name} <{c.contact.mailbox}>", [str(Value("email-address", f"billing@{w.domain}"))], s.one("card for the account", "payment", f"invoice {rng.randint(10000, 99999)}"),
        accounts.card_mail(w, s, c), s.day(c.since), rng.randint(8, 18), kind=accounts.CARDS, about=(c.contact.owner,),
    )  # fmt: skip


def laboratory_writes(w: World, rng: Random, p: Person) -> Letter:
    s = Style.drawn(rng)
    lab = rng.choice(table()["laboratories"])
    sender = Value("email-address", f"results@{lab.split()[0].lower()}-lab.com")
    subject = s.one("Result available", f"{p.last_first}", f"RE: {p.name} SSN {p.ssn(Style(rng, dash='-'))}", "FINAL")
    return Letter(
        f"{lab} <{sender}>",
        [str(Value("email-address", f"hr@{w.domain}"))],
        subject,
        health_records.collector_mail(w, s, p),
        s.day(p.hired),
        rng.randint(8, 18),
        kind=health_records.DRUGS,
        about=(p.owner,),
    )


def mailbox(w: World, rng: Random, p: Person, count: int) -> list[Letter]:
    writers: list[Callable[[World, Random, Person], Letter]] = [private, business, business, private, business]
    letters = [rng.choice(writers)(w, rng, p) for _ in range(count)]
    return sorted(letters, key=lambda letter: (letter.on, letter.hour))
