"""How many people: values become people by what links them, and the count is an honest range.

Nothing here sees a value. A *mention* is one value in one place, as keyed fingerprints; mentions of one *group* (a row, a
form, a paragraph) that names one person are about that person. Then, strongest first:

1. An identifier that only one person has (SSN, passport, e-mail …) joins whatever carries it, unless the two already have
   different numbers of a sort that a person has only one of (SSN, birth date): then they are two people.
2. The same name with the same birth date, phone, address or account is the same person; so is a name that sounds the same.
3. The same name alone is taken for one person, once for each who was told apart by 1: namesakes stay two.

A value that words beside it give to a relative or an official (`scanner/whose.py`) is not of the one whom the row or form is
about; a relative is a person of their own, known by whose relative they are.

What is left in doubt makes the range: names that may be spellings of others, values that may be a second one of somebody
already counted, namesakes that nothing tells apart, people whom the detectors missed. How often that happens is measured in
the data itself where an identifier shows the truth, and assumed, on the careful side, where none does.

>>> row = [Mention("a.csv", "us-ssn", "social-security-number", "s1", (), "r1"),
...        Mention("a.csv", "person-name", "person-name", "n1", (("name", "n1"),), "r1"),
...        Mention("b.txt", "person-name", "person-name", "n1", (("name", "n1"),), "p9")]
>>> People(row).count(row)
PeopleRange(low=1, high=1, reasons=('1 told apart by an identifier',))
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
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

    @property
    def whose(self) -> str:
        """Class of the person it belongs to as words beside it say; empty where none does."""
        return next((value for key, value in self.attributes if key == "whose"), "")

    @property
    def lane(self) -> str:
        """`relative` or `official` where it is about somebody beside the one whom its row or form is about, else empty."""
        whose = self.whose
        return whose if whose in _ASIDE else ""

    @property
    def is_of_an_office(self) -> bool:
        """info@, billing@: whoever reads it. It counts for the one whose name stands with it."""
        return self.category == "email-address" and ("role", "yes") in self.attributes

    @property
    def is_companion(self) -> bool:
        """Whether it counts only for somebody who stands with it, and is nobody's by itself."""
        return self.is_part_of_name or self.is_of_an_office or self.detector in _NOBODYS

    @property
    def is_part_of_name(self) -> bool:
        """A given name or a surname by itself: it names nobody whom a whole name does not name."""
        return self.category == "person-name" and any(form == "given-name" for form, _ in self.forms)


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
_SINGLE = ("us-ssn", "date-of-birth")
_SHARED = frozenset(
    {"date-of-birth", "phone-number", "postal-address", "payment-card", "bank-account", "health-insurance-identifier"}
)
_ASIDE = frozenset({"relative", "official"})
_NOBODYS = frozenset({"us-routing-number"})  # a bank's: it counts for the one in whose row or form it stands
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
_ADRIFT = 0.1  # of the people counted, how many more may be behind values that are tied to nobody
_OTHERS = 0.6  # of the values tied to nobody, how many at least are of people who are not counted
_SHARED_BOXES = 0.1  # mailboxes that are read by several
_CLERK = 3  # numbers of different people beside one name, from which on it is not theirs
_OFFICE = 8  # people with one phone or address, above which it is an office's and not a household's
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
_MISREAD = 0.34  # of the names that never stand with a value of that person: firms, places, headings
_RECOGNISED = 0.92  # documents of a kind
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
    is_relative: bool = False

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
        self.is_relative = self.is_relative and other.is_relative
        for use, addresses in other.addresses.items():
            self.addresses.setdefault(use, set()).update(addresses)

    def is_strange_to(self, other: _Person) -> bool:
        """Two addresses of work under one name are two people more often than one."""
        first, second = self.addresses.get("work", set()), other.addresses.get("work", set())
        return bool(first and second) and first.isdisjoint(second)


class People:
    """Everybody whom a set of mentions is about. Build it over all of them, then count any part of them."""

    def __init__(self, mentions: Iterable[Mention], letters: Collection[Hashable] = ()) -> None:
        """`letters`: items that people wrote to one another; a number in one may be the writer's as well as the reader's."""
        self._letters = letters
        self._parent: list[int] = []
        self._person: list[_Person] = []
        self._of_group: dict[tuple[str, str], int] = {}  # groups about one person, by group and lane
        self._of_loose: dict[tuple[Hashable, str, str], int] = {}  # values that stand apart from their person's name
        self._of_value: dict[tuple[str, str], int] = {}  # strong values that stand alone
        self._of_name: dict[str, int] = {}  # the first person of a name
        self._of_shared: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._kin: list[tuple[int, int]] = []  # a relative, and whose
        groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        documents: dict[Hashable, list[Mention]] = defaultdict(list)
        for mention in mentions:
            if is_countable(mention):
                groups[mention.group, self._lane(mention)].append(mention)
                documents[mention.item].append(mention)
        # the two most frequent of each: to look for them at every group again would take the square of the findings
        self._beside = {
            beside: numbers.most_common(2)
            for beside, numbers in _numbers_beside(groups.values()).items()
            if len(numbers) >= _CLERK
        }
        for (group, lane), members in groups.items():
            self._read(group, lane, members)
        self._join_strong()
        for item, members in documents.items():
            self._join_form(item, members)
        self._join_strong()
        self._join_names_with_shared()
        self._join_births()
        self._join_names()
        self._join_relatives()
        for node in range(len(self._person)):
            for shared in self._person[node].shared:
                self._of_shared[shared].append(node)
        self._offices = {
            value
            for value, nodes in self._of_shared.items()
            if value[0] in ("phone-number", "postal-address") and len({*map(self._find, nodes)}) > _OFFICE
        }
        self._measure()

    # building

    def _read(self, group: str, lane: str, members: Sequence[Mention]) -> None:
        relative = lane == "relative"
        if _is_one_person(members) and not self._is_beside(members):
            person = _Person(is_relative=relative)
            for mention in members:
                _put(person, mention)
            if person.names or person.is_anchored or (relative and person.shared):
                self._of_group[group, lane] = self._new(person)
            return
        for mention in members:  # several people: what belongs to whom, nothing here tells
            value = (mention.detector, mention.fingerprint)
            if mention.category in _STRONG and value not in self._of_value and not mention.is_of_an_office:
                person = _Person()
                _put(person, mention)
                self._of_value[value] = self._new(person)
            elif mention.category == "person-name" and not mention.is_part_of_name:
                person = _Person(is_relative=relative)
                _put(person, mention)
                name = _form(mention, "name") or mention.fingerprint
                if relative:  # two relatives of one name are two, unless they are of one family
                    self._of_loose[mention.item, mention.detector, mention.fingerprint] = self._new(person)
                elif name not in self._of_name:
                    self._of_name[name] = self._new(person)

    def _lane(self, mention: Mention) -> str:
        if mention.category in _IDENTIFYING and mention.item in self._letters and not mention.whose:
            return "quoted"
        if mention.item in self._letters and mention.category == "phone-number":
            return ""  # "ring me when my daughter is there" is no form
        return mention.lane

    def _is_beside(self, members: Sequence[Mention]) -> bool:
        """Whether the name in a group stands beside numbers of many people, and not mostly beside this one.

        A clerk who signs forms, or words of a form that were taken for a name.
        """
        for name in _names(members):
            for mention in members:
                if (name, mention.detector) in self._beside:
                    (own, often), (_, next_often) = self._beside[name, mention.detector]
                    if own != mention.fingerprint or often < 2 * next_often:
                        return True
        return False

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

    def _join_form(self, item: Hashable, members: Sequence[Mention]) -> None:
        """A document with no more than one number of each sort that a person has one of is a form about one person."""
        own = [mention for mention in members if not self._lane(mention)]
        relatives = [mention for mention in members if mention.lane == "relative"]
        prints: dict[str, set[str]] = defaultdict(set)
        for mention in own:
            prints[mention.detector].add(mention.fingerprint)
        sorts = {mention.detector for mention in own if mention.category in _IDENTIFYING} - _NOBODYS
        few = all(len(prints[detector]) <= _IN_A_ROW.get(detector, 1) for detector in sorts)
        holder = self._holder(own) if sorts and few else None
        for mention in relatives:  # of the one in their row, or of the one whom the form is about
            node, whose = self._node(mention), self._of_group.get((mention.group, ""), holder)
            if node is not None and whose is not None:
                self._kin.append((node, whose))
        if holder is None:
            return
        for mention in own:  # a value that stood alone in its paragraph now has somebody
            if (
                mention.category in _IDENTIFYING | _SHARED
                and self._node(mention) is None
                and (mention.group, "") not in self._of_group
                and len(prints[mention.detector]) <= _IN_A_ROW.get(mention.detector, 1)
            ):
                self._of_loose.setdefault((item, mention.detector, mention.fingerprint), holder)
                person = self._person[self._find(holder)]
                if mention.category in _SHARED:
                    _put(person, mention)
                if mention.category in _EXCLUSIVE:
                    person.exclusive.setdefault(mention.detector, mention.fingerprint)

    def _holder(self, own: Sequence[Mention]) -> int | None:
        """Whom a form is about: the one with the numbers, and the one whom its labels name, if they can be the same."""
        numbered: set[int] = set()
        everybody: set[int] = set()
        named: dict[int, bool] = {}
        for mention in own:
            node = self._node(mention)
            if node is None:
                continue
            node = self._find(node)
            everybody.add(node)
            if mention.category in _IDENTIFYING:
                numbered.add(node)
            if mention.category == "person-name":
                named[node] = named.get(node, False) or bool(mention.whose)
        labelled = {node for node, has_label in named.items() if has_label}
        others = everybody - numbered  # in a letter with several people, a name without a label tells nothing
        for candidates in (numbered, labelled, set(named) if len(others) < 2 else set[int]()):
            sounds = {sound for node in candidates for sound in self._person[node].sounds}
            if len(sounds) > 1:
                return None  # two people, and nothing tells which
            if sounds:
                numbered |= candidates
                break
        if not numbered:
            return None
        first, *rest = sorted(
            numbered, key=lambda node: (not self._person[node].exclusive, not self._person[node].sounds)
        )
        for other in rest:
            self._union(first, other)
        return first

    def _node(self, mention: Mention) -> int | None:
        """The one person a mention is about, as far as its group, its document or the value itself tells."""
        node = self._of_group.get((mention.group, self._lane(mention)))
        if node is None:
            node = self._of_loose.get((mention.item, mention.detector, mention.fingerprint))
        if node is None and mention.category in _STRONG and not mention.is_of_an_office:
            node = self._of_value.get((mention.detector, mention.fingerprint))
        if node is None and mention.category == "person-name" and not mention.is_part_of_name:
            node = self._of_name.get(_form(mention, "name") or mention.fingerprint)
        return node

    def _join_relatives(self) -> None:
        """A relative is known again by whose relative they are: one name in two papers of somebody is one person."""
        families: dict[tuple[int, str], list[int]] = defaultdict(list)
        for node, whose in dict.fromkeys(self._kin):
            person = self._person[self._find(node)]
            if person.is_relative:
                for sign in (*person.names, *(f"{sort} {value}" for sort, value in person.shared)):
                    families[self._find(whose), sign].append(node)
        for nodes in families.values():
            self._join(nodes, same_name=True)

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
            self._join(first, same_name=not few or any(self._person[node].is_relative for node in nodes))
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
            for name in () if self._person[node].is_relative else self._person[node].names:
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
        node = self._node(mention)
        if node is not None:
            return (self._find(node),)
        value = (mention.detector, mention.fingerprint)
        if value in self._offices:
            return ()
        return tuple(sorted({self._find(node) for node in self._of_shared.get(value, ())}))

    def is_bare_name(self, person: int) -> bool:
        """Whether nothing but a name is known of somebody."""
        return self._is_bare_name(person)

    def is_relative(self, person: int) -> bool:
        """Whether somebody is known only as a relative of others."""
        return self._person[person].is_relative

    def has(self, person: int, detectors: frozenset[str]) -> bool:
        """Whether a value of one of these detectors is known to be theirs."""
        return any(sort in detectors for sort, _ in self._person[person].strong)

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
            elsewhere = max(lacking - _missed((len(each) for each in places.values()), _FOUND[category]), 0)
        else:
            elsewhere = min(lacking, adrift, ceil(_ADRIFT * (len(places) + len(alone[category]))))
        return self._range(places, alone, tied, _FOUND.get(category, 1.0), elsewhere)

    def everybody(self, mentions: Iterable[Mention]) -> PeopleRange:
        """All the people that any mention is about. What nothing ties to anybody may be of people counted, or of others."""
        by_category: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            if mention.category not in _MACHINES:
                by_category[mention.category].append(mention)
        counts = [self.count(each) for each in by_category.values()]
        whole = self._range({self._find(node): () for node in range(len(self._parent))}, {}, {})
        if not counts:
            return PeopleRange(0, 0)
        loose = max((count.high for count in counts), default=0)
        return (
            PeopleRange(max(whole.low, *(count.low for count in counts), 1), max(whole.high, loose), whole.reasons)
            if self._parent
            else max(counts, key=lambda count: count.high)
        )

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
        bare = sum(map(self._is_bare_name, people))
        low, high = low - max(most, ceil(_MISREAD * bare)), high - fewest
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
        missed = _missed((len(each) for each in places.values()), recall) + elsewhere
        if missed:
            high += missed
            reasons.append(f"{missed} more may have been missed")
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
            if not person.exclusive and person.names and not person.is_relative:
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

    def _is_bare_name(self, node: int) -> bool:
        person = self._person[node]
        return bool(person.names) and not person.strong and not person.exclusive and not person.shared

    def _is_bare_address(self, node: int) -> bool:
        person = self._person[node]
        return not person.names and not person.exclusive and all(sort == "email-address" for sort, _ in person.strong)

    # documents of a kind

    def count_documents(self, documents: Sequence[Sequence[Mention]]) -> PeopleRange:
        """People whom documents of one kind are about: one form is about one person, one list about all in it."""
        about = [self.subjects(mentions) for mentions in documents]
        unnamed = [each.unnamed if each.people else max(each.unnamed, 1) for each in about]
        return self.of_documents([each.people for each in about], sum(unnamed))

    def of_documents(self, about: Sequence[Collection[int]], unnamed: int) -> PeopleRange:
        """People from whom each document is about; `unnamed`: documents, and rows of lists, that name nobody."""
        documents: Counter[int] = Counter(person for people in about for person in people)
        people = set(documents)
        named = sum(1 for each in about if each)
        if not people and not unnamed:
            return PeopleRange(0, 0)
        reasons = []
        low = high = len(people)
        if people:
            reasons.append(f"{len(people)} people named in {named} documents")
            fewest, most = self._spellings(people)
            low, high = low - most, high - fewest + self._namesakes(people, fewest)
            low -= ceil(_MISREAD * sum(map(self._is_bare_name, people))) + self._unnamed(people)
            missed = _missed(documents.values(), _RECOGNISED)
            if missed:
                high += missed
                reasons.append(f"{missed} more may have been missed")
        if unnamed:
            reasons.append(f"{unnamed} documents or rows name nobody")
            if not people:
                return PeopleRange(1, max(unnamed, 1), tuple(reasons))
            # they are about people as the others are: as many documents a person
            high += ceil(unnamed * len(people) / max(documents.total(), 1))
        return PeopleRange(max(low, 1), max(high, 1), tuple(reasons))

    def count_boxes(self, boxes: Sequence[Sequence[Sequence[Mention]]]) -> PeopleRange:
        """People whose mail lies in boxes (folders, mailbox files) of messages: who is in most messages of one is its owner."""
        owners: set[int] = set()
        unknown = 0
        for messages in boxes:
            seen: Counter[int] = Counter()
            for mentions in messages:
                nodes = (self._node(each) for each in mentions if each.category == "email-address")
                seen.update({self._find(node) for node in nodes if node is not None})
            (first, often), (_, next_often) = [*seen.most_common(2), (-1, 0), (-1, 0)][:2]
            if 2 * often >= len(messages) and often > next_often:
                owners.add(first)
            else:
                unknown += 1
        reasons = [f"{len(owners)} owners of mailboxes"] if owners else []
        if unknown:
            reasons.append(f"{unknown} mailboxes whose owner is not plain")
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
        for mention in sorted(mentions, key=lambda mention: mention.position):
            if mention.lane or not is_countable(mention) or mention.category in _MACHINES:
                continue
            node = self._node(mention)
            if mention.category in _IDENTIFYING and mention.detector not in _NOBODYS:
                prints[mention.detector].add(mention.fingerprint)
            if not mention.is_part_of_name or node is not None:
                rows[mention.group].add(mention.category)
            if node is None and mention.category in _IDENTIFYING | _SHARED:
                loose[mention.group, mention.fingerprint] = mention.detector
            if node is None or (mention.detector, mention.fingerprint) in self._offices:
                continue
            node = self._find(node)
            order.setdefault(node, len(order))
            holders.setdefault(mention.group, node)
            sorts[node].add(mention.category)
            if mention.category == "person-name" and mention.whose:
                labelled.add(node)
        numbered = {node for node in order if sorts[node] & _IDENTIFYING}
        full = {node for group, node in holders.items() if len(rows[group]) > 1}
        if max(map(len, prints.values()), default=0) >= 3 or len(labelled) >= 3 or len(full) >= 5:
            listed = numbered | labelled | full
            if len(listed) < 2 and len(order) >= 6:
                listed = set(order)
            # where a record is spread over lines, the numbers of some and the names of others are the same people
            bare = sorted(node for node in listed if not self._person[node].names)
            named = sum(1 for node in listed if self._person[node].names and not sorts[node] & _IDENTIFYING)
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
                3 * len(sorts[node] & _IDENTIFYING) + 4 * (node in labelled) + len(sorts[node]),
                -order[node],
            ),
        )
        return Subjects(frozenset([best] if fits(best) else []))


@dataclass(frozen=True, slots=True)
class Subjects:
    """Whom a document is about; `unnamed` are rows of a list that have values and nobody's name."""

    people: frozenset[int]
    unnamed: int = 0


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
    name, sound = _form(mention, "name"), _form(mention, "name-sound")
    if mention.category == "person-name" and not mention.is_part_of_name:
        person.names.add(name or mention.fingerprint)
    elif name:  # that an e-mail address spells
        person.names.add(name)
    if sound:
        person.sounds.add(sound)
    if mention.is_of_an_office:
        person.shared.add(value)
        return
    if mention.detector in _NOBODYS:
        return
    if mention.category in _STRONG:
        person.strong.add(value)
    if mention.category == "email-address":
        person.addresses.setdefault(dict(mention.attributes).get("use", ""), set()).add(mention.fingerprint)
    if mention.category in _EXCLUSIVE:
        person.exclusive[mention.detector] = mention.fingerprint
    if mention.category in _SHARED:
        person.shared.add(value)


def _numbers_beside(groups: Iterable[Sequence[Mention]]) -> dict[tuple[str, str], Counter[str]]:
    """Numbers of which a person has only one, by the name that stands with them, each with how often."""
    beside: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for members in groups:
        numbers = {(each.detector, each.fingerprint) for each in members if each.category in _EXCLUSIVE}
        if numbers:
            for name in _names(members):
                for detector, fingerprint in numbers:
                    beside[name, detector][fingerprint] += 1
    return beside


def _names(members: Iterable[Mention]) -> set[str]:
    return {name for each in members if each.category == "person-name" and (name := _form(each, "name"))}


def _is_one_person(members: Sequence[Mention]) -> bool:
    """Whether a row, form or paragraph can be about one person only."""
    sounds: set[str] = set()
    values: dict[str, set[str]] = defaultdict(set)
    uses: dict[str, str] = {}
    named = False  # an address spells another name than any that is known
    for mention in members:
        name = _form(mention, "name-sound") or _form(mention, "name")
        if mention.category == "person-name" and not mention.is_part_of_name:
            sounds.add(name or mention.fingerprint)
        elif mention.is_of_an_office or mention.detector in _NOBODYS:
            continue
        elif mention.category == "email-address":
            if name:
                sounds.add(name)
            named |= ("named", "other") in mention.attributes
            uses[mention.fingerprint] = dict(mention.attributes).get("use", "")
        elif mention.category in _STRONG | _EXCLUSIVE | _SHARED:
            values[mention.detector].add(mention.fingerprint)
    if len(sounds) > 1 or (sounds and named):
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
    """Whether it can belong to a person: a public IP address is a server's as a rule, a code a bank's."""
    if mention.detector == "ip-address":
        return ("scope", "private") in mention.attributes
    return True


def _missed(places: Iterable[int], recall: float) -> int:
    """How many more people there may be, given in how many places each of those found stands.

    Of the people in one place a share of 1 - `recall` is missed; of those in two or more, missed every time, its square:
    a form that a detector fails on it fails on again, so that more places are no more proof. (Horvitz and Thompson's count,
    and 95 times in 100 not more than this.)

    >>> _missed([1] * 40, 0.95), _missed([2] * 40, 0.95), _missed([1] * 40, 1.0)
    (5, 1, 0)
    """
    expected = 0.0
    for number in places:
        missed = (1 - recall) ** min(max(number, 1), 2)
        expected += missed / (1 - missed)
    return _at_most(expected) if expected >= 0.1 else 0


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
