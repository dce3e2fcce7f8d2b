"""Words of real files that each engine reads, beside engines of others, and what that costs.

    BAILEE_OFFICE=FOLDER python benchmarks/run.py words

Nobody has written down what stands in such files, so a word counts as there where at least two of the three peers read it; bailee
has no voice in that. A peer that reads much for itself is not paid for it: every engine is asked for the same words. Pictures are
not read by any (no OCR). Files of which the peers agree on fewer than five words tell nothing, and are left out.

A peer that does not know a format may hand its bytes back as they are: markup, style sheets, base64 and names of elements then
count as words. Where a file is no plain text and a peer's words are those of its bytes, or of a
container's members, the peer has no voice on it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from page import Section
from peers import NotHere, environment
from words_readers import in_words

HERE = Path(__file__).parent
PEERS = {"iscc-tika": "iscc_tika.txt", "xberg": "xberg.txt", "markitdown": "markitdown.txt"}
PLAIN = {".csv", ".json", ".md", ".rst", ".tsv", ".txt", ".yaml"}  # read by handing their bytes back
HANDED_BACK = 0.9  # share of the bytes' words that are among the peer's, so that it has not read them
AGREED = 2  # peers that read a word, so that it is there
FEWEST = 5  # words that are there
LONGEST = 3_000  # seconds for all files


@dataclass(frozen=True, slots=True)
class Reading:
    """Words of one file as an engine read them; the seconds of processor are those of reading it a second time."""

    words: frozenset[str] = frozenset()
    cpu: float = 0.0


def readings(engine: str, files: Sequence[Path]) -> dict[Path, Reading]:
    """What an engine reads in each file. NotHere where it cannot be installed or run."""
    python = environment(PEERS.get(engine, ""))
    done = subprocess.run(
        [str(python), str(HERE / "words_readers.py"), engine],
        input="".join(f"{path}\n" for path in files),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if len(told) != len(files):
        raise NotHere(f"{engine} ended after {len(told)} of {len(files)} files")
    return {Path(one["path"]): Reading(frozenset(one["words"]), one["cpu"]) for one in told}


def written_in(path: Path) -> set[str]:
    """The words that a file's bytes make up, or those of a container's members, where they are text."""
    parts = [path.read_bytes()]
    # One that is no container, is damaged or encrypted, or packed as the library does not know: its bytes count as they are.
    with (
        suppress(zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error),
        zipfile.ZipFile(path) as container,
    ):
        parts = [container.read(name) for name in container.namelist()]
    words: set[str] = set()
    for part in parts:
        with suppress(UnicodeDecodeError):  # a picture beside them
            words |= in_words(part.decode("utf-8"))
    return words


def there(path: Path, by_peer: Mapping[str, Mapping[Path, Reading]]) -> set[str]:
    """The words that stand in a file, as far as peers agree."""
    bare = set() if path.suffix.lower() in PLAIN else written_in(path)
    told = [read[path].words for read in by_peer.values()]
    voices = [words for words in told if not bare or len(bare & words) < HANDED_BACK * len(bare)]
    votes = Counter(word for words in voices for word in words)
    return {word for word, count in votes.items() if count >= AGREED}


def recall(read: Reading, words: set[str]) -> float:
    return len(read.words & words) / len(words)


def speed(files: Sequence[Path], read: Mapping[Path, Reading]) -> float:
    """MB per CPU second over the files in which the engine read anything."""
    some = [path for path in files if read[path].words]
    return sum(path.stat().st_size for path in some) / 1e6 / (sum(read[path].cpu for path in some) or 1.0)


def measure() -> list[Section]:
    """The table; none where there is no folder of real files, or too few peers can be asked."""
    named = os.environ.get("BAILEE_OFFICE")
    if not named or not Path(named).is_dir():
        print("words: BAILEE_OFFICE names no folder of real files", file=sys.stderr)
        return []
    files = sorted(path for path in Path(named).rglob("*") if path.is_file() and path.parent != Path(named))
    by_peer: dict[str, dict[Path, Reading]] = {}
    for peer in PEERS:
        try:
            by_peer[peer] = readings(peer, files)
        except NotHere as why:
            print(f"words: {peer} {why}", file=sys.stderr)
    if len(by_peer) < AGREED:
        return []
    by_engine = {"bailee": readings("bailee", files), **by_peer}
    agreed = {path: words for path in files if len(words := there(path, by_peer)) >= FEWEST}
    formats: dict[str, list[Path]] = defaultdict(list)
    for path in agreed:
        formats[path.suffix.lower().lstrip(".") or "none"].append(path)

    def row(name: str, some: Sequence[Path]) -> str:
        shares = (statistics.fmean(recall(read[path], agreed[path]) for path in some) for read in by_engine.values())
        return f"| {name} | {len(some)} | " + " | ".join(f"{share:.3f}" for share in shares) + " |"

    lines = [
        f"Files of which at least {AGREED} of the {len(by_peer)} peers read the same {FEWEST} words or more; a cell is the mean of the files' recalls.",
        "",
        "| format | files | " + " | ".join(by_engine) + " |",
        "|---|---|" + "---|" * len(by_engine),
        row("**all**", list(agreed)),
        *(row(name, some) for name, some in sorted(formats.items(), key=lambda one: (-len(one[1]), one[0]))),
        "| MB per CPU second, files that the engine read | | "
        + " | ".join(f"{speed(list(agreed), read):.1f}" for read in by_engine.values())
        + " |",
    ]
    worst = sorted(agreed, key=lambda path: recall(by_engine["bailee"][path], agreed[path]))[:10]
    for path in worst:
        missed = sorted(agreed[path] - by_engine["bailee"][path].words)
        print(
            f"{recall(by_engine['bailee'][path], agreed[path]):.2f} {path.name}: {' '.join(missed[:12])}",
            file=sys.stderr,
        )
    return [Section("words", "## Words of real files, beside peers", lines)]
