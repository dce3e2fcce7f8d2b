"""The first page of a binder: what it is, for whom, what is in it, what stays out and why, and how to check it.

It opens from a folder, without a network: its policy lets in the one script beside it and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from bailee.binders.audiences import Audience
from bailee.binders.controls import Framework, Shown

SCRIPT = "verify.js"


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page says."""

    organisation: str
    audience: Audience
    start: str  # first day, as 2026-03-03
    end: str
    made_at: str
    person: str = ""  # whom it is about, where it is about one
    records: int = 0  # of the log
    given: int = 0  # of them in full
    withheld: Mapping[str, int] = field(
        default_factory=dict
    )  # sorts of records of the time that are not given, and how many
    left_out: Sequence[str] = ()  # what should have been in it, and could not: why
    notes: Sequence[str] = ()  # what one should know of it
    stamp: str = ""  # who vouches for its time, or why nobody does


def script() -> bytes:
    """The verifier for browsers, one file."""
    return (resources.files("bailee.binders") / "browser" / SCRIPT).read_bytes()


def render(
    cover: Cover, files: Sequence[tuple[str, str]], controls: Sequence[tuple[Framework, Sequence[Shown]]]
) -> str:
    """The page. `files`: name and what it is."""
    text: str = _template().render(cover=cover, files=files, controls=controls, script=SCRIPT, style=_style())
    return text


@cache
def _template() -> Any:
    environment = Environment(
        loader=PackageLoader("bailee.binders", "browser"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("index.html")


@cache
def _style() -> Markup:
    return Markup((resources.files("bailee.binders") / "browser" / "binder.css").read_text("utf-8"))  # noqa: S704 - ours
