"""A file at a new path whose content is known: what was found in it elsewhere is taken over, and it is not read again.

Content is told by its keyed digest, so the file is looked through once for that and no reader opens it. Its own name is
looked at anew. Findings get idents of their own; when another bailee reads the file later, each is known again by its
place in the file, its detector and its value (`PlaceWriter`), so that what points to it still does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from bailee.findings import masked
from bailee.items import ItemFacts
from bailee.keys import fingerprint
from bailee.scanner.known import Known
from bailee.store.rows.base import Door
from bailee.store.rows.places import Place
from bailee.vocabulary import Locator

if TYPE_CHECKING:
    from bailee.kinds.interface import Sibling

WHOLE = (
    64 << 20
)  # bytes up to which a file's digest is of all of it (scanner.reading); of a larger one its time has to be the same
MOST = 20  # contents of one size that are asked about: a size that many files have tells nothing
ALIKE = 200  # files of one size that are looked at: what a new file costs does not grow with those that are known
STORES = 1_000  # data stores, in each of which the index is asked for a size

# The index of outcomes holds all that is asked for, store by store. Left to itself SQLite, which keeps no statistics, takes
# one that begins with the organisation and goes through all of its files: for DISTINCT the index of digests, for a list of
# stores the one of places. So there is neither here: a CROSS JOIN is what SQLite goes through in the order that is written.
_ALIKE = f"""
SELECT f.id, f.content_digest, f.modified_ns, f.reader FROM data_stores CROSS JOIN scanned_file AS f
WHERE f.organisation_id = %s AND f.gone_at IS NULL AND f.store = data_stores.store
  AND f.outcome = 'read' AND f.reason = '' AND f.size = %s
LIMIT {ALIKE}
"""  # noqa: S608 - a number of ours
_DIGESTS = "SELECT content_digest, modified_ns FROM alike WHERE reader = %s AND content_digest <> ''"
_SOURCE = """
SELECT s.id, s.exact_locator, s.media_type, s.series FROM alike CROSS JOIN scanned_file AS s
WHERE alike.reader = %s AND alike.content_digest = %s AND s.id = alike.id AND +s.organisation_id = %s
  AND NOT EXISTS (SELECT 1 FROM tool_trace WHERE file_id = s.id)
ORDER BY s.id LIMIT 1
"""
# From each store to the next: to ask for all that differ is to go through all files.
_STORES = f"""
WITH RECURSIVE data_stores (store) AS (
  SELECT (SELECT store FROM scanned_file WHERE organisation_id = %s AND gone_at IS NULL ORDER BY gone_at, store LIMIT 1)
  UNION ALL
  SELECT (
    SELECT f.store FROM scanned_file AS f
    WHERE f.organisation_id = %s AND f.gone_at IS NULL AND f.store > data_stores.store ORDER BY f.gone_at, f.store LIMIT 1
  ) FROM data_stores WHERE data_stores.store IS NOT NULL
)
SELECT store FROM data_stores WHERE store IS NOT NULL LIMIT {STORES + 1}
"""  # noqa: S608 - as above
_FORMS = """
INSERT INTO normal_form (organisation_id, finding_id, form, fingerprint)
SELECT organisation_id, %s, form, fingerprint FROM normal_form WHERE finding_id = %s
"""


class TakenOver:
    """What one scan of one place takes over."""

    def __init__(self, door: Door, place: Place, reader: str, cursor: Callable[[], Any]) -> None:
        self.door = door
        self.place = place
        self.reader = reader
        self._cursor = cursor
        self._stores: tuple[str, ...] | None = (
            None  # data stores that hold files, asked for when the first new file is met
        )

    def known(
        self, locator: Locator, facts: ItemFacts, sibling: Callable[[Any, Locator, ItemFacts], Sibling]
    ) -> Known | None:
        """What a file at a path of which nothing is known may turn out to be; None where no content has its size."""
        digests = self._digests(facts)
        if not digests:
            return None

        def elsewhere(digest: str) -> Known | None:
            with self.door._reading(), self._cursor() as cursor:
                source = self._source(cursor, digest, facts.size)
            if source is None:
                return None
            kept = (
                sibling(self.door._decrypted("scanned_file.series", source[3]), locator, facts) if source[3] else None
            )
            return Known(sibling=kept, digest=digest, media_type=source[2])

        return Known(digest=" ".join(digests), elsewhere=elsewhere)

    def _digests(self, facts: ItemFacts) -> list[str]:
        if not facts.size:
            return []
        with self.door._reading(), self._cursor() as cursor:
            rows = self._among_alike(cursor, facts.size, _DIGESTS, self.reader)
        is_whole = facts.size <= WHOLE
        found = list(dict.fromkeys(digest for digest, at in rows if is_whole or at == facts.modified_ns))
        return found if len(found) <= MOST else []

    def _source(self, cursor: Any, digest: str, size: int) -> tuple[Any, ...] | None:
        rows = self._among_alike(cursor, size, _SOURCE, self.reader, digest, self.door.organisation_id)
        return rows[0] if rows else None

    def _among_alike(self, cursor: Any, size: int, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Of the files that were read whole and have this size."""
        if self._stores is None:
            cursor.execute(_STORES, (self.door.organisation_id, self.door.organisation_id))
            self._stores = tuple(store for (store,) in cursor.fetchall())
        if not 0 < len(self._stores) <= STORES:
            return []
        marks = ", ".join(["(%s)"] * len(self._stores))
        cursor.execute(
            f"WITH data_stores (store) AS (VALUES {marks}), alike AS ({_ALIKE}) {question}",
            (*self._stores, self.door.organisation_id, size, *values),
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def take(
        self, cursor: Any, digest: str, size: int, item: str, file: int, scan: int, numbers: Iterator[int]
    ) -> Taken | None:
        """Rows of the findings and kinds that `file` has from now on; None where its content is known no more."""
        from bailee.store.models import Finding, KindFound, NormalForm

        assert NormalForm._meta.db_table == "normal_form"  # noqa: S101 - as `_FORMS` says
        source = self._source(cursor, digest, size)
        if source is None or source[0] == file:
            return None
        before = self.door._decrypted("scanned_file.locator", source[1])
        taken = Taken(_insert(Finding), _insert(KindFound, without="id"))
        in_name = self._group_of_name(before)
        for row in _present(cursor, Finding, self.door.organisation_id, source[0]):
            if row["group"] == in_name and len(json.loads(row["locator"])) == 1:
                continue  # its new name was looked at
            number = next(numbers)
            taken.forms.append((number, row["id"]))
            row |= {
                "id": number,
                "ident": self._renamed(row["ident"], item),
                "group": self._renamed(row["group"], item)[:16],
            }
            taken.findings.append(tuple(self._moved(row, "finding.locator", item, file, scan).values()))
        for row in _present(cursor, KindFound, self.door.organisation_id, source[0]):
            moved = self._moved(row, "kind_found.locator", item, file, scan)
            exact = self.door._decrypted("kind_found.locator", moved["exact_locator"])
            moved["locator_fingerprint"] = self.door.fingerprint("locator", "\x00".join(exact))
            del moved["id"]
            taken.kinds.append(tuple(moved.values()))
        return taken

    def _moved(self, row: dict[str, Any], column: str, item: str, file: int, scan: int) -> dict[str, Any]:
        segments = [item, *self.door._decrypted(column, row["exact_locator"])[1:]]
        clear = json.dumps(masked(Locator(tuple(segments))).segments, ensure_ascii=False)
        exact = self.door._encrypted(column, segments)
        return row | {
            "file_id": file,
            "locator": clear,
            "exact_locator": exact,
            "first_seen_id": scan,
            "last_seen_id": scan,
        }

    def _renamed(self, printed: str, item: str) -> str:
        return self.door.fingerprint("file", f"{printed}\x00{self.place.ident}\x00{item}")

    def _group_of_name(self, item: str) -> str:
        """Of findings in a file's own name, as a scanner makes it (findings.finding) and the store keeps it."""
        where = f"{self.place.where}\x00{item}"
        return self.door.keys.indexed(fingerprint(self.door.keys.fingerprint_key, "group", f"{where}\x00name")[:16])


class Taken:
    """Rows to be written, with the statements that write them."""

    def __init__(self, finding: str, kind: str) -> None:
        self.finding, self.kind = finding, kind
        self.findings: list[tuple[Any, ...]] = []
        self.kinds: list[tuple[Any, ...]] = []
        self.forms: list[tuple[int, int]] = []  # new finding, old one

    def write(self, cursor: Any) -> int:
        """How many findings."""
        cursor.executemany(self.finding, self.findings)
        cursor.executemany(self.kind, self.kinds)
        cursor.executemany(_FORMS, self.forms)
        return len(self.findings)


def _columns(model: Any) -> list[str]:
    return [column.column for column in model._meta.concrete_fields]


def _insert(model: Any, without: str = "") -> str:
    columns = [column for column in _columns(model) if column != without]
    named, marks = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {model._meta.db_table} ({named}) VALUES ({marks})"  # noqa: S608 - names of ours


def _present(cursor: Any, model: Any, organisation: int, file: int) -> list[dict[str, Any]]:
    columns = _columns(model)
    named = ", ".join(f'"{column}"' for column in columns)
    # kinds of record have no index that begins with the file; findings have, which "+" has SQLite take
    ours = "organisation_id" if model._meta.db_table == "kind_found" else "+organisation_id"
    cursor.execute(
        f"SELECT {named} FROM {model._meta.db_table} WHERE file_id = %s AND {ours} = %s AND gone_at IS NULL",  # noqa: S608 - as above
        (file, organisation),
    )
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
