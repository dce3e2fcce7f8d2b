"""What is known of one person so far: a node of the union that mentions are linked into."""

from __future__ import annotations

from dataclasses import dataclass, field

from bailee.people.mentions import EXCLUSIVE, NOBODYS, SHARED, STRONG, Mention, form_of


@dataclass(slots=True)
class Person:
    """A node of the union: what is known of one person so far."""

    names: set[str] = field(default_factory=set)
    sounds: set[str] = field(default_factory=set)
    strong: set[tuple[str, str]] = field(default_factory=set)
    exclusive: dict[str, str] = field(default_factory=dict)  # detector → fingerprint
    shared: set[tuple[str, str]] = field(default_factory=set)
    addresses: dict[str, set[str]] = field(default_factory=dict)  # e-mail by use: work, personal
    is_relative: bool = False

    @property
    def is_anchored(self) -> bool:
        return bool(self.strong) or bool(self.exclusive)

    def contradicts(self, other: Person) -> bool:
        return any(other.exclusive.get(sort, value) != value for sort, value in self.exclusive.items())

    def absorb(self, other: Person) -> None:
        self.names |= other.names
        self.sounds |= other.sounds
        self.strong |= other.strong
        self.exclusive.update(other.exclusive)
        self.shared |= other.shared
        self.is_relative = self.is_relative and other.is_relative
        for use, addresses in other.addresses.items():
            self.addresses.setdefault(use, set()).update(addresses)

    def is_strange_to(self, other: Person) -> bool:
        """Two addresses of work under one name are two people more often than one."""
        first, second = self.addresses.get("work", set()), other.addresses.get("work", set())
        return bool(first and second) and first.isdisjoint(second)


def put(person: Person, mention: Mention) -> None:
    value = (mention.detector, mention.fingerprint)
    name, sound = form_of(mention, "name"), form_of(mention, "name-sound")
    if mention.category == "person-name" and not mention.is_part_of_name:
        person.names.add(name or mention.fingerprint)
    elif name:  # that an e-mail address spells
        person.names.add(name)
    if sound:
        person.sounds.add(sound)
    if mention.is_of_an_office:
        person.shared.add(value)
        return
    if mention.detector in NOBODYS:
        return
    if mention.category in STRONG:
        person.strong.add(value)
    if mention.category == "email-address":
        person.addresses.setdefault(dict(mention.attributes).get("use", ""), set()).add(mention.fingerprint)
    if mention.category in EXCLUSIVE:
        person.exclusive[mention.detector] = mention.fingerprint
    if mention.category in SHARED:
        person.shared.add(value)
