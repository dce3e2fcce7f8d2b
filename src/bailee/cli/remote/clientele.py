"""Clients of a provider by a server: what they allowed in writing, and where they work. A token reaches those that it was made for."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from bailee.cli.remote.reading import iso
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.client.shapes.authority import AuthorityShape
    from bailee.operations.record_authority import Standing


def _of(client: Client, named: str) -> tuple[Client, str]:
    """Asked about this client, with its name."""
    there = [(each["ident"], each["name"]) for each in client.who_am_i()["organisations"]]
    wanted = " ".join(named.split()).casefold()
    exact = [each for each in there if each[0] == named or each[1].casefold() == wanted]
    found = exact or [each for each in there if wanted and each[1].casefold().startswith(wanted)]
    if not found:
        raise InvalidInput(
            "there is no such client", hint="this token reaches: " + ", ".join(ident for ident, _ in there[:20])
        )
    if len(found) > 1:
        said = ", ".join(ident for ident, _ in found[:5])
        raise InvalidInput("more than one client is called so", hint=f"name it by its ident: {said}")
    ((ident, name),) = found
    return client.of(ident), name


def authorise(
    client: Client, *, given_by: str | None, function: str | None, given_on: datetime | None, until: datetime | None,
    scope: str | None, places: tuple[str, ...], kept_where: str, baa: datetime | None, no_baa: str, dpa: datetime | None, no_dpa: str,
    as_json: bool, home: object, named: str,
) -> None:  # fmt: skip
    from bailee.cli.clients.authority import UNSIGNED, show_standing

    asked, name = _of(client, named)
    for agreement, on, missing in (("baa", baa, no_baa), ("dpa", dpa, no_dpa)):
        if on is not None or missing:
            told: Any = {"agreement": agreement, "signed_on": iso(on), "kept_where": kept_where, "missing": missing}
            asked.record_agreement(told)
    if any((given_by, function, given_on, scope, places, until)):
        if given_on is None:
            raise InvalidInput(UNSIGNED[0], hint=UNSIGNED[1])
        asked.record_instruction(
            {
                "given_by": given_by or "", "function": function or "", "scope": scope or "", "places": list(places),
                "given_on": given_on.date().isoformat(), "until": iso(until), "kept_where": kept_where,
            }
        )  # fmt: skip
    show_standing(name, _standing(asked.show_authority()), as_json)


def _standing(told: AuthorityShape) -> Standing:
    from bailee.authority import Agreement, Instruction, Signed
    from bailee.operations.record_authority import Standing

    return Standing(
        told["is_needed"],
        msgspec.convert(told["instructions"], tuple[Instruction, ...]),
        {
            Agreement(each["agreement"]): Signed(
                date.fromisoformat(each["signed_on"]) if each["signed_on"] else None,
                each["kept_where"],
                each["missing"],
            )
            for each in told["agreements"]
            if each["signed_on"] or each["missing"]
        },
        {Agreement(each["agreement"]): each["needed"] for each in told["agreements"]},
    )


def withdraw(client: Client, *, instruction: str | None, home: object, named: str) -> None:
    from bailee.cli.clients.authority import NONE_GOOD, said_withdrawn
    from bailee.cli.clients.provider import today

    asked, _ = _of(client, named)
    there = _standing(asked.show_authority()).instructions
    idents = [instruction] if instruction else [each.ident for each in there if each.is_good(today())]
    if not idents:
        raise InvalidInput(NONE_GOOD)
    for each in idents:
        asked.withdraw_instruction(each)
    said_withdrawn(idents)


def sites(
    client: Client, *, name: str | None, jurisdiction: str, time_zone: str, place: str | None, site: str | None, close: str | None,
    as_json: bool, home: object, named: str,
) -> None:  # fmt: skip
    from bailee.cli.clients.sites import show_sites

    if place is not None or site is not None or close is not None:
        raise InvalidInput(
            "a server adds and lists sites", hint="say --place, --at and --close there, without --server"
        )
    asked, _ = _of(client, named)
    if name is not None:
        asked.add_site({"name": name, "jurisdiction": jurisdiction, "time_zone": time_zone})
    heads = ("ident", "name", "jurisdiction", "time_zone", "places")
    there: list[dict[str, Any]] = [{**each} for each in asked.list_sites()["items"]]
    show_sites([{head: each[head] for head in heads} for each in there], as_json)
