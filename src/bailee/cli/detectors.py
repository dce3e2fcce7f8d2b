"""`bailee detectors`: the catalogue of what is recognised."""

from __future__ import annotations

import click

from bailee.cli.options import json_option
from bailee.cli.output import write_json
from bailee.detectors import catalogue
from bailee.vocabulary import DATA_CATEGORIES

STAGE = "discover"


@click.command(name="detectors")
@json_option
def command(as_json: bool) -> None:
    """Kinds of values that are recognised, each with its source.

    \b
    Example:
        bailee detectors
        bailee detectors --json
    """
    rows = catalogue()
    if as_json:
        write_json(
            [
                {
                    "ident": detector.ident,
                    "name": detector.name,
                    "category": detector.category,
                    "source": detector.source,
                    "patterns_only": detector.patterns_only,
                    "examples": list(detector.examples),
                }
                for detector in rows
            ]
        )
        return
    width = max(len(detector.ident) for detector in rows)
    for detector in rows:
        click.echo(f"{detector.ident:<{width}}  {detector.name}  [{DATA_CATEGORIES[detector.category].label}]")
    click.echo(f"\n{len(rows)} detectors. A detector is one module: see CONTRIBUTING.")
