"""What is sent and answered of paper, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import NotRequired, TypedDict

import bailee.client.shapes.common as common


class NewPaper(TypedDict):
    """Where they stand, which data they hold, about whom; `withdraw`: they are no more."""

    name: str
    holds: NotRequired[list[str]]
    about: NotRequired[list[common.SubjectCategory]]
    withdraw: NotRequired[bool]


class PaperShape(TypedDict):
    name: str
    holds: list[str]
    about: list[common.SubjectCategory]


class Papers(TypedDict):
    items: list[PaperShape]
