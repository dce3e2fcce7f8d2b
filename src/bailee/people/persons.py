"""What is known of one person so far: a node of the union that mentions are linked into."""

from __future__ import annotations

from dataclasses import dataclass, field

from bailee.people.mentions import EXCLUSIVE, NOBODYS, SHARED, STRONG, Mention, form_of

Texts = frozenset[str]
Values = frozenset[tuple[str, str]]  # (detector, fingerprint)
_NO_TEXT: Texts = frozenset()
_NO_VALUE: Values = frozenset()


@dataclass(slots=True)
class Person:
    """A node of the union. Its sets are replaced and never changed: most nodes of a big store share the empty ones."""

    names: Texts = _NO_TEXT
    sounds: Texts = _NO_TEXT
    near: Texts = _NO_TEXT  # by these, other spellings of a whole name are known
    firsts: Texts = _NO_TEXT  # given names
    strong: Values = _NO_VALUE
    exclusive: dict[str, str] = field(default_factory=dict)  # detector → fingerprint
    shared: Values = _NO_VALUE
    addresses: dict[str, Texts] = field(default_factory=dict)  # e-mail by use: work, personal
    is_relative: bool = False
    doubt: float = 1.0  # the least probability that its name is none

    @property
    def is_anchored(self) -> bool:
        return bool(self.strong) or bool(self.exclusive)

    @property
    def is_initialled(self) -> bool:
        """Whether no given name is known, only its first letter."""
        return bool(self.names) and not self.firsts

    def contradicts(self, other: Person) -> bool:
        return any(other.exclusive.get(sort, value) != value for sort, value in self.exclusive.items())

    def absorb(self, other: Person) -> None:
        self.names |= other.names
        self.sounds |= other.sounds
        self.near |= other.near
        self.firsts |= other.firsts
        self.strong |= other.strong
        self.exclusive.update(other.exclusive)
        self.shared |= other.shared
        self.doubt = min(self.doubt, other.doubt)
        self.is_relative = self.is_relative and other.is_relative
        for use, addresses in other.addresses.items():
            self.addresses[use] = self.addresses.get(use, _NO_TEXT) | addresses

    def is_strange_to(self, other: Person) -> bool:
        """Two addresses of work under one name are two people more often than one."""
        first, second = self.addresses.get("work", _NO_TEXT), other.addresses.get("work", _NO_TEXT)
        return bool(first and second) and first.isdisjoint(second)

    def is_spelled_as(self, other: Person) -> bool:
        """Whether the two names can be one name, written twice: with a slip, with an initial, by a nickname."""
        if not self.names.isdisjoint(other.names) or not self.near.isdisjoint(other.near):
            return True
        return (self.is_initialled or other.is_initialled) and not self.sounds.isdisjoint(other.sounds)


def put(person: Person, mention: Mention) -> None:
    value = (mention.detector, mention.fingerprint)
    name, sound = form_of(mention, "name"), form_of(mention, "name-sound")
    if mention.category == "person-name" and not mention.is_part_of_name:
        person.names |= {name or mention.fingerprint}
        person.doubt = min(person.doubt, 1 - mention.probability)
    elif name:  # that an e-mail address spells
        person.names |= {name}
    if sound:
        person.sounds |= {sound}
    if first := form_of(mention, "name-first"):
        person.firsts |= {first}
        person.near |= {f"{first} {sound}", form_of(mention, "name-letters")}
    if mention.is_of_an_office:
        person.shared |= {value}
        return
    if mention.detector in NOBODYS:
        return
    if mention.category in STRONG:
        person.strong |= {value}
    if mention.category == "email-address":
        use = dict(mention.attributes).get("use", "")
        person.addresses[use] = person.addresses.get(use, _NO_TEXT) | {mention.fingerprint}
    if mention.category in EXCLUSIVE:
        person.exclusive[mention.detector] = mention.fingerprint
    if mention.category in SHARED:
        person.shared |= {value}
