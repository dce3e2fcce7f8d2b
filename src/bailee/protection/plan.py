"""Proposals: what to do with which files, why, what breaks, and what will happen. Nothing is changed by making one.

>>> Proposal(Path("hr/pay.csv"), 20, (("social-security-number", 3),), readers=12, open_to_everyone=True).why()
['holds 3 Social Security numbers', 'every account of this system can open it (12)']
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bailee.protection.breaks import Break
from bailee.protection.files import Facts
from bailee.protection.playbook import DEFAULT, IRREVERSIBLE
from bailee.vocabulary import DATA_CATEGORIES, Severity

WILL = (
    "NAME becomes NAME.age, which only this organisation's key and its recovery key open",
    "NAME.sealed.txt is left there and says whom to ask",
    "`bailee protect undo NAME` puts the same file back",
)
# What each act does, in the words of whoever signs for it
ACTS_WILL = {
    "seal": "encrypted where it lies; the organisation's key and its recovery key open it; undo puts the same file back",
    "move": "goes to the confidential folder that was declared for it; a note says so; undo puts it back",
    "restrict": "stays where it is; its owner alone can open it; undo gives the rights back",
    "redact": "a copy without the values is made and checked; the original is sealed; undo puts it back",
    "quarantine": "encrypted, under a number, in a folder nobody else can open; a note says so; undo puts it back",
    "erase": "gone for good, once a second person approved it; a certificate says so",
    "leave": "nothing is done",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to do with one file. `categories`: what is known to be in it, with how many places; `refusal`: why it cannot be."""

    path: Path
    size: int
    categories: tuple[tuple[str, int], ...] = ()
    kinds: tuple[str, ...] = ()
    readers: int | None = None  # accounts of this system that can open it now
    open_to_everyone: bool | None = None
    refusal: str = ""
    act: str = "seal"
    playbook: str = DEFAULT
    because: str = ""  # why this act, in words; empty: it was asked for
    breaks: tuple[Break, ...] = ()
    to: Path | None = field(default=None, repr=False)  # folder that it is moved to
    to_label: str = ""  # the same, masked
    until: date | None = None  # of `leave`
    held_by: tuple[str, ...] = ()  # legal holds, in words
    past: str = ""  # which time to keep it is over, in words
    dated: str = ""  # how old it is then, and as what says
    store: str = ""  # ident of its data store
    file: int = 0  # its row in the store; 0: none
    seen: Facts | None = field(default=None, repr=False)  # what it is now: it has to be the same when something is done

    @property
    def is_irreversible(self) -> bool:
        """Nothing puts it back: another person has to approve it."""
        return self.act in IRREVERSIBLE

    @property
    def severity(self) -> Severity:
        """That of the worst thing in it."""
        known = [DATA_CATEGORIES[name].severity for name, _ in self.categories if name in DATA_CATEGORIES]
        return max(known, default=Severity.LOW)

    def why(self) -> list[str]:
        """Reasons in words, worst first."""
        reasons = [f"is a record of the kind {kind.replace('-', ' ')}" for kind in self.kinds]
        for name, count in sorted(self.categories, key=lambda each: (-_rank(each[0]), -each[1], each[0])):
            label = DATA_CATEGORIES[name].label if name in DATA_CATEGORIES else name
            reasons.append(f"holds {count} {label}" if count else f"holds {label}")
        if not reasons:
            reasons.append("you named it; no scan has found personal data in it")
        if self.open_to_everyone:
            reasons.append(f"every account of this system can open it ({self.readers})")
        elif self.readers is not None:
            reasons.append(f"{self.readers} {'account' if self.readers == 1 else 'accounts'} can open it")
        else:
            reasons.append("who can open it is not known")
        return reasons


def _rank(category: str) -> int:
    return DATA_CATEGORIES[category].severity.rank if category in DATA_CATEGORIES else 0


def in_order(proposals: list[Proposal]) -> list[Proposal]:
    """Worst first: by severity, then by how open, then by how much."""
    return sorted(
        proposals,
        key=lambda each: (
            -each.severity.rank,
            not each.open_to_everyone,
            -sum(count for _, count in each.categories),
            str(each.path),
        ),
    )
