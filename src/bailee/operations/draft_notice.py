"""Draft a notice from what is held, declared and owed, keep it as a version, and note that it was sent.

The drafting itself is `notices.draft`, a pure function; here it meets the store, and each step appends its record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from bailee import notices
from bailee.counsel.reviews import Reviews
from bailee.inventory import Holding, ProcessingActivity
from bailee.monitoring.register import Entry
from bailee.notices import Notice, facts
from bailee.notices.snapshot import as_data
from bailee.notices.wording import ENGLISH, wording
from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.obligations.load import in_force
from bailee.obligations.tables import rules_for
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.operations.know_services import services_of
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with the version it is kept as; `reviewed`: by whom its words were, empty where by nobody."""

    notice: Notice
    version: NoticeVersion
    reviewed: str = ""


def draft_notice(
    workspace: Workspace, kind: str, *, on: date, language: str = ENGLISH, compose: Callable[..., Notice] | None = None
) -> Drafted:
    """Compose a notice and keep it. The same facts on the same day are the same version; each language has versions of its own.

    `compose`: what composes it, where the facts are gathered already.
    """
    reviews = reviews_of(workspace, on)
    notice = in_language(workspace, compose or composing(workspace, on, reviews), kind, language)
    content = content_of(notice)
    with workspace.transaction():
        version = workspace.add_notice_version(kind, content, notice.sha256, language=language)
        workspace.record(
            "notice-drafted", f"{kind}-v{version.version}", {"sha256": version.sha256, "language": version.language}
        )
    reviewed = reviewer_of(version, reviews)
    return Drafted(shown_as(notice, reviewed), version, reviewed)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What notices are made from, where somebody has it at hand already: of a big store it takes long."""

    holdings: Sequence[Holding]
    activities: Sequence[ProcessingActivity]
    tools: Sequence[Entry]
    declared: Mapping[str, object]


def composing(
    workspace: Workspace, on: date, reviews: Reviews | None = None, held: Gathered | None = None
) -> Callable[..., Notice]:
    """What composes a notice of any kind, with the facts of a day gathered once."""
    held = held or Gathered(
        workspace.holdings(with_own=True), workspace.activities(), workspace.register(on), workspace.facts(on)
    )
    holdings, declared = held.holdings, held.declared
    rules = rules_for(workspace.home)
    marked = reviews or reviews_of(workspace, on, declared=declared)
    return partial(
        notices.draft,
        organisation=workspace.organisation_name,
        contact=str(declared.get("contact") or ""),
        holdings=holdings,
        activities=held.activities,
        obligations=marked.mark(evaluate(facts_from(holdings, declared), rules, on=on)),
        on=on,
        tools=held.tools,
        facts={**declared, **_officer(workspace)},
        rules={rule.ident: rule for rule in in_force(rules, on)},
        services=services_of(workspace),
    )


def in_language(workspace: Workspace, compose: Callable[..., Notice], kind: str, language: str) -> Notice:
    """A notice in a language, with what was declared in the words that the organisation has for it there."""
    wording(language)  # refuses one that has no catalogue
    translations = workspace.translations(language) if language != ENGLISH else {}
    return compose(kind, language=language, translations=translations)


def content_of(notice: Notice) -> dict[str, Any]:
    """What is kept of a notice beside its hash: the text, and the facts that it was made from."""
    content = {**as_data(notice.snapshot), "document": notice.document.as_data()}
    if notice.facts:
        content["facts"] = [facts.as_data(each) for each in notice.facts]
    if notice.items:
        content["items"] = [item.as_data() for item in notice.items]
    return content


def _officer(workspace: Workspace) -> dict[str, str]:
    """The data protection officer as the record of processing names one."""
    named = workspace.contacts().get("dpo")
    return {"officer": ", ".join(filter(None, (named.name, named.contact)))} if named else {}


def shown_as(notice: Notice, reviewed: str) -> Notice:
    """A notice without DRAFT, and with who reviewed it, where somebody did: the same words, the same hash."""
    if not reviewed:
        return notice
    said = wording(notice.document.language)("clauses.reviewed", who=reviewed)
    document = replace(notice.document, draft=False, foot=f"{notice.document.foot} · {said}")
    return replace(notice, document=document)


def called(version: NoticeVersion) -> str:
    """What the log calls a version where its language matters: numbers run apart in each."""
    name = f"{version.kind}-v{version.version}"
    return name if version.language == ENGLISH else f"{name}-{version.language}"


def send_notice(workspace: Workspace, version: NoticeVersion, *, by: str) -> NoticeVersion:
    """Note that a published version was sent to everyone concerned; `by` says how: post, e-mail, with the invoice."""
    with workspace.transaction():
        sent = workspace.mark_sent_to_all(version.kind, version.version, language=version.language)
        workspace.record("notice-sent", called(version), {"sha256": version.sha256, "by": by, "to": "all"})
    return sent
