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
from collections.abc import Iterable, Sequence
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
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    births: dict[int, set[str]] = defaultdict(set)
    for number, (_, forms) in enumerate(listed):
        for form in forms:
            holders[form].append(number)
            if form[0] == "birth-date":
                births[number].add(form[1])
    signs: dict[tuple[int, int], set[str]] = defaultdict(set)
    born: dict[int, set[str]] = defaultdict(set)
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
            if form[0] == "birth-date":
                born[person].add(form[1])
            if form[0] == "email" and mention.value.is_of_an_office:
                continue
            for number in holders.get(form, ()):
                signs[person, number].add(form[0])
    candidates: dict[int, dict[int, int]] = defaultdict(dict)
    for (person, number), forms_met in signs.items():
        proof = _proof(forms_met)
        contradicted = bool(births[number] and born[person] and births[number].isdisjoint(born[person]))
        if proof and not (contradicted and "email" not in forms_met):
            candidates[person][number] = proof
    whose: dict[int, str] = {}
    sure: set[int] = set()
    named: set[int] = set()
    several: set[int] = set()  # people whose name more than one on the roster has: somebody known, and not which
    for person, proofs in candidates.items():
        best = max(proofs.values())
        numbers = [number for number, proof in proofs.items() if proof == best]
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


def _proof(forms: set[str]) -> int:
    """How sure it is the same person: 3 by address, 2 by a name with more or by two other signs, 1 by name alone, 0 not at all."""
    if "email" in forms:
        return 3
    if ("name" in forms and forms & _BESIDE) or forms >= _BESIDE:
        return 2
    return int("name" in forms)
