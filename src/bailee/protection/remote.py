"""What holds of a place behind an address, as its last scan and the address tell: a bucket, a mailbox, a tenant's drives.

>>> from bailee.sources.addresses import parse
>>> told = remote_of(parse("s3://acme-hr/payroll"), {"public"})
>>> told.where, told.is_public, told.channel
(<Whereabouts.PUBLIC: 'public'>, True, True)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from bailee.items import LINK
from bailee.protection.channels import of_address
from bailee.protection.whereabouts import Whereabouts, by_names
from bailee.sources.addresses import Address

_WHERE = {
    "imap": Whereabouts.MAILBOX,
    "imaps": Whereabouts.MAILBOX,
    "postgresql": Whereabouts.DATABASE,
    "postgres": Whereabouts.DATABASE,
    "mysql": Whereabouts.DATABASE,
    "mariadb": Whereabouts.DATABASE,
}
_AGENT = "agent"  # a device reads it itself
_BUCKETS = frozenset({"s3", "az", "gs"})


@dataclass(frozen=True, slots=True)
class Remote:
    """A place that is no folder."""

    where: Whereabouts
    is_public: bool | None = None  # anybody reads it; None: not asked, or each item has its own answer
    channel: bool | None = None
    is_encrypted: bool | None = None  # its disk, as the system of the device that it lies on said


def remote_of(address: Address, remarks: Collection[str] | None, disk: bool | None = None) -> Remote:
    """`remarks`: idents of the notes of its last scan; None where nobody kept them. `disk`: whether it is encrypted, as an agent said.

    >>> from bailee.sources.addresses import parse
    >>> remote_of(parse("agent://device-3fa2c19b/srv/hr"), None, True)
    Remote(where=<Whereabouts.DEVICE: 'device'>, is_public=None, channel=None, is_encrypted=True)
    >>> remote_of(parse("agent://device-3fa2c19b/home/sam/Downloads"), None).where
    <Whereabouts.TEMPORARY: 'temporary'>
    """
    if address.scheme == _AGENT:
        named = by_names(PurePosixPath("/", address.path))
        return Remote(max(named, Whereabouts.DEVICE, key=lambda each: each.rank), is_encrypted=disk)
    where = _WHERE.get(address.scheme, Whereabouts.CLOUD)
    is_public: bool | None = None
    if address.scheme in _BUCKETS and remarks is not None:
        # a scan asks as a stranger would, by name and by listing: that is surer than a policy that somebody reads
        is_public = "public" in remarks
        where = Whereabouts.PUBLIC if is_public else where
    return Remote(where, is_public, of_address(address, remarks or ()))


def link_scope(acl: bytes | None) -> str:
    """How far a file is shared by a link, as Microsoft 365 says of it: anonymous, organization, users; empty: not shared, or not said.

    >>> link_scope(LINK + b"anonymous"), link_scope(b""), link_scope(None)
    ('anonymous', '', '')
    """
    return acl.removeprefix(LINK).decode("ascii", "replace") if acl and acl.startswith(LINK) else ""
