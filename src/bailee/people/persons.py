"""What is known of one person so far: a node of the union that mentions are linked into."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from bailee.people.mentions import Mention
from bailee.people.values import NOBODYS

# Of people who are met in two places with a value of this sort, how many have another one there: moved, a second one, a slip.
CHANGED = {"phone-number": 0.35, "postal-address": 0.25, "payment-card": 0.5, "us-bank-account": 0.25, "iban": 0.25}
_OTHER_ADDRESS = 0.25  # an e-mail address of the same use

Texts = frozenset[str]
Values = frozenset[tuple[str, str]]  # (detector, fingerprint)
_NO_TEXT: Texts = frozenset()
_NO_VALUE: Values = frozenset()
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return _NOTHING


def _with(one: frozenset[Any], other: frozenset[Any]) -> frozenset[Any]:
    """Both; a new set only where it is another than each."""
    if other <= one:
        return one
    return other if not one else one | other


@dataclass(slots=True)
class Person:
    """A node of the union. Its sets and tables are replaced and never changed: most nodes of a big store share the empty ones."""

    names: Texts = _NO_TEXT
    sounds: Texts = _NO_TEXT
    near: Texts = _NO_TEXT  # by these, other spellings of a whole name are known
    firsts: Texts = _NO_TEXT  # given names
    strong: Values = _NO_VALUE
    exclusive: Mapping[str, str] = field(default_factory=_nothing)  # detector → fingerprint
    shared: Values = _NO_VALUE
    addresses: Mapping[str, Texts] = field(default_factory=_nothing)  # e-mail by use: work, personal
    is_relative: bool = False
    doubt: float = 1.0  # the least probability that its name is none
    # of several, the first that was met stands for the person: the smallest fingerprint would be another under each key
    name: str = ""
    parts: tuple[str, str] | None = None  # how the surname sounds with the initial, and the given name

    @property
    def is_anchored(self) -> bool:
        return bool(self.strong) or bool(self.exclusive)

    @property
    def is_initialled(self) -> bool:
        """Whether no given name is known, only its first letter."""
        return bool(self.names) and not self.firsts

    def contradicts(self, other: Person) -> bool:
        if not self.exclusive or not other.exclusive:
            return False
        return any(other.exclusive.get(sort, value) != value for sort, value in self.exclusive.items())

    def has_room_for(self, other: Person) -> bool:
        """Whether the other's numbers can be this one's too: it has none of the sort, nor an address of the same use."""
        return not self.contradicts(other) and all(
            not addresses or addresses <= self.addresses.get(use, addresses)
            for use, addresses in other.addresses.items()
        )

    def absorb(self, other: Person) -> None:
        self.names = _with(self.names, other.names)
        self.sounds = _with(self.sounds, other.sounds)
        self.near = _with(self.near, other.near)
        self.firsts = _with(self.firsts, other.firsts)
        self.strong = _with(self.strong, other.strong)
        if other.exclusive:
            self.exclusive = {**self.exclusive, **other.exclusive} if self.exclusive else other.exclusive
        self.shared = _with(self.shared, other.shared)
        self.doubt = min(self.doubt, other.doubt)
        self.name = self.name or other.name
        self.parts = self.parts or other.parts
        self.is_relative = self.is_relative and other.is_relative
        if other.addresses and self.addresses:
            uses = self.addresses.keys() | other.addresses.keys()
            both = ((use, self.addresses.get(use, _NO_TEXT) | other.addresses.get(use, _NO_TEXT)) for use in uses)
            self.addresses = dict(both)
        elif other.addresses:
            self.addresses = other.addresses

    def is_strange_to(self, other: Person) -> bool:
        """Two addresses of work under one name are two people more often than one."""
        first, second = (self.addresses.get("work", _NO_TEXT), other.addresses.get("work", _NO_TEXT))
        return bool(first and second) and first.isdisjoint(second)

    def differing(self, other: Person) -> float:
        """How likely one person would have so many different values in two places as these have, of sorts that both have."""
        other_sorts: list[str] = []
        if self.shared and other.shared:
            own, theirs = _by_sort(self.shared), _by_sort(other.shared)
            other_sorts += (sort for sort in own.keys() & theirs.keys() if own[sort].isdisjoint(theirs[sort]))
        uses = self.addresses.keys() & other.addresses.keys() if self.addresses and other.addresses else ()
        return differing_in(other_sorts, sum(self.addresses[use].isdisjoint(other.addresses[use]) for use in uses))

    def is_spelled_as(self, other: Person) -> bool:
        """Whether the two names can be one name, written twice: with a slip, with an initial, by a nickname."""
        if not self.names.isdisjoint(other.names) or not self.near.isdisjoint(other.near):
            return True
        return (self.is_initialled or other.is_initialled) and not self.sounds.isdisjoint(other.sounds)


def differing_in(sorts: Collection[str], uses: int) -> float:
    """How likely one person would have other values in another place, of these sorts and of so many uses of addresses."""
    likely = 1.0
    for detector, share in CHANGED.items() if sorts else ():
        if detector in sorts:
            likely *= share
    for _ in range(uses):
        likely *= _OTHER_ADDRESS
    return likely


@lru_cache(maxsize=1 << 12)
def _by_sort(values: Values) -> Mapping[str, Values]:
    """Of what may change, by detector: whom many bear the name of is compared with all of them."""
    found: dict[str, set[tuple[str, str]]] = {}
    for value in values:
        if value[0] in CHANGED:
            found.setdefault(value[0], set()).add(value)
    return {sort: frozenset(several) for sort, several in found.items()}


@lru_cache(maxsize=1 << 15)
def _one(text: str) -> Texts:
    """A set of one: people of one name share it, for there are hundreds of thousands of nodes in a big store."""
    return frozenset({text})


@lru_cache(maxsize=1 << 15)
def _one_value(key: tuple[str, str]) -> Values:
    return frozenset({key})


@lru_cache(maxsize=1 << 15)
def _one_of(sort: str, text: str) -> Mapping[str, str]:
    return {sort: text}


@lru_cache(maxsize=1 << 15)
def _ones_of(sort: str, text: str) -> Mapping[str, Texts]:
    return {sort: _one(text)}


@lru_cache(maxsize=1 << 15)
def _signs(first: str, sound: str, letters: str) -> Texts:
    return frozenset({f"{first} {sound}", letters})


@lru_cache(maxsize=1 << 15)
def _parts(sound: str, first: str) -> tuple[str, str]:
    return sound, first


def forget_sets() -> None:
    """What people shared while they were put together is not wanted any more."""
    for each in (_one, _one_value, _one_of, _ones_of, _signs, _parts, _by_sort):
        each.cache_clear()


def put(person: Person, mention: Mention) -> None:
    value = mention.value
    name, sound = value.name, value.sound
    if value.is_name:
        person.names = _with(person.names, _one(name or value.fingerprint))
        person.doubt = min(person.doubt, 1 - mention.probability)
        person.name = person.name or name or value.fingerprint
    elif name:  # that an e-mail address spells
        person.names = _with(person.names, _one(name))
        person.name = person.name or name
    if sound:
        person.sounds = _with(person.sounds, _one(sound))
    if first := value.first:
        person.firsts = _with(person.firsts, _one(first))
        person.near = _with(person.near, _signs(first, sound, value.letters))
        person.parts = person.parts or (_parts(sound, first) if sound else None)
    if value.is_of_an_office:
        person.shared = _with(person.shared, _one_value(value.key))
        return
    if value.detector in NOBODYS:
        return
    if value.is_strong:
        person.strong = _with(person.strong, _one_value(value.key))
    if value.category == "email-address":
        if person.addresses:
            known = person.addresses.get(value.use, _NO_TEXT)
            person.addresses = {**person.addresses, value.use: _with(known, _one(value.fingerprint))}
        else:
            person.addresses = _ones_of(value.use, value.fingerprint)
    if value.is_exclusive:
        own = _one_of(value.detector, value.fingerprint)
        person.exclusive = {**person.exclusive, **own} if person.exclusive else own
    if value.is_shared:
        person.shared = _with(person.shared, _one_value(value.key))
