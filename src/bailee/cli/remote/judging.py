"""What a person decides, by a server: departures, rules for findings, who opened the gate, lists of known values, contracts, consent."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.options import again
from bailee.cli.remote.reading import as_it_is_now, at, day, iso, names, when
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.client import Client

# departures


def departure_accept(client: Client, *, ident: str, until: datetime, reason: str, home: object) -> None:
    _settle(
        client,
        ident,
        {"verdict": "accepted", "reason": reason, "until": iso(until)},
        f"accepted until {until:%Y-%m-%d}",
    )


def departure_dismiss(client: Client, *, ident: str, reason: str, home: object) -> None:
    _settle(client, ident, {"verdict": "not-so", "reason": reason}, "not so")


def departure_reopen(client: Client, *, ident: str, home: object) -> None:
    _settle(client, ident, {"verdict": "reopened"}, "open again")


def _settle(client: Client, ident: str, body: Any, said: str) -> None:
    told = client.decide_departure(ident, body)
    click.echo(f"{said}: {told['ident']}, {told['title']}")


def confidential(
    client: Client, *, folder: str | None, records: tuple[str, ...], withdraw: str | None, as_json: bool, home: object
) -> None:
    from bailee.cli.departures import FOLDER_MISSING, show_confidential

    if withdraw:
        client.withdraw_confidential(withdraw)
        click.echo(f"{withdraw} is declared for nothing any more")
    elif folder:
        kept = client.declare_confidential({"folder": folder, "records": list(records)})
        click.echo(f"{kept['label']} is for {', '.join(kept['records'])}  ({kept['ident']})")
        click.echo(f"next  {again('bailee departures')}")
    elif records:
        raise InvalidInput("which folder?", hint=FOLDER_MISSING)
    else:
        there = client.list_confidential()["items"]
        show_confidential([(each["ident"], each["label"], each["records"], each["by"]) for each in there], as_json)


# how sure findings are at most


def rules(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.triage import show_rules
    from bailee.store.rows.judgement_rules import JudgementRule

    found = [
        JudgementRule(
            each["ident"], each["detector"], each["store"], each["cue"], each["at_most"], each["reason"], each["by"], when(each["at"])
        )
        for each in client.list_finding_rules()["items"]
    ]  # fmt: skip
    show_rules(found, as_json)


def rule_add(client: Client, *, detector: str, store: str, cue: str, at_most: Any, reason: str, home: object) -> None:
    from bailee.cli.triage import check_detector

    check_detector(detector)
    made = client.make_finding_rule(
        {"detector": detector, "store": store, "cue": cue, "at_most": at_most, "reason": reason}
    )
    click.echo(f"the rule stands: {made['ident']}")


def rule_end(client: Client, *, ident: str, home: object) -> None:
    client.end_finding_rule(ident)
    click.echo(f"ended: {ident}")


# who opened the gate


def overrides(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.gate import show_overrides
    from bailee.store.rows.gates import GateOverride

    as_it_is_now()
    found = [
        GateOverride(
            each["ident"], each["sort"], each["name"], each["reason"], day(each["until"]), each["by"], at(each["known_from"])
        )
        for each in client.list_overrides()["items"]
    ]  # fmt: skip
    show_overrides(found, names(client), as_json)


# lists of known values, contracts


def known_values_forget(client: Client, *, name: str, home: object) -> None:
    from bailee.cli.known_values import said_forgotten

    client.forget_known_values(name)
    said_forgotten(name)


def contract_remove(client: Client, *, ident: str, home: object) -> None:
    client.remove_contract(ident)
    click.echo(f"removed: {ident}")


# consent


def consent_check(
    client: Client, *, kind: str | None, places: tuple[str, ...], person: str | None, purpose: str | None, calls: bool, as_json: bool,
    home: object,
) -> None:  # fmt: skip
    from bailee.cli.consent import WHICH, show_checked

    as_it_is_now()
    if calls:
        _calls(client, [each for each in (kind, *places) if each], bool(person or purpose), as_json)
    if kind is None or places or not person or not purpose:
        raise InvalidInput("say which form, who, and to what", hint=WHICH)
    told = client.check_consent(form=kind, person=person, purpose=purpose)
    show_checked(told["given"], told["state"], told["why"], told["record"], told["sha256"], day(told["until"]), as_json)
    sys.exit(0 if told["given"] else 1)


def _calls(client: Client, places: list[str], names_more: bool, as_json: bool) -> None:
    """It ends the command: what it finds is the exit code."""
    from bailee.cli.consent import calls_shape, show_calls
    from bailee.cli.output import write_json
    from bailee.consents.calls import At, Calls, Needs

    if names_more:
        raise InvalidInput("--calls asks for places alone", hint="such as --calls US-CA US-NY")
    told = client.check_calls(places=",".join(places))
    found = tuple(
        At(
            each["place"], each["name"], Needs(each["needs"]), each["law"] or "", each["citation"] or "", each["says"] or "",
            each["form"] or "", each["confidence"] or "",
        )
        for each in told["places"]
    )  # fmt: skip
    calls = Calls(Needs(told["needs"]), found, tuple(told["do"]), tuple(told["ask_counsel"]))
    if as_json:
        write_json(calls_shape(calls))
    else:
        show_calls(calls)
    sys.exit(1 if told["announce"] else 0)


def consent_withdraw(
    client: Client, *, kind: str, person: str, purposes: tuple[str, ...], how: Any, home: object
) -> None:
    told = client.withdraw_consent({"form": kind, "person": person, "purposes": list(purposes), "how": how})
    click.echo(f"withdrawn: {told['record']}")


def consent_instead(client: Client, *, kind: str, basis: Any, why: str, home: object) -> None:
    from bailee.cli.consent import said_instead

    made = client.rest_on_other_basis(kind, {"basis": basis, "why": why})
    said_instead(kind, made["version"], basis, made["title"])


# a log


def checkpoint(client: Client, *, key: bool, home: object) -> None:
    as_it_is_now()
    if key:
        raise InvalidInput("a server hands out no key alone", hint="the bundle of `bailee evidence export` has it")
    click.echo(client.take_checkpoint(), nl=False)  # signed bytes, whatever the terminal's encoding


def holder_end(client: Client, *, holder: str, home: object) -> None:
    client.end_holder(holder)
    click.echo("No more checkpoints go there.")
