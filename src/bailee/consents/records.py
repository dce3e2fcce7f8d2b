"""Consent records, after ISO/IEC TS 27560: what was shown, who said what to which purpose, how, until when; and how it stands.

>>> form = Form("staff-photos", 1, "en", "Photographs of staff", (Purpose("web-site", "Your photograph on our web site"),), SubjectCategory.EMPLOYEE)
>>> len(form.sha256), form.purpose("web-site").words
(64, 'Your photograph on our web site')
>>> at = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
>>> given = Event("r1", form.key, "web-site", Act.GIVEN, "page", at, until=date(2027, 3, 1))
>>> standing([given], on=date(2026, 11, 26)).state.value, standing([given], on=date(2027, 3, 2)).state.value
('given', 'expired')
>>> taken_back = Event("r2", form.key, "web-site", Act.WITHDRAWN, "page", at + timedelta(days=30))
>>> standing([given, taken_back], on=date(2026, 11, 26)).is_given
False
>>> set_back = Event("r2", form.key, "web-site", Act.WITHDRAWN, "page", at - timedelta(hours=1))  # the clock was set back in between
>>> standing([given, set_back], on=date(2026, 11, 26)).is_given
False
>>> standing([], on=date(2026, 11, 26)).state.value
'never-asked'
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import rfc8785

from bailee.errors import InvalidInput
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, SubjectCategory

_IDENT = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_LONGEST = 2_000
Key = tuple[str, int, str]  # kind, version, language


class Act(StrEnum):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NEVER_ASKED = "never-asked"
    NOT_GIVEN = "not-given"  # more is not told to whoever may not know who is known


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing that is asked for by itself."""

    ident: str
    words: str
    categories: tuple[str, ...] = ()
    recipients: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Instead:
    """The purposes rest on another basis: nobody is asked, and no consent counts."""

    basis: LawfulBasis
    why: str
    on: date


@dataclass(frozen=True, slots=True)
class Form:
    """What is shown before somebody agrees, frozen. Its hash is over all that they see."""

    kind: str
    version: int
    language: str
    title: str
    purposes: tuple[Purpose, ...]
    subject: SubjectCategory
    intro: str = ""
    controller: str = ""
    contact: str = ""
    days: int | None = None  # for which it counts; None: until it is withdrawn
    instead: Instead | None = None

    @property
    def key(self) -> Key:
        return self.kind, self.version, self.language

    @property
    def sha256(self) -> str:
        return hashlib.sha256(rfc8785.dumps(self.as_data())).hexdigest()

    def purpose(self, ident: str) -> Purpose:
        """InvalidInput, naming those there are, where it has none of that name."""
        for each in self.purposes:
            if each.ident == ident:
                return each
        raise InvalidInput(
            f'the form "{self.kind}" asks for no purpose "{ident[:60]}"',
            hint="one of: " + ", ".join(each.ident for each in self.purposes),
        )

    def as_data(self) -> dict[str, Any]:
        """What is kept and hashed. Which version it is stands beside it: the same words are the same form."""
        told: dict[str, Any] = {
            "title": self.title,
            "intro": self.intro,
            "controller": self.controller,
            "contact": self.contact,
            "subject": self.subject.value,
            "days": self.days,
            "purposes": [
                {
                    "ident": each.ident,
                    "words": each.words,
                    "categories": list(each.categories),
                    "recipients": each.recipients,
                    "kept": each.kept,
                }
                for each in self.purposes
            ],
        }
        if self.instead is not None:
            told["instead"] = {
                "basis": self.instead.basis.value,
                "why": self.instead.why,
                "on": self.instead.on.isoformat(),
            }
        return told


def form_of(kind: str, version: int, language: str, told: Mapping[str, Any]) -> Form:
    """A form from what was kept of it."""
    instead = told.get("instead")
    return Form(
        kind,
        version,
        language,
        told["title"],
        tuple(
            Purpose(each["ident"], each["words"], tuple(each["categories"]), each["recipients"], each["kept"])
            for each in told["purposes"]
        ),
        SubjectCategory(told["subject"]),
        told["intro"],
        told["controller"],
        told["contact"],
        told["days"],
        Instead(LawfulBasis(instead["basis"]), instead["why"], date.fromisoformat(instead["on"])) if instead else None,
    )


def asks_the_same(one: Form, other: Form) -> bool:
    """Whether two forms in different languages ask for the same purposes and data, for as long: then one may be read for the other."""
    told = [
        ([(each.ident, each.categories) for each in form.purposes], form.subject, form.days, form.instead is None)
        for form in (one, other)
    ]
    return told[0] == told[1]


def check_form(form: Form) -> None:
    """InvalidInput where it does not say enough for anybody to agree to it."""
    if not _IDENT.fullmatch(form.kind):
        raise InvalidInput(f'"{form.kind[:60]}" is no name of a form', hint="small letters, digits and dashes")
    if not form.title.strip():
        raise InvalidInput("a form needs a title", hint='--title "Photographs of staff"')
    if not form.purposes:
        raise InvalidInput(
            "a form asks for at least one purpose", hint='--purpose "web-site=Your photograph on our web site"'
        )
    idents = [each.ident for each in form.purposes]
    for each in form.purposes:
        if not _IDENT.fullmatch(each.ident):
            raise InvalidInput(f'"{each.ident[:60]}" is no name of a purpose', hint="small letters, digits and dashes")
        if not each.words.strip():
            raise InvalidInput(f'the purpose "{each.ident}" has no words', hint="say to what people agree")
        for category in each.categories:
            if category not in DATA_CATEGORIES:
                raise InvalidInput(
                    f'there is no category of data "{category[:60]}"', hint="docs/glossary.md lists them"
                )
    if twice := {ident for ident in idents if idents.count(ident) > 1}:
        raise InvalidInput(f'the purpose "{min(twice)}" is there twice', hint="each is agreed to by itself")
    if any(len(text) > _LONGEST for text in (form.title, form.intro, *(each.words for each in form.purposes))):
        raise InvalidInput("this text is too long", hint=f"at most {_LONGEST:,} letters each")
    if form.days is not None and not 1 <= form.days <= 36_500:
        raise InvalidInput(
            f"{form.days} is no number of days", hint="from 1 to 36,500; leave it out for: until withdrawn"
        )


@dataclass(frozen=True, slots=True)
class Event:
    """What one person said to one purpose, and when."""

    record: str
    form: Key
    purpose: str
    act: Act
    how: str
    at: datetime
    until: date | None = None
    by: str = ""  # ident of the member who noted it; empty where the person did it
    shown: str = ""  # SHA-256 of the form
    name: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Standing:
    """How one purpose stands for one person."""

    state: State
    event: Event | None = None

    @property
    def is_given(self) -> bool:
        return self.state is State.GIVEN


def standing(events: Iterable[Event], *, on: date) -> Standing:
    """The last word counts, in the order in which they were said, and not by clocks, which are set; consent is over after its last day."""
    last: Event | None = None
    for event in events:
        if event.at.astimezone().date() <= on:  # her day, as `on` is: in the evening it is tomorrow already by UTC
            last = event
    if last is None:
        return Standing(State.NEVER_ASKED)
    if last.act is Act.GIVEN and last.until is not None and last.until < on:
        return Standing(State.EXPIRED, last)
    return Standing(State(last.act.value), last)


def last_day(form: Form, on: date) -> date | None:
    """Until when consent counts that is given on a day."""
    return on + timedelta(days=form.days - 1) if form.days is not None else None


def by_purpose(events: Sequence[Event]) -> dict[str, list[Event]]:
    """Events of one person, by purpose."""
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.purpose, []).append(event)
    return found
