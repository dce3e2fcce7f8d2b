"""What a bailee is made of: every package that is installed with it, pinned in requirements.lock, with its licence.

    bill = packages()              # of run time: the base and all extras, with what they need in turn; not what tests and builds need
    for package in bill: package.name, package.version, package.licence, package.needed_by, package.hashes

A licence is what the package itself says (its SPDX expression, else its classifiers, else its text's first words). Where it says
nothing that a program reads, `SAID` holds what a person read in its sources, and where.
"""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
EXTRAS_NOT_RUN = frozenset({"dev"})  # for tests and builds: it is on no customer's machine

# Read by a person, for the package says it in no field that a program could trust.
SAID: dict[str, str] = {
    "exifread": "BSD-3-Clause",  # its LICENSE; the field holds the line of copyright
    "libarchive-c": "CC0-1.0",
    "protobuf": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",  # with PDFium's own, and the licences of what that holds, in the wheel
    "pyrage": "MIT",  # its LICENSE
    "qrcode": "BSD-3-Clause AND MIT",  # its LICENSE: a port of a library under MIT
}
_CLASSIFIERS = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
    "The Unlicense (Unlicense)": "Unlicense",
    "Historical Permission Notice and Disclaimer (HPND)": "HPND",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0",
    "GNU Affero General Public License v3": "AGPL-3.0",
    "Public Domain": "public domain",
}


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned package. `licence` is empty where it is installed nowhere that we could look, or says none."""

    name: str
    version: str
    licence: str
    needed_by: tuple[str, ...]  # "bailee", "bailee[ocr]", names of packages
    needs: tuple[str, ...]
    hashes: tuple[str, ...]  # SHA-256 of the files that may be installed

    @property
    def address(self) -> str:
        """A package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


@dataclass(frozen=True, slots=True)
class Pinned:
    version: str
    hashes: tuple[str, ...]


def pinned() -> dict[str, Pinned]:
    """Every line of the lock, tests and builds included."""
    found: dict[str, Pinned] = {}
    name = version = ""
    hashes: list[str] = []
    for line in [*LOCK.read_text("utf-8").splitlines(), "end==0"]:
        if match := re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ \\;]+)", line):
            if name:
                found[name] = Pinned(version, tuple(hashes))
            name, version, hashes = canonicalize_name(match[1]), match[2], []
        elif match := re.search(r"--hash=sha256:([0-9a-f]{64})", line):
            hashes.append(match[1])
    return found


def packages() -> tuple[Package, ...]:
    """Of run time, by name. Packages for other systems than this one, that nothing here could look into, have no licence."""
    locked = pinned()
    whose: dict[str, set[str]] = {}
    needs: dict[str, set[str]] = {}
    waiting = list(_declared())
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, by = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in locked:
            continue  # for another system: the lock is of one
        whose.setdefault(name, set()).add(by)
        needs.setdefault(by, set()).add(name)
        for extra in ("", *sorted(requirement.extras)):
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += [(each, name) for each in _needed(name, extra)]
    return tuple(
        Package(
            name,
            locked[name].version,
            _licence(name),
            tuple(sorted(whose[name])),
            tuple(sorted(needs.get(name, ()))),
            locked[name].hashes,
        )
        for name in sorted(whose)
    )


def _declared() -> Iterator[tuple[Requirement, str]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    yield from ((Requirement(each), "bailee") for each in project["dependencies"])
    for extra, listed in project["optional-dependencies"].items():
        if extra not in EXTRAS_NOT_RUN:
            yield from ((Requirement(each), f"bailee[{extra}]") for each in listed)


def _needed(name: str, extra: str) -> Iterator[Requirement]:
    try:
        listed = importlib.metadata.requires(name) or ()
    except importlib.metadata.PackageNotFoundError:
        return
    for each in listed:
        requirement = Requirement(each)
        if _holds(requirement.marker, extra):
            yield requirement


def _holds(marker: Marker | None, extra: str) -> bool:
    if marker is None:
        return not extra
    return marker.evaluate({"extra": extra}) and (not extra or not marker.evaluate({"extra": ""}))


def _licence(name: str) -> str:
    if name in SAID:
        return SAID[name]
    try:
        told = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    if "License-Expression" in told:
        return str(told["License-Expression"])
    listed = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    known = [_CLASSIFIERS.get(each, each) for each in listed if each != "OSI Approved"]
    if known:
        return " AND ".join(dict.fromkeys(known))
    text = str(told["License"]).strip() if "License" in told else ""
    return text.splitlines()[0][:60] if text else ""
