"""People of one name are found by what they have, and are the same people as if each had been compared with each."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.people import Mention, People
from bailee.people.heads import FEW, SameName, Spelt
from bailee.people.persons import Person
from people.plain import PlainPeople
from people.population import Company, name_forms

Drawn = st.integers(0, 2).map(str)
_USES = ("work", "personal", "")


@st.composite
def people(draw: st.DrawFn) -> Person:
    """Of few values, so that some have the same."""
    sorts = draw(st.sets(st.sampled_from(("us-ssn", "date-of-birth", "de-tax-id"))))
    shared = draw(
        st.sets(st.tuples(st.sampled_from(("phone-number", "postal-address", "iban", "other")), Drawn), max_size=3)
    )
    addresses = {use: draw(st.frozensets(Drawn, min_size=1)) for use in draw(st.sets(st.sampled_from(_USES)))}
    return Person(
        names=draw(st.frozensets(st.sampled_from("nm"), min_size=1)),
        exclusive={sort: draw(Drawn) for sort in sorted(sorts)},
        shared=frozenset(shared),
        addresses=addresses,
    )


Lists = st.frozensets(st.sampled_from("ab"), max_size=1)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(people(), Lists, st.sampled_from((0.0, 0.2, 0.3, 0.5, 2.0))), min_size=FEW, max_size=40))
def test_who_somebody_is_of_one_name_is_the_same_as_by_comparing_each(
    everybody: list[tuple[Person, frozenset[str], float]],
) -> None:
    heads, plain = SameName(), dict[int, tuple[Person, frozenset[str]]]()
    for number, (person, lists, least) in enumerate(everybody):
        fitting = [
            head
            for head, (known, its) in plain.items()
            if its.isdisjoint(lists)
            and not known.contradicts(person)
            and ((likely := person.differing(known)) == 1 or likely >= least)
        ]
        fitting.sort(key=lambda head: person.is_strange_to(plain[head][0]))
        expected = fitting[0] if fitting else None
        assert heads.whose(person, lists, least) == expected
        if expected is None:
            plain[number] = person, lists
            heads.put(number, person, lists)
        else:
            known, its = plain[expected]
            known.absorb(person)
            plain[expected] = known, its | lists
            heads.absorbed(expected, person, its | lists)


@settings(max_examples=100, deadline=None)
@given(st.lists(people(), min_size=FEW, max_size=40))
def test_who_has_room_is_the_same_as_by_comparing_each(everybody: list[Person]) -> None:
    heads, plain = Spelt(), dict[int, Person]()
    for number, person in enumerate(everybody):
        expected = {
            head for head, known in plain.items() if known.names.isdisjoint(person.names) and known.has_room_for(person)
        }
        assert heads.with_room_for(person) == expected
        if not expected:
            plain[number] = person
            heads.put(number, person)


_DETECTORS = {
    "us-ssn": "social-security-number",
    "date-of-birth": "date-of-birth",
    "email-address": "email-address",
    "phone-number": "phone-number",
}


@st.composite
def rows(draw: st.DrawFn) -> list[Mention]:
    """Of some documents: few names, and slips in them; numbers, addresses and phones that come again or are missing."""
    found: list[Mention] = []
    for row in range(draw(st.integers(2, 60))):
        item = f"document {draw(st.integers(0, 3))}"
        said: list[tuple[str, str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]] = []
        slip = draw(st.sampled_from(("", "", "", "~1")))
        name = f"{draw(st.integers(0, 1))}/{draw(st.integers(0, 2))}{slip}"
        spelt = name_forms(name, name[:3])
        if draw(st.integers(0, 3)):
            said.append(("person-name", name, spelt, ()))
        for detector in sorted(draw(st.sets(st.sampled_from(sorted(_DETECTORS))))):
            value = str(draw(st.integers(0, 25)))
            use = (("use", draw(st.sampled_from(("work", "personal")))),) if detector == "email-address" else ()
            forms = spelt if detector == "email-address" and draw(st.booleans()) else ()
            said.append((detector, f"{detector}{value}", forms, use))
        for detector, value, forms, attributes in said:
            category = _DETECTORS.get(detector, detector)
            found.append(Mention(item, detector, category, value, forms, f"row {row}", attributes, len(found)))
    return found


def told(people: People, mentions: list[Mention]) -> tuple[object, ...]:
    whom = [people.people_of(mention) for mention in mentions]
    by_category = [
        people.count(mention for mention in mentions if mention.category == category)
        for category in dict.fromkeys(mention.category for mention in mentions)
    ]
    return whom, by_category, people.everybody(mentions), people._slipped, people._slips


@settings(max_examples=100, deadline=None)
@given(rows())
def test_people_are_the_same_as_by_comparing_each_with_each(mentions: list[Mention]) -> None:
    assert told(People(mentions), mentions) == told(PlainPeople(mentions), mentions)


@pytest.mark.parametrize("with_numbers", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_the_people_of_a_company_are_the_same(seed: int, with_numbers: bool) -> None:
    mentions = Company(Random(seed), 120, with_numbers=with_numbers, reads=0.93).mentions
    assert told(People(mentions), mentions) == told(PlainPeople(mentions), mentions)
