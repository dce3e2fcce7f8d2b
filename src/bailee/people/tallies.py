"""Where people are met with values of one category, and which of these are nobody's: what a count is made of.

Tallies of parts (data stores) make that of the whole, so that nobody looks at a million mentions twice; one category after
the other, for those of all of them would take as much memory as the people themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field

from bailee.people.mentions import Mention
from bailee.people.traits import Traits
from bailee.people.values import MACHINES

Keys = dict[str, set[tuple[str, str]]]  # by category: detectors and fingerprints


@dataclass(slots=True)
class Tally:
    """Of mentions of one category, as a rule."""

    places: dict[int, set[Hashable]] = field(default_factory=lambda: defaultdict(set))  # documents, by person
    alone: Keys = field(default_factory=lambda: defaultdict(set))  # values that nothing ties to a person
    tied: Keys = field(default_factory=lambda: defaultdict(set))
    shared: list[tuple[tuple[int, ...], Hashable]] = field(default_factory=list)  # whose they may be, and the document
    category: str = ""  # empty: there was nothing that counts

    def add(self, other: Tally) -> None:
        """Neither is changed but in which sets it has; of a big store most people are in one part alone, whose set is taken as it is."""
        for person, items in other.places.items():
            self.places[person] = self.places[person] | items if person in self.places else items
        for own, theirs in ((self.alone, other.alone), (self.tied, other.tied)):
            for category, keys in theirs.items():
                own[category] = own[category] | keys if category in own else keys
        self.shared += other.shared
        self.category = other.category or self.category


class Tallied(Traits):
    """People, with what their mentions come to."""

    def _by_category(self, mentions: Iterable[Mention]) -> tuple[dict[str, list[Mention]], dict[int, str]]:
        """What people are told apart by, and of each person the category of their only value; empty: several."""
        found: dict[str, list[Mention]] = defaultdict(list)
        once: dict[int, str] = {}
        for mention in mentions:
            category = mention.value.category
            if category not in MACHINES:
                found[category].append(mention)
            if about := mention.about:
                (person,) = about
                once[person] = "" if person in once else category
        return found, once

    def _tally(self, mentions: Iterable[Mention], only: Collection[int] | None = None) -> Tally:
        """`only` these people where others share a value."""
        found = Tally()
        places, alone, tied, category = found.places, found.alone, found.tied, ""
        holders, offices = self._holders, self._offices
        for mention in mentions:
            value = mention.value
            key = value.key
            if not value.is_countable or (value.is_shared and key in offices):
                continue
            about = mention.about or holders.get(key, ())
            if not about and value.is_companion:
                continue
            category = value.category
            if len(about) == 1:
                (person,) = about
                if only is None or person in only:
                    places[person].add(mention.item)
                    tied[category].add(key)
                else:
                    alone[category].add(key)
                continue
            if only is not None and about:
                about = tuple(person for person in about if person in only)
                if len(about) == 1:
                    places[about[0]].add(mention.item)
            elif about:
                found.shared.append((about, mention.item))
            (tied if about else alone)[category].add(key)
        found.category = category
        return found
