"""One person's: what of a million findings is theirs, found by index and by a strict rule, without a value.

    found = workspace.found_of(signs)           # Signs: keyed fingerprints that tell one person
    found.findings, found.kinds, found.unsure   # theirs; records that name them; places that bear their name and may be another's

Cards on which a sign stands are read, what only they have on them is a sign for the next ones, and so on to an end.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bailee.data_subject_requests.attribution import Card, Own, Seen, Signs, whose
from bailee.people.values import MACHINES
from bailee.store.rows.scanned import Scanned
from bailee.store.rows.scans import portions
from bailee.store.rows.settled import States
from bailee.vocabulary import Confidence, Locator, SubjectCategory

_AT_ONCE = 60  # cards a question asks for: so many by so many places in an index
_PRINTS = 400
MOST_CARDS = 20_000  # of one person
MOST_OF_A_NAME = 600  # cards; a name that stands on more tells nobody by itself
_ROUNDS = 8
# All normal forms of a finding as one text, as in people_found.
_FORMS = {
    "sqlite": "(SELECT group_concat(form || ' ' || fingerprint, ' ') FROM normal_form WHERE finding_id = finding.id)",
    "postgresql": "(SELECT string_agg(form || ' ' || fingerprint, ' ') FROM normal_form WHERE finding_id = finding.id)",
}
_SURE = (Confidence.LIKELY.value, Confidence.VERIFIED.value)
_JUDGED = (States.CONFIRMED.value, States.ACCEPTED.value)


@dataclass(frozen=True, slots=True)
class OwnFinding:
    """A value of theirs where it stands, without the value. `is_shared`: others stand beside it."""

    row: int
    ident: str
    detector: str
    category: str
    fingerprint: str
    subject: SubjectCategory
    confidence: Confidence
    count: int
    file: int
    locator: Locator  # masked
    is_shared: bool


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file in which something of theirs stands. `others`: so many cards on it are not theirs, as far as they were read."""

    ident: int
    place: str
    store: str
    locator: str  # masked
    modified_ns: int | None
    since: str  # day of the scan that saw it first
    exact: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class OwnKind:
    """A record of a kind, in which they are named."""

    kind: str
    category: str
    subject: SubjectCategory
    file: int
    locator: Locator  # masked
    dated: str


@dataclass(frozen=True, slots=True)
class FoundOf:
    """What is one person's."""

    findings: tuple[OwnFinding, ...]
    files: dict[int, OwnFile] = field(repr=False)
    kinds: tuple[OwnKind, ...]
    unsure: int  # rows, forms and paragraphs that bear their name, and may be another's
    signs: Signs = field(repr=False)
    cards: int = 0  # looked at
    is_cut: bool = False  # a sign of theirs stands in more places than are looked at

    @property
    def values(self) -> frozenset[tuple[str, str]]:
        """What they are known by among all that is read, (detector, fingerprint): opened from the stores where it is asked for."""
        return frozenset((each.detector, each.fingerprint) for each in self.findings)


_Key = tuple[int, str]  # file and group
_COLUMNS = (
    "pk", "ident", "detector", "category", "subject", "locator", "count", "confidence", "fingerprint", "attributes", "group", "file_id",
)  # fmt: skip


class OnePerson(Scanned):
    def found_of(self, signs: Signs, *, exact_locators: bool = False) -> FoundOf:
        """What is theirs of what is present now, without what was dismissed or is only possible."""
        with self._reading():
            cards: dict[_Key, list[tuple[Seen, OwnFinding]]] = {}
            asked: set[str] = set()
            own, is_cut, left = Own(frozenset(), signs), False, 0
            for _ in range(_ROUNDS):
                prints = {printed for _, printed in own.signs.forms | own.signs.values} - asked
                asked |= prints
                keys = set(self._cards_with(prints - own.signs.names)) - cards.keys()
                for name in prints & own.signs.names:
                    named = set(self._cards_with((name,), MOST_OF_A_NAME))
                    if len(named) > MOST_OF_A_NAME:  # too common: what else is theirs leads to their own cards
                        left += len(named)
                        signs = replace(signs, name_is_theirs=False)
                    else:
                        keys |= named - cards.keys()
                if not keys:
                    break
                if len(cards) + len(keys) > MOST_CARDS:
                    keys, is_cut = set(sorted(keys)[: MOST_CARDS - len(cards)]), True
                for key, pair in self._on_cards(keys):
                    cards.setdefault(key, []).append(pair)
                # from the beginning each time: what seemed theirs alone may have turned out to be another's, too
                own = whose(signs, [Card(f"{key}", tuple(seen for seen, _ in pairs)) for key, pairs in cards.items()])
                if is_cut:
                    break
            findings = tuple(
                _with(finding, own) for pairs in cards.values() for seen, finding in pairs if seen.row in own.rows
            )
            files = self._own_files({each.file for each in findings}, exact_locators)
            findings = tuple(each for each in findings if each.file in files)
            return FoundOf(
                tuple(sorted(findings, key=lambda each: (files[each.file].store, each.file, each.row))),
                files,
                self._own_kinds(findings),
                own.unsure + left,
                own.signs,
                len(cards),
                is_cut,
            )

    def others_in(self, theirs: Mapping[int, Collection[int]]) -> dict[int, int]:
        """Of files with rows of theirs: how many findings about people there are not theirs. A file without any is about them alone."""
        from django.db.models import Count, Q

        from bailee.store.models import Finding as Row

        with self._reading():
            counted: dict[int, int] = {}
            for few in portions(sorted(theirs), _PRINTS):
                rows = self._rows(Row).filter(file_id__in=few, gone_at=None).exclude(state=States.DISMISSED.value)
                sure = rows.filter(Q(confidence__in=_SURE) | Q(state__in=_JUDGED)).exclude(category__in=MACHINES)
                counted |= dict(sure.order_by().values_list("file_id").annotate(Count("pk")))
            return {file: max(number - len(theirs[file]), 0) for file, number in counted.items()}

    def _cards_with(self, prints: Collection[str], most: int = MOST_CARDS) -> Iterator[_Key]:
        from bailee.store.models import Finding as Row
        from bailee.store.models import NormalForm

        for few in portions(sorted(prints), _PRINTS):
            by_form = self._rows(NormalForm).filter(fingerprint__in=few)
            yield from by_form.values_list("finding__file_id", "finding__group").distinct()[: most + 1]
            by_value = self._rows(Row).filter(fingerprint__in=few)
            yield from by_value.values_list("file_id", "group").distinct()[: most + 1]

    def _on_cards(self, keys: Collection[_Key]) -> Iterator[tuple[_Key, tuple[Seen, OwnFinding]]]:
        from django.db import connections
        from django.db.models import Q
        from django.db.models.expressions import RawSQL

        from bailee.store.models import Finding as Row

        forms = RawSQL(_FORMS[connections[self.alias].vendor], ())  # noqa: S611 - no value is in it
        for few in portions(sorted(keys), _AT_ONCE):
            # by their files, which are ours: with more to ask of a row, SQLite takes an index that leads through all of them
            there = list(
                Row.objects.using(self.alias)
                .filter(file_id__in={file for file, _ in few}, group__in={group for _, group in few})
                .values_list("pk", flat=True)
            )
            rows = (
                self._rows(Row)
                .filter(pk__in=there, gone_at=None)
                .filter(Q(confidence__in=_SURE) | Q(state__in=_JUDGED))
                .exclude(state=States.DISMISSED.value)
                .annotate(forms=forms)
                .values_list(*_COLUMNS, "forms")
            )
            wanted = set(few)
            for (
                row, ident, detector, category, subject, locator, count, sure, printed, told, group, file, links,
            ) in rows:  # fmt: skip
                if (file, group) not in wanted:
                    continue
                words = links.split(" ") if links else []
                pairs = tuple(sorted(zip(words[::2], words[1::2], strict=True)))
                said = tuple((name, text) for name, text in json.loads(told)) if told else ()
                finding = OwnFinding(
                    row, ident, detector, category, printed, SubjectCategory(subject), Confidence(sure), count, file,
                    Locator(tuple(json.loads(locator))), False,
                )  # fmt: skip
                yield (file, group), (Seen(row, detector, category, printed, pairs, said), finding)

    def _own_files(self, numbers: Collection[int], exact: bool) -> dict[int, OwnFile]:
        from bailee.store.models import Place as PlaceRow
        from bailee.store.models import ScannedFile as Row

        names = dict(self._rows(PlaceRow).values_list("pk", "name"))
        columns = ("pk", "place_id", "store", "locator", "modified_ns", "first_scan__started_at")
        found: dict[int, OwnFile] = {}
        for few in portions(sorted(numbers), _PRINTS):
            rows = self._rows(Row).filter(pk__in=few)
            for row in rows.values_list(*columns, *(("exact_locator",) if exact else ())):
                number, place, store, locator, modified, since = row[:6]
                told = self._decrypted("scanned_file.locator", row[6]) if exact else ""
                found[number] = OwnFile(number, names[place], store, locator, modified, since.date().isoformat(), told)
        return found

    def _own_kinds(self, findings: Iterable[OwnFinding]) -> tuple[OwnKind, ...]:
        """Records of a kind that hold something of theirs: in the same document of the same file. A name alone is no reason: whoever
        bears it too may be who was tested."""
        from bailee.store.models import KindFound as Row

        inside: dict[int, set[tuple[str, ...]]] = defaultdict(set)
        for each in findings:
            if each.category == "person-name" and each.is_shared:
                continue
            segments = each.locator.segments
            inside[each.file].update(segments[:length] for length in range(1, len(segments) + 1))
        found = []
        for few in portions(sorted(inside), _PRINTS):
            rows = self._rows(Row).filter(file_id__in=few, gone_at=None, confidence__in=_SURE)
            for kind, category, subject, file, locator, dated in rows.values_list(
                "kind", "category", "subject", "file_id", "locator", "dated"
            ):
                segments = tuple(json.loads(locator))
                if segments in inside[file]:
                    found.append(OwnKind(kind, category, SubjectCategory(subject), file, Locator(segments), dated))
        return tuple(sorted(found, key=lambda each: (each.kind, each.file, each.locator.segments)))


def _with(finding: OwnFinding, own: Own) -> OwnFinding:
    return replace(finding, is_shared=True) if finding.row in own.shared else finding
