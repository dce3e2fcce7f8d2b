"""Where declared and found part ways: why, what could hide it, and what a person does about it.

>>> find_difference((), "found-not-declared:payroll:employee")
Traceback (most recent call last):
bailee.errors.InvalidInput: there is no difference "found-not-declared:payroll:employee"
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bailee.errors import InvalidInput
from bailee.inventory import Coverage, Difference, Holding, PeopleRange, ProcessingActivity, differences
from bailee.inventory.activities import covers
from bailee.inventory.differences import never_found
from bailee.matrix.held import HIDING
from bailee.matrix.words import listed, number
from bailee.monitoring.itself import IDENT as OWN
from bailee.operations.declare_activity import withdraw_activity
from bailee.operations.show_status import Status, show_status
from bailee.reports.words import cause, people
from bailee.store.rows.declared import PaperFiles
from bailee.store.rows.recorded import Answer
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, Reason

WHATS = {
    "found-not-declared": "found, not declared",
    "found-elsewhere": "found elsewhere than declared",
    "declared-not-found": "declared, not found",
}
_MOST = 500  # letters of a reason


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference as a person reads it."""

    difference: Difference
    label: str  # of the kind of data
    people: PeopleRange
    why: str
    next: str
    hole: str = ""  # what was not read and could hide it
    answer: Answer | None = None  # that it may stand, and why

    @property
    def ident(self) -> str:
        return self.difference.ident

    @property
    def is_open(self) -> bool:
        return self.answer is None


def list_differences(workspace: Workspace, status: Status | None = None) -> tuple[DifferenceLine, ...]:
    """Every difference, those that wait for a person first, the worst of these first."""
    activities = workspace.activities()
    declares_own = any(each.tool == OWN for each in workspace.tool_declarations())
    found = [
        each for each in (status or show_status(workspace)).found.holdings if declares_own or not _is_own(each)
    ]  # what bailee itself notes of a scan is no difference before somebody says that it is declared
    missing = never_found({(each.category, each.subject) for each in found}, activities)
    holdings = (*found, *missing)
    by_key = {(each.category, each.subject): each for each in holdings}
    looked = _Looked(
        workspace.coverages()[1],
        workspace.paper_files(),
        tuple(each.found.name for each in workspace.sought_places() if each.is_open),
    )
    answers = workspace.difference_answers()
    by_name: dict[str, list[ProcessingActivity]] = defaultdict(list)
    for activity in activities:
        by_name[activity.name].append(activity)
    lines = [
        _line(
            each,
            by_key[each.category, each.subject],
            [activity for name in dict.fromkeys(each.activities) for activity in by_name[name]],
            looked,
            answers.get(each.key),
        )
        for each in differences(holdings, activities)
    ]
    return tuple(sorted(lines, key=_order))


def _is_own(holding: Holding) -> bool:
    return holding.category == "scan-records" and not holding.items


@dataclass(frozen=True, slots=True)
class _Looked:
    coverage: Mapping[str, Coverage]
    paper: Sequence[PaperFiles]
    open_places: tuple[str, ...]


def _line(
    each: Difference,
    holding: Holding,
    declaring: Sequence[ProcessingActivity],
    looked: _Looked,
    answer: Answer | None,
) -> DifferenceLine:
    category = DATA_CATEGORIES.get(each.category)
    label = category.label if category else each.category
    if answer is not None and not set(each.stores) <= answer.stores:
        answer = None  # it was accepted where it then lay, and now lies elsewhere, too
    names = listed([f"“{name}”" for name in each.activities]) if each.activities else ""
    where = (listed(each.stores) if len(each.stores) <= 3 else number(len(each.stores), "store")) if each.stores else ""
    if each.what == "found-not-declared":
        who = f", {people(holding.people)}" if holding.people.high else ""
        by = f", recorded by {listed(holding.tools)}" if holding.tools and not holding.items else ""
        place = f"Found in {where}" if where else "Known of"
        why = f"{place}{by}{who}. No activity says what it is for."
        return DifferenceLine(each, label, holding.people, why, "Declare what it is for, or erase it", answer=answer)
    if each.what == "found-elsewhere":
        said = listed(sorted({store for activity in declaring for store in activity.stores}))
        one = len(each.activities) == 1
        why = f"{names} {'is' if one else 'are'} declared for {said} alone; it lies in {where}, too."
        return DifferenceLine(each, label, holding.people, why, "Move it, or declare that store", answer=answer)
    hole = _hole(each, declaring, looked)
    why = f"{names} {'names' if len(each.activities) == 1 else 'name'} it; nothing of it was found in what was read."
    next_ = "Have the rest read, or withdraw it" if hole else "Withdraw it, or say why it stands"
    return DifferenceLine(each, label, holding.people, why, next_, hole, answer)


def _hole(each: Difference, declaring: Sequence[ProcessingActivity], looked: _Looked) -> str:
    """What was not read of where it was declared to be; of everything, where one activity names no store."""
    everywhere = any(not activity.stores for activity in declaring) or not declaring
    stores = set(looked.coverage) if everywhere else set(each.stores)
    causes: dict[str, int] = {}
    unknown = sorted(store for store in stores if store not in looked.coverage)
    for store in stores & set(looked.coverage):
        for reason, items, _ in looked.coverage[store].causes:
            if Reason(reason) in HIDING:
                causes[reason] = causes.get(reason, 0) + items
    said = []
    if causes:
        files = sum(causes.values())
        most = sorted(causes.items(), key=lambda pair: -pair[1])[:4]
        by_cause = ", ".join(f"{items:,} {cause(Reason(reason))}" for reason, items in most)
        said.append(f"{number(files, 'file was', 'files were')} not read there, or only in part ({by_cause})")
    if unknown:
        said.append(f"{listed(unknown[:3])} {'was' if len(unknown) == 1 else 'were'} never scanned")
    on_paper = [paper.name for paper in looked.paper if each.category in paper.holds]
    if on_paper:
        said.append(f"there is some on paper: {listed(on_paper[:3])}")
    if everywhere and looked.open_places:
        said.append(f"{number(len(looked.open_places), 'place was', 'places were')} found and never scanned")
    if not looked.coverage and not said:
        return "Nothing was scanned yet."
    return f"It may still be there: {'; '.join(said)}." if said else ""


def _order(line: DifferenceLine) -> tuple[bool, int, int, str, str]:
    category = DATA_CATEGORIES.get(line.difference.category)
    rank = category.severity.rank if category else 0
    return (
        not line.is_open,
        tuple(WHATS).index(line.difference.what),
        -rank,
        line.label,
        line.difference.subject.value,
    )


def find_difference(lines: Sequence[DifferenceLine], ident: str) -> DifferenceLine:
    """The one of that ident; InvalidInput where there is none, any more."""
    for line in lines:
        if line.ident == ident:
            return line
    raise InvalidInput(f'there is no difference "{ident[:200]}"', hint="bailee inventory differences lists them")


def accept_difference(workspace: Workspace, ident: str, reason: str) -> DifferenceLine:
    """It may stand as it is, for a reason. Where the same is found in another store later, it is open again."""
    reason = " ".join(reason.split())
    if len(reason) < 3:
        raise InvalidInput("say why it may stand", hint="in a sentence that an auditor understands")
    if len(reason) > _MOST:
        raise InvalidInput("this is too long", hint=f"at most {_MOST} letters")
    line = find_difference(list_differences(workspace), ident)
    with workspace.transaction():
        workspace.answer_difference(line.difference.key, line.difference.stores, reason)
        workspace.record("difference-accepted", line.ident, {"stores": len(line.difference.stores)})
    return line


def reopen_difference(workspace: Workspace, ident: str) -> None:
    """It may not stand any more."""
    line = find_difference(list_differences(workspace), ident)
    if line.answer is None:
        raise InvalidInput("nobody accepted this difference")
    with workspace.transaction():
        workspace.answer_difference(line.difference.key, line.difference.stores, "")
        workspace.record("difference-reopened", line.ident, {})


def declare_store(workspace: Workspace, ident: str) -> tuple[str, ...]:
    """The activities that name it are for the stores, too, in which it was found; their names."""
    line = find_difference(list_differences(workspace), ident)
    if line.difference.what != "found-elsewhere":
        raise InvalidInput("this was not found outside its stores")
    return _changed(
        workspace,
        line,
        lambda activity: replace(activity, stores=tuple(dict.fromkeys((*activity.stores, *line.difference.stores)))),
    )


def withdraw_declared(workspace: Workspace, ident: str) -> tuple[str, ...]:
    """Activities name this kind of data no more; one that names no other is withdrawn. Their names.

    InvalidInput where the same activity names it about others, of whom it was found: then a person corrects the activity.
    """
    line = find_difference(list_differences(workspace), ident)
    each = line.difference
    if each.what != "declared-not-found":
        raise InvalidInput("this was found: it can be erased, not withdrawn")
    held = {(holding.category, holding.subject) for holding in show_status(workspace).found.holdings}
    for activity in workspace.activities():
        if activity.name in each.activities and any((each.category, other) in held for other in activity.subjects):
            raise InvalidInput(
                f"“{activity.name}” names this kind of data about others, too, of whom it was found",
                hint="correct the activity: split it in two, one for each of whom it is about",
            )
    return _changed(
        workspace,
        line,
        lambda activity: replace(
            activity, categories=tuple(kind for kind in activity.categories if kind != each.category)
        ),
    )


def _changed(
    workspace: Workspace, line: DifferenceLine, change: Callable[[ProcessingActivity], ProcessingActivity]
) -> tuple[str, ...]:
    names = []
    with workspace.transaction():
        for activity in workspace.written_activities():
            if activity.name not in line.difference.activities or not covers(
                activity, line.difference.category, line.difference.subject
            ):
                continue
            changed = change(activity)
            names.append(activity.name)
            if not changed.categories:
                withdraw_activity(workspace, activity.name)
                continue
            workspace.declare(changed)
            workspace.record(
                "activity-corrected", line.ident, {"stores": len(changed.stores), "categories": len(changed.categories)}
            )
        if not names:
            raise InvalidInput(
                "this is declared of a monitoring tool", hint="correct it there: bailee declare monitoring TOOL …"
            )
    return tuple(names)
