"""Draft a notice from what is held, declared and owed, keep it as a version, publish it, and note that it was sent.

The drafting itself is `notices.draft`, a pure function; here it meets the store, and each step appends its record.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bailee import notices
from bailee.notices import Notice
from bailee.notices.snapshot import as_data
from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.tables import rules_for
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with the version it is kept as; `reviewed`: by whom its words were, empty where by nobody."""

    notice: Notice
    version: NoticeVersion
    reviewed: str = ""


def draft_notice(workspace: Workspace, kind: str, *, on: date) -> Drafted:
    """Compose a notice and keep it. The same facts on the same day are the same version."""
    holdings = workspace.holdings(with_own=True)
    declared = workspace.facts(on)
    reviews = reviews_of(workspace, on, declared=declared)
    obligations = reviews.mark(evaluate(facts_from(holdings, declared), rules_for(workspace.home), on=on))
    notice = notices.draft(
        kind,
        organisation=workspace.organisation_name,
        contact=str(declared.get("contact") or ""),
        holdings=holdings,
        activities=workspace.activities(),
        obligations=obligations,
        on=on,
        tools=workspace.register(on),
    )
    content = {**as_data(notice.snapshot), "document": notice.document.as_data()}
    with workspace.transaction():
        version = workspace.add_notice_version(kind, content, notice.sha256)
        workspace.record(
            "notice-drafted", f"{kind}-v{version.version}", {"sha256": version.sha256, "language": version.language}
        )
    reviewed = reviewer_of(version, reviews)
    return Drafted(shown_as(notice, reviewed), version, reviewed)


def shown_as(notice: Notice, reviewed: str) -> Notice:
    """A notice without DRAFT, and with who reviewed it, where somebody did: the same words, the same hash."""
    if not reviewed:
        return notice
    document = replace(notice.document, draft=False, foot=f"{notice.document.foot} · reviewed by {reviewed}")
    return replace(notice, document=document)


def publish_notice(workspace: Workspace, version: NoticeVersion) -> NoticeVersion:
    """Publish a version. Whether counsel reviewed its words is not for whoever publishes it to say: it prints DRAFT until then."""
    with workspace.transaction():
        published = workspace.publish(version.kind, version.version, language=version.language)
        workspace.record("notice-published", f"{version.kind}-v{version.version}", {"sha256": version.sha256})
    return published


def send_notice(workspace: Workspace, version: NoticeVersion, *, by: str) -> NoticeVersion:
    """Note that a published version was sent to everyone concerned; `by` says how: post, e-mail, with the invoice."""
    with workspace.transaction():
        sent = workspace.mark_sent_to_all(version.kind, version.version)
        workspace.record(
            "notice-sent", f"{version.kind}-v{version.version}", {"sha256": version.sha256, "by": by, "to": "all"}
        )
    return sent
