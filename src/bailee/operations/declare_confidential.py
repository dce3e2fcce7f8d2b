"""Say where records belong that are kept apart: a folder of a place that is scanned, for one sort of records or several."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bailee.departures.moves import RECORDS
from bailee.errors import InvalidInput
from bailee.store.rows.departed import KeptApart
from bailee.store.workspace import Workspace


def declare_confidential(workspace: Workspace, folder: str, records: Sequence[str]) -> KeptApart:
    """`folder`: its path, or PLACE/FOLDER as `bailee departures` writes it. It need not be there yet."""
    wrong = [each for each in records if each not in RECORDS]
    if wrong or not records:
        raise InvalidInput(
            f'there is no sort of records "{wrong[0]}"' if wrong else "for which records?",
            hint=f"one of: {', '.join(RECORDS)}",
        )
    place, path = _place_of(workspace, folder)
    with workspace.transaction():
        ident = workspace.declare_confidential(place, path, tuple(dict.fromkeys(records)))
        workspace.record("confidential-place-declared", ident, {"records": sorted(set(records))})
    return next(each for each in workspace.confidential_places() if each.ident == ident)


def withdraw_confidential(workspace: Workspace, ident: str) -> None:
    """Say that it is no such folder any more."""
    kept = next((each for each in workspace.confidential_places() if ident in (each.ident, each.label)), None)
    if kept is None:
        raise InvalidInput(f'"{ident}" is declared for nothing', hint="`bailee departures confidential` lists them")
    place = next(each.ident for each in workspace.places() if each.name == kept.place)
    with workspace.transaction():
        workspace.declare_confidential(place, kept.path, kept.records, withdrawn=True)
        workspace.record("confidential-place-withdrawn", kept.ident, {})


def _place_of(workspace: Workspace, folder: str) -> tuple[int, str]:
    """Which place a folder is of, and its path in there: the nearest one where places lie in each other."""
    typed = folder.strip().replace("\\", "/").rstrip("/")
    if not typed:
        raise InvalidInput("which folder?", hint="give its path, or PLACE/FOLDER")
    places = workspace.places()
    path = Path(typed).expanduser()
    lying = [
        (place, path.resolve().relative_to(place.path.resolve()))
        for place in places
        if place.path is not None and path.resolve().is_relative_to(place.path.resolve())
    ]
    if lying:
        place, below = min(lying, key=lambda pair: len(pair[1].parts))
        if not below.parts:
            raise InvalidInput("that is the whole place", hint="name a folder in it: what is kept apart lies apart")
        return place.ident, below.as_posix()
    named, _, rest = typed.partition("/")
    place_ = next((each for each in places if each.name == named), None)
    if place_ is None or not rest or ".." in rest.split("/"):
        there = ", ".join(each.name for each in places[:5])
        raise InvalidInput(
            f'"{folder}" is in no place that is scanned',
            hint=f"scan its place first, or give PLACE/FOLDER{f'; places are {there}' if there else ''}",
        )
    return place_.ident, rest
