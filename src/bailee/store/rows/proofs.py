"""What proves that people were told: deliveries that reached them, and the records of the log that acts rest on."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bailee.deliveries import Act, Standing
from bailee.store.rows.told import Told


@dataclass(frozen=True, slots=True)
class Delivered:
    """A version went out to one person and did not come back."""

    campaign: str
    means: str
    kind: str
    version: int
    language: str
    sha256: str
    person: str  # ident on the roster
    act: Act
    on: date


class Proofs(Told):
    def delivered(self) -> Iterator[Delivered]:
        """Of each delivery that reached somebody the day on which it first went out, since it came back last."""
        from bailee.store.models import DeliveryEvent as Row

        reached = [each.value for each in Standing if each.reached]
        columns = (
            "delivery_id", "delivery__campaign__ident", "delivery__campaign__means", "delivery__campaign__version__notice__kind",
            "delivery__campaign__version__version", "delivery__campaign__version__language", "delivery__campaign__version__sha256",
            "delivery__person__ident", "act", "on", "delivery__language", "delivery__campaign__plan",
        )  # fmt: skip
        with self._reading():
            rows = self._rows(Row).filter(delivery__standing__in=reached)
            back = dict(rows.filter(act=Act.FAILED.value).order_by("pk").values_list("delivery_id", "pk"))
            going = rows.filter(act__in=[Act.SENT.value, Act.HANDED.value]).order_by("on", "pk")
            seen: set[int] = set()
            for row in going.values_list("pk", *columns).iterator(chunk_size=2_000):
                event, number, campaign, means, kind, version, language, sha256, person, act, on, reads, plan = row
                if number not in seen and (act == Act.HANDED.value or event > back.get(number, 0)):
                    seen.add(number)
                    if reads and (other := plan["languages"].get(reads)):
                        version, language, sha256 = other["version"], reads, other["version_sha256"]
                    yield Delivered(campaign, means, kind, version, language, sha256, person, Act(act), on)

    def records_of(self, actions: Collection[str]) -> dict[tuple[str, str], tuple[int, dict[str, Any]]]:
        """Records of some actions: by action and subject their number and details; of several the first."""
        from bailee.store.models import EvidenceRecord as Row

        found: dict[tuple[str, str], tuple[int, dict[str, Any]]] = {}
        with self._reading():
            rows = self._rows(Row).filter(action__in=sorted(actions)).order_by("sequence")
            for action, subject, sequence, details in rows.values_list(
                "action", "subject", "sequence", "details"
            ).iterator(chunk_size=2_000):
                found.setdefault((action, subject), (sequence, json.loads(details)))
        return found
