"""The recovery key: the second recipient of every sealed file. Its private part is written once, and kept by people.

On paper it stands in blocks of six characters, each line with two check characters, so that a line that was typed wrong is
named. `age` takes it without blocks and checks, as one word.

>>> identity = "AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE"
>>> lines = blocks(identity)
>>> lines[0]
'1  QPZRY9 X8GF2T VDW0S3  NU'
>>> typed(lines) == identity
True
>>> typed([lines[0].replace("QP", "PQ"), *lines[1:]])
Traceback (most recent call last):
bailee.errors.InvalidInput: line 1 was not typed as it is printed
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from bailee.errors import InvalidInput
from bailee.keys.key_files import write_new

PREFIX = "AGE-SECRET-KEY-1"
_LETTERS = 58  # of an identity after its prefix
_BLOCK, _IN_LINE = 6, 3
_ALPHABET = "023456789ACDEFGHJKLMNPQRSTUVWXYZ"  # bech32's, sorted: no 1, B, I, O

_RECOVERY = """\
# RECOVERY KEY of {organisation}: move this file away from this computer.
#
# It opens every file that bailee sealed for this organisation, also when bailee, its store and its keys are lost:
#
#     age -d -i THIS-FILE  NAME.age  >  NAME
#
# What to do now:
#   1. Print this page, or copy the file to a stick, and lock it away, where whoever breaks into this computer is not.
#      `bailee keys recovery-kit --out FILE.pdf` makes a page to print, with a code that a camera reads.
#   2. Delete it here. Nothing in bailee needs it; it was written once and cannot be made again.
#   3. Write down who has it. Who has it can read what was sealed.
#
# public key: {recipient}
{identity}
"""


def write_recovery(folder: Path, organisation: str, identity: str, recipient: str) -> None:
    """The private part, once, beside the master key; to be moved away."""
    safe = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in organisation)[:40]
    content = _RECOVERY.format(organisation=" ".join(organisation.split()), identity=identity, recipient=recipient)
    write_new(folder / f"recovery-{safe}-{recipient[4:12]}.txt", content)


def recovery_files(home: Path) -> list[Path]:
    """Recovery keys that still lie in this home: each is to be moved away."""
    return sorted((home / "keys").glob("recovery-*.txt"))


def recipient_of(identity: str) -> str:
    """The public part. InvalidInput where it is no age identity."""
    import pyrage
    from pyrage import x25519

    try:
        return str(x25519.Identity.from_str(identity.strip()).to_public())
    except pyrage.IdentityError:
        raise InvalidInput("this is no recovery key", hint="one begins with AGE-SECRET-KEY-1") from None


def blocks(identity: str) -> tuple[str, ...]:
    """Lines to print: number, three blocks, two check characters."""
    letters = identity.strip().removeprefix(PREFIX)
    size = _BLOCK * _IN_LINE
    return tuple(
        f"{number}  {' '.join(part[at : at + _BLOCK] for at in range(0, len(part), _BLOCK))}  {_check(number, part)}"
        for number, part in enumerate((letters[at : at + size] for at in range(0, len(letters), size)), start=1)
    )


def typed(lines: Iterable[str]) -> str:
    """The identity in lines as `blocks` prints them, or as one word. InvalidInput names the line that is wrong."""
    given = [line.strip().upper() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if len(given) == 1 and given[0].startswith(PREFIX):
        return given[0]
    letters = ""
    for number, line in enumerate(given, start=1):
        words = re.sub(r"[^0-9A-Z]", " ", line).split()
        if words and words[0] == str(number):
            words = words[1:]
        *parts, check = words or [""]
        part = "".join(parts)
        if not part or check != _check(number, part):
            raise InvalidInput(f"line {number} was not typed as it is printed", hint="compare it letter by letter")
        letters += part
    if len(letters) != _LETTERS:
        raise InvalidInput("this is not the whole recovery key", hint="type all of its lines")
    return PREFIX + letters


def _check(number: int, part: str) -> str:
    digest = hashlib.sha256(f"recovery kit of bailee {number} {part}".encode()).digest()
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:2])
