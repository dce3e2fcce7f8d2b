"""Held: what lies where, since when and what for; in order, with gaps, out of place, or not read.

Unknown where what was not read could hide more of it than is known (a twentieth of its stores' files, half of what was
found, or whatever a scan that was stopped had not reached), and amber where a little was not read; red where it departs from a rule or from what was declared (`bailee.departures`),
or no activity names the store; amber where no purpose is declared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bailee.inventory import Coverage, Holding, ProcessingActivity
from bailee.matrix.cells import HELD, Cell, Departed, cell
from bailee.matrix.words import category_words, declare_command, listed, named, number, people_words, where_words
from bailee.obligations.evaluate import Obligation
from bailee.vocabulary import STAFF, Reason, State, SubjectCategory, inside

# Not read for one of these, a file could hold anything. A file that vanished holds nothing any more; what somebody
# excluded is their decision, and is said with the coverage.
HIDING = frozenset(Reason) - {Reason.VANISHED, Reason.EXCLUDED}


def held_cell(
    holding: Holding,
    everything: Sequence[Holding],
    obligations: Sequence[Obligation],
    coverage: Mapping[str, Coverage],
    activities: Sequence[ProcessingActivity],
    departed: Sequence[Departed] | None = None,
) -> Cell:
    """`departed`: what departs here, the worst first; None where nobody looked, and then stores alone tell what lies with what."""
    made = _cell(holding, everything, obligations, coverage, activities, departed)
    gaps = [each for each in departed or () if each.column == HELD and each.state is State.AMBER]
    if made.state is State.GREEN and gaps:
        why, next_, command = named(gaps)
        return cell(HELD, State.AMBER, why, next_, command, made.evidence)
    return made


def _cell(
    holding: Holding,
    everything: Sequence[Holding],
    obligations: Sequence[Obligation],
    coverage: Mapping[str, Coverage],
    activities: Sequence[ProcessingActivity],
    departed: Sequence[Departed] | None,
) -> Cell:
    evidence = tuple(_read_words(store, coverage.get(store)) for store in holding.stores)
    if holding.subject is SubjectCategory.SOLE_PROPRIETOR:
        evidence = (*(each for each in holding.people.reasons if "person’s data" in each), *evidence)
    if holding.tools:
        evidence = (f"recorded by {listed(holding.tools)}", *evidence)
    if holding.found:
        if departed is None:
            apart = _forbidden(holding, obligations) or _beside(holding, everything, obligations)
        else:
            red = [each for each in departed if each.column == HELD and each.state is State.RED]
            apart = named(red) if red else None
        wrong = apart or _elsewhere(holding, activities)
        if wrong:
            why, next_, command = wrong
            return cell(HELD, State.RED, why, next_, command, evidence)
    hole = _hole(holding, coverage)
    if holding.found and holding.tools and not holding.items:
        return _of_tools(holding)
    if hole and hole.could_hide:
        return cell(HELD, State.UNKNOWN, hole.why, hole.next, "bailee scan FOLDER", evidence)
    if not holding.found:
        where = number(len(holding.stores), "declared store") if holding.stores else "any store"
        return cell(
            HELD,
            State.AMBER,
            f"Declared, and not found in {where}.",
            "Correct 1 declaration",
            "bailee declare list",
            evidence,
        )
    if not holding.purposes:
        return cell(
            HELD,
            State.AMBER,
            f"{where_words(holding)} No purpose declared.",
            "Declare 1 purpose",
            declare_command(holding),
            evidence,
        )
    purposes = ", ".join(holding.purposes)
    if hole:
        return cell(HELD, State.AMBER, hole.why, hole.next, "bailee scan FOLDER", evidence)
    return cell(HELD, State.GREEN, f"{where_words(holding)} {purposes[0].upper()}{purposes[1:]}.", evidence=evidence)


def _of_tools(holding: Holding) -> Cell:
    """What only a tool speaks of: it watches here, and what it recorded was not looked at."""
    tools = listed(holding.tools)
    verb = "records" if len(holding.tools) == 1 else "record"
    since = f", since {holding.since.year}" if holding.since else ""
    if holding.category == "scan-records":
        return cell(
            HELD, State.GREEN, f"{tools} keeps which data lie where, and no value{since}.", evidence=holding.stores
        )
    why = f"{tools} {verb} it{since}; what was recorded was not looked at."
    if not holding.purposes:
        why += " No purpose declared."
    return cell(
        HELD, State.UNKNOWN, why, f"Look at {number(len(holding.tools), 'tool')}", "bailee monitoring", holding.stores
    )


def _forbidden(holding: Holding, obligations: Sequence[Obligation]) -> tuple[str, str, str] | None:
    for obligation in obligations:
        if holding.category in obligation.never_keep:
            files = number(holding.items, "file")
            return (
                (
                    f"{files} with {inside(category_words(holding.category))}, {people_words(holding.people)}. "
                    f"A security code may not be kept after authorisation ({obligation.short})."
                ),
                f"Erase the codes in {files}",
                f"bailee findings --category {holding.category}",
            )
    return None


def _beside(
    holding: Holding, everything: Sequence[Holding], obligations: Sequence[Obligation]
) -> tuple[str, str, str] | None:
    for obligation in obligations:
        for other in everything:
            if other.category not in obligation.separate_from or other is holding or not _same_people(holding, other):
                continue
            shared = sorted(set(holding.stores) & set(other.stores))
            if shared:
                where = number(len(shared), "store") if len(shared) > 1 else shared[0]
                return (
                    (
                        f"{number(holding.items, 'file')}, {people_words(holding.people)}, in {where} beside "
                        f"{inside(category_words(other.category))}. {obligation.short} keeps them apart."
                    ),
                    f"Move {number(holding.items, 'file')} to a store of their own",
                    f"bailee findings --category {holding.category}",
                )
    return None


def _same_people(one: Holding, other: Holding) -> bool:
    return one.subject is other.subject or (
        other.subject in STAFF and one.subject in STAFF | {SubjectCategory.FAMILY_MEMBER}
    )


def _elsewhere(holding: Holding, activities: Sequence[ProcessingActivity]) -> tuple[str, str, str] | None:
    own = [a for a in activities if holding.category in a.categories and holding.subject in a.subjects]
    if not own or any(not activity.stores for activity in own):
        return None  # nobody declared it, or one activity names no store: wherever found
    named = {store for activity in own for store in activity.stores}
    outside = [store for store in holding.stores if store not in named]
    if not outside:
        return None
    return (
        f"In {number(len(outside), 'store')} that no activity names: {', '.join(outside[:3])}"
        + (f" and {len(outside) - 3} more." if len(outside) > 3 else "."),
        f"Move it out of {number(len(outside), 'store')}, or declare {'it' if len(outside) == 1 else 'them'}",
        f"bailee findings --category {holding.category}",
    )


@dataclass(frozen=True, slots=True)
class _Hole:
    """What was not read in the stores of a holding. It could hide more of it where it is large beside what was read there,
    or beside what was found: one encrypted file of 400 says little about 30 that were found, and much about one."""

    could_hide: bool
    why: str
    next: str


_SHARE = 0.05  # of a store's files not read, from which on a holding there is not known
_BESIDE_FOUND = 0.5  # of the items found, likewise


def _hole(holding: Holding, coverage: Mapping[str, Coverage]) -> _Hole | None:
    stores = holding.stores or tuple(coverage)
    if not stores:
        return _Hole(True, "No store was scanned.", "Scan 1 folder")
    unscanned = [store for store in stores if store not in coverage]
    if unscanned:
        many = number(len(unscanned), "store")
        return _Hole(True, f"{many} not scanned: {', '.join(unscanned[:3])}.", f"Scan {many}")
    cut = [store for store in stores if not coverage[store].is_whole]
    if cut:
        many = number(len(cut), "store")
        start = where_words(holding) if holding.found else "Declared, not found."
        return _Hole(
            True,
            f"{start} Every scan of {many} stopped before its end; what was left is in no count: {', '.join(cut[:3])}.",
            f"Scan {many} to the end",
        )
    left: dict[str, int] = {}
    for store in stores:
        for reason, items, _ in coverage[store].causes:
            if reason in HIDING and items:
                left[reason] = left.get(reason, 0) + items
    if not left:
        return None
    causes = ", ".join(
        f"{items:,} {reason.replace('-', ' ')}" for reason, items in sorted(left.items(), key=lambda p: -p[1])
    )
    total = sum(left.values())
    files = sum(coverage[store].read + coverage[store].partly + coverage[store].skipped for store in stores)
    start = where_words(holding) if holding.found else "Declared, not found."
    verb = "was" if total == 1 else "were"
    return _Hole(
        not holding.found or total >= _SHARE * files or total >= _BESIDE_FOUND * holding.items,
        f"{start} {number(total, 'file')} there {verb} not read in full: {causes}.",
        f"Open {number(total, 'file')} and scan again",
    )


def _read_words(store: str, coverage: Coverage | None) -> str:
    if coverage is None:
        return f"{store} was not scanned."
    rest = [f"{count:,} {what}" for count, what in ((coverage.partly, "in part"), (coverage.skipped, "not")) if count]
    of_it = f", {' and '.join(rest)}" if rest else ""
    end = "" if coverage.is_whole else "; every scan of it stopped before its end"
    return f"Of {store} {number(coverage.read, 'file')} {'was' if coverage.read == 1 else 'were'} read{of_it}{end}."
