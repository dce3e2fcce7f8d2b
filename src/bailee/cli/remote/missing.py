"""What a server has not got, said as its own machine says it: which thing, by what name, and which command lists them.

>>> said_missing("organisations/acme/tasks/no-such/closing")
('there is no task "no-such"', '`bailee tasks --all` lists them')
>>> said_missing("organisations/acme/webhooks/hook-1/messages/msg%5F1")
('there is no message "msg_1"', '`bailee webhook deliveries hook-1` lists them')
>>> said_missing("organisations/acme/status") is None
True
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

_LONGEST = 60  # letters of what was typed
# Part of an address: what one of it is called, and the command that lists them (`{}`: the part before it).
_THINGS: Mapping[str, tuple[str, str]] = {
    "alerts": ("alert", "bailee alerts"),
    "archives": ("archive", "bailee archive"),
    "binders": ("binder", "bailee evidence --json"),
    "clients": ("client", "bailee clients"),
    "confidential-folders": ("folder that is kept apart", "bailee departures confidential"),
    "consent-forms": ("form of consent", "bailee consent forms"),
    "contracts": ("contract", "bailee contracts"),
    "deliveries": ("delivery", "bailee deliver list"),
    "departures": ("departure", "bailee departures"),
    "desks": ("system that tickets are made in", "bailee ticket list"),
    "channels": ("channel of a chat", "bailee ticket list"),
    "devices": ("device", "bailee devices"),
    "differences": ("difference", "bailee inventory differences --all"),
    "evidence": ("record of the log", "bailee changes --from DATE"),
    "drills": ("drill", "bailee drill --json"),
    "finding-rules": ("rule", "bailee triage rule"),
    "findings": ("finding", "bailee findings --json"),
    "gate-overrides": ("override", "bailee gate overrides"),
    "holders": ("holder", "bailee evidence holders"),
    "holds": ("legal hold", "bailee hold list"),
    "incidents": ("incident", "bailee incident"),
    "instructions": ("instruction", "bailee clients authorise CLIENT"),
    "jobs": ("job", "bailee fleet jobs"),
    "known-values": ("list", "bailee known-values list"),
    "letters": ("letter", "bailee request show {}"),
    "links": ("link", "bailee consent links {}"),
    "members": ("member", "bailee members"),
    "messages": ("message", "bailee webhook deliveries {}"),
    "notice-pages": ("notice of kind", "bailee notice list"),
    "notices": ("notice of kind", "bailee notice list"),
    "obligations": ("rule", "bailee laws"),
    "packets": ("packet", "bailee counsel status"),
    "posters": ("poster", "bailee deliver list"),
    "report-schedules": ("schedule", "bailee report schedule"),
    "reports": ("report", "bailee report list"),
    "requests": ("request", "bailee request list --all"),
    "roster": ("person on the roster", "bailee people roster"),
    "rules": ("rule", "bailee ticket list"),
    "schedules": ("schedule", "bailee schedule list"),
    "sheets": ("sheet", "bailee incident sheets {}"),
    "sign-offs": ("notice of kind", "bailee notice list"),
    "sign-requests": ("request to sign", "bailee sign-off list KIND"),
    "sittings": ("browser in which somebody signs", "bailee sign-off open"),
    "tasks": ("task", "bailee tasks --all"),
    "tokens": ("token", "bailee token list"),
    "versions": ("version", "bailee notice list"),
    "webhooks": ("webhook", "bailee webhook list"),
}


def said_missing(path: str) -> tuple[str, str] | None:
    """What is not at an address of the API, and a hint; None where the address names no thing."""
    parts = [unquote(part) for part in path.split("/")]
    found = [number for number, part in enumerate(parts[:-1]) if part in _THINGS and number]
    if not found:
        return None
    number = found[-1]
    name, lists = _THINGS[parts[number]]
    return f'there is no {name} "{parts[number + 1][:_LONGEST]}"', f"`{lists.format(parts[number - 1])}` lists them"
