"""Who a binder is for: what each gets, what stays out, and why. The first page of a binder says exactly this.

>>> AUDIENCES["insurer"].names_people, AUDIENCES["court"].names_people
(False, True)
"""

from __future__ import annotations

from dataclasses import dataclass

from bailee.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Audience:
    """One of them. `parts` are names of what `operations.make_binder` puts in; `actions` beginnings of those whose records are given."""

    ident: str
    title: str
    parts: frozenset[str]
    holds: tuple[str, ...]  # said on the first page
    stays_out: tuple[str, ...]
    names_people: bool
    actions: tuple[str, ...] = ("",)  # all


_ALWAYS = (
    "The log: a leaf for each record, so that nobody can have left one out; each record that is given, in full, with its proof.",
    "The checkpoint that signs the log, earlier ones with the times that others vouch for, and two verifiers.",
)
_PRIVILEGED = "What counsel was asked and decided, and why: privileged, but for what counsel released by name."

AUDIENCES = {
    each.ident: each
    for each in (
        Audience(
            "auditor",
            "an auditor",
            frozenset({"status", "coverage", "laws", "notices", "told-counts", "acts", "controls", "released"}),
            (
                "Where the organisation stands: what is held, who was told, how it is secured, cell by cell, with reasons.",
                "What was looked at and what was not, as a sealed statement.",
                "The laws that were in force, with source and how each was read.",
                "Every notice that was published, word by word; how many people were told, by version.",
                "Which controls of six frameworks which evidence speaks to.",
                "Each act of the time by its number, day and sort; those that name nobody in full.",
                *_ALWAYS,
            ),
            (
                "Names and addresses of anybody. A record that names somebody stands as its place in the tree; a single one can be proven.",
                "Single findings: where a value lies.",
                _PRIVILEGED,
            ),
            names_people=False,
        ),
        Audience(
            "insurer",
            "an insurer",
            frozenset({"secured", "coverage", "laws", "controls"}),
            (
                "How what is held is secured: encryption and who can open it, kind by kind.",
                "What was looked at and what was not, as a sealed statement.",
                "The laws that were in force, with source and how each was read.",
                "Which controls of six frameworks which evidence speaks to.",
                "Records about scans, sealing, erasing, keys, backups and checkpoints, where they name nobody.",
                *_ALWAYS,
            ),
            (
                "Names and addresses, and who was told what.",
                "Single findings: where a value lies.",
                "The words of notices.",
                _PRIVILEGED,
            ),
            names_people=False,
            actions=(
                "scan-", "coverage-", "file-", "protection-", "erasure-", "recovery-", "log-key", "master-key", "field-key",
                "fingerprint-key", "key", "sealed-files", "checkpoint-", "backed-up", "backup-", "incident-", "exercise-",
            ),
        ),
        Audience(
            "court",
            "a court",
            frozenset(
                {
                    "status", "coverage", "laws", "notices", "acts", "told", "erasures", "controls", "released",
                }
            ),
            (
                "Who was told what, when, how and in which version, with names, and who agreed to what.",
                "The sealed certificate of each signature, the record of each consent, and the words that were shown.",
                "Where the organisation stands, cell by cell; what was looked at and what was not; the laws that were in force.",
                "Certificates of what was erased.",
                "Every record of the time, in full, with its proof.",
                *_ALWAYS,
            ),
            ("Single findings: where a value lies.", _PRIVILEGED),
            names_people=True,
        ),
        Audience(
            "person",
            "one person",
            frozenset({"told", "coverage"}),
            (
                "What this person was told, signed, agreed to and took back: when, how, in which version.",
                "The sealed certificate of each of her signatures, the record of each of her consents, and the words that were shown.",
                "What was looked at and what was not, as a sealed statement.",
                "The records of the log that these acts rest on, in full, with their proofs.",
                *_ALWAYS,
            ),
            (
                "Anything of anybody else.",
                "What is held about her, value by value: `bailee statement` says that.",
                _PRIVILEGED,
            ),
            names_people=True,
            actions=(),
        ),
    )
}  # fmt: skip


def audience(ident: str) -> Audience:
    """InvalidInput, naming those there are."""
    if ident not in AUDIENCES:
        raise InvalidInput(f'a binder is for nobody like "{ident[:40]}"', hint="one of: " + ", ".join(AUDIENCES))
    return AUDIENCES[ident]
