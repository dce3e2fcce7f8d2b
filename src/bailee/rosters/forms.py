"""Normal forms of what a roster says of somebody, as detectors make them of a text, so that findings are known to be theirs.

>>> pat = Details("Bob O'Neill", former="Roe", emails=("Bob@Example.org",), phones=("(518) 457-5555",), born=date(1980, 2, 29))
>>> forms_of(pat)
(('name', 'robert oneill'), ('name', 'robert roe'), ('email', 'bob@example.org'), ('e164', '+15184575555'), ('birth-date', '1980-02-29'))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as date
from functools import lru_cache

from bailee.rosters.details import Details
from bailee.text import Match
from bailee.vocabulary import Confidence

SHARED = frozenset({"e164", "birth-date"})  # forms that say who somebody is only beside another


def forms_of(person: Details, region: str = "US") -> tuple[tuple[str, str], ...]:
    """(form, value) pairs, to be fingerprinted. `region`: whose numbering plan a phone without its country is of.

    A name that only sounds alike is no proof that it is the person, so its sound is not among them.

    >>> forms_of(Details("", emails=("Pat@Example.org",)))
    (('email', 'pat@example.org'),)
    """
    return tuple(dict.fromkeys(_forms(person, region)))


def _forms(person: Details, region: str) -> Iterator[tuple[str, str]]:
    for name in _names(person):
        yield from (pair for pair in _name_forms(name) if pair[0] == "name")
    for address in person.emails:
        yield "email", address.strip().lower()
    if person.phones:
        from bailee.detectors.numbering_plans import e164

        for phone in person.phones:
            if number := e164(phone, region):
                yield "e164", number
    if person.born:
        yield "birth-date", person.born.isoformat()


def _names(person: Details) -> Iterator[str]:
    if not person.name.split():
        return  # known by an address alone
    given = person.given or person.name.split()[0]
    yield person.name
    if person.given and person.surname:
        yield f"{given} {person.surname}"
        if len(parts := person.surname.split()) > 1:  # García López signs as García
            yield f"{given} {parts[0]}"
    for surname in filter(None, (person.former,)):
        yield f"{given} {surname}"
    last = person.surname or person.name.split()[-1]
    if person.nickname:
        yield person.nickname if " " in person.nickname else f"{person.nickname} {last}"


@lru_cache(maxsize=4_096)
def _name_forms(name: str) -> tuple[tuple[str, str], ...]:
    name = re.sub(r"\s+", " ", name).strip()
    # with all detectors, which a scan of what did not change does without
    from bailee.detectors.person_name import forms

    return forms(Match(0, len(name), "person-name", "person-name", Confidence.LIKELY, 0.9, name))
