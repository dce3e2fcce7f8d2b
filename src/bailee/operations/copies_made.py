"""Redacted copies that a playbook made beside originals: when an original is put back, its copy goes, if it is still as it was made.

By content, not by name: the log has the copy's SHA-256 beside a keyed fingerprint of the original that it was made of. A copy on
which somebody worked since is no longer that one, and stays.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from bailee.errors import Error
from bailee.keys import fingerprint
from bailee.permissions import Permission
from bailee.protection.files import Folder
from bailee.store.workspace import Workspace

BESIDE = " redacted"  # in the name of a copy that lies beside its original
_MADE = "file-redacted"


@dataclass(slots=True)
class CopiesMade:
    """What the log says of copies, read once, when the first original is put back."""

    workspace: Workspace
    _made_of: dict[str, str] | None = field(default=None, repr=False)

    def take_away(self, original: Path) -> int:
        """Remove the copies of an original that is back; how many."""
        if self._made_of is None:
            records = self.workspace.records_of((_MADE,)).values()
            self._made_of = {str(told["copy_sha256"]): str(told["original"]) for _, told in records}
        if not self._made_of:
            return 0
        try:
            with Folder(original.parent) as folder:
                beside = [name for name in folder.names() if BESIDE in name and name != original.name]
                if not beside:
                    return 0
                key = self.workspace.keys.fingerprint_key
                of = fingerprint(key, "redacted-original", _content(folder, original.name)[0])
                return sum(self._removed(folder, name, of) for name in beside)
        except (OSError, Error):
            return 0  # the original is back, which is what was asked for

    def _removed(self, folder: Folder, name: str, of: str) -> bool:
        seen = folder.stat(name)
        if seen is None:
            return False
        content, inode = _content(folder, name)
        if (self._made_of or {}).get(content) != of:
            return False
        with self.workspace.transaction(Permission.PROTECT):
            self.workspace.record("redacted-copy-removed", f"redacted-copy-{content[:16]}", {"copy_sha256": content})
            is_gone = folder.remove_if(name, inode)
        folder.sync()
        return is_gone


def _content(folder: Folder, name: str) -> tuple[str, int]:
    """SHA-256 of a file, and its number."""
    seen = hashlib.sha256()
    with folder.open(name) as stream:
        while block := stream.read(1 << 20):
            seen.update(block)
        return seen.hexdigest(), os.fstat(stream.fileno()).st_ino
