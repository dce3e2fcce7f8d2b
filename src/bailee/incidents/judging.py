"""Judges each duty of each law for one incident: whether it is due, by when, and what lifts it.

A duty stands until something lifts it: encryption that was read to be on while the key is safe, a test of harm answered with
grounds, a threshold that is not reached, a decision by name. What nobody knows lifts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bailee.contracts import Contract
from bailee.incidents import elements
from bailee.incidents.acts import Incident
from bailee.incidents.clocks import Clock, Deadline, Unit, act_by, end_of, zone_of
from bailee.incidents.duties import ADDRESSEES, Duties, Duty, duties_of, to_ask
from bailee.incidents.encryption import Encryption
from bailee.incidents.held import Kind, Lost, Region, figures, said
from bailee.incidents.law_words import own_words, shortened
from bailee.incidents.lines import Asked, Laws, Line, Row, Standing
from bailee.incidents.residence import called, is_in
from bailee.obligations.load import Rule
from bailee.people import PeopleRange

_LIFTED_BY_YES = frozenset({"good-faith"})
_ONLY_IF_YES = frozenset({"high-risk"})  # tests that make a duty, and do not only lift one
_OWN_TURN = frozenset(
    {"breach-us-hipaa", "breach-us-glba-ftc", "breach-us-ftc-hbnr", "breach-us-circia", "breach-eu-nis2"}
)
_BY_RESIDENCE = frozenset({"breach-eu-33", "breach-eu-34", "breach-uk", "breach-ca-pipeda", "breach-au-ndb"})
_WITHOUT_PIPEDA = frozenset({"CA-QC", "CA-AB", "CA-BC"})  # provinces with a law of their own
_HHS = ("breach-us-hipaa.1.", "breach-us-hipaa.2.")  # lines of its duties to tell HHS
PROCESSOR = frozenset({"processor", "business-associate"})


class Judge:
    """Judges each duty of each law for one incident."""

    def __init__(
        self, incident: Incident, encryption: Encryption, laws: Laws, asks: dict[str, list[tuple[Duties, str]]],
        named: list[str], home: str, keeps_for_others: bool,
    ) -> None:  # fmt: skip
        self.incident, self.encryption, self.laws, self.asks, self.named = incident, encryption, laws, asks, named
        self.home, self.keeps_for_others = home, keeps_for_others
        self.said = incident.said
        self.done = {each.duty: each for each in incident.told}

    # by place of residence

    def row(self, region: Region) -> Row:
        if not region.code:
            note = "write to them for an address; nobody knows which law is theirs"
            return Row("", called(""), region.people, kinds_words(region.kinds), (), "–", (), note=note)
        found = self._rules_of(region.code)
        if not found:
            text = f"{called(region.code)}: no law of this place is in the tables, ask counsel"
            self.named.append(text)
            kinds = kinds_words(region.kinds)
            return Row(
                region.code,
                called(region.code),
                region.people,
                kinds,
                (),
                "–",
                (),
                note="no law of this place is in the tables: ask counsel",
            )
        lines: list[Line] = []
        main = found[0]
        codes = tuple(main.breach.get("elements", ()))
        wanted = elements.counted(codes) if codes else frozenset(each.category for each in region.kinds)
        counting = region.of(wanted)
        for rule in found:
            lines += self._lines(rule, region.code, region, bool(counting))
        exempts, _ = self._exempts(duties_of(main.ident), bool(counting))
        return Row(
            region.code,
            called(region.code),
            region.people,
            kinds_words(counting),
            tuple(each.label for each in region.kinds if each not in counting),
            exempts,
            tuple(lines),
            main.ident,
            shortened(main),
            elements.unseen(codes),
            "" if counting else "no kind that counts there was found",
            main.exempt,
        )

    def _rules_of(self, code: str) -> tuple[Rule, ...]:
        own = self.laws.rules.get(f"breach-{code.lower()}")
        found = [own] if own is not None else []
        for ident in sorted(_BY_RESIDENCE):
            rule = self.laws.rules.get(ident)
            if rule is None or (ident == "breach-ca-pipeda" and code in _WITHOUT_PIPEDA):
                continue
            if any(is_in(code, each) for each in rule.places):
                found.append(rule)
        return tuple(found)

    def _lines(self, rule: Rule, place: str, region: Region, counts: bool) -> list[Line]:
        duties = duties_of(rule.ident)
        perhaps = ""
        if rule.ident in _BY_RESIDENCE and self.laws.standing.get(rule.ident) != "applies":
            perhaps = "whether this law reaches you is not settled: people live there"
        return self._judged(rule, duties, place, region.people, counts, perhaps)

    def _judged(
        self, rule: Rule, duties: Duties, place: str, people: PeopleRange, counts: bool, perhaps: str,
        patients: PeopleRange | None = None,
    ) -> list[Line]:  # fmt: skip
        _, exempt = self._exempts(duties, counts)
        harm = duties.harm
        if harm.test and counts and exempt != "yes":
            self.asks.setdefault(harm.test, []).append((duties, place))
        if harm.ask:
            self.named.append(f"{shortened(rule)}: {harm.ask}")
        if duties.safe_ask:
            self.named.append(f"{shortened(rule)}: {duties.safe_ask}")
        lifted, why = self._lifted(duties, place, counts, exempt)
        made: list[Line] = []
        people_line: Line | None = None
        for number, duty in enumerate(duties.each):
            if duty.when == "hipaa" and self.laws.standing.get("breach-us-hipaa") != "applies":
                continue
            if duty.when == "not-notifying" and not (lifted and harm.test and self.said.get(harm.test) is not None):
                continue
            if not self._is_ours(rule, duty):
                continue
            ident = f"{rule.ident}.{number}.{place or 'all'}"
            if duty.ask:
                self.named.append(f"{shortened(rule)}: {duty.ask}")
                made.append(
                    Line(
                        ident,
                        rule.ident,
                        place,
                        duty.to,
                        duty.who,
                        Standing.ASK,
                        "",
                        f"not verified: {duty.ask}; ask counsel",
                        citation=rule.citation,
                        short=shortened(rule),
                    )
                )
                continue
            line = self._line(
                rule,
                duty,
                ident,
                place,
                people,
                lifted and duty.when != "not-notifying",
                why,
                exempt,
                perhaps,
                people_line,
                made,
            )
            if duty.to == "people":
                people_line = line
            made.append(line)
        return made

    def _line(
        self, rule: Rule, duty: Duty, ident: str, place: str, people: PeopleRange, lifted: bool, why: str, exempt: str,
        perhaps: str, people_line: Line | None, before: Sequence[Line],
    ) -> Line:  # fmt: skip
        deadline, words = self._deadline(duty, place, rule, people_line, before)
        standing, because = Standing.DUE, ""
        reached = duty.reached(people.low, people.high)
        if lifted:
            standing, because = Standing.LIFTED, why
        elif reached is False:
            standing, because = Standing.BELOW, f"{duty.threshold} are not reached ({said(people)})"
        elif reached is None:
            standing, because = (
                Standing.PERHAPS,
                f"{duty.threshold}: the number of people lies around it ({said(people)})",
            )
        elif self._hangs_on_high_risk(duty, rule) and self.said.get("high-risk") is not True:
            standing, because = Standing.PERHAPS, "due where the risk is likely to be high: not answered yet"
            if self.said.get("high-risk") is False:
                standing, because = Standing.LIFTED, "a high risk was found to be unlikely"
        elif perhaps:
            standing, because = Standing.PERHAPS, perhaps
        elif exempt == "perhaps":
            standing, because = Standing.PERHAPS, "it was encrypted; due unless the key is known to be safe"
        elif duty.threshold and not because:
            because = f"{duty.threshold} are reached"
        done = self.done.get(ident)
        if done is not None:
            standing, because = Standing.DONE, done.how
        return Line(
            ident, rule.ident, place, duty.to, duty.who, standing, words, because, deadline, duty.before, duty.with_people,
            rule.citation, shortened(rule), people, duty.confirm,
            self.laws.reviewed.get(rule.ident, ""), done.at if done else None,
        )  # fmt: skip

    def _is_ours(self, rule: Rule, duty: Duty) -> bool:
        """Whether a duty is of who we are: under HIPAA an associate tells whom it works for, and who is covered tells the rest."""
        if rule.ident == "breach-us-hipaa":
            return ("associate" if duty.to == "owner" else "covered") in self.laws.hipaa
        return duty.to != "owner" or self.keeps_for_others

    @staticmethod
    def _hangs_on_high_risk(duty: Duty, rule: Rule) -> bool:
        return duty.high_risk or (duty.to == "people" and duties_of(rule.ident).harm.test in _ONLY_IF_YES)

    def _deadline(
        self, duty: Duty, place: str, rule: Rule, people_line: Line | None, before: Sequence[Line]
    ) -> tuple[Deadline | None, str]:
        """When, and the period in words."""
        holidays = place or self.home
        if duty.before:
            return None, "before the people are told"
        start, words = self._start(duty, people_line, before)
        found = end_of(start, duty.clock, holidays) if duty.clock is not None and start is not None else None
        if duty.with_people:
            theirs = people_line.deadline if people_line is not None else None
            both = [each for each in (found, theirs) if each is not None]
            return min(both, key=lambda each: each.at, default=None), "not later than the people"
        if duty.clock is None:
            return None, "no fixed day: " + own_words(rule, duty)
        return found, f"{duty.clock.words}{words}"

    def _start(self, duty: Duty, people_line: Line | None, before: Sequence[Line]) -> tuple[datetime | None, str]:
        """From when a period runs. A law that counts from the determination counts from the discovery until there is one:
        that is never later."""
        zone = zone_of(self.incident.zone)
        if duty.runs_from == "hhs":
            told_hhs = [each.at for ident, each in self.done.items() if ident.startswith(_HHS)]
            return (min(told_hhs).astimezone(zone) if told_hhs else None), " after HHS is told"
        if duty.runs_from in ("people", "regulator"):
            line = (
                people_line
                if duty.runs_from == "people"
                else next((each for each in reversed(before) if each.to == "regulator"), None)
            )
            whom = ADDRESSEES[duty.runs_from]
            told = self.done.get(line.ident) if line is not None else None
            if told is not None:
                return told.at.astimezone(zone), f" after {whom} {'were' if duty.runs_from == 'people' else 'was'} told"
            latest = line.deadline.at if line is not None and line.deadline is not None else None
            return latest, f" after {whom} {'are' if duty.runs_from == 'people' else 'is'} told" + (
                "; at the latest" if latest else ""
            )
        if duty.runs_from == "determination":
            if self.incident.determined_at is not None:
                return self.incident.determined_at.astimezone(zone), " after the determination"
            return self.incident.clock_start, " after the determination; counted from the discovery until there is one"
        return self.incident.clock_start, ""

    # what lifts a duty

    def _exempts(self, duties: Duties, counts: bool) -> tuple[str, str]:
        """Whether encryption lifts it, in words, and as yes, no or perhaps."""
        whole = self.encryption.is_whole
        if not counts:
            return "–", "no"
        if duties.safe == "none":
            return "the law names no such exemption", "no"
        if whole is None:
            return "not known whether it was encrypted", "no"
        if not whole:
            clear = [each.name for each in self.encryption.disks if each.is_encrypted is False]
            return f"no, {' and '.join(clear)} lay in the clear", "no"
        if duties.safe == "ask":
            return "not verified, ask counsel", "no"
        taken = self.said.get("key-taken")
        self.asks.setdefault("key-taken", []).append((duties, ""))
        if taken is None:
            return "yes, unless the key went too: not answered yet", "perhaps"
        if taken:
            return "no, the key went too" if duties.safe == "key" else "no: the key went too, ask counsel", "no"
        return "yes, and the key did not go with it", "yes"

    def _lifted(self, duties: Duties, place: str, counts: bool, exempt: str) -> tuple[bool, str]:
        if not counts:
            return True, "no kind that counts there was found in what was read"
        if exempt == "yes":
            return True, "it was encrypted, and the key did not go with it"
        if decision := self.incident.no_notice(place):
            return True, f"decided by {decision.by}: {decision.grounds}"
        test = duties.harm.test
        answer = self.said.get(test) if test else None
        if answer is None:
            return False, ""
        lifts = answer if test in _LIFTED_BY_YES else not answer
        if not lifts:
            return False, ""
        kept = f"; grounds are kept {duties.harm.keeps} years" if duties.harm.keeps else ""
        also = f"; {duties.harm.also}" if duties.harm.also else ""
        return True, f"the test of harm was answered {'yes' if answer else 'no'}{kept}{also}"

    # of the organisation, whoever lives where

    def of_the_organisation(self, regions: Sequence[Region], lost: Lost) -> list[Line]:
        made: list[Line] = []
        every = PeopleRange(sum(each.people.low for each in regions), sum(each.people.high for each in regions))
        if lost.people is not None and self.encryption.is_whole is not False:
            every = lost.people
        kinds = {kind.category for region in regions for kind in region.kinds}
        for ident in sorted(_OWN_TURN):
            rule, stands = self.laws.rules.get(ident), self.laws.standing.get(ident)
            if rule is None or stands is None:
                continue
            if ident == "breach-us-hipaa":
                people, counts = _of_kinds(regions, elements.HEALTH), bool(kinds & elements.HEALTH)
            elif ident == "breach-us-glba-ftc":
                people, counts = _of_kinds(regions, elements.FINANCIAL), bool(kinds & elements.FINANCIAL)
            else:
                people, counts = every, bool(kinds)
            if not counts:
                continue
            if not rule.is_verified or ident == "breach-us-circia":
                self.named.append(f"{shortened(rule)}: {duties_of(ident).each[0].ask or 'ask counsel'}")
                continue
            perhaps = "" if stands == "applies" else "whether this law applies to you is not settled"
            for line in self._judged(rule, duties_of(ident), "", people, counts, perhaps):
                made += self._by_place(line, regions) if line.to == "media" else [line]
        return made

    def _by_place(self, line: Line, regions: Sequence[Region]) -> list[Line]:
        """The media of each place in which the threshold is reached, for it is counted by place (45 CFR 164.406)."""
        duty = next(each for each in duties_of(line.rule).each if each.to == "media")
        made = []
        for region in regions:
            people = _of_kinds([region], elements.HEALTH)
            if not region.code.startswith("US-") or duty.reached(people.low, people.high) is False:
                continue
            sure = duty.reached(people.low, people.high)
            standing = (
                line.standing
                if line.standing in (Standing.LIFTED, Standing.DONE)
                else Standing.DUE
                if sure
                else Standing.PERHAPS
            )
            who = f"prominent media in {called(region.code)}"
            ident = f"{line.ident.rpartition('.')[0]}.{region.code}"
            done = self.done.get(ident)
            made.append(
                replace(
                    line,
                    ident=ident,
                    place=region.code,
                    who=who,
                    people=people,
                    standing=Standing.DONE if done else standing,
                    done_at=done.at if done else None,
                )
            )
        return made

    def contracts(self, contracts: Iterable[Contract]) -> list[Line]:
        """Whom to tell by contract, within how many hours; and whose data it is where we only keep it for them."""
        made = []
        start = self.incident.clock_start
        day = start.date()
        for each in contracts:
            hours = each.duties.breach_notice_hours
            is_owner = each.our_role in PROCESSOR
            if not each.stands(day) or (hours is None and not is_owner):
                continue
            for party in each.parties:
                ident = f"contract-{each.ident}.{party}"
                done = self.done.get(ident)
                deadline = end_of(start, Clock(hours, Unit.HOURS), self.home) if hours is not None else None
                if deadline is not None and deadline.act_by == deadline.on and hours and hours >= 48:
                    deadline = replace(deadline, act_by=act_by(deadline.on, day, self.home))
                words = (
                    Clock(hours, Unit.HOURS).words
                    if hours is not None
                    else "without undue delay (GDPR Art. 33(2); 45 CFR 164.410)"
                )
                why = "data that you keep for them may be in it" if is_owner else "agreed so"
                made.append(
                    Line(
                        ident,
                        f"contract-{each.ident}",
                        "",
                        "owner" if is_owner else "party",
                        party,
                        Standing.DONE if done else Standing.DUE,
                        words,
                        why,
                        deadline,
                        citation=f"contract “{each.ident}”",
                        short=f"contract {each.ident}",
                        done_at=done.at if done else None,
                    )
                )
        return made

    def questions(self) -> tuple[Asked, ...]:
        found = []
        given = {each.question: each for each in self.incident.answers}
        for question in to_ask(self.asks):
            asked = self.asks[question.ident]
            laws = tuple(dict.fromkeys(shortened(self.laws.rules[duties.rule]) for duties, _ in asked))
            answer = given.get(question.ident)
            implied = self.said.get(question.ident)
            found.append(
                Asked(
                    question, laws, tuple(dict.fromkeys(place for _, place in asked if place)),
                    answer.answer if answer else implied, answer.by if answer else "", answer.at if answer else None,
                    answer.grounds if answer else ("it follows from an answer above" if implied is not None else ""),
                    max((duties.harm.keeps for duties, _ in asked if duties.harm.test == question.ident), default=0),
                    tuple(dict.fromkeys(duties.harm.also for duties, _ in asked if duties.harm.also and duties.harm.test == question.ident)),
                )
            )  # fmt: skip
        return tuple(found)


def _of_kinds(regions: Iterable[Region], categories: frozenset[str]) -> PeopleRange:
    """People of some kinds: at least as many as of the kind with most, in each place."""
    low = high = 0
    for region in regions:
        kinds = region.of(categories)
        low += max((each.people.low for each in kinds), default=0)
        high += min(sum(each.people.high for each in kinds), region.people.high)
    return PeopleRange(low, max(low, high))


def kinds_words(kinds: Iterable[Kind]) -> tuple[str, ...]:
    return tuple(f"{each.label} {figures(each.people)}" for each in kinds)
