"""Scanned: places, scans, files, findings, kinds of record, and what people decided about findings."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bailee.errors import InvalidInput
from bailee.findings import Finding, masked
from bailee.inventory import Coverage
from bailee.items import ItemFacts
from bailee.keys import FINGERPRINT_BYTES
from bailee.permissions import Permission
from bailee.protection.exposure import Rights
from bailee.scanner.events import KindFound
from bailee.sources.addresses import Where, looks_like_one, parse, written
from bailee.store.rights import NO_RIGHTS, rights_by_number
from bailee.store.rows.base import Door, now
from bailee.store.rows.secured import sealed_in
from bailee.vocabulary import Confidence, Locator, Reason, SubjectCategory

REASONS = (
    "false-alarm",
    "test-data",
    "not-personal",
)  # why a finding is dismissed, where no text of one's own is given

if TYPE_CHECKING:
    from bailee.known_values import KnownList


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, a file or a source that was scanned. `name` is masked and unique; `where` is exact."""

    ident: int
    name: str
    where: Where = field(repr=False)

    @property
    def path(self) -> Path | None:
        """Where it lies on a disk; None where it is behind an address."""
        return self.where if isinstance(self.where, Path) else None


@dataclass(frozen=True, slots=True)
class PlaceState:
    """What a source handed over, so that it is asked only for changes the next time."""

    source: bytes = field(default=b"", repr=False)
    listed_at: datetime | None = None  # when it was last listed whole


@dataclass(frozen=True, slots=True)
class Scan:
    ident: int
    started_at: datetime
    ended_at: datetime | None
    state: str  # running, finished, stopped
    places: tuple[str, ...]
    counts: dict[str, int]
    conduct: dict[str, Any] = field(default_factory=dict)  # isolation, pace, what was left out on purpose


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a finding; None for `until`: for good."""

    verdict: str  # confirmed, dismissed, accepted (until a day), reopened
    reason: str
    until: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HeldFinding:
    """A finding in the store. Its locator is masked unless exact ones were asked for."""

    finding: Finding
    file: int  # HeldFile.ident
    place: str
    store: str
    is_new: bool  # first seen in the latest scan
    decision: Decision | None

    @property
    def is_dismissed(self) -> bool:
        return self.decision is not None and self.decision.verdict == "dismissed"


@dataclass(frozen=True, slots=True)
class HeldKind:
    """A kind of record in the store."""

    kind: KindFound
    file: int  # HeldFile.ident
    place: str
    store: str


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file as the last scan left it: what was read of it, and who can open it. Its locator is masked unless asked."""

    ident: int
    locator: Locator
    place: str
    store: str
    facts: ItemFacts | None
    outcome: str  # read, partly, skipped
    reason: Reason | None
    media_type: str
    parts: tuple[tuple[Locator, Reason], ...] = ()


class Scanned(Door):
    # places and scans

    def places(self) -> tuple[Place, ...]:
        from bailee.store.models import Place as Row

        with self._reading():
            return tuple(
                Place(row.pk, row.name, _where(self._decrypted("place.path", row.path)))
                for row in self._rows(Row).order_by("pk")
            )

    def add_place(self, where: Where) -> Place:
        """The place of a path or an address, made on its first scan."""
        from bailee.store.models import Place as Row

        where = where.absolute() if isinstance(where, Path) else where
        printed = self.fingerprint("place", written(where))
        with self.transaction(Permission.SCAN):
            row = self._rows(Row).filter(path_fingerprint=printed).first()
            if row is None:
                row = self._add(
                    Row,
                    name=self._place_name(where),
                    path_fingerprint=printed,
                    path=self._encrypted("place.path", written(where)),
                    added_at=now(),
                )
            return Place(row.pk, row.name, where)

    def place_state(self, place: Place) -> PlaceState:
        """What its source handed over after its last whole listing."""
        from bailee.store.models import Place as Row

        with self._reading():
            kept = self._rows(Row).values_list("state", flat=True).get(pk=place.ident)
        if kept is None:
            return PlaceState()
        told = self._decrypted("place.state", kept)
        return PlaceState(b64decode(told["source"]), datetime.fromisoformat(told["listed_at"]))

    def save_place_state(self, place: Place, state: PlaceState) -> None:
        from bailee.store.models import Place as Row

        kept = None
        if state.source and state.listed_at is not None:
            told = {
                "source": b64encode(state.source).decode("ascii"),
                "listed_at": state.listed_at.isoformat(),
            }
            kept = self._encrypted("place.state", told)
        with self.transaction(Permission.SCAN):
            self._rows(Row).filter(pk=place.ident).update(state=kept)

    def _place_name(self, where: Where) -> str:
        """Its last folder's name, masked; numbered where another place has that name already."""
        from bailee.store.models import Place as Row

        plain = masked(Locator((where.name or str(where),))).segments[0]
        taken = set(self._rows(Row).values_list("name", flat=True))
        name, number = plain, 2
        while name in taken:
            name, number = f"{plain} ({number})", number + 1
        return name

    def scans(self) -> tuple[Scan, ...]:
        """Every scan, oldest first."""
        from bailee.store.models import Place as PlaceRow
        from bailee.store.models import Scan as Row

        with self._reading():
            names = dict(self._rows(PlaceRow).values_list("pk", "name"))
            return tuple(
                Scan(
                    row.pk,
                    row.started_at,
                    row.ended_at,
                    row.state,
                    tuple(names[place] for place in row.places if place in names),
                    row.counts,
                    row.conduct,
                )
                for row in self._rows(Row).order_by("pk")
            )

    def begin_scan(self, places: Sequence[Place], *, request: int | None = None) -> Scan:
        """Start one; `request`: number of what was asked for. Whatever still calls itself running was killed: scans hold a lock, and we have it."""
        from bailee.store.models import Scan as Row

        with self.transaction(Permission.SCAN):
            self._rows(Row).filter(state="running").update(state="stopped", ended_at=now(), cause="killed")
            row = self._add(
                Row,
                started_at=now(),
                state="running",
                places=[place.ident for place in places],
                started_by_id=self.member_id,
                request_id=request,
            )
            return Scan(row.pk, row.started_at, None, "running", tuple(place.name for place in places), {})

    def end_scan(
        self,
        scan: Scan,
        state: str,
        counts: Any,
        *,
        covered: Coverage | None = None,
        conduct: dict[str, Any] | None = None,
        cause: str = "",
    ) -> datetime:
        """Note how a scan ended, and what it did (a dataclass of counts).

        `covered`: the coverage, where it was counted already; `conduct`: how the scan behaved (`Conduct.told`); `cause`: why it
        did not come to its end.
        """
        from bailee.store.models import Scan as Row

        ended = now()
        causes = (covered or self.coverage()).causes
        coverage = {reason: {"items": items, "bytes": size} for reason, items, size in causes}
        with self.transaction(Permission.SCAN):
            self._rows(Row).filter(pk=scan.ident).update(
                state=state,
                ended_at=ended,
                counts=asdict(counts),
                coverage=coverage,
                conduct=conduct or {},
                cause=cause,
            )
        return ended

    def coverage_statement(self) -> dict[str, Any] | None:
        """The newest sealed statement of coverage; None before the first scan has ended."""
        from bailee.store.models import Scan as Row

        with self._reading():
            rows = self._rows(Row).filter(statement__isnull=False).order_by("-pk")
            statement: dict[str, Any] | None = rows.values_list("statement", flat=True).first()
            return statement

    def save_coverage_statement(self, scan: int, statement: dict[str, Any]) -> None:
        """Keep a statement with the scan that it speaks of, in the place of an earlier one of the same scan."""
        from bailee.store.models import Scan as Row

        with self.transaction(Permission.SCAN):
            self._rows(Row).filter(pk=scan).update(statement=statement)

    def outcomes(self) -> list[tuple[str, str, str, int, int]]:
        """(data store, outcome, reason, files, bytes) of all that is there."""
        return self._outcomes()

    # what is known before

    def known_lists(self) -> tuple[KnownList, ...]:
        """Lists of values that the organisation knows, by name."""
        from bailee.store.models import KnownList as Row

        with self._reading():
            rows = list(self._rows(Row).order_by("name"))
            if not rows:
                return ()
            from bailee.known_values import KnownList  # with the detectors, which few commands need

            return tuple(
                KnownList(
                    row.name,
                    row.category,
                    row.detector,
                    SubjectCategory(row.subject),
                    tuple(row.labels),
                    tuple(row.outlines),
                    row.count,
                    self._opened_prints(bytes(row.prints)),
                )
                for row in rows
            )

    def _opened_prints(self, kept: bytes) -> bytes:
        """Hashes of a list; an earlier bailee kept them as they are, and then they are a multiple of their length."""
        if len(kept) % FINGERPRINT_BYTES == 0:
            return kept
        return self.keys.decrypt_field("known_list.prints", kept)

    def save_known_list(self, known: KnownList) -> None:
        """Keep a list; one of the same name is replaced."""
        from bailee.store.models import KnownList as Row

        values = {
            "category": known.category,
            "detector": known.detector,
            "subject": known.subject.value,
            "labels": list(known.labels),
            "outlines": list(known.outlines),
            "count": known.count,
            # as scanners make them, for they look values up; so they lie here encrypted
            "prints": self.keys.encrypt_field("known_list.prints", known.prints),
            "changed_at": now(),
        }
        with self.transaction(Permission.DECLARE):
            if not self._rows(Row).filter(name=known.name).update(**values):
                self._add(Row, name=known.name, **values)

    def forget_known_list(self, name: str) -> None:
        """Remove a list with all its hashes."""
        from bailee.store.models import KnownList as Row

        with self.transaction(Permission.DECLARE):
            if not self._rows(Row).filter(name=name).delete()[0]:
                raise InvalidInput(f'there is no list "{name}"', hint="`bailee known-values list` names them")

    # what they found

    def findings(
        self,
        *,
        category: str | None = None,
        store: str | None = None,
        confidence: Confidence = Confidence.LIKELY,
        new: bool = False,
        dismissed: bool | None = False,
        exact_locators: bool = False,
        ident: str | None = None,
        limit: int | None = None,
    ) -> tuple[HeldFinding, ...]:
        """Present findings at `confidence` or above (one that a person confirmed is shown at any).

        `dismissed`: False leaves them out, True shows only them, None shows all. `ident`: those that begin with it.
        """
        found: list[HeldFinding] = []
        for each in self._findings(category=category, store=store, exact_locators=exact_locators, ident=ident):
            confirmed = each.decision is not None and each.decision.verdict == "confirmed"
            if each.finding.confidence < confidence and not confirmed:
                continue
            if (new and not each.is_new) or (dismissed is not None and each.is_dismissed is not dismissed):
                continue
            found.append(each)
            if limit is not None and len(found) >= limit:
                break
        return tuple(found)

    def _findings(
        self,
        *,
        category: str | None = None,
        store: str | None = None,
        exact_locators: bool = False,
        ident: str | None = None,
    ) -> Iterator[HeldFinding]:
        from bailee.store.models import Finding as Row
        from bailee.store.models import NormalForm
        from bailee.store.models import Place as PlaceRow

        with self._reading():
            rows = self._rows(Row).filter(gone_at=None)
            if category is not None:
                rows = rows.filter(category=category)
            if store is not None:
                rows = rows.filter(file__store=store)
            if ident is not None:
                rows = rows.filter(ident__startswith=ident)
            forms: dict[int, list[tuple[str, str]]] = {}
            links = self._rows(NormalForm).filter(finding__in=rows.values("pk")) if ident else self._rows(NormalForm)
            for finding_id, form, printed in links.order_by("pk").values_list("finding_id", "form", "fingerprint"):
                forms.setdefault(finding_id, []).append((form, printed))
            names = dict(self._rows(PlaceRow).values_list("pk", "name"))
            judged, newest, locators = self._decisions(), self._newest_scans(), _Locators(self, exact_locators)
            columns = rows.order_by("file__place_id", "file__locator", "file_id", "position", "pk").values_list(
                "pk", "ident", "detector", "category", "subject", "locator", "exact_locator", "position", "count",
                "confidence", "probability", "fingerprint", "mask", "attributes", "group", "first_seen_id",
                "file_id", "file__place_id", "file__store", "file__content_digest",
            )  # fmt: skip
            for (
                key, name, detector, kind, subject, clear, exact, position, count, sure, probability, printed, mask,
                attributes, group, first_seen, file, place, data_store, digest,
            ) in columns.iterator(chunk_size=5_000):  # fmt: skip
                yield HeldFinding(
                    Finding(
                        ident=name,
                        locator=locators.of("finding.locator", clear, exact),
                        detector=detector,
                        category=kind,
                        subject=SubjectCategory(subject),
                        position=position,
                        count=count,
                        confidence=Confidence(sure),
                        probability=probability,
                        fingerprint=printed,
                        normal_forms=tuple(forms.get(key, ())),
                        group=group,
                        mask=mask,
                        attributes=tuple((a, b) for a, b in json.loads(attributes)) if attributes else (),
                    ),
                    file=file,
                    place=names[place],
                    store=data_store,
                    is_new=first_seen in newest,
                    decision=judged.on(name, detector, printed, digest),
                )

    def kinds(
        self,
        *,
        kind: str | None = None,
        confidence: Confidence = Confidence.LIKELY,
        exact_locators: bool = False,
    ) -> tuple[HeldKind, ...]:
        """Present kinds of record at `confidence` or above."""
        from bailee.store.models import KindFound as Row
        from bailee.store.models import Place as PlaceRow

        with self._reading():
            names = dict(self._rows(PlaceRow).values_list("pk", "name"))
            locators = _Locators(self, exact_locators)
            rows = self._rows(Row).filter(gone_at=None).select_related("file").order_by("file_id", "pk")
            if kind is not None:
                rows = rows.filter(kind=kind)
            return tuple(
                HeldKind(
                    KindFound(
                        locators.of("kind_found.locator", row.locator, row.exact_locator),
                        row.kind,
                        row.category,
                        SubjectCategory(row.subject),
                        Confidence(row.confidence),
                        tuple(json.loads(row.reasons)),
                    ),
                    row.file_id,
                    names[row.file.place_id],
                    row.file.store,
                )
                for row in rows
                if Confidence(row.confidence) >= confidence
            )

    def files(
        self, *, exact_locators: bool = False, holding: bool = False, unread: bool = False
    ) -> tuple[HeldFile, ...]:
        """Files that were there in the last scan of their place. One that was sealed is there; its sealed copy is no other.

        `holding`: only those in which something is found now; `unread`: only those not read, or not in full. There may be a
        million, and few of either sort.
        """
        from django.db.models import Q

        from bailee.store.models import Finding as FindingRow
        from bailee.store.models import KindFound as KindRow
        from bailee.store.models import Place as PlaceRow
        from bailee.store.models import ScannedFile as Row

        with self._reading():
            names = dict(self._rows(PlaceRow).values_list("pk", "name"))
            copies = {(place.ident, copy) for place in self.places() for copy in sealed_in(self, place.path).values()}
            rights = rights_by_number(self)
            rows = self._rows(Row).filter(gone_at=None)
            columns = (
                "pk", "place_id", "fingerprint", "locator", "store", "outcome", "reason", "media_type", "parts", "size",
                "modified_ns", "changed_ns", "inode", "device", "rights_id", *(("exact_locator",) if exact_locators else ()),
            )  # fmt: skip
            if holding:
                found = (self._rows(each).filter(gone_at=None).values("file_id") for each in (FindingRow, KindRow))
                rows = rows.filter(Q(pk__in=next(found)) | Q(pk__in=next(found)))
            if unread:
                rows = rows.exclude(outcome="read")
            return tuple(
                HeldFile(
                    row.pk,
                    Locator((self._decrypted("scanned_file.locator", row.exact_locator),))
                    if exact_locators
                    else Locator((row.locator,)),
                    names[row.place_id],
                    row.store,
                    facts_of(row, rights),
                    row.outcome,
                    Reason(row.reason) if row.reason else None,
                    row.media_type,
                    tuple((Locator(tuple(segments)), Reason(reason)) for segments, reason in row.parts),
                )
                for row in rows.order_by("place_id", "locator", "pk")
                .values_list(*columns, named=True)
                .iterator(chunk_size=5_000)
                if (row.place_id, row.fingerprint) not in copies
            )

    def coverage(self) -> Coverage:
        """What the latest scan of each place read, and what it left, by cause."""
        return _coverage(row[1:] for row in self._outcomes())

    def coverages(self) -> tuple[Coverage, dict[str, Coverage]]:
        """Both: of everything and of each data store, counted once."""
        outcomes = self._outcomes()
        by_store: dict[str, list[tuple[str, str, int, int]]] = {}
        for store, outcome, reason, files, size in outcomes:
            by_store.setdefault(store, []).append((outcome, reason, files, size))
        return _coverage(row[1:] for row in outcomes), {
            store: _coverage(rows) for store, rows in sorted(by_store.items())
        }

    def coverage_by_store(self) -> dict[str, Coverage]:
        """The same for each data store."""
        return self.coverages()[1]

    def _outcomes(self) -> list[tuple[str, str, str, int, int]]:
        """(data store, outcome, reason, files, bytes): counted by the database, for there may be a million."""
        from django.db.models import Count, Sum

        from bailee.store.models import ScannedFile as Row

        with self._reading():
            present = self._rows(Row).filter(gone_at=None).order_by()
            counted = present.values_list("store", "outcome", "reason").annotate(files=Count("pk"), bytes=Sum("size"))
            outcomes = {(store, outcome, reason): [files, size] for store, outcome, reason, files, size in counted}
            for place in self.places():  # a sealed copy is no file of its own, as in `files`
                for few in _few(sorted(sealed_in(self, place.path).values()), 500):
                    copies = present.filter(place_id=place.ident, fingerprint__in=few)
                    for store, outcome, reason, size in copies.values_list("store", "outcome", "reason", "size"):
                        counts = outcomes[store, outcome, reason]
                        counts[0], counts[1] = counts[0] - 1, counts[1] - size
            return [(*key, files, size) for key, (files, size) in outcomes.items() if files]

    def dismissed(self) -> int:
        """How many present findings a person dismissed."""
        from bailee.store.models import Finding as Row

        with self._reading():
            judged = self._decisions()
            printed = {each for _, each, _ in judged.by_value} | judged.fingerprints
            count = 0
            for few in _few(sorted(printed), 500):
                rows = self._rows(Row).filter(gone_at=None, fingerprint__in=few)
                for ident, detector, value, digest in rows.values_list(
                    "ident", "detector", "fingerprint", "file__content_digest"
                ):
                    decision = judged.on(ident, detector, value, digest)
                    count += decision is not None and decision.verdict == "dismissed"
            return count

    # what people decided

    def decide(self, finding: HeldFinding, verdict: str, *, reason: str = "", until: date | None = None) -> None:
        """Append a decision: it goes with the finding, and with the same value in a file of the same content."""
        from bailee.store.models import Decision as Row
        from bailee.store.models import Finding as FindingRow

        if verdict not in ("confirmed", "dismissed", "accepted", "reopened"):
            raise InvalidInput(f'a finding is confirmed, dismissed, accepted or reopened, not "{verdict}"')
        with self.transaction(Permission.DECIDE_FINDINGS):
            row = self._rows(FindingRow).select_related("file").filter(ident=finding.finding.ident).first()
            if row is None:
                raise InvalidInput("there is no such finding")
            self._add(
                Row,
                ident=row.ident,
                detector=row.detector,
                fingerprint=row.fingerprint,
                content_digest=row.file.content_digest,
                verdict=verdict,
                reason=reason,
                until=until,
                decided_by_id=self.member_id,
                decided_at=now(),
            )

    def _judged_values(self, printed: Sequence[str]) -> _Judged:
        """What was decided about some values."""
        return self._decisions(printed)

    def _decisions(self, printed: Sequence[str] | None = None) -> _Judged:
        from bailee.store.models import Decision as Row

        by_ident: dict[str, Decision] = {}
        by_value: dict[tuple[str, str, str], Decision] = {}
        fingerprints: set[str] = set()
        today = now().date()
        rows = self._rows(Row) if printed is None else self._rows(Row).filter(fingerprint__in=printed)
        for row in rows.select_related("decided_by").order_by("pk"):
            decision = Decision(row.verdict, row.reason, row.until, row.decided_by.ident, row.decided_at)
            by_ident[row.ident] = decision
            fingerprints.add(row.fingerprint)
            if row.content_digest:
                by_value[row.detector, row.fingerprint, row.content_digest] = decision
        return _Judged(by_ident, by_value, frozenset(fingerprints), today)

    def _newest_scans(self) -> frozenset[int]:
        """The latest finished scan, with those before it that were cut off: what they saw first is what is new."""
        from bailee.store.models import Scan as Row

        newest: set[int] = set()
        finished = 0
        for key, state in self._rows(Row).order_by("-pk").values_list("pk", "state"):
            if state == "finished":
                finished += 1
                if finished == 2:
                    break
            newest.add(key)
        return frozenset(newest)


@dataclass(frozen=True, slots=True)
class _Judged:
    """The latest decision by finding, and by value and content; one whose day has passed no longer holds."""

    by_ident: dict[str, Decision]
    by_value: dict[tuple[str, str, str], Decision]
    fingerprints: frozenset[str]
    today: date

    def on(self, ident: str, detector: str, printed: str, digest: str) -> Decision | None:
        if not self.by_ident:
            return None
        decisions = (self.by_ident.get(ident), self.by_value.get((detector, printed, digest)) if digest else None)
        latest = max((each for each in decisions if each), key=lambda each: each.at, default=None)
        if latest is None or latest.verdict == "reopened":
            return None
        if latest.until is not None and latest.until < self.today:
            return None
        return latest


class _Locators:
    """Locators from their two columns; many findings share one."""

    def __init__(self, door: Door, exact: bool) -> None:
        self.door = door
        self.exact = exact
        self.known: dict[Any, Locator] = {}

    def of(self, column: str, clear: str, ciphertext: Any) -> Locator:
        key = bytes(ciphertext) if self.exact else clear
        locator = self.known.get(key)
        if locator is None:
            segments = self.door._decrypted(column, ciphertext) if self.exact else json.loads(clear)
            locator = self.known[key] = Locator(tuple(segments))
        return locator


def coverage_of(outcomes: Iterable[tuple[str, str, str, int, int]]) -> Coverage:
    """Of `Scanned.outcomes`, all stores together."""
    return _coverage(row[1:] for row in outcomes)


def _coverage(rows: Iterable[tuple[str, str, int, int]]) -> Coverage:
    counts = {"read": 0, "partly": 0, "skipped": 0}
    read_bytes = 0
    causes: dict[str, tuple[int, int]] = {}
    for outcome, reason, files, size in rows:
        if outcome not in counts:  # `reading`: a scan was cut off in it
            outcome, reason = "skipped", Reason.CRASHED.value
        counts[outcome] += files
        if outcome != "skipped":
            read_bytes += size
        if reason:
            items, total = causes.get(reason, (0, 0))
            causes[reason] = (items + files, total + size)
    return Coverage(
        counts["read"],
        counts["partly"],
        counts["skipped"],
        read_bytes,
        tuple((reason, items, size) for reason, (items, size) in sorted(causes.items())),
    )


def _where(text: str) -> Where:
    return parse(text) if looks_like_one(text) else Path(text)


def _few(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def facts_of(row: Any, rights: Mapping[int, Rights]) -> ItemFacts | None:
    """Of a row of scanned files; `rights` by number."""
    if row.modified_ns is None:
        return ItemFacts(row.size, 0) if row.size else None
    may = rights.get(row.rights_id, NO_RIGHTS)
    return ItemFacts(
        row.size,
        row.modified_ns,
        int(row.inode or 0),
        int(row.device or 0),
        may.mode,
        may.owner,
        may.group,
        row.changed_ns or 0,
        may.acl,
    )
