"""What is found of people, as lean as it comes: a million sightings fit where their findings would not.

What comes again is one: a value with its normal forms, a file, a locator, the group of values that follow each other.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Hashable
from itertools import islice
from operator import gt

from bailee.inventory import Inventory
from bailee.inventory.sightings import FileKey, Sighting, item_in
from bailee.people import Pairs, Value
from bailee.store.rows.scanned import Scanned
from bailee.store.rows.secured import sealed_in
from bailee.store.rows.settled import States
from bailee.vocabulary import Confidence, SubjectCategory

_CHUNK = 10_000
_FARTHEST = (1 << 32) - 1  # position in a file, behind which the order of what is found does not matter
_SURE = frozenset({Confidence.LIKELY.value, Confidence.VERIFIED.value})
_JUDGED = frozenset({States.CONFIRMED.value, States.ACCEPTED.value})
# All normal forms of a finding as one text: to fetch each as a row takes longer than all the rest.
FORMS = {
    "sqlite": "(SELECT group_concat(form || ' ' || fingerprint, ' ') FROM normal_form WHERE finding_id = finding.id)",
    "postgresql": "(SELECT string_agg(form || ' ' || fingerprint, ' ') FROM normal_form WHERE finding_id = finding.id)",
}
_COLUMNS = (
    "detector", "category", "fingerprint", "attributes", "subject", "group", "file_id", "locator", "position",
    "probability", "confidence", "state", "forms",
)  # fmt: skip


class PeopleFound(Scanned):
    def _add_what_is_found(self, inventory: Inventory, without: Collection[int]) -> None:
        """Sightings in the order of their files, and when these were changed. What was dismissed is left out, and so are
        files that were read twice (`without`); what is only possible is told as such, unless somebody judged it."""
        from django.db import connections
        from django.db.models.expressions import RawSQL

        from bailee.store.models import Finding as Row

        with self._reading():
            files = self._holding(inventory, without)
            forms = RawSQL(FORMS[connections[self.alias].vendor], ())  # noqa: S611 - no value is in it
            present = self._rows(Row).filter(gone_at=None).exclude(state=States.DISMISSED.value).values("pk")
            # numbers alone are put in order: SQLite would else do it with whole rows, which takes as long as to read them
            rows = (
                Row.objects.using(self.alias)
                .filter(pk__in=present)
                .annotate(forms=forms)
                .order_by("pk")
                .values_list(*_COLUMNS)
            )
            subjects = {each.value: each for each in SubjectCategory}
            values: dict[tuple[str, str, str, str, str], Value] = {}
            texts = Texts()
            numbers: dict[int, int] = {}  # positions, each once: a document begins where another begins
            places: dict[str, tuple[tuple[str, ...], Hashable]] = {}  # of the file that is read
            found: list[Sighting] = []
            order = array("Q")
            last_file, last_group, file = -1, "", None
            for (
                detector, category, printed, told, subject, group, number, locator, position, probability, sure, state, links,
            ) in rows.iterator(chunk_size=_CHUNK):  # fmt: skip
                if number != last_file:
                    places, last_file, file = {}, number, files.get(number)
                if file is None:
                    continue
                of_value = detector, category, printed, links, told
                if (value := values.get(of_value)) is None:
                    value = values[of_value] = texts.value(*of_value)
                if sure not in _SURE and state not in _JUDGED:
                    inventory.add_unsure(value)
                    continue
                rank, key = file
                if (place := places.get(locator)) is None:
                    segments = tuple(map(texts.one, json.loads(locator)))
                    place = places[locator] = segments, (key, item_in(segments))
                last_group = group = last_group if group == last_group else group
                position, chance = numbers.setdefault(position, position), texts.chance(probability)
                found.append(Sighting(value, group, position, chance, subjects[subject], key, *place))
                order.append((rank << 32) + min(position, _FARTHEST))
        if any(map(gt, order, islice(order, 1, None))):
            found = [found[number] for number in sorted(range(len(found)), key=order.__getitem__)]
        for sighting in found:
            inventory.add_sighting(sighting)

    def _holding(self, inventory: Inventory, without: Collection[int]) -> dict[int, tuple[int, FileKey]]:
        """Files in which something is found now: which one each is in order, and what tells it."""
        from bailee.store.models import Finding as FindingRow
        from bailee.store.models import KindFound as KindRow
        from bailee.store.models import ScannedFile as Row

        copies = {(place.ident, copy) for place in self.places() for copy in sealed_in(self, place.path).values()}
        found, kinds = (self._rows(each).filter(gone_at=None).values("file_id") for each in (FindingRow, KindRow))
        rows = (
            self._rows(Row).filter(pk__in=found.union(kinds)).order_by("place_id", "locator", "pk")
            .values_list("pk", "store", "place_id", "fingerprint", "modified_ns", "gone_at")
        )  # fmt: skip
        files: dict[int, tuple[int, FileKey]] = {}
        stores: dict[str, str] = {}
        for number, store, place, printed, modified, gone in rows.iterator(chunk_size=_CHUNK):
            if number in without:
                continue
            store = stores.setdefault(store, store)
            files[number] = len(files), (store, number)
            if gone is None and (place, printed) not in copies:
                inventory.add_file(number, store, modified)
        return files


class Texts:
    """Strings, pairs of them and numbers that come again are one object each."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._pairs: dict[str, dict[str, tuple[str, str]]] = {}  # by form
        self._told: dict[str, Pairs] = {"": ()}
        self._chances: dict[float, float] = {}

    def one(self, text: str) -> str:
        return self._texts.setdefault(text, text)

    def chance(self, probability: float) -> float:
        return self._chances.setdefault(probability, probability)

    def value(self, detector: str, category: str, printed: str, links: str | None, told: str) -> Value:
        forms: Pairs = ()
        if links:
            words = links.split(" ")
            forms = tuple(sorted(map(self._pair, words[::2], words[1::2])))
        if told not in self._told:
            self._told[told] = tuple((name, said) for name, said in json.loads(told))
        return Value(self.one(detector), self.one(category), self.one(printed), forms, self._told[told])

    def _pair(self, form: str, printed: str) -> tuple[str, str]:
        if (of_form := self._pairs.get(form)) is None:
            of_form = self._pairs[form] = {}
        if (pair := of_form.get(printed)) is None:
            pair = self.one(form), self.one(printed)
            of_form[pair[1]] = pair
        return pair
