"""How many people some mentions are about: how many were told apart, and what is left in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from math import ceil, sqrt
from statistics import median_low

from bailee.counting import count
from bailee.people.mentions import Mention
from bailee.people.misread import misread
from bailee.people.missed import FOUND, UNLIKE, Missed
from bailee.people.ranges import Doubts, PeopleRange, at_most, missed_of
from bailee.people.tallies import Tally
from bailee.people.traits import Crowd
from bailee.people.twice import Twice
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
_AS_USUAL = 4  # people who have as many of it as people have as a rule, for the count of those whom the data shows
_ONE_NAME = 0.8  # of those expected to have another's name, how far that may be off: families, countries, generations
_HAND = 0.5  # of slips that leave no trace, how far it may be off: some hands swap letters, others leave them out
HARDLY = 0.1  # people of whom one need not speak
_ADRIFT = 0.1  # of the people counted, how many more may be behind values that are tied to nobody
_OFTEN_MISSED = 0.97  # of values that are found less often than this, no count is better than
_SOME = 20  # people, of whom so small a share is worth speaking of
_NEVER_BETTER = 0.02  # so much of those counted
_BARE = 0.3  # further values that stand without a name, to each that is met with one
_LOOSE = 0.25  # of values tied to nobody, how far it may be off how many people they are of
_OTHERS = 0.6  # of the values tied to nobody, how many at least are of people who are not counted
_BORN = frozenset({"date-of-birth"})
MISREAD = 0.34  # of the names that never stand with a value of that person: firms, places, headings


class Counts(Twice):
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
            elsewhere = max(lacking - ceil(missed_of((len(each) for each in places.values()), FOUND[category])), 0)
        else:
            elsewhere = min(lacking, adrift, ceil(_ADRIFT * (len(places) + len(alone.get(category, ())))))
        recall = FOUND.get(category, 1.0)
        missed = None if category == "person-name" else self._missed_in_lists(category, places, recall, only)
        return self._range(places, alone, tally.tied, recall, elsewhere, len(perhaps), missed, category)

    def everybody(self, mentions: Iterable[Mention]) -> PeopleRange:
        """All the people that any of the mentions is about. What nothing ties to anybody may be of people counted, or of others."""
        return self.everybody_in({"": mentions})[0]

    def everybody_in(self, parts: Mapping[str, Iterable[Mention]]) -> tuple[PeopleRange, dict[str, PeopleRange]]:
        """All the people of some parts together, and those of each."""
        found = {part: self._by_category(mentions) for part, mentions in parts.items()}
        counts: dict[str, dict[str, PeopleRange]] = {part: {} for part in found}
        whole: list[PeopleRange] = []
        for category in dict.fromkeys(category for each, _ in found.values() for category in each):
            together = Tally()
            for part, (each, _) in found.items():
                if category in each:
                    tally = self._tally(each[category])
                    counts[part][category] = self._count(tally)
                    together.add(tally)
            if len(found) > 1:
                whole.append(self._count(together))
        ranges = {part: self._all_of([counts[part][each] for each in found[part][0]], found[part][1]) for part in found}
        if len(ranges) == 1:
            return next(iter(ranges.values())), ranges
        once: dict[int, str] = {}
        for _, of_part in found.values():
            for person, category in of_part.items():
                once[person] = "" if person in once else category
        return self._all_of(whole, once), ranges

    def _all_of(self, counts: Sequence[PeopleRange], once: Mapping[int, str]) -> PeopleRange:
        """Those of whom some categories were counted. `once`: everybody, with the category of their only value."""
        if not counts:
            return PeopleRange(0, 0)
        if not once:
            return max(counts, key=lambda count: count.high)
        # for each who was met by one value alone, somebody else was missed as often as such a value is
        lone = Counter(category for category in once.values() if category)
        missed = sum(missed_of([1] * n, FOUND.get(each, 1.0)) for each, n in lone.items())
        whole = self.of_people(once, missed)
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
        crowd = self.crowd(people)
        anchored = sum(number for trait, number in crowd if trait.is_anchored)
        told = [f"{anchored:,} told apart by an identifier"] if anchored else []
        if len(people) > anchored:
            told.append(f"{len(people) - anchored:,} by name alone")
        doubts = Doubts()
        doubts.either_way(sum(number for trait, number in crowd if not trait.exclusive))
        if recall < _OFTEN_MISSED and category != "person-name" and len(people) >= _SOME:
            doubts.known(
                0.0, (_NEVER_BETTER * len(people)) ** 2, -_NEVER_BETTER * len(people), 2 * _NEVER_BETTER * len(people)
            )
        nobody = self._doubt_names(doubts, people, crowd)
        # two with a value each of one sort are one person only where somebody has two of it
        chance = min(self._each(category, crowd) - 1, 1.0) if category in _EACH else 1.0
        if unnamed := self._unnamed(crowd):
            self._doubt_unnamed(doubts, people, crowd, unnamed, chance)
        if alike := self._spelled_alike(people):
            doubts.between(-alike, 0, f"{alike:,} may be another spelling of somebody counted")
        if second := self._second_addresses(crowd):
            self._doubt_seconds(doubts, people, crowd, second, chance)
        for sort in sorted(alone):
            loose = len(alone[sort] - tied.get(sort, set()))
            if loose:
                # for each further value that is tied to somebody, there are some that stand without the name
                each = self._each(sort, crowd)
                further = (each - 1) * len(people)
                expected = max(loose - _BARE * further, loose / 4) / each
                least = max(ceil((_OTHERS if people else 1) * (loose - further) / each), 0)
                variance = loose / each * (1 - 1 / each) + (_LOOSE * loose) ** 2
                reason = f"{count(loose, 'value')} that nothing ties to a name"
                doubts.known(max(expected, least), variance, least, loose, reason)
        if perhaps:
            doubts.between(0, perhaps, f"{perhaps:,} more share a value with somebody counted")
        if elsewhere:
            doubts.between(0, elsewhere, f"{elsewhere:,} who are known otherwise may be meant by some of it")
        if missed is None:
            missed = self._missed_anywhere(places, recall, nobody)
        if missed.expected >= HARDLY:
            most = min(missed.most, at_most(UNLIKE * missed.expected + sqrt(missed.variance)))
            reason = f"{most:,} more may have been missed"
            doubts.known(min(missed.expected, most), missed.variance, 0.0, most, reason)
        return doubts.range(len(people), told)

    def _doubt_names(self, doubts: Doubts, people: set[int], crowd: Crowd) -> float:
        """What names leave in doubt: slips that nothing shows, words that are no names, namesakes. How many are nobody's own."""
        names = self._bare_names
        bare = [node for node in people if node in names]
        joined = sum(self._slips[node] for node in self._slips.keys() & people)
        slips = _UNHEARD * joined
        nobody: float = slips
        if spellings := min(at_most(slips), len(bare)):
            doubts.fewer(
                slips,
                spellings,
                f"{count(spellings, 'may be another spelling', 'may be other spellings')} of a name that is counted",
                _HAND,
            )
        if bare:
            wrong, variance = self._misread(bare)
            reason = f"of {len(bare):,} nothing but the name is known, some of which may be no people"
            doubts.known(-wrong, variance, -len(bare), 0.0, reason)
            nobody += wrong
        expected, several = self._namesakes(crowd)
        # a spelling that was taken for somebody's may be somebody else's, where nothing tells these people apart
        untold = sum(number for trait, number in crowd if not trait.exclusive) / max(len(people), 1)
        expected += self._alike.twins * joined * untold
        if namesakes := at_most(expected):
            doubts.more(expected, namesakes, f"{namesakes:,} more may have the same name as another", _ONE_NAME)
        if several:
            doubts.between(0, several, _of_one_name(several))
        return nobody

    @staticmethod
    def _each(category: str, crowd: Crowd) -> float:
        """How many values of a category one person has, as the tied ones show, rounded up for care."""
        sorts = {detector for detector, of in CATEGORY_OF.items() if of == category}
        counts = [
            (each, number)
            for trait, number in (crowd if sorts else ())
            if (each := sum(values for detector, values in trait.shared if detector in sorts))
        ]
        default = _EACH.get(category, 1.0)
        weight = sum(number for _, number in counts) + _AS_USUAL
        mean = (sum(each * number for each, number in counts) + _AS_USUAL * default) / weight
        return min(default, mean + 2 * sqrt(sum(number * (each - mean) ** 2 for each, number in counts)) / weight)

    def _misread(self, bare: Sequence[int]) -> tuple[float, float]:
        """How many of the names that stand with no value of that person are no names: as expected, and the variance of it."""
        unsure = [median_low(self._doubted.get(node) or [self._person[node].doubt]) for node in bare]
        if not any(unsure):  # nobody said how sure
            wrong = MISREAD / 2 * len(unsure)
            return wrong, wrong + wrong**2 / 3
        return misread(unsure, self._right)

    def _namesakes(self, crowd: Crowd) -> tuple[float, int]:
        """How many more than the names are to be expected; and addresses that tell of several people of one name."""
        named = numbered = several = born = 0
        for trait, number in crowd:
            if trait.is_named and not trait.is_relative:
                named, numbered = named + number, numbered + number * bool(trait.exclusive)
                several += number * sum(addresses - 1 for use, addresses in trait.addresses if use == "work")
            born += number * (trait.exclusive == _BORN)
        return self._alike.among(named, numbered) + self._same_day_rate * born, several


def _of_one_name(addresses: int) -> str:
    """
    >>> _of_one_name(1)
    '1 address of work is under the name of another, and may be of somebody else'
    """
    if addresses == 1:
        return "1 address of work is under the name of another, and may be of somebody else"
    return f"{addresses:,} addresses of work are of one name, and may be of several people"
