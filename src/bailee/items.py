"""An item is something with bytes that a source yields or a container holds: a file, a mail, an attachment, a member.

>>> nested = Item.nested(Locator(("a.zip",)), "pay.csv", b"name,ssn")
>>> str(nested.locator), nested.size, nested.read(4)
('a.zip / pay.csv', 8, b'name')
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from bailee.vocabulary import Locator

LINK = b"link:"  # begins `ItemFacts.acl` of an item that a service shares by links; behind it, how far (anonymous, users …)


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the system says of a file: who can open it and when it changed. Times are nanoseconds since the epoch."""

    size: int
    modified_ns: int
    inode: int = 0
    device: int = 0
    mode: int = 0  # st_mode, file type included
    owner: int = -1
    group: int = -1
    changed_ns: int = 0  # its content, its rights or its name, as Unix keeps it
    acl: bytes | None = None  # access list as the system keeps it; empty: it has none; None: not asked
    links: int = 1  # names that the file has; Windows does not tell them in a listing


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes with a locator. A file has `path`; a member of a container has `data`."""

    locator: Locator
    size: int
    path: Path | None = None
    data: bytes | None = None
    facts: ItemFacts | None = None  # of the file itself; None for a nested item
    media_type: str | None = None  # as the container declared it; content decides
    file_name: str = ""  # where the container names it otherwise than the locator: an attachment
    known_digest: str = (
        ""  # of contents that were read before, with blanks between; a file that has one need not be read
    )
    is_elsewhere: bool = False  # they were read at another path: its name is still to be looked at
    opener: Callable[[], BinaryIO] | None = field(default=None, compare=False)  # for a member too big to keep as `data`

    @classmethod
    def nested(
        cls, outer: Locator, segment: str, data: bytes, media_type: str | None = None, *, file_name: str = ""
    ) -> Item:
        return cls(outer.inside(segment), len(data), data=data, media_type=media_type, file_name=file_name)

    @property
    def name(self) -> str:
        """Declared file name or last segment, for its extension only: content decides what the item is."""
        return self.file_name or self.locator.segments[-1]

    def open(self) -> BinaryIO:
        """The bytes as a new binary stream, from the start. OSError where the file cannot be opened."""
        if self.data is not None:
            return io.BytesIO(self.data)
        if self.opener is not None:
            return self.opener()
        if self.path is None:
            raise FileNotFoundError
        return self.path.open("rb")

    def read(self, limit: int = -1) -> bytes:
        """The first `limit` bytes, or all of them."""
        if self.data is not None:
            return self.data if limit < 0 else self.data[:limit]
        with self.open() as stream:
            return stream.read(limit)


@dataclass(frozen=True, slots=True)
class Media:
    """What a picture, a film or a recording says of itself, for kinds of record that hold no text.

    Lengths in pixels and seconds; `static_share` is the share (0-1) of pixels that hardly change between the sampled
    frames, `overlay` the edge density (0-1) of the strips at top and bottom where recorders print their clock.
    """

    locator: Locator
    form: str  # image, video, audio
    width: int = 0
    height: int = 0
    duration: float = 0.0
    frame_rate: float = 0.0
    key_frames: int = 0
    has_audio: bool = False
    static_share: float | None = None
    overlay: float | None = None
    made_by: str = ""  # maker, model or software, from the file's own metadata
    made_at: str = ""  # ISO 8601 where the metadata has it
    flat_share: float | None = (
        None  # images: share of pixels equal to a neighbour; screens are flat, photographs are not
    )
    faces: int | None = None  # of a film: most at once in the sampled frames; None: not counted
    channels: int = 0  # of sound
    sample_rate: int = 0
    codec: str = ""  # of the film, or of sound alone
