"""What a personnel office keeps: personnel files, payroll, background checks, forms and letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from bailee.demo import numbers
from bailee.demo.marks import Value
from bailee.demo.papers import PAGE, Block, Book, Paper, Sheet, fields, grid, heading, lines, para, title
from bailee.demo.people import TODAY, Person, Style, World, table

PERSONNEL, PAYROLL, CHECKS = "personnel-file", "payroll", "background-check"


def _paper(kind: str, person: Person, on: date, name: str, blocks: list[Block]) -> Paper:
    return Paper(blocks, on, name, kind=kind, about=(person.owner,))


def kin_of(p: Person, s: Style) -> tuple[Value, Value]:
    """An emergency contact: name and phone, the same wherever it stands."""
    rng = Random(p.owner + p.surname)  # noqa: S311 (a sample, not a secret)
    owner = "family-member/" + p.owner.replace("/", "-") + "-kin"
    name = f"{rng.choice(table()['given_women'].split())} {rng.choice([p.surname, 'Lowell', 'Marchetti'])}"
    return Value("person-name", name, owner), Value("phone-number", s.phone(numbers.us_phone(rng, "518")), owner)


# Personnel files


def data_sheet(w: World, s: Style, p: Person) -> Paper:
    kin, kin_phone = kin_of(p, s)
    pairs: list[tuple[str, object]] = [
        (s.label("name"), p.last_first if "last" in s.label("name") else p.name), (s.label("number"), p.number), (s.label("ssn"), p.ssn(s)), (s.label("born"), p.birthday(s)),
        (s.label("address"), p.address), (s.label("mobile"), p.cell(s)), (s.label("home"), p.landline(s)), (s.label("email"), p.email),
        (s.label("hired"), s.dated(p.hired)), (s.label("title"), p.title), (s.label("department"), p.department), (s.label("salary"), f"${p.salary:,}"),
        (s.label("licence"), f"{p.driving_licence} ({p.state})"), (s.label("kin"), f"{kin} ({s.one('spouse', 'sister', 'parent', 'partner')}), {kin_phone}"),
    ]  # fmt: skip
    fixed, free = pairs[:4], pairs[4:]
    s.rng.shuffle(free)
    return _paper(PERSONNEL, p, s.day(p.hired), s.one(f"{p.surname}, {p.given}", f"employee record {p.number}", f"{p.login} data sheet"), [
        title(s.one("Employee Record", "Personnel Data Sheet", "Employee Information", "Staff Master Record")),
        fields([*fixed, *free]),
        para(s.one("I certify that the above is correct and will report changes to HR.", "Reviewed annually. Keep in the locked cabinet.", "Changes in ink, with initials.")),
    ])  # fmt: skip


def employment_history(w: World, s: Style, p: Person) -> Paper:
    pay, when, rows = p.salary - 9000, p.hired, []
    for event in s.some(
        "Hired", "Probation completed", "Merit increase", "Transfer", "Promotion", "Cost-of-living increase", low=4
    ):
        pay += s.rng.randint(0, 4) * 500
        rows.append((s.dated(when), event, p.department, f"${pay:,}", s.one("", "approved by owner", "per review")))
        when = min(when + timedelta(days=s.rng.randint(90, 500)), TODAY)
    return _paper(PERSONNEL, p, s.day(p.hired), s.one(f"history {p.surname}", f"{p.number}-job-history", "status changes"), [
        title(s.one("Employment History", "Record of Status Changes", "Personnel Action Log")),
        fields([(s.label("name"), p.name), (s.label("number"), p.number), (s.label("ssn"), p.ssn(s)), (s.label("address"), p.address), ("Supervisor", s.rng.choice(w.staff).mention)]),
        grid(("Effective", "Action", "Department", "Rate", "Note"), rows),
        heading("Leave and attendance"), para(f"PTO balance {s.rng.randint(8, 160)} hours. " + s.one("Late four times in the quarter; spoken to.", "No unexcused absences.", "Bereavement leave taken in spring.")),
    ])  # fmt: skip


def offer_letter(w: World, s: Style, p: Person) -> Paper:
    on = p.hired - timedelta(days=s.rng.randint(7, 40))
    return Paper([
        para(s.dated(on)), para(f"{p.name}\n{p.address_block}"), para(f"Dear {p.given},"),
        para(s.one(f"we are pleased to offer you the post of {p.title} in our {p.department} group", f"further to our talks, {w.company} would like you to join us as {p.title}")
             + f", starting on {s.dated(p.hired)} at ${p.salary - 6000:,} a year."),
        para(s.one("The offer depends on proof that you may work in the United States and on a satisfactory reference.", "Your employment is at will. Benefits begin after sixty days.")),
        para(f"To set up your pay please send a voided check. We have your number as {p.cell(s)} and your e-mail as {p.email}; tell us if either changed."),
    ], on, s.one(f"offer {p.surname}", f"{p.given} {p.surname} offer signed"))  # fmt: skip


def warning_letter(w: World, s: Style, p: Person) -> Paper:
    on = s.day(p.hired)
    return Paper([
        title(s.one("Written Warning", "Record of Counseling", "Performance Improvement Plan")),
        fields([(s.label("name"), p.name), (s.label("number"), p.number), ("Issued", s.dated(on))]),
        para(s.one(f"On {s.dated(on)} {p.formal} failed to answer the on-call phone for the third time this quarter.", f"{p.formal} used a client's admin account for a personal download.", "Tickets were closed without the work being done, as the client’s log shows.")),
        para("A further occurrence may lead to discipline up to and including termination."),
    ], on, s.one(f"warning {p.surname}", f"PIP {p.number}"))  # fmt: skip


def work_eligibility(w: World, s: Style, p: Person) -> Paper:
    passport = s.rng.random() < 0.6
    first, second = numbers.mrz(p.surname, p.given, p.passport, f"{p.born:%y%m%d}", "F" if p.woman else "M", "310415")
    blocks = [
        title("Employment Eligibility Verification"),
        heading("Section 1. Employee Information and Attestation"),
        fields([("Last Name (Family Name), First Name", p.last_first), ("Address", p.address), ("Date of Birth", p.birthday(s)), ("U.S. Social Security Number", p.ssn(s)),
                ("Employee's E-mail Address", p.email), ("Employee's Telephone Number", p.cell(s)), ("Status", "A citizen of the United States")]),
        heading("Section 2. Employer Review and Verification"),
        fields([("List A document", "U.S. Passport"), ("Passport number", p.passport_number), ("Expiration", "04/15/2031")] if passport
               else [("List B document", f"Driver's license issued by {p.state}"), ("Driver's license number", p.driving_licence), ("List C document", "Social Security card")]),
        para(f"First day of employment: {s.dated(p.hired)}. {s.one('Examined in person.', 'Alternative procedure used.')}"),
    ]  # fmt: skip
    if passport and s.rng.random() < 0.5:
        blocks.append(lines(["Copy of document:", first, second]))
    return Paper(
        blocks, p.hired, s.one(f"I-9 {p.surname}", f"i9_{p.number}", f"{p.given} {p.surname} I9"), about=(p.owner,)
    )


def roster(w: World, s: Style, people: list[Person]) -> Book:
    rows: list[tuple[object, ...]] = [
        (p.number, p.last_first, p.ssn(s), p.birthday(s), p.address, p.cell(s), p.email, p.mailbox, s.dated(p.hired), p.title, p.department, p.salary) for p in people
    ]  # fmt: skip
    header = (
        "Emp #",
        s.one("Employee", "Name", "Employee Name"),
        s.label("ssn"),
        s.one("DOB", "Birth date"),
        s.label("address"),
        s.label("mobile"),
        "Personal e-mail",
        "Work e-mail",
        "Hire date",
        "Title",
        "Dept",
        "Annual salary",
    )
    hidden = Sheet(
        "old",
        ("Name", "SSN", "Left"),
        [(p.last_first, p.ssn(s), s.dated(p.left or p.hired)) for p in w.former],
        hidden=True,
    )
    note = (3, 2, f"card misread at hire, right one is {people[2].ssn(s)}")
    return Book(
        [Sheet(s.one("Active", "Employees", "Master"), header, rows, comments=[note]), hidden],
        s.day(date(2023, 1, 1)),
        s.one("employee master", "HRIS export", "staff list w SSN"),
        PERSONNEL,
        tuple(p.owner for p in [*people, *w.former]),
    )


# Payroll


def stub(w: World, s: Style, p: Person) -> Paper:
    end = s.day(date(2019, 1, 1))
    gross = p.salary / 26
    cuts = [
        ("Federal income tax", gross * 0.117),
        ("Social Security", gross * 0.062),
        ("Medicare", gross * 0.0145),
        (f"{p.state} state tax", gross * 0.049),
        ("401(k)", gross * 0.04),
        ("Medical pre-tax", 84.5),
    ]
    return _paper(PAYROLL, p, end, s.one(f"stub {p.number} {end:%Y%m%d}", f"{p.surname}_{end:%m-%d-%y}", f"advice {s.rng.randint(10000, 99999)}"), [
        title(s.one("Earnings Statement", "Pay Stub", "Statement of Earnings and Deductions", "Payroll Advice")),
        fields([(s.label("name"), p.name), (s.label("number"), p.number), (s.label("ssn"), p.ssn(s)), (s.label("address"), p.address), ("Period ending", s.dated(end)), ("Pay date", s.dated(end + timedelta(days=5)))]),
        grid(("Earnings", "Hours", "Rate", "This period", "Year to date"), [("Regular", "80.00", f"{p.salary / 2080:.2f}", f"{gross:,.2f}", f"{gross * 11:,.2f}"), ("Overtime", "0.00", f"{p.salary / 2080 * 1.5:.2f}", "0.00", "412.16")]),
        grid(("Deductions", "This period", "Year to date"), [(name, f"{amount:,.2f}", f"{amount * 11:,.2f}") for name, amount in cuts]),
        para(f"Net pay {gross - sum(a for _, a in cuts):,.2f}, deposited to {p.bank}, {s.label('routing')}: {p.aba}, {s.label('account')}: {p.bank_account}"),
    ])  # fmt: skip


def register(w: World, s: Style, people: list[Person]) -> Book:
    end = s.day(date(2018, 1, 1))
    rows: list[tuple[object, ...]] = []
    for p in people:
        gross = round(p.salary / 26, 2)
        rows.append(
            (
                p.number,
                p.last_first,
                p.ssn(s),
                gross,
                round(gross * 0.117, 2),
                round(gross * 0.0765, 2),
                round(gross * 0.049, 2),
                round(gross * 0.7575, 2),
                p.aba,
                p.bank_account,
            )
        )
    header = s.rng.choice([
        ("File", "Employee", "SSN", "Gross", "FIT", "FICA", "SIT", "Net", "ABA", "Acct"),
        ("Emp ID", "Employee Name", "Social Security #", "Gross pay", "Federal WH", "FICA/Med", "State WH", "Net pay", "Routing number", "Account number"),
    ])  # fmt: skip
    sheets = [Sheet(s.one("Register", f"PPE {end:%m-%d-%Y}", "Payroll"), header, rows)]
    if s.rng.random() < 0.6:
        boss = people[0]
        sheets.append(
            Sheet(
                f"{boss.surname} {boss.ssn(Style(s.rng, dash='-'))}",
                ("Bonus", "Reason"),
                [(2500, "year end"), (800, "on call")],
            )
        )
    return Book(
        sheets,
        end,
        s.one(f"payroll register {end:%Y-%m-%d}", f"PR{end:%y%m%d}", f"pay {end:%b %Y}"),
        PAYROLL,
        tuple(p.owner for p in people),
    )


def payroll_print(w: World, s: Style, people: list[Person]) -> Paper:
    """The register as the bureau prints it, two pages."""
    end = s.day(date(2017, 1, 1))
    half = len(people) // 2
    blocks: list[Block] = []
    for part in (people[:half], people[half:]):
        if blocks:
            blocks.append(PAGE)
        blocks += [title(f"{w.company}: {s.one('Payroll Journal', 'Labor Distribution and Pay', 'Payroll Register')}"), para(f"Period ending {s.dated(end)}"),
                   grid(("Employee", s.label("ssn"), "Hours", "Gross", "Taxes", "Net"), [(p.last_first, p.ssn(s), "80.0", f"{p.salary / 26:,.2f}", f"{p.salary / 26 * 0.24:,.2f}", f"{p.salary / 26 * 0.76:,.2f}") for p in part])]  # fmt: skip
    return Paper(
        blocks,
        end,
        s.one(f"journal {end:%Y%m}", f"PRJ{end:%m%d}"),
        kind=PAYROLL,
        about=tuple(p.owner for p in people),
        footer=f"run {end:%m/%d/%y} 06:14",
    )


def deposit_form(w: World, s: Style, p: Person) -> Paper:
    return Paper([
        title(s.one("Direct Deposit Authorization", "Payroll Deposit Request")),
        fields([(s.label("name"), p.name), (s.label("bank"), p.bank), (s.label("routing"), p.aba), (s.label("account"), p.bank_account), ("Type", s.one("Checking", "Savings")), (s.label("ssn"), p.ssn(s))]),
        para("I authorise my employer to credit my net pay to this account until I cancel in writing."),
    ], s.day(p.hired), s.one(f"DD {p.surname}", f"deposit {p.number}"), about=(p.owner,), also=("direct-deposit",))  # fmt: skip


# Background checks


def screening_report(w: World, s: Style, p: Person) -> Paper:
    on = p.hired - timedelta(days=s.rng.randint(5, 25))
    firm = s.rng.choice(table()["screeners"])
    found = s.one(
        "No records found",
        "1 record: misdemeanor, disorderly conduct, adjudicated, fine paid",
        "No records found",
        "1 record: DWAI, Albany City Court, dismissed",
    )
    return _paper(CHECKS, p, on, s.one(f"{firm.split()[0]} {s.rng.randint(10**5, 10**6 - 1)}", f"BG {p.surname}", f"screen {p.full}"), [
        title(s.one(firm, "Consumer Report for Employment", "Pre-employment Screening Result", "Background Investigation")),
        fields([("Subject", p.name), (s.label("ssn"), p.ssn(s)), (s.label("born"), p.birthday(s)), ("Current address", p.address), ("Ordered by", w.company), ("Completed", s.dated(on))]),
        heading(s.one("County criminal search", "Criminal history")), para(f"{p.town}, {p.state}, seven years: {found}."),
        heading(s.one("Identity trace", "SSN trace")), para(f"Issued in {s.one('New York', 'New Jersey', 'Ohio', 'Connecticut')}; {s.rng.randint(1, 5)} prior addresses; no alias."),
        heading("Motor vehicle record"), para(f"{s.label('licence')}: {p.driving_licence}, {p.state}, class D, valid. " + s.one("One speeding conviction.", "No points.", "Suspension in 2016, cleared.")),
        heading(s.one("Education and employment verified", "Verifications")), para(s.one("Degree confirmed by registrar. Previous employer confirms dates, declines to comment on rehire.", "Associate degree could not be confirmed. Two references reached.", "Dates differ by three months from the application.")),
        para(s.one("Overall: CLEAR", "Overall: REVIEW", "Adjudication: meets company standard")),
    ])  # fmt: skip


def credit_section(w: World, s: Style, p: Person) -> Paper:
    on = s.day(p.hired - timedelta(days=40), p.hired + timedelta(days=20))
    rows = [
        (
            s.one("Revolving", "Auto loan", "Student loan", "Mortgage"),
            f"${s.rng.randint(2, 240) * 100:,}",
            s.one("Current", "30 days late", "Charged off", "Current"),
        )
        for _ in range(4)
    ]
    return _paper(CHECKS, p, on, s.one(f"credit {p.surname}", f"rpt{s.rng.randint(1000, 9999)}"), [
        para(f"To: {w.company}, hiring. We completed the inquiry that you ordered under the applicant's written consent."),
        fields([("Applicant", p.last_first), (s.label("ssn"), p.ssn(s)), (s.label("born"), p.birthday(s)), ("Sex offender registries", "no match"), ("Federal district courts", s.one("no match", "no match", "1 civil case")), ("Global watch lists", "no match")]),
        heading("Credit tradelines"), grid(("Account", "Balance", "Status"), rows),
        para(s.one("Bankruptcies: none. Judgments: none.", "Bankruptcy, chapter 7, discharged 2014.", "One tax lien, released.")),
    ])  # fmt: skip


def screening_orders(w: World, s: Style, people: list[Person]) -> Book:
    rows: list[tuple[object, ...]] = [
        (p.last_first, p.ssn(s), p.birthday(s), s.one("Clear", "Clear", "Clear", "Record found", "Consider"), s.one("Clear", "1 violation", "Clear"), s.one("Verified", "Discrepancy", "Unable to verify"), s.dated(p.hired - timedelta(days=9)), s.one("Eligible", "Eligible", "Pre-adverse sent")) for p in people
    ]  # fmt: skip
    header = s.rng.choice(
        [
            ("Applicant", "SSN", "DOB", "Criminal", "MVR", "Education", "Completed", "Decision"),
            (
                "Candidate",
                "Social Security No.",
                "Birth date",
                "County/federal criminal",
                "Driving record",
                "Employment verification",
                "Closed",
                "Adjudication",
            ),
        ]
    )
    return Book(
        [Sheet("Orders", header, rows)],
        s.day(date(2019, 1, 1)),
        s.one("screening orders", "vendor portal export", "bg_status"),
        CHECKS,
        tuple(p.owner for p in people),
    )


BY_PERSON: dict[str, tuple[Callable[[World, Style, Person], Paper], ...]] = {
    PERSONNEL: (data_sheet, employment_history), PAYROLL: (stub,), CHECKS: (screening_report, credit_section),
}  # fmt: skip
BY_GROUP: dict[str, Callable[[World, Style, list[Person]], Book]] = {
    PERSONNEL: roster,
    PAYROLL: register,
    CHECKS: screening_orders,
}
