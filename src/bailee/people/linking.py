"""Values become people by what links them: rows, forms and addresses first, then names beside what is shared, then names.

The strongest comes first, and two people whom a number tells apart are joined by nothing.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence

from bailee.people.lists import FORMS, LEAST
from bailee.people.mentions import (
    EXCLUSIVE,
    IDENTIFYING,
    IN_A_ROW,
    NOBODYS,
    SHARED,
    STRONG,
    Mention,
    form_of,
    is_countable,
)
from bailee.people.namesakes import USUAL, Namesakes, bearers, parts_of
from bailee.people.persons import Person, put
from bailee.people.seconds import Seconds

_CLERK = 3  # numbers of different people beside one name, from which on it is not theirs
_LETTERS = "letters"  # instead of a document: all the letters
_HOUSEHOLD = 5  # given names with one phone or address, up to which it is a home's
_OFFICE = 8  # people with one phone or address, above which it is an office's and not a household's
_BIRTHDAYS = 2 * 16_000  # birth dates of people of working age
_ONCE = 0.98  # of the rows of a list of people, how many at least are of somebody who stands there once
_AGAIN = 0.4  # and how many at most have a name that comes again
_NO_LIST: frozenset[Hashable] = frozenset()
_FEW = 300


class Links:
    """Mentions joined into people."""

    def __init__(self, mentions: Iterable[Mention], letters: Collection[Hashable] = ()) -> None:
        """`letters`: items that people wrote to one another; a number in one may be the writer's as well as the reader's."""
        self._letters = letters
        self._parent: list[int] = []
        self._person: list[Person] = []
        self._of_group: dict[tuple[str, str], int] = {}  # groups about one person, by group and lane
        self._of_loose: dict[tuple[Hashable, str, str], int] = {}  # values that stand apart from their person's name
        self._of_value: dict[tuple[str, str], int] = {}  # strong values that stand alone
        self._of_name: dict[str, int] = {}  # the first person of a name
        self._of_shared: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._kin: list[tuple[int, int]] = []  # a relative, and whose
        self._of_signs: dict[
            frozenset[tuple[str, str, tuple[tuple[str, str], ...]]], int
        ] = {}  # groups that say the same
        self._forms: set[Hashable] = set()  # items with numbers in them, each on a line of its own perhaps
        self._size: list[int] = []  # groups of mentions that were joined into one
        self._slips: Counter[int] = Counter()  # other spellings of a name that were joined, by person
        self._knows_firsts = False  # whether names came with their parts: an earlier version kept less of them
        self._seconds = Seconds()
        self._nameless: list[tuple[str, str, Person]] = []  # groups with what several may share, and with nobody's name
        self._rows: dict[Hashable, array[int]] = defaultdict(lambda: array("q"))  # people of the rows of each document
        self._form_items: set[Hashable] = set()  # documents about one person: all of them together are as a list
        self._alone_of = array("q")  # names that stand with no value, by person, and the doubt about each
        self._alone_doubt = array("d")
        groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        documents: dict[Hashable, list[Mention]] = defaultdict(list)
        for mention in mentions:
            if is_countable(mention):
                groups[mention.group, self._lane(mention)].append(mention)
                documents[mention.item].append(mention)
                if mention.category in IDENTIFYING:
                    self._forms.add(mention.item)
        # the two most frequent of each: to look for them at every group again would take the square of the findings
        self._beside = {
            beside: numbers.most_common(2)
            for beside, numbers in _numbers_beside(groups.values()).items()
            if len(numbers) >= _CLERK
        }
        for (group, lane), members in groups.items():
            self._read(group, lane, members)
        self._of_signs.clear()
        del groups
        self._join_strong()
        for item, members in documents.items():
            self._join_form(item, members)
        del documents
        self._join_strong()
        self._join_names_with_shared()
        self._join_nameless()
        self._join_births()
        self._join_names()
        if self._knows_firsts:
            self._join_spellings()
        self._join_relatives()
        for node in self._roots():
            for shared in self._person[node].shared:
                self._of_shared[shared].append(node)
        self._offices = {
            value
            for value, nodes in self._of_shared.items()
            if value[0] in ("phone-number", "postal-address") and len({*map(self._find, nodes)}) > _OFFICE
        }
        self._rows = {item: rows for item, rows in self._rows.items() if len(rows) >= LEAST}
        known = [person for node in self._roots() if (person := self._person[node]).names and not person.is_relative]
        self._alike = Namesakes(known, self._knows_firsts)
        self._doubted: dict[int, list[float]] = defaultdict(list)  # by person of whom only the name is known
        self._met_alone: set[int] = set()  # people of whom more is known, and whose name stands by itself too
        self._right: list[float] = []  # doubts about names that are names
        for node, doubt in zip(self._alone_of, self._alone_doubt, strict=True):
            node = self._find(node)
            if self.is_bare_name(node):
                self._doubted[node].append(doubt)
            else:
                self._right.append(doubt)
                self._met_alone.add(node)
        del self._alone_of, self._alone_doubt

    # building

    def _read(self, group: str, lane: str, members: Sequence[Mention]) -> None:
        relative = lane == "relative"
        self._seconds.see(members, _LETTERS if members[0].item in self._letters else members[0].item)
        # the same row in forty files is one; but a name alone in a form waits for the numbers on its other lines
        signs = frozenset((mention.detector, mention.fingerprint, mention.forms) for mention in members)
        known = self._of_signs.get(signs) if not relative else None
        if known is not None and (members[0].item not in self._forms or self._person[known].is_anchored):
            self._of_group[group, lane] = known
            self._size[known] += 1
            self._note_row(known, members)
            if names := [1 - mention.probability for mention in members if mention.category == "person-name"]:
                self._person[known].doubt = min(self._person[known].doubt, *names)
            return
        if _is_one_person(members) and not self._is_beside(members):
            person = Person(is_relative=relative)
            for mention in members:
                put(person, mention)
            if person.names or person.is_anchored or (relative and person.shared):
                self._of_group[group, lane] = node = self._new(person)
                self._note_row(node, members)
                if not relative and (members[0].item not in self._forms or person.is_anchored):
                    self._of_signs[signs] = node
            elif person.shared and not relative:
                self._nameless.append((group, lane, person))
            return
        for mention in members:  # several people: what belongs to whom, nothing here tells
            value = (mention.detector, mention.fingerprint)
            if mention.category in STRONG and value not in self._of_value and not mention.is_of_an_office:
                person = Person()
                put(person, mention)
                self._of_value[value] = self._new(person)
            elif mention.category == "person-name" and not mention.is_part_of_name:
                person = Person(is_relative=relative)
                put(person, mention)
                name = form_of(mention, "name") or mention.fingerprint
                if relative:  # two relatives of one name are two, unless they are of one family
                    self._of_loose[mention.item, mention.detector, mention.fingerprint] = self._new(person)
                    continue
                if name not in self._of_name:
                    self._of_name[name] = self._new(person)
                self._note_alone(self._of_name[name], (mention,))

    def _note_row(self, node: int, members: Sequence[Mention]) -> None:
        if len(members) > 1:
            self._rows[members[0].item].append(node)
        self._note_alone(node, members)

    def _note_alone(self, node: int, members: Sequence[Mention]) -> None:
        """How unsure the detector was of a name that stands with no value."""
        if all(each.category == "person-name" for each in members):
            self._alone_of.append(node)
            self._alone_doubt.append(min(1 - each.probability for each in members))

    def _lane(self, mention: Mention) -> str:
        if mention.item in self._letters:
            if mention.category in IDENTIFYING and not mention.whose:
                return "quoted"
            if mention.category == "phone-number":
                return ""  # "ring me when my daughter is there" is no form
        return mention.lane if mention.attributes else ""

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

    def _new(self, person: Person) -> int:
        self._parent.append(len(self._parent))
        self._person.append(person)
        self._size.append(1)
        self._knows_firsts = self._knows_firsts or bool(person.firsts)
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
        self._size[one] += self._size[other]
        self._person[one].absorb(self._person[other])
        self._person[other] = self._person[one]  # what it was is no more; a big store has many of them
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
        sorts = {mention.detector for mention in own if mention.category in IDENTIFYING} - NOBODYS
        few = all(len(prints[detector]) <= IN_A_ROW.get(detector, 1) for detector in sorts)
        holder = self._holder(own) if sorts and few else None
        for mention in relatives:  # of the one in their row, or of the one whom the form is about
            node, whose = (self._node(mention), self._of_group.get((mention.group, ""), holder))
            if node is not None and whose is not None:
                self._kin.append((node, whose))
        if holder is None:
            return
        self._rows[FORMS].append(holder)
        self._form_items.add(item)
        for mention in own:  # a value that stood alone in its paragraph now has somebody
            if (
                mention.category in IDENTIFYING | SHARED
                and self._node(mention) is None
                and (mention.group, "") not in self._of_group
                and len(prints[mention.detector]) <= IN_A_ROW.get(mention.detector, 1)
            ):
                self._of_loose.setdefault((item, mention.detector, mention.fingerprint), holder)
                person = self._person[self._find(holder)]
                if mention.category in SHARED:
                    put(person, mention)
                if mention.category in EXCLUSIVE:
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
            if mention.category in IDENTIFYING:
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
        if node is None and mention.category in STRONG and not mention.is_of_an_office:
            node = self._of_value.get((mention.detector, mention.fingerprint))
        if node is None and mention.category == "person-name" and not mention.is_part_of_name:
            node = self._of_name.get(form_of(mention, "name") or mention.fingerprint)
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
        for node in self._roots():
            for value in self._person[node].strong:
                holders[value].append(node)
        # a number of one's own before an address that families share
        for value in sorted(holders, key=lambda value: value[0] == "email-address"):
            self._join(holders[value], same_name=value[0] == "email-address")

    def _join_names_with_shared(self) -> None:
        """The same name, or another spelling of it, beside the same birth date, phone, address or account.

        The same given name is enough where as many live as in a home: who married has another surname, and the phone of before.
        """
        holders: dict[tuple[str, tuple[str, str]], list[int]] = defaultdict(list)
        initialled: list[int] = []
        homes: dict[tuple[str, str], set[str]] = defaultdict(set)  # given names of who has a value
        for node in self._roots():
            for shared in self._person[node].shared:
                homes[shared] |= self._person[node].firsts
        for node in self._roots():
            person = self._person[node]
            if self._knows_firsts and person.is_initialled:
                initialled.append(node)
                continue
            signs = person.near | person.names if self._knows_firsts else person.sounds or person.names
            for shared in person.shared:
                for sign in signs:
                    holders[sign, shared].append(node)
                for first in person.firsts if len(homes[shared]) <= _HOUSEHOLD else ():
                    holders[first, shared].append(node)
                if self._knows_firsts:
                    for sound in person.sounds:
                        holders[f"sound {sound}", shared].append(node)
        for node in initialled:  # J. Doe is whoever is a Doe with a J and has that phone, where that is one person
            person = self._person[node]
            for shared in person.shared:
                for sound in person.sounds:
                    fitting = {self._find(other) for other in holders.get((f"sound {sound}", shared), ())}
                    if len(fitting) == 1:
                        self._union(fitting.pop(), node)
        for (sign, _), nodes in holders.items():
            if not sign.startswith("sound "):
                self._join(nodes)

    def _join_nameless(self) -> None:
        """A number beside a phone, an account or an address, and no name: of the only one who is named with that."""
        holders: dict[tuple[str, str], set[int]] = defaultdict(set)
        nameless: list[int] = []
        for node in self._roots():
            person = self._person[node]
            if person.names and not person.is_relative:
                for shared in person.shared:
                    holders[shared].add(node)
            elif person.exclusive and not person.names:
                nameless.append(node)
        for node in nameless:
            # what a household shares comes last
            for shared in sorted(self._person[node].shared, key=lambda value: (value[0] == "postal-address", value)):
                named = {self._find(other) for other in holders.get(shared, ())}
                if len(named) == 1 and self._union(named.pop(), node):
                    break
        for group, lane, person in self._nameless:  # a name was missed there; what stands with the phone is theirs
            for shared in sorted(person.shared, key=lambda value: (value[0] == "postal-address", value)):
                named = {self._find(other) for other in holders.get(shared, ())}
                if len(person.shared) > 1 and len(named) == 1 and not self._person[min(named)].contradicts(person):
                    self._of_group[group, lane] = named.pop()
                    self._person[self._of_group[group, lane]].absorb(person)
                    break
        self._nameless.clear()

    def _join_names(self) -> None:
        """The same name is the same person, unless it is likelier that another bears it than that one person's values differ so."""
        self._lists = lists = self._lists_of()
        roots = self._roots()
        bear = bearers(parts_of(self._person[node] for node in roots)) if self._knows_firsts else {}
        holders: dict[str, list[int]] = defaultdict(list)
        for node in roots:
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
                own = lists.get(node, _NO_LIST)
                parts = parts_of((person,))
                others = USUAL * (bear.get(parts[0], 1.0) - 1) if parts else 0.0
                fitting = [
                    head
                    for head in heads
                    if lists.get(self._find(head), _NO_LIST).isdisjoint(own)
                    and ((differing := person.differing(self._person[head])) == 1 or differing >= others)
                ]
                fitting.sort(key=lambda head: person.is_strange_to(self._person[head]))
                for head in fitting:
                    if self._union(head, node):
                        if own:
                            lists[self._find(head)] = lists.get(self._find(head), _NO_LIST) | own
                        break
                else:
                    heads.append(node)

    def _lists_of(self) -> dict[int, frozenset[Hashable]]:
        """The lists of people that each stands in: two of one name there, with nothing in common, are two people.

        A list has one row of each: where somebody stands twice, or names come again and again, it is one of orders, of calls.
        """
        found: dict[int, set[Hashable]] = defaultdict(set)
        for item, rows in self._rows.items():
            if len(rows) < LEAST or item == FORMS:
                continue
            people = set(map(self._find, rows))
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
        of_sign: dict[str, list[int]] = defaultdict(list)
        loose: list[int] = []
        for node in self._roots():
            person = self._person[node]
            if person.is_relative or not person.names:
                continue
            for sign in person.near or person.sounds:
                of_sign[sign].append(node)
            if person.near:
                for sound in person.sounds:
                    of_sign[sound].append(node)
            if not person.strong and not person.exclusive and node not in self._lists:
                loose.append(node)
        for node in sorted(loose, key=lambda node: (not self._person[node].is_initialled, self._size[node])):
            person = self._person[node]
            if self._find(node) != node:
                continue
            signs = person.near or person.sounds
            fitting = {self._find(other) for sign in signs for other in of_sign[sign]} - {node}
            fitting = {other for other in fitting if not self._person[other].contradicts(person)}
            if fitting:
                best = max(fitting, key=lambda other: (self._share(node, other), self._size[other], -other))
                self._slips[best] += 1 + self._slips.pop(node, 0)
                self._union(best, node)

    def _share(self, one: int, other: int) -> bool:
        return not self._person[one].shared.isdisjoint(self._person[other].shared)

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
        # the same given name with the same address: married since
        return first.is_spelled_as(second) or not first.firsts.isdisjoint(second.firsts)

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
        known = self._person[person]
        return bool(known.names) and not known.strong and not known.exclusive and not known.shared

    def is_relative(self, person: int) -> bool:
        """Whether somebody is known only as a relative of others."""
        return self._person[person].is_relative

    def has(self, person: int, detectors: frozenset[str]) -> bool:
        """Whether a value of one of these detectors is known to be theirs."""
        return any(sort in detectors for sort, _ in self._person[person].strong)


def _numbers_beside(groups: Iterable[Sequence[Mention]]) -> dict[tuple[str, str], Counter[str]]:
    """Numbers of which a person has only one, by the name that stands with them, each with how often."""
    beside: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for members in groups:
        numbers = {(each.detector, each.fingerprint) for each in members if each.category in EXCLUSIVE}
        if numbers:
            for name in _names(members):
                for detector, fingerprint in numbers:
                    beside[name, detector][fingerprint] += 1
    return beside


def _names(members: Iterable[Mention]) -> set[str]:
    return {name for each in members if each.category == "person-name" and (name := form_of(each, "name"))}


def _is_one_person(members: Sequence[Mention]) -> bool:
    """Whether a row, form or paragraph can be about one person only."""
    sounds: set[str] = set()
    values: dict[str, set[str]] = defaultdict(set)
    uses: dict[str, str] = {}
    named = False  # an address spells another name than any that is known
    for mention in members:
        name = form_of(mention, "name-sound") or form_of(mention, "name")
        if mention.category == "person-name" and not mention.is_part_of_name:
            sounds.add(name or mention.fingerprint)
        elif mention.is_of_an_office or mention.detector in NOBODYS:
            continue
        elif mention.category == "email-address":
            if name:
                sounds.add(name)
            named |= ("named", "other") in mention.attributes
            uses[mention.fingerprint] = dict(mention.attributes).get("use", "")
        elif mention.category in STRONG | EXCLUSIVE | SHARED:
            values[mention.detector].add(mention.fingerprint)
    if len(sounds) > 1 or (sounds and named):
        return False
    # two addresses are one person's where a name stands with them, one of work and one at home
    if len(uses) > 1 and not (sounds and sorted(uses.values()) == ["personal", "work"]):
        return False
    return all(len(prints) <= IN_A_ROW.get(detector, 1) for detector, prints in values.items())
