"""The facts that a notice is made from, frozen: what is held about its audience, why, how long, who gets it.

A notice is a function of its snapshot and nothing else, so the same facts give the same bytes, and the difference
between two versions has its cause in the difference between two snapshots.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bailee.inventory import Holding, ProcessingActivity
from bailee.inventory.activities import NOBODY, Transfer
from bailee.monitoring.register import Entry
from bailee.notices.wording import ENGLISH, Wording, wording
from bailee.obligations.evaluate import Obligation, ObligationState
from bailee.obligations.load import Rule, place_name
from bailee.vocabulary import DATA_CATEGORIES, Confidence, LawfulBasis, SubjectCategory

# Categories that come about by watching people, not by asking them.
WATCHING = (
    "camera-footage",
    "web-history",
    "archived-mail",
    "screen-captures",
    "keystroke-logs",
    "call-recordings",
    "chat-exports",
    "location-tracks",
    "badge-logs",
    "remote-session-recordings",
    "computer-activity",
    "scan-records",
)


@dataclass(frozen=True, slots=True)
class Use:
    """One purpose of one category, as declared."""

    purpose: str
    basis: LawfulBasis | None
    recipients: tuple[str, ...]
    retention: str
    transfers: tuple[Transfer, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A category that the notice names."""

    category: str
    uses: tuple[Use, ...]  # empty where nobody declared a purpose
    found: bool  # on the disk, not only declared

    @property
    def label(self) -> str:
        return DATA_CATEGORIES[self.category].label


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation to inform that asks for this notice."""

    ident: str
    citation: str


@dataclass(frozen=True, slots=True)
class Watcher:
    """A tool that records what the audience does, as the register has it; what is not known stays empty."""

    name: str
    observes: tuple[str, ...]  # in words
    purposes: tuple[str, ...]
    since: date | None
    kept: str  # as declared
    viewers: tuple[str, ...]  # as declared
    read: str = ""  # how long, as its configuration or its records say
    accounts: str = ""  # who could look, as its store says
    watched: tuple[SubjectCategory, ...] = ()  # of the audience
    categories: tuple[str, ...] = ()  # of data that come of it


@dataclass(frozen=True, slots=True)
class Asked:
    """A law that says what this notice must say, and applies here; its lines are those of the law table."""

    ident: str
    citation: str
    short: str
    place: str
    lines: tuple[str, ...]
    confidence: str
    in_force_from: date | None = None  # where that is still to come


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Facts of one organisation for one audience on one day."""

    organisation: str
    contact: str  # whom to ask; empty where not declared
    on: date
    told: tuple[Told, ...]
    duties: tuple[Duty, ...]
    named_laws: tuple[str, ...]  # laws that nobody could verify: named, nothing more
    unplaced: int  # categories held about people whom nobody placed yet
    tools: tuple[Watcher, ...] = ()  # monitoring tools that concern the audience, those at *likely* and up
    asked: tuple[Asked, ...] = ()  # laws whose content this kind of notice carries
    to_decide: tuple[
        str, ...
    ] = ()  # such laws of which nobody can say yet whether they apply, each with what would tell
    said: Mapping[str, object] = field(default_factory=dict)  # declared facts that this kind of notice tells
    services: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of others, that a category lies with
    language: str = ENGLISH
    translations: Mapping[str, str] = field(default_factory=dict)  # of what was declared, by its own words

    @property
    def say(self) -> Wording:
        """Our own words, in the language of the notice."""
        return wording(self.language)

    def own(self, text: str) -> str:
        """Words that the organisation declared, in the language of the notice; as they are where nobody translated them."""
        return self.translations.get(text) or self.say.usual(text) or text

    @property
    def whom(self) -> str:
        """Whom to ask, in the language of the notice; empty where not declared."""
        return self.own(self.contact) if self.contact else ""

    def fact(self, name: str) -> str:
        """A declared fact in words, in the language of the notice; empty where nobody declared it."""
        return self.own(str(self.said.get(name) or "").strip()).rstrip(".")

    @property
    def declared(self) -> tuple[str, ...]:
        """All words that the notice takes over from what was declared, each once."""
        found = [self.contact]
        for entry in self.told:
            for use in entry.uses:
                found += [use.purpose, use.retention, *(name for name in use.recipients if name != NOBODY)]
                found += [place_name(each.country) for each in use.transfers]
        for tool in self.tools:
            found += [*tool.purposes, tool.kept, *tool.viewers]
        found += [
            value.strip() for name, value in self.said.items() if isinstance(value, str) and name not in _AS_IT_IS
        ]
        return tuple(dict.fromkeys(each for each in found if each))

    @property
    def untranslated(self) -> tuple[str, ...]:
        """Declared words that nobody has said in the language of the notice yet."""
        if self.language == ENGLISH:
            return ()
        open_ = (each for each in self.declared if each not in self.translations and not self.say.usual(each))
        return tuple(each for each in open_ if each != self.contact)  # often a name and an address alone

    @property
    def watching(self) -> tuple[Told, ...]:
        return tuple(entry for entry in self.told if entry.category in WATCHING)

    @property
    def given(self) -> tuple[Told, ...]:
        return tuple(entry for entry in self.told if entry.category not in WATCHING)

    @property
    def purposes(self) -> dict[str, tuple[str, ...]]:
        """Purposes by category, as the notice states them: the truth function compares them with those declared."""
        return {entry.category: tuple(use.purpose for use in entry.uses) for entry in self.told}

    def to_complete(self) -> tuple[str, ...]:
        """What stands in the way of publishing, in words."""
        missing = [] if self.contact else ["Say whom people can ask: bailee declare organisation --set contact=…"]
        for entry in self.told:
            if not entry.uses:
                missing.append(f"{entry.label}: no purpose is declared. Declare one, or stop holding it.")
            elif not any(use.retention for use in entry.uses):
                missing.append(f"{entry.label}: say how long it is kept.")
        for tool in self.tools:
            if not tool.purposes:
                missing.append(
                    f"{tool.name}: no purpose is declared. Declare one, or switch it off: bailee declare monitoring {shlex.quote(tool.name)}"
                )
        if self.unplaced:
            missing.append(f"{self.unplaced} categories are held about people whom nobody placed yet: bailee people")
        return tuple(missing)


def snapshot_of(
    audience: frozenset[SubjectCategory],
    *,
    organisation: str,
    contact: str,
    holdings: Iterable[Holding],
    activities: Iterable[ProcessingActivity],
    obligations: Iterable[Obligation],
    on: date,
    tools: Iterable[Entry] = (),
    only: frozenset[str] | None = None,
    asking: Mapping[str, Rule] | None = None,
    said: Mapping[str, object] | None = None,
    services: Mapping[str, str] | None = None,
    serves_all: bool = True,
    language: str = ENGLISH,
    translations: Mapping[str, str] | None = None,
) -> Snapshot:
    """Freeze what concerns the audience. Categories come from holdings found and from activities declared.

    `only`: of these categories. `asking`: rules whose content the notice carries. `serves_all`: it names whichever rules ask to
    inform of what it tells; without, those whose content it carries. `services`: of others, by the name of the place that is theirs.
    """
    carried = asking or {}
    uses: dict[str, list[Use]] = {}
    for activity in activities:
        if not audience.intersection(activity.subjects):
            continue
        for category in activity.categories:
            for purpose, basis in activity.purposes:
                use = Use(purpose, basis, activity.recipients, activity.retention, activity.transfers)
                if use not in uses.setdefault(category, []):
                    uses[category].append(use)
    watching = [entry for entry in tools if _concerns(entry, audience)]
    for entry in watching:
        for category in entry.categories:
            if entry.purposes and not uses.get(category):  # what a tool is for is what its records are for
                uses[category] = [Use(purpose, None, (), entry.kept.said) for purpose in entry.purposes]
    held = [holding for holding in holdings if only is None or holding.category in only]
    uses = {category: each for category, each in uses.items() if only is None or category in only}
    found = {holding.category for holding in held if holding.subject in audience and holding.found}
    unplaced = {holding.category for holding in held if holding.subject is SubjectCategory.PERSON and holding.found}
    order = list(DATA_CATEGORIES)
    told = tuple(
        Told(category, tuple(uses.get(category, ())), category in found)
        for category in sorted(found | uses.keys(), key=order.index)
    )
    categories = {entry.category for entry in told}
    known = tuple(obligations)
    asked = [duty for duty in known if duty.ident in carried]
    informing = [duty for duty in known if _asks_for_this(duty, audience, categories)] if serves_all else asked
    return Snapshot(
        organisation,
        contact,
        on,
        told,
        tuple(Duty(duty.ident, duty.citation) for duty in informing if duty.applies and duty.is_law),
        tuple(dict.fromkeys(duty.name for duty in informing if duty.state is ObligationState.NAMED_ONLY)),
        len(unplaced - found),
        tuple(
            _watcher(entry, uses, audience, wording(language))
            for entry in watching
            if only is None or not only.isdisjoint(entry.categories)
        ),
        tuple(_asked(duty, carried[duty.ident]) for duty in asked if duty.state in _ASKING),
        tuple(_undecided(duty) for duty in asked if duty.state is ObligationState.TO_DECIDE),
        said or {},
        _lies_with(services or {}, [holding for holding in held if holding.subject in audience and holding.found]),
        language,
        translations or {},
    )


def _lies_with(services: Mapping[str, str], held: Iterable[Holding]) -> dict[str, tuple[str, ...]]:
    """Services by category. A data store is named by its place, and a folder of it."""
    found: dict[str, set[str]] = {}
    for holding in held:
        for store in holding.stores:
            if service := services.get(store.partition("/")[0]):
                found.setdefault(holding.category, set()).add(service)
    return {category: tuple(sorted(names)) for category, names in found.items()}


_AS_IT_IS = (
    "officer",
    "opt_out_address",
    "privacy_policy_address",
)  # names and addresses are the same in all languages
_ASKING = (ObligationState.APPLIES, ObligationState.COMING)


def _asked(duty: Obligation, rule: Rule) -> Asked:
    coming = duty.in_force_from if duty.state is ObligationState.COMING else None
    lines = rule.notice_content or rule.requires
    return Asked(duty.ident, duty.citation, duty.short, place_name(duty.jurisdiction), lines, duty.confidence, coming)


def _undecided(duty: Obligation) -> str:
    question = duty.questions[0].text if duty.questions else "Ask counsel whether it does."
    return f"{duty.short} may apply here. {question}"


def _concerns(entry: Entry, audience: frozenset[SubjectCategory]) -> bool:
    """Tools that are here and on; what is only possible is nothing to tell people of, what a person declared is."""
    sure = entry.confidence > Confidence.POSSIBLE or entry.declaration is not None
    return bool(audience.intersection(entry.watched)) and entry.found and sure and not entry.switched_off


def _watcher(
    entry: Entry, uses: Mapping[str, Sequence[Use]], audience: frozenset[SubjectCategory], say: Wording
) -> Watcher:
    """A tool in a notice. One of which nobody said what it is for is for what all its records are declared for, if they are:
    a key logger that sees web sites too is not there for the security of the network.
    """
    all_declared = all(uses.get(category) for category in entry.categories)
    of_records = dict.fromkeys(
        use.purpose for category in entry.categories for use in uses.get(category, ()) if all_declared
    )
    kept, accounts = entry.kept, entry.viewers.accounts
    least = "clauses.days_least" if kept.source == "seen" else "clauses.days"
    return Watcher(
        entry.name,
        tuple(say(f"observes.{each}") for each in entry.observes) if not entry.is_own else (say("observes.own_scan"),),
        entry.purposes or tuple(of_records),
        entry.since,
        kept.said,
        entry.viewers.declared,
        say.count(least, kept.days) if kept.days is not None and kept.source else "",
        say.count("clauses.accounts", accounts) if accounts and accounts > 1 else "",
        tuple(each for each in entry.watched if each in audience),
        entry.categories,
    )


def _asks_for_this(duty: Obligation, audience: frozenset[SubjectCategory], categories: set[str]) -> bool:
    """A rule on staff that applies asks for a notice to staff also where what it speaks of was declared and not yet found."""
    touches = duty.touches
    if "told" not in touches.columns or not touches.reaches(audience):
        return False
    return bool(touches.subjects) or not touches.categories or bool(touches.categories & categories)


def as_data(snapshot: Snapshot) -> Mapping[str, object]:
    """The snapshot as plain data, to be kept with the version."""
    return {
        "organisation": snapshot.organisation,
        "contact": snapshot.contact,
        "on": snapshot.on.isoformat(),
        "purposes": {category: list(purposes) for category, purposes in snapshot.purposes.items()},
        "duties": [duty.ident for duty in snapshot.duties],
        "tools": [tool.name for tool in snapshot.tools],
        "to_complete": list(snapshot.to_complete()),
        **({"language": snapshot.language} if snapshot.language != ENGLISH else {}),
    }
