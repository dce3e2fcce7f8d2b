"""Open with personnel records: whoever can open the personnel files can open what a law keeps apart from them.

A folder of its own is half of it; the other half is access. Where fewer accounts can open these records than can open the
personnel files, they are apart; and where one account alone keeps both, there is nobody from whom to keep them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from bailee.departures.departure import Cited, Departure, Lying
from bailee.departures.documents import Document
from bailee.departures.ground import ANYONE, Ground, severity_of
from bailee.departures.moves import move_of
from bailee.departures.personnel import Personnel, is_personnel
from bailee.departures.sorts.beside_personnel import APART_FROM
from bailee.departures.wording import label_of
from bailee.matrix import SECURED, number
from bailee.vocabulary import State, SubjectCategory

SORT = "open-with-personnel"
_FEWEST = 2  # accounts that can open both, below which there is nobody from whom to keep the records
_NAMED = 4


def find(ground: Ground) -> Iterator[Departure]:
    personnel = ground.personnel
    readers = _readers(ground, personnel)
    if readers is None or (ANYONE not in readers and len(readers) < _FEWEST):
        return
    found: dict[tuple[str, SubjectCategory, str], list[Document]] = defaultdict(list)
    for document in ground.documents:
        seen = ground.files.get(document.file)
        if is_personnel(document) or not document.tells or seen is None or seen.readers is None or seen.is_sealed:
            continue
        if not ground.separating(*document.key, APART_FROM) or personnel.beside(document):
            continue  # one that lies with them is told of already
        if ANYONE in seen.readers or readers <= seen.readers:
            found[*document.key, document.file[0]].append(document)
    for (category, subject, store), lying in sorted(found.items()):
        yield _departure(ground, category, subject, store, lying, readers)


def _readers(ground: Ground, personnel: Personnel) -> frozenset[str] | None:
    """Accounts that can open at least half of the personnel records; None where of none it is known."""
    files = {document.file for document in personnel.records}
    known = [seen.readers for file in files if (seen := ground.files.get(file)) and seen.readers is not None]
    if not known:
        return None
    counted = Counter(account for readers in known for account in readers)
    return frozenset(account for account, count in counted.items() if 2 * count >= len(known))


def _departure(
    ground: Ground,
    category: str,
    subject: SubjectCategory,
    store: str,
    lying: list[Document],
    readers: frozenset[str],
) -> Departure:
    rules = ground.separating(category, subject, APART_FROM)
    files = frozenset(document.file for document in lying)
    can = frozenset[str]().union(*(ground.files[file].readers or frozenset() for file in files))
    label = label_of(category)
    one = len(files) == 1
    everyone = ANYONE in can
    who = "every account" if everyone else number(len(can & readers), "account") + f" ({_named(can & readers)})"
    move = move_of(ground, lying)
    return Departure(
        SORT,
        f"{category}|{subject.value}|{store}",
        f"{number(len(files), 'file')} with {label} in {store} can be opened by {who}, as the personnel files can",
        (store,),
        ground.people_in(category, subject, files),
        ground.cells(files, (category, subject), APART_FROM),
        SECURED,
        severity_of(category),
        State.RED if rules[0].applies else State.AMBER,
        "A folder apart is half of it; the law asks for access of its own, too. "
        + ("Every account of the system can open " if everyone else "Whoever can open the personnel files can open ")
        + f"{'it' if one else 'them'}, too."
        + ("" if rules[0].applies else " Whether the law applies is a question that nobody answered yet."),
        Cited.of(rules[0]),
        tuple(map(Cited.of, rules[1:])),
        next=f"Take access to {number(len(files), 'file')} from all but those who need {'it' if one else 'them'}"
        if not move.to
        else f"Move {number(len(files), 'file')} to {move.to}",
        clears="A scan that finds fewer accounts able to open "
        f"{'it' if one else 'them'} than can open the personnel files.",
        files=tuple(Lying(store, document.locator, (), *ground.dated(document.file)) for document in lying),
        move=move,
    )


def _named(accounts: frozenset[str]) -> str:
    names = sorted(accounts)
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
