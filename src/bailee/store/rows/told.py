"""Told: notices and their frozen versions, and who signed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.roster import Rosters


@dataclass(frozen=True, slots=True)
class NoticeVersion:
    """Frozen text of a notice. `content` is the snapshot its hash covers: categories, purposes, clauses; no person."""

    kind: str
    version: int
    language: str
    sha256: str
    content: dict[str, Any] = field(repr=False)
    state: str  # draft, published
    created_at: datetime
    reviewed_by: str = ""  # as whoever published it noted, before counsel decided here
    reviewed_on: date | None = None
    published_at: datetime | None = None
    sent_to_all_at: datetime | None = None
    choice: str = ""  # notices.choices.Choice; empty before it was published, and in stores of before
    touches: tuple[str, ...] = ()  # whom a material change is about; empty: everybody
    why: str = field(default="", repr=False)  # it was taken to be minor

    @property
    def is_published(self) -> bool:
        return self.state == "published"

    @property
    def is_policy(self) -> bool:
        """Whether it is a file that they had already, and was not drafted here."""
        return "policy" in self.content


@dataclass(frozen=True, slots=True)
class SignOff:
    """A person's statement that a version was received, read and understood."""

    ident: str
    kind: str
    version: int
    language: str
    name: str = field(repr=False)
    person: str | None  # ident in the roster
    identified_by: str
    statement_sha256: str
    signed_at: datetime


_MOST_KEPT = 200
_contents: dict[
    tuple[Path, int, int, str], dict[str, Any]
] = {}  # of versions, which are frozen: each is read once a process


class Told(Rosters):
    def notices(self) -> tuple[NoticeVersion, ...]:
        """Every version of every notice, by kind, language and version."""
        from bailee.store.models import NoticeVersion as Row

        with self._reading():
            rows = list(
                self._rows(Row)
                .select_related("notice")
                .defer("content")
                .order_by("notice__kind", "language", "version")
            )
            self._read_contents(rows)
            return tuple(map(self._version, rows))

    def _read_contents(self, rows: Sequence[Any]) -> None:
        """Versions are frozen: a process reads each once."""
        from bailee.store.models import NoticeVersion as Row

        keys = [(self.home, self.organisation_id, row.pk, row.sha256) for row in rows]
        known = {key[2]: content for key in keys if (content := _contents.get(key)) is not None}
        if unread := [row.pk for row in rows if row.pk not in known]:
            known |= dict(self._rows(Row).filter(pk__in=unread).values_list("pk", "content"))
        for row, key in zip(rows, keys, strict=True):
            row.content = _contents.setdefault(key, known[row.pk])
        for old in list(_contents)[: max(len(_contents) - _MOST_KEPT, 0)]:
            _contents.pop(old, None)

    def notice_version(self, kind: str, version: int | None = None, language: str = "en") -> NoticeVersion:
        """One version, the newest where none is named. InvalidInput where there is no such one."""
        found = [
            each
            for each in self.notices()
            if each.kind == kind and each.language == language and version in (None, each.version)
        ]
        if not found:
            raise InvalidInput(
                f'there is no such version of a notice "{kind}"', hint="bailee notice list shows those there are"
            )
        return found[-1]

    def add_notice_version(
        self, kind: str, content: dict[str, Any], sha256: str, *, language: str = "en"
    ) -> NoticeVersion:
        """Keep a draft as the next version; the same text as the newest one is that version, not another."""
        return self._add_version(Permission.WRITE_NOTICES, kind, content, sha256, language)

    def add_counsel_draft(
        self, kind: str, content: dict[str, Any], sha256: str, *, language: str = "en"
    ) -> NoticeVersion:
        """The same for words that counsel wrote: by counsel, or by an owner who takes her decisions over."""
        permission = Permission.REVIEW if self.may(Permission.REVIEW) else Permission.RECORD_REVIEW
        return self._add_version(permission, kind, content, sha256, language)

    def _add_version(
        self, permission: Permission, kind: str, content: dict[str, Any], sha256: str, language: str
    ) -> NoticeVersion:
        from bailee.store.models import Notice
        from bailee.store.models import NoticeVersion as Row

        with self.transaction(permission):
            notice = self._rows(Notice).filter(kind=kind).first() or self._add(Notice, kind=kind, created_at=now())
            newest = self._rows(Row).filter(notice=notice, language=language).order_by("-version").first()
            if newest is not None and newest.sha256 == sha256:
                return self._version(newest)
            row = self._add(
                Row,
                notice=notice,
                version=newest.version + 1 if newest else 1,
                language=language,
                sha256=sha256,
                content=content,
                state="draft",
                created_at=now(),
            )
            return self._version(row)

    def publish(
        self,
        kind: str,
        version: int,
        *,
        language: str = "en",
        choice: str = "material",
        touches: Iterable[str] = (),
        why: str = "",
    ) -> NoticeVersion:
        """Publish a draft: from then on it speaks. Whether it is reviewed is counsel's to say, and stands elsewhere.

        `choice`: what it means to those who were told before (notices.choices.Choice); `touches`: whom it is about.
        """
        with self.transaction(Permission.WRITE_NOTICES):
            row = self._version_row(kind, version, language)
            if row.state == "draft":
                row.state, row.published_at, row.choice, row.touches = "published", now(), choice, sorted(touches)
                row.why = self._encrypted("notice_version.why", why) if why else None
                row.save(using=self.alias, update_fields=["state", "published_at", "choice", "touches", "why"])
            return self._version(row)

    def mark_sent_to_all(self, kind: str, version: int, *, language: str = "en") -> NoticeVersion:
        """Note that a published version went to everyone concerned."""
        with self.transaction(Permission.WRITE_NOTICES):
            row = self._version_row(kind, version, language)
            if row.state != "published":
                raise InvalidInput("a draft cannot have been sent", hint="publish it first")
            row.sent_to_all_at = row.sent_to_all_at or now()
            row.save(using=self.alias, update_fields=["sent_to_all_at"])
            return self._version(row)

    def sign_offs(self, version: NoticeVersion | None = None) -> tuple[SignOff, ...]:
        """Statements over one version, or over all of them, oldest first."""
        from bailee.store.models import SignOff as Row

        with self._reading():
            rows = self._rows(Row).select_related("version__notice", "person").order_by("signed_at", "pk")
            if version is not None:
                rows = rows.filter(
                    version__notice__kind=version.kind,
                    version__version=version.version,
                    version__language=version.language,
                )
            return tuple(
                SignOff(
                    row.ident,
                    row.version.notice.kind,
                    row.version.version,
                    row.version.language,
                    self._decrypted("sign_off.name", row.name),
                    row.person.ident if row.person else None,
                    row.identified_by,
                    row.statement_sha256,
                    row.signed_at,
                )
                for row in rows
            )

    def signers(self, kind: str) -> tuple[tuple[str, int, str], ...]:
        """Who on the roster signed which version of a notice: person, version, language. No name is opened."""
        from bailee.store.models import SignOff as Row

        with self._reading():
            rows = self._rows(Row).filter(version__notice__kind=kind, person__isnull=False)
            return tuple(rows.values_list("person__ident", "version__version", "version__language"))

    def record_sign_off(
        self,
        version: NoticeVersion,
        name: str,
        *,
        identified_by: str,
        statement: str,
        person: str | None = None,
        signed_at: datetime | None = None,
        own: bool = False,
    ) -> SignOff:
        """Note one statement. InvalidInput for a draft, an empty name, or a person who signed this version already.

        `own`: she signs herself, which takes no right to write notices; whoever calls this made sure who she is.
        """
        from bailee.store.models import RosterPerson as PersonRow
        from bailee.store.models import SignOff as Row

        if not name.strip() or not identified_by.strip():
            raise InvalidInput("a sign-off needs a name, and how the person was identified")
        with self.transaction(Permission.SIGN_OWN if own else Permission.WRITE_NOTICES):
            row = self._version_row(version.kind, version.version, version.language)
            if row.state != "published":
                raise InvalidInput("only a published version can be signed", hint="publish it first")
            printed = self.fingerprint("sign-off-name", f"{person or ''}\x00{' '.join(name.casefold().split())}")
            if self._rows(Row).filter(version=row, name_fingerprint=printed).exists():
                raise InvalidInput("this person has signed this version already")
            who = self._rows(PersonRow).filter(ident=person).first() if person else None
            if person and who is None:
                raise InvalidInput("there is no such person on the roster")
            added = self._add(
                Row,
                ident=secrets.token_hex(8),
                version=row,
                name=self._encrypted("sign_off.name", name.strip()),
                name_fingerprint=printed,
                person=who,
                identified_by=identified_by.strip(),
                statement_sha256=hashlib.sha256(statement.encode()).hexdigest(),
                signed_at=signed_at or now(),
            )
        return SignOff(
            added.ident,
            version.kind,
            version.version,
            version.language,
            name.strip(),
            person,
            identified_by.strip(),
            added.statement_sha256,
            added.signed_at,
        )

    def _version_row(self, kind: str, version: int, language: str) -> Any:
        from bailee.store.models import NoticeVersion as Row

        row = (
            self._rows(Row)
            .select_related("notice")
            .filter(notice__kind=kind, version=version, language=language)
            .first()
        )
        if row is None:
            raise InvalidInput(
                f'there is no version {version} of a notice "{kind}"', hint="bailee notice list shows those there are"
            )
        return row

    def _version(self, row: Any) -> NoticeVersion:
        return NoticeVersion(
            row.notice.kind,
            row.version,
            row.language,
            row.sha256,
            row.content,
            row.state,
            row.created_at,
            row.reviewed_by,
            row.reviewed_on,
            row.published_at,
            row.sent_to_all_at,
            row.choice,
            tuple(row.touches),
            self._decrypted("notice_version.why", row.why) if row.why is not None else "",
        )
