"""Words of states, subjects and causes as pages and the terminal say them; JSON keeps the idents."""

from __future__ import annotations

from bailee.inventory import PeopleRange
from bailee.vocabulary import Reason, SubjectCategory

SUBJECTS = {
    SubjectCategory.EMPLOYEE: "Employees",
    SubjectCategory.APPLICANT: "Applicants",
    SubjectCategory.CONTRACTOR: "Contractors",
    SubjectCategory.CUSTOMER: "Customers",
    SubjectCategory.SOLE_PROPRIETOR: "Sole proprietors",
    SubjectCategory.PATIENT: "Patients",
    SubjectCategory.FAMILY_MEMBER: "Family members",
    SubjectCategory.VISITOR: "Visitors",
    SubjectCategory.PERSON: "People not placed yet",
}

# What a person can do so that it is read next time.
REMEDIES = {
    Reason.ENCRYPTED: "open it with its owner, or ask for the password",
    Reason.TOO_BIG: "scan it by itself with BAILEE_SCAN_EXPANDED_MEGABYTES raised",
    Reason.TOO_DEEP: "raise BAILEE_SCAN_DEPTH",
    Reason.TIMED_OUT: "raise BAILEE_SCAN_FILE_SECONDS",
    Reason.OUT_OF_MEMORY: "raise BAILEE_SCAN_WORKER_MEGABYTES",
    Reason.DAMAGED: "try it in its own program; restore it from a backup",
    Reason.UNKNOWN_FORMAT: "bailee read FILE says what is in it; look at it by hand",
    Reason.NO_PERMISSION: "run as an account that may read it",
    Reason.VANISHED: "scan again",
    Reason.EXCLUDED: "pictures of text are not read in this scan; look at them by hand",
    Reason.NOT_CONNECTED: "connect it, and scan again",
    Reason.CRASHED: "please report the format; look at it by hand",
}


def cause(reason: Reason) -> str:
    """A reason as words.

    >>> cause(Reason.NO_PERMISSION)
    'no permission'
    """
    return reason.value.replace("-", " ")


def people(count: PeopleRange) -> str:
    """A range of people, with an en dash.

    >>> people(PeopleRange(41, 44)), people(PeopleRange(1, 1)), people(PeopleRange(1284, 1284))
    ('41–44 people', '1 person', '1,284 people')
    """
    if count.low == count.high:
        return f"{count.low:,} {'person' if count.low == 1 else 'people'}"
    return f"{count.low:,}–{count.high:,} people"


def size(amount: float) -> str:
    """Bytes as people say them.

    >>> size(999), size(240_600_000_000)
    ('999 B', '240.6 GB')
    """
    for unit in ("B", "KB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} B" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"
