"""Kinds of record that show only in a series of items: pictures of a screen, films of a camera, mails of a mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bailee.scanner.events import KindFound
from bailee.vocabulary import Locator

if TYPE_CHECKING:
    from bailee.kinds.interface import Recognition, Sibling


class Series:
    """Items of one folder or container, one after the other: kinds that show only in a series, told for each of its items.

    Recognised from a few hundred at a time, so that a folder of a million pictures takes no memory; what its last few
    are too few to tell is taken from those before them.
    """

    AT_ONCE = 400

    def __init__(self) -> None:
        self.count = 0
        self.latest = ""  # media type
        self._waiting: list[Sibling] = []
        self._recognised: list[Recognition] = []

    def add(self, sibling: Sibling) -> Iterator[KindFound]:
        self.count += 1
        self.latest = sibling.media_type
        self._waiting.append(sibling)
        if len(self._waiting) >= self.AT_ONCE:
            yield from self.end()

    def end(self) -> Iterator[KindFound]:
        """What those are that were added since; call it after the last one."""
        from bailee import kinds

        found = kinds.recognise_series(self._waiting) if len(self._waiting) > 1 else []
        self._recognised = found or self._recognised
        for recognition in self._recognised:
            for sibling in self._waiting:
                if recognition.kind not in sibling.kinds and _may_be_part(sibling, recognition.kind):
                    yield kind_found(sibling.locator, recognition)
        self._waiting.clear()


def _may_be_part(sibling: Sibling, kind: str) -> bool:
    form = {"screen-capture": "image", "camera-footage": "video", "call-recording": "audio"}.get(kind)
    return sibling.media is not None and sibling.media.form == form if form else sibling.media is None


def kind_found(locator: Locator, recognition: Recognition) -> KindFound:
    return KindFound(
        locator,
        recognition.kind,
        recognition.category,
        recognition.subject,
        recognition.confidence,
        recognition.reasons,
        recognition.dated,
    )
