"""Nodes become people by what links them: an own number first, then names beside what is shared, then names.

The strongest comes first, and two people whom a number tells apart are joined by nothing. Of what is equally strong, what was
met first comes first, and never what has the smaller fingerprint: the same files give the same people under any key.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from bailee.people.heads import SameName, Spelt
from bailee.people.lists import LEAST
from bailee.people.mentions import Mention
from bailee.people.misread import doubts
from bailee.people.namesakes import USUAL, Namesakes, bearers, parts_of
from bailee.people.persons import Person, forget_sets
from bailee.people.reading import Groups
from bailee.people.signs import Signs

_HOUSEHOLD = 5  # given names with one phone or address, up to which it is a home's
_OFFICE = 8  # people with one phone or address, above which it is an office's and not a household's
_BIRTHDAYS = 2 * 16_000  # birth dates of people of working age
_ONCE = 0.98  # of the rows of a list of people, how many at least are of somebody who stands there once
_AGAIN = 0.4  # and how many at most have a name that comes again
_NO_LIST: frozenset[Hashable] = frozenset()
_FEW = 300


class Links(Groups):
    """Mentions joined into people."""

    def __init__(self, mentions: Iterable[Mention], letters: Collection[Hashable] = ()) -> None:
        """`letters`: items that people wrote to one another; a number in one may be the writer's as well as the reader's."""
        super().__init__(letters)
        self._slips: Counter[int] = Counter()  # other spellings of a name that were joined, by person
        self._named_late: list[int] = []  # people to whom a number was tied that stood without a name
        every, keys = self._read_groups(mentions)
        self._join_strong()
        self._read_documents(every, keys)
        self._join_strong()
        self._join_names_with_shared()
        self._join_nameless()
        self._join_births()
        self._join_names()
        if self._knows_firsts:
            self._join_spellings()
        self._join_relatives()
        self._know_holders()
        self._know_mentions(every, keys)
        self._rows = {  # each of its people once: to look for them again for each category takes a second of a big store
            item: array("q", dict.fromkeys(map(self.find, rows)))
            for item, rows in self._rows.items()
            if len(rows) >= LEAST
        }
        known = [person for node in self.roots() if (person := self._person[node]).names and not person.is_relative]
        self._alike = Namesakes(known, self._knows_firsts)
        self._slipped = self._slips_beside_numbers() if self._knows_firsts else {}
        self._know_doubts()
        self._forms_like: dict[str, tuple[dict[Hashable, Hashable], dict[Hashable, set[int]]]] = {}  # by category
        forget_sets()

    def _know_holders(self) -> None:
        """Who has each value that several may have; what too many have is an office's, and nobody's."""
        holders: dict[tuple[str, str], list[int]] = defaultdict(list)
        for node in self.roots():
            for shared in self._person[node].shared:
                holders[shared].append(node)
        self._offices = {
            value
            for value, nodes in holders.items()
            if value[0] in ("phone-number", "postal-address") and len(nodes) > _OFFICE
        }
        self._holders = {value: tuple(nodes) for value, nodes in holders.items() if value not in self._offices}

    def _know_mentions(self, every: Sequence[Mention], keys: Sequence[str]) -> None:
        """Whom each mention is about is looked up once: a report asks a dozen times."""
        ones: dict[int, tuple[int]] = {}
        for mention, key in zip(every, keys, strict=True):
            if (node := self._node(mention, key)) is None:
                mention.about = ()
                continue
            node = self.find(node)
            if (one := ones.get(node)) is None:
                one = ones[node] = (node,)
            mention.about = one
        del self._of_group, self._of_loose, self._of_value, self._of_name

    def _know_doubts(self) -> None:
        """How unsure detectors were of the names that stand with no value."""
        self._doubted: dict[int, list[float]] = defaultdict(list)  # by person of whom only the name is known
        self._met_alone: set[int] = set()  # people of whom more is known, and whose name stands by itself too
        right: list[float] = []  # doubts about names that are names
        for node, doubt in zip(self._alone_of, self._alone_doubt, strict=True):
            node = self.find(node)
            if self.is_bare_name(node):
                self._doubted[node].append(doubt)
            else:
                right.append(doubt)
                self._met_alone.add(node)
        self._right = doubts(right)
        del self._alone_of, self._alone_doubt

    def _join_relatives(self) -> None:
        """A relative is known again by whose relative they are: one name in two papers of somebody is one person."""
        families: dict[tuple[int, str], list[int]] = defaultdict(list)
        for node, whose in dict.fromkeys(self._kin):
            person = self._person[self.find(node)]
            if person.is_relative:
                for sign in (*person.names, *(f"{sort} {value}" for sort, value in person.shared)):
                    families[self.find(whose), sign].append(node)
        for nodes in sorted(filter(_several, families.values())):
            self.join(nodes, same_name=True)

    def _join_births(self) -> None:
        """The same birth date, where no number speaks against it: seldom two people in one company.

        Names may differ where there are few people: a name misread, or the doctor's beside the patient's birth date, is
        then far likelier than two who were born on the same day.
        """
        holders: dict[str, list[int]] = defaultdict(list)
        for node in self.roots():
            birth = self._person[node].exclusive.get("date-of-birth")
            if birth is not None:
                holders[birth].append(node)
        few = len(holders) < _FEW
        for nodes in filter(_several, holders.values()):
            first = sorted(nodes, key=lambda node: (not self._person[node].names, -len(self._person[node].exclusive)))
            self.join(first, same_name=not few or any(self._person[node].is_relative for node in nodes))
        self._same_day_rate = len(holders) / _BIRTHDAYS if few else 0.0

    def _join_strong(self) -> None:
        """An address joins only names that sound alike: people write to each other, and quote each other's."""
        first: dict[tuple[str, str], int] = {}
        holders: dict[tuple[str, str], list[int]] = {}  # of what more than one has
        for node in self.roots():
            for value in self._person[node].strong:
                if (other := first.setdefault(value, node)) != node:
                    holders.setdefault(value, [other]).append(node)
        # a number of one's own before an address that families share
        several = ((value[0] == "email-address", nodes) for value, nodes in holders.items())
        for is_address, nodes in sorted(several):
            self.join(nodes, same_name=is_address)

    def _join_names_with_shared(self) -> None:
        """The same name, or another spelling of it, beside the same birth date, phone, address or account.

        The same given name is enough where as many live as in a home: who married has another surname, and the phone of before.
        """
        homes: dict[tuple[str, str], set[str]] = defaultdict(set)  # given names of who has a value
        having: Counter[tuple[str, str]] = Counter()
        sounding: dict[
            tuple[str, tuple[str, str]], list[int]
        ] = {}  # by sound and value, where only an initial is known
        roots = self.roots()
        for node in roots:
            person = self._person[node]
            having.update(person.shared)
            is_initialled = self._knows_firsts and person.is_initialled
            for shared in person.shared:
                homes[shared] |= person.firsts
                for sound in person.sounds if is_initialled else ():
                    sounding[sound, shared] = []
        holders: dict[tuple[str, tuple[str, str]], list[int]] = defaultdict(list)
        initialled: list[int] = []
        for node in roots:
            person = self._person[node]
            if self._knows_firsts and person.is_initialled:
                initialled.append(node)
                continue
            signs = person.near | person.names if self._knows_firsts else person.sounds or person.names
            for shared in person.shared:
                if having[shared] < 2:  # as most are: nobody is joined by it
                    continue
                for sign in signs:
                    holders[sign, shared].append(node)
                for first in person.firsts if len(homes[shared]) <= _HOUSEHOLD else ():
                    holders[first, shared].append(node)
                for sound in person.sounds if self._knows_firsts else ():
                    if (sound, shared) in sounding:
                        sounding[sound, shared].append(node)
        for node in initialled:  # J. Doe is whoever is a Doe with a J and has that phone, where that is one person
            person = self._person[node]
            beside = (sounding[sound, shared] for shared in person.shared for sound in person.sounds)
            for nodes in sorted(filter(None, beside)):
                fitting = {self.find(other) for other in nodes}
                if len(fitting) == 1:
                    self.unite(fitting.pop(), node)
        for nodes in sorted(filter(_several, holders.values())):
            self.join(nodes)

    def _join_nameless(self) -> None:
        """A number or an address beside a phone, an account or a home, and no name: of the only one who is named with that.

        In a home it is of the only one of whom no other such number or address is known.
        """
        holders: dict[tuple[str, str], set[int]] = defaultdict(set)
        nameless: list[int] = []
        for node in self.roots():
            person = self._person[node]
            if person.names and not person.is_relative:
                for shared in person.shared:
                    holders[shared].add(node)
            elif person.is_anchored and not person.names:
                nameless.append(node)
        for node in nameless:
            whose = self._named_with(self._person[node], holders)
            if whose is not None and self.unite(whose, node):
                self._named_late.append(whose)
        for key, person in self._nameless:  # a name was missed there; what stands with the phone is theirs
            whose = self._named_with(person, holders)
            if whose is not None:
                self._of_group[key] = whose
                self._person[whose].absorb(person)
        self._nameless.clear()

    def _named_with(self, person: Person, holders: Mapping[tuple[str, str], Collection[int]]) -> int | None:
        found = (
            (sort == "postal-address", sorted({self.find(other) for other in holders.get((sort, value), ())}))
            for sort, value in person.shared
        )
        for _, named in sorted(found):  # what a household shares comes last
            fitting = [other for other in named if self._person[other].has_room_for(person)]
            if len(fitting) == 1 and len(named) <= _HOUSEHOLD:
                return fitting[0]
        return None

    def _join_names(self) -> None:
        """The same name is the same person, unless it is likelier that another bears it than that one person's values differ so."""
        self._lists = lists = self._lists_of()
        roots = self.roots()
        bear = bearers(parts_of(self._person[node] for node in roots)) if self._knows_firsts else {}
        holders: dict[str, list[int]] = defaultdict(list)
        for node in roots:
            for name in () if self._person[node].is_relative else self._person[node].names:
                holders[name].append(node)
        for nodes in sorted(filter(_several, holders.values())):
            # those told apart first, so that a bare mention joins one of them instead of holding two together
            heads = SameName()
            for node in sorted(nodes, key=lambda node: -len(self._person[node].exclusive)):
                node = self.find(node)
                person = self._person[node]
                if node in heads:
                    continue
                own = lists.get(node, _NO_LIST)
                parts = parts_of((person,))
                others = USUAL * (bear.get(parts[0], 1.0) - 1) if parts else 0.0
                head = heads.whose(person, own, others)
                if head is None:
                    heads.put(node, person, own)
                    continue
                self.unite(head, node)
                if own:
                    lists[head] = lists.get(head, _NO_LIST) | own
                heads.absorbed(head, person, lists.get(head, _NO_LIST))

    def _lists_of(self) -> dict[int, frozenset[Hashable]]:
        """The lists of people that each stands in: two of one name there, with nothing in common, are two people.

        A list has one row of each: where somebody stands twice, or names come again and again, it is one of orders, of calls.
        """
        found: dict[int, set[Hashable]] = defaultdict(set)
        for item, rows in self._rows.items():
            if len(rows) < LEAST:
                continue
            people = set(map(self.find, rows))
            if len(people) < _ONCE * len(rows):
                continue
            names = Counter(name for node in people for name in self._person[node].names)
            if sum(number for number in names.values() if number > 1) > _AGAIN * len(people):
                continue
            for node in people:
                if any(names[name] > 1 for name in self._person[node].names):
                    found[node].add(item)
        return {node: frozenset(items) for node, items in found.items()}

    def _join_spellings(self) -> None:
        """A name alone that is another spelling of somebody's is theirs: a slip, an initial. Which ones, nothing tells where
        several are spelled alike; but it is one of them, and nobody else."""
        spelled = Signs()
        loose: list[int] = []
        for node in self.roots():
            person = self._person[node]
            if person.is_relative or not person.names:
                continue
            spelled.add(node, self._size[node], person.near | person.sounds, person.shared)
            if not person.strong and not person.exclusive and node not in self._lists:
                loose.append(node)
        for node in sorted(loose, key=lambda node: (not self._person[node].is_initialled, self._size[node])):
            person = self._person[node]
            if self.find(node) != node:
                continue
            # without a number of its own it contradicts nobody: what was joined to it so far had none, either
            best = spelled.best(node, person.near or person.sounds)
            if best is not None:
                self._slips[best] += 1 + self._slips.pop(node, 0)
                self.unite(best, node)
                spelled.unite(best, node)

    def _slips_beside_numbers(self) -> dict[int, tuple[int, ...]]:
        """People with a number or an address of their own whose name is spelled almost as those of others are, and who they may be.

        A slip beside a number is not joined with the name that it slipped from, as a slip alone is: it may be somebody else.
        """
        of_sign: dict[str, list[int]] = defaultdict(list)
        for node in self.roots():
            person = self._person[node]
            if person.is_anchored and not person.is_relative:
                for sign in person.near:
                    of_sign[sign].append(node)
        found: dict[int, set[int]] = defaultdict(set)
        for nodes in filter(_several, of_sign.values()):
            heads = Spelt()
            for node in sorted(nodes, key=lambda node: (-len(self._person[node].exclusive), node)):
                person = self._person[node]
                if others := heads.with_room_for(person):
                    found[node] |= others
                else:
                    heads.put(node, person)
        return {node: tuple(sorted(heads)) for node, heads in found.items()}

    # asking

    def people_of(self, mention: Mention) -> tuple[int, ...]:
        """The people a mention is about: one as a rule, none where nothing tells, several where they share the value."""
        return mention.about or self._holders.get(mention.value.key, ())

    def _one_of(self, mention: Mention) -> int | None:
        """The one person a mention is about, as its row, its document or the value itself tells."""
        return mention.about[0] if mention.about else None


def _several(nodes: Sequence[int]) -> bool:
    """Whether there is anybody to join."""
    return len(nodes) > 1
