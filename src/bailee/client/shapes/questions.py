"""What is sent and answered of questions, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Answers(TypedDict):
    """Facts as docs/facts.md names them, and those that nobody here knows: they go to counsel."""

    facts: NotRequired[dict[str, bool | int | float | str | list[str] | dict[str, int]]]
    unknown: NotRequired[list[str]]


class FactAsked(TypedDict):
    fact: str
    text: str
    rules: int


class ForCounselShape(TypedDict):
    fact: str | None
    text: str
    rules: list[str]


class OpenQuestion(TypedDict):
    ident: str
    text: str
    rules: list[str]
    facts: list[FactAsked]


class OpenQuestions(TypedDict):
    """As `bailee ask --json`: the questions that settle most first."""

    questions: list[OpenQuestion]
    for_counsel: list[ForCounselShape]
    could_lift: list[FactAsked]
