"""Reminders until people sign, and a word to their managers: one way for whoever was asked, by a delivery or without one.

    done = remind(workspace, turn, at)        # what is due at that moment; doing it again at once does nothing

A turn is one version and those who were asked by the same run, with the rhythm that was chosen then. Each step is one
transaction with its mails: where the process dies, either both are there or neither, and the next look goes on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bailee.deliveries.rhythm import Rhythm, Step
from bailee.deliveries.words import reminder, to_manager
from bailee.notices.choices import still_counts
from bailee.operations.know_signatures import signed_by, steps_of
from bailee.operations.write_to_people import said_about, tongue, ways_to_sign
from bailee.store import mail
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Owing:
    """Somebody who was asked, and what she was sent since. `key`: of the row that it is noted at."""

    key: int | str
    person: RosterPerson
    since: datetime
    reminded: int
    is_escalated: bool
    language: str = ""  # in which she got it, where that is not the version's own


# Notes what was done, in the transaction that is open: the step, for whom, and how many of the days each has had.
Note = Callable[[Step, Sequence[Owing], Mapping[int | str, int]], None]


@dataclass(frozen=True, slots=True)
class Turn:
    """Those who were asked by one run. `brings`: the delivery whose text and file a reminder carries once more."""

    version: NoticeVersion
    rhythm: Rhythm
    owing: Sequence[Owing] = field(repr=False)
    address: str
    note: Note = field(repr=False)
    brings: str = ""
    languages: frozenset[str] = frozenset()  # others in which it brings them


@dataclass(frozen=True, slots=True)
class Reminded:
    """What was done."""

    reminded: int = 0
    escalated: int = 0
    without_manager: int = 0


def remind(workspace: Workspace, turn: Turn, versions: Sequence[NoticeVersion], at: datetime) -> Reminded:
    """Write to those who owe an answer, and to managers of those who were written to often enough."""
    rhythm, version = turn.rhythm, turn.version
    if rhythm.quiet.next_allowed(at) != at or not (rhythm.reminders or rhythm.escalates):
        return Reminded()
    steps = steps_of(versions, version.kind, version.language)
    people = {each.person.ident: each.person.category for each in turn.owing}
    # who declined has answered, and is not asked again
    answered = signed_by(workspace, version.kind, versions, people) | {
        each.person for each in workspace.sign_requests(version) if not each.is_open
    }
    due: dict[Step, list[Owing]] = {Step.REMIND: [], Step.ESCALATE: []}
    for each in turn.owing:
        gone = each.person.left_on is not None and each.person.left_on <= at.astimezone().date()
        # nobody is asked to read what a newer version has made void
        void = not still_counts(version.version, steps, each.person.category)
        if each.person.ident in answered or gone or void:
            continue
        if step := rhythm.step(each.since, each.reminded, each.is_escalated, at):
            due[step].append(each)
    reminded = _write(workspace, turn, due[Step.REMIND], at)
    escalated, without = _tell_managers(workspace, turn, due[Step.ESCALATE])
    return Reminded(reminded, escalated, without)


def _write(workspace: Workspace, turn: Turn, due: Sequence[Owing], at: datetime) -> int:
    # of a letter, or of what was given by hand, the manager hears in the end
    written = [each for each in due if mail.is_address(each.person.email)]
    if not written:
        return 0
    said, speaks = said_about(workspace, turn.version, signs=True, address=turn.address), tongue(workspace)
    said = replace(said, brings=turn.languages)
    with workspace.transaction():
        requests = {each.person: each for each in workspace.sign_requests(turn.version)}
        people = [each.person for each in written]
        ways = ways_to_sign(workspace, requests, people, turn.address, quiet=turn.rhythm.quiet)
        letters = []
        for each in written:
            way, days = ways[each.person.ident], max((at - each.since).days, 1)
            words = reminder(said, each.person.name, days, speaks(each.person), way.at, brings=bool(turn.brings))
            letters.append(
                mail.Letter(
                    each.person.email, words.subject, words.text, turn.brings, turn.rhythm.quiet, language=each.language
                )
            )
            letters += [way.apart] if way.apart else []
        mail.put_all(workspace, letters)
        over = {each.key: turn.rhythm.reminders_over(each.since, at) for each in written}
        turn.note(Step.REMIND, written, over)
    return len(written)


def _tell_managers(workspace: Workspace, turn: Turn, due: Sequence[Owing]) -> tuple[int, int]:
    """One letter to each manager about all of hers; how many people it is about, and how many have no manager whom we know."""
    if not due:
        return 0, 0
    roster, speaks = workspace.roster(), tongue(workspace)
    managers = managers_of(roster, [each.person for each in due])
    by_manager: dict[str, list[Owing]] = defaultdict(list)
    known = {}
    for each in due:
        manager = managers.get(each.person.ident)
        by_manager[manager.ident if manager else ""].append(each)
        if manager:
            known[manager.ident] = manager
    said = said_about(workspace, turn.version, signs=True, address=turn.address)
    letters, told = [], []
    for ident, manager in known.items():
        names = sorted(each.person.name for each in by_manager[ident])
        words = to_manager(said, manager.name, names, turn.rhythm.escalates, speaks(manager))
        letters.append(mail.Letter(manager.email, words.subject, words.text, quiet=turn.rhythm.quiet))
        told += by_manager[ident]
    if told:
        with workspace.transaction():
            mail.put_all(workspace, letters)
            turn.note(Step.ESCALATE, told, {})
    return len(told), len(by_manager.get("", ()))


def managers_of(roster: Iterable[RosterPerson], people: Iterable[RosterPerson]) -> Mapping[str, RosterPerson]:
    """Each one's manager, by ident: as the roster names her, by name, number or address. Who is named like two people is nobody's
    manager: a letter about people goes to no namesake. Nor does it go to one who has no address."""
    known: dict[str, list[RosterPerson]] = defaultdict(list)
    for each in roster:
        for text in {_plain(each.name), _plain(each.number), _plain(each.email)} - {""}:
            known[text].append(each)
    found = {}
    for each in people:
        named = known.get(_plain(each.details.manager), []) if each.details.manager else []
        if len(named) == 1 and named[0].ident != each.ident and mail.is_address(named[0].email):
            found[each.ident] = named[0]
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
