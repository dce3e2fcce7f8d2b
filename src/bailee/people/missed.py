"""Whom the detectors missed: how many more people there are than those whose value was found.

Of who stands in a list, or in forms that are alike, those who lack a value that others there have; of others, as many as
were found and are missed as often as such values are (`ranges.missed_of`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

from bailee.people.lists import FORMS, LEAST, is_column, missed_share
from bailee.people.ranges import at_most, missed_of
from bailee.people.tallies import Tallied

_UNSEEN = 0.1  # of those whose value was missed in a list, how many may be missed there with all else that is theirs
_AS_ELSEWHERE = 50  # rows of which as much is missed as elsewhere, for the count of those in lists
_UNSURE_HOW_MUCH = 0.7  # of what is missed, how far the rate itself may be off
_FULL = 0.8  # of the rows, how many have a value in a column that is seldom left empty
UNLIKE = 1.3  # documents may suit the detectors that much worse than those they were measured on
# How many of 100 values of a category the detectors find in documents that nobody tuned them to.
FOUND = {
    "social-security-number": 0.99,
    "email-address": 0.99,
    "payment-card": 0.99,
    "person-name": 0.88,
    "postal-address": 0.85,
    "phone-number": 0.95,
    "date-of-birth": 0.94,
    "driving-licence": 0.92,
    "passport": 0.93,
    "health-identifier": 0.9,
    "health-insurance-identifier": 0.9,
    "bank-account": 0.95,
    "tax-identifier": 0.95,
    "national-identifier": 0.95,
}


@dataclass(frozen=True, slots=True)
class Missed:
    """How many people more the detectors missed each time."""

    expected: float
    variance: float
    most: float

    @classmethod
    def about(cls, expected: float) -> Missed:
        return cls(expected, expected + (_UNSURE_HOW_MUCH * expected) ** 2, at_most(UNLIKE * expected))


class Missing(Tallied):
    """People of whom a value was missed."""

    def _missed_anywhere(
        self, places: Mapping[int, Collection[Hashable]], recall: float, nobody: float = 0.0
    ) -> Missed:
        """People who were missed each time. `nobody`: of those of whom the name is known alone, who are no people: a
        heading, or another spelling of somebody's name, stands for none who could have been missed."""
        names = self._bare_names
        bare = [node for node in places if node in names]
        expected = missed_of((len(each) for node, each in places.items() if node not in names), recall)
        if bare:
            expected += max(1 - nobody / len(bare), 0) * missed_of((len(places[node]) for node in bare), recall)
        return Missed.about(expected)

    def _missed_in_lists(
        self,
        category: str,
        places: Mapping[int, Collection[Hashable]],
        recall: float,
        only: Collection[int] | None,
    ) -> Missed:
        """People whose value was missed: of who stands in lists, those who lack it there; of others, who were missed anywhere."""
        have: dict[Hashable, set[int]] = defaultdict(set)
        sort_of, forms = self._like_forms(category)
        for node, items in places.items():
            for item in items:
                key = sort_of.get(item, item)
                if key in forms or key in self._rows:
                    have[key].add(node)
        seen, missed = float(_AS_ELSEWHERE), (1 - recall) * _AS_ELSEWHERE
        lacking: dict[int, list[tuple[float, Hashable]]] = defaultdict(list)
        off: dict[Hashable, float] = {}
        listed: set[int] = set()
        columns: list[tuple[float, Hashable, set[int], set[int]]] = []
        for item, found in have.items():
            rows = forms[item] if item in forms else set(self._rows[item])
            found &= rows
            if is_column(len(found), len(rows)):
                columns.append((len(found) / len(rows), item, rows, found))
        # full columns first: they tell how much is missed in those that are left empty for many
        for filled, item, rows, found in sorted(columns, key=lambda column: -column[0]):
            listed |= rows
            without = rows - found
            rate = 1 - recall if filled > _FULL else (missed / seen + 1 - recall) / 2
            share = missed_share(len(without), len(rows), round(1 - rate, 3))
            seen, missed = (seen + len(found) + share[0] * len(without), missed + share[0] * len(without))
            for node in without:
                if node not in places and (only is None or node in only):
                    lacking[node].append((share[0], item))
            off[item] = sqrt(share[1])
        # elsewhere the detectors do about as well as in the lists, and as they do as a rule: sorts of documents differ
        rate = (missed / seen + 1 - recall) / 2
        others = self._missed_anywhere({node: each for node, each in places.items() if node not in listed}, 1 - rate)
        likeliest = [max(each, key=lambda pair: pair[0]) for each in lacking.values()]
        expected = sum(share for share, _ in likeliest)
        # whether a column was left empty is one question for all of a list who lack it
        variance = sum((number * off[item]) ** 2 for item, number in Counter(item for _, item in likeliest).items())
        variance += sum(share * (1 - share) for share, _ in likeliest)
        unseen = _UNSEEN * expected
        return Missed(
            others.expected + expected + unseen / 2,
            others.variance + variance + unseen,
            others.most + len(likeliest) + at_most(unseen),
        )

    def _like_forms(self, category: str) -> tuple[Mapping[Hashable, Hashable], Mapping[Hashable, set[int]]]:
        """Forms that hold the same beside values of a category are as rows of one list, whether they have one or not.

        An invoice lacks no birth date: no other invoice has one. Which list each form is of, and who is in each list.
        """
        if category not in self._forms_like:
            rows: dict[Any, set[int]] = defaultdict(set)
            own = frozenset((category,))
            like = {
                sorts: (FORMS, sorts - own)
                for sorts in self._sorts
                if len(sorts - own) > 1  # of whom nothing else was found, nobody knows what is missing
            }
            for holder, sorts in self._form_of.values():
                if sorts in like:
                    rows[like[sorts]].add(self.find(holder))
            many = [key for key, people in rows.items() if len(people) >= LEAST]
            of_kind: dict[Any, Any] = {}
            for key in sorted(rows.keys() - set(many), key=str):  # something more was missed there, as a rule
                fuller = [other for other in many if other[1] > key[1]]
                of_kind[key] = min(fuller, key=lambda other: (len(other[1]), -len(rows[other])), default=FORMS)
            for key, kind in of_kind.items():
                rows[kind] |= rows.pop(key)
            key_of = {sorts: of_kind.get(key, key) for sorts, key in like.items()}
            self._forms_like[category] = (
                {item: key_of[sorts] for item, (_, sorts) in self._form_of.items() if sorts in key_of},
                dict(rows),
            )
        return self._forms_like[category]
