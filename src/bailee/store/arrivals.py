"""What a scanner says of a value, re-keyed on arrival: only what is made here lies in the store.

A scanner, be it a worker of this machine or a program on another one, makes fingerprints under a key that every scanner of
the organisation has. Each goes once more through a key that never leaves the server (`keys.fingerprints`), and the same
value is the same whoever met it. Idents, groups, names and places go through a key of their own, which is never replaced:
what points to a finding still does when the key of values is replaced.
"""

from __future__ import annotations

from dataclasses import replace

from bailee.findings import Finding
from bailee.keys import OrganisationKeys, fingerprint

# What the store alone looks up by: no value that a scanner could meet.
INDEXED = frozenset(
    {"place", "file", "folder", "locator", "found-place", "api-cursor", "api-body", "api-key", "link-code"}
)
# What idents are made of that stand in the log: they stay as they are, whatever key is replaced.
REFERENCES = frozenset(
    {"activity", "roster", "tool", "tool-look", "sign-off-name", "machine", "gate", "consent", "request"}
)


def arrived(keys: OrganisationKeys, finding: Finding) -> Finding:
    """The finding as the store keeps it."""
    return replace(
        finding,
        ident=keys.indexed(finding.ident),
        fingerprint=keys.arrived(finding.fingerprint),
        normal_forms=tuple((form, keys.arrived(printed)) for form, printed in finding.normal_forms),
        group=keys.indexed(finding.group),
    )


def printed(keys: OrganisationKeys, purpose: str, value: str) -> str:
    """What the store keeps of a value, a name or a place that is met here."""
    first = fingerprint(keys.fingerprint_key, purpose, value)
    if purpose in INDEXED:
        return keys.indexed(first)
    if purpose in REFERENCES:
        return keys.referenced(first)
    return keys.arrived(first)
