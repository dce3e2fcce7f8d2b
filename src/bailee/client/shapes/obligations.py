"""What is sent and answered of obligations, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, TypedDict

import bailee.client.shapes.common as common


class Because(TypedDict):
    """A reason: a fact, in words, with who declared it or where it was found."""

    fact: str | None
    text: str
    origin: str
    stores: list[str]


class ExplanationShape(TypedDict):
    """As `bailee assess --why RULE --json`."""

    ident: str
    state: str
    answer: str
    because: list[Because]
    would_not_if: str
    questions: list[QuestionShape]
    lifts: list[str]
    read: str
    review: str
    comparisons: list[dict[str, Any]]
    contradictions: list[str]
    rule: dict[str, Any]


class Obligations(TypedDict):
    """Duties that apply, or of which one has to know."""

    items: list[common.Obligation]


class QuestionShape(TypedDict):
    fact: str | None
    text: str
