"""Where notices hang or stand for everybody to read: posters, with the photograph that shows them, and open pages; and how people are written to."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from bailee.api.interface import Call, Content, Endpoint, Ident, Past, Request, Shape, Word, decoded, shaped
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import Language, Number, OnDay
from bailee.deliveries.photographs import look
from bailee.operations.place_notice import close_notice_page, open_notice_page, put_up_notice, take_down_notice
from bailee.operations.write_to_people import choose_correspondence
from bailee.permissions import Permission
from bailee.store.rows.postings import Posting


class Poster(Shape, frozen=True, kw_only=True):
    """A notice that was put up. `photograph`: SHA-256 of the picture that shows it; null: nobody took one."""

    ident: str
    kind: str
    version: int
    language: str
    sha256: str
    place: str
    put_up_on: date
    photograph: str | None
    by: str
    taken_down_on: date | None


class Posters(Shape, frozen=True, kw_only=True):
    items: tuple[Poster, ...]


class PutUp(Request, frozen=True, kw_only=True):
    kind: Ident
    version: Number | None = None
    language: Language = "en"
    place: Word
    on: date | None = None
    photograph: Content | None = None


class NoticePage(Shape, frozen=True, kw_only=True):
    """Whether everybody who has the address may read a notice."""

    kind: str
    is_open: bool
    since: datetime | None


class NoticePages(Shape, frozen=True, kw_only=True):
    items: tuple[NoticePage, ...]


class OpenOrShut(Request, frozen=True, kw_only=True):
    is_open: bool


class CorrespondenceShape(Shape, frozen=True, kw_only=True):
    """How people are written to: the language of those whose own nobody knows; whether who signed is mailed a copy."""

    language: str
    copies: bool


class NewCorrespondence(Request, frozen=True, kw_only=True):
    """What is not named stays."""

    language: Language | None = None
    copies: bool | None = None


def _shape(each: Posting) -> Poster:
    return Poster(
        ident=each.ident,
        kind=each.kind,
        version=each.version,
        language=each.language,
        sha256=each.sha256,
        place=each.place,
        put_up_on=each.put_up_on,
        photograph=each.photograph.sha256 if each.photograph else None,
        by=each.by,
        taken_down_on=each.taken_down_on,
    )


def listing(call: Call) -> Posters:
    return Posters(items=tuple(map(_shape, call.workspace.postings())))


def put_up(call: Call) -> Poster:
    wanted: PutUp = call.body
    picture = look(BytesIO(decoded(wanted.photograph, "photograph"))) if wanted.photograph else None
    version = call.workspace.notice_version(wanted.kind, wanted.version, wanted.language)
    on = wanted.on or call.today
    return _shape(put_up_notice(call.workspace, version, wanted.place, on=on, photograph=picture))


def taken_down(call: Call) -> Poster:
    _one(call)
    take_down_notice(call.workspace, call.path["poster"], on=call.body.on or call.today)
    return _shape(_one(call))


def _one(call: Call) -> Posting:
    for each in call.workspace.postings():
        if each.ident == call.path["poster"]:
            return each
    raise NOT_THERE


def pages(call: Call) -> NoticePages:
    found = call.workspace.notice_pages()
    published = sorted({each.kind for each in call.workspace.notices() if each.state == "published"})
    told = ((kind, *found.get(kind, (False, None))) for kind in published)
    return NoticePages(
        items=tuple(NoticePage(kind=kind, is_open=is_open, since=since) for kind, is_open, since in told)
    )


def opened(call: Call) -> NoticePages:
    kind = call.path["notice"]
    if kind not in {each.kind for each in call.workspace.notices()}:
        raise NOT_THERE
    (open_notice_page if call.body.is_open else close_notice_page)(call.workspace, kind)
    return pages(call)


def correspondence(call: Call) -> CorrespondenceShape:
    return shaped(call.workspace.correspondence(), CorrespondenceShape)


def chosen(call: Call) -> CorrespondenceShape:
    wanted: NewCorrespondence = call.body
    made = choose_correspondence(call.workspace, language=wanted.language or "", copies=wanted.copies)
    return shaped(made, CorrespondenceShape)


_SEE, _SEND = Permission.SEE_TABLE, Permission.WRITE_NOTICES
ENDPOINTS = (
    Endpoint("GET", "posters", "list_posters", "Notices that hang somewhere, and those that did", listing, _SEE, Posters, query=Past),
    Endpoint("POST", "posters", "put_up_poster", "Note that a notice hangs somewhere", put_up, _SEND, Poster, body=PutUp, status=201),
    Endpoint(
        "POST", "posters/{poster}/removal", "take_down_poster", "Note that it hangs there no more", taken_down, _SEND, Poster, body=OnDay
    ),
    Endpoint("GET", "notice-pages", "list_notice_pages", "Notices that everybody may read", pages, _SEE, NoticePages),
    Endpoint(
        "POST", "notice-pages/{notice}", "open_notice_page", "Open the page of a notice to everybody, or close it", opened, _SEND,
        NoticePages, body=OpenOrShut,
    ),
    Endpoint("GET", "correspondence", "show_correspondence", "How people are written to", correspondence, _SEE, CorrespondenceShape),
    Endpoint(
        "POST", "correspondence", "choose_correspondence", "Choose how people are written to", chosen, _SEND, CorrespondenceShape,
        body=NewCorrespondence,
    ),
)  # fmt: skip
