"""Write docs/facts.md and docs/laws.md from the tables in src/bailee/obligations.

python update/laws.py           # writes both
python update/laws.py --check   # exit 1 where one of them is out of date
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from bailee.obligations.assessments import facts_of
from bailee.obligations.facts import definitions
from bailee.obligations.load import Rule, place_name, rules, rules_by_ident

# Laws that a reader looks for, and how their rules are known by ident; how many each has stands in the head of docs/laws.md.
FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("HIPAA", (r"spd-hipaa-", r"ntc-us-hipaa-", r"breach-us-hipaa", r"ret-us-hipaa-")),
    ("ADA", (r"spd-ada",)),
    ("GINA, and Illinois GIPA", (r"spd-gina", r"spd-il-gipa")),
    ("FMLA", (r"spd-fmla", r"ret-us-fmla")),
    ("EEOC, ADEA and state records of staff", (r"ret-us-eeoc", r"ret-us-adea", r"ret-us-ca-applicants", r"ret-us-background")),
    ("FCRA", (r"spd-fcra-",)),
    ("EPPA", (r"spd-eppa", r"ret-us-eppa")),
    ("DOT drug and alcohol tests", (r"spd-dot-", r"ret-us-dot", r"ntc-us-dot-")),
    ("42 CFR Part 2", (r"spd-42cfr2",)),
    ("ECPA, SCA", (r"mon-us-ecpa", r"mon-us-sca")),
    ("FTC Act and Disposal", (r"saf-us-ftc5", r"saf-us-disposal-", r"breach-us-ftc-")),
    ("GLBA, FTC Safeguards", (r"spd-glba-", r"ntc-us-glba", r"breach-us-glba-", r"ret-us-glba")),
    ("PCI DSS", (r"spd-pci", r"ret-xx-pci")),
    ("COPPA", (r"spd-us-coppa",)),
    ("FERPA, tax preparers", (r"spd-us-ferpa-", r"spd-us-tax-")),
    ("OSHA, I-9, payroll, ERISA", (r"spd-osha-", r"ret-us-osha-", r"spd-i9", r"ret-us-i9", r"ret-us-payroll", r"ret-us-ny-payroll", r"ret-us-erisa")),
    ("Social Security number laws of states", (r"spd-ssn-",)),
    ("Biometric laws of states", (r"mon-us-il-bipa", r"mon-us-tx-cubi", r"mon-us-wa-bio", r"ret-us-il-bipa", r"ret-us-tx-cubi")),
    ("Breach laws, 50 states and DC", (r"breach-us-[a-z]{2}$",)),
    ("Security laws of states", (r"saf-us-[a-z]{2}(-|$)", r"saf-us-safe-", r"saf-us-other-")),
    ("Monitoring at work, US", (r"mon-us-ny-52c", r"mon-us-ct-31", r"mon-us-de-705", r"mon-us-me-", r"mon-us-nj-", r"mon-us-ca-637", r"mon-us-nlra", r"mon-us-restrooms", r"mon-us-ai-")),
    ("Recording of calls, US", (r"mon-us-.*recording", r"mon-us-one-party")),
    ("Comprehensive privacy laws of states", (r"spd-state-", r"mon-us-ca-ccpa-", r"ntc-us-ca-", r"ntc-us-state-", r"ntc-us-wa-", r"ntc-us-de-")),
    ("GDPR and the ECHR, EU level", (r"mon-eu-gdpr-", r"mon-eu-barbulescu", r"ntc-eu-", r"saf-eu-(?!nis2)", r"breach-eu-3", r"ret-eu-(general|cctv|applicants)", r"spd-eu-")),
    ("Member states", (r"mon-(de|fr|it|es|fi|pl|at|nl|be)($|-)", r"mon-eu-others", r"saf-de-", r"ret-(es|pl|fr)-")),
    ("ePrivacy", (r"mon-eu-eprivacy",)),
    ("NIS2", (r"saf-eu-nis2-", r"breach-eu-nis2")),
    ("United Kingdom", (r"mon-uk-", r"ntc-uk", r"saf-uk", r"breach-uk", r"spd-uk-", r"ret-uk-", r"ret-gb-")),
    ("PIPEDA, CASL", (r".*-ca-pipeda", r"mon-ca-pipeda-", r"ntc-ca-casl", r"ret-ca-breach")),
    ("Quebec", (r".*-ca-qc",)),
    ("Ontario, BC, Alberta", (r"mon-ca-(on|bc)-", r"ret-ca-on-", r"breach-ca-ab")),
    ("Australia, federal (APP, NDB, TFN, TIA)", (r"ntc-au-", r"saf-au-", r"ret-au-", r"breach-au-", r"spd-au-", r"mon-au-tia", r"mon-au-other")),
    ("ACT", (r"mon-au-act-",)),
    ("NSW", (r"mon-au-nsw-",)),
    ("Victoria", (r"mon-au-vic-",)),
)  # fmt: skip
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
        for name in facts_of(rule):
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
    newest = rules_by_ident()
    several = len(table) - len(newest)
    for rule in newest.values():
        by_confidence[rule.confidence] = by_confidence.get(rule.confidence, 0) + 1
    counts = ", ".join(f"{number} {word.replace('_', ' ')}" for word, number in sorted(by_confidence.items()))
    lines = [
        GENERATED,
        "# Laws",
        "",
        "Research notes for a lawyer to review; not legal advice. No rule has been reviewed by counsel.",
        "Rows whose source names openagreements.org rest on the OpenAgreements state guides (CC BY 4.0).",
        "",
        f"{len(newest)} rules ({several} of them in two versions): {counts}. Source, conditions, questions for counsel and what was not read stand in the tables",
        "under `src/bailee/obligations/`, and in `bailee laws --json`. A rule that nobody could verify is only named.",
        "A law that changed has a row for each version. Counsel may write tables of their own: a file of rules in the folder `laws`",
        "of the home folder counts from the next assessment on, and a rule there stands in the place of ours of the same ident.",
        "`bailee laws check FILE` names each fault of one with its line.",
        "",
        "| law | rules | of them not verified |",
        "| --- | --- | --- |",
        *_families(table),
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


def _families(table: list[Rule]) -> list[str]:
    """How many rules each family of laws has; a rule that is in none is counted as others."""
    left = {rule.ident: rule for rule in table}
    lines = []
    for name, patterns in FAMILIES:
        found = [ident for ident in left if any(re.match(pattern, ident) for pattern in patterns)]
        unverified = sum(not left[ident].is_verified for ident in found)
        lines.append(f"| {name} | {len(found)} | {unverified or ''} |")
        for ident in found:
            del left[ident]
    others = ", ".join(f"`{ident}`" for ident in sorted(left))
    lines.append(f"| Others: {others} | {len(left)} | {sum(not rule.is_verified for rule in left.values()) or ''} |")
    return lines


def _row(rule: Rule) -> str:
    text = rule.duty or f"A law may apply here: {rule.name}. Not verified, ask counsel."
    ident = f"`{rule.ident}`" + (f", {rule.version}" if rule.version else "")
    cells = (ident, rule.citation, text, rule.confidence.replace("_", " "))
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
