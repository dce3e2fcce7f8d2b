"""The register of contracts: how each stands, which agreement is missing, which raises an alert, and tables of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bailee.authority import Agreement, Signed
from bailee.contracts import Contract, Duties, Sort, as_dict, contract_of, missing
from bailee.errors import InvalidInput
from bailee.inventory import ProcessingActivity
from bailee.inventory.activities import NOBODY, Transfer
from bailee.operations.alerts import Look, finder
from bailee.operations.keep_contract import (
    HEADS,
    import_contracts,
    line_of,
    remove_contract,
    row,
    save_contract,
    show_register,
)
from bailee.rendering.spreadsheet import csv_text
from bailee.vocabulary import Role, Severity, State, SubjectCategory
from world import World

DAY = date(2026, 11, 26)
LAST_YEAR = date(2025, 11, 26)


def contract(**changed: Any) -> Contract:
    values: dict[str, Any] = {"ident": "lind-dpa", "sort": Sort.DPA, "parties": ("Lind GmbH",), "signed_on": LAST_YEAR}
    return Contract(**(values | changed))


def activity(**changed: Any) -> ProcessingActivity:
    values: dict[str, Any] = {
        "name": "Care", "purposes": (("care", None),), "categories": ("medical-records",), "subjects": (SubjectCategory.PATIENT,),
    }  # fmt: skip
    return ProcessingActivity(**(values | changed))


NEEDED: dict[Agreement, bool | None] = {Agreement.BAA: True, Agreement.DPA: True}


def wanted(
    *activities: ProcessingActivity, contracts: tuple[Contract, ...] = (), **more: Any
) -> list[tuple[str, bool]]:
    agreements = more.pop("agreements", {})
    needed = more.pop("needed", NEEDED)
    return [(each.ident, each.is_sure) for each in missing(contracts, agreements, needed, activities, DAY, **more)]


@pytest.mark.parametrize(
    ("changed", "state", "says"),
    [
        ({}, State.GREEN, "stands"),
        ({"until": date(2027, 11, 25)}, State.GREEN, "stands until 25 Nov 2027"),
        ({"until": date(2026, 12, 31)}, State.AMBER, "ends on 31 Dec 2026"),
        (
            {"until": date(2027, 3, 31), "notice_days": 90},
            State.AMBER,
            "ends on 31 Mar 2027; give notice by 31 Dec 2026",
        ),
        ({"until": date(2026, 12, 31), "renews": True}, State.AMBER, "renews itself on 31 Dec 2026"),
        ({"until": date(2026, 11, 25)}, State.RED, "over since 25 Nov 2026"),
        ({"signed_on": None}, State.AMBER, "not signed"),
        ({"from_on": date(2026, 12, 1)}, State.UNKNOWN, "begins on 1 Dec 2026"),
    ],
)
def test_a_contract_says_how_it_stands(changed: dict[str, Any], state: State, says: str) -> None:
    line = line_of(contract(**changed), DAY)
    assert (line.state, line.says) == (state, says)


def test_the_provider_that_works_for_us_needs_what_the_law_asks_for() -> None:
    assert wanted(provider="Northgate IT") == [("baa northgate it", True), ("dpa northgate it", True)]
    signed = {Agreement.BAA: Signed(LAST_YEAR), Agreement.DPA: Signed(None, missing="refused")}
    assert wanted(provider="Northgate IT", agreements=signed) == [("dpa northgate it", True)]
    assert wanted(provider="Northgate IT", needed={Agreement.BAA: False, Agreement.DPA: None}) == []


def test_a_processor_has_an_agreement_with_each_controller() -> None:
    hosting = activity(role=Role.PROCESSOR, on_behalf_of=("Lind GmbH", "Roe Ltd"))
    have = (contract(parties=("LIND gmbh.",)), contract(ident="b", sort=Sort.BAA, parties=("Lind GmbH",)))
    assert wanted(hosting, contracts=have) == [("baa roe ltd", True), ("dpa roe ltd", True)]
    assert wanted(hosting, contracts=have, needed={Agreement.BAA: None, Agreement.DPA: False}) == [
        ("baa roe ltd", False)
    ]


def test_a_contract_that_is_over_or_not_signed_is_none() -> None:
    hosting = activity(role=Role.PROCESSOR, on_behalf_of=("Lind GmbH",), categories=("person-name",))
    assert wanted(hosting, contracts=(contract(),)) == []
    for gone in (contract(until=date(2026, 1, 1)), contract(signed_on=None)):
        assert wanted(hosting, contracts=(gone,)) == [("dpa lind gmbh", True)]


def test_one_that_is_recorded_and_not_signed_is_named() -> None:
    hosting = activity(role=Role.PROCESSOR, on_behalf_of=("Lind GmbH",), categories=("person-name",))
    (gap,) = missing((contract(signed_on=None),), {}, NEEDED, (hosting,), DAY)
    assert gap.why.endswith("“lind-dpa” is recorded and not signed.")


def test_who_gets_health_records_is_a_question_for_counsel() -> None:
    assert wanted(activity(recipients=("billing company", NOBODY))) == [("baa billing company", False)]
    assert wanted(activity(recipients=("billing company",), categories=("person-name",))) == []


def test_joint_controllers_and_standard_clauses_are_contracts_too() -> None:
    joint = activity(role=Role.JOINT_CONTROLLER, joint_with=("Fair Ltd",), categories=("person-name",))
    clauses = activity(
        transfers=(Transfer("IN", "Helpdesk", "standard-clauses"), Transfer("US", "", "adequacy")), categories=()
    )
    assert wanted(joint, clauses) == [("joint-controllers fair ltd", True), ("scc helpdesk", True)]
    assert wanted(clauses, contracts=(contract(sort=Sort.SCC, parties=("Helpdesk",)),)) == []


def found(*contracts: Contract) -> list[tuple[str, Severity]]:
    at = datetime(2026, 11, 26, 9, tzinfo=UTC)
    return [(each.about, each.severity) for each in finder("contract-ends")(Look(at, contracts=contracts))]


def test_an_end_raises_an_alert_in_time_to_give_notice() -> None:
    assert found(contract(until=date(2026, 12, 31))) == [("lind-dpa 2026-12-31 soon", Severity.MEDIUM)]
    assert found(contract(until=date(2027, 3, 31), notice_days=90)) == [("lind-dpa 2027-03-31 soon", Severity.MEDIUM)]
    assert (
        found(contract(until=date(2027, 12, 31)), contract(signed_on=None, until=date(2026, 12, 1)), contract()) == []
    )


def test_one_that_is_over_raises_one_until_it_was_let_go() -> None:
    assert found(contract(until=DAY - timedelta(3))) == [("lind-dpa 2026-11-23 over", Severity.HIGH)]
    assert found(contract(sort=Sort.MSA, until=DAY - timedelta(3))) == [("lind-dpa 2026-11-23 over", Severity.MEDIUM)]
    assert found(contract(until=DAY - timedelta(90))) == []


def test_an_alert_names_no_party() -> None:
    at = datetime(2026, 11, 26, 9, tzinfo=UTC)
    (alert,) = finder("contract-ends")(Look(at, contracts=(contract(until=date(2026, 12, 31)),)))
    assert "Lind GmbH" not in str(alert)


FULL = contract(
    our_role="processor", scope="hosting", from_on=date(2026, 1, 1), until=date(2027, 1, 1), notice_days=30, renews=True, contact="C. Lind",
    kept_where="safe", document="ab" * 32, duties=Duties(True, 30, 24, "with-notice", ("return of copies",)),
)  # fmt: skip


def test_a_contract_is_kept_whole() -> None:
    assert contract_of(as_dict(FULL)) == FULL and contract_of(as_dict(contract())) == contract()


def test_the_register_is_appended_to_and_says_what_it_holds(world: World) -> None:
    save_contract(world.alice, FULL)
    save_contract(world.alice, contract(scope="backup"))
    assert world.alice.contracts() == (contract(scope="backup"),) and not world.charlie.contracts()
    remove_contract(world.alice, "lind-dpa")
    assert world.alice.contracts() == () and show_register(world.alice).lines == ()
    actions = [each.action for each in world.alice.evidence()[0]]
    assert actions[-3:] == ["contract-recorded", "contract-recorded", "contract-removed"]
    assert "Lind" not in str(world.alice.evidence()[0])


@pytest.mark.parametrize(
    "changed",
    [
        {"parties": ()}, {"our_role": "boss"}, {"signed_on": date(2099, 1, 1)}, {"until": date(2024, 1, 1)}, {"document": "abc"},
        {"ident": "Lind DPA"}, {"notice_days": -1}, {"duties": Duties(sub_processors="some")}, {"scope": "x" * 2_001},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(world: World, changed: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        save_contract(world.alice, contract(**changed))
    assert world.alice.contracts() == ()


def test_a_table_that_was_written_is_taken_over_whole(world: World) -> None:
    made = csv_text(HEADS, [row(FULL), row(contract(ident="roe-nda", sort=Sort.NDA, parties=("Roe Ltd", "Poe AG")))])
    assert import_contracts(world.alice, made.encode(), "register.csv") == 2
    assert set(world.alice.contracts()) == {
        FULL,
        contract(ident="roe-nda", sort=Sort.NDA, parties=("Roe Ltd", "Poe AG")),
    }


def test_days_are_read_where_they_can_be_one_alone_and_each_other_line_is_named(world: World) -> None:
    table = (
        "Ident,Sort,Parties,Signed on,Until\n"
        "a,nda,Lind,2026-01-31,31.12.2027\n"
        "b,nda,Roe,12/31/2025,31 Mar 2027\n"
        "c,nda,Poe,03/04/2026,\n"
        "d,nda,Doe,yesterday,\n"
        "a,letter,Lind,2026-01-31,\n"
    )
    with pytest.raises(InvalidInput) as caught:
        import_contracts(world.alice, table.encode(), "register.csv")
    said = str(caught.value)
    assert said.startswith(
        '3 lines of "register.csv" cannot be taken over. Line 4, column D: "03/04/2026" could be 2026-03-04 or 2026-04-03'
    )
    assert (
        'Line 5, column D: "yesterday" is no day' in said
        and 'Line 6, column B: "letter" cannot be read in the column "sort"' in said
    )
    assert world.alice.contracts() == ()
    assert import_contracts(world.alice, "\n".join(table.splitlines()[:3]).encode(), "register.csv") == 2


def test_the_same_contract_twice_is_a_fault(world: World) -> None:
    table = "Ident,Sort,Parties\na,nda,Lind\na,nda,Lind\n"
    with pytest.raises(InvalidInput, match='Line 3, column A: "a" stands on line 2 already'):
        import_contracts(world.alice, table.encode(), "register.csv")
