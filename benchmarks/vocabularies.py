"""The record in its tools: fideslang's own models and PyLD take what we export, and 100,000 rows are taken over or refused.

make vocabularies        # fideslang wants another pydantic than our tests have, so it lives in an environment of its own
python benchmarks/vocabularies.py [ENVIRONMENT]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bailee.errors import InvalidInput
from bailee.inventory import ProcessingActivity, exports, templates
from bailee.inventory.record import Contact, record
from bailee.operations.exchange_record import import_record
from bailee.operations.open_store import open_store
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, SubjectCategory

ROWS = 100_000
_CHECK = """
import json, sys, yaml
from fideslang import DEFAULT_TAXONOMY
from fideslang.parse import load_manifests_into_taxonomy
from fideslang.relationships import get_referenced_missing_keys
from pyld import jsonld
taxonomy = load_manifests_into_taxonomy(yaml.safe_load(open(sys.argv[1])))
known = {each.fides_key for sort in ("data_category", "data_use", "data_subject", "organization") for each in getattr(DEFAULT_TAXONOMY, sort)}
expanded = jsonld.expand(json.load(open(sys.argv[2])))
print(json.dumps({"systems": len(taxonomy.system), "missing": sorted(get_referenced_missing_keys(taxonomy) - known), "nodes": len(expanded)}))
"""


def main(environment: Path) -> None:
    folder = Path(tempfile.mkdtemp())
    every = ProcessingActivity(
        "Everything",
        tuple((basis.value, basis) for basis in LawfulBasis),
        tuple(DATA_CATEGORIES),
        tuple(SubjectCategory),
    )
    activities = {
        each.activity.name: each.activity for ident in templates.idents() for each in templates.load(ident).activities
    }
    contacts = {"dpo": Contact("D. Poe", "d@example.org")}
    made = record("Sample", (*activities.values(), every), (), {}, contacts=contacts, on=date(2026, 11, 26))
    for ident in ("fideslang", "dpv"):
        (folder / ident).write_text(exports.load(ident).write(made), encoding="utf-8")
    words = [environment / "bin" / "python", "-c", _CHECK, folder / "fideslang", folder / "dpv"]
    told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    assert told["missing"] == [] and told["systems"] == len(activities) + 1, told
    print(f"fideslang {told['systems']} systems, no key missing; PyLD {told['nodes']} nodes")
    workspace = open_store(folder / "home")
    rows = "".join(f"Activity {number},payroll,employee,paying wages\n" for number in range(ROWS))
    head = "Activity,Kinds of data,About,Purposes\n"
    begun = time.perf_counter()
    try:
        import_record(workspace, f"{head}{rows}Last,gold,employee,x\n".encode(), "record.csv")
    except InvalidInput as fault:
        print(f"{ROWS:,} rows with one wrong: refused in {time.perf_counter() - begun:.1f} s: {fault}")
    assert workspace.activities() == ()
    begun = time.perf_counter()
    done = import_record(workspace, (head + rows).encode(), "record.csv")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{done.activities:,} rows taken over in {time.perf_counter() - begun:.1f} s, {most:.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
