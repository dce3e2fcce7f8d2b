"""The record in the Fides language: a system an activity, a privacy declaration a purpose.

What the default taxonomy has no leaf for is declared in the same file, below the nearest parent. A business is no data subject
and is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bailee import vocabularies
from bailee.inventory.activities import NOBODY, SAFEGUARDS, ProcessingActivity
from bailee.inventory.record import Entry, Record
from bailee.vocabulary import DATA_CATEGORIES, Role, SubjectCategory

LABEL = "Fides language, YAML"
SUFFIX = ".yml"
MEDIA_TYPE = "application/yaml"

# Art. 9(1), of the kinds of data that there are here
_SPECIAL = frozenset(
    {
        "health-identifier", "health-insurance-identifier", "drug-and-alcohol-tests", "personality-evaluations", "medical-records",
        "health-insurance", "union-membership", "genetic-and-family-history",
    }
)  # fmt: skip
Resource = dict[str, Any]


def write(record: Record) -> str:
    taken: set[str] = set()
    own = _OwnTerms()
    systems = [_system(record, entry, taken, own) for entry in record.entries]
    told: dict[str, list[Resource]] = {**own.resources(), "system": systems}
    fides = vocabularies.load("fideslang")
    head = f"# Record of processing of {_one_line(record.organisation)}, {record.on.isoformat()}. Fides language {fides.edition}.\n"
    return head + yaml({key: value for key, value in told.items() if value})


class _OwnTerms:
    """Keys of ours, below the nearest parent of the taxonomy, each declared once."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, Resource]] = {"data_category": {}, "data_use": {}, "data_subject": {}}

    def keys(self, sort: str, table: str, ident: str, label: str) -> tuple[str, ...]:
        """Keys of the taxonomy for an ident of ours, else one of our own."""
        mapped = vocabularies.load("fideslang").of(table, ident)
        if mapped.terms:
            return mapped.terms
        return (self.own(sort, ident, label, mapped.broader[0] if mapped.broader else "", mapped.gap),)

    def own(self, sort: str, ident: str, label: str, parent: str = "", why: str = "") -> str:
        name = ident.replace("-", "_")
        key = f"{parent}.{name}" if parent else name
        resource: Resource = {"fides_key": key, "name": label, "description": why or "Of this organisation’s own."}
        if sort != "data_subject":
            resource["parent_key"] = parent or None
        self._found[sort][key] = {name: value for name, value in resource.items() if value is not None}
        return key

    def resources(self) -> dict[str, list[Resource]]:
        return {sort: list(found.values()) for sort, found in self._found.items()}


def _system(record: Record, entry: Entry, taken: set[str], own: _OwnTerms) -> Resource:
    activity = entry.activity
    measures = [vocabularies.measures().get(each, each) for each in activity.measures]
    dpo = record.contacts.get("dpo") or record.contacts.get("controller")
    joint = activity.joint_with or activity.on_behalf_of
    return {
        "fides_key": _key(activity.name, taken),
        "name": activity.name,
        "description": f"Found in {', '.join(entry.stores)}." if entry.stores else "Declared, and not found.",
        "system_type": "Processing activity",
        "legal_name": record.organisation,
        "responsibility": ["Processor" if activity.role is Role.PROCESSOR else "Controller"],
        **({"dpo": " ".join(filter(None, (dpo.name, dpo.contact)))} if dpo else {}),
        **({"joint_controller_info": ", ".join(joint)} if joint else {}),
        **(
            {"data_security_practices": "; ".join([*measures, *entry.measures_found])}
            if measures or entry.measures_found
            else {}
        ),
        "does_international_transfers": bool(activity.transfers),
        "legal_basis_for_transfers": [SAFEGUARDS.get(each.safeguard, "not said") for each in activity.transfers],
        "privacy_declarations": _declarations(activity, own),
    }


def _declarations(activity: ProcessingActivity, own: _OwnTerms) -> list[Resource]:
    categories = [
        key
        for each in activity.categories
        for key in own.keys(
            "data_category", "categories", each, DATA_CATEGORIES[each].label if each in DATA_CATEGORIES else each
        )
    ]
    subjects = [
        key
        for each in activity.subjects
        if each is not SubjectCategory.BUSINESS_CLIENT
        for key in own.keys("data_subject", "subjects", each.value, each.value.replace("-", " ").capitalize())
    ]
    third = [each for each in activity.recipients if each != NOBODY]
    made = []
    for purpose, basis in activity.purposes:
        legal = vocabularies.load("fideslang").of("bases", basis.value).terms[0] if basis else None
        made.append(
            {
                "name": f"{activity.name}: {purpose}",
                "data_use": _use(purpose, own),
                "data_categories": list(dict.fromkeys(categories)),
                "data_subjects": list(dict.fromkeys(subjects)),
                **({"legal_basis_for_processing": legal} if legal else {}),
                **({"retention_period": activity.kept} if activity.kept else {}),
                "processes_special_category_data": not _SPECIAL.isdisjoint(activity.categories),
                "data_shared_with_third_parties": bool(third),
                **(
                    {"third_parties": ", ".join(third), "shared_categories": list(dict.fromkeys(categories))}
                    if third
                    else {}
                ),
            }
        )
    return made


def _use(purpose: str, own: _OwnTerms) -> str:
    ident = vocabularies.purpose_of(purpose)
    if ident is None:
        return own.own("data_use", _slug(purpose), purpose)
    return own.keys("data_use", "purposes", ident, vocabularies.purposes()[ident].label)[0]


def _slug(words: str) -> str:
    """
    >>> _slug("Paying wages (staff)"), _slug("支払い")
    ('paying_wages_staff', 'purpose')
    """
    return re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_")[:60] or "purpose"


def _key(name: str, taken: set[str]) -> str:
    key, number = _slug(name), 1
    while (free := key if number == 1 else f"{key}_{number}") in taken:
        number += 1
    taken.add(free)
    return free


def _one_line(text: str) -> str:
    return " ".join(text.split())


def yaml(value: Mapping[str, Any], depth: int = 0) -> str:
    """Mappings, lists and plain values as YAML; each text in double quotes, so that none is read as something else.

    >>> print(yaml({"system": [{"name": "no", "tags": [], "on": True}]}), end="")
    system:
    - name: "no"
      tags: []
      on: true
    """
    return "".join(_pair(key, each, depth) for key, each in value.items())


def _pair(key: str, value: Any, depth: int) -> str:
    pad = "  " * depth
    if isinstance(value, list) and value:
        return f"{pad}{key}:\n" + _listed(value, depth)
    return f"{pad}{key}: {_scalar(value)}\n"


def _listed(values: Sequence[Any] | Iterable[Any], depth: int) -> str:
    pad = "  " * depth
    lines = []
    for each in values:
        if isinstance(each, dict):
            inner = yaml(each, depth + 1)
            lines.append(f"{pad}- {inner[len(pad) + 2 :]}")
        else:
            lines.append(f"{pad}- {_scalar(each)}\n")
    return "".join(lines)


def _scalar(value: Any) -> str:
    if value == []:
        return "[]"
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


# what JSON leaves as it is, and YAML does not take, or folds as the end of a line
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
