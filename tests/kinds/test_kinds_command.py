"""`bailee kinds` lists every kind, for people and for programs."""

from __future__ import annotations

import json

from click.testing import CliRunner

from bailee.cli.kinds import command
from bailee.kinds import catalogue

FIRST_FIFTEEN = {
    "drug-or-alcohol-test", "psychological-evaluation", "medical-record", "health-insurance", "payroll", "personnel-file",
    "background-check", "customer-billing", "card-authorisation", "web-history", "keystroke-log", "screen-capture",
    "camera-footage", "archived-mail", "genetic-or-family-history",
}  # fmt: skip


def test_the_catalogue_for_programs() -> None:
    rows = json.loads(CliRunner().invoke(command, ["--json"]).output)
    assert {row["ident"] for row in rows} >= FIRST_FIFTEEN
    assert all(row["recognised_from"] and row["name"] and row["category"] and row["subject"] for row in rows)
    assert [row["ident"] for row in rows] == sorted(row.ident for row in catalogue())


def test_the_catalogue_for_people() -> None:
    shown = CliRunner().invoke(command, [])
    assert shown.exit_code == 0
    assert all(ident in shown.output for ident in ("payroll", "web-history"))
