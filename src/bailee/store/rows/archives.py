"""Archived: findings that are gone, moved out of their table into files in Parquet, by the month in which they went.

What is moved is deleted in the same transaction, with its normal forms and what scans noted of it; decisions stay. An archive
can be looked through, verified by its digest and by the log, and brought back; what is back again counts in the past again.
Whoever moves or brings back holds the lock of scans: a scan that finds a thing again looks for it among those that are gone.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bailee.errors import BrokenEvidence, CannotRead, InvalidInput
from bailee.permissions import Permission
from bailee.store import parquet
from bailee.store.rows.base import now
from bailee.store.rows.proven import Proven

PIECE = 20_000  # findings of one archive: some 3 MB
VANISHED = 0  # no place has this number: among places, those that are no more
_BLOCK = 1_000
_FIELD = "finding_archive.content"
_LEFT = "archive-left-behind"
_WRITTEN = ("findings-archived", "findings-erased", "archive-rewritten")  # records that name a digest
_COLUMNS = (
    "pk", "ident", "file__place__path_fingerprint", "file__fingerprint", "file__store", "detector", "category", "subject",
    "locator", "exact_locator", "position", "count", "confidence", "probability", "fingerprint", "mask", "attributes",
    "group", "first_seen__started_at", "last_seen__started_at", "gone_at", "weight", "state", "cues",
)  # fmt: skip
_PLAIN = (
    "ident", "detector", "category", "subject", "locator", "position", "count", "confidence", "probability", "fingerprint",
    "mask", "attributes", "group", "weight", "state",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Archive:
    """Findings that went in a month, as one file."""

    ident: str
    month: str
    findings: int
    first_at: datetime  # when the first of them was found
    last_at: datetime  # when the last of them went
    size: int
    sha256: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """`there`: a scan had found them again since; `homeless`: their place or their scan is no more."""

    findings: int
    there: int
    homeless: int


@dataclass(frozen=True, slots=True)
class Rewritten:
    """How many findings were written anew in their archives, and the archives that did not open."""

    findings: int
    left: tuple[str, ...] = ()


class Archives(Proven):
    def gone_by_month(self, before: datetime, places: Collection[int] | None = None) -> dict[str, int]:
        """How many findings went before a moment, by month, oldest first. `places`: of these alone."""
        from django.db.models import Count
        from django.db.models.functions import TruncMonth

        with self._reading():
            rows = self._gone(before, places).annotate(month=TruncMonth("gone_at", tzinfo=UTC)).order_by("month")
            counted = rows.values_list("month").annotate(n=Count("pk"))
            return {f"{month:%Y-%m}": number for month, number in counted}

    def count_gone(self, before: datetime, places: Collection[int] | None = None) -> int:
        """How many findings that went before a moment stand in their table."""
        with self._reading():
            return int(self._gone(before, places).count())

    def count_archived(self, before: datetime, places: Collection[int]) -> int:
        """How many findings of these places lie in archives of what had all gone before a moment; all of one that does not open.
        `VANISHED` among the places: those that are no more, too."""
        with self._reading():
            lay_there = self._in_places(places)
        found = 0
        for archive in self.archives():
            if archive.last_at < before:
                try:
                    found += sum(map(lay_there, parquet.column(self.archive_content(archive.ident), "place")))
                except (BrokenEvidence, CannotRead):
                    found += archive.findings
        return found

    def archive_month(self, month: str, before: datetime, places: Collection[int] | None = None) -> tuple[Archive, ...]:
        """Move what went in a month, and before a moment, into archives of at most `PIECE` findings; each by itself."""
        since, until = _bounds(month)
        made: list[Archive] = []
        while True:
            with self.transaction(Permission.MANAGE_STORES):
                asked = self._gone(min(before, until), places).filter(gone_at__gte=since).order_by("gone_at", "pk")
                rows = list(asked.values_list(*_COLUMNS)[:PIECE])
                if not rows:
                    return tuple(made)
                made.append(self._moved(month, rows))

    def archives(self, ident: str = "") -> tuple[Archive, ...]:
        """All of them, oldest month first; or this one."""
        from bailee.store.models import FindingArchive as Row

        with self._reading():
            rows = (
                self._rows(Row).filter(**({"ident": ident} if ident else {})).defer("content").order_by("month", "pk")
            )
            return tuple(_archive(row) for row in rows)

    def archive_content(self, ident: str) -> bytes:
        """The file. BrokenEvidence where it is not the one that was written."""
        with self._reading():
            row = self._archive_row(ident)
            content = self.keys.decrypt_field(_FIELD, bytes(row.content))
        if hashlib.sha256(content).hexdigest() != row.sha256 or len(content) != row.size:
            raise BrokenEvidence(
                f"archive {ident} is not what was written", hint="put a backup back beside it, and compare"
            )
        return content

    def recorded_digests(self) -> dict[str, str]:
        """By archive, the digest that the log has of it, of several the newest."""
        from bailee.store.models import EvidenceRecord as Row

        with self._reading():
            rows = self._rows(Row).filter(action__in=_WRITTEN).order_by("sequence")
            return {
                ident: str(json.loads(told).get("sha256", "")) for ident, told in rows.values_list("subject", "details")
            }

    def bring_back(self, ident: str) -> BroughtBack:
        """Put the findings of an archive back into their table; the archive is no more."""
        with self.transaction(Permission.MANAGE_STORES):
            if ident in self._left_behind():
                raise InvalidInput(
                    f"archive {ident} did not open when the fingerprint key was replaced: its findings would compare with none",
                    hint="search it, or scan the place anew",
                )
            content = self.archive_content(ident)
            rows = parquet.read(content)
            back = self._put_back(rows)
            self._archive_row(ident).delete(using=self.alias)
            counts = {"findings": back.findings, "there": back.there, "homeless": back.homeless}
            self.record("findings-brought-back", ident, {**counts, "sha256": hashlib.sha256(content).hexdigest()})
        return back

    def erase_archived(self, ident: str, places: Collection[int] | None = None) -> int:
        """Erase what is in an archive: all of it, or what lay in some places; how many findings. It cannot be undone.
        `VANISHED` among the places: what lay in those that are no more, too."""
        with self.transaction(Permission.CHANGE_SETTINGS):
            row = self._archive_row(ident)
            rows = parquet.read(self.archive_content(ident))
            lay_there = None if places is None else self._in_places(places)
            staying = [] if lay_there is None else [each for each in rows if not lay_there(each["place"])]
            erased = len(rows) - len(staying)
            if not erased:
                return 0
            if staying:
                self._rewrite(row, staying)
                row.save(using=self.alias)
            else:
                row.delete(using=self.alias)
            told = {"findings": erased, "left": len(staying), "archived": True}
            self.record("findings-erased", ident, told | ({"sha256": row.sha256} if staying else {}))
        return erased

    def erase_gone(self, before: datetime, places: Collection[int] | None = None) -> int:
        """Erase findings that went before a moment and stand in their table; how many. It cannot be undone."""
        erased = 0
        while True:
            with self.transaction(Permission.CHANGE_SETTINGS):
                numbers = list(self._gone(before, places).order_by("pk").values_list("pk", flat=True)[:PIECE])
                if not numbers:
                    return erased
                self._delete(numbers)
                self.record("findings-erased", "findings", {"findings": len(numbers), "left": 0, "archived": False})
                erased += len(numbers)

    def rewrite_archives(self, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Rewritten:
        """Write each archive anew with its rows changed, in the transaction that is open.

        One that does not open stays as it is, and the log says so: it is not brought back any more, even if it is mended.
        """
        from bailee.store.models import FindingArchive as Row

        idents = list(self._rows(Row).order_by("pk").values_list("ident", flat=True))
        if idents:
            parquet.require()
        before = self._left_behind()
        done, left = 0, []
        for ident in idents:
            row = self._archive_row(ident)
            try:
                rows = parquet.read(self.archive_content(ident)) if ident not in before else None
            except (BrokenEvidence, CannotRead):
                rows = None
            if rows is None:
                left.append(ident)
                self.record(_LEFT, ident, {"findings": row.findings})
                continue
            self._rewrite(row, [change(each) for each in rows])
            row.save(using=self.alias)
            self.record("archive-rewritten", ident, {"findings": row.findings, "sha256": row.sha256})
            done += row.findings
        return Rewritten(done, tuple(left))

    def _left_behind(self) -> set[str]:
        """Archives that did not open when their fingerprints went through a new key: what is in them compares with nothing."""
        from bailee.store.models import EvidenceRecord as Row

        return set(self._rows(Row).filter(action=_LEFT).values_list("subject", flat=True))

    def archived_then(self, moment: datetime) -> int:
        """At most how many of the findings that were there at a moment lie in archives, so that whoever asks does not see them."""
        from django.db.models import Sum

        from bailee.store.models import FindingArchive as Row

        with self._reading():
            rows = self._rows(Row).filter(first_at__lte=moment, last_at__gt=moment)
            return int(rows.aggregate(n=Sum("findings"))["n"] or 0)

    # ---- out

    def _gone(self, before: datetime, places: Collection[int] | None) -> Any:
        from bailee.store.models import Finding as Row

        rows = self._rows(Row).filter(gone_at__isnull=False, gone_at__lt=before)
        return rows if places is None else rows.filter(file__place_id__in=sorted(places))

    def _moved(self, month: str, rows: list[tuple[Any, ...]]) -> Archive:
        from bailee.store.models import FindingArchive as Row

        made = self._as_written(rows)
        ident = f"archive-{month}-{secrets.token_hex(4)}"  # never that of one that was brought back: the log has both
        row = Row(organisation_id=self.organisation_id, ident=ident, month=month, made_at=now(), made_by=self.member)
        self._rewrite(row, made)
        row.save(using=self.alias)
        self._delete([each[0] for each in rows])
        self.record(
            "findings-archived",
            row.ident,
            {"month": month, "findings": row.findings, "sha256": row.sha256, "size": row.size},
        )
        return _archive(row)

    def _rewrite(self, row: Any, rows: list[dict[str, Any]]) -> None:
        content = parquet.written(rows)
        row.findings, row.size = len(rows), len(content)
        row.first_at = min(datetime.fromisoformat(each["first_seen"]) for each in rows)
        row.last_at = max(datetime.fromisoformat(each["gone_at"]) for each in rows)
        row.sha256 = hashlib.sha256(content).hexdigest()
        row.content = self.keys.encrypt_field(_FIELD, content)

    def _as_written(self, rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
        """Rows of `_COLUMNS` as an archive has them."""
        words = self._words_of_cues()
        forms, changes = self._hanging_on([each[0] for each in rows])
        made = []
        for number, ident, place, file, store, *values in rows:
            told = dict(zip(_COLUMNS[5:], values, strict=True))
            cues = json.loads(told["cues"]) if told["cues"] else []
            made.append(
                {name: told[name] for name in _PLAIN if name != "ident"}
                | {
                    "ident": ident, "place": place, "file": file, "store": store,
                    "exact_locator": self.keys.decrypt_field("finding.locator", bytes(told["exact_locator"])).decode(),
                    "first_seen": told["first_seen__started_at"].isoformat(),
                    "last_seen": told["last_seen__started_at"].isoformat(),
                    "gone_at": told["gone_at"].isoformat(),
                    "cues": _told([[words.get(cue, ""), effect, sure] for cue, effect, sure in cues]),
                    "forms": _told(forms.get(number, ())), "changes": _told(changes.get(number, ())),
                }
            )  # fmt: skip
        return made

    def _hanging_on(self, numbers: list[int]) -> tuple[Mapping[int, list[Any]], Mapping[int, list[Any]]]:
        """Normal forms of findings, and what scans noted of them."""
        from bailee.store.models import NormalForm, ScanChange

        forms: dict[int, list[Any]] = defaultdict(list)
        changes: dict[int, list[Any]] = defaultdict(list)
        for some in _blocks(numbers):
            asked = self._rows(NormalForm).filter(finding_id__in=some).order_by("pk")
            for number, form, printed in asked.values_list("finding_id", "form", "fingerprint"):
                forms[number].append([form, printed])
            noted = self._rows(ScanChange).filter(finding_id__in=some).order_by("pk")
            for number, at, what in noted.values_list("finding_id", "scan__started_at", "what"):
                changes[number].append([at.isoformat(), what])
        return forms, changes

    def _delete(self, numbers: list[int]) -> None:
        from bailee.store.models import Finding, NormalForm, ScanChange

        for some in _blocks(numbers):
            for model, column in ((NormalForm, "finding_id__in"), (ScanChange, "finding_id__in"), (Finding, "pk__in")):
                self._rows(model).filter(**{column: some})._raw_delete(self.alias)

    # ---- in

    def _put_back(self, rows: list[dict[str, Any]]) -> BroughtBack:
        from bailee.store.models import Finding, NormalForm, Scan, ScanChange, ScannedFile

        scans: dict[str, int] = {}
        for number, at in self._rows(Scan).order_by("-pk").values_list("pk", "started_at"):
            scans[at.isoformat()] = number
        cues = {says: number for number, says in self._words_of_cues().items()}
        numbers = self.numbers("finding")
        back = there = homeless = 0
        for some in _blocks(rows):
            present = set(
                self._rows(Finding).filter(ident__in=[each["ident"] for each in some]).values_list("ident", flat=True)
            )
            files = {
                (place, file): number
                for number, place, file in self._rows(ScannedFile)
                .filter(fingerprint__in={each["file"] for each in some})
                .values_list("pk", "place__path_fingerprint", "fingerprint")
            }
            findings, forms, changes = [], [], []
            for each in some:
                file = files.get((each["place"], each["file"]))
                first, last = scans.get(each["first_seen"]), scans.get(each["last_seen"])
                if each["ident"] in present:
                    there += 1
                    continue
                if file is None or first is None or last is None:
                    homeless += 1
                    continue
                number = next(numbers)
                told = [[self._cue_number(cues, says), effect, sure] for says, effect, sure in json.loads(each["cues"])]
                findings.append(
                    Finding(
                        pk=number, organisation_id=self.organisation_id, file_id=file, first_seen_id=first, last_seen_id=last,
                        gone_at=datetime.fromisoformat(each["gone_at"]), cues=_told(told) if told else "",
                        exact_locator=self.keys.encrypt_field("finding.locator", each["exact_locator"].encode()),
                        **{name: each[name] for name in _PLAIN},
                    )
                )  # fmt: skip
                forms += [
                    NormalForm(organisation_id=self.organisation_id, finding_id=number, form=form, fingerprint=printed)
                    for form, printed in json.loads(each["forms"])
                ]
                changes += [
                    ScanChange(
                        organisation_id=self.organisation_id,
                        scan_id=scans[at],
                        file_id=file,
                        finding_id=number,
                        what=what,
                    )
                    for at, what in json.loads(each["changes"])
                    if at in scans
                ]
            Finding.objects.using(self.alias).bulk_create(findings)
            NormalForm.objects.using(self.alias).bulk_create(forms)
            ScanChange.objects.using(self.alias).bulk_create(sorted(changes, key=lambda each: each.scan_id))
            back += len(findings)
        return BroughtBack(back, there, homeless)

    def _words_of_cues(self) -> dict[int, str]:
        from bailee.store.models import CueWords

        return dict(self._rows(CueWords).values_list("pk", "says"))

    def _cue_number(self, known: dict[str, int], says: str) -> int:
        from bailee.store.models import CueWords

        if says not in known:
            known[says] = self._add(CueWords, says=says).pk
        return known[says]

    def _archive_row(self, ident: str) -> Any:
        from bailee.store.models import FindingArchive as Row

        row = self._rows(Row).filter(ident=ident).first()
        if row is None:
            raise InvalidInput("there is no such archive", hint="`bailee archive` lists them")
        return row

    def _in_places(self, places: Collection[int]) -> Callable[[str], bool]:
        """Whether the place of a fingerprint is one of these."""
        from bailee.store.models import Place

        there = dict(self._rows(Place).values_list("path_fingerprint", "pk"))
        return lambda printed: there.get(printed, VANISHED) in places


def _archive(row: Any) -> Archive:
    return Archive(
        row.ident, row.month, row.findings, row.first_at, row.last_at, row.size, row.sha256, row.made_at, row.made_by
    )


def month_of(text: str) -> str:
    """A month as it is kept. InvalidInput where it is none.

    >>> month_of("2025-3"), month_of("2025-03")
    ('2025-03', '2025-03')
    """
    found = re.fullmatch(r"(20[0-9]{2}|19[0-9]{2})-(0?[1-9]|1[0-2])", text.strip(), re.ASCII)
    if found is None:
        raise InvalidInput("this is no month", hint="such as 2026-03")
    return f"{found[1]}-{found[2]:0>2}"


def _bounds(month: str) -> tuple[datetime, datetime]:
    """
    >>> [f"{each:%Y-%m-%d}" for each in _bounds("2025-12")]
    ['2025-12-01', '2026-01-01']
    """
    since = datetime.strptime(month_of(month), "%Y-%m").replace(tzinfo=UTC)
    return since, since.replace(year=since.year + since.month // 12, month=since.month % 12 + 1)


def _told(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _blocks(of: list[Any]) -> Iterable[list[Any]]:
    for start in range(0, len(of), _BLOCK):
        yield of[start : start + _BLOCK]
