"""Findings that are gone, out of their table into Parquet, and back: nothing lost, nothing doubled, and a past day says what it lacks."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from click.testing import CliRunner
from django.db.models import F

from bailee.cli.main import bailee_command
from bailee.errors import BrokenEvidence, CannotRead, InvalidInput, NotAllowed
from bailee.incidents.acts import Incident
from bailee.operations import archive_findings as archiving
from bailee.operations import open_store
from bailee.operations.archive_findings import (
    archive_findings,
    bring_back,
    erase_archive,
    keep_to_policies,
    list_archives,
    search_archives,
    verify_archives,
    write_archive,
)
from bailee.operations.back_up import back_up
from bailee.operations.change_policy import change_policy, preview
from bailee.operations.export_organisation import export_organisation
from bailee.operations.hold_data import hold_data
from bailee.operations.import_organisation import import_organisation
from bailee.operations.look_for_alerts import look_for_alerts
from bailee.operations.lost_people import what_was_lost
from bailee.operations.restore import restore
from bailee.operations.rotate_keys import Key, rotate
from bailee.operations.scan_options import Surroundings
from bailee.operations.scan_store import ScanRuns, one_at_a_time
from bailee.operations.state_coverage import state_coverage
from bailee.operations.tasks import registry
from bailee.operations.verify_evidence import verify_evidence
from bailee.scan_policies.resolve import Level
from bailee.store import database, jobs
from bailee.store.as_of import as_of
from bailee.store.models import Finding, FindingArchive, NormalForm, Scan, ScanChange
from bailee.store.models import Place as PlaceRow
from bailee.store.rows import archives as archive_rows
from bailee.store.rows.base import now
from bailee.store.then import WorkspaceThen
from bailee.store.work.running import run_one
from bailee.store.workspace import Workspace
from scans import Files, scan
from world import World

SSN = [("us-ssn", f"51244{number:04}") for number in range(1, 7)]
TABLES = (Finding, NormalForm, ScanChange)


def _scanned(world: World, place: Path, kept: int, content: str) -> Files:
    """A share of one file in which so many of six numbers are."""
    files = Files({"pay/a.csv": (content, SSN[:kept])})
    scan(world.alice, files, place)
    return files


def _went(world: World, place: Path, at: datetime, kept: int = 2) -> None:
    """Six findings, of which all but `kept` went at a moment."""
    _scanned(world, place, 6, "as it was")
    _scanned(world, place, kept, "shorter")
    with world.alice.transaction():
        gone = world.alice._rows(Finding).filter(gone_at__isnull=False, gone_at__gt=now() - timedelta(hours=1))
        assert gone.update(gone_at=at) == 6 - kept


def _all(workspace: Workspace) -> dict[str, list[dict[str, Any]]]:
    """What stands in the tables, but for numbers of rows and for what a new encryption makes otherwise."""
    told: dict[str, list[dict[str, Any]]] = {}
    with workspace.reading():
        for model in TABLES:
            rows = []
            for row in workspace._rows(model).values():
                row.pop("id")
                if row.get("finding_id"):
                    row["finding_id"] = workspace._rows(Finding).get(pk=row["finding_id"]).ident
                if "exact_locator" in row:
                    row["exact_locator"] = workspace._decrypted("finding.locator", row["exact_locator"])
                rows.append(row)
            told[model.__name__] = sorted(rows, key=repr)
    return told


def _ago(months: int) -> datetime:
    return datetime.combine(archiving.months_before(now().date(), months), datetime.min.time(), UTC)


def test_what_went_is_moved_and_brought_back_as_it_was(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(14))
    before = _all(world.alice)
    (archive,) = archive_findings(world.alice, now().date())
    assert archive.findings == 4 and archive.month == f"{_ago(14):%Y-%m}"
    left = _all(world.alice)
    assert [row["gone_at"] for row in left["Finding"]] == [None, None]
    assert not [row for row in left["ScanChange"] if row["what"] == "gone"]
    assert len(list(search_archives(world.alice, detector="us-ssn"))) == 4
    back = bring_back(world.alice, archive.ident)
    assert (back.findings, back.there, back.homeless) == (4, 0, 0)
    assert _all(world.alice) == before
    assert list_archives(world.alice).archives == ()
    assert verify_evidence(world.home).broken == ()


def test_months_have_archives_of_their_own_and_pieces_are_bounded(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_rows, "PIECE", 3)
    _went(world, tmp_path / "one", _ago(14))
    _went(world, tmp_path / "two", _ago(26))
    made = archive_findings(world.alice, now().date())
    assert [each.findings for each in made] == [3, 1, 3, 1]
    assert [each.month for each in made] == [f"{_ago(26):%Y-%m}"] * 2 + [f"{_ago(14):%Y-%m}"] * 2
    assert list_archives(world.alice).gone == {}


def test_only_what_went_before_the_day_is_moved(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(2))
    assert archive_findings(world.alice, _ago(3).date()) == ()
    assert len(archive_findings(world.alice, _ago(1).date())) == 1
    with pytest.raises(InvalidInput, match="yet to come"):
        archive_findings(world.alice, now().date() + timedelta(days=2))


def test_what_a_scan_finds_again_is_new_and_stays_when_the_archive_comes_back(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(14))
    (archive,) = archive_findings(world.alice, now().date())
    _scanned(world, tmp_path, 4, "longer again")
    back = bring_back(world.alice, archive.ident)
    assert (back.findings, back.there) == (2, 2)
    assert sorted(bool(row["gone_at"]) for row in _all(world.alice)["Finding"]) == [False] * 4 + [True] * 2


def test_a_dismissal_outlives_the_archive(world: World, tmp_path: Path) -> None:
    _scanned(world, tmp_path, 6, "as it was")
    first = world.alice.findings()[0]
    ident = first.finding.ident
    world.alice.decide(first, "dismissed", reason="test data")
    _scanned(world, tmp_path, 0, "empty")
    with world.alice.transaction():
        world.alice._rows(Finding).update(gone_at=_ago(14))
    archive_findings(world.alice, now().date())
    _scanned(world, tmp_path, 6, "back")
    found = {each.finding.ident for each in world.alice.findings()}
    assert len(found) == 5 and ident not in found


def test_nothing_is_moved_while_a_scan_runs(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(14))
    with one_at_a_time(world.alice), pytest.raises(ScanRuns):
        archive_findings(world.alice, now().date())


def test_a_move_that_is_cut_off_leaves_all_where_it_was(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _went(world, tmp_path, _ago(14))
    before = _all(world.alice)

    def cut_off(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(world.alice, "record", cut_off)
    with pytest.raises(KeyboardInterrupt):
        archive_findings(world.alice, now().date())
    assert _all(world.alice) == before and world.alice.archives() == ()


def test_verified_by_digest_and_by_the_log(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(14))
    (archive,) = archive_findings(world.alice, now().date())
    assert [each.why for each in verify_archives(world.alice)] == [""]
    with world.alice.transaction():
        row = world.alice._rows(FindingArchive).get()
        row.sha256 = "0" * 64
        row.save(using=world.alice.alias)
    assert "not what was written" in verify_archives(world.alice)[0].why
    with pytest.raises(BrokenEvidence):
        bring_back(world.alice, archive.ident)
    with world.alice.transaction():  # a file and its digest exchanged together: the log tells
        other = world.alice._rows(FindingArchive).get()
        rows = archive_rows.parquet.read(world.alice.keys.decrypt_field("finding_archive.content", bytes(row.content)))
        world.alice._rewrite(other, rows[:2])
        other.save(using=world.alice.alias)
    assert "log of evidence" in verify_archives(world.alice)[0].why


def test_a_torn_archive_is_said_and_brings_nothing_back(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(14))
    (archive,) = archive_findings(world.alice, now().date())
    with world.alice.transaction():
        row = world.alice._rows(FindingArchive).get()
        row.content = bytes(row.content)[:-9]
        row.save(using=world.alice.alias)
    assert verify_archives(world.alice)[0].why
    with pytest.raises(CannotRead):
        bring_back(world.alice, archive.ident)
    assert len(world.alice.archives()) == 1


def test_a_copy_is_read_by_a_tool_of_others_and_names_no_exact_place(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path / "512-44-0001 share", _ago(14))
    (archive,) = archive_findings(world.alice, now().date())
    out = tmp_path / "march.parquet"
    assert write_archive(world.alice, archive.ident, out) == out.stat().st_size
    table = pyarrow.parquet.read_table(io.BytesIO(out.read_bytes()))
    assert table.num_rows == 4 and set(table["detector"].to_pylist()) == {"us-ssn"}
    assert "exact_locator" not in table.column_names and b"512-44-0001" not in out.read_bytes()
    with pytest.raises(InvalidInput, match="there already"):
        write_archive(world.alice, archive.ident, out)


def test_charlie_sees_none_of_alices_archives_and_bob_changes_none(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(14))
    (archive,) = archive_findings(world.alice, now().date())
    assert world.charlie.archives() == () and list(search_archives(world.charlie)) == []
    with pytest.raises(InvalidInput, match="no such archive"):
        bring_back(world.charlie, archive.ident)
    with pytest.raises(NotAllowed):
        bring_back(world.bob, archive.ident)
    with pytest.raises(NotAllowed):
        erase_archive(world.bob, archive.ident)


def test_a_backup_has_the_archives(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(14))
    (archive,) = archive_findings(world.alice, now().date())
    back_up(world.home, tmp_path / "b.tar", passphrase="correct horse battery")
    restore(tmp_path / "b.tar", tmp_path / "again", passphrase="correct horse battery")
    again = Workspace(tmp_path / "again", world.alice.organisation, world.alice.member)
    assert [each.why for each in verify_archives(again)] == [""]
    assert bring_back(again, archive.ident).findings == 4


def test_an_export_carries_the_archives_to_another_store(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path / "share", _ago(14))
    (archive,) = archive_findings(world.alice, now().date())
    export_organisation(world.alice, tmp_path / "out", in_clear=True)
    there = tmp_path / "there"
    import_organisation(there, tmp_path / "out")
    again = Workspace(there, world.alice.organisation, world.alice.member)
    assert [each.why for each in verify_archives(again)] == [""]
    assert bring_back(again, archive.ident).findings == 4
    database.disconnect(there)
    database.forget(there)


def test_the_command_moves_searches_verifies_brings_back_and_erases(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        open_store, "open_store", lambda home, **_: world.alice
    )  # whose store it is, is said by the test
    _went(world, tmp_path / "one", _ago(14))
    _went(world, tmp_path / "two", _ago(26))

    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(bailee_command, ["archive", *words, "--home", str(world.home)])
        assert done.exit_code == code, done.output
        return done.output

    assert f"{_ago(26):%Y-%m}  4 findings went, and are not archived" in run()
    assert run("move", "--before", f"{_ago(12):%Y-%m-%d}").count("4 findings") == 2
    old, young = [each.ident for each in world.alice.archives()]
    assert run().count("SHA-256") == 2 and run("verify").count("as it was written") == 2
    found = run("search", "--month", f"{_ago(14):%Y-%m}", "--store", "one")
    assert found.endswith("4 findings\n") and "us-ssn  pay/a.csv" in found
    rows = [json.loads(line) for line in run("search", young, "--json").splitlines()]
    assert len(rows) == 4 and "exact_locator" not in rows[0]
    assert "bytes" in run("write", young, str(tmp_path / "young.parquet"))
    assert "4 findings brought back" in run("bring-back", young)
    assert "4 findings erased" in run("erase", old, "--yes")
    assert "Nothing is archived." in run()
    with world.alice.transaction():
        assert world.alice._rows(Finding).count() == 8


def _years_ago(world: World) -> None:
    """The scans of this test, as if they had been long ago."""
    with world.alice.transaction():
        back = timedelta(days=900)
        world.alice._rows(Scan).update(started_at=F("started_at") - back, ended_at=F("ended_at") - back)


def test_a_past_day_and_the_statement_of_coverage_say_that_some_of_it_is_archived(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(14))
    _years_ago(world)
    assert "archived" not in state_coverage(world.alice)["statement"]
    (archive,) = archive_findings(world.alice, now().date())
    assert world.alice.archived_then(_ago(20)) == 4
    assert world.alice.archived_then(_ago(13)) == world.alice.archived_then(_ago(40)) == 0
    with WorkspaceThen(world.alice, as_of(_ago(20).date())) as then:
        assert "up to 4 findings of then lie in archives" in then.said
        then.close()
    told = state_coverage(world.alice)["statement"]["archived"]
    assert told == {"findings": 4, "archives": 1, "until": f"{archive.last_at:%Y-%m-%d}"}
    bring_back(world.alice, archive.ident)
    assert world.alice.archived_then(_ago(20)) == 0 and "archived" not in state_coverage(world.alice)["statement"]


def test_what_was_lost_at_an_hour_says_that_some_of_it_is_archived(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(14))
    _years_ago(world)
    hour = _ago(20)
    made = Incident("", "gone", "lost", "store", tmp_path.name, "", "UTC", hour, hour, hour, hour, "alice")
    before = what_was_lost(world.alice, made).lost
    archive_findings(world.alice, now().date())
    after = what_was_lost(world.alice, made).lost
    assert (before.findings, before.rights) == (6, ())
    assert after.findings == 2 and "up to 4 findings of that hour lie in archives" in after.rights[0]


# --- policies


def _policy(world: World, **said: Any) -> None:
    standing = next((each.version for each in world.alice.policies() if each.level is Level.CLIENT), 0)
    change_policy(world.alice, Level.CLIENT, "", said, after=standing)


def test_a_policy_has_it_moved_and_later_erased(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path / "one", _ago(14))
    _went(world, tmp_path / "two", _ago(40))
    assert keep_to_policies(world.alice).archived == 0
    _policy(world, archive_months=12)
    assert keep_to_policies(world.alice).archived == 8
    assert keep_to_policies(world.alice).archived == 0
    _policy(world, archive_months=12, erase_months=36)
    assert keep_to_policies(world.alice).erased == 4
    assert [each.findings for each in world.alice.archives()] == [4]
    assert [each.why for each in verify_archives(world.alice)] == [""]


def test_what_one_place_keeps_longer_stays_in_the_archive_of_the_month(world: World, tmp_path: Path) -> None:
    for name in ("one", "two"):
        _went(world, tmp_path / name, _ago(40))
    archive_findings(world.alice, now().date())
    one = next(each.ident for each in world.alice.places() if each.name == "one")
    (archive,) = world.alice.archives()
    assert world.alice.erase_archived(archive.ident, {one}) == 4
    assert world.alice.erase_archived(archive.ident, {one}) == 0
    assert {row["store"].partition("/")[0] for row in search_archives(world.alice)} == {"two"}
    assert [each.why for each in verify_archives(world.alice)] == [""]


def test_a_change_of_retention_is_previewed_and_is_evidence(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(14))
    told = preview(world.alice, Level.CLIENT, "", {"archive_months": 24, "erase_months": 12})
    assert (told.archived, told.erased, told.settings) == (0, 4, ("archive_months", "erase_months"))
    assert not told.newly and not told.no_longer
    told = preview(world.alice, Level.CLIENT, "", {"archive_months": 12})
    assert (told.archived, told.erased) == (4, 0)
    _policy(world, archive_months=12)
    (record,) = [each for each in world.alice.evidence()[0] if each.action == "scan-policy-changed"]
    details = record.details if isinstance(record.details, dict) else json.loads(record.details)
    assert (details["would_archive"], details["would_erase"]) == (4, 0)


def test_a_preview_counts_what_would_be_erased_from_archives(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path / "one", _ago(14))
    _went(world, tmp_path / "two", _ago(2))
    (archive,) = archive_findings(world.alice, _ago(12).date())
    assert preview(world.alice, Level.CLIENT, "", {"erase_months": 12}).erased == 4
    assert preview(world.alice, Level.CLIENT, "", {"erase_months": 1}).erased == 8
    assert preview(world.alice, Level.CLIENT, "", {"erase_months": 24}).erased == 0
    _policy(world, erase_months=12)
    assert keep_to_policies(world.alice).erased == 4 and world.alice.archives(archive.ident) == ()


def test_nothing_is_erased_while_a_legal_hold_stands(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(40))
    (archive,) = archive_findings(world.alice, now().date())
    _policy(world, erase_months=12)
    today = now().date()
    hold_data(world.alice, "Roe v. Acme", why="a claim was received", who="A. Counsel", since=today, on=today)
    done = keep_to_policies(world.alice)
    assert (done.erased, done.is_held) == (0, True)
    with pytest.raises(NotAllowed, match="legal hold"):
        erase_archive(world.alice, archive.ident)


def test_the_worker_looks_once_a_day_where_a_policy_speaks(world: World, tmp_path: Path) -> None:
    assert archiving.look_where_archives_are_due(world.home) == 0
    _policy(world, archive_months=12)
    assert archiving.look_where_archives_are_due(world.home) == 1
    assert archiving.look_where_archives_are_due(world.home) == 0  # it waits already


def test_a_key_that_was_replaced_opens_archives_and_prints_still_compare(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(14))
    before = {row["fingerprint"] for row in _all(world.alice)["Finding"]}
    (archive,) = archive_findings(world.alice, now().date())
    for key in (Key.FINGERPRINT, Key.FIELD):
        rotate(Workspace(world.home, world.alice.organisation, world.alice.member), key)
    again = Workspace(world.home, world.alice.organisation, world.alice.member)
    assert [each.why for each in verify_archives(again)] == [""]
    assert bring_back(again, archive.ident).findings == 4
    prints = {row["fingerprint"] for row in _all(again)["Finding"]}
    assert len(prints) == 6 and not prints & before
    assert prints == {again.fingerprint(*value) for value in SSN}  # as a scan of tomorrow would have them


def test_an_archive_that_does_not_open_stops_no_new_fingerprint_key(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bailee.cli.keys.replacing.open_store", lambda home, **_: world.alice)
    _went(world, tmp_path / "one", _ago(60))
    _went(world, tmp_path / "two", _ago(14))
    torn, whole = [each.ident for each in archive_findings(world.alice, now().date())]
    kept = b""
    with world.alice.transaction():
        row = world.alice._rows(FindingArchive).get(ident=torn)
        kept, row.content = bytes(row.content), bytes(row.content)[:-9]
        row.save(using=world.alice.alias)
    typed = ["keys", "rotate", "fingerprint", "--home", str(world.home)]
    said = CliRunner().invoke(bailee_command, typed)
    assert said.exit_code == 3 and f"left  {torn}: it does not open" in said.output, said.output
    again = Workspace(world.home, world.alice.organisation, world.alice.member)
    assert [bool(each.why) for each in verify_archives(again)] == [True, False]
    assert bring_back(again, whole).findings == 4
    prints = {row["fingerprint"] for row in _all(again)["Finding"]}
    assert prints == {again.fingerprint(*value) for value in SSN}  # the others compare as before
    with again.transaction():  # mended by hand, it is of another time
        row = again._rows(FindingArchive).get(ident=torn)
        row.content = kept
        row.save(using=again.alias)
    with pytest.raises(InvalidInput, match="did not open when the fingerprint key was replaced"):
        bring_back(again, torn)
    assert rotate(again, Key.FINGERPRINT).left == (torn,)
    assert verify_evidence(world.home).broken == ()


# --- what is asked wrongly, and what does not open


def test_a_month_is_taken_as_people_write_it_and_what_is_none_is_refused(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path, _ago(14))
    archive_findings(world.alice, now().date())
    month = f"{_ago(14).year}-{_ago(14).month}"
    assert len(list(search_archives(world.alice, month=month))) == 4
    assert len(list(search_archives(world.alice, month=f"{_ago(14):%Y-%m}"))) == 4
    for wrong in ("2025-13", "March", "2025", "25-03", "2025-03-01"):
        with pytest.raises(InvalidInput, match="no month") as refused:
            search_archives(world.alice, month=wrong)
        assert "2026-03" in (refused.value.hint or "")


def test_a_detector_and_a_category_that_there_are_not_are_refused_with_those_there_are(
    world: World, tmp_path: Path
) -> None:
    _went(world, tmp_path, _ago(14))
    archive_findings(world.alice, now().date())
    with pytest.raises(InvalidInput, match="no such detector") as refused:
        search_archives(world.alice, detector="us-snn")
    assert "us-ssn" in (refused.value.hint or "")
    with pytest.raises(InvalidInput, match="no category of data") as refused:
        search_archives(world.alice, category="social-security-nummer")
    assert "social-security-number" in (refused.value.hint or "")
    assert list(search_archives(world.alice, detector="iban")) == []  # there is one, and nothing of it
    with world.alice.transaction():
        world.alice._rows(Finding).update(gone_at=_ago(2), detector="of-an-older-version")
    archive_findings(world.alice, now().date())
    assert len(list(search_archives(world.alice, detector="of-an-older-version"))) == 2


def test_an_archive_that_does_not_open_is_told_and_the_others_are_erased(world: World, tmp_path: Path) -> None:
    _went(world, tmp_path / "one", _ago(60))
    _went(world, tmp_path / "two", _ago(50))
    _went(world, tmp_path / "three", _ago(14))
    archive_findings(world.alice, _ago(12).date() - timedelta(days=1))
    archive_findings(world.alice, _ago(13).date())
    torn = world.alice.archives()[0].ident
    with world.alice.transaction():
        row = world.alice._rows(FindingArchive).get(ident=torn)
        row.content = bytes(row.content)[:-9]
        row.save(using=world.alice.alias)
    _policy(world, erase_months=36)
    ident = jobs.defer(world.home, archiving.TASK, world.alice.organisation, by=world.alice.member)
    tasks = registry(Surroundings(world.home))
    run_one(world.home, tasks, world.alice.organisation_id, ident, jobs.Timing(), lambda: False)
    (done,) = jobs.list(world.home, world.alice, task=archiving.TASK)
    assert (done.state, done.result["erased"], list(done.result["broken"])) == ("done", 4, [torn])
    assert len(world.alice.archives()) == 2 and world.alice.archives(torn)
    look_for_alerts(world.alice)
    (alert,) = [each for each in world.alice.alerts() if each.sort == "archive-does-not-open"]
    assert torn in alert.title and not alert.settled_at
    with world.alice.transaction():
        world.alice._rows(FindingArchive).filter(ident=torn).delete()
    look_for_alerts(world.alice)
    assert not [each for each in world.alice.alerts() if each.sort == "archive-does-not-open"]


def test_what_lay_in_a_place_that_is_no_more_is_erased_as_the_client_says(world: World, tmp_path: Path) -> None:
    for name in ("one", "two"):
        _went(world, tmp_path / name, _ago(40))
    archive_findings(world.alice, now().date())
    with world.alice.transaction():  # a place that a backup of before, or another store, does not know
        world.alice._rows(PlaceRow).filter(name="two").update(path_fingerprint="of another place")
    assert preview(world.alice, Level.CLIENT, "", {"erase_months": 36}).erased == 8
    (archive,) = world.alice.archives()
    one = next(each.ident for each in world.alice.places() if each.name == "one")
    assert world.alice.erase_archived(archive.ident, {one}) == 4
    _policy(world, erase_months=36)
    assert keep_to_policies(world.alice).erased == 4
    assert world.alice.archives() == () and verify_evidence(world.home).broken == ()
