"""A zip of parts, as office programs write it: read within limits, written again in the same order.

Parts that did not change keep their bytes. What stands before or behind the zip, and remarks in it, are not written.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field

from bailee.protection.redaction.interface import RefusedRedaction, Why
from bailee.protection.redaction.work import Work

MEMBERS = 20_000
BOMB = 250  # times that a part of more than 32 MB may grow


@dataclass(slots=True)
class Member:
    info: zipfile.ZipInfo
    data: bytes
    name: str = field(default="")

    def __post_init__(self) -> None:
        self.name = self.name or self.info.filename


@dataclass(slots=True)
class Package:
    """Its members in order. `get` finds one by its name, whatever its case."""

    members: list[Member]

    @classmethod
    def of(cls, data: bytes, work: Work) -> Package:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = archive.infolist()
                if len(infos) > MEMBERS:
                    raise RefusedRedaction(Why.TOO_BIG)
                if len({info.filename for info in infos}) != len(infos):
                    raise RefusedRedaction(Why.DAMAGED, "a name twice")
                members = []
                for info in infos:
                    if info.flag_bits & 0x1:
                        raise RefusedRedaction(Why.ENCRYPTED)
                    if info.file_size > 32 << 20 and info.file_size > BOMB * max(info.compress_size, 1):
                        raise RefusedRedaction(Why.TOO_BIG)
                    work.take(info.file_size)
                    members.append(Member(info, archive.read(info)))
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError):
            raise RefusedRedaction(Why.DAMAGED, "zip") from None
        return cls(members)

    def get(self, name: str) -> Member | None:
        return next((member for member in self.members if member.name.lower() == name.lower()), None)

    def remove(self, name: str) -> bool:
        found = self.get(name)
        if found is not None:
            self.members.remove(found)
        return found is not None

    def written(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for member in self.members:
                info = zipfile.ZipInfo(member.name, member.info.date_time)
                info.compress_type = member.info.compress_type
                if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = member.info.external_attr
                info.create_system = member.info.create_system
                archive.writestr(info, member.data)
        return out.getvalue()
