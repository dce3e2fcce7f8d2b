"""What stands around a page: filled from who asks, in which organisation, with which role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from bailee import __version__
from bailee.catalogues import ENGLISH, Words
from bailee.permissions import Permission, may
from bailee.store.tenancy import Membership
from bailee.web import words
from bailee.web.layout import (
    KEYS_COOKIE,
    THEME_COOKIE,
    Banner,
    Flash,
    Layout,
    Place,
    SectionLink,
    Who,
    keys_of,
    theme_of,
)
from bailee.web.own.wording import wording
from bailee.web.routes import Scope, Section, collected, sections
from bailee.web.visits import Visit, visit_of

_SWITCHER = 12  # organisations that the switcher names; the rest is on the page of all clients


def frame_of(request: HttpRequest, language: str = ENGLISH) -> Layout:
    """The frame of one answer, in the language of its page. Before anybody signed in, and where the door was not reached, it is
    nearly bare."""
    say = wording(language)
    visit = visit_of(request)
    user: Any = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    bare = Layout(
        theme=theme_of(request.COOKIES.get(THEME_COOKIE)),
        theme_url=address("theme"),
        path=request.get_full_path(),
        flashes=_flashes(request, say),
        language=say.language,
        version=__version__,
    )
    if visit is None or not signed_in:
        return bare
    here = visit.membership
    return Layout(
        organisation=Place(here.name, address("client", here.organisation)) if here else None,
        provider=_provider(visit, say),
        others=_others(visit, here, say),
        sections=_sections(visit, say),
        current=_current(visit),
        alerts=alerts_of(visit),
        alerts_url=_alerts_address(visit),
        search_url=address("search", here.organisation) if here and visit.may(Permission.SEE_FINDINGS) else "",
        searched=request.GET.get("q", "")[:200] if visit.route.name == "search" else "",
        account=Who(
            user.name or user.email,
            say(f"role.{here.role.value}") if here else "",
            address("mfa_index"),
            address("account_logout"),
            address("own", here.organisation) if here and visit.may(Permission.SEE_OWN) else "",
        ),
        theme=bare.theme,
        theme_url=bare.theme_url,
        path=bare.path,
        banners=_past(request, visit, say) + _banners(here, say),
        as_of=_day(visit.on, say) if visit.on else say("frame.now"),
        as_of_url=address("as-of", here.organisation) if here and visit.may(Permission.SEE_TABLE) else "",
        is_past=visit.on is not None,
        flashes=bare.flashes,
        language=bare.language,
        help_url="#help",
        keys=keys_of(request.COOKIES.get(KEYS_COOKIE)),
        version=__version__,
    )


def address(name: str, *arguments: object) -> str:
    """Where a page is; empty where there is no such page. Those that name an organisation and nothing else are put together once:
    each page leads to some forty of them."""
    if len(arguments) == 1 and name in _of_an_organisation():
        return _put_together_once(name, str(arguments[0]))
    return _put_together(name, *arguments)


@cache
def _of_an_organisation() -> frozenset[str]:
    return frozenset(each.name for each in collected() if each.scope is Scope.ORGANISATION and "<" not in each.path)


def _put_together(name: str, *arguments: object) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


_put_together_once = lru_cache(maxsize=20_000)(_put_together)


def here(request: HttpRequest, name: str, *arguments: object) -> str:
    """Where a page is, as of the day that this one is read as of."""
    return as_asked(address(name, *arguments), visit_of(request), name)


def alerts_of(visit: Visit) -> int | None:
    """How many alerts wait here; None for who sees none."""
    if visit.workspace is None or not visit.may(Permission.SEE_ALERTS):
        return None
    return visit.workspace.waiting_alerts()


def _alerts_address(visit: Visit) -> str:
    if visit.membership is not None:
        return address("alerts", visit.membership.organisation) if visit.may(Permission.SEE_ALERTS) else ""
    return ""


def _provider(visit: Visit, say: Words) -> Place | None:
    """The way to all clients: of a provider's people from the first day on, when none is there yet; of others who have many."""
    own = next((each for each in visit.memberships if each.is_provider), None)
    if own is None and (len(visit.memberships) < 2 or not any(each.through for each in visit.memberships)):
        return None
    if own is not None and len(visit.memberships) < 2 and not may(own.role, Permission.SEE_CLIENTS):
        return None
    at_home = own is None or (visit.membership is not None and visit.membership.organisation == own.organisation)
    return Place(say("frame.all_clients") if own is None or at_home else own.name, address("clients"))


def _others(visit: Visit, here: Membership | None, say: Words) -> tuple[Place, ...]:
    if here is None:
        return ()
    others = [each for each in visit.memberships if each.organisation != here.organisation]
    named = [Place(each.name, address("client", each.organisation)) for each in others[:_SWITCHER]]
    if len(others) > _SWITCHER:
        named.append(Place(say("frame.all_of", count=len(visit.memberships)), address("clients")))
    return tuple(named)


def _sections(visit: Visit, say: Words) -> tuple[SectionLink, ...]:
    scope = Scope.ORGANISATION if visit.membership else Scope.DESK
    arguments = (visit.membership.organisation,) if visit.membership else ()
    parts: dict[str, list[SectionLink]] = {}
    for each in sections(scope):
        part = parts.setdefault(each.under or each.name, [])
        if visit.may(each.permission):
            link = SectionLink(each.name, _label(each, say), as_asked(address(each.name, *arguments), visit, each.name))
            part.insert(len(part) if each.under else 0, link)
    shown = [part for part in parts.values() if part]
    return tuple(replace(first, within=(first, *rest) if rest else ()) for first, *rest in shown)


def _label(section: Section, say: Words) -> str:
    return section.label if say.language == ENGLISH else say(f"section.{section.name}")


def _day(day: date, say: Words) -> str:
    return words.day(day, year=True) if say.language == ENGLISH else say.day(day)


def as_asked(url: str, visit: Visit | None, name: str) -> str:
    """The address of a page as of the day that this one is read as of, where that page shows the past."""
    if visit is None or visit.on is None or not any(route.name == name and route.past for route in collected()):
        return url
    asked = {"on": visit.on.isoformat()} | ({"known": visit.known.isoformat()} if visit.known else {})
    return f"{url}?{urlencode(asked)}"


def _past(request: HttpRequest, visit: Visit, say: Words) -> tuple[Banner, ...]:
    if visit.on is None:
        return ()
    query = request.GET.copy()
    query.pop("on", None)
    query.pop("known", None)
    back = Place(say("frame.past_back"), f"{request.path}?{query.urlencode()}" if query else request.path)
    if visit.route.past:  # pages that are in English alone
        day = words.day(visit.on, year=True)
        told = visit.said.partition(". ")[2] if visit.said else ""
        known = (
            f"As it was known on {words.day(visit.known, year=True)}."
            if visit.known
            else "What was known at the end of that day."
        )
        said = " ".join(part for part in (known, told, "Nothing can be changed here.") if part)
        return (Banner("past", f"As of {day}.", said, back),)
    return (Banner("past", say("frame.past_title"), say("frame.past_says", day=_day(visit.on, say)), back),)


def _current(visit: Visit) -> str:
    """The section that a page belongs to: the one whose address begins with the same word, or that names it as its own."""
    begins = {route.name: route.path.partition("/")[0] for route in collected()}
    word = begins.get(visit.route.name, "")
    found = sections(visit.route.scope)
    return next((each.name for each in found if begins.get(each.name) == word or word in each.also), "")


def _banners(here: Membership | None, say: Words) -> tuple[Banner, ...]:
    if here is None or here.until is None or not here.through:
        return ()
    said = say("frame.glass_says", at=say.moment(here.until.astimezone()))
    return (Banner("glass", say("frame.glass_title"), said),)


def _flashes(request: HttpRequest, say: Words) -> tuple[Flash, ...]:
    """What the last act said. `extra_tags` of a message is the address that undoes it."""
    kinds = {"error": "problem", "warning": "problem", "success": "done"}
    found = []
    for message in get_messages(request) if hasattr(request, "_messages") else ():
        undo = Place(say("frame.undo"), message.extra_tags) if message.extra_tags.startswith("/") else None
        found.append(Flash(str(message), kinds.get(message.level_tag, "note"), undo))  # type: ignore[arg-type]
    return tuple(found)
