"""The insurer's sheet: what an application form asks, answered from what was read; what bailee cannot know is left to be filled in."""

from __future__ import annotations

from bailee.inventory.activities import NOBODY
from bailee.matrix import number
from bailee.permissions import Permission
from bailee.rendering import Aside, Blank, Block, Document, Heading, Paragraph, Rich, Span, Table, Tile, Tiles
from bailee.reports.material import Material, ranged, sign
from bailee.reports.papers import shared
from bailee.reports.papers.open_data import Lying, found, lying, together
from bailee.reports.words import SUBJECTS
from bailee.vocabulary import DATA_CATEGORIES

TITLE = "Insurer's sheet"
ABOUT = "What an insurer's form asks: people and kinds as ranges, encryption, sign-in, retention, incidents."
NEEDS = Permission.SEE_TABLE
ORDER = 4
# The classes by which application forms ask, in their words.
CLASSES = (
    ("Government identifiers", ("social-security-number", "national-identifier", "tax-identifier", "driving-licence", "passport", "identity-documents")),
    ("Payment cards", ("payment-card", "card-authorisations")),
    ("Bank and financial data", ("bank-account", "payroll", "tax-returns", "customer-billing", "guarantees")),
    ("Health data", ("health-identifier", "health-insurance-identifier", "health-insurance", "medical-records", "drug-and-alcohol-tests", "personality-evaluations", "genetic-and-family-history")),
    ("Logins and passwords", ("credentials",)),
    ("Recordings and monitoring", ("camera-footage", "call-recordings", "screen-captures", "keystroke-logs", "web-history", "location-tracks")),
)  # fmt: skip
_BY_HAND = (
    ("backups", "Backups: how often, where, encrypted, tried when"),
    ("remote", "Second factor for mail, remote access and administrators outside this system"),
    ("endpoint", "Detection and response on endpoints: product, share of devices"),
    ("patching", "Patches of critical faults: within how many days"),
    ("training", "Training of staff: what, how often, when last"),
)


def document(material: Material) -> Document:
    title = "For the application form"
    if material.is_empty:
        return shared.empty(material, title, TITLE)
    rows = lying(material)
    blocks: list[Block] = [_lead(material), _tiles(material, rows)]
    blocks += _people(material)
    blocks += _kinds(material, rows)
    blocks += _encryption(rows)
    blocks += _sign_in(material)
    blocks += _retention(material)
    blocks += _incidents(material)
    blocks += shared.coverage(material)
    blocks += [
        Heading(1, "What bailee cannot know"),
        Paragraph("Forms ask for these too. They were not read, so they stand open: fill them in by hand."),
    ]
    blocks += [Blank(name, label, 1) for name, label in _BY_HAND]
    return shared.paper(material, title, TITLE, blocks)


def _lead(material: Material) -> Rich:
    people = shared.everybody(material)
    if not people:
        return Rich(
            (
                Span("How many people it is about could not be counted", "strong"),
                Span("; the kinds of data stand below."),
            )
        )
    return Rich(
        (
            Span("Distinct people whose data is held: "),
            Span(people, "strong"),
            Span(". Not matches, not records: one person in many files counts once."),
        )
    )


def _tiles(material: Material, rows: tuple[Lying, ...]) -> Tiles:
    grave = [each for each in rows if each.is_grave]
    files, closed, unknown = (sum(getattr(each, name) for each in grave) for name in ("files", "encrypted", "unknown"))
    share = (
        f"{100 * closed // files} %"
        if files and not unknown
        else f"{100 * closed // files}–{100 * (closed + unknown) // files} %"
        if files
        else "unknown"
    )
    open_ = [each for each in material.incidents if not each.is_drill]
    return Tiles(
        (
            Tile("Distinct people", shared.everybody(material) or "unknown"),
            Tile("Kinds that are grave", f"{len({each.category for each in grave}):,}", "high and severe"),
            Tile("Encrypted at rest", share, f"of {files:,} files, each counted once a kind"),
            Tile("Incidents", f"{len(open_):,}", "in the time of this sheet"),
        )
    )


def _people(material: Material) -> list[Block]:
    rows = tuple(
        (group["label"], group["people"].removesuffix(" people").removesuffix(" person") or "unknown")
        for group in material.page.get("groups", ())
    )
    reasons = material.page.get("people", {}).get("people", {}).get("reasons", ())
    blocks: list[Block] = [
        Heading(1, "How many people"),
        Table(
            "Distinct people of each sort, as a range; a person may be of two sorts",
            ("Sort", "People"),
            rows,
            widths=(6, 4),
        ),
    ]
    if reasons:
        blocks.append(Paragraph(f"Why a range: {'; '.join(reasons)}."))
    return blocks


def _kinds(material: Material, rows: tuple[Lying, ...]) -> list[Block]:
    everybody = int(material.page.get("people", {}).get("people", {}).get("high", 0))
    made = []
    for name, categories in CLASSES:
        own = [each for each in rows if each.category in categories]
        if own:
            people = together([each.people for each in own], everybody)
            made.append((name, "yes", ranged(*people), ", ".join(dict.fromkeys(each.label for each in own))))
        else:
            made.append((name, "none found", "–", "in what was read"))
    return [
        Heading(1, "Which kinds"),
        Table("As application forms ask", ("Kind", "Held", "People", "What of it"), tuple(made), widths=(5, 3, 3, 9)),
    ]


def _encryption(rows: tuple[Lying, ...]) -> list[Block]:
    blocks: list[Block] = [Heading(1, "Encryption at rest")]
    made = []
    for each in [each for each in rows if each.is_grave][:24]:
        state = (
            "green"
            if each.is_protected
            else "unknown"
            if each.unknown == each.files
            else "amber"
            if each.encrypted
            else "red"
        )
        word = {"green": "encrypted", "unknown": "not known", "amber": "in part", "red": "no"}[state]
        made.append(
            (
                each.label,
                SUBJECTS[each.subject].lower(),
                f"{sign(state)} {word}",
                f"{each.files:,}",
                f"{each.encrypted:,}",
                f"{each.unknown:,}",
            )
        )
    if not made:
        return [*blocks, Paragraph("No grave kind of data was found in what was read.")]
    blocks.append(
        Table(
            "Files with grave data, as the system said of each",
            ("What", "About", "Encrypted", "Files", "Are", "Not known"),
            tuple(made),
            widths=(6, 5, 4, 2, 2, 3),
            marked=True,
        )
    )
    return blocks


def _sign_in(material: Material) -> list[Block]:
    told = material.sign_in
    head = Heading(1, "Signing in, and who can open it")
    if told is None:
        said = "Who can sign in to bailee is not open to whoever made this sheet."
    elif told.with_second_factor is None or not told.accounts:
        said = "Nobody signs in to bailee over the network here, so no second factor is asked for."
    else:
        said = f"{told.with_second_factor:,} of {number(told.accounts, 'account')} that can sign in to bailee have a second factor or sign in by a passkey or another service."
    blocks: list[Block] = [head, Paragraph(said)]
    there = found(material)
    exposures = [each for rows in there.exposures.values() for each in rows] if there else []
    known = [each.readers for each in exposures if each.readers is not None]
    if exposures:
        everyone = sum(1 for each in exposures if each.open_to_everyone)
        outside = sum(1 for each in exposures if each.public)
        rows = (
            ("Most accounts that can open one place", f"{max(known):,}" if known else "unknown"),
            ("Places that every account can read", f"{everyone:,}"),
            ("Places that somebody outside can read", f"{outside:,}"),
            ("Places of which nobody could say who opens them", f"{len(exposures) - len(known):,}"),
        )
        blocks.append(
            Table(
                f"Of {len(exposures):,} places: one kind of data about one sort of people in one store",
                ("What", "How many"),
                rows,
                widths=(8, 3),
            )
        )
    return blocks


def _retention(material: Material) -> list[Block]:
    rows = tuple(
        (
            each.name,
            ", ".join(DATA_CATEGORIES[c].label for c in each.categories if c in DATA_CATEGORIES),
            each.kept or "not said",
            _to(each.recipients),
        )
        for each in material.activities
    )
    late = [
        each
        for each in material.page.get("departures", ())
        if str(each.get("sort", "")).startswith("older-than") and each.get("open")
    ]
    files = sum(int(each.get("files_in_all", 0)) for each in late)
    blocks: list[Block] = [Heading(1, "Retention")]
    if rows:
        blocks.append(
            Table("What was declared", ("Activity", "Data", "Kept for", "Given to"), rows, widths=(4, 8, 4, 4))
        )
    else:
        blocks.append(Paragraph("Nobody declared how long anything is kept."))
    blocks.append(
        Paragraph(
            f"{number(files, 'file')} in {number(len(late), 'place')} lie longer than was declared or than a law allows."
            if late
            else "No file was found that lies longer than was declared."
        )
    )
    return blocks


def _to(recipients: tuple[str, ...]) -> str:
    return "nobody else" if recipients == (NOBODY,) else ", ".join(recipients) or "not said"


def _incidents(material: Material) -> list[Block]:
    rows = shared.incident_rows(material)
    head = Heading(1, "Incidents")
    if not rows:
        return [
            head,
            Paragraph(
                f"None was reported to bailee from {material.period.words}. What happened elsewhere, it does not know."
            ),
        ]
    return [
        head,
        Table(
            f"From {material.period.words}, drills left out",
            ("Number", "What", "Discovered", "State"),
            rows,
            widths=(3, 8, 3, 3),
        ),
        Aside("Whether one has to be told to an insurer is a question for counsel, and for the policy.", "Mind:"),
    ]
