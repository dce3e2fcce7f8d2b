"""Scans without files: events as the scanner would yield them, under the organisation's keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bailee.findings import Finding
from bailee.items import ItemFacts
from bailee.keys import fingerprint
from bailee.operations.scan_store import ScanSummary, scan_store
from bailee.scanner import Event, ItemRead, KindFound, ScanKeys
from bailee.store.workspace import Workspace
from bailee.vocabulary import Confidence, Locator, SubjectCategory

CATEGORIES = {
    "us-ssn": "social-security-number",
    "email-address": "email-address",
    "person-name": "person-name",
    "phone-number": "phone-number",
    "date-of-birth": "date-of-birth",
    "medical-record-number": "health-identifier",
}


def finding(
    key: bytes,
    path: str,
    detector: str,
    value: str,
    *,
    group: str = "0",
    forms: dict[str, str] | None = None,
    confidence: Confidence = Confidence.LIKELY,
    subject: SubjectCategory = SubjectCategory.PERSON,
    count: int = 1,
    place: str = "",
) -> Finding:
    """What the scanner keeps of a value: never the value."""
    printed = fingerprint(key, detector, value)
    return Finding(
        ident=fingerprint(key, "finding", f"{place}\x00{path}\x00{detector}\x00{value}"),
        locator=Locator((path,)),
        detector=detector,
        category=CATEGORIES[detector],
        subject=subject,
        position=0,
        count=count,
        confidence=confidence,
        probability=0.9,
        fingerprint=printed,
        normal_forms=tuple((form, fingerprint(key, form, text)) for form, text in (forms or {}).items()),
        group=fingerprint(key, "group", f"{place}\x00{path}\x00{group}")[:16],
        cues=(("base", "form of a number", 0.5), ("raised", "a label says so", 0.9)),
    )


class Files:
    """A place of made-up files: path → (content, [(detector, value)]). Changing the content is changing the file."""

    def __init__(self, files: dict[str, tuple[str, list[tuple[str, str]]]]) -> None:
        self.files = files
        self.opened: list[str] = []
        self.kinds: dict[str, str] = {}

    def __call__(self, place: Path, keys: ScanKeys, known) -> Iterator[Event]:  # type: ignore[no-untyped-def]
        for path, (content, values) in self.files.items():
            facts = ItemFacts(len(content), hash(content) & 0xFFFF, inode=hash(path) & 0xFFFF, mode=0o100644)
            before, digest = known(Locator((path,)), facts), fingerprint(keys.content_key, "content", content)
            if before is not None and (not before.digest or digest in before.digest.split()):
                if before.elsewhere is None:
                    yield ItemRead(Locator((path,)), facts, unchanged=True)
                    continue
                if (there := before.elsewhere(digest)) is not None:  # read at another path
                    yield ItemRead(
                        Locator((path,)), facts, there.media_type, digest, sibling=there.sibling, is_elsewhere=True
                    )
                    continue
            self.opened.append(path)
            for detector, value in values:
                yield finding(keys.fingerprint_key, path, detector, value, place=str(place))
            if path in self.kinds:
                yield KindFound(
                    Locator((path,)),
                    self.kinds[path],
                    "drug-and-alcohol-tests",
                    SubjectCategory.EMPLOYEE,
                    Confidence.LIKELY,
                    ("a result beside a panel of substances",),
                )
            yield ItemRead(Locator((path,)), facts, "text/plain", digest)


def scan(workspace: Workspace, files: Files, place: Path) -> ScanSummary:
    place.mkdir(exist_ok=True)
    return scan_store(workspace, [place], scanner=files)
