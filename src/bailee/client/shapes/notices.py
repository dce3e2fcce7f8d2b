"""What is sent and answered of notices, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

import bailee.client.shapes.common as common

ChoicesChoice: TypeAlias = Literal["material", "minor"]

PoliciesStanding: TypeAlias = Literal["contradicts", "found", "missing"]

StopSort: TypeAlias = Literal["counsel", "law", "unsaid", "untrue"]


class AboutKind(TypedDict):
    category: str
    purpose: str
    basis: NotRequired[common.LawfulBasis | None]
    kept: NotRequired[str]
    recipient: NotRequired[str]


class Answered(TypedDict):
    """What somebody answered: all of it is declared, or nothing."""

    kinds: NotRequired[list[AboutKind]]
    facts: NotRequired[dict[str, str]]
    contact: NotRequired[str]


class AskedFact(TypedDict):
    name: str
    type: str
    question: str


Comparison = TypedDict(
    "Comparison",
    {
        "kind": "str",
        "from": "int",
        "to": "int",
        "changes": "list[common.Changed]",
        "not_said": "list[str]",
        "suggested": "ChoicesChoice",
        "because": "str",
    },
)


class DeclaredKinds(TypedDict):
    kinds: int


class DraftedVersion(TypedDict):
    """The same facts on the same day are the same version: `is_new` says whether this is another one."""

    version: Version
    is_new: bool
    reviewed: str


class ListedVersion(TypedDict):
    """A version in a list. `reviewed`: by whom of counsel, and when; empty where it is a draft. `signed`: how many
    did."""

    kind: str
    version: int
    language: str
    sha256: str
    state: str
    created_at: str
    reviewed_by: str
    reviewed_on: str | None
    published_at: str | None
    sent_to_all_at: str | None
    choice: str
    touches: list[str]
    is_policy: bool
    reviewed: str
    signed: int


class NewWords(TypedDict):
    language: str
    words: dict[str, str]


class NoticeLine(TypedDict):
    """One notice. `unmentioned`: what is held and it does not say, so it is stale."""

    kind: str
    title: str
    audience: list[str]
    served: Version | None
    draft: Version | None
    reviewed: str
    state: common.VocabularyState
    says: str
    unmentioned: list[str]
    languages: list[str]


class NoticeWorkDrafting(TypedDict):
    language: NotRequired[str]


class Notices(TypedDict):
    items: list[NoticeLine]
    total: int
    next: str | None


class PointShape(TypedDict):
    """How the policy stands on one thing: found, missing, or contradicted by what is held."""

    sort: str
    about: str
    standing: PoliciesStanding
    why: str
    clause: str
    heading: str
    law: str


class Points(TypedDict):
    items: list[PointShape]


class PolicyFile(TypedDict):
    """A policy that there is already: PDF, DOCX or HTML, up to about 700 KB here; a page and the command take more."""

    name: str
    content: str


class Publish(TypedDict):
    """`sha256`: of the version as it was read; another one is refused. `despite`: why it goes out although something
    stops it."""

    language: NotRequired[str]
    sha256: NotRequired[str | None]
    choice: NotRequired[ChoicesChoice | None]
    why: NotRequired[str]
    despite: NotRequired[str]
    everybody: NotRequired[bool]


class Publishing(TypedDict):
    """What publishing this version would mean. `suggested`: of `material` and `minor`, with why."""

    version: Version
    served: Version | None
    reviewed: str
    causes: list[str]
    stops: list[StopShape]
    signed: int
    concerned: int | None
    touched: int
    asks_choice: bool
    suggested: ChoicesChoice
    because: str


class Sent(TypedDict):
    """That it was sent to everyone concerned, and how: post, e-mail, with the invoice."""

    by: str
    language: NotRequired[str]


class StillOpen(TypedDict):
    """What a notice still has to be told."""

    kinds: list[Unsaid]
    facts: list[AskedFact]
    asks_contact: bool


class StopShape(TypedDict):
    """What stands in the way, and what mends it."""

    sort: StopSort
    says: str
    remedy: str
    of: str


class TakenPolicy(TypedDict):
    version: Version
    points: list[PointShape]


class Unsaid(TypedDict):
    """A kind of data of which somebody still has to say something; `is_usual`: what stands here is what is usual."""

    category: str
    label: str
    subjects: list[str]
    purpose: str
    basis: str
    kept: str
    recipient: str
    is_usual: bool


class Version(TypedDict):
    """One version: frozen text with a hash."""

    kind: str
    version: int
    language: str
    sha256: str
    state: str
    created_at: str
    reviewed_by: str
    reviewed_on: str | None
    published_at: str | None
    sent_to_all_at: str | None
    choice: str
    touches: list[str]
    is_policy: bool


class Versions(TypedDict):
    items: list[ListedVersion]


class WholeVersion(TypedDict):
    """A version with its text, in blocks as it is printed, and what its counsel said of its words."""

    version: Version
    reviewed: str
    document: dict[str, Any]
    text: str


class Wordings(TypedDict):
    """Declared words that the notice takes over, each as it is said in the language; empty where nobody said."""

    language: str
    words: dict[str, str]
