"""How a scan behaves towards the machine and what it leaves out, and what came of that: one for a whole scan.

conduct = Conduct(Pacer(Pace(share=0.5)))
for event in scan(place, keys=keys, conduct=conduct): …
conduct.told()["isolation"]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
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


def together(conducts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How the parts of one scan behaved (`Conduct.told` of each), as one: what held for every worker, and what all left out.

    >>> one = Conduct()
    >>> one.leave_out("disk images", 9)
    >>> both = together([one.told(), one.told()])
    >>> both["excluded"], both["workers"]
    ([{'reason': 'disk images', 'items': 2, 'bytes': 18}], {'started': 0, 'ended_early': 0})
    """
    told = dict(conducts[0]) if conducts else Conduct().told()
    held = [Held.heard(each["isolation"]) for each in conducts if each["isolation"] is not None]
    told["isolation"] = reduce(and_, held).told() if held else None
    told["workers"] = {name: sum(each["workers"][name] for each in conducts) for name in told["workers"]}
    left: dict[str, LeftOut] = {}
    for each in (one for conduct in conducts for one in conduct["excluded"]):
        mine = left.setdefault(each["reason"], LeftOut())
        mine.items, mine.bytes = mine.items + each["items"], mine.bytes + each["bytes"]
    told["excluded"] = [{"reason": why, "items": each.items, "bytes": each.bytes} for why, each in sorted(left.items())]
    paces = [each["pace"] for each in conducts]
    sums = {name: round(sum(each[name] for each in paces), 1) for name in ("seconds", "waited_seconds")}
    megabytes = sum(each["megabytes_a_second_read"] * each["seconds"] for each in paces)
    told["pace"] = told["pace"] | sums | {"megabytes_a_second_read": round(megabytes / max(sums["seconds"], 0.1), 3)}
    return told
