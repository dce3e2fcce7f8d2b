"""The record as W3C DPV in JSON-LD; it can be taken back.

Kinds of data, categories of people and measures are nodes of ours that are typed by the terms of DPV; where DPV has no term,
the node says so and names the broader one. The context is in the file: nothing is fetched to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bailee import vocabularies
from bailee.inventory.activities import ProcessingActivity, Transfer
from bailee.inventory.reading import Faults, elements_of
from bailee.inventory.record import CONTACTS, Contact, Entry, Record
from bailee.inventory.retention import Length, Period, length_of
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, Role, SubjectCategory

LABEL = "W3C Data Privacy Vocabulary, JSON-LD"
SUFFIX = ".jsonld"
MEDIA_TYPE = "application/ld+json"

OURS = "urn:bailee:"
_CATEGORY, _SUBJECT, _MEASURE = "category:", "subject:", "measure:"
_DURATION = "xsd:duration"
Node = dict[str, Any]


def write(record: Record) -> str:
    dpv = vocabularies.load("dpv")
    context = dict(dpv.namespaces) | {
        "dct": "http://purl.org/dc/terms/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "bailee": OURS,
    }
    organisation: Node = {"@id": "bailee:organisation", "@type": "dpv:DataController", "dct:title": record.organisation}
    for sort, each in record.contacts.items():
        node = {"@type": "dpv:DataProtectionOfficer", "dct:title": each.name, "dct:description": each.contact}
        if sort == "dpo":
            organisation["dpv:hasDataProtectionOfficer"] = node
        else:
            organisation[f"bailee:{sort}"] = node | {"@type": f"bailee:{sort}", "rdfs:label": CONTACTS[sort]}
    processes = [_process(number, entry) for number, entry in enumerate(record.entries, 1)]
    graph: list[Node] = [
        {
            "@id": "bailee:record",
            "@type": "dpv:ROPA",
            "dct:title": f"Record of processing of {record.organisation}",
            "dct:date": {"@value": record.on.isoformat(), "@type": "xsd:date"},
            "dpv:hasDataController": {"@id": "bailee:organisation"},
            "dpv:hasPersonalDataProcess": [{"@id": each["@id"]} for each in processes],
        },
        organisation,
        *processes,
        *_terms(record),
    ]
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _process(number: int, entry: Entry) -> Node:
    activity = entry.activity
    node: Node = {"@id": f"bailee:activity:{number}", "@type": "dpv:PersonalDataProcess", "dct:title": activity.name}
    node |= _roles(activity)
    node["dpv:hasPurpose"] = [_purpose(number, index, *each) for index, each in enumerate(activity.purposes, 1)]
    node["dpv:hasPersonalData"] = _own(_CATEGORY, activity.categories)
    node["dpv:hasDataSubject"] = _own(_SUBJECT, (subject.value for subject in activity.subjects))
    node["dpv:hasRecipient"] = [{"@type": "dpv:Recipient", "dct:title": each} for each in activity.recipients]
    node["dpv:hasDataImporter"] = [
        {
            "@type": "dpv:DataImporter",
            "dct:title": each.recipient,
            "bailee:country": each.country,
            "bailee:safeguard": each.safeguard,
        }
        for each in activity.transfers
    ]
    known = vocabularies.measures()
    node["dpv:hasTechnicalOrganisationalMeasure"] = [
        {"@id": f"bailee:{_MEASURE}{each}"}
        if each in known
        else {"@type": "dpv:TechnicalOrganisationalMeasure", "dct:title": each}
        for each in activity.measures
    ]
    node["dpv:hasStorageCondition"] = [
        *_storage(activity),
        *({"@type": "dpv:StorageLocation", "dct:title": each} for each in activity.stores),
    ]
    if entry.stores:
        node["bailee:foundIn"] = list(entry.stores)
    return {key: value for key, value in node.items() if value != []}


def _roles(activity: ProcessingActivity) -> Node:
    ours = {"@id": "bailee:organisation"}
    if activity.role is Role.PROCESSOR:
        return {
            "dpv:hasDataProcessor": ours,
            "dpv:hasDataController": _named("dpv:DataController", activity.on_behalf_of),
        }
    if activity.role is Role.JOINT_CONTROLLER:
        return {"dpv:hasJointDataControllers": [ours, *_named("dpv:DataController", activity.joint_with)]}
    return {"dpv:hasDataController": ours}


def _named(sort: str, names: Iterable[str]) -> list[Node]:
    return [{"@type": sort, "dct:title": name} for name in names]


def _purpose(number: int, index: int, words: str, basis: LawfulBasis | None) -> Node:
    dpv = vocabularies.load("dpv")
    ident = vocabularies.purpose_of(words)
    mapped = dpv.of("purposes", ident) if ident else vocabularies.Mapped()
    node: Node = {
        "@id": f"bailee:activity:{number}:purpose:{index}",
        "@type": ["dpv:Purpose", *mapped.terms],
        "dct:title": words,
    }
    if mapped.broader:
        node["skos:broader"] = [{"@id": each} for each in mapped.broader]
    if basis is not None:
        node["dpv:hasLegalBasis"] = {"@id": dpv.of("bases", basis.value).terms[0]}
    return node


def _own(prefix: str, idents: Iterable[str]) -> list[Node]:
    return [{"@id": f"bailee:{prefix}{ident}"} for ident in idents]


def _storage(activity: ProcessingActivity) -> list[Node]:
    if not activity.retention and not activity.period.is_said and not activity.period.event:
        return []
    node: Node = {
        "@type": "dpv:StorageDuration",
        "dct:description": activity.retention,
        "bailee:event": activity.period.event,
    }
    for name, length in (("bailee:atMost", activity.period.at_most), ("bailee:atLeast", activity.period.at_least)):
        if length is not None:
            node[name] = {"@value": length.iso, "@type": _DURATION}
    return [{key: value for key, value in node.items() if value}]


def _terms(record: Record) -> Iterator[Node]:
    """What our own nodes are in the words of DPV, each once."""
    activities = [entry.activity for entry in record.entries]
    for category in dict.fromkeys(each for activity in activities for each in activity.categories):
        label = DATA_CATEGORIES[category].label if category in DATA_CATEGORIES else category
        yield _term(_CATEGORY, category, label, "dpv:PersonalData", "categories")
    for subject in dict.fromkeys(each for activity in activities for each in activity.subjects):
        label = subject.value.replace("-", " ")
        is_person = subject is not SubjectCategory.BUSINESS_CLIENT
        yield _term(_SUBJECT, subject.value, label, "dpv:DataSubject" if is_person else "", "subjects")
    for measure in dict.fromkeys(each for activity in activities for each in activity.measures):
        if measure in vocabularies.measures():
            label = vocabularies.measures()[measure]
            yield _term(_MEASURE, measure, label, "dpv:TechnicalOrganisationalMeasure", "measures")


def _term(prefix: str, ident: str, label: str, sort: str, table: str) -> Node:
    mapped = vocabularies.load("dpv").of(table, ident)
    node: Node = {
        "@id": f"bailee:{prefix}{ident}",
        "@type": list(dict.fromkeys([*([sort] if sort else []), *mapped.terms])) or ["skos:Concept"],
        "rdfs:label": label,
    }
    if mapped.broader:
        node["skos:broader"] = [{"@id": each} for each in mapped.broader]
    if mapped.gap:
        node["skos:note"] = mapped.gap
    return node


def read(text: str, faults: Faults) -> Iterator[tuple[int, ProcessingActivity]]:
    """Activities of a file that `write` made. One of another tool has no idents of ours, and each is a fault."""
    for line, node in elements_of(text, "@graph", faults.file):
        if not isinstance(node, dict) or "dpv:PersonalDataProcess" not in _list(node.get("@type")):
            continue
        try:
            yield line, _activity(node)
        except (KeyError, TypeError, ValueError, AttributeError):
            faults.add(
                line,
                "this process is not in the idents of bailee",
                "take over a file that `bailee inventory export --as dpv` wrote",
            )


_BASES: Mapping[str, LawfulBasis] = {
    term: basis for basis in LawfulBasis for term in vocabularies.load("dpv").of("bases", basis.value).terms
}


def contacts(text: str) -> dict[str, Contact]:
    """Whom the record names."""
    found: dict[str, Contact] = {}
    for node in _list(json.loads(text).get("@graph")):
        if isinstance(node, dict) and node.get("@id") == "bailee:organisation":
            for sort in CONTACTS:
                told = node.get("dpv:hasDataProtectionOfficer" if sort == "dpo" else f"bailee:{sort}")
                if isinstance(told, dict):
                    found[sort] = Contact(str(told.get("dct:title") or ""), str(told.get("dct:description") or ""))
    return found


def _activity(node: Node) -> ProcessingActivity:
    controllers = _list(node.get("dpv:hasDataController"))
    joint = _list(node.get("dpv:hasJointDataControllers"))
    role = Role.PROCESSOR if "dpv:hasDataProcessor" in node else Role.JOINT_CONTROLLER if joint else Role.CONTROLLER
    conditions = _list(node.get("dpv:hasStorageCondition"))
    duration: Node = next((each for each in conditions if each["@type"] == "dpv:StorageDuration"), {})
    return ProcessingActivity(
        str(node["dct:title"]),
        tuple((str(each["dct:title"]), _basis(each)) for each in _list(node.get("dpv:hasPurpose"))),
        _idents(node, "dpv:hasPersonalData", _CATEGORY),
        tuple(map(SubjectCategory, _idents(node, "dpv:hasDataSubject", _SUBJECT))),
        _titles(each for each in conditions if each["@type"] == "dpv:StorageLocation"),
        _titles(_list(node.get("dpv:hasRecipient"))),
        str(duration.get("dct:description", "")),
        role,
        Period(
            _length(duration, "bailee:atMost"),
            _length(duration, "bailee:atLeast"),
            str(duration.get("bailee:event", "")),
        ),
        tuple(
            Transfer(str(each["bailee:country"]), str(each["dct:title"]), str(each["bailee:safeguard"]))
            for each in _list(node.get("dpv:hasDataImporter"))
        ),
        tuple(_measure(each) for each in _list(node.get("dpv:hasTechnicalOrganisationalMeasure"))),
        _titles(controllers) if role is Role.PROCESSOR else (),
        _titles(each for each in joint if "dct:title" in each),
    )


def _basis(node: Node) -> LawfulBasis | None:
    basis = node.get("dpv:hasLegalBasis")
    return _BASES[basis["@id"]] if basis else None


def _measure(node: Node) -> str:
    return str(node["@id"]).removeprefix(f"bailee:{_MEASURE}") if "@id" in node else str(node["dct:title"])


def _idents(node: Node, key: str, prefix: str) -> tuple[str, ...]:
    found = [str(each["@id"]) for each in _list(node.get(key))]
    if not all(each.startswith(f"bailee:{prefix}") for each in found):
        raise ValueError
    return tuple(each.removeprefix(f"bailee:{prefix}") for each in found)


def _titles(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(str(each["dct:title"]) for each in nodes)


def _length(node: Node, key: str) -> Length | None:
    if key not in node:
        return None
    length = length_of(str(node[key]["@value"]))
    if length is None:
        raise ValueError
    return length


def _list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
