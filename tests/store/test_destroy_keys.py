"""Keys of an organisation are destroyed: by whom may, with another person where there is one, and then nothing of it opens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.keys import recovery_files
from bailee.operations.destroy_keys import Destroyed, Waits, destroy, plan_destruction, withdraw
from bailee.operations.make_recovery_kit import make_recovery_kit
from bailee.operations.off_board_client import certificate_of
from bailee.operations.protect_files import apply, propose
from bailee.operations.rotate_keys import Key, rotate
from bailee.operations.verify_evidence import verify_evidence
from bailee.permissions import Role
from bailee.store.organisations import add_member, create_organisation
from bailee.store.workspace import Workspace
from world import World

WHY = "the practice was closed on 1 May"


def text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def sealed(workspace: Workspace, folder: Path) -> Path:
    folder.mkdir()
    (folder / "pay.csv").write_bytes(b"name,ssn\n" * 2_000)
    assert [each.state for each in apply(workspace, propose(workspace, [folder / "pay.csv"]))] == ["sealed"]
    return folder / "pay.csv"


def test_a_plan_changes_nothing(world: World, tmp_path: Path) -> None:
    sealed(world.alice, tmp_path / "hr")
    before = len(world.alice.evidence()[0])
    plan = plan_destruction(world.alice)
    assert plan.sealed_files == 1 and plan.others == () and len(plan.recovery_keys) == 1 and "field" in plan.keys
    assert len(world.alice.evidence()[0]) == before


def test_then_nothing_opens_and_the_certificate_says_what_may(world: World, tmp_path: Path) -> None:
    path = sealed(world.alice, tmp_path / "hr")
    make_recovery_kit(world.alice, tmp_path / "kit.pdf", keeper="Dana Reyes")
    door = world.alice
    done = destroy(door, name=" alice's  SHOP", reason=WHY, out=tmp_path / "certificate.pdf")
    assert isinstance(done, Destroyed) and dict(done.tried) == {"bundle of keys in the store": 1, "sealed files": 1}
    told = text((tmp_path / "certificate.pdf").read_bytes())
    for wanted in (
        WHY,
        "cryptographic erase",
        "NIST SP 800-88",
        "kept by Dana Reyes",
        "1 sealed file",
        "No backup was made",
    ):
        assert wanted in told, wanted
    assert (tmp_path / "certificate.pdf").stat().st_mode & 0o077 == 0
    assert path.with_name("pay.csv.age").is_file() and not path.exists()
    with pytest.raises((CannotRead, NotAllowed)):
        Workspace(world.home, door.organisation, "alice")
    assert all(door.keys.recovery_recipient not in file.read_text() for file in recovery_files(world.home))
    assert world.charlie.facts() == {}  # the rest of the store is whole
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_recovery_key_that_was_replaced_goes_too_and_another_clients_stays(world: World, tmp_path: Path) -> None:
    sealed(world.alice, tmp_path / "hr")
    rotate(world.alice, Key.RECOVERY)  # what was sealed is not wrapped anew: the former one opens it
    door = Workspace(world.home, world.alice.organisation, world.alice.member)
    assert len(plan_destruction(door).recovery_keys) == 2
    done = destroy(door, name=" alice's  SHOP", reason=WHY, out=tmp_path / "certificate.pdf")
    assert isinstance(done, Destroyed) and dict(done.tried)["sealed files"] == 1
    (left,) = recovery_files(world.home)
    assert f"of {world.charlie.organisation}:" in left.read_text()


@pytest.mark.parametrize(
    ("name", "reason", "fault"),
    [
        ("Alice", WHY, "not the name"),
        ("Alice's shop", "why", "needs a reason"),
        ("Alice's shop", "x" * 501, "needs a reason"),
    ],
)
def test_a_wrong_name_or_no_reason_destroys_nothing(
    world: World, tmp_path: Path, name: str, reason: str, fault: str
) -> None:
    with pytest.raises(InvalidInput, match=fault):
        destroy(world.alice, name=name, reason=reason, out=tmp_path / "c.pdf")
    assert Workspace(world.home, world.alice.organisation, "alice").facts() == {} and not list(tmp_path.glob("*.pdf"))


def test_a_certificate_that_cannot_be_written_destroys_nothing(world: World, tmp_path: Path) -> None:
    (tmp_path / "there.pdf").write_text("something")
    for out in (tmp_path / "there.pdf", tmp_path / "no" / "c.pdf"):
        with pytest.raises((InvalidInput, NotAllowed)):
            destroy(world.alice, name="Alice's shop", reason=WHY, out=out)
    assert Workspace(world.home, world.alice.organisation, "alice").keys


def test_another_person_carries_out_what_one_asked_for(world: World, tmp_path: Path) -> None:
    add_member(world.home, world.alice.organisation, "olga", name="Olga", role=Role.CLIENT_OWNER)
    olga = Workspace(world.home, world.alice.organisation, "olga")
    asked = destroy(world.alice, name="Alice's shop", reason=WHY, out=tmp_path / "c.pdf")
    assert asked == Waits(("Olga",)) and not (tmp_path / "c.pdf").exists()
    again = destroy(world.alice, name="Alice's shop", reason=WHY, out=tmp_path / "c.pdf")
    assert isinstance(again, Waits) and olga.keys and len(list(tmp_path.glob(".c*"))) == 0
    plan = plan_destruction(olga)
    assert plan.asked is not None and (plan.asked.name, plan.asked.reason) == ("alice", WHY)
    done = destroy(olga, name="Alice's shop", reason="seen the closing papers", out=tmp_path / "c.pdf")
    assert isinstance(done, Destroyed)
    told = text((tmp_path / "c.pdf").read_bytes())
    assert "asked for by alice" in told and "carried out by Olga" in told and "seen the closing papers" in told


def test_what_was_asked_for_can_be_taken_back(world: World, tmp_path: Path) -> None:
    add_member(world.home, world.alice.organisation, "olga", name="Olga", role=Role.CLIENT_OWNER)
    olga = Workspace(world.home, world.alice.organisation, "olga")
    destroy(world.alice, name="Alice's shop", reason=WHY)
    withdraw(olga)
    assert plan_destruction(world.alice).asked is None
    assert isinstance(destroy(olga, name="Alice's shop", reason=WHY), Waits)  # asked anew, by another one
    with pytest.raises(InvalidInput):
        withdraw(world.alice) or withdraw(world.alice)


def test_who_may_not_is_refused(world: World) -> None:
    for act in (plan_destruction, withdraw):
        with pytest.raises(NotAllowed):
            act(world.bob)
    with pytest.raises(NotAllowed):
        destroy(world.bob, name="Alice's shop", reason=WHY)


@pytest.fixture
def olga(world: World) -> Workspace:
    return Workspace(world.home, create_organisation(world.home, "Olga IT", owner="olga", is_provider=True), "olga")


def test_a_client_is_destroyed_by_its_provider_and_both_logs_say_so(olga: Workspace, tmp_path: Path) -> None:
    client = olga.add_client("Lind Dental")
    door = Workspace(olga.home, client, "olga")
    path = sealed(door, tmp_path / "hr")
    with pytest.raises(NotAllowed, match="by its provider"):
        plan_destruction(door)
    with pytest.raises(InvalidInput, match="has clients yet"):
        plan_destruction(olga)
    done = destroy(olga, client=client, name="Lind Dental", reason=WHY, out=tmp_path / "c.pdf")
    assert isinstance(done, Destroyed) and dict(done.tried)["sealed files"] == 1
    with pytest.raises((CannotRead, NotAllowed)):
        Workspace(olga.home, client, "olga")
    assert olga.clients() == () and olga.clients(gone=True)[0].state == "gone"
    assert [row.action for row in olga.evidence()[0]][-2:] == ["organisation-keys-destroyed", "client-certified"]
    assert verify_evidence(olga.home).ok
    assert WHY in text(certificate_of(olga, client)) and path.with_name("pay.csv.age").is_file()
    with pytest.raises(InvalidInput, match="destroyed already"):
        destroy(olga, client=client, name="Lind Dental", reason=WHY)


COMMAND = """
import sys
from pathlib import Path
from bailee.cli.main import main
sys.argv = ["bailee", *sys.argv[1:]]
main()
"""


def test_the_command_shows_that_nothing_opens(world: World, stands_on: str, tmp_path: Path) -> None:
    if stands_on != "sqlite":
        pytest.skip("the command finds its database by itself on SQLite alone")
    home = tmp_path / "one"
    create_organisation(home, "Lind Dental")
    from bailee.operations.open_store import open_store
    from bailee.store import database

    path = sealed(open_store(home), tmp_path / "hr")
    database.disconnect(home)

    def bailee(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", COMMAND, *words, "--home", str(home)]
        return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)

    assert "1 sealed file would open with the recovery key alone" in bailee("keys", "destroy").stdout
    refused = bailee("keys", "destroy", "--reason", WHY, "--out", str(tmp_path / "c.pdf"))
    assert refused.returncode == 2 and "typed again" in refused.stderr
    words = ("keys", "destroy", "--reason", WHY, "--name", "Lind Dental", "--out", str(tmp_path / "c.pdf"))
    done = bailee(*words)
    assert done.returncode == 0, done.stderr
    assert "tried: 0 of 1 sealed files opened" in done.stdout
    for words in (("status",), ("protect", "undo", str(path)), ("keys", "status"), ("findings",)):
        after = bailee(*words)
        assert after.returncode == 2 and "Traceback" not in after.stderr, (words, after.stderr)
    assert path.with_name("pay.csv.age").is_file()
