"""`bailee detectors`: the catalogue of what is recognised, and a check of one's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bailee.cli.options import Steps, bare_home_option, detectors_option, json_option, own_definitions
from bailee.cli.output import write_json
from bailee.counting import count
from bailee.detectors import catalogue
from bailee.detectors.interface import Detector
from bailee.vocabulary import DATA_CATEGORIES

STAGE = "discover"


@click.group("detectors", cls=Steps, invoke_without_command=True)
@json_option
@detectors_option
@bare_home_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, detectors: tuple[Path, ...], home: Path) -> None:
    """Kinds of values that are recognised, each with its source; and detectors of your own.

    \b
    Example:
        bailee detectors list
        bailee detectors check customer-number.toml
    """
    if ctx.invoked_subcommand is None:
        _list(detectors, home, as_json)


@command.command("list")
@detectors_option
@bare_home_option
@json_option
def list_(detectors: tuple[Path, ...], home: Path, as_json: bool) -> None:
    """List them, your own too: those in HOME/detectors and those that you name.

    \b
    Example:
        bailee detectors list --json
    """
    _list(detectors, home, as_json)


def _list(given: tuple[Path, ...], home: Path, as_json: bool) -> None:
    from bailee.detectors.custom import own_detectors

    rows = catalogue()
    own = own_detectors(own_definitions(given, home))
    if as_json:
        write_json([_shape(detector) for detector in (*rows, *own)])
        return
    width = max(len(detector.ident) for detector in (*rows, *own))
    for detector in (*rows, *own):
        click.echo(f"{detector.ident:<{width}}  {detector.name}  [{DATA_CATEGORIES[detector.category].label}]")
    ours = f", and {len(own)} of your own" if own else ""
    click.echo(
        f"\n{count(len(rows), 'detector')}{ours}. A detector is one module: see CONTRIBUTING; one of your own is a file of TOML."
    )


def _shape(detector: Detector) -> dict[str, object]:
    return {
        "ident": detector.ident,
        "name": detector.name,
        "category": detector.category,
        "source": detector.source,
        "patterns_only": detector.patterns_only,
        "examples": list(detector.examples),
    }


@command.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@json_option
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Run your own detectors over their examples, and try them on text that could make them slow. Exit 1 if one is refused.

    \b
    Example:
        bailee detectors check customer-number.toml
    """
    from bailee.detectors.custom import files_of, problems, read_file

    told = []
    for path in files:
        for file in files_of(path):
            for definition in read_file(file):
                told.append((definition, problems(definition)))
    refused = sum(any(problem.refused for problem in found) for _, found in told)
    if as_json:
        write_json(
            [
                {
                    "ident": definition.ident,
                    "file": definition.file,
                    "ok": not any(problem.refused for problem in found),
                    "problems": [{"what": problem.what, "refused": problem.refused} for problem in found],
                }
                for definition, found in told
            ]
        )
    else:
        for definition, found in told:
            good = not any(problem.refused for problem in found)
            several = len(definition.must_match) + len(definition.must_not_match)
            examples = f"{count(several, 'example')} as they should be"
            click.echo(
                f"{'✓' if good else '✗'} {definition.ident}  {definition.name}" + (f"  {examples}" if good else "")
            )
            for problem in found:
                click.echo(f"    {'refused' if problem.refused else 'advice'}: {problem.what}")
        click.echo(f"{len(told)} checked, {refused} refused.")
    if refused:
        sys.exit(1)
