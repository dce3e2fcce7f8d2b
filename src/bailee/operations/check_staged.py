"""Check staged files: what is about to be committed to git is there for everybody, and for good.

    refused = check_staged(Path("."), [], Wanted())

Each file is read as it is staged. A value may be allowed by a word in its line, or by the list of the repository.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import secrets
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput
from bailee.keys import KEY_BYTES, fingerprint
from bailee.own import NOTHING, Own
from bailee.text import Match, Text
from bailee.vocabulary import Confidence, Locator

CATEGORIES = ("credentials", "social-security-number", "payment-card")
ALLOW_LIST = ".bailee-allow"
LARGEST = 64 << 20  # bytes of a file
_PIECE = 1 << 20  # characters searched at once
_ALLOWED = re.compile(r"\bbailee:[ \t]*allow\b(?:[ \t]+([a-z0-9]+(?:-[a-z0-9]+)*))?")
_HEAD = """\
# Values that may stand in this repository: keyed hashes, one a line. `bailee pre-commit --allow` adds to them.
# The key lies beside them: whoever has this file can try values. They stand in the repository anyway.
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is refused."""

    least: Confidence = Confidence.VERIFIED
    categories: tuple[str, ...] = CATEGORIES


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that is not to be committed, without the value."""

    path: str
    line: int
    column: int
    detector: str
    confidence: Confidence
    category: str = ""
    fingerprint: str = ""  # under the key of the repository's list; empty where there is none


@dataclass(frozen=True, slots=True)
class Checked:
    refused: tuple[Refused, ...]
    files: int
    unread: int  # no text, or too big
    allowed: int


@dataclass(frozen=True, slots=True)
class AllowList:
    """Values of a repository that a person allowed."""

    key: bytes
    prints: frozenset[str]

    @classmethod
    def read(cls, path: Path) -> AllowList | None:
        """None where there is no such file; InvalidInput where it is none."""
        try:
            lines = path.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError):
            raise CannotRead(f'cannot read "{path.name}"', hint="see to its rights, or take it away") from None
        rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
        try:
            (word, encoded), *rest = rows
            key = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            word, key, rest = "", b"", []
        if word != "key" or len(key) != KEY_BYTES or not all(re.fullmatch(r"[0-9a-f]{32}", row[0]) for row in rest):
            raise InvalidInput(
                f'"{path.name}" is no list of allowed values', hint="`bailee pre-commit --allow` makes one"
            )
        return cls(key, frozenset(row[0] for row in rest))

    def print_of(self, match: Match) -> str:
        return fingerprint(self.key, match.detector, match.value)


def check_staged(
    folder: Path, paths: Sequence[Path], wanted: Wanted, *, own: Own = NOTHING, allow_list: Path | None = None
) -> Checked:
    """What is refused in these files, or in all that is staged. CannotRead where the folder is in no git repository."""
    root = _root(folder)
    listed = allow_list or root / ALLOW_LIST
    allowed = AllowList.read(listed)
    names = [_name(root, folder, path) for path in paths] if paths else _staged(root)
    refused: list[Refused] = []
    files = unread = passed = 0
    for name, content in _contents(root, names):
        if name == ALLOW_LIST or (root / name).absolute() == listed.absolute():
            continue
        text = _decoded(content) if content is not None else None
        if text is None:
            unread += 1
            continue
        files += 1
        for line, column, match, words in _matches(name, text, own):
            if match.confidence < wanted.least or match.category not in wanted.categories:
                continue
            printed = allowed.print_of(match) if allowed else ""
            if (allowed and printed in allowed.prints) or _is_allowed(words, match):
                passed += 1
                continue
            refused.append(Refused(name, line, column, match.detector, match.confidence, match.category, printed))
    return Checked(tuple(refused), files, unread, passed)


def allow(
    folder: Path, paths: Sequence[Path], wanted: Wanted, *, own: Own = NOTHING, allow_list: Path | None = None
) -> int:
    """Put what would be refused on the repository's list; how many values are new on it."""
    listed = allow_list or _root(folder) / ALLOW_LIST
    try:
        if not listed.exists():
            key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
            listed.write_text(f"{_HEAD}key {key}\n", "utf-8")
        found = check_staged(folder, paths, wanted, own=own, allow_list=listed).refused
        new = {each.fingerprint: f"{each.fingerprint} {each.detector}" for each in found}
        with listed.open("a", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in sorted(new.values()))
    except OSError:
        raise CannotRead(f'cannot write "{listed.name}"', hint="see to its rights") from None
    return len(new)


def _is_allowed(lines: Iterable[str], match: Match) -> bool:
    """Whether a word in its line, or in the line above, allows it: any value, or those of one detector."""
    return any(
        found[1] in (None, match.detector, match.category) for line in lines for found in _ALLOWED.finditer(line)
    )


def _matches(name: str, content: str, own: Own) -> Iterator[tuple[int, int, Match, tuple[str, ...]]]:
    """Line, column, match, and the lines in which it may be allowed."""
    line = 1
    above = ""
    for piece, text, matches in _pieces(name, content, own):
        at, number = 0, line
        for match in matches:
            start, end = (offset - text.offset for offset in text.original_span(match.start, match.end))
            number += piece.count("\n", at, start)
            at = start
            begin = piece.rfind("\n", 0, start) + 1
            stop = piece.find("\n", end)
            before = piece[piece.rfind("\n", 0, begin - 1) + 1 : begin] if begin else above
            yield number, start - begin + 1, match, (piece[begin : stop if stop >= 0 else None], before)
        line += piece.count("\n")
        above = piece[piece.rfind("\n", 0, len(piece) - 1) + 1 :]


def _pieces(name: str, content: str, own: Own) -> Iterator[tuple[str, Text, list[Match]]]:
    cuts: list[str] = []
    start = 0
    while start < len(content):
        stop = start + _PIECE
        if stop < len(content):
            stop = content.rfind("\n", start, stop) + 1 or stop
        cuts.append(content[start:stop])
        start = stop
    offset, texts = 0, []
    for cut in cuts:
        texts.append(Text.of(cut, Locator((name,)), offset=offset))
        offset += len(cut)
    for cut, (text, matches) in zip(cuts, own.detect_pieces(texts, patterns_only=True), strict=True):
        yield cut, text, matches


def _decoded(content: bytes) -> str | None:
    """The text of a file; None where it is none, as git judges: a NUL near its start."""
    for mark, code in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(code, "replace")
    if len(content) > LARGEST or b"\0" in content[:8000]:
        return None
    return content.decode("utf-8", "surrogateescape")


# --- git


def _git(root: Path, *words: str, given: bytes | None = None) -> bytes:
    try:
        done = subprocess.run(["git", *words], cwd=root, input=given, capture_output=True, check=False)
    except OSError:
        raise CannotRead("git cannot be started", hint="install git, or put it on the PATH") from None
    if done.returncode:
        raise CannotRead("git did not answer here", hint="run this in a git repository")
    return done.stdout


def _root(folder: Path) -> Path:
    return Path(_git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))


def _name(root: Path, folder: Path, path: Path) -> str:
    """A path as git names it: from the root of the repository."""
    absolute = (folder / path).absolute()
    try:
        return absolute.parent.resolve().joinpath(absolute.name).relative_to(root.resolve()).as_posix()
    except ValueError:
        raise InvalidInput(f'"{path}" lies outside this repository', hint="name files of the repository") from None


def _staged(root: Path) -> list[str]:
    listed = _git(root, "diff", "--cached", "--name-only", "-z", "--diff-filter=ACMRT", "--no-renames")
    return [name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name]


def _contents(root: Path, names: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
    """Each file as it is staged; as it lies there, where it is not; None where it is too big, a link or a submodule."""
    modes = _modes(root)
    for name in names:
        mode, blob = modes.get(name, ("", ""))
        if mode and not mode.startswith("100"):
            continue  # a link holds a path, a submodule a commit
        if blob:
            size = int(_git(root, "cat-file", "-s", blob))
            yield name, _git(root, "cat-file", "blob", blob) if size <= LARGEST else None
            continue
        try:
            path = root / name
            yield name, path.read_bytes() if path.stat().st_size <= LARGEST else None
        except OSError:
            raise CannotRead("a file that was named cannot be read", hint="name files that are there") from None


def _modes(root: Path) -> dict[str, tuple[str, str]]:
    """Mode and blob of each file in the index."""
    found = {}
    for row in _git(root, "ls-files", "--stage", "-z").split(b"\0"):
        facts, _, name = row.decode("utf-8", "surrogateescape").partition("\t")
        if name:
            mode, blob, _ = facts.split(" ")
            found[name] = (mode, blob)
    return found
