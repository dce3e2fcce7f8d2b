"""What an export says of itself: whose it is, of which format, what is in it, and the SHA-256 of each file.

>>> made = Manifest(3, {"ident": "acme-1a2b3c", "name": "Acme", "number": 1}, {"fact": 2}, "clear", False, {}, {}, {})
>>> Manifest.read(made.written()) == made
True
>>> Manifest.read(b'{"bailee_export": 9}')
Traceback (most recent call last):
bailee.errors.CannotRead: this export is of another version of bailee
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bailee.errors import CannotRead, InvalidInput

MANIFEST = "manifest.json"
VERSION = 1
LARGEST = 64 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")
# Names that an export has, and no others: nothing that leads out of it.
NAMES = re.compile(
    r"README\.txt|private\.bailee|keys\.age|(?:rows|private)/[a-z_]{1,60}\.jsonl|schemas/[a-z_]{1,60}\.json"
    r"|private/files/[a-z_]{1,60}/[0-9]{1,12}-[a-z_]{1,40}\.[a-z0-9]{1,8}"
)
TABLE = re.compile(r"[a-z_]{1,60}")


@dataclass(frozen=True, slots=True)
class Manifest:
    format: int  # of the store: its newest migration
    organisation: dict[str, Any]
    tables: Mapping[str, int]  # rows of each
    private: str  # clear, sealed
    has_keys: bool
    log: Mapping[str, Any]  # size, public keys and how far each signed, public seal keys
    left_out: Mapping[str, str]  # tables, and why
    files: Mapping[str, str]  # name, SHA-256

    @property
    def ident(self) -> str:
        return str(self.organisation["ident"])

    def written(self) -> bytes:
        told = {"bailee_export": VERSION, **asdict(self)}
        return (json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()

    @classmethod
    def read(cls, content: bytes) -> Manifest:
        """CannotRead for another version; InvalidInput where it is none, or names what no export holds."""
        try:
            told = json.loads(content)
            version = told.pop("bailee_export")
            if version != VERSION:
                raise CannotRead(
                    "this export is of another version of bailee",
                    hint="import it with the version that wrote it, or export it anew with this one",
                )
            made = cls(**told)
            whole = (
                isinstance(made.format, int)
                and {"ident", "name", "number"} <= made.organisation.keys()
                and all(isinstance(each, str) for each in (made.organisation["ident"], made.organisation["name"]))
                and re.fullmatch(r"[a-z0-9-]{1,80}", made.ident) is not None
                and isinstance(made.organisation["number"], int)
                and 0 < made.organisation["number"] < 1 << 62
                and made.private in ("clear", "sealed")
                and isinstance(made.has_keys, bool)
                and all(TABLE.fullmatch(name) and isinstance(rows, int) for name, rows in made.tables.items())
                and isinstance(made.log, dict)
            )
            digests = all(_DIGEST.fullmatch(each) for each in made.files.values())
            names = list(made.files)
        except CannotRead:
            raise
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise InvalidInput(
                "this is no export of bailee", hint="name the folder that `bailee export` wrote"
            ) from None
        strange = next((name for name in names if not NAMES.fullmatch(name)), None)
        if strange is not None:
            raise InvalidInput("this export names a file that no export holds", hint="it was changed: do not trust it")
        if not whole or not digests:
            raise InvalidInput("this is no export of bailee", hint="name the folder that `bailee export` wrote")
        return made
