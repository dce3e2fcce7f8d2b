"""What closes a task: each sort of evidence, whether the system sees it by itself, and what of it is missing.

>>> closing("document").sees, closing("notice-signed").sees
(False, True)
>>> closing("nothing")
Traceback (most recent call last):
bailee.errors.InvalidInput: there is no evidence of the sort "nothing"

Where the system sees it, a task closes by itself and opens again when it ceases to hold; nobody closes it by saying so. Where it leaves no
trace that we see, a person brings a document, whose hash is kept, or says by name that it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bailee.errors import InvalidInput
from bailee.tasks.due import months_after
from bailee.tasks.plans import Planned
from bailee.tasks.sight import Cell, NoticeSeen, Sight
from bailee.tasks.steps import table

_NAMED = 4  # things that are missing and are named one by one
_NO_ONE = "there is no version of it yet"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the system sees of a task. `holds`: its evidence is there."""

    holds: bool = False
    says: str = ""  # the evidence, where it holds
    missing: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        return {"holds": self.holds, "says": self.says, "missing": list(self.missing)}

    @classmethod
    def of_data(cls, told: dict[str, Any]) -> Proof:
        return cls(told["holds"], told["says"], tuple(told["missing"]))


@dataclass(frozen=True, slots=True)
class Closing:
    """A sort of evidence. `takes`: what a person may bring; nothing where the system sees it."""

    ident: str
    text: str
    sees: bool
    takes: frozenset[str]
    find: Callable[[Planned, Sight], Proof]


_SORTS: dict[str, Closing] = {}


def closing(sort: str) -> Closing:
    """A sort of evidence by its ident."""
    found = _SORTS.get(sort)
    if found is None:
        raise InvalidInput(f'there is no evidence of the sort "{sort}"', hint=f"one of: {', '.join(sorts())}")
    return found


def sorts() -> tuple[str, ...]:
    return tuple(sorted(_SORTS))


def prove(planned: Planned, sight: Sight) -> Proof:
    """Whether the system sees that a task is done, by what, or what is missing."""
    return closing(planned.closes).find(planned, sight)


_Find = Callable[[Planned, Sight], Proof]


def _sort(ident: str, text: str, *, sees: bool = True, takes: tuple[str, ...] = ()) -> Callable[[_Find], _Find]:
    def keep(find: _Find) -> _Find:
        _SORTS[ident] = Closing(ident, text, sees, frozenset(takes), find)
        return find

    return keep


# ---- notices -----------------------------------------------------------------------------------------------------------


def _not_named(planned: Planned, sight: Sight, notice: NoticeSeen | None) -> tuple[str, ...]:
    """What a version does not name: categories, or purposes of them."""
    if notice is None:
        return (_NO_ONE,)
    unnamed, unsaid = [], []
    for cell in _cells(planned, sight):
        stated = notice.names.get(cell.category)
        if stated is None:
            unnamed.append(cell.label)
        elif lacks := [purpose for purpose in cell.purposes if purpose not in stated]:
            unsaid.append(f"{cell.label} ({', '.join(lacks)})")
    told = [f"{notice.label} does not name {_listed(unnamed)}"] if unnamed else []
    return (*told, *([f"{notice.label} does not say what this is for: {_listed(unsaid)}"] if unsaid else ()))


def _listed(words: list[str]) -> str:
    """
    >>> _listed(["payroll"]), _listed(["a", "b", "c", "d", "e", "f"])
    ('payroll', 'a; b; c; d and 2 more')
    """
    more = len(words) - _NAMED
    return "; ".join(words[:_NAMED]) + (f" and {more} more" if more > 0 else "")


@_sort("notice-drafted", "A version of the notice that names all that is held, with its purposes.")
def _drafted(planned: Planned, sight: Sight) -> Proof:
    notice = sight.newest.get(planned.about)
    lacks = _not_named(planned, sight, notice)
    return _proof(lacks, f"{notice.label} names all of it" if notice else "")


@_sort("notice-reviewed", "The review of that version by counsel, with name and day.")
def _reviewed(planned: Planned, sight: Sight) -> Proof:
    notice = sight.newest.get(planned.about)
    if notice is None:
        return Proof(missing=(_NO_ONE,))
    if not notice.reviewed_by:
        return Proof(missing=(f"nobody has reviewed {notice.label}",))
    return Proof(
        True, f"{notice.label} is reviewed; by whom stands with the notice"
    )  # a name is kept encrypted, there alone


@_sort("notice-published", "A published and reviewed version that names all that is held, with its purposes.")
def _published(planned: Planned, sight: Sight) -> Proof:
    notice = sight.published.get(planned.about)
    if notice is None:
        return Proof(missing=("no version of it is published",))
    lacks = _not_named(planned, sight, notice)
    if not notice.reviewed_by:
        lacks = (*lacks, f"nobody has reviewed {notice.label}")
    return _proof(lacks, f"{notice.label} is published and names all of it")


@_sort("notice-signed", "A sign-off on the published version by everyone on the roster.")
def _signed(planned: Planned, sight: Sight) -> Proof:
    notice = sight.published.get(planned.about)
    if notice is None:
        return Proof(missing=("no version of it is published",))
    if notice.roster is None:
        return Proof(missing=("there is no roster of staff to compare with: import one",))
    if notice.signed < notice.roster:
        return Proof(missing=(f"{notice.roster - notice.signed} of {notice.roster} have not signed {notice.label}",))
    return Proof(True, f"{notice.signed} of {notice.roster} have signed {notice.label}")


@_sort("notice-sent", "The published version was sent to everyone concerned.")
def _sent(planned: Planned, sight: Sight) -> Proof:
    notice = sight.published.get(planned.about)
    if notice is None:
        return Proof(missing=("no version of it is published",))
    if notice.sent_on is None:
        return Proof(missing=(f"{notice.label} was not sent to everyone concerned",))
    return Proof(True, f"{notice.label} was sent to all on {notice.sent_on}")


# ---- cells -------------------------------------------------------------------------------------------------------------


def _turned_green(planned: Planned, sight: Sight, column: str) -> Proof:
    cells = _cells(planned, sight)
    lacks = [f"{cell.label}: {cell.why(column).rstrip('.')}" for cell in cells if cell.state(column) != "green"]
    return _proof(_few(lacks), f"all {len(cells)} cells of it are green" if len(cells) != 1 else "its cell is green")


@_sort(
    "cells-secured", "A scan that shows all that the rule speaks about Secured: encryption and readers read, and met."
)
def _secured(planned: Planned, sight: Sight) -> Proof:
    return _turned_green(planned, sight, "secured")


@_sort("cells-held", "A scan that shows all that the rule speaks about held in order.")
def _held(planned: Planned, sight: Sight) -> Proof:
    return _turned_green(planned, sight, "held")


@_sort(
    "departure-cleared",
    "A scan that finds no such file any more, another period that was declared, or your word on the departure once it is one.",
)
def _cleared(planned: Planned, sight: Sight) -> Proof:
    """One that is cleared is planned no more, and its task ends; while it is planned, something lies there."""
    return Proof(missing=tuple(each.why or each.todo for each in sight.retained if each.ident == planned.about))


# ---- after an incident, and of a request -------------------------------------------------------------------------------


@_sort(
    "register-says",
    "The register: of an incident, that they were told or what lifted the duty; of a request, that it was answered.",
)
def _told(planned: Planned, sight: Sight) -> Proof:
    """An incident that was closed, a request that was answered is planned no more, and its task ends."""
    found = next((each for each in sight.dated if each.ident == planned.about), None)
    if found is not None and found.is_done:
        return Proof(True, "the register says that every duty is done or lifted")
    return Proof(missing=(found.why,) if found is not None else ())


# ---- the recovery key --------------------------------------------------------------------------------------------------


@_sort("recovery-drilled", "A drill: `bailee keys drill` opens a sealed file with the recovery key in hand.")
def _drilled(planned: Planned, sight: Sight) -> Proof:
    seen, drills = sight.recovery, table().drills
    if seen is not None and seen.failed_on is not None:
        return Proof(missing=(f"the drill of {seen.failed_on} failed: the recovery key did not open a sealed file",))
    if seen is None or seen.drilled_on is None:
        return Proof(missing=("nobody has tried yet whether the recovery key opens a sealed file",))
    if sight.on >= months_after(seen.drilled_on, drills.months) - timedelta(days=drills.again_days):
        return Proof(missing=(f"the last drill was on {seen.drilled_on}",))
    return Proof(True, f"the recovery key opened a sealed file on {seen.drilled_on}")


# ---- what a person brings ----------------------------------------------------------------------------------------------


@_sort(
    "document",
    "A document that shows it: its hash and your description are kept, not the document.",
    sees=False,
    takes=("document",),
)
def _document(planned: Planned, sight: Sight) -> Proof:
    return Proof(missing=("no document was named that shows it",))


@_sort(
    "statement",
    "Your statement that it is done, by name, or a document such as a picture.",
    sees=False,
    takes=("statement", "document"),
)
def _statement(planned: Planned, sight: Sight) -> Proof:
    return Proof(missing=("nobody has said by name that it is done",))


@_sort(
    "answer",
    "The answer of counsel: decided here, or said by name what was answered, or the letter.",
    sees=False,
    takes=("statement", "document"),
)
def _answer(planned: Planned, sight: Sight) -> Proof:
    if planned.ident in sight.answered:
        return Proof(True, sight.answered[planned.ident])
    if planned.obligations and all(each in sight.reviewed for each in planned.obligations):
        return Proof(True, "counsel has reviewed the rule")
    return Proof(missing=("counsel has not answered yet",))


def _cells(planned: Planned, sight: Sight) -> list[Cell]:
    return [sight.cells[each] for each in planned.cells if each in sight.cells]


def _proof(missing: tuple[str, ...], says: str) -> Proof:
    return Proof(missing=missing) if missing else Proof(True, says)


def _few(lacks: list[str]) -> tuple[str, ...]:
    more = len(lacks) - _NAMED
    return (*lacks[:_NAMED], f"and {more} more") if more > 1 else tuple(lacks)
