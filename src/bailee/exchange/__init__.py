"""An organisation outside bailee: a folder in open formats, with a schema of every shape, which goes in again elsewhere.

    manifest.json        what is in it, the SHA-256 of each file, the public keys of its log
    rows/TABLE.jsonl     one row a line: what lies in the store in the clear
    private/TABLE.jsonl  of the same rows what lies there encrypted, readable; only where that was asked for
    private/files/…      documents among it: certificates, policies
    private.bailee       the same, sealed to named age keys (docs/export.md says how stock `tar` and `age` open it)
    keys.age             the organisation's keys, sealed; only where that was asked for
    schemas/TABLE.json   JSON Schema (2020-12) of a line of either sort

Nothing in it says when it was made: of the same content the same bytes, but for what is sealed.
"""

from bailee.exchange.folder import Folder, Writing
from bailee.exchange.manifest import MANIFEST, Manifest
from bailee.exchange.values import decoded, encoded, line

__all__ = ["MANIFEST", "Folder", "Manifest", "Writing", "decoded", "encoded", "line"]
