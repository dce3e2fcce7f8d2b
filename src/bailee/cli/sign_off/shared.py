"""What commands of `bailee sign-off` share: days, versions."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import click


class Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail("write the day as 2026-12-14", param, ctx)


version_option = click.option("--version", type=int, help="Which one (the newest that is published).")


def table(heads: tuple[str, ...], rows: Any) -> str:
    from bailee.reports.sheets import safe_cell

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def today() -> date:
    return datetime.now(UTC).astimezone().date()
