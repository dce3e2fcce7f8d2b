"""Who a finding is about: the person is placed, and what is theirs goes with them."""

from __future__ import annotations

from pathlib import Path

from bailee.operations.scan_store import scan_store
from bailee.people import Mention, People
from bailee.placement import Paper, Placement
from bailee.vocabulary import SubjectCategory
from world import World

EMPLOYEE, CUSTOMER, PATIENT = SubjectCategory.EMPLOYEE, SubjectCategory.CUSTOMER, SubjectCategory.PATIENT
SOLE, FAMILY, PERSON = SubjectCategory.SOLE_PROPRIETOR, SubjectCategory.FAMILY_MEMBER, SubjectCategory.PERSON
CATEGORIES = {"person-name": "person-name", "us-ssn": "social-security-number", "email-address": "email-address"}


def mention(detector: str, value: str, item: str, whose: str = "", group: str = "") -> Mention:
    form = {"person-name": "name", "email-address": "email"}.get(detector, "value")
    attributes = (("whose", whose),) if whose else ()
    return Mention(item, detector, CATEGORIES[detector], value, ((form, value),), group or item, attributes)


def placed(
    *mentions: Mention, roster: dict[str, SubjectCategory] | None = None, **papers: tuple[str, SubjectCategory]
) -> dict[str, SubjectCategory]:
    """Category of each mention by its value; `papers`: kind of record, and whom it is about as a rule, by item."""
    usual = {each: papers[str(each.item)][1] if each.item in papers else PERSON for each in mentions}
    documents = [Paper(*papers[item], [each for each in mentions if each.item == item]) for item in papers]
    known = {("name", name): category for name, category in (roster or {}).items()}
    placement = Placement(People(mentions), list(usual), list(usual.values()), documents, known)
    return {f"{each.fingerprint} in {each.item}": placement.of(each, usual[each]) for each in mentions}


def test_the_roster_decides_and_an_account_manager_in_an_invoice_is_no_customer() -> None:
    found = placed(
        mention("person-name", "ann", "invoice"),
        mention("person-name", "bo", "invoice", "customer", group="to"),
        roster={"ann": EMPLOYEE, "bo": SOLE},
        invoice=("customer-billing", CUSTOMER),
    )
    assert found == {"ann in invoice": EMPLOYEE, "bo in invoice": SOLE}


def test_somebody_on_no_roster_is_placed_by_papers_of_employment() -> None:
    found = placed(
        mention("person-name", "cy", "file"),
        mention("us-ssn", "1", "file"),
        mention("person-name", "cy", "chart"),
        file=("personnel-file", EMPLOYEE),
        chart=("medical-record", PATIENT),
    )
    assert set(found.values()) == {EMPLOYEE}


def test_a_relative_is_a_family_member_whatever_the_paper() -> None:
    found = placed(
        mention("person-name", "cy", "file", "employee"),
        mention("person-name", "di", "file", "relative"),
        file=("personnel-file", EMPLOYEE),
    )
    assert found == {"cy in file": EMPLOYEE, "di in file": FAMILY}


def test_a_customer_with_a_social_security_number_is_a_sole_proprietor() -> None:
    found = placed(
        *(mention("person-name", f"p{n}", "bills", "customer", group=f"{n}") for n in range(4)),
        mention("us-ssn", "1", "bills", group="1"),
        bills=("customer-billing", CUSTOMER),
    )
    assert found["p1 in bills"] is SOLE and found["p2 in bills"] is CUSTOMER


def test_the_doctor_who_signs_is_no_patient() -> None:
    found = placed(
        mention("person-name", "cy", "chart", "patient"),
        mention("person-name", "dr", "chart", "official", group="foot"),
        chart=("medical-record", PATIENT),
    )
    assert found == {"cy in chart": PATIENT, "dr in chart": PERSON}


def test_a_place_inside_another_counts_nothing_twice(world: World, tmp_path: Path) -> None:
    inner = tmp_path / "data" / "hr"
    inner.mkdir(parents=True)
    (inner / "a.txt").write_text("SSN: 512-44-7313\n")
    (tmp_path / "data" / "b.txt").write_text("SSN: 512-44-7319\n")
    scan_store(world.alice, [tmp_path / "data"])
    before = {holding.category: holding.items for holding in world.alice.holdings()}
    scan_store(world.alice, [inner])
    assert {holding.category: holding.items for holding in world.alice.holdings()} == before
    assert before["social-security-number"] == 2
