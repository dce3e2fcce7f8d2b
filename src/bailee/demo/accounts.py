"""What a bookkeeper keeps of customers: billing lists, card forms, bank details, invoices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bailee.demo import numbers
from bailee.demo.marks import Value
from bailee.demo.papers import Block, Book, Paper, Sheet, fields, grid, lines, para, title
from bailee.demo.people import Client, Style, World

BILLING, CARDS = "customer-billing", "card-authorisation"


def owners(clients: list[Client]) -> tuple[str, ...]:
    return tuple(client.contact.owner for client in clients)


def ledger(w: World, s: Style, clients: list[Client]) -> Book:
    rows: list[tuple[object, ...]] = [
        (c.ident, c.name, c.contact.name, c.contact.address, c.contact.mailbox, c.contact.cell(s), c.plan, c.monthly, round(c.monthly * s.rng.choice([0, 0, 1, 2.5]), 2), s.dated(s.day(date(2025, 1, 1)))) for c in clients
    ]  # fmt: skip
    header = s.rng.choice([
        ("Customer", "Company", "Contact", "Billing address", "E-mail", "Phone", "Plan", "MRR", "Balance due", "Last payment"),
        ("Acct", "Bill to", "Attention", "Address", "Email", "Telephone", "Agreement", "Monthly", "Open balance", "Last paid"),
    ])  # fmt: skip
    return Book(
        [Sheet(s.one("Customers", "AR", "Billing"), header, rows)],
        s.day(date(2022, 1, 1)),
        s.one("customer billing", "AR master", "bill run"),
        BILLING,
        owners(clients),
    )


def autopay(w: World, s: Style, clients: list[Client]) -> Book:
    """Who pays by card on file."""
    rows: list[tuple[object, ...]] = [
        (
            c.ident,
            c.name,
            c.contact.name,
            numbers.brand_of(c.contact.card),
            c.contact.payment_card(s),
            c.contact.expires,
            c.contact.zip,
            c.monthly,
            s.rng.randint(1, 28),
        )
        for c in clients
    ]
    header = s.rng.choice(
        [
            ("Cust", "Customer", "Cardholder", "Type", "Card number", "Exp", "ZIP", "Amount", "Day"),
            ("ID", "Client", "Name on card", "Brand", "CC #", "Expires", "Billing zip", "Monthly charge", "Run on"),
        ]
    )
    return Book(
        [Sheet(s.one("Autopay", "cards on file", "CC"), header, rows)],
        s.day(date(2019, 1, 1)),
        s.one("autopay cards", "cc on file", "monthly card run"),
        BILLING,
        owners(clients),
    )


def bank_debits(w: World, s: Style, clients: list[Client]) -> Book:
    rows: list[tuple[object, ...]] = [
        (c.ident, c.contact.last_first, c.contact.bank, c.contact.aba, c.contact.bank_account, c.itin_value if c.itin else c.contact.ssn(s), c.monthly, "paid" if s.rng.random() < 0.8 else "returned R01") for c in clients if c.sole
    ]  # fmt: skip
    header = s.rng.choice(
        [
            (
                "Cust",
                "Account holder",
                "Bank",
                "Routing number",
                "Account number",
                "SSN / ITIN",
                "Invoice amount",
                "Status",
            ),
            (
                "Client",
                "Payer",
                "Institution",
                "ABA",
                "Bank account no.",
                "Taxpayer ID (SSN/ITIN)",
                "ACH amount",
                "Result",
            ),
        ]
    )
    return Book(
        [Sheet(s.one("ACH", "Debits"), header, rows)],
        s.day(date(2020, 1, 1)),
        s.one("ACH batch", "sole props bank", "debits"),
        BILLING,
        owners([c for c in clients if c.sole]),
    )


def foreign_payers(w: World, s: Style, clients: list[Client]) -> Book:
    spaced = s.rng.random() < 0.5
    rows: list[tuple[object, ...]] = [
        (c.ident, c.name, c.contact.name, c.country, c.iban_value(spaced), c.contact.mailbox, c.monthly)
        for c in clients
        if c.iban
    ]
    return Book(
        [Sheet("SEPA", ("Kunde/Client", "Company", "Contact", "Country", "IBAN", "E-mail", "Monthly EUR"), rows)],
        s.day(date(2021, 1, 1)),
        s.one("overseas payers", "SEPA mandates", "IBAN list"),
        BILLING,
        owners([c for c in clients if c.iban]),
    )


def statement(w: World, s: Style, c: Client) -> Paper:
    on = s.day(date(2019, 1, 1))
    rows = [
        (
            s.dated(on - timedelta(days=30 * i)),
            f"INV-{s.rng.randint(10000, 99999)}",
            s.one("Managed services", "After-hours labor", "Backup storage", "License renewal"),
            f"{c.monthly + s.rng.randint(-90, 400):,.2f}",
            s.one("paid", "open", "30+ days"),
        )
        for i in range(s.rng.randint(3, 6))
    ]
    tail = (
        f"Card on file: {c.contact.payment_card(s)}, {s.label('expires')} {c.contact.expires}"
        if c.sole
        else f"Remit to {w.company}. {s.label('ein')} {c.tax_id} (yours, for our records)"
    )
    return Paper([
        title(s.one("Statement of Account", "Customer Account", "Billing Statement")),
        fields([("Account", c.ident), ("Bill to", f"{c.contact.name}, {c.contact.address}"), ("E-mail", c.contact.mailbox), ("Date", s.dated(on))]),
        grid(("Date", "Invoice", "For", "Amount", "State"), rows), para(tail),
    ], on, s.one(f"stmt {c.ident} {on:%Y%m}", f"{c.contact.surname} account"), about=(c.contact.owner,))  # fmt: skip


def card_form(w: World, s: Style, c: Client) -> Paper:
    p, on = c.contact, s.day(c.since)
    blocks = [
        title(s.one("Credit Card Authorization", "Recurring Payment Authorization", "Authority to Charge", "One-time Card Payment")),
        fields([
            (s.one("Cardholder", "Name on card", "Card holder name"), p.name), ("Card type", numbers.brand_of(p.card)), (s.label("card"), p.payment_card(s)), (s.label("expires"), p.expires),
            (s.one("CVV", "Security code", "CVC (3 or 4 digits)"), f"{s.rng.randint(100, 999)}"), (s.one("Billing address", "Address of cardholder"), p.address), (s.label("email"), p.mailbox), (s.label("mobile"), p.cell(s)),
        ]),
        para(s.one(
            f"I, {p.mention}, authorise {w.company} to charge my card ${c.monthly:,}.00 on or about the {s.rng.randint(1, 28)}th of each month until I cancel in writing.",
            f"By signing I allow {w.company} to bill the above card for invoices when due, up to ${c.monthly * 3:,}.",
        )),
        para(f"{s.one('Signed', 'Signature', '/s/')} {p.full}   {s.one('Date', 'on')} {s.dated(on)}"),
    ]  # fmt: skip
    return Paper(
        blocks,
        on,
        s.one(f"CC auth {p.surname}", f"{c.ident} card form", "signed authorization"),
        kind=CARDS,
        about=(p.owner,),
    )


def card_slip(w: World, s: Style, c: Client) -> Paper:
    """Taken down by telephone."""
    p, on = c.contact, s.day(c.since)
    text = [
        f"{s.one('PHONE PAYMENT', 'card by phone', 'TAKEN BY PHONE')} {s.dated(on)} {s.rng.randint(9, 17)}:{s.rng.randint(10, 59)}",
        f"client {c.ident} {c.name}", f"name on card {p.name}", f"{numbers.brand_of(p.card).lower()} {p.payment_card(s)}", f"exp {p.expires} cvv {s.rng.randint(100, 999)} zip {p.zip}",
        f"ok to charge {c.monthly}.00 today and monthly, {p.they} gave verbal authorization", f"taken by {s.rng.choice(w.staff).login}",
    ]  # fmt: skip
    return Paper([lines(text)], on, s.one(f"phone pmt {c.ident}", f"slip {on:%m%d}"), kind=CARDS, about=(p.owner,))


def card_mail(w: World, s: Style, c: Client) -> str:
    p = c.contact
    return s.one(
        f"Hi,\n\nplease put this month's bill on my card, I authorise {w.company} to charge it and keep it for future invoices:\n\n{p.name}\n{p.payment_card(s)}\nexp {p.expires}, code {s.rng.randint(100, 999)}\nbilling zip {p.zip}\n\nThanks\n{p.given}",
        f"Card authorization as you asked.\n\nCardholder: {p.name}\nNumber: {p.payment_card(s)}\nValid thru: {p.expires}\nCVV: {s.rng.randint(100, 999)}\nAmount: ${c.monthly}.00 each month until cancelled\nSigned: {p.full}\n",
    )


def vendor_form(w: World, s: Style, c: Client) -> Paper:
    """Request for a taxpayer number, and where to pay: a sole proprietor's is a person's."""
    p = c.contact
    number: tuple[str, object] = (
        (s.label("itin"), c.itin_value)
        if c.itin
        else ((s.label("ssn"), p.ssn(s)) if c.sole else (s.label("ein"), c.tax_id))
    )
    return Paper([
        title(s.one("Request for Taxpayer Number", "New Vendor Setup", "Payee Data Record")),
        fields([("Name", p.name), ("Business name", c.name), ("Classification", "Individual / sole proprietor" if c.sole else "S corporation"), ("Address", p.address), number,
                (s.label("bank"), p.bank), (s.label("routing"), p.aba), (s.label("account"), p.bank_account)]),
    ], s.day(c.since), s.one(f"W-9 {p.surname}", f"vendor {c.ident}"), about=(p.owner,))  # fmt: skip


def customer_database(w: World, s: Style) -> Book:
    clients = w.clients
    people: list[tuple[object, ...]] = [
        (c.ident, c.name, c.contact.name, c.contact.mailbox, c.contact.cell(s), c.contact.address) for c in clients
    ]
    money: list[tuple[object, ...]] = [
        (
            c.ident,
            f"INV-{s.rng.randint(10000, 99999)}",
            s.dated(s.day(date(2023, 1, 1))),
            f"{c.monthly}.00",
            s.one("paid", "open"),
        )
        for c in clients
        for _ in range(3)
    ]
    pay: list[tuple[object, ...]] = [
        (c.ident, c.contact.name, c.contact.payment_card(s), c.contact.expires) for c in clients if c.sole
    ]
    return Book([
        Sheet("customers", ("code", "company", "contact", "email", "phone", "address"), people),
        Sheet("invoices", ("customer", "number", "issued", "amount", "state"), money), Sheet("payment_methods", ("customer", "cardholder", "card_number", "expires"), pay),
    ], s.day(date(2025, 1, 1)), s.one("psa", "ticketing", "crm"), about=owners(clients))  # fmt: skip


def abroad(w: World, s: Style) -> Paper:
    """Contractors in other countries, on one sheet of paper."""
    rng, blocks = s.rng, [title(s.one("Overseas contractors", "Contractors outside the US"))]
    made: list[tuple[str, str, str]] = []
    for _ in range(3):
        sin = numbers.ca_sin(rng)
        made.append(
            (
                s.one("Social Insurance Number", "SIN"),
                "ca-sin",
                s.one(f"{sin[:3]} {sin[3:6]} {sin[6:]}", f"{sin[:3]}-{sin[3:6]}-{sin[6:]}"),
            )
        )
        nino = numbers.uk_nino(rng)
        made.append(
            (
                s.one("National Insurance number", "NI number", "NINO"),
                "uk-nino",
                s.one(nino, f"{nino[:2]} {nino[2:4]} {nino[4:6]} {nino[6:8]} {nino[8]}"),
            )
        )
        nhs = numbers.uk_nhs(rng)
        made.append(("NHS number", "uk-nhs", f"{nhs[:3]} {nhs[3:6]} {nhs[6:]}"))
        tfn = numbers.au_tfn(rng)
        made.append((s.one("TFN", "Tax file number"), "au-tfn", f"{tfn[:3]} {tfn[3:6]} {tfn[6:]}"))
        medicare = numbers.au_medicare(rng)
        made.append(
            (
                s.one("Medicare number", "Medicare card no."),
                "au-medicare",
                f"{medicare[:4]} {medicare[4:9]} {medicare[9]}",
            )
        )
    pairs: list[tuple[str, object]] = [
        (label, Value(detector, text, f"contractor/x{i // 5}")) for i, (label, detector, text) in enumerate(made)
    ]
    block: list[Block] = [fields(pairs[:5]), fields(pairs[5:10]), fields(pairs[10:])]
    return Paper([*blocks, *block], s.day(date(2021, 1, 1)), s.one("contractors abroad", "overseas tax ids"))


BY_GROUP: tuple[Callable[[World, Style, list[Client]], Book], ...] = (ledger, autopay, bank_debits)
