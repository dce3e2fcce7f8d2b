"""Propose by playbook what to do with files: seal, move, restrict, redact, quarantine, erase, or leave; a dry run first.

    proposals = plan(workspace, [Path("/srv/hr")])          # changes nothing
    keep(workspace, proposals)                              # what cannot be undone is asked for, and waits for another member

What departs from what is asked, how long records may be kept, legal holds and confidential folders are those of the same
report that `bailee status` shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from bailee.departures import Departure, Hold
from bailee.departures.departure import Lying
from bailee.departures.moves import RECORDS
from bailee.departures.periods import at_least
from bailee.inventory import Inventory
from bailee.inventory.sightings import FileKey
from bailee.operations.known_files import Held, Looking, known_files, named_files, real, shown
from bailee.operations.note_protection import thing_of
from bailee.operations.report_status import report_status
from bailee.protection.breaks import breaks_of
from bailee.protection.encrypt import Sealed
from bailee.protection.exposure import Probe, SystemProbe
from bailee.protection.plan import Proposal, in_order
from bailee.protection.playbook import Circumstances, Playbook, book_for, decide, with_own
from bailee.reports.report import Report
from bailee.store.rows.departed import KeptApart
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES

RETENTION = frozenset({"older-than-declared", "older-than-law"})
_BREAKING = frozenset({"seal", "move", "quarantine", "erase"})


def today() -> date:
    return datetime.now(UTC).astimezone().date()


def plan(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    on: date | None = None,
    probe: Probe | None = None,
    with_breaks: bool = True,
) -> list[Proposal]:
    """What the playbooks propose for the files in or under paths, worst first. Nothing is changed."""
    day, asked = on or today(), probe or SystemProbe()
    books, known = with_own(workspace.home), known_files(workspace)
    sealed = {each.original: each for each in _sealed(workspace)}
    ground = _Ground(workspace, day, known)
    looking = Looking(workspace, asked)
    proposals = []
    for path in named_files(workspace, paths, known):
        if path in sealed and path in known and not path.exists():
            continue  # what stands for it is looked at
        proposals.append(_proposed(path, known.get(path), books, ground, looking, asked))
    for path, thing in sealed.items():  # what is sealed already has a time, too
        if path in known and _is_meant(path, paths) and not path.exists():
            proposals.append(_of_sealed(path, thing, known[path], books, ground, looking))
    return in_order(add_breaks(workspace, proposals) if with_breaks else proposals)


def add_breaks(workspace: Workspace, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The same, each with what breaks by it."""
    broken = [each.path for each in proposals if each.act in _BREAKING and not each.refusal]
    roots = [
        place.path
        for place in workspace.places()
        if place.path is not None and any(real(place.path / "x").parent in path.parents for path in broken)
    ]
    breaks = breaks_of(broken, roots)
    return [replace(each, breaks=breaks.of(each.path)) if each.act in _BREAKING else each for each in proposals]


def _sealed(workspace: Workspace) -> list[Sealed]:
    rows = [row for row in workspace.protected_files("applied") if row.action in ("seal", "quarantine")]
    return [thing for row in rows if isinstance(thing := thing_of(row), Sealed)]


def _is_meant(path: Path, paths: Sequence[Path]) -> bool:
    return any(named == path or named in path.parents for named in map(real, paths))


def _proposed(
    path: Path,
    held: Held | None,
    books: Mapping[str, Playbook],
    ground: _Ground,
    looking: Looking,
    probe: Probe,
) -> Proposal:
    book = _book_of(held, books)
    looked = looking.proposal(path, held, "leave")
    seen = ground.circumstances(
        path,
        held,
        book,
        is_open=looked.open_to_everyone,
        readers=looked.readers,
        is_encrypted=probe.is_disk_encrypted(looked.seen.device) if looked.seen else None,
    )
    decision = decide(book, seen)
    made = replace(
        looking.proposal(path, held, decision.act),
        playbook=decision.playbook,
        because=decision.because,
        until=decision.until,
        held_by=seen.held_by,
        past=seen.past,
        dated=seen.dated,
    )
    if made.act == "erase" and held is not None and not _is_as_scanned(held, made):
        return replace(made, refusal="changed-since-scanned")
    if made.act == "move" and (to := ground.folder_for(book)) is not None:
        return replace(made, to=to[0], to_label=to[1])
    return made


def _of_sealed(
    path: Path, thing: Sealed, held: Held, books: Mapping[str, Playbook], ground: _Ground, looking: Looking
) -> Proposal:
    """What was sealed stays so, until its time is over; then its sealed copy is erased."""
    book = _book_of(held, books)
    seen = ground.circumstances(path, held, book, is_open=False, readers=0, is_encrypted=True)
    decision = decide(book, seen)
    if decision.act != "erase":
        because = decision.because if seen.held_by or seen.left else "it is sealed already"
        return replace(
            looking.proposal(thing.sealed, held, "leave"),
            path=path, playbook=book.kind, because=because, held_by=seen.held_by, past=seen.past, until=decision.until,
        )  # fmt: skip
    return replace(
        looking.proposal(thing.sealed, held, "erase"),
        playbook=book.kind,
        because=decision.because,
        held_by=seen.held_by,
        past=seen.past,
        dated=seen.dated,
    )


def _book_of(held: Held | None, books: Mapping[str, Playbook]) -> Playbook:
    if held is None:
        return books["default"]

    def rank(category: str) -> int:
        return DATA_CATEGORIES[category].severity.rank if category in DATA_CATEGORIES else 0

    worst = max(map(rank, held.categories), default=0)
    # a list of contacts with Social Security numbers in it is no mere list of contacts
    kinds = sorted(
        (kind for kind, category in held.kinds.items() if rank(category) >= worst),
        key=lambda kind: (-rank(held.kinds[kind]), kind),
    )
    return book_for(books, kinds, sorted(held.categories, key=lambda each: (-rank(each), each)))


def _is_as_scanned(held: Held, proposal: Proposal) -> bool:
    """What a scan found in it is what is in it: it was not written to since."""
    if held.facts is None or proposal.seen is None:
        return False
    return (held.facts.size, held.facts.modified_ns) == (proposal.seen.size, proposal.seen.modified_ns)


@dataclass(slots=True)
class _Of:
    """What departs about one file."""

    departs: set[str] = field(default_factory=set)
    past: list[tuple[Departure, Lying]] = field(default_factory=list)
    held_by: dict[str, None] = field(default_factory=dict)


class _Ground:
    """What the report of a day says about each file."""

    def __init__(self, workspace: Workspace, on: date, known: Mapping[Path, Held]) -> None:
        self._workspace, self._on = workspace, on
        gathered: list[Inventory] = []
        self._report: Report = report_status(workspace, on=on, also=gathered.append)
        inventory = gathered[0]
        self._ground = workspace.ground(inventory, self._report.holdings, self._report.obligations, on)
        self._keys: dict[FileKey, set[str]] = defaultdict(set)
        for (category, _), files in inventory.files().items():
            for file in files:
                self._keys[file].add(category)
        self._holds = workspace.legal_holds(on, inventory=inventory)
        self._by_file: dict[tuple[str, str], _Of] = defaultdict(_Of)
        for departure in self._report.departures:
            if departure.verdict is not None:
                continue  # a person settled it
            for lying in departure.files:
                of = self._by_file[lying.store, lying.locator.item]
                if departure.sort in RETENTION:
                    of.past.append((departure, lying))
                    of.held_by |= dict.fromkeys(departure.held_by)
                else:
                    of.departs.add(departure.sort)
        self._roots = {place.name: place.path for place in workspace.places() if place.path is not None}
        self._apart = workspace.confidential_places()
        self._left = _left(workspace, on)

    def circumstances(
        self,
        path: Path,
        held: Held | None,
        book: Playbook,
        *,
        is_open: bool | None,
        readers: int | None,
        is_encrypted: bool | None,
    ) -> Circumstances:
        of = self._by_file.get((held.store, held.item), _Of()) if held else _Of()
        file = (held.store, held.file) if held else ("", 0)
        to = self.folder_for(book)
        is_there = to is not None and (to[0] == path.parent or to[0] in path.parents)
        left = self._left.get(path)
        past, dated = self._past(of, file, held)
        return Circumstances(
            past,
            dated,
            of.departs,
            is_open,
            readers,
            self._lies_in(path, held),
            "" if to is None or is_there else to[1],
            is_encrypted,
            tuple(
                dict.fromkeys(
                    (*of.held_by, *(hold.words for hold in holds_over(self._holds, self._keys, file, self._on)))
                )
            ),
            left[0] if left else "",
            left[1] if left else None,
        )

    def _past(self, of: _Of, file: FileKey, held: Held | None) -> tuple[str, str]:
        """Which time is over and how old it is, in words; empty where some of the file has to be kept, or nobody said how long."""
        if not of.past or held is None:
            return "", ""
        of_kinds = set(held.kinds.values())
        over = {category for departure, _ in of.past for category, _ in departure.cells}
        if of_kinds - over:
            return "", ""  # a record of another sort stands in it, too
        for category in self._keys[file]:
            asked = at_least(self._ground, category, frozenset(held.kinds))
            day, _ = self._ground.dated(file, category)
            if asked is not None and (day is None or day >= asked[0].before(self._on)):
                return "", ""  # a law asks to keep it longer than another lets it
        departure, lying = next(
            (each for each in of.past if of_kinds & {category for category, _ in each[0].cells}), of.past[0]
        )
        said = departure.why.split(". ")[0].rstrip(".")
        dated = f"of {lying.on:%-d %B %Y}, by {lying.dated_by}" if lying.on else ""
        return f"{said}{f' ({departure.rule.short})' if departure.rule else ''}", dated

    def _lies_in(self, path: Path, held: Held | None) -> str:
        """Where it lies, by names. A whole place that lies in a folder for what is on its way is looked after all the same."""
        from bailee.protection.whereabouts import Whereabouts, by_names

        told = by_names(path.parent)
        root = self._roots.get(held.place) if held else None
        if told in (Whereabouts.TEMPORARY, Whereabouts.BACKUP) and root is not None:
            below = real(root / "x").parent
            told = by_names(Path("/") / path.parent.relative_to(below)) if below in path.parents else told
        return told.value

    def folder_for(self, book: Playbook) -> tuple[Path, str] | None:
        """The confidential folder that was declared for a playbook's records; its label is masked."""
        wanted = [
            book.records,
            *(sort for sort, named in RECORDS.items() if book.records in RECORDS and RECORDS[book.records] <= named),
        ]
        for sort in filter(None, wanted):
            for kept in self._apart:
                if sort in kept.records and (path := self._path_of(kept)) is not None:
                    return path, kept.label
        return None

    def _path_of(self, kept: KeptApart) -> Path | None:
        root = self._roots.get(kept.place)
        return None if root is None else real(root / kept.path)


def holds_over(
    holds: Iterable[Hold], categories: Mapping[FileKey, set[str]], file: FileKey, on: date
) -> tuple[Hold, ...]:
    """Legal holds that a file stands under, for anything that is in it."""
    of = categories.get(file) or {""}
    return tuple(hold for hold in holds if any(hold.covers(category, file, on) for category in of))


def _left(workspace: Workspace, on: date) -> dict[Path, tuple[str, date | None]]:
    """Files that a person decided to leave as they are, with why, and until when."""
    found: dict[Path, tuple[str, date | None]] = {}
    for each in workspace.proposals(state="left"):
        until = date.fromisoformat(each.details["until"]) if each.details.get("until") else None
        if until is None or until >= on:
            reason = each.events[-1].reason if each.events else ""
            found[Path(each.details["path"])] = reason, until
    return found


def keep(workspace: Workspace, proposals: Sequence[Proposal]) -> tuple[str, ...]:
    """Propose what cannot be undone: it is kept, and waits for another member. Idents, of those that wait already too.

    What cannot be done as the file is now is not kept.
    """
    waiting = {
        (each.details.get("path"), each.act): each.ident  # SQL and the words for a copy are of no path
        for each in workspace.proposals(state=("proposed", "approved"))
    }
    news = [
        each
        for each in proposals
        if each.is_irreversible and not each.refusal and (str(each.path), each.act) not in waiting
    ]
    made: Mapping[str, str] = {}
    if news:
        with workspace.transaction():
            idents = workspace.add_proposals(
                {
                    "act": each.act,
                    "playbook": each.playbook,
                    "locator": shown(each.path),
                    "store": each.store,
                    "details": _details(workspace, each),
                }
                for each in news
            )
            made = dict(zip((str(each.path) for each in news), idents, strict=True))
            batch = workspace.proposals(idents=idents[:1])[0].batch
            acts = sorted({each.act for each in news})
            workspace.record("protection-proposed", batch, {"acts": acts, "files": len(news)})
    return tuple(
        waiting.get((str(each.path), each.act)) or made[str(each.path)]
        for each in proposals
        if each.is_irreversible and not each.refusal
    )


def _details(workspace: Workspace, proposal: Proposal) -> dict[str, object]:
    return {
        "path": str(proposal.path),
        "seen": asdict(proposal.seen) if proposal.seen else None,
        "size": proposal.size,
        "store": proposal.store,
        "file": proposal.file,
        "because": proposal.because,
        "past": f"{proposal.past}; {proposal.dated}" if proposal.dated else proposal.past,
        "kinds": list(proposal.kinds),
        "categories": dict(proposal.categories),
        "breaks": [[each.sort, str(each.where or ""), each.what] for each in proposal.breaks],
        "account": workspace.account or "",
    }
