"""The package that answers a request: statement, their values, copies with other people taken out, and a proof in the log.

    made = make_package(workspace, "dsr-1a2b3c4d", Path("for-pat"), on=today)      # a folder, or a zip by its ending
    made.copies, made.by_hand                                                     # what is in it, and what somebody has to look at

A file is copied where everybody whom a scan found in it is this person: each value in it that is not theirs is redacted, and the
copy is read again before it is let go. Of a file that is about others too only their own part goes in, as values; the rest of it
stays where it is. What cannot be taken apart is named for a person to look at, and is not in the package.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bailee.data_subject_requests import check_package
from bailee.data_subject_requests.opening import open_values
from bailee.data_subject_requests.rights import Right
from bailee.data_subject_requests.statement import document_of, shape_of
from bailee.errors import Error, InvalidInput, NotAllowed
from bailee.evidence import standalone
from bailee.evidence.canonical import canonical_text
from bailee.operations.export_evidence import export_evidence
from bailee.operations.make_statement import NAME, check_identity, is_sensitive, make_statement, path_of
from bailee.operations.redact_files import content_of, copy_name, own_of
from bailee.operations.show_requests import subject_of_request
from bailee.permissions import Permission
from bailee.protection.redaction import RefusedRedaction, Wish, redact
from bailee.rendering import html, pdf
from bailee.reports.sheets import safe_cell
from bailee.store.rows.one_person import FoundOf, OwnFile
from bailee.store.workspace import Workspace

ACTION = "request-package-made"
MOST_COPIES = 200
_README = """\
What {organisation} holds about you: the answer to your request {request}.

statement.html, statement.pdf   what is held, where, what for, how long; open either one
statement.json                  the same for a program
own-part.csv                    your data out of files that are about other people too, or that are lists
copies/                         copies of files that are about you; other people's data in them are blacked out
log/                            the record that this package was made, and a proof that it stands in our log
manifest.json, check.py         python3 check.py says whether all of it is as it was made

{left}"""


@dataclass(frozen=True, slots=True)
class Package:
    """What was written. `by_hand`: (where, why) of what somebody has to look at first."""

    path: Path
    copies: int
    values: int
    by_hand: tuple[tuple[str, str], ...]
    sha256: str


def is_free(out: Path) -> None:
    """InvalidInput where something lies there."""
    if out.exists():
        raise InvalidInput(
            f'"{out}" is there already', hint="name a new folder, or a file that ends in .zip, with --out"
        )


def make_package(workspace: Workspace, ident: str, out: Path, *, on: date) -> Package:
    """Write it to a new folder, or to a new file that ends in .zip. NotAllowed before identity was shown."""
    workspace.require(Permission.EXPORT)
    request = workspace.request(ident)
    if not any(right.gives_values for right in request.rights):
        raise InvalidInput(
            f"{ident} does not ask for data", hint="a package answers access, a copy, or what was recorded at work"
        )
    is_free(out)
    subject = subject_of_request(workspace, ident)
    found = workspace.found_of(subject.signs, exact_locators=True)
    check_identity(workspace, ident, is_sensitive(found))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".package-") as name:
            folder = Path(name) / "package"
            folder.mkdir(mode=0o700)
            made = make_statement(workspace, subject, on=on, request=ident, values=True)
            (folder / "statement.html").write_text(html.render(document_of(made)), encoding="utf-8")
            (folder / "statement.pdf").write_bytes(pdf.render(document_of(made)))
            (folder / "statement.json").write_text(
                json.dumps(shape_of(made), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
            )
            (folder / "own-part.csv").write_text(
                _own_part(shape_of(made)["values"] or ()), encoding="utf-8", newline=""
            )
            copies, by_hand = _copies(workspace, found, folder / "copies") if Right.COPY in request.rights else (0, ())
            left = "".join(f"{what}: left out, because {why}.\n" for what, why in made.left_out)
            (folder / "README.txt").write_text(
                _README.format(organisation=workspace.organisation_name, request=ident, left=left), encoding="utf-8"
            )
            (folder / "check.py").write_text(Path(check_package.__file__).read_text(encoding="utf-8"), encoding="utf-8")
            digest = _digest(folder)
            details = {
                "manifest_sha256": digest,
                "copies": copies,
                "values": len(made.opened or ()),
                "by_hand": len(by_hand),
            }
            with workspace.transaction(Permission.HANDLE_REQUESTS):
                workspace.add_request_act(
                    ident, "package-made", on=on, details={**details, "by_hand": list(map(list, by_hand))}
                )
                workspace.record(ACTION, ident, details)
            _prove(workspace, folder / "log", ident)
            _deliver(folder, out)
    except OSError:
        raise NotAllowed(f'"{out}" cannot be written', hint="name another place with --out") from None
    return Package(out, copies, len(made.opened or ()), by_hand, digest)


def _prove(workspace: Workspace, folder: Path, ident: str) -> None:
    """The record that the package was made, alone, and that it is in the log: what others asked is nobody's business."""
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "log"
        export_evidence(workspace, whole, shows=lambda row: row.subject == ident and row.action == ACTION, readme=False)
        lines = map(json.loads, (whole / standalone.RECORDS).read_text(encoding="utf-8").splitlines())
        last = [line for line in lines if "record" in line][-1]
        folder.mkdir(mode=0o700)
        (folder / "records.jsonl").write_text(canonical_text(last) + "\n", encoding="utf-8")
        proof = whole / standalone.PROOFS / f"{last['record']['sequence']}.tlog-proof"
        shutil.copy(proof, folder / "proof.tlog-proof")
        for each in (standalone.KEY, "verify.py"):
            shutil.copy(whole / each, folder / each)


def _own_part(values: Iterable[dict[str, str]]) -> str:
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(("What", "Value", "Store", "Where"))
    for each in values:
        sheet.writerow([safe_cell(each[name]) for name in ("category", "value", "store", "where")])
    return text.getvalue()


def _digest(folder: Path) -> str:
    """A manifest of all files with their hashes, written beside them; the hash of it is what the log says."""
    manifest = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    text = canonical_text(manifest)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


def _deliver(folder: Path, out: Path) -> None:
    if out.suffix.lower() != ".zip":
        shutil.move(folder, out)
        return
    temporary = folder.parent / "package.zip"
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(folder).as_posix())
    temporary.chmod(0o600)
    temporary.replace(out)


def _copies(workspace: Workspace, found: FoundOf, folder: Path) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Copies of files that are about them alone, other people's values redacted; what is for a person to look at."""
    folder.mkdir(mode=0o700)
    roots = {place.name: place.path for place in workspace.places()}
    rows: dict[int, set[int]] = defaultdict(set)
    wanted: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for each in found.findings:
        rows[each.file].add(each.row)
        wanted[each.file].add((each.detector, each.fingerprint))
    others = workspace.others_in(rows)
    made, by_hand = 0, []
    for number in sorted(rows, key=lambda each: (found.files[each].store, each)):
        file = found.files[number]
        where, root = f"{file.store}: {file.locator}", roots.get(file.place)
        if others.get(number):
            continue  # their own part of it stands in own-part.csv
        if root is None:
            by_hand.append((where, "it lies where only a scan reads: copy it by hand, with other people taken out"))
        elif made >= MOST_COPIES:
            by_hand.append((where, f"more than {MOST_COPIES} files"))
        elif why := _copied(workspace, file, path_of(root, file.exact), frozenset(wanted[number]), folder):
            by_hand.append((where, why))
        else:
            made += 1
    return made, tuple(by_hand)


def _copied(workspace: Workspace, file: OwnFile, path: Path, wanted: frozenset[tuple[str, str]], folder: Path) -> str:
    """Why a file was not copied; empty: it was."""
    keep = tuple(
        dict.fromkeys(
            each.written
            for each in open_values(
                path, lambda detector, value: (detector, workspace.fingerprint(detector, value)) in wanted
            )
            if each.written and (each.category != NAME or _is_one_name(each.written))
        )
    )
    if not keep:
        return "nothing of theirs could be opened in it"
    try:
        made = redact(content_of(path), path.name, Wish(keep=keep, own=own_of(workspace)))
    except RefusedRedaction as refused:
        return refused.words
    except Error as error:
        return str(error)
    name = copy_name(path.name, made)
    while (folder / name).exists():
        name = f"{file.ident}-{name}"
    target = folder / name
    target.touch(mode=0o600)
    target.write_bytes(made.data)
    return ""


def _is_one_name(written: str) -> bool:
    """Whether it is surely one name: two that stand together may have been read as one, surname first.

    >>> _is_one_name("Pat A. Doe"), _is_one_name("Doe, Pat"), _is_one_name("Rosa Keller, Finn Abbott")
    (True, True, False)
    """
    words = written.replace(",", " ").split()
    return len(words) == 2 if "," in written else len(words) <= 3
