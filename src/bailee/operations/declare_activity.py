"""Declare what no scan can see: what data is for, who gets it, how the organisation is built. Appended, never overwritten.

>>> parse_fact("employees_by_state=US-NY:40,US-CT:3")
('employees_by_state', {'US-NY': 40, 'US-CT': 3})
>>> parse_fact("has_cctv=yes")
('has_cctv', True)
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bailee.errors import InvalidInput
from bailee.inventory import ProcessingActivity
from bailee.inventory.activities import SAFEGUARDS
from bailee.obligations.facts import declared, definitions
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES


def declare_activity(workspace: Workspace, activity: ProcessingActivity) -> None:
    """Declare a processing activity; one of the same name is replaced from today on, and stays known for the days before.

    A draft of that name is settled by it.
    """
    check_activity(activity)
    with workspace.transaction():
        workspace.declare(activity)
        if any(draft.activity.name == activity.name for draft in workspace.drafts()):
            workspace.save_drafts([activity], "accepted", settled=True)
        workspace.record(
            "activity-declared",
            _ident(workspace, activity.name),
            {
                "categories": list(activity.categories),
                "subjects": [subject.value for subject in activity.subjects],
                "purposes": len(activity.purposes),
            },
        )


def check_activity(activity: ProcessingActivity, *, drafts: bool = False) -> None:
    """InvalidInput where it does not say enough to be one, or says what is in no table. `drafts`: a purpose may be missing."""
    if not activity.name.strip():
        raise InvalidInput("an activity needs a name")
    if not activity.purposes and not drafts:
        raise InvalidInput("an activity needs a purpose", hint='such as --purpose "paying staff"')
    if not activity.categories:
        raise InvalidInput("an activity needs a category of data", hint="such as --category payroll")
    check_categories(activity.categories)
    for transfer in activity.transfers:
        if not (len(transfer.country) == 2 and transfer.country.isalpha() and transfer.country.isupper()):
            raise InvalidInput(f'"{transfer.country}" is no code of a country', hint="two letters, such as IN or US")
        if transfer.safeguard and transfer.safeguard not in SAFEGUARDS:
            raise InvalidInput(f'there is no safeguard "{transfer.safeguard}"', hint="one of: " + ", ".join(SAFEGUARDS))
    least, most = activity.period.at_least, activity.period.at_most
    if least and most and least.days > most.days:
        raise InvalidInput(f"nothing can be kept at least {least} and at most {most}", hint="one of them is wrong")


def withdraw_activity(workspace: Workspace, name: str) -> None:
    """Say that an activity is no more."""
    activity = next((each for each in workspace.activities() if each.name == name), None)
    if activity is None:
        raise InvalidInput(f'there is no activity "{name}"', hint="bailee declare list shows them")
    with workspace.transaction():
        workspace.declare(activity, withdrawn=True)
        workspace.record("activity-withdrawn", _ident(workspace, name), {})


def declare_organisation(workspace: Workspace, *, name: str | None = None, facts: Mapping[str, Any]) -> None:
    """Name the organisation, and state facts about it. InvalidInput names a fact that there is not, or a wrong value."""
    declared({fact: value for fact, value in facts.items() if value is not None})
    for fact in facts:
        if fact not in definitions():
            declared({fact: None})  # says so, with the nearest name
    with workspace.transaction():
        if name is not None:
            workspace.rename_organisation(name)
            workspace.record("organisation-renamed", workspace.organisation, {})
        for fact, value in facts.items():
            workspace.set_fact(fact, value)
        if facts:
            workspace.record("facts-declared", workspace.organisation, {"facts": sorted(facts)})


def parse_fact(text: str) -> tuple[str, Any]:
    """`fact=value` as typed: yes and no, numbers, dates, lists with commas, counts as PLACE:N. `unknown` takes it back."""
    name, separator, value = text.partition("=")
    name, value = name.strip(), value.strip()
    if not separator or not name or not value:
        raise InvalidInput(f'"{text}" says no fact', hint="write fact=value, such as has_cctv=yes")
    definition = definitions().get(name)
    if definition is None:
        near = difflib.get_close_matches(name, definitions(), n=1)
        raise InvalidInput(
            f'there is no fact "{name}"',
            hint=(f"did you mean {near[0]}? " if near else "") + "docs/facts.md lists them all",
        )
    if value.casefold() == "unknown":
        return name, None
    try:
        return name, _value(definition.type, value)
    except ValueError:
        raise InvalidInput(f'"{value}" is no value for {name}', hint=definition.question) from None


def _value(sort: str, text: str) -> Any:
    match sort:
        case "bool":
            words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
            if text.casefold() not in words:
                raise ValueError
            return words[text.casefold()]
        case "int":
            return int(text.replace(",", ""))
        case "percent":
            return float(text.removesuffix("%"))
        case "date":
            return date.fromisoformat(text)
        case "counts":
            if text.startswith("{"):
                return json.loads(text)
            pairs = (part.replace("=", ":").partition(":") for part in text.split(","))
            return {place.strip(): int(number) for place, _, number in pairs}
        case "places" | "countries":
            return json.loads(text) if text.startswith("[") else [part.strip() for part in text.split(",")]
        case _:
            return text


def check_categories(categories: Iterable[str]) -> None:
    """InvalidInput for a category that is in no table, with the nearest one."""
    for category in categories:
        if category not in DATA_CATEGORIES:
            near = difflib.get_close_matches(category, DATA_CATEGORIES, n=1)
            raise InvalidInput(
                f'there is no category of data "{category}"',
                hint=f"did you mean {near[0]}?" if near else "one of: " + ", ".join(DATA_CATEGORIES),
            )


def _ident(workspace: Workspace, name: str) -> str:
    return f"activity-{workspace.fingerprint('activity', name)[:12]}"
