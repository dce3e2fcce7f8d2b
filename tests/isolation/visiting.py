"""Who has no account: a person who came by her link, and the device in the office. Each has a session that is hers alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bailee.store.rows.sittings import Sort
from bailee.store.workspace import Workspace
from isolation.telling import WAITING
from isolation.tenants import Actor, Tenant

_LONG = 86_400  # however long the run takes


@dataclass(frozen=True)
class Visitor:
    """`own`: addresses that open to her."""

    actor: Actor
    own: tuple[str, ...]
    wrong: tuple[tuple[str, dict[str, str]], ...] = ()  # what is seen to be wrong there
    request: str = ""  # that she is asked to sign

    def shut(self, ours: Tenant, theirs: Tenant) -> Iterator[tuple[str, int]]:
        """Addresses that do not open to her, each with the answer: of colleagues, and of the other tenant's."""
        if not self.request:
            yield from (("/e/", 403), ("/kiosk/sign/", 303))
        for tenant in (ours, theirs):
            for request in tenant.owner.sign_requests():
                if request.ident != self.request:
                    status = 404 if self.request else 403
                    yield from ((f"/e/sign/{request.ident}/", status), (f"/e/sign/{request.ident}/copy/", status))
        if self.request:
            yield from (("/kiosk/", 403), ("/kiosk/sign/", 403))


def visitors(tenant: Tenant) -> tuple[Visitor, ...]:
    """One of each, of this tenant's client."""
    from bailee.web.own import arrived
    from bailee.web.signatures import kiosk

    asked = next(each for each in tenant.owner.sign_requests(state="asked") if each.member)
    until = int(time.time()) + _LONG
    hers = Workspace(tenant.owner.home, tenant.client, asked.member)
    person = {
        "organisation": tenant.client,
        "member": asked.member,
        "until": until,
        "sitting": hers.open_sitting(Sort.PERSON, seconds=_LONG),
    }
    device = {
        "sitting": tenant.owner.open_sitting(Sort.DEVICE, seconds=_LONG, witness="W. Itness"),
        "organisation": tenant.client,
        "member": tenant.owner.member,
        "witness": "W. Itness",
        "began": until,
        "seen": until,
    }
    return (
        Visitor(
            Actor("who came by her link", None, session=_session(arrived.SESSION, person)),
            ("/e/", f"/e/sign/{asked.ident}/"),
            ((f"/e/sign/{asked.ident}/", {"act": "sign", "name": ""}),),
            asked.ident,
        ),
        Visitor(
            Actor("the device in the office", None, session=_session(kiosk.SESSION, device)),
            ("/kiosk/",),
            (("/kiosk/", {"number": WAITING, "pin": "000000"}), ("/kiosk/", {"number": "nobody's", "pin": ""})),
        ),
    )


def _session(name: str, told: dict[str, Any]) -> str:
    from django.contrib.sessions.backends.db import SessionStore

    made = SessionStore()
    made[name] = told
    made.save()
    return str(made.session_key)
