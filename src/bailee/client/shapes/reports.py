"""What is sent and answered of reports, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class Make(TypedDict):
    kind: str
    since: NotRequired[str | None]
    until: NotRequired[str | None]
    forms: NotRequired[list[Literal["docx", "html", "pdf", "pptx", "xlsx"]]]


class Report(TypedDict):
    """One that was made. `sealed`: the statement of it, and its seal."""

    ident: str
    kind: str
    since: str
    until: str
    schedule: str
    record: int
    by: str
    at: str
    files: list[ReportFile]
    sealed: dict[str, Any]


class ReportFile(TypedDict):
    form: str
    size: int
    sha256: str


class Reports(TypedDict):
    items: list[Report]
    total: int
    next: str | None
