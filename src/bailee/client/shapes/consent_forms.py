"""What is sent and answered of consent forms, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

import bailee.client.shapes.common as common

Act: TypeAlias = Literal["given", "refused", "withdrawn"]

NoCode: TypeAlias = Literal["no-address", "no-mail", "not-asked", "one-address"]


class ConsentFormsNewPurpose(TypedDict):
    ident: str
    words: str
    categories: NotRequired[list[str]]
    recipients: NotRequired[str]
    kept: NotRequired[str]


class ConsentFormsPurposeShape(TypedDict):
    """One thing that is asked for by itself."""

    ident: str
    words: str
    categories: list[str]
    recipients: str
    kept: str


class FormShape(TypedDict):
    """A form, frozen. `is_weak`: consent counts for little from whom it asks; `instead`: the basis on which it rests
    now."""

    kind: str
    version: int
    language: str
    title: str
    purposes: list[ConsentFormsPurposeShape]
    subject: common.SubjectCategory
    intro: str
    controller: str
    contact: str
    days: int | None
    sha256: str
    answered: int
    is_weak: bool
    is_decided: bool
    instead: str | None


class Forms(TypedDict):
    items: list[FormShape]


class Instead(TypedDict):
    """Another basis than consent, and why."""

    basis: common.LawfulBasis
    why: str
    language: NotRequired[str | None]


class LinkShape(TypedDict):
    ident: str
    name: str
    person: str | None
    language: str
    made_at: str
    expires_at: str
    revoked_at: str | None
    asks_code: bool
    is_locked: bool


class Links(TypedDict):
    items: list[LinkShape]
    next: str | None


class MadeForm(TypedDict):
    """`is_new` false: its newest version has the same words, and is this one."""

    kind: str
    version: int
    language: str
    title: str
    purposes: list[ConsentFormsPurposeShape]
    subject: common.SubjectCategory
    intro: str
    controller: str
    contact: str
    days: int | None
    sha256: str
    answered: int
    is_weak: bool
    is_decided: bool
    instead: str | None
    is_new: bool


class MailedLink(TypedDict):
    """`no_code`: why no code goes apart."""

    name: str
    no_code: NoCode | None


class NewForm(TypedDict):
    """A form, or the next version of one. `days`: for which it counts; null: until it is taken back."""

    kind: str
    title: str
    subject: common.SubjectCategory
    purposes: list[ConsentFormsNewPurpose]
    intro: NotRequired[str]
    days: NotRequired[int | None]
    language: NotRequired[str]


class NewLink(TypedDict):
    """Its address goes out by mail, and its code to a second address."""

    person: str
    language: NotRequired[str | None]


class PersonLine(TypedDict):
    """What one person said to the form."""

    name: str
    person: str | None
    events: list[SaidEvent]


class PersonLines(TypedDict):
    items: list[PersonLine]
    total: int
    next: str | None


class SaidEvent(TypedDict):
    """What somebody said to one purpose. `shown`: SHA-256 of the form that they were shown."""

    record: str
    purpose: str
    act: Act
    how: str
    at: str
    until: str | None
    shown: str
