"""`bailee detect`: text in, matches out, in pieces cut at line ends, so that memory stays bounded whatever the file."""

from __future__ import annotations

import contextlib
import json
import math
import multiprocessing
import os
import secrets
import shutil
import signal
import sys
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import click

from bailee.cli.options import (
    detectors_option,
    home_option,
    json_option,
    key_file_option,
    known_values_in,
    names_option,
    own_definitions,
)
from bailee.cli.outlets import is_read
from bailee.detectors import mask, names_model
from bailee.detectors.plans import plan, plan_of
from bailee.errors import CannotRead, InvalidInput
from bailee.keys import KEY_BYTES, read_key_file
from bailee.own import NOTHING, Own
from bailee.redaction import WAYS, Redaction, redacted
from bailee.text import Cue, Effect, Match, Text
from bailee.vocabulary import Confidence, Locator

STAGE, RANK = "discover", 5
PIECE = 1 << 17  # a piece without other letters than ASCII's needs no folding: small ones are oftener so
BATCH = 64


@click.command(name="detect")
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option("--jsonl", is_flag=True, help='Lines {"id","text"} in, {"id","matches"} out, in order.')
@click.option("--explain", is_flag=True, help="Say why: what raised a match and what lowered it.")
@click.option("--patterns-only", is_flag=True, help="Leave names of people and postal addresses out: quicker.")
@click.option("--all", "show_all", is_flag=True, help="Show what is only possible, too.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, metavar="N", help="Worker processes (with --jsonl).")
@click.option(
    "--redact",
    is_flag=False,
    flag_value="category",
    metavar="[mask|category|pseudonym]",
    help="Write the text itself, each match replaced by its category, masked, or by a pseudonym; with --jsonl in the field text.",
)
@names_option
@detectors_option
@click.option(
    "--known-values",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A file of known values, with its --key-file.",
)
@click.option("--known", is_flag=True, help="Look up the known values in the store.")
@key_file_option
@home_option
@json_option
def command(
    file: str,
    jsonl: bool,
    explain: bool,
    patterns_only: bool,
    show_all: bool,
    jobs: int,
    redact: str | None,
    names: str,
    detectors: tuple[Path, ...],
    known_values: Path | None,
    known: bool,
    key_file: Path | None,
    home: Path,
    as_json: bool,
) -> None:
    """Find personal data in a text. Values are shown masked; offsets count characters of the text as it was given.

    \b
    Example:
        echo "SSN 512-44-7313" | bailee detect
        bailee detect --jsonl < texts.jsonl > matches.jsonl
        bailee detect --redact letter.txt > letter-without.txt
        bailee detect --jsonl --redact pseudonym < texts.jsonl > texts-without.jsonl
    """
    if redact not in (None, *WAYS):
        if file != "-":
            raise InvalidInput(f'--redact takes {", ".join(WAYS)}, not "{redact}"', hint="or nothing: category")
        file, redact = redact or "-", "category"  # bailee detect --redact FILE
    names_model.begin(names)
    _bring(_own(detectors, known_values, known, key_file, home))
    key = _key(key_file, home) if redact == "pseudonym" else b""
    stream = _open(file)
    if jsonl:
        code = _lines(stream, _Wish(patterns_only, explain, redact, show_all, key, names), jobs)
        if code:
            sys.exit(code)
        return
    name = "standard input" if file == "-" else file
    if redact and not as_json:
        _redacted_file(stream, name, _Wish(patterns_only, explain, redact, show_all, key))
        return
    least = Confidence.POSSIBLE if show_all or as_json else Confidence.LIKELY
    if as_json:
        wish = _Wish(patterns_only, explain, redact, show_all, key)
        answer: dict[str, Any] = {"matches": []}
        for piece, text, found in _found(stream, name, wish):
            answer["matches"] += [_row(text, match, explain) for match in found]
            if redact:
                answer["text"] = answer.get("text", "") + redacted(piece, text, found, wish.redaction)[0]
        sys.stdout.write(json.dumps(answer, ensure_ascii=bool(redact), indent=2) + "\n")
    else:
        typed = file == "-" and sys.stdin.isatty()

        def matches() -> Iterator[tuple[Text, Match]]:
            for piece, text, found in _found(stream, name, _Wish(patterns_only, explain, None, show_all)):
                if typed and not piece.endswith("\n"):
                    click.echo(err=True)  # what was typed ends within its line
                for match in found:
                    yield text, match

        shown, below = _show(matches(), least, explain)
        more = f"; {below} more are only possible (--all shows them)" if below else ""
        click.echo(f"{shown} found{more}.{'' if patterns_only else _unasked()}", err=True)


def _unasked() -> str:
    """What of the text the model of names was not asked about."""
    if names_model.effective(names_model.mode()) == "missing":
        return " Names and addresses by rules alone: onnxruntime is not installed."
    wanted, asked = names_model.asked()
    if asked < wanted:
        return f" The model of names was asked about {100 * asked // wanted} % of the text (--names full: all)."
    return ""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What was asked for."""

    patterns_only: bool
    explain: bool
    redact: str | None = None
    possible_too: bool = False
    key: bytes = field(default=b"", repr=False)  # of pseudonyms
    names: str = names_model.DEFAULT

    @property
    def least(self) -> Confidence:
        return Confidence.POSSIBLE if self.possible_too else Confidence.LIKELY

    @property
    def redaction(self) -> Redaction:
        return Redaction(self.redact or "category", self.least, self.key)


_brought = NOTHING  # detectors and known values of one's own, the same for the whole process


def _bring(own: Own) -> None:
    global _brought
    _brought = own


def _own(given: tuple[Path, ...], file: Path | None, known: bool, key_file: Path | None, home: Path) -> Own:
    values = known_values_in(file, key_file)
    if known:
        from bailee.known_values import KnownValues
        from bailee.operations.open_store import open_store

        workspace = open_store(home, create=False)
        values = KnownValues(workspace.keys.fingerprint_key, workspace.known_lists())
    return Own(own_definitions(given, home), values)


def _key(key_file: Path | None, home: Path) -> bytes:
    """The key of pseudonyms: of a file, else of the store, else one of this run alone, and that is said."""
    if key_file is not None:
        return read_key_file(key_file)
    from bailee.store import database

    if database.exists(home):
        from bailee.operations.open_store import open_store

        return open_store(home, create=False).keys.fingerprint_key
    click.echo(
        "There is no key, so these pseudonyms are of this run alone: --key-file or a store keeps them.", err=True
    )
    return secrets.token_bytes(KEY_BYTES)


def _open(file: str) -> BinaryIO:
    if file == "-":
        return sys.stdin.buffer
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 - closed with the command
        click.get_current_context().call_on_close(stream.close)
        return stream
    except OSError as error:
        raise CannotRead(
            f"cannot open the file: {os.strerror(error.errno or 0).lower()}",
            hint="give a readable file, or - for standard input",
        ) from None


def _pieces(stream: BinaryIO) -> Iterator[str]:
    """The text, UTF-8 (bad bytes kept as lone surrogates), in pieces that end at line ends where lines are not endless."""
    rest = b""
    while is_read() and (block := stream.read(PIECE)):
        ended = len(block) < PIECE  # all there is: asked again, a terminal would wait for a second end of input
        block = rest + block
        cut = len(block) if ended else block.rfind(b"\n") + 1
        if not cut:
            if len(block) < 4 * PIECE:
                rest = block
                continue
            cut = len(block)
            while cut > len(block) - 4 and block[cut - 1] & 0xC0 == 0x80:
                cut -= 1
            if block[cut - 1] >= 0xC0:
                cut -= 1
        yield block[:cut].decode("utf-8", "surrogateescape")
        rest = block[cut:]
        if ended:
            break
    if rest:
        yield rest.decode("utf-8", "surrogateescape")


def _found(stream: BinaryIO, name: str, wish: _Wish) -> Iterator[tuple[str, Text, list[Match]]]:
    """Each piece as it was read, as it was searched, and what is in it."""
    pieces: list[str] = []

    def texts() -> Iterator[Text]:
        locator, offset = Locator((name,)), 0
        for piece in _pieces(stream):
            pieces.append(piece)
            yield Text.of(piece, locator, offset=offset)
            offset += len(piece)

    for text, matches in _brought.detect_pieces(texts(), patterns_only=wish.patterns_only, explain=wish.explain):
        yield pieces.pop(0), text, matches


def _redacted_file(stream: BinaryIO, name: str, wish: _Wish) -> None:
    """Every other byte as it was."""
    number, last = 0, ""
    for piece, text, matches in _found(stream, name, wish):
        last = piece[-1:]
        without, replaced = redacted(piece, text, matches, wish.redaction)
        number += replaced
        sys.stdout.buffer.write(without.encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()
    with contextlib.suppress(OSError):
        if last not in ("", "\n") and os.path.sameopenfile(1, 2):
            click.echo(err=True)  # the text ends within its line, on the screen that shows this as well
    click.echo(f"{number} replaced.", err=True)


def _row(text: Text, match: Match, explain: bool) -> dict[str, Any]:
    start, end = text.original_span(match.start, match.end)
    row: dict[str, Any] = {
        "start": start,
        "end": end,
        "detector": match.detector,
        "category": match.category,
        "confidence": match.confidence.value,
        "probability": match.probability,
    }
    if match.attributes:
        row["attributes"] = dict(match.attributes)
    if explain:
        row["reasons"] = list(match.reasons)
        row["cues"] = [_cue(cue) for cue in match.cues]
    return row


def _cue(cue: Cue) -> dict[str, Any]:
    told: dict[str, Any] = {"says": cue.says, "effect": cue.effect.value}
    return told if cue.probability is None else {**told, "probability": round(cue.probability, 4)}


_DID = {Effect.BASE: "begins at", Effect.RAISED: "raised to", Effect.LOWERED: "lowered to", Effect.NOTED: "also"}


def _told(cue: Cue, width: int) -> str:
    """What a reason did and what it is, on lines no longer than the terminal's."""
    did = f"{_DID[cue.effect]:<11}{_percent(cue.probability) if cue.probability else '':>6}"
    if not cue.probability and cue.effect is Effect.BASE:
        did = "begins with"  # not told where nothing else speaks for it
    lines = textwrap.wrap(cue.says, width - 40, break_long_words=False, break_on_hyphens=False)
    return "".join(f"{'':>20}{did if not number else '':<19}{line}\n" for number, line in enumerate(lines))


def _percent(probability: float) -> str:
    """Never rounded up to certainty.

    >>> _percent(0.995), _percent(0.6), _percent(0.9996)
    ('99.5 %', '60 %', '99.9 %')
    """
    return f"{math.floor(probability * 1000 + 1e-6) / 10:g} %"


def _show(matches: Iterable[tuple[Text, Match]], least: Confidence, explain: bool) -> tuple[int, int]:
    """How many were shown, and how many more are only possible."""
    shown = below = 0
    width = min(max(shutil.get_terminal_size().columns, 60), 100)
    for text, match in matches:
        if match.confidence < least:
            below += 1
            continue
        shown += 1
        start, end = text.original_span(match.start, match.end)
        sure = match.confidence.value + (f" {_percent(match.probability)}" if explain else "")
        line, shown_as = f"{start:>9}–{end:<9} {match.detector:<24} {sure:<{15 if explain else 9}}", mask(match)
        sys.stdout.write(
            line + (f"\n{'':>20}" if explain and len(line) + len(shown_as) >= width else " ") + shown_as + "\n"
        )
        for cue in match.cues:
            sys.stdout.write(_told(cue, width))
    sys.stdout.flush()
    return shown, below


def _lines(stream: BinaryIO, wish: _Wish, jobs: int) -> int:
    """Each line by itself, in order. A broken line is named by its number; the rest goes on. Exit code 2 if there was one."""
    tasks = ((number, line, wish) for number, line in enumerate(_whole_lines(stream), 1) if line.strip())
    broken = 0
    for number, answer in _answers(tasks, wish.patterns_only, jobs):
        if answer is None:
            broken += 1
            click.echo(f'line {number}: not a JSON object with "id" and a text in "text"', err=True)
        else:
            sys.stdout.write(answer)
    sys.stdout.flush()
    return 2 if broken else 0


LONGEST_LINE = 64 << 20  # bytes; a longer one is no record, and memory is not to hang on it


def _whole_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines of a stream. Of one that is too long only the start comes, which is no JSON."""
    while is_read() and (line := stream.readline(LONGEST_LINE)):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            line = b"{"
        yield line


_Task = tuple[int, bytes, _Wish]


def _answers(tasks: Iterator[_Task], patterns_only: bool, jobs: int) -> Iterator[tuple[int, str | None]]:
    if jobs == 1:
        yield from map(_answer, tasks)
        return
    plan(patterns_only)  # compiled before the fork, shared by all
    plan_of(_brought.detectors)
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    with _left_to_the_keeper():
        pool = context.Pool(jobs, _begin, (_brought,))
    with pool:
        while batch := list(islice(tasks, BATCH * jobs)):
            yield from pool.imap(_answer, batch, chunksize=8)


@contextlib.contextmanager
def _left_to_the_keeper() -> Iterator[None]:
    """Who begins meanwhile ends at SIGTERM without a word, and hears no Ctrl-C of the terminal: both are the keeper's."""
    before = {number: signal.getsignal(number) for number in _HEEDED}
    try:
        _leave()
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


_HEEDED = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _leave() -> None:
    for number in _HEEDED:
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)


def _begin(own: Own) -> None:
    """A worker, one that is started later in another's place included."""
    _leave()
    _bring(own)


def _answer(task: _Task) -> tuple[int, str | None]:
    number, line, wish = task
    try:
        record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        content, ident = record["text"], record["id"]
        if not isinstance(content, str):
            return number, None
    except (ValueError, KeyError, TypeError, RecursionError):
        return number, None
    text = Text.of(content, Locator(("text",)))
    names_model.begin(wish.names)
    matches = _brought.detect(text, patterns_only=wish.patterns_only, explain=wish.explain)
    answer = {"id": ident, "matches": [_row(text, match, wish.explain) for match in matches]}
    if wish.redact:
        answer["text"] = redacted(content, text, matches, wish.redaction)[0]
    return number, json.dumps(answer, ensure_ascii=True) + "\n"
