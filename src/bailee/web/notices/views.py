"""All notices, those that need somebody first; one version as people read it, and as a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from bailee import notices
from bailee.counsel.reviews import Reviews
from bailee.errors import InvalidInput
from bailee.matrix import SUBJECTS
from bailee.notices.short import minutes_to_read
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.operations.show_notices import NoticeLine, list_notices
from bailee.operations.show_status import show_status
from bailee.permissions import Permission
from bailee.rendering import Break, Document, from_data, html, pdf, plain_text
from bailee.store.rows.base import now
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from bailee.web import answers, frame, words
from bailee.web.counsel.blocks import shown_block
from bailee.web.visits import one_look

_HEADS = ("Notice", "Language", "Version", "State", "Published", "Reviewed by", "Choice", "About", "Theirs", "SHA-256")
_TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8", "txt": "text/plain; charset=utf-8"}


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Every notice; as CSV every version."""
    if request.GET.get("format") == "csv" and workspace.may(Permission.EXPORT):
        reviews = reviews_of(workspace, today())
        rows = (
            (
                each.kind, each.language, each.version, each.state, each.published_at or "", reviewer_of(each, reviews), each.choice,
                ", ".join(each.touches) or ("everybody" if each.choice == "material" else ""), "yes" if each.is_policy else "no",
                each.sha256,
            )
            for each in workspace.notices()
        )  # fmt: skip
        return answers.csv_file(f"{workspace.organisation} notices.csv", _HEADS, rows)
    status = show_status(workspace, on=today())  # makes the table where it is not there yet
    lines = list_notices(workspace, today(), status)
    return answers.page(
        request,
        "notices/list.html",
        lines=[_line(workspace, each) for each in lines],
        stale=sum(bool(each.unmentioned) for each in lines),
        served=sum(each.served is not None for each in lines),
        held=len({holding.category for holding in status.found.holdings}) if not lines else 0,
        kinds=[("", "Choose…"), *((ident, kind_words(ident, module)) for ident, module in drafted())],
        may_write=workspace.may(Permission.WRITE_NOTICES),
        may_export=workspace.may(Permission.EXPORT),
        address=frame.address("notices", workspace.organisation),
        draft_address=frame.address("notice-draft", workspace.organisation),
        policy_address=frame.address("notice-policy", workspace.organisation),
    )  # fmt: skip


@one_look
def preview(request: HttpRequest, workspace: Workspace, kind: str, version: int) -> HttpResponseBase:
    """One version as people read it: the short notice or the whole, wide or as on a phone."""
    found = version_of(request, workspace, kind, version)
    document = document_of(workspace, found)
    short = next((number for number, block in enumerate(document.blocks) if isinstance(block, Break)), None)
    part = "short" if request.GET.get("part") == "short" and short is not None else "whole"
    width = "phone" if request.GET.get("width") == "phone" else "page"
    blocks = document.blocks[:short] if part == "short" else document.blocks
    here = frame.address("notice-preview", workspace.organisation, kind, version)

    def at(part: str, width: str) -> str:
        query = {"part": part, "width": width, **({"language": found.language} if found.language != "en" else {})}
        return f"{here}?{'&'.join(f'{name}={value}' for name, value in query.items())}"

    forms = [] if found.is_policy else ["pdf", "html", "txt"]
    return answers.page(
        request,
        "notices/preview.html",
        version=found,
        document=document,
        blocks=[made for block in blocks if (made := shown_block(block))],
        phone=width == "phone",
        minutes=minutes_to_read(found.content),
        parts=[("Short", at("short", width), None, part == "short"), ("Whole", at("whole", width), None, part == "whole")]
        if short is not None
        else [],
        widths=[("Page", at(part, "page"), None, width == "page"), ("Phone", at(part, "phone"), None, width == "phone")],
        downloads=[
            (form.upper(), file_address(workspace, found, form)) for form in (*forms, *(["file"] if found.is_policy else []))
        ]
        if workspace.may(Permission.EXPORT)
        else [],
        kind_address=kind_address(workspace, found),
    )  # fmt: skip


def file(request: HttpRequest, workspace: Workspace, kind: str, version: int, form: str) -> HttpResponseBase:
    """A version as PDF, HTML or text; of a policy of theirs the file that was handed over."""
    found = version_of(request, workspace, kind, version)
    if form == "file":
        try:
            kept = workspace.policy_file(found)
        except InvalidInput:
            raise Http404 from None
        suffix = {"application/pdf": "pdf", "text/html": "html"}.get(kept.media_type, "docx")
        return _download(kept.content, "application/octet-stream", f"{kind}-v{version}.{suffix}")
    if form not in _TYPES:
        raise Http404
    document = document_of(workspace, found)
    made = (
        pdf.render(document)
        if form == "pdf"
        else (html.render(document) if form == "html" else plain_text.render(document)).encode()
    )
    return _download(made, _TYPES[form], f"{kind}-v{version}.{form}")


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# --- what the pages of this part share


def today() -> date:
    return now().astimezone().date()


def version_of(request: HttpRequest, workspace: Workspace, kind: str, version: int | None) -> NoticeVersion:
    """A version that an address names; 404 where there is none."""
    try:
        return workspace.notice_version(kind, version, request.GET.get("language", "en")[:16])
    except InvalidInput:
        raise Http404 from None


def document_of(workspace: Workspace, version: NoticeVersion, reviews: Reviews | None = None) -> Document:
    """As it is printed: with DRAFT until counsel has reviewed its words."""
    data = version.content.get("document")
    if data is None:
        raise Http404
    document = from_data(data)
    reviewed = reviewer_of(version, reviews or reviews_of(workspace, today()))
    return replace(document, draft=not reviewed)


def kind_address(workspace: Workspace, version: NoticeVersion) -> str:
    address = frame.address("notice", workspace.organisation, version.kind)
    return address if version.language == "en" else f"{address}?language={version.language}"


def file_address(workspace: Workspace, version: NoticeVersion, form: str) -> str:
    address = frame.address("notice-file", workspace.organisation, version.kind, version.version, form)
    return address if version.language == "en" else f"{address}?language={version.language}"


def audience_words(audience: frozenset[SubjectCategory]) -> str:
    """Whom a kind of notice is for, in words."""
    named = [SUBJECTS[each] for each in SUBJECTS if each in audience]
    if not named:
        return "whoever it reaches"
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def drafted() -> list[tuple[str, Any]]:
    """Kinds, those that every duty to inform is served by first."""
    planned = notices.planned()
    return sorted(notices.kinds().items(), key=lambda each: (each[0] not in planned, each[1].TITLE))


def kind_words(ident: str, module: Any) -> str:
    """What a kind of notice is called, and whom it is for."""
    return f"{name_of(ident)}, for {audience_words(module.AUDIENCE)}"


def name_of(kind: str) -> str:
    """What a kind is called among those who write notices; its title is for those who read it.

    >>> name_of("employee-privacy-notice"), name_of("cctv-sign")
    ('Employee privacy notice', 'CCTV sign')
    """
    said = " ".join(_LARGE.get(word, word) for word in kind.split("-"))
    return said[:1].upper() + said[1:]


_LARGE = {"cctv": "CCTV", "eu": "EU"}


def _line(workspace: Workspace, line: NoticeLine) -> dict[str, Any]:
    module = notices.kinds().get(line.kind)
    return {
        "it": line,
        "name": name_of(line.kind),
        "who": audience_words(frozenset(module.AUDIENCE)) if module else "",
        "url": frame.address("notice", workspace.organisation, line.kind),
        "word": words.sentence(line.says),
        "silent": line.unmentioned[:3],
        "more": max(len(line.unmentioned) - 3, 0),
    }
