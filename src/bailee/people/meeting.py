"""Who of a roster is in what was found, and who is found and on no roster: people met by keyed fingerprints, never by a value.

An e-mail address is one person's. A name is proof beside a birth date or a phone; alone it may be a namesake's, so it counts
for the one on the roster who bears it, and is said to be by name only. Two birth dates are two people, whatever the name.

>>> row = [Mention("a", "person-name", "person-name", "n1", (("name", "n1"),), "r1"),
...        Mention("a", "email-address", "email-address", "e1", (("email", "e1"),), "r1"),
...        Mention("b", "person-name", "person-name", "n2", (("name", "n2"),), "r2")]
>>> met = meet(People(row), row, [("pat", (("email", "e1"),)), ("kim", (("name", "n9"),))])
>>> sorted(met.found), met.by_name, sorted(met.never), len(met.unknown)
(['pat'], frozenset(), ['kim'], 1)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from bailee.people.documents import People
from bailee.people.mentions import Mention

Forms = Sequence[tuple[str, str]]
_BESIDE = frozenset({"birth-date", "e164"})  # forms that prove a name


@dataclass(frozen=True, slots=True)
class Meeting:
    """Idents of the roster, and numbers of people as `People` counts them."""

    found: frozenset[str]  # on the roster, and found
    by_name: frozenset[str]  # of these, by a name alone
    never: frozenset[str]  # on the roster, and never found
    unknown: frozenset[int]  # found, and on no roster; relatives of others are not among them
    whose: dict[int, str] = field(repr=False)  # who a person found is


def meet(people: People, mentions: Iterable[Mention], listed: Sequence[tuple[str, Forms]]) -> Meeting:
    """`listed`: ident of each on the roster, with its forms as findings have them."""
    roster = _Roster(listed)
    known: dict[int, set[tuple[str, str]]] = defaultdict(set)  # forms of each who was found
    everybody: set[int] = set()
    for mention in mentions:
        about = people.people_of(mention)
        if len(about) != 1:
            continue
        (person,) = about
        if people.is_relative(person) or mention.value.lane:
            continue
        everybody.add(person)
        for form in mention.value.forms:
            if form[0] == "birth-date" or (
                form in roster and not (form[0] == "email" and mention.value.is_of_an_office)
            ):
                known[person].add(form)
    whose: dict[int, str] = {}
    sure: set[int] = set()
    named: set[int] = set()
    several: set[int] = set()  # people whose name more than one on the roster has: somebody known, and not which
    for person, forms in known.items():
        best, numbers = roster.fitting(forms)
        if not numbers:
            continue
        if len(numbers) > 1:
            several.add(person)
            continue
        whose[person] = listed[numbers[0]][0]
        (sure if best > 1 else named).add(numbers[0])
    found = {listed[number][0] for number in sure | named}
    return Meeting(
        frozenset(found),
        frozenset(listed[number][0] for number in named - sure),
        frozenset(ident for ident, _ in listed if ident not in found),
        frozenset(everybody - whose.keys() - several),
        whose,
    )


class _Roster:
    """Who is listed, by what each has. A name that hundreds bear is asked for last, and by the birth date: it may prove nothing."""

    def __init__(self, listed: Sequence[tuple[str, Forms]]) -> None:
        self._forms = [frozenset(forms) for _, forms in listed]
        self._births: list[frozenset[str]] = [_births(forms) for forms in self._forms]
        self._holders: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._named: dict[str, dict[str, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )  # by birth date; empty: none
        for number, forms in enumerate(self._forms):
            for form in forms:
                if form[0] == "name":
                    for birth in self._births[number] or ("",):
                        self._named[form[1]][birth].append(number)
                elif form[0] == "email" or form[0] in _BESIDE:  # nothing else proves anything
                    self._holders[form].append(number)

    def __contains__(self, form: tuple[str, str]) -> bool:
        return form in self._holders or (form[0] == "name" and form[1] in self._named)

    def fitting(self, forms: Collection[tuple[str, str]]) -> tuple[int, Sequence[int]]:
        """The best proof of who somebody is, and whom it is about: more than one where it does not tell."""
        born = _births(forms)
        beside = {number for form in forms for number in self._holders.get(form, ())}
        proofs: dict[int, int] = {}
        for number in beside:
            met = {form for form, _ in self._forms[number].intersection(forms)}
            if proof := self._proof_of(number, met, born):
                proofs[number] = proof
        best = max(proofs.values(), default=0)
        if best > 1:
            return best, [number for number, proof in proofs.items() if proof == best]
        found = set(proofs)
        for name in (value for sort, value in forms if sort == "name"):
            named = self._named.get(name, {})
            for birth in ("", *born) if born else named:  # another birth date is somebody else
                found.update(named.get(birth, ())[:2])
                if len(found) > 1:  # of whom one is as likely as the other
                    break
        return int(bool(found)), sorted(found)

    def _proof_of(self, number: int, met: set[str], born: frozenset[str]) -> int:
        proof = _proof(met)
        is_contradicted = bool(self._births[number] and born and self._births[number].isdisjoint(born))
        return 0 if is_contradicted and "email" not in met else proof


def _births(forms: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(value for sort, value in forms if sort == "birth-date")


def _proof(forms: set[str]) -> int:
    """How sure it is the same person: 3 by address, 2 by a name with more or by two other signs, 1 by name alone, 0 not at all."""
    if "email" in forms:
        return 3
    if ("name" in forms and forms & _BESIDE) or forms >= _BESIDE:
        return 2
    return int("name" in forms)
