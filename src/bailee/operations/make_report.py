"""Make a report in all its forms, and keep it as it was made: its digests under seal, a record in the log, the files encrypted.

    made = make_report(workspace, "quarterly-review", last_months(today))
    made.files["pdf"]

A kept report is never changed. Whoever has a file of it can ask whether it is the one that was made (`verify_report`).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bailee import __version__
from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.evidence.canonical import canonical
from bailee.evidence.statements import faults, seal
from bailee.operations.gather_report import gather_report
from bailee.operations.plan_strategy import plan_strategy
from bailee.operations.state_coverage import is_ours
from bailee.permissions import Permission
from bailee.rendering import Document, docx, html, pdf, pptx, sheets
from bailee.reports import papers
from bailee.reports.material import Material, Period
from bailee.store.rows.reported import KeptReport
from bailee.store.workspace import Workspace

ACTION = "report-made"


@dataclass(frozen=True, slots=True)
class Made:
    """A report with its files."""

    kept: KeptReport
    files: Mapping[str, bytes] = field(repr=False)


def may_have(workspace: Workspace, kind: str) -> bool:
    """Whether this member may make and take this report."""
    needs: Permission = papers.paper(kind).NEEDS
    if not workspace.may(needs) or not workspace.may(Permission.SEE_TABLE):
        return False
    return needs is not Permission.SEE_PRIVILEGED or workspace.sees_privileged


def draft_report(workspace: Workspace, kind: str, period: Period) -> Document:
    """The report as a tree, kept nowhere: what a page shows before it is made. NotAllowed for whom it is not."""
    return document_of(kind, material_for(workspace, kind, period))


def material_for(workspace: Workspace, kind: str, period: Period) -> Material:
    """What it is made of; of what counsel is asked only for whom that is open."""
    needs: Permission = papers.paper(kind).NEEDS
    material = gather_report(workspace, period, needs=needs)
    if needs is Permission.SEE_PRIVILEGED:
        workspace.require_privilege()
        material = replace(material, strategy=plan_strategy(workspace))
    return material


def document_of(kind: str, material: Material) -> Document:
    """The tree with the digest of what it says at its foot: a printed page is found again by it."""
    made = papers.document(kind, material)
    digest = digest_of(made)
    return replace(made, foot=f"{made.foot} {' '.join(digest[at : at + 4] for at in (0, 4, 8))}.")


def digest_of(document: Document) -> str:
    return hashlib.sha256(canonical(document.as_data())).hexdigest()


def make_report(
    workspace: Workspace, kind: str, period: Period, *, forms: Sequence[str] = tuple(papers.FORMS), schedule: str = ""
) -> Made:
    """Make it, keep it, record it. InvalidInput names what makes no sense; NotAllowed where it is not this member's to make."""
    workspace.require(Permission.EXPORT)
    wanted = _forms(forms)
    material = material_for(workspace, kind, period)
    document = document_of(kind, material)
    files = {form: rendered(document, form) for form in wanted}
    ident = f"{kind}-{period.until.isoformat()}-{secrets.token_hex(3)}"
    digests = {form: hashlib.sha256(content).hexdigest() for form, content in files.items()}
    told = {
        "is": "report",
        "bailee": __version__,
        "report": ident,
        "kind": kind,
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "made_at": material.made_at.isoformat(timespec="seconds"),
        "unreal": material.unreal,
        "content": digest_of(document),
        "coverage": (material.coverage or {}).get("seal", {}).get("sha256", ""),
        "files": digests,
    }
    sealed = seal(told, workspace.keys.seal_key)
    with workspace.transaction(Permission.EXPORT):
        row = workspace.record(ACTION, ident, {"kind": kind, "sha256": sealed["seal"]["sha256"], "files": len(files)})
        sealed["record"] = row.sequence
        workspace.keep_report(
            ident, kind, period.since, period.until, schedule=schedule, sealed=sealed, record=row.sequence, files=files
        )
    return Made(workspace.kept_report(ident), files)


def _forms(forms: Sequence[str]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(forms))
    if not wanted or any(form not in papers.FORMS for form in wanted):
        raise InvalidInput("a report is made in forms that are known", hint=", ".join(papers.FORMS))
    return wanted


def rendered(document: Document, form: str) -> bytes:
    """A report in one form. The same tree gives the same bytes."""
    match form:
        case "pdf":
            return pdf.render(document)
        case "docx":
            return docx.render(document)
        case "pptx":
            return pptx.render(document)
        case "xlsx":
            return sheets.render(document)
        case "html":
            return html.render(document).encode()
    raise InvalidInput(f'a report cannot be written as "{form}"', hint="one of: " + ", ".join(papers.FORMS))


def reports(workspace: Workspace, *, skip: int = 0, limit: int = 200) -> tuple[KeptReport, ...]:
    """Those that were made, newest first, as far as they are this member's to see."""
    workspace.require(Permission.SEE_TABLE)
    return tuple(each for each in workspace.kept_reports(skip=skip, limit=limit) if _is_open(workspace, each))


def _is_open(workspace: Workspace, kept: KeptReport) -> bool:
    return kept.kind in papers.papers() and may_have(workspace, kept.kind)


def read_report(workspace: Workspace, ident: str, form: str) -> tuple[KeptReport, bytes]:
    """One that was made, byte for byte. NotAllowed where it is not this member's to take."""
    workspace.require(Permission.EXPORT)
    kept = workspace.kept_report(ident)
    if not _is_open(workspace, kept):
        raise NotAllowed("this report is not open to you", hint="ask one of the organisation's owners")
    content = workspace.report_file(ident, form)
    if hashlib.sha256(content).hexdigest() != kept.sealed["statement"]["files"].get(form):
        raise CannotRead("this file is another one than was made", hint="`bailee evidence verify` looks at the log")
    return kept, content


def verify_report(workspace: Workspace, content: bytes) -> tuple[KeptReport | None, list[str]]:
    """Which kept report a file is of, and what is wrong with it; nothing where it is whole, sealed by us and in the log."""
    digest = hashlib.sha256(content).hexdigest()
    found = next(
        (each for each in workspace.kept_reports(limit=100_000) if any(file.sha256 == digest for file in each.files)),
        None,
    )
    if found is None:
        return None, ["no report that was made here has this digest: it was changed, or made elsewhere"]
    wrong = faults({name: found.sealed[name] for name in ("statement", "seal")})
    if not wrong and not is_ours(workspace, dict(found.sealed)):
        wrong = ["it was sealed with another key than this organisation's"]
    if digest not in found.sealed["statement"]["files"].values():
        wrong.append("its digest is not in the sealed statement")
    number, told = workspace.records_of({ACTION}).get((ACTION, found.ident), (0, {}))
    if number != found.record or told.get("sha256") != found.sealed["seal"]["sha256"]:
        wrong.append("the log of this organisation does not know this report")
    return found, wrong


def period_of(since: date | None, until: date | None, usual: Period) -> Period:
    """What somebody asked for, and the usual where nothing was said."""
    return Period(since or (usual.since if until is None else min(usual.since, until)), until or usual.until)
