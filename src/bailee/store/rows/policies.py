"""Policies that they had already: the file that a version of a notice is, kept encrypted as it was handed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.told import NoticeVersion, Told


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A file as it was handed over. Its bytes have the hash of the version that it is."""

    name: str = field(repr=False)
    media_type: str
    size: int
    content: bytes = field(repr=False)


class Policies(Told):
    def add_policy(
        self, kind: str, content: dict[str, Any], sha256: str, file: PolicyFile, *, language: str = "en"
    ) -> NoticeVersion:
        """Keep a file as the next version of a notice; the same file again is that version, and not another."""
        from bailee.store.models import NoticeVersion as VersionRow
        from bailee.store.models import PolicyFile as Row

        with self.transaction(Permission.WRITE_NOTICES):
            version = self.add_notice_version(kind, content, sha256, language=language)
            row = self._rows(VersionRow).get(notice__kind=kind, version=version.version, language=language)
            if not self._rows(Row).filter(version=row).exists():
                self._add(
                    Row,
                    version=row,
                    name=self._encrypted("policy_file.name", file.name),
                    media_type=file.media_type,
                    size=file.size,
                    content=self.keys.encrypt_field("policy_file.content", file.content),
                )
            return version

    def policy_file(self, version: NoticeVersion) -> PolicyFile:
        """The file of a version. InvalidInput where it was drafted here and is none."""
        from bailee.store.models import PolicyFile as Row

        with self._reading():
            row = (
                self._rows(Row)
                .filter(
                    version__notice__kind=version.kind,
                    version__version=version.version,
                    version__language=version.language,
                )
                .first()
            )
            if row is None:
                raise InvalidInput("this version was drafted here: there is no file of theirs")
            return PolicyFile(
                self._decrypted("policy_file.name", row.name),
                row.media_type,
                row.size,
                self.keys.decrypt_field("policy_file.content", bytes(row.content)),
            )
