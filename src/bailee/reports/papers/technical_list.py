"""The technical list: every row with its reason and next step, every store, every departure, every tool, every cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bailee.matrix import number
from bailee.permissions import Permission
from bailee.rendering import Block, Document, Heading, Paragraph, Table
from bailee.reports.material import Material, sign
from bailee.reports.papers import shared
from bailee.reports.papers.open_data import found
from bailee.reports.words import SUBJECTS
from bailee.vocabulary import DATA_CATEGORIES

TITLE = "Technical list"
ABOUT = "Every row with its reason and next step, stores and who can open them, departures, tools, what was not read."
NEEDS = Permission.SEE_FINDINGS
ORDER = 3
MOST = 400  # rows of one table: more is for the lists of the pages, which filter and page


def document(material: Material) -> Document:
    title = "What to do, and where"
    if material.is_empty:
        return shared.empty(material, title, TITLE)
    blocks: list[Block] = [shared.lead(material), shared.state_tiles(material)]
    blocks += _rows(material)
    blocks += _departures(material)
    blocks += _stores(material)
    blocks += _exposures(material)
    blocks += _tools(material)
    blocks += shared.coverage(material)
    blocks += _left(material)
    return shared.paper(material, title, TITLE, blocks)


def _rows(material: Material) -> list[Block]:
    rows = [
        (f"{line.label}, {line.people}", *(_cell(cell) for cell in line.cells.values()), line.rules)
        for line in sorted(material.rows(), key=lambda each: each.badness)
    ]
    head = ("What, about whom", "Held", "Told", "Secured", "Rules")
    said = f"{number(len(rows), 'row')}, the worst first: the state, why, and after the arrow what to do"
    table = Table(_cut(said, rows), head, tuple(rows[:MOST]), widths=(5, 7, 7, 6, 6), marked=True)
    return [Heading(1, "Every row"), table]


def _cell(cell: Mapping[str, str]) -> str:
    then = f" → {cell['next']}" if cell["next"] and cell["state"] != "green" else ""
    return f"{sign(cell['state'])} {cell['word']}. {cell['why']}{then}"


def _departures(material: Material) -> list[Block]:
    rows = [
        (
            each["title"],
            each["people_words"],
            f"{each['files_in_all']:,}",
            ", ".join(each["stores"]),
            each["next"],
            each["rule_words"],
        )
        for each in material.page.get("departures", ())
        if each.get("open")
    ]
    if not rows:
        return [
            Heading(1, "What departs from what is asked"),
            Paragraph("Nothing that was found departs from what a law or a declaration asks."),
        ]
    head = ("What", "People", "Files", "Where", "Next", "Rule")
    return [
        Heading(1, "What departs from what is asked"),
        Table(_cut(number(len(rows), "departure"), rows), head, tuple(rows[:MOST]), widths=(7, 3, 2, 5, 6, 7)),
    ]


def _stores(material: Material) -> list[Block]:
    if not material.stores:
        return []
    rows = [
        (store, DATA_CATEGORIES[category].label if category in DATA_CATEGORIES else category, f"{count:,}")
        for store, category, count in material.stores
    ]
    return [
        Heading(1, "Findings by data store"),
        Table(
            _cut("Likely and verified, without those that somebody dismissed", rows),
            ("Data store", "Kind of data", "Findings"),
            tuple(rows[:MOST]),
            widths=(7, 7, 3),
        ),
    ]


def _exposures(material: Material) -> list[Block]:
    there = found(material)
    if there is None:
        return []
    rows = []
    for (category, subject), exposures in there.exposures.items():
        label = DATA_CATEGORIES[category].label if category in DATA_CATEGORIES else category
        for each in exposures:
            rows.append(
                (
                    each.store, f"{label}, {SUBJECTS[subject].lower()}", f"{each.items:,}", _known(each.encrypted_items), _known(each.readers),
                    _known(each.open_to_everyone), f"{each.public:,}",
                )
            )  # fmt: skip
    rows.sort(key=lambda row: (row[0], row[1]))
    head = (
        "Data store",
        "What, about whom",
        "Files",
        "Encrypted",
        "Accounts that open it",
        "Files open to all",
        "Outside",
    )
    return (
        [
            Heading(1, "Who can open it"),
            Table(
                _cut("As the system said; ? is what nobody could read", rows),
                head,
                tuple(rows[:MOST]),
                widths=(6, 8, 2, 3, 3, 3, 2),
            ),
        ]
        if rows
        else []
    )


def _known(count: int | None) -> str:
    return "?" if count is None else f"{count:,}"


def _tools(material: Material) -> list[Block]:
    rows = [
        (
            f"{sign(each['state'])} {each['name']}",
            f"{each['watches']}; of {each['subjects']}",
            each["since"],
            each["kept"],
            each["viewers"],
            each["declared"],
        )
        for each in material.page.get("tools", ())
    ]
    if not rows:
        return []
    head = ("Tool", "Records", "Since", "Kept", "Who views it", "Declared")
    return [
        Heading(1, "Who watches whom"),
        Table(
            number(len(rows), "tool") + ", by their traces", head, tuple(rows), widths=(4, 8, 4, 3, 4, 4), marked=True
        ),
    ]


def _left(material: Material) -> list[Block]:
    rows = [(each["where"], each["reason"]) for each in material.page.get("left", ())]
    if not rows:
        return []
    return [
        Heading(1, "Files that were not read, or in part"),
        Table(
            str(material.page.get("left_line", "")).replace("Show ", "", 1) + "; values in names are masked",
            ("File", "Why"),
            tuple(rows),
            widths=(9, 3),
        ),
    ]


def _cut(said: str, rows: Sequence[object]) -> str:
    return (
        said if len(rows) <= MOST else f"{said}. The first {MOST:,} of {len(rows):,}; the lists on the pages have all"
    )
