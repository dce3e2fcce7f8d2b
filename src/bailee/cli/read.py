"""`bailee read FILE`: what the scanner reads in one file, place by place."""

from __future__ import annotations

import json
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bailee.cli.options import bare_home_option, detectors_option, own_definitions, password_file_option, passwords_in
from bailee.counting import count
from bailee.scanner.looking import look_into
from bailee.text import Match, Text

STAGE, RANK = "discover", 4


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help='For programs: {"locator","text"} a line.')
@detectors_option
@password_file_option
@bare_home_option
def command(file: Path, jsonl: bool, detectors: tuple[Path, ...], password_file: Path | None, home: Path) -> None:
    """Show what is read in one file, place by place. Nothing is stored.

    With --detectors, what your own detectors find in each place stands below it: to try them on a real file.

    \b
    Example:
      bailee read contract.docx
      bailee read contract.docx --detectors customer-number.toml
    """
    from bailee.detectors.custom import own_detectors
    from bailee.detectors.engine import detect_only

    own = own_detectors(own_definitions(detectors, home)) if detectors else ()
    places = characters = left = 0
    for place in look_into(file, passwords=passwords_in(password_file)):
        if place.reason is not None:
            left += 1
            message = f"? {place.locator}: not read, {place.reason.value}"
            click.echo(message, err=jsonl)
            continue
        places, characters = places + 1, characters + len(place.text)
        text = Text(place.locator, place.text)  # folded already
        matches = detect_only(text, own) if own else []
        if jsonl:
            told: dict[str, Any] = {"locator": place.locator.display(), "text": place.text}
            if own:
                told["matches"] = [_shape(match) for match in matches]
            click.echo(json.dumps(told))
        else:
            click.echo(click.style(f"── {place.locator}", bold=True))
            click.echo(place.text.encode("utf-8", "replace").decode())
            for match in matches:
                click.echo(f"→ {match.start}–{match.end} {match.detector} {match.confidence.value}")
    if not jsonl:
        click.echo(
            f"{count(places, 'place')}, {count(characters, 'character')}" + (f", {left} not read" if left else "")
        )
        click.echo(_who_and_when(file))
    if left and not places:
        sys.exit(3)


def _who_and_when(file: Path) -> str:
    """Whose the file is, who can open it, when it changed, and how it lies on its disk, as far as the system tells."""
    from bailee.protection.exposure import SystemProbe, account_name, readers_of
    from bailee.sources.files import facts_of

    status, probe = file.stat(), SystemProbe()
    readers = readers_of(file.absolute(), facts_of(status), probe)
    listed = ", with an access list" if probe.acl(file) else ""
    parts = [f"{stat.filemode(status.st_mode)} {account_name(status.st_uid)}{listed}"]
    parts.append(f"changed {datetime.fromtimestamp(status.st_mtime, UTC).astimezone():%d %b %Y %H:%M}")
    if readers is not None:
        everyone = any(each.user < 0 for each in readers)
        named = sum(each.user >= 0 for each in readers)
        parts.append("every account can open it" if everyone else f"{count(named, 'account')} can open it")
    at_rest = probe.is_disk_encrypted(status.st_dev)
    parts.append(
        {True: "its disk is encrypted", False: "its disk is not encrypted", None: "encryption of its disk not known"}[
            at_rest
        ]
    )
    return " · ".join(parts)


def _shape(match: Match) -> dict[str, Any]:
    return {
        "start": match.start,
        "end": match.end,
        "detector": match.detector,
        "category": match.category,
        "confidence": match.confidence.value,
        "probability": match.probability,
    }
