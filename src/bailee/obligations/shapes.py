"""Rules and obligations as programs read them: plain values for JSON. Fields are added, never renamed.

>>> from bailee.obligations.load import rules_by_ident
>>> shape = rule_shape(rules_by_ident()["ret-uk-cctv"])
>>> shape["confidence"], shape["duty"]
('unverified', None)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bailee.obligations.assessments import Change
from bailee.obligations.comparisons import Comparison, comparisons
from bailee.obligations.conditions import Money
from bailee.obligations.evaluate import Obligation, ObligationState, open_questions
from bailee.obligations.explain import Explanation
from bailee.obligations.facts import Facts
from bailee.obligations.load import Rule


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def rule_shape(rule: Rule) -> dict[str, Any]:
    """A row of `bailee laws --json`. Of an unverified rule: what it is called and where it would stand, no duty."""
    shape: dict[str, Any] = {
        "ident": rule.ident,
        "jurisdiction": rule.jurisdiction,
        "name": rule.name,
        "citation": rule.citation,
        "duty": rule.duty or None,
        "source": list(rule.source),
        "confidence": rule.confidence,
        "reviewed": rule.reviewed_by or "no",
        "status": rule.status,
        "valid_from": _day(rule.valid_from),
        "valid_until": _day(rule.valid_until),
    }
    if not rule.is_verified:
        return shape
    return shape | {
        "duties": list(rule.duties),
        "binds": rule.binds,
        "requires": list(rule.requires),
        "notice_content": list(rule.notice_content),
        "timing": rule.timing,
        "form": rule.form,
        "consent": rule.consent,
        "files_and_access": rule.files_and_access,
        "retention": rule.retention,
        "penalty": rule.penalty,
        "effective": rule.effective,
        "in_force_from": _day(rule.in_force_from),
        "exempt": list(rule.exempt),
        "note": rule.note,
        "unverified_details": list(rule.unverified_details),
        "questions": list(rule.questions),
        "breach": dict(rule.breach),
    }


def obligation_shape(obligation: Obligation) -> dict[str, Any]:
    """An entry of `obligations` in `bailee assess --json`, `bailee status --json` and reports."""
    verified = obligation.confidence != "unverified"
    shape: dict[str, Any] = {
        "ident": obligation.ident,
        "jurisdiction": obligation.jurisdiction,
        "citation": obligation.citation,
        "duty": obligation.duty or None,
        "text": obligation.text,
        "why": obligation.why,
        "would_not_if": obligation.would_not_if,
        "confidence": obligation.confidence,
        "reviewed": obligation.reviewed,
        "state": obligation.state.value,
        "source": list(obligation.source),
        "is_law": obligation.is_law,
    }
    if obligation.questions:
        shape["questions"] = [
            {"fact": question.fact or None, "text": question.text} for question in obligation.questions
        ]
    if verified:
        shape |= {
            "duties": list(obligation.duties),
            "columns": list(obligation.touches.columns),
            "timing": obligation.timing,
            "retention": obligation.retention,
            "note": obligation.note,
            "for_counsel": list(obligation.for_counsel),
            "in_force_from": _day(obligation.in_force_from),
        }
    return shape


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Money):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def assessment_shape(facts: Facts, obligations: Iterable[Obligation], on: date) -> dict[str, Any]:
    """What `bailee assess --json` prints: what applies and what is only named; apart from it what waits, and what comes."""
    made = tuple(obligations)

    def in_state(*states: ObligationState) -> list[dict[str, Any]]:
        return [obligation_shape(obligation) for obligation in made if obligation.state in states]

    return {
        "on": on.isoformat(),
        "obligations": in_state(ObligationState.APPLIES, ObligationState.NAMED_ONLY),
        "to_decide": in_state(ObligationState.TO_DECIDE),
        "coming": in_state(ObligationState.COMING),
        "questions": [
            {"fact": question.fact or None, "text": question.text, "rules": waiting}
            for question, waiting in open_questions(made)
        ],
        "facts": {name: _plain(facts[name]) for name in sorted(facts)},
        "contradictions": [
            {
                "fact": each.fact,
                "declared": each.declared,
                "against": each.against,
                "taken": each.taken,
                "remedy": each.remedy,
                "stores": list(each.stores),
            }
            for each in facts.contradictions
        ],
        "comparisons": [comparison_shape(each) for each in comparisons(made)],
    }


def comparison_shape(comparison: Comparison) -> dict[str, Any]:
    """Several rules on one thing, the strictest first."""
    return {
        "topic": comparison.topic,
        "strictest": comparison.strictest,
        "verdict": comparison.verdict,
        "conflict": comparison.is_conflict,
        "rules": [{"ident": said.ident, "citation": said.citation, "says": said.text} for said in comparison.said],
    }


def explanation_shape(explanation: Explanation) -> dict[str, Any]:
    """What `bailee assess --why RULE --json` prints."""
    return {
        "ident": explanation.rule.ident,
        "state": explanation.state,
        "answer": explanation.answer,
        "because": [
            {"fact": each.fact or None, "text": each.text, "origin": each.origin, "stores": list(each.stores)}
            for each in explanation.because
        ],
        "would_not_if": explanation.would_not_if,
        "questions": [{"fact": each.fact or None, "text": each.text} for each in explanation.questions],
        "lifts": [each.fact for each in explanation.lifts],
        "read": explanation.read,
        "review": explanation.review,
        "comparisons": [comparison_shape(each) for each in explanation.comparisons],
        "contradictions": [each.fact for each in explanation.contradictions],
        "rule": rule_shape(explanation.rule),
    }


def change_shape(change: Change) -> dict[str, Any]:
    """An entry of `bailee assess --since DATE --json`."""
    return {
        "ident": change.ident,
        "what": change.what,
        "because": list(change.because),
        "by": list(change.by),
        "before": change.before.state.value if change.before else None,
        "after": change.after.state.value if change.after else None,
        "citation": change.obligation.citation,
        "duty": change.obligation.duty or None,
    }
