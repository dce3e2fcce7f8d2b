"""Least privilege: who can open something and, by their role, need not; with what to do about it.

Whose an account is, the roster tells: by the e-mail address, the number, or the name, where only one person fits. Who needs
what, somebody said (`bailee protect need`); where nobody did, only those stand out who left, and nothing is held against the rest.

>>> hr = Need("kind", "personnel-file", departments=("HR",))
>>> people = [Someone("1", "Ann Roe", emails=("ann.roe@acme.example",), department="HR"),
...           Someone("2", "Bo Chu", emails=("bo@acme.example",), department="Sales")]
>>> accounts = [Account("ann.roe", 1001, frozenset()), Account("bo", 1002, frozenset()), Account("scanner", 1003, frozenset())]
>>> told = reach_of(accounts, [hr], people, date(2026, 11, 26))
>>> [(each.account, each.why.value) for each in told.unneeded]
[('bo', 'not-needed'), ('scanner', 'unknown-account')]
>>> told.unneeded[0].words
'is of Sales; this is needed by HR'
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from importlib import resources

from bailee.protection.accounts import ANYONE, Account


@dataclass(frozen=True, slots=True)
class Need:
    """Who needs records of a kind, data of a category, or what is in a data store."""

    sort: str  # kind, category, store
    name: str
    departments: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    managers: bool = False  # whoever is named as somebody's manager
    ident: str = ""
    said_on: str = ""

    @property
    def whom(self) -> str:
        """In words.

        >>> Need("kind", "payroll", ("HR", "Finance"), ("pat",), managers=True).whom
        'HR, Finance, managers, the account pat'
        """
        accounts = f"the account{'s' if len(self.accounts) > 1 else ''} {', '.join(self.accounts)}"
        parts = [*self.departments, *(["managers"] if self.managers else []), *([accounts] if self.accounts else [])]
        return ", ".join(parts) or "nobody"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person on the roster, as far as it tells whose an account is and what their role is."""

    ident: str
    name: str = field(repr=False)
    emails: tuple[str, ...] = field(repr=False, default=())
    number: str = field(repr=False, default="")
    department: str = ""
    is_manager: bool = False
    left_on: date | None = None


class Why(StrEnum):
    """Why an account need not open it."""

    LEFT = "left"
    NOT_NEEDED = "not-needed"
    UNKNOWN = "unknown-account"


@dataclass(frozen=True, slots=True)
class Unneeded:
    """An account that can open something and need not."""

    account: str
    why: Why
    words: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Of all who can open something: who needs it, who need not."""

    needed: tuple[str, ...] = ()
    unneeded: tuple[Unneeded, ...] = ()
    programs: tuple[str, ...] = ()  # accounts of services that could
    everyone: bool = False  # accounts that nobody listed can as well
    is_declared: bool = False  # somebody said who needs it

    @property
    def counted(self) -> int | None:
        """Accounts of people that need not; None where neither roster nor anybody tells."""
        return len(self.unneeded) if self.is_declared or self.unneeded else None


def covering(needs: Iterable[Need], *, stores: Iterable[str], kinds: Iterable[str], category: str) -> tuple[Need, ...]:
    """Those that are about a holding: its store, one of the kinds it was found as, or its category of data."""
    names = {
        "store": frozenset(stores),
        "kind": frozenset(kinds),
        "category": frozenset({category}),
    }
    return tuple(need for need in needs if need.name in names.get(need.sort, ()))


def reach_of(readers: Iterable[Account], needs: Sequence[Need], people: Sequence[Someone] | Owners, on: date) -> Reach:
    """Who of `readers` need not, as said by `needs` (any of them is enough), on a day. The superuser is left out: nothing keeps it out."""
    owners = people if isinstance(people, Owners) else Owners(people)
    needed: list[str] = []
    unneeded: list[Unneeded] = []
    programs: list[str] = []
    everyone = False
    for account in sorted(readers, key=lambda each: (each.user, each.name)):
        if account == ANYONE:
            everyone = True
        elif account.is_superuser:
            continue
        elif account.is_of_a_program:
            (needed if _is_named(account, needs) else programs).append(account.name)
        elif (found := _judged(account, needs, owners, on)) is None:
            needed.append(account.name)
        else:
            unneeded.append(found)
    unneeded.sort(key=lambda each: (list(Why).index(each.why), each.account))
    return Reach(tuple(needed), tuple(unneeded), tuple(programs), everyone, bool(needs))


def _is_named(account: Account, needs: Iterable[Need]) -> bool:
    return any(_plain(account.name) in map(_plain, need.accounts) for need in needs)


def _judged(account: Account, needs: Sequence[Need], owners: Owners, on: date) -> Unneeded | None:
    person = owners.of(account)
    if person is not None and person.left_on is not None and person.left_on <= on:
        return Unneeded(
            account.name,
            Why.LEFT,
            f"left on {person.left_on.isoformat()}",
            f"lock the account {account.name}, and take it out of the groups that open this",
        )
    if not needs or _is_named(account, needs):
        return None
    whom = "; ".join(dict.fromkeys(need.whom for need in needs))
    if person is None:
        if not owners.people:
            return None  # without a roster nobody is known, and that says nothing of one
        return Unneeded(
            account.name,
            Why.UNKNOWN,
            "nobody on the roster has this account",
            f"find out whose {account.name} is: add the person to the roster, name the account as needed, or lock it",
        )
    if any(need.managers and person.is_manager for need in needs):
        return None
    if any(_plain(person.department) in map(_plain, need.departments) for need in needs if person.department):
        return None
    of = f"is of {person.department}" if person.department else "is of no department, as the roster says"
    return Unneeded(
        account.name,
        Why.NOT_NEEDED,
        f"{of}; this is needed by {whom}",
        f"take {account.name} out of the groups that open this, or say that it is needed",
    )


class Owners:
    """Whose an account is. Made once for a roster."""

    def __init__(self, people: Sequence[Someone]) -> None:
        self.people = people

    def of(self, account: Account) -> Someone | None:
        """The one person whom it fits; None where none does, or several do."""
        name = _plain(account.name.rpartition("\\")[2].partition("@")[0])
        for index, key in (
            (self._by_address, name),
            (self._by_number, name),
            (self._by_name, _letters(account.called)),
            (self._by_form, re.sub(r"[^a-z0-9]", "", name)),
        ):
            found = index.get(key) if key else None
            if found is not None and len(found) == 1:
                return next(iter(found.values()))
        return None

    @cached_property
    def _by_address(self) -> dict[str, dict[str, Someone]]:
        return _index((_plain(address.partition("@")[0]), each) for each in self.people for address in each.emails)

    @cached_property
    def _by_number(self) -> dict[str, dict[str, Someone]]:
        return _index((_plain(each.number), each) for each in self.people if each.number)

    @cached_property
    def _by_name(self) -> dict[str, dict[str, Someone]]:
        return _index((_letters(each.name), each) for each in self.people)

    @cached_property
    def _by_form(self) -> dict[str, dict[str, Someone]]:
        """pdoe, patdoe, doepat, patd, doep: as firms make accounts of names. Two people of one form are neither."""
        return _index((form, each) for each in self.people for form in _forms(each.name))


def _index(pairs: Iterable[tuple[str, Someone]]) -> dict[str, dict[str, Someone]]:
    found: dict[str, dict[str, Someone]] = defaultdict(dict)
    for key, each in pairs:
        found[key][each.ident] = each
    return found


def _forms(name: str) -> Iterator[str]:
    """
    >>> sorted(_forms("Pat Doe"))
    ['doep', 'doepat', 'patd', 'patdoe', 'pdoe']
    """
    words = [re.sub(r"[^a-z0-9]", "", word) for word in _letters(name).split()]
    words = [word for word in words if word]
    if len(words) < 2:
        return
    given, surname = words[0], words[-1]
    yield from {given + surname, surname + given, given[0] + surname, given + surname[0], surname + given[0]}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _letters(text: str) -> str:
    """Without accents, so that an account can be made of it.

    >>> _letters("Zoë  Müller")
    'zoe muller'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


@cache
def usual_needs() -> dict[str, tuple[str, ...]]:
    """Departments that as a rule need records of a kind: what is suggested where nobody said who needs them.

    >>> usual_needs()["personnel-file"]
    ('Human resources',)
    """
    told = tomllib.loads(resources.files("bailee.protection").joinpath("usual_needs.toml").read_text("utf-8"))
    return {kind: tuple(row["departments"]) for row in told["need"] for kind in row["kinds"]}
