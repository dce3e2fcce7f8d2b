"""Lists of known values: how many of which sort are looked for by fingerprint; never a value. They are read on the machine where they lie."""

from __future__ import annotations

from bailee.api.interface import Call, Count, Endpoint, Shape
from bailee.api.problems import NOT_THERE
from bailee.operations.import_known_values import forget_known_values
from bailee.permissions import Permission


class KnownListShape(Shape, frozen=True, kw_only=True):
    """`labels`: words that stand before such a value; `outlines`: how it is written, without a digit or letter of it."""

    name: str
    detector: str
    category: str
    subject: str
    values: Count
    labels: tuple[str, ...]
    outlines: tuple[str, ...]


class KnownLists(Shape, frozen=True, kw_only=True):
    items: tuple[KnownListShape, ...]


def listing(call: Call) -> KnownLists:
    return KnownLists(
        items=tuple(
            KnownListShape(
                name=each.name,
                detector=each.detector,
                category=each.category,
                subject=each.subject.value,
                values=each.count,
                labels=tuple(each.labels),
                outlines=tuple(each.outlines),
            )
            for each in call.workspace.known_lists()
        )
    )


def forgotten(call: Call) -> None:
    if call.path["knownlist"] not in {each.name for each in call.workspace.known_lists()}:
        raise NOT_THERE
    forget_known_values(call.workspace, call.path["knownlist"])


ENDPOINTS = (
    Endpoint("GET", "known-values", "list_known_values", "Lists of known values", listing, Permission.SEE_STORES, KnownLists),
    Endpoint("DELETE", "known-values/{knownlist}", "forget_known_values", "They are not looked for any more", forgotten, Permission.DECLARE, None),
)  # fmt: skip
