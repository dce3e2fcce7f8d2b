"""bailee beside its peers: the same texts, the same scorer, each peer in an environment of its own.

    python benchmarks/peers.py            # or: make bench

A peer is installed from peers/NAME.txt into a cache folder (BAILEE_BENCH_CACHE) outside this tree, and run as a process that
reads {"id", "text"} lines and writes {"id", "spans"} lines. One that cannot be installed or run is a row that says why.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from labelled import FITTED, ONE_OF_SEVERAL, Record, Span, Tally, negatives, sets, wanted
from page import RESULTS, Section, signed, write

HERE = Path(__file__).parent
LONGEST = 1800  # seconds that a peer may take over one set of texts

# What each peer calls the values that are labelled. Cards, SSN, IBAN, routing, e-mail, phone, IP, names and addresses; the
# identifiers of countries where a peer has them.
TYPES: dict[str, dict[str, str]] = {
    "presidio": {
        "CREDIT_CARD": "payment-card", "IBAN_CODE": "iban", "US_SSN": "us-ssn", "US_ITIN": "us-itin", "EMAIL_ADDRESS": "email-address",
        "PHONE_NUMBER": "phone-number", "IP_ADDRESS": "ip-address", "PERSON": "person-name", "MAC_ADDRESS": "mac-address",
        "US_DRIVER_LICENSE": "us-driving-licence", "UK_NHS": "uk-nhs", "US_PASSPORT": "passport", "CRYPTO": "crypto-address",
        "US_BANK_NUMBER": "us-bank-account",
    },
    "scrubadub": {
        "credit_card": "payment-card", "social_security_number": "us-ssn", "email": "email-address", "phone": "phone-number",
    },
    "datafog": {
        "CREDIT_CARD": "payment-card", "SSN": "us-ssn", "EMAIL": "email-address", "PHONE": "phone-number", "IP_ADDRESS": "ip-address",
        "US_ROUTING_NUMBER": "us-routing-number", "NPI": "us-npi",
    },
    "depii": {
        "CREDIT_CARD": "payment-card", "IBAN": "iban", "US_SSN": "us-ssn", "US_ITIN": "us-itin", "US_EIN": "us-ein", "EMAIL": "email-address",
        "PHONE": "phone-number", "IP_ADDRESS": "ip-address", "PERSON": "person-name", "LOCATION": "postal-address",
        "US_ROUTING_NUMBER": "us-routing-number", "MAC_ADDRESS": "mac-address", "DATE_OF_BIRTH": "date-of-birth", "CA_SIN": "ca-sin",
        "GB_NHS_NUMBER": "uk-nhs", "GB_NINO": "uk-nino", "AU_TFN": "au-tfn", "AU_MEDICARE": "au-medicare", "FI_HETU": "fi-hetu", "IMEI": "imei",
        "GB_DRIVING_LICENCE": "uk-driving-licence", "DRIVING_LICENCE": "us-driving-licence", "US_PASSPORT": "passport", "PASSPORT": "passport",
        "CRYPTO_WALLET": "crypto-address", "BANK_ACCOUNT": "us-bank-account",
    },
    "aicomply": {"PAN": "payment-card", "SSN": "us-ssn", "IBAN": "iban", "NPI": "us-npi"},
    "ferret-scan": {
        "creditcard": "payment-card", "ssn": "us-ssn", "IBAN": "iban", "email": "email-address", "phone": "phone-number", "ipaddress": "ip-address",
        "person_name": "person-name", "physical_address": "postal-address", "dob": "date-of-birth", "driverslicense": "us-driving-licence",
        "passport": "passport", "ABA_ROUTING": "us-routing-number", "ROUTING_NUMBER": "us-routing-number",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Peer:
    name: str
    runner: str
    arguments: tuple[str, ...] = ()
    requirements: str = ""  # none: this environment
    types: Mapping[str, str] | None = None  # none: idents


PEERS = (
    Peer("bailee", "bailee.py"),
    Peer("bailee, what is possible too", "bailee.py", ("--all",)),
    Peer("bailee --patterns-only", "bailee.py", ("--patterns-only",)),
    Peer("presidio, blank engine", "presidio.py", ("blank",), "presidio.txt", TYPES["presidio"]),
    Peer("presidio, en_core_web_sm", "presidio.py", ("sm",), "presidio.txt", TYPES["presidio"]),
    Peer("ferret-scan", "ferret_scan.py", (), "ferret_scan.txt", TYPES["ferret-scan"]),
    Peer("depii", "depii.py", (), "depii.txt", TYPES["depii"]),
    Peer("scrubadub", "scrubadub.py", (), "scrubadub.txt", TYPES["scrubadub"]),
    Peer("datafog", "datafog.py", (), "datafog.txt", TYPES["datafog"]),
    Peer("aicomply", "aicomply.py", (), "aicomply.txt", TYPES["aicomply"]),
)


class NotHere(Exception):
    """A peer that cannot be measured on this machine, and why."""


@dataclass(slots=True)
class Answer:
    """What a peer found: spans by text and ident, and what it cost."""

    spans: list[dict[str, set[Span]]]
    cpu: float
    size: int = field(default=0)


def cache() -> Path:
    return Path(os.environ.get("BAILEE_BENCH_CACHE") or platformdirs.user_cache_dir("bailee-bench", appauthor=False))


def environment(requirements: str) -> Path:
    """The Python of a peer's environment, made where it is not there yet."""
    if not requirements:
        return Path(sys.executable)
    wanted_packages = HERE / "peers" / requirements
    name = f"{wanted_packages.stem}-{hashlib.sha256(wanted_packages.read_bytes()).hexdigest()[:8]}"
    place = cache() / name
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (place / "complete").is_file():
        for command in (
            [sys.executable, "-m", "venv", "--clear", str(place)],
            [
                str(python),
                "-m",
                "pip",
                "install",
                "-q",
                "--disable-pip-version-check",
                "--no-input",
                "-r",
                str(wanted_packages),
            ],
        ):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise NotHere(f"not installed: {_last(done.stderr)}")
        (place / "complete").touch()
    return python


def _last(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith("[notice]")]
    return lines[-1].strip()[:160] if lines else "no reason given"


def ask(peer: Peer, texts: Sequence[str]) -> Answer:
    """What a peer finds in texts."""
    python = environment(peer.requirements)
    lines = "".join(json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts))
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    try:
        done = subprocess.run(
            [str(python), str(HERE / "peers" / peer.runner), *peer.arguments],
            input=lines,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
            env=os.environ | one_thread,
        )
    except subprocess.TimeoutExpired:
        raise NotHere(f"not done after {LONGEST} s") from None
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not answers or "cpu" not in answers[-1]:
        raise NotHere(f"failed: {_last(done.stderr)}")
    answer = Answer(
        [{} for _ in texts], answers[-1]["cpu"], sum(len(text.encode("utf-8", "replace")) for text in texts)
    )
    for one in answers[:-1]:
        for start, end, kind in one["spans"]:
            ident = kind if peer.types is None else peer.types.get(kind)
            if ident:
                answer.spans[int(one["id"])].setdefault(ident, set()).add((start, end))
    return answer


def score(records: Sequence[Record], found: Sequence[dict[str, set[Span]]], idents: set[str]) -> dict[str, Tally]:
    tallies = {ident: Tally() for ident in idents}
    for one, spans in zip(records, found, strict=True):
        for ident, tally in tallies.items():
            tally.add(one.spans.get(ident, set()), spans.get(ident, set()))
    return tallies


# Columns of the tables, in this order; other labels are in results/detectors.json.
SHOWN = {
    "payment-card": "card", "iban": "IBAN", "us-ssn": "SSN", "us-routing-number": "routing", "email-address": "e-mail", "ip-address": "IP",
    "phone-number": "phone", "date-of-birth": "birth", "person-name": "person", "postal-address": "address",
}  # fmt: skip
FALSE = ("payment-card", "us-ssn", "iban", "us-routing-number")


def measure(names: Sequence[str] = ()) -> list[Section]:
    """Tables for the page. `names` chooses peers."""
    chosen = [peer for peer in PEERS if not names or peer.name in names]
    every = sets()
    flat = [one for records in every.values() for one in records]
    nothing = [one.text[:4000] for one in negatives()]
    rows: dict[str, dict[str, dict[str, Tally]]] = {}
    reasons: dict[str, str] = {}
    told: dict[str, str] = {}
    for peer in chosen:
        print(f"  {peer.name}", file=sys.stderr, flush=True)
        try:
            answer = ask(peer, [one.text for one in flat])
            cried = ask(peer, nothing) if nothing else None
        except NotHere as reason:
            reasons[peer.name] = str(reason)
            continue
        at = 0
        for name, records in every.items():
            rows.setdefault(name, {})[peer.name] = score(records, answer.spans[at : at + len(records)], wanted(records))
            at += len(records)
        speed = answer.size / 1e6 / answer.cpu
        if cried is None:
            told[peer.name] = f"{speed:.3g} | – | – | –"
        else:
            counts = {ident: sum(len(spans.get(ident, ())) for spans in cried.spans) for ident in SHOWN}
            megabytes = cried.size / 1e6
            four = ", ".join(f"{counts[ident]}" for ident in FALSE)
            told[peer.name] = (
                f"{speed:.3g} | {four} | {sum(counts[ident] for ident in FALSE) / megabytes:.2f} | {counts['person-name'] / megabytes:.1f}"
            )
    _keep(rows)
    sections = [_table(name, every[name], rows.get(name, {}), chosen, reasons) for name in every]
    return [_costs(chosen, told, reasons, sum(len(text.encode("utf-8", "replace")) for text in nothing)), *sections]


def _table(
    name: str,
    records: Sequence[Record],
    rows: Mapping[str, Mapping[str, Tally]],
    chosen: Sequence[Peer],
    reasons: Mapping[str, str],
) -> Section:
    idents = [ident for ident in SHOWN if ident in wanted(records)]
    numbers = {ident: sum(len(one.spans.get(ident, ())) for one in records) for ident in idents}
    lines = [
        "| | " + " | ".join(f"{SHOWN[ident]} ({numbers[ident]})" for ident in idents) + " |",
        "|---" * (len(idents) + 1) + "|",
    ]
    for peer in chosen:
        if peer.name in reasons:
            lines.append(f"| {peer.name} | {reasons[peer.name]} |" + " |" * (len(idents) - 1))
        elif peer.name in rows:
            lines.append(
                f"| {peer.name} | " + " | ".join(_cell(rows[peer.name][ident], peer, ident) for ident in idents) + " |"
            )
    notes = []
    if name.startswith(FITTED):
        notes.append("bailee's name model was made from this text: its figures for names say little here.")
    if name.startswith(ONE_OF_SEVERAL):
        notes.append("One address of each text is labelled: precision is a lower bound.")
    return Section(f"peers-{name}", f"### {name}", [*lines, "", *notes])


def _cell(tally: Tally, peer: Peer, ident: str) -> str:
    looks = peer.types is None or ident in peer.types.values()
    modelled = ident in ("person-name", "postal-address")
    if not looks or (modelled and peer.arguments in (("--patterns-only",), ("blank",))):
        return "–"
    precision, recall, f1 = tally.strict()
    return f"{precision:.2f} {recall:.2f} **{f1:.3f}** ({tally.overlap()[2]:.3f})"


READ_BY_HAND = (
    "People are named there all the same: of bailee's 161 names on 26 November 2026, 59 stood in one table of the dead and 86 were authors in "
    "heads of source files; 16, or 17 per MB, were no people: airports named after some, colours, clubs."
)


def _costs(chosen: Sequence[Peer], told: Mapping[str, str], reasons: Mapping[str, str], size: int) -> Section:
    lines = [
        "| | MB per CPU second, labelled text | false card, SSN, IBAN, routing | together per MB | names per MB |",
        "|---|---|---|---|---|",
        *(f"| {peer.name} | {told.get(peer.name) or reasons.get(peer.name, '') + ' | | |'} |" for peer in chosen),
        "",
        f"The last three over {size / 1e6:.1f} MB of source code and tables that hold none: the first 4,000 characters of each file. {READ_BY_HAND}"
        if size
        else "No text without values is here: set BAILEE_LABELLED to a folder with negatives.jsonl.",
    ]
    return Section("peers-costs", "### Speed and false alarms", lines)


def _keep(rows: Mapping[str, Mapping[str, Mapping[str, Tally]]]) -> None:
    figures = {
        name: {
            peer: {
                ident: {"n": tally.gold, "strict": signed(tally.strict()), "overlap": signed(tally.overlap())}
                for ident, tally in sorted(tallies.items())
                if tally.gold and ident in SHOWN
            }
            for peer, tallies in peers.items()
        }
        for name, peers in rows.items()
    }
    (RESULTS / "peers.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    write(measure(sys.argv[1:]))
