"""Routes: a page exists when its folder has a `routes.py`, and says there who may ask for it and who may act on it.

    ROUTES = (
        Route("findings/", "findings", views.listing, get=Permission.SEE_FINDINGS, post=Permission.DECIDE_FINDINGS),
    )
    SECTIONS = (Section("findings", "Findings", Permission.SEE_FINDINGS, order=20),)

`collected` finds them all; `docs/routes.md` is written from it, and the test of who sees what walks over it. A route without
a permission for a method refuses the method, so what nobody thought about is shut.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any

from django.http import HttpResponseBase

from bailee.permissions import Permission, Role, may

View = Callable[..., HttpResponseBase]


class Scope(StrEnum):
    """What a page is about, and so what its view is given after the request."""

    ORGANISATION = "organisation"  # under /o/<organisation>/: a Workspace
    DESK = "desk"  # all organisations that the account belongs to: a Desk
    ACCOUNT = "account"  # whoever is signed in: nothing
    OPEN = "open"  # anybody: nothing


@dataclass(frozen=True, slots=True)
class Route:
    """One address. `get` and `post` are the permissions that reading and acting ask for; None refuses the method.

    In the scope ACCOUNT and OPEN there is no organisation to hold a role in: there `reads` and `acts` say whether the
    method is served. `dangerous` acts ask for the second factor again where it was given long ago. `export` leaves a
    line in the list of who opened what each time, other pages once an hour. `past`: with `?on=2026-03-03` it shows what
    was known at the end of that day (`visits.day_asked`); the others say that they do not.
    """

    path: str
    name: str
    view: View
    get: Permission | None = None
    post: Permission | None = None
    scope: Scope = Scope.ORGANISATION
    reads: bool = True
    acts: bool = False
    dangerous: bool = False
    export: bool = False
    past: bool = False

    @property
    def address(self) -> str:
        """The pattern from the root, as Django writes it."""
        return f"o/<slug:organisation>/{self.path}" if self.scope is Scope.ORGANISATION else self.path

    @property
    def methods(self) -> tuple[str, ...]:
        """Methods that somebody may use here."""
        if self.scope in (Scope.ORGANISATION, Scope.DESK):
            served = (("GET", self.get is not None), ("POST", self.post is not None))
        else:
            served = (("GET", self.reads), ("POST", self.acts))
        return tuple(method for method, is_served in served if is_served)

    def permission(self, method: str) -> Permission | None:
        """What the method asks for; None where it is refused, or where no role is asked."""
        return self.post if method == "POST" else self.get

    def admits(self, role: Role, method: str) -> bool:
        """Whether a role may use the method here: what `docs/routes.md` shows."""
        if method not in self.methods:
            return False
        asked = self.permission(method)
        return asked is None or may(role, asked)


@dataclass(frozen=True, slots=True)
class Section:
    """A word of the second row of the bar. `name` is the route that it opens.

    `under` is the name of another section: this one then stands in a row below it, shown where one is in that part. Whoever
    owns a client has thirteen words: one line from 1,020 px on, and nothing that is done daily is two clicks away.
    """

    name: str
    label: str
    permission: Permission
    order: int
    scope: Scope = Scope.ORGANISATION
    under: str = ""
    also: tuple[str, ...] = ()  # first words of further addresses that belong to it


@cache
def _modules() -> tuple[Any, ...]:
    import bailee.web

    found = []
    for module in pkgutil.iter_modules(bailee.web.__path__):
        if module.ispkg:
            inside = import_module(f"bailee.web.{module.name}")
            if any(each.name == "routes" for each in pkgutil.iter_modules(inside.__path__)):
                found.append(import_module(f"bailee.web.{module.name}.routes"))
    return tuple(found)


@cache
def collected() -> tuple[Route, ...]:
    """All routes, by address."""
    found = [route for module in _modules() for route in module.ROUTES]
    # a word before a parameter that would take it: alerts/all/seen/ before alerts/<ident>/seen/
    return tuple(sorted(found, key=lambda route: (route.scope.value, route.address.replace("<", "\x7f"))))


@cache
def sections(scope: Scope = Scope.ORGANISATION) -> tuple[Section, ...]:
    """The words of the second row, in order."""
    found = [section for module in _modules() for section in getattr(module, "SECTIONS", ())]
    return tuple(sorted((each for each in found if each.scope is scope), key=lambda each: each.order))
