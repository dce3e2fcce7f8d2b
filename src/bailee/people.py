"""How many people: values become people by what links them, and the count is an honest range.

Nothing here sees a value. A *mention* is one value in one place, as keyed fingerprints; mentions of one *group* (a row, a
form, a paragraph) that names one person are about that person. Then, strongest first:

1. An identifier that only one person has (SSN, passport, e-mail …) joins whatever carries it, unless the two already have
   different numbers of a sort that a person has only one of (SSN, birth date): then they are two people.
2. The same name with the same birth date, phone, address or account is the same person; so is a name that sounds the same.
3. The same name alone is taken for one person, once for each who was told apart by 1: namesakes stay two.

What is left in doubt makes the range: names that may be spellings of others, values that may be a second one of somebody
already counted, namesakes that nothing tells apart. How often that happens is measured in the data itself where an
identifier shows the truth, and assumed, on the careful side, where none does.

>>> row = [Mention("a.csv", "us-ssn", "social-security-number", "s1", (), "r1"),
...        Mention("a.csv", "person-name", "person-name", "n1", (("name", "n1"),), "r1"),
...        Mention("b.txt", "person-name", "person-name", "n1", (("name", "n1"),), "p9")]
>>> People(row).count(row)
PeopleRange(low=1, high=1, reasons=('1 told apart by an identifier',))
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil, exp, floor, sqrt

from bailee.findings import Finding


@dataclass(frozen=True, slots=True)
class PeopleRange:
    """Distinct people, as an honest range: `low` were told apart, more than `high` are not to be expected."""

    low: int
    high: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One value in one place, without the value."""

    item: Hashable  # where: equal for mentions of one document
    detector: str
    category: str  # vocabulary.DATA_CATEGORIES
    fingerprint: str
    forms: tuple[tuple[str, str], ...]
    group: str
    attributes: tuple[tuple[str, str], ...] = ()
    position: int = 0

    @classmethod
    def of(cls, finding: Finding, item: Hashable = None) -> Mention:
        return cls(
            finding.locator.segments if item is None else item,
            finding.detector,
            finding.category,
            finding.fingerprint,
            finding.normal_forms,
            finding.group,
            finding.attributes,
            finding.position,
        )


# Only one person has it.
_STRONG = frozenset(
    {
        "social-security-number",
        "national-identifier",
        "driving-licence",
        "passport",
        "health-identifier",
        "email-address",
    }
)
# A person has only one of it, so two different ones are two people.
_EXCLUSIVE = frozenset({"social-security-number", "national-identifier", "date-of-birth"})
# Several people may share it, so it joins only what has the same name too.
_SHARED = frozenset(
    {"date-of-birth", "phone-number", "postal-address", "payment-card", "bank-account", "health-insurance-identifier"}
)
_NOBODYS = frozenset({"us-routing-number"})  # a bank's
# About machines and accounts more than about people.
_MACHINES = frozenset({"network-identifier", "credentials"})
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
_SOUNDS = 4_000  # surname by sound with an initial: about so many equally common ones
_NAMES = 60_000  # full names: about so many equally common ones, for an American workforce
_MISSED = 0.04  # of the people in a list, whom no detector told apart
_BIRTHDAYS = 2 * 16_000  # birth dates of people of working age
_FEW = 300
_ENOUGH = 20  # people told apart for certain, from which on the data's own rates count


@dataclass(slots=True)
class _Person:
    """A node of the union: what is known of one person so far."""

    names: set[str] = field(default_factory=set)
    sounds: set[str] = field(default_factory=set)
    strong: set[tuple[str, str]] = field(default_factory=set)
    exclusive: dict[str, str] = field(default_factory=dict)  # detector → fingerprint
    shared: set[tuple[str, str]] = field(default_factory=set)
    addresses: dict[str, set[str]] = field(default_factory=dict)  # e-mail by use: work, personal

    @property
    def is_anchored(self) -> bool:
        return bool(self.strong) or bool(self.exclusive)

    def contradicts(self, other: _Person) -> bool:
        return any(other.exclusive.get(sort, value) != value for sort, value in self.exclusive.items())

    def absorb(self, other: _Person) -> None:
        self.names |= other.names
        self.sounds |= other.sounds
        self.strong |= other.strong
        self.exclusive.update(other.exclusive)
        self.shared |= other.shared
        for use, addresses in other.addresses.items():
            self.addresses.setdefault(use, set()).update(addresses)

    def is_strange_to(self, other: _Person) -> bool:
        """Two addresses of work under one name are two people more often than one."""
        first, second = self.addresses.get("work", set()), other.addresses.get("work", set())
        return bool(first and second) and first.isdisjoint(second)


class People:
    """Everybody whom a set of mentions is about. Build it over all of them, then count any part of them."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._parent: list[int] = []
        self._person: list[_Person] = []
        self._of_group: dict[str, int] = {}  # groups about one person
        self._of_value: dict[tuple[str, str], int] = {}  # strong values that stand alone
        self._of_name: dict[str, int] = {}  # the first person of a name
        self._of_shared: dict[tuple[str, str], list[int]] = defaultdict(list)
        groups: dict[str, list[Mention]] = defaultdict(list)
        documents: dict[Hashable, list[Mention]] = defaultdict(list)
        for mention in mentions:
            if is_countable(mention):
                groups[mention.group].append(mention)
                documents[mention.item].append(mention)
        for group, members in groups.items():
            self._read(group, members)
        for members in documents.values():
            self._join_form(members)
        self._join_strong()
        self._join_names_with_shared()
        self._join_births()
        self._join_names()
        for node in range(len(self._person)):
            for shared in self._person[node].shared:
                self._of_shared[shared].append(node)
        self._measure()

    # building

    def _read(self, group: str, members: Sequence[Mention]) -> None:
        if _is_one_person(members):
            person = _Person()
            for mention in members:
                _put(person, mention)
            if person.names or person.is_anchored:
                self._of_group[group] = self._new(person)
            return
        for mention in members:  # several people: what belongs to whom, nothing here tells
            value = (mention.detector, mention.fingerprint)
            if mention.category in _STRONG and value not in self._of_value:
                person = _Person()
                _put(person, mention)
                self._of_value[value] = self._new(person)
            elif mention.category == "person-name":
                person = _Person()
                _put(person, mention)
                name = _form(mention, "name") or mention.fingerprint
                if name not in self._of_name:
                    self._of_name[name] = self._new(person)

    def _new(self, person: _Person) -> int:
        self._parent.append(len(self._parent))
        self._person.append(person)
        return len(self._parent) - 1

    def _find(self, node: int) -> int:
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def _union(self, one: int, other: int) -> bool:
        one, other = self._find(one), self._find(other)
        if one == other:
            return True
        if self._person[one].contradicts(self._person[other]):
            return False
        self._parent[other] = one
        self._person[one].absorb(self._person[other])
        return True

    def _roots(self) -> list[int]:
        return [node for node in range(len(self._parent)) if self._parent[node] == node]

    def _join_form(self, members: Sequence[Mention]) -> None:
        """A document with no more than one number of each sort that a person has one of is a form about one person."""
        own = [mention for mention in members if mention.category in _IDENTIFYING]
        prints: dict[str, set[str]] = defaultdict(set)
        for mention in own:
            prints[mention.detector].add(mention.fingerprint)
        if len(prints) < 2 or any(len(each) > _IN_A_ROW.get(detector, 1) for detector, each in prints.items()):
            return
        nodes = [node for mention in own if (node := self._of_group.get(mention.group)) is not None]
        sounds = {sound for node in nodes for sound in self._person[self._find(node)].sounds}
        if nodes and len(sounds) < 2:
            for node in nodes[1:]:
                self._union(nodes[0], node)
            for mention in own:  # a value that stood alone in its paragraph now has somebody
                self._of_group.setdefault(mention.group, nodes[0])
                if mention.category in _SHARED:
                    self._person[self._find(nodes[0])].shared.add((mention.detector, mention.fingerprint))

    def _join_births(self) -> None:
        """The same birth date, where no number speaks against it: seldom two people in one company.

        Names may differ where there are few people: a name misread, or the doctor's beside the patient's birth date, is
        then far likelier than two who were born on the same day.
        """
        holders: dict[str, list[int]] = defaultdict(list)
        for node in self._roots():
            birth = self._person[node].exclusive.get("date-of-birth")
            if birth is not None:
                holders[birth].append(node)
        few = len(holders) < _FEW
        for nodes in holders.values():
            first = sorted(nodes, key=lambda node: (not self._person[node].names, -len(self._person[node].exclusive)))
            self._join(first, same_name=not few)
        self._same_day_rate = len(holders) / _BIRTHDAYS if few else 0.0

    def _join_strong(self) -> None:
        """An address joins only names that sound alike: people write to each other, and quote each other's."""
        holders: dict[tuple[str, str], list[int]] = defaultdict(list)
        for node, person in enumerate(self._person):
            for value in person.strong:
                holders[value].append(node)
        # a number of one's own before an address that families share
        for value in sorted(holders, key=lambda value: value[0] == "email-address"):
            self._join(holders[value], same_name=value[0] == "email-address")

    def _join_names_with_shared(self) -> None:
        """The same name, or one that sounds the same, beside the same birth date, phone, address or account."""
        holders: dict[tuple[str, tuple[str, str]], list[int]] = defaultdict(list)
        for node in self._roots():
            person = self._person[node]
            for shared in person.shared:
                for sound in person.sounds or person.names:
                    holders[sound, shared].append(node)
        for nodes in holders.values():
            self._join(nodes)

    def _join_names(self) -> None:
        holders: dict[str, list[int]] = defaultdict(list)
        for node in self._roots():
            for name in self._person[node].names:
                holders[name].append(node)
        for nodes in holders.values():
            # those told apart first, so that a bare mention joins one of them instead of holding two together
            heads: list[int] = []
            for node in sorted(nodes, key=lambda node: -len(self._person[node].exclusive)):
                node = self._find(node)
                person = self._person[node]
                if node in heads:
                    continue
                fitting = sorted(heads, key=lambda head: person.is_strange_to(self._person[head]))
                if not any(self._union(head, node) for head in fitting):
                    heads.append(node)

    def _join(self, nodes: Sequence[int], *, same_name: bool = False) -> None:
        """Join each with the first one that it does not contradict."""
        heads: list[int] = []
        for node in nodes:
            if not any(self._union(head, node) for head in heads if not same_name or self._sound_alike(head, node)):
                heads.append(node)

    def _sound_alike(self, one: int, other: int) -> bool:
        first, second = self._person[self._find(one)], self._person[self._find(other)]
        if not first.names or not second.names:
            return True
        return not first.sounds.isdisjoint(second.sounds) or not first.names.isdisjoint(second.names)

    # what the data says about itself

    def _measure(self) -> None:
        roots = self._roots()
        persons = {node: self._person[node] for node in roots}
        self._everyone = len(roots)
        apart = [person for person in persons.values() if person.exclusive and person.names]
        names = Counter(name for person in apart for name in person.names)
        named = sum(1 for person in persons.values() if person.names)
        self._namesake_rate = named / _NAMES
        self._sound_rate = 1 - exp(-named / _SOUNDS)
        if len(apart) >= _ENOUGH:
            share = named / len(apart)  # a crowd has more namesakes than a part of it
            sakes = sum(1 for person in apart if any(names[name] > 1 for name in person.names)) / 2
            self._namesake_rate = max(self._namesake_rate, sakes / len(apart) * share)
            own = Counter(sound for person in apart for sound in person.sounds)
            alike = sum(1 for person in apart if any(own[sound] > 1 for sound in person.sounds))
            self._sound_rate = min(1.0, alike / len(apart) * share)

    # asking

    def people_of(self, mention: Mention) -> tuple[int, ...]:
        """The people a mention is about: one as a rule, none where nothing tells, several where they share the value."""
        node = self._of_group.get(mention.group)
        if node is not None:
            return (self._find(node),)
        node = self._of_value.get((mention.detector, mention.fingerprint))
        if node is None and mention.category == "person-name":
            node = self._of_name.get(_form(mention, "name") or mention.fingerprint)
        if node is not None:
            return (self._find(node),)
        shared = self._of_shared.get((mention.detector, mention.fingerprint), ())
        return tuple(sorted({self._find(node) for node in shared}))

    def count(self, mentions: Iterable[Mention]) -> PeopleRange:
        """People whom these mentions are about, each value for itself (an SSN, a phone, a name)."""
        people: set[int] = set()
        alone: dict[str, set[tuple[str, str]]] = defaultdict(set)  # values that nothing ties to a person
        tied: dict[str, set[tuple[str, str]]] = defaultdict(set)
        total = 0
        for mention in mentions:
            if not is_countable(mention):
                continue
            total += 1
            about = self.people_of(mention)
            people.update(about)
            value = (mention.detector, mention.fingerprint)
            (tied if about else alone)[mention.category].add(value)
        if not total:
            return PeopleRange(0, 0, ("no value that belongs to a person",))
        return self._range(people, alone, tied)

    def everybody(self, mentions: Iterable[Mention]) -> PeopleRange:
        """All the people that any mention is about. What nothing ties to anybody may be of people counted, or of others."""
        by_category: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            if mention.category not in _MACHINES:
                by_category[mention.category].append(mention)
        counts = [self.count(each) for each in by_category.values()]
        whole = self._range({self._find(node) for node in range(len(self._parent))}, {}, {})
        if not counts:
            return PeopleRange(0, 0)
        loose = max((count.high for count in counts), default=0)
        return (
            PeopleRange(max(whole.low, *(count.low for count in counts), 1), max(whole.high, loose), whole.reasons)
            if self._parent
            else max(counts, key=lambda count: count.high)
        )

    def _range(
        self, people: set[int], alone: dict[str, set[tuple[str, str]]], tied: dict[str, set[tuple[str, str]]]
    ) -> PeopleRange:
        anchored = sum(1 for node in people if self._person[node].is_anchored)
        reasons = []
        low = high = float(len(people))
        if anchored:
            reasons.append(f"{anchored} told apart by an identifier")
        if len(people) > anchored:
            reasons.append(f"{len(people) - anchored} by name alone")
        fewest, most = self._spellings(people)
        if most:
            low, high = low - most, high - fewest
            reasons.append(f"{fewest} to {most} are other spellings of a name that is counted")
        namesakes = self._namesakes(people, fewest)
        if namesakes:
            high += namesakes
            reasons.append(f"{namesakes} more may have the same name as another")
        second = self._second_addresses(people)
        if second:
            low -= second
            reasons.append(f"{second} e-mail addresses may be a second one of somebody counted")
        for category in sorted(alone):
            loose = len(alone[category] - tied[category])
            if loose:
                each = self._each(category, people)
                # some of them may be further values of people already counted, or several of one person
                room = max((each - 1) * len(people), 0)
                low += max(ceil((loose - room) / each), 0)
                high += loose
                reasons.append(f"{loose} values that nothing ties to a name")
        whole_low = max(int(low), 1)
        return PeopleRange(whole_low, max(int(high), whole_low), tuple(reasons))

    def _each(self, category: str, people: set[int]) -> float:
        """How many values of a category one person has, as the tied ones show, rounded up for care."""
        counts = [
            sum(1 for detector, _ in self._person[node].shared if _CATEGORY_OF.get(detector) == category)
            for node in people
        ]
        counts = [count for count in counts if count]
        default = _EACH.get(category, 1.0)
        if len(counts) < _ENOUGH:
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
        bare = {node for node in people if not self._person[node].is_anchored}
        doubtful = 0
        for nodes in classes.values():
            loose = sum(1 for node in nodes if node in bare)
            doubtful += loose - (loose == len(nodes))  # where nobody is told apart, one of them is the person
        if doubtful <= 0:
            return 0, 0
        chance = self._sound_rate * (1 - 0.5 * len(bare) / len(people))
        by_chance = chance * len(bare)
        rest = max(1 - chance, 0.1)
        least = (doubtful - _at_most(by_chance, 0.98)) / rest
        most = (doubtful - _at_least(by_chance)) / rest
        # a misspelling may sound otherwise too: then nothing shows it
        unheard = _at_most(0.1 * max(most, 0.0), 0.98)
        return max(floor(least), 0), max(min(ceil(most), doubtful) + unheard, 0)

    def _namesakes(self, people: set[int], spellings: int) -> int:
        """How many more than the names: 95 of 100 times not more than this."""
        untold = partly = several = 0
        for node in people:
            person = self._person[node]
            if not person.exclusive and person.names:
                several += max(len(person.addresses.get("work", ())) - 1, 0)
                untold, partly = untold + (not person.strong), partly + bool(person.strong)
        born = sum(1 for node in people if self._person[node].exclusive.keys() == {"date-of-birth"})
        expected = self._namesake_rate * (max(untold - spellings, 0) + 0.3 * partly) + self._same_day_rate * born
        return several + _at_most(expected)

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

    def _is_bare_address(self, node: int) -> bool:
        person = self._person[node]
        return not person.names and not person.exclusive and all(sort == "email-address" for sort, _ in person.strong)

    # documents of a kind

    def count_documents(self, documents: Sequence[Sequence[Mention]]) -> PeopleRange:
        """People whom documents of one kind are about: one form is about one person, one list about all in it."""
        people: set[int] = set()
        unnamed = lists = 0
        for mentions in documents:
            about = self.subjects(mentions)
            if not about:
                unnamed += 1
            lists += len(about) > 1
            people.update(about)
        if not people and not unnamed:
            return PeopleRange(0, 0)
        reasons = []
        low = high = len(people)
        if people:
            reasons.append(f"{len(people)} people named in {len(documents) - unnamed} documents")
            fewest, most = self._spellings(people)
            low, high = low - most, high - fewest + self._namesakes(people, fewest)
            if lists:
                high += ceil(_MISSED * len(people))
                reasons.append("one or the other in a list may have been missed")
        if unnamed:
            reasons.append(f"{unnamed} documents name nobody")
            if not people:
                return PeopleRange(1, max(unnamed, 1), tuple(reasons))
            # they are about people as the others are: as many documents a person
            high += min(unnamed, ceil(unnamed * len(people) / max(len(documents) - unnamed, 1)))
        return PeopleRange(max(low, 1), max(high, 1), tuple(reasons))

    def count_boxes(self, boxes: Sequence[Sequence[Sequence[Mention]]]) -> PeopleRange:
        """People whose mail lies in boxes (folders, mailbox files) of messages: who is in most messages of one is its owner."""
        owners: set[int] = set()
        unknown = 0
        for messages in boxes:
            seen: Counter[int] = Counter()
            for mentions in messages:
                about = {
                    self.people_of(each)[0]
                    for each in mentions
                    if each.category == "email-address" and self.people_of(each)
                }
                seen.update(about)
            most = seen.most_common(1)
            if most and (most[0][1] * 2 >= len(messages)):
                owners.add(most[0][0])
            else:
                unknown += 1
        reasons = [f"{len(owners)} owners of mailboxes"] if owners else []
        if unknown:
            reasons.append(f"{unknown} mailboxes whose owner is not plain")
        return PeopleRange(max(len(owners), 1), max(len(owners) + unknown, 1), tuple(reasons))

    def subjects(self, mentions: Sequence[Mention]) -> set[int]:
        """Whom a document is about. Three rows with somebody else in each make a list; else it is the one who is
        identified best, not the doctor or the clerk who is named too."""
        order: dict[int, int] = {}
        weight: Counter[int] = Counter()
        groups: dict[int, set[str]] = defaultdict(set)
        identified: set[int] = set()
        for mention in sorted(mentions, key=lambda mention: mention.position):
            if not is_countable(mention):
                continue
            about = self.people_of(mention)
            if len(about) != 1:
                continue
            (node,) = about
            order.setdefault(node, len(order))
            groups[node].add(mention.group)
            weight[node] += _WEIGHTS.get(mention.category, 0)
            if mention.category in _IDENTIFYING:
                identified.add(node)
        if not order:
            return set()
        if len(identified) >= 3:
            return identified
        alone = [node for node in order if len(groups[node]) >= 1]
        if len(identified) < 2 and len(alone) >= 6:
            return set(alone)  # a list of names
        if identified:
            return {max(identified, key=lambda node: (weight[node], -order[node]))}
        return {max(order, key=lambda node: (weight[node], -order[node]))}


_IDENTIFYING = frozenset(
    {
        "social-security-number",
        "national-identifier",
        "driving-licence",
        "passport",
        "date-of-birth",
        "health-identifier",
        "health-insurance-identifier",
        "payment-card",
        "bank-account",
    }
)
_WEIGHTS = dict.fromkeys(_IDENTIFYING, 4) | {
    "person-name": 1,
    "email-address": 1,
    "phone-number": 1,
    "postal-address": 1,
}
_CATEGORY_OF = {
    "phone-number": "phone-number",
    "postal-address": "postal-address",
    "payment-card": "payment-card",
    "iban": "bank-account",
    "us-bank-account": "bank-account",
    "date-of-birth": "date-of-birth",
}


def _put(person: _Person, mention: Mention) -> None:
    value = (mention.detector, mention.fingerprint)
    if mention.category == "person-name":
        person.names.add(_form(mention, "name") or mention.fingerprint)
        sound = _form(mention, "name-sound")
        if sound:
            person.sounds.add(sound)
    if mention.category in _STRONG:
        person.strong.add(value)
    if mention.category == "email-address":
        person.addresses.setdefault(dict(mention.attributes).get("use", ""), set()).add(mention.fingerprint)
    if mention.category in _EXCLUSIVE:
        person.exclusive[mention.detector] = mention.fingerprint
    if mention.category in _SHARED:
        person.shared.add(value)


def _is_one_person(members: Sequence[Mention]) -> bool:
    """Whether a row, form or paragraph can be about one person only."""
    sounds: set[str] = set()
    values: dict[str, set[str]] = defaultdict(set)
    uses: dict[str, str] = {}
    for mention in members:
        if mention.category == "person-name":
            sounds.add(_form(mention, "name-sound") or _form(mention, "name") or mention.fingerprint)
        elif mention.category == "email-address":
            uses[mention.fingerprint] = dict(mention.attributes).get("use", "")
        elif mention.category in _STRONG | _EXCLUSIVE | _SHARED:
            values[mention.detector].add(mention.fingerprint)
    if len(sounds) > 1:
        return False
    # two addresses are one person's where a name stands with them, one of work and one at home
    if len(uses) > 1 and not (sounds and sorted(uses.values()) == ["personal", "work"]):
        return False
    return all(len(prints) <= _IN_A_ROW.get(detector, 1) for detector, prints in values.items())


# Values of one sort that a row about one person may have.
_IN_A_ROW = {"phone-number": 3, "postal-address": 2, "payment-card": 3, "us-bank-account": 2, "iban": 2}


def _form(mention: Mention, wanted: str) -> str:
    return next((printed for form, printed in mention.forms if form == wanted), "")


def is_countable(mention: Mention) -> bool:
    """Whether it belongs to a person: info@ is an office's, a public IP address a server's as a rule, a code a bank's."""
    if mention.detector == "ip-address":
        return ("scope", "private") in mention.attributes
    return mention.detector not in _NOBODYS and ("role", "yes") not in mention.attributes


def _at_most(expected: float, sure: float = 0.95) -> int:
    """The number that a rare thing stays within 95 times in 100, when so many are expected (Poisson)."""
    if expected <= 0:
        return 0
    if expected > 100:
        return ceil(expected + (1.645 if sure < 0.96 else 2.06) * sqrt(expected))
    term = total = exp(-expected)
    number = 0
    while total < sure:
        number += 1
        term *= expected / number
        total += term
    return number


def _at_least(expected: float) -> int:
    """The number that it reaches 98 times in 100.

    >>> _at_least(0.5), _at_least(10), _at_least(400)
    (0, 4, 358)
    """
    if expected > 100:
        return floor(expected - 2.06 * sqrt(expected))
    term = total = exp(-expected)
    number = 0
    while total < 0.02:
        number += 1
        term *= expected / number
        total += term
    return number
