"""Registers by a server: contracts, lists of known values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from bailee.cli.remote.reading import as_it_is_now, base64_of

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.contracts import Contract
    from bailee.operations.keep_contract import Register

# contracts


def contracts(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.contracts import show

    as_it_is_now()
    show(_register(client), as_json)


def _register(client: Client) -> Register:
    from bailee.contracts import Contract, Missing
    from bailee.operations.keep_contract import ContractLine, Register
    from bailee.vocabulary import State

    told = client.list_contracts()
    lines = tuple(
        ContractLine(msgspec.convert(each, Contract), State(each["state"]), each["says"]) for each in told["contracts"]
    )
    return Register(lines, msgspec.convert(told["missing"], tuple[Missing, ...]))


def add(client: Client, *, home: object, **typed: Any) -> None:
    from bailee.cli.contracts import contract_of

    contract: Contract = contract_of(**typed)
    client.save_contract(msgspec.to_builtins(contract))
    click.echo(f"recorded: {contract.ident}")


def take_over(client: Client, *, file: Path, dry_run: bool, home: object) -> None:
    from bailee.cli.contracts import said_imported
    from bailee.operations.keep_contract import content_of

    told = client.import_contracts({"name": file.name, "content": base64_of(content_of(file)), "dry_run": dry_run})
    said_imported(told["count"], dry_run)


def export(client: Client, *, out: Path | None, home: object) -> None:
    from bailee.cli.contracts import give

    give([each.contract for each in _register(client).lines], out)


# lists of known values


def known_values(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.known_values import show_lists

    heads = ("name", "values", "category", "detector", "subject", "labels", "outlines")
    found = [{**each} for each in client.list_known_values()["items"]]
    show_lists([{head: each[head] for head in heads} for each in found], as_json)
