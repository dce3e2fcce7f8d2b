"""A client's written instruction to scan it: recorded, looked up, asked for before each scan.

require_authority(workspace, [Path("/srv/hr")])        # NotAllowed with what to record, where it is missing
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bailee.authority import Agreement, Instruction, Signed, agreements_needed, lacking
from bailee.errors import NotAllowed
from bailee.obligations.facts import facts_from
from bailee.sources.addresses import Where
from bailee.store.rows.base import today
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Standing:
    """How a client stands: what it allowed, which agreements it has, which it needs."""

    is_needed: bool  # whether it is a client of somebody's
    instructions: tuple[Instruction, ...]
    agreements: dict[Agreement, Signed]
    needed: dict[Agreement, bool | None]

    def good(self, on: date) -> tuple[Instruction, ...]:
        return tuple(each for each in self.instructions if each.is_good(on))

    @property
    def missing(self) -> tuple[Agreement, ...]:
        """Agreements that are needed and were not signed, whether somebody said so or not."""
        return tuple(
            each
            for each, is_needed in self.needed.items()
            if is_needed and (each not in self.agreements or self.agreements[each].on is None)
        )


def standing(workspace: Workspace, on: date | None = None) -> Standing:
    """What is recorded, and which agreements the organisation's declared facts ask for."""
    facts = facts_from((), workspace.facts(on or today()))
    return Standing(
        workspace.needs_authority, workspace.instructions(), workspace.agreements(), agreements_needed(facts)
    )


class NotInstructed(NotAllowed):
    """Nobody who may speak for this client wrote that it be scanned, or not of this place, or an agreement is missing."""


def is_instructed(workspace: Workspace) -> bool:
    """Whether an instruction stands today; so it is where an organisation scans itself."""
    return not workspace.needs_authority or bool(standing(workspace).good(today()))


def require_authority(workspace: Workspace, places: Sequence[Where], *, on: date | None = None) -> tuple[str, ...]:
    """Idents of the instructions that these places are scanned by; none where an organisation scans itself.

    NotInstructed where the client of a provider has not instructed it, the instruction was withdrawn, is over or does not
    reach as far, or an agreement that a law wants was neither signed nor said to be missing.
    """
    if not workspace.needs_authority:
        return ()
    day = on or today()
    told = standing(workspace, day)
    lack = lacking(told.instructions, told.agreements, told.needed, places, day)
    if lack is not None:
        raise NotInstructed(lack.says, hint=lack.hint)
    return tuple(each.ident for each in told.good(day) if any(each.covers(place) for place in places))
