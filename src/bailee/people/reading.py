"""What rows, forms and lines say: each group of mentions about one person becomes a node, and so does each value by itself.

A row that says the same as one before is the same node; a document with one person's numbers ties what stands in it to them.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence

from bailee.people.mentions import Mention
from bailee.people.nodes import Nodes
from bailee.people.persons import Person, put
from bailee.people.seconds import Seconds
from bailee.people.values import IN_A_ROW, NOBODYS, Value

_CLERK = 3  # numbers of different people beside one name, from which on it is not theirs
_LETTERS = "letters"  # instead of a document: all the letters
_LANE = "\x00"  # between a group and its lane
_RELATIVE = f"{_LANE}relative"


class Groups(Nodes):
    """Nodes of groups and of documents."""

    def __init__(self, letters: Collection[Hashable] = ()) -> None:
        """`letters`: items that people wrote to one another; a number in one may be the writer's as well as the reader's."""
        super().__init__()
        self._letters = letters
        self._of_group: dict[str, int] = {}  # groups about one person, by group and lane
        self._of_loose: dict[tuple[Hashable, str, str], int] = {}  # values that stand apart from their person's name
        self._of_value: dict[tuple[str, str], int] = {}  # strong values that stand alone
        self._of_name: dict[str, int] = {}  # the first person of a name
        self._kin: list[tuple[int, int]] = []  # a relative, and whose
        self._of_signs: dict[int | tuple[int, ...], int] = {}  # groups that say the same
        self._signs: dict[Value, int] = {}  # each value, without what words beside it say
        self._sign_numbers: dict[Hashable, int] = {}
        self._forms: set[Hashable] = set()  # items with numbers in them, each on a line of its own perhaps
        self._seconds = Seconds()
        self._nameless: list[tuple[str, Person]] = []  # groups with what several may share, and with nobody's name
        self._rows: dict[Hashable, array[int]] = defaultdict(lambda: array("q"))  # people of the rows of each document
        self._form_of: dict[
            Hashable, tuple[int, frozenset[str]]
        ] = {}  # documents about one person: whom, and what is in it
        self._only_row: dict[Hashable, Sequence[Mention]] = {}  # of documents with one row
        self._sorts: dict[frozenset[str], frozenset[str]] = {}  # each set of categories once
        self._alone_of = array("q")  # names that stand with no value, by person, and the doubt about each
        self._alone_doubt = array("d")
        self._beside: dict[tuple[str, str], list[tuple[str, int]]] = {}

    def _read_groups(self, mentions: Iterable[Mention]) -> tuple[list[Mention], list[str]]:
        """All of them, and of each the group that it stands in, with its lane."""
        every, keys = mentions if isinstance(mentions, list) else list(mentions), list[str]()
        groups: dict[str, list[Mention] | Mention] = {}  # most are of one mention
        numbered: set[str] = set()  # groups in which somebody's own number stands
        letters, forms, item, is_letter = self._letters, self._forms, object(), False
        for mention in every:
            value = mention.value
            if mention.item is not item:
                item, is_letter = mention.item, mention.item in letters
            lane = _lane_in_letter(value) if is_letter else value.lane
            key = f"{mention.group}{_LANE}{lane}" if lane else mention.group
            keys.append(key)
            if not value.is_countable:
                continue
            if (members := groups.get(key)) is None:
                groups[key] = mention
            elif isinstance(members, list):
                members.append(mention)
            else:
                groups[key] = [members, mention]
            if value.is_identifying:
                forms.add(item)
                if value.is_exclusive:
                    numbered.add(key)
        # the two most frequent of each: to look for them at every group again would take the square of the findings
        self._beside = {
            beside: numbers.most_common(2)
            for beside, numbers in _numbers_beside(groups[key] for key in groups if key in numbered).items()
            if len(numbers) >= _CLERK
        }
        for key, members in groups.items():
            if isinstance(members, list):
                self._read(key, members)
            elif key.endswith(_RELATIVE):
                self._read(key, (members,))
            else:
                self._read_one(key, members)
        self._of_signs.clear()
        self._signs.clear()
        self._sign_numbers.clear()
        return every, keys

    def _read_one(self, key: str, mention: Mention) -> None:
        """A value by itself, as most are: what `_read` says of it, without looking for what stands beside."""
        value = mention.value
        if value.category == "email-address":
            self._seconds.see((mention,), _LETTERS if mention.item in self._letters else mention.item)
        if (sign := self._signs.get(value)) is None:
            sign = self._sign(value)
        node = self._of_signs.get(sign)
        if node is not None and ((person := self._person[node]).is_anchored or mention.item not in self._forms):
            self._size[node] += 1
            if value.category == "person-name" and 1 - mention.probability < person.doubt:
                person.doubt = 1 - mention.probability
        else:
            person = Person()
            put(person, mention)
            if not (person.names or person.is_anchored):
                return
            node = self.new(person)
            if person.is_anchored or mention.item not in self._forms:
                self._of_signs[sign] = node
        self._of_group[key] = node
        if value.category == "person-name":
            self._alone_of.append(node)
            self._alone_doubt.append(1 - mention.probability)

    def _read(self, key: str, members: Sequence[Mention]) -> None:
        first, is_relative = members[0], key.endswith(_RELATIVE)
        self._seconds.see(members, _LETTERS if first.item in self._letters else first.item)
        # the same row in forty files is one; but a name alone in a form waits for the numbers on its other lines
        signs = self._signs_of(members)
        known = None if is_relative else self._of_signs.get(signs)
        if known is not None and (self._person[known].is_anchored or first.item not in self._forms):
            self._of_group[key] = known
            self._size[known] += 1
            self._note_row(known, members)
            if names := [1 - each.probability for each in members if each.value.category == "person-name"]:
                self._person[known].doubt = min(self._person[known].doubt, *names)
            return
        if _is_one_person(members) and not self._is_beside(members):
            person = Person(is_relative=is_relative)
            for mention in members:
                put(person, mention)
            if person.names or person.is_anchored or (is_relative and person.shared):
                self._of_group[key] = node = self.new(person)
                self._note_row(node, members)
                if not is_relative and (person.is_anchored or first.item not in self._forms):
                    self._of_signs[signs] = node
            elif len(person.shared) > 1 and not is_relative:
                self._nameless.append((key, person))
            return
        for mention in members:  # several people: what belongs to whom, nothing here tells
            value = mention.value
            if value.is_strong and value.key not in self._of_value:
                person = Person()
                put(person, mention)
                self._of_value[value.key] = self.new(person)
            elif value.is_name:
                person = Person(is_relative=is_relative)
                put(person, mention)
                name = value.name or value.fingerprint
                if is_relative:  # two relatives of one name are two, unless they are of one family
                    self._of_loose[(mention.item, *value.key)] = self.new(person)
                    continue
                if name not in self._of_name:
                    self._of_name[name] = self.new(person)
                self._note_alone(self._of_name[name], (mention,))

    def _signs_of(self, members: Sequence[Mention]) -> int | tuple[int, ...]:
        """What a group says, without what words beside its values say: equal where two say the same."""
        signs = self._signs
        found = {signs[value] if (value := each.value) in signs else self._sign(value) for each in members}
        return tuple(sorted(found)) if len(found) > 1 else found.pop()

    def _sign(self, value: Value) -> int:
        same = (value.key, value.forms)
        sign = self._signs[value] = self._sign_numbers.setdefault(same, len(self._sign_numbers))
        return sign

    def _note_row(self, node: int, members: Sequence[Mention]) -> None:
        if len(members) > 1:
            rows = self._rows[members[0].item]
            rows.append(node)
            if len(rows) == 1:
                self._only_row[members[0].item] = members
            elif len(rows) == 2:
                del self._only_row[members[0].item]
        self._note_alone(node, members)

    def _note_alone(self, node: int, members: Sequence[Mention]) -> None:
        """How unsure the detector was of a name that stands with no value."""
        if all(each.value.category == "person-name" for each in members):
            self._alone_of.append(node)
            self._alone_doubt.append(min(1 - each.probability for each in members))

    def _is_beside(self, members: Sequence[Mention]) -> bool:
        """Whether the name in a group stands beside numbers of many people, and not mostly beside this one.

        A clerk who signs forms, or words of a form that were taken for a name.
        """
        for name in _names(members) if self._beside else ():
            for mention in members:
                if (name, mention.value.detector) in self._beside:
                    (own, often), (_, next_often) = self._beside[name, mention.value.detector]
                    if own != mention.value.fingerprint or often < 2 * next_often:
                        return True
        return False

    # documents

    def _read_documents(self, every: Sequence[Mention], keys: Sequence[str]) -> None:
        """Documents in which somebody's number stands, or a relative: what stands apart in them is somebody's."""
        told = {mention.item for mention in every if mention.value.lane == "relative"} | self._forms
        documents: dict[Hashable, tuple[list[Mention], list[Mention]]] = {}  # whom it is about; their relatives
        item, found = object(), None
        for mention, key in zip(every, keys, strict=True):
            if mention.item is not item:
                item = mention.item
                found = documents.setdefault(item, ([], [])) if item in told else None
            if found is None or not mention.value.is_countable:
                continue
            if len(key) == len(mention.group):
                found[0].append(mention)
            if mention.value.lane == "relative":
                found[1].append(mention)
        for item, (own, relatives) in documents.items():
            self._read_document(item, own, relatives)
        for item, members in self._only_row.items():  # without a number, or it was missed
            if item not in self._form_of and item not in self._letters:
                self._note_form(item, self._rows[item][0], members)
        self._only_row.clear()

    def _read_document(self, item: Hashable, own: Sequence[Mention], relatives: Sequence[Mention]) -> None:
        """A document with no more than one number of each sort that a person has one of is a form about one person."""
        prints: dict[str, set[str]] = defaultdict(set)
        sorts: set[str] = set()
        for mention in own:
            prints[mention.value.detector].add(mention.value.fingerprint)
            if mention.value.is_identifying:
                sorts.add(mention.value.detector)
        sorts -= NOBODYS
        few = all(len(prints[detector]) <= IN_A_ROW.get(detector, 1) for detector in sorts)
        holder = self._holder(own) if sorts and few else None
        for mention in relatives:  # of the one in their row, or of the one whom the form is about
            node, whose = self._node(mention, self._key(mention)), self._of_group.get(mention.group, holder)
            if node is not None and whose is not None:
                self._kin.append((node, whose))
        if holder is None:
            return
        self._note_form(item, holder, own)
        for mention in own:  # a value that stood alone in its paragraph now has somebody
            value = mention.value
            if (
                (value.is_identifying or value.is_shared)
                and mention.group not in self._of_group
                and self._node(mention, mention.group) is None
                and len(prints[value.detector]) <= IN_A_ROW.get(value.detector, 1)
            ):
                self._of_loose.setdefault((item, *value.key), holder)
                person = self._person[self.find(holder)]
                if value.is_shared:
                    put(person, mention)
                if value.is_exclusive and value.detector not in person.exclusive:
                    person.exclusive = {**person.exclusive, value.detector: value.fingerprint}

    def _note_form(self, item: Hashable, holder: int, own: Iterable[Mention]) -> None:
        sorts = frozenset(mention.value.category for mention in own)
        self._form_of[item] = holder, self._sorts.setdefault(sorts, sorts)

    def _holder(self, own: Sequence[Mention]) -> int | None:
        """Whom a form is about: the one with the numbers, and the one whom its labels name, if they can be the same."""
        numbered: set[int] = set()
        everybody: set[int] = set()
        named: dict[int, bool] = {}
        for mention in own:
            node = self._node(mention, mention.group)
            if node is None:
                continue
            node = self.find(node)
            everybody.add(node)
            if mention.value.is_identifying:
                numbered.add(node)
            if mention.value.category == "person-name":
                named[node] = named.get(node, False) or bool(mention.value.whose)
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
            self.unite(first, other)
        return first

    def _key(self, mention: Mention) -> str:
        """The group of a mention, with its lane."""
        lane = _lane_in_letter(mention.value) if mention.item in self._letters else mention.value.lane
        return f"{mention.group}{_LANE}{lane}" if lane else mention.group

    def _node(self, mention: Mention, key: str) -> int | None:
        """The one person a mention is about, as far as its group (`key`), its document or the value itself tells."""
        node, value = self._of_group.get(key), mention.value
        if node is None and self._of_loose:
            node = self._of_loose.get((mention.item, *value.key))
        if node is None and value.is_strong:
            node = self._of_value.get(value.key)
        if node is None and value.is_name:
            node = self._of_name.get(value.name or value.fingerprint)
        return node


def _lane_in_letter(value: Value) -> str:
    if value.is_identifying and not value.whose:
        return "quoted"
    if value.category == "phone-number":
        return ""  # "ring me when my daughter is there" is no form
    return value.lane


def _numbers_beside(groups: Iterable[list[Mention] | Mention]) -> dict[tuple[str, str], Counter[str]]:
    """Numbers of which a person has only one, by the name that stands with them, each with how often."""
    beside: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for members in groups:
        if isinstance(members, list) and (numbers := {each.value.key for each in members if each.value.is_exclusive}):
            for name in _names(members):
                for detector, fingerprint in numbers:
                    beside[name, detector][fingerprint] += 1
    return beside


def _names(members: Iterable[Mention]) -> set[str]:
    return {each.value.name for each in members if each.value.category == "person-name" and each.value.name}


def _is_one_person(members: Sequence[Mention]) -> bool:
    """Whether a row, form or paragraph can be about one person only."""
    sounds: set[str] = set()
    values: dict[str, set[str]] = defaultdict(set)
    uses: dict[str, str] = {}
    named = False  # an address spells another name than any that is known
    for mention in members:
        value = mention.value
        name = value.sound or value.name
        if value.is_name:
            sounds.add(name or value.fingerprint)
        elif value.is_of_an_office or value.detector in NOBODYS:
            continue
        elif value.category == "email-address":
            if name:
                sounds.add(name)
            named = named or value.names_another
            uses[value.fingerprint] = value.use
        elif value.is_strong or value.is_exclusive or value.is_shared:
            values[value.detector].add(value.fingerprint)
    if len(sounds) > 1 or (sounds and named):
        return False
    # two addresses are one person's where a name stands with them, one of work and one at home
    if len(uses) > 1 and not (sounds and sorted(uses.values()) == ["personal", "work"]):
        return False
    return all(len(prints) <= IN_A_ROW.get(detector, 1) for detector, prints in values.items())
