"""`bailee contracts`: what was agreed with whom, until when, which agreement is missing."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

from bailee.cli.options import Steps, as_of_option, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.contracts import ROLES, SUB_PROCESSORS, Sort, as_dict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bailee.contracts import Contract
    from bailee.operations.keep_contract import ContractLine, Register

STAGE, RANK = "inventory", 3
_SIGNS = {"red": "×", "amber": "!", "unknown": "?", "green": "✓"}
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("contracts", cls=Steps, invoke_without_command=True)
@json_option
@as_of_option
@home_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, home: Path) -> None:
    """Show the register of contracts: how each stands, which ends soon, which agreement a law asks for and is missing.

    \b
    Example:
      bailee contracts
      bailee contracts add lind-baa --sort baa --party "Lind Dental" --role business-associate --signed 2026-01-02
      bailee contracts import register.csv
    """
    if ctx.invoked_subcommand is not None:
        return
    from bailee.operations.keep_contract import show_register
    from bailee.operations.open_store import open_store

    show(show_register(open_store(home, create=False)), as_json)


def show(register: Register, as_json: bool) -> None:
    if as_json:
        write_json(_shape(register))
        return
    out = console()
    for each in register.missing:
        out.print(
            Text("× " if each.is_sure else "? ", style="bold")
            + Text(f"{each.sort.label} with {each.party}: {each.why}")
        )
    if register.missing:
        out.print()
    if not register.lines:
        out.print("No contract is recorded: bailee contracts add IDENT --sort nda --party NAME")
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head, ratio in (("contract", 2), ("with", 2), ("how it stands", 2), ("duties", 3)):
        table.add_column(head, ratio=ratio)
    for line in register.lines:
        contract = line.contract
        table.add_row(
            Text(f"{contract.ident}\n{contract.sort.value.upper()}, as {ROLES[contract.our_role]}"),
            Text(", ".join(contract.parties)),
            Text(f"{_SIGNS[line.state.value]} {line.says}"),
            Text(", ".join(contract.duties.said) or "–"),
        )
    out.print(table)


def _shape(register: Register) -> dict[str, Any]:
    return {
        "contracts": [_line(each) for each in register.lines],
        "missing": [
            {"ident": each.ident, "sort": each.sort.value, "party": each.party, "is_sure": each.is_sure, "why": each.why, "next": each.next}
            for each in register.missing
        ],
    }  # fmt: skip


def _line(line: ContractLine) -> dict[str, Any]:
    return as_dict(line.contract) | {"state": line.state.value, "says": line.says}


@command.command("add")
@click.argument("ident")
@click.option("--sort", type=click.Choice([each.value for each in Sort]), required=True, help="What sort it is.")
@click.option("--party", "parties", multiple=True, required=True, metavar="TEXT", help="With whom; may be given again.")
@click.option("--role", type=click.Choice(list(ROLES)), default="party", show_default=True, help="Ours, in it.")
@click.option("--scope", default="", metavar="TEXT", help="What it is about.")
@click.option("--signed", type=_DAY, help="The day on which it was signed; without it, it is not yet.")
@click.option("--from", "begins", type=_DAY, help="From when, where it is not the day of signing.")
@click.option("--until", type=_DAY, help="Its last day; without it, it stands until somebody ends it.")
@click.option("--notice-days", type=int, help="How long before its end notice is to be given.")
@click.option("--renews", is_flag=True, help="By itself, where nobody gives notice.")
@click.option("--contact", default="", metavar="TEXT", help="Whom to reach about it. Kept encrypted.")
@click.option("--kept-where", default="", metavar="TEXT", help="Where the document is kept.")
@click.option(
    "--document",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The document: its hash is kept, and not itself.",
)
@click.option("--confidentiality", is_flag=True, help="It asks for it.")
@click.option("--delete-within-days", type=int, help="Of its end.")
@click.option("--breach-notice-hours", type=int, help="Within how many hours a breach is to be told.")
@click.option("--sub-processors", type=click.Choice(list(SUB_PROCESSORS)), help="Whether there may be some.")
@click.option("--duty", "duties", multiple=True, metavar="TEXT", help="Another duty; may be given again.")
@home_option
def add(
    ident: str, sort: str, parties: tuple[str, ...], role: str, scope: str, signed: datetime | None, begins: datetime | None,
    until: datetime | None, notice_days: int | None, renews: bool, contact: str, kept_where: str, document: Path | None,
    confidentiality: bool, delete_within_days: int | None, breach_notice_hours: int | None, sub_processors: str | None,
    duties: tuple[str, ...], home: Path,
) -> None:  # fmt: skip
    """Enter a contract under a name of yours; the same name again corrects it.

    \b
    Example:
      bailee contracts add lind-dpa --sort dpa --party "Lind GmbH" --role processor --signed 2026-01-02 \\
        --until 2027-01-01 --notice-days 30 --breach-notice-hours 24 --document lind-dpa.pdf
    """
    from bailee.operations.keep_contract import save_contract
    from bailee.operations.open_store import open_store

    contract = contract_of(
        ident, sort, parties, role, scope, signed, begins, until, notice_days, renews, contact, kept_where, document,
        confidentiality, delete_within_days, breach_notice_hours, sub_processors, duties,
    )  # fmt: skip
    save_contract(open_store(home), contract)
    click.echo(f"recorded: {ident}")


def contract_of(
    ident: str, sort: str, parties: tuple[str, ...], role: str, scope: str, signed: datetime | None, begins: datetime | None,
    until: datetime | None, notice_days: int | None, renews: bool, contact: str, kept_where: str, document: Path | None,
    confidentiality: bool, delete_within_days: int | None, breach_notice_hours: int | None, sub_processors: str | None,
    duties: tuple[str, ...],
) -> Contract:  # fmt: skip
    """A contract as it was typed, with the hash of its document."""
    from bailee.contracts import Contract, Duties
    from bailee.operations.keep_contract import hash_document

    def day(told: datetime | None) -> date | None:
        return told.date() if told else None

    return Contract(
        ident, Sort(sort), tuple(each.strip() for each in parties), role, scope, day(signed), day(begins), day(until), notice_days, renews,
        contact, kept_where, hash_document(document) if document else "",
        Duties(confidentiality, delete_within_days, breach_notice_hours, sub_processors or "", duties),
    )  # fmt: skip


@command.command("remove")
@click.argument("ident")
@home_option
def remove(ident: str, home: Path) -> None:
    """Take a contract out that was entered by mistake. One that is over stays.

    \b
    Example:
      bailee contracts remove lind-dpa
    """
    from bailee.operations.keep_contract import remove_contract
    from bailee.operations.open_store import open_store

    remove_contract(open_store(home), ident)
    click.echo(f"removed: {ident}")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Only look whether it could be taken over.")
@home_option
def import_(file: Path, dry_run: bool, home: Path) -> None:
    """Take over a table of contracts, CSV or XLSX. A wrong cell is named, and then nothing is kept.

    \b
    Example:
      bailee contracts import register.csv
    """
    from bailee.operations.keep_contract import import_file
    from bailee.operations.open_store import open_store

    said_imported(import_file(open_store(home), file, dry_run=dry_run), dry_run)


def said_imported(count: int, dry_run: bool) -> None:
    click.echo(f"{'could be recorded' if dry_run else 'recorded'}: {count:,}")


@command.command("export")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.csv", help="Else on standard output."
)
@home_option
def export(out: Path | None, home: Path) -> None:
    """Write the register as a table, which can be taken over again.

    \b
    Example:
      bailee contracts export --out register.csv
    """
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    contracts = workspace.contracts()
    workspace.note_access("contracts", export=True)
    give(contracts, out)


def give(contracts: Sequence[Contract], out: Path | None) -> None:
    """The register as a table, by ident, printed or written."""
    from bailee.errors import CannotRead
    from bailee.operations.keep_contract import HEADS, row
    from bailee.rendering.spreadsheet import csv_text

    made = csv_text(HEADS, map(row, sorted(contracts, key=lambda each: each.ident)))
    if out is None:
        click.echo(made, nl=False)
        return
    try:
        out.write_text(made, encoding="utf-8", newline="")
    except OSError:
        raise CannotRead(f'cannot write "{out}"', hint="name another file with --out") from None
    click.echo(f"register of contracts: {out}")
