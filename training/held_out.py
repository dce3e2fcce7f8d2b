"""Business and personnel text held apart: other templates than `documents`, and names that training never sees.

    python training/held_out.py COUNT SEED [contacts] > held_out.jsonl

COUNT papers for each origin of names, or COUNT of LINES. benchmarks/held_out_names.jsonl is `30 977`, held_out_contacts.jsonl
`30 988 contacts`; the join was fitted on `12 31` and `40 32 contacts`. Written
before the model was measured on it, and not changed after.
"""

from __future__ import annotations

import json
import sys
from random import Random

from filling import ADDRESS, Writer
from people import lists
from places import block, one_line

PAPERS = [
    """WRITTEN WARNING

Issued to: {P1}            Badge {X}
Issued by: {P2} ({J})

On {D} at approximately 7:40 you were observed by {P3} leaving the loading dock without clocking out. When asked, you told {G2} that {S3} had allowed it. {S3} denies this.
A further incident will lead to termination.

Employee comments: I talked to {G3} first. - {G1}
HR copy: {P}
""",
    """To the Members of the Works Council

re: video surveillance at the plant in {L}

Ladies and Gentlemen,

as agreed with {P1} on {D} we attach the list of cameras. Questions go to {P2}, extension {N}. The installation firm {O1} ({A}) has been instructed not to record sound. {S2} will accompany the technician.

{P3}
Data Protection Officer
""",
    """Patient intake sheet
Last name {S1}    First name {G1}    M/F
Street & no. {A}
Referred by Dr {P2}
Has the patient seen {P3} before?  [x] yes [ ] no
Person to notify: {P} - relation: brother - {T}
Insurance: {O} Group No {X}
""",
    """{D}  {D}   Payroll register   {O1}
{R1}            {X}    {N}   {M}   {M}
{R2}            {X}    {N}   {M}   {M}
{R}             {X}    {N}   {M}   {M}
{R}             {X}    {N}   {M}   {M}
Totals                  {N}   {M}   {M}
""",
    """Hey {G1} -

quick one: the courier wants a signature and {G2} is at the dentist. Could you ask either {P3} or somebody from {O1}? If it must go back, the label says {A}.

ta
{G}
""",
    """Notice of Change of Beneficiary

I revoke all earlier designations and name {P1} (wife), born {D}, and {P2} (son) in equal shares. Should both predecease me, the share passes to {P3}.

Policy owner {P}, {A}
Witnessed: {P}
""",
    """Subject: Fwd: parking
From: {P1} <{E1}>
To: {P2} <{E2}>; {P3} <{E3}>

fyi, see {G3}'s note. {G1}

Begin forwarded message:
| {P3} schrieb am {D}:
| the gate at {A} stays shut till Monday. {S2} has the only key.
""",
    """RESIDENTIAL TENANCY

Landlord        {O1}
Tenant(s)       {P1} and {P2}
Premises        {A}
Guarantor       {P3} of {A}
Rent            {M} per month, first due {D}

The Tenant shall not keep Pets. The Landlord shall repair the Boiler. Deposit held with {O}.
""",
    """DELIVERY NOTE {X}
Consignee
{O1}
{B}

Consignor
{O2}
{B}

2 pallets Garden Furniture, 1 crate Royal Oak Flooring, 14 cartons Charlotte Lamp Shades
Goods in: {P1}    Driver: {P2}
""",
    """Reference check - {P1}

Spoke to {P2}, formerly {J} at {O1}, on {D}. {G2} remembers {S1} well: punctual, good with customers, argued once with a colleague ({P3}) about shifts. Would rehire. Also tried {P} at {O}, no answer.
""",
    """Incident log, Saturday night shift
19:05 {P1} relieved {P2} at the gate.
21:40 visitor {P3} ({O1}) signed out.
23:15 alarm in Hall B; fire brigade called; Supervisor {S1} informed by phone.
02:30 all clear. {G2}
""",
    """MEMORANDUM OF UNDERSTANDING

between {O1}, {A} (hereinafter "Supplier")
and {O2}, {A} (hereinafter "Distributor").

The Supplier is represented by {P1}, the Distributor by {P2}. Disputes shall be heard by a sole arbitrator, {P3}, or such other person as the President of the Chamber of Commerce may appoint.

For the Supplier: {C1}          For the Distributor: {C2}
""",
    """{C1}
{A}
{T} / {E1}

OBJECTIVE  A position as {J}.
WORK HISTORY
{O1}, {L} - {J}. Reported directly to {P2}.
{O2}, {L} - {J}. Introduced the Kaizen Board and the Andon Cord.
REFEREES
{P3} ({T})
""",
    """Dear parents of {G1},

the school nurse, {P2}, found that {G1} needs glasses. Please see an optician; {O1} at {A} offers tests on Saturdays. {P3} (form teacher) will move the seat.
""",
    """STATEMENT OF {C1}

I am employed by {O1} as {J}. On {D} I was with {P2} in the canteen. I heard Mr {S3} shout. {G2} can confirm. I later saw {P3} crying in the corridor next to the Nelson Room. I told Ms {S} of Human Resources.
Signed {P1}
""",
    """Expense claim
Claimant;Cost centre;Payee;Amount
{P1};{X};{O};{M}
{P2};{X};Hotel Victoria;{M}
{P3};{X};Taxi, Heathrow to Baker Street;{M}
Approved {U}
""",
    """Results of random screening, {D}
Specimen {X} donor initials JK negative
Specimen {X} donor {P1} negative dilute, repeat
Specimen {X} donor {P2} POSITIVE (THC), confirmed by GC/MS at {O1}
Medical review: {P3}, MD. Donor {S2} was called at {T} and gave no explanation.
""",
    """agenda item 4, the move: {G1} reports that the new premises ({A}) are ready. {S2} worries about parking. {G3} to ask {O1} for a quote. {P} abstains. Item 5, Summer Party: Rose Garden or Harvey's Steakhouse, to be decided.
""",
    """Sold To:                         Ship To:
{P1}                  {P2}
Order {X}   Terms Net 30   Via Ground   Rep {G3}

1  Franklin Desk Lamp        {M}
2  Victoria Sponge Mix       {M}
1  Black & Decker Drill      {M}
""",
    """Death certificate copy requested by {P1}, daughter of the late {P2}, last resident at {A}. Fee {M} received. Registrar: {P3}.
""",
    """{O1}
{B}

{D}

{P1}
{B}

Our ref {X}

{S1}: final demand

Dear {P1}

We act for {O2}. Unless {M} reaches us by {D} we are instructed to issue proceedings in the County Court. Cheques to {O1}, not to our client.

{P2}
Litigation Executive
""",
    """<person><vorname>{G1}</vorname><nachname>{S1}</nachname><anschrift>{A}</anschrift><arbeitgeber>{O}</arbeitgeber></person>
<person><vorname>{G2}</vorname><nachname>{S2}</nachname><anschrift>{A}</anschrift><arbeitgeber>{O}</arbeitgeber></person>
""",
    """{P1} [09:02] morning all
{P2} [09:03] morning {G1}
{P3} [09:03] did the Lexmark toner come?
{P1} [09:04] no, {O1} says tomorrow. can someone drive to {A} and fetch it
{P2} [09:05] {G3} will
""",
    """Visitors' book
{D} {P1} {O} to see {P2} 10:00 11:15
{D} {P3} {O} to see {S2} 13:30
{D} {P} (private) to see {G2} 15:10 15:20
""",
    """Warehouse stock, bay 7: Paul Mitchell Shampoo 40, Stanley Knife 12, Dickies Overall XL 9, Martin Guitar Strings 3, Wilson Racket 5, Jack Wolfskin Jacket 2, Hunter Boots 8, Carter's Ink 30, Ivory Soap 100, Olive Branch Candles 25.
Transfer to {L} and {L} branches on {D}. Questions: {P1}.
""",
    """Policy on the Use of Company Vehicles

1. Scope. This Policy applies to all Drivers of {O1}.
2. Private Use. Private Use is taxed as a Benefit in Kind under the Finance Act.
3. Fines. Parking Tickets and Speeding Fines are borne by the Driver.
4. Telematics. Position data is kept for ninety days; the Fleet Manager and the Works Council may see it.
Approved by the Board on {D}. Version {N}.
""",
    """Quarterly figures, North Region. Revenue at the Lincoln, Madison and Jackson stores rose; Austin and Charlotte fell. Frank Discussions with the Union continue. The Grace Period for the Stirling Loan ends in March. Gross Margin {N} %, Net {M}.
""",
    """Firmware {N}: fixes Heisenbug in Kalman filter; adds Dijkstra routing, Reed-Solomon codes and Diffie-Hellman. Known issue: Bluetooth on Raspberry Pi. Jenkins build {X}, Docker tag {X}, Maven Central, Jakarta EE, Ruby on Rails, Julia.
""",
]


# Lines about people as they stand in notes and lists, written when it was seen that PAPERS has none: `held_out.py COUNT SEED contacts`.
LINES = [
    "{P1}\t{X}\t{T}",
    "{P1} {T}\n{P2} {T}\n{P3} {T}",
    "{P1}, {A}",
    "{P1} {E1}",
    "{T} {P1}",
    "pls ring {P1} back, {T}",
    "{R1} {X} {D}",
    "{P1} (dob {D}) {T}",
    "{N}) {P1} - {J} - {O}",
    "{P1} / {P2} / {O}",
    "{P1}; {A}; {T}; {E1}",
    "Keys: {P1} {T}, {P2} {T}",
    "{P1} SSN {X} DOB {D}",
    "{D} {P1} {M}",
    "{P1} owes {M}",
    "{O1} {T}",
    "{O1}, {A}",
    "{Q} {M}",
    "{L} {T}",
    "{O1} - acct {X} - {T}",
    "{Q}, {N} pcs, {D}",
    "{P1}\n{A}\n{T}",
    "{X} {P1} {X}\n{X} {P2} {X}\n{X} {O} {X}",
    "{P1} ext {N}\n{P2} ext {N}\n{O1} {T}",
    "guests: {P1}, {P2} + {P3}",
    "allergic: {G1} {S1} (nuts), {P2} (latex)",
]


def paper(rng: Random, origin: str = "", papers: list[str] = PAPERS) -> Writer:
    writer = Writer(rng, apart=True, origin=origin)
    writer.put(rng.choice(papers))
    if rng.random() < 0.1:
        upper = writer.text.upper()
        writer.text = upper if len(upper) == len(writer.text) else writer.text
    if rng.random() < 0.15:
        writer.line().labelled(block(rng) if rng.random() < 0.5 else one_line(rng), ADDRESS).line()
    return writer


def main() -> None:
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    papers = LINES if "contacts" in sys.argv else PAPERS
    rng = Random(seed)
    for origin in sorted(lists()):
        for number in range(count):
            writer = paper(rng, origin, papers)
            spans = [{"start": start, "end": end, "label": label} for start, end, label in writer.spans]
            row = {"id": f"held-out/{origin}/{number}", "origin": origin, "text": writer.text, "spans": spans}
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
