"""What happens to one delivery, and what that comes to.

>>> standing_after(Standing.SENT, Act.FAILED), standing_after(Standing.FAILED, Act.SENT), standing_after(Standing.SENT, Act.REMINDED)
(<Standing.FAILED: 'failed'>, <Standing.SENT: 'sent'>, <Standing.SENT: 'sent'>)
>>> says(Reason.MAILBOX_FULL)
('the mailbox is full', 'try again, or give it by hand')
"""

from __future__ import annotations

from enum import StrEnum


class Means(StrEnum):
    """By what a notice goes to each person."""

    EMAIL = "e-mail"
    POST = "post"


class Act(StrEnum):
    """What happened to one person's delivery."""

    QUEUED = "queued"  # put aside for the mail server
    PRINTED = "printed"  # its letter was made
    SENT = "sent"  # a mail server took it, or it was brought to the post
    DELAYED = "delayed"  # a mail server could not pass it on yet
    FAILED = "failed"  # it came back
    HANDED = "handed"  # given to the person by hand
    UNREACHABLE = "unreachable"  # nothing is known to send it to
    REMINDED = "reminded"
    ESCALATED = "escalated"  # the person's manager was told


class Standing(StrEnum):
    """How one person's delivery stands."""

    WAITING = "waiting"
    SENT = "sent"
    HANDED = "handed"
    FAILED = "failed"
    UNREACHABLE = "unreachable"

    @property
    def reached(self) -> bool:
        """Whether the notice went out to this person, and did not come back."""
        return self in (Standing.SENT, Standing.HANDED)


class Reason(StrEnum):
    """Why it could not be sent, or came back. A fixed list: what servers and envelopes say holds names and addresses."""

    NO_EMAIL = "no-e-mail"
    BAD_EMAIL = "bad-e-mail"
    NO_ADDRESS = "no-address"
    NO_COUNTRY = "no-country"
    LONG_ADDRESS = "long-address"
    OTHER_SCRIPT = "other-script"
    NO_MAILBOX = "no-mailbox"
    MAILBOX_FULL = "mailbox-full"
    REFUSED = "refused"
    TOO_LATE = "too-late"
    BOUNCED = "bounced"
    MOVED = "moved"
    UNKNOWN_THERE = "unknown-there"
    NOT_TAKEN = "not-taken"
    BAD_ADDRESS = "bad-address"
    RETURNED = "returned"


RETURNS = (Reason.MOVED, Reason.UNKNOWN_THERE, Reason.NOT_TAKEN, Reason.BAD_ADDRESS, Reason.RETURNED)  # of letters

_SAYS: dict[Reason, tuple[str, str]] = {
    Reason.NO_EMAIL: ("no e-mail address is known", "add one to the roster, send a letter, or give it by hand"),
    Reason.BAD_EMAIL: ("the e-mail address on the roster is none", "correct it on the roster, then try again"),
    Reason.NO_ADDRESS: ("no postal address is known", "add one to the roster, or send it by e-mail"),
    Reason.NO_COUNTRY: ("the address names no country", "add it to the roster, or say which country is usual"),
    Reason.LONG_ADDRESS: ("the address does not fit into the window", "shorten it on the roster"),
    Reason.OTHER_SCRIPT: ("the address is in letters that we cannot print", "write it in Latin letters on the roster"),
    Reason.NO_MAILBOX: ("there is no such mailbox", "correct the address on the roster, then try again"),
    Reason.MAILBOX_FULL: ("the mailbox is full", "try again, or give it by hand"),
    Reason.REFUSED: ("their mail server refused it", "try again, or give it by hand"),
    Reason.TOO_LATE: ("no mail server took it for days", "see to the mail server, then try again"),
    Reason.BOUNCED: ("it came back, and does not say why", "try again, or give it by hand"),
    Reason.MOVED: ("the letter came back: moved away", "correct the address on the roster, then try again"),
    Reason.UNKNOWN_THERE: ("the letter came back: not known there", "correct the address on the roster, then try again"),
    Reason.NOT_TAKEN: ("the letter came back: not taken in", "give it by hand, or send it by e-mail"),
    Reason.BAD_ADDRESS: ("the letter came back: the address is not complete", "correct it on the roster, then try again"),
    Reason.RETURNED: ("the letter came back", "give it by hand, or send it by e-mail"),
}  # fmt: skip


def says(reason: Reason) -> tuple[str, str]:
    """Why, in words, and what to do about it."""
    return _SAYS[reason]


_AFTER = {
    Act.QUEUED: Standing.WAITING,
    Act.PRINTED: Standing.WAITING,
    Act.SENT: Standing.SENT,
    Act.FAILED: Standing.FAILED,
    Act.HANDED: Standing.HANDED,
    Act.UNREACHABLE: Standing.UNREACHABLE,
}


def standing_after(before: Standing, act: Act) -> Standing:
    """How a delivery stands after something happened to it. What was given by hand stays given: a late bounce changes nothing."""
    if before is Standing.HANDED:
        return before
    return _AFTER.get(act, before)
