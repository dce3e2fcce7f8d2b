"""What is done with notices: drafted from facts, completed by answers, published by choice, taken over from a file, said in other words."""

from __future__ import annotations

from typing import Annotated

import msgspec

from bailee import notices
from bailee.api.interface import Call, Content, Endpoint, Ident, Request, Shape, Text, Word, decoded, shaped, shapes
from bailee.api.nouns.notices import Version, version_of
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import Language
from bailee.errors import InvalidInput
from bailee.notices.choices import Choice
from bailee.notices.policies import Standing
from bailee.notices.stops import StopSort
from bailee.operations.draft_notice import draft_notice, send_notice
from bailee.operations.publish_notice import plan_publishing, publish_notice
from bailee.operations.show_notices import Answers, OpenKind, answer_open, composing_now, open_of
from bailee.operations.take_policy import points_of, take_content
from bailee.operations.translate_notice import translate, words_of
from bailee.permissions import Permission
from bailee.vocabulary import LawfulBasis


class ChosenLanguage(Request, frozen=True, kw_only=True):
    language: Language = "en"


class Unsaid(Shape, frozen=True, kw_only=True):
    """A kind of data of which somebody still has to say something; `is_usual`: what stands here is what is usual."""

    category: str
    label: str
    subjects: tuple[str, ...]
    purpose: str
    basis: str
    kept: str
    recipient: str
    is_usual: bool


class AskedFact(Shape, frozen=True, kw_only=True):
    name: str
    type: str
    question: str


class StillOpen(Shape, frozen=True, kw_only=True):
    """What a notice still has to be told."""

    kinds: tuple[Unsaid, ...]
    facts: tuple[AskedFact, ...]
    asks_contact: bool


class AboutKind(Request, frozen=True, kw_only=True):
    category: Ident
    purpose: Word
    basis: LawfulBasis | None = None
    kept: Text = ""
    recipient: Text = ""


class Answered(Request, frozen=True, kw_only=True):
    """What somebody answered: all of it is declared, or nothing."""

    kinds: Annotated[tuple[AboutKind, ...], msgspec.Meta(max_length=200)] = ()
    facts: dict[Ident, Text] = msgspec.field(default_factory=dict)
    contact: Text = ""


class DeclaredKinds(Shape, frozen=True, kw_only=True):
    kinds: int


class Drafting(Request, frozen=True, kw_only=True):
    language: Language = "en"


class DraftedVersion(Shape, frozen=True, kw_only=True):
    """The same facts on the same day are the same version: `is_new` says whether this is another one."""

    version: Version
    is_new: bool
    reviewed: str


class StopShape(Shape, frozen=True, kw_only=True):
    """What stands in the way, and what mends it."""

    sort: StopSort
    says: str
    remedy: str
    of: str


class Publishing(Shape, frozen=True, kw_only=True):
    """What publishing this version would mean. `suggested`: of `material` and `minor`, with why."""

    version: Version
    served: Version | None
    reviewed: str
    causes: tuple[str, ...]
    stops: tuple[StopShape, ...]
    signed: int
    concerned: int | None
    touched: int
    asks_choice: bool
    suggested: Choice
    because: str


class Publish(Request, frozen=True, kw_only=True):
    """`sha256`: of the version as it was read; another one is refused. `despite`: why it goes out although something stops it."""

    language: Language = "en"
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")] | None = None
    choice: Choice | None = None
    why: Text = ""
    despite: Text = ""
    everybody: bool = False


class Sent(Request, frozen=True, kw_only=True):
    """That it was sent to everyone concerned, and how: post, e-mail, with the invoice."""

    by: Word
    language: Language = "en"


class PolicyFile(Request, frozen=True, kw_only=True):
    """A policy that there is already: PDF, DOCX or HTML, up to about 700 KB here; a page and the command take more."""

    name: Word
    content: Content


class PointShape(Shape, frozen=True, kw_only=True):
    """How the policy stands on one thing: found, missing, or contradicted by what is held."""

    sort: str
    about: str
    standing: Standing
    why: str
    clause: str
    heading: str
    law: str


class TakenPolicy(Shape, frozen=True, kw_only=True):
    version: Version
    points: tuple[PointShape, ...]


class Points(Shape, frozen=True, kw_only=True):
    items: tuple[PointShape, ...]


class Wordings(Shape, frozen=True, kw_only=True):
    """Declared words that the notice takes over, each as it is said in the language; empty where nobody said."""

    language: str
    words: dict[str, str]


class NewWords(Request, frozen=True, kw_only=True):
    language: Language
    words: dict[Text, Text]


def _kind(call: Call) -> str:
    kind = call.path["notice"]
    if kind not in notices.kinds():
        raise NOT_THERE
    return kind


def still_open(call: Call) -> StillOpen:
    found = open_of(call.workspace, composing_now(call.workspace, call.today)(_kind(call)))
    return StillOpen(
        kinds=shapes(found.kinds, Unsaid),
        facts=shapes(found.facts, AskedFact),
        asks_contact=found.asks_contact,
    )


def answered(call: Call) -> DeclaredKinds:
    wanted: Answered = call.body
    found = open_of(call.workspace, composing_now(call.workspace, call.today)(_kind(call)))
    asked = {each.category: each for each in found.kinds}
    if unknown := [each.category for each in wanted.kinds if each.category not in asked]:
        raise InvalidInput(f"nothing is open about {unknown[0]}", hint="GET the same address: it says what is")
    given = {
        each.category: OpenKind(
            each.category,
            asked[each.category].label,
            asked[each.category].subjects,
            each.purpose,
            each.basis.value if each.basis else "",
            each.kept,
            each.recipient,
        )
        for each in wanted.kinds
    }
    return DeclaredKinds(kinds=answer_open(call.workspace, Answers(given, wanted.facts, wanted.contact)))


def drafted(call: Call) -> DraftedVersion:
    kind, language = _kind(call), call.body.language
    before = {each.version for each in call.workspace.notices() if (each.kind, each.language) == (kind, language)}
    compose = composing_now(call.workspace, call.today)
    made = draft_notice(call.workspace, kind, on=call.today, language=language, compose=compose)
    version = shaped(made.version, Version)
    return DraftedVersion(version=version, is_new=made.version.version not in before, reviewed=made.reviewed)


def publishing(call: Call) -> Publishing:
    version = version_of(call, call.query.language)
    if version.kind not in notices.kinds():
        raise NOT_THERE
    compose = composing_now(call.workspace, call.today)
    plan = plan_publishing(call.workspace, version, on=call.today, compose=compose)
    choice, because = plan.suggested
    return Publishing(
        version=shaped(version, Version),
        served=shaped(plan.served, Version) if plan.served else None,
        reviewed=plan.reviewed,
        causes=tuple(each.says for each in plan.causes),
        stops=shapes(plan.stops, StopShape),
        signed=plan.signed,
        concerned=plan.concerned,
        touched=plan.touched,
        asks_choice=plan.asks_choice,
        suggested=choice,
        because=because,
    )


def published(call: Call) -> Version:
    wanted: Publish = call.body
    version = version_of(call, wanted.language)
    if wanted.sha256 not in (None, version.sha256):
        raise InvalidInput("this version is another one by now", hint="read it again, then decide about what it says")
    made = publish_notice(
        call.workspace,
        version,
        despite=wanted.despite,
        choice=wanted.choice,
        why=wanted.why,
        everybody=wanted.everybody,
        on=call.today,
    )
    return shaped(made, Version)


def sent(call: Call) -> Version:
    return shaped(send_notice(call.workspace, version_of(call, call.body.language), by=call.body.by), Version)


def taken(call: Call) -> TakenPolicy:
    kind, wanted = _kind(call), call.body
    compose = composing_now(call.workspace, call.today)
    made = take_content(call.workspace, kind, decoded(wanted.content), wanted.name, on=call.today, compose=compose)
    return TakenPolicy(version=shaped(made.version, Version), points=shapes(made.points, PointShape))


def points(call: Call) -> Points:
    version = version_of(call, call.query.language)
    compose = composing_now(call.workspace, call.today)
    found = points_of(call.workspace, version, on=call.today, compose=compose)
    return Points(items=shapes(found, PointShape))


def words(call: Call) -> Wordings:
    language = call.query.language
    return Wordings(language=language, words=words_of(call.workspace, _kind(call), language, on=call.today))


def said(call: Call) -> Wordings:
    _kind(call)
    wanted: NewWords = call.body
    return Wordings(language=wanted.language, words=translate(call.workspace, wanted.language, wanted.words))


_SEE, _WRITE = Permission.SEE_TABLE, Permission.WRITE_NOTICES
ENDPOINTS = (
    Endpoint(
        "GET", "notices/{notice}/open", "show_open_of_notice", "What a notice still has to be told", still_open, _SEE, StillOpen
    ),
    Endpoint(
        "POST", "notices/{notice}/answers", "answer_for_notice", "Declare what a notice still has to be told", answered, _WRITE,
        DeclaredKinds, body=Answered,
    ),
    Endpoint(
        "POST", "notices/{notice}/drafts", "draft_notice", "Compose a notice from what is held, declared and owed, and keep it", drafted,
        _WRITE, DraftedVersion, body=Drafting, status=201,
    ),
    Endpoint(
        "GET", "notices/{notice}/versions/{version}/publication", "plan_publication", "What publishing a version would mean, and what stops it",
        publishing, _SEE, Publishing, query=ChosenLanguage,
    ),
    Endpoint(
        "POST", "notices/{notice}/versions/{version}/publication", "publish_notice", "Publish a version", published, _WRITE, Version,
        body=Publish,
    ),
    Endpoint(
        "POST", "notices/{notice}/versions/{version}/sendings", "note_notice_sent", "Note that it was sent to everyone concerned", sent,
        _WRITE, Version, body=Sent,
    ),
    Endpoint(
        "GET", "notices/{notice}/versions/{version}/points", "show_policy_points", "How a policy stands to what is held and owed", points,
        _SEE, Points, query=ChosenLanguage,
    ),
    Endpoint(
        "POST", "notices/{notice}/policies", "take_policy", "Take over a policy that there is already", taken, _WRITE, TakenPolicy,
        body=PolicyFile, status=201,
    ),
    Endpoint(
        "GET", "notices/{notice}/words", "show_notice_words", "Declared words in another language", words, _SEE, Wordings,
        query=ChosenLanguage,
    ),
    Endpoint(
        "POST", "notices/{notice}/words", "say_notice_words", "Say declared words in another language", said, _WRITE, Wordings,
        body=NewWords,
    ),
)  # fmt: skip
