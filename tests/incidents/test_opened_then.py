"""An account that was taken: what it could open at that hour, where that is known, and what is said of now alone."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bailee.operations.incident_sheet import incident_sheet
from bailee.operations.known_days import due_of_incidents
from bailee.operations.opened_then import opened_by
from bailee.operations.report_incident import Report, report_incident
from bailee.operations.show_status import take_snapshot
from laptops import Laptop


def test_what_was_open_to_all_counts_after_it_was_shut_and_what_is_not_known_is_said(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    file = laptop.disk / "pay" / "staff.csv"
    for each in (laptop.disk, *laptop.disk.parents):
        if not os.access(each, os.X_OK) or each == Path("/"):
            break
        each.chmod(each.stat().st_mode | 0o055) if each.stat().st_uid == os.getuid() else None
    file.chmod(0o644)
    take_snapshot(workspace, on=datetime.now(UTC).astimezone().date())
    file.chmod(0o600)
    stores, said = opened_by(workspace, "nobody", datetime.now(UTC) + timedelta(seconds=1))
    assert any(store.startswith("laptop") for store in stores)
    assert "Open to every account" in said[0] and "not known" in said[-1]
    before, said = opened_by(workspace, "root", datetime.now(UTC) - timedelta(days=400))
    assert before and "it can now" in said[0]  # nothing was kept so early


def test_an_account_that_opens_nothing_is_refused_in_words(laptop: Laptop) -> None:
    from bailee.errors import InvalidInput

    with pytest.raises(InvalidInput, match="no data store is known"):
        opened_by(laptop.workspace(), "no-such-account", datetime.now(UTC) - timedelta(days=400))


def test_an_incident_stands_after_its_account_was_locked(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = laptop.workspace()
    moment = datetime.now(UTC) - timedelta(
        days=400
    )  # nothing was kept so early: what it can open now is all that is known
    told = Report(
        "Taken", "account-taken", "account", "root", zone="UTC", discovered_at=moment, from_at=moment, until_at=moment
    )
    ident = report_incident(workspace, told)
    assert incident_sheet(workspace, ident).lost.rights
    monkeypatch.setattr(type(workspace), "opened", lambda _: {})  # as the system says it once the account is locked
    sheet = incident_sheet(workspace, ident)
    assert sheet.lost.people is None and "could open" in sheet.lost.rights[0]
    due_of_incidents(workspace, datetime.now(UTC))
