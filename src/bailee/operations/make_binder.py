"""Make a binder: a folder for an auditor, an insurer, a court or one person, that opens in a browser and proves itself.

    made = make_binder(workspace, Asked("auditor", date(2026, 1, 1), date(2026, 11, 26)), Path("binder"), service, on=today)

Each file is named by its digest in a sealed manifest, the log names the manifest, and the log lies in the binder: whole as a tree,
in full where the audience gets a record. Making one is a record itself.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bailee.binders import audiences, first_page
from bailee.binders.controls import Framework, Shown, frameworks, shown
from bailee.errors import InvalidInput, NotAllowed
from bailee.evidence import standalone, statements
from bailee.evidence.log import ERASED, Row
from bailee.evidence.timestamps import NoStamp, Service, asked
from bailee.operations.binder_parts import ORDER, Laying, lay, lay_checkpoints
from bailee.operations.bundle_proof import named, pem
from bailee.operations.export_evidence import export_evidence, key_text, verifier
from bailee.operations.prove_informed import moment_text
from bailee.permissions import Permission
from bailee.store.workspace import Workspace

_NEEDED = frozenset({"log-key-rotated", ERASED})  # what the verifiers stand on: given to everybody
_BY_FIELD = (standalone.TOLD, standalone.CERTIFICATES, standalone.CONSENTS, standalone.FORMS)
_BESIDE = (
    ("records.jsonl", "The log, one record a line"),
    ("checkpoint.txt", "Size and root of the log, signed"),
    ("manifest.json", "The digest of each file, sealed; the log names it"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is to get it, and of which time."""

    audience: str
    start: date
    end: date
    person: str = ""  # e-mail address, number or ident on the roster; for a person's own


@dataclass(frozen=True, slots=True)
class Made:
    """What was written."""

    folder: Path
    files: int
    records: int  # of the log
    given: int  # of them in full
    stamped: bool
    pending: str = ""  # why nobody else vouches for its time
    left_out: Sequence[str] = ()


def make_binder(workspace: Workspace, ask: Asked, out: Path, service: Service | None, *, on: date) -> Made:
    """Write it to a new folder. InvalidInput names what makes no sense, NotAllowed where it cannot be written."""
    workspace.require(Permission.EXPORT)
    workspace.require(Permission.SEE_EVIDENCE)
    who = audiences.audience(ask.audience)
    _check(ask, out, on)
    rows, _ = workspace.evidence()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".binder-") as name:
            laying = Laying(workspace, Path(name), who, ask.start, ask.end, on, rows, ask.person)
            for part in ORDER:
                if part in who.parts:
                    lay(laying, part)
            if who.ident == "person" and "told.jsonl" not in laying.about:
                raise InvalidInput(
                    "the log records nothing that this person was told in this time",
                    hint="name other days by --from and --to",
                )
            lay_checkpoints(laying, with_stamps=service is not None)
            return _sealed(laying, ask, out, service)
    except OSError:
        raise NotAllowed(f'"{out}" cannot be written', hint="name another folder with --out") from None


def _check(ask: Asked, out: Path, on: date) -> None:
    if ask.end < ask.start:
        raise InvalidInput(f"{ask.end} is before {ask.start}", hint="the first day by --from, the last one by --to")
    if ask.start > on:
        raise InvalidInput(f"{ask.start} has not come yet", hint="a binder is about what was done")
    if (ask.audience == "person") is not bool(ask.person):
        raise InvalidInput(
            "say about whom it is" if ask.audience == "person" else "only a binder for a person is about one person",
            hint="bailee evidence export --for person --person pat@example.org",
        )
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InvalidInput(f'"{out}" is there already and not empty', hint="name a new folder with --out")


def _sealed(laying: Laying, ask: Asked, out: Path, service: Service | None) -> Made:
    """First page, manifest, the record that names it, and then the log."""
    workspace, folder, who = laying.workspace, laying.folder, laying.audience
    newest = workspace.evidence()[0]  # with what making the parts was recorded by
    laying.write(
        standalone.KEY, key_text(workspace).encode(), "The log's public key: compare it with what you were told"
    )
    laying.write("verify.py", verifier().encode(), "The verifier for Python, one file")
    laying.write(first_page.SCRIPT, first_page.script(), "The verifier of this page, one file")
    if service is not None:
        laying.write(standalone.ROOTS, pem(service.trusted), "Whom time stamps must lead to")
    chosen = _Chosen(laying)
    given = [row for row in newest if row.action and chosen.shows(row)]
    within = [row for row in newest if row.action and laying.is_within(row.at[:10])]
    controls = _controls(laying, within) if "controls" in who.parts else []
    if controls:
        laying.json("controls.json", _as_data(controls), "Which controls which evidence speaks to, for programs")
    if not newest or laying.start.isoformat() < newest[0].at[:10]:
        laying.notes.append(
            f"The log begins on {newest[0].at[:10]}: before that day nothing was recorded."
            if newest
            else "The log is empty."
        )
    laying.notes += [f"Record {number} {text}." for number, text in _worth_knowing(newest)]
    cover = first_page.Cover(
        workspace.organisation_name, who, ask.start.isoformat(), ask.end.isoformat(), moment_text(datetime.now(UTC))[:10],
        person=_called(laying), records=len(newest) + 1, given=len(given) + 1,
        withheld=dict(sorted(Counter(row.action for row in within if not chosen.shows(row)).items())),
        left_out=tuple(laying.left_out), notes=tuple(laying.notes),
        stamp=f"A time-stamp service was asked for its time: {standalone.STAMP}, where it gave one." if service is not None
        else "Its time is its maker's word alone: no time-stamp service is named in the settings.",
    )  # fmt: skip
    listed = [*sorted(laying.about.items()), *_BESIDE]
    laying.write("index.html", first_page.render(cover, listed, controls).encode(), "This page")
    statement = {
        "sort": "binder",
        "audience": who.ident,
        "organisation": {"ident": workspace.organisation, "name": workspace.organisation_name},
        "from": ask.start.isoformat(),
        "to": ask.end.isoformat(),
        "made_at": moment_text(datetime.now(UTC)),
        # by which a place in the tree that was changed is named, where the record is not given
        "leaves": base64.b64encode(b"".join(bytes.fromhex(row.leaf)[:3] for row in newest)).decode(),
        "files": {name: _named(folder / name, name) for name in sorted(laying.about)},
    }
    manifest = statements.seal(statement, workspace.keys.seal_key)
    content = standalone.written(manifest)
    token, pending = _token(content, service)
    with workspace.transaction(Permission.EXPORT):
        details = {
            "audience": who.ident, "from": ask.start.isoformat(), "to": ask.end.isoformat(), "files": len(laying.about),
            "manifest_sha256": manifest["seal"]["sha256"], "seal_key": manifest["seal"]["key"],
            "stamp_sha256": standalone.digest(token) if token else "",
        }  # fmt: skip
        row = workspace.record("binder-made", f"binder-{manifest['seal']['sha256'][:12]}", details)
        workspace.note_given("", row.sequence, "binder")
    (folder / standalone.MANIFEST).write_bytes(content)
    if token:
        (folder / standalone.STAMP).write_bytes(token)
    chosen.own = row.sequence
    records = export_evidence(workspace, out, shows=chosen.shows, readme=False)
    for path in folder.iterdir():
        (out / path.name).unlink(missing_ok=True)
        shutil.move(path, out / path.name)
    return Made(out, len(laying.about), records, len(given) + 1, bool(token), pending, tuple(laying.left_out))


def _named(path: Path, name: str) -> dict[str, object]:
    """What the manifest says of a file: of what proves an act, down to its fields; of the others the digest."""
    told = named(path)
    return told if name.startswith(_BY_FIELD) else {"sha256": told["sha256"]}


class _Chosen:
    """Which records are given in full."""

    def __init__(self, laying: Laying) -> None:
        self.laying, self.own = laying, 0
        self.signed: set[str] = set()
        self.numbers: set[int] = set()
        if "told" in laying.audience.parts:
            self.numbers = {each.record for each in laying.acts}
            self.signed = {
                row.subject for row in laying.rows if row.sequence in self.numbers and row.action == "notice-signed"
            }

    def shows(self, row: Row) -> bool:
        if row.sequence in self.numbers or row.sequence == self.own or row.action in _NEEDED:
            return True
        if row.action == "certificate-stamped" and row.subject in self.signed:
            return True
        is_asked = bool(self.laying.audience.actions) and row.action.startswith(self.laying.audience.actions)
        if not is_asked or not self.laying.is_within(row.at[:10]):
            return False
        return self.laying.audience.names_people or not self.laying.names.are_in(
            f"{row.actor} {row.subject} {row.details}"
        )


def _controls(laying: Laying, rows: Sequence[Row]) -> list[tuple[Framework, list[Shown]]]:
    files = [*laying.about, *(name for name, _ in _BESIDE)]
    actions = [row.action for row in rows]
    return [(each, [shown(control, files, actions) for control in each.controls]) for each in frameworks()]


def _as_data(controls: Sequence[tuple[Framework, Sequence[Shown]]]) -> list[dict[str, Any]]:
    return [
        {
            "framework": framework.ident, "edition": framework.edition, "source": framework.source, "confidence": framework.confidence,
            "controls": [
                {"ident": row.control.ident, "about": row.control.about, "files": list(row.files), "records": row.records} for row in rows
            ],
        }
        for framework, rows in controls
    ]  # fmt: skip


def _worth_knowing(rows: Sequence[Row]) -> list[tuple[int, str]]:
    """A clock that was set back; what was erased stands in the log, and the verifiers say it."""
    told = [{"sequence": row.sequence, "at": row.at} for row in rows if row.at]
    return standalone.set_backs(told)


def _called(laying: Laying) -> str:
    return next((each.name for each in laying.acts), laying.person) if laying.person else ""


def _token(content: bytes, service: Service | None) -> tuple[bytes, str]:
    if service is None:
        return b"", "no time-stamp service is named in the settings"
    try:
        return asked(content, service).token, ""
    except NoStamp as refused:
        return b"", str(refused)


def asked_for(audience: str, start: date | None, end: date | None, person: str, *, on: date) -> Asked:
    """What was typed, with the usual days: a year back, to today."""
    last = end or on
    first = start or last.replace(year=last.year - 1, day=min(last.day, 28))
    return replace(Asked(audience, first, min(last, on), person.strip()))
