"""A value without the value: its keyed fingerprint, its normal forms, and what that makes it in telling people apart.

A value stands in many places; what follows from it is worked out once, and every mention of it points to it.

>>> info = Value("email-address", "email-address", "e1", (("email", "e1"),), (("role", "yes"), ("use", "work")))
>>> info.is_of_an_office, info.is_strong, info.use
(True, False, 'work')
>>> nurse = Value("person-name", "person-name", "n1", (("name", "n1"),), (("whose", "official"),))
>>> nurse.is_name, nurse.name, nurse.lane
(True, 'n1', 'official')
"""

from __future__ import annotations

from dataclasses import dataclass, field

Pairs = tuple[tuple[str, str], ...]

# Only one person has it.
STRONG = frozenset(
    {
        "social-security-number",
        "national-identifier",
        "driving-licence",
        "passport",
        "health-identifier",
        "email-address",
    }
)
# A person has only one of it, so two different ones are two people.
EXCLUSIVE = frozenset({"social-security-number", "national-identifier", "date-of-birth"})
# Several people may share it, so it joins only what has the same name too.
SHARED = frozenset(
    {"date-of-birth", "phone-number", "postal-address", "payment-card", "bank-account", "health-insurance-identifier"}
)
_ASIDE = frozenset({"relative", "official"})
NOBODYS = frozenset({"us-routing-number"})  # a bank's: it counts for the one in whose row or form it stands
# About machines and accounts more than about people.
MACHINES = frozenset({"network-identifier", "credentials"})
IDENTIFYING = frozenset(
    {
        "social-security-number",
        "national-identifier",
        "driving-licence",
        "passport",
        "date-of-birth",
        "health-identifier",
        "health-insurance-identifier",
        "payment-card",
        "bank-account",
    }
)
CATEGORY_OF = {
    "phone-number": "phone-number",
    "postal-address": "postal-address",
    "payment-card": "payment-card",
    "iban": "bank-account",
    "us-bank-account": "bank-account",
    "date-of-birth": "date-of-birth",
}
# Values of one sort that a row about one person may have.
IN_A_ROW = {"phone-number": 3, "postal-address": 2, "payment-card": 3, "us-bank-account": 2, "iban": 2}


@dataclass(slots=True, eq=False)
class Value:
    """What was found, wherever it stands. Two of the same fingerprint are the same value, though words beside it may differ."""

    detector: str
    category: str  # vocabulary.DATA_CATEGORIES
    fingerprint: str
    forms: Pairs
    attributes: Pairs = ()
    key: tuple[str, str] = field(init=False, repr=False)  # detector and fingerprint
    whose: str = field(init=False, repr=False)  # class of the person it belongs to as words beside it say, or empty
    lane: str = field(init=False, repr=False)  # `relative` or `official`: about somebody beside whom its row is about
    use: str = field(init=False, repr=False)  # of an e-mail address: work, personal
    names_another: bool = field(init=False, repr=False)  # an address that spells another name than any beside it
    is_name: bool = field(init=False, repr=False)  # a whole name
    is_part_of_name: bool = field(init=False, repr=False)  # by itself it names nobody whom a whole name does not name
    is_of_an_office: bool = field(init=False, repr=False)  # info@, billing@: whoever reads it; of whose name is with it
    is_companion: bool = field(
        init=False, repr=False
    )  # it counts for somebody who stands with it, and is nobody's by itself
    is_countable: bool = field(init=False, repr=False)  # a public IP address is a server's as a rule, a code a bank's
    is_strong: bool = field(init=False, repr=False)
    is_exclusive: bool = field(init=False, repr=False)
    is_shared: bool = field(init=False, repr=False)
    is_identifying: bool = field(init=False, repr=False)
    name: str = field(init=False, repr=False)  # forms of a name, also of one that an e-mail address spells
    sound: str = field(init=False, repr=False)
    first: str = field(init=False, repr=False)
    letters: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        category, said, forms = self.category, dict(self.attributes), dict(reversed(self.forms))
        is_name, is_email = category == "person-name", category == "email-address"
        self.key = self.detector, self.fingerprint
        self.whose = said.get("whose", "")
        self.lane = self.whose if self.whose in _ASIDE else ""
        self.use = said.get("use", "")
        self.names_another = said.get("named") == "other"
        self.is_part_of_name = is_name and bool(self.forms) and self.forms[0][0] == "given-name"
        self.is_name = is_name and not self.is_part_of_name
        self.is_of_an_office = is_email and said.get("role") == "yes"
        self.is_companion = self.is_part_of_name or self.is_of_an_office or self.detector in NOBODYS
        self.is_countable = self.detector != "ip-address" or said.get("scope") == "private"
        self.is_strong = category in STRONG and not self.is_of_an_office
        self.is_exclusive = category in EXCLUSIVE
        self.is_shared = category in SHARED
        self.is_identifying = category in IDENTIFYING
        self.name, self.sound = forms.get("name", ""), forms.get("name-sound", "")
        self.first, self.letters = forms.get("name-first", ""), forms.get("name-letters", "")
