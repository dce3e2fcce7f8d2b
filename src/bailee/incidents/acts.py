"""The register: an incident is what was said and done about it, in order, each with when it was true and since when it is known.

>>> told = [Act("reported", at("2026-11-24T13:31+00:00"), "M. Reyes", at("2026-11-24T13:15+00:00"), {"title": "Laptop stolen", "zone": "UTC",
...         "discovered_at": "2026-11-24T13:15+00:00", "target": {"sort": "device", "ident": "device-1"}})]
>>> found = incident_of("2026-01", told)
>>> found.is_open, found.title, found.clock_start.isoformat()
(True, 'Laptop stolen', '2026-11-24T13:15:00+00:00')
>>> closed = [*told, Act("closed", at("2026-11-25T09:00+00:00"), "M. Reyes", None, {"grounds": "it was found"})]
>>> incident_of("2026-01", closed).is_open, incident_of("2026-01", [*closed, Act("reopened", at("2026-11-26T09:00+00:00"), "M. Reyes", None, {"grounds": "it was another one"})]).is_open
(False, True)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from bailee.errors import InvalidInput
from bailee.incidents.clocks import zone_of
from bailee.incidents.duties import answered
from bailee.incidents.encryption import Reading

SORTS = ("device", "store", "account")
KINDS = {
    "stolen-device": "A device was stolen",
    "lost-device": "A device was lost",
    "open-store": "A data store lay open",
    "account-taken": "Somebody else had an account",
    "sent-astray": "Something was sent to the wrong people",
    "other": "Something else",
}
# What is to be done at once, by kind; whoever reports may add to it.
FIRST_STEPS: Mapping[str, tuple[str, ...]] = {
    "stolen-device": (
        "End its sessions and change the passwords of whoever used it",
        "Lock or wipe it from afar, and note whether that was confirmed",
        "Report it to the police, and keep the number of the report",
        "Tell the insurer, before money is spent",
        "Keep logs of the last days: sign-ins, VPN, file synchronisation",
    ),
    "account-taken": (
        "End its sessions, change its password, look for rules that forward mail",
        "Keep the sign-in log of the last 90 days",
        "Tell the insurer, before money is spent",
    ),
    "open-store": (
        "Shut it, and note when that was done",
        "Keep the access log: who came, when, what was read",
        "Tell the insurer, before money is spent",
    ),
}
FIRST_STEPS = {**FIRST_STEPS, "lost-device": FIRST_STEPS["stolen-device"]}
LONGEST_TEXT = 4_000
SKEW = timedelta(minutes=2)  # so far may two clocks of one server be apart


def at(text: str) -> datetime:
    """A moment with its zone, as ISO 8601 writes it."""
    return datetime.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was said or done."""

    act: str
    known_at: datetime
    by: str
    true_at: datetime | None = None
    told: Mapping[str, Any] = field(default_factory=dict, repr=False)
    number: int = 0  # of the row


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timeline."""

    at: datetime
    says: str
    source: str = ""
    is_sure: bool = True
    by: str = ""
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be done to contain it."""

    number: int
    title: str
    owner: str = ""
    due_on: date | None = None
    done_at: datetime | None = None
    done_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered to a test of harm."""

    question: str
    answer: bool
    grounds: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """That nobody is told, in one place or anywhere, and why."""

    place: str  # empty: anywhere
    grounds: str = field(repr=False)
    by: str
    at: datetime
    kept_until: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """That somebody was told: what was due is done."""

    duty: str  # ident of a line of the sheet
    at: datetime
    how: str
    by: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """What the acts come to."""

    ident: str
    title: str
    kind: str
    sort: str  # what was lost: device, store, account
    target: str  # its ident
    target_name: str = field(repr=False)
    zone: str
    discovered_at: datetime
    from_at: datetime | None  # the window in which it was taken
    until_at: datetime | None
    reported_at: datetime
    reported_by: str
    is_drill: bool = False
    is_privileged: bool = False
    privileged_by: str = ""
    determined_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str = ""
    timeline: tuple[Entry, ...] = ()
    steps: tuple[Step, ...] = ()
    answers: tuple[Answer, ...] = ()
    decisions: tuple[Decision, ...] = ()
    told: tuple[Told, ...] = ()
    readings: tuple[Reading, ...] = ()  # of disks, as somebody said
    newest_at: datetime | None = None
    facts: Mapping[str, str] = field(default_factory=dict)  # what letters and forms say, in words
    times_reopened: int = 0
    letters_approved_by: str = ""  # of counsel; new words void it

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def clock_start(self) -> datetime:
        """The moment from which clocks run, in the zone of the incident."""
        return self.discovered_at.astimezone(zone_of(self.zone))

    @property
    def hour(self) -> datetime:
        """The moment that is asked about: the last one at which it may have been taken, else the first, else its discovery."""
        return self.until_at or self.from_at or self.discovered_at

    @property
    def said(self) -> dict[str, bool]:
        """Answers to the tests of harm, with what follows from them."""
        return answered({each.question: each.answer for each in self.answers})

    def no_notice(self, place: str) -> Decision | None:
        """The decision that nobody is told in a place, where there is one."""
        return next((each for each in reversed(self.decisions) if each.place in ("", place)), None)


def incident_of(ident: str, acts: Sequence[Act]) -> Incident:
    """The state that acts come to, in the order in which they were known. InvalidInput where the first is no report."""
    if not acts or acts[0].act != "reported":
        raise InvalidInput("there is no such incident", hint="`bailee incident` lists them")
    told = acts[0].told
    target = told.get("target", {})
    made = Incident(
        ident,
        told["title"],
        told.get("kind", "other"),
        target.get("sort", "store"),
        target.get("ident", ""),
        target.get("name", target.get("ident", "")),
        told.get("zone", "UTC"),
        at(told["discovered_at"]),
        _moment(told.get("from_at")),
        _moment(told.get("until_at")),
        acts[0].known_at,
        acts[0].by,
        bool(told.get("drill")),
        facts=dict(told.get("facts", {})),
        steps=tuple(Step(number, title) for number, title in enumerate(told.get("steps", ()), 1)),
    )
    lines = [
        Entry(
            made.discovered_at,
            told.get("says") or made.title,
            told.get("source", ""),
            by=acts[0].by,
            known_at=acts[0].known_at,
        )
    ]
    if made.from_at is not None:
        until = made.until_at
        lines.append(
            Entry(
                made.from_at,
                "Taken after this moment" if until != made.from_at else "Taken",
                told.get("window_source", ""),
                is_sure=False,
            )
        )
    for act in acts[1:]:
        made, line = _after(made, act)
        if line is not None:
            lines.append(line)
    ordered = sorted(lines, key=lambda each: each.at)
    return replace(made, timeline=tuple(ordered), newest_at=max(each.known_at for each in acts))


def _after(made: Incident, act: Act) -> tuple[Incident, Entry | None]:
    """An incident after one more act, and its line of the timeline."""
    told, moment = act.told, act.true_at or act.known_at

    def line(says: str, source: str = "", *, sure: bool = True) -> Entry:
        return Entry(moment, says, source, sure, act.by, act.known_at)

    if act.act == "fact":
        return _with_fact(made, act), line(told["says"], told.get("source", ""), sure=told.get("sure", True))
    if act.act == "answered":
        answer = Answer(told["question"], told["answer"], told.get("grounds", ""), act.by, act.known_at)
        kept = tuple(each for each in made.answers if each.question != answer.question)
        return replace(made, answers=(*kept, answer)), None
    if act.act == "step":
        step = Step(len(made.steps) + 1, told["title"], told.get("owner", ""), _day(told.get("due_on")))
        return replace(made, steps=(*made.steps, step)), None
    if act.act == "step-done":
        steps = tuple(
            replace(each, done_at=moment, done_by=act.by, note=told.get("note", ""))
            if each.number == told["number"]
            else each
            for each in made.steps
        )
        title = next((each.title for each in made.steps if each.number == told["number"]), "")
        return replace(made, steps=steps), line(f"Done: {title}", told.get("note", ""))
    if act.act == "privileged":
        return replace(made, is_privileged=bool(told["is_privileged"]), privileged_by=act.by), None
    if act.act == "not-notifying":
        decision = Decision(told.get("place", ""), told["grounds"], act.by, act.known_at, _day(told.get("kept_until")))
        return replace(made, decisions=(*made.decisions, decision)), line(
            "Decided that nobody is told" + _in(decision.place)
        )
    if act.act == "notifying":
        kept_ones = tuple(each for each in made.decisions if told.get("place", "") not in ("", each.place))
        return replace(made, decisions=kept_ones), line(
            "Decided that people are told after all" + _in(told.get("place", ""))
        )
    if act.act == "told":
        said = Told(told["duty"], moment, told.get("how", ""), act.by, told.get("reference", ""))
        return replace(made, told=(*made.told, said)), line(told.get("says", "Told"), told.get("how", ""))
    if act.act == "closed":
        return replace(made, closed_at=act.known_at, outcome=told["grounds"]), line("Closed", told["grounds"])
    if act.act == "reopened":
        again = replace(made, closed_at=None, outcome="", times_reopened=made.times_reopened + 1)
        return again, line("Opened again", told["grounds"])
    if act.act == "letters-approved":
        return replace(made, letters_approved_by=told["who"]), line(told["says"], told["who"])
    if act.act == "letters":
        return made, line(told["says"])
    return made, None


def _with_fact(made: Incident, act: Act) -> Incident:
    """What a fact changes beside the timeline."""
    told = act.told
    sort = told.get("sort", "")
    if sort == "encryption":
        reading = Reading(told["disk"], told["is_encrypted"], act.true_at or act.known_at, told.get("source", act.by))
        return replace(made, readings=(*made.readings, reading))
    if sort == "determined":
        return replace(made, determined_at=act.true_at or act.known_at)
    if sort == "discovered":
        return replace(made, discovered_at=act.true_at or made.discovered_at)
    if sort == "window":
        return replace(made, from_at=_moment(told.get("from_at")), until_at=_moment(told.get("until_at")))
    if sort == "words":
        return replace(
            made,
            letters_approved_by="",
            facts={**made.facts, **{name: value for name, value in told["words"].items() if value}},
        )
    return made


def _in(place: str) -> str:
    return f" in {place}" if place else ""


def _moment(text: str | None) -> datetime | None:
    return at(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def check_order(now: datetime, newest: datetime | None) -> None:
    """Refuse to write while the clock of this machine stands before what was written last: the order of facts would be lost."""
    if newest is not None and now < newest - SKEW:
        raise InvalidInput(
            "the clock of this machine stands before the newest entry of this incident, and nothing is written in a false order",
            hint="set the clock right, then say it again; what stands in the register is safe",
        )


def check_report(told: Mapping[str, Any], now: datetime) -> None:
    """InvalidInput for what cannot be so: a discovery to come, a window that ends before it begins or after the discovery."""
    discovered = at(told["discovered_at"])
    if not str(told.get("title", "")).strip():
        raise InvalidInput("say in a few words what happened", hint="such as: Laptop HD-LT-07 stolen")
    if len(str(told["title"])) > 200:
        raise InvalidInput("the title is too long", hint="at most 200 letters; the rest is a fact")
    if discovered.tzinfo is None:
        raise InvalidInput("this moment says no time zone", hint="name the zone, as in America/New_York")
    if discovered > now + SKEW:
        raise InvalidInput(
            "it was discovered in the future", hint="write when it was missed; or the clock here is behind"
        )
    begins, ends = _moment(told.get("from_at")), _moment(told.get("until_at"))
    if begins and ends and ends < begins:
        raise InvalidInput("the window ends before it begins", hint="from when it was last there, until it was missed")
    if begins and begins > discovered:
        raise InvalidInput(
            "it was taken after it was missed", hint="the window lies before the moment at which it was discovered"
        )


def names(incidents: Iterable[Incident]) -> tuple[str, ...]:
    """Idents, newest first."""
    return tuple(each.ident for each in sorted(incidents, key=lambda each: each.reported_at, reverse=True))


def next_ident(taken: Iterable[str], year: int) -> str:
    """
    >>> next_ident(["2026-01", "2025-09", "2026-02"], 2026), next_ident([], 2027)
    ('2026-03', '2027-01')
    """
    numbers = [int(each.partition("-")[2]) for each in taken if each.startswith(f"{year}-") and each[5:].isdigit()]
    return f"{year}-{max(numbers, default=0) + 1:02d}"
