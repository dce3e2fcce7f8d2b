"""Whom documents are about: a form about one person, a list about all in it, a mailbox about its owner."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import ceil
from operator import attrgetter

from bailee.counting import count
from bailee.people.counting import HARDLY, Counts
from bailee.people.mentions import Mention
from bailee.people.ranges import Doubts, PeopleRange, at_most, missed_of
from bailee.people.values import IDENTIFYING, MACHINES, NOBODYS

_SHARED_BOXES = 0.1  # mailboxes that are read by several
_RECOGNISED = 0.92  # documents of a kind


class People(Counts):
    """Everybody whom a set of mentions is about. Build it over all of them, then count any part of them."""

    # documents of a kind

    def of_documents(self, about: Sequence[Collection[int]], unnamed: int) -> PeopleRange:
        """People from whom each document is about; `unnamed`: documents, and rows of lists, that name nobody."""
        documents: Counter[int] = Counter(person for people in about for person in people)
        people = set(documents)
        named = sum(1 for each in about if each)
        if not people and not unnamed:
            return PeopleRange(0, 0)
        doubts = Doubts()
        told = []
        if people:
            told.append(f"{count(len(people), 'person', 'people')} named in {count(named, 'document')}")
            crowd = self.crowd(people)
            self._doubt_names(doubts, people, crowd)
            if numbers := self._unnamed(crowd):
                doubts.between(-numbers, 0, f"{numbers:,} known by a number only may be counted by name too")
            expected = missed_of(documents.values(), _RECOGNISED)
            if missed := at_most(expected) if expected >= HARDLY else 0:
                doubts.more(expected, missed, f"{missed:,} more may have been missed")
        if unnamed:
            reason = count(unnamed, "document or row names nobody", "documents or rows name nobody")
            if not people:
                return PeopleRange(1, max(unnamed, 1), (reason,))
            # they are about people as the others are: as many documents a person
            doubts.between(0, ceil(unnamed * len(people) / max(documents.total(), 1)), reason)
        return doubts.range(len(people), told)

    def count_boxes(self, boxes: Sequence[Sequence[Sequence[Mention]]]) -> PeopleRange:
        """People whose mail lies in boxes (folders, mailbox files) of messages: who is in most messages of one is its owner."""
        owners: set[int] = set()
        unknown = 0
        for messages in boxes:
            seen: Counter[int] = Counter()
            for mentions in messages:
                nodes = (self._one_of(each) for each in mentions if each.value.category == "email-address")
                seen.update({node for node in nodes if node is not None})
            (first, often), (_, next_often) = [*seen.most_common(2), (-1, 0), (-1, 0)][:2]
            if 2 * often >= len(messages) and often > next_often:
                owners.add(first)
            else:
                unknown += 1
        reasons = [count(len(owners), "owner of a mailbox", "owners of mailboxes")] if owners else []
        if unknown:
            reasons.append(f"{count(unknown, 'mailbox', 'mailboxes')} whose owner is not plain")
        shared = ceil(_SHARED_BOXES * len(owners)) if len(owners) > 2 else 0
        if shared:
            reasons.append(f"{shared} of them may be an office's or somebody's second one")
        return PeopleRange(max(len(owners) - shared, 1), max(len(owners) + unknown, 1), tuple(reasons))

    def subjects(self, mentions: Sequence[Mention], fits: Callable[[int], bool] = lambda person: True) -> Subjects:
        """Whom a document is about: everybody in a list, else the one whom labels and numbers point to, not the doctor or
        the clerk who is named too. `fits`: who can be meant by a document of this kind, as the roster knows."""
        order: dict[int, int] = {}
        sorts: dict[int, set[str]] = defaultdict(set)
        labelled: set[int] = set()
        rows: dict[str, set[str]] = defaultdict(set)  # sorts of values in each group
        holders: dict[str, int] = {}
        loose: dict[tuple[str, str], str] = {}  # values that nothing ties to anybody, with their detectors
        prints: dict[str, set[str]] = defaultdict(set)
        for mention in sorted(mentions, key=attrgetter("position")):
            value = mention.value
            if value.lane or not value.is_countable or value.category in MACHINES:
                continue
            node = self._one_of(mention)
            if value.is_identifying and value.detector not in NOBODYS:
                prints[value.detector].add(value.fingerprint)
            if not value.is_part_of_name or node is not None:
                rows[mention.group].add(value.category)
            if node is None and (value.is_identifying or value.is_shared):
                loose[mention.group, value.fingerprint] = value.detector
            if node is None or value.key in self._offices:
                continue
            order.setdefault(node, len(order))
            holders.setdefault(mention.group, node)
            sorts[node].add(value.category)
            if value.category == "person-name" and value.whose:
                labelled.add(node)
        numbered = {node for node in order if sorts[node] & IDENTIFYING}
        full = {node for group, node in holders.items() if len(rows[group]) > 1}
        if max(map(len, prints.values()), default=0) >= 3 or len(labelled) >= 3 or len(full) >= 5:
            listed = numbered | labelled | full
            if len(listed) < 2 and len(order) >= 6:
                listed = set(order)
            # where a record is spread over lines, the numbers of some and the names of others are the same people
            bare = sorted(node for node in listed if not self._person[node].names)
            named = sum(1 for node in listed if self._person[node].names and not sorts[node] & IDENTIFYING)
            listed.difference_update(bare[:named])
            lines = Counter(detector for (group, _), detector in loose.items() if group not in holders)
            empty = max(max(lines.values(), default=0) - (len(listed) if named or bare else 0), 0)
            if len(listed) + empty >= 3:
                return Subjects(frozenset(filter(fits, listed)), empty)
        if not numbered and not labelled and len(order) >= 6:
            return Subjects(frozenset(filter(fits, order)))  # a list of names
        if not order:
            return Subjects(frozenset())
        best = max(
            order,
            key=lambda node: (
                fits(node),
                3 * len(sorts[node] & IDENTIFYING) + 4 * (node in labelled) + len(sorts[node]),
                -order[node],
            ),
        )
        return Subjects(frozenset([best] if fits(best) else []))


@dataclass(frozen=True, slots=True)
class Subjects:
    """Whom a document is about; `unnamed` are rows of a list that have values and nobody's name."""

    people: frozenset[int]
    unnamed: int = 0
