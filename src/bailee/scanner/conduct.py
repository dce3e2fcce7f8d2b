"""How a scan behaves towards the machine and what it leaves out, and what came of that: one for a whole scan.

conduct = Conduct(Pacer(Pace(share=0.5)))
for event in scan(place, keys=keys, conduct=conduct): …
conduct.told()["isolation"]
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from bailee.scanner.isolation import Held
from bailee.scanner.pace import Pacer
from bailee.sources.exclusions import NOTHING, Exclusions
from bailee.sources.interface import Note


@dataclass(slots=True)
class LeftOut:
    """What one rule left out."""

    items: int = 0
    bytes: int = 0


@dataclass(slots=True)
class Conduct:
    pacer: Pacer = field(default_factory=Pacer)
    exclusions: Exclusions = NOTHING
    is_full: bool = False  # files that did not change are read for their hash, and again where that differs
    held: Held | None = None  # what every worker was refused; None: none was needed
    workers: int = 0  # that were started
    largest: int = 0  # bytes that one of them was seen to hold
    ended: int = 0  # of them, before their time: a file or a limit ended them
    left_out: dict[str, LeftOut] = field(default_factory=dict)  # by the rule's reason
    notes: list[tuple[str, Note]] = field(default_factory=list)  # by place: what its source says beside what was read
    begun: float = field(default_factory=monotonic)
    bytes: int = 0

    def leave_out(self, reason: str, size: int) -> None:
        left = self.left_out.setdefault(reason, LeftOut())
        left.items, left.bytes = left.items + 1, left.bytes + max(size, 0)

    def hear(self, held: Held | None, workers: int, ended: int, largest: int = 0) -> None:
        """What the pool of one place says at its end."""
        if held is not None:
            self.held = held if self.held is None else self.held & held
        self.workers, self.ended = self.workers + workers, self.ended + ended
        self.largest = max(self.largest, largest)

    def told(self) -> dict[str, Any]:
        """For programs, for the store, for the coverage statement: counts and words of ours, and reasons as people gave them."""
        seconds = max(monotonic() - self.begun, 1e-6)
        return {
            "isolation": self.held.told() if self.held else None,
            "workers": {"started": self.workers, "ended_early": self.ended},
            "pace": {
                **self.pacer.pace.told(),
                "seconds": round(seconds, 1),
                "waited_seconds": round(self.pacer.waited, 1),
                "megabytes_a_second_read": round(self.bytes / 1e6 / seconds, 3),
            },
            "excluded": [
                {"reason": reason, "items": left.items, "bytes": left.bytes}
                for reason, left in sorted(self.left_out.items())
            ],
            "full": self.is_full,
            "notes": [{"place": place, "ident": note.ident, "says": note.says} for place, note in self.notes],
        }
