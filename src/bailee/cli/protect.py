"""`bailee protect`: seal files that hold personal data, and put them back."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from bailee.cli.options import Steps, again, home_option, json_option
from bailee.cli.output import write_json
from bailee.errors import InvalidInput
from bailee.keys import recovery_files
from bailee.operations.open_store import open_store
from bailee.operations.protect_files import Outcome, apply, check, propose, shown, undo
from bailee.protection.plan import WILL, Proposal

STAGE = "secure"

_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")


@click.group(cls=Steps)
def command() -> None:
    """Seal files that hold personal data (age, two keys), and put them back byte for byte.

    \b
    Example:
      bailee protect plan /srv/hr
      bailee protect apply /srv/hr/pay.csv
      bailee protect undo /srv/hr/pay.csv
    """


@command.command()
@_paths
@home_option
@json_option
def plan(paths: tuple[Path, ...], home: Path, as_json: bool) -> None:
    """List which files would be sealed, why, and what would happen. Changes nothing.

    PATH is a folder: the files under it in which a scan found personal data (likely and up). Or a file: that one.

    \b
    Example:
      bailee protect plan /srv/hr
    """
    proposals = propose(open_store(home, create=False), paths)
    if as_json:
        write_json({"files": [_proposed(each, paths) for each in proposals], "will": list(WILL)})
        return
    if not proposals:
        _nothing_known(paths)
        return
    for each in proposals:
        _show(each, paths)
    possible = [each for each in proposals if not each.refusal]
    click.echo(f"\n{_files(len(possible))} would be sealed{_left(len(proposals) - len(possible))}. For each:")
    for line in WILL:
        click.echo(f"  · {line}")
    click.echo("\nnext  " + again("bailee protect apply " + " ".join(shlex.quote(str(path)) for path in paths)))


@command.command(name="apply")
@_paths
@click.option("--yes", is_flag=True, help="Do not ask.")
@home_option
@json_option
def apply_command(paths: tuple[Path, ...], yes: bool, home: Path, as_json: bool) -> None:
    """Seal what `plan` lists. Asks first; without a terminal it needs --yes. Exit code 3 if a file had to be left.

    \b
    Example:
      bailee protect apply /srv/hr/pay.csv
      bailee protect apply /srv/hr --yes
    """
    workspace = open_store(home, create=False)
    proposals = propose(workspace, paths)
    possible = [each for each in proposals if not each.refusal]
    if possible and not yes:
        if not sys.stdin.isatty():
            raise InvalidInput(
                "sealing files needs a yes, and there is no terminal to ask at",
                hint="look at `bailee protect plan`, then add --yes",
            )
        for each in proposals:
            _show(each, paths)
        click.confirm(f"\nSeal {_files(len(possible))}?", abort=True, err=True)
    if not proposals and not as_json:
        _nothing_known(paths)
        return
    # those that cannot be sealed as they were looked at go through as well: each comes out refused, with words
    outcomes = _told(apply(workspace, proposals), paths, as_json)
    if as_json:
        write_json({"files": [_outcome(each, paths) for each in outcomes]})
    else:
        _summary(outcomes, "sealed")
        for file in recovery_files(home):
            click.echo(f"\nThe recovery key still lies on this computer: {file}\nMove it away; it says what to do.")
    sys.exit(3 if any(each.is_refused for each in outcomes) else 0)


@command.command(name="undo")
@_paths
@click.option("--yes", is_flag=True, help="Accepted, for scripts: putting back asks nothing.")
@home_option
@json_option
def undo_command(paths: tuple[Path, ...], yes: bool, home: Path, as_json: bool) -> None:
    """Put sealed files back: same bytes, rights, owner and times. PATH is the old name, the sealed copy, or a folder.

    \b
    Example:
      bailee protect undo /srv/hr/pay.csv
    """
    outcomes = _told(undo(open_store(home, create=False), paths), paths, as_json)
    if as_json:
        write_json({"files": [_outcome(each, paths) for each in outcomes]})
    else:
        _summary(outcomes, "undone")
    sys.exit(3 if any(each.is_refused for each in outcomes) else 0)


@command.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@home_option
@json_option
def verify(paths: tuple[Path, ...], home: Path, as_json: bool) -> None:
    """Open every sealed copy and compare it with what was sealed. Exit code 1 if one is missing or damaged.

    \b
    Example:
      bailee protect verify
    """
    outcomes = _told(check(open_store(home, create=False), paths), paths, as_json)
    if as_json:
        write_json({"files": [_outcome(each, paths) for each in outcomes]})
    else:
        _summary(outcomes, "whole")
    sys.exit(1 if any(each.is_refused for each in outcomes) else 0)


# --- how it looks


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _left(count: int) -> str:
    return f", {count} cannot be" if count else ""


def _nothing_known(paths: Sequence[Path]) -> None:
    click.echo(
        "Nothing to seal: the store knows of no personal data (likely and up) under " + ", ".join(map(str, paths)) + "."
    )
    click.echo("It knows what was scanned: `bailee scan FOLDER`. A file that you name itself is sealed in any case.")


def _show(proposal: Proposal, paths: Sequence[Path]) -> None:
    mark = click.style("✗", fg="red") if proposal.refusal else click.style("•", fg="yellow")
    click.echo(f"{mark} {shown(proposal.path, paths)}")
    for reason in proposal.why():
        click.echo(f"    {reason}")
    if proposal.refusal:
        click.echo(f"    cannot be sealed: {proposal.refusal}")


_MARKS = {
    "sealed": ("sealed", "green"),
    "undone": ("put back", "green"),
    "whole": ("whole", "green"),
    "kept": ("kept", "yellow"),
    "waiting": ("waiting", "yellow"),
    "refused": ("left", "red"),
}


def _told(outcomes: Iterable[Outcome], paths: Sequence[Path], as_json: bool) -> list[Outcome]:
    """All outcomes, each shown as it comes."""
    done = []
    for each in outcomes:
        done.append(each)
        if not as_json:
            word, colour = _MARKS[each.state]
            click.echo(
                f"{click.style(word, fg=colour, bold=True)}  {shown(each.path, paths)}"
                + (f": {each.words}" if each.words else "")
            )
            if each.hint:
                click.echo(f"    {each.hint}")
            if each.lost:
                click.echo(f"    this account could not restore: {', '.join(each.lost)}")
    return done


def _summary(outcomes: list[Outcome], state: str) -> None:
    done = sum(each.state == state for each in outcomes)
    left = sum(each.is_refused for each in outcomes)
    words = {"sealed": "sealed", "undone": "put back", "whole": "checked and whole"}[state]
    click.echo(f"\n{_files(done)} {words}" + (f", {left} not" if left else ""))


def _proposed(proposal: Proposal, paths: Sequence[Path]) -> dict[str, Any]:
    return {
        "path": shown(proposal.path, paths),
        "bytes": proposal.size,
        "severity": proposal.severity.value,
        "categories": dict(proposal.categories),
        "kinds": list(proposal.kinds),
        "readers": proposal.readers,
        "open_to_everyone": proposal.open_to_everyone,
        "why": proposal.why(),
        "refused": proposal.refusal or None,
    }


def _outcome(outcome: Outcome, paths: Sequence[Path]) -> dict[str, Any]:
    return {
        "path": shown(outcome.path, paths),
        "state": outcome.state,
        "ident": outcome.ident,
        "reason": outcome.reason or None,
        "lost": list(outcome.lost),
    }
