"""`bailee findings`: what was found, where, how sure. Locators are masked unless exact ones are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

from bailee.cli.options import again, as_of_option, home_option, json_option, sarif_option
from bailee.cli.output import console, write_json
from bailee.counting import count
from bailee.vocabulary import DATA_CATEGORIES, Confidence

if TYPE_CHECKING:
    from bailee.store.rows.scanned import HeldFinding, HeldKind

STAGE, RANK = "discover", 2
SHOWN = 40


@click.command("findings")
@click.option("--category", metavar="IDENT", help="Only this category of data, such as payment-card.")
@click.option("--store", metavar="IDENT", help="Only this data store, such as company/HR.")
@click.option(
    "--confidence",
    type=click.Choice([each.value for each in Confidence]),
    default=Confidence.LIKELY.value,
    show_default=True,
    help="This sure or surer.",
)
@click.option("--new", is_flag=True, help="Only what the latest scan saw first.")
@click.option("--dismissed", is_flag=True, help="Only what was dismissed.")
@click.option("--exact-locators", is_flag=True, help="Names of files, sheets and members unmasked.")
@click.option("--all", "show_all", is_flag=True, help=f"All of them, not the first {SHOWN}.")
@json_option
@sarif_option
@as_of_option
@home_option
def command(
    category: str | None,
    store: str | None,
    confidence: str,
    new: bool,
    dismissed: bool,
    exact_locators: bool,
    show_all: bool,
    as_json: bool,
    as_sarif: bool,
    home: Path,
) -> None:
    """List what scans found, and where.

    \b
    Example:
      bailee findings --category social-security-number --new
      bailee findings --format sarif > findings.sarif
    """
    from bailee.operations.declare_activity import check_categories
    from bailee.operations.open_store import open_store

    if category is not None:
        check_categories([category])
    workspace = open_store(home, create=False)
    found = workspace.findings(
        category=category,
        store=store,
        confidence=Confidence(confidence),
        new=new,
        dismissed=dismissed,
        exact_locators=exact_locators,
    )
    kinds = [
        each
        for each in workspace.kinds(confidence=Confidence(confidence), exact_locators=exact_locators)
        if (not category or each.kind.category == category) and (not store or each.store == store)
    ]
    show_findings(
        found,
        kinds,
        is_of_one_category=category is not None,
        show_all=show_all,
        as_json=as_json,
        as_sarif=as_sarif,
        dismissed=lambda: 0 if dismissed else workspace.dismissed(),
    )


def show_findings(
    found: Sequence[HeldFinding],
    kinds: Sequence[HeldKind],
    *,
    is_of_one_category: bool,
    show_all: bool,
    as_json: bool,
    as_sarif: bool,
    dismissed: Callable[[], int],
) -> None:
    """What was found and what sort of records that is; `dismissed` counts those that are left out, where that is said."""
    if as_json:
        write_json(
            {"findings": [_finding_shape(each) for each in found], "kinds": [_kind_shape(each) for each in kinds]}
        )
        return
    if as_sarif:
        write_json(_sarif(found, kinds))
        return
    if is_of_one_category and kinds:
        _show_records(kinds, show_all)
    if found or not (is_of_one_category and kinds):
        _show(found, show_all, dismissed())


def _sarif(found: Iterable[HeldFinding], kinds: Iterable[HeldKind]) -> dict[str, Any]:
    from bailee.reports.sarif import Hit, log

    hits = [
        Hit(
            each.finding.detector,
            each.finding.category,
            (f"{each.place}/{each.finding.locator.segments[0]}", *each.finding.locator.segments[1:]),
            each.finding.confidence.value,
            each.finding.count,
            is_dismissed=each.is_dismissed,
        )
        for each in found
    ]
    hits += [
        Hit(
            each.kind.kind,
            each.kind.category,
            (f"{each.place}/{each.kind.locator.segments[0]}", *each.kind.locator.segments[1:]),
            each.kind.confidence.value,
        )
        for each in kinds
    ]
    return log(hits, [])


def _finding_shape(held: HeldFinding) -> dict[str, Any]:
    finding, decision = held.finding, held.decision
    return {
        "ident": finding.ident,
        "locator": finding.locator.display(),
        "detector": finding.detector,
        "category": finding.category,
        "subject": finding.subject.value,
        "count": finding.count,
        "confidence": finding.confidence.value,
        "fingerprint": finding.fingerprint,
        "probability": finding.probability,
        "place": held.place,
        "store": held.store,
        "new": held.is_new,
        "mask": finding.mask,
        "attributes": dict(finding.attributes),
        "known": finding.known or None,
        "decision": {
            "verdict": decision.verdict,
            "reason": decision.reason,
            "until": decision.until.isoformat() if decision.until else None,
            "by": decision.by,
            "at": decision.at.isoformat(),
        }
        if decision
        else None,
    }


def _kind_shape(held: HeldKind) -> dict[str, Any]:
    kind = held.kind
    return {
        "locator": kind.locator.display(),
        "kind": kind.kind,
        "confidence": kind.confidence.value,
        "category": kind.category,
        "subject": kind.subject.value,
        "place": held.place,
        "store": held.store,
    }


def _show_records(kinds: Sequence[HeldKind], show_all: bool) -> None:
    """Records of the category: they have no value of their own, what they are is said by all that stands in them."""
    out = console()
    shown = kinds if show_all else kinds[:SHOWN]
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("record", no_wrap=True)
    table.add_column("about", no_wrap=True)
    table.add_column("sure", no_wrap=True)
    table.add_column("where", overflow="fold", ratio=1)
    for held in shown:
        kind = held.kind
        where = Text(f"{held.place}: {kind.locator}")
        table.add_row(kind.kind, kind.subject.value.replace("-", " "), kind.confidence.value, where)
    out.print(table)
    rest = len(kinds) - len(shown)
    records = f"{count(len(kinds), 'record')}"
    out.print(Text(records + (f"; {rest} more with --all" if rest else ""), style="bold"))


def _show(found: Sequence[HeldFinding], show_all: bool, dismissed: int) -> None:
    out = console()
    if not found:
        out.print("Nothing found that fits." + (f" {dismissed} dismissed." if dismissed else ""))
        return
    all_new = all(held.is_new for held in found)  # as after the first scan: then it says nothing
    shown = found if show_all else found[:SHOWN]
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("ident", no_wrap=True)
    table.add_column("what", max_width=24)
    table.add_column("sure", no_wrap=True)
    table.add_column("times", justify="right", no_wrap=True)
    table.add_column("where", overflow="fold", ratio=1)
    for held in shown:
        finding = held.finding
        where = Text(f"{held.place}: {finding.locator}")
        if held.is_new and not all_new:
            where.append(" new", style="bold")
        if held.decision:
            where.append(f" {held.decision.verdict}", style="dim")
        what = Text(DATA_CATEGORIES[finding.category].label)
        if finding.mask:
            what.append(f" {finding.mask}", style="dim")
        table.add_row(finding.ident[:8], what, finding.confidence.value, str(finding.count), where)
    out.print(table)
    rest = len(found) - len(shown)
    sums = f"{count(len(found), 'finding')}" + (f", {dismissed} dismissed" if dismissed else "")
    out.print(Text(sums + (f"; {rest} more with --all" if rest else ""), style="bold"))
    next_ = again("bailee triage dismiss IDENT --reason false-alarm")
    out.print(Text(f"next  {next_}"), soft_wrap=True)
