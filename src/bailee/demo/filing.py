"""Files on their way to the disk, under the names and folders that were asked for; and the answer sheet of what lies in them."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from random import Random

from bailee.demo.marks import Value, file_name, plain, values
from bailee.demo.papers import ALSO, Built

# The category (vocabulary.DATA_CATEGORIES) that a detector or a kind of record speaks of, to count people by.
CATEGORY_OF = {
    "us-ssn": "social-security-number", "us-itin": "tax-identifier", "us-ein": "tax-identifier", "au-tfn": "tax-identifier", "ca-sin": "national-identifier", "uk-nino": "national-identifier",
    "us-driving-licence": "driving-licence", "passport": "passport", "payment-card": "payment-card", "iban": "bank-account", "us-bank-account": "bank-account", "us-routing-number": "bank-account",
    "email-address": "email-address", "phone-number": "phone-number", "postal-address": "postal-address", "date-of-birth": "date-of-birth", "person-name": "person-name",
    "medical-record-number": "health-identifier", "uk-nhs": "health-identifier", "au-medicare": "health-identifier", "us-npi": "health-identifier",
    "health-insurance-member-id": "health-insurance-identifier", "login-and-password": "credentials", "ip-address": "network-identifier", "mac-address": "network-identifier",
    "drug-or-alcohol-test": "drug-and-alcohol-tests", "psychological-evaluation": "personality-evaluations", "medical-record": "medical-records", "health-insurance": "health-insurance",
    "payroll": "payroll", "personnel-file": "personnel-files", "background-check": "background-checks", "customer-billing": "customer-billing", "card-authorisation": "card-authorisations",
    "web-history": "web-history", "keystroke-log": "keystroke-logs", "screen-capture": "screen-captures", "camera-footage": "camera-footage", "archived-mail": "archived-mail",
    "genetic-or-family-history": "genetic-and-family-history",
}  # fmt: skip

_COMPOUND = re.compile(r"(\.tar\.gz|\.[A-Za-z0-9]{1,6}\.gz|\.[A-Za-z0-9]{1,6})$")


@dataclass(slots=True)
class Manifest:
    """What was planted where: the answer sheet of the sample company.

    `planted` are the values that a scan should find; `mentioned` are names and addresses in running text, written down to
    measure the name model by; `locked` lies behind passwords. Of `near_misses` a scan says nothing beyond `allowed`.
    """

    seed: int
    company: str
    planted: list[dict[str, object]] = field(default_factory=list)
    kinds: list[dict[str, object]] = field(default_factory=list)
    other_kinds: list[dict[str, object]] = field(default_factory=list)  # right when named, no fault when not
    mentioned: list[dict[str, object]] = field(default_factory=list)
    near_misses: list[dict[str, object]] = field(default_factory=list)
    locked: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # kinds that need the media extra
    people: dict[str, int] = field(default_factory=dict)
    staff: list[dict[str, str]] = field(default_factory=list)
    clients: list[dict[str, str]] = field(default_factory=list)
    files: int = 0
    tools: list[str] = field(default_factory=list)  # monitoring tools whose traces lie in the files

    def as_dict(self) -> dict[str, object]:
        """The object that `manifest.json` holds."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(slots=True)
class _Filed:
    folder: str
    file: Built
    mode: int
    group: str
    allowed: tuple[str, ...] | None  # of a near miss
    locked: bool
    other: str


class Disk:
    """Collects files, then lays them down under the names and folders that were asked for."""

    def __init__(self, rng: Random, neutral: bool, shuffle: bool) -> None:
        self.rng, self.neutral, self.shuffle = rng, neutral, shuffle
        self.filed: list[_Filed] = []
        self._taken: set[str] = set()

    def add(
        self,
        folder: str,
        file: Built,
        *,
        mode: int = 0,
        group: str = "",
        allowed: tuple[str, ...] | None = None,
        locked: bool = False,
        other: str = "",
    ) -> None:
        mode = mode or self.rng.choices([0o640, 0o644, 0o600, 0o664], (70, 14, 8, 8))[0]
        self.filed.append(_Filed(folder, file, mode, group, allowed, locked, other))

    def meaningless(self) -> str:
        while True:
            name = f"{self.rng.choice('abcdef')}{self.rng.randrange(16**5):05x}"
            if name not in self._taken:
                self._taken.add(name)
                return name

    def inner(self, file: Built) -> Built:
        """A file on its way into an archive or a mail: there too its name may say nothing."""
        if not self.neutral:
            return file
        return replace(file, name=self.meaningless() + extension_of(plain(file.name)))

    def write(self, root: Path, manifest: Manifest) -> dict[str, set[str]]:
        folders = sorted({filed.folder for filed in self.filed})
        target = {f: "/".join(self.meaningless() for _ in f.split("/")) if self.neutral else f for f in folders}
        units = (
            {filed.group or str(i): self.rng.choice(folders) for i, filed in enumerate(self.filed)}
            if self.shuffle
            else {}
        )
        owners: dict[str, set[str]] = defaultdict(set)
        used: set[str] = set()
        for i, filed in enumerate(self.filed):
            folder = target[units.get(filed.group or str(i), filed.folder)]
            marked = file_name(self.inner(filed.file).name)
            path = _free(f"{folder}/{plain(marked)}", used)
            self._lay(root / PurePosixPath(path), filed)
            _note(manifest, owners, path, marked, filed)
        for folder_path in sorted(p for p in root.rglob("*") if p.is_dir()):
            folder_path.chmod(0o755)
        manifest.files = len(self.filed)
        return owners

    def _lay(self, path: Path, filed: _Filed) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(filed.file.data)
        path.chmod(filed.mode)
        on = filed.file.on
        seconds = int(
            datetime(
                on.year, on.month, on.day, 9 + len(path.name) % 8, len(filed.file.data) % 60, tzinfo=UTC
            ).timestamp()
        )
        os.utime(path, (seconds, seconds))


def extension_of(name: str) -> str:
    found = _COMPOUND.search(name)
    return found.group(1) if found and found.start() > 0 else ""


def _free(path: str, used: set[str]) -> str:
    """Two files of one name: the second gets a number, as a desktop gives it."""
    extension = extension_of(path)
    stem, number, free = path[: len(path) - len(extension)], 2, path
    while free.lower() in used:
        free = f"{stem} ({number}){extension}"
        number += 1
    used.add(free.lower())
    return free


def _note(manifest: Manifest, owners: dict[str, set[str]], path: str, marked: str, filed: _Filed) -> None:
    if filed.locked:
        manifest.locked.append(path)
        return
    if filed.allowed is not None:
        manifest.near_misses.append({"locator": [path], "allowed": list(filed.allowed)})
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    every: list[tuple[Value, tuple[str, ...]]] = [*((value, ()) for value in values(marked)), *filed.file.planted]
    for value, place in every:
        locator = _through(path, place)
        if value.owner:
            owners[f"{CATEGORY_OF[value.detector]}/{value.owner.split('/')[0]}"].add(value.owner)
        if (value.detector, value.text, locator) in seen:
            continue
        seen.add((value.detector, value.text, locator))
        (manifest.mentioned if value.in_passing else manifest.planted).append(
            {"detector": value.detector, "value": value.text, "locator": list(locator)}
        )
    for kind, place, about in filed.file.kinds:
        if kind.startswith(ALSO):
            manifest.other_kinds.append({"locator": list(_through(path, place)), "kind": kind.removeprefix(ALSO)})
            continue
        manifest.kinds.append({"locator": list(_through(path, place)), "kind": kind})
        for owner in about:
            owners[f"{CATEGORY_OF[kind]}/{owner.split('/')[0]}"].add(owner)
    if filed.other:
        manifest.other_kinds.append({"locator": [path], "kind": filed.other})


def _through(path: str, place: tuple[str, ...]) -> tuple[str, ...]:
    if place and path.endswith(".gz"):  # what lies in gzip is called as the file, without `.gz`
        return (path, PurePosixPath(path).name.removesuffix(".gz"), *place[1:])
    return (path, *place)
