"""Scanned: files, findings and kinds of record, as the last scan of each place left them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bailee.errors import InvalidInput
from bailee.findings import Finding
from bailee.items import ItemFacts
from bailee.permissions import Permission
from bailee.protection.exposure import Rights
from bailee.scanner.events import KindFound
from bailee.store.rights import NO_RIGHTS, rights_by_number
from bailee.store.rows.base import Door, now
from bailee.store.rows.decisions import Decision, Decisions
from bailee.store.rows.known_lists import KnownLists
from bailee.store.rows.scans import Scans, portions
from bailee.store.rows.secured import sealed_in
from bailee.vocabulary import Confidence, Locator, Reason, SubjectCategory


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
    row: int = 0  # after which the next ones come


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


class Scanned(Scans, KnownLists, Decisions):
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
        store: str | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> tuple[HeldKind, ...]:
        """Present kinds of record at `confidence` or above. With a `limit` so many at most, by their rows, `after` one of them."""
        from bailee.store.models import KindFound as Row
        from bailee.store.models import Place as PlaceRow

        with self._reading():
            names = dict(self._rows(PlaceRow).values_list("pk", "name"))
            locators, texts = _Locators(self, exact_locators), dict[str, str]()
            rows = self._rows(Row).filter(gone_at=None).order_by("file_id", "pk")
            if kind is not None:
                rows = rows.filter(kind=kind)
            if store is not None:
                rows = rows.filter(file__store=store)
            sure = {each.value: each for each in Confidence if not each < confidence}
            if limit is not None:
                rows = rows.filter(pk__gt=after, confidence__in=sure).order_by("pk")[:limit]
            columns = (
                "pk", "locator", "exact_locator", "kind", "category", "subject", "confidence", "reasons", "dated", "file_id",
                "file__place_id", "file__store",
            )  # fmt: skip
            return tuple(
                HeldKind(
                    KindFound(
                        locators.of("kind_found.locator", clear, exact),
                        texts.setdefault(name, name),
                        texts.setdefault(category, category),
                        SubjectCategory(subject),
                        sure[confident],
                        tuple(json.loads(reasons)) if reasons != "[]" else (),
                        dated,
                    ),
                    file,
                    names[place],
                    texts.setdefault(data_store, data_store),
                    key,
                )
                for (
                    key, clear, exact, name, category, subject, confident, reasons, dated, file, place, data_store,
                ) in rows.values_list(*columns)
                if confident in sure
            )  # fmt: skip

    def files(
        self,
        *,
        exact_locators: bool = False,
        holding: bool = False,
        unread: bool = False,
        other_names: bool = False,
    ) -> tuple[HeldFile, ...]:
        """Files that were there in the last scan of their place. One that was sealed is there; its sealed copy is no other.

        `holding`: only those in which something is found now; `unread`: only those not read, or not in full; `other_names`: only
        names of files that were read under another one. There may be a million, and few of each sort.
        """
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
                found, kinds = (
                    self._rows(each).filter(gone_at=None).values("file_id") for each in (FindingRow, KindRow)
                )
                # as one set: either of two is asked anew for each file, once it has more rows than PostgreSQL keeps in memory
                rows = rows.filter(pk__in=found.union(kinds))
            if unread:
                rows = rows.exclude(outcome="read")
            if other_names:
                rows = rows.filter(content_digest="", outcome__in=("read", "partly")).exclude(inode__in=("", "0"))
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

    def dismissed(self) -> int:
        """How many present findings a person dismissed."""
        from bailee.store.models import Finding as Row

        with self._reading():
            judged = self._decisions()
            printed = {each for _, each, _ in judged.by_value} | judged.fingerprints
            count = 0
            for few in portions(sorted(printed), 500):
                rows = self._rows(Row).filter(gone_at=None, fingerprint__in=few)
                for ident, detector, value, digest in rows.values_list(
                    "ident", "detector", "fingerprint", "file__content_digest"
                ):
                    decision = judged.on(ident, detector, value, digest)
                    count += decision is not None and decision.verdict == "dismissed"
            return count

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
