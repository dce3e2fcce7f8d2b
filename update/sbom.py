"""A bill of materials (SBOM) of a release: CycloneDX 1.6 as JSON, from requirements.lock.

    python update/sbom.py [FILE]          # standard output, or a file; `make sbom` writes dist/bailee-VERSION.cdx.json

Each component has its version, package URL, licence as it says it, the SHA-256 of every file of it that may be installed, and what it needs. The same lock
and the same SOURCE_DATE_EPOCH give the same bytes.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bailee import __version__
from bill import LOCK, Package, packages

_SPDX = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "HPND", "ISC", "LGPL-2.1-or-later", "LGPL-3.0-only",
        "LGPL-3.0-or-later", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
    }
)  # fmt: skip


def bom() -> dict[str, Any]:
    """The whole document."""
    bill = packages()
    ours = f"pkg:pypi/bailee@{__version__}"
    at = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", LOCK.stat().st_mtime)), UTC)
    direct = sorted({each.address for each in bill if any(by.startswith("bailee") for by in each.needed_by)})
    by_name = {each.name: each for each in bill}
    body: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            "component": {
                "type": "application",
                "bom-ref": ours,
                "name": "bailee",
                "version": __version__,
                "purl": ours,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
        },
        "components": [_component(each) for each in bill],
        "dependencies": [
            {"ref": ours, "dependsOn": direct},
            *(
                {
                    "ref": each.address,
                    "dependsOn": sorted(by_name[name].address for name in each.needs if name in by_name),
                }
                for each in bill
            ),
        ],
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(body, sort_keys=True))
    return {**body, "serialNumber": f"urn:uuid:{number}"}


def _component(package: Package) -> dict[str, Any]:
    is_base = "bailee" in package.needed_by
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": package.address,
        "name": package.name,
        "version": package.version,
        "purl": package.address,
        "scope": "required" if is_base or not all(by.startswith("bailee[") for by in package.needed_by) else "optional",
        # a component is several files, one a system: their digests stand with where they come from
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{package.name}/{package.version}/",
                "hashes": [{"alg": "SHA-256", "content": each} for each in package.hashes],
            }
        ],
    }
    if package.licence in _SPDX:
        told["licenses"] = [{"license": {"id": package.licence}}]
    elif package.licence:
        told["licenses"] = [{"license": {"name": package.licence}}]
    return told


if __name__ == "__main__":
    text = json.dumps(bom(), indent=1) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).parent.mkdir(parents=True, exist_ok=True)
        Path(sys.argv[1]).write_text(text, "utf-8")
    else:
        print(text, end="")
