"""Monitored: traces of monitoring tools, and what people declared of them; the register is made of both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from bailee.inventory import ProcessingActivity
from bailee.monitoring.collect import LIST, MACHINE, RECORDED, SCAN, Tallies
from bailee.monitoring.contents import InFile
from bailee.monitoring.paths import seen_at
from bailee.monitoring.product import OBSERVES, load
from bailee.monitoring.register import UNNAMED, Declaration
from bailee.monitoring.traces import STORES, Sort, Trace
from bailee.permissions import Permission
from bailee.store.rights import rights_by_number
from bailee.store.rows.base import now, today
from bailee.store.rows.declared import Declared
from bailee.store.rows.scanned import HeldFile, Scanned, facts_of
from bailee.vocabulary import Confidence, LawfulBasis, Locator, SubjectCategory

SAMPLED = 50  # files of a tool that are asked who can open them


@dataclass(frozen=True, slots=True)
class ToolLook:
    """One look at a machine or one list of software: when, as what it was read, and what it gave."""

    origin: str  # this-machine, software-list
    name: str
    form: str
    machines: int
    rows: int
    looked_at: datetime
    traces: tuple[Trace, ...]


class Monitored(Declared, Scanned):
    def tool_traces(self) -> tuple[Trace, ...]:
        """Traces in the places that were scanned, on the machines that were looked at, and in lists; paths are masked."""
        return (*self._traces_of_files(), *(trace for look in self.tool_looks() for trace in look.traces))

    def _traces_of_files(self) -> tuple[Trace, ...]:
        from bailee.store.models import KindFound, ToolTrace

        tallies = Tallies(SCAN)
        with self._reading():
            found = self._rows(KindFound).filter(gone_at=None, file__gone_at=None, kind__in=sorted(RECORDED))
            kinds: dict[int, set[str]] = {}
            for file, kind, sure in found.values_list("file_id", "kind", "confidence").iterator(chunk_size=5_000):
                if Confidence(sure) >= Confidence.LIKELY:
                    kinds.setdefault(file, set()).add(kind)
            for file, path, store, modified, size, said in self._files_with(ToolTrace, kinds):
                own = kinds.pop(file, set())
                products, in_file = _told(said)
                tallies.file(
                    path, store, modified, in_file=in_file, kinds=own, size=size, example=path, products=products
                )
        return tallies.traces()

    def _files_with(
        self, model: Any, kinds: dict[int, set[str]]
    ) -> Iterator[tuple[int, str, str, int | None, int, str]]:
        """Files that are traces, then those that are records alone: ident, masked path, store, time, size, traces."""
        from bailee.store.models import ScannedFile

        columns = (
            "file_id",
            "file__place__name",
            "file__locator",
            "file__store",
            "file__modified_ns",
            "file__size",
            "traces",
        )
        rows = self._rows(model).filter(file__gone_at=None).order_by("file_id").values_list(*columns)
        for file, place, locator, store, modified, size, traces in rows.iterator(chunk_size=5_000):
            yield file, f"{place}/{locator}", store, modified, size, traces
        left = sorted(kinds)
        for start in range(0, len(left), 500):
            few = self._rows(ScannedFile).filter(pk__in=left[start : start + 500])
            for file, place, locator, store, modified, size in few.values_list(
                "pk", "place__name", "locator", "store", "modified_ns", "size"
            ):
                yield file, f"{place}/{locator}", store, modified, size, "[]"

    def files_of_tools(self) -> dict[str, list[HeldFile]]:
        """A sample of the files that each tool left, the newest first, with exact locators: to ask who can open them."""
        from bailee.store.models import KindFound, ToolTrace

        wanted: dict[str, list[int]] = {}
        with self._reading():
            kinds: dict[int, set[str]] = {}
            found = self._rows(KindFound).filter(gone_at=None, file__gone_at=None, kind__in=sorted(RECORDED))
            for file, kind in (
                found.order_by("-file__modified_ns").values_list("file_id", "kind").iterator(chunk_size=5_000)
            ):
                kinds.setdefault(file, set()).add(kind)
            claimed: set[int] = set()
            rows = self._rows(ToolTrace).filter(file__gone_at=None).order_by("-file__modified_ns")
            for file, kept in rows.values_list("file_id", "traces").iterator(chunk_size=5_000):
                products, in_file = _told(kept)
                sorts = {**products, **{said.product: said.sort for said in in_file}}
                for tool, sort in sorts.items():
                    recorded = kinds.get(file, set()) & set(load()[tool].records)
                    if sort not in STORES and not recorded:
                        continue
                    claimed.add(file)
                    if len(wanted.setdefault(tool, [])) < SAMPLED:
                        wanted[tool].append(file)
            for file, of_file in kinds.items():
                for kind in of_file & UNNAMED.keys() if file not in claimed else ():
                    if len(wanted.setdefault(f"unnamed-{kind}", [])) < SAMPLED:
                        wanted[f"unnamed-{kind}"].append(file)
        held = self.files_by_row({row for few in wanted.values() for row in few})
        return {tool: [held[row] for row in few if row in held] for tool, few in wanted.items()}

    def files_by_row(self, rows: Iterable[int]) -> dict[int, HeldFile]:
        """Some files, with exact locators."""
        from bailee.store.models import Place as PlaceRow
        from bailee.store.models import ScannedFile

        found: dict[int, HeldFile] = {}
        wanted = sorted(rows)
        with self._reading():
            names = dict(self._rows(PlaceRow).values_list("pk", "name"))
            rights = rights_by_number(self)
            for start in range(0, len(wanted), 500):
                for row in self._rows(ScannedFile).filter(pk__in=wanted[start : start + 500]):
                    exact = Locator((self._decrypted("scanned_file.locator", row.exact_locator),))
                    found[row.pk] = HeldFile(
                        row.pk,
                        exact,
                        names[row.place_id],
                        row.store,
                        facts_of(row, rights),
                        row.outcome,
                        None,
                        row.media_type,
                    )
        return found

    def members(self) -> int:
        """How many people have access to this organisation's rows."""
        from bailee.store.models import Member

        with self._reading():
            count: int = self._rows(Member).count()
            return count

    def tool_looks(self) -> tuple[ToolLook, ...]:
        """The latest look at each machine and the latest list of each name."""
        from bailee.store.models import ToolLook as Row

        with self._reading():
            latest = {(row.origin, row.name_fingerprint): row for row in self._rows(Row).order_by("pk")}
        return tuple(
            ToolLook(
                row.origin,
                self._decrypted("tool_look.name", row.name),
                row.form,
                row.machines,
                row.rows,
                row.looked_at,
                tuple(_trace(each) for each in self._decrypted("tool_look.traces", row.traces)),
            )
            for row in latest.values()
        )

    def add_tool_look(
        self, origin: str, name: str, traces: Iterable[Trace], *, form: str, machines: int = 1, rows: int = 0
    ) -> None:
        """Append a look. One of the same machine, or a list of the same name, replaces the earlier in the register."""
        from bailee.store.models import ToolLook as Row

        if origin not in (MACHINE, LIST):
            raise ValueError(origin)
        with self.transaction(Permission.SCAN):
            self._add(
                Row,
                origin=origin,
                name_fingerprint=self.fingerprint("tool-look", name),
                name=self._encrypted("tool_look.name", name),
                form=form,
                machines=machines,
                rows=rows,
                traces=self._encrypted("tool_look.traces", [_kept(trace) for trace in traces]),
                looked_at=now(),
            )

    def tool_declarations(self, on: date | None = None) -> tuple[Declaration, ...]:
        """What is declared of tools, in force on a day (today)."""
        from bailee.store.models import ToolDeclaration as Row

        with self._reading():
            rows = self._rows(Row).filter(true_from__lte=on or today())
            latest = {row.tool: row for row in rows.order_by("true_from", "known_from", "pk")}
        return tuple(
            _declaration(self._decrypted("tool_declaration.declaration", row.declaration))
            for _, row in sorted(latest.items())
            if not row.withdrawn
        )

    def declare_tool(self, declaration: Declaration, *, true_from: date | None = None, withdrawn: bool = False) -> None:
        """Append what is declared of a tool; `withdrawn` takes it back."""
        from bailee.store.models import ToolDeclaration as Row

        with self.transaction(Permission.DECLARE):
            self._add(
                Row,
                tool=self.tool_key(declaration.tool),
                declaration=self._encrypted("tool_declaration.declaration", _plain(declaration)),
                withdrawn=withdrawn,
                true_from=true_from or today(),
                known_from=now(),
            )

    def tool_key(self, tool: str) -> str:
        """What a tool is called in the clear: a product's ident, and a fingerprint of a name that is in no table."""
        known = tool in load() or tool == "bailee" or tool.removeprefix("unnamed-") in UNNAMED
        return tool if known else self.fingerprint("tool", tool)

    def activities(self, on: date | None = None, *, known_at: datetime | None = None) -> tuple[ProcessingActivity, ...]:
        """Processing activities as declared, those of monitoring tools among them."""
        of_tools = (activity_of(each) for each in self.tool_declarations(on) if known_at is None)
        return (*super().activities(on, known_at=known_at), *(each for each in of_tools if each is not None))


def activity_of(declaration: Declaration) -> ProcessingActivity | None:
    """The processing activity that a declared tool is; None where it is switched off or nothing is said of it."""
    product = load().get(declaration.tool)
    unnamed = UNNAMED.get(declaration.tool.removeprefix("unnamed-"))
    observes = declaration.observes or (product.observes if product else (unnamed[2],) if unnamed else ())
    watched = declaration.watched or (product.watched if product else unnamed[3] if unnamed else ())
    categories = tuple(dict.fromkeys(OBSERVES[each][1] for each in observes))
    if declaration.tool == "bailee":
        categories = ("scan-records",)
    if declaration.switched_off_on is not None or not declaration.purposes or not categories or not watched:
        return None
    return ProcessingActivity(
        declaration.name,
        declaration.purposes,
        categories,
        watched,
        retention=declaration.kept or (f"{declaration.kept_days} days" if declaration.kept_days else ""),
    )


def file_traces(path: str, in_file: Iterable[InFile] = ()) -> str:
    """What is kept of one file: its traces as JSON; empty where it is none."""
    traces: list[list[object]] = [[seen.product, seen.sort.value, None, None] for seen in seen_at(path)]
    traces += [
        [said.product, said.sort.value, said.kept_days, said.first_on.isoformat() if said.first_on else None]
        for said in in_file
    ]
    return json.dumps(traces, separators=(",", ":")) if traces else ""


def _told(kept: str) -> tuple[dict[str, Sort], list[InFile]]:
    """Products by path, and what the file's lines say, from what was kept."""
    products: dict[str, Sort] = {}
    in_file: list[InFile] = []
    for product, sort, days, first in json.loads(kept):
        if product not in load():
            continue  # of a table that knew it once
        if Sort(sort) in (Sort.CONTENT, Sort.SETTING, Sort.LISTED):
            in_file.append(InFile(product, Sort(sort), days, date.fromisoformat(first) if first else None))
        else:
            products[product] = Sort(sort)
    return products, in_file


def _kept(trace: Trace) -> dict[str, Any]:
    days = {name: value.isoformat() for name in ("first_on", "last_on") if (value := getattr(trace, name))}
    return {**asdict(trace), "first_on": None, "last_on": None, **days}


def _trace(kept: dict[str, Any]) -> Trace:
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("first_on", "last_on")}
    kinds = tuple((kind, count) for kind, count in kept["kinds"])
    return Trace(**{**kept, **days, "sort": Sort(kept["sort"]), "kinds": kinds})


def _plain(declaration: Declaration) -> dict[str, Any]:
    days = {
        name: value.isoformat() if (value := getattr(declaration, name)) else None
        for name in ("since", "switched_off_on")
    }
    return {**asdict(declaration), **days}


def _declaration(kept: dict[str, Any]) -> Declaration:
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("since", "switched_off_on")}
    return Declaration(
        kept["tool"],
        kept["name"],
        tuple((purpose, LawfulBasis(basis) if basis else None) for purpose, basis in kept["purposes"]),
        tuple(SubjectCategory(each) for each in kept["watched"]),
        tuple(kept["observes"]),
        kept["kept"],
        kept["kept_days"],
        tuple(kept["viewers"]),
        **days,
    )
