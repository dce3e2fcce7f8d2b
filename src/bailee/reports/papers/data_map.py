"""The data map: who, what, where, to whom, drawn and as a table; what nobody said stands as not said."""

from __future__ import annotations

from collections.abc import Sequence

from bailee.inventory import ProcessingActivity
from bailee.inventory.activities import NOBODY, covers
from bailee.matrix import number
from bailee.permissions import Permission
from bailee.rendering import Block, Document, Drawing, Heading, Paragraph, Table
from bailee.reports.material import Material, ranged
from bailee.reports.papers import map_drawing, shared
from bailee.reports.papers.map_drawing import Flow
from bailee.reports.words import SUBJECTS
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory

TITLE = "Data map"
ABOUT = "Who, what, where, to whom: a drawing, and the same as a table."
NEEDS = Permission.SEE_TABLE
ORDER = 6
NOT_SAID = "not said"
_DECLARED = "declared, not found"


def document(material: Material) -> Document:
    title = "Whose data goes where"
    made = flows(material)
    if material.is_empty or not made:
        return shared.empty(material, title, TITLE)
    blocks: list[Block] = [
        shared.lead(material),
        Heading(1, "The map"),
        Drawing(map_drawing.drawn(made), map_drawing.label(made)),
        Paragraph(
            "A line is as wide as many people it is about. What is dashed was not said by anybody, or is left out of the drawing and stands in the table."
        ),
    ]
    blocks += _table(material)
    blocks += _receivers(material)
    blocks += shared.coverage(material)
    return shared.paper(material, title, TITLE, blocks)


def flows(material: Material) -> list[Flow]:
    """Every row of what is held, with where it lies and who gets it."""
    made = []
    for category, subject, stores, _low, high, *_ in material.page.get("holdings", ()):
        whom = SubjectCategory(subject)
        made.append(
            Flow(
                SUBJECTS[whom],
                _label(category),
                tuple(stores) or (_DECLARED,),
                _to(material, category, whom),
                int(high),
            )
        )
    return sorted(made, key=lambda each: (-each.people, each.what, each.who))


def _label(category: str) -> str:
    return DATA_CATEGORIES[category].label if category in DATA_CATEGORIES else category


def _of(material: Material, category: str, whom: SubjectCategory) -> list[ProcessingActivity]:
    return [each for each in material.activities if covers(each, category, whom)]


def _to(material: Material, category: str, whom: SubjectCategory) -> tuple[str, ...]:
    own = _of(material, category, whom)
    named = dict.fromkeys(
        name
        for each in own
        for name in (*each.recipients, *(f"{t.recipient or 'somebody'}, {t.country}" for t in each.transfers))
    )
    others = tuple(name for name in named if name != NOBODY)
    return others or ((NOBODY,) if NOBODY in named else (NOT_SAID,))


def _some(stores: Sequence[str], most: int = 4) -> str:
    """
    >>> _some(["a", "b"]), _some(["a", "b", "c", "d", "e", "f"])
    ('a, b', 'a, b, c, d and 2 more')
    """
    return (
        ", ".join(stores) if len(stores) <= most + 1 else f"{', '.join(stores[:most])} and {len(stores) - most:,} more"
    )


def _table(material: Material) -> list[Block]:
    rows = []
    for category, subject, stores, low, high, *_ in material.page.get("holdings", ()):
        whom = SubjectCategory(subject)
        own = _of(material, category, whom)
        kept = ", ".join(dict.fromkeys(each.kept for each in own if each.kept)) or NOT_SAID
        why = ", ".join(dict.fromkeys(name for each in own for name, _ in each.purposes)) or NOT_SAID
        people = ranged(low, high) if high else "–"
        rows.append(
            (
                SUBJECTS[whom],
                _label(category),
                people,
                _some(stores) or _DECLARED,
                why,
                ", ".join(_to(material, category, whom)),
                kept,
            )
        )
    rows.sort(key=lambda row: (row[0], row[1]))
    head = ("About whom", "What", "People", "Where", "What for", "To whom", "Kept for")
    return [
        Heading(1, "Line by line"),
        Table(number(len(rows), "line"), head, tuple(rows), widths=(4, 5, 3, 6, 5, 4, 4)),
    ]


def _receivers(material: Material) -> list[Block]:
    abroad = [
        (each.name, t.recipient or NOT_SAID, t.country, t.safeguard.replace("-", " ") or NOT_SAID)
        for each in material.activities
        for t in each.transfers
    ]
    if not abroad:
        return [
            Heading(1, "Out of the country"),
            Paragraph("Nobody said that anything goes to another country. That is no proof that nothing does."),
        ]
    return [
        Heading(1, "Out of the country"),
        Table(
            number(len(abroad), "transfer"),
            ("Activity", "To whom", "Country", "It stands on"),
            tuple(abroad),
            widths=(5, 5, 2, 5),
        ),
    ]
