"""What a redaction is asked for, what comes of it, and why there may be none.

A format is a module of `formats` with `REDACTS`, media types as `recognition.recognise` names them, and

    def redact(data: bytes, work: Work) -> bytes: ...

which hands every passage of the file to `work.settle` and returns the file with what was written there. It is called again
when more values have become known, so it keeps nothing. What it cannot look into, it refuses (`RefusedRedaction`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bailee.errors import InvalidInput
from bailee.own import NOTHING, Own
from bailee.protection.redaction.values import SHORTEST, compact
from bailee.redaction import WAYS, Redaction
from bailee.vocabulary import DATA_CATEGORIES, Confidence

HOWS = ("black", *WAYS)
BAR = "█████"  # always five: its length tells nothing


class Why(StrEnum):
    """Why no redacted copy was released. A fixed list: programs count by it."""

    ENCRYPTED = "encrypted"
    TOO_BIG = "too-big"
    TIMED_OUT = "timed-out"
    OUT_OF_MEMORY = "out-of-memory"
    DAMAGED = "damaged"
    CRASHED = "crashed"
    NO_FORMAT = "format-not-redacted"
    INSIDE = "something-inside-not-redacted"
    UNREAD = "not-read-in-full"
    TRACE = "trace-left"
    INVALID = "copy-not-valid"
    NO_PIXELS = "pictures-not-read-here"
    EXISTS = "copy-exists"
    NOT_A_FILE = "not-a-file"


WORDS: Mapping[Why, tuple[str, str]] = {
    Why.ENCRYPTED: ("it is encrypted", "take the password off, then redact it"),
    Why.TOO_BIG: ("it is too big, or grows too much when it is unpacked", "split it"),
    Why.TIMED_OUT: ("it takes too long", "split it, or give more time (--seconds)"),
    Why.OUT_OF_MEMORY: ("it takes too much memory", "split it"),
    Why.DAMAGED: ("it is damaged", "open it in its program and save it anew"),
    Why.CRASHED: ("what reads it broke off", "open it in its program and save it anew"),
    Why.NO_FORMAT: ("files of this sort are not redacted", "save it as PDF, DOCX, XLSX, ODF, CSV or text"),
    Why.INSIDE: ("something in it cannot be redacted", "take out what is embedded or attached, and redact that by itself"),
    Why.UNREAD: ("a part of it cannot be read, so nobody knows what stands there", "take that part out, or print it to PDF"),
    Why.TRACE: ("a trace of a value was still there in the copy, so the copy was thrown away", "print it to PDF and redact that"),
    Why.INVALID: ("the copy could not be read again as a whole, so it was thrown away", "save it in a newer format first"),
    Why.NO_PIXELS: ("pictures cannot be read on this computer", 'pip install "bailee[ocr,media]"'),
    Why.EXISTS: ("there is a copy of that name already, and nothing is written over", "name another folder with --out"),
    Why.NOT_A_FILE: ("it is no regular file that can be opened", "name a file"),
}  # fmt: skip


class RefusedRedaction(Exception):
    """No copy is released. `place` is a class of places ("text", "raw bytes", "embedded"), never what stands there."""

    def __init__(self, why: Why, place: str = "") -> None:
        super().__init__(why.value)
        self.why = why
        self.place = place

    @property
    def words(self) -> str:
        return WORDS[self.why][0] + (f" ({self.place})" if self.place else "")

    @property
    def hint(self) -> str:
        return WORDS[self.why][1]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to go, and what is to stand there instead.

    `keep` are values of the person whom the copy is for: they stay, everybody else's go. `also` are words that no detector
    can know (a nickname, a project, what somebody is ill with): they go wherever they stand, as whole words, in any case.
    """

    how: str = "black"
    least: Confidence = Confidence.LIKELY
    only: frozenset[str] = frozenset()  # categories; none named: all
    keep: tuple[str, ...] = field(default=(), repr=False)
    also: tuple[str, ...] = field(default=(), repr=False)
    keep_layout: bool = False  # of a PDF, where that can be proven clean
    keep_audio: bool = False  # of a film
    key: bytes = field(default=b"", repr=False)  # of pseudonyms
    own: Own = NOTHING
    names: str = "full"  # how much of the text the model of names is asked about
    seconds: float = 600.0  # of processor

    def __post_init__(self) -> None:
        if self.how not in HOWS:
            raise InvalidInput(f'nothing is redacted by "{self.how}"', hint="one of: " + ", ".join(HOWS))
        if unknown := sorted(self.only - DATA_CATEGORIES.keys()):
            raise InvalidInput(
                f'there is no category "{unknown[0]}"', hint="`bailee detectors` lists them, such as email-address"
            )
        further = {compact(each) for each in self.also}  # what was typed is not said again: it is somebody's
        if any(len(each) < SHORTEST for each in further):
            raise InvalidInput(
                f"a further word has fewer than {SHORTEST} letters or figures",
                hint="type more of it, or what it stands in",
            )
        if further & {compact(each) for each in self.keep}:
            raise InvalidInput("the same words are to stay and to go", hint="take them out of one of the two lists")

    @property
    def redaction(self) -> Redaction | None:
        """How a value is replaced; None: by a bar."""
        return None if self.how == "black" else Redaction(self.how, self.least, self.key or b"\0" * 32)


@dataclass(frozen=True, slots=True)
class Redacted:
    """A copy that may be released, and what is to be said of it."""

    data: bytes = field(repr=False)
    media_type: str
    counts: tuple[tuple[str, int], ...] = ()  # places by category
    values: int = 0  # different ones
    readers: tuple[str, ...] = ()  # who read the copy again and found nothing
    notes: tuple[str, ...] = ()  # what else was left out or changed, in words
    ending: str = ""  # of the file's name, where its format became another one
    seconds: float = 0.0

    @property
    def places(self) -> int:
        return sum(count for _, count in self.counts)
