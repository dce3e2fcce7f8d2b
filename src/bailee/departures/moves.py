"""What a move of records to where they belong would do: who could open them no more, and what breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bailee.departures.departure import Move
from bailee.departures.documents import Document, Folder
from bailee.departures.ground import ANYONE, Confidential, Ground
from bailee.matrix import number

# Sorts of records that are kept apart, as a folder is declared for them; the first that fits is where one belongs.
RECORDS: Mapping[str, frozenset[str]] = {
    "drug-tests": frozenset({"drug-and-alcohol-tests"}),
    "medical": frozenset(
        {
            "medical-records",
            "health-identifier",
            "health-insurance",
            "health-insurance-identifier",
            "genetic-and-family-history",
            "personality-evaluations",
            "drug-and-alcohol-tests",
        }
    ),
    "background-checks": frozenset({"background-checks"}),
    "i9": frozenset({"i9-form"}),
}


def sorts_of(document: Document) -> tuple[str, ...]:
    """Which sorts of records a document belongs to, the narrowest first."""
    return tuple(sort for sort, named in RECORDS.items() if document.kind in named or document.category in named)


def place_for(ground: Ground, document: Document) -> Confidential | None:
    """The folder that was declared for a document; None where none was."""
    for sort in sorts_of(document):
        for each in ground.confidential:
            if sort in each.records:
                return each
    return None


def lies_in(folder: Folder, place: Confidential) -> bool:
    return folder[: len(place.folder)] == place.folder


def move_of(ground: Ground, documents: Iterable[Document]) -> Move:
    """Of documents of one sort, to where they belong."""
    moved = tuple(documents)
    to = next((place for document in moved if (place := place_for(ground, document))), None)
    seen = [ground.files.get(document.file) for document in moved]
    now: set[str] | None = set()
    for file in seen:
        now = None if now is None or file is None or file.readers is None else now | file.readers
    then = to.readers if to else frozenset()
    lose = None if now is None or then is None else tuple(sorted(now - then, key=_anyone_first))
    gain = () if now is None or then is None or ANYONE in now else tuple(sorted(then - now, key=_anyone_first))
    return Move(
        next(iter(sorts_of(moved[0])), "medical") if not to else to.records[0],
        to.label if to else "",
        lose if to else None,
        gain if to else (),
        _breaks(ground, moved),
    )


def _anyone_first(name: str) -> tuple[bool, str]:
    return name != ANYONE, name


def _breaks(ground: Ground, moved: tuple[Document, ...]) -> tuple[str, ...]:
    inside = sum(1 for each in moved if len(each.folder) > len(ground.files[each.file].folder))
    sealed = {each.file for each in moved if ground.files[each.file].is_sealed}
    breaks = ["Shortcuts, links and lists of recent files that name the old folder find nothing any more."]
    if inside:
        one = inside == 1
        breaks.append(
            f"{number(inside, 'record')} {'lies' if one else 'lie'} in an archive, a mail or another file: "
            f"take {'it' if one else 'them'} out first, and remove {'it' if one else 'them'} there."
        )
    if sealed:
        breaks.append(
            f"{number(len(sealed), 'file')} {'is' if len(sealed) == 1 else 'are'} sealed where {'it lies' if len(sealed) == 1 else 'they lie'}: "
            "undo finds them there, so undo it before the move."
        )
    return tuple(breaks)
