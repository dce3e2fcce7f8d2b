"""What the scanner tells a worker once, and what a worker tells it of a file.

Nothing here needs a reader of files, a detector or a kind: a scan in which no file changed loads none of them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from bailee.own import NOTHING, Own
from bailee.passwords import Passwords
from bailee.scanner.limits import Limits
from bailee.vocabulary import Locator

if TYPE_CHECKING:
    from bailee.extractors.interface import Unread
    from bailee.findings import Finding
    from bailee.items import Media
    from bailee.monitoring.contents import InFile
    from bailee.scanner.events import KindFound

SHORTEST = 20  # characters of text that a finding takes at least, with what stands around it

Piece: TypeAlias = "Finding | KindFound | Unread | Progress | Done"


@dataclass(frozen=True, slots=True)
class ScanKeys:
    """What a scanner holds: it can fingerprint and recognise content, and open nothing."""

    fingerprint_key: bytes = field(repr=False)
    content_key: bytes = field(repr=False)
    with_masks: bool = False
    own: Own = NOTHING  # detectors and lists of the organisation
    passwords: Passwords = field(default_factory=Passwords, repr=False)  # to be tried on what is locked

    @classmethod
    def random(cls, own: Own = NOTHING) -> ScanKeys:
        """Keys for one run that keeps nothing (`--no-store`)."""
        return cls(secrets.token_bytes(32), secrets.token_bytes(32), own=own)


@dataclass(frozen=True, slots=True)
class Done:
    """The file as a whole: what it is, and the parts of it that were not read."""

    media_type: str
    content_digest: str
    unread: tuple[Unread, ...]
    media: Media | None
    kinds: tuple[str, ...]
    names: tuple[int, int] = (0, 0)  # windows that the model of names was to be asked about, and those that it was
    pictures: tuple[int, int] = (0, 0)  # pictures that may hold text, and those that were read
    tools: tuple[InFile, ...] = field(default=(), kw_only=True)  # what its lines say of monitoring tools
    deferred: tuple[Locator, ...] = ()  # pictures that were put off, at most `DEFERRED` of them
    owners: tuple[Locator, ...] = ()  # items that they belong to; none where there are too many to say
    same: bool = False  # its content is as it was known, so nothing else was read


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a file was handled so far: a sign of life, and the time that it may take grows with it."""

    characters: int  # of text
    members: int = 0  # items nested in it
    pictures: int = 0  # that were begun to be read
    findings: int = 0  # that were made

    def allows(self, limits: Limits, size: int) -> float:
        """Seconds beyond `Limits.seconds` that a file of `size` bytes with this much text in so many members may take.

        No more than for `Limits.ratio` characters a byte: a bomb makes a thousand, and buys no time with them. Findings take
        some characters each, and are worth their time once: a list of clients takes ten times as long as a letter.

        >>> list_of_clients = Progress(11_000_000, findings=400_000)
        >>> list_of_clients.allows(Limits(), 11_000_000), list_of_clients.allows(Limits(), 10_000)
        (422.0, 108.16)
        """
        characters = min(self.characters, limits.ratio * size + 2_000_000)
        by_text = limits.seconds_per_megabyte * characters / 1e6
        findings = min(self.findings, limits.distinct_findings, characters // SHORTEST)
        return (
            by_text
            + limits.seconds_per_finding * findings
            + limits.seconds_per_member * self.members
            + limits.seconds_per_picture * self.pictures
        )
