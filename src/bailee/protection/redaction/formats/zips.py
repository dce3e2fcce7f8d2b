"""A zip of files: each redacted by itself, its name too. One that cannot be, and the whole zip is refused."""

from __future__ import annotations

from bailee.extractors.media_type import ZIP
from bailee.protection.redaction.packages import Package
from bailee.protection.redaction.work import Work

REDACTS = frozenset({ZIP})


def redact(data: bytes, work: Work) -> bytes:
    package = Package.of(data, work)
    taken: set[str] = set()
    for member in package.members:
        if not member.name.endswith("/"):
            member.data = work.inner(member.data, member.name.rsplit("/", 1)[-1])
        name = work.word(member.name)
        while name in taken:
            stem, dot, ending = name.rpartition(".")
            name = f"{stem}_{dot}{ending}" if dot else f"{name}_"
        taken.add(name)
        member.name = name
    return package.written()
