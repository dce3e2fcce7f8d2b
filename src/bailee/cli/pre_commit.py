"""`bailee pre-commit`: refuse a commit that holds secrets, Social Security numbers or payment cards."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bailee.cli.options import bare_home_option, detectors_option, json_option, own_definitions, sarif_option
from bailee.cli.output import write_json
from bailee.counting import count
from bailee.errors import InvalidInput
from bailee.vocabulary import DATA_CATEGORIES, Confidence

STAGE, RANK = "secure", 5


@click.command("pre-commit")
@click.argument("files", nargs=-1, metavar="[FILE…]", type=click.Path(path_type=Path))
@click.option(
    "--least",
    type=click.Choice([each.value for each in Confidence]),
    default=Confidence.VERIFIED.value,
    show_default=True,
    help="How sure it must be to be refused.",
)
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="IDENT",
    help="What is refused, instead of credentials, social-security-number and payment-card; `all`: everything.",
)
@click.option("--allow", "allowing", is_flag=True, help="Put what would be refused on the list of what is allowed.")
@click.option(
    "--allow-list", metavar="FILE", type=click.Path(path_type=Path), help="That list (else .bailee-allow at the root)."
)
@detectors_option
@bare_home_option
@json_option
@sarif_option
def command(
    files: tuple[Path, ...],
    least: str,
    categories: tuple[str, ...],
    allowing: bool,
    allow_list: Path | None,
    detectors: tuple[Path, ...],
    home: Path,
    as_json: bool,
    as_sarif: bool,
) -> None:
    """Refuse staged files with secrets, Social Security numbers or cards. Exit 1 if something is refused.

    Without files: all that is staged. A line with the words `bailee: allow`, or the line below one, is let through.

    \b
    Example:
        bailee pre-commit
        bailee pre-commit --least likely --category all
    """
    from bailee.operations.check_staged import CATEGORIES, Wanted, allow, check_staged
    from bailee.own import Own

    unknown = [ident for ident in categories if ident not in DATA_CATEGORIES and ident != "all"]
    if unknown:
        raise InvalidInput(f'there is no category "{unknown[0]}"', hint="one of: all " + " ".join(DATA_CATEGORIES))
    chosen = tuple(DATA_CATEGORIES) if "all" in categories else categories or CATEGORIES
    wanted, own = Wanted(Confidence(least), chosen), Own(own_definitions(detectors, home))
    if allowing:
        number = allow(Path.cwd(), files, wanted, own=own, allow_list=allow_list)
        click.echo(f"{number} allowed from now on. Stage the list with what you commit.")
        return
    checked = check_staged(Path.cwd(), files, wanted, own=own, allow_list=allow_list)
    if as_json:
        write_json(
            {
                "files": checked.files,
                "unread": checked.unread,
                "allowed": checked.allowed,
                "refused": [
                    {
                        "path": each.path,
                        "line": each.line,
                        "column": each.column,
                        "detector": each.detector,
                        "confidence": each.confidence.value,
                    }
                    for each in checked.refused
                ],
            }
        )
    elif as_sarif:
        from bailee.reports.sarif import Hit, log

        write_json(
            log(
                [
                    Hit(
                        each.detector,
                        each.category,
                        (each.path,),
                        each.confidence.value,
                        line=each.line,
                        column=each.column,
                    )
                    for each in checked.refused
                ],
                [],
            )
        )
    else:
        for each in checked.refused:
            path = each.path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            click.echo(f"{path}:{each.line}:{each.column}: {each.detector} ({each.confidence.value})")
        if checked.refused:
            click.echo(
                f"\n{len(checked.refused)} refused in {count(checked.files, 'file')}: nobody can take back what was pushed."
            )
            click.echo("Take it out; or, if it may be public, write `bailee: allow` into its line, or run")
            click.echo("bailee pre-commit --allow")
    if checked.refused:
        sys.exit(1)
