"""Obligations and strategy: what the law asks and why, what is still to be answered, and the plan by quarter. For whom privilege is open."""

from __future__ import annotations

from bailee.matrix import number
from bailee.permissions import Permission
from bailee.rendering import Aside, Block, Break, Document, Heading, List, Paragraph, Table
from bailee.reports.material import Material
from bailee.reports.papers import shared

TITLE = "Obligations and strategy"
ABOUT = "Each duty with its citation and why it applies, what to answer first, and the plan by quarter with hours. Privileged."
NEEDS = Permission.SEE_PRIVILEGED
ORDER = 7


def document(material: Material) -> Document:
    title = "What is asked of you, and the plan"
    if material.is_empty:
        return shared.empty(material, title, TITLE)
    blocks: list[Block] = [
        shared.lead(material),
        Aside(
            "It names what counsel is asked, so give it to nobody whom that does not concern. A duty marked draft is our reading of the law, and no counsel has looked at it.",
            "Privileged:",
        ),
        Heading(1, "Duties that follow"),
        shared.counsel(material),
    ]
    for place in material.page.get("places", ()):
        rows = tuple(
            (each["duty"], each["citation"], each["why"], each["mark"] or "good practice") for each in place["duties"]
        )
        blocks.append(
            Table(
                f"{place['name']}: {place['count']}",
                ("Duty", "Citation", "Applies because", "Reviewed"),
                rows,
                widths=(8, 6, 7, 3),
            )
        )
    blocks += _open(material)
    if material.strategy is not None:
        blocks += [Break(), Heading(1, "The plan"), *material.strategy.blocks]
    blocks += shared.coverage(material)
    return shared.paper(material, title, TITLE, blocks)


def _open(material: Material) -> list[Block]:
    blocks: list[Block] = []
    questions = tuple((each["text"], each["rules"]) for each in material.page.get("questions", ()))
    if questions:
        blocks += [
            Heading(1, "To answer first"),
            Table(number(len(questions), "question"), ("Question", "What hangs on it"), questions, widths=(9, 4)),
        ]
    named = tuple(material.page.get("named", ()))
    if named:
        blocks += [
            Heading(1, "Not verified"),
            Paragraph("Laws that may apply, and that nobody could verify. No duty is told of them: ask counsel."),
            List(named),
        ]
    return blocks
