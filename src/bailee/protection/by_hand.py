"""What a person has to do where bailee only reads: in a mailbox, a drive of a cloud, a bucket. Numbered steps, with the exact place.

>>> for number, step in enumerate(steps("end-link", "Drives/HR/pay.xlsx", "contoso.example"), 1): print(number, step)
1 Open Drives/HR/pay.xlsx in OneDrive or SharePoint, as its owner or an administrator of contoso.example.
2 Choose Manage access, and under Links remove every link that says "Anyone"; give those who need it access by name.
3 Look at Details, Activity, for who opened it by the link; if somebody outside did, tell whoever looks after incidents.
4 Scan the place again: the next scan says whether the link is gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What is to be done by hand."""

    DELETE_MESSAGE = "delete-message"
    END_LINK = "end-link"
    CLOSE_BUCKET = "close-bucket"
    LABEL = "retention-label"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Act.DELETE_MESSAGE: "delete the message, or move what is needed out of it",
    Act.END_LINK: "end the link that anybody can follow",
    Act.CLOSE_BUCKET: "close the bucket to strangers",
    Act.LABEL: "move it to where it is kept apart, or give it a retention label",
}


class Proof(StrEnum):
    """What the scans since say of it."""

    OPEN = "open"  # no scan looked since
    GONE = "gone"
    STILL_THERE = "still-there"

    @property
    def words(self) -> str:
        return {
            Proof.OPEN: "open: no scan looked since",
            Proof.GONE: "proven: the last scan found it gone",
            Proof.STILL_THERE: "still there: the last scan found it as it was",
        }[self]


def steps(act: str, where: str, place: str, scheme: str = "") -> tuple[str, ...]:
    """`where`: of the item, in its place; `place`: mailbox, tenant or bucket, as people call it."""
    again = "Scan the place again: the next scan says whether "
    if act == Act.DELETE_MESSAGE:
        return (
            f"Open the mailbox {place}, as its owner, and there {where}.",
            "Ask its owner whether the message has to be kept: a legal hold or a period of the record keeps it.",
            "If what is in it is needed, save that to where such records belong, and seal it there.",
            "Delete the message, then empty the bin; in Microsoft 365 also Recoverable items (a hold keeps them, and says so).",
            "Ask whoever it was sent to, or came from, to do the same: they have a copy each.",
            f"{again}it is gone.",
        )
    if act == Act.END_LINK:
        return (
            f"Open {where} in OneDrive or SharePoint, as its owner or an administrator of {place}.",
            'Choose Manage access, and under Links remove every link that says "Anyone"; give those who need it access by name.',
            "Look at Details, Activity, for who opened it by the link; if somebody outside did, tell whoever looks after incidents.",
            f"{again}the link is gone.",
        )
    if act == Act.CLOSE_BUCKET:
        return (*_closing(place, scheme), f"{again}strangers still get in.")
    return (
        f"Open {where} in {place}.",
        "Move it to the library that is kept for such records, or give it the retention label of its kind (Details, Apply label).",
        "Look at Manage access: take out who need not open it.",
        f"{again}it is still where it was.",
    )


def _closing(place: str, scheme: str) -> tuple[str, ...]:
    if scheme == "az":
        return (
            f"Open the storage account of {place} in the portal, Configuration, and switch Allow Blob anonymous access off.",
            "Look at the container's Access policy: it has to say Private; revoke shared access signatures that are not needed.",
            "Look at the account's logs (StorageBlobLogs, AuthenticationType Anonymous) for who read it.",
        )
    if scheme == "gs":
        return (
            f"Open the bucket {place} in the console, Permissions, and choose Prevent public access.",
            "Remove allUsers and allAuthenticatedUsers from its roles, and from the lists of single objects.",
            "Look at its Data Access logs for who read it without signing in.",
        )
    return (
        f"Open the bucket {place} in the console, Permissions, and switch Block all public access on, all four of it.",
        "Look at its bucket policy for a Principal of * and at its lists for Everyone; a web site that needs some of it gets it by CloudFront.",
        "Look at its server access logs, or CloudTrail's data events, for who read it without signing in.",
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """What the newest scan since it was proposed saw; None: there was none."""

    is_there: bool | None = None  # the item
    is_open: bool | None = None  # a link, or a bucket, that lets anybody in


def proof(act: str, seen: Seen) -> Proof:
    """
    >>> proof("delete-message", Seen()), proof("delete-message", Seen(False)), proof("end-link", Seen(True, True))
    (<Proof.OPEN: 'open'>, <Proof.GONE: 'gone'>, <Proof.STILL_THERE: 'still-there'>)
    """
    if seen.is_there is None:
        return Proof.OPEN
    if not seen.is_there and act != Act.CLOSE_BUCKET:
        return Proof.GONE
    if act in (Act.END_LINK, Act.CLOSE_BUCKET):
        return Proof.OPEN if seen.is_open is None else Proof.STILL_THERE if seen.is_open else Proof.GONE
    return Proof.STILL_THERE
