"""`bailee protect redact`: copies of files without the personal data in them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.options import bare_home_option, detectors_option, json_option, key_file_option, own_definitions
from bailee.cli.output import write_json
from bailee.counting import count
from bailee.errors import CannotRead
from bailee.vocabulary import DATA_CATEGORIES, Confidence, inside

if TYPE_CHECKING:
    from bailee.operations.redact_files import Copy
    from bailee.store.workspace import Workspace

RANK = 6
HOWS = ("black", "category", "mask", "pseudonym")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="A folder for the copies.")
@click.option(
    "--how", type=click.Choice(HOWS), default="black", show_default=True, help="What stands in a value's place."
)
@click.option("--only", "only", multiple=True, metavar="CATEGORY", help="Redact this category alone (several times).")
@click.option("--keep-file", metavar="FILE", type=click.Path(path_type=Path),
              help="Values of the person whom the copy is for, one a line: they stay.")  # fmt: skip
@click.option("--also", "also", multiple=True, metavar="WORDS",
              help="Further words that go wherever they stand, in any case (several times).")  # fmt: skip
@click.option(
    "--also-file", metavar="FILE", type=click.Path(path_type=Path), help="The same, one a line, out of a file."
)
@click.option("--all", "possible_too", is_flag=True, help="Redact what is only possible, too.")
@click.option(
    "--keep-layout", is_flag=True, help="PDF: take text out of the pages as they are, where that can be proven clean."
)
@click.option("--keep-audio", is_flag=True, help="Films: keep the sound.")
@click.option(
    "--seconds", type=click.IntRange(1, 86_400), default=600, show_default=True, help="Processor time for one file."
)
@detectors_option
@key_file_option
@bare_home_option
@json_option
def command(
    files: tuple[Path, ...],
    out: Path,
    how: str,
    only: tuple[str, ...],
    keep_file: Path | None,
    also: tuple[str, ...],
    also_file: Path | None,
    possible_too: bool,
    keep_layout: bool,
    keep_audio: bool,
    seconds: int,
    detectors: tuple[Path, ...],
    key_file: Path | None,
    home: Path,
    as_json: bool,
) -> None:
    """Make copies without the personal data in them. Files stay as they are, and nothing is written over.

    Each copy is read again by several readers, byte by byte, and as a picture. If one of them finds a trace, there is no copy.
    Exit code 3 if a file had to be left.

    \b
    Example:
      bailee protect redact hr/review.docx hr/pay.xlsx --out for-counsel
      bailee protect redact scan.pdf --out copies --how category --only social-security-number
      bailee protect redact minutes.docx --out copies --also "Project Heron" --also-file nicknames.txt
    """
    from bailee.operations.redact_files import own_of, redact_files
    from bailee.protection.redaction import Wish

    workspace = _workspace(home)
    wish = Wish(
        how=how,
        least=Confidence.POSSIBLE if possible_too else Confidence.LIKELY,
        only=frozenset(only),
        keep=lines_of(keep_file),
        also=(*also, *lines_of(also_file)),
        keep_layout=keep_layout,
        keep_audio=keep_audio,
        key=_key(how, key_file, workspace),
        own=own_of(workspace, own_definitions(detectors, home)),
        seconds=float(seconds),
    )
    done = []
    for copy in redact_files(files, out, wish, workspace):
        done.append(copy)
        if not as_json:
            _show(copy)
    if as_json:
        write_json({"files": [_told(copy) for copy in done]})
    else:
        _sum(done)
    sys.exit(3 if any(copy.is_refused for copy in done) else 0)


def _workspace(home: Path) -> Workspace | None:
    """The store, where there is one: it keeps the record of each copy."""
    from bailee.store import database

    if not database.exists(home):
        return None
    from bailee.operations.open_store import open_store

    return open_store(home, create=False)


def lines_of(file: Path | None) -> tuple[str, ...]:
    """Values that a file names, one a line."""
    if file is None:
        return ()
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeError):
        raise CannotRead(f'cannot read "{file}"', hint="a text file, a value on each line") from None
    return tuple(line.strip() for line in lines if line.strip())


def _key(how: str, key_file: Path | None, workspace: Workspace | None) -> bytes:
    """The key of pseudonyms: of a file, else of the store, else one of this run alone, and that is said."""
    if how != "pseudonym":
        return b""
    from bailee.keys import KEY_BYTES, read_key_file

    if key_file is not None:
        return read_key_file(key_file)
    if workspace is not None:
        return workspace.keys.fingerprint_key
    import secrets

    click.echo(
        "There is no key, so these pseudonyms are of this run alone: --key-file or a store keeps them.", err=True
    )
    return secrets.token_bytes(KEY_BYTES)


# --- how it looks


def _show(copy: Copy) -> None:
    from bailee.operations.known_files import shown

    name = shown(copy.source, [copy.source])
    if copy.made is None or copy.copy is None:
        click.echo(f"{click.style('left', fg='red', bold=True)}  {name}: {copy.words}")
        if copy.hint:
            click.echo(f"    {copy.hint}")
        return
    click.echo(f"{click.style('redacted', fg='green', bold=True)}  {name} → {shown(copy.copy, [copy.copy])}")
    counts = ", ".join(f"{count} {_label(category)}" for category, count in copy.made.counts)
    click.echo(f"    {counts or 'nothing was found in it'}")
    click.echo(f"    read again, and nothing found: {', '.join(copy.made.readers)}")
    for note in copy.made.notes:
        click.echo(f"    {note}")


def _label(category: str) -> str:
    return inside(DATA_CATEGORIES[category].label) if category in DATA_CATEGORIES else category.replace("-", " ")


def _sum(done: list[Copy]) -> None:
    made = sum(not copy.is_refused for copy in done)
    left = len(done) - made
    click.echo(f"\n{count(made, 'copy', 'copies')}" + (f", {count(left, 'file')} left" if left else ""))


def _told(copy: Copy) -> dict[str, Any]:
    from bailee.operations.known_files import shown

    told: dict[str, Any] = {
        "path": shown(copy.source, [copy.source]),
        "state": "left" if copy.is_refused else "redacted",
    }
    if copy.made is None or copy.copy is None:
        return {**told, "reason": copy.why, "words": copy.words}
    made = copy.made
    return {
        **told,
        "copy": shown(copy.copy, [copy.copy]),
        "format": made.media_type,
        "replaced": dict(made.counts),
        "read_again_by": list(made.readers),
        "notes": list(made.notes),
        "seconds": made.seconds,
    }
