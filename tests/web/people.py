"""People who are signed in: their accounts and sessions, made as the sign-in pages leave them.

    cookies = signed_in(home, [("alices-shop-1a2b", "alice"), ("alices-shop-1a2b", "bob")])
    server.get("/o/alices-shop-1a2b/", Cookie=cookies["bob"])

The pages run on Django settings of their own, so the rows are made by a process of its own (`make`). Tests of
signing in itself walk through the pages instead.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import warm

AGENT = "bailee tests"


def reading_addresses(home: Path) -> list[tuple[str, str]]:
    """(scope, address) of every page that can be read and whose address asks for nothing but an organisation."""
    found: list[list[str]] = _made(home, {"addresses": True})
    return [(scope, address) for scope, address in found]


def signed_in(
    home: Path, members: Sequence[tuple[str, str]], *, agent: str = AGENT, just_proven: bool = False
) -> dict[str, str]:
    """A Cookie header for each member, by the member's ident. One ident in many organisations is one account.

    `agent`: the browser's User-Agent; a session counts in the browser that it was begun in. `just_proven`: they proved
    who they are a moment ago, so that dangerous acts do not ask again.
    """
    made: dict[str, str] = _made(home, {"members": list(members), "agent": agent, "proven": just_proven})
    return made


def in_pages(home: Path, given: str, program: tuple[str, str] = ("web.people", "do")) -> str:
    """What a function of a module prints that reads `given`, or a script of Python's, where Django is configured for pages."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BAILEE_", "DJANGO_"))}
    environment |= {"BAILEE_SERVE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "bailee.web.django_settings"}
    done = warm.run(environment=environment, given=given, program=program, kind="pages")
    assert done.returncode == 0, done.stderr
    return done.stdout


def _made(home: Path, said: dict[str, object]) -> Any:
    return json.loads(in_pages(home, json.dumps(said), ("web.people", "make")))


def do() -> None:
    from bailee.store import database

    database.serve(Path(os.environ["BAILEE_SERVE_HOME"]))
    exec(sys.stdin.read(), {})  # noqa: S102 - a test's own words


def make() -> None:
    from bailee.store import database

    home = Path(os.environ["BAILEE_SERVE_HOME"])
    said = json.load(sys.stdin)
    database.serve(home)
    if said.get("addresses"):
        from bailee.web.routes import Scope, collected

        routes = [each for each in collected() if "GET" in each.methods and "<" not in each.path]
        shown = [each for each in routes if each.scope is not Scope.OPEN and not each.path.endswith("part/")]
        json.dump([(each.scope.value, each.address) for each in shown], sys.stdout)
        return
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory

    from bailee.store.tenancy import link_account
    from bailee.web.accounts import sessions
    from bailee.web.accounts.models import Account

    cookies = {}
    request = RequestFactory().get("/", headers={"user-agent": said["agent"]})
    for organisation, member in said["members"]:
        email = f"{member}@example.org"
        account = Account.objects.filter(email=email).first() or Account.objects.add(email, member.capitalize(), None)
        link_account(home, organisation, member, account.ident)
        if member not in cookies:
            request.session = SessionStore()
            sessions.begin(request)
            request.session[sessions.STRONG_ENOUGH] = True
            request.session["_auth_user_id"] = str(account.pk)
            request.session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
            request.session["_auth_user_hash"] = account.get_session_auth_hash()
            if said.get("proven"):
                request.session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
                request.session["account_authentication_methods_user"] = str(account.pk)
            request.session.save()
            cookies[member] = f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"
    json.dump(cookies, sys.stdout)
