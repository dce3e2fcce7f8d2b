"""One value in one place: what people are told apart by, and what links them."""

from __future__ import annotations

from collections.abc import Hashable

from bailee.people.values import Pairs, Value


class Mention:
    """One value in one place, without the value. Each is itself: two that say the same are two mentions.

    Whom it is about stands on it, as the `People` say that it was put into last: a table of a million of them would take
    more memory than all that it tells.
    """

    __slots__ = ("about", "group", "item", "position", "probability", "value")

    item: Hashable  # where: equal for mentions of one document
    value: Value
    group: str
    position: int
    probability: float  # that it is what it was taken for
    about: tuple[
        int, ...
    ]  # the one person whom it is about, as its row, its document or the value itself tells; or nobody

    def __init__(
        self,
        item: Hashable,
        detector: str,
        category: str,
        fingerprint: str,
        forms: Pairs,
        group: str,
        attributes: Pairs = (),
        position: int = 0,
        probability: float = 1.0,
    ) -> None:
        self.item, self.group, self.position, self.probability = item, group, position, probability
        self.value = Value(detector, category, fingerprint, forms, attributes)
        self.about = ()

    def __repr__(self) -> str:
        return f"Mention({self.item!r}, {self.value!r}, {self.group!r})"

    @property
    def detector(self) -> str:
        return self.value.detector

    @property
    def category(self) -> str:
        return self.value.category

    @property
    def fingerprint(self) -> str:
        return self.value.fingerprint

    @property
    def forms(self) -> Pairs:
        return self.value.forms

    @property
    def attributes(self) -> Pairs:
        return self.value.attributes

    @property
    def whose(self) -> str:
        return self.value.whose

    @property
    def lane(self) -> str:
        return self.value.lane


def is_countable(mention: Mention) -> bool:
    """Whether it can belong to a person: a public IP address is a server's as a rule, a code a bank's."""
    return mention.value.is_countable
