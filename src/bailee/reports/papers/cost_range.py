"""What a breach might cost: low to high, each price with its public source and year, protected data counted out and shown."""

from __future__ import annotations

from bailee.matrix import number
from bailee.permissions import Permission
from bailee.rendering import Aside, Block, Document, Heading, List, Paragraph, Rich, Span, Table, Tile, Tiles
from bailee.reports.material import Material, joined, ranged
from bailee.reports.papers import shared
from bailee.reports.papers.open_data import Lying, lying, together
from bailee.reports.prices import Price, rounded
from bailee.reports.words import SUBJECTS

TITLE = "Cost range"
ABOUT = "What a breach might cost, low to high: each price with its source and year; what is protected is counted out."
NEEDS = Permission.SEE_TABLE
ORDER = 5
_ROWS = 30


def document(material: Material) -> Document:
    title = "What a breach might cost"
    if material.is_empty:
        return shared.empty(material, title, TITLE)
    grave = [each for each in lying(material) if each.is_grave]
    open_ = [each for each in grave if not each.is_protected]
    everybody = int(material.page.get("people", {}).get("people", {}).get("high", 0))
    people = together([(each.low, each.high) for each in open_], everybody)
    counted = [each for each in material.prices if each.counted and each.per == "person" and _is_for(each, open_)]
    blocks: list[Block] = [_lead(people, counted, open_)]
    blocks += _ranges(people, counted, open_, everybody)
    blocks += _protected(grave)
    blocks += _open(open_)
    blocks += _beside(material)
    blocks += _changes(open_, grave, material)
    blocks += shared.coverage(material)
    return shared.paper(material, title, TITLE, blocks)


def _is_for(price: Price, open_: list[Lying]) -> bool:
    return not price.categories or any(each.category in price.categories for each in open_)


def _whom(price: Price, open_: list[Lying], everybody: int) -> tuple[int, int]:
    """People whom a price counts: those of its kinds of data."""
    return together(
        [(each.low, each.high) for each in open_ if not price.categories or each.category in price.categories],
        everybody,
    )


def _lead(people: tuple[int, int], counted: list[Price], open_: list[Lying]) -> Rich:
    if not people[1]:
        return Rich(
            (
                Span("Nothing grave lies open", "strong"),
                Span(" in what was read, so no range is given. What was not read may hold some."),
            )
        )
    if not counted:
        return Rich((Span("There is no price to count with.", "strong"),))
    currency = counted[0].currency
    low = people[0] * min(each.low for each in counted)
    high = max(people[1] * each.high for each in counted)
    return Rich(
        (
            Span("If all that lies open were taken: "),
            Span(f"{currency} {rounded(low)} to {rounded(high)}", "strong"),
            Span(
                f", for {ranged(*people)} people and {number(len({each.category for each in open_}), 'kind')} of data. A range, no forecast: it says nothing of how likely that is."
            ),
        )
    )


def _ranges(people: tuple[int, int], counted: list[Price], open_: list[Lying], everybody: int) -> list[Block]:
    blocks: list[Block] = [
        Tiles(
            (
                Tile("People whose data lies open", ranged(*people), "at least to at most, nobody twice"),
                Tile("Kinds that count", f"{len({each.category for each in open_}):,}", "high and severe alone"),
                Tile("Prices", f"{len(counted):,}", "they are alternatives, not added"),
            )
        )
    ]
    rows = []
    for price in counted:
        low, high = _whom(price, open_, everybody)
        rows.append(
            (
                price.name + (" (yours)" if price.is_yours else ""), price.words, ranged(low, high),
                f"{price.currency} {rounded(low * price.low)} to {rounded(high * price.high)}",
            )
        )  # fmt: skip
    blocks += [
        Heading(1, "The range, price by price"),
        Table(
            "People who lie open, times each price",
            ("Price", "Each", "People", "Low to high"),
            tuple(rows),
            widths=(6, 5, 3, 6),
        ),
        Heading(1, "Where each price is from"),
        Table(
            "As public as they are; none is a quote for you",
            ("Price", "Of", "What it is", "Source"),
            tuple((each.name, each.year, each.about, each.source) for each in counted),
            widths=(4, 4, 6, 7),
        ),
    ]
    return blocks


def _protected(grave: list[Lying]) -> list[Block]:
    closed = [each for each in grave if each.is_protected]
    head = Heading(1, "Counted out, because it is encrypted")
    if not closed:
        return [head, Paragraph("Nothing yet: no kind of data lies encrypted in every place where it was found.")]
    rows = tuple(
        (each.label, SUBJECTS[each.subject].lower(), ranged(*each.people), f"{each.files:,}") for each in closed
    )
    return [
        head,
        Table(
            "Every file of it is encrypted at rest, as was read",
            ("What", "About", "People", "Files"),
            rows,
            widths=(6, 5, 3, 2),
        ),
    ]


def _open(open_: list[Lying]) -> list[Block]:
    rows = tuple(
        (
            each.label,
            SUBJECTS[each.subject].lower(),
            ranged(each.low, each.high),
            f"{each.files:,}",
            f"{each.encrypted:,}",
            f"{each.unknown:,}",
        )
        for each in open_[:_ROWS]
    )
    return [
        Heading(1, "What lies open"),
        Table(
            shared.more(len(rows), len(open_)) + "; a range of people from those known to lie open to those who may",
            ("What", "About", "People", "Files", "Encrypted", "Unknown"), rows, widths=(6, 5, 3, 2, 3, 3),
        ),
    ] if rows else []  # fmt: skip


def _beside(material: Material) -> list[Block]:
    """Prices that are named and not counted: whole incidents, penalties of places that are known to matter here."""
    here: set[str] = set()
    for name in ("resident_states", "consumer_states", "states_with_employees", "establishment_countries"):
        told = material.facts.get(name, ())
        here |= set(told) if isinstance(told, list | tuple | set | frozenset) else set()
    by_state = material.facts.get("employees_by_state")
    here |= set(by_state) if isinstance(by_state, dict) else set()
    shown = [
        each
        for each in material.prices
        if not (each.counted and each.per == "person") and (not each.places or here & set(each.places))
    ]
    if not shown:
        return []
    rows = tuple((each.name, each.words, each.year, each.about, each.source) for each in shown)
    return [
        Heading(1, "To hold it against, and not counted in"),
        Table(
            "Of whole incidents, and of laws of places that were named. Ask counsel: no penalty is told as a fact",
            ("What", "Amount", "Of", "What it is", "Source"),
            rows,
            widths=(4, 4, 4, 5, 5),
        ),
    ]


def _changes(open_: list[Lying], grave: list[Lying], material: Material) -> list[Block]:
    said = []
    bare = sorted((each for each in open_ if each.files), key=lambda each: -each.high)[:3]
    if bare:
        names = joined([f"{each.label.lower()} of {SUBJECTS[each.subject].lower()}" for each in bare])
        said.append(
            f"Encrypt or erase what most people are in: {names}. What is encrypted in every place is counted out."
        )
    unknown = sum(each.unknown for each in grave)
    if unknown:
        said.append(f"Learn of {number(unknown, 'file')} whether they are encrypted: unknown counts at the high end.")
    if material.page.get("causes"):
        said.append("Read what could not be read: it is in no figure here, and may hold more.")
    said += [
        "How many are taken at once: a record costs more where few are taken, and less where many are.",
        "How it happens: after an attack it costs more than after a mistake, by the survey that tells both apart.",
        "Insurance, and how soon it is noticed. Neither is in these prices.",
    ]
    return [
        Heading(1, "What would change it"),
        List(tuple(said)),
        Aside(
            "People of several rows overlap, so rows are not added up: at least those of the widest row, at most everybody.",
            "How people are counted:",
        ),
    ]
