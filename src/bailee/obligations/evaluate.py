"""Rules and facts become obligations: which laws apply, why, and what would change that.

>>> from datetime import date
>>> from bailee.obligations.facts import facts_from
>>> facts = facts_from((), {"employees_by_state": {"US-NY": 40}, "keeps_web_logs": True})
>>> found = {o.ident: o for o in evaluate(facts, on=date(2026, 11, 25))}
>>> found["mon-us-ny-52c"].state.value, found["mon-us-ny-52c"].short
('applies', 'NY Civ. Rights Law § 52-c')
>>> found["mon-us-ny-52c"].why
'people work in New York; Internet use is monitored or logged (logs of web use are kept)'

A rule applies where its place is reached, a fact on data or monitoring is true, a fact on people is true where it asks
for one, and its threshold holds. Each is true, false or unknown; where the answer hangs on an unknown fact, the rule is
*to decide* and carries the question. An exemption counts once it is known: until then the duty stands and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from bailee.obligations.facts import Facts
from bailee.obligations.load import Rule, in_force
from bailee.obligations.load import rules as all_rules
from bailee.obligations.touches import Touches, touched, touches
from bailee.obligations.verdicts import FALSE, Question, Verdict, every, judge, reach, some, would_hold


class ObligationState(StrEnum):
    APPLIES = "applies"
    TO_DECIDE = "to-decide"
    NAMED_ONLY = "named-only"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty of one law that applies to us, or may."""

    ident: str
    jurisdiction: str
    name: str
    citation: str
    short: str
    duties: tuple[str, ...]
    duty: str  # empty where nobody could verify the rule
    state: ObligationState
    why: str
    would_not_if: str
    source: tuple[str, ...]
    confidence: str
    status: str
    reviewed: str = "no"  # by counsel
    questions: tuple[Question, ...] = ()
    for_counsel: tuple[str, ...] = ()  # notes of whoever read the law
    ask: tuple[str, ...] = ()  # the same, each as a question that a person reads
    touches: Touches = field(default_factory=Touches)
    timing: str = ""
    retention: str = ""
    note: str = ""
    in_force_from: date | None = None
    separate_from: tuple[str, ...] = ()
    never_keep: tuple[str, ...] = ()
    signed: bool = False
    days_before: int = 0
    fired: tuple[str, ...] = ()  # names of the facts that made it apply
    lifts: tuple[Question, ...] = ()  # not known; if so, it would not apply
    version: str = ""  # which version of the rule, where there are several
    title: str = ""  # what to do about it, in a line

    @property
    def applies(self) -> bool:
        return self.state is ObligationState.APPLIES

    @property
    def text(self) -> str:
        """The duty in one line; of a rule that nobody could verify, only that it may apply."""
        if self.confidence == "unverified":
            return f"A law may apply here: {self.name}. Not verified, ask counsel."
        return self.duty

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """What is left to counsel: each question as a person reads it, and the note of the table behind it."""
        plain = self.ask or tuple(_as_question(note, self.short) for note in self.for_counsel)
        return tuple(zip(plain, self.for_counsel, strict=True))

    @property
    def is_law(self) -> bool:
        return self.status != "good_practice"


def _as_question(note: str, short: str) -> str:
    """
    >>> _as_question("text of 2010: confirm", "NY GBL § 1")
    'NY GBL § 1: Text of 2010: confirm. Is that so, and what follows here?'
    """
    if "?" in note:
        return note
    return f"{short}: {note[:1].upper()}{note[1:].rstrip('.')}. Is that so, and what follows here?"


def _cut(reasons: Iterable[str], separator: str) -> str:
    return separator.join(dict.fromkeys(reason for reason in reasons if reason))


def _made(rule: Rule, verdict: Verdict, on: date, cells: Touches) -> Obligation:
    value = verdict.value
    coming = (
        (rule.in_force_from is not None and rule.in_force_from > on)
        or (rule.valid_from is not None and rule.valid_from > on)
        or rule.status == "proposed"
        or (rule.status == "future" and rule.in_force_from is None)
    )
    if not rule.is_verified and verdict.reached:
        state = ObligationState.NAMED_ONLY
    elif not value:
        state = ObligationState.TO_DECIDE
    else:
        state = ObligationState.COMING if coming else ObligationState.APPLIES
    return Obligation(
        ident=rule.ident,
        jurisdiction=rule.jurisdiction,
        name=rule.name,
        citation=rule.citation,
        short=rule.short,
        duties=rule.duties,
        duty=rule.duty,
        state=state,
        why=_cut(verdict.because, "; "),
        would_not_if=_cut(verdict.unless, ", or "),
        source=rule.source,
        confidence=rule.confidence,
        status=rule.status,
        questions=tuple(dict.fromkeys(verdict.asks)),
        for_counsel=rule.questions,
        touches=cells,
        timing=rule.timing,
        retention=rule.retention,
        note=rule.note,
        in_force_from=rule.in_force_from,
        separate_from=rule.separate_from,
        never_keep=rule.never_keep,
        signed=rule.signed,
        days_before=rule.days_before,
        fired=tuple(dict.fromkeys(verdict.fired)),
        lifts=tuple(dict.fromkeys(verdict.lifts)),
        version=rule.version,
        ask=rule.ask,
        title=rule.title,
    )


_Reached = dict[tuple[str, tuple[str, ...]], Verdict]


def _reached(rule: Rule, facts: Facts, known: _Reached) -> Verdict:
    """Whether a rule's place is reached; asked once for all rules of a place."""
    for kind in rule.reach:
        if (kind, rule.places) not in known:
            known[kind, rule.places] = reach(kind, facts, rule.places)
    return some(known[kind, rule.places] for kind in rule.reach)


def _judged(rule: Rule, facts: Facts, known: _Reached) -> Verdict:
    verdict = every((judge(rule.when, facts, rule.places), judge(rule.about, facts, rule.places)))
    if verdict.value is False:
        return FALSE
    reached = _reached(rule, facts, known)
    if reached.value is False:
        return FALSE
    verdict = every((reached, verdict, judge(rule.threshold, facts, rule.places)))
    if reached.value is None:  # nothing else is worth asking before
        verdict = replace(verdict, asks=reached.asks, reached=False)
    if verdict.value is False or rule.exempt_if is None:
        return verdict
    exempt = judge(rule.exempt_if, facts, rule.places)
    if exempt.value:
        return FALSE
    if exempt.value is None:
        lifted = would_hold(rule.exempt_if, exempt.asks)
        asked = tuple(question for question in exempt.asks if question.fact)
        return replace(verdict, unless=(*verdict.unless, *lifted), lifts=(*verdict.lifts, *asked))
    return verdict


_MAIN = {"inform": 0, "secure": 1, "hold": 2, "respond": 3}


def evaluate(facts: Facts, rules: Iterable[Rule] | None = None, *, on: date) -> tuple[Obligation, ...]:
    """Obligations of rules that apply on a day, may apply, or will; rules known not to apply are left out."""
    table = in_force(all_rules() if rules is None else rules, on)
    made: list[Obligation] = []
    known: _Reached = {}
    for rule in table:
        if rule.follows:
            continue
        verdict = _judged(rule, facts, known)
        cells = None if verdict.value is False else touched(rule, facts)
        if cells is not None:
            made.append(_made(rule, verdict, on, cells))
    standing = {obligation.ident: obligation for obligation in made if obligation.state is not ObligationState.COMING}
    for rule in table:
        if rule.follows:
            leaders = [o for ident, o in standing.items() if ident.startswith(rule.follows)]
            sure = [o for o in leaders if o.applies]
            if sure:
                names = ", ".join(o.short for o in sure)
                made.append(
                    _made(
                        rule,
                        Verdict(
                            True,
                            (f"it goes with {names}",),
                            ("none of them applied",),
                            fired=tuple(fact for o in sure for fact in o.fired),
                        ),
                        on,
                        touches(rule),
                    )
                )
            elif leaders:
                asks = tuple(question for o in leaders for question in o.questions)
                made.append(_made(rule, Verdict(None, asks=asks, reached=False), on, touches(rule)))
    return tuple(sorted(made, key=_order))


def _order(obligation: Obligation) -> tuple[int, int, int, int, str]:
    states = list(ObligationState)
    return (
        states.index(obligation.state),
        _MAIN[obligation.duties[0]],
        0 if obligation.is_law else 1,
        98 if obligation.touches.is_none else len(obligation.touches.categories) or 99,
        obligation.ident,
    )


def open_questions(obligations: Iterable[Obligation]) -> tuple[tuple[Question, int], ...]:
    """Questions that rules wait for, with how many wait for each: the one that settles most first."""
    waiting: dict[Question, int] = {}
    for obligation in obligations:
        if obligation.state is ObligationState.TO_DECIDE:
            for question in obligation.questions:
                waiting[question] = waiting.get(question, 0) + 1
    return tuple(sorted(waiting.items(), key=lambda pair: (-pair[1], pair[0].text)))
