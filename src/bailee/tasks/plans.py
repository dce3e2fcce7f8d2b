"""From obligations to what is to be done: each obligation gives its steps; a notice that many rules ask for is written once.

>>> from bailee.obligations.evaluate import evaluate
>>> from bailee.obligations.facts import facts_from
>>> facts = facts_from((), {"resident_states": ["US-NY"], "holds_ssn": True})
>>> sight = Sight(date(2026, 11, 25), incident_on=date(2026, 11, 2))
>>> made = {each.ident: each for each in plan(evaluate(facts, on=sight.on), sight)}
>>> made["notify-breach-us-ny"].due.words, made["secure-spd-ssn-ny"].due
('Wed 2 Dec 2026', None)

A rule that nobody could verify gives one task and no other: ask counsel.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from bailee.obligations.evaluate import Obligation, ObligationState
from bailee.obligations.load import Rule, rules_by_ident
from bailee.permissions import Role
from bailee.tasks.days_off import falls_on
from bailee.tasks.due import Due, months_after, next_of_year
from bailee.tasks.sight import Cell, Kind, Sight
from bailee.tasks.steps import Regular, Step, table
from bailee.vocabulary import DATA_CATEGORIES, Severity, SubjectCategory

_LONGEST = 160  # letters of a title
_SENTENCE = re.compile(r"(?<=[a-z]{3}[a-z)0-9])[.] (?=[A-Z])")  # not after Art. or Stat.


@dataclass(frozen=True, slots=True)
class Planned:
    """Something to do, before anybody did anything about it."""

    ident: str
    title: str
    obligations: tuple[str, ...]
    owner: Role
    closes: str  # sort of evidence: tasks/proofs.py
    severity: Severity
    about: str = ""  # kind of notice
    cells: tuple[str, ...] = ()  # what it is about, `category|subject`
    after: tuple[str, ...] = ()
    due: Due | None = None
    timing: tuple[str, ...] = ()  # when, in the law's words; said also where they give no day
    why: tuple[str, ...] = ()  # citations
    hours: float | None = None
    because: str = ""  # why so many hours
    months: int = 0  # again after so many; 0: once
    rhythm: str = ""  # who says how often
    is_coming: bool = field(default=False)  # all of its rules are not in force yet
    text: str = ""  # all of it, where the title had no room

    def as_data(self) -> dict[str, Any]:
        """Plain data, to be kept."""
        told = asdict(self)
        told["due"] = [self.due.on.isoformat(), self.due.source, self.due.is_law] if self.due else None
        return told | {"owner": self.owner.value, "severity": self.severity.value}

    @classmethod
    def of_data(cls, told: dict[str, Any]) -> Planned:
        """
        >>> each = Planned("ask-x", "Ask counsel", ("x",), Role.COUNSEL, "answer", Severity.LOW, due=Due(date(2027, 1, 1), "in force"))
        >>> Planned.of_data(each.as_data()) == each
        True
        """
        due = told["due"]
        given: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
        }
        given |= {
            "due": Due(date.fromisoformat(due[0]), due[1], due[2]) if due else None,
            "owner": Role(told["owner"]),
            "severity": Severity(told["severity"]),
        }
        return cls(**given)


def plan(
    obligations: Iterable[Obligation], sight: Sight, rules: Mapping[str, Rule] | None = None
) -> tuple[Planned, ...]:
    """What is to be done, each thing once. The same obligations and the same sight give the same plan.

    `rules`: those that the obligations come from, by ident, where they are more than the tables that bailee brings.
    """
    owed, known_rules = tuple(obligations), rules if rules is not None else rules_by_ident()
    active = tuple(each for each in owed if each.applies or _is_coming(each))
    made = [
        *_notices(active, sight),
        *_regular(active, known_rules),
        *_retained(sight),
        *_dated(sight),
        *drill_task(sight),
    ]
    for obligation in owed:
        if obligation.state is ObligationState.NAMED_ONLY:
            made += _question(obligation, obligation.text, f"ask-{obligation.ident}")
    for obligation in active:
        made += _single(obligation, sight, known_rules.get(obligation.ident))
        for number, (question, note) in enumerate(obligation.asked, 1):
            made += _question(obligation, question, f"ask-{obligation.ident}-{number}", note)
    known, places = {each.ident for each in made}, {each.ident: each.jurisdiction for each in owed}
    return tuple(sorted((_on_holiday(_waiting(each, known), places) for each in made), key=lambda each: each.ident))


def _on_holiday(planned: Planned, places: Mapping[str, str]) -> Planned:
    """A day that is a public holiday where its law is of says so. It is not moved: the tables count calendar days."""
    due = planned.due
    said = {name for rule in planned.obligations if due and (name := falls_on(due.on, places.get(rule, "")))}
    if due is None or not said:
        return planned
    return replace(
        planned, due=replace(due, source=f"{due.source}; a public holiday ({', '.join(sorted(said))}): act before it")
    )


def _is_coming(obligation: Obligation) -> bool:
    return obligation.state is ObligationState.COMING and obligation.in_force_from is not None


def _waiting(planned: Planned, known: set[str]) -> Planned:
    """A step does not wait for one that is not there."""
    after = tuple(each for each in planned.after if each in known)
    return planned if after == planned.after else replace(planned, after=after)


# ---- notices -----------------------------------------------------------------------------------------------------------


def _concerned(obligation: Obligation, sight: Sight, column: str, audience: frozenset[str] | None = None) -> list[Cell]:
    """Cells that an obligation speaks about, of those that there are."""
    return [
        cell
        for cell in sight.cells.values()
        if (audience is None or cell.subject in audience)
        and obligation.touches.cell(cell.category, SubjectCategory(cell.subject), column)
    ]


def _kinds_for(obligation: Obligation, sight: Sight) -> list[tuple[Kind, list[Cell]]]:
    if "inform" not in obligation.duties:
        return []
    found = []
    for kind in sight.kinds:
        if kind.serves(obligation.ident):
            cells = _concerned(obligation, sight, "told", kind.audience)
            cells = [each for each in cells if kind.categories is None or each.category in kind.categories]
            found += [(kind, cells)] if cells else []
    return found


def _notices(obligations: Sequence[Obligation], sight: Sight) -> Iterator[Planned]:
    served: dict[str, tuple[Kind, list[Obligation], dict[str, Cell]]] = {}
    for obligation in obligations:
        for kind, cells in _kinds_for(obligation, sight):
            _, own, about = served.setdefault(kind.ident, (kind, [], {}))
            own.append(obligation)
            about |= {cell.ident: cell for cell in cells}
    for kind, own, about in served.values():
        for step in table().of("notice"):
            if step.to and step.to != _reached(kind):
                continue
            yield Planned(
                f"{step.ident}-{kind.ident}",
                step.title.format(notice=kind.words),
                tuple(each.ident for each in own),
                step.owner,
                step.closes,
                _worst(about.values()),
                kind.ident,
                tuple(sorted(about)),
                tuple(f"{before}-{kind.ident}" for before in step.after),
                _due_of_notice(own, sight, kind, step),
                _timings(own),
                tuple(dict.fromkeys(each.short for each in own)),
                step.hours,
                step.because,
                is_coming=all(_is_coming(each) for each in own),
            )


def _reached(kind: Kind) -> str:
    """How a notice comes to whom it is for: hung, said, shown, signed by staff, sent to others."""
    return table().reached.get(kind.ident) or ("staff" if kind.is_for_staff else "others")


def _due_of_notice(own: Sequence[Obligation], sight: Sight, kind: Kind, step: Step) -> Due | None:
    """The first day that any of its rules gives. What comes before publication has to be done by the same day."""
    found = [due for each in own for due in _dues(each, sight, kind.ident if step.ident == "sign" else "")]
    return min(found, default=None)


# ---- what one obligation asks --------------------------------------------------------------------------------------------


def _single(obligation: Obligation, sight: Sight, rule: Rule | None) -> Iterator[Planned]:
    main = obligation.duties[0]
    notices = _kinds_for(obligation, sight)
    is_breach = rule is not None and rule.area == "breach"
    if obligation.ident in table().posted and not any(kind.ident in table().reached for kind, _ in notices):
        after = tuple(f"publish-{kind.ident}" for kind, _ in notices)
        yield from _steps("posted", obligation, sight, after=after)
    if is_breach:
        if sight.incident_on is not None and obligation.applies:
            yield from _steps("incident", obligation, sight, due=_incident_due(rule, sight), severity=Severity.SEVERE)
        return  # what is to be ready before is one plan for all of them
    for duty in dict.fromkeys((main, *obligation.duties)):
        if duty == "inform" and (notices or obligation.ident in table().posted):
            continue
        column = {"inform": "told", "secure": "secured", "hold": "held"}.get(duty, "")
        cells = _concerned(obligation, sight, column) if column else []
        if duty != main and not cells:
            continue  # a duty beside the main one that reaches nothing here
        yield from _steps(duty, obligation, sight, cells=cells)


def _steps(
    what: str,
    obligation: Obligation,
    sight: Sight,
    *,
    cells: Sequence[Cell] = (),
    after: tuple[str, ...] = (),
    due: Due | None = None,
    severity: Severity | None = None,
) -> Iterator[Planned]:
    for step in table().of(what):
        closes = step.closes
        if closes.startswith("cells-") and not cells:
            closes = "document"  # nothing of it was found: a person shows how it is met
        yield Planned(
            f"{step.ident}-{obligation.ident}",
            _words(step, closes, obligation),
            (obligation.ident,),
            step.owner,
            closes,
            severity or _worst(cells, obligation),
            "",
            tuple(sorted(cell.ident for cell in cells)),
            after,
            due or min(_dues(obligation, sight), default=None),
            _timings([obligation]),
            (obligation.short,),
            step.hours,
            step.because,
            is_coming=_is_coming(obligation),
            text=obligation.duty,
        )


def _words(step: Step, closes: str, obligation: Obligation) -> str:
    """What to do. A duty that nothing here shows as met is for a person to show."""
    said = step.title.format(duty=obligation.title or _title(obligation.duty), short=obligation.short)
    return f"Show how it is met: {said}" if step.closes != closes else said


def _question(obligation: Obligation, question: str, ident: str, note: str = "") -> Iterator[Planned]:
    for step in table().of("question"):
        asked = question if obligation.applies else obligation.name
        yield Planned(
            ident,
            _title(
                step.title.format(question=asked) if obligation.applies else f"Ask counsel whether it applies: {asked}"
            ),
            (obligation.ident,),
            step.owner,
            step.closes,
            _worst((), obligation),
            why=(obligation.short,),
            hours=step.hours,
            because=step.because,
            text=_sentences(note or asked),
        )


# ---- regular -----------------------------------------------------------------------------------------------------------


def _regular(obligations: Sequence[Obligation], rules: Mapping[str, Rule]) -> Iterator[Planned]:
    for each in table().regular.values():
        own = [obligation for obligation in obligations if obligation.applies and _asks(obligation, each, rules)]
        if not own:
            continue
        severity = max((_worst((), obligation) for obligation in own), default=Severity.MEDIUM)
        yield Planned(
            each.ident,
            each.title,
            tuple(obligation.ident for obligation in own),
            each.owner,
            each.closes,
            severity,
            timing=_timings(own) if len(own) < 4 else (),
            why=tuple(dict.fromkeys(obligation.short for obligation in own)),
            hours=each.hours,
            because=each.because,
            months=each.months,
            rhythm=each.law or "no law here says how often: a year is usual",
        )


def _asks(obligation: Obligation, regular: Regular, rules: Mapping[str, Rule]) -> bool:
    if obligation.ident in regular.rules:
        return True
    if not regular.duties & set(obligation.duties[:1]):
        return False
    rule = rules.get(obligation.ident)
    return not regular.areas or (rule is not None and rule.area in regular.areas)


# ---- what lies longer than a period says, or soon will -------------------------------------------------------------------


def _retained(sight: Sight) -> Iterator[Planned]:
    for step in table().of("retention"):
        for each in sight.retained:
            yield Planned(
                f"{step.ident}-{each.ident}",
                _title(step.title.format(todo=each.todo)),
                each.rules,
                step.owner,
                step.closes,
                list(Severity)[each.severity],
                each.ident,
                each.cells,
                due=Due(each.due, each.due_by, bool(each.rules)) if each.due else None,
                why=each.short,
                hours=step.hours,
                because=step.because,
                text=each.why,
            )


# ---- after an incident, and of a request ----------------------------------------------------------------------------------


def _dated(sight: Sight) -> Iterator[Planned]:
    """A task for each sort of whom somebody has to tell of an incident, and for each request: they have days of their own."""
    for step in table().of("told-by"):
        for each in sight.dated:
            yield Planned(
                f"{step.ident}-{each.ident}",
                _title(step.title.format(todo=each.todo)),
                (),
                step.owner,
                step.closes,
                list(Severity)[each.severity],
                each.ident,
                due=Due(each.due, each.due_by, True) if each.due else None,
                why=each.short,
                hours=step.hours,
                because=step.because,
                text=each.why,
            )


# ---- the key in the safe -------------------------------------------------------------------------------------------------


def drill_task(sight: Sight) -> Iterator[Planned]:
    """From the first sealed file or printed page on, the recovery key is tried out again and again."""
    seen, drills = sight.recovery, table().drills
    if seen is None:
        return
    for step in table().of("recovery"):
        if seen.drilled_on is not None:
            due = Due(
                months_after(seen.drilled_on, drills.months),
                f"{drills.months} months after the last drill on {seen.drilled_on}: {drills.by}",
                False,
            )
        else:
            due = Due(
                seen.since + timedelta(days=drills.first_days),
                f"{drills.first_days} days after a file was first sealed, or the page printed, on {seen.since}: {drills.by}",
                False,
            )
        yield Planned(
            f"{step.ident}-recovery-key",
            step.title,
            (),
            step.owner,
            step.closes,
            Severity.HIGH,
            due=due,
            hours=step.hours,
            because=step.because,
            months=drills.months,
            rhythm=drills.by,
            text="Sealed files and backups open with the recovery key when everything else is lost. A key that nobody tried is a hope.",
        )


# ---- days, words, how bad ------------------------------------------------------------------------------------------------


def _dues(obligation: Obligation, sight: Sight, notice_to_sign: str = "") -> Iterator[Due]:
    if _is_coming(obligation) and obligation.in_force_from is not None:
        yield Due(obligation.in_force_from, f"{obligation.short} is in force from that day")
    timing = table().timing.get(obligation.ident)
    days = obligation.days_before or (timing.days if timing else 0)
    if (obligation.days_before or (timing and timing.trigger == "monitoring")) and sight.watching is not None:
        seen = sight.watching
        before = f"{days} days before" if days else "before"
        yield Due(
            seen.since - timedelta(days=days),
            f"{obligation.short}: {before} watching begins; {seen.what} since {seen.since} ({seen.source})",
        )
    if timing is not None and timing.trigger == "hire" and notice_to_sign in sight.first_unsigned:
        first, count = sight.first_unsigned[notice_to_sign]
        yield Due(first, f"{obligation.short}: on hire; the first of {count} who have not signed came that day")
    if timing is not None and timing.trigger == "year":
        yield Due(next_of_year(timing.day, sight.on), f"{obligation.short}: {obligation.timing}")


def _incident_due(rule: Rule | None, sight: Sight) -> Due | None:
    days = rule.breach.get("individual_deadline_days") if rule else None
    if rule is None or sight.incident_on is None or not isinstance(days, int):
        return None
    return Due(
        sight.incident_on + timedelta(days=days),
        f"{rule.short}: {days} calendar days after {sight.incident_on}, when it was discovered",
    )


def _timings(obligations: Iterable[Obligation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{each.timing} ({each.short})" for each in obligations if each.timing))


def _sentences(text: str) -> str:
    """
    >>> _sentences("are these points so? A; B")
    'Are these points so? A; B'
    """
    return text[:1].upper() + text[1:]


def _title(text: str) -> str:
    """The first sentence, or as much of it as a list has room for.

    >>> _title("Train staff yearly. Keep a list."), _title("Meet Art. 9 first. Then ask."), _title("x " * 200)[-3:]
    ('Train staff yearly', 'Meet Art. 9 first', 'x …')
    """
    first = _SENTENCE.split(text.strip(), maxsplit=1)[0].rstrip(".")
    if len(first) <= _LONGEST:
        return first
    return f"{first[:_LONGEST].rpartition(' ')[0]} …"


def _worst(cells: Iterable[Cell], obligation: Obligation | None = None) -> Severity:
    """How bad it would be: the worst of what it is about, as far as that is held."""
    ranks = [cell.severity for cell in cells]
    if not ranks and obligation is not None:
        ranks = [
            DATA_CATEGORIES[each].severity.rank for each in obligation.touches.categories if each in DATA_CATEGORIES
        ]
    return list(Severity)[max(ranks)] if ranks else Severity.MEDIUM
