"""Words of states, subjects and causes as pages and the terminal say them; JSON keeps the idents."""

from __future__ import annotations

from datetime import datetime

from bailee import matrix
from bailee.dates import to_the_minute
from bailee.inventory import PeopleRange
from bailee.vocabulary import Reason
from bailee.vocabulary import inside as inside

SUBJECTS = {subject: words[:1].upper() + words[1:] for subject, words in matrix.SUBJECTS.items()}

# What a person can do so that it is read next time.
REMEDIES = {
    Reason.ENCRYPTED: "open it with its owner, or ask for the password",
    Reason.TOO_BIG: "scan it by itself with BAILEE_SCAN_EXPANDED_MEGABYTES raised; a table with --rows full",
    Reason.TOO_DEEP: "raise BAILEE_SCAN_DEPTH",
    Reason.TIMED_OUT: "raise BAILEE_SCAN_FILE_SECONDS",
    Reason.OUT_OF_MEMORY: "raise BAILEE_SCAN_WORKER_MEGABYTES",
    Reason.DAMAGED: "try it in its own program; restore it from a backup",
    Reason.UNKNOWN_FORMAT: "bailee read FILE says what is in it; look at it by hand",
    Reason.NO_PERMISSION: "run as an account that may read it",
    Reason.VANISHED: "scan again",
    Reason.EXCLUDED: "left out on purpose, or pictures of text that this scan does not read; look at them by hand",
    Reason.DISK_ERROR: "save what is on the disk, have it checked, and scan again",
    Reason.IN_USE: "close the program that has it open, and scan again",
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
    return matrix.people_words(count)


def when(moment: datetime, *, year: bool = True) -> str:
    """A moment in the reader's own time, as in "Tue 24 Nov 2026, 22:14".

    >>> from datetime import UTC
    >>> when(datetime(2026, 11, 24, 22, 14, tzinfo=UTC).astimezone(UTC).replace(tzinfo=None))
    'Tue 24 Nov 2026, 22:14'
    """
    local = moment.astimezone()
    return to_the_minute(local) if year else f"{local:%a} {local.day} {local:%b %H:%M}"


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
