"""What the sample company asks its people for: their photograph. Some agree, some do not, one takes it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import cycle
from typing import Any

from bailee.consents.records import Act, Purpose
from bailee.operations.ask_consent import make_form, note_consent, withdraw
from bailee.operations.link_consent import list_links, revoke_link, send_page
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

FORM = "staff-photos"
_PURPOSES = (
    Purpose(
        "web-site", "Your photograph and name on our web site", recipients="whoever visits it", kept="until you leave"
    ),
    Purpose("badge", "Your photograph on the board in the hall", recipients="whoever comes in", kept="until you leave"),
)
_SAID = (
    {"web-site": Act.GIVEN, "badge": Act.GIVEN},
    {"web-site": Act.REFUSED, "badge": Act.GIVEN},
    {"web-site": Act.GIVEN},
)
_PEOPLE = 12


def ask_for_photographs(workspace: Workspace, said: Mapping[str, Any], *, on: date) -> None:
    """A form, what the first of the roster said to it on paper, and pages of their own for two of them."""
    form, _ = make_form(
        workspace,
        FORM,
        "Photographs of staff",
        _PURPOSES,
        SubjectCategory.EMPLOYEE,
        intro="You may say no to each, and take it back at any time. Nothing follows from it.",
        days=730,
    )
    people = [person["ident"] for person in said["roster"]][:_PEOPLE]
    for person, acts in zip(people, cycle(_SAID), strict=False):
        note_consent(workspace, person, form, acts, how="paper", on=on)
    withdraw(workspace, people[0], FORM, ["web-site"], how="e-mail", on=on)
    for person in people[:2]:  # a page of their own; the second one's was lost with a phone
        send_page(workspace, person, FORM, address="", server=None)
    revoke_link(workspace, list_links(workspace, FORM)[0].ident)
