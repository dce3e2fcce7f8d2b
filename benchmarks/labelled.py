"""Labelled text: where it is, what its labels mean here, and how found spans are scored against it.

A folder of others' labelled text is named by BAILEE_LABELLED (files *.jsonl of {"id", "text", "spans": [{"start", "end", "label"}]},
offsets in code points; negatives.jsonl holds text without values). Without one there is still what generated.py makes.

>>> tally = Tally()
>>> tally.add({(0, 4), (9, 12)}, {(0, 4), (8, 12)})
>>> tally.strict(), tally.overlap()
((0.5, 0.5, 0.5), (1.0, 1.0, 1.0))
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import generated

LABELS = {
    "CREDIT_CARD": "payment-card",
    "IBAN": "iban",
    "IBAN_CODE": "iban",
    "US_SSN": "us-ssn",
    "US_ITIN": "us-itin",
    "EMAIL": "email-address",
    "EMAIL_ADDRESS": "email-address",
    "IP": "ip-address",
    "IP_ADDRESS": "ip-address",
    "ABA_ROUTING_NUMBER": "us-routing-number",
    "US_BANK_NUMBER": "us-bank-account",
    "PHONE": "phone-number",
    "MAC_ADDRESS": "mac-address",
    "US_DRIVER_LICENSE": "us-driving-licence",
    "UK_DRIVING_LICENCE": "uk-driving-licence",
    "US_NPI": "us-npi",
    "US_MBI": "us-mbi",
    "UK_NINO": "uk-nino",
    "UK_NHS": "uk-nhs",
    "AU_TFN": "au-tfn",
    "AU_MEDICARE": "au-medicare",
    "AU_ABN": "au-abn",
    "AU_ACN": "au-acn",
    "CA_SIN": "ca-sin",
    "IN_AADHAAR": "in-aadhaar",
    "IN_PAN": "in-pan",
    "KR_RRN": "kr-rrn",
    "SG_NRIC_FIN": "sg-nric",
    "SG_UEN": "sg-uen",
    "TH_TNIN": "th-citizen-id",
    "ZA_ID_NUMBER": "za-id-number",
    "FI_PERSONAL_IDENTITY_CODE": "fi-hetu",
    "DE_ID_CARD": "de-identity-card",
    "DE_SOCIAL_SECURITY": "de-social-insurance-number",
    "DE_TAX_ID": "de-tax-id",
    "ES_NIE": "es-nie",
    "ES_NIF": "es-dni",
    "IT_FISCAL_CODE": "it-codice-fiscale",
    "PL_PESEL": "pl-pesel",
    "SE_PERSONNUMMER": "se-personnummer",
    "CRYPTO": "crypto-address",
    "US_PASSPORT": "passport",
    "UK_PASSPORT": "passport",
    "DE_PASSPORT": "passport",
    "IT_PASSPORT": "passport",
    "PERSON": "person-name",
    "ADDRESS": "postal-address",
}

# Text that the name model is made from: what it scores there is no measure of it.
FITTED = ("btc_", "enron_coref_train", "presidio_gen_large", "sec_fin5_train", "wikigold", "wnut17_train")
# Short messages that name their writers by handles: names only, and the slowest peer needs a minute for each.
LEFT_OUT = ("btc_", "wnut17_train")
# One address of each receipt is labelled, others stand in it: precision is a lower bound.
ONE_OF_SEVERAL = ("receipts",)

Span = tuple[int, int]


def label(name: str) -> str | None:
    """The ident of the detector that a label speaks of; None where none does."""
    return LABELS.get(name) or (name if name == name.lower() else None)


@dataclass(slots=True)
class Record:
    ident: str
    text: str
    spans: dict[str, set[Span]]  # by detector


def read(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as lines:
        yield from map(record, map(json.loads, lines))


def record(row: dict[str, Any]) -> Record:
    spans: dict[str, set[Span]] = {}
    for span in row.get("spans", ()):
        if (ident := label(span["label"])) is not None:
            spans.setdefault(ident, set()).add((span["start"], span["end"]))
    return Record(row["id"], row["text"], spans)


def folder() -> Path | None:
    """Where others' labelled text lies, if it is there."""
    named = os.environ.get("BAILEE_LABELLED", "")
    return Path(named) if named and Path(named).is_dir() else None


def sets(*, seed: int = 401, each: int = 40) -> dict[str, list[Record]]:
    """Every labelled set by name: the generated one, and those of the folder that hold a label we know."""
    found = {"generated": [record(row) for row in generated.documents(seed, each)]}
    place = folder()
    for path in sorted(place.glob("*.jsonl")) if place else ():
        if path.stem != "negatives" and not path.stem.startswith(LEFT_OUT):
            records = list(read(path))
            if any(one.spans for one in records):
                found[path.stem] = records
    return found


def negatives() -> list[Record]:
    """Text without values; empty where there is none."""
    place = folder()
    path = place / "negatives.jsonl" if place else None
    return list(read(path)) if path is not None and path.is_file() else []


def wanted(records: Iterable[Record]) -> set[str]:
    return {ident for one in records for ident in one.spans}


@dataclass(slots=True)
class Tally:
    """Counts of one label over a set."""

    gold: int = 0
    found: int = 0
    right: int = 0
    gold_overlapped: int = 0
    found_overlapped: int = 0

    def add(self, gold: set[Span], found: set[Span]) -> None:
        self.gold += len(gold)
        self.found += len(found)
        self.right += len(gold & found)
        self.gold_overlapped += sum(overlaps(span, found) for span in gold)
        self.found_overlapped += sum(overlaps(span, gold) for span in found)

    def strict(self) -> tuple[float, float, float]:
        return scores(self.right, self.found, self.right, self.gold)

    def overlap(self) -> tuple[float, float, float]:
        return scores(self.found_overlapped, self.found, self.gold_overlapped, self.gold)


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def scores(right_found: int, found: int, right_gold: int, gold: int) -> tuple[float, float, float]:
    precision = right_found / found if found else 0.0
    recall = right_gold / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
