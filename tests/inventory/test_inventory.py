"""Holdings: category, subject, stores, people, since; and where declared and found part ways."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import scans
from bailee.inventory import Holding, Inventory, ProcessingActivity, differences
from bailee.items import ItemFacts
from bailee.scanner.events import ItemRead, KindFound
from bailee.vocabulary import Confidence, LawfulBasis, Locator, SubjectCategory
from world import World

KEY = b"k" * 32
EMPLOYEE = SubjectCategory.EMPLOYEE
JUNE_2019 = 1_560_000_000 * 10**9


def _inventory(*paths: str, subject: SubjectCategory = SubjectCategory.PERSON) -> Inventory:
    inventory = Inventory()
    for number, path in enumerate(paths):
        inventory.add(scans.finding(KEY, path, "us-ssn", f"s{number}", subject=subject), "company")
        inventory.add(ItemRead(Locator((path,)), ItemFacts(1, JUNE_2019 + number * 10**15)), "company")
    return inventory


def _activity(**changed: object) -> ProcessingActivity:
    values: dict[str, object] = {
        "name": "Payroll",
        "purposes": (("paying staff", LawfulBasis.CONTRACT),),
        "categories": ("social-security-number",),
        "subjects": (EMPLOYEE,),
    }
    return ProcessingActivity(**{**values, **changed})  # type: ignore[arg-type]


def test_a_holding_says_where_how_many_and_since_when() -> None:
    (holding,) = _inventory("HR/pay/2019.csv", "HR/b.csv", "x.txt").holdings()
    assert holding.stores == ("company", "company/HR") and holding.items == 3
    assert (holding.people.low, holding.people.high, holding.since) == (3, 3, date(2019, 6, 8))


def test_the_kind_of_record_says_about_whom() -> None:
    (holding,) = _inventory("a.txt", subject=EMPLOYEE).holdings()
    assert holding.subject is EMPLOYEE


def test_a_folders_name_alone_does_not_decide_and_supports_what_else_is_there() -> None:
    assert _inventory("HR/a.txt").holdings()[0].subject is SubjectCategory.PERSON
    inventory = _inventory("HR/a.txt", subject=EMPLOYEE)
    inventory.add(scans.finding(KEY, "HR/other.txt", "us-ssn", "another"), "company")
    assert [holding.subject for holding in inventory.holdings()] == [EMPLOYEE]


def test_the_same_person_elsewhere_is_of_the_same_category() -> None:
    inventory = _inventory("payroll.csv", subject=EMPLOYEE)
    inventory.add(scans.finding(KEY, "misc/notes.txt", "us-ssn", "s0"), "company")
    (holding,) = inventory.holdings()
    assert holding.subject is EMPLOYEE and holding.people.high == 1 and holding.items == 2


def test_the_roster_says_about_whom() -> None:
    found = scans.finding(KEY, "notes.txt", "email-address", "pat@example.org", forms={"email": "pat@example.org"})
    inventory = Inventory({found.normal_forms[0]: SubjectCategory.CUSTOMER})
    inventory.add(found, "company")
    assert inventory.holdings()[0].subject is SubjectCategory.CUSTOMER


def test_a_kind_of_record_is_a_holding_about_the_people_in_it() -> None:
    inventory = _inventory("hr/test.txt")
    inventory.add(
        KindFound(
            Locator(("hr/test.txt",)), "drug-or-alcohol-test", "drug-and-alcohol-tests", EMPLOYEE, Confidence.LIKELY
        ),
        "company",
    )
    tests = next(holding for holding in inventory.holdings() if holding.category == "drug-and-alcohol-tests")
    assert (tests.people.low, tests.people.high, tests.kinds) == (1, 1, ("drug-or-alcohol-test",))


def test_footage_is_about_everybody_known_and_no_endless_range() -> None:
    inventory = _inventory(*(f"hr/{n}.txt" for n in range(9)), subject=EMPLOYEE)
    inventory.add(
        KindFound(Locator(("cam/1.mp4",)), "camera-footage", "camera-footage", EMPLOYEE, Confidence.LIKELY), "company"
    )
    footage = next(holding for holding in inventory.holdings() if holding.category == "camera-footage")
    assert (footage.people.low, footage.people.high) == (9, 9) and footage.people.reasons


def test_purposes_come_from_activities_that_cover_the_holding() -> None:
    inventory = _inventory("HR/a.csv", subject=EMPLOYEE)
    assert inventory.holdings([_activity()])[0].purposes == ("paying staff",)
    assert not inventory.holdings([_activity(subjects=(SubjectCategory.CUSTOMER,))])[0].declared
    assert not inventory.holdings([_activity(stores=("company/Finance",))])[0].declared


def _whats(found: tuple[Holding, ...], *activities: ProcessingActivity) -> list[str]:
    return [difference.what for difference in differences(found, activities)]


def test_declared_and_found_are_compared_both_ways() -> None:
    inventory = _inventory("HR/a.csv", subject=EMPLOYEE)
    assert _whats(inventory.holdings()) == ["found-not-declared"]
    fits = _activity()
    assert _whats(inventory.holdings([fits]), fits) == []
    elsewhere = _activity(stores=("company/Finance",))
    assert _whats(inventory.holdings([elsewhere]), elsewhere) == ["found-elsewhere"]
    more = _activity(categories=("social-security-number", "passport"))
    assert _whats(inventory.holdings([more]), more) == ["declared-not-found"]
    assert not inventory.holdings([more])[-1].found


def test_the_store_says_the_same_as_the_events(world: World, tmp_path: Path) -> None:
    files = scans.Files(
        {f"hr/{n}.txt": (f"{n}", [("us-ssn", f"51244731{n}"), ("email-address", f"{n}@example.org")]) for n in range(5)}
    )
    scans.scan(world.alice, files, tmp_path / "company")
    direct = Inventory()
    for event in files(tmp_path / "company", world.alice.keys, lambda *_: None):  # type: ignore[arg-type]
        direct.add(event, "company")
    assert world.alice.holdings() == direct.holdings()
