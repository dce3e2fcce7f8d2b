"""Which controls of which framework which evidence speaks to: tables of data, and what a binder has for each.

>>> sorted(each.ident for each in frameworks())
['cis-controls', 'ftc-safeguards', 'hipaa', 'iso-27701', 'iso-29184', 'nist-privacy-framework']

That evidence is there says what was done; whether it is enough is for whoever reads it. Nothing here says that a control is met.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "frameworks"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of evidence: files of a binder, by how their names begin, and records, by how their actions do."""

    label: str
    files: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


EVIDENCE = {
    "inventory": Sort("what is held, told and secured", ("status", "secured")),
    "coverage": Sort("what was looked at and what was not", ("coverage",), ("scan-ended", "coverage-stated")),
    "activities": Sort("what data is used for", (), ("activity-", "activities-", "facts-declared")),
    "laws": Sort("the laws that were in force", ("laws",)),
    "counsel": Sort("what counsel reviewed", ("counsel/",), ("counsel-", "notice-reviewed")),
    "notices": Sort("the words of notices", ("notices/",), ("notice-published",)),
    "told": Sort(
        "who was told",
        ("told", "certificates/"),
        ("notice-signed", "notice-sent", "notice-put-up", "notice-declined", "delivery-"),
    ),
    "consents": Sort("who agreed to what", ("consents/", "forms/"), ("consent-",)),
    "protection": Sort(
        "what was sealed, closed, redacted and erased", ("erasures/",), ("file-", "protection-", "erasure-", "by-hand-")
    ),
    "keys": Sort("keys, their rotation and drills", (), ("recovery-", "log-key", "master-key", "field-key", "fingerprint-key", "sealed-files")),
    "members": Sort("who may do what", (), ("member-", "assignment-", "glass-", "access-need", "invitation-")),
    "contracts": Sort("contracts with others", (), ("contract-", "contracts-", "agreement-")),
    "tasks": Sort("tasks and what closed them", (), ("task-",)),
    "requests": Sort("requests of people about their data", (), ("request-", "data-subject-request")),
    "incidents": Sort("incidents and exercises", (), ("incident-", "exercise-", "drill-")),
    "backups": Sort("backups and their trials", (), ("backed-up", "backup-", "restored", "recovery-drilled")),
    "log": Sort("the log itself", ("records.jsonl", "checkpoint", "proofs/")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Control:
    """One control: its ident is the framework's, what it is about is said in our words."""

    ident: str
    about: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    ident: str
    name: str
    edition: str
    source: str
    confidence: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a binder has for one control."""

    control: Control
    files: tuple[str, ...]
    records: int  # of the log, in the binder's time

    @property
    def words(self) -> str:
        """
        >>> Shown(Control("3.2", "An inventory", ("inventory",)), (), 0).words
        'nothing in this binder'
        """
        said = [EVIDENCE[each].label for each in self.control.evidence]
        if not self.files and not self.records:
            return "nothing in this binder"
        count = f"; {self.records:,} {'record' if self.records == 1 else 'records'} of the log" if self.records else ""
        return f"{', '.join(said)}{count}"


@cache
def frameworks() -> tuple[Framework, ...]:
    """All of them. KeyError for a control that names a sort of evidence which there is not."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def _read(path: Path) -> Framework:
    told = tomllib.loads(path.read_text("utf-8"))
    controls = tuple(Control(row["ident"], row["about"], tuple(row["evidence"])) for row in told["control"])
    for control in controls:
        for each in control.evidence:
            EVIDENCE[each]
    return Framework(told["ident"], told["name"], told["edition"], told["source"], told["confidence"], controls)


def shown(control: Control, files: Iterable[str], actions: Sequence[str]) -> Shown:
    """What there is for a control, of the files of a binder and the actions of the records of its time."""
    begins = tuple(start for each in control.evidence for start in EVIDENCE[each].files)
    does = tuple(start for each in control.evidence for start in EVIDENCE[each].actions)
    named = tuple(sorted(name for name in files if begins and name.startswith(begins)))
    return Shown(control, named, sum(action.startswith(does) for action in actions) if does else 0)
