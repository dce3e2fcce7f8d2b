"""`bailee request show` and `add`: one request as programs read it, and as a person does; from the own store or a server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.options import again
from bailee.cli.output import write_json
from bailee.counting import count
from bailee.data_subject_requests.requests import ACTS, CHANNELS, Contact, State
from bailee.data_subject_requests.rights import Right
from bailee.dates import with_weekday

if TYPE_CHECKING:
    from bailee.operations.show_requests import OneRequest


@dataclass(frozen=True, slots=True)
class Shown:
    """One request. `told`: as `--json` has it; the rest is said to a person alone."""

    told: Mapping[str, Any] = field(repr=False)
    contact: Contact
    is_matched: bool  # somebody said who they are here
    files: int | None
    acts: tuple[str, ...] = field(repr=False)  # in words

    @property
    def state(self) -> State:
        return State(self.told["state"])


def shown(one: OneRequest) -> Shown:
    acts = tuple(words(each.act, each.details) for each in one.acts)
    files = len(one.found.files) if one.found else None
    return Shown(_shape(one), one.request.contact, one.subject is not None, files, acts)


def words(act: str, details: Mapping[str, Any]) -> str:
    more = next(filter(None, (details.get(name) for name in ("method", "store", "who", "what"))), "")
    return str(ACTS.get(act, act)) + (f": {more}" if more else "")


def show_taken_in(made: Shown, as_json: bool) -> None:
    """One that has just come."""
    told = made.told
    if as_json:
        write_json(told)
        return
    click.echo(told["ident"])
    _deadlines(told["deadlines"])
    if not told["laws"]:
        click.echo("No law that is known here names a day for this. Ask counsel, or name one with --law.")
    for name in told["ask_counsel"]:
        click.echo(f"A law may apply here: {name}; not verified, ask counsel.")
    if told["alike"]:
        click.echo(f"! from the same address or phone: {', '.join(told['alike'])}. If it is the same, join them.")
    click.echo("\nnext  " + again(f"bailee request confirm {told['ident']}"))
    click.echo("      " + again(f"bailee request match {told['ident']} PERSON"))


def show_one(one: Shown, as_json: bool) -> None:
    told = one.told
    if as_json:
        write_json(told)
        return
    ident, who, lacks = told["ident"], one.contact, told["identity"]["lacks"]
    click.echo(f"{ident}  {one.state.label}: {', '.join(Right(right).label for right in told['rights'])}")
    received = date.fromisoformat(told["received_on"])
    click.echo(
        f"from  {who.name or 'not named'}, {who.email or who.phone or who.address}, {CHANNELS[told['how']]}, {received:%d %b %Y}"
    )
    if who.for_whom:
        click.echo(f"for   {who.for_whom}")
    _deadlines(told["deadlines"])
    for name in told["ask_counsel"]:
        click.echo(f"  A law may apply here: {name}; not verified, ask counsel.")
    click.echo(f"who   {lacks or 'shown, as far as this takes'}")
    if not one.is_matched:
        click.echo("here  nobody said yet who they are here")
    elif told["findings"] is not None:
        click.echo(
            f"here  {count(told['findings'], 'finding')} in {count(one.files or 0, 'file')}; {told['unsure']} more may be another’s"
        )
    for todo in told["todo"]:
        mark = (
            "done"
            if todo["done"]
            else "left out"
            if todo["left_out"]
            else "kept by a hold"
            if todo["holds"]
            else "to do"
        )
        click.echo(f"  {mark:15}{todo['store']}: {Right(todo['right']).todo}")
    for each in told["processors"]:
        click.echo(f"  {'told' if each['told'] else 'to tell':15}{each['name']}")
    if told["alike"]:
        click.echo(f"! from the same address or phone: {', '.join(told['alike'])}")
    for act, said in zip(told["acts"], one.acts, strict=True):
        click.echo(f"  {date.fromisoformat(act['on']):%d %b %Y}  {said}")
    if one.state.is_open and not one.is_matched:
        click.echo("\nnext  " + again(f"bailee request match {ident} PERSON"))
    elif one.state.is_open and lacks:
        click.echo("\nnext  " + again(f"bailee request identify {ident} --how METHOD"))


def show_match(one: Shown) -> None:
    """What is theirs, now that somebody said who they are."""
    from bailee.counting import are

    findings, unsure = one.told["findings"], one.told["unsure"]
    if findings is not None:
        click.echo(f"{count(findings, 'finding')} in {count(one.files or 0, 'file')} {are(findings)} theirs.")
        if unsure:
            click.echo(f"{count(unsure, 'more place')} with the name may be another’s, and {are(unsure)} left out.")
    click.echo("\nnext  " + again(f"bailee request show {one.told['ident']}"))


def show_identified(method: str, lacks: str | None) -> None:
    from bailee.data_subject_requests.identity import METHODS

    click.echo(
        f"Noted: {METHODS[method].label}." + (f" It does not suffice yet: {lacks}." if lacks else " That suffices.")
    )


def _deadlines(found: list[Mapping[str, Any]]) -> None:
    for each in found:
        what = "confirm" if each["what"] == "confirm" else "answer"
        if each["on"] is None:
            click.echo(f"  {what}: {each['why']} ({each['law']}: {each['citation']})")
            continue
        on, by = date.fromisoformat(each["on"]), each["act_by"]
        act_by = f", act by {(day := date.fromisoformat(by)):%a} {day.day} {day:%b}" if by and by != each["on"] else ""
        click.echo(f"  {what} by {with_weekday(on)}{act_by}: {each['why']} ({each['citation']})")


def _shape(one: OneRequest) -> dict[str, Any]:
    """One request as programs read it; who asks is in it, values are not."""
    return {
        "ident": one.request.ident,
        "state": one.state.value,
        "rights": [right.value for right in one.request.rights],
        "laws": list(one.request.laws),
        "how": one.request.channel,
        "received_on": one.request.received_on.isoformat(),
        "name": one.request.contact.name or None,
        "for": one.request.contact.for_whom or None,
        "deadlines": [
            {
                "what": each.what,
                "on": each.on.isoformat() if each.on else None,
                "act_by": each.act_by.isoformat() if each.act_by else None,
                "law": each.law,
                "citation": each.citation,
                "why": each.why,
            }
            for each in one.deadlines
        ],
        "ask_counsel": [law.name for law in one.ask_counsel],
        "extend_until": one.extend_until.isoformat() if one.extend_until else None,
        "identity": {"needs": one.needs.name.lower(), "lacks": one.identity_lacks or None},
        "person": one.subject.person or None if one.subject else None,
        "findings": len(one.found.findings) if one.found else None,
        "unsure": one.found.unsure if one.found else None,
        "todo": [
            {
                "store": each.store,
                "right": each.right.value,
                "categories": list(each.categories),
                "files": each.files,
                "holds": list(each.by_hold),
                "done": each.done is not None,
                "left_out": each.excepted or None,
            }
            for each in one.todo
        ],
        "processors": [{"name": name, "told": told is not None} for name, told in one.processors],
        "alike": list(one.alike),
        "joined": [each.ident for each in one.joined],
        "acts": [{"act": each.act, "on": each.on.isoformat(), "by": each.by} for each in one.acts],
    }
