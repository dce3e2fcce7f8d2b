"""How much of what the sample company planted a scan finds, at the right place, and what it finds that is not there.

    python benchmarks/demo.py --seeds 7 11 12 --shuffle --neutral

The manifest is made by the generator, which knows nothing of detectors or kinds. A value counts as found where a finding
of its detector stands at its locator (or in a place inside it); kinds count at the item.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from bailee.demo.company import make_company


def scanned(company: Path, work: Path) -> dict[str, Any]:
    """The report of a scan of the company that keeps nothing."""
    out = work / "report.json"
    command = [
        sys.executable,
        "-m",
        "bailee",
        "scan",
        str(company),
        "--no-store",
        "--exact-locators",
        "--report",
        str(out),
    ]
    subprocess.run(command, check=True, capture_output=True)
    report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return report


def at(locator: list[str], wanted: list[str]) -> bool:
    """Whether a finding's locator is the wanted one, or lies inside it."""
    return locator[: len(wanted)] == wanted


def score(manifest: dict[str, Any], report: dict[str, Any]) -> dict[str, Any]:
    """Found and missed by detector and kind, and what is false."""
    likely = [finding for finding in report["findings"] if finding["confidence"] != "possible"]
    every: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for finding in report["findings"]:
        every[finding["detector"], finding["locator"][0]].append(finding["locator"])
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: list[dict[str, Any]] = []
    by_place: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    for planted in manifest["planted"]:
        by_place[planted["detector"], tuple(planted["locator"])].append(planted)
    for (detector, place), values in by_place.items():
        there = sum(1 for locator in every[detector, place[0]] if at(locator, list(place)))
        distinct = {value["value"] for value in values}
        wanted[detector] += len(distinct)
        found[detector] += min(there, len(distinct))
        if there < len(distinct):
            missed.append({"detector": detector, "locator": list(place), "planted": len(distinct), "found": there})
    places = {
        (planted["detector"], planted["locator"][0]) for planted in manifest["planted"] + manifest.get("mentioned", [])
    }
    strict = ("payment-card", "us-ssn", "iban", "us-routing-number")
    false = [
        finding
        for finding in likely
        if finding["detector"] in strict and (finding["detector"], finding["locator"][0]) not in places
    ]
    kinds = {(tuple(kind["locator"]), kind["kind"]) for kind in report["kinds"] if kind["confidence"] != "possible"}
    planted_kinds = {(tuple(kind["locator"]), kind["kind"]) for kind in manifest["kinds"]}
    other = {(tuple(kind["locator"]), kind["kind"]) for kind in manifest.get("other_kinds", [])}
    return {
        "values": {name: (found[name], wanted[name]) for name in sorted(wanted)},
        "missed": missed,
        "false": false,
        "kinds_missed": sorted(planted_kinds - kinds),
        "kinds_false": sorted(kinds - planted_kinds - other),
        "kinds": (len(planted_kinds & kinds), len(planted_kinds)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7])
    parser.add_argument("--shuffle", action="store_true")
    parser.add_argument("--neutral", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    chosen = parser.parse_args()
    for seed in chosen.seeds:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            company = work / "company"
            made = make_company(company, seed=seed, shuffle_folders=chosen.shuffle, neutral_names=chosen.neutral)
            manifest = made.as_dict()
            result = score(manifest, scanned(company, work))
        values = result["values"]
        total = sum(there for there, _ in values.values()), sum(wanted for _, wanted in values.values())
        print(
            f"seed {seed}: values {total[0]} of {total[1]} = {total[0] / total[1]:.3f}; kinds {result['kinds'][0]} of {result['kinds'][1]}; ",
            end="",
        )
        print(
            f"false card/SSN/IBAN/routing {len(result['false'])}; kinds missed {len(result['kinds_missed'])}, false {len(result['kinds_false'])}"
        )
        for name, (there, wanted) in values.items():
            if there < wanted or chosen.verbose:
                print(f"  {name:32} {there:5} of {wanted:5} = {there / wanted:.3f}")
        if chosen.verbose:
            for miss in result["missed"]:
                print("  missed", miss)
            for finding in result["false"]:
                print("  false", finding["detector"], finding["locator"])
            for item in result["kinds_missed"]:
                print("  kind missed", item)
            for item in result["kinds_false"]:
                print("  kind false", item)


if __name__ == "__main__":
    main()
