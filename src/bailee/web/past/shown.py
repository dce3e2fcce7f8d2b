"""The page of an organisation as it stood on a day, in the shape of `reports.shown`."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from bailee.matrix import SUBJECTS
from bailee.store.rows.snapshots import Snapshot
from bailee.store.then import WorkspaceThen
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory
from bailee.web import answers, frame, words
from bailee.web.jinja import with_query

_BAD = ("red", "unknown", "amber", "green")


def states_alone(snapshot: Snapshot, organisation: str) -> dict[str, Any]:
    """A page of what an earlier version kept: the states, without the reasons of each cell."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for cell, state in snapshot.cells.items():
        category, subject, column = cell.split("|")
        rows.setdefault((subject, category), {})[column] = state
    groups = []
    for subject, some in groupby(sorted(rows), lambda key: key[0]):
        lines = [_line(category, subject, rows[subject, category]) for _, category in some]
        lines.sort(key=lambda line: min(_BAD.index(each["cell"]["state"]) for each in line["columns"]))
        groups.append(
            {
                "label": SUBJECTS[SubjectCategory(subject)],
                "subject": subject,
                "people": "",
                "rows": lines,
                "folded": [],
                "folded_words": "",
            }
        )
    read = f"Read {snapshot.files_read:,} of {snapshot.files:,} files."
    return {
        "organisation": organisation,
        "state_line": "Of this day the states are kept, and not the reasons of each cell.",
        "steps": [{**each, "cell": "", "command": ""} for each in snapshot.worst],
        "total": len(snapshot.cells),
        "states": [[state, count] for state, count in snapshot.counts.items()],
        "known": [],
        "nothing": "Nothing was held.",
        "groups": groups,
        "plots": [],
        "coverage_line": read,
        "coverage_short": read,
        "looked": snapshot.files_read == snapshot.files,
        "causes": [],
        "tools": [],
        "tools_line": "",
    }


def _line(category: str, subject: str, states: dict[str, str]) -> dict[str, Any]:
    label = DATA_CATEGORIES[category].label if category in DATA_CATEGORIES else category
    columns: list[dict[str, Any]] = [
        {
            "name": name,
            "cell": {"state": state, "word": words.state_word(state, name), "why": "", "next": "", "command": ""},
            "law": None,
            "more": [],
            "evidence": [],
        }
        for name, state in sorted(states.items(), key=lambda pair: ("held", "told", "secured").index(pair[0]))
    ]
    return {
        "ident": f"{subject}-{category}",
        "category": category,
        "subject": subject,
        "label": label,
        "purposes": "",
        "columns": columns,
        "rules": "",
        "reviewed": "",
    }


def without_acts(content: dict[str, Any]) -> dict[str, Any]:
    """What was to do on that day, without the commands that would do it now."""
    groups = [
        group
        | {
            part: [
                row | {"columns": [each | {"cell": each["cell"] | {"command": ""}} for each in row["columns"]]}
                for row in group[part]
            ]
            for part in ("rows", "folded")
        }
        for group in content["groups"]
    ]
    return content | {"groups": groups, "steps": [step | {"command": ""} for step in content["steps"]]}


def nothing_kept(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Nothing is known of so early a day."""
    present = workspace.present if isinstance(workspace, WorkspaceThen) else workspace
    here, first = frame.address("client", workspace.organisation), present.first_known()
    if first is None:
        said, link = "No state of this organisation was kept yet.", (here, "Back to now")
    else:
        day = first.astimezone().date()
        said = f"The first state that was kept is of {words.day(day, year=True)}."
        is_over = day < datetime.now(UTC).astimezone().date()
        link = (with_query(here, on=day.isoformat()), "Go to that day") if is_over else (here, "Back to now")
    return answers.message(request, "Nothing was known on that day", said, link=link)
