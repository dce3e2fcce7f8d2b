"""The words that every part shares: where something lies, what it is, about whom, how sure, how bad.

Categories of data have one table, `DATA_CATEGORIES`; a detector or a kind of record names one of its idents.
`docs/glossary.md` explains the terms; the law's own words are used where it has one (GDPR unless said).

>>> Locator(("hr/2024.zip", "pay.eml", "attachment 2", "page 3")).inside("annotations")
Locator('hr/2024.zip / pay.eml / attachment 2 / page 3 / annotations')
>>> Confidence.LIKELY < Confidence.VERIFIED
True
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True, repr=False)
class Locator:
    """A path through every container; the first segment is the path relative to its place.

    Segments are text that may itself hold personal data (file, sheet and member names, subjects): show a locator to
    people, or store it in the clear, only after `findings.masked`.
    """

    segments: tuple[str, ...]

    def inside(self, segment: str) -> Locator:
        return Locator((*self.segments, segment))

    @property
    def item(self) -> str:
        """The file itself, without the way through it."""
        return self.segments[0]

    def display(self) -> list[str]:
        """Segments as text that can be encoded: bytes of a file name that are no UTF-8 show as ``\\xNN``."""
        return [
            segment.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") for segment in self.segments
        ]

    def __str__(self) -> str:
        return " / ".join(self.display())

    def __repr__(self) -> str:
        return f"Locator({str(self)!r})"


class _Ranked(StrEnum):
    """Words in rising order, as they are written in the class."""

    @property
    def rank(self) -> int:
        return _rank(self)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self.rank < other.rank

    def __le__(self, other: object) -> bool:
        return self == other or self < other

    def __gt__(self, other: object) -> bool:
        return not self <= other

    def __ge__(self, other: object) -> bool:
        return not self < other


@lru_cache(maxsize=None, typed=True)
def _rank(word: _Ranked) -> int:
    return list(type(word)).index(word)


class Confidence(_Ranked):
    """How sure; `Match.probability` is its number. Never mixed with `Severity`."""

    POSSIBLE = "possible"
    LIKELY = "likely"
    VERIFIED = "verified"


class Severity(_Ranked):
    """How bad it would be for the person if a stranger read it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    SEVERE = "severe"


class State(StrEnum):
    """State of a cell. Unknown is never green."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"


class SubjectCategory(StrEnum):
    """About whom (Art. 30(1)(c)). PERSON: a person whom nothing yet placed. BUSINESS_CLIENT: a business as such, and no person."""

    EMPLOYEE = "employee"
    APPLICANT = "applicant"
    CONTRACTOR = "contractor"
    CUSTOMER = "customer"
    SOLE_PROPRIETOR = "sole-proprietor"
    PATIENT = "patient"
    FAMILY_MEMBER = "family-member"
    VISITOR = "visitor"
    PERSON = "person"
    BUSINESS_CLIENT = "business-client"


PEOPLE = tuple(each for each in SubjectCategory if each is not SubjectCategory.BUSINESS_CLIENT)
STAFF = frozenset({SubjectCategory.EMPLOYEE, SubjectCategory.APPLICANT, SubjectCategory.CONTRACTOR})


class Role(StrEnum):
    """Role of an organisation in one processing activity (Art. 4(7), 26, 4(8))."""

    CONTROLLER = "controller"
    JOINT_CONTROLLER = "joint-controller"
    PROCESSOR = "processor"


class LawfulBasis(StrEnum):
    """Art. 6(1)(a)-(f)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal-obligation"
    VITAL_INTERESTS = "vital-interests"
    PUBLIC_TASK = "public-task"
    LEGITIMATE_INTERESTS = "legitimate-interests"


class Reason(StrEnum):
    """Why an item was not read, or only partly. A fixed list: programs count by it."""

    ENCRYPTED = "encrypted"
    TOO_BIG = "too-big"
    TOO_DEEP = "too-deep"
    TIMED_OUT = "timed-out"
    OUT_OF_MEMORY = "out-of-memory"
    DAMAGED = "damaged"
    UNKNOWN_FORMAT = "unknown-format"
    NO_PERMISSION = "no-permission"
    VANISHED = "vanished"
    EXCLUDED = "excluded"
    NOT_CONNECTED = "not-connected"
    CRASHED = "crashed"
    DISK_ERROR = "disk-error"  # the disk failed: the file itself may be whole
    IN_USE = "in-use"  # another program holds it: a mail store that is open, a database that runs


def inside(label: str) -> str:
    """A label as it stands inside a sentence: names keep their capital.

    >>> inside("Payment cards"), inside("Social Security numbers"), inside("E-mail addresses"), inside("VIP lists")
    ('payment cards', 'Social Security numbers', 'e-mail addresses', 'VIP lists')
    """
    if label.startswith("Social Security") or label[1:2].isupper():
        return label
    return label[:1].lower() + label[1:]


@dataclass(frozen=True, slots=True)
class DataCategory:
    """A category of personal data, as a row of the Held / Told / Secured table names it."""

    ident: str
    label: str
    severity: Severity
    special: bool = False  # a special category (Art. 9) or one that a law treats apart (medical, monitoring)
    fact: str | None = None  # the fact that is true when it is held (obligations/facts.py)


def _table(*rows: DataCategory) -> dict[str, DataCategory]:
    return {row.ident: row for row in rows}


_LOW, _MEDIUM, _HIGH, _SEVERE = Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.SEVERE
DATA_CATEGORIES = _table(
    # values
    DataCategory("social-security-number", "Social Security numbers", _SEVERE, fact="holds_ssn"),
    DataCategory("tax-identifier", "Tax numbers", _HIGH, fact="holds_tax_id"),
    DataCategory("national-identifier", "National identity numbers", _SEVERE, fact="holds_government_id"),
    DataCategory("driving-licence", "Driving licences", _HIGH, fact="holds_driver_licence_or_state_id"),
    DataCategory("passport", "Passports", _HIGH, fact="holds_passport"),
    DataCategory("payment-card", "Payment cards", _HIGH, fact="holds_cardholder_data"),
    DataCategory("bank-account", "Bank account numbers", _HIGH, fact="holds_financial_account"),
    DataCategory("email-address", "E-mail addresses", _LOW),
    DataCategory("phone-number", "Phone numbers", _LOW),
    DataCategory("postal-address", "Postal addresses", _MEDIUM),
    DataCategory("date-of-birth", "Dates of birth", _MEDIUM, fact="holds_birth_date"),
    DataCategory("person-name", "Names", _LOW),
    DataCategory("health-identifier", "Health identifiers", _HIGH, True, fact="holds_medical"),
    DataCategory(
        "health-insurance-identifier", "Health-insurance numbers", _HIGH, True, fact="holds_health_insurance_id"
    ),
    DataCategory("credentials", "Logins and passwords", _SEVERE, fact="holds_online_credentials"),
    DataCategory("network-identifier", "Network identifiers", _LOW),
    DataCategory("online-handle", "Personal handles", _LOW),
    DataCategory("location", "Locations", _MEDIUM),
    DataCategory("vehicle-identifier", "Vehicle identifiers", _LOW),
    DataCategory("business-identifier", "Business registration numbers", _LOW),  # of sole traders: also a person's
    # kinds of record
    DataCategory("drug-and-alcohol-tests", "Drug and alcohol tests", _SEVERE, True, fact="holds_drug_alcohol_tests"),
    DataCategory("personality-evaluations", "Personality evaluations", _SEVERE, True, fact="holds_disability_records"),
    DataCategory("medical-records", "Medical records", _SEVERE, True, fact="holds_medical"),
    DataCategory("health-insurance", "Health insurance", _HIGH, True, fact="holds_health_insurance_id"),
    DataCategory("payroll", "Payroll", _HIGH, fact="holds_payroll"),
    DataCategory("personnel-files", "Personnel files", _HIGH, fact="holds_employee_records"),
    DataCategory("background-checks", "Background checks", _HIGH, True, fact="runs_background_checks"),
    DataCategory("customer-billing", "Customer billing", _MEDIUM, fact="holds_customer_financial"),
    DataCategory("card-authorisations", "Card authorisation forms", _SEVERE, fact="holds_cardholder_data"),
    DataCategory("web-history", "Web history", _HIGH, True, fact="keeps_web_logs"),
    DataCategory("keystroke-logs", "Key-logger output", _SEVERE, True, fact="monitors_computer_use"),
    DataCategory("screen-captures", "Screen captures", _HIGH, True, fact="captures_screens"),
    DataCategory("camera-footage", "Camera footage", _HIGH, True, fact="has_cctv"),
    DataCategory("archived-mail", "Archived e-mail", _HIGH, True, fact="monitors_email"),
    DataCategory("call-recordings", "Call recordings", _HIGH, True, fact="records_calls"),
    DataCategory("chat-exports", "Chats", _HIGH, True, fact="monitors_chat"),
    DataCategory("location-tracks", "Location tracks", _HIGH, True, fact="tracks_location"),
    DataCategory("badge-logs", "Badge logs", _MEDIUM, True, fact="uses_access_badges"),
    DataCategory("remote-session-recordings", "Remote-session recordings", _HIGH, True, fact="monitors_computer_use"),
    DataCategory("computer-activity", "Records of computer use", _HIGH, True, fact="monitors_computer_use"),
    DataCategory("scan-records", "Records of scans", _MEDIUM),
    DataCategory("identity-documents", "Copies of identity documents", _SEVERE, fact="holds_government_id"),
    DataCategory("job-applications", "Job applications", _MEDIUM, fact="holds_applicant_records"),
    DataCategory("union-membership", "Union membership", _HIGH, True, fact="has_union"),
    DataCategory("tax-returns", "Tax returns", _SEVERE, fact="holds_tax_id"),
    DataCategory("guarantees", "Personal guarantees", _HIGH, fact="holds_customer_financial"),
    DataCategory("purchases", "Purchases", _MEDIUM, fact="holds_consumer_data"),
    DataCategory("visitor-logs", "Visitor logs", _MEDIUM, fact="has_visitors"),
    DataCategory("contact-lists", "Lists of contacts", _LOW, fact="holds_personal_data"),
    DataCategory("genetic-and-family-history", "Genetic data and family history", _SEVERE, True, fact="holds_genetic"),
)
