"""Notices: which there are, whom each reached, what its versions say, and how two of them differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import msgspec

from bailee import notices
from bailee.api.cursors import page
from bailee.api.interface import Call, Count, Endpoint, File, Past, PastPaged, Request, Shape, shaped, there
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import ANY, HTML, PDF, TEXT, Language, Number
from bailee.notices.choices import Choice
from bailee.notices.comparison import ChangeState
from bailee.operations.compare_versions import compare_versions
from bailee.operations.find_stale import find_stale
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.operations.show_notices import composing_now, list_notices
from bailee.permissions import Permission
from bailee.rendering import from_data, html, pdf, plain_text
from bailee.store.rows.told import NoticeVersion
from bailee.vocabulary import State


class Version(Shape, frozen=True, kw_only=True):
    """One version: frozen text with a hash."""

    kind: str
    version: int
    language: str
    sha256: str
    state: str
    created_at: datetime
    reviewed_by: str
    reviewed_on: date | None
    published_at: datetime | None
    sent_to_all_at: datetime | None
    choice: str
    touches: tuple[str, ...]
    is_policy: bool


class NoticeLine(Shape, frozen=True, kw_only=True):
    """One notice. `unmentioned`: what is held and it does not say, so it is stale."""

    kind: str
    title: str
    audience: tuple[str, ...]
    served: Version | None
    draft: Version | None
    reviewed: str
    state: State
    says: str
    unmentioned: tuple[str, ...]
    languages: tuple[str, ...]


class Notices(Shape, frozen=True, kw_only=True):
    items: tuple[NoticeLine, ...]
    total: int
    next: str | None


class NoticeKind(Shape, frozen=True, kw_only=True):
    """What can be drafted. `planned`: a duty to inform is served by it."""

    ident: str
    title: str
    audience: tuple[str, ...]
    planned: bool


class NoticeKinds(Shape, frozen=True, kw_only=True):
    items: tuple[NoticeKind, ...]


class ListedVersion(Version, frozen=True, kw_only=True):
    """A version in a list. `reviewed`: by whom of counsel, and when; empty where it is a draft. `signed`: how many did."""

    reviewed: str
    signed: Count


class Versions(Shape, frozen=True, kw_only=True):
    items: tuple[ListedVersion, ...]


class WholeVersion(Shape, frozen=True, kw_only=True):
    """A version with its text, in blocks as it is printed, and what its counsel said of its words."""

    version: Version
    reviewed: str
    document: dict[str, Any]
    text: str


class InLanguage(Past, frozen=True, kw_only=True):
    language: Language = "en"


class Between(Request, frozen=True, kw_only=True):
    """Two versions; where none is named, the one that speaks now beside the newest."""

    before: Number | None = None
    after: Number | None = None
    language: Language = "en"


class Changed(Shape, frozen=True, kw_only=True):
    """What became of one clause, and why."""

    clause: str
    heading: str
    state: ChangeState
    causes: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


class Comparison(Shape, frozen=True, kw_only=True, rename={"from_": "from"}):
    """As `bailee notice compare --json`."""

    kind: str
    from_: int
    to: int
    changes: tuple[Changed, ...]
    not_said: tuple[str, ...]
    suggested: Choice
    because: str


class StaleNotice(Shape, frozen=True, kw_only=True):
    """A served version that does not say what is so today, and the clauses of today's text that would mend it."""

    kind: str
    version: int
    language: str
    says: tuple[str, ...]
    changes: tuple[Changed, ...]


class StaleNotices(Shape, frozen=True, kw_only=True):
    items: tuple[StaleNotice, ...]


def version_of(call: Call, language: str) -> NoticeVersion:
    """The version that an address names. Problem where there is none."""
    number = call.path.get("version")
    with there():
        return call.workspace.notice_version(call.path["notice"], int(number) if number else None, language)


def listing(call: Call) -> Notices:
    lines = list_notices(call.workspace, call.query.as_of or call.today)
    return page(call, lines, Notices, NoticeLine)


def kinds(call: Call) -> NoticeKinds:
    planned = notices.planned()
    found = [
        NoticeKind(
            ident=ident, title=module.TITLE, audience=tuple(sorted(each.value for each in module.AUDIENCE)), planned=ident in planned
        )
        for ident, module in sorted(notices.kinds().items())
    ]  # fmt: skip
    return NoticeKinds(items=tuple(found))


def versions(call: Call) -> Versions:
    own = [each for each in call.workspace.notices() if each.kind == call.path["notice"]]
    if not own:
        raise NOT_THERE
    reviews = reviews_of(call.workspace, call.query.as_of or call.today)
    return Versions(items=tuple(_listed(call, each, reviewer_of(each, reviews)) for each in own))


def _listed(call: Call, version: NoticeVersion, reviewed: str) -> ListedVersion:
    told = msgspec.structs.asdict(shaped(version, Version))
    return ListedVersion(**told, reviewed=reviewed, signed=len(call.workspace.sign_offs(version)))


def one(call: Call) -> WholeVersion:
    found = version_of(call, call.query.language)
    reviewed = reviewer_of(found, reviews_of(call.workspace, call.query.as_of or call.today))
    document = replace(from_data(found.content["document"]), draft=not reviewed)
    return WholeVersion(
        version=shaped(found, Version),
        reviewed=reviewed,
        document=document.as_data(),
        text=plain_text.render(document),
    )


def file(call: Call) -> File:
    """As a person is given it; of a policy of theirs what was handed over."""
    found, form = version_of(call, call.query.language), call.path["noticeform"]
    name = f"{found.kind}-v{found.version}"
    if form == "file":
        with there():
            kept = call.workspace.policy_file(found)
        suffix = {PDF: "pdf", HTML: "html"}.get(kept.media_type, "docx")
        return File(f"{name}.{suffix}", ANY, kept.content)
    reviewed = reviewer_of(found, reviews_of(call.workspace, call.query.as_of or call.today))
    document = replace(from_data(found.content["document"]), draft=not reviewed)
    if form == "pdf":
        return File(f"{name}.pdf", PDF, pdf.render(document))
    if form == "html":
        return File(f"{name}.html", HTML, html.render(document).encode())
    return File(f"{name}.txt", TEXT, plain_text.render(document).encode())


def comparison(call: Call) -> Comparison:
    query: Between = call.query
    with there():
        call.workspace.notice_version(call.path["notice"], None, query.language)
    found = compare_versions(
        call.workspace, call.path["notice"], before=query.before, after=query.after, language=query.language
    )
    told = found.as_data()
    return Comparison(
        kind=told["kind"],
        from_=told["from"],
        to=told["to"],
        changes=tuple(Changed(**_tupled(each)) for each in told["changes"]),
        not_said=tuple(told["not_said"]),
        suggested=Choice(told["suggested"]),
        because=told["because"],
    )


def _tupled(told: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()} | {
        "state": ChangeState(told["state"])
    }


def stale(call: Call) -> StaleNotices:
    found = find_stale(call.workspace, on=call.today, compose=composing_now(call.workspace, call.today))
    return StaleNotices(
        items=tuple(
            StaleNotice(
                kind=each.version.kind,
                version=each.version.version,
                language=each.version.language,
                says=tuple(cause.says for cause in each.stale.causes),
                changes=tuple(
                    Changed(
                        clause=change.mark,
                        heading=change.heading,
                        state=change.state,
                        causes=tuple(cause.says for cause in change.causes),
                        added=change.added,
                        removed=change.removed,
                    )
                    for change in each.changes
                ),
            )
            for each in found
        )
    )


_SEE = Permission.SEE_TABLE
ENDPOINTS = (
    Endpoint(
        "GET", "notices", "list_notices", "Notices, those that need somebody first", listing, _SEE, Notices, query=PastPaged
    ),
    Endpoint("GET", "notice-kinds", "list_notice_kinds", "Kinds of notice that can be drafted", kinds, _SEE, NoticeKinds),
    Endpoint(
        "GET", "stale-notices", "list_stale_notices", "Served notices that do not say what is so today", stale, _SEE, StaleNotices
    ),
    Endpoint(
        "GET", "notices/{notice}/versions", "list_notice_versions", "Versions of a notice, in all its languages", versions, _SEE,
        Versions, query=Past,
    ),
    Endpoint(
        "GET", "notices/{notice}/versions/{version}", "show_notice_version", "One version with its text", one, _SEE, WholeVersion,
        query=InLanguage,
    ),
    Endpoint(
        "GET", "notices/{notice}/versions/{version}/{noticeform}", "download_notice_version",
        "One version as PDF, HTML or text; of a policy the file that was handed over", file, Permission.EXPORT, File,
        query=InLanguage, media=(PDF, HTML, TEXT, ANY),
    ),
    Endpoint(
        "GET", "notices/{notice}/comparison", "compare_notice_versions", "What changed between two versions, clause by clause, and why",
        comparison, _SEE, Comparison, query=Between, conflicts="there is one version",
    ),
)  # fmt: skip
