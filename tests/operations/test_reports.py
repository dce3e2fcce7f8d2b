"""Reports of a store: their numbers are its rows, they are kept as they were made, and who may not have one has none."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

import scans
from bailee.errors import InvalidInput, NotAllowed
from bailee.findings import LIKELY_WEIGHT
from bailee.operations.choose_look import choose_look, look_of
from bailee.operations.gather_report import gather_report, last_months
from bailee.operations.make_report import draft_report, make_report, may_have, read_report, reports, verify_report
from bailee.operations.schedule_report import (
    due,
    look_where_reports_are_due,
    make_due_reports,
    schedule_report,
    stop_schedule,
)
from bailee.operations.show_status import show_status
from bailee.permissions import Permission, Role
from bailee.rendering import Table, Tiles
from bailee.reports import papers
from bailee.reports.material import UNNAMED, Period
from bailee.store.asking import today
from bailee.store.organisations import add_member, create_organisation
from bailee.store.rows.settled import States
from bailee.store.workspace import Workspace
from lying import found
from world import World, make_world, open_world

CANARY = "zanzibarquokka@example.org"


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Alice's shop, scanned twice: a file went, one came."""
    home = tmp_path_factory.mktemp("reports") / "home"
    make_world(home)
    world = open_world(home)
    share = tmp_path_factory.mktemp("share")
    values = [("us-ssn", "512447313"), ("email-address", CANARY), ("person-name", "Pat Doe")]
    files = scans.Files({"hr/pay.txt": ("a", values), "crm/list.csv": ("b", values[1:])})
    scans.scan(world.alice, files, share)
    files = scans.Files({"hr/pay.txt": ("a", values), "crm/more.csv": ("c", [("phone-number", "+12125550100")])})
    scans.scan(world.alice, files, share)
    return world


@pytest.fixture
def alice(laid: World) -> Workspace:
    return laid.alice


def counted(workspace: Workspace) -> Counter[str]:
    """Findings by category, as the table of findings has them."""
    from bailee.store.models import Finding

    rows = (
        workspace._rows(Finding).filter(gone_at=None, weight__gte=LIKELY_WEIGHT).exclude(state=States.DISMISSED.value)
    )
    return Counter(rows.values_list("category", flat=True))


def test_the_figures_of_a_review_are_the_rows_of_the_store(alice: Workspace) -> None:
    from bailee.store.models import Finding, Scan, ScannedFile

    material = gather_report(alice, last_months(today()))
    rows = counted(alice)
    assert sum(rows.values()) > 0
    assert {each.category: each.now for each in material.moved if each.now} == dict(rows)
    assert all(each.before + each.new - each.gone == each.now for each in material.moved)
    assert material.done["scans"] == alice._rows(Scan).filter(state="finished").count() == 2
    there = alice._rows(ScannedFile).filter(gone_at=None)
    document = papers.document("quarterly-review", material)
    tiles = {tile.label: tile.figure for each in document.blocks if isinstance(each, Tiles) for tile in each.tiles}
    assert tiles["Findings"] == f"{alice._rows(Finding).filter(gone_at=None, weight__gte=LIKELY_WEIGHT).count():,}"
    assert tiles["Files read"] == f"{there.filter(outcome='read').count():,}"
    states = dict(show_status(alice).content["states"])
    assert {state: int(tiles[state]) for state in states} == states
    stores: Counter[str] = Counter()
    for _, category, count in material.stores:
        stores[category] += count
    assert stores == rows


def test_what_went_between_two_scans_is_gone_and_what_came_is_new(alice: Workspace) -> None:
    scans_ = alice.scans()
    since, until = scans_[0].ended_at, scans_[-1].ended_at
    assert since and until
    moved = {each.category: each for each in alice.moved(since, until)}
    assert (moved["phone-number"].before, moved["phone-number"].new, moved["phone-number"].now) == (0, 1, 1)
    assert moved["email-address"].gone == 1
    assert moved["social-security-number"].before == moved["social-security-number"].now == 1


def test_a_report_is_kept_as_it_was_made_and_found_again_by_its_digest(alice: Workspace) -> None:
    made = make_report(alice, "one-page", last_months(today()), forms=("pdf", "xlsx"))
    kept, content = read_report(alice, made.kept.ident, "pdf")
    assert content == made.files["pdf"]
    assert kept.sealed["statement"]["files"]["pdf"] == hashlib.sha256(content).hexdigest()
    assert verify_report(alice, content) == (kept, [])
    found, wrong = verify_report(alice, content + b"\n")
    assert found is None and wrong
    assert show_status(alice, patience=0).is_current  # what was made of the table does not age it
    with pytest.raises(InvalidInput, match="not made in that form"):
        read_report(alice, made.kept.ident, "docx")


def test_a_kept_report_cannot_be_changed(alice: Workspace) -> None:
    from bailee.store.models import KeptReport, ReportFile

    make_report(alice, "data-map", last_months(today()), forms=("html",))
    for model, values in ((KeptReport, {"kind": "other"}), (ReportFile, {"sha256": "0"})):
        with pytest.raises(Exception, match="append"), alice.transaction():
            alice._rows(model).update(**values)


def test_no_value_and_no_address_stands_in_the_clear(alice: Workspace, laid: World) -> None:
    schedule_report(alice, "one-page", "month", recipients=[CANARY])
    make_report(alice, "technical-list", last_months(today()), forms=("html",))
    assert found(alice, CANARY.encode()) == []
    written = [alice.report_file(each.ident, form.form) for each in reports(alice) for form in each.files]
    assert written and not [content for content in written if CANARY.encode() in content]


def test_others_have_what_their_role_may_and_no_more(laid: World) -> None:
    made = make_report(laid.alice, "technical-list", last_months(today()), forms=("pdf",))
    with pytest.raises(InvalidInput):
        laid.charlie.kept_report(made.kept.ident)
    assert made.kept.ident not in {each.ident for each in reports(laid.charlie)}
    add_member(laid.home, laid.alice.organisation, "mia", name="Mia", role=Role.MANAGER)
    mia = Workspace(laid.home, laid.alice.organisation, "mia")
    assert (
        may_have(mia, "one-page")
        and not may_have(mia, "technical-list")
        and not may_have(mia, "obligations-and-strategy")
    )
    assert made.kept.ident not in {each.ident for each in reports(mia)}
    assert draft_report(mia, "one-page", last_months(today()))
    for act in (
        lambda: make_report(mia, "one-page", last_months(today())),
        lambda: draft_report(mia, "technical-list", last_months(today())),
        lambda: schedule_report(mia, "one-page", "month"),
        lambda: choose_look(mia, name="Mia"),
        lambda: read_report(mia, made.kept.ident, "pdf"),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [(1, -1, "before the first"), (-1, 1, "not come yet"), (-3000, -2000, "was not kept")],
)
def test_a_time_that_makes_no_sense_is_refused(alice: Workspace, since: int, until: int, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        gather_report(alice, Period(today() + timedelta(since), today() + timedelta(until)))


def test_an_organisation_without_a_name_says_so_on_each_page(tmp_path: Path) -> None:
    from bailee.operations.open_store import open_store

    workspace = open_store(tmp_path / "home")
    assert gather_report(workspace, last_months(today())).unreal == UNNAMED
    assert "Nothing was looked at yet" in str(draft_report(workspace, "quarterly-review", last_months(today())))


def test_a_providers_look_is_its_clients_and_a_client_may_have_its_own(tmp_path: Path) -> None:
    provider = create_organisation(tmp_path / "home", "Olga IT", owner="olga", is_provider=True)
    olga = Workspace(tmp_path / "home", provider, "olga")
    out = io.BytesIO()
    Image.new("RGB", (200, 50), "#1a4fb4").save(out, "PNG")
    choose_look(olga, name="Olga IT", logo=out.getvalue(), accent="#1a4fb4")
    client = Workspace(tmp_path / "home", olga.add_client("=cmd|' /C calc'!A0"), "olga")
    assert (look_of(client).name, look_of(client).accent, look_of(client).logo[:4]) == (
        "Olga IT",
        "#1a4fb4",
        b"\x89PNG",
    )
    choose_look(client, closing="Ask Pat.")
    assert (look_of(client).name, look_of(client).closing, look_of(olga).closing) == ("Olga IT", "Ask Pat.", "")
    made = make_report(client, "one-page", last_months(today()))
    assert set(made.files) == set(papers.FORMS)
    with pytest.raises(InvalidInput, match="SVG"):
        choose_look(client, logo=b"<svg/>")


def test_a_schedule_is_due_when_its_time_is_over_and_makes_each_once(laid: World) -> None:
    charlie = laid.charlie
    ident = schedule_report(charlie, "one-page", "week", forms=("pdf",), recipients=["owner@client.example"])
    assert due(charlie, today()) == []
    later = today() + timedelta(days=8)
    assert [schedule.ident for schedule, _ in due(charlie, later)] == [ident]
    assert look_where_reports_are_due(laid.home, datetime.now(UTC) + timedelta(days=8)) >= 1
    stop_schedule(charlie, ident)
    assert due(charlie, later) == []
    with pytest.raises(InvalidInput, match="no such schedule"):
        stop_schedule(charlie, ident)
    for forms, recipients in (
        ((), ()),
        (("svg",), ()),
        (("pdf",), ("nobody",)),
        (("pdf",), [f"a{n}@b.example" for n in range(21)]),
    ):
        with pytest.raises(InvalidInput):
            schedule_report(charlie, "one-page", "week", forms=forms, recipients=recipients)


def test_a_due_report_goes_by_mail_with_its_file_and_only_once(laid: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from bailee.operations import schedule_report as scheduling
    from bailee.store.models import MailMessage

    bob = laid.alice
    ident = schedule_report(bob, "one-page", "week", forms=("pdf",), recipients=["owner@client.example"])
    over = Period(today() - timedelta(days=6), today())
    monkeypatch.setattr(scheduling, "last_whole", lambda every, on: over)
    assert make_due_reports(bob) >= 1
    assert make_due_reports(bob) == 0
    (kept,) = bob.kept_reports(schedule=ident)
    assert kept.until == over.until
    told = [bob._decrypted("mail_message.content", row.content) for row in bob._rows(MailMessage).order_by("-pk")[:5]]
    assert f"{kept.ident} pdf" in [each.get("report") for each in told]
    assert may_have(bob, kept.kind) and bob.may(Permission.EXPORT)


def test_a_table_of_a_past_day_is_the_one_that_was_kept(alice: Workspace) -> None:
    material = gather_report(alice, Period(today() - timedelta(days=30), today()))
    assert material.page_at.date() >= date(2026, 1, 1)
    tables = [each for each in papers.document("quarterly-review", material).blocks if isinstance(each, Table)]
    assert any(each.caption.startswith("Findings that are likely") for each in tables)


def test_a_report_that_was_asked_for_on_a_page_is_made_by_a_worker(alice: Workspace) -> None:
    from bailee.operations.tasks import report as task

    told = {
        "kind": "one-page",
        "since": (today() - timedelta(90)).toordinal(),
        "until": today().toordinal(),
        "forms": "pdf-xlsx",
    }
    done = task.handle(alice, told, None, None)  # type: ignore[arg-type]  # it asks neither how far it is nor what lies around
    assert done is not None
    assert [each.form for each in alice.kept_report(str(done["report"])).files] == ["pdf", "xlsx"]
