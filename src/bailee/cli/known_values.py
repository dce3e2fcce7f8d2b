"""`bailee known-values`: lists of values that one knows already, kept as keyed hashes, so that *ours* is told from *a*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from bailee.cli.options import Steps, home_option, json_option, key_file_option
from bailee.cli.output import write_json
from bailee.counting import are, count
from bailee.errors import CannotRead, InvalidInput
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory

STAGE, RANK = "discover", 7


@click.group(cls=Steps)
def command() -> None:
    """Tell your own customers' and staff's values from others, without storing them.

    \b
    Example:
      bailee known-values import cards.csv --column card --as payment-card --about customer
      bailee known-values list
    """


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--column", required=True, metavar="NAME", help="The column that holds the values.")
@click.option(
    "--as",
    "detector",
    default="",
    metavar="DETECTOR",
    help="What they are: an ident of bailee detectors, or person (names, with --born). Without it: numbers of your own.",
)
@click.option("--category", default="", metavar="IDENT", help="Category of data, for numbers of your own.")
@click.option("--name", default="", metavar="NAME", help="Name of the list (else the column's).")
@click.option(
    "--about",
    type=click.Choice([each.value for each in SubjectCategory]),
    default=SubjectCategory.PERSON.value,
    help="Whose they are.",
)
@click.option(
    "--label", "labels", multiple=True, metavar="WORDS", help="Words before such a number (else the column's)."
)
@click.option("--born", default="", metavar="NAME", help="The column of birth dates, with --as person.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write a file instead; needs --key-file.")
@key_file_option
@home_option
@json_option
def import_(
    file: Path,
    column: str,
    detector: str,
    category: str,
    name: str,
    about: str,
    labels: tuple[str, ...],
    born: str,
    out: Path | None,
    key_file: Path | None,
    home: Path,
    as_json: bool,
) -> None:
    """Make a list of a column of a CSV file. Only keyed hashes are kept.

    \b
    Example:
      bailee known-values import cards.csv --column card --as payment-card --about customer
      bailee known-values import crm.csv --column "Customer no" --category business-identifier
      bailee known-values import staff.csv --column name --born birthday --as person --about employee
    """
    from bailee.operations.import_known_values import Wanted, import_known_values, known_list

    wanted = Wanted(column, name, detector, category, SubjectCategory(about), labels, born)
    if out is not None:
        from bailee.keys import read_key_file
        from bailee.known_values import encoded

        if key_file is None:
            raise InvalidInput("a file of known values needs a key", hint="bailee known-values key FILE makes one")
        done = known_list(file, wanted, read_key_file(key_file))
        try:
            out.write_bytes(encoded([done.made]))
        except OSError:
            raise CannotRead(f'cannot write "{out}"', hint="name a folder that you may write to") from None
    else:
        from bailee.operations.open_store import open_store

        done = import_known_values(open_store(home), file, wanted)
    if as_json:
        write_json({**_shape(done.made), "left": list(done.left)})
        return
    click.echo(f"{count(done.made.count, 'value')} on the list {done.made.name}; only keyed hashes of them are kept.")
    if done.left:
        lines = ", ".join(map(str, done.left[:10])) + (" …" if len(done.left) > 10 else "")
        click.echo(
            f"{len(done.left):,} {are(len(done.left))} not on it, for nothing tells them from other text: lines {lines}"
        )
    click.echo("The next scan finds them." if out is None else f"written to {out}")


@command.command("list")
@home_option
@json_option
def list_(home: Path, as_json: bool) -> None:
    """Name the lists, with how many values are on each.

    \b
    Example:
      bailee known-values list
    """
    from bailee.operations.open_store import open_store

    show_lists([_shape(each) for each in open_store(home, create=False).known_lists()], as_json)


def show_lists(lists: Sequence[Mapping[str, Any]], as_json: bool) -> None:
    if as_json:
        write_json(list(lists))
        return
    for each in lists:
        about = f", {each['subject']}" if each["subject"] != SubjectCategory.PERSON.value else ""
        click.echo(
            f"{each['name']}  {count(each['values'], 'value')}  {DATA_CATEGORIES[each['category']].label}{about}"
        )
    if not lists:
        click.echo("There is no list yet. Try bailee known-values import FILE --help")


@command.command()
@click.argument("name")
@home_option
def forget(name: str, home: Path) -> None:
    """Remove a list with all its hashes.

    \b
    Example:
      bailee known-values forget customers
    """
    from bailee.operations.import_known_values import forget_known_values
    from bailee.operations.open_store import open_store

    forget_known_values(open_store(home, create=False), name)
    said_forgotten(name)


def said_forgotten(name: str) -> None:
    click.echo(f"The list {name} is gone. What scans found by it stays until the next scan.")


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def key(file: Path) -> None:
    """Make a key file, for lists and pseudonyms without a store.

    \b
    Example:
      bailee known-values key our.key
    """
    from bailee.keys import create_key_file

    there = file.exists()
    create_key_file(file)
    click.echo(
        f"{file} is there already; it is left as it is." if there else f"{file}: keep it, and keep it to yourself."
    )


def _shape(known: Any) -> dict[str, Any]:
    return {
        "name": known.name,
        "values": known.count,
        "category": known.category,
        "detector": known.detector,
        "subject": known.subject.value,
        "labels": list(known.labels),
        "outlines": list(known.outlines),
    }
