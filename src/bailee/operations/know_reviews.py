"""Which texts of an organisation are reviewed on a day: what every table, page and paper asks before it leaves out DRAFT."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bailee.counsel.reviews import Reviews
from bailee.counsel.texts import Text, notice_text, rule_ident, rule_text
from bailee.obligations.tables import rules_for
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace


def reviews_of(workspace: Workspace, on: date, *, declared: Mapping[str, object] | None = None) -> Reviews:
    """Decisions of counsel as they stand on a day, for where the organisation works on it."""
    return Reviews(
        workspace.reviews(),
        places=places_in(workspace.facts(on) if declared is None else declared),
        rules=rules_for(workspace.home),
        on=on,
    )


def reviewed_rules(workspace: Workspace, on: date) -> dict[str, str]:
    """By whom rules are reviewed and when, by their idents; those that nobody reviewed are not in it."""
    reviews = reviews_of(workspace, on)
    found = {}
    for rule in rules_for(workspace.home):
        if reviews.history(rule_ident(rule.ident)):
            stands = reviews.of(rule_text(reviews.rule(rule.ident) or rule))
            if stands.is_reviewed:
                found[rule.ident] = stands.says
    return found


def places_in(declared: Mapping[str, object]) -> tuple[str, ...]:
    """Where an organisation works, as it declared: what a review of its notices is given for.

    >>> places_in({"states_with_employees": ["US-NY"], "employees_by_state": {"US-CT": 4}, "establishment_countries": ["US"]})
    ('US-CT', 'US-NY')
    """
    named: set[str] = set()
    for fact in ("states_with_employees", "employees_by_state", "establishment_countries"):
        value = declared.get(fact)
        if isinstance(value, Mapping | list | tuple):
            named.update(str(code) for code in value)
    return tuple(sorted(code for code in named if not any(other.startswith(f"{code}-") for other in named)))


def text_of(version: NoticeVersion) -> Text:
    """The words of a version of a notice."""
    document = version.content.get("document")
    if document is None:  # a version of before documents were kept with their snapshot
        document = {"title": version.kind, "language": version.language, "on": "1970-01-01", "blocks": []}
    return notice_text(version.kind, document, drafted_on=f"{version.created_at:%Y-%m-%d}")


def reviewer_of(version: NoticeVersion, reviews: Reviews) -> str:
    """By whom a version is reviewed, and when; empty where it is a draft. One that was noted before counsel decided here counts as it was noted."""
    if not reviews.history(text_of(version).ident) and version.reviewed_by:
        return version.reviewed_by
    stands = reviews.of(text_of(version))
    return stands.says if stands.is_reviewed else ""
