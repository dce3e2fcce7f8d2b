"""Writes the sample company: who files what where, in which format, how old, and open to whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from bailee.demo import (
    accounts,
    applicants,
    archives,
    harmless,
    health_records,
    mail,
    mailboxes,
    office,
    pdf,
    staff_records,
    tables,
    technology,
    tools,
    watching,
)
from bailee.demo.filing import Disk, Manifest, extension_of
from bailee.demo.marks import Ink, file_name, plain
from bailee.demo.numbers import password
from bailee.demo.papers import Book, Built, Paper, Sheet, as_html, as_text, built, fields, lines, para, title
from bailee.demo.people import Client, Person, Style, World


class _Office:
    """The clerks: each method fills some folders."""

    def __init__(self, world: World, rng: Random, disk: Disk) -> None:
        self.w, self.rng, self.disk = world, rng, disk

    def style(self) -> Style:
        return Style.drawn(self.rng)

    # Formats

    def render(self, paper: Paper) -> Built:
        rng = self.rng
        choice = rng.randrange(13)
        if choice < 3:
            return office.as_docx(paper, tabbed=rng.random() < 0.5)
        if choice < 5:
            return office.as_odt(paper)
        if choice < 10:
            return pdf.as_pdf(
                paper,
                mono=rng.random() < 0.2,
                serif=rng.random() < 0.5,
                boxed=rng.random() < 0.6,
                size=rng.choice([9, 10, 11]),
            )
        if choice < 12:
            return self.text(paper)
        ink = Ink()
        return built(paper, "html", as_html(paper, ink).encode(), ink)

    def text(self, paper: Paper) -> Built:
        ink = Ink()
        laid = as_text(paper, ink, leader=self.rng.choice([": ", ":\t", " = "]), width=self.rng.choice([0, 0, 32]))
        encoding = self.rng.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
        end = "\n" if encoding == "utf-8" else "\r\n"
        return built(paper, "txt", laid.replace("\n", end).encode(encoding, "replace"), ink)

    def render_book(self, book: Book) -> Built:
        choice = self.rng.randrange(9)
        if choice < 3 or len(book.sheets) > 1:
            return office.as_xlsx(book, shared=self.rng.random() < 0.6)
        if choice == 3:
            return office.as_ods(book)
        return tables.FORMS[self.rng.choice(list(tables.FORMS))](book)

    def named(self, file: Built, marked: str) -> Built:
        """The file under a name that itself holds a value."""
        return replace(file, name=marked + extension_of(plain(file.name)))

    def few(self, people: Sequence[Person], low: int, high: int) -> list[Person]:
        return self.rng.sample(list(people), self.rng.randint(low, high))

    # Departments

    def human_resources(self) -> None:
        w, rng = self.w, self.rng
        for p in w.staff:
            folder = f"HR/Personnel/{p.surname}, {p.given}"
            self.disk.add(folder, self.render(staff_records.data_sheet(w, self.style(), p)))
            for write, share in (
                (staff_records.employment_history, 0.3),
                (staff_records.deposit_form, 0.35),
                (staff_records.offer_letter, 0.35),
                (staff_records.work_eligibility, 0.3),
                (staff_records.warning_letter, 0.15),
            ):
                if rng.random() < share:
                    other = {
                        "work_eligibility": "i9-form",
                        "warning_letter": "disciplinary-record",
                        "offer_letter": "personnel-file",
                    }.get(write.__name__, "")
                    self.disk.add(folder, self.render(write(w, self.style(), p)), other=other)
        for p in w.former:
            self.disk.add("Old stuff/HR former", self.text(staff_records.data_sheet(w, self.style(), p)))
        self.disk.add("HR", self.render_book(staff_records.roster(w, self.style(), w.staff)), mode=0o644)
        self.disk.add("HR/Background", self.render_book(staff_records.screening_orders(w, self.style(), w.staff[5:30])))
        for check in staff_records.BY_PERSON[staff_records.CHECKS]:
            for p in self.few(w.staff, 3, 5):
                self.disk.add("HR/Background", self.render(check(w, self.style(), p)))
        folders = {
            health_records.DRUGS: ("HR/Testing", "Shared/scans", "Old stuff/HR former"), health_records.MIND: ("HR/Recruiting", "HR/Medical", "Users/hradmin/Desktop"),
            health_records.MEDICAL: ("HR/Medical", "Shared/scans", "HR/Leave"), health_records.INSURANCE: ("HR/Benefits", "HR/Benefits/Old years", "Users/hradmin/Documents"),
            health_records.GENES: ("HR/Wellness", "HR/Benefits", "Shared/scans"),
        }  # fmt: skip
        for kind, writers in health_records.BY_PERSON.items():
            for record in writers:
                for p in self.few(w.staff, 3, 5):
                    self.disk.add(rng.choice(folders[kind]), self.render(record(w, self.style(), p)))
        for kind, gather in health_records.BY_GROUP.items():
            if kind != health_records.MEDICAL:
                self.disk.add(folders[kind][0], self.render_book(gather(w, self.style(), self.few(w.staff, 9, 24))))
        ink = Ink()
        feed = health_records.carrier_feed(w, self.style(), w.staff[:15])
        self.disk.add("HR/Benefits", built(feed, "edi", as_text(feed, ink).encode(), ink))

    def accounting(self) -> None:
        w, rng = self.w, self.rng
        for p in self.few(w.staff, 12, 16):
            self.disk.add("Accounting/Payroll/Stubs", self._pdf(staff_records.stub(w, self.style(), p)))
        for _ in range(2):
            self.disk.add("Accounting/Payroll", self.render_book(staff_records.register(w, self.style(), w.staff)))
        self.disk.add(
            "Accounting/Payroll",
            tables.as_csv(
                replace(
                    staff_records.register(w, self.style(), w.staff[:30]),
                    sheets=staff_records.register(w, self.style(), w.staff[:30]).sheets[:1],
                )
            ),
        )
        self.disk.add("Old stuff/Payroll bureau", self._pdf(staff_records.payroll_print(w, self.style(), w.staff)))
        for gather in accounts.BY_GROUP:
            self.disk.add("Accounting/Receivables", self.render_book(gather(w, self.style(), w.clients)))
            self.disk.add(
                rng.choice(["Accounting/Exports", "Old stuff/QuickBooks", "Shared"]),
                self.render_book(gather(w, self.style(), rng.sample(w.clients, 35))),
            )
        self.disk.add("Accounting/Receivables", self.render_book(accounts.foreign_payers(w, self.style(), w.clients)))
        for c in rng.sample(w.clients, 9):
            self.disk.add(
                "Accounting/Statements", self.render(accounts.statement(w, self.style(), c)), other="customer-billing"
            )
        sole = [c for c in w.clients if c.sole]
        for c in rng.sample(w.clients, 7):
            self.disk.add(
                rng.choice(["Accounting/Cards", "Shared/scans", "Accounting/Receivables"]),
                self.render(accounts.card_form(w, self.style(), c)),
            )
        for c in rng.sample(w.clients, 4):
            self.disk.add("Accounting/Cards/by phone", self.text(accounts.card_slip(w, self.style(), c)))
        for c in [*rng.sample(sole, 6), *rng.sample(w.clients, 4)]:
            self.disk.add("Accounting/Vendors", self.render(accounts.vendor_form(w, self.style(), c)), other="tax-form")
        self.disk.add("Accounting/Vendors", self.render(accounts.abroad(w, self.style())))

    def _pdf(self, paper: Paper) -> Built:
        return pdf.as_pdf(paper, serif=self.rng.random() < 0.5, boxed=self.rng.random() < 0.6, size=9)

    def clients(self) -> None:
        w, rng = self.w, self.rng
        for c in rng.sample(w.clients, 8):
            self.disk.add(f"Clients/{file_name(c.name)}", self.render(technology.runbook(w, rng)))
        practice = rng.choice([c for c in w.clients if not c.sole])
        self.disk.add(
            f"Clients/{file_name(practice.name)}/migration",
            self.render_book(health_records.patient_list(w, self.style(), w.patients)),
        )
        for write in (health_records.progress_note, health_records.blood_results, health_records.benefits_statement):
            p = rng.choice(w.patients)
            self.disk.add(f"Clients/{file_name(practice.name)}/migration", self.render(write(w, self.style(), p)))
        self.disk.add(
            "IT/Databases",
            tables.as_sqlite(accounts.customer_database(w, self.style())),
            mode=0o644,
            other="customer-billing",
        )

    def technology(self) -> None:
        w, rng = self.w, self.rng
        for file in technology.configurations(w, rng):
            self.disk.add(rng.choice(["IT/Config", "IT/Scripts", "Users/tech2/Desktop"]), file)
        self.disk.add("IT", self.render_book(technology.password_list(w, rng)), other="password-list")
        self.disk.add("IT", self.render_book(technology.inventory(w, rng)))
        self.disk.add("IT/Config", technology.leases(w, rng))

    def watching(self, manifest: Manifest) -> None:
        w, rng = self.w, self.rng
        for write in watching.WEB_LOGS:
            people = self.few(w.staff, 8, 18)
            file = write(w, rng, people)
            folder = (
                rng.choice(["IT/Logs", "IT/Firewall", "Old stuff/syslog"])
                if "browsing" not in plain(file.name) and "History" not in plain(file.name)
                else rng.choice(["HR/Investigations", "Users/tech2/Desktop"])
            )
            self.disk.add(folder, archives.as_gz(self.disk.inner(file)) if write is watching.squid else file)
        self.disk.add("IT/Logs", watching.squid(w, rng, self.few(w.staff, 8, 18)))
        for p in self.few(w.staff, 2, 3):
            self.disk.add(
                rng.choice(["IT/Agents/kl", "Users/owner/private"]), watching.keys_as_text(w, rng, p), mode=0o600
            )
        for p in self.few(w.staff, 2, 2):
            self.disk.add("IT/Agents/kl", watching.keys_as_table(w, rng, p))
        first, second = rng.sample(w.staff, 2)
        for picture in watching.screens(w, rng, first, 12):
            self.disk.add(f"{tools.CAPTURES}/{first.login}", picture, group="desk", mode=0o640)
        series = [self.disk.inner(picture) for picture in watching.screens(w, rng, second, 9)]
        self.disk.add("HR/Investigations", archives.as_zip(series, f"{second.login} week"))
        if watching.has_video():
            recorded, exported = watching.footage(w, rng)
            for file in recorded:
                self.disk.add(f"{tools.FRIGATE}/storage/recordings/{file.on}/09", file, group="nvr", mode=0o644)
            for file in exported:
                self.disk.add(rng.choice(["HR/Investigations", "Shared/Video", "Users/owner/private"]), file)
        else:
            manifest.left_out.append(watching.FOOTAGE)

    def mail(self) -> None:
        w, rng = self.w, self.rng
        for p in self.few(w.staff, 4, 5):
            letters = mailboxes.mailbox(w, rng, p, rng.randint(14, 26))
            letters[2].attached.append(self.disk.inner(self.render(health_records.doctors_note(w, self.style(), p))))
            self.disk.add(
                rng.choice(["Mail/Archive", "Mail/Leavers", f"Users/{p.login}/Mail"]),
                mail.as_mbox(letters, rng.choice([p.login, "Sent", "Archive 2023", str(p.mailbox)]), about=(p.owner,)),
            )
        for number, p in enumerate(self.few(w.former, 2, 2)):
            exported = [
                self.disk.inner(mail.as_eml(letter, f"{i:04d} {letter.subject}"))
                for i, letter in enumerate(mailboxes.mailbox(w, rng, p, 9), 1)
            ]
            pack = archives.as_zip if number == 0 else archives.as_tar_gz
            file = pack(
                [replace(e, name=file_name(e.name)) for e in exported],
                f"mailbox {p.login}",
                "" if number else "archived-mail",
            )
            if number:
                file.kinds.append(("archived-mail", (f"{plain(file.name).removesuffix('.gz')}",), (p.owner,)))
            self.disk.add("Mail/Leavers", file)
        inbox: list[tuple[mail.Letter, str]] = [
            (mailboxes.customer_pays(w, rng, c), f"card {c.ident}") for c in rng.sample(w.clients, 4)
        ]
        inbox += [(mailboxes.laboratory_writes(w, rng, p), f"lab {i}") for i, p in enumerate(self.few(w.staff, 4, 4))]
        for p in self.few(w.staff, 3, 3):
            letter = mailboxes.business(w, rng, p)
            inner = mail.Letter(mailboxes.from_home(p), [mailboxes.from_work(p)], self.style().one("my papers", "forms you wanted", f"SSN {p.ssn(Style(rng, dash='-'))} as asked"), "See attached.", letter.on, 7,
                                attached=[self.disk.inner(self.render(health_records.enrolment(w, self.style(), p))), self._pack([staff_records.deposit_form(w, self.style(), p)], "forms")])  # fmt: skip
            letter.subject, letter.attached = "FW: " + plain(inner.subject), [inner]
            inbox.append((letter, f"forward {p.number}"))
        p = rng.choice(w.staff)
        asked = mailboxes.business(w, rng, p)
        asked.subject = f"RE: {p.mention}, SSN {p.ssn(Style(rng, dash='-'))}, new card"
        inbox.append((asked, f"re {p.number}"))
        for p in self.few(w.staff, 3, 4):
            inbox.append((mailboxes.private(w, rng, p), f"{p.login} private"))
        for letter, name in inbox:
            self.disk.add(rng.choice(["Mail/Saved", "Users/hradmin/Mail", "Shared"]), mail.as_eml(letter, name))

    def _pack(self, papers: list[Paper], name: str) -> Built:
        return self.disk.inner(archives.as_zip([self.disk.inner(self.render(paper)) for paper in papers], name))

    def archives(self) -> None:
        """Zip in zip, tar with everything, and two that stay shut."""
        w, rng = self.w, self.rng
        p, q = rng.sample(w.staff, 2)
        deep = archives.as_zip(
            [
                self.disk.inner(
                    self.named(
                        self.render(health_records.laboratory_report(w, self.style(), p)),
                        f"{p.last_first} {p.ssn(Style(rng, dash='-'))}",
                    )
                ),
                self.disk.inner(self.render_book(health_records.census(w, self.style(), w.staff[:12]))),
            ],
            "inner",
        )
        self.disk.add(
            "Old stuff/Backup 2019",
            archives.as_zip(
                [
                    self.disk.inner(deep),
                    self.disk.inner(self.render(staff_records.screening_report(w, self.style(), q))),
                ],
                "HR complete 2019",
            ),
        )
        self.disk.add(
            "Old stuff/Backup 2019",
            archives.as_tar_gz(
                [
                    self.disk.inner(self.render_book(accounts.autopay(w, self.style(), w.clients[:20]))),
                    self.disk.inner(self._pdf(staff_records.stub(w, self.style(), p))),
                    self.disk.inner(watching.fortigate(w, rng, w.staff[:10])),
                ],
                "acct",
            ),
        )
        sealed = [self.render(accounts.card_form(w, self.style(), rng.choice(w.clients)))]
        self.disk.add(
            "Accounting/Cards",
            archives.as_locked_zip([self.disk.inner(f) for f in sealed], "cards old", password(rng), rng),
            locked=True,
        )
        shut = pdf.handmade_pdf(
            replace(staff_records.deposit_form(w, self.style(), q), name="deposit protected"),
            pdf.Extras(password=password(rng)),
        )
        self.disk.add("HR/Payroll forms", shut, locked=True)

    def corners(self) -> None:
        """Where text hides beside the body: page headers, notes, comments, tracked changes, properties, form fields, hidden sheets."""
        w, rng = self.w, self.rng
        for p in self.few(w.staff, 4, 5):
            s = Style(rng, "%m/%d/%Y", "(###) ###-####", "-")
            paper = staff_records.employment_history(w, s, p)
            paper.header = f"{s.one('Employee file', 'Confidential')}: SSN {p.ssn(s)}"
            paper.footer = f"Home phone {p.landline(s)}"
            paper.comments = [
                f"new cell is {p.cell(s)}, please update",
                f"payroll has his bank account number: {p.bank_account}",
            ]
            paper.footnotes = [f"Personal e-mail given at hire: {p.email}"]
            paper.deleted = [f"Date of birth: {p.birthday(s)}"]
            paper.inserted = [f"Driver's license no. {p.driving_licence} ({p.state})"]
            paper.custom = {"SSN": str(p.ssn(s)), "Checked by": "HR"}
            paper.name = f"status {p.number}"
            self.disk.add("HR/Reviews", office.as_docx(paper))
        p = rng.choice(w.staff)
        s = self.style()
        odt = health_records.doctors_note(w, s, p)
        odt.header, odt.footer, odt.comments = (
            f"{s.label('mrn')}: {p.record_number}",
            f"call {p.cell(s)}",
            [f"insurance Member ID: {p.member_id}"],
        )
        self.disk.add("HR/Leave", office.as_odt(odt))
        for p in self.few(w.staff, 2, 3):
            s = Style(rng, "%m/%d/%Y", "###-###-####", "-")
            form = Paper(
                [title("Change of personal data"), para("Fill in and mail to HR.")],
                s.day(p.hired),
                f"change form {p.number}",
                also=("personnel-file",),  # the new data of one of the staff, filled in
            )
            attached = self.disk.inner(self.text(staff_records.deposit_form(w, s, p)))
            extras = pdf.Extras(
                form=[("Name", str(p.name)), ("Social Security Number", str(p.ssn(s))), ("Home address", str(p.address)), ("Passport number", str(p.passport_number)), ("Date of birth", str(p.birthday(s)))],
                notes=[f"phone confirmed: {p.cell(s)}"], info={"Title": "Form", "Subject": f"SSN {p.ssn(s)}"}, attached=attached,
            )  # fmt: skip
            self.disk.add("HR/Payroll forms", pdf.handmade_pdf(form, extras))
        c, d = rng.sample(w.clients, 2)
        s = self.style()
        slides: list[tuple[list[str], str]] = [
            (
                [f"{w.company}", "Quarterly review for clients"],
                f"Call {c.contact.mention} first, cell {c.contact.cell(s)}",
            ),
            (
                ["Renewals", f"{c.name}\n{c.plan}: ${c.monthly}/month", f"Contact: {c.contact.mailbox}"],
                f"pays by card {c.contact.payment_card(s)} exp {c.contact.expires}",
            ),
            (["Late payers", f"{d.name}"], f"lives at {d.contact.address}"),
        ]
        self.disk.add("Marketing", office.as_pptx("QBR deck", slides, s.day(date(2023, 1, 1))))
        page = Paper(
            [
                title("Ticket export"),
                fields([("Requester", c.contact.name), ("E-mail", c.contact.mailbox), ("Callback", c.contact.cell(s))]),
            ],
            s.day(date(2022, 1, 1)),
            "tickets",
        )
        ink = Ink()
        text = as_html(
            page,
            ink,
            hidden=f"alternate contact {d.contact.mailbox}",
            comment=f"old phone {d.contact.cell(s)}",
            link=f"Owner: {d.contact.email}",
        )
        self.disk.add("Clients/exports", built(page, "html", text.encode(), ink))
        named: list[tuple[str, Callable[[World, Style, Person], Paper]]] = [
            ("ssn", staff_records.work_eligibility),
            ("phone", staff_records.offer_letter),
            ("email", staff_records.warning_letter),
        ]
        for what, write in named:
            p = rng.choice(w.staff)
            dashed = Style(rng, "%Y-%m-%d", "###-###-####", "-")
            value = {
                "ssn": f"SSN {p.ssn(dashed)} copy",
                "phone": f"callback {p.cell(dashed)}",
                "email": f"from {p.email}",
            }[what]
            self.disk.add(
                rng.choice(["Shared/scans", "Users/hradmin/Desktop"]),
                self.named(self.render(write(w, self.style(), p)), value),
                other={"ssn": "i9-form", "phone": "personnel-file", "email": "disciplinary-record"}.get(what, ""),
            )
        c = rng.choice([c for c in w.clients if c.iban])
        note = Paper(
            [lines(["wire came in, see bank", "ask for the remittance advice"])], s.day(date(2022, 1, 1)), "note"
        )
        self.disk.add("Accounting/Exports", self.named(self.text(note), f"wire {c.iban_value(False)}"))
        self._sheets_with_values()

    def _sheets_with_values(self) -> None:
        w, rng = self.w, self.rng
        s = Style(rng, "%m/%d/%Y", "###-###-####", "-")
        people = rng.sample(w.staff, 4)
        sheets = [
            Sheet(f"SSN {p.ssn(s)}", ("Week", "Hours", "Note"), [(i, rng.randint(30, 45), "") for i in range(1, 9)])
            for p in people[:3]
        ]
        sheets.append(
            Sheet(
                "misc",
                ("Item", "Text"),
                [("callback", people[3].cell(s))],
                comments=[(1, 1, f"his private address is {people[3].email}")],
            )
        )
        self.disk.add("Users/owner/private", office.as_xlsx(Book(sheets, s.day(date(2023, 1, 1)), "timesheets")))

    def harmless(self) -> None:
        w, rng = self.w, self.rng
        folders = ["Legal/Policies", "Shared/Forms", "Marketing", "IT/Docs", "Old stuff/misc", "Shared"]
        for paper in harmless.papers(w, rng):
            self.disk.add(rng.choice(folders), self.render(paper), allowed=())
        for book in harmless.books(w, rng):
            self.disk.add(
                rng.choice(["Shared/Purchasing", "IT/Docs", "Accounting/Exports"]), self.render_book(book), allowed=()
            )
        for file, allowed in harmless.files(w, rng):
            self.disk.add(rng.choice(["IT/Scripts", "IT/Logs", "Old stuff/misc", "Marketing"]), file, allowed=allowed)

    def tools(self, manifest: Manifest) -> None:
        """Monitoring tools by what they leave, and files that only name some."""
        w, rng = self.w, self.rng
        for folder, file in (
            *tools.key_logger(w, rng),
            *tools.screen_capture(w, rng),
            *tools.camera_recorder(rng),
            *tools.call_recorder(rng),
            *tools.mail_archive(w, rng),
            tools.software_list(w, rng),
        ):
            self.disk.add(folder, file)
        for folder, file in tools.only_named(rng):
            self.disk.add(folder, file, allowed=())
        if not (self.disk.neutral or self.disk.shuffle):  # a tool's own folders tell it; without them it is not named
            manifest.tools += list(tools.PLANTED)

    def departures(self) -> None:
        """What lies otherwise than it should: a drug test and an I-9 in a personnel folder, wages where marketing works, old applications."""
        w, rng = self.w, self.rng
        p = rng.choice(w.staff)
        folder = f"HR/Personnel/{p.surname}, {p.given}"
        test = health_records.BY_PERSON[health_records.DRUGS][0]
        self.disk.add(folder, self._pdf(test(w, self.style(), p)), mode=0o640)
        self.disk.add(
            folder, self._pdf(staff_records.work_eligibility(w, self.style(), p)), mode=0o640, other="i9-form"
        )
        self.disk.add("Marketing", office.as_xlsx(staff_records.register(w, self.style(), w.staff[:12])), mode=0o640)
        for number, applicant in enumerate(applicants.applicants(rng, 5)):
            on = date(2021 + number, 3 + number, 11)
            paper = applicants.curriculum(self.style(), applicant, on)
            self.disk.add("HR/Recruiting", self.render(paper), mode=0o640, other=applicants.APPLICATIONS)


def make_company(folder: Path, *, seed: int, shuffle_folders: bool = False, neutral_names: bool = False) -> Manifest:
    """Write the sample company of `seed` under `folder`, which is made; the manifest says what lies in it.

    `neutral_names` takes the meaning from all names of files and folders, members and attachments; `shuffle_folders` puts
    each file (a series as a whole) into some other folder.
    """
    rng = Random(seed)  # noqa: S311 (a sample, not a secret)
    world = World.drawn(rng)
    manifest = Manifest(seed, world.company)
    # Names and places are drawn apart, so that the same seed writes the same documents under all of them.
    disk = Disk(Random(seed + 1), neutral_names, shuffle_folders)  # noqa: S311 (a sample, not a secret)
    clerk = _Office(world, rng, disk)
    clerk.human_resources()
    clerk.accounting()
    clerk.clients()
    clerk.technology()
    clerk.watching(manifest)
    clerk.mail()
    clerk.archives()
    clerk.corners()
    clerk.harmless()
    clerk.tools(manifest)
    # drawn apart: what was there before is as it was
    _Office(world, Random(seed + 4), disk).departures()  # noqa: S311 (a sample, not a secret)
    folder.mkdir(parents=True, exist_ok=True)
    owners = disk.write(folder, manifest)
    manifest.people = {key: len(found) for key, found in sorted(owners.items())}
    manifest.staff = [{"name": p.full, "email": p.work_email, "state": p.state, "title": p.title} for p in world.staff]
    manifest.clients = [_described(c) for c in world.clients]
    return manifest


def _described(c: Client) -> dict[str, str]:
    return {
        "name": c.name,
        "contact": c.contact.full,
        "email": c.contact.work_email,
        "sole_proprietor": "yes" if c.sole else "no",
        "country": c.country,
    }
