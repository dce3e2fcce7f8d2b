"""How many people data is held about, as ranges with their reasons. No name stands here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from bailee.operations.show_status import show_status
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory
from bailee.web import answers, frame, words

_HEADS = ("Counted", "About", "Fewest people", "Most people", "Because")
_FIRST = 12  # rows of the plot before the rest unfolds


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """The whole, the roster beside what was found, by category, by store."""
    status = show_status(workspace)
    counted = status.content["people"]
    if request.GET.get("format") == "csv":
        return answers.csv_file(f"{workspace.organisation} people.csv", _HEADS, _as_csv(counted))
    may_declare = workspace.may(Permission.DECLARE)
    ranges = [(label(each), each["subject"], each["people"]) for each in counted["holdings"]]
    return answers.page(
        request,
        "roster/page.html",
        counted=counted,
        computed_at=status.at,
        is_current=status.is_current,
        ranges=ranges[:_FIRST],
        more_ranges=ranges[_FIRST:],
        most=max((each["people"]["high"] for each in counted["holdings"]), default=1),
        most_store=max((each["people"]["high"] for each in counted["stores"]), default=1),
        standings=counted["roster"],
        unknown=[
            (who(each["subject"]), each["people"], each["stores"][:4], [(label(row), row["people"]) for row in each["categories"][:4]])
            for each in counted["unknown"]
        ],
        address=frame.address("roster", workspace.organisation),
        list_address=frame.address("roster-list", workspace.organisation) if may_declare else "",
        read_address=frame.address("roster-read", workspace.organisation) if may_declare else "",
        scan_address=frame.address("scan-start", workspace.organisation) if workspace.may(Permission.SCAN) else "",
    )  # fmt: skip


def label(row: dict[str, Any]) -> str:
    """What a category of data is called."""
    known = DATA_CATEGORIES.get(row["category"])
    return known.label if known else str(row["category"])


def who(subject: str) -> str:
    """
    >>> who("employee"), who("person")
    ('Employee', 'Nothing says who')
    """
    return "Nothing says who" if subject == SubjectCategory.PERSON else words.sentence(subject.replace("-", " "))


def _as_csv(counted: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    yield _row("everybody", "", counted["people"])
    for each in counted["holdings"]:
        yield _row(label(each), each["subject"], each["people"])
    for each in counted["stores"]:
        yield _row(each["store"], "", each["people"])
    for each in counted["unknown"]:
        yield _row("on no roster", each["subject"], each["people"])
    for each in counted["roster"]:
        yield "on the roster and found", each["subject"], each["found"], each["found"], f"of {each['listed']} listed"


def _row(name: str, subject: str, people: dict[str, Any]) -> tuple[object, ...]:
    return name, subject, people["low"], people["high"], "; ".join(people["reasons"])
