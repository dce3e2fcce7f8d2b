"""An assessment: facts of a day, and the obligations that follow from them; and what differs between two of them.

>>> from datetime import date
>>> from bailee.obligations.facts import facts_from
>>> day, facts = date(2026, 11, 26), {"employees_by_state": {"US-NY": 40}}
>>> before = assess(facts_from((), facts), day)
>>> after = assess(facts_from((), facts | {"monitors_email": True}), day)
>>> change = next(each for each in changes(before, after) if each.ident == "mon-us-ny-52c")
>>> change.what, change.because
('came', ("Is workers' e-mail monitored, archived or open to others? Not known before, now yes",))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bailee.obligations.conditions import facts_in
from bailee.obligations.definitions import Value, definitions
from bailee.obligations.evaluate import Obligation, ObligationState, evaluate
from bailee.obligations.facts import Facts
from bailee.obligations.load import Rule, in_force, rules

# facts that say whether a place is reached, by the way in which a rule reaches it
REACHED_BY: Mapping[str, tuple[str, ...]] = {
    "staff": ("states_with_employees", "establishment_countries"),
    "residents": ("resident_states", "states_with_employees", "consumer_states", "personal_records_by_state"),
    "consumers": ("consumer_states",),
    "anyone": ("states_with_employees", "resident_states", "consumer_states", "establishment_countries"),
    "union": ("states_with_employees", "establishment_countries", "targets_eu_or_uk_people", "consumer_states"),
    "world": (),
}


@dataclass(frozen=True, slots=True)
class Assessment:
    """Which obligations there are on a day, by which facts and rules."""

    facts: Facts
    obligations: tuple[Obligation, ...]
    on: date
    rules: tuple[Rule, ...] = ()  # each in the version of the day

    def rule(self, ident: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.ident == ident), None)

    def obligation(self, ident: str) -> Obligation | None:
        return next((each for each in self.obligations if each.ident == ident), None)


@dataclass(frozen=True, slots=True)
class Change:
    """An obligation that came, went, or is another than it was; and why."""

    ident: str
    what: str  # came, went, changed, opened, closed
    before: Obligation | None
    after: Obligation | None
    because: tuple[str, ...]
    by: tuple[str, ...]  # "law", "facts": what it is due to

    @property
    def obligation(self) -> Obligation:
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of something")
        return found


def assess(facts: Facts, on: date, table: Iterable[Rule] | None = None) -> Assessment:
    """What follows from facts on a day."""
    standing = in_force(rules() if table is None else table, on)
    return Assessment(facts, evaluate(facts, standing, on=on), on, standing)


def facts_of(rule: Rule) -> tuple[str, ...]:
    """Names of all facts that a rule reads: its conditions, and how its place is reached."""
    parts = [rule.when, rule.about, rule.threshold, *([rule.exempt_if] if rule.exempt_if else [])]
    named = {fact for part in parts for fact in facts_in(part)}
    named |= {fact for way in rule.reach for fact in REACHED_BY[way]}
    return tuple(sorted(named))


def changes(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """What differs between two assessments: what came first, then what went, then the rest; each with its reasons."""
    old = {each.ident: each for each in before.obligations}
    new = {each.ident: each for each in after.obligations}
    made: dict[str, Change] = {}
    for ident in sorted(old.keys() | new.keys()):
        change = _change(ident, old.get(ident), new.get(ident), before, after)
        if change is not None:
            made[ident] = change
    order = ("came", "went", "changed", "opened", "closed")
    found = (_followed(change, made, after) for change in made.values())
    return tuple(sorted(found, key=lambda change: (order.index(change.what), change.ident)))


def _change(
    ident: str, was: Obligation | None, now: Obligation | None, before: Assessment, after: Assessment
) -> Change | None:
    held, holds = was is not None and was.applies, now is not None and now.applies
    old_rule, new_rule = before.rule(ident), after.rule(ident)
    if holds and not held:
        what = "came"
    elif held and not holds:
        what = "went"
    elif held and holds and old_rule is not None and new_rule is not None and _text(old_rule) != _text(new_rule):
        what = "changed"
    elif (was.state if was else None) != (now.state if now else None):
        waits = now is not None and now.state is ObligationState.TO_DECIDE
        what = "opened" if waits or (now is not None and now.state is ObligationState.COMING) else "closed"
    else:
        return None
    of_law = _of_law(old_rule, new_rule, before.on, after.on)
    decisive = (now.fired if holds and now else ()) or (was.fired if held and was else ())
    read = [name for rule in (old_rule, new_rule) if rule is not None for name in facts_of(rule)]
    of_facts = _of_facts(decisive, before.facts, after.facts) or _of_facts(read, before.facts, after.facts)
    by = tuple(word for word, reasons in (("law", of_law), ("facts", of_facts)) if reasons)
    return Change(ident, what, was, now, (*of_law, *of_facts), by)


def _text(rule: Rule) -> tuple[object, ...]:
    """What a rule asks, without the day on which it was read."""
    return (
        rule.duty,
        rule.requires,
        rule.notice_content,
        rule.timing,
        rule.form,
        rule.consent,
        rule.retention,
        rule.citation,
    )


def _of_law(old: Rule | None, new: Rule | None, before: date, after: date) -> tuple[str, ...]:
    if new is None and old is not None:
        return (f"this version of the law ended on {_day(old.valid_until)}" if old.valid_until else "the rule is gone",)
    if new is None:
        return ()
    if old is None:
        return ("the rule is new in the tables",)
    if old.version != new.version:
        begun = new.valid_from or old.valid_until
        return (f"the law changed: {new.citation}, in force since {_day(begun)}",)
    for start in (new.in_force_from, new.valid_from):
        if start is not None and before < start <= after:
            return (f"the law is in force since {_day(start)}",)
        if start is not None and after < start <= before:
            return (f"the law was not in force before {_day(start)}",)
    if _text(old) != _text(new) or (old.when, old.threshold, old.exempt_if) != (new.when, new.threshold, new.exempt_if):
        return ("the rule in the tables was changed",)
    return ()


def _of_facts(names: Iterable[str], before: Facts, after: Facts) -> tuple[str, ...]:
    said = []
    for name in dict.fromkeys(names):
        if before[name] != after[name]:
            definition = definitions()[name]
            origin = after.origin(name)
            reason = (
                f"{definition.question} {_sentence(value_words(before[name]))} before, now {value_words(after[name])}"
            )
            said.append(f"{reason} ({origin})" if origin and after[name] is not None else reason)
    return tuple(said)


def _followed(change: Change, made: Mapping[str, Change], after: Assessment) -> Change:
    """A rule that goes with others came or went because they did."""
    rule = after.rule(change.ident)
    if rule is None or not rule.follows:
        return change
    led = [each for ident, each in made.items() if ident.startswith(rule.follows) and each.what in ("came", "went")]
    if not led:
        return change
    said = tuple(f"it goes with {each.obligation.short}, which {each.what}" for each in led)
    by = tuple(dict.fromkeys(word for each in led for word in each.by))
    return Change(change.ident, change.what, change.before, change.after, said, by)


def value_words(value: Value | None) -> str:
    """A value as a sentence says it.

    >>> value_words(None), value_words(True), value_words(("US-NY", "DE"))
    ('not known', 'yes', 'US-NY, DE')
    """
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    if isinstance(value, Mapping):
        return ", ".join(f"{place} {number}" for place, number in value.items()) or "none"
    if isinstance(value, date):
        return _day(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _day(day: date | None) -> str:
    return f"{day:%-d %b %Y}" if day else "an unknown day"
