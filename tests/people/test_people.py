"""People as a range: the truth is inside, and the range is narrow enough to act upon."""

from __future__ import annotations

from random import Random

import pytest

from bailee.people import Mention, People
from people.population import Company


def ssn(value: str, group: str = "", item: str = "f") -> Mention:
    return Mention(item, "us-ssn", "social-security-number", value, (("value", value),), group or value)


def name(value: str, group: str, item: str = "f") -> Mention:
    return Mention(item, "person-name", "person-name", value, (("name", value), ("name-sound", value[:3])), group)


def email(value: str, group: str, use: str = "work", item: str = "f") -> Mention:
    return Mention(item, "email-address", "email-address", value, (("email", value),), group, (("use", use),))


def born(value: str, group: str, item: str = "f") -> Mention:
    return Mention(item, "date-of-birth", "date-of-birth", value, (("birth-date", value),), group)


def count(*mentions: Mention) -> tuple[int, int]:
    found = People(mentions).count(mentions)
    return found.low, found.high


def test_each_social_security_number_is_one_person() -> None:
    assert count(*(ssn(f"s{n}") for n in range(41))) == (41, 41)


def test_one_person_in_forty_files_is_one() -> None:
    assert count(*(name("pat doe", f"g{n}", f"file {n}") for n in range(40))) == (1, 1)


def test_namesakes_with_two_numbers_are_two() -> None:
    mentions = [ssn("s1", "r1"), name("mary smith", "r1"), ssn("s2", "r2"), name("mary smith", "r2")]
    people = People(mentions)
    names = people.count(mention for mention in mentions if mention.category == "person-name")
    assert names.low == 2 and names.high <= 3


def test_two_addresses_of_one_row_are_one_person() -> None:
    assert count(name("pat doe", "r"), email("w", "r"), email("p", "r", "personal")) == (1, 1)


def test_addresses_of_one_mail_are_several_people() -> None:
    assert count(email("a", "headers"), email("b", "headers"), email("c", "headers"))[1] == 3


def test_a_personal_address_may_be_somebodys_second_one() -> None:
    low, high = count(*(email(f"w{n}", f"x{n}") for n in range(3)), email("p", "y", "personal"))
    assert (low, high) == (3, 4)


def test_another_spelling_with_the_same_birth_date_is_the_same_person() -> None:
    assert count(name("jon doe", "r1"), born("b", "r1"), name("jonathan doe", "r2"), born("b", "r2"))[0] == 1


def test_a_form_with_its_fields_apart_is_about_one_person() -> None:
    form = [ssn("s", "line 1", "form"), born("b", "line 2", "form"), name("pat doe", "line 2", "form")]
    assert count(*form)[0] == 1
    elsewhere = name("pat doe", "p", "other")
    assert count(*form, elsewhere)[0] == 1


def test_two_people_do_not_melt_through_a_shared_address() -> None:
    rows = [ssn("s1", "r1"), email("family", "r1"), ssn("s2", "r2"), email("family", "r2")]
    people = People(rows)
    numbers = people.count(row for row in rows if row.category == "social-security-number")
    assert (numbers.low, numbers.high) == (2, 2)


def test_an_office_address_is_nobody() -> None:
    info = Mention("f", "email-address", "email-address", "info", (), "g", (("use", "work"), ("role", "yes")))
    assert count(info) == (0, 0)


def test_a_form_is_about_its_subject_and_a_list_about_all_in_it() -> None:
    form = [
        ssn("s", "p1", "form"),
        born("b", "p1", "form"),
        name("pat doe", "p1", "form"),
        name("dr who", "p9", "form"),
    ]
    rows = [each for n in range(12) for each in (ssn(f"l{n}", f"r{n}", "list"), name(f"{n} n", f"r{n}", "list"))]
    people = People([*form, *rows])
    assert people.count_documents([form]).low == people.count_documents([form, form]).high == 1
    assert people.count_documents([rows]).low == 12


@pytest.mark.parametrize(("size", "seeds"), [(15, 30), (40, 30), (150, 12), (600, 3)])
@pytest.mark.parametrize("with_numbers", [True, False])
def test_the_truth_is_inside_a_narrow_range(size: int, seeds: int, with_numbers: bool) -> None:
    inside: list[bool] = []
    widths: dict[str, list[float]] = {}
    for seed in range(seeds):
        company = Company(Random(seed), size, with_numbers=with_numbers)
        people = People(company.mentions)
        for category, true in company.mentioned.items():
            found = people.count(each for each in company.mentions if each.category == category)
            inside.append(found.low <= len(true) <= found.high)
            widths.setdefault(category, []).append((found.high - found.low) / len(true))
    assert sum(inside) >= 0.95 * len(inside)
    mean = {category: sum(each) / len(each) for category, each in widths.items()}
    assert max(mean.values()) <= 0.4
