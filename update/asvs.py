"""Make docs/asvs.md of docs/asvs.toml: the ASVS of OWASP, requirement by requirement, with what shows that it is met.

python update/asvs.py            # writes the page
python update/asvs.py --check    # says what is wrong with the table: files and tests that are not there, requirements that are missing
"""

from __future__ import annotations

import argparse
import ast
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TABLE, PAGE = ROOT / "docs" / "asvs.toml", ROOT / "docs" / "asvs.md"
CHAPTERS = {
    1: "Encoding and sanitisation", 2: "Validation and business logic", 3: "Web front end", 4: "API and web services", 5: "Files",
    6: "Authentication", 7: "Sessions", 8: "Authorisation", 9: "Tokens that say something themselves", 10: "OAuth and OpenID Connect",
    11: "Cryptography", 12: "Communication", 13: "Configuration", 14: "Data", 15: "Coding and architecture", 16: "Logs and errors", 17: "WebRTC",
}  # fmt: skip
# How many requirements of levels 1 and 2 each chapter of 5.0.0 has.
COUNTS = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13, 16: 16, 17: 7,
}  # fmt: skip
LEVEL_1 = 70  # of all, as the standard says


def rows() -> dict[str, dict[str, Any]]:
    return dict(tomllib.loads(TABLE.read_text("utf-8"))["requirements"])


def state(row: dict[str, Any]) -> str:
    return "met" if "met" in row else "n/a" if "na" in row else "not met"


@cache
def _tests_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def faults(table: dict[str, dict[str, Any]]) -> list[str]:
    """What is wrong with the table; nothing where it is whole and everything that it names is there."""
    found = []
    counts = Counter(int(ident.partition(".")[0]) for ident in table)
    found += [f"chapter {each} has {counts[each]} of {COUNTS[each]}" for each in COUNTS if counts[each] != COUNTS[each]]
    if (ones := sum(row["level"] == 1 for row in table.values())) != LEVEL_1:
        found.append(f"{ones} of {LEVEL_1} requirements of level 1")
    for ident, row in table.items():
        if (
            sum(key in row for key in ("met", "na", "missing")) != 1
            or not row.get("says")
            or row["level"] not in (1, 2)
        ):
            found.append(f"{ident}: met, na or missing, one of them, and what it says")
        if "met" in row and not row["met"]:
            found.append(f"{ident}: met by nothing")
        for name in row.get("met", ()):
            path, _, test = name.partition("::")
            if not (ROOT / path).exists():
                found.append(f"{ident}: {path} is not there")
            elif test and test not in _tests_in(path):
                found.append(f"{ident}: {name} is not there")
        for key in ("na", "missing"):
            if len(str(row.get(key, "why"))) < 3:
                found.append(f"{ident}: says not why")
    return found


def page(table: dict[str, dict[str, Any]]) -> str:
    counts = Counter(state(row) for row in table.values())
    share = 100 * counts["n/a"] / len(table)
    tests = {name for row in table.values() for name in row.get("met", ()) if "::" in name}
    lines = [
        "<!-- Made by update/asvs.py from docs/asvs.toml; do not edit. -->",
        "",
        "# Held to a standard: OWASP ASVS 5.0, levels 1 and 2",
        "",
        f"Of {len(table)} requirements **{counts['met']} are met, {counts['n/a']} do not apply ({share:.0f} %), {counts['not met']} are not met**; {len(tests)} tests are named.",
        "",
        "The *Application Security Verification Standard* 5.0.0 (30 May 2025) is © OWASP Foundation, under CC BY-SA 4.0: <https://github.com/OWASP/ASVS/tree/v5.0.0/5.0>. The",
        "numbers are the standard's; the words are ours and shorter, so read there what a requirement asks. A test holds every file and test that is named here against the tree.",
        "It is our own reading, of 2 December 2026, and no certificate of anybody's.",
        "",
        "## Not met",
        "",
        "| | | what is lacking, and what we mean to do |",
        "|---|---|---|",
        *(f"| {ident} | {row['says']} | {row['missing']} |" for ident, row in table.items() if "missing" in row),
    ]
    for chapter, title in CHAPTERS.items():
        own = {ident: row for ident, row in table.items() if ident.startswith(f"{chapter}.")}
        tally = Counter(state(row) for row in own.values())
        told = ", ".join(f"{tally[each]} {each}" for each in ("met", "not met", "n/a") if tally[each])
        lines += [
            "",
            f"## V{chapter} {title}",
            "",
            f"{told}.",
            "",
            "| | level | asks | | where, or why |",
            "|---|---|---|---|---|",
        ]
        lines += [
            f"| {ident} | {row['level']} | {row['says']} | {state(row)} | {_why(row)} |" for ident, row in own.items()
        ]
    return "\n".join(lines) + "\n"


def _why(row: dict[str, Any]) -> str:
    if "met" not in row:
        return str(row.get("na") or row["missing"])
    where = " · ".join(_link(name) for name in row["met"])
    return f"{where}. {row['note'][:1].upper()}{row['note'][1:]}" if row.get("note") else where


def _link(name: str) -> str:
    """A page of ours is led to; a test is named by its words."""
    path, _, test = name.partition("::")
    if path.startswith("docs/"):
        return f"[{path.removeprefix('docs/')}]({path.removeprefix('docs/')})"
    return f"`{path}::{test}`" if test else f"[`{path}`](../{path})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    told = parser.parse_args()
    table = rows()
    wrong = faults(table)
    print("\n".join(wrong) or f"{len(table)} requirements: {dict(Counter(state(row) for row in table.values()))}")
    if not told.check:
        PAGE.write_text(page(table), "utf-8")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
