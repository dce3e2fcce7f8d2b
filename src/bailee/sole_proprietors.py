"""Whose data is a business's? Where a client is a person who trades, its card, account and e-mail are personal data.

What tells is looked at in this order, and the first that tells decides, with its reason. A legal form in the name makes a firm of
it, whoever gave a number for it; a bare name in a list of customers tells nothing, for a shop's customers are people, too.

>>> judge(Signs(individual=True)).why
'its tax number is a person’s (SSN or ITIN), and no firm has one'
>>> judge(Signs(firms=2, individual=True)).is_person, judge(Signs(holders=1, firm_number=True)).is_person
(False, None)
>>> judge(Signs(holders=1, private_mail=True)).why
'it trades under a person’s name with no legal form, and its mail is at a private provider'
"""

from __future__ import annotations

from dataclasses import dataclass

from bailee.people import Value

_INDIVIDUALS = frozenset({"us-ssn", "us-itin"})  # numbers that no firm has
_FIRMS = frozenset({"us-ein"})


@dataclass(slots=True)
class Signs:
    """What was seen of one client."""

    individual: bool = False  # a number that no firm has
    firm_number: bool = False
    firms: int = 0  # times that the name beside has a legal form
    traders: int = 0  # times that it is a person who trades under another name
    holders: int = 0  # times that a business is called by a person's bare name
    private_mail: bool = False
    work_mail: bool = False

    def see(self, value: Value) -> None:
        self.individual = self.individual or value.detector in _INDIVIDUALS
        self.firm_number = self.firm_number or value.detector in _FIRMS
        for name, said in value.attributes:
            if name == "trades":
                self.firms += said == "firm"
                self.traders += said == "trader"
                self.holders += said == "holder"
            elif name == "use":
                self.private_mail = self.private_mail or said == "personal"
                self.work_mail = self.work_mail or said == "work"


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether it is a person's, and why; None where nothing tells."""

    is_person: bool | None
    why: str = ""


def judge(signs: Signs) -> Judged:
    """Whose the data of a client is."""
    if signs.traders and signs.traders >= signs.firms:
        return Judged(True, "it is a person who trades under another name (d/b/a), with no legal form")
    if signs.firms:
        return Judged(False, "its name has a legal form")
    if signs.individual:
        return Judged(True, "its tax number is a person’s (SSN or ITIN), and no firm has one")
    if signs.holders and not signs.firm_number:
        mail = ", and its mail is at a private provider" if signs.private_mail and not signs.work_mail else ""
        return Judged(True, f"it trades under a person’s name with no legal form{mail}")
    return Judged(None)
