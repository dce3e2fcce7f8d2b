"""The gate: whether a tool may look at what people keep for themselves on a day; if not, why not, and from when it may.

Looking at a device, a mailbox, a home folder or a drive of staff is surveillance in the words of several laws. It stays shut
until a notice that tells of it was served, the days that a law asks for have passed and whoever has to acknowledge it did, or
somebody overrides by name.

>>> act = Lead("mon-au-act-notice", "Workplace Privacy Act 2011 (ACT) s 13", 14)
>>> told = Served(date(2026, 11, 22), "workplace surveillance notice v1, sent to everyone")
>>> shut = gate(Asked(Sort.DEVICE), [told], [act], on=date(2026, 11, 26))
>>> shut.is_open, str(shut.opens_on)
(False, '2026-12-06')
>>> shut.why
'workplace surveillance notice v1, sent to everyone on 22 Nov 2026; Workplace Privacy Act 2011 (ACT) s 13 asks for 14 days, which end on 6 Dec 2026'
>>> gate(Asked(Sort.DEVICE), [told], [act], on=date(2026, 12, 6)).is_open
True

A law that asks for an acknowledgement holds it until everyone signed:

>>> law = Lead("mon-us-ny-52c", "NY Civ. Rights Law § 52-c", signed=True)
>>> gate(Asked(Sort.DEVICE), [told], [law], on=date(2026, 11, 26), unsigned="6 of 44 have not signed").why
'workplace surveillance notice v1, sent to everyone on 22 Nov 2026; NY Civ. Rights Law § 52-c asks that each of them acknowledges it, and 6 of 44 have not signed'

Of some laws only those who were hired since a day have to acknowledge it; whose day of hiring nobody knows counts as one of them:

>>> since = Lead("mon-us-ny-52c", "NY Civ. Rights Law § 52-c", signed=True, hired_since=date(2022, 5, 7))
>>> gate(Asked(Sort.DEVICE), [replace(told, none_signs="nobody of them was")], [since], on=date(2026, 11, 26)).why
'workplace surveillance notice v1, sent to everyone on 22 Nov 2026; NY Civ. Rights Law § 52-c asks that each of them hired since 7 May 2022 acknowledges it, and nobody of them was'

What a law forbids in a room no notice opens, and nobody overrides:

>>> ban = Ban("mon-au-act-prohibited", "Workplace Privacy Act 2011 (ACT) ss 41-42", "change-room")
>>> never = gate(Asked(Sort.DEVICE, room="change-room"), [told], [act], [ban], [Override("a theft", "owner")], on=date(2027, 1, 1))
>>> never.is_open, never.opens_on, never.may_override
(False, None, False)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from bailee.dates import in_short


class Sort(StrEnum):
    """What is looked at."""

    DEVICE = "device"
    MAILBOX = "mailbox"
    HOME_FOLDER = "home-folder"
    CLOUD_DRIVE = "cloud-drive"

    @property
    def words(self) -> str:
        return f"a {self.value.replace('-', ' ')}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to look at. `name`: of the device or the mailbox; `person`: whose it is, an ident of the roster."""

    sort: Sort
    name: str = field(repr=False, default="")
    person: str = ""
    place: str = ""  # code of where that person works; empty: wherever the organisation's people work
    room: str = ""  # where a camera or a microphone would stand


@dataclass(frozen=True, slots=True)
class Served:
    """A notice that tells of it reached everybody whom it concerns; `on`: the day on which it reached the last of them."""

    on: date
    words: str
    signed_on: date | None = None  # when the last of those who have to had signed; None while one has not
    none_signs: str = ""  # in words, why nobody has to


@dataclass(frozen=True, slots=True)
class Lead:
    """A law that asks for notice so many days before, for an acknowledgement of each person, or for both."""

    ident: str
    short: str
    days: int = 0
    signed: bool = False
    hired_since: date | None = None  # who has to sign; None: everyone

    @property
    def signers(self) -> str:
        return f" hired since {in_short(self.hired_since)}" if self.hired_since else ""

    @property
    def words(self) -> str:
        """What it asks for.

        >>> Lead("x", "the Act", 14, signed=True).words
        'the Act asks for 14 days, and that each person acknowledges the notice'
        """
        parts = [f"for {self.days} days"] if self.days else []
        parts += [f"that each person{self.signers} acknowledges the notice"] if self.signed else []
        return f"{self.short} asks {', and '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Ban:
    """A law that shuts a room to any watching."""

    ident: str
    short: str
    room: str
    words: str = ""  # of the law's table


@dataclass(frozen=True, slots=True)
class Override:
    """Somebody opens the gate by name, and says why."""

    reason: str = field(repr=False)
    by: str
    until: date | None = None  # its last day


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gate says. `opens_on` is None where no day can be named yet, or never will be."""

    is_open: bool
    why: str
    next: str = ""
    opens_on: date | None = None
    served_on: date | None = None
    laws: tuple[str, ...] = ()
    overridden_by: str = ""
    may_override: bool = True
    unsure: tuple[str, ...] = ()  # laws of which nobody can say yet whether they ask for days, or to be acknowledged
    signed_on: date | None = None  # when the last of them had signed
    asks: tuple[Lead, ...] = ()  # what each of `laws` asks for


def gate(
    asked: Asked,
    served: Iterable[Served],
    leads: Iterable[Lead] = (),
    bans: Iterable[Ban] = (),
    overrides: Sequence[Override] = (),
    *,
    on: date,
    gap: str = "",
    then: str = "",
    unsigned: str = "",
    unsure: tuple[str, ...] = (),
) -> Answer:
    """The answer on a day. `gap`: what is known of whom no notice reached, where nothing of `served` reached everybody, and `then`
    what to do about it;
    `unsigned`: of who has not signed."""
    for ban in bans:
        if asked.room and ban.room == asked.room:
            why = f"{ban.short} forbids to watch people in a {asked.room.replace('-', ' ')}"
            return Answer(False, why, "choose another place", laws=(ban.ident,), may_override=False)
    waits = tuple(leads)
    days = max((lead.days for lead in waits), default=0)
    longest = next((lead for lead in waits if days and lead.days == days), None)
    signing = [lead for lead in waits if lead.signed]
    # where a law counts its days it may be tomorrow already
    there = [each for each in served if each.on <= on + timedelta(days=1)]
    first = min(there, key=lambda each: each.on, default=None)
    signed_on = min((each.signed_on for each in there if each.signed_on and each.signed_on <= on), default=None)
    none_signs = next((each.none_signs for each in there if each.none_signs), "")
    ends_on = first.on + timedelta(days=days) if first else None
    opens_on = ends_on
    if signing and ends_on is not None:
        opens_on = ends_on if none_signs else max(ends_on, signed_on) if signed_on else None
    said = f"{first.words} on {in_short(first.on)}" if first else gap or "no notice that tells of it was served"
    if longest:
        said += f"; {longest.short} asks for {days} days"
        if ends_on is not None:
            said += f", which {'ended' if ends_on <= on else 'end'} on {in_short(ends_on)}"
    if signing:
        said += f"; {_asking(signing)}"
        if none_signs:
            said += f", and {none_signs}"
        elif signed_on is not None:
            said += f", and the last signed on {in_short(signed_on)}"
        elif first:
            said += f", and {unsigned or 'not everybody has signed'}"
    answer = Answer(
        opens_on is not None and opens_on <= on, said, "", opens_on, first.on if first else None,
        tuple(lead.ident for lead in waits), unsure=unsure, signed_on=signed_on, asks=waits,
    )  # fmt: skip
    if answer.is_open:
        return answer
    standing = next((each for each in overrides if each.until is None or each.until >= on), None)
    if standing is not None:
        why = f"{said}; {standing.by} opened it: {standing.reason}"
        return replace(answer, is_open=True, why=why, overridden_by=standing.by)
    if first is None:
        return replace(answer, next=then or "publish a notice that tells of it, and have it served")
    if opens_on is None:
        return replace(answer, next="ask whoever has not signed to sign it")
    return replace(answer, next=f"wait until {in_short(opens_on)}")


def hired_since(leads: Iterable[Lead]) -> date | None:
    """Since when those were hired who have to acknowledge a notice, by the strictest law; None: everyone has to."""
    since = [lead.hired_since for lead in leads if lead.signed]
    return min((day for day in since if day is not None), default=None) if None not in since else None


def _asking(signing: Iterable[Lead]) -> str:
    laws: dict[str, list[str]] = {}
    for lead in signing:
        laws.setdefault(lead.signers, []).append(lead.short)
    return "; ".join(
        f"{' and '.join(names)} {'asks' if len(names) == 1 else 'ask'} that each of them{who} acknowledges it"
        for who, names in laws.items()
    )
