"""`bailee detect`: text in, matches out, in pieces cut at line ends, so that memory stays bounded whatever the file."""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import click

from bailee.cli.options import json_option
from bailee.detectors import detect, mask
from bailee.detectors.engine import detect_pieces, plan
from bailee.errors import CannotRead
from bailee.text import Match, Text
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
@json_option
def command(
    file: str, jsonl: bool, explain: bool, patterns_only: bool, show_all: bool, jobs: int, as_json: bool
) -> None:
    """Find personal data in a text. Values are shown masked; offsets count characters of the text as it was given.

    \b
    Example:
        echo "SSN 512-44-7313" | bailee detect
        bailee detect --jsonl < texts.jsonl > matches.jsonl
    """
    stream = _open(file)
    if jsonl:
        code = _lines(stream, patterns_only, explain, jobs)
        if code:
            sys.exit(code)
        return
    name = "standard input" if file == "-" else file
    least = Confidence.POSSIBLE if show_all or as_json else Confidence.LIKELY
    if as_json:
        matches = [_row(text, match, explain) for text, match in _file(stream, name, patterns_only, explain)]
        sys.stdout.write(json.dumps({"matches": matches}, ensure_ascii=False, indent=2) + "\n")
    else:
        _show(_file(stream, name, patterns_only, explain), least, explain)


def _open(file: str) -> BinaryIO:
    if file == "-":
        return sys.stdin.buffer
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 - closed with the command
        click.get_current_context().call_on_close(stream.close)
        return stream
    except OSError as error:
        raise CannotRead(
            f"cannot open the file: {type(error).__name__}", hint="give a readable file, or - for standard input"
        ) from None


def _pieces(stream: BinaryIO) -> Iterator[str]:
    """The text, UTF-8 (bad bytes kept as lone surrogates), in pieces that end at line ends where lines are not endless."""
    rest = b""
    while block := stream.read(PIECE):
        block = rest + block
        cut = block.rfind(b"\n") + 1
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
    if rest:
        yield rest.decode("utf-8", "surrogateescape")


def _file(stream: BinaryIO, name: str, patterns_only: bool, explain: bool) -> Iterator[tuple[Text, Match]]:
    for text, matches in detect_pieces(_texts(stream, name), patterns_only=patterns_only, explain=explain):
        for match in matches:
            yield text, match


def _texts(stream: BinaryIO, name: str) -> Iterator[Text]:
    locator, offset = Locator((name,)), 0
    for piece in _pieces(stream):
        yield Text.of(piece, locator, offset=offset)
        offset += len(piece)


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
    return row


def _show(matches: Iterable[tuple[Text, Match]], least: Confidence, explain: bool) -> None:
    shown = below = 0
    for text, match in matches:
        if match.confidence < least:
            below += 1
            continue
        shown += 1
        start, end = text.original_span(match.start, match.end)
        sys.stdout.write(f"{start:>9}–{end:<9} {match.detector:<24} {match.confidence.value:<9} {mask(match)}\n")
        if explain:
            for reason in match.reasons:
                sys.stdout.write(f"{'':>20}{reason}\n")
    more = f"; {below} more are only possible (--all shows them)" if below else ""
    click.echo(f"{shown} found{more}.", err=True)


def _lines(stream: BinaryIO, patterns_only: bool, explain: bool, jobs: int) -> int:
    """Each line by itself, in order. A broken line is named by its number; the rest goes on. Exit code 2 if there was one."""
    tasks = ((number, line, patterns_only, explain) for number, line in enumerate(stream, 1) if line.strip())
    broken = 0
    for number, answer in _answers(tasks, patterns_only, jobs):
        if answer is None:
            broken += 1
            click.echo(f'line {number}: not a JSON object with "id" and a text in "text"', err=True)
        else:
            sys.stdout.write(answer)
    sys.stdout.flush()
    return 2 if broken else 0


_Task = tuple[int, bytes, bool, bool]


def _answers(tasks: Iterator[_Task], patterns_only: bool, jobs: int) -> Iterator[tuple[int, str | None]]:
    if jobs == 1:
        yield from map(_answer, tasks)
        return
    plan(patterns_only)  # compiled before the fork, shared by all
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    with context.Pool(jobs) as pool:
        while batch := list(islice(tasks, BATCH * jobs)):
            yield from pool.imap(_answer, batch, chunksize=8)


def _answer(task: _Task) -> tuple[int, str | None]:
    number, line, patterns_only, explain = task
    try:
        record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        content, ident = record["text"], record["id"]
        if not isinstance(content, str):
            return number, None
    except (ValueError, KeyError, TypeError, RecursionError):
        return number, None
    text = Text.of(content, Locator(("text",)))
    matches = detect(text, patterns_only=patterns_only, explain=explain)
    answer = {"id": ident, "matches": [_row(text, match, explain) for match in matches]}
    return number, json.dumps(answer, ensure_ascii=True) + "\n"
