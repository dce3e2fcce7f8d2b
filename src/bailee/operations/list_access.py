"""Which person could, and did, open which organisation's data: one list for the page, the command and the spreadsheet.

lines = access_list(provider)           # all clients of a provider, its own people
lines = access_list(client)             # one organisation, everybody who could
rows = [COLUMNS, *map(cells, lines)]    # safe for a spreadsheet
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bailee.permissions import Role
from bailee.store.rows.accesses import Access
from bailee.store.rows.members import Span
from bailee.store.workspace import Workspace

COLUMNS = ("organisation", "ident", "person", "name", "role", "act", "from", "to", "what")
HOW = {
    "added": "was a member",
    "assigned": "was assigned",
    "broke-glass": "broke the glass",
    "role": "got this role",
    "account": "signed in with an own account",
}


@dataclass(frozen=True, slots=True)
class AccessLine:
    """That somebody could open data, from when to when, or did, and of which kind."""

    organisation: str  # ident
    organisation_name: str
    person: str  # ident, at the provider where she comes by one
    name: str
    role: Role
    act: str  # could, did, exported
    since: datetime
    until: datetime | None  # of `could`; None: still
    what: str  # kind of data, or how she came to be able to, and why


def access_list(
    workspace: Workspace, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[AccessLine, ...]:
    """Newest first. Of a provider: its people, at all of its clients; of another organisation: everybody, there.

    NotAllowed without the permission to see who had access.
    """
    if not workspace.is_provider:
        return own_access_list(workspace, since=since, until=until)
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    found = [
        _line(each.client, each.client_name, each.person, names, each.what)
        for each in (*workspace.client_spans(), *workspace.client_accesses(since=since, until=until))
    ]
    return _sorted(found, since, until)


def own_access_list(
    workspace: Workspace, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[AccessLine, ...]:
    """Everybody who could and did open this one organisation's data, newest first; of a provider, its own."""
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    whats: Iterable[Span | Access] = (*workspace.member_spans(), *workspace.accesses(since=since, until=until))
    ours = workspace.organisation_name
    found = [_line(workspace.organisation, ours, each.member, names, each) for each in whats]
    return _sorted(found, since, until)


def _sorted(found: list[AccessLine], since: datetime | None, until: datetime | None) -> tuple[AccessLine, ...]:
    kept = [each for each in found if _in_time(each, since, until)]
    return tuple(sorted(kept, key=lambda line: (line.since, line.organisation, line.person), reverse=True))


def _line(organisation: str, name: str, person: str, names: dict[str, str], what: Span | Access) -> AccessLine:
    whom = (organisation, name, person, names.get(person, ""))
    if isinstance(what, Access):
        return AccessLine(*whom, what.role, "exported" if what.is_export else "did", what.at, None, what.kind)
    how = HOW.get(what.how, what.how) + (f": {what.reason}" if what.reason else "")
    return AccessLine(*whom, what.role, "could", what.since, what.until, how)


def _in_time(line: AccessLine, since: datetime | None, until: datetime | None) -> bool:
    if until is not None and line.since > until:
        return False
    if since is None:
        return True
    return line.since >= since or (line.act == "could" and (line.until is None or line.until > since))


def cells(line: AccessLine, *, for_people: bool = False) -> tuple[str, ...]:
    """A row; for a spreadsheet no cell of it is a formula."""
    if for_people:
        to = "" if line.act != "could" else "still" if line.until is None else f"{line.until:%Y-%m-%d %H:%M}"
        whom = (line.organisation_name, line.name or line.person, line.role.label)
        return (*whom, line.act, f"{line.since:%Y-%m-%d %H:%M}", to, line.what)
    until = "" if line.until is None else line.until.isoformat(timespec="seconds")
    row = (
        line.organisation_name,
        line.organisation,
        line.person,
        line.name,
        line.role.value,
        line.act,
        line.since.isoformat(timespec="seconds"),
        until,
        line.what,
    )
    return tuple(_harmless(cell) for cell in row)


def _harmless(cell: str) -> str:
    """
    >>> _harmless("=HYPERLINK(…)"), _harmless("Dentist")
    ("'=HYPERLINK(…)", 'Dentist')
    """
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def shape(line: AccessLine) -> dict[str, Any]:
    """For programs."""
    return {
        "organisation": line.organisation,
        "organisation_name": line.organisation_name,
        "person": line.person,
        "name": line.name,
        "role": line.role.value,
        "act": line.act,
        "from": line.since.isoformat(timespec="seconds"),
        "to": None if line.until is None else line.until.isoformat(timespec="seconds"),
        "what": line.what,
    }
