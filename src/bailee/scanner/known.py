"""What is known of a file before it is read: that it did not change, that its content was read at another path or under another name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bailee.vocabulary import Locator, Reason

if TYPE_CHECKING:
    from bailee.kinds.interface import Sibling

WHOLE = 64 << 20  # bytes up to which a file's digest is of all of it (`reading`)


@dataclass(frozen=True, slots=True)
class Known:
    """A file that the store has read before and that did not change: its findings stand."""

    reason: Reason | None = None  # why it was partly read, None where it was read whole
    parts: tuple[tuple[Locator, Reason], ...] = ()
    sibling: Sibling | None = None  # as its event had it: new files of its folder may make a series with it
    digest: str = ""  # it may have changed: it stands if it still has this content, or one of these
    elsewhere: Callable[[str], Known | None] | None = None  # its path is new: what is known of a content at another one
    media_type: str = ""  # of such a content
    same_as: Locator | None = None  # another name of the file, under which it was read
    is_other_name: bool = False  # it was one the last time, of a file that did not change: nothing stands under it
    content: str = ""  # digest of what stands, whether it is to be compared or not

    @property
    def is_locked(self) -> bool:
        """Whether a part of it was not read for want of a password."""
        return self.reason is Reason.ENCRYPTED or any(reason is Reason.ENCRYPTED for _, reason in self.parts)
