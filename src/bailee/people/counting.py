"""How many people some mentions are about: how many were told apart, and what is left in doubt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from math import ceil, sqrt

from bailee.people.linking import ENOUGH, Links
from bailee.people.mentions import CATEGORY_OF, MACHINES, Mention, is_countable
from bailee.people.ranges import Doubts, PeopleRange, at_most, missed_of

# Several people may share it, so it joins only what has the same name too.
_SINGLE = ("us-ssn", "date-of-birth")
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
_WORSE = 6  # a name that stands with nothing is as doubtful as this many others taken together
_UNHEARD = 0.15  # slips in a name that leave no trace of it, to each that does
_UNLIKE = 1.3  # documents may suit the detectors that much worse than those they were measured on
HARDLY = 0.1  # people of whom one need not speak
_ADRIFT = 0.1  # of the people counted, how many more may be behind values that are tied to nobody
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


class Counts(Links):
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
        places: dict[int, set[Hashable]] = defaultdict(set)
        alone: dict[str, set[tuple[str, str]]] = defaultdict(set)  # values that nothing ties to a person
        tied: dict[str, set[tuple[str, str]]] = defaultdict(set)
        shared: list[tuple[tuple[int, ...], Hashable]] = []
        total = 0
        category = ""
        for mention in mentions:
            value = (mention.detector, mention.fingerprint)
            if not is_countable(mention) or value in self._offices:
                continue
            about = self.people_of(mention)
            if not about and mention.is_companion:
                continue
            total, category = total + 1, mention.category
            if only is not None:
                about = tuple(person for person in about if person in only)
            if len(about) == 1:
                places[about[0]].add(mention.item)
            elif about and only is None:
                shared.append((about, mention.item))
            (tied if about else alone)[mention.category].add(value)
        if not total:
            return PeopleRange(0, 0, ("no value that belongs to a person",))
        perhaps: set[int] = set()
        for holders, item in shared:  # it is one of theirs; whose, nothing tells
            if places.keys().isdisjoint(holders):
                places[min(holders, key=lambda person: (self._person[person].is_relative, person))].add(item)
            perhaps.update(person for person in holders if not self._person[person].is_relative)
        perhaps -= places.keys()
        lacking = sum(1 for person in known if person not in places)
        if category == "person-name":
            elsewhere = max(lacking - ceil(missed_of((len(each) for each in places.values()), _FOUND[category])), 0)
        else:
            elsewhere = min(lacking, adrift, ceil(_ADRIFT * (len(places) + len(alone[category]))))
        return self._range(places, alone, tied, _FOUND.get(category, 1.0), elsewhere, len(perhaps))

    def everybody(self, mentions: Iterable[Mention]) -> PeopleRange:
        """All the people that any of the mentions is about. What nothing ties to anybody may be of people counted, or of others."""
        by_category: dict[str, list[Mention]] = defaultdict(list)
        once: dict[int, str] = {}  # of each person, the category of the only value of theirs; empty: there are several
        for mention in mentions:
            if mention.category not in MACHINES:
                by_category[mention.category].append(mention)
            node = self._node(mention)
            if node is not None:
                node = self._find(node)
                once[node] = "" if node in once else mention.category
        counts = [self.count(each) for each in by_category.values()]
        if not counts:
            return PeopleRange(0, 0)
        if not once:
            return max(counts, key=lambda count: count.high)
        # for each who was met by one value alone, somebody else was missed as often as such a value is
        lone = Counter(category for category in once.values() if category)
        whole = self.of_people(once, sum(missed_of([1] * n, _FOUND.get(each, 1.0)) for each, n in lone.items()))
        return PeopleRange(
            max(whole.low, *(count.low for count in counts), 1),
            max(whole.high, *(count.high for count in counts)),
            whole.reasons,
        )

    def of_people(self, people: Iterable[int], missed: float = 0.0) -> PeopleRange:
        """About how many some of those are who were told apart: some may be other spellings of one of them, or namesakes."""
        whole = self._range(dict.fromkeys(people, ()), {}, {}, missed=missed)
        return whole if whole.reasons else PeopleRange(0, 0)

    def _range(
        self,
        places: Mapping[int, Collection[Hashable]],
        alone: Mapping[str, set[tuple[str, str]]],
        tied: Mapping[str, set[tuple[str, str]]],
        recall: float = 1.0,
        elsewhere: int = 0,
        perhaps: int = 0,
        missed: float = 0.0,
    ) -> PeopleRange:
        people = set(places)
        anchored = sum(1 for node in people if self._person[node].is_anchored)
        told = [f"{anchored:,} told apart by an identifier"] if anchored else []
        if len(people) > anchored:
            told.append(f"{len(people) - anchored:,} by name alone")
        doubts = Doubts()
        doubts.either_way(sum(1 for node in people if not self._person[node].exclusive))
        self._doubt_names(doubts, people)
        if unnamed := self._unnamed(people):
            doubts.between(-unnamed, 0, f"{unnamed:,} known by a number only may be counted by name too")
        if second := self._second_addresses(people):
            doubts.between(-second, 0, f"{second:,} e-mail addresses may be a second one of somebody counted")
        for category in sorted(alone):
            loose = len(alone[category] - tied.get(category, set()))
            if loose:
                each = self._each(category, people)
                # some of them may be further values of people already counted, or several of one person
                room = max(each - 1, _ADRIFT if people else 0) * len(people)
                least = max(ceil((_OTHERS if people else 1) * (loose - room) / each), 0)
                doubts.between(least, loose, f"{loose:,} values that nothing ties to a name")
        if perhaps:
            doubts.between(0, perhaps, f"{perhaps:,} more share a value with somebody counted")
        if elsewhere:
            doubts.between(0, elsewhere, f"{elsewhere:,} who are known otherwise may be meant by some of it")
        expected = missed + missed_of((len(each) for each in places.values()), recall)
        if most := at_most(_UNLIKE * expected) if expected >= HARDLY else 0:
            doubts.more(expected, most, f"{most:,} more may have been missed")
        return doubts.range(len(people), told)

    def _doubt_names(self, doubts: Doubts, people: set[int]) -> None:
        """What names leave in doubt: slips that nothing shows, words that are no names, namesakes."""
        bare = [node for node in people if self.is_bare_name(node)]
        joined = sum(self._slips[node] for node in people)
        slips = _UNHEARD * joined
        if spellings := min(at_most(slips), len(bare)):
            doubts.fewer(slips, spellings, f"{spellings:,} may be other spellings of a name that is counted")
        if bare:
            wrong, most = self._misread(bare)
            doubts.fewer(
                wrong, most, f"of {len(bare):,} nothing but the name is known, some of which may be no people", 0.4
            )
        expected, several = self._namesakes(people)
        # a spelling that was taken for somebody's may be somebody else's, where nothing tells these people apart
        untold = sum(1 for node in people if not self._person[node].exclusive) / max(len(people), 1)
        expected += self._twin_rate * joined * untold
        if namesakes := at_most(expected):
            doubts.more(expected, namesakes, f"{namesakes:,} more may have the same name as another")
        if several:
            doubts.between(0, several, f"{several:,} addresses of work are of one name, and may be of several people")

    def _each(self, category: str, people: set[int]) -> float:
        """How many values of a category one person has, as the tied ones show, rounded up for care."""
        counts = [
            sum(1 for detector, _ in self._person[node].shared if CATEGORY_OF.get(detector) == category)
            for node in people
        ]
        counts = [count for count in counts if count]
        default = _EACH.get(category, 1.0)
        if len(counts) < ENOUGH:
            return default
        mean = sum(counts) / len(counts)
        return min(default, mean + 2 * sqrt(sum((count - mean) ** 2 for count in counts)) / len(counts))

    def _misread(self, bare: Collection[int]) -> tuple[float, int]:
        """How many of the names that stand with no value of that person are no names: as expected, and at most.

        A detector says how sure it was. Among names that never stand with anything, those that are none are more frequent
        than among all names.
        """
        doubts = [self._person[node].doubt for node in bare]
        if not any(doubts):  # nobody said how sure
            return MISREAD / 2 * len(doubts), ceil(MISREAD * len(doubts))
        return sum(1 - (1 - doubt) ** _WORSE for doubt in doubts), len(doubts)

    def _namesakes(self, people: set[int]) -> tuple[float, int]:
        """How many more than the names are to be expected; and addresses that tell of several people of one name."""
        untold = partly = several = 0
        for node in people:
            person = self._person[node]
            if not person.exclusive and person.names and not person.is_relative:
                several += max(len(person.addresses.get("work", ())) - 1, 0)
                untold, partly = untold + (not person.strong), partly + bool(person.strong)
        born = sum(1 for node in people if self._person[node].exclusive.keys() == {"date-of-birth"})
        return self._namesake_rate * (untold + 0.3 * partly) + self._same_day_rate * born, several

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

    def _unnamed(self, people: set[int]) -> int:
        """How many, of whom a number is known and no name, may be people who are counted too.

        Those whose name is known and no such number; and one with a number of another sort and no name either.
        """
        numbers = Counter(
            next(iter(sorted(sort for sort, _ in person.strong)))
            for node in people
            if (person := self._person[node]).strong and not person.names and not person.addresses
        )
        loose: Counter[str] = Counter()
        lacking: Counter[str] = Counter()
        for node in people:
            person = self._person[node]
            for detector in _SINGLE:
                if detector not in person.exclusive:
                    lacking[detector] += bool(person.names) and not person.is_relative
                elif not person.names and not person.addresses:
                    loose[detector] += 1
        several = numbers.total() - max(numbers.values(), default=0)
        return max([several, *(min(number, lacking[detector]) for detector, number in loose.items())])

    def _is_bare_address(self, node: int) -> bool:
        person = self._person[node]
        return not person.names and not person.exclusive and all(sort == "email-address" for sort, _ in person.strong)
