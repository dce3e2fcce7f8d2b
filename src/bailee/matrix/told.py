"""Told: whether people were told what is held about them, and of each purpose.

Green only when a published and reviewed version names the category and each purpose, and was sent to everyone concerned,
or signed by everyone on the roster where a law or the organisation asks for signatures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bailee.inventory import Holding
from bailee.matrix.cells import ROSTER, SUBJECTS, TOLD, Cell, cell
from bailee.matrix.words import day_words, declare_command, listed, number, people_words
from bailee.notices.causes import Cause, Sort
from bailee.obligations.evaluate import Obligation
from bailee.vocabulary import STAFF, State, SubjectCategory


@dataclass(frozen=True, slots=True)
class PublishedNotice:
    """A version of a notice that was published, and whom it reached. `sent_to` None with `sent_on`: to all concerned."""

    kind: str
    version: int
    title: str
    audience: frozenset[SubjectCategory]
    purposes: Mapping[str, Sequence[str]]  # as the notice states them, by category
    published_on: date
    reviewed_by: str = ""
    sent_on: date | None = None
    sent_to: int | None = None
    concerned: int | None = None
    asks_signature: bool = False
    sent_before: Mapping[SubjectCategory, date] = field(
        default_factory=dict
    )  # to whom an earlier version still counts as sent
    unmentioned: tuple[Cause, ...] = ()  # what it does not mention that it should: it is stale

    @property
    def label(self) -> str:
        return f"{self.title} v{self.version}"


@dataclass(frozen=True, slots=True)
class SignOffs:
    """How many on the roster signed a version. `roster` None: there is no roster to compare with."""

    kind: str
    version: int
    signed: int
    roster: int | None


def newest(notices: Iterable[PublishedNotice]) -> tuple[PublishedNotice, ...]:
    """The newest version of each kind: an older one no longer speaks."""
    newest: dict[str, PublishedNotice] = {}
    for notice in notices:
        if notice.kind not in newest or notice.version > newest[notice.kind].version:
            newest[notice.kind] = notice
    return tuple(newest[kind] for kind in sorted(newest))


_BEST = (State.GREEN, State.AMBER, State.UNKNOWN, State.RED)


def told_cell(
    holding: Holding,
    published: Sequence[PublishedNotice],
    signed: Mapping[tuple[str, int], SignOffs],
    obligations: Sequence[Obligation],
    on: date,
) -> Cell:
    if holding.subject is SubjectCategory.PERSON:
        return cell(
            TOLD,
            State.UNKNOWN,
            "Who these people are is not known, so neither is whom to tell.",
            f"Place {people_words(holding.people)}",
            "bailee people",
        )
    kind = "employee-privacy-notice" if holding.subject in STAFF else "customer-privacy-statement"
    draft = f"bailee notice draft {kind} --out notice.pdf"
    for_them = [notice for notice in published if holding.subject in notice.audience]
    naming = [notice for notice in for_them if holding.category in notice.purposes]
    if not naming:
        if for_them:
            why, next_ = f"{for_them[0].label} does not name it.", "Publish 1 new version"
        else:
            why, next_ = f"No notice to {SUBJECTS[holding.subject]} is published.", "Draft 1 notice"
        return cell(TOLD, State.RED, why, next_, draft)
    asking = [obligation for obligation in obligations if TOLD in obligation.touches.columns]
    cells = [_told_by(holding, notice, signed, asking, draft, on) for notice in naming]
    return min(cells, key=lambda cell: _BEST.index(cell.state))


def _told_by(
    holding: Holding,
    notice: PublishedNotice,
    signed: Mapping[tuple[str, int], SignOffs],
    obligations: Sequence[Obligation],
    draft: str,
    on: date,
) -> Cell:
    """What one version did for one holding: the gravest finding first, green where there is none."""
    evidence = [f"{notice.label}, published {day_words(notice.published_on)}"]
    evidence.append(f"reviewed by {notice.reviewed_by}" if notice.reviewed_by else "not reviewed")
    reached = _reached(holding, notice, signed.get((notice.kind, notice.version)), obligations)
    if reached.words:
        evidence.append(reached.words)
    gaps: list[tuple[str, str, str]] = []
    unnamed = [purpose for purpose in holding.purposes if not _names(notice.purposes[holding.category], purpose)]
    if not notice.reviewed_by:
        gaps.append(
            (
                "not reviewed by counsel",
                "Have 1 version reviewed",
                "bailee counsel packet --out packet",
            )
        )
    if unnamed:
        gaps.append((f"does not name {listed(unnamed)}", "Publish 1 new version", draft))
    if stale := _unmentioned(holding, notice):
        gaps.append((f"stale: it does not mention {listed(stale)}", "Publish 1 new version", draft))
    if not holding.purposes:
        gaps.append(("no purpose is declared to name", "Declare 1 purpose", declare_command(holding)))
    if reached.gap:
        gaps.append(reached.gap)
    waits = _waits(notice, obligations, on)
    if waits:
        gaps.append(waits)
    if reached.state in (State.RED, State.UNKNOWN) and reached.gap:
        why, next_, command = reached.gap
        return cell(TOLD, reached.state, f"{notice.label}: {why}.", next_, command, tuple(evidence))
    if gaps:
        words = "; ".join(gap[0] for gap in gaps)
        return cell(TOLD, State.AMBER, f"{notice.label}: {words}.", gaps[0][1], gaps[0][2], tuple(evidence))
    return cell(TOLD, State.GREEN, f"{notice.label}; {reached.words}.", evidence=tuple(evidence))


@dataclass(frozen=True, slots=True)
class _Reach:
    state: State
    words: str
    gap: tuple[str, str, str] | None = None


def _reached(
    holding: Holding, notice: PublishedNotice, signed: SignOffs | None, obligations: Sequence[Obligation]
) -> _Reach:
    staff = holding.subject in STAFF
    if staff and (notice.asks_signature or any(obligation.signed for obligation in obligations)):
        sign = f"bailee sign-off record {notice.kind} --person NAME --identified-by HOW"
        if signed is None or signed.roster is None:
            return _Reach(State.UNKNOWN, "", ("no roster says who should sign", "Add 1 roster", ROSTER))
        words = f"{signed.signed:,} of {signed.roster:,} signed"
        if signed.roster == 0:
            return _Reach(State.UNKNOWN, words, ("the roster is empty", "Add 1 roster", ROSTER))
        if signed.signed == 0:
            return _Reach(State.RED, words, ("nobody signed", f"Collect {number(signed.roster, 'signature')}", sign))
        if signed.signed < signed.roster:
            missing = signed.roster - signed.signed
            return _Reach(State.AMBER, words, (words, f"Collect {number(missing, 'signature')}", sign))
        return _Reach(State.GREEN, words)
    send = f"bailee notice sent {notice.kind} --by HOW"
    if before := notice.sent_before.get(holding.subject):  # this version changes nothing for them
        return _Reach(State.GREEN, f"sent to everyone concerned on {day_words(before)}")
    if notice.sent_on is None:
        return _Reach(State.RED, "not sent", ("published, sent to nobody", "Send 1 notice", send))
    when = day_words(notice.sent_on)
    if notice.sent_to is None:
        return _Reach(State.GREEN, f"sent to everyone concerned on {when}")
    if notice.concerned is None:
        return _Reach(
            State.UNKNOWN,
            f"sent to {notice.sent_to:,} on {when}",
            (f"sent to {notice.sent_to:,}; how many it concerns is not known", "Count 1 audience", "bailee people"),
        )
    words = f"sent to {notice.sent_to:,} of {notice.concerned:,} on {when}"
    if notice.sent_to == 0:
        return _Reach(State.RED, words, ("sent to nobody", "Send 1 notice", send))
    if notice.sent_to < notice.concerned:
        missing = notice.concerned - notice.sent_to
        return _Reach(State.AMBER, words, (words, f"Send {number(missing, 'notice')}", send))
    return _Reach(State.GREEN, words)


_SAID = {
    Sort.RECIPIENT: "that {} gets it",
    Sort.SERVICE: "that it lies with {}",
    Sort.TOOL: "{}, which records it",
}


def _unmentioned(holding: Holding, notice: PublishedNotice) -> list[str]:
    """What of this holding the notice is silent on, beside the kind and its purposes, which are looked at by themselves."""
    return [
        _SAID[cause.sort].format(cause.name)
        for cause in notice.unmentioned
        if cause.sort in _SAID
        and (
            (cause.category == holding.category and holding.subject in cause.subjects)
            or (cause.sort is Sort.TOOL and cause.name in holding.tools)
        )
    ]


def _names(stated: Sequence[str], purpose: str) -> bool:
    return purpose.casefold().strip() in {each.casefold().strip() for each in stated}


def _waits(notice: PublishedNotice, obligations: Sequence[Obligation], on: date) -> tuple[str, str, str] | None:
    """A law that asks for days of notice before what it tells of begins: until they have passed, people are not yet told."""
    days = max((obligation.days_before for obligation in obligations), default=0)
    if not days:
        return None
    given = min(filter(None, (notice.sent_on, *notice.sent_before.values())), default=notice.published_on)
    counts_from = given + timedelta(days=days)
    if on >= counts_from:
        return None
    return (
        f"{number(days, 'day')} of notice {'ends' if days == 1 else 'end'} on {day_words(counts_from)}",
        f"Wait {number((counts_from - on).days, 'day')}",
        "bailee status",
    )
