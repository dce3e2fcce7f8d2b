"""Passwords that somebody knows, to be tried on what is locked: read from a private file, held in memory, kept nowhere.

    passwords = read_passwords(Path("known.txt"))      # one a line; a line AGE-SECRET-KEY-1… is an identity for age files

They are never taken from a command line, which other accounts can see, and never stand in a message or a log.

>>> Passwords(("Spring-2024", "AGE-SECRET-KEY-1EXAMPLE"))
Passwords(1 to try, 1 for age)
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput, NotAllowed

MOST = 1_000  # passwords; each takes a tenth of a second on one locked document
SECONDS = 5.0  # of work that trying may take on one item
_LARGEST = 1 << 20
_IDENTITY = "AGE-SECRET-KEY-"


class Passwords:
    """What may be tried. The one that fitted last is tried first the next time: a folder's files often share theirs."""

    __slots__ = ("_words", "identities")

    def __init__(self, lines: tuple[str, ...] = ()) -> None:
        self.identities = tuple(line.strip() for line in lines if line.strip().startswith(_IDENTITY))
        self._words = [line for line in lines if not line.strip().startswith(_IDENTITY)]

    def __bool__(self) -> bool:
        return bool(self._words or self.identities)

    def __repr__(self) -> str:  # never the words
        return f"Passwords({len(self._words)} to try, {len(self.identities)} for age)"

    def __reduce__(self) -> tuple[type[Passwords], tuple[tuple[str, ...]]]:
        return Passwords, ((*self._words, *self.identities),)

    def tries(self) -> Iterator[str]:
        """One after the other, for as long as trying may take; then TimeoutError."""
        until = time.process_time() + SECONDS
        for word in tuple(self._words):
            if time.process_time() > until:
                raise TimeoutError
            yield word

    def fitted(self, word: str) -> None:
        if word in self._words:
            self._words.remove(word)
            self._words.insert(0, word)


_LIBRARIES = (("pyzipper", "locked zips"), ("py7zr", "locked 7z archives"), ("msoffcrypto", "locked Office documents"))


def not_opened_here() -> tuple[str, ...]:
    """What no password opens in this installation, for want of the extra `data`."""
    return tuple(what for library, what in _LIBRARIES if find_spec(library) is None)


def read_passwords(file: Path) -> Passwords:
    """The passwords in a file that nobody but its owner may read. No message quotes it."""
    try:
        with file.open("rb") as stream:
            facts = os.fstat(stream.fileno())
            if not stat.S_ISREG(facts.st_mode):
                raise InvalidInput(f'"{file}" is no file', hint="a text file with one password a line")
            if os.name == "posix" and stat.S_IMODE(facts.st_mode) & 0o077:
                raise NotAllowed(f'others may read the passwords in "{file}"', hint=f'chmod 600 "{file}"')
            content = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        raise CannotRead(f'there is no "{file}"', hint="a text file with one password a line") from None
    except IsADirectoryError:
        raise InvalidInput(f'"{file}" is a folder', hint="name a text file with one password a line") from None
    except OSError:
        raise CannotRead(f'cannot read "{file}"', hint="run as the account that it belongs to") from None
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"  # as Notepad saves it
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise InvalidInput(f'"{file}" is no text', hint="one password a line, in UTF-8") from None
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    lines = [line for line in lines if not line.startswith("# ")]  # as age-keygen writes above an identity
    if not lines:
        raise InvalidInput(f'there is no password in "{file}"', hint="one a line")
    if len(content) > _LARGEST or len(lines) > MOST:
        raise InvalidInput(
            f'"{file}" holds more than {MOST:,} passwords', hint="those that are known, not those that could be"
        )
    return Passwords(tuple(dict.fromkeys(lines)))
