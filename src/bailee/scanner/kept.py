"""Findings of one item while it is read, packed: a list of clients may hold half a million, and a worker has 400 MB.

A value that stands there again makes its finding anew, so none may be let go of before the item ends. What many share
(where they are, what they are, why so sure) is kept once and has a number; what is one's own is 81 bytes, then 16 for each
normal form and the mask, one finding behind the other. An object for each would take a kilobyte.

>>> from bailee.findings import finding, prints
>>> from bailee.text import Match
>>> key, place = b"k" * 32, Locator(("pay.csv",))
>>> ssn = Match(5, 16, "us-ssn", "social-security-number", Confidence.LIKELY, 0.8, "512447313")
>>> printed = prints(ssn, place, key=key, place="/srv")
>>> kept = Kept()
>>> kept.again(printed, ssn)
False
>>> kept.add(finding(ssn, printed, place, 5, "1:1", key=key, place="/srv"))
>>> kept.again(printed, ssn)
True
>>> [(found.locator.item, found.position, found.count, found.confidence.value) for found in kept.told()]
[('pay.csv', 5, 2, 'likely')]
>>> list(kept.told())
[]
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterator, Sequence
from struct import Struct
from typing import TypeAlias

from bailee.findings import Finding, Prints
from bailee.text import Match
from bailee.vocabulary import Confidence, Locator, SubjectCategory

_PRINT = 16  # bytes of an ident, and of the print of a value or of a form; a group has half of them
# ident, print of the value, group, position, number of what it shares, where its forms begin, bytes of its mask
_OWN = Struct("<16s16s8sQIQI")
_TALLY = Struct("<QdB")  # count, probability, confidence: what the value's standing there again changes
_SIZE = _OWN.size + _TALLY.size
_SURE = tuple(sorted(Confidence))
_RANK = {confidence: rank for rank, confidence in enumerate(_SURE)}

_Shared: TypeAlias = tuple[
    Locator,
    str,  # detector
    str,  # category
    SubjectCategory,
    tuple[str, ...],  # names of its forms
    tuple[tuple[str, str], ...],  # attributes
    tuple[tuple[str, str, float], ...],  # cues
]


class Kept:
    """`again` counts a value that is known, `add` takes one that is not; `told` yields what is new or changed since."""

    def __init__(self) -> None:
        self.subject = SubjectCategory.PERSON  # of whom nothing else is said
        self._own = bytearray()  # `_SIZE` bytes a finding, in the order in which they came
        self._forms = bytearray()  # of each its prints, then its mask
        self._shared: list[_Shared] = []
        self._numbers: dict[_Shared, int] = {}
        self._changed: dict[int, None] = {}
        # Where a finding stands, from 1, by its ident: the slot that the ident says, or one after it; 0 ends the search.
        # At most half of the slots are taken. A dict would hold two more objects a finding, as large as all the rest.
        self._slots = array("I", bytes(256))

    def __len__(self) -> int:
        return len(self._own) // _SIZE

    @property
    def changed(self) -> int:
        """How many `told` would yield."""
        return len(self._changed)

    def again(self, printed: Prints, match: Match) -> bool:
        """Count a value that stands there once more; false where it is not known yet."""
        number = self._slots[self._slot(self._slots, bytes.fromhex(printed.ident))] - 1
        if number < 0:
            return False
        at = number * _SIZE + _OWN.size
        count, probability, rank = _TALLY.unpack_from(self._own, at)
        sure = max(rank, _RANK[match.confidence])
        _TALLY.pack_into(self._own, at, count + 1, max(probability, match.probability), sure)
        self._changed[number] = None
        return True

    def add(self, found: Finding) -> None:
        """Take a finding that is not known."""
        ident = bytes.fromhex(found.ident)
        mask = found.mask.encode("utf-8", "surrogatepass")
        forms = bytes.fromhex("".join(printed for _, printed in found.normal_forms)) + mask
        own = _OWN.pack(
            ident,
            bytes.fromhex(found.fingerprint),
            bytes.fromhex(found.group),
            found.position,
            self._number(found),
            len(self._forms),
            len(mask),
        ) + _TALLY.pack(found.count, found.probability, _RANK[found.confidence])
        number = len(self)
        if 2 * (number + 1) > len(self._slots):
            self._widen()
        slot = self._slot(self._slots, ident)
        self._forms += forms  # where memory ends here or below, all that is kept stays sound
        self._own += own
        self._slots[slot] = number + 1
        self._changed[number] = None

    def told(self) -> Iterator[Finding]:
        """What is new or changed since it was asked for last."""
        for number in self._changed:
            yield self._finding(number)
        self._changed.clear()

    def about(self, subject: SubjectCategory) -> Iterator[Finding]:
        """All of it is about such persons, unless something else is said of a finding: those that this changes, told or not."""
        if subject is self.subject:
            return
        self.subject = subject
        for number in range(len(self)):
            shared = _OWN.unpack_from(self._own, number * _SIZE)[4]
            if self._shared[shared][3] is SubjectCategory.PERSON:
                self._changed.pop(number, None)
                yield self._finding(number)

    def _number(self, found: Finding) -> int:
        shared = (
            found.locator,
            found.detector,
            found.category,
            found.subject,
            tuple(form for form, _ in found.normal_forms),
            found.attributes,
            found.cues,
        )
        number = self._numbers.get(shared)
        if number is None:
            number = self._numbers[shared] = len(self._shared)
            self._shared.append(shared)
        return number

    def _finding(self, number: int) -> Finding:
        at = number * _SIZE
        ident, printed, group, position, shared, begin, masked = _OWN.unpack_from(self._own, at)
        count, probability, rank = _TALLY.unpack_from(self._own, at + _OWN.size)
        locator, detector, category, subject, names, attributes, cues = self._shared[shared]
        end = begin + len(names) * _PRINT
        forms = self._forms[begin:end].hex()
        return Finding(
            ident=ident.hex(),
            locator=locator,
            detector=detector,
            category=category,
            subject=self.subject if subject is SubjectCategory.PERSON else subject,
            position=position,
            count=count,
            confidence=_SURE[rank],
            probability=probability,
            fingerprint=printed.hex(),
            normal_forms=tuple(
                (name, forms[2 * _PRINT * index : 2 * _PRINT * (index + 1)]) for index, name in enumerate(names)
            ),
            group=group.hex(),
            mask=self._forms[end : end + masked].decode("utf-8", "surrogatepass"),
            attributes=attributes,
            cues=cues,
        )

    def _slot(self, slots: array[int], ident: bytes) -> int:
        """The slot of the finding with this ident, or the empty one where it belongs."""
        last = len(slots) - 1
        slot = int.from_bytes(ident[:4], "little") & last
        while (number := slots[slot]) and not self._own.startswith(ident, (number - 1) * _SIZE):
            slot = (slot + 1) & last
        return slot

    def _widen(self) -> None:
        slots = array("I", bytes(2 * self._slots.itemsize * len(self._slots)))
        for number in range(len(self)):
            at = number * _SIZE
            slots[self._slot(slots, bytes(self._own[at : at + _PRINT]))] = number + 1
        self._slots = slots


def packed(matches: Sequence[tuple[int, Match]]) -> bytes:
    """Matches in numbered texts, without their cues, for whoever may ask for them again.

    >>> seen = [(3, Match(5, 16, "us-ssn", "social-security-number", Confidence.LIKELY, 0.8, "512447313", (("test", "yes"),)))]
    >>> unpacked(packed(seen)) == seen
    True
    """
    told = [
        (
            at,
            match.start,
            match.end,
            match.detector,
            match.category,
            match.confidence,
            match.probability,
            match.value,
            match.attributes,
        )
        for at, match in matches
    ]
    return zlib.compress(json.dumps(told).encode(), 1)


def unpacked(told: bytes) -> list[tuple[int, Match]]:
    return [
        (at, Match(start, end, detector, category, Confidence(sure), probability, value, tuple(map(_pair, attributes))))
        for at, start, end, detector, category, sure, probability, value, attributes in json.loads(
            zlib.decompress(told)
        )
    ]


def _pair(told: list[str]) -> tuple[str, str]:
    name, value = told
    return name, value
