"""Questions that other parts come upon: rules that cannot both be kept, departures that only counsel can judge, facts that contradict,
consent of people who can hardly refuse."""

from __future__ import annotations

from collections.abc import Iterable

from bailee.consents.records import Form
from bailee.consents.weakness import weakness
from bailee.counsel.questions import READ_AS, Fact, Law, Question, question_ident
from bailee.counsel.texts import read_in
from bailee.departures import Departure
from bailee.obligations.comparisons import Comparison
from bailee.obligations.contradictions import Contradiction
from bailee.obligations.evaluate import Obligation
from bailee.reports.words import people
from bailee.vocabulary import State


def of_conflicts(found: Iterable[Comparison], obligations: Iterable[Obligation]) -> tuple[Question, ...]:
    """Where two rules on one thing cannot both be kept."""
    by_ident = {each.ident: each for each in obligations}
    made = []
    for each in found:
        if not each.is_conflict:
            continue
        text = f"Which rule governs {each.topic}? They cannot all be kept."
        laws = tuple(
            Law(
                said.ident,
                said.citation,
                said.citation,
                READ_AS.get(rule.confidence, rule.confidence) if rule else "",
                read_in(rule.source) if rule else "",
            )
            for said in each.said
            for rule in (by_ident.get(said.ident),)
        )
        facts = tuple(Fact(f"{said.place}: {said.text}", said.citation) for said in each.said)
        made.append(
            Question(
                question_ident("conflict", text),
                "conflict",
                text,
                f"Whoever keeps one breaks the other. {each.verdict}",
                facts,
                laws,
                "Until you decide nothing is erased, and the stricter rule is kept where it can be.",
                "Which of the rules the client may break, or how both are kept.",
                30,
                "rules conflict; keeping one may break another",
            )
        )
    return tuple(made)


def of_departures(found: Iterable[Departure]) -> tuple[Question, ...]:
    """What lies otherwise than asked, where whether it is wrong is a question of law."""
    made = []
    for each in found:
        if each.state is not State.UNKNOWN or each.verdict is not None:
            continue
        laws = tuple(
            Law(rule.ident, rule.name, rule.citation, READ_AS.get(rule.confidence, rule.confidence), "")
            for rule in (*((each.rule,) if each.rule else ()), *each.also)
        )
        about = f", about {people(each.people)}" if each.people.high else ""
        stores = ", ".join(each.stores[:3])
        made.append(
            Question(
                question_ident("departure", each.ident),
                "departure",
                f"{each.title}: is that so, and is it allowed?",
                each.why or "Whether it may lie there is a question of law.",
                (Fact(f"It lies in {stores}{about}", "found by a scan"),) if stores else (),
                laws,
                f"Until you decide: {each.next[:1].lower()}{each.next[1:]}." if each.next else "It stays where it is.",
                each.clears or "Whether it has to be moved or erased.",
                10 * each.severity.rank,
                f"{each.severity.value} harm to people if it goes wrong",
            )
        )
    return tuple(made)


def of_contradictions(found: Iterable[Contradiction]) -> tuple[Question, ...]:
    """Facts of which both sides are said: the careful one is taken, and whether that is right may be a question of law."""
    made = []
    for each in found:
        text = f"{each.declared[:1].upper()}{each.declared[1:]}, but {each.against}. May we go by the careful side?"
        where = ", ".join(each.stores[:3])
        made.append(
            Question(
                question_ident("contradiction", each.fact),
                "contradiction",
                text,
                "Rules are applied by what is taken here; if it is wrong, too much or too little is owed.",
                (
                    Fact(each.declared, "declared by the organisation"),
                    Fact(each.against, f"found in {where}" if where else "follows from what is held"),
                ),
                (),
                f"For now we take it that {each.taken}. To put it right: {each.remedy}.",
                "Which rules apply.",
                22,
                "two statements that cannot both hold",
            )
        )
    return tuple(made)


def of_consents(forms: Iterable[Form], places: Iterable[str]) -> tuple[Question, ...]:
    """Forms that ask employees in the EU or the UK for consent: whether it carries what they ask for."""
    made, where = [], tuple(places)
    for form in forms:
        weak = weakness(form.subject, where)
        if not weak.is_weak or form.instead is not None:
            continue
        asked = "; ".join(each.words for each in form.purposes)
        text = f"May “{form.title}” rest on consent of {form.subject.value.replace('-', ' ')}s? It asks for: {asked}."
        made.append(
            Question(
                question_ident("consent", text),
                "consent",
                text,
                weak.why,
                (
                    Fact(
                        f"Version {form.version} of the form has the SHA-256 {form.sha256[:16]}…",
                        "declared by the organisation",
                    ),
                ),
                (
                    Law(
                        "GDPR",
                        "General Data Protection Regulation",
                        "GDPR Art. 4(11), 7(4), recital 43",
                        "read in the statute",
                        "",
                    ),
                ),
                "Until you decide each may refuse without any consequence, and nothing else hangs on the answer. "
                f"Instead there is: {', '.join(basis.value.replace('-', ' ') for basis, _ in weak.instead)}.",
                "Whether the form may be used, or the purposes rest on another basis.",
                24,
                "consent that is not freely given is none, and what rests on it has no ground",
            )
        )
    return tuple(made)
