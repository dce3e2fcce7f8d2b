"""Write docs/facts.md and docs/laws.md from the tables in src/bailee/obligations.

python update/laws.py           # writes both
python update/laws.py --check   # exit 1 where one of them is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from bailee.obligations.conditions import facts_in
from bailee.obligations.facts import definitions
from bailee.obligations.load import Rule, place_name, rules

REACHED_BY = {
    "staff": {"states_with_employees", "establishment_countries"},
    "residents": {"resident_states", "states_with_employees"},
    "consumers": {"consumer_states"},
    "anyone": {"states_with_employees", "resident_states", "consumer_states", "establishment_countries"},
    "union": {"states_with_employees", "establishment_countries", "targets_eu_or_uk_people"},
    "world": set[str](),
}
DOCS = Path(__file__).resolve().parent.parent / "docs"
GENERATED = "<!-- Made by update/laws.py from src/bailee/obligations; do not edit. -->\n"
EXAMPLES = {
    "bool": "true",
    "int": "40",
    "percent": "0",
    "money": '"USD 3000000"',
    "text": '"541512"',
    "date": "2026-11-24",
    "places": '["US-NY", "DE"]',
    "countries": '["US", "DE"]',
    "counts": "{ US-NY = 40 }",
}


def facts_page() -> str:
    """Every fact that `bailee assess --facts FILE.toml` reads."""
    used: dict[str, int] = {}
    for rule in rules():
        conditions = [rule.when, rule.about, rule.threshold, *([rule.exempt_if] if rule.exempt_if else [])]
        names = frozenset().union(*map(facts_in, conditions), *(REACHED_BY[reach] for reach in rule.reach))
        for name in names:
            used[name] = used.get(name, 0) + 1
    lines = [
        GENERATED,
        "# Facts",
        "",
        "What `bailee assess --facts FILE.toml` reads and `bailee declare` keeps: one line a fact, `NAME = value`. A fact that",
        "is left out is unknown, never false: rules that hang on it are listed as *to decide*, with its question.",
        "`holds_…` means anywhere: files, mail, backups, paper, vendors. Codes of places are ISO 3166: `DE`, `US-NY`, `AU-ACT`.",
        "",
        "```toml",
        "employees_by_state = { US-NY = 40 }",
        "keeps_web_logs = true",
        'annual_revenue = "USD 3000000"',
        "```",
        "",
        f"{len(definitions())} facts. *Follows from* names the facts that make it true; where it is false, so are they.",
        "",
        "| fact | value | question | follows from | rules |",
        "| --- | --- | --- | --- | --- |",
    ]
    for definition in definitions().values():
        unit = f", {definition.unit}" if definition.unit else ""
        follows = " ".join(f"`{name}`" for name in definition.implied_by)
        lines.append(
            f"| `{definition.name}` | `{EXAMPLES[definition.type]}`{unit} | {definition.question} | {follows} | "
            f"{used.get(definition.name, '') or ''} |"
        )
    return "\n".join(lines) + "\n"


def laws_page() -> str:
    """The catalogue of rules, by jurisdiction."""
    table = sorted(rules(), key=lambda rule: (rule.jurisdiction != "XX", rule.jurisdiction))
    by_confidence: dict[str, int] = {}
    for rule in table:
        by_confidence[rule.confidence] = by_confidence.get(rule.confidence, 0) + 1
    counts = ", ".join(f"{number} {word.replace('_', ' ')}" for word, number in sorted(by_confidence.items()))
    lines = [
        GENERATED,
        "# Laws",
        "",
        "Research notes for a lawyer to review; not legal advice. No rule has been reviewed by counsel.",
        "Rows whose source names openagreements.org rest on the OpenAgreements state guides (CC BY 4.0).",
        "",
        f"{len(table)} rules: {counts}. Source, conditions, questions for counsel and what was not read stand in the tables",
        "under `src/bailee/obligations/`, and in `bailee laws --json`. A rule that nobody could verify is only named.",
    ]
    place = ""
    for rule in table:
        if rule.jurisdiction != place:
            place = rule.jurisdiction
            name = place_name(place)
            lines += [
                "",
                f"## {name[0].upper()}{name[1:]}",
                "",
                "| rule | citation | duty | read |",
                "| --- | --- | --- | --- |",
            ]
        lines.append(_row(rule))
    return "\n".join(lines) + "\n"


def _row(rule: Rule) -> str:
    text = rule.duty or f"A law may apply here: {rule.name}. Not verified, ask counsel."
    cells = (f"`{rule.ident}`", rule.citation, text, rule.confidence.replace("_", " "))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main() -> int:
    stale = 0
    DOCS.mkdir(exist_ok=True)
    for name, text in (("facts.md", facts_page()), ("laws.md", laws_page())):
        path = DOCS / name
        if "--check" in sys.argv:
            if not path.is_file() or path.read_text("utf-8") != text:
                stale = 1
                print(f"{path.name} is out of date: python update/laws.py")
        else:
            path.write_text(text, "utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
