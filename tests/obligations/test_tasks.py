"""Tasks: who does what, and by when where a law gives a number."""

from __future__ import annotations

from datetime import date

from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.tasks import Owner, tasks

DAY = date(2026, 11, 25)


def made(**facts):
    known = facts_from((), facts)
    return {task.ident: task for task in tasks(evaluate(known, on=DAY), known, DAY)}


def test_a_breach_law_with_a_number_of_days_gives_a_date_once_there_is_an_incident():
    facts = {"resident_states": ["US-NY", "US-AK"], "holds_ssn": True}
    assert made(**facts)["breach-us-ny"].due_on is None
    found = made(**facts, incident_discovered_on=date(2026, 10, 20))
    assert found["breach-us-ny"].due_on == date(2026, 11, 19)
    assert found["breach-us-ny"].is_overdue(DAY) and found["breach-us-ny"].days_left(DAY) == -6


def test_no_date_is_invented_where_a_law_gives_no_number():
    found = made(resident_states=["US-AK"], holds_ssn=True, incident_discovered_on=date(2026, 10, 20))["breach-us-ak"]
    assert found.due_on is None and not found.is_overdue(DAY)
    assert "without unreasonable delay" in found.timing


def test_a_law_that_is_coming_is_due_on_its_day():
    found = made(consumer_states=["US-OK"], has_customers=True, personal_records_by_state={"US-OK": 200_000})
    assert found["spd-state-ok"].due_on == date(2027, 1, 1)


def test_what_nobody_could_verify_and_what_is_doubtful_goes_to_counsel():
    found = made(employees_by_state={"DE": 4}, monitors_email=True, has_applicants=True, holds_applicant_records=True)
    assert found["ask-ret-eu-applicants"].owner is Owner.COUNSEL
    assert "Not verified, ask counsel." in found["ask-ret-eu-applicants"].text
    assert found["ask-mon-eu-gdpr-basis-1"].owner is Owner.COUNSEL


def test_the_next_date_stands_first_and_the_technician_secures():
    found = list(made(resident_states=["US-NY", "US-CO"], holds_ssn=True, incident_discovered_on=DAY).values())
    dated = [task.due_on for task in found if task.due_on]
    assert dated == sorted(dated) and found[0].due_on == dated[0]
    assert {task.owner for task in found if task.obligation == "spd-ssn-ny"} == {Owner.TECHNICIAN}
