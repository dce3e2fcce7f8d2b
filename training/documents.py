"""Business and personnel text, generated: letters, forms, mail, contracts, tables, minutes, receipts, and text that names nobody."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from filling import ADDRESS, FIRM, PERSON, Writer, choose, code, firm, money, number
from people import person, written
from places import _MALAY_WORDS, any_town, block, malay, noisy, one_line, parts

SENTENCES = [
    "{P} started on {D} as {J} in our {L} office.",
    "Please forward the signed form to {P1} by {D}.",
    "{G1} will be out of office until {D}; contact {P2} instead.",
    "According to {P1}, the shipment from {O} never arrived.",
    "Mr. {S1} said that he had not received the letter dated {D}.",
    "Mrs. {S2} asked for a copy of her personnel file.",
    "Dr. {S3} examined the patient and found no impairment.",
    "The results were reviewed by Dr. {P3}, Medical Review Officer.",
    "{P1} and {P2} attended the hearing in {L}.",
    "{P1}, {P2} and {P3} were absent without notice.",
    "The undersigned, {P1}, residing at {A}, hereby authorizes the release of records.",
    "I, {P1}, of {A}, declare as follows.",
    "Our new address is {A}.",
    "She moved from {L} to {L} in {N} and now lives at {A}.",
    "Send the cheque to {P1}, {A}.",
    "The property located at {A} is leased by {O} to {P1}.",
    "Deliver to {A} before noon, attention {P2}.",
    "Her manager, {P2}, approved the leave request on {D}.",
    "Spoke with {G1} about the invoice; {G1} will call {G2} back.",
    "{G1} and {G2} are taking lunch orders.",
    "Can you ask {G1} if the {Q} arrived?",
    "Thanks {G1}!",
    "{P1} ({J}) reports to {P2} ({J}).",
    "The complaint was filed by {P1} against {O}.",
    "{P1} v. {P2}, decided {D}.",
    "{P1} v. {O}, No. {X}.",
    "The applicant, {P1}, moved to {L} in {N}.",
    "The applicant's solicitor, Ms {P2} of {O}, asked for an adjournment.",
    "Judge {S3} delivered the opinion of the court.",
    "The union was represented by its regional organiser, Mr {P2}, and by Ms {S3}.",
    "Witness {P1} testified that {S2} had left the premises at noon.",
    "{O1} agrees to pay {P1} a monthly salary of {M}.",
    "This agreement is made between {O1} and {P1}.",
    "{O1}, with its principal place of business at {A}, and {P1}, an individual.",
    "The policy holder {P1} reported a loss of {M} on {D}.",
    "{P1}'s performance review is due on {D}.",
    "{P1}'s supervisor {S2} was notified.",
    "Invoice {X} was paid by {P1} on {D}.",
    "We met with {P1} of {O1} in {L} last {W}.",
    "{P1} from {O1} called; please return the call at {T}.",
    "cc: {P1}, {P2}, {P3}",
    "Interview panel: {P1}, {P2}, {P3}.",
    "Attendees: {G1}, {G2}, {G3} and {P}.",
    "In case of emergency call {P2} at {T}.",
    "Spouse: {P2}. Children: {G3}, {G}.",
    "The patient's mother, {P2}, has a history of diabetes.",
    "{P1} was diagnosed with Hodgkin lymphoma by Dr. {S2}.",
    "The employee {P1} (ID {X}) tested negative on {D}.",
    "He lives with his sister {G2} at {A}.",
    "Employee {R1} was hired on {D}.",
    "Our driver {P1} delivered {N} pallets of {Q} to {O} at {A}.",
    "Best wishes from {G1} and {G2}.",
    "{P1} joined {O1} from {O} where she was {J}.",
    "Former employer: {O}, {A}. Supervisor: {P}.",
    "{U1} was appointed {J} on {D}.",
    "The late {P1} left the house at {A} to his daughter {G2}.",
    "My name is {P1} and I live in {L}.",
    "this is {P1} from {O}, calling about my bill.",
    "hi {G1}, did {G2} send you the file?",
    "Payment to {P1}, account {N}, was returned by {O}.",
    "We hereby confirm that {P1} has been employed by {O1} since {D}.",
    "Kindly note that {P1} resigned with effect from {D}.",
    "On {D}, {P1} slipped on a wet floor at the {L} warehouse; {P2} called an ambulance.",
    "Camera footage shows {P1} entering the store room at {N}.",
    "{P1} signed the acknowledgement; {P2} refused to sign.",
    "{J} {P1} presented the numbers; {G2} took notes.",
    "Sgt. {S1} and Officer {P2} responded to the call at {A}.",
    "Captain {P1}, {J} {P2}, and Professor {S3} spoke at the dinner.",
    "Guests may park behind {A}; enter through the rear.",
    "Site visit at {A} is moved to {D}.",
    "Registered office: {A}.",
    "Head office: {A}. Tel {T}.",
    "Return undelivered mail to {O}, {A}.",
    "The accident happened in front of {A} at about {N} pm.",
    "Pick up the keys at {A}.",
    "{P} <{E}> wrote:",
    "{P1} has left the channel. {G2}: ok, see you tomorrow. {G3}: thanks!",
    "{S1} told {S2} that the auditors would come on {D}.",
    "{S1}'s lawyer asked the court to adjourn.",
    "Counsel for {S2} objected.",
    "{S1} et al. ({N}) reported similar findings.",
    "The tenant, {C1}, shall pay {M} on the first of each month.",
    "IN WITNESS WHEREOF, {C1} has executed this Will on {D}.",
    "BETWEEN: {C1} (the Employee) AND {O1} (the Employer).",
]

# Judgments and contracts: parties, counsel, courts, and the many words there that look like names.
LEGAL = [
    "{P1} (the claimant) issued proceedings in the County Court at {L} on {D} against {O1}.",
    "The claimant, {P1}, aged {N}, lives near {L} and was assisted by counsel, Ms {P2}.",
    "The Court of Session allowed the reclaiming motion and the cause was sent back to the Outer House.",
    "The Land Registry Tribunal ({F}) stayed the proceedings until {D}.",
    "The High Court of {L} ({F}) held, ex parte, that Rule {N} of the Rules of Procedure had no effect.",
    "The Council of State and the Chamber of Deputies declined jurisdiction; the Attorney General appealed.",
    "The Data Protection Commissioner, the Auditor General and the Minister for Transport ({F}) gave evidence.",
    "The statute requires, mutatis mutandis and sine qua non, that the Trustee act bona fide.",
    "Whether res judicata, estoppel or laches bars the suit, and whether mens rea was shown, is for the Jury.",
    "The pension office ({F}) rejected the request by letter of {D}.",
    "A. Standing. B. Ripeness. C. Conclusion.",
    "See {S1} v. {O}, {N} F.3d {N} ({N}th Cir. {N}); In re {S2}, {N} B.R. {N}; {S3} v. State, {N} So. 2d {N}.",
    "Justices {S1}, {S2} and {S3} joined; {S} filed a dissent. Clerk of the Court: {P}.",
    "{P1}, for the Appellant; {P2}, Assistant Attorney General, for the Appellee.",
    "Before {S1}, Chief Judge, {S2} and {S3}, Circuit Judges.",
    "{C1}, Plaintiff, v. {O1}, Defendant. Civil Action No. {X}",
    "{P3}, a neighbour, picked {S1} out of an array shown to her at the {L} sheriff's office.",
    "Detective {S2} took a statement from {G3} {S3} at the hospital on {D}.",
    "The Constitutional Tribunal ({F}) struck down the {F} Act of {N}.",
    "The weekly {F} carried an interview with {P1}, its founder.",
    "{S1}, {S2} and the company {O1} were joined as third parties before the Labour Court.",
    "Defendant {S1} pleaded guilty to one count of Wire Fraud before Magistrate Judge {P2}.",
    "Solicitors {S1} {S2} of {L} acted for the trustee in bankruptcy.",
    "The Borrower and the Guarantor, {P1}, shall deliver the Collateral to the Administrative Agent, {O1}.",
    '"Person" means any individual, sole proprietorship, partnership, limited liability company, joint venture or Governmental Authority.',
    "Base Rate Loans, Eurodollar Loans, Events of Default and Permitted Liens have the meanings given in Section {N}.",
    "Notices to Lender: {O1}, {A}, Attention: {P2}, Telecopier: {T}.",
]

ABROAD = [
    "Sehr geehrter Herr {S1}, vielen Dank für Ihr Schreiben vom {D}.",
    "Sehr geehrte Frau {S2}, anbei erhalten Sie die Abrechnung für Ihre Wohnung in {A}.",
    "Der Mitarbeiter {P1}, geboren am {D}, wohnhaft in {A}, wurde am {D} eingestellt.",
    "Bitte senden Sie die Unterlagen an {P2}, {A}.",
    "Die Bundesagentur für Arbeit hat den Antrag auf Kurzarbeitergeld bewilligt.",
    "Mit freundlichen Grüßen",
    "{P1}",
    "{F} und {F}",
    "Monsieur {S1}, nous accusons réception de votre courrier du {D}.",
    "Madame {P2}, née le {D} à {L}, demeurant {A}, est salariée de {O1}.",
    "Le Tribunal de Grande Instance a rendu sa décision le {D}.",
    "Estimado Sr. {S1}: le informamos de que su contrato con {O1} termina el {D}.",
    "Doña {P2}, con domicilio en {A}, solicita una excedencia.",
    "El trabajador {P1} presta sus servicios en {O1} desde el {D}.",
    "La empresa comunica a todos los empleados el nuevo Convenio Colectivo.",
    "Gentile {P1}, Le inviamo la busta paga del mese di {D}.",
    "Il sottoscritto {P1}, residente in {A}, dichiara quanto segue.",
    "Geachte heer {S1}, hierbij ontvangt u de factuur van {D}.",
    "Mevrouw {P2}, wonende te {A}, heeft zich ziek gemeld.",
    "Szanowny Panie {S1}, w załączeniu przesyłamy umowę z dnia {D}.",
    "Pani {P2}, zamieszkała {A}, jest zatrudniona w {O1}.",
    "Prezado Senhor {S1}, segue em anexo o recibo de {D}.",
    "A funcionária {P2}, residente em {A}, pediu férias.",
    "{F} {F} {F}: {F} {F} {F}. {F} {F}!",
    "Bästa {G1}, tack för ditt mejl. Hälsningar {P2}",
    "Kære {G1}, vi har modtaget din ansøgning. Venlig hilsen {P2}",
]

NOBODY = [
    "The {W} is due on {D}.",
    "Please read the {W} before you sign.",
    "{O} shipped {N} units of {Q} to {L}.",
    "{W}: {N} items, total {M}.",
    "The {Q} was replaced under warranty.",
    "Our {L} branch will be closed on {W}.",
    "{O} and {O} announced a merger worth {M}.",
    "The Borrower shall repay the Lender in {N} installments.",
    "The Appellant filed a notice of appeal on {D}; the Respondent did not answer.",
    "Employees must wear safety glasses in the Plant at all times.",
    "May and June were strong months; April was weak.",
    "Mark the box, sign here, and date the form.",
    "Will the Tenant pay for repairs? Yes, up to {M}.",
    "Grant of license: {O} grants {O} a non-exclusive license.",
    "The Jackson County Court and the {L} City Council met on {D}.",
    "Route {N} is closed between {L} and {L}.",
    "Main Street was flooded in {N}.",
    "Traffic on Park Avenue and Lincoln Road was heavy.",
    "See Section {N} of the {W}.",
    "Chapter {N} describes the {W}.",
    "Order {X}: {N} x {Q} @ {M}",
    "Error {N}: connection to server {X} timed out.",
    "Windows Update failed with code {X}.",
    "Drug Test Result: Negative. Collection Date: {D}. Specimen ID {X}.",
    "Total Hours {N}, Overtime {N}, Gross Pay {M}, Net Pay {M}.",
    "{W} {W} {W}",
    "Contact Human Resources at {T}.",
    "Click Start, choose Settings, then select Network Adapter.",
    "{L} is {N} miles north of {L}.",
    "Bank of America, Wells Fargo and JPMorgan Chase raised rates.",
    "The Franklin Covey planner is in stock at {M}.",
    "Johnson & Johnson and Procter & Gamble are suppliers.",
    "Hodgkin lymphoma, Parkinson's disease and Down syndrome are covered.",
    "The St. Louis and San Antonio sites passed inspection.",
    "Version {N} of Apache Tomcat is installed on {X}.",
    "Monday: Chicken Kiev. Tuesday: Caesar Salad. Wednesday: Beef Wellington.",
    "The Rose Garden and the Ruby Room can be booked for events.",
    "Dear Sir or Madam,",
    "Dear Customer,",
    "To Whom It May Concern:",
    "Dear Hiring Manager,",
    "Hello everyone,",
    "Yours faithfully,",
    "Thank you for your business!",
    "All employees are expected to comply with the policy.",
    "no person shall be denied coverage on the basis of a prior condition.",
    "the meeting is at 12 on the third floor, room {N}.",
    "We sold {N} shares of {O} at {M}.",
    "Confidential - do not distribute",
    "Page {N} of {N}",
    "Terms: Net {N}. Due Date: {D}. Reference: {X}.",
    "Art. {N} of the Convention; Rule {N} of the Rules of Court.",
    "Victoria Falls, Mount Washington, Lake Charles and the James River are on the tour.",
    "Newton's method, Bayes' theorem and the Monte Carlo simulation are described in Chapter {N}.",
    "The Levenshtein distance, the Gaussian kernel and the Fourier transform are implemented in C.",
    "Licensed under the Apache License, Version {N}; see the MIT License for details.",
    "Run Make Install, then open Control Panel and choose Add Printer.",
    "The {F} and the {F} of {F} were renovated in {N}.",
    "Sheriff, Treasurer, Comptroller and Town Clerk are elected offices.",
    "Ad hoc, pro rata, bona fide, de facto, per se, vis-a-vis, pro bono, pari passu, ultra vires.",
    "Ship Via: Ground. F.O.B. Destination. Sales Rep: House.",
    "Gala Apples, Earl Grey Tea, Granola Bars, Basil Pesto, Ginger Ale, Rosemary Bread.",
    "Breakfast Burrito {M}, Caesar Wrap {M}, Shirley Temple {M}, Arnold Palmer {M}",
    "The Dow Jones, the Nikkei and the Hang Seng fell on {W}.",
    "Summer Olympics, World Cup, Super Bowl, Ryder Cup and Davis Cup were televised.",
    "{W} - {W} - {W}",
    "Notes: {F} {F} {F}",
    "The Will, the Trust and the Grant were dated {D}; Mark, Bill and Sue are also verbs.",
    "Size: Large. Colour: Ruby Red. Material: Olive Wood. Brand: {Q}.",
    "Hebrews, Matthew 5:9, Mark 2:1, Luke 10 and John 3:16 were read.",
    "St. Patrick's Day, St. John's Ward, King George Hospital and Victoria Ward are closed.",
    "Sent from my iPhone",
]

_TOPICS = (SENTENCES, LEGAL, ABROAD, NOBODY)

FIELDS = [
    "Employee name",
    "Employee Name",
    "EMPLOYEE",
    "Name",
    "Full name",
    "Full Legal Name",
    "Patient",
    "Patient Name",
    "PATIENT",
    "Applicant",
    "Candidate",
    "Claimant",
    "Insured",
    "Policy holder",
    "Account holder",
    "Cardholder",
    "Name on card",
    "Customer",
    "Client",
    "Tenant",
    "Landlord",
    "Buyer",
    "Seller",
    "Borrower",
    "Guarantor",
    "Witness",
    "Notary",
    "Signed by",
    "Signed",
    "Approved by",
    "Prepared by",
    "Reviewed by",
    "Manager",
    "Supervisor",
    "Reports to",
    "Contact",
    "Contact person",
    "Emergency contact",
    "Spouse",
    "Next of kin",
    "Physician",
    "Attending physician",
    "Referred by",
    "Donor",
    "Donor name",
    "Collector",
    "MRO",
    "Driver",
    "Operator",
    "Attn",
    "Attention",
    "Ship to",
    "Bill to",
    "Sold to",
    "Deliver to",
    "From",
    "To",
    "Cc",
    "Author",
    "Owner",
    "User",
    "Caller",
    "Sales rep",
    "Technician",
    "Instructor",
    "Parent/Guardian",
    "Student",
    "Beneficiary",
    "Payee",
    "Pay to the order of",
    "Remit to",
    "Interviewer",
    "Requested by",
    "Issued to",
    "Received by",
    "Printed name",
    "Print name",
    "Name (please print)",
    "Nom",
    "Name/Vorname",
    "Nombre",
    "Nombre y apellidos",
    "Apellidos y nombre",
]
ADDRESS_FIELDS = [
    "Address",
    "Home address",
    "Street address",
    "Mailing address",
    "Billing address",
    "Shipping address",
    "Ship to",
    "Residence",
    "Residential address",
    "Current address",
    "Previous address",
    "Employer address",
    "Location",
    "Premises",
    "Property",
    "Registered office",
    "Adresse",
    "Anschrift",
    "Dirección",
    "Domicilio",
    "ADDRESS",
    "Addr",
    "Address of employee",
    "Service address",
    "Site",
    "Deliver to",
    "Return address",
]
OTHER_FIELDS = [
    "Date: {D}", "Date of birth: {D}", "DOB: {D}", "Phone: {T}", "Email: {E1}", "SSN: {N}-{N}-{N}", "Employee ID: {X}", "Position: {J}", "Title: {J}", "Department: {W}", "Start date: {D}",
    "Salary: {M}", "Gross pay: {M}", "Account no: {N}", "MRN: {X}", "Result: Negative", "Test: 5-panel urine", "Reason for test: Pre-employment", "Status: Full-time", "Company: {O}", "Employer: {O}", "Clinic: {O}",
    "Laboratory: {O}", "Insurer: {O}", "Product: {Q}", "Policy number: {X}", "Sex: F", "Marital status: Single", "Signature: ____________", "Invoice no: {X}", "City: {L}", "Place of birth: {L}", "Project: {Q}", "Court: {W}",
    "Blood type: O", "Diagnosis: {W}", "Plan: {W}", "Total: {M}", "File name: {X}.pdf", "Host name: {X}", "Bank name: {O}", "Company name: {O}", "Subject: {W}", "Re: {W}",
]  # fmt: skip


def prose(w: Writer) -> None:
    rng = w.rng
    for _ in range(rng.randint(1, 4)):
        count = rng.randint(2, 6)
        lines = choose(rng, _TOPICS[rng.choices(range(4), [10, 3, 2, 1])[0]], count) + choose(
            rng, NOBODY, rng.randint(0, 3)
        )
        rng.shuffle(lines)
        joint = rng.choice([" ", " ", "\n"])
        for index, line in enumerate(lines):
            w.put((joint if index else "") + line)
        w.line()
        if rng.random() < 0.6:
            w.line()


def letter(w: Writer) -> None:
    rng = w.rng
    if rng.random() < 0.6:
        w.line("{O1}").line("{B}")
        if rng.random() < 0.4:
            w.line("Tel: {T}   Fax: {T}")
        w.line()
    w.line("{D}").line()
    w.line(
        rng.choice(["{P1}", "{P1}", "Mr. {P1}", "Ms {P1}", "{C1}", "{P1}\n{J}\n{O}", "Attn: {P1}", "{J}\n{O}"])
    ).line("{B}").line()
    if rng.random() < 0.4:
        w.line(
            rng.choice(["Re: ", "RE: ", "Subject: ", ""])
            + rng.choice(["{W}", "Your invoice {X}", "Claim of {P1}", "{P2}, DOB {D}", "Notice of {W}"])
        ).line()
    w.line(
        rng.choice(
            [
                "Dear {G1},",
                "Dear Mr. {S1}:",
                "Dear Ms. {S1},",
                "Dear Mrs {S1}",
                "Dear {P1},",
                "Dear Dr. {S1},",
                "Hi {G1},",
                "Dear {G1} and {G2},",
                "Dear Sir or Madam,",
                "Dear Professor {S1}",
            ]
        )
    ).line()
    prose(w)
    w.line(
        rng.choice(
            [
                "Sincerely,",
                "Kind regards,",
                "Best regards",
                "Yours faithfully,",
                "Respectfully submitted,",
                "Cordially,",
                "Mit freundlichen Grüßen",
                "Thanks,",
            ]
        )
    )
    if rng.random() < 0.4:
        w.line()
    signature(w, "3")
    if rng.random() < 0.2:
        w.line().line("cc: {P2}\n    {P}")


def signature(w: Writer, key: str) -> None:
    rng = w.rng
    w.line(
        rng.choice(
            ["{P%s}", "{P%s}", "{G%s}", "/s/ {P%s}", "{C%s}", "{P%s}, {J}", "{P%s} | {J}", "By: {P%s}", "- {G%s}"]
        ).replace("%s", key)
    )
    for line in choose(
        rng, ["{J}", "{O1}", "{A}", "{B}", "Tel. {T}", "{E1}", "{T} (mobile)", "www.example.com"], rng.randint(0, 4)
    ):
        w.line(line)


def mail(w: Writer) -> None:
    rng = w.rng
    for _ in range(rng.choice([1, 1, 2, 3])):
        style = rng.random()
        if style < 0.35:
            w.line(
                rng.choice(
                    ["From: {P1} <{E1}>", "From: {R1}", "From: {P1} [mailto:{E1}]", "From: {E1}", 'From: "{R1}" <{E1}>']
                )
            )
            w.line(
                rng.choice(
                    [
                        "To: {P2} <{E2}>",
                        "To: {R2}; {R3}",
                        "To: {P2}; {P3}; {P}",
                        "To: {R2}; {R}; {R}; {R3}",
                        "To: {E2}",
                        "To: {C2}",
                    ]
                )
            )
            if rng.random() < 0.4:
                w.line(rng.choice(["Cc: {R}; {R}", "Cc: {P} <{E}>, {P} <{E}>", "cc:", "Cc: {E}"]))
            w.line("Sent: {D} 10:14 AM").line(
                rng.choice(["Subject: {W}", "Subject: RE: {W}", "Subject: {Q} order {X}", "Subject: Re: {G1}'s file"])
            )
        elif style < 0.55:
            w.line(
                rng.choice(
                    [
                        "On {D}, {P1} <{E1}> wrote:",
                        "{P1}@ACME\n{D} 09:12 AM\nTo: {P2}/HOU/ACME@ACME\ncc: {P3}/Corp/ACME@ACME",
                        "-----Original Message-----\nFrom: {R1}\nTo: {R2}",
                        "> From: {P1}\n> To: {P2}",
                    ]
                )
            )
        w.line(rng.choice(["{G2},", "Hi {G2},", "Hello {G2} -", "{G2} and {G3},", "All,", "Dear {G2},", "{G2}:", ""]))
        prose(w)
        w.line(rng.choice(["Thanks,", "Regards,", "Best,", "Cheers", "Thx", ""]))
        signature(w, "1")
        if rng.random() < 0.3:
            w.line(rng.choice(["Sent from my iPhone", "This e-mail is confidential.", "________________"]))
        w.line()


def form(w: Writer) -> None:
    rng = w.rng
    if rng.random() < 0.7:
        w.line(rng.choice(["{W}", "{O1}", "{O1}\n{W}", "{O1}\n{B}\n{W}"]))
    mark = rng.choice(
        [": ", ": ", ":\t", " : ", "  ", " - ", ":  ", ":\n", "\t", " ........ ", "=", ": ______ ", " | "]
    )
    gap = rng.choice(["\n", "\n", "\n", "    ", "\t", "\n\n"])
    shout = rng.random() < 0.2
    rows: list[tuple[str, str]] = []
    for _ in range(rng.randint(1, 4)):
        value = (
            rng.choice(["{C}", "{K}"])
            if shout
            else rng.choice(["{P1}", "{P}", "{P}", "{R}", "{P}", "{C}", "{U}", "Dr. {P}", "Mr. {P}"])
        )
        rows.append((rng.choice(FIELDS), value))
    for _ in range(rng.randint(0, 2)):
        rows.append((rng.choice(ADDRESS_FIELDS), rng.choice(["{A}", "{A}", "{B}"])))
    for field in choose(rng, OTHER_FIELDS, rng.randint(2, 8)):
        label, _, value = field.partition(": ")
        rows.append((label, value))
    rng.shuffle(rows)
    for label, value in rows:
        w.put((label.upper() if shout else label) + mark + value + gap)
    w.line()


def table(w: Writer) -> None:
    rng = w.rng
    mark = rng.choice(["\t", "\t", ",", ";", " | ", "  ", "   "])
    columns = choose(
        rng, ["P", "R", "G", "S", "A", "D", "M", "T", "E", "N", "X", "J", "O", "L", "Q", "W"], rng.randint(2, 6)
    )
    if not set(columns) & set("PRA"):
        columns[0] = rng.choice("PRPRA")
    heads = {"P": "Name|Employee|Customer|Full Name|Contact", "R": "Name|Employee Name|Last, First", "G": "First|First Name|Given name", "S": "Last|Surname|Last Name", "A": "Address|Street|Home address", "D": "Date|Hired|DOB",
             "M": "Amount|Salary|Balance", "T": "Phone|Mobile", "E": "E-mail", "N": "No|Qty|Hours", "X": "ID|Code|Ref", "J": "Title|Position", "O": "Company|Vendor|Employer", "L": "City|Town", "Q": "Item|Product", "W": "Description|Department"}  # fmt: skip
    if rng.random() < 0.75:
        w.line(mark.join(rng.choice(heads[column].split("|")) for column in columns))
    upper = rng.random() < 0.15
    quote = mark == ","
    for _ in range(rng.randint(2, 8)):
        for index, column in enumerate(columns):
            slot = {"P": "C", "R": "K"}.get(column, column) if upper else column
            w.put(mark if index else "")
            w.put(f'"{{{slot}}}"' if quote and column in "RAMO" else f"{{{slot}}}")
        w.line()


def contract(w: Writer) -> None:
    rng = w.rng
    w.line(
        rng.choice(
            [
                "LOAN AND SECURITY AGREEMENT",
                "EMPLOYMENT AGREEMENT",
                "LEASE AGREEMENT",
                "NON-DISCLOSURE AGREEMENT",
                "LAST WILL AND TESTAMENT",
                "SERVICES AGREEMENT",
            ]
        )
    ).line()
    w.put(rng.choice([
        'This Agreement is entered into as of {D} by and between {O1} ("Company"), a Delaware corporation, and {P1} ("Employee"), whose address is {A}.',
        'THIS LEASE is made on {D} BETWEEN {C1} of {A} (the "Landlord") AND {P2} of {A} (the "Tenant").',
        'This Loan Agreement dated {D}, between {O1} ("Bank") and {O2} ("Borrower"), whose address is {A}, provides the terms on which Bank will lend to Borrower.',
        '{O1}, having its offices at {A}, represented by its {J}, {P1}, and {O2}, represented by {P2}, agree as follows:',
        'I, {C1}, of {L}, being of sound mind, appoint {P2} as executor of this Will and give my house at {A} to {P3}.',
    ])).line().line()  # fmt: skip
    for number_ in range(1, rng.randint(2, 5)):
        w.line(
            f"{number_}. "
            + rng.choice(["Definitions. ", "Term. ", "Payment. ", "Notices. ", "Governing Law. ", "Guarantor. "])
            + rng.choice(
                NOBODY
                + SENTENCES[:30]
                + [
                    "All notices shall be sent to {O1}, {A}, Attn: {P1}.",
                    "If to Borrower: {O2}, {B}\nAttn: {P2}, {J}\nFax: {T}",
                    '"Guarantor" means {P3}.',
                    "This Agreement is governed by the laws of {L}.",
                ]
            )
        )
    w.line().line(
        rng.choice(
            ["IN WITNESS WHEREOF, the parties have executed this Agreement.", "SIGNED:", "EXECUTED as a deed by"]
        )
    )
    for key in ("1", "2"):
        w.line(rng.choice(["{O%s}", "BORROWER:", "COMPANY", ""]).replace("%s", key))
        w.line(
            rng.choice(
                [
                    "By: {P%s}\nName: {P%s}\nTitle: {J}",
                    "By: ____________\nName: {P%s}\nTitle: {J}",
                    "/s/ {P%s}\n{P%s}",
                    "Signature: ________ {C%s}",
                    "Print Name: {P%s}  Date: {D}",
                ]
            ).replace("%s", key)
        )


def minutes(w: Writer) -> None:
    rng = w.rng
    w.line(rng.choice(["Minutes of the meeting of {O1}", "BOARD MEETING MINUTES - {D}", "Weekly staff meeting"])).line()
    w.line(
        rng.choice(["Present: ", "Attendees: ", "In attendance - ", "PRESENT\n"])
        + rng.choice([", ", "; ", "\n"]).join(
            rng.choice(["{P}", "{P1}", "{P2}", "{P3}", "{P} ({J})", "{G}", "Mr. {S}", "Cllr {P}"])
            for _ in range(rng.randint(2, 7))
        )
    )
    if rng.random() < 0.5:
        w.line("Apologies: {P}, {P}")
    for _ in range(rng.randint(2, 5)):
        w.line(
            rng.choice(["- ", "* ", "1) ", ""])
            + rng.choice(
                [
                    "{G1} to send the {W} to {G2} by {D}.",
                    "Motion by {S1}, seconded by {S2}. Carried.",
                    "{P3} reported on the {W}.",
                    "ACTION: {P1}",
                    "ACTION ({G2}): order {Q}",
                    "Next meeting {D}, {A}.",
                    *NOBODY[:12],
                ]
            )
        )


def chat(w: Writer) -> None:
    rng = w.rng
    for _ in range(rng.randint(3, 9)):
        w.line(
            rng.choice(["[10:{N}] ", "", "{D} ", "10:14 AM "])
            + rng.choice(["{P1}: ", "{G2}: ", "<{G1}> ", "{P2} - ", "{P1} 9:41 AM\n"])
            + rng.choice(
                [
                    "ok",
                    "thanks {G2}",
                    "who has the {Q}?",
                    "ask {P3}",
                    "is {G3} in today?",
                    "ill be late, tell {G1}",
                    "{G1} can u send it",
                    "sure, address is {A}",
                    "{P3} from {O} called",
                    "see {W}",
                    "lol",
                    "meeting moved to {D}",
                    "drop it at {A} pls",
                ]
            )
        )


def judgment(w: Writer) -> None:
    rng = w.rng
    if rng.random() < 0.5:
        w.line(
            rng.choice(
                [
                    "{S1} v. {S2}",
                    "{C1} v. {O1}",
                    "IN THE MATTER OF {P1}",
                    "OPINION",
                    "STATEMENT OF THE CASE",
                    "I. BACKGROUND",
                ]
            )
        ).line()
    for _ in range(rng.randint(2, 5)):
        lines = choose(rng, LEGAL, rng.randint(1, 4)) + choose(rng, NOBODY, rng.randint(0, 1))
        rng.shuffle(lines)
        w.line(" ".join(lines)).line()


def envelope(w: Writer) -> None:
    rng = w.rng
    indent = rng.choice(["", "", "      "])
    lead = rng.choice(
        [
            "{P1}",
            "{C1}",
            "{O1}",
            "Mr {P1}",
            "The {S1} Family",
            "{P1}\n" + indent + "{O1}",
            "c/o {P2}",
            "Attn: {P1}",
            "SHIP TO:\n{P1}",
            "To the estate of {P1}",
            "{K1}",
        ]
    )
    for _ in range(rng.choice([1, 1, 2])):
        w.put(indent + lead + "\n" + indent)
        address = block(rng, indent)
        if rng.random() < 0.35:
            address = address.upper()
        w.labelled(address, ADDRESS).line().line()
        lead = rng.choice(["{O2}", "{P2}", "From: {P2}", "BILL TO: {O2}", "Return to:"])
    if rng.random() < 0.5:
        w.line(rng.choice(["Order {X}  {D}", "Tracking {X}", "Contents: {Q} x {N}", "Phone {T}"]))


def invoice(w: Writer) -> None:
    rng = w.rng
    w.line("{O1}")
    w.line(rng.choice(["{B}", "{A}", "{A}"]))
    w.line(rng.choice(["Tel: {T}", "Phone {T}  {E}", "VAT Reg No {X}", "ABN {N}", "GSTIN {X}"]))
    w.line(rng.choice(["INVOICE {X}", "Tax Invoice", "STATEMENT", "Quotation No. {X}"])).line("Date: {D}")
    w.line(
        rng.choice(
            [
                "Bill To:\n{P1}\n{B}",
                "Customer: {P1}\nAddress: {A}",
                "Sold to: {O2}, {A}",
                "Bill to: {O2}\n{B}\nShip to: {P2}\n{B}",
                "Client {P1}, {A}",
            ]
        )
    )
    for _ in range(rng.randint(1, 5)):
        w.line("{Q}  {N}  {M}  {M}")
    w.line("Subtotal {M}\nTotal {M}")
    if rng.random() < 0.5:
        w.line(
            rng.choice(
                [
                    "Remit to: {O1}, {A}",
                    "Your sales representative: {P3}",
                    "Served by {G}",
                    "Make checks payable to {O1}",
                    "Pay to {P1}",
                ]
            )
        )


_ITEMS = [
    "MILO 3IN1 1KG",
    "CHICKEN RICE",
    "TEH TARIK",
    "A4 PAPER 80GSM",
    "PVC TAPE",
    "LED BULB 9W",
    "NASI LEMAK",
    "COKE 500ML",
    "GARDENIA BREAD",
    "AA BATTERY",
    "BALL PEN BLUE",
    "CABLE TIE",
    'PAINT BRUSH 2"',
    "FISH BALL NOODLE",
    "COFFEE LATTE",
    "HDMI CABLE",
    "SAFETY BOOT",
    "ROLLER TOWEL",
    "EGGS GRADE A",
    "PARKING FEE",
    "CAESAR SALAD",
    "HAMMER 16OZ",
    "USB HUB",
    "DISH SOAP",
    "MARLBORO RED",
    "DIESEL B10",
    "ROSE BOUQUET",
    "BIRTHDAY CAKE",
]


def receipt(w: Writer) -> None:
    """The head of a shop's receipt as a scanner reads it, and some lines below."""
    rng = w.rng
    upper = rng.random() < 0.85
    shop = firm(rng).upper() if upper else firm(rng)
    share = rng.choice([0, 0, 0.01, 0.02])
    if rng.random() < 0.2:
        w.line(rng.choice(["TAX INVOICE", "*** COPY ***", "WELCOME", "CUSTOMER COPY", "{N}"]))
    w.labelled(noisy(rng, shop, share), FIRM).line()
    if rng.random() < 0.25:  # a branch, or a firm's name on two lines
        where = rng.choice([any_town(rng), f"{rng.choice(_MALAY_WORDS)} {rng.choice(_MALAY_WORDS)}"])
        branch = rng.choice(
            ["({}) PTE LTD", "({} BRANCH)", "{} OUTLET", "STORE {}", "- {}", "({})", "A DIVISION OF {} TRADING"]
        ).format(where)
        w.labelled(branch.upper() if upper else branch, FIRM).line()
    for line in choose(
        rng,
        [
            "({N}-{X})",
            "CO. REG NO: {N}",
            "GST ID: {N}",
            "ROC NO. {N}-X",
            "COMPANY REG NO : {N}-W",
            "(Formerly known as {O})",
        ],
        rng.choice([0, 1, 1, 2]),
    ):
        w.line(line.upper() if "{O}" not in line else line)
    lines = malay(rng) if rng.random() < 0.6 else parts(rng)
    joint = rng.choice([", ", ",", "\n", "\n", ",\n", ",\n", " ", ".\n", ",\n"])
    address = joint.join(lines)
    if rng.random() < 0.2:  # a scanner ends lines where the paper does
        words = address.split(" ")
        cut = rng.randrange(len(words))
        address = " ".join(words[:cut]) + "\n" + " ".join(words[cut:]) if 0 < cut < len(words) else address
    address = noisy(rng, address.upper() if upper else address, share).strip(" ,.\n")
    if rng.random() < 0.12:
        w.put(rng.choice(["ADDRESS: ", "ADD : ", "BRANCH: "]))
    w.labelled(address, ADDRESS)
    w.line(rng.choice(["", "", "", ".", ","]))
    for line in choose(
        rng,
        [
            "TEL: {T}",
            "TEL : {T}  FAX : {T}",
            "EMAIL: {E}",
            "GST REG NO : {N}",
            "TAX INVOICE",
            "CASH BILL",
            "INVOICE NO : {X}",
            "DATE : {D}",
            "TABLE {N}",
            "DOC NO. : {X}",
            "CASHIER: {G}",
            "CASHIER : {C}",
            "SERVED BY: {G}",
            "SALESPERSON : {C}",
            "MEMBER: {C}",
            "SLIP NO: {N}",
            "BILL TO : {O}",
            "STAFF {X}",
            "CUSTOMER: {C}",
        ],
        rng.randint(3, 9),
    ):
        w.line(line)
    for _ in range(rng.randint(1, 8)):
        w.line(
            rng.choice(["%s", "%s {N}", "{N} %s {M}", "%s\n{N} X {N}  {N}", "{N}\n%s"]).replace(
                "%s", rng.choice(_ITEMS)
            )
        )
    for line in choose(
        rng,
        [
            "TOTAL {M}",
            "ROUNDING ADJ 0.0{N}",
            "CASH {M}",
            "CHANGE {M}",
            "GST SUMMARY",
            "TOTAL SALES (INCLUSIVE GST)",
            "THANK YOU PLEASE COME AGAIN",
            "GOODS SOLD ARE NOT RETURNABLE",
            "SR = 6%",
            "VISA XXXX {N}",
            "CUSTOMER COPY",
        ],
        rng.randint(2, 6),
    ):
        w.line(line)


def record(w: Writer) -> None:
    """JSON, XML and settings with people in them."""
    rng = w.rng
    rows = {
        "name": "{P1}",
        "fullName": "{P1}",
        "first_name": "{G1}",
        "last_name": "{S1}",
        "surname": "{S1}",
        "patient": "{P1}",
        "contact": "{P2}",
        "address": "{A1}",
        "street": "{A1}",
        "employer": "{O}",
        "city": "{L}",
        "id": "{X}",
        "status": "active",
        "amount": "{N}",
        "email": "{E1}",
        "created": "{D}",
        "file": "{X}.json",
        "title": "{W}",
        "product": "{Q}",
        "owner": "{P2}",
        "username": "{X}",
    }
    keys = choose(rng, list(rows), rng.randint(3, 7))
    style = rng.choice(["json", "json", "xml", "yaml", "ini"])
    for _ in range(rng.randint(1, 3)):
        if style == "json":
            w.line("{").line(",\n".join(f'  "{key}": "{rows[key]}"' for key in keys)).line("}")
        elif style == "xml":
            w.line("<record>").line("\n".join(f"  <{key}>{rows[key]}</{key}>" for key in keys)).line("</record>")
        else:
            w.line("\n".join(f"{key}{': ' if style == 'yaml' else ' = '}{rows[key]}" for key in keys))
        w.people.clear()
        w.kept.clear()


def resume(w: Writer) -> None:
    rng = w.rng
    w.line(rng.choice(["{P1}", "{C1}", "Curriculum Vitae - {P1}", "{P1}, {J}"])).line(
        rng.choice(["{A}", "{B}", "{A} | {T} | {E1}"])
    ).line()
    for _ in range(rng.randint(1, 3)):
        w.line("{J}, {O}, {L} ({D} - {D})").line(rng.choice(NOBODY))
    w.line(rng.choice(["References: {P} ({J}, {O}), {P}", "Reference: {P}, {T}", "EDUCATION\nB.Sc., {L} University"]))


_CODE = [
    "def load_%s(path, %s=None):",
    "    return self._%s.get(%s)",
    "class %sHandler(Base%s):",
    "import %s",
    "from %s import %s",
    "if (%s != null) { %s.close(); }",
    "// %s: see %s",
    "# Copyright (c) %s contributors",
    "const %s = new %s();",
    "%s = %s(1, 2)",
    "INFO  %s started in %s ms",
    "2024-03-01 10:12:44 ERROR %s: Connection to %s refused",
    '<a href="#">%s</a>',
    "GET /%s/%s.html HTTP/1.1 200",
    "SELECT %s FROM %s WHERE id = 1;",
]
_IDENTIFIERS = [
    "user",
    "name",
    "Order",
    "item",
    "Customer",
    "Session",
    "config",
    "Parser",
    "Jordan",
    "Austin",
    "Dallas",
    "Madison",
    "Savannah",
    "Florence",
    "Victoria",
    "chase",
    "grant",
    "mark",
    "will",
    "Bill",
    "Frank",
    "Carter",
    "Mason",
    "Hunter",
    "Page",
    "Field",
    "Event",
    "Table",
    "Wagner",
    "Euler",
    "Newton",
    "Gauss",
    "Fourier",
    "Bayes",
    "Markov",
    "Poisson",
    "Dijkstra",
    "Kruskal",
    "Levenshtein",
    "Huffman",
    "Hamming",
    "Monte",
    "Carlo",
    "Jackson",
    "Gson",
    "Django",
    "Flask",
    "Ruby",
    "Perl",
    "Julia",
    "Ada",
    "Haskell",
    "Pascal",
    "Mercury",
    "Apollo",
    "Athena",
]


def source(w: Writer) -> None:
    """Code and logs: names of people there are names of things."""
    rng = w.rng
    for _ in range(rng.randint(5, 14)):
        line = rng.choice(_CODE)
        for _ in range(line.count("%s")):
            line = line.replace("%s", rng.choice(_IDENTIFIERS), 1)
        w.text += line + "\n"
        if rng.random() < 0.04:
            w.put("# Author: ").labelled(written(rng, person(rng), "full"), PERSON).line(
                rng.choice([" <a@example.com>", "", ", 2019"])
            )


_MEASURES = [
    "Temperature",
    "Sales",
    "Revenue",
    "Height",
    "Weight",
    "Speed",
    "Voltage",
    "Price",
    "Units",
    "Stock",
    "Margin",
    "Score",
    "Rank",
    "Total",
    "Average",
    "Median",
    "Sepal",
    "Petal",
    "Width",
    "Length",
    "Species",
    "Region",
    "Month",
    "Quarter",
    "Year",
    "Product",
    "Grade",
    "Sample",
    "Batch",
    "Lot",
    "Shift",
    "Line",
    "Model",
    "Engine",
    "Cylinder",
    "Gear",
    "Carat",
    "Cut",
    "Color",
    "Clarity",
    "Depth",
]
_THINGS = [
    "Toyota Corolla",
    "Honda Civic",
    "Merc 450SL",
    "Ford Pantera L",
    "Camaro Z28",
    "Fiat X1-9",
    "Iris setosa",
    "Iris virginica",
    "North Carolina",
    "South Dakota",
    "West Virginia",
    "New Mexico",
    "Rhode Island",
    "Adelie",
    "Gentoo",
    "Chinstrap",
    "Premium",
    "Ideal",
    "Very Good",
    "Fair",
    "Male",
    "Female",
    "Yes",
    "No",
    "Control",
    "Treatment A",
    "San Francisco",
    "Los Angeles",
    "Santa Fe",
    "St. Louis",
    "Biscoe",
    "Torgersen",
    "Dream",
    "Ruby",
    "Amber",
    "Jade",
    "Pearl",
    "Basil",
    "Rosemary",
    "Sage",
    "Ginger",
    "Olive Oil",
    "Red Delicious",
    "Granny Smith",
    "Fuji",
    "Gala",
    "Cox Orange",
    "Earl Grey",
    "Monterey Jack",
    "Colby",
    "Martin Guitar",
    "Gibson Les Paul",
    "Fender",
    "Lincoln Navigator",
    "Chrysler New Yorker",
    "Dodge Charger",
    "Porsche 911",
    "Ferrari Dino",
    "Maserati Bora",
    "Lotus Europa",
    "Kelly Blue",
    "Virginia Ham",
    "Carolina Reaper",
    "Victoria Plum",
    "Hudson Bay",
]


def measures(w: Writer) -> None:
    """Tables of things and figures: nobody is named, whatever it looks like."""
    rng = w.rng
    mark = rng.choice(["\t", ",", ",", ";", "  ", " | "])
    heads = [
        rng.choice(["Name", "Item", "Model", "State", "County", "Variety", "Species", "City", "Brand", ""]),
        *choose(rng, _MEASURES, rng.randint(2, 6)),
    ]
    w.text += mark.join(heads) + "\n"
    things = [
        rng.choice(_THINGS)
        if rng.random() < 0.7
        else firm(rng)
        if rng.random() < 0.4
        else rng.choice(
            ["Jackson", "Franklin", "Jefferson", "Madison", "Marion", "Clay", "Monroe", "Lee", "Scott", "Union"]
        )
        + rng.choice([" County", ""])
        for _ in range(12)
    ]
    for thing in things[: rng.randint(3, 12)]:
        w.text += (
            mark.join(
                [
                    f'"{thing}"' if mark == "," and rng.random() < 0.3 else thing,
                    *(rng.choice([number(rng), money(rng), code(rng), number(rng)]) for _ in heads[1:]),
                ]
            )
            + "\n"
        )


def nobody(w: Writer) -> None:
    rng = w.rng
    for _ in range(rng.randint(3, 9)):
        w.put(rng.choice(NOBODY)).put(rng.choice(["\n", " ", "\n\n", "\n- "]))


def shouted(w: Writer) -> None:
    """Another document in capitals, or all in small letters."""
    inner = Writer(w.rng, w.apart)
    w.rng.choice([prose, form, letter, envelope, contract, contacts])(inner)
    upper = w.rng.random() < 0.75
    changed = inner.text.upper() if upper else inner.text.lower()
    if len(changed) == len(inner.text):
        inner.text = changed
    w.text, w.spans = inner.text, inner.spans


def addresses(w: Writer) -> None:
    """Addresses, one a line or by lines, in the sentences of questions and orders."""
    rng = w.rng
    for _ in range(rng.randint(1, 4)):
        lead = rng.choice(
            [
                "My address is ",
                "I live at ",
                "Please send it to ",
                "Change my address to ",
                "Our office is located at ",
                "Meet me at ",
                "",
                "Address: ",
                "from ",
                "Residence at ",
                "House for sale: ",
                "He was last seen near ",
                "Send to:\n",
                "We have moved to ",
                "Visit us: ",
            ]
        )
        w.put(lead).labelled(one_line(rng) if rng.random() < 0.5 else block(rng), ADDRESS)
        w.put(rng.choice([".", "\n", ", thanks", " by {D}.", "?", " (2nd entrance)", ". Ask for {G}.", "\n\n"]))
        w.put(rng.choice([" ", "\n"]))


_BEFORE = ["", "", "", "", "* ", "- ", "• ", "#{N} ", "{X} ", "{X}\t", "{D} ", "Order {N} shipped to ", "re ", "attn ", "Attn: ", "c/o ", "To: ", "Name: ", "Client ", "Patient ", "Guest: ", "Room {N}: ", "ok'd by ", "per ", "via ", "+ "]  # fmt: skip
_DETAILS = ["{T}", "{T}", "{T}", "{E1}", "{E1}", "{A}", "{A}", "{X}", "x{N}", "ext. {N}", "{J}", "{J}", "DOB {D}", "dob: {D}", "born {D}", "*{D}", "cell {T}", "Tel. {T}", "tel {T} fax {T}", "mobile {T}", "h: {T}", "SSN {X}", "ID {X}", "{N}", "{M}", "{D}", "MRN {X}", "Rm {N}", "{O}", "{L}", "apt {N}", "age {N}", "M", "F", "emp no {X}", "since {D}", "acct {X}", "PO Box {N}", "signed {D}", "(home)", "(manager)"]  # fmt: skip
_BETWEEN = [", ", ", ", " ", " ", " ", " - ", " – ", "; ", " | ", "\t", "  ", "   ", " / ", ",", ": ", " = ", " @ "]


def contacts(w: Writer) -> None:
    """Lists of whom to reach how, a line each, as they stand in notes, phone lists and the margins of a page; firms and things, too."""
    rng = w.rng
    if rng.random() < 0.3:
        w.line(
            rng.choice(
                [
                    "{W}",
                    "Phone list {D}",
                    "Contacts",
                    "On call",
                    "{O1}",
                    "CALL BACK",
                    "Emergency numbers",
                    "Guests",
                    "Team",
                    "todo:",
                ]
            )
        )
    between, before = rng.choice(_BETWEEN), rng.choice(_BEFORE)
    details = choose(rng, _DETAILS, rng.choice([1, 1, 1, 2, 2, 3]))
    subjects = rng.choice([["{P1}"], ["{P1}"], ["{P1}"], ["{P1}", "{P1}", "{O}"], ["{R1}"], ["{C1}"], ["{P1}", "{G1}", "{U1}"], ["{P1} & {P2}", "{P1} and {P2}", "{P1}"], ["{P1}", "Dr. {S1}", "Mrs {S1}"]])  # fmt: skip
    nobody = rng.choice([0.0, 0.0, 0.1, 0.3, 0.9])
    is_varied = rng.random() < 0.3
    for line in range(rng.choice([1, 1, 1, 2, 3, 5, 8, 12])):
        if is_varied:
            between, details = rng.choice(_BETWEEN), choose(rng, _DETAILS, rng.choice([1, 2, 3]))
            before = rng.choice(_BEFORE)
        w.people.clear()
        w.kept.clear()
        w.put(f"{line + 1}. " if before == "+ " else before)
        if rng.random() < nobody:
            w.put(rng.choice(["{O}", "{O}", "{Q}", "{W}", "{L}", "{F}"]))
            w.text += rng.choice(["", "", " " + rng.choice(_THINGS)])
            w.put(
                between + between.join(choose(rng, ["{T}", "{M}", "{N}", "{X}", "{D}", "{A}"], rng.choice([1, 1, 2])))
            )
        elif rng.random() < 0.15:
            w.put(between.join(details) + between + rng.choice(subjects))
        elif rng.random() < 0.15:
            w.put(rng.choice(subjects) + " (" + details[0] + ")")
        else:
            w.put(between.join([rng.choice(subjects), *details]))
        w.put(rng.choice(["\n", "\n", "\n", "\n\n", ""]) if line == 0 else "\n")


KINDS: dict[Callable[[Writer], None], int] = {
    prose: 16, judgment: 8, letter: 9, mail: 10, form: 12, table: 8, contract: 7, minutes: 4, chat: 4, envelope: 5, invoice: 5, receipt: 9, record: 4, resume: 3, source: 4, measures: 6,
    nobody: 6, shouted: 5, addresses: 5, contacts: 14,
}  # fmt: skip


def document(rng: Random, apart: bool = False) -> Writer:
    writer = Writer(rng, apart)
    rng.choices(list(KINDS), list(KINDS.values()))[0](writer)
    return respaced(writer) if rng.random() < 0.04 else writer


def respaced(w: Writer) -> Writer:
    """Blanks before marks, as text has that was taken apart into tokens and joined again."""
    out = Writer(w.rng, w.apart)
    moved = []
    for index, letter in enumerate(w.text):
        if letter in ',.;:()"' and index and w.text[index - 1] not in " \n":
            out.text += " "
        moved.append(len(out.text))
        out.text += letter
    moved.append(len(out.text))
    out.spans = [(moved[start], moved[end - 1] + 1, label) for start, end, label in w.spans]
    return out
