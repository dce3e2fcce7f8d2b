"""A request comes by the page: taken in by a door that knows nobody, no more of them than a person could read.

    ask_by_page(home, "harbour-dental-6f3f5b", ["access"], Contact("Pat Doe", "pat@example.org"))

The answer is the same whether or not somebody is known, whether or not it is the second one, and takes the same way through the
code: nobody learns here who is a client.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bailee.data_subject_requests.requests import Contact, state_of
from bailee.errors import InvalidInput
from bailee.operations.receive_request import receive_request
from bailee.permissions import Permission
from bailee.store import request_pages
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace

AN_HOUR = 30  # requests by the page of one organisation
# By the page nobody appeals: an appeal names the answer that it is against, and that is in a letter.
BY_PAGE = ("access", "copy", "correct", "erase", "restrict", "object", "opt-out", "withdraw", "surveillance-records")


class TooMany(InvalidInput):
    """More came within an hour than anybody could read."""


def page_of(home: Path, organisation: str) -> Workspace | None:
    """The door of a page that is open; None where there is none."""
    return request_pages.open_door(home, organisation)


def ask_by_page(door: Workspace, rights: Iterable[str], contact: Contact, *, lives_in: str = "") -> str:
    """The number of the request, which tells nothing. InvalidInput where nothing is asked for or nobody could be answered."""
    if door.asked_by_page_since(now() - timedelta(hours=1)) >= AN_HOUR:
        raise TooMany(
            "too many requests came by this page within an hour", hint="write to the organisation, or try again later"
        )
    day = datetime.now(UTC).astimezone().date()
    chosen = [each for each in rights if each in BY_PAGE]
    return receive_request(door, chosen, contact, "page", received_on=day, on=day, lives_in=lives_in).ident


def ask_on_own_page(workspace: Workspace, rights: Iterable[str], contact: Contact, *, person: str = "") -> str:
    """The same for a member who asks about her own on her own page; `person`: who she is on the roster. That she signed in, or came by
    a link of her own and its code, is noted with it: for more than that she is asked as everybody is."""
    day = datetime.now(UTC).astimezone().date()
    chosen = [each for each in rights if each in BY_PAGE]
    with workspace.transaction(Permission.SIGN_OWN):
        ident = receive_request(workspace, chosen, contact, "own-page", received_on=day, on=day).ident
        acts: dict[str, dict[str, object]] = {"identity-shown": {"method": "signed-in", "seen": ""}}
        if person:
            acts["matched"] = {"person": person, "name": "", "forms": [], "values": [], "brought": []}
        for act, told in acts.items():
            workspace.add_request_act(ident, act, on=day, details=told)
            workspace.record(
                f"request-{act}", ident, {"person": person} if act == "matched" else {"method": "signed-in"}
            )
    return ident


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """A request as whoever made it sees it."""

    ident: str
    rights: tuple[str, ...]
    received_on: date
    state: str


def own_data_requests(workspace: Workspace) -> tuple[OwnRequest, ...]:
    """Those that this member made on her own page, the latest first."""
    made = workspace.own_data_requests()
    acts = workspace.request_acts([each.ident for each in made]) if made else {}
    return tuple(
        OwnRequest(
            each.ident,
            tuple(right.value for right in each.rights),
            each.received_on,
            state_of(acts.get(each.ident, ())).value,
        )
        for each in reversed(made)
    )
