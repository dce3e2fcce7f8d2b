"""How many people some mentions are about: how many were told apart, and what is left in doubt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import median_low
from typing import Any

from bailee.people.lists import FORMS, LEAST, is_column, missed_share
from bailee.people.mentions import Mention
from bailee.people.misread import misread
from bailee.people.ranges import Doubts, PeopleRange, at_most, missed_of, within
from bailee.people.tallies import Tallied, Tallies, Tally
from bailee.people.values import CATEGORY_OF

# How many of it one person has at most, as a rule, where the data itself does not tell.
_EACH = {
    "phone-number": 1.6,
    "postal-address": 1.3,
    "payment-card": 1.5,
    "bank-account": 1.3,
    "network-identifier": 1.6,
    "credentials": 1.6,
    "health-insurance-identifier": 1.2,
    "tax-identifier": 1.1,
}
_UNHEARD = 0.15  # slips in a name that leave no trace of it, to each that does
_UNSEEN = 0.1  # of those whose value was missed in a list, how many may be missed there with all else that is theirs
_AS_ELSEWHERE = 50  # rows of which as much is missed as elsewhere, for the count of those in lists
_UNSURE_HOW_MUCH = 0.7  # of what is missed, how far the rate itself may be off
_FULL = 0.8  # of the rows, how many have a value in a column that is seldom left empty
_UNLIKE = 1.3  # documents may suit the detectors that much worse than those they were measured on
_OFF = 0.2  # a share of some people, how far it may be off for others
_AS_USUAL = 4  # people who have as many of it as people have as a rule, for the count of those whom the data shows
_ONE_NAME = 0.8  # of those expected to have another's name, how far that may be off: families, countries, generations
_HAND = 0.5  # of slips that leave no trace, how far it may be off: some hands swap letters, others leave them out
HARDLY = 0.1  # people of whom one need not speak
_ADRIFT = 0.1  # of the people counted, how many more may be behind values that are tied to nobody
_OFTEN_MISSED = 0.97  # of values that are found less often than this, no count is better than
_SOME = 20  # people, of whom so small a share is worth speaking of
_NEVER_BETTER = 0.02  # so much of those counted
_SECOND = 0.2  # of second addresses, how far it may be off at least
_BARE = 0.3  # further values that stand without a name, to each that is met with one
_LOOSE = 0.25  # of values tied to nobody, how far it may be off how many people they are of
_OTHERS = 0.6  # of the values tied to nobody, how many at least are of people who are not counted
# How many of 100 values of a category the detectors find in documents that nobody tuned them to.
_FOUND = {
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
MISREAD = 0.34  # of the names that never stand with a value of that person: firms, places, headings


@dataclass(frozen=True, slots=True)
class Missed:
    """How many people more the detectors missed each time."""

    expected: float
    variance: float
    most: float

    @classmethod
    def about(cls, expected: float) -> Missed:
        return cls(expected, expected + (_UNSURE_HOW_MUCH * expected) ** 2, at_most(_UNLIKE * expected))


class Counts(Tallied):
    """Any part of everybody, counted."""

    def count(
        self,
        mentions: Iterable[Mention],
        *,
        known: Collection[int] = (),
        only: Collection[int] | None = None,
        adrift: int = 0,
    ) -> PeopleRange:
        """People whom these mentions are about, each value for itself (an SSN, a phone, a name).

        `only` these people where others share a value. `known` are all people of the sort that is counted, from whatever
        else is found: whoever is told apart by a number is named somewhere too. `adrift`: values of the same sort that
        nothing ties to anybody; some may be of those who are known and lack one.
        """
        return self._count(self._tally(mentions, only), known, only, adrift)

    def _count(
        self, tally: Tally, known: Collection[int] = (), only: Collection[int] | None = None, adrift: int = 0
    ) -> PeopleRange:
        category, alone = tally.category, tally.alone
        if not category:
            return PeopleRange(0, 0, ("no value that belongs to a person",))
        places = dict(tally.places)
        perhaps: set[int] = set()
        for holders, item in tally.shared:  # it is one of theirs; whose, nothing tells
            if places.keys().isdisjoint(holders):
                places[min(holders, key=lambda person: (self._person[person].is_relative, person))] = {item}
            perhaps.update(person for person in holders if not self._person[person].is_relative)
        perhaps -= places.keys()
        lacking = sum(1 for person in known if person not in places)
        if category == "person-name":
            elsewhere = max(lacking - ceil(missed_of((len(each) for each in places.values()), _FOUND[category])), 0)
        else:
            elsewhere = min(lacking, adrift, ceil(_ADRIFT * (len(places) + len(alone.get(category, ())))))
        recall = _FOUND.get(category, 1.0)
        missed = None if category == "person-name" else self._missed_in_lists(category, places, recall, only)
        return self._range(places, alone, tally.tied, recall, elsewhere, len(perhaps), missed, category)

    def everybody(self, mentions: Iterable[Mention]) -> PeopleRange:
        """All the people that any of the mentions is about. What nothing ties to anybody may be of people counted, or of others."""
        return self.tallied(self.tally(mentions))

    def tallied(self, tallies: Tallies) -> PeopleRange:
        """All the people of some tallies."""
        counts = [self._count(each) for each in tallies.each.values()]
        if not counts:
            return PeopleRange(0, 0)
        if not tallies.once:
            return max(counts, key=lambda count: count.high)
        # for each who was met by one value alone, somebody else was missed as often as such a value is
        lone = Counter(category for category in tallies.once.values() if category)
        missed = sum(missed_of([1] * n, _FOUND.get(each, 1.0)) for each, n in lone.items())
        whole = self.of_people(tallies.once, missed)
        return PeopleRange(
            max(whole.low, *(count.low for count in counts), 1),
            max(whole.high, *(count.high for count in counts)),
            whole.reasons,
        )

    def of_people(self, people: Iterable[int], missed: float = 0.0) -> PeopleRange:
        """About how many some of those are who were told apart: some may be other spellings of one of them, or namesakes."""
        whole = self._range(dict.fromkeys(people, ()), {}, {}, missed=Missed.about(missed))
        return whole if whole.reasons else PeopleRange(0, 0)

    def _range(
        self,
        places: Mapping[int, Collection[Hashable]],
        alone: Mapping[str, set[tuple[str, str]]],
        tied: Mapping[str, set[tuple[str, str]]],
        recall: float = 1.0,
        elsewhere: int = 0,
        perhaps: int = 0,
        missed: Missed | None = None,
        category: str = "",
    ) -> PeopleRange:
        people = set(places)
        anchored = sum(1 for node in people if self._person[node].is_anchored)
        told = [f"{anchored:,} told apart by an identifier"] if anchored else []
        if len(people) > anchored:
            told.append(f"{len(people) - anchored:,} by name alone")
        doubts = Doubts()
        doubts.either_way(sum(1 for node in people if not self._person[node].exclusive))
        if recall < _OFTEN_MISSED and category != "person-name" and len(people) >= _SOME:
            doubts.known(
                0.0, (_NEVER_BETTER * len(people)) ** 2, -_NEVER_BETTER * len(people), 2 * _NEVER_BETTER * len(people)
            )
        nobody = self._doubt_names(doubts, people)
        # two with a value each of one sort are one person only where somebody has two of it
        chance = min(self._each(category, people) - 1, 1.0) if category in _EACH else 1.0
        if unnamed := self._unnamed(people):
            self._doubt_unnamed(doubts, people, unnamed, chance)
        if second := self._second_addresses(people):
            self._doubt_seconds(doubts, people, second, chance)
        for sort in sorted(alone):
            loose = len(alone[sort] - tied.get(sort, set()))
            if loose:
                # for each further value that is tied to somebody, there are some that stand without the name
                each = self._each(sort, people)
                further = (each - 1) * len(people)
                expected = max(loose - _BARE * further, loose / 4) / each
                least = max(ceil((_OTHERS if people else 1) * (loose - further) / each), 0)
                variance = loose / each * (1 - 1 / each) + (_LOOSE * loose) ** 2
                reason = f"{loose:,} values that nothing ties to a name"
                doubts.known(max(expected, least), variance, least, loose, reason)
        if perhaps:
            doubts.between(0, perhaps, f"{perhaps:,} more share a value with somebody counted")
        if elsewhere:
            doubts.between(0, elsewhere, f"{elsewhere:,} who are known otherwise may be meant by some of it")
        if missed is None:
            missed = self._missed_anywhere(places, recall, nobody)
        if missed.expected >= HARDLY:
            most = min(missed.most, at_most(_UNLIKE * missed.expected + sqrt(missed.variance)))
            reason = f"{most:,} more may have been missed"
            doubts.known(min(missed.expected, most), missed.variance, 0.0, most, reason)
        return doubts.range(len(people), told)

    def _missed_anywhere(
        self, places: Mapping[int, Collection[Hashable]], recall: float, nobody: float = 0.0
    ) -> Missed:
        """People who were missed each time. `nobody`: of those of whom the name is known alone, who are no people: a
        heading, or another spelling of somebody's name, stands for none who could have been missed."""
        bare = [node for node in places if self.is_bare_name(node)]
        expected = missed_of((len(each) for node, each in places.items() if not self.is_bare_name(node)), recall)
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
            rows = forms[item] if item in forms else set(map(self.find, self._rows[item]))
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

    def _doubt_names(self, doubts: Doubts, people: set[int]) -> float:
        """What names leave in doubt: slips that nothing shows, words that are no names, namesakes. How many are nobody's own."""
        bare = [node for node in people if self.is_bare_name(node)]
        joined = sum(self._slips[node] for node in people)
        slips = _UNHEARD * joined
        nobody: float = slips
        if spellings := min(at_most(slips), len(bare)):
            doubts.fewer(slips, spellings, f"{spellings:,} may be other spellings of a name that is counted", _HAND)
        if bare:
            wrong, variance = self._misread(bare)
            reason = f"of {len(bare):,} nothing but the name is known, some of which may be no people"
            doubts.known(-wrong, variance, -len(bare), 0.0, reason)
            nobody += wrong
        expected, several = self._namesakes(people)
        # a spelling that was taken for somebody's may be somebody else's, where nothing tells these people apart
        untold = sum(1 for node in people if not self._person[node].exclusive) / max(len(people), 1)
        expected += self._alike.twins * joined * untold
        if namesakes := at_most(expected):
            doubts.more(expected, namesakes, f"{namesakes:,} more may have the same name as another", _ONE_NAME)
        if several:
            doubts.between(0, several, f"{several:,} addresses of work are of one name, and may be of several people")
        return nobody

    def _each(self, category: str, people: set[int]) -> float:
        """How many values of a category one person has, as the tied ones show, rounded up for care."""
        counts = [
            sum(1 for detector, _ in self._person[node].shared if CATEGORY_OF.get(detector) == category)
            for node in people
        ]
        counts = [count for count in counts if count]
        default = _EACH.get(category, 1.0)
        weight = len(counts) + _AS_USUAL
        mean = (sum(counts) + _AS_USUAL * default) / weight
        return min(default, mean + 2 * sqrt(sum((count - mean) ** 2 for count in counts)) / weight)

    def _misread(self, bare: Sequence[int]) -> tuple[float, float]:
        """How many of the names that stand with no value of that person are no names: as expected, and the variance of it."""
        unsure = [median_low(self._doubted.get(node) or [self._person[node].doubt]) for node in bare]
        if not any(unsure):  # nobody said how sure
            wrong = MISREAD / 2 * len(unsure)
            return wrong, wrong + wrong**2 / 3
        return misread(unsure, self._right)

    def _namesakes(self, people: set[int]) -> tuple[float, int]:
        """How many more than the names are to be expected; and addresses that tell of several people of one name."""
        named = numbered = several = 0
        for node in people:
            person = self._person[node]
            if person.names and not person.is_relative:
                named, numbered = named + 1, numbered + bool(person.exclusive)
                if not person.exclusive:
                    several += max(len(person.addresses.get("work", ())) - 1, 0)
        born = sum(1 for node in people if self._person[node].exclusive.keys() == {"date-of-birth"})
        return self._alike.among(named, numbered) + self._same_day_rate * born, several

    def _second_addresses(self, people: set[int]) -> int:
        """E-mail addresses without a name that may belong to somebody who is counted by one of the other sort."""
        loose: Counter[str] = Counter()
        lacking: Counter[str] = Counter()  # people without an address of work, without a personal one
        for node in people:
            person = self._person[node]
            if self._is_bare_address(node):
                loose.update(list(person.addresses))
            for use in ("work", "personal"):
                lacking[use] += use not in person.addresses and bool(person.addresses)
        # each loose address with somebody who lacks one of that sort, and what is left with one another
        personal = min(loose["personal"], lacking["personal"] - loose["work"])
        work = min(loose["work"], lacking["work"] - loose["personal"])
        return personal + work + min(loose["personal"] - personal, loose["work"] - work)

    def _doubt_seconds(self, doubts: Doubts, people: set[int], second: int, chance: float) -> None:
        bare = [node for node in people if self._is_bare_address(node)]
        expected, variance = self._seconds.expected(
            [person.addresses for node in people - set(bare) if (person := self._person[node]).addresses],
            [address for node in bare for each in self._person[node].addresses.values() for address in each],
        )
        expected, variance = within(expected, variance, second, self._with_two(people))
        variance = max(variance, (_SECOND * expected) ** 2)
        reason = f"{second:,} e-mail addresses may be a second one of somebody counted"
        doubts.known(-chance * expected, chance * variance, -second, 0, reason)

    def _with_two(self, people: set[int]) -> tuple[int, int]:
        """Of the people whose name stands with a personal address: who has one of work too, and all of them."""
        personal = [
            person.addresses
            for node in people
            if "personal" in (person := self._person[node]).addresses and not self._is_bare_address(node)
        ]
        return sum("work" in addresses for addresses in personal), len(personal)

    def _doubt_unnamed(self, doubts: Doubts, people: set[int], unnamed: int, chance: float) -> None:
        """Who is known by a number only is counted by name too as often as those are whose number has a name.

        `chance`: of people, how many have another value in another place. Whoever has the same is known by it: for each
        who was, so many were not; nobody knows whose it is where several in a home have it.
        """
        both = met = 0
        for node in people:
            person = self._person[node]
            if person.names and person.exclusive:
                both, met = (both + 1, met + (bool(person.addresses) or node in self._met_alone))
        share = (met + 1) / (both + 2)
        if chance < 1:
            late = sum(1 for node in {self.find(node) for node in self._named_late} if node in people)
            same = sum(1 for node in people if self._is_in_a_home_of(node, people))
            likely = same + late * chance / (1 - chance)
            share *= min(max(likely / unnamed, chance), 1.0)
        variance = unnamed * share * (1 - share) + (_OFF * unnamed) ** 2
        reason = f"{unnamed:,} known by a number only may be counted by name too"
        doubts.known(-share * unnamed, variance, -unnamed, 0, reason)

    def _is_in_a_home_of(self, node: int, people: set[int]) -> bool:
        """Whether somebody is known by a number only, and has a phone or an address with others who are named and counted."""
        own = self._person[node]
        if own.names or not own.exclusive:
            return False
        return any(
            other != node and other in people and self._person[other].names and self._person[other].has_room_for(own)
            for value in own.shared
            for other in self._holders.get(value, ())
        )

    def _unnamed(self, people: set[int]) -> int:
        """How many, of whom a number is known and no name, may be people who are counted too.

        Those whose name is known and no such number; and one with a number of another sort and no name either.
        """
        numbers: Counter[str] = Counter()
        loose: Counter[frozenset[str]] = Counter()  # by the numbers of which one has one only
        named: Counter[frozenset[str]] = Counter()
        for node in people:
            person = self._person[node]
            if person.names:
                named[frozenset(person.exclusive)] += not person.is_relative
            elif not person.addresses:
                loose[frozenset(person.exclusive)] += bool(person.exclusive)
                if person.strong:
                    numbers[min(sort for sort, _ in person.strong)] += 1
        several = numbers.total() - max(numbers.values(), default=0)
        meeting = (  # who has such a number already is nobody who has another
            min(number, sum(others for sorts, others in named.items() if sorts.isdisjoint(own)))
            for own, number in loose.items()
        )
        return max(several, *meeting, 0)

    def _is_bare_address(self, node: int) -> bool:
        person = self._person[node]
        return not person.names and not person.exclusive and all(sort == "email-address" for sort, _ in person.strong)
