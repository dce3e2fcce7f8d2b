"""What was seen becomes traces: rows of a list, names on this machine, files of a scan, brought together by product and place.

>>> from bailee.monitoring.software import read
>>> [(t.product, t.where, t.count) for t in from_list(read("computer,software\\nWS-1,Hubstaff\\nWS-2,Hubstaff\\n"), "rmm.csv")]
[('hubstaff', 'WS-1', 1), ('hubstaff', 'WS-2', 1)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bailee.monitoring import names
from bailee.monitoring.contents import InFile
from bailee.monitoring.paths import seen_at
from bailee.monitoring.product import load
from bailee.monitoring.register import UNNAMED
from bailee.monitoring.software import SoftwareList
from bailee.monitoring.traces import Sort, Trace

SCAN, MACHINE, LIST = "scan", "this-machine", "software-list"
RECORDED = frozenset({*UNNAMED, "archived-mail", "chat-export"})  # kinds of record that a tool makes by watching
_OF = {Sort.SERVICE: names.service, Sort.PROCESS: names.process, Sort.SOFTWARE: names.software}


def from_list(listed: SoftwareList, name: str, origin: str = LIST) -> tuple[Trace, ...]:
    """Traces of a list; `name` stands for the machine where its lines name none."""
    tallies = Tallies(origin)
    for row in listed.rows:
        products = dict.fromkeys(_OF[row.sort](row.name))
        if row.also:  # a service's display name, or the id of a package
            products |= dict.fromkeys((*_OF[row.sort](row.also), *names.software(row.also)))
        for product in products:
            tallies.see(product, row.sort, row.machine or name, example=row.name, first=row.installed_on)
    return tallies.traces()


@dataclass(slots=True)
class _Tally:
    count: int = 0
    first: date | None = None
    last: date | None = None
    example: str = ""
    kept_days: int | None = None
    kinds: Counter[str] = field(default_factory=Counter)
    size: int = 0


class Tallies:
    """Traces while they are collected: one a product, sort and place, however many files there are."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._of: dict[tuple[str, Sort, str], _Tally] = {}
        self._folders: dict[str, set[str]] = {}  # by product, those that files of it lie in
        self._loose: dict[
            tuple[str, str, str], _Tally
        ] = {}  # records that no path tells the tool of: kind, folder, store

    def see(
        self,
        product: str,
        sort: Sort,
        where: str,
        *,
        count: int = 1,
        example: str = "",
        first: date | None = None,
        last: date | None = None,
        kept_days: int | None = None,
        kinds: Iterable[str] = (),
        size: int = 0,
    ) -> None:
        tally = self._of.setdefault((product, sort, where), _Tally())
        tally.count += count
        tally.size += size
        tally.example = tally.example or example
        tally.first = min(filter(None, (tally.first, first)), default=None)
        tally.last = max(filter(None, (tally.last, last or first)), default=None)
        tally.kept_days = max(filter(None, (tally.kept_days, kept_days)), default=None)
        for kind in kinds:
            tally.kinds[kind] += count

    def file(
        self,
        path: str,
        store: str,
        modified_ns: int | None,
        *,
        in_file: Iterable[InFile] = (),
        kinds: Collection[str] = (),
        size: int = 0,
        example: str = "",
        products: Mapping[str, Sort] | None = None,
    ) -> None:
        """A file of a scan: what its path and its lines are traces of. `products` are those of its path, where they are known."""
        on = day_of(modified_ns)
        recorded = [kind for kind in kinds if kind in RECORDED]
        products = dict(products) if products is not None else {seen.product: seen.sort for seen in seen_at(path)}
        for product, sort in products.items():
            own = set(recorded) & set(load()[product].records)
            found = Sort.RECORD if own and sort not in (Sort.LOG, Sort.RECORDING) else sort
            self.see(product, found, store, first=on, kinds=recorded, size=size, example=example)
        for said in in_file:
            first = min(filter(None, (said.first_on, on)), default=None)
            known = recorded if said.product not in products else ()
            self.see(
                said.product,
                said.sort,
                store,
                first=first,
                last=on,
                kept_days=said.kept_days,
                kinds=known,
                example=example,
            )
            products.setdefault(said.product, said.sort)
        folder = path.replace("\\", "/").rpartition("/")[0]
        for product in products:
            self._folders.setdefault(product, set()).add(folder)
        for kind in recorded:
            if any(kind in load()[product].records for product in products):
                continue
            tally = self._loose.setdefault((kind, folder, store), _Tally())
            tally.count += 1
            tally.size += size
            tally.example = tally.example or example
            tally.first = min(filter(None, (tally.first, on)), default=None)
            tally.last = max(filter(None, (tally.last, on)), default=None)

    def _tie(self) -> None:
        """Records go to the tool whose folder they lie in, above it or below it; the rest to one whose maker is not known."""
        for (kind, folder, store), tally in self._loose.items():
            near = [
                product
                for product, folders in self._folders.items()
                if kind in load()[product].records and any(_holds(each, folder) for each in folders)
            ]
            if not near and kind not in UNNAMED:
                continue
            self.see(
                near[0] if len(near) == 1 else f"unnamed-{kind}",
                Sort.RECORD,
                store,
                count=tally.count,
                first=tally.first,
                last=tally.last,
                example=tally.example,
                kinds=(kind,),
                size=tally.size,
            )
        self._loose.clear()

    def traces(self) -> tuple[Trace, ...]:
        self._tie()
        return tuple(
            Trace(
                product,
                sort,
                where,
                self.origin,
                tally.count,
                tally.first,
                tally.last,
                tally.example,
                tally.kept_days,
                tuple(sorted(tally.kinds.items())),
                tally.size,
            )
            for (product, sort, where), tally in sorted(self._of.items())
        )


def _holds(one: str, other: str) -> bool:
    """
    >>> _holds("/srv/frigate", "/srv/frigate/clips/may"), _holds("/srv/frigate/db", "/srv/frigate"), _holds("/srv/a", "/srv/b")
    (True, True, False)
    >>> _holds("/srv", "/srv/hr")  # what lies at the top of everything is nobody's folder
    False
    """
    if one == other:
        return True
    above, below = sorted((one, other), key=len)
    return below.startswith(f"{above}/") and above.count("/") >= 2


def day_of(modified_ns: int | None) -> date | None:
    """The day of a file's time; None where it has none that makes sense."""
    if not modified_ns or modified_ns < 0:
        return None
    try:
        return datetime.fromtimestamp(modified_ns / 1e9, UTC).date()
    except (OverflowError, ValueError, OSError):
        return None
