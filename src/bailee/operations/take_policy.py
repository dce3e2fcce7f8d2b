"""Take a policy that somebody has already: the file is a version of a notice as it is, read and held against what is held and owed.

    taken = take_policy(workspace, "employee-privacy-notice", Path("handbook.pdf"), on=today)
    taken.points        # found, missing, contradicts; each with why

The file is read by the extractors in a process of its own, as a scan reads it. The version's hash is that of the file.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bailee import notices
from bailee.errors import CannotRead, InvalidInput
from bailee.notices import Notice, facts
from bailee.notices.comparison import clauses_of
from bailee.notices.policies import Point, Standing, check, items_of, said_by
from bailee.notices.policy_text import blocks_of
from bailee.notices.policy_wording import language_in
from bailee.operations.draft_notice import composing
from bailee.permissions import Permission
from bailee.rendering import Block, Document
from bailee.scanner.looking import look_into
from bailee.store.rows.policies import PolicyFile
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import Reason

LARGEST = 16 << 20
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".htm": "text/html",
}
_BESIDE = (
    "metadata",
    "properties",
    "header",
    "footer",
    "comments",
    "document properties",
)  # places that are no text of it
_MOST_TEXT = 1_000_000  # characters
_WHY = {
    Reason.ENCRYPTED: ("is locked with a password", "take the password off, and hand it over again"),
    Reason.DAMAGED: ("is damaged", "save it anew, and hand it over again"),
    Reason.TIMED_OUT: ("took too long to read", "hand it over as a DOCX or as HTML"),
    Reason.TOO_BIG: ("is too big to be read", "hand it over in parts, or as HTML"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A policy that was taken, and how it stands."""

    version: NoticeVersion
    points: tuple[Point, ...]

    def count(self, standing: Standing) -> int:
        return sum(point.standing is standing for point in self.points)


def take_policy(workspace: Workspace, kind: str, file: Path, *, on: date) -> Taken:
    """Take a file. InvalidInput where it is no PDF, DOCX or HTML, or holds no text; CannotRead where it cannot be opened."""
    try:
        if file.stat().st_size > LARGEST:
            raise InvalidInput(f'"{file.name}" has more than {LARGEST >> 20} MB', hint="save it without its pictures")
        content = file.read_bytes()
    except OSError:
        raise CannotRead(f'"{file}" cannot be read', hint="give the path of a PDF, a DOCX or an HTML file") from None
    return take_content(workspace, kind, content, file.name, on=on)


def take_content(
    workspace: Workspace,
    kind: str,
    content: bytes,
    name: str,
    *,
    on: date,
    compose: Callable[..., Notice] | None = None,
) -> Taken:
    """The same for a file that was handed in on a page."""
    workspace.require(Permission.WRITE_NOTICES)
    if kind not in notices.kinds():
        raise InvalidInput(f'there is no notice of kind "{kind}"', hint="one of: " + ", ".join(sorted(notices.kinds())))
    if len(content) > LARGEST:
        raise InvalidInput("this file is too large", hint=f"up to {LARGEST >> 20} MB: save it without its pictures")
    suffix = _suffix(content, name)
    title, blocks = _read(content, suffix, name)
    language = language_in(" ".join((title, *_words(blocks))))
    document = Document(title or notices.kinds()[kind].TITLE, language, on, blocks, author=workspace.organisation_name)
    sha256 = hashlib.sha256(content).hexdigest()
    today = (compose or composing(workspace, on))(kind)
    points = check(document.as_data(), today, translations=workspace.translations(language))
    told = said_by(points, today)
    kept = {
        "organisation": workspace.organisation_name,
        "contact": today.snapshot.contact,
        "on": on.isoformat(),
        "purposes": {fact.category: list(fact.purposes) for fact in told},
        "duties": [duty.ident for duty in today.snapshot.duties],
        "tools": [point.name for point in points if point.sort == "tool" and point.standing is Standing.FOUND],
        "to_complete": [],
        "facts": [facts.as_data(fact) for fact in told],
        "items": items_of(points, today),
        "policy": {"media_type": MEDIA_TYPES[suffix], "size": len(content)},
        "document": _shown(document, kind, sha256).as_data(),
    }
    with workspace.transaction():
        file = PolicyFile(_named(name), MEDIA_TYPES[suffix], len(content), content)
        version = workspace.add_policy(kind, kept, sha256, file, language=language)
        details: dict[str, Any] = {each.value: sum(point.standing is each for point in points) for each in Standing}
        workspace.record(
            "policy-taken",
            f"{kind}-v{version.version}",
            {"sha256": sha256, "bytes": len(content), "language": language, **details},
        )
    return Taken(version, points)


def points_of(
    workspace: Workspace, version: NoticeVersion, *, on: date, compose: Callable[..., Notice] | None = None
) -> tuple[Point, ...]:
    """How a policy stands on a day: what it says, leaves out and says wrongly. Nothing of a notice that was drafted here."""
    if not version.is_policy:
        return ()
    today = (compose or composing(workspace, on))(version.kind)
    return check(version.content["document"], today, translations=workspace.translations(version.language))


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    """Text by which the language is told."""
    for clause in clauses_of(tuple(blocks)):
        yield clause.heading
        yield from clause.lines


def _shown(document: Document, kind: str, sha256: str) -> Document:
    groups = " ".join(sha256[start : start + 8] for start in range(0, 64, 8))
    return replace(
        document, draft=True, subtitle="As read from the file", foot=f"{kind} · SHA-256 of the file {groups}"
    )


def _named(name: str) -> str:
    return Path(name.replace("\\", "/")).name[:200] or "policy"


def _suffix(content: bytes, name: str) -> str:
    """By what it begins with, and then by its name: a file is not what it is called."""
    said = Path(name).suffix.lower()
    start = content[:1_024].lstrip().lower()
    if content[:5] == b"%PDF-":
        return ".pdf"
    if content[:2] == b"PK" and b"word/" in content:
        return ".docx"
    if content[:2] != b"PK" and (
        start.startswith((b"<!doctype html", b"<html")) or (said in (".html", ".htm") and b"<" in start)
    ):
        return ".html"
    raise InvalidInput(
        f'"{_named(name)}" is no PDF, DOCX or HTML' if content else f'"{_named(name)}" is empty',
        hint="save the policy as one of these: from Word, as DOCX or PDF",
    )


def _read(content: bytes, suffix: str, name: str) -> tuple[str, tuple[Block, ...]]:
    texts, reasons, size = [], [], 0
    with tempfile.TemporaryDirectory(prefix="bailee-") as folder:
        path = Path(folder) / f"policy{suffix}"
        path.write_bytes(content)
        for place in look_into(path):
            if place.reason is not None:
                reasons.append(place.reason)
            elif len(place.locator.segments) == 2 and not place.locator.segments[1].startswith(_BESIDE):
                texts.append(place.text)
                size += len(place.text)
            if size > _MOST_TEXT:  # before anything is made of it: a small file may hold very much
                raise InvalidInput(
                    f'"{_named(name)}" has too much text for a policy', hint="hand over the policy alone"
                )
    title, blocks = blocks_of(texts)
    if not blocks:
        said, hint = next(
            (_WHY[reason] for reason in reasons if reason in _WHY),
            (
                "holds no text",
                "is it a scan? Hand over the file that was printed, or one in which text can be selected",
            ),
        )
        raise InvalidInput(f'"{_named(name)}" {said}', hint=hint)
    return title, blocks
