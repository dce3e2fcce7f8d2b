"""Stores as earlier states of bailee left them, for the test that migrates them: tests/samples/stores/NNNN.tar.gz.

    python update/stores.py            # those that are missing; needs the repository's history

For each migration the code of the last commit before the next one is unpacked, and that code scans a small share, sets a
fact, adds somebody to the roster and dismisses a finding. Numbers are published test numbers and made-up names.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
OUT = ROOT / "tests" / "samples" / "stores"
MIGRATIONS = "src/bailee/store/migrations"
SHARE = {
    "hr/staff.csv": "Name,SSN,E-mail\nJo Poe,078-05-1120,jo@poe.example\nAda Roe,219-09-9999,ada@roe.example\n",
    "mail/note.txt": "Please call Jo Poe at jo@poe.example about the card 4111 1111 1111 1111.\n",
}
LAY = """
import json, sys
from pathlib import Path
from bailee.operations.open_store import open_store
from bailee.operations.scan_store import scan_store
from bailee.scanner import Limits
from bailee.vocabulary import SubjectCategory
if __name__ == "__main__":
    workspace = open_store(Path(sys.argv[1]))
    scan_store(workspace, [Path(sys.argv[2])], limits=Limits(**{k: "off" for k in ("names", "ocr") if k in Limits.__dataclass_fields__}), jobs=1)
    workspace.set_fact("has_cctv", True)
    workspace.add_roster_person("Jo Poe", SubjectCategory.EMPLOYEE, email="jo@poe.example")
    first = workspace.findings()[0]
    workspace.decide(first, "dismissed", reason="test-data")
    workspace.record("finding-dismissed", first.finding.ident, {})
    found = sorted([each.finding.detector, each.finding.ident] for each in workspace.findings(dismissed=None))
    print(json.dumps({"findings": found, "dismissed": first.finding.ident, "records": len(workspace.evidence()[0])}))
"""


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def commits() -> dict[str, list[str]]:
    """By the number of its newest migration: the last commits of each state, latest first. Not each of them runs."""
    states: dict[str, list[str]] = {}
    touching = list(reversed(git("log", "--first-parent", "--format=%H", "--", MIGRATIONS).split()))
    for commit, following in zip(touching, [*touching[1:], "HEAD"], strict=True):
        names = git("ls-tree", "--name-only", commit, f"{MIGRATIONS}/").split()
        numbers = [Path(name).name[:4] for name in names if Path(name).name[:4].isdigit()]
        last = following if following == "HEAD" else f"{following}^"
        between = git("rev-list", "--first-parent", f"{commit}..{last}").split()
        if numbers:
            states[max(numbers)] = [*between, commit]
    return states


def lay(number: str, commit: str, folder: Path) -> bool:
    code, home, share = folder / "code", folder / "home", folder / "share"
    code.mkdir()
    archive = subprocess.run(["git", "archive", commit, "src"], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "x", "-C", code], input=archive, check=True)
    for name, content in SHARE.items():
        (share / name).parent.mkdir(parents=True, exist_ok=True)
        (share / name).write_text(content)
    script = folder / "lay.py"
    script.write_text(LAY)
    told = subprocess.run(
        [sys.executable, script, home, share],
        env=os.environ | {"PYTHONPATH": str(code / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:
        print(
            f"{number} {commit[:8]}: that code does not run here: {told.stderr.strip().splitlines()[-1:]}", flush=True
        )
        return False
    database = sqlite3.connect(home / "bailee.sqlite3")
    database.execute("PRAGMA journal_mode=DELETE")
    database.execute("VACUUM")
    database.close()
    facts = json.loads(told.stdout.strip().splitlines()[-1])
    (home / "expected.json").write_text(json.dumps({"commit": commit, "place": str(share), **facts}, indent=1))
    for file in (home / "keys").glob("recovery-*.txt"):
        file.unlink()
    OUT.mkdir(parents=True, exist_ok=True)
    with tarfile.open(OUT / f"{number}.tar.gz", "w:gz", compresslevel=9) as packed:
        for path in sorted(home.rglob("*")):
            if path.is_file() and path.suffix != ".lock":
                packed.add(path, path.relative_to(home).as_posix())
    print(f"{number} {commit[:8]}: {len(facts['findings'])} findings", flush=True)
    return True


def main() -> None:
    for number, candidates in commits().items():
        if (OUT / f"{number}.tar.gz").exists():
            continue
        for commit in candidates[:3]:
            folder = Path(tempfile.mkdtemp(prefix="bailee-store-"))
            is_laid = lay(number, commit, folder)
            shutil.rmtree(folder)
            if is_laid:
                break


if __name__ == "__main__":
    main()
