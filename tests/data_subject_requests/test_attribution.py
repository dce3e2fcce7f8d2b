"""Whose a value is: strictly. What is wrongly taken for somebody's is somebody else's data given away."""

from __future__ import annotations

from itertools import count

from bailee.data_subject_requests.attribution import Card, Seen, Signs, whose

_numbers = count(1)


def name(value: str, **said: str) -> Seen:
    return Seen(next(_numbers), "person-name", "person-name", f"n-{value}", (("name", value),), tuple(said.items()))


def email(value: str, **said: str) -> Seen:
    return Seen(
        next(_numbers), "email-address", "email-address", f"e-{value}", (("email", value),), tuple(said.items())
    )


def ssn(value: str) -> Seen:
    return Seen(next(_numbers), "us-ssn", "social-security-number", f"s-{value}")


def born(value: str) -> Seen:
    return Seen(next(_numbers), "date-of-birth", "date-of-birth", f"b-{value}", (("birth-date", value),))


def phone(value: str) -> Seen:
    return Seen(next(_numbers), "phone-number", "phone-number", f"p-{value}", (("e164", value),))


def cards(*groups: list[Seen]) -> list[Card]:
    return [Card(str(number), tuple(seen)) for number, seen in enumerate(groups)]


def taken(signs: Signs, made: list[Card]) -> set[str]:
    rows = whose(signs, made).rows
    return {each.fingerprint for card in made for each in card.seen if each.row in rows}


PAT = Signs(frozenset({("name", "pat doe"), ("email", "pat@x"), ("birth-date", "1980-02-03")}))


def test_a_row_of_theirs_gives_all_that_stands_in_it_and_its_number_leads_on() -> None:
    made = cards([name("pat doe"), email("pat@x"), ssn("1")], [ssn("1"), phone("7")], [name("kim roe"), ssn("2")])
    assert taken(PAT, made) == {"n-pat doe", "e-pat@x", "s-1", "p-7"}


def test_a_twin_with_the_same_birth_date_phone_and_surname_is_somebody_else() -> None:
    made = cards([name("pat doe"), email("pat@x"), ssn("1"), phone("7"), born("1980-02-03")],
                 [name("kim doe"), ssn("2"), phone("7"), born("1980-02-03")])  # fmt: skip
    assert "s-2" not in taken(PAT, made)


def test_a_name_that_forty_people_share_tells_nothing() -> None:
    made = cards([name("pat doe"), email("pat@x"), ssn("1")],
                 *([name("pat doe"), email(f"pat{n}@x"), ssn(f"x{n}")] for n in range(40)), [name("pat doe"), phone("9")])  # fmt: skip
    found = whose(PAT, made)
    assert taken(PAT, made) == {"n-pat doe", "e-pat@x", "s-1"}
    assert len(found.rows) == 3 and found.unsure == 41


def test_the_name_alone_is_theirs_where_nobody_else_has_it_and_what_stands_beside_it_is_not() -> None:
    made = cards([name("pat doe"), email("pat@x"), ssn("1")], [name("pat doe"), phone("9")])
    found = whose(PAT, made)
    assert len(found.rows) == 4 and "p-9" not in taken(PAT, made) and found.unsure == 1
    nobody = Signs(PAT.forms, name_is_theirs=False)  # two of that name on the roster
    assert len(whose(nobody, made).rows) == 3 and whose(nobody, made).unsure == 1


def test_the_name_beside_the_birth_date_is_theirs() -> None:
    made = cards([name("pat doe"), born("1980-02-03"), ssn("1")], [name("pat doe"), born("1955-01-01"), ssn("2")])
    assert taken(PAT, made) >= {"s-1"} and "s-2" not in taken(PAT, made)


def test_of_a_paragraph_about_two_only_what_is_theirs_alone() -> None:
    made = cards([name("pat doe"), email("pat@x"), name("kim roe"), ssn("2"), phone("8")])
    found = whose(PAT, made)
    assert taken(PAT, made) == {"n-pat doe", "e-pat@x"}
    assert found.shared == found.rows


def test_an_address_that_a_couple_shares_leads_to_no_number() -> None:
    made = cards(
        [name("pat doe"), email("pat@x"), ssn("1"), born("1980-02-03")], [name("kim doe"), email("pat@x"), ssn("2")]
    )
    assert "s-2" not in taken(PAT, made) and "n-kim doe" not in taken(PAT, made)


def test_a_paragraph_without_a_name_gives_an_address_and_nothing_beside_it() -> None:
    made = cards(
        [name("pat doe"), email("pat@x")], [email("pat@x"), phone("8")], [email("pat@x"), email("kim@x"), ssn("2")]
    )
    assert taken(PAT, made) == {"n-pat doe", "e-pat@x"} and whose(PAT, made).unsure == 1


def test_another_spelling_beside_their_own_address_is_theirs_and_another_given_name_is_not() -> None:
    def spelled(value: str, first: str) -> Seen:
        forms = (("name", value), ("name-sound", "p-doe"), *((("name-first", first),) if first else ()))
        return Seen(next(_numbers), "person-name", "person-name", f"n-{value}", forms)

    own = [spelled("pat doe", "patricia"), email("pat@x"), ssn("1")]
    made = cards(
        own,
        [spelled("p doe", ""), email("pat@x"), phone("7")],
        [spelled("paul doe", "paul"), email("paul@x"), ssn("2")],
    )
    assert taken(PAT, made) == {"n-pat doe", "n-p doe", "e-pat@x", "s-1", "p-7"}


def test_a_managers_address_beside_the_numbers_of_others_gives_none_of_them() -> None:
    made = cards([email("pat@x"), ssn("1")], [email("pat@x"), ssn("2")], [email("pat@x"), ssn("3")])
    assert taken(PAT, made) == {"e-pat@x"}


def test_a_relative_on_somebodys_form_is_not_about_whose_form_it_is() -> None:
    made = cards(
        [name("kim roe"), ssn("2"), name("pat doe", whose="relative"), phone("9")], [name("pat doe"), email("pat@x")]
    )
    assert "s-2" not in taken(PAT, made) and "p-9" not in taken(PAT, made)


def test_an_office_address_is_nobodys() -> None:
    signs = Signs(frozenset({("email", "info@x")}))
    assert taken(signs, cards([email("info@x", role="yes"), ssn("1")])) == set()


def test_who_brings_an_address_alone_gets_the_name_that_stands_beside_it() -> None:
    signs = Signs(frozenset({("email", "pat@x")}))
    assert taken(signs, cards([name("pat doe"), email("pat@x"), ssn("1")])) == {"n-pat doe", "e-pat@x", "s-1"}
    two = cards([name("pat doe"), email("pat@x"), ssn("1")], [name("kim roe"), email("pat@x"), ssn("2")])
    assert not {"s-1", "s-2"} & taken(signs, two)
