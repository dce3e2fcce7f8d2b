"""Letters around a PDF of theirs: whoever made that file may have made it to break its reader, so a process of its own reads it, that
reaches neither the network nor the store nor its keys: `python -m bailee.operations.lay_out_letters`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bailee.deliveries.letters import Letter, Run, compiled, data_of, pages_of, put
from bailee.errors import InvalidInput
from bailee.scanner.apart import ask_apart, shut_in

PATIENCE = 300  # seconds, for a batch
MEMORY = 4 << 30


def counted(run: Run) -> Run:
    """The run with how many pages the document has. InvalidInput where it cannot be read."""
    said = _asked("pages", run.document)
    if not said.isdigit():
        raise _broken()
    return replace(run, pages=int(said))


def render_theirs(run: Run, letters: Sequence[Letter]) -> bytes:
    """The same as `letters.render`, elsewhere."""
    with tempfile.TemporaryDirectory(prefix="bailee-letters-") as made:
        put(Path(made), run.document)
        document = _asked(made, data_of(run, letters).encode())
    if not document.startswith(b"%PDF-"):
        raise _broken()
    return document


def _asked(what: str, given: bytes) -> bytes:
    try:
        return ask_apart("bailee.operations.lay_out_letters", given, what, seconds=PATIENCE) or b""
    except TimeoutError:
        raise _broken() from None


def _broken() -> InvalidInput:
    return InvalidInput(
        "the policy's file cannot be laid out as letters", hint="save it anew as PDF, and hand it over again"
    )


def main(what: str) -> None:
    shut_in(memory=MEMORY, seconds=PATIENCE, readable=() if what == "pages" else (what,))
    given = sys.stdin.buffer.read()
    made = str(pages_of(given)).encode() if what == "pages" else compiled(Path(what), given.decode())
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except BaseException:  # noqa: BLE001 - whatever a library says of a damaged file: it may quote it
        raise SystemExit(1) from None
