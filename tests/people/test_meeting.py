"""Who of a roster is found: the same as by comparing everybody found with everybody listed, and not at that cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.people import Mention, People
from bailee.people.meeting import Forms, Meeting, _proof, meet

Listed = list[tuple[str, Forms]]
_CATEGORY = {
    "email": "email-address",
    "e164": "phone-number",
    "birth-date": "date-of-birth",
    "name": "person-name",
}
_DETECTOR = {"email": "email-address", "e164": "phone-number", "birth-date": "date-of-birth", "name": "person-name"}


def by_comparing(people: People, mentions: Sequence[Mention], listed: Listed) -> Meeting:
    forms_of: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for mention in mentions:
        about = people.people_of(mention)
        if len(about) == 1 and not people.is_relative(about[0]) and not mention.value.lane:
            office = mention.value.is_of_an_office
            forms_of[about[0]] |= {form for form in mention.value.forms if form[0] != "email" or not office}
    whose: dict[int, str] = {}
    several: set[int] = set()
    proved: dict[str, set[int]] = defaultdict(set)
    for person, forms in forms_of.items():
        proofs: dict[int, int] = {}
        for number, (_, own) in enumerate(listed):
            met = {form for form, _ in forms.intersection(own)}
            births = [{value for sort, value in each if sort == "birth-date"} for each in (forms, own)]
            if "email" in met or not all(births) or not births[0].isdisjoint(births[1]):
                proofs[number] = _proof(met)
        best = max(proofs.values(), default=0)
        numbers = [number for number, proof in proofs.items() if proof == best > 0]
        if len(numbers) == 1:
            whose[person] = listed[numbers[0]][0]
            proved[whose[person]].add(best)
        elif numbers:
            several.add(person)
    return Meeting(
        frozenset(proved),
        frozenset(ident for ident, proofs in proved.items() if proofs == {1}),
        frozenset(ident for ident, _ in listed if ident not in proved),
        frozenset(forms_of.keys() - whose.keys() - several),
        whose,
    )


def mention(sort: str, value: str, group: str, position: int, role: str = "") -> Mention:
    said = (("role", role), ("use", "work")) if sort == "email" else ()
    return Mention("list", _DETECTOR[sort], _CATEGORY[sort], sort + value, ((sort, value),), group, said, position)


Sorts = st.lists(st.tuples(st.sampled_from(sorted(_CATEGORY)), st.integers(0, 4).map(str)), min_size=1, max_size=5)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(Sorts, st.sampled_from(("", "", "yes"))), max_size=12), st.lists(Sorts, max_size=8))
def test_who_is_met_is_the_same_as_by_comparing_each(
    rows: list[tuple[list[tuple[str, str]], str]], roster: list[list[tuple[str, str]]]
) -> None:
    mentions = [
        mention(sort, value, f"row {number}", number, role)
        for number, (row, role) in enumerate(rows)
        for sort, value in row
    ]
    listed: Listed = [(f"m{number}", tuple(forms)) for number, forms in enumerate(roster)]
    people = People(mentions)
    assert meet(people, mentions, listed) == by_comparing(people, mentions, listed)
