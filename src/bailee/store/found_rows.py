"""What was found in files, into rows: findings with their reasons and normal forms, kinds of record, traces of tools.

What an earlier scan found in a file and this one did not is gone; so it is told after the last of a file was saved.
"""

from __future__ import annotations

import json
from typing import Any

from bailee.findings import Finding, weight_of
from bailee.scanner.events import KindFound
from bailee.store.place_rows import FileRow, PlaceRows

_FINDING = """
INSERT INTO finding (
  id, organisation_id, ident, file_id, detector, category, subject, locator, exact_locator, position, count, confidence,
  probability, fingerprint, mask, attributes, "group", first_seen_id, last_seen_id, weight, cues, gone_at
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, NULL)
ON CONFLICT (id) DO UPDATE SET
  category = excluded.category, subject = excluded.subject, position = excluded.position, count = excluded.count,
  confidence = excluded.confidence, probability = excluded.probability, mask = excluded.mask,
  attributes = excluded.attributes, "group" = excluded."group", last_seen_id = excluded.last_seen_id,
  weight = excluded.weight, cues = excluded.cues, gone_at = NULL
"""
_CUE = "INSERT INTO cue_words (organisation_id, says) VALUES (%s, %s) ON CONFLICT (organisation_id, says) DO NOTHING"
_FORM = """
INSERT INTO normal_form (organisation_id, finding_id, form, fingerprint) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
_KIND = """
INSERT INTO kind_found (
  organisation_id, file_id, locator_fingerprint, locator, exact_locator, kind, category, subject, confidence, reasons,
  dated, first_seen_id, last_seen_id, gone_at
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, NULL)
ON CONFLICT (organisation_id, file_id, locator_fingerprint, kind) DO UPDATE SET
  subject = excluded.subject, confidence = excluded.confidence, reasons = excluded.reasons,
  dated = excluded.dated, last_seen_id = excluded.last_seen_id, gone_at = NULL
"""


class FoundRows(PlaceRows):
    """The part of a scan's writer that saves what is in files."""

    def _save_findings(self, cursor: Any, findings: dict[str, Finding]) -> None:
        rows: list[tuple[Any, ...]] = []
        forms: list[tuple[Any, ...]] = []
        for ident, finding in findings.items():
            file = self.files[self._print(finding.locator.item)]
            earlier = self._earlier(cursor, file)
            clear, exact = self._locator("finding.locator", finding.locator)
            if ident not in earlier and ident not in self.rows:
                ident = file.aliases.get(ident) or self._as_taken_over(cursor, file, finding, clear) or ident
            before = earlier.get(ident)
            row = before[0] if before else self.rows.get(ident)
            if row is None:
                row = self.rows[ident] = next(self.finding_numbers)
                forms += [(self.organisation, row, form, printed) for form, printed in finding.normal_forms]
            if ident not in file.written:
                file.written.add(ident)
                if before is None or before[3]:
                    self.counts.new += 1
                if before is not None and before[3]:
                    self._note(file, "back", before[0])
            rows.append(
                (
                    row,
                    self.organisation,
                    ident,
                    file.row,
                    finding.detector,
                    finding.category,
                    finding.subject.value,
                    clear,
                    exact,
                    finding.position,
                    finding.count,
                    finding.confidence.value,
                    finding.probability,
                    finding.fingerprint,
                    finding.mask,
                    json.dumps(finding.attributes, separators=(",", ":")) if finding.attributes else "",
                    finding.group,
                    self.scan,
                    self.scan,
                    weight_of(finding.category, finding.confidence),
                    self._cues(cursor, finding.cues),
                )
            )
        cursor.executemany(_FINDING, rows)
        cursor.executemany(_FORM, forms)

    def _cues(self, cursor: Any, cues: tuple[tuple[str, str, float], ...]) -> str:
        """Reasons as numbers of their words: there are some hundreds of them, and a million findings."""
        if not cues:
            return ""
        known = self.cue_texts.get(cues)
        if known is None:
            told = [[self._cue(cursor, says), effect, probability] for effect, says, probability in cues]
            known = self.cue_texts[cues] = json.dumps(told, separators=(",", ":"))
        return known

    def _cue(self, cursor: Any, says: str) -> int:
        number = self.cue_numbers.get(says)
        if number is None:
            cursor.execute(_CUE, (self.organisation, says))
            cursor.execute(
                "SELECT id FROM cue_words WHERE organisation_id = %s AND says = %s", (self.organisation, says)
            )
            number = self.cue_numbers[says] = cursor.fetchone()[0]
        return number

    def _as_taken_over(self, cursor: Any, file: FileRow, finding: Finding, clear: str) -> str | None:
        """Ident of the same finding where it was taken over from another path: such a one has an ident of its own."""
        ident = file.places.get((finding.detector, finding.fingerprint, clear))
        if ident is None or file.earlier is None or ident in file.written:
            return None
        cursor.execute(
            "SELECT exact_locator FROM finding WHERE id = %s AND organisation_id = %s",
            (file.earlier[ident][0], self.organisation),
        )
        exact = self.door._decrypted("finding.locator", cursor.fetchone()[0])
        if tuple(exact) != finding.locator.segments:
            return None
        file.aliases[finding.ident] = ident
        return ident

    def _save_traces(self, cursor: Any, traces: dict[int, str]) -> None:
        """What the files that were read now are traces of; what was kept of them before is forgotten."""
        cursor.executemany(
            "DELETE FROM tool_trace WHERE file_id = %s AND organisation_id = %s",
            [(row, self.organisation) for row in traces],
        )
        rows = [(self.organisation, row, told) for row, told in traces.items() if told]
        cursor.executemany("INSERT INTO tool_trace (organisation_id, file_id, traces) VALUES (%s, %s, %s)", rows)

    def _save_kinds(self, cursor: Any, kinds: list[KindFound]) -> None:
        rows = []
        for kind in kinds:
            clear, exact = self._locator("kind_found.locator", kind.locator)
            rows.append(
                (
                    self.organisation,
                    self.files[self._print(kind.locator.item)].row,
                    self.door.fingerprint("locator", "\x00".join(kind.locator.segments)),
                    clear,
                    exact,
                    kind.kind,
                    kind.category,
                    kind.subject.value,
                    kind.confidence.value,
                    json.dumps(kind.reasons, ensure_ascii=False),
                    kind.dated,
                    self.scan,
                    self.scan,
                )
            )
        cursor.executemany(_KIND, rows)

    def _sweep(self, cursor: Any, ended: list[tuple[FileRow, bool]]) -> None:
        """What an earlier scan found in a file and this one did not is gone; what it counts otherwise has changed."""
        for file, comparable in ended:
            if not file.fresh and comparable:
                earlier = self._earlier(cursor, file)
                lost = [
                    (self.at, row, self.organisation)
                    for ident, (row, _, _, gone) in earlier.items()
                    if not gone and ident not in file.written
                ]
                cursor.executemany("UPDATE finding SET gone_at = %s WHERE id = %s AND organisation_id = %s", lost)
                for _, row, _ in lost:
                    self._note(file, "gone", row)
                self.counts.gone += len(lost)
                if earlier:
                    cursor.execute(
                        "SELECT ident, count, confidence FROM finding WHERE file_id = %s AND +organisation_id = %s AND gone_at IS NULL "
                        "AND first_seen_id <> %s",  # a scan that goes on where its worker died is no change
                        (file.row, self.organisation, self.scan),
                    )
                    for ident, count, confidence in cursor.fetchall():
                        before = earlier.get(ident)
                        if before and not before[3] and before[1:3] != (count, confidence):
                            self.counts.changed += 1
                            self._note(file, "changed", before[0])
                cursor.execute(
                    "UPDATE kind_found SET gone_at = %s WHERE file_id = %s AND organisation_id = %s AND last_seen_id <> %s "
                    "AND gone_at IS NULL",
                    (self.at, file.row, self.organisation, self.scan),
                )
            for ident in file.written:
                self.rows.pop(ident, None)
            file.written = set()
            file.earlier = None
            file.places, file.aliases = {}, {}

    def _earlier(self, cursor: Any, file: FileRow) -> dict[str, tuple[int, int, str, bool]]:
        if file.earlier is None:
            file.earlier = {}
            if not file.fresh:
                cursor.execute(
                    "SELECT ident, id, count, confidence, gone_at IS NOT NULL, detector, fingerprint, locator "
                    "FROM finding WHERE file_id = %s AND +organisation_id = %s",
                    (file.row, self.organisation),
                )
                for ident, row, count, sure, gone, *place in cursor.fetchall():
                    file.earlier[ident] = (row, count, sure, bool(gone))
                    file.places[tuple(place)] = ident
        return file.earlier
