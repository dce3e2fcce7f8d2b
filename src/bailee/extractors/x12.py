"""Interchanges of ASC X12: claims (837), payments (835), enrolment (834), eligibility (270, 271), orders and invoices (850, 810).

Who a loop is about is said by NM1 or N1; addresses, dates of birth, numbers and contacts that follow belong to that one. Numbers
are called what their qualifier says they are (REF*SY: a Social Security number); every other segment is read after its name.
Qualifiers by the code lists 66, 98 and 128 of X12, as public companion guides repeat them:
https://www.cms.gov/medicare/coding-billing/electronic-billing/5010a1-technical-documentation

>>> claim = b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *261104*1030*^*00501*000000905*0*T*:~NM1*IL*1*ROE*ANN*M***MI*JS0011~N3*12 ELM ST~N4*DAYTON*OH*45402~DMG*D8*19620314*F~REF*SY*512447313~"
>>> text = list(extract(Item.nested(Locator(()), "a.837", claim), Budget()))[0]
>>> print(text.content.partition("Subscriber")[2].rstrip())
 name: ROE, ANN M
Member ID: JS0011
Address: 12 ELM ST, DAYTON, OH 45402
Date of birth: 19620314
DMG 3: F
Social Security number: 512447313
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bailee.extractors.data_types import X12
from bailee.extractors.interface import Budget, Extracted
from bailee.extractors.labelled import Labelled, address, head_of, person, segments
from bailee.items import Item
from bailee.vocabulary import Locator as Locator

READS = frozenset({X12})

# Element 98: whom a name is of
_WHO = {
    "IL": "Subscriber name", "QC": "Patient name", "74": "Insured name", "03": "Dependent name", "70": "Insured name", "31": "Name", "S1": "Parent name",
    "LR": "Legal representative name", "QD": "Responsible person name", "G8": "Guardian name", "82": "Doctor", "DN": "Doctor", "P3": "Doctor", "DK": "Doctor",
    "72": "Doctor", "71": "Doctor", "DQ": "Doctor", "77": "Facility", "85": "Provider name", "87": "Provider name", "1P": "Provider name", "36": "Employer", "PR": "Payer", "PE": "Payee",
    "P5": "Sponsor", "IN": "Insurer", "GB": "Guarantor name", "M8": "School", "ST": "Ship to", "BT": "Bill to", "SO": "Sold to", "BY": "Buyer", "EY": "Employee name",
}  # fmt: skip
# Elements 66 and 128: what a number is
_NUMBERS = {
    "MI": "Member ID", "II": "Member ID", "ZZ": "Member ID", "34": "Social Security number", "SY": "Social Security number", "XX": "NPI", "HPI": "NPI",
    "24": "EIN", "EI": "EIN", "FI": "Tax ID", "TJ": "Tax ID", "HN": "Medicare number", "MR": "Medicaid ID", "F6": "Medicare number", "NQ": "Medicaid ID",
    "N": "Member ID", "0F": "Subscriber number", "1L": "Group number", "6P": "Group number", "23": "Client number", "EA": "Medical record number",
    "1W": "Member ID", "IG": "Insurance policy number", "EJ": "Patient account number", "D9": "Claim number", "F8": "Claim number", "Y4": "Claim number",
    "XZ": "Prescription number", "0B": "State license number", "1D": "Medicaid ID", "ABB": "Employee number", "17": "Client number",
    "11": "Account number", "12": "Account number", "IV": "Invoice number", "DY": "Department", "4N": "Payment number", "DH": "DEA number",
}  # fmt: skip
_CONTACTS = {
    "TE": "Phone", "HP": "Home phone", "WP": "Work phone", "CP": "Cell phone", "AP": "Phone", "NP": "Phone", "FX": "Fax", "EM": "E-mail", "BN": "Beeper",
    "EX": "Extension", "UR": "Web site",
}  # fmt: skip
_DATES = {
    "472": "Date of service", "434": "Date of service", "435": "Date of admission", "096": "Date of discharge", "431": "Date of onset", "439": "Date of accident",
    "296": "Date of disability", "360": "Date of disability", "361": "Date of disability", "336": "Date of hire", "337": "Date of termination", "356": "Date of eligibility", "348": "Date of coverage", "349": "Date of coverage",
    "442": "Date of death",
}  # fmt: skip
_DIAGNOSES = frozenset({"ABK", "ABF", "ABJ", "ABN", "APR", "BK", "BF", "BJ", "PR"})
# Elements of a segment that are said by what they are; further ones by their number
_USED = {
    "NM1": 10,
    "N1": 5,
    "N2": 3,
    "N3": 3,
    "N4": 5,
    "REF": 5,
    "PER": 9,
    "CLP": 8,
    "SBR": 5,
    "DTP": 4,
    "BPR": 16,
    "NTE": 3,
    "MSG": 2,
}
_LOOPS = frozenset({"ISA", "ST", "HL", "NM1", "N1", "INS", "CLM", "CLP", "LX", "ENT", "BPR", "SE"})


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    element, inner, end = marks(head_of(item))
    message = _Message(Labelled(item.locator), inner)
    for segment in segments(item, end):
        words = segment.strip("\r\n \t\ufeff").split(element)
        if words[0] in _LOOPS:
            message.settle()
            message.lines.end()
        message.say(words)
        yield from message.lines.ready()
    message.settle()
    yield from message.lines.rest()


def marks(head: str) -> tuple[str, str, str]:
    """What parts elements, what parts their components, and what ends a segment: behind the sixteenth element of the first one."""
    element = head[3:4] or "*"
    last = head[:400].split(element, 16)
    marks = (last[16] + "  ")[:2] if len(last) == 17 else ":~"
    inner, end = marks[0], marks[1]
    if inner.isalnum() or inner.isspace():
        inner = ":"
    return element, inner, "~" if end.isalnum() or end == " " else end


class _Message:
    def __init__(self, lines: Labelled, inner: str) -> None:
        self.lines = lines
        self.inner = inner
        self.street: list[str] = []  # of an address whose town is still to come

    def say(self, words: Sequence[str]) -> None:
        name = words[0]
        if name != "N4":
            self.settle()
        if (told := _SAYS.get(name)) is None:
            self.other(words, 1 if len(name) <= 3 else 0)  # else the rest of a segment that is too long
        else:
            told(self, [each.strip() for each in words] + [""] * 20)
            if len(words) > _USED.get(name, len(words)):
                self.other(words, _USED[name])

    def settle(self) -> None:
        """A street without a town."""
        if self.street:
            self.lines.say("Address", ", ".join(self.street))
            self.street = []

    def other(self, words: Sequence[str], start: int = 1) -> None:
        for number, word in enumerate(words[start:], start):
            self.lines.say(f"{words[0]} {number}" if number else "", word.replace(self.inner, " "))

    def nm1(self, words: Sequence[str]) -> None:
        label = _WHO.get(words[1], "Name")
        self.lines.say(label, person(words[3], *words[4:6], words[7]))
        self.number(words[8], words[9])

    def n1(self, words: Sequence[str]) -> None:
        self.lines.say(_WHO.get(words[1], "Party"), words[2])
        self.number(words[3], words[4])

    def n2(self, words: Sequence[str]) -> None:
        self.lines.say("Name", " ".join(filter(None, words[1:3])))

    def n3(self, words: Sequence[str]) -> None:
        self.street = [each for each in words[1:3] if each]

    def n4(self, words: Sequence[str]) -> None:
        self.lines.say("Address", address(", ".join(self.street), "", words[1], words[2], words[3], words[4]))
        self.street = []

    def dmg(self, words: Sequence[str]) -> None:
        self.lines.say("Date of birth", words[2])
        self.other(words, 3)

    def ref(self, words: Sequence[str]) -> None:
        self.number(words[1], words[2])
        self.lines.say("", " ".join(filter(None, (each.replace(self.inner, " ") for each in words[3:5]))))

    def per(self, words: Sequence[str]) -> None:
        self.lines.say("Contact name", words[2])
        for kind, value in zip(words[3:9:2], words[4:9:2], strict=False):
            self.lines.say(_CONTACTS.get(kind, "Contact"), value)

    def hi(self, words: Sequence[str]) -> None:
        for word in words[1:]:
            kind, _, rest = word.partition(self.inner)
            code = rest.partition(self.inner)[0]
            if kind in _DIAGNOSES and len(code) > 3 and "." not in code and not code.isdigit():
                code = f"{code[:3]}.{code[3:]}"  # ICD-10 has a point there, and X12 leaves it out
            self.lines.say("Diagnosis code" if kind in _DIAGNOSES else f"HI {kind}", code)

    def clm(self, words: Sequence[str]) -> None:
        self.lines.say("Patient account number", words[1])
        self.lines.say("Claim amount", words[2])
        self.other(words, 3)

    def clp(self, words: Sequence[str]) -> None:
        for label, word in zip(("Patient account number", "Claim status", "Claim amount", "Amount paid", "Patient responsibility", "Plan", "Claim number"), words[1:8], strict=False):  # fmt: skip
            self.lines.say(label, word)

    def sbr(self, words: Sequence[str]) -> None:
        self.lines.say("Group number", words[3])
        self.lines.say("Plan name", words[4])

    def dtp(self, words: Sequence[str]) -> None:
        self.lines.say(_DATES.get(words[1], f"DTP {words[1]}"), words[3])

    def bpr(self, words: Sequence[str]) -> None:
        """A payment: of whose account, and to which."""
        self.lines.say("Payment amount", words[2])
        for at in (6, 12):
            is_routing = words[at] == "01"
            self.lines.say("Routing number" if is_routing else "Bank code", words[at + 1])
            self.lines.say("Bank account number", words[at + 3])
        self.lines.say("Company ID", words[10])

    def nte(self, words: Sequence[str]) -> None:
        self.lines.say("Note", words[2])

    def msg(self, words: Sequence[str]) -> None:
        self.lines.say("Note", words[1])

    def number(self, kind: str, value: str) -> None:
        self.lines.say(_NUMBERS.get(kind, f"Number {kind}".rstrip()), value)


_SAYS: dict[str, Callable[[_Message, Sequence[str]], None]] = {
    "NM1": _Message.nm1, "N1": _Message.n1, "N2": _Message.n2, "N3": _Message.n3, "N4": _Message.n4, "DMG": _Message.dmg, "REF": _Message.ref,
    "PER": _Message.per, "HI": _Message.hi, "CLM": _Message.clm, "CLP": _Message.clp, "SBR": _Message.sbr, "DTP": _Message.dtp, "BPR": _Message.bpr,
    "NTE": _Message.nte, "MSG": _Message.msg,
}  # fmt: skip
