"""Answer what the law tables ask: facts are declared, and what nobody here knows is kept as a question for counsel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bailee.errors import InvalidInput
from bailee.obligations.assessments import Assessment
from bailee.obligations.definitions import definitions
from bailee.obligations.facts import declared
from bailee.obligations.questionnaire import Asked, ForCounsel, for_counsel, questions
from bailee.operations.assess_obligations import assess_store
from bailee.operations.declare_activity import declare_organisation
from bailee.store.workspace import Workspace

UNKNOWN = "unknown"  # a key of a file of answers: facts that nobody here knows


def open_questions(workspace: Workspace, on: date) -> tuple[Assessment, tuple[Asked, ...], tuple[ForCounsel, ...]]:
    """How it stands: the assessment, what is asked next, and what is left for counsel."""
    assessment, unsure = assess_store(workspace, on), workspace.unsure()
    return assessment, questions(assessment, unsure), for_counsel(assessment, unsure)


def answer(workspace: Workspace, facts: Mapping[str, Any], unsure: Iterable[str] = ()) -> None:
    """Declare facts, and keep which of the others nobody here knows. InvalidInput before anything is kept."""
    unknown = tuple(dict.fromkeys(unsure))
    for name in unknown:
        if name not in definitions():
            declared({name: None} if name in definitions() else {name: True})  # says so, with the nearest name
        if name in facts:
            raise InvalidInput(f"{name} is both answered and unknown", hint="take it out of one of the two")
    declared(facts)
    if not facts and not unknown:
        return
    with workspace.transaction():
        if facts:
            declare_organisation(workspace, facts=facts)
        for name in unknown:
            workspace.set_unsure(name)
        if unknown:
            workspace.record("facts-left-to-counsel", workspace.organisation, {"facts": sorted(unknown)})


def answers_in(given: Mapping[str, object]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A file of answers: facts as in docs/facts.md, and `unknown = [...]` for those that nobody knows.

    >>> answers_in({"has_cctv": True, "unknown": ["holds_genetic"]})
    ({'has_cctv': True}, ('holds_genetic',))
    """
    unknown = given.get(UNKNOWN, [])
    if not isinstance(unknown, list) or not all(isinstance(name, str) for name in unknown):
        raise InvalidInput(f"{UNKNOWN} needs a list of facts", hint=f'{UNKNOWN} = ["holds_genetic"]')
    return {name: value for name, value in given.items() if name != UNKNOWN}, tuple(unknown)
