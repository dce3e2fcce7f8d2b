"""Erase records of the log: what they say goes, their places in the tree stay, and a record says who did it, when and why.

    erase_records(workspace, [17], "person-asked")

A record names idents and no value, but an ident may be a person's. What was proven by the record is proven no more: of a signature,
that it was given. So it is refused while a legal hold stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.workspace import Workspace

REASONS = {
    "person-asked": "the person whom it names asked for it",
    "time-over": "the time for which it had to be kept is over",
    "by-mistake": "it should not have been written",
}


def erase_records(workspace: Workspace, numbers: Sequence[int], reason: str) -> int:
    """How many were erased. All or none; InvalidInput says which one may not be, and why."""
    workspace.require(Permission.HANDLE_REQUESTS)
    if reason not in REASONS:
        raise InvalidInput("why is it erased?", hint="one of: " + ", ".join(REASONS))
    if not numbers:
        raise InvalidInput("which records?", hint="name them by their numbers in the log")
    if holds := workspace.legal_holds():
        count = "a legal hold stands" if len(holds) == 1 else f"{len(holds)} legal holds stand"
        raise InvalidInput(
            f"{count}: nothing of the log is erased meanwhile",
            hint="`bailee hold` lists them; whoever placed one lifts it",
        )
    chosen = list(dict.fromkeys(numbers))
    workspace.erase_records(chosen, reason)
    return len(chosen)
