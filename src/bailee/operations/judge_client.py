"""Whose data is a business's? Clients who are people that trade, each with why; and a person may say otherwise.

What is said is remembered over rescans, by keyed fingerprints of the name and the e-mail address: no name is kept for it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bailee.errors import InvalidInput
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory


@dataclass(frozen=True, slots=True)
class Trader:
    """A client whose data is a person's."""

    ident: str
    why: str
    stores: tuple[str, ...]
    files: int
    example: str  # masked locator of a file that it stands in
    forms: frozenset[tuple[str, str]]


def traders(workspace: Workspace) -> tuple[Trader, ...]:
    """Those that the data itself tells of, most files first. Who is on the roster, or was decided about, is not among them."""
    names = {file.ident: str(file.locator) for file in workspace.files(holding=True)}
    found = []
    for why, forms, files in workspace.inventory().traders():
        if not forms:
            continue  # a number alone: nothing that it could be known by again
        ident = "client-" + hashlib.sha256(repr(sorted(forms)).encode()).hexdigest()[:8]
        stores = tuple(sorted({store for store, _ in files}))
        example = min((names[file] for _, file in files if isinstance(file, int) and file in names), default="")
        found.append(Trader(ident, why, stores, len(files), example, forms))
    return tuple(sorted(found, key=lambda each: (-each.files, each.ident)))


def judge_client(workspace: Workspace, ident: str, *, is_firm: bool, reason: str) -> Trader:
    """Say that a client is a firm, or a person after all, for a reason."""
    if not reason.strip():
        raise InvalidInput("this needs a reason", hint="say how you know, in your own words")
    trader = next(
        (each for each in traders(workspace) if each.ident.startswith(ident) and len(ident) >= len("client-") + 4), None
    )
    if trader is None:
        raise InvalidInput(f'there is no client "{ident}" here', hint="bailee departures whose lists them")
    subject = SubjectCategory.CUSTOMER if is_firm else SubjectCategory.SOLE_PROPRIETOR
    with workspace.transaction():
        workspace.decide_whose(trader.forms, subject, reason=reason.strip())
        workspace.record("client-judged", trader.ident, {"subject": subject.value})
    return trader
