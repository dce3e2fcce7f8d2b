"""Errors by who must act: each says what happened, and its hint says what to do instead.

>>> error = CannotRead('the store "hr-share" needs a password', hint="set BAILEE_STORE_PASSWORD_FILE")
>>> print(error, "|", error.hint)
the store "hr-share" needs a password | set BAILEE_STORE_PASSWORD_FILE

A file that cannot be read during a scan is no error: it is `Skipped(locator, reason)` and is counted.
Messages never carry a value that was found, nor a library's own message, which often quotes its input.
"""


class Error(Exception):
    """Whatever bailee raises on purpose; caught once in `cli` and once in `web`."""

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class CannotRead(Error):
    """The owner of a store must act: it is missing, locked, damaged, or of a version that we do not know."""


class NotAllowed(Error):
    """An administrator must act: a right, a key or an instruction is missing."""


class InvalidInput(Error):
    """The person typing must act."""


class BrokenEvidence(Error):
    """Everybody must act, now: a record does not say what it said when it was written."""

    exit_code = 1
