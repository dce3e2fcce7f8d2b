"""Listed: findings a page at a time, in the order of their rows, whatever their number.

What `findings` orders by place and file it has to read whole; a program that walks over all of them needs no order, only
that none is lost and none comes twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bailee.findings import Finding
from bailee.store.rows.scanned import HeldFinding, Scanned
from bailee.vocabulary import Confidence, Locator, SubjectCategory

_BLOCK = 500
_COLUMNS = (
    "pk", "ident", "detector", "category", "subject", "locator", "position", "count", "confidence", "probability",
    "fingerprint", "mask", "attributes", "group", "first_seen_id", "file_id", "file__place_id", "file__store",
    "file__content_digest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FindingPage:
    """Some findings, and the row after which the next ones come; 0 where there are no more."""

    items: tuple[HeldFinding, ...]
    position: int


class Listed(Scanned):
    def finding_page(
        self,
        *,
        after: int = 0,
        limit: int = 50,
        detector: str | None = None,
        category: str | None = None,
        store: str | None = None,
        confidence: Confidence = Confidence.LIKELY,
        state: str = "open",
    ) -> FindingPage:
        """Present findings after a row. `state`: open (nobody decided), confirmed, dismissed, accepted, all."""
        from bailee.store.models import Finding as Row

        with self._reading():
            rows = self._rows(Row).filter(gone_at=None)
            for column, wanted in (("detector", detector), ("category", category), ("file__store", store)):
                if wanted is not None:
                    rows = rows.filter(**{column: wanted})
            if state == "open":  # what nobody decided counts by how sure it is alone: the database can say
                rows = rows.filter(confidence__in=[each.value for each in Confidence if not each < confidence])
            found: list[HeldFinding] = []
            position = after
            for key, held in self._from(rows, after):
                verdict = held.decision.verdict if held.decision else "open"
                if (state != "all" and verdict != state) or (
                    held.finding.confidence < confidence and verdict != "confirmed"
                ):
                    continue
                if len(found) == limit:
                    return FindingPage(tuple(found), position)
                found.append(held)
                position = key
            return FindingPage(tuple(found), 0)

    def _from(self, rows: Any, after: int) -> Iterator[tuple[int, HeldFinding]]:
        from bailee.store.models import Place as PlaceRow

        names = dict(self._rows(PlaceRow).values_list("pk", "name"))
        judged, newest = self._decisions(), self._newest_scans()
        while True:
            block = list(rows.filter(pk__gt=after).order_by("pk").values(*_COLUMNS)[:_BLOCK])
            for row in block:
                after = row["pk"]
                decision = judged.on(row["ident"], row["detector"], row["fingerprint"], row["file__content_digest"])
                yield (
                    after,
                    HeldFinding(
                        finding_of(row),
                        file=row["file_id"],
                        place=names[row["file__place_id"]],
                        store=row["file__store"],
                        is_new=row["first_seen_id"] in newest,
                        decision=decision,
                    ),
                )
            if len(block) < _BLOCK:
                return


def finding_of(row: dict[str, Any]) -> Finding:
    """A finding as a page of many shows it: masked, without the forms by which people are linked."""
    attributes = row["attributes"]
    return Finding(
        ident=row["ident"],
        locator=Locator(tuple(json.loads(row["locator"]))),
        detector=row["detector"],
        category=row["category"],
        subject=SubjectCategory(row["subject"]),
        position=row["position"],
        count=row["count"],
        confidence=Confidence(row["confidence"]),
        probability=row["probability"],
        fingerprint=row["fingerprint"],
        normal_forms=(),
        group=row["group"],
        mask=row["mask"],
        attributes=tuple((a, b) for a, b in json.loads(attributes)) if attributes else (),
    )
