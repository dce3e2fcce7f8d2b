"""A version: frozen text with a hash. Whoever signs, signs that hash."""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Literal

import rfc8785

import bailee.notices.linked_data as linked_data
from bailee.errors import InvalidInput
from bailee.inventory import Holding, ProcessingActivity
from bailee.monitoring.register import Entry
from bailee.notices.facts import Fact, facts_of
from bailee.notices.items import Item, asking, items_of, translation_of
from bailee.notices.snapshot import Snapshot, as_data, snapshot_of
from bailee.notices.wording import ENGLISH, wording
from bailee.obligations.evaluate import Obligation
from bailee.obligations.load import Rule, rules_by_ident
from bailee.rendering import Document, html, pdf, plain_text
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as composed from a snapshot; `sha256` is over its text, whatever form it is shown in."""

    kind: str
    snapshot: Snapshot
    document: Document
    sha256: str
    items: tuple[Item, ...] = ()  # what laws ask it to say: where it says so, or what is missing
    facts: tuple[Fact, ...] = ()  # behind it, by category
    declared: frozenset[str] = frozenset()  # categories that come of what the organisation says it does to the audience

    @property
    def missing(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.is_found)


@cache
def kinds() -> Mapping[str, ModuleType]:
    """Kinds of notice by ident: every module of this folder that has one."""
    found: dict[str, ModuleType] = {}
    for _, name, _ in pkgutil.iter_modules([str(Path(__file__).parent)]):
        module = importlib.import_module(f"bailee.notices.{name}")
        if hasattr(module, "IDENT"):
            found[module.IDENT] = module
    return MappingProxyType(found)


@cache
def planned() -> Mapping[str, ModuleType]:
    """Kinds that every duty to inform is served by. The others carry what one sort of law asks, beside these."""
    return MappingProxyType({ident: module for ident, module in kinds().items() if hasattr(module, "SERVES_ALL")})


def draft(
    kind: str,
    *,
    organisation: str,
    contact: str,
    holdings: Iterable[Holding],
    activities: Iterable[ProcessingActivity],
    obligations: Iterable[Obligation],
    on: date,
    tools: Iterable[Entry] = (),
    facts: Mapping[str, object] | None = None,
    rules: Mapping[str, Rule] | None = None,
    services: Mapping[str, str] | None = None,
    language: str = ENGLISH,
    translations: Mapping[str, str] | None = None,
) -> Notice:
    """Compose a notice of a kind from what is held, declared and owed. InvalidInput for a kind or a language that is none.

    `services`: of others, by the name of the place that is theirs. `translations`: of what was declared, by its own words.
    """
    held, declared = tuple(holdings), tuple(activities)
    module = kinds().get(kind)
    if module is None:
        raise InvalidInput(f'there is no notice of kind "{kind}"', hint="one of: " + ", ".join(sorted(kinds())))
    snapshot = snapshot_of(
        module.AUDIENCE,
        organisation=organisation,
        contact=contact,
        holdings=held,
        activities=declared,
        obligations=obligations,
        on=on,
        tools=tools,
        only=getattr(module, "CATEGORIES", None),
        asking=asking(kind, rules_by_ident() if rules is None else rules, module.AUDIENCE, facts or {}),
        said={name: facts[name] for name in module.FACTS if name in facts} if facts else {},
        services=services,
        serves_all=hasattr(module, "SERVES_ALL"),
        language=language,
        translations=translations,
    )
    say = wording(language)
    look: Literal["", "sign"] = getattr(module, "LOOK", "")
    text = Document(
        say(f"titles.{getattr(module, 'TITLED', kind)}"),
        language,
        on,
        module.compose(snapshot),
        author=organisation,
        look=look,
    )
    sha256 = hashlib.sha256(rfc8785.dumps(text.as_data())).hexdigest()
    document = replace(
        text,
        draft=True,
        subtitle=f"{organisation} · {say.day(on)}",
        foot=f"{kind} · SHA-256 {' '.join(sha256[start : start + 8] for start in range(0, 64, 8))}",
    )
    items = items_of(kind, snapshot.asked, module.parts(snapshot)) + translation_of(kind, snapshot)
    return Notice(
        kind,
        snapshot,
        document,
        sha256,
        items,
        facts_of(snapshot, module.AUDIENCE, held, declared),
        _done(facts or {}, frozenset(module.AUDIENCE), getattr(module, "CATEGORIES", None)),
    )


# What an organisation says it does makes the record: to everybody who comes or calls, and to whoever works there.
_TO_ALL = ("camera-footage", "call-recordings")
_TO_STAFF = (
    *("archived-mail", "background-checks", "badge-logs", "chat-exports", "location-tracks"),
    *("screen-captures", "web-history"),
)


def _done(
    facts: Mapping[str, object], audience: frozenset[SubjectCategory], only: frozenset[str] | None
) -> frozenset[str]:
    concerned = (*_TO_ALL, *(_TO_STAFF if SubjectCategory.EMPLOYEE in audience else ()))
    done = (each for each in concerned if facts.get(DATA_CATEGORIES[each].fact or "") is True)
    return frozenset(each for each in done if only is None or each in only)


def rendered_forms() -> tuple[str, ...]:
    return (".html", ".pdf", ".txt", ".json", ".jsonld")


def render(notice: Notice, form: str) -> bytes:
    """The notice as `.html`, `.pdf`, `.txt`, `.json` or `.jsonld`. InvalidInput for another form."""
    if form == ".html":
        return html.render(notice.document).encode()
    if form == ".pdf":
        return pdf.render(notice.document)
    if form == ".txt":
        return plain_text.render(notice.document).encode()
    if form == ".jsonld":
        audience = kinds()[notice.kind].AUDIENCE
        return linked_data.render(notice.kind, notice.snapshot, notice.document, notice.sha256, audience).encode()
    if form == ".json":
        told = {
            "kind": notice.kind,
            "sha256": notice.sha256,
            "snapshot": as_data(notice.snapshot),
            **({"items": [item.as_data() for item in notice.items]} if notice.items else {}),
            "document": notice.document.as_data(),
        }
        return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
    raise InvalidInput(f'a notice cannot be written as "{form}"', hint="one of: " + " ".join(rendered_forms()))
