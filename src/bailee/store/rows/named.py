"""Named: who on the roster is meant by an ident, a number or an address, found by fingerprints; nobody else's fields are opened."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.store.rows.roster import Rosters
from bailee.vocabulary import SubjectCategory

_SEEING = (
    Permission.DECLARE,
    Permission.SEE_STORES,
    Permission.SEE_EVIDENCE,
)  # names of the roster stand on their pages


class Named(Rosters):
    @property
    def sees_people(self) -> bool:
        """Whether this member may know who is on the roster. To who may not, somebody unknown is answered as somebody of whom there is
        nothing to tell."""
        return any(map(self.may, _SEEING))

    def person_named(self, said: str) -> str | None:
        """The ident of the one person on the roster who is meant; None where nobody is, or more than one."""
        from django.db.models import TextField
        from django.db.models.functions import Cast

        from bailee.store.models import RosterPerson as Row

        text = " ".join(said.split())
        if not text:
            return None
        keys = {text, text.casefold()}  # as idents are made: of a number, else an address, else a name
        made = {
            self.fingerprint("roster", f"{category.value}\x00{key}")[:16]
            for category in SubjectCategory
            for key in keys
        }
        with self._reading():
            found = set(self._rows(Row).filter(ident__in=[text, *made]).values_list("ident", flat=True))
            if not found and "@" in text:
                printed = self.fingerprint("email", text.lower())
                rows = self._rows(Row).annotate(prints=Cast("fingerprints", TextField()))
                found = set(rows.filter(prints__contains=printed).values_list("ident", flat=True)[:2])
        return found.pop() if len(found) == 1 else None
