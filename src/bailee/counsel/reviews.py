"""Decisions of counsel, and for which words, client, place and day they stand.

>>> from bailee.obligations.load import rules_by_ident
>>> text = rule_text(rules_by_ident()["mon-us-ny-52c"])
>>> accepted = Decision("d1", text.ident, TextKind.RULE, text.sha256, Verdict.ACCEPT, "A. Adair", "Adair LLP", date(2026, 3, 3))
>>> Reviews((accepted,), on=date(2026, 3, 4)).of(text).says
'A. Adair, Adair LLP, 3 Mar 2026'
>>> Reviews((accepted,), on=date(2026, 3, 4)).of(replace(text, lines=("Other words.",))).says
'DRAFT: the words changed since A. Adair, Adair LLP reviewed them on 3 Mar 2026'

A review stands while the hash is the same, the day has not come on which it expires, and client and place are those that it
was given for. Else the text is a draft again, everywhere and at once: nobody has to remember.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from bailee.counsel.texts import Text, TextKind, rule_ident, rule_text
from bailee.dates import in_short
from bailee.obligations.evaluate import Obligation
from bailee.obligations.facts import covers
from bailee.obligations.load import Rule, in_force, place_name
from bailee.obligations.load import rules as all_rules

DRAFT = "no"  # what an obligation's `reviewed` says of one that nobody reviewed


class Verdict(StrEnum):
    ACCEPT = "accept"
    CHANGE = "change"  # with new words
    REFUSE = "refuse"


class Scope(StrEnum):
    CLIENT = "client"  # this organisation, where it is now
    PLACE = "place"  # this organisation, in the places that are named
    ALL_CLIENTS = "all-clients"


class How(StrEnum):
    SIGNED_IN = "signed-in"  # as counsel
    COMMAND_LINE = "command-line"  # noted by an owner, from a file that counsel filled in
    PAPER = "paper"  # noted by an owner, from a paper that counsel signed


@dataclass(frozen=True, slots=True)
class Decision:
    """What counsel decided over one text or question, once. Ground and deliberation are privileged."""

    ident: str
    text: str  # ident of the text or question
    kind: TextKind
    sha256: str  # of the words that were read
    verdict: Verdict
    reviewer: str
    firm: str
    decided_on: date
    expires_on: date | None = None
    scope: Scope = Scope.CLIENT
    places: tuple[str, ...] = ()  # those of the organisation when it was decided, or those that were named; empty: any
    ground: str = field(default="", repr=False)
    words: tuple[str, ...] = field(default=(), repr=False)  # new ones, where it was changed
    before: tuple[str, ...] = field(default=(), repr=False)  # as they were read
    new_sha256: str = ""  # of the text with the new words
    how: How = How.COMMAND_LINE
    paper_sha256: str = ""
    packet: str = ""
    title: str = ""
    by: str = ""  # ident of the member who decided or noted it
    at: datetime | None = None

    @property
    def who(self) -> str:
        return f"{self.reviewer}, {self.firm}" if self.firm else self.reviewer

    @property
    def is_about_words(self) -> bool:
        return self.kind is not TextKind.QUESTION

    def reads(self, text: Text) -> bool:
        """Whether it is about the present words. Of a rule the words of the table: an own wording stands beside them."""
        if self.verdict is Verdict.CHANGE and text.kind is not TextKind.RULE:
            return self.new_sha256 == text.sha256
        return self.sha256 == text.sha256


@dataclass(frozen=True, slots=True)
class Standing:
    """How a text stands on a day."""

    decision: Decision | None  # by which it is reviewed
    why: str = ""  # it is a draft

    @property
    def is_reviewed(self) -> bool:
        return self.decision is not None

    @property
    def says(self) -> str:
        if self.decision is None:
            return f"DRAFT: {self.why}"
        until = f", until {in_short(self.decision.expires_on)}" if self.decision.expires_on else ""
        return f"{self.decision.who}, {in_short(self.decision.decided_on)}{until}"

    @property
    def own_words(self) -> tuple[str, ...]:
        """The organisation's own wording of a rule, where counsel gave one."""
        return self.decision.words if self.decision and self.decision.verdict is Verdict.CHANGE else ()


class Reviews:
    """All decisions over an organisation's texts, as they stand on a day. `places`: where it works now, as codes."""

    def __init__(
        self,
        decisions: Iterable[Decision] = (),
        *,
        places: Iterable[str] = (),
        rules: Iterable[Rule] | None = None,
        on: date,
    ) -> None:
        self.places = tuple(places)
        self._table = tuple(all_rules() if rules is None else rules)
        self.on = on
        self._of: dict[str, list[Decision]] = {}
        for each in decisions:  # oldest first
            self._of.setdefault(each.text, []).insert(0, each)

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return {rule.ident: rule for rule in in_force(self._table, self.on)}

    def rule(self, ident: str) -> Rule | None:
        """The rule as it is in force on the day."""
        return self._rules.get(ident)

    def history(self, ident: str) -> tuple[Decision, ...]:
        """Decisions over one text, newest first."""
        return tuple(self._of.get(ident, ()))

    def words_before(self, ident: str) -> tuple[str, ...]:
        """The words of a text as counsel last agreed to them; empty where she never did."""
        agreed = next((each for each in self._of.get(ident, ()) if each.verdict is not Verdict.REFUSE), None)
        if agreed is None:
            return ()
        return agreed.words if agreed.verdict is Verdict.CHANGE and agreed.kind is not TextKind.RULE else agreed.before

    def of(self, text: Text) -> Standing:
        """Whether the present words are reviewed, by whom; else why not."""
        past = self._of.get(text.ident, [])
        if not past:
            return Standing(None, "not reviewed by counsel")
        same = next((each for each in past if each.reads(text)), None)
        if same is None:
            last = next((each for each in past if each.verdict is not Verdict.REFUSE), None)
            if last is None:
                return Standing(None, "not reviewed by counsel")
            return Standing(None, f"the words changed since {last.who} reviewed them on {in_short(last.decided_on)}")
        if same.verdict is Verdict.REFUSE:
            return Standing(
                None, "counsel did not agree to these words" if same.reviewer else "not reviewed by counsel"
            )
        if same.expires_on is not None and same.expires_on < self.on:
            return Standing(None, f"the review by {same.who} ended on {in_short(same.expires_on)}")
        if outside := self._outside(same, text):
            names = ", ".join(place_name(code) for code in outside[:3])
            return Standing(None, f"reviewed by {same.who} for other places, not for {names}")
        return Standing(same)

    def _outside(self, decision: Decision, text: Text) -> tuple[str, ...]:
        """Places in which the text is relied on, and that the decision was not given for."""
        if not decision.places or decision.scope is Scope.ALL_CLIENTS:
            return ()
        if text.kind is TextKind.RULE:
            if decision.scope is not Scope.PLACE or _within(text.places, decision.places):
                return ()
            here = tuple(code for code in self.places if any(covers(place, code) for place in text.places))
            relied_on = here or text.places
        else:
            relied_on = self.places
        return tuple(code for code in relied_on if not _within((code,), decision.places))

    def mark(self, obligations: Iterable[Obligation]) -> tuple[Obligation, ...]:
        """Obligations with who reviewed them and when; with the organisation's own wording where counsel gave one."""
        if not self._of:
            return tuple(obligations)
        return tuple(self._marked(each) for each in obligations)

    def _marked(self, obligation: Obligation) -> Obligation:
        rule = self.rule(obligation.ident)
        if rule is None or not rule.is_verified or rule_ident(obligation.ident) not in self._of:
            return obligation
        stands = self.of(rule_text(rule))
        if stands.decision is None:
            return obligation
        own = stands.own_words
        return replace(obligation, reviewed=stands.says, duty=own[0] if own else obligation.duty)


def _within(codes: Iterable[str], places: Iterable[str]) -> bool:
    return all(any(covers(place, code) for place in places) for code in codes)
