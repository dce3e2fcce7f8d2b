"""What one engine reads in files: paths come in a line each, {"path", "words", "cpu"} go out; words.py asks.

    python benchmarks/words_readers.py ENGINE < PATHS

Runs under the Python of the engine's own environment. Each file is read in a process of its own, twice: what one file does to an
engine costs no other, and the seconds of processor are those of the second time, when all that is loaded once is loaded.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

WORD = re.compile(r"[^\W\d_]{3,}")
PATIENCE = 60  # seconds for both times


def bailee() -> Callable[[Path], str]:
    from bailee.items import Item
    from bailee.scanner.limits import Limits
    from bailee.scanner.reading import places_of
    from bailee.text import Text
    from bailee.vocabulary import Locator

    def read(path: Path) -> str:
        item = Item(Locator((path.name,)), path.stat().st_size, path=path)
        places = (place for place in places_of(item, Limits()) if isinstance(place, Text))
        return "\n".join(
            " ".join((*place.locator.segments[1:], place.content)) for place in places
        )  # names of members are read

    return read


def xberg() -> Callable[[Path], str]:
    import asyncio

    import xberg

    def read(path: Path) -> str:
        kind = xberg.ExtractInputKind.BYTES
        asked = xberg.ExtractInput(kind=kind, bytes=path.read_bytes(), filename=path.name)

        async def answer() -> str:
            return "\n".join(_contents(one) for one in (await xberg.extract(asked)).results)

        return asyncio.run(answer())

    return read


def _contents(document: Any) -> str:
    within = [getattr(child, "result", None) or child for child in document.children or ()]
    return "\n".join([document.content, *(_contents(one) for one in within if hasattr(one, "content"))])


def iscc_tika() -> Callable[[Path], str]:
    from iscc_tika import Extractor

    def read(path: Path) -> str:
        extractor = Extractor().set_extract_string_max_length(100_000_000)
        text: str = extractor.extract_file_to_string(str(path))[0]
        return text

    return read


def markitdown() -> Callable[[Path], str]:
    from markitdown import MarkItDown

    def read(path: Path) -> str:
        text: str = MarkItDown().convert(str(path)).text_content
        return text

    return read


ENGINES = {
    "bailee": bailee,
    "xberg": xberg,
    "iscc-tika": iscc_tika,
    "markitdown": markitdown,
}


def in_words(text: str) -> set[str]:
    """The words of three letters or more, in small letters."""
    return {word.lower() for word in WORD.findall(text)}


def answer(read: Callable[[Path], str], path: Path) -> dict[str, object]:
    """In a process of its own; an engine that fails, dies or hangs has read nothing."""
    with tempfile.TemporaryFile() as told:
        child = os.fork()
        if not child:
            _tell(read, path, told.fileno())
        until = time.monotonic() + PATIENCE
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            if time.monotonic() > until:
                os.kill(child, 9)
                os.waitpid(child, 0)
                break
            time.sleep(0.005)
        told.seek(0)
        with suppress(ValueError):
            answered: dict[str, object] = {"path": str(path)} | json.loads(told.read())
            return answered
    return {"path": str(path), "words": [], "cpu": 0.0}


def _tell(read: Callable[[Path], str], path: Path, into: int) -> None:
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        read(path)
        began = time.process_time()
        text = read(path)
        cpu = time.process_time() - began
        words = sorted(in_words(text))
        with os.fdopen(into, "wb", closefd=False) as file:
            file.write(json.dumps({"words": words, "cpu": cpu}).encode())
    finally:
        os._exit(0)  # whatever it raised: nothing told is nothing read


def main() -> None:
    read = ENGINES[sys.argv[1]]()
    for line in sys.stdin:
        print(json.dumps(answer(read, Path(line.rstrip("\n")))), flush=True)


if __name__ == "__main__":
    main()
