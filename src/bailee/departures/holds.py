"""Legal holds: data that has to be kept for a matter, whatever a law or a declaration says of erasing it.

>>> hold = Hold("hold-1", "Roe v. Acme", date(2026, 3, 1), stores=("acme/HR",))
>>> hold.covers("payroll", ("acme/HR", 7), date(2026, 4, 1)), hold.covers("payroll", ("acme/IT", 7), date(2026, 4, 1))
(True, False)
>>> hold.covers("payroll", ("acme/HR", 7), date(2026, 2, 1))
False
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date

from bailee.inventory.sightings import FileKey


@dataclass(frozen=True, slots=True)
class Hold:
    """What is kept, for which matter, since when. Of stores, categories and people, all that are named have to fit; none named: everything."""

    ident: str
    matter: str = field(repr=False)
    since: date
    why: str = field(default="", repr=False)
    who: str = field(default="", repr=False)  # who said so
    stores: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    person: str = field(default="", repr=False)
    files: Collection[FileKey] | None = None  # in which that person stands; None: it is about nobody alone
    lifted_on: date | None = None
    is_told: bool = True  # False: to whom it is shown may know that it stands, and not for which matter

    def covers(self, category: str, file: FileKey, on: date) -> bool:
        return (
            self.is_standing(on)
            and (not self.stores or file[0] in self.stores)
            and (not self.categories or category in self.categories)
            and (self.files is None or file in self.files)
        )

    def is_standing(self, on: date) -> bool:
        return self.since <= on and (self.lifted_on is None or on < self.lifted_on)

    @property
    def scope(self) -> str:
        """What it keeps, in words.

        >>> Hold("hold-1", "Roe v. Acme", date(2026, 3, 1), categories=("payroll",), person="Jane Roe").scope
        'payroll, of whatever names Jane Roe'
        """
        what = ", ".join(self.categories) or ("" if self.stores or self.person else "everything")
        person = self.person if self.is_told else "one person"
        whom = f"whatever names {person}" if self.person else ""
        where = f"in {', '.join(self.stores)}" if self.stores else ""
        if what and whom:
            whom = f"of {whom}"
        return ", ".join(filter(None, (what or ("everything" if where and not whom else ""), whom, where)))

    @property
    def untold(self) -> Hold:
        """The same for those who only need to know that it stands: on hold, and what it covers.

        >>> untold = Hold("hold-1", "Roe v. Acme", date(2026, 3, 1), "a claim", "A. Counsel", person="Jane Roe").untold
        >>> untold.matter, untold.why, untold.scope
        ('', '', 'whatever names one person')
        """
        return replace(self, matter="", why="", who="", person="one person" if self.person else "", is_told=False)

    @property
    def words(self) -> str:
        return f"legal hold {self.ident}, since {self.since:%Y-%m-%d}"
