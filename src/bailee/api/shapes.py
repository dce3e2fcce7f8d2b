"""Shapes that several nouns send or answer with, and the files that leave the house by several of them."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated, Any

import msgspec

from bailee import settings
from bailee.api.interface import Count, Request, Shape, Text
from bailee.operations.mail_server import mail_server

Language = Annotated[str, msgspec.Meta(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="BCP 47: en, es.")]
Number = Annotated[int, msgspec.Meta(ge=1, le=999_999)]
Names = Annotated[tuple[Text, ...], msgspec.Meta(max_length=5_000)]

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
HTML, TEXT, CSV, ZIP, ICS = "text/html", "text/plain", "text/csv", "application/zip", "text/calendar"
ANY = "application/octet-stream"


class Counted(Shape, frozen=True, kw_only=True):
    """How many it was done for."""

    count: Count


class Named(Shape, frozen=True, kw_only=True):
    """What was made, by its ident."""

    ident: str


class OnDay(Request, frozen=True, kw_only=True):
    """When it was; today where no day is named."""

    on: date | None = None


class Because(Request, frozen=True, kw_only=True):
    """Why."""

    reason: Text


def server_address() -> str:
    """Where this server is reached by people, for what is mailed to them; empty where nobody said."""
    return str(settings.read(os.environ)["address"]).rstrip("/")


def post_office() -> Any:
    """The mail server; None where there is none."""
    return mail_server(settings.read(os.environ))
