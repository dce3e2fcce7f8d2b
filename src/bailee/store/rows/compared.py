"""What is different between two scans: findings and files that are new, gone or changed, and what people decided in between.

A finding's own row says which scan met it first; `scan_change` says when it went, came back, or counted otherwise.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.store.rows.scanned import Scanned
from bailee.vocabulary import Locator


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different in one category and store. `decided`: findings that a person judged in between."""

    category: str
    store: str
    new: int = 0
    gone: int = 0
    changed: int = 0
    decided: int = 0


@dataclass(frozen=True, slots=True)
class FileDifference:
    store: str
    new: int = 0
    gone: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class ScanComparison:
    """From the end of one scan (None: before the first) to the end of a later one."""

    before: int | None
    after: int
    findings: tuple[Difference, ...]
    files: tuple[FileDifference, ...]

    @property
    def is_same(self) -> bool:
        return not self.findings and not self.files

    def total(self, what: str) -> int:
        """Of findings: `new`, `gone`, `changed` or `decided`."""
        return sum(int(getattr(row, what)) for row in self.findings)


@dataclass(frozen=True, slots=True)
class DifferingFinding:
    """One finding that is new, gone or changed between two scans."""

    ident: str
    what: str  # new, gone, changed
    category: str
    store: str
    locator: Locator  # masked


class Compared(Scanned):
    def scan_differences(self, before: int | None, after: int) -> ScanComparison:
        """What later scans, up to `after`, found otherwise than `before` left it. InvalidInput where one is not there.

        A finding is new or gone where it was so at the two ends; what came and went in between is neither.
        """
        from bailee.store.models import Decision, Finding, ScanChange, ScannedFile

        with self._reading():
            ends, since = self._ends(before, after)
            counts: dict[tuple[str, str], Counter[str]] = {}
            for category, store, number in _by_category(self._fresh(since, after), "file__store"):
                _at(counts, category, store)["new"] += number
            for turn in self._turns(since, after):
                row = _at(counts, turn.category, turn.store)
                if turn.is_fresh:
                    row["new"] -= turn.what != "new"
                elif turn.what:
                    row[turn.what] += 1
            decided = self._rows(Decision)
            if before is not None and ends[before] is not None:
                decided = decided.filter(decided_at__gt=ends[before])
            if ends[after] is not None:
                decided = decided.filter(decided_at__lte=ends[after])
            judged = self._rows(Finding).filter(ident__in=decided.values("ident"))
            for category, store, number in _by_category(judged, "file__store"):
                _at(counts, category, store)["decided"] += number
            files = self._file_differences(ScannedFile, self._rows(ScanChange), since, after)
        return ScanComparison(
            before,
            after,
            tuple(
                Difference(category, store, row["new"], row["gone"], row["changed"], row["decided"])
                for (category, store), row in sorted(counts.items())
                if any(row.values())
            ),
            files,
        )

    def differing_findings(
        self, before: int | None, after: int, what: str, *, category: str = "", store: str = "", limit: int = 200
    ) -> tuple[DifferingFinding, ...]:
        """Which findings `scan_differences` counts as `new`, `gone` or `changed`, at most so many."""
        from bailee.store.models import Finding

        with self._reading():
            _, since = self._ends(before, after)
            turns = list(self._turns(since, after))
            chosen = self._rows(Finding).filter(pk__in=[turn.finding for turn in turns if turn.what == what][:_LISTED])
            found = [chosen]
            if what == "new":
                others = [turn.finding for turn in turns if turn.is_fresh][:_LISTED]
                found.append(self._fresh(since, after).exclude(pk__in=others))
            listed: list[DifferingFinding] = []
            for each in found:
                if category:
                    each = each.filter(category=category)
                if store:
                    each = each.filter(file__store=store)
                columns = each.order_by("pk").values_list("ident", "category", "file__store", "locator")
                listed += [
                    DifferingFinding(ident, what, kind, lies_in, Locator(tuple(json.loads(locator))))
                    for ident, kind, lies_in, locator in columns[: limit - len(listed)]
                ]
        return tuple(listed)

    def _ends(self, before: int | None, after: int) -> tuple[dict[int, datetime | None], int]:
        from bailee.store.models import Scan as Row

        named = [each for each in (before, after) if each]
        ends = dict(self._rows(Row).filter(pk__in=named).values_list("pk", "ended_at"))
        if after not in ends or (before is not None and (before not in ends or before >= after)):
            raise InvalidInput("these two scans cannot be compared", hint="name an earlier and a later one")
        return ends, before or 0

    def _fresh(self, since: int, after: int) -> Any:
        """Findings that were met first in between, whatever became of them."""
        from bailee.store.models import Finding

        return self._rows(Finding).filter(first_seen_id__gt=since, first_seen_id__lte=after)

    def _turns(self, since: int, after: int) -> Iterator[_Turn]:
        """Findings to which something happened since, and what that comes to at the end of the later scan."""
        from bailee.store.models import ScanChange

        changes = self._rows(ScanChange).filter(finding__isnull=False)
        turned = changes.filter(scan_id__gt=since)
        happened: dict[int, list[tuple[int, str]]] = {}
        about: dict[int, tuple[str, str, int]] = {}
        for finding, scan, what, category, store, first in turned.order_by("pk").values_list(
            "finding_id", "scan_id", "what", "finding__category", "file__store", "finding__first_seen_id"
        ):
            happened.setdefault(finding, []).append((scan, what))
            about[finding] = (category, store, first)
        before_that = changes.filter(
            finding_id__in=turned.values("finding_id"), scan_id__lte=since, what__in=("gone", "back")
        )
        earlier = dict(before_that.order_by("pk").values_list("finding_id", "what"))  # the latest stands
        for finding, told in happened.items():
            category, store, first = about[finding]
            if first > after:
                continue
            if finding in earlier:
                was = earlier[finding] == "back"
            else:  # before its first turn it was the other way round
                was = next((what != "back" for _, what in told if what != "changed"), True)
            was = was and first <= since
            inside = [what for scan, what in told if scan <= after]
            turns = [what for what in inside if what != "changed"]
            is_now = turns[-1] == "back" if turns else (was or first > since)
            what = "changed" if was and is_now and "changed" in inside else ""
            if was != is_now:
                what = "new" if is_now else "gone"
            yield _Turn(finding, category, store, first > since, what)

    def _file_differences(self, files: Any, changes: Any, since: int, after: int) -> tuple[FileDifference, ...]:
        from django.db.models import Count

        counts: dict[str, Counter[str]] = {}
        fresh = self._rows(files).filter(first_scan_id__gt=since, first_scan_id__lte=after)
        for store, number in fresh.order_by().values_list("store").annotate(Count("pk")):
            counts.setdefault(store, Counter())["new"] += number
        happened: dict[int, tuple[str, int, list[str]]] = {}
        turned = changes.filter(finding__isnull=True, scan_id__gt=since, scan_id__lte=after).order_by("pk")
        for file, store, first, what in turned.values_list("file_id", "file__store", "file__first_scan_id", "what"):
            happened.setdefault(file, (store, first, []))[2].append(what)
        for store, first, told in happened.values():
            turns = [what for what in told if what != "changed"]
            was = first <= since and (not turns or turns[0] == "gone")
            is_now = turns[-1] == "back" if turns else True
            row = counts.setdefault(store, Counter())
            if first > since:
                row["new"] -= not is_now
            elif was != is_now:
                row["new" if is_now else "gone"] += 1
            elif was and "changed" in told:
                row["changed"] += 1
        return tuple(
            FileDifference(store, row["new"], row["gone"], row["changed"])
            for store, row in sorted(counts.items())
            if any(row.values())
        )


_LISTED = 5_000  # numbers in one question to the database


@dataclass(frozen=True, slots=True)
class _Turn:
    finding: int
    category: str
    store: str
    is_fresh: bool  # first seen in between
    what: str  # new, gone, changed; empty: as it was


def _by_category(rows: Any, store: str) -> Any:
    from django.db.models import Count

    return rows.order_by().values_list("category", store).annotate(Count("pk"))


def _at(counts: dict[tuple[str, str], Counter[str]], category: str, store: str) -> Counter[str]:
    return counts.setdefault((category, store), Counter())
