"""Take over what counsel decided: from the decision file or the DOCX, from a signed paper, or one by one on the page.

All of a file or nothing. Changed words become the next draft of that notice, or the organisation's own wording of a rule;
what stood before, and what counsel made of it, are both kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bailee.counsel import decision_file
from bailee.counsel.decision_file import Answer, Filled, Known
from bailee.counsel.packet import Asked, item_of
from bailee.counsel.reviews import Decision, How, Scope, Verdict
from bailee.counsel.texts import TextKind, notice_text, rule_ident, rule_text
from bailee.counsel.words import as_blocks
from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.evidence.canonical import canonical
from bailee.notices.facts import still_said
from bailee.notices.wording import ENGLISH, Wording, languages, wording
from bailee.operations.ask_counsel import compose_from, newest_texts, what_stands
from bailee.operations.know_reviews import places_in, reviews_of, text_of
from bailee.operations.report_status import report_status
from bailee.permissions import Permission, Role
from bailee.rendering import Document, Table, from_data
from bailee.rendering.docx_answers import answers
from bailee.store.rows.base import today
from bailee.store.rows.told import NoticeVersion
from bailee.store.standing import memberships
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES

_MOST_BYTES = 8 << 20
ON_PAPER = "reviewed on paper"
RULE = rule_ident("")  # how idents of texts of rules begin


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken over."""

    decisions: tuple[Decision, ...]
    drafts: tuple[NoticeVersion, ...]  # that counsel's words made
    others: tuple[str, ...]  # names of other clients for which decisions of all clients count, too


def import_decisions(
    workspace: Workspace, file: Path, *, name: str = "", firm: str = "", on: date | None = None
) -> Taken:
    """Take a filled-in file over. InvalidInput names each fault with its line; CannotRead where it does not open."""
    return take_file(workspace, content_of(file), file.name, name=name, firm=firm, on=on)


def content_of(file: Path) -> bytes:
    """The bytes of a filled-in file. InvalidInput or CannotRead where there are too many, or none."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise InvalidInput(f'"{file}" is too large for a decision file', hint="hand in the one of the packet")
        return file.read_bytes()
    except OSError:
        raise CannotRead(
            f'"{file}" cannot be read', hint="name the decision file, or the DOCX, that came back"
        ) from None


def take_file(
    workspace: Workspace, content: bytes, filename: str, *, name: str = "", firm: str = "", on: date | None = None
) -> Taken:
    """The same for a file that was handed in on a page."""
    _may_decide(workspace)
    items: dict[str, Any] = {}
    if content[:2] == b"PK":
        with suppress(InvalidInput):  # the reader says what is wrong with it
            ident = answers(content).properties.get("packet", "")
            if (asked := workspace.packet_items(ident)) is not None:
                items[ident] = asked
    filled = decision_file.read(content, filename, items)
    how = How.SIGNED_IN if workspace.role is Role.COUNSEL else How.COMMAND_LINE
    if how is How.SIGNED_IN:  # a review of hers is by her name, whoever filled the file in
        name = next((each.name for each in workspace.member_list() if each.ident == workspace.member), workspace.member)
    return take(workspace, filled, how=how, name=name, firm=firm, on=on)


def decide(workspace: Workspace, answer: Answer, *, name: str, firm: str, on: date | None = None) -> Taken:
    """One decision, by counsel who is signed in."""
    workspace.require(Permission.REVIEW)
    day = on or today()
    known = _as_it_stands(workspace, answer.ident, day)
    filled = Filled("", name, firm, "", (answer,))
    return _kept(workspace, filled, known, how=How.SIGNED_IN, name=name, firm=firm, on=day)


def _as_it_stands(workspace: Workspace, ident: str, on: date) -> dict[str, Known]:
    """One text as it stands now, or one question as the newest packet asks it: for this nothing that is held is counted anew."""
    texts = [text for text in newest_texts(workspace) if text.ident == ident]
    rule = reviews_of(workspace, on).rule(ident.removeprefix(RULE))
    if ident.startswith(RULE) and rule is not None and rule.is_verified:
        texts.append(rule_text(rule))
    if texts:
        return {text.ident: Known(text.ident, text.kind, text.title, text.sha256, text.lines) for text in texts}
    packets = workspace.packets()
    asked = [item_of(each) for each in packets[0].items] if packets else []
    return decision_file.known_of([each for each in asked if each.ident == ident and each.kind is TextKind.QUESTION])


def record_on_paper(
    workspace: Workspace, version: NoticeVersion, *, by: str, firm: str = "", paper: bytes, on: date
) -> Taken:
    """Note that a named person reviewed a version on paper. The paper's hash is kept: whoever doubts it may ask for the paper."""
    workspace.require(Permission.RECORD_REVIEW)
    if not by.strip():
        raise InvalidInput("a review needs a name", hint="--reviewed-by NAME")
    text = text_of(version)
    decision = Decision(
        "", text.ident, text.kind, text.sha256, Verdict.ACCEPT, by.strip(), firm.strip(), on,
        places=places_in(workspace.facts(on)), before=text.lines, title=text.title, how=How.PAPER, paper_sha256=hashlib.sha256(paper).hexdigest(),
        ground=ON_PAPER,
    )  # fmt: skip
    return Taken(workspace.record_decisions([decision]), (), ())


def take(
    workspace: Workspace, filled: Filled, *, how: How, name: str = "", firm: str = "", on: date | None = None
) -> Taken:
    """Hold what was filled in against what stands now, and keep it: all, or nothing."""
    _may_decide(workspace)
    day = on or today()
    report = report_status(workspace, on=day)
    known = what_stands(workspace, compose_from(workspace, report, Asked()), report)
    return _kept(workspace, filled, known, how=how, name=name, firm=firm, on=day)


def _kept(
    workspace: Workspace, filled: Filled, known: Mapping[str, Known], *, how: How, name: str, firm: str, on: date
) -> Taken:
    """What was filled in, held against what can be decided, and kept: all, or nothing."""
    made = decision_file.decisions(
        filled, known, places=places_in(workspace.facts(on)), on=on, how=how, name=name, firm=firm
    )
    versions = {text_of(version).ident: version for version in workspace.notices()}  # the newest of each last
    drafts: list[NoticeVersion] = []
    with workspace.transaction():
        settled = []
        for each in made:
            if each.verdict is Verdict.CHANGE and each.kind is TextKind.NOTICE:
                version = _redrafted(workspace, versions[each.text], each.words)
                drafts.append(version)
                each = replace(each, new_sha256=text_of(version).sha256)
            settled.append(each)
        kept = workspace.record_decisions(settled)
    others = _for_other_clients(workspace, [each for each in settled if each.scope is Scope.ALL_CLIENTS])
    return Taken(kept, tuple(drafts), others)


def _may_decide(workspace: Workspace) -> None:
    if not (workspace.may(Permission.REVIEW) or workspace.may(Permission.RECORD_REVIEW)):
        workspace.require(Permission.REVIEW)  # says who may


def _redrafted(workspace: Workspace, version: NoticeVersion, words: Sequence[str]) -> NoticeVersion:
    """The next draft of a notice, in counsel's words. What these words do not name any more, it does not tell of."""
    before = from_data(version.content["document"])
    layouts = {block.caption: block for block in before.blocks if isinstance(block, Table)}
    blocks = tuple(
        replace(block, widths=layouts[block.caption].widths, marked=layouts[block.caption].marked)
        if isinstance(block, Table) and block.caption in layouts and layouts[block.caption].head == block.head
        else block
        for block in as_blocks(words)
    )
    text = Document(before.title, before.language, before.on, blocks, author=before.author, look=before.look)
    sha256 = hashlib.sha256(canonical(text.as_data())).hexdigest()
    shown = replace(text, draft=True, subtitle=before.subtitle, foot=_foot(version.kind, sha256))
    said, was = (" ".join(notice_text(version.kind, each.as_data()).lines).casefold() for each in (text, before))
    say = wording(before.language if before.language in languages() else ENGLISH)  # a policy of their own may be in any
    translations = workspace.translations(before.language)
    purposes = _still_named(version.content.get("purposes", {}), was, said, say, translations)
    content = {
        **{
            name: each for name, each in version.content.items() if name != "policy"
        },  # it is no file of theirs any more
        "purposes": purposes,
        "facts": still_said(version.content.get("facts", ()), purposes, was, said),
        "tools": [
            name for name in version.content.get("tools", ()) if name.casefold() in said or name.casefold() not in was
        ],
        "document": shown.as_data(),
    }
    made = workspace.add_counsel_draft(version.kind, content, sha256, language=version.language)
    workspace.record(
        "notice-drafted",
        f"{made.kind}-v{made.version}",
        {"sha256": made.sha256, "language": made.language, "in_words_of": "counsel"},
    )
    return made


def _still_named(
    purposes: dict[str, list[str]], was: str, said: str, say: Wording, translations: Mapping[str, str]
) -> dict[str, list[str]]:
    """Categories and purposes that stand in the new words, too: by the sentence that a notice has for them, a sign by their name."""
    kept = {}
    for category, stated in purposes.items():
        known = category in DATA_CATEGORIES
        name = say.category(category) if known else category.replace("-", " ")
        if known and name.casefold() not in was:
            name = say.label(category)
        if name.casefold() in said:
            words = {purpose: translations.get(purpose) or say.usual(purpose) or purpose for purpose in stated}
            kept[category] = [purpose for purpose in stated if words[purpose].casefold() in said]
    return kept


def _foot(kind: str, sha256: str) -> str:
    return f"{kind} · SHA-256 {' '.join(sha256[start : start + 8] for start in range(0, 64, 8))}"


def _for_other_clients(workspace: Workspace, decisions: Sequence[Decision]) -> tuple[str, ...]:
    """Rules that were decided for all clients: counsel's decision is kept with each client that it counts for.

    Who is signed in decides for those where she is counsel, too; an owner notes it for the clients that he is assigned to.
    """
    rules = [each for each in decisions if each.kind is TextKind.RULE]
    if not rules:
        return ()
    named = []
    for door in _other_doors(workspace):
        with suppress(NotAllowed):
            door.record_decisions(rules)
            named.append(door.organisation_name)
    return tuple(named)


def _other_doors(workspace: Workspace) -> list[Workspace]:
    if workspace.account:
        found = [
            (each.organisation, each.member)
            for each in memberships(workspace.home, workspace.account)
            if each.role is workspace.role
        ]
    elif workspace.is_provider:
        found = [
            (each.ident, each.as_member)
            for each in workspace.clients()
            if each.as_member and each.state not in ("gone", "uncertified")
        ]
    else:
        found = []
    return [
        Workspace(workspace.home, organisation, member)
        for organisation, member in found
        if organisation != workspace.organisation
    ]
