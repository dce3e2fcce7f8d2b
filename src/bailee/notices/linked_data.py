"""A notice as W3C DPV in JSON-LD: what a program reads of what a person is told.

The same facts as the text, with the terms of DPV; where DPV has none, the node says so and names the broader one. The context is in
the file: nothing is fetched to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bailee import vocabularies
from bailee.inventory.activities import NOBODY
from bailee.notices.snapshot import Snapshot, Told, Use
from bailee.obligations.load import place_name
from bailee.rendering import Document
from bailee.vocabulary import SubjectCategory

OURS = "urn:bailee:"
Node = dict[str, Any]


def render(kind: str, snapshot: Snapshot, document: Document, sha256: str, audience: frozenset[SubjectCategory]) -> str:
    """The notice and each thing that it tells, as one graph."""
    context = dict(vocabularies.load("dpv").namespaces) | {
        "dct": "http://purl.org/dc/terms/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "bailee": OURS,
    }
    processes = [_process(number, snapshot, entry) for number, entry in enumerate(snapshot.told, 1)]
    notice: Node = {
        "@id": f"bailee:notice:{kind}",
        "@type": ["dpv:PrivacyNotice", "dpv:LayeredNotice"],
        "dct:title": document.title,
        "dct:language": document.language,
        "dct:date": {"@value": snapshot.on.isoformat(), "@type": "xsd:date"},
        "bailee:sha256": sha256,
        "bailee:isReviewed": not document.draft,
        "dpv:hasDataController": {"@id": "bailee:organisation"},
        "dpv:hasDataSubject": [{"@id": f"bailee:subject:{each.value}"} for each in sorted(audience)],
        "dpv:hasPersonalDataProcess": [{"@id": each["@id"]} for each in processes],
        "bailee:law": [{"@id": f"bailee:law:{duty.ident}", "dct:title": duty.citation} for duty in snapshot.duties],
    }
    graph = [notice, _organisation(snapshot), *processes, *_subjects(audience), *_categories(snapshot)]
    graph = [{key: value for key, value in node.items() if value not in ([], "")} for node in graph]
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _organisation(snapshot: Snapshot) -> Node:
    return {
        "@id": "bailee:organisation",
        "@type": "dpv:DataController",
        "dct:title": snapshot.organisation,
        "dpv:hasContact": snapshot.whom,
    }


def _process(number: int, snapshot: Snapshot, entry: Told) -> Node:
    """One category: what for, on which ground, who gets it, how long."""
    uses = entry.uses
    recipients = dict.fromkeys(name for use in uses for name in use.recipients if name != NOBODY)
    countries = dict.fromkeys(each.country for use in uses for each in use.transfers)
    kept = dict.fromkeys(use.retention for use in uses if use.retention)
    return {
        "@id": f"bailee:process:{number}",
        "@type": "dpv:PersonalDataProcess",
        "dct:title": snapshot.say.label(entry.category),
        "dpv:hasPersonalData": {"@id": f"bailee:category:{entry.category}"},
        "dpv:hasPurpose": [_purpose(snapshot, use) for use in uses],
        "dpv:hasRecipient": [{"@type": "dpv:Recipient", "dct:title": snapshot.own(name)} for name in recipients],
        "dpv:hasLocation": [{"bailee:country": code, "dct:title": place_name(code)} for code in countries],
        "dpv:hasStorageCondition": [
            {"@type": "dpv:StorageDuration", "dct:description": snapshot.own(words)} for words in kept
        ],
    }


def _purpose(snapshot: Snapshot, use: Use) -> Node:
    dpv = vocabularies.load("dpv")
    ident = vocabularies.purpose_of(use.purpose)
    mapped = dpv.of("purposes", ident) if ident else vocabularies.Mapped()
    node: Node = {"@type": ["dpv:Purpose", *mapped.terms], "dct:title": snapshot.own(use.purpose)}
    if mapped.broader:
        node["skos:broader"] = [{"@id": each} for each in mapped.broader]
    if use.basis is not None:
        node["dpv:hasLegalBasis"] = {"@id": dpv.of("bases", use.basis.value).terms[0]}
    return node


def _subjects(audience: frozenset[SubjectCategory]) -> Iterator[Node]:
    for each in sorted(audience):
        yield _term(
            f"bailee:subject:{each.value}", "subjects", each.value, each.value.replace("-", " "), "dpv:DataSubject"
        )


def _categories(snapshot: Snapshot) -> Iterator[Node]:
    for entry in snapshot.told:
        label = snapshot.say.label(entry.category)
        yield _term(f"bailee:category:{entry.category}", "categories", entry.category, label, "dpv:PersonalData")


def _term(ident: str, table: str, ours: str, label: str, sort: str) -> Node:
    """What a node of ours is in the words of DPV, or why there are none."""
    mapped = vocabularies.load("dpv").of(table, ours)
    node: Node = {"@id": ident, "@type": list(dict.fromkeys([sort, *mapped.terms])), "rdfs:label": label}
    if mapped.broader:
        node["skos:broader"] = [{"@id": each} for each in mapped.broader]
    if mapped.gap:
        node["skos:note"] = mapped.gap
    return node
