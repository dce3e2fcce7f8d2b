"""A client leaves: everything is handed over, then nothing of it opens, and no kill leaves a half of that unsaid."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import scans
from bailee.authority import EVERYWHERE
from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.operations import hand_over, off_board_client
from bailee.operations.off_board_client import off_board, plan_off_boarding
from bailee.operations.verify_evidence import verify_evidence
from bailee.permissions import Role
from bailee.store.organisations import create_organisation
from bailee.store.rows.base import now
from bailee.store.tenancy import link_account, memberships
from bailee.store.workspace import Workspace
from world import World


@pytest.fixture
def olga(world: World) -> Workspace:
    return Workspace(world.home, create_organisation(world.home, "Olga IT", owner="olga", is_provider=True), "olga")


@pytest.fixture
def client(olga: Workspace, tmp_path: Path) -> str:
    """A client that was scanned."""
    ident = olga.add_client("Lind Dental")
    door = Workspace(olga.home, ident, "olga")
    said = {"given_by": "Dr. Lind", "function": "owner", "scope": "all", "places": (EVERYWHERE,)}
    door.record_instruction(**said, given_on=now().date())  # type: ignore[arg-type]
    scans.scan(door, scans.Files({"pay roll.txt": ("x", [("us-ssn", "512447313")])}), tmp_path / "place")
    return ident


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "rows" / f"{table}.jsonl").read_text("utf-8").splitlines()]


def test_a_plan_changes_nothing(olga: Workspace, client: str) -> None:
    before = len(olga.evidence()[0])
    plan = plan_off_boarding(olga, client)
    assert plan.rows["finding"] == 1 and plan.members == ("olga (provider owner)",) and plan.done == ()
    assert len(olga.evidence()[0]) == before and olga.clients()[0].state == "active"


def test_everything_is_handed_over_readable_and_proven(olga: Workspace, client: str, tmp_path: Path) -> None:
    done = off_board(olga, client, tmp_path / "out")
    assert rows(done.folder, "place")[0]["path"] == str(tmp_path / "place")
    assert rows(done.folder, "member")[0]["name"] == "olga"
    assert rows(done.folder, "authority")[0]["told"]["given_by"] == "Dr. Lind"  # type: ignore[index]
    assert "wrapped_keys" not in rows(done.folder, "organisation")[0]
    manifest = json.loads((done.folder / "MANIFEST.json").read_bytes())
    assert {name: hashlib.sha256((done.folder / name).read_bytes()).hexdigest() for name in manifest} == manifest
    verified = subprocess.run([sys.executable, "verify.py"], cwd=done.folder / "log", capture_output=True, check=False)
    assert verified.returncode == 0
    assert {path.stat().st_mode & 0o077 for path in done.folder.rglob("*")} == {0}


def test_nothing_of_it_opens_any_more_and_the_rest_of_the_store_is_whole(
    olga: Workspace, client: str, world: World, tmp_path: Path
) -> None:
    link_account(olga.home, olga.organisation, "olga", "account-o")
    world.alice.set_fact("has_cctv", True)
    off_board(olga, client, tmp_path / "out")
    with pytest.raises((CannotRead, NotAllowed)):
        Workspace(olga.home, client, "olga")
    assert [each.name for each in memberships(olga.home, "account-o")] == ["Olga IT"]
    assert olga.clients() == () and olga.clients(gone=True)[0].state == "gone"
    assert world.alice.facts() == {"has_cctv": True}
    assert verify_evidence(olga.home).ok


def test_the_certificate_is_in_the_provider_s_log_by_its_digest(olga: Workspace, client: str, tmp_path: Path) -> None:
    done = off_board(olga, client, tmp_path / "out")
    record = olga.evidence()[0][-1]
    assert record.action == "client-certified"
    assert hashlib.sha256(done.certificate.read_bytes()).hexdigest() in record.details
    assert done.certificate.read_bytes().startswith(b"%PDF")


def test_who_could_open_it_is_known_after_it_left(olga: Workspace, client: str, tmp_path: Path) -> None:
    off_board(olga, client, tmp_path / "out")
    (span,) = olga.client_spans(client=client)
    assert span.person == "olga" and span.what.until is not None  # type: ignore[union-attr]


@pytest.mark.parametrize("role", [Role.LEAD, Role.TECHNICIAN, Role.PROVIDER_AUDITOR])
def test_who_may_not_off_board_is_refused_and_nothing_happens(
    olga: Workspace, client: str, tmp_path: Path, role: Role
) -> None:
    olga.add_member("Pat", role)
    olga.assign(client, "pat")
    pat = Workspace(olga.home, olga.organisation, "pat")
    for act in (lambda: plan_off_boarding(pat, client), lambda: off_board(pat, client, tmp_path / "out")):
        with pytest.raises(NotAllowed, match="off board"):
            act()
    assert not (tmp_path / "out").exists() and Workspace(olga.home, client, "pat").keys


def test_another_provider_off_boards_nobody_of_ours(olga: Workspace, client: str, tmp_path: Path) -> None:
    other = create_organisation(olga.home, "Rival IT", owner="ron", is_provider=True)
    with pytest.raises(InvalidInput, match="no such client"):
        off_board(Workspace(olga.home, other, "ron"), client, tmp_path / "out")


class Killed(BaseException):
    """The machine dies here."""


def _dies(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, *, after: bool) -> None:
    true: Callable[..., object] = getattr(owner, name)

    def dying(*args: object, **kwargs: object) -> object:
        if after:
            true(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(owner, name, dying)


@pytest.mark.parametrize(
    ("owner", "name", "after", "last"),
    [
        (off_board_client, "_manifest", False, "begun"),
        (off_board_client, "_settle", True, "begun"),
        (Workspace, "destroy_client_keys", False, "exported"),
        (Workspace, "destroy_client_keys", True, "keys-destroyed"),
        (off_board_client, "certificate", False, "keys-destroyed"),
    ],
    ids=["while-writing-out", "before-its-name", "before-the-keys", "after-the-keys", "before-the-certificate"],
)
def test_a_kill_leaves_a_leaving_that_says_so_and_goes_on(
    olga: Workspace,
    client: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    name: str,
    after: bool,
    last: str,
) -> None:
    with monkeypatch.context() as dying, pytest.raises(Killed):
        _dies(dying, owner, name, after=after)
        off_board(olga, client, tmp_path / "out")
    assert olga.leaving(client)[-1].step == last
    (told,) = olga.clients(gone=True)
    assert told.state == ("uncertified" if last == "keys-destroyed" else "leaving")
    done = off_board(olga, client, tmp_path / ("out" if last == "keys-destroyed" else "again"))
    assert done.certificate.exists() and olga.leaving(client)[-1].step == "certified"
    assert verify_evidence(olga.home).ok


def test_a_change_after_the_writing_out_keeps_the_keys(
    olga: Workspace, client: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = Workspace.destroy_client_keys

    def late(self: Workspace, *args: object, **kwargs: object) -> object:
        Workspace(self.home, client, "olga").record("declared", "late", {})
        return true(self, *args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as changing:
        changing.setattr(Workspace, "destroy_client_keys", late)
        with pytest.raises(InvalidInput, match="changed since"):
            off_board(olga, client, tmp_path / "out")
    assert Workspace(olga.home, client, "olga").keys and olga.clients()[0].state == "leaving"
    off_board(olga, client, tmp_path / "again")
    assert olga.clients() == ()


def test_a_folder_that_is_there_is_not_written_to(olga: Workspace, client: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for out in (tmp_path / "out", tmp_path / "nowhere" / "out"):
        with pytest.raises(InvalidInput):
            off_board(olga, client, out)
    assert olga.leaving(client) == ()


def test_no_scan_begins_while_a_client_leaves(
    olga: Workspace, client: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as dying, pytest.raises(Killed):
        _dies(dying, Workspace, "destroy_client_keys", after=False)
        off_board(olga, client, tmp_path / "out")
    with pytest.raises(NotAllowed, match="withdrawn"):
        scans.scan(Workspace(olga.home, client, "olga"), scans.Files({}), tmp_path / "place")


def test_what_is_handed_over_is_sealed_for_the_client_and_deleted_here(
    olga: Workspace, client: str, tmp_path: Path
) -> None:
    import io
    import zipfile

    import pyrage

    done = off_board(olga, client, tmp_path / "out")
    told = next(step for step in olga.leaving(client) if step.step == "keys-destroyed").told
    key = pyrage.x25519.Identity.generate()
    for wrong in ({}, {"recipient": "age1nonsense"}, {"passphrase": "short"}):
        with pytest.raises(InvalidInput):
            hand_over.seal_copy(olga, client, folder=done.folder, **wrong)
    sealed = hand_over.seal_copy(olga, client, recipient=str(key.to_public()), folder=done.folder)
    assert not done.folder.exists() and sealed.stat().st_mode & 0o077 == 0
    content = pyrage.decrypt(sealed.read_bytes(), [key])
    assert hashlib.sha256(content).hexdigest() == told["zip_sha256"]
    assert "rows/place.jsonl" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [row.action for row in olga.evidence()[0]][-1] == "handed-over-sealed"
    with pytest.raises(InvalidInput, match="nothing readable"):
        hand_over.seal_copy(olga, client, passphrase="five words that nobody joins", folder=done.folder)


def test_a_try_that_was_cut_off_leaves_no_copy_beside_the_one_that_came_to_its_end(
    olga: Workspace, client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bailee.operations.scan_options import Surroundings
    from bailee.operations.tasks import registry
    from bailee.store import jobs
    from bailee.store.work.running import run_one
    from bailee.store.work.values import Timing

    monkeypatch.setattr(Workspace, "destroy_client_keys", _cut_off)
    job = jobs.defer(olga.home, "off-board", olga.organisation, {"client": client}, by=olga.member)
    tasks = registry(Surroundings(olga.home))
    run_one(olga.home, tasks, olga.organisation_id, job, Timing())
    assert len(hand_over.copies(olga.home, client).folders) == 1  # written out, and no key was destroyed
    monkeypatch.undo()
    again = jobs.defer(olga.home, "off-board", olga.organisation, {"client": client}, by=olga.member)
    run_one(olga.home, tasks, olga.organisation_id, again, Timing())
    (folder,) = hand_over.copies(olga.home, client).folders
    assert (folder / "certificate.pdf").is_file()
    assert hand_over.delete_copies(olga, client) == 1 and hand_over.copies(olga.home, client).is_empty
    assert [row.action for row in olga.evidence()[0]][-1] == "handed-over-deleted"


def _cut_off(*_: object, **__: object) -> None:
    raise CannotRead("the database is away")
