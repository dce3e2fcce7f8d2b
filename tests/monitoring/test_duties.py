"""A tool that is found makes facts, and facts make duties: which law speaks of it, by where people work."""

from __future__ import annotations

from datetime import date

import pytest

from bailee.monitoring.register import register
from bailee.monitoring.traces import Sort, Trace
from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.vocabulary import SubjectCategory
from bailee.watching import with_tools

ON = date(2026, 6, 1)


def duties(place: str, tool: str, people: int = 40) -> dict[str, set[str]]:
    """Idents of the rules that apply to each category that the tool records, of employees."""
    entries = register([Trace(tool, Sort.SOFTWARE, "WS-1", "software-list")], [], on=ON)
    held = with_tools((), entries, (), lambda subject: people)
    facts = facts_from(held, {"employees_by_state": {place: people}, "establishment_countries": [place.split("-")[0]]})
    applying = [rule for rule in evaluate(facts, on=ON) if rule.applies]
    return {
        each.category: {
            rule.ident for rule in applying if rule.touches.columns and rule.touches.row(each.category, each.subject)
        }
        for each in held
        if each.subject is SubjectCategory.EMPLOYEE
    }


@pytest.mark.parametrize(
    ("place", "tool", "category", "rule"),
    [
        ("US-NY", "squid", "web-history", "mon-us-ny-52c"),
        ("US-NY", "asterisk", "call-recordings", "mon-us-ny-52c"),
        ("US-NY", "piler", "archived-mail", "mon-us-ny-52c"),
        ("US-CT", "spyrix", "keystroke-logs", "mon-us-ct-31-48d"),
        ("US-CT", "ninjaone", "computer-activity", "mon-us-ct-31-48d"),
        ("US-DE", "squid", "web-history", "mon-us-de-705"),
        ("AU-ACT", "frigate", "camera-footage", "mon-au-act-notice"),
        ("AU-ACT", "kickidler", "screen-captures", "mon-au-act-notice"),
        ("AU-NSW", "hubstaff", "location-tracks", "mon-au-nsw-notice"),
        ("DE", "teramind", "keystroke-logs", "mon-de"),
        ("DE", "3cx", "call-recordings", "mon-eu-gdpr-notice"),
        ("GB", "screenconnect", "remote-session-recordings", "mon-uk-ico"),
        ("CA-ON", "activtrak", "screen-captures", "mon-ca-on-policy"),
    ],
)
def test_a_tool_brings_the_duties_of_the_place(place: str, tool: str, category: str, rule: str) -> None:
    assert rule in duties(place, tool)[category]


def test_where_no_law_asks_informing_is_good_practice() -> None:
    assert "bailee-inform" in duties("US-WY", "hubstaff")["screen-captures"]


def test_what_bailee_keeps_says_nothing_of_what_the_organisation_holds() -> None:
    from bailee.monitoring.itself import own_entry

    own = own_entry(since=ON, last=ON, viewers=1, home="store", kept=True)
    held = with_tools((), [own], (), lambda subject: 40)
    assert [each.category for each in held] == ["scan-records"]
    facts = facts_from(held, {})
    assert facts["monitors_computer_use"] is None and facts["holds_personal_data"] is None
