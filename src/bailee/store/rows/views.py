"""Saved views: the filters of a page under a name, a member's own."""

from __future__ import annotations

from dataclasses import dataclass

from bailee.errors import InvalidInput
from bailee.store.rows.base import Door, now
from bailee.store.typed import typed_name

_SAVED = "SELECT name, query FROM saved_view WHERE organisation_id = %s AND member_id = %s AND page = %s ORDER BY name"
MOST = 30  # views of one member on one page
LONGEST = 2_000  # what stands behind the question mark of one


@dataclass(frozen=True, slots=True)
class SavedView:
    name: str
    query: str  # as it stands behind the question mark


class Views(Door):
    def saved_views(self, page: str) -> tuple[SavedView, ...]:
        """Of the member who asks, by name."""
        with self._reading():
            rows = self._written(_SAVED, self.organisation_id, self.member_id, page)
            return tuple(SavedView(name, query) for name, query in rows)

    def save_view(self, page: str, name: str, query: str) -> None:
        """Keep it, or replace the one of this name. A reader may, too: it is hers, and changes nothing of the organisation."""
        from bailee.store import database
        from bailee.store.models import SavedView as Row

        name = typed_name(name, "a view", 60)
        if len(query) > LONGEST:
            raise InvalidInput("this view has too many filters")
        with database.explained(self.home), self._seeing():
            mine = self._rows(Row).filter(member_id=self.member_id, page=page)
            if not mine.filter(name=name).update(query=query, saved_at=now()):
                if mine.count() >= MOST:
                    raise InvalidInput(f"there are {MOST} views already", hint="remove one first")
                self._add(Row, member_id=self.member_id, page=page, name=name, query=query, saved_at=now())

    def forget_view(self, page: str, name: str) -> None:
        """Remove one of one's own; one that is not there is removed already."""
        from bailee.store import database
        from bailee.store.models import SavedView as Row

        with database.explained(self.home), self._seeing():
            self._rows(Row).filter(member_id=self.member_id, page=page, name=name).delete()
