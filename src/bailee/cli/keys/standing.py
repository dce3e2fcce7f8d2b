"""How the keys stand."""

from __future__ import annotations

from pathlib import Path

import click

from bailee.cli.keys.about import organisation_option
from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count
from bailee.operations.open_store import open_store
from bailee.operations.show_keys import KeysStanding, show_keys


@click.command()
@organisation_option
@home_option
@json_option
def status(organisation: str | None, home: Path, as_json: bool) -> None:
    """Where the master key lies, how old each key is, and what should not lie on this machine any more.

    \b
    Example:
      bailee keys status
    """
    standing = show_keys(open_store(home, create=False, organisation=organisation))
    if as_json:
        write_json(
            {
                "custody": standing.custody,
                "keys": [
                    {"key": each.key, "made_on": each.made_on, "due": each.is_due, "earlier": each.earlier}
                    for each in standing.keys
                ],
                "recovery_files": [str(file) for file in standing.recovery_files],
                "master_key_being_replaced": standing.is_master_being_replaced,
                "fingerprints_rekeyed": standing.are_fingerprints_rekeyed,
                "drilled_on": standing.drilled_on and standing.drilled_on.isoformat(),
                "drill_due_on": standing.drill_due_on and standing.drill_due_on.isoformat(),
                "drill_failed_on": standing.drill_failed_on and standing.drill_failed_on.isoformat(),
            }
        )
        return
    out = console()
    where = {
        "file": f"in a file, {standing.file}: whoever reads this account's files has it",
        "passphrase": f"behind a passphrase, in {standing.file}",
        "keychain": "in the keychain of this account",
    }
    out.print(f"The master key lies {where[standing.custody]}.", markup=False)
    out.print()
    for each in standing.keys:
        told = f"made {each.made_on}" if each.made_on else "made with the store"
        if each.earlier:
            told += (
                f"; {count(each.earlier, 'earlier one')} kept for what {'they' if each.earlier > 1 else 'it'} closed"
            )
        due = f"  replace it: {again(f'bailee keys rotate {each.key}')}" if each.is_due else ""
        out.print(f"  {each.key:<13} {told}{due}", style="yellow" if each.is_due else None, markup=False)
    if standing.is_master_being_replaced:
        out.print("\nThe master key is being replaced, and that was cut short.", style="yellow", markup=False)
        out.print(f"Next: {again('bailee keys rotate master')}", markup=False)
    if not standing.are_fingerprints_rekeyed:
        out.print(
            "\nThis store is from before fingerprints were re-keyed: no scanner elsewhere can work for it.",
            markup=False,
        )
        out.print(f"Next: {again('bailee keys rotate fingerprint')}  (nothing is scanned anew)", markup=False)
    for file in standing.recovery_files:
        out.print(f"\nThe recovery key still lies on this machine: {file}", style="red", markup=False)
        out.print(
            f"Next: {again('bailee keys recovery-kit --out recovery.pdf')}, print it, then delete both files",
            markup=False,
        )
    _drills(standing)


def _drills(standing: KeysStanding) -> None:
    out = console()
    if standing.drill_failed_on is not None:
        out.print(
            f"\nThe drill of {standing.drill_failed_on} failed: the recovery key did not open a sealed file.",
            style="red",
            markup=False,
        )
    elif standing.drilled_on is not None:
        out.print(
            f"\nThe recovery key opened a sealed file on {standing.drilled_on}; tried again by {standing.drill_due_on}.",
            markup=False,
        )
    elif standing.drill_due_on is not None:
        out.print(
            f"\nNobody has tried yet whether the recovery key opens a sealed file; due on {standing.drill_due_on}.",
            style="yellow",
            markup=False,
        )
    if standing.is_drill_due:
        out.print(f"Next: {again('bailee keys drill')}", markup=False)
