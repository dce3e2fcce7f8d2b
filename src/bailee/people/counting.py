"""How many people some mentions are about: how many were told apart, and what is left in doubt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from math import ceil, floor, sqrt

from bailee.people.linking import ENOUGH, Links
from bailee.people.mentions import CATEGORY_OF, MACHINES, Mention, is_countable
from bailee.people.ranges import PeopleRange, at_least, at_most, missed_of

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
            for person in about if len(about) == 1 or only is None else ():
                places[person].add(mention.item)
            (tied if about else alone)[mention.category].add(value)
        if not total:
            return PeopleRange(0, 0, ("no value that belongs to a person",))
        lacking = sum(1 for person in known if person not in places)
        if category == "person-name":
            elsewhere = max(lacking - missed_of((len(each) for each in places.values()), _FOUND[category]), 0)
        else:
            elsewhere = min(lacking, adrift, ceil(_ADRIFT * (len(places) + len(alone[category]))))
        return self._range(places, alone, tied, _FOUND.get(category, 1.0), elsewhere)

    def everybody(self, mentions: Iterable[Mention]) -> PeopleRange:
        """All the people that any of the mentions is about. What nothing ties to anybody may be of people counted, or of others."""
        by_category: dict[str, list[Mention]] = defaultdict(list)
        nodes: set[int] = set()
        for mention in mentions:
            if mention.category not in MACHINES:
                by_category[mention.category].append(mention)
            node = self._node(mention)
            if node is not None:
                nodes.add(self._find(node))
        counts = [self.count(each) for each in by_category.values()]
        if not counts:
            return PeopleRange(0, 0)
        if not nodes:
            return max(counts, key=lambda count: count.high)
        whole = self.of_people(nodes)
        return PeopleRange(
            max(whole.low, *(count.low for count in counts), 1),
            max(whole.high, *(count.high for count in counts)),
            whole.reasons,
        )

    def of_people(self, people: Iterable[int]) -> PeopleRange:
        """About how many some of those are who were told apart: some may be other spellings of one of them, or namesakes."""
        whole = self._range(dict.fromkeys(people, ()), {}, {})
        return whole if whole.reasons else PeopleRange(0, 0)

    def _range(
        self,
        places: Mapping[int, Collection[Hashable]],
        alone: Mapping[str, set[tuple[str, str]]],
        tied: Mapping[str, set[tuple[str, str]]],
        recall: float = 1.0,
        elsewhere: int = 0,
    ) -> PeopleRange:
        people = set(places)
        anchored = sum(1 for node in people if self._person[node].is_anchored)
        reasons = []
        low = high = float(len(people))
        if anchored:
            reasons.append(f"{anchored} told apart by an identifier")
        if len(people) > anchored:
            reasons.append(f"{len(people) - anchored} by name alone")
        fewest, most = self._spellings(people)
        unnamed = self._unnamed(people)
        if unnamed:
            low -= unnamed
            reasons.append(f"{unnamed} known by a number only may be counted by name too")
        bare = sum(map(self.is_bare_name, people))
        low, high = low - max(most, ceil(MISREAD * bare)), high - fewest
        if most:
            reasons.append(f"{fewest} to {most} are other spellings of a name that is counted")
        if bare:
            reasons.append(f"of {bare} nothing but the name is known, some of which may be no people")
        namesakes = self._namesakes(people, fewest)
        if namesakes:
            high += namesakes
            reasons.append(f"{namesakes} more may have the same name as another")
        second = self._second_addresses(people)
        if second:
            low -= second
            reasons.append(f"{second} e-mail addresses may be a second one of somebody counted")
        for category in sorted(alone):
            loose = len(alone[category] - tied.get(category, set()))
            if loose:
                each = self._each(category, people)
                # some of them may be further values of people already counted, or several of one person
                room = max(each - 1, _ADRIFT if people else 0) * len(people)
                low += max(ceil((_OTHERS if people else 1) * (loose - room) / each), 0)
                high += loose
                reasons.append(f"{loose} values that nothing ties to a name")
        missed = missed_of((len(each) for each in places.values()), recall) + elsewhere
        if missed:
            high += missed
            reasons.append(f"{missed} more may have been missed")
        whole_low = max(int(low), 1)
        return PeopleRange(whole_low, max(int(high), whole_low), tuple(reasons))

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

    def _spellings(self, people: set[int]) -> tuple[int, int]:
        """How many of the people are other spellings of one who is counted too: at least and at most.

        Known by name alone, with a name that sounds like another's: less those who do so by chance.
        """
        classes: dict[str, list[int]] = defaultdict(list)
        for node in people:
            for sound in self._person[node].sounds:
                classes[sound].append(node)
        bare = {node for node in people if not self._person[node].is_anchored and not self._person[node].is_relative}
        doubtful = 0
        for nodes in classes.values():
            loose = sum(1 for node in nodes if node in bare)
            doubtful += loose - (loose == len(nodes))  # where nobody is told apart, one of them is the person
        if doubtful <= 0:
            return 0, 0
        chance = self._sound_rate * (1 - 0.5 * len(bare) / len(people))
        by_chance = chance * len(bare)
        rest = max(1 - chance, 0.1)
        least = (doubtful - at_most(by_chance, 0.98)) / rest
        most = (doubtful - at_least(by_chance)) / rest
        # a misspelling may sound otherwise too: then nothing shows it
        unheard = at_most(0.1 * max(most, 0.0), 0.98)
        return max(floor(least), 0), max(min(ceil(most), doubtful) + unheard, 0)

    def _namesakes(self, people: set[int], spellings: int) -> int:
        """How many more than the names: 95 of 100 times not more than this."""
        untold = partly = several = 0
        for node in people:
            person = self._person[node]
            if not person.exclusive and person.names and not person.is_relative:
                several += max(len(person.addresses.get("work", ())) - 1, 0)
                untold, partly = untold + (not person.strong), partly + bool(person.strong)
        born = sum(1 for node in people if self._person[node].exclusive.keys() == {"date-of-birth"})
        expected = self._namesake_rate * (max(untold - spellings, 0) + 0.3 * partly) + self._same_day_rate * born
        return several + at_most(expected)

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
