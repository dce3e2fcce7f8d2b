"""docs/routes.md on standard output: who may do what at which address, of pages and of the API.

    python update/routes.py > docs/routes.md          # update/docs.py does it

A process of its own, since pages run on Django settings of their own. What is tried against a running server, role by
role, is this same table (benchmarks/isolation.py).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import django
from django.urls import get_resolver

from bailee.api.interface import ROOT
from bailee.api.registry import collected as endpoints
from bailee.permissions import TABLE, Permission, Role, may
from bailee.web.routes import Route, Scope
from bailee.web.routes import collected as routes

SHORT = {
    Role.PROVIDER_OWNER: "PO",
    Role.LEAD: "L",
    Role.TECHNICIAN: "T",
    Role.PROVIDER_AUDITOR: "PA",
    Role.CLIENT_OWNER: "CO",
    Role.PRIVACY_PERSON: "PP",
    Role.CLIENT_AUDITOR: "CA",
    Role.MANAGER: "M",
    Role.EMPLOYEE: "E",
    Role.COUNSEL: "C",
}


def row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def marks(admitted: Iterable[Role]) -> list[str]:
    may_ = set(admitted)
    return ["●" if role in may_ else "" for role in SHORT]


def heads(*first: str) -> list[str]:
    return [row(*first, *SHORT.values()), row(*("---" for _ in first), *(":-:" for _ in SHORT))]


def addresses(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every address that Django answers at, with its name."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        address = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, address)
        else:
            yield address, pattern.name or ""


def of_pages(scope: Scope) -> list[str]:
    lines = heads("address", "method", "permission")
    for route in routes():
        if route.scope is scope:
            for method in route.methods:
                asked = route.permission(method)
                admitted = [role for role in SHORT if route.admits(role, method)]
                lines.append(row(f"`/{route.address}`", method, asked.value if asked else "", *marks(admitted)))
    return lines


def plain(scope: Scope) -> list[str]:
    return [row(f"`/{route.address}`", ", ".join(route.methods)) for route in routes() if route.scope is scope]


def of_sign_in(known: set[str]) -> list[str]:
    return [
        row(f"`/{address.strip('^$')}`")
        for address, _ in addresses()
        if address not in known and not address.startswith(("api/", "^api/"))
    ]


def of_api() -> list[str]:
    lines = heads("address", "method", "permission")
    for each in endpoints():
        admitted = [role for role in SHORT if each.admits(role)]
        asked = each.permission.value if each.permission else each.scope.value
        lines.append(row(f"`{ROOT}{each.address}`", each.method, asked, *marks(admitted)))
    return lines


def of_roles() -> list[str]:
    lines = heads("permission")
    lines += [row(each.value, *marks(role for role in TABLE if may(role, each))) for each in Permission]
    return lines


def page() -> str:
    known = {route.address for route in routes()}
    served = [*_counted(routes()), len(endpoints())]
    lines = [
        "<!-- Made by update/routes.py from src/bailee/web and src/bailee/api; do not edit. -->",
        "",
        "# Who may do what, address by address",
        "",
        f"{served[0]} addresses of pages with {served[1]} methods, and {served[2]} endpoints of the API. A method that is not listed",
        "is refused (405). An organisation that one is no member of is not there (404); a member whose role lacks the permission is",
        "refused (403). HEAD is GET without its body. `make isolation` tries every line of it, role by role, with two organisations:",
        "[isolation.md](isolation.md).",
        "",
        "Roles: " + ", ".join(f"**{short}** {role.label}" for role, short in SHORT.items()) + ".",
        "",
        "## Pages of an organisation",
        "",
        *of_pages(Scope.ORGANISATION),
        "",
        "## Pages over all organisations of whoever is signed in",
        "",
        *of_pages(Scope.DESK),
        "",
        "## Pages for whoever is signed in",
        "",
        row("address", "methods"),
        row("---", "---"),
        *plain(Scope.ACCOUNT),
        "",
        "## Pages for anybody",
        "",
        row("address", "methods"),
        row("---", "---"),
        *plain(Scope.OPEN),
        "",
        "## Sign-in, and files",
        "",
        "They are about one's own account and session, or about none; an account's own rows are all that they can reach.",
        "",
        row("address"),
        row("---"),
        *of_sign_in(known),
        "",
        "## API",
        "",
        "By a session, as listed. A token does less: what it was given, and of roles only those that have `use-api`.",
        "",
        *of_api(),
        "",
        "## Permissions",
        "",
        *of_roles(),
    ]
    return "\n".join(lines) + "\n"


def _counted(found: tuple[Route, ...]) -> tuple[int, int]:
    return len(found), sum(len(route.methods) for route in found)


def set_up() -> None:
    for name in [name for name in os.environ if name.startswith("BAILEE_")]:
        del os.environ[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "bailee.web.django_settings"
    django.setup()


if __name__ == "__main__":
    set_up()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # standard output of a process is a text stream
    sys.stdout.write(page())
