"""What a page shows around its content: the bar, the sections, the banners, what was said after an act.

>>> layout = Layout(organisation=Place("Harbour Dental", "/o/harbour-dental/"), theme="dark")
>>> layout.sections, layout.data_theme
((), 'dark')

`answers.page` fills one for each request; `templates/base.html` reads it, and nothing else that is not in a page's blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

THEME_COOKIE = "bailee_theme"
KEYS_COOKIE = "bailee_keys"
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Place:
    """A name that leads somewhere. Without an address it is text."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A word of the second row, shown only to who may see it. `count` stands beside it, also where it is 0."""

    name: str  # as in `Layout.current`
    label: str
    url: str
    count: int | None = None
    within: tuple[SectionLink, ...] = ()  # the pages of that part, this one first

    def holds(self, name: str) -> bool:
        """Whether a section is this one or within it."""
        return name == self.name or any(each.name == name for each in self.within)


@dataclass(frozen=True, slots=True)
class Who:
    """Who is signed in, and as what here."""

    name: str
    role: str = ""
    url: str = ""  # their own page: sign-in, sessions, keys
    sign_out_url: str = ""  # takes a POST
    own_url: str = ""  # what an organisation tells them and asks of them


@dataclass(frozen=True, slots=True)
class Banner:
    """What a reader must know before anything else on the page.

    `past`: seen as of another day, dashed, acts are gone. `glass`: opened without being assigned, with a reason. `demo`:
    nothing here is real. `warning`: amber.
    """

    kind: Literal["past", "glass", "demo", "warning"]
    title: str  # a sentence with its full stop
    text: str = ""
    link: Place | None = None
    act: Place | None = None  # its address takes a POST


@dataclass(frozen=True, slots=True)
class Flash:
    """What the last act did. A problem is announced at once, the others when the reader has finished a sentence."""

    text: str
    kind: Literal["done", "note", "problem"] = "done"
    undo: Place | None = None  # its address takes a POST


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that base.html reads."""

    organisation: Place | None = None
    provider: Place | None = None  # the way back to all clients
    others: tuple[Place, ...] = ()  # where else one may go: the switcher
    sections: tuple[SectionLink, ...] = ()
    current: str = ""  # name of the section that this page belongs to
    alerts: int | None = None  # None where the role sees none
    alerts_url: str = ""
    search_url: str = ""  # "" where there is nothing to search
    searched: str = ""  # what was searched for last, shown in the field
    as_of: str = "now"
    as_of_url: str = ""  # page that asks for another day; "" where the past is not shown
    account: Who | None = None
    theme: str = "auto"
    theme_url: str = ""  # takes a POST of theme= and next=
    path: str = ""  # address of this page with its query: sorting, filters and the theme come back to it
    banners: tuple[Banner, ...] = ()
    flashes: tuple[Flash, ...] = ()
    help_url: str = ""
    keys: bool = True  # single keys act; a reader can switch them off
    language: str = "en"
    version: str = ""
    home_url: str = "/"
    is_past: bool = False  # as of another day: acts are gone
    extra: dict[str, object] = field(default_factory=dict)  # for a page that needs more around it

    @property
    def data_theme(self) -> str:
        """The reader's choice for the page's root; "" follows the system."""
        return self.theme if self.theme in ("light", "dark") else ""


def theme_of(cookie: str | None) -> str:
    """The theme that a cookie asks for; whatever else it says is not believed.

    >>> theme_of("dark"), theme_of(None), theme_of('"><script>')
    ('dark', 'auto', 'auto')
    """
    return cookie if cookie in THEMES else "auto"


def keys_of(cookie: str | None) -> bool:
    """Whether single keys act: they do until the reader switched them off."""
    return cookie != "off"
