"""Passphrases that close the master key: where they come from, and how a process hands what it opened to its children.

A passphrase is typed on a terminal, or is the first line of the file (mode 0600) that BAILEE_PASSPHRASE_FILE names; never a
word of a command line or of the environment, which other programs see. It becomes a key by scrypt (RFC 7914), which takes
128 MB and a good third of a second, so the key is kept in memory for as long as the process lives. Children that are
forked have it; one that is started anew inherits a pipe:

    with handed_over() as (descriptors, environment):
        subprocess.Popen([…], pass_fds=descriptors, env=os.environ | environment)

>>> lock = Lock.new("correct horse", n=1 << 10)
>>> Lock.read(lock.written()).key("correct horse") == lock.key("correct horse") != lock.key("wrong horse")
True
"""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bailee.errors import InvalidInput, NotAllowed
from bailee.keys.fingerprints import KEY_BYTES

FILE_VARIABLE = "BAILEE_PASSPHRASE_FILE"
PIPE_VARIABLE = "BAILEE_KEY_FD"  # number of an inherited descriptor: no secret itself
SHORTEST = 12  # characters
SALT_BYTES = 16
N, R, P = 1 << 17, 8, 1  # OWASP's parameters for scrypt: 128 MB
_HIGHEST = 1 << 20  # of a file that somebody else may have written

_known: dict[bytes, bytes] = {}  # salt → key, of this process
_ask: Callable[[str], str] | None = None


def asked_by(function: Callable[[str], str] | None) -> None:
    """Who asks a person on a terminal: given the words of the question, returns what was typed. None: nobody."""
    global _ask
    _ask = function


@dataclass(frozen=True, slots=True)
class Lock:
    """A salt and the cost of trying: public, kept beside what is locked."""

    salt: bytes
    n: int
    r: int = R
    p: int = P

    @classmethod
    def new(cls, passphrase: str, n: int = 0) -> Lock:
        """InvalidInput where the passphrase is short enough to be guessed."""
        if len(passphrase) < SHORTEST:
            raise InvalidInput(
                f"a passphrase for the master key has {SHORTEST} characters or more",
                hint="five or six words that nobody would put together",
            )
        return cls(secrets.token_bytes(SALT_BYTES), n or N)

    @classmethod
    def read(cls, words: str) -> Lock:
        """ValueError where they are none, or would take the machine's memory."""
        salt, n, r, p = words.split(":")
        lock = cls(base64.b64decode(salt, validate=True), int(n), int(r), int(p))
        if len(lock.salt) != SALT_BYTES or not (1 < lock.n <= _HIGHEST) or lock.r != R or not 0 < lock.p <= 4:
            raise ValueError
        return lock

    def written(self) -> str:
        return f"{base64.b64encode(self.salt).decode()}:{self.n}:{self.r}:{self.p}"

    def key(self, passphrase: str) -> bytes:
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

        made = Scrypt(salt=self.salt, length=KEY_BYTES, n=self.n, r=self.r, p=self.p)
        return made.derive(passphrase.encode("utf-8", "surrogatepass"))

    def keys(self, path: Path, environment: Mapping[str, str] = os.environ) -> Iterator[bytes]:
        """Keys to try, one after the other. NotAllowed where there is nobody to ask."""
        _take_over(environment)
        if self.salt in _known:
            yield _known[self.salt]
        file = environment.get(FILE_VARIABLE, "")
        if file:
            yield self.key(_first_line(Path(file)))
            raise NotAllowed(
                f"the passphrase in {FILE_VARIABLE} does not open the master key {path}",
                hint="put the right one into the first line of that file",
            )
        if _ask is None:
            raise NotAllowed(
                f"the master key {path} is closed by a passphrase, and nobody is here to type it",
                hint=f"name a file of mode 0600 with it in {FILE_VARIABLE}, or start bailee on a terminal",
            )
        for _ in range(3):
            yield self.key(_ask(f"Passphrase of {path}"))
        raise NotAllowed("this passphrase does not open the master key", hint="try again; nothing was changed")

    def remember(self, key: bytes) -> None:
        """Opened: this process need not ask again."""
        _known[self.salt] = key


def forget() -> None:
    """As a process that was just started."""
    _known.clear()


@contextmanager
def handed_over() -> Iterator[tuple[tuple[int, ...], dict[str, str]]]:
    """Descriptors and environment for one child that is started anew; both empty where no passphrase was needed.

    The pipe holds the key and can be read once. Its number stands in the environment, the key does not.
    """
    if not _known or os.name != "posix":
        yield (), {}
        return
    reading, writing = os.pipe()
    try:
        os.write(writing, b"".join(salt + key for salt, key in _known.items()))
        os.close(writing)
        yield (reading,), {PIPE_VARIABLE: str(reading)}
    finally:
        with contextlib.suppress(OSError):
            os.close(reading)


def _take_over(environment: Mapping[str, str]) -> None:
    """What the parent handed over, once."""
    number = environment.get(PIPE_VARIABLE, "")
    if not number.isdigit():
        return
    os.environ.pop(PIPE_VARIABLE, None)  # a child of ours gets a pipe of its own
    size = SALT_BYTES + KEY_BYTES
    try:
        with os.fdopen(int(number), "rb") as pipe:
            content = pipe.read(16 * size)
    except OSError:
        return
    for start in range(0, len(content) - size + 1, size):
        _known[content[start : start + SALT_BYTES]] = content[start + SALT_BYTES : start + size]


def _first_line(file: Path) -> str:
    from bailee.keys.key_files import refuse_if_open_to_others

    try:
        with file.open("rb") as stream:
            refuse_if_open_to_others(file, os.fstat(stream.fileno()))
            return stream.readline(4096).decode("utf-8", "surrogateescape").rstrip("\r\n")
    except OSError:
        raise NotAllowed(
            f"the file that {FILE_VARIABLE} names cannot be read", hint="see to its path and its rights"
        ) from None
