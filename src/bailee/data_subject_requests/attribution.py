"""Which values of what was found are one person's: strictly, for what is wrongly taken for theirs is somebody else's data given away.

A *card* is a row, a form or a paragraph: values of one group. It speaks of the person where a sign of theirs stands in it that
only they have (an e-mail address, a number), or their name beside another sign (a birth date, a phone). A card that speaks of
them by name and of nobody else gives all that stands in it; one that names others too gives only their own signs, and so does
one with their address and no name.
Whatever says otherwise (another number of a sort that a person has one of, another whole name) wins.

>>> mine = Signs(forms=frozenset({("email", "e1"), ("name", "n1")}))
>>> name, other = (Seen(n, "person-name", "person-name", text, (("name", text),)) for n, text in ((1, "n1"), (4, "n2")))
>>> email, ssn = Seen(2, "email-address", "email-address", "v1", (("email", "e1"),)), Seen(3, "us-ssn", "social-security-number", "s1")
>>> row, others = Card("r1", (name, email, ssn)), Card("r2", (other, Seen(5, "us-ssn", "social-security-number", "s2")))
>>> whose(mine, [row, others]).rows
frozenset({1, 2, 3})

This is not how people are counted (`bailee.people`): there a doubt makes a range, here it leaves out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bailee.people.values import EXCLUSIVE, MACHINES, NOBODYS, STRONG

Form = tuple[str, str]
NAME = "name"
OWN_FORMS = frozenset(
    {"email", "exact"}
)  # of these only one person has each; `exact`: a value as its detector prints it
BESIDE = frozenset({"e164", "birth-date"})  # these prove a name


@dataclass(frozen=True, slots=True)
class Seen:
    """A value where it stands. `row`: what tells the finding."""

    row: int
    detector: str
    category: str
    fingerprint: str
    forms: tuple[Form, ...] = ()
    attributes: tuple[Form, ...] = ()

    @property
    def key(self) -> Form:
        return (self.detector, self.fingerprint)

    @property
    def name(self) -> str:
        """The form of a whole name; empty where it is none."""
        if self.category != "person-name" or (self.forms and self.forms[0][0] == "given-name"):
            return ""
        return next((printed for form, printed in self.forms if form == NAME), "")

    @property
    def sound(self) -> str:
        """How a whole name sounds: the same for P. Doe and Pat Doe, and for Paul Doe too."""
        return self._form("name-sound")

    @property
    def first(self) -> str:
        """The given name of a whole one; empty where only its first letter is written."""
        return self._form("name-first")

    def _form(self, wanted: str) -> str:
        return next((printed for form, printed in self.forms if form == wanted), "") if self.name else ""

    @property
    def is_aside(self) -> bool:
        """Words beside it give it to a relative or an official: it is about somebody beside whom the card is about."""
        return dict(self.attributes).get("whose", "") in ("relative", "official")

    @property
    def is_of_an_office(self) -> bool:
        return dict(self.attributes).get("role") == "yes"


@dataclass(frozen=True, slots=True)
class Card:
    """Values of one group."""

    ident: str
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """By what a person is known: normal forms, and values themselves. `name_is_theirs`: nobody else is known to bear the name."""

    forms: frozenset[Form] = frozenset()
    values: frozenset[Form] = frozenset()  # (detector, fingerprint) that only they have
    name_is_theirs: bool = True
    sounds: frozenset[str] = frozenset()  # of their names: another spelling beside a sign of their own is theirs
    firsts: frozenset[str] = frozenset()  # their given names

    @property
    def names(self) -> frozenset[str]:
        return frozenset(printed for form, printed in self.forms if form == NAME)


@dataclass(frozen=True, slots=True)
class Own:
    """What is theirs: rows of findings; what was learnt; how many cards bear their name and may be another's."""

    rows: frozenset[int]
    signs: Signs
    unsure: int = 0  # cards with their name or address whose other values may be somebody else's
    shared: frozenset[int] = field(default=frozenset())  # rows of theirs that stand on a card with others


def whose(signs: Signs, cards: Sequence[Card]) -> Own:
    """What of these cards is theirs. Values that a card of theirs alone shows are signs for the next one, to an end."""
    known = _named(signs, cards)
    bearing = [each for card in cards for each in card.seen if each.name and each.name in known.names]
    known = replace(
        known,
        sounds=frozenset(each.sound for each in bearing if each.sound),
        firsts=frozenset(each.first for each in bearing if each.first),
    )
    while True:
        own, shared, unsure, learnt = _once(known, cards)
        if learnt <= known.values:
            return Own(frozenset(own | shared), known, unsure, frozenset(shared))
        known = replace(known, values=known.values | learnt)


def _named(signs: Signs, cards: Sequence[Card]) -> Signs:
    """With the name that stands beside their address, where nobody said one and no other name stands beside it."""
    if signs.names:
        return signs
    found: set[str] = set()
    for card in cards:
        main = [each for each in card.seen if not each.is_aside]
        names = {each.name for each in main if each.name}
        if names and any(_is_sign(each, signs, frozenset()) for each in main):
            found |= names
    return replace(signs, forms=signs.forms | {(NAME, name) for name in found}) if len(found) == 1 else signs


@dataclass(frozen=True, slots=True)
class _Reading:
    """A card, and what on it is theirs."""

    main: tuple[Seen, ...]
    direct: tuple[Seen, ...]  # signs that only they have
    named: tuple[Seen, ...]
    beside: tuple[Seen, ...]
    others: frozenset[str]  # whole names of other people
    is_against: bool
    leads: bool  # a sign on it is theirs alone: what stands with it is theirs too
    is_crowded: bool  # more stands on it than one person has, though no other name was told

    @property
    def is_named(self) -> bool:
        """Whether their name stands on it, or a number that a person has one of."""
        return any(
            not each.is_aside for each in (*self.named, *(one for one in self.direct if one.category in EXCLUSIVE))
        )

    @property
    def speaks(self) -> bool:
        """Whether it is about them for sure: by a sign of their own, or by their name beside another sign."""
        return self.leads or (any(not each.is_aside for each in self.named) and bool(self.beside))


def _once(signs: Signs, cards: Sequence[Card]) -> tuple[set[int], set[int], int, frozenset[Form]]:
    own: set[int] = set()
    shared: set[int] = set()
    learnt: set[Form] = set()
    unsure = 0
    contested = _contested(signs, cards)
    exclusive = _exclusive(signs, cards)
    readings = [_read(card, signs, contested, exclusive) for card in cards]
    is_alone = signs.name_is_theirs and not _is_borne_by_others(readings)
    for each in readings:
        if each.is_against or (each.others and not each.speaks):
            # a card of somebody else: what is a sign of theirs alone stays theirs, the name on it is a namesake's
            shared.update(one.row for one in each.direct)
            unsure += bool(each.named) and not each.direct
        elif each.speaks and not each.others and not each.is_crowded:
            mine = [one for one in each.main if _may_be_theirs(one, signs, contested)]
            if not each.is_named:
                # an address in a paragraph without a name, or in a column of managers': what stands beside it may be anybody's
                unsure += any(one not in each.direct for one in mine)
                mine = [one for one in mine if one in each.direct]
            own.update(one.row for one in mine)
            learnt.update(one.key for one in mine if _is_learnt(one))
        elif each.speaks or each.direct:
            shared.update(one.row for one in (*each.direct, *each.named, *each.beside))
        elif each.named:
            # the name alone: it is theirs where nobody else has it, and what stands beside it may be a namesake's all the same
            if is_alone:
                shared.update(one.row for one in each.named)
            unsure += not is_alone or len(each.main) > len(each.named)
    return own, shared - own, unsure, frozenset(learnt)


def _read(card: Card, signs: Signs, contested: frozenset[Form], exclusive: dict[str, set[str]]) -> _Reading:
    main = tuple(each for each in card.seen if not each.is_aside)
    direct = tuple(each for each in card.seen if _is_sign(each, signs, contested))
    leads = any(not each.is_aside and each.key not in contested for each in direct)
    named = tuple(
        each for each in card.seen if each.name and (each.name in signs.names or (leads and _is_spelling(each, signs)))
    )
    return _Reading(
        main,
        direct,
        named,
        tuple(each for each in main if any(form in signs.forms and form[0] in BESIDE for form in each.forms)),
        frozenset(each.name for each in main if each.name) - {each.name for each in named},
        _contradicts(main, exclusive),
        leads,
        _is_crowded(main, direct, named),
    )


def _is_crowded(main: Sequence[Seen], direct: Sequence[Seen], named: Sequence[Seen]) -> bool:
    """Whether several people stand there, though no other name was told: two numbers of a sort that a person has one of, or
    addresses of others in a paragraph that names nobody."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for each in main:
        if each.category in EXCLUSIVE:
            numbers[each.detector].add(each.fingerprint)
    if any(len(values) > 1 for values in numbers.values()):
        return True
    strangers = any(
        each.category == "email-address" and not each.is_of_an_office and each not in direct for each in main
    )
    return strangers and not named


def _is_spelling(each: Seen, signs: Signs) -> bool:
    """Whether a name may be another spelling of theirs: P. Doe, and no other given name. It counts beside a sign of theirs alone."""
    return each.sound in signs.sounds and (not each.first or each.first in signs.firsts)


def _is_borne_by_others(readings: Iterable[_Reading]) -> bool:
    """Whether somebody else has the name: it stands with numbers that one person cannot all have, or with an address that
    nobody said is theirs. Then the name alone tells nothing."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for each in readings:
        if not any(not one.is_aside for one in each.named):
            continue
        if each.is_against:
            return True
        if not each.others:
            for one in each.main:
                if one.category in EXCLUSIVE:
                    numbers[one.detector].add(one.fingerprint)
        stranger = any(one.category == "email-address" and not one.is_of_an_office for one in each.main)
        if stranger and not each.direct and not each.beside and not each.others:
            return True
    return any(len(values) > 1 for values in numbers.values())


def _is_sign(each: Seen, signs: Signs, contested: frozenset[Form]) -> bool:
    """Whether a value is theirs wherever it stands. One that they share with others is theirs, too, where they said so themselves;
    one that was learnt is not."""
    if each.is_of_an_office:
        return False
    if any(form in signs.forms and form[0] in OWN_FORMS for form in each.forms):
        return True
    return each.key in signs.values and each.key not in contested


def _may_be_theirs(each: Seen, signs: Signs, contested: frozenset[Form]) -> bool:
    """Whether a value on a card of theirs goes with them: not somebody else's address or name, not a bank's code."""
    if each.key in contested:
        return _is_sign(each, signs, contested)
    if each.detector in NOBODYS or each.category in MACHINES or each.is_of_an_office:
        return each.key in signs.values
    if each.category == "email-address" and dict(each.attributes).get("named") == "other":
        return _is_sign(each, signs, contested)
    return not each.name or each.name in signs.names or _is_spelling(each, signs)


def _is_learnt(each: Seen) -> bool:
    """Whether a value tells them again elsewhere: one that only one person has."""
    return each.category in STRONG or each.category in ("payment-card", "bank-account")


def _exclusive(signs: Signs, cards: Iterable[Card]) -> dict[str, set[str]]:
    """Of sorts of numbers that a person has one of, those that are known to be theirs."""
    known: dict[str, set[str]] = defaultdict(set)
    for card in cards:
        for each in card.seen:
            if each.category in EXCLUSIVE and (
                each.key in signs.values or any(form in signs.forms for form in each.forms)
            ):
                known[each.detector].add(each.fingerprint)
    return known


def _contradicts(main: Iterable[Seen], exclusive: dict[str, set[str]]) -> bool:
    return any(
        each.category in EXCLUSIVE and exclusive.get(each.detector) and each.fingerprint not in exclusive[each.detector]
        for each in main
    )


def _contested(signs: Signs, cards: Iterable[Card]) -> frozenset[Form]:
    """Values that stand alone with somebody else's whole name: a family's e-mail address, a couple's account."""
    theirs: dict[Form, set[str]] = defaultdict(set)
    for card in cards:
        names = {each.name for each in card.seen if each.name and not each.is_aside and not _is_spelling(each, signs)}
        if len(names) == 1:
            for each in card.seen:
                if (_is_learnt(each) or each.key in signs.values) and not each.is_aside:
                    theirs[each.key] |= names
    if not signs.names:  # nobody said who they are: what several names have leads nowhere
        return frozenset(key for key, names in theirs.items() if len(names) > 1)
    return frozenset(key for key, names in theirs.items() if names and not names <= signs.names)
