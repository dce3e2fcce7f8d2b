"""Mentions of people among the findings, as lean as they come: a million of them fit where their findings would not."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator

from bailee.inventory.sightings import item_of
from bailee.people import Mention
from bailee.store.rows.held import Held
from bailee.store.rows.settled import States
from bailee.vocabulary import Confidence, Locator

_CHUNK = 10_000
_HEADERS = '"headers"]'  # how the locator of a message's head ends


class PeopleFound(Held):
    def mentions_found(self) -> Iterator[tuple[str, Mention, bool]]:
        """Data store, mention, and whether it stands in the head of a letter; without what was dismissed or is only possible.

        Strings that come again are one string. The forms of a value are read beside it, both in the order of the findings.
        """
        from django.db.models import Q

        from bailee.store.models import Finding as Row
        from bailee.store.models import NormalForm

        again = self._known_from_an_outer_place()
        texts: dict[str, str] = {}
        forms: dict[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]] = {}
        marks: dict[str, tuple[tuple[str, str], ...]] = {"": ()}
        chances: dict[float, float] = {}
        items: dict[str, tuple[Hashable, bool]] = {}  # of the file that is read: findings of one lie together
        last_file, last_group = -1, ""
        one = texts.setdefault
        with self._reading():
            sure = Q(confidence__in=[Confidence.LIKELY.value, Confidence.VERIFIED.value]) | Q(
                state=States.CONFIRMED.value
            )
            rows = (
                self._rows(Row)
                .filter(sure, gone_at=None)
                .exclude(state=States.DISMISSED.value)
                .order_by("pk")
                .values_list(
                    "pk", "detector", "category", "fingerprint", "attributes", "group", "file_id", "locator",
                    "probability", "file__store",
                )
            )  # fmt: skip
            links = iter(
                self._rows(NormalForm)
                .order_by("finding_id", "pk")
                .values_list("finding_id", "form", "fingerprint")
                .iterator(chunk_size=_CHUNK)
            )
            link = next(links, None)
            for (
                key,
                detector,
                category,
                printed,
                told,
                group,
                file,
                locator,
                probability,
                store,
            ) in rows.iterator(chunk_size=_CHUNK):
                own: list[tuple[str, str]] = []
                while link is not None and link[0] <= key:
                    if link[0] == key:
                        own.append((one(link[1], link[1]), one(link[2], link[2])))
                    link = next(links, None)
                if file in again:
                    continue
                found = tuple(own)
                if told not in marks:
                    marks[told] = tuple((name, value) for name, value in json.loads(told))
                if file != last_file:
                    items, last_file = {}, file
                if locator not in items:
                    segments = item_of(Locator(tuple(json.loads(locator))))
                    items[locator] = (file, *segments[1:]) if len(segments) > 1 else file, locator.endswith(_HEADERS)
                item, is_head = items[locator]
                last_group = group = last_group if group == last_group else group
                yield (
                    one(store, store),
                    Mention(
                        item,
                        one(detector, detector),
                        one(category, category),
                        one(printed, printed),
                        forms.setdefault(found, found),
                        group,
                        marks[told],
                        0,
                        chances.setdefault(probability, probability),
                    ),
                    is_head,
                )
