"""Errors by who must act: each says what happened, and its hint says what to do instead.

>>> error = CannotRead('the store "hr-share" needs a password', hint="set BAILEE_STORE_PASSWORD_FILE")
>>> print(error, "|", error.hint)
the store "hr-share" needs a password | set BAILEE_STORE_PASSWORD_FILE

A file that cannot be read during a scan is no error: it is `Skipped(locator, reason)` and is counted.
Messages never carry a value that was found, nor a library's own message, which often quotes its input.
"""

import re


class Error(Exception):
    """Whatever bailee raises on purpose; caught once in `cli` and once in `web`."""

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def line_of(error: Exception) -> str:
    """Where a text is no TOML, of what the library says: ` in line 3`, and nothing of what stands there.

    >>> line_of(ValueError("Cannot overwrite a value (at line 3, column 7)")), line_of(ValueError("at end of document"))
    (' in line 3', '')
    """
    found = re.search(r"line (\d+)", str(error))
    return f" in line {found[1]}" if found else ""


class CannotRead(Error):
    """The owner of a store must act: it is missing, locked, damaged, or of a version that we do not know."""


class NotAllowed(Error):
    """An administrator must act: a right, a key or an instruction is missing."""


class InvalidInput(Error):
    """The person typing must act."""


class BrokenEvidence(Error):
    """Everybody must act, now: a record does not say what it said when it was written."""

    exit_code = 1
