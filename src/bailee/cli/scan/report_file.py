"""A report as a file: HTML, PDF, JSON or SARIF, as its name asks.

Example:
    write_report(report, Path("hr.html"))
"""

from __future__ import annotations

import errno
import json
import shutil
from typing import TYPE_CHECKING, Any

from bailee.errors import CannotRead
from bailee.vocabulary import Confidence, Locator

if TYPE_CHECKING:
    from pathlib import Path

    from bailee.reports.report import Report

FORMS = (".html", ".json", ".pdf", ".sarif")


def write_report(report: Report, out: Path, *, exact_locators: bool = False, home: str = "") -> None:
    """Write the report in the form that the file's name asks for. CannotRead where it cannot be written.

    `home` stands in the commands on a page that stays here; a page that is sent does not name our folders.
    """
    from bailee.reports import page, paper, shapes

    form = out.suffix.lower()
    if form == ".json":
        told = shapes.report(report, exact_locators=exact_locators)
        content = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    elif form == ".pdf":
        content = paper.render(report)
    elif form == ".sarif":
        content = (
            json.dumps(sarif_of(report, exact_locators=exact_locators), ensure_ascii=False, indent=1) + "\n"
        ).encode()
    else:
        content = page.render(report, exact_locators=exact_locators, home=home).encode()
    try:
        _put(out.resolve(), content)
    except OSError as error:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        hint = "free some space; the disk is full" if is_full else "name a folder that you may write to"
        raise CannotRead(f'cannot write "{out}"', hint=hint) from None


def _put(out: Path, content: bytes) -> None:
    """The whole of it, or what stood there before: half a page reads as if nothing else had been found."""
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(content)
        if out.exists():
            shutil.copymode(out, part)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def sarif_of(report: Report, *, exact_locators: bool = False) -> dict[str, Any]:
    """What was found, likely and up, as SARIF."""
    from bailee.findings import masked
    from bailee.reports.sarif import Hit, log

    def where(locator: Locator) -> tuple[str, ...]:
        return tuple(locator.display() if exact_locators else masked(locator).segments)

    sure = [each for each in report.findings if each.confidence >= Confidence.LIKELY]
    hits = [Hit(each.detector, each.category, where(each.locator), each.confidence.value, each.count) for each in sure]
    hits += [
        Hit(each.kind, each.category, where(each.locator), each.confidence.value)
        for each in report.kinds
        if each.confidence >= Confidence.LIKELY
    ]
    left = [(where(each.locator)[0], each.reason.value) for each in (*report.looked.partly, *report.looked.skipped)]
    return log(hits, left, complete=not report.looked.is_stopped)
