"""Consent forms: what people are asked, who said what, receipts, and links to people's own pages.

A link is mailed; one that is shown once is for a person to hand over.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import msgspec

from bailee.api.cursors import cut_read, position_of
from bailee.api.interface import (
    Call,
    Count,
    Endpoint,
    Ident,
    Paged,
    Past,
    PastPaged,
    Request,
    Shape,
    Text,
    Word,
    shapes,
    there,
)
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import Language, post_office, server_address
from bailee.consents.records import Act, Form, Purpose
from bailee.errors import InvalidInput
from bailee.operations.ask_consent import (
    is_decided,
    list_lines,
    make_form,
    newest_forms,
    receipt_of,
    rest_on,
    weakness_of,
)
from bailee.operations.link_consent import NoCode, list_links, revoke_link, send_page
from bailee.permissions import Permission
from bailee.vocabulary import LawfulBasis, SubjectCategory


class PurposeShape(Shape, frozen=True, kw_only=True):
    """One thing that is asked for by itself."""

    ident: str
    words: str
    categories: tuple[str, ...]
    recipients: str
    kept: str


class FormShape(Shape, frozen=True, kw_only=True):
    """A form, frozen. `is_weak`: consent counts for little from whom it asks; `instead`: the basis on which it rests now."""

    kind: str
    version: int
    language: str
    title: str
    purposes: tuple[PurposeShape, ...]
    subject: SubjectCategory
    intro: str
    controller: str
    contact: str
    days: int | None
    sha256: str
    answered: Count
    is_weak: bool
    is_decided: bool
    instead: str | None


class MadeForm(FormShape, frozen=True, kw_only=True):
    """`is_new` false: its newest version has the same words, and is this one."""

    is_new: bool


class Forms(Shape, frozen=True, kw_only=True):
    items: tuple[FormShape, ...]


class NewPurpose(Request, frozen=True, kw_only=True):
    ident: Ident
    words: Text
    categories: Annotated[tuple[Ident, ...], msgspec.Meta(max_length=50)] = ()
    recipients: Text = ""
    kept: Text = ""


class NewForm(Request, frozen=True, kw_only=True):
    """A form, or the next version of one. `days`: for which it counts; null: until it is taken back."""

    kind: Ident
    title: Word
    subject: SubjectCategory
    purposes: Annotated[tuple[NewPurpose, ...], msgspec.Meta(min_length=1, max_length=50)]
    intro: Text = ""
    days: Annotated[int, msgspec.Meta(ge=1, le=36_500)] | None = None
    language: Language = "en"


class Instead(Request, frozen=True, kw_only=True):
    """Another basis than consent, and why."""

    basis: LawfulBasis
    why: Text
    language: Language | None = None


class SaidEvent(Shape, frozen=True, kw_only=True):
    """What somebody said to one purpose. `shown`: SHA-256 of the form that they were shown."""

    record: str
    purpose: str
    act: Act
    how: str
    at: datetime
    until: date | None
    shown: str


class PersonLine(Shape, frozen=True, kw_only=True):
    """What one person said to the form."""

    name: str
    person: str | None
    events: tuple[SaidEvent, ...]


class PersonLines(Shape, frozen=True, kw_only=True):
    items: tuple[PersonLine, ...]
    total: Count
    next: str | None


class ReceiptQuery(Request, frozen=True, kw_only=True):
    """Of whom: an e-mail address, a number or an ident of the roster, or a name."""

    person: Word


class NewLink(Request, frozen=True, kw_only=True):
    """Its address goes out by mail, and its code to a second address."""

    person: Word
    language: Language | None = None


class MailedLink(Shape, frozen=True, kw_only=True):
    """`no_code`: why no code goes apart."""

    name: str
    no_code: NoCode | None


class LinkShape(Shape, frozen=True, kw_only=True):
    ident: str
    name: str
    person: str | None
    language: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    asks_code: bool
    is_locked: bool


class Links(Shape, frozen=True, kw_only=True):
    items: tuple[LinkShape, ...]
    next: str | None


def _shape(call: Call, form: Form) -> FormShape:
    on = call.today
    return FormShape(
        kind=form.kind,
        version=form.version,
        language=form.language,
        title=form.title,
        purposes=shapes(form.purposes, PurposeShape),
        subject=form.subject,
        intro=form.intro,
        controller=form.controller,
        contact=form.contact,
        days=form.days,
        sha256=form.sha256,
        answered=call.workspace.consent_principals(form.kind),
        is_weak=weakness_of(call.workspace, form, on).is_weak,
        is_decided=is_decided(call.workspace, form, on),
        instead=form.instead.basis.value if form.instead else None,
    )


def _form(call: Call) -> Form:
    with there():
        return call.workspace.consent_form(call.path["consentform"])


def listing(call: Call) -> Forms:
    return Forms(items=tuple(_shape(call, each) for each in newest_forms(call.workspace)))


def one(call: Call) -> FormShape:
    return _shape(call, _form(call))


def made(call: Call) -> MadeForm:
    wanted: NewForm = call.body
    purposes = [
        Purpose(each.ident, each.words, each.categories, each.recipients, each.kept) for each in wanted.purposes
    ]
    form, is_new = make_form(
        call.workspace, wanted.kind, wanted.title, purposes, wanted.subject, intro=wanted.intro, days=wanted.days,
        language=wanted.language,
    )  # fmt: skip
    return MadeForm(**msgspec.structs.asdict(_shape(call, form)), is_new=is_new)


def instead(call: Call) -> FormShape:
    wanted, form = call.body, _form(call)
    made = rest_on(call.workspace, form.kind, wanted.basis, wanted.why, on=call.today, language=wanted.language or "")
    return _shape(call, made)


def people(call: Call) -> PersonLines:
    form = _form(call)
    rows = list_lines(call.workspace, form.kind, start=position_of(call), count=call.query.limit + 1)
    shown, following = cut_read(call, rows)
    return PersonLines(
        items=tuple(
            PersonLine(
                name=each.principal.name,
                person=each.principal.person,
                events=shapes(each.events, SaidEvent),
            )
            for each in shown
        ),
        total=call.workspace.consent_principals(form.kind),
        next=following,
    )


def receipt(call: Call) -> dict[str, Any]:
    form = _form(call)
    who = call.workspace.principal(call.query.person)
    return dict(receipt_of(call.workspace, who, form, on=call.today))


def linked(call: Call) -> MailedLink:
    wanted, form = call.body, _form(call)
    server, address = post_office(), server_address()
    if server is None or not address:
        raise InvalidInput("links are mailed, and here is no mail server", hint="the page shows one once, to hand over")
    made = send_page(
        call.workspace, wanted.person, form.kind, address=address, server=server, by_mail=True, language=wanted.language or "",
    )  # fmt: skip
    return MailedLink(name=made.name, no_code=made.no_code)


def links(call: Call) -> Links:
    rows = list_links(call.workspace, _form(call).kind, start=position_of(call), count=call.query.limit + 1)
    shown, following = cut_read(call, rows)
    return Links(
        items=tuple(
            LinkShape(
                ident=each.ident,
                name=each.principal.name,
                person=each.principal.person,
                language=each.language,
                made_at=each.made_at,
                expires_at=each.expires_at,
                revoked_at=each.revoked_at,
                asks_code=each.asks_code,
                is_locked=each.is_locked,
            )
            for each in shown
        ),
        next=following,
    )


def revoked(call: Call) -> None:
    form, ident = _form(call), call.path["consentlink"]
    if ident not in {each.ident for each in list_links(call.workspace, form.kind, count=100_000)}:
        raise NOT_THERE
    revoke_link(call.workspace, ident)


_SEE, _WRITE = Permission.SEE_STORES, Permission.WRITE_NOTICES
ENDPOINTS = (
    Endpoint("GET", "consent-forms", "list_consent_forms", "The newest version of each form", listing, _SEE, Forms, query=Past),
    Endpoint("POST", "consent-forms", "make_consent_form", "Keep a form, or the next version of one", made, _WRITE, MadeForm, body=NewForm, status=201),
    Endpoint("GET", "consent-forms/{consentform}", "show_consent_form", "One form, and how weak consent is there", one, _SEE, FormShape, query=Past),
    Endpoint("POST", "consent-forms/{consentform}/instead", "rest_on_other_basis", "Its purposes rest on another basis", instead, _WRITE, FormShape, body=Instead),
    Endpoint("GET", "consent-forms/{consentform}/people", "list_consents", "Who said what, newest first", people, _SEE, PersonLines, query=PastPaged),
    Endpoint("GET", "consent-forms/{consentform}/receipt", "show_consent_receipt", "What a person keeps, as JSON-LD", receipt, _WRITE, dict[str, Any], query=ReceiptQuery),
    Endpoint("GET", "consent-forms/{consentform}/links", "list_consent_links", "Links to people's own pages, newest first", links, _WRITE, Links, query=Paged),
    Endpoint("POST", "consent-forms/{consentform}/links", "mail_consent_link", "Mail somebody the address of her own page", linked, _WRITE, MailedLink, body=NewLink, status=201),
    Endpoint("DELETE", "consent-forms/{consentform}/links/{consentlink}", "revoke_consent_link", "It opens nothing any more", revoked, _WRITE, None),
)  # fmt: skip
