"""What is sent and answered of assessment, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import Any, TypedDict


class AssessmentShape(TypedDict):
    """As `bailee assess --json`."""

    on: str
    obligations: list[dict[str, Any]]
    to_decide: list[dict[str, Any]]
    coming: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    facts: dict[str, Any]
    contradictions: list[dict[str, Any]]
    comparisons: list[dict[str, Any]]
