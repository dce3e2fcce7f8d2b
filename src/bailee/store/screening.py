"""What people hand in is looked at by the virus scanner before anything reads it, whichever way it comes.

What is found is refused, and stands in the log of evidence by its digest, its size and the scanner's name for it; nothing of the
file is kept. While the scanner gives no verdict a file is refused, or taken where the settings say so, and a line says that it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import BinaryIO

from bailee import logs
from bailee.errors import InvalidInput
from bailee.store.workspace import Workspace
from bailee.virus_scanner import NoVerdict, VirusScanner


def screen(workspace: Workspace, scanner: VirusScanner, files: Iterable[tuple[str, BinaryIO]]) -> None:
    """Fields and what was handed in there; each stands at its beginning afterwards. InvalidInput for what is infected, NoVerdict for what
    nobody could look at and is not taken unseen."""
    for field, stream in files:
        try:
            name = scanner.look(stream)
        except NoVerdict as error:
            logs.event("file-not-looked-at", "warning", field=field, taken=scanner.takes_unseen)
            if not scanner.takes_unseen:
                raise error from None
            name = ""
        stream.seek(0)
        if name:
            logs.event("file-refused", "warning", field=field, found=name)
            _record(workspace, field, stream, name)
            raise InvalidInput(
                f"the virus scanner found something in this file ({name}), so it was not taken",
                hint="tell whoever made it, and look at the machine that it comes from",
            )


def _record(workspace: Workspace, field: str, stream: BinaryIO, name: str) -> None:
    if not workspace.may_write:
        return  # who may only look hands nothing in; the line says that she tried
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(1 << 20):
        digest.update(piece)
        size += len(piece)
    with workspace.transaction():
        workspace.record("file-refused", digest.hexdigest(), {"field": field, "found": name, "bytes": size})
