"""Whose data is a business's? A person may say otherwise than the data tells.

What is said is remembered over rescans, by keyed fingerprints of the name and the e-mail address: no name is kept for it.
"""

from __future__ import annotations

from bailee.departures.traders import Trader, traders_of
from bailee.errors import InvalidInput
from bailee.inventory.sightings import FileKey
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

_SHORTEST = len("client-") + 4


def traders(workspace: Workspace) -> tuple[Trader, ...]:
    """Clients who are people that trade, as the store knows it now."""
    names: dict[FileKey, str] = {(file.store, file.ident): str(file.locator) for file in workspace.files(holding=True)}
    return traders_of(workspace.inventory(), names)


def judge_client(workspace: Workspace, ident: str, *, is_firm: bool, reason: str) -> Trader:
    """Say that a client is a firm, or a person after all, for a reason."""
    if not reason.strip():
        raise InvalidInput("this needs a reason", hint="say how you know, in your own words")
    fitting = [each for each in traders(workspace) if len(ident) >= _SHORTEST and each.ident.startswith(ident)]
    if len(fitting) != 1:
        raise InvalidInput(f'there is no client "{ident}" here', hint="`bailee departures whose` lists them")
    subject = SubjectCategory.CUSTOMER if is_firm else SubjectCategory.SOLE_PROPRIETOR
    with workspace.transaction():
        workspace.decide_whose(fitting[0].forms, subject, reason=reason.strip())
        workspace.record("client-judged", fitting[0].ident, {"subject": subject.value})
    return fitting[0]
