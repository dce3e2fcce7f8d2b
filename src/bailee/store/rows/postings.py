"""Put up: notices that reach whoever comes by, on a wall or on a page that is open to everybody."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bailee.deliveries.photographs import Photograph
from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.asking import moment
from bailee.store.rows.base import now
from bailee.store.rows.told import NoticeVersion, Told


@dataclass(frozen=True, slots=True)
class Posting:
    """A notice that was put up somewhere. `photograph` None: nobody took one."""

    ident: str
    kind: str
    version: int
    language: str
    sha256: str  # of the version
    place: str = field(repr=False)
    put_up_on: date
    photograph: Photograph | None
    by: str
    taken_down_on: date | None = None


class Postings(Told):
    def put_up(self, version: NoticeVersion, place: str, on: date, photograph: Photograph | None) -> Posting:
        """Note that a published version hangs somewhere."""
        from bailee.store.models import Posting as Row

        with self.transaction(Permission.WRITE_NOTICES):
            of = self._version_row(version.kind, version.version, version.language)
            if of.state != "published":
                raise InvalidInput("a draft is put up nowhere", hint=f"bailee notice publish {version.kind}")
            told = photograph and {"sha256": photograph.sha256, "size": photograph.size, "form": photograph.form}
            row = self._add(
                Row,
                ident=f"poster-{secrets.token_hex(4)}",
                version=of,
                act="put-up",
                place=self._encrypted("posting.place", place),
                on=on,
                photograph=told,
                by=self.member,
                at=now(),
            )
            return self._posting(row, None)

    def take_down(self, ident: str, on: date) -> None:
        """It hangs there no more. InvalidInput where there is none of that ident that hangs."""
        from bailee.store.models import Posting as Row

        with self.transaction(Permission.WRITE_NOTICES):
            there = next((each for each in self.postings() if each.ident == ident and each.taken_down_on is None), None)
            if there is None:
                raise InvalidInput("no poster of that name hangs anywhere", hint="bailee deliver list shows them")
            if on < there.put_up_on:
                raise InvalidInput("it was put up after that day", hint="give the day on which it was taken down")
            up = self._rows(Row).filter(ident=ident, act="put-up").select_related("version").get()
            told = {"place": bytes(up.place), "on": on, "by": self.member, "at": now()}
            self._add(Row, ident=ident, version=up.version, act="taken-down", **told)

    def postings(self) -> tuple[Posting, ...]:
        """Posters, the newest first."""
        from bailee.store.models import Posting as Row

        with self._reading():
            rows = list(self._rows(Row).select_related("version__notice").order_by("pk"))
        down = {row.ident: row.on for row in rows if row.act == "taken-down"}
        return tuple(self._posting(row, down.get(row.ident)) for row in reversed(rows) if row.act == "put-up")

    def hanging(self, on: date) -> frozenset[str]:
        """Kinds of notice of which a version hangs somewhere on a day."""
        from bailee.store.models import Posting as Row

        with self._reading():
            rows = (
                self._rows(Row).filter(on__lte=on).order_by("pk").values_list("ident", "act", "version__notice__kind")
            )
            standing = {ident: (act, kind) for ident, act, kind in rows}
        return frozenset(kind for act, kind in standing.values() if act == "put-up")

    # pages

    def set_notice_page(self, kind: str, is_open: bool) -> bool:
        """Open a kind of notice to everybody, or close it; False where it was so already."""
        from bailee.store.models import NoticePage as Row

        with self.transaction(Permission.WRITE_NOTICES):
            if self.notice_pages().get(kind, (False, None))[0] is is_open:
                return False
            self._add(Row, kind=kind, is_open=is_open, by=self.member, at=now())
            return True

    def notice_pages(self) -> dict[str, tuple[bool, datetime]]:
        """Kinds that were opened or closed, and since when."""
        from bailee.store.models import NoticePage as Row

        with self._reading():
            rows = self._rows(Row).order_by("pk").values_list("kind", "is_open", "at")
            return {kind: (is_open, moment(at)) for kind, is_open, at in rows}

    def _posting(self, row: Any, taken_down_on: date | None) -> Posting:
        told = row.photograph
        return Posting(
            row.ident, row.version.notice.kind, row.version.version, row.version.language, row.version.sha256,
            self._decrypted("posting.place", row.place), row.on,
            Photograph(told["sha256"], told["size"], told["form"]) if told else None, row.by, taken_down_on,
        )  # fmt: skip
