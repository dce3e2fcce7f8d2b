"""What a law asks is said once so that a person reads it: a line to do for each rule, a question for each note to counsel."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.load import Rule, rules
from bailee.obligations.tables import LONGEST_TITLE, check_text
from bailee.tasks import Sight, plan

DAY = date(2026, 11, 26)
_CITED = re.compile(
    r"§|\b(?:Art|Arts|Sec|Section|Reg|CFR|USC|Stat|Code)\b\.?|\bU\.?S\.?C|\bs{1,2}\. ?\d|\(\d|\(\w\)|\d+[-.]\d+|\b(?:GBL|CMIA|BIPA|APP|SUD|PI|PII)\b"
)
_OF_LAWYERS = re.compile(r"(?i)\bshall\b|\bherein|\bthereof|\bpursuant\b|\bprior to\b|\bsave for\b|\be\.g\.|\bincl\b")
_VERB = re.compile(
    r"(?:Agree|Answer|Ask|Assess|Check|Choose|Collect|Consult|Decide|Destroy|Dispose|Display|Erase|Give|Guard|Have|Hold|Intercept|Keep|Know|Let|"
    r"Listen|Make|Meet|Monitor|Name|Open|Post|Protect|Publish|Put|Record|Report|Run|Safeguard|Secure|Send|Set|Share|Show|Shred|Sign|Store|Take|"
    r"Tell|Track|Use|Watch|Write|After a breach)(?=[ ,])"
)


def test_every_rule_says_in_a_line_what_to_do() -> None:
    for rule in rules():
        assert 12 <= len(rule.title) <= LONGEST_TITLE, (rule.ident, rule.title)
        assert _VERB.match(rule.title) and not rule.title.endswith("."), (rule.ident, rule.title)
        assert not _CITED.search(rule.title) and not _OF_LAWYERS.search(rule.title), (rule.ident, rule.title)
        if not rule.is_verified:
            assert rule.title.startswith("Ask counsel"), rule.ident  # it has no duty that could be told


def test_no_two_rules_say_the_same() -> None:
    said: dict[str, set[str]] = {}
    for rule in rules():
        said.setdefault(rule.title, set()).add(rule.ident)
    twice = {title: idents for title, idents in said.items() if len(idents) > 1}
    assert set(map(frozenset, twice.values())) <= {frozenset({"saf-eu-32", "saf-uk"})}  # one law, in two texts


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.questions], ids=lambda rule: rule.ident)
def test_every_note_to_counsel_is_a_question_that_a_person_reads(rule: Rule) -> None:
    assert len(rule.ask) == len(rule.questions)
    for question in rule.ask:
        assert question.endswith("?") and len(question) <= LONGEST_TITLE and question[0].isupper()
        assert not _CITED.search(question) and not _OF_LAWYERS.search(question)
        assert question.count("?") == 1 and "confirm" not in question.lower() and "check" not in question.lower()


def test_a_task_for_a_duty_says_it_so_and_one_for_counsel_asks_it_so() -> None:
    facts = facts_from(
        (), {"resident_states": ["US-NY"], "employees_by_state": {"DE": 30}, "holds_ssn": True, "monitors_email": True}
    )
    owed = {each.ident: each for each in evaluate(facts, on=DAY)}
    made = {each.ident: each for each in plan(owed.values(), Sight(DAY))}
    assert made["secure-spd-ssn-ny"].title.endswith(owed["spd-ssn-ny"].title)
    rule = next(each for each in owed.values() if each.applies and each.asked)
    question, note = rule.asked[0]
    task = made[f"ask-{rule.ident}-1"]
    assert task.title == f"Ask counsel: {question}" and task.text == note  # the note stays to be looked up


def test_a_table_of_ones_own_is_told_what_is_wrong_with_its_plain_words() -> None:
    text = f'[[rule]]\nident = "x"\ntitle = "{"Keep " * 30}"\nquestions = ["one", "two"]\nask = ["One?"]\n'
    said = [str(fault) for fault in check_text(text, "mine.toml")]
    assert any("title of 150 letters" in fault and "line 3" in fault for fault in said)
    assert any("not as many in ask" in fault and "line 5" in fault for fault in said)
