"""A statement to a person: what is held about them, put together from findings, declarations, notices and signatures.

    subject = find_subject(workspace, "pat@client.example")
    made = make_statement(workspace, subject, on=today)                          # no value in it
    made = make_statement(workspace, subject, on=today, request="dsr-1a2b3c")    # values, where identity was shown for that request

Values come out of the files at that moment and are kept nowhere; that a statement was made, and of how much, the log says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from bailee.data_subject_requests.identity import suffices
from bailee.data_subject_requests.opening import open_values
from bailee.data_subject_requests.requests import identity_of
from bailee.data_subject_requests.rights import Right
from bailee.data_subject_requests.statement import Line, Opened, Statement, Told
from bailee.deliveries import wording
from bailee.errors import InvalidInput, NotAllowed
from bailee.inventory.activities import NOBODY, Covering, ProcessingActivity
from bailee.monitoring.product import OBSERVES
from bailee.operations.prove_informed import WORDS, informed
from bailee.operations.whose_statement import Subject
from bailee.operations.write_to_people import language_of
from bailee.permissions import Permission
from bailee.reports.words import cause
from bailee.store.rows.one_person import FoundOf, OwnFile
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, STAFF, Reason, Severity, SubjectCategory

NAME = "person-name"
MOST_OPENED = 200  # files whose values one statement shows
_CAUSES = 6


def make_statement(
    workspace: Workspace, subject: Subject, *, on: date, request: str = "", values: bool = False, language: str = ""
) -> Statement:
    """The statement, in the language of whoever it is about, or in the one that is named.

    NotAllowed for values where nobody noted that this person has shown who they are; InvalidInput for a language without words.
    """
    workspace.require(Permission.HANDLE_REQUESTS)
    if language and not (asked := wording.language_of(language)):
        raise InvalidInput(
            f'there are no words for a statement in "{language[:40]}"', hint="one of: " + " ".join(wording.languages())
        )
    found = workspace.found_of(subject.signs, exact_locators=values)
    if values:
        check_identity(workspace, request, is_sensitive(found))
    lines = _lines(workspace, subject, found)
    opened: tuple[Opened, ...] | None = None
    not_opened: tuple[str, ...] = ()
    if values:
        opened, not_opened = _opened(workspace, found)
    scans = workspace.scans()
    made = Statement(
        workspace.organisation_name,
        subject.name,
        on=on,
        lines=lines,
        told=_told(workspace, subject),
        recorded=_recorded(workspace, subject),
        kept_here=subject.fields,
        left_out=left_out(workspace, request),
        unsure=found.unsure,
        not_read=_not_read(workspace, subject),
        scanned_until=scans[-1].started_at.astimezone().date() if scans else None,
        opened=opened,
        not_opened=not_opened,
        contact=str(workspace.facts().get("contact") or ""),
        request=request,
        is_cut=found.is_cut,
        language=asked if language else _language(workspace, subject, request),
    )
    told = {"lines": len(lines), "findings": len(found.findings), "values": len(opened or ()), "shown": values}
    with workspace.transaction(Permission.HANDLE_REQUESTS):
        workspace.record("statement-made", request or subject.person or "statement", told)
    return made


def _language(workspace: Workspace, subject: Subject, request: str) -> str:
    """That of the roster, of the request, or else the one in which this organisation writes."""
    if subject.person and (hers := language_of(workspace.roster_person(subject.person))):
        return hers
    asked = workspace.request(request).contact.language if request else ""
    return asked or workspace.correspondence().language


def check_identity(workspace: Workspace, request: str, sensitive: bool) -> None:
    """NotAllowed where it was not shown enough for values, or for no request."""
    if not request:
        raise NotAllowed(
            "values are shown for a request alone, after somebody noted who asks",
            hint="bailee request add, then bailee request identify, then --request",
        )
    asked = workspace.request(request)
    acts = workspace.request_acts([request]).get(request, ())
    why = suffices(
        identity_of(acts),
        [right for right in asked.rights if right.gives_values] or [Right.ACCESS],
        is_sensitive=sensitive,
        is_for_another=asked.contact.is_for_another,
    )
    if why:
        raise NotAllowed(why, hint=f"bailee request identify {request} --how METHOD notes what was seen, and by whom")


def is_sensitive(found: FoundOf) -> bool:
    """Whether something of high severity is held: then identity takes more."""
    categories = {each.category for each in found.findings} | {each.category for each in found.kinds}
    return any(
        DATA_CATEGORIES[each].severity.rank >= Severity.HIGH.rank for each in categories if each in DATA_CATEGORIES
    )


def left_out(workspace: Workspace, request: str) -> tuple[tuple[str, str], ...]:
    """What was left out of the answer to a request, with the reason that was noted."""
    if not request:
        return ()
    acts = workspace.request_acts([request]).get(request, ())
    return tuple(
        (str(each.details.get("what", "")), str(each.details.get("why", ""))) for each in acts if each.act == "excepted"
    )


# lines


def _lines(workspace: Workspace, subject: Subject, found: FoundOf) -> tuple[Line, ...]:
    covering = Covering(workspace.activities())
    kinds_in: dict[int, set[str]] = defaultdict(set)
    for kind in found.kinds:
        kinds_in[kind.file].add(kind.kind.replace("-", " "))
    files: dict[tuple[str, str], set[int]] = defaultdict(set)
    times: Counter[tuple[str, str]] = Counter()
    shared: set[tuple[str, str]] = set()
    subjects: dict[tuple[str, str], Counter[SubjectCategory]] = defaultdict(Counter)
    for each in found.findings:
        key = each.category, found.files[each.file].store
        files[key].add(each.file)
        times[key] += each.count
        subjects[key][each.subject] += 1
        if each.is_shared:
            shared.add(key)
    for kind in found.kinds:
        key = kind.category, found.files[kind.file].store
        files[key].add(kind.file)
        times[key] += 1
        subjects[key][kind.subject] += 1
    made = [
        _line(
            key, subject, subjects[key], [found.files[number] for number in numbers], times[key], covering, key in shared,
            sorted({name for number in numbers for name in kinds_in[number]}),
        )
        for key, numbers in files.items()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda line: (-_rank(line.category), line.label, line.store)))


def _line(
    key: tuple[str, str],
    subject: Subject,
    subjects: Counter[SubjectCategory],
    files: Sequence[OwnFile],
    times: int,
    covering: Covering,
    is_shared: bool,
    kinds: Sequence[str],
) -> Line:
    category, store = key
    about = subject.category if subject.person else subjects.most_common(1)[0][0]
    declared = [each for each in covering.of(category, about) if not each.stores or store in each.stores]
    return Line(
        category,
        about.value,
        store,
        len(files),
        times,
        "",  # no declaration has it yet
        min((each.since for each in files), default=""),
        tuple(
            dict.fromkeys((purpose, basis.value if basis else "") for each in declared for purpose, basis in each.purposes)
        ),
        tuple(dict.fromkeys(_who(one) for each in declared for one in each.recipients)),
        tuple(dict.fromkeys(f"{one.recipient or 'somebody'} in {one.country}" for each in declared for one in each.transfers)),
        next((each.kept for each in declared if each.kept), ""),
        _until(declared, files),
        tuple(kinds),
        is_shared,
    )  # fmt: skip


def _who(recipient: str) -> str:
    return "nobody else" if recipient == NOBODY else recipient


def _until(declared: Iterable[ProcessingActivity], files: Sequence[OwnFile]) -> str:
    """The day on which the newest of it is to go, where its period counts from when it was made."""
    changed = [each.modified_ns for each in files if each.modified_ns]
    for each in declared:
        if each.limits.at_most is not None and not each.limits.event and changed:
            made = datetime.fromtimestamp(max(changed) / 1e9, UTC).date()
            return each.limits.at_most.after(made).isoformat()
    return ""


def _rank(category: str) -> int:
    return DATA_CATEGORIES[category].severity.rank if category in DATA_CATEGORIES else 0


# told, recorded, not read


def _told(workspace: Workspace, subject: Subject) -> tuple[Told, ...]:
    if not subject.person:
        return ()
    return tuple(
        Told(each.on, each.done if each.is_consent else WORDS[each.what], each.called.replace("-", " "), each.version, each.sha256)
        for each in informed(workspace, person=subject.person)
    )  # fmt: skip


def _recorded(workspace: Workspace, subject: Subject) -> tuple[tuple[str, str, str], ...]:
    """Tools that record people like them: said of everybody in their position, for whose records they are nobody reads."""
    if subject.category not in STAFF:
        return ()
    return tuple(
        (
            entry.name,
            ", ".join(OBSERVES[each][0] for each in entry.observes if each in OBSERVES) or "not known",
            entry.kept.words,
        )
        for entry in workspace.register()
        if not entry.is_own and (not entry.watched or set(entry.watched) & STAFF)
    )


def _not_read(workspace: Workspace, subject: Subject) -> tuple[str, ...]:
    found = [
        f"{items:,} {'file was' if items == 1 else 'files were'} not read: {cause(Reason(reason))}"
        for reason, items, _ in sorted(workspace.coverage().causes, key=lambda row: -row[1])[:_CAUSES]
    ]
    paper = [
        each.name for each in workspace.paper_files() if not each.about or subject.category in each.about or not subject.person
    ]  # fmt: skip
    return (*found, *(f"files on paper: {name}" for name in paper))


# values


def _opened(workspace: Workspace, found: FoundOf) -> tuple[tuple[Opened, ...], tuple[str, ...]]:
    """Their values, read out of each file now: by the fingerprints that were found in that very file, and no others."""
    roots = {place.name: place.path for place in workspace.places()}
    theirs: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for each in found.findings:
        theirs[each.file].add((each.detector, each.fingerprint))
    opened: list[Opened] = []
    missed: list[str] = []
    in_order = sorted(theirs, key=lambda each: (found.files[each].store, each))
    for place, number in enumerate(in_order):
        file = found.files[number]
        root = roots.get(file.place)
        if root is None:
            missed.append(f"{file.store}: {file.locator}: it lies where only a scan reads")
        elif place >= MOST_OPENED:
            missed.append(f"{file.store}: {file.locator}: more than {MOST_OPENED} files")
        else:
            opened += _values_in(workspace, file, path_of(root, file.exact), frozenset(theirs[number]), missed)
    return tuple(dict.fromkeys(opened)), tuple(missed)


def _values_in(
    workspace: Workspace, file: OwnFile, path: Path, wanted: frozenset[tuple[str, str]], missed: list[str]
) -> list[Opened]:
    found = []
    for each in open_values(path, lambda detector, value: (detector, workspace.fingerprint(detector, value)) in wanted):
        if each.reason is not None:
            if len(each.locator.segments) == 1:
                missed.append(f"{file.store}: {file.locator}: {cause(each.reason)}")
            continue
        if (
            each.category == NAME
        ):  # what their name is, they know; a reader may take two names that stand together for one
            continue
        found.append(Opened(each.category, file.store, file.locator, each.written))
    return found


def path_of(root: Path, item: str) -> Path:
    """A place may be a single file; then the file's locator is its own name."""
    return root if root.name == item and not root.is_dir() else root / item
