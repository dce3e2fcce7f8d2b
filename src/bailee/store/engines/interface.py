"""What an engine is: how Django reaches a database, how that is brought up to date, and what its faults mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol


class Engine(Protocol):
    @property
    def needs_transactions(self) -> bool:
        """Whether reading, too, has to happen in a transaction."""
        ...

    def exists(self) -> bool:
        """Whether there is a store already."""
        ...

    def is_still_there(self) -> bool:
        """Whether what a connection was made to is there: asked each time, so quick."""
        ...

    def prepare(self) -> None:
        """Before the first connection: what has to be there."""
        ...

    def connection(self) -> dict[str, Any]:
        """Django's settings of the connection that rows are read and written with."""
        ...

    def version(self, alias: str) -> int:
        """Number of the newest migration that was applied; 0 for an empty database."""
        ...

    def migrate(self, alias: str) -> AbstractContextManager[str]:
        """The alias of a connection that may change tables, while nobody else migrates."""
        ...

    def migrated(self, alias: str) -> None:
        """After all migrations ran."""
        ...

    def check(self, alias: str) -> None:
        """CannotRead or NotAllowed where this connection must not be used."""
        ...

    def enter(
        self, alias: str, organisations: Iterable[int], ident: str = "", *, account: str = "", token: str = ""
    ) -> None:
        """In an open transaction: whose rows it may see. `ident`: an organisation that is only looked up by its name.
        `account`: whose own memberships are looked up, in all organisations. `token`: digest of the token that is looked up.
        """
        ...

    def ask(self, alias: str, organisation: int, *statements: tuple[str, Sequence[Any]]) -> list[Any]:
        """Statements about the rows of one organisation, in as few trips as can be; what the last one answers, if it does.
        In the transaction that is open, else in one of their own."""
        ...

    def numbers(self, alias: str, table: str, column: str = "id") -> Iterator[int]:
        """New row numbers of a table that is written without the ORM, one after the other."""
        ...

    def serialise(self, alias: str, organisation: int) -> None:
        """In an open transaction: no other one that asks the same goes on until this one ends."""
        ...

    def rewriting(self, alias: str, table: str, organisation: int) -> AbstractContextManager[str]:
        """A transaction in which ciphertexts of rows that are appended may be put under another key; the alias to do it by.

        Nobody else writes to the table meanwhile, and however it ends the table refuses changes again.
        """
        ...

    def among(self, question: str) -> str:
        """After a column: whether it is among what a question answers, which is asked first and once."""
        ...

    def snapshot(self, alias: str) -> AbstractContextManager[None]:
        """Reading everything as it is now, while others go on writing. On PostgreSQL `enter` is to follow."""
        ...

    def loaded(self, alias: str, table: str, column: str) -> None:
        """Rows of a table were written with their numbers: new ones come after them."""
        ...

    def measure(self, alias: str) -> None:
        """Let the planner know how many rows there are now, and of which sort: after a great many came at once."""
        ...

    def fault(self, error: BaseException) -> tuple[str, str] | None:
        """What happened and what to do, for an error of this database; None for one of our own making."""
        ...


def as_kept(connection: Any, values: Iterable[Any]) -> list[Any]:
    """Values for a statement that is written out: SQLite compares times as texts, of one form."""
    kept = connection.ops.adapt_datetimefield_value
    return [kept(each) if isinstance(each, datetime) else each for each in values]


MIGRATIONS = Path(__file__).parents[1] / "migrations"


@cache
def our_version() -> int:
    """Number of the newest migration that this bailee knows."""
    return max(int(path.name[:4]) for path in MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.py*"))
