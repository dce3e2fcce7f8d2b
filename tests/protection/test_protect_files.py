"""`bailee protect`: from what a scan found to sealed files and back, with the store and the log beside."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from shelf import state

from bailee.cli.protect import command
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.open_store import open_store
from bailee.operations.protect_files import apply, check, propose, undo
from bailee.operations.scan_store import scan_store
from bailee.operations.verify_evidence import verify_evidence
from bailee.store.organisations import add_member
from bailee.store.workspace import Workspace

# made up here
PAY = "name,ssn,salary\n" + "".join(f"Person {n},{219 + n}-{20 + n}-{4000 + n},{5000 + n}\n" for n in range(20))


@pytest.fixture
def company(tmp_path: Path) -> Path:
    folder = tmp_path / "company" / "hr"
    folder.mkdir(parents=True)
    (folder / "pay.csv").write_text(PAY)
    (folder / "pay.csv").chmod(0o644)
    (folder / "empty.txt").write_text("nothing in here\n")
    return folder


@pytest.fixture
def workspace(tmp_path: Path, company: Path) -> Iterator[Workspace]:
    workspace = open_store(tmp_path / "home")
    scan_store(workspace, [company.parent], jobs=1)
    yield workspace
    workspace.close()


def records(workspace: Workspace) -> list[str]:
    return [row.action for row in workspace.evidence()[0] if row.action.startswith("file")]


def test_what_a_scan_found_is_proposed_with_reasons(workspace: Workspace, company: Path) -> None:
    (proposal,) = propose(workspace, [company.parent])
    assert proposal.path == company / "pay.csv" and not proposal.refusal
    assert dict(proposal.categories)["social-security-number"] == 20
    assert any(each.startswith("holds 20 Social Security numbers") for each in proposal.why()), proposal.why()


def test_a_named_file_is_proposed_whatever_is_known(workspace: Workspace, company: Path) -> None:
    (proposal,) = propose(workspace, [company / "empty.txt"])
    assert "you named it" in proposal.why()[0] and not proposal.categories


def test_nothing_is_changed_by_a_plan(workspace: Workspace, company: Path) -> None:
    before = {path: state(path) for path in company.iterdir()}
    propose(workspace, [company])
    assert {path: state(path) for path in company.iterdir()} == before


def test_sealed_and_put_back_with_a_record_of_each(workspace: Workspace, company: Path) -> None:
    path = company / "pay.csv"
    before = state(path)
    (sealed,) = apply(workspace, propose(workspace, [company]))
    assert sealed.state == "sealed" and not path.exists()
    (row,) = workspace.protected_files()
    assert (row.ident, row.state, row.details["sealed_name"]) == (sealed.ident, "applied", "pay.csv.age")
    assert [each.state for each in check(workspace, [])] == ["whole"]
    assert records(workspace) == ["file-sealed"]
    (undone,) = undo(workspace, [path])
    assert undone.state == "undone" and state(path) == before
    assert [row.state for row in workspace.protected_files()] == ["undone"]
    assert records(workspace) == ["file-sealed", "file-put-back"]
    assert verify_evidence(workspace.home).ok


@pytest.mark.parametrize("name", ["pay.csv", "pay.csv.age", "pay.csv.sealed.txt", "."])
def test_undo_knows_a_file_by_each_of_its_names(workspace: Workspace, company: Path, name: str) -> None:
    list(apply(workspace, propose(workspace, [company])))
    assert [each.state for each in undo(workspace, [company / name])] == ["undone"]


def test_a_file_may_be_sealed_again_after_it_was_put_back(workspace: Workspace, company: Path) -> None:
    for _ in range(2):
        assert [each.state for each in apply(workspace, propose(workspace, [company]))] == ["sealed"]
        assert [each.state for each in undo(workspace, [company])] == ["undone"]
    assert len(workspace.protected_files("undone")) == 2


def test_one_that_cannot_be_sealed_does_not_stop_the_others(workspace: Workspace, company: Path) -> None:
    os.link(company / "pay.csv", company / "second name")
    proposals = propose(workspace, [company / "pay.csv", company / "empty.txt"])
    assert {each.path.name: each.refusal for each in proposals} == {"pay.csv": "hard-linked", "empty.txt": ""}
    outcomes = {each.path.name: each for each in apply(workspace, proposals)}
    assert outcomes["pay.csv"].reason == "hard-linked" and outcomes["empty.txt"].state == "sealed"
    assert records(workspace) == ["file-sealed"]


def test_bailees_own_keys_are_never_sealed(workspace: Workspace) -> None:
    for name in ("keys/master.key", "bailee.sqlite3", "evidence/1.checkpoint"):
        path = workspace.home / name
        proposals = propose(workspace, [path])
        assert [each.refusal for each in proposals] == ["belongs-to-bailee"]
        assert [each.reason for each in apply(workspace, proposals)] == ["belongs-to-bailee"]
        assert path.exists()


def test_a_damaged_copy_is_named_by_verify(workspace: Workspace, company: Path) -> None:
    list(apply(workspace, propose(workspace, [company])))
    (company / "pay.csv.age").write_bytes(b"age-encryption.org/v1\n")
    assert [(each.state, each.reason) for each in check(workspace, [company])] == [("refused", "damaged")]
    assert [(each.state, each.reason) for each in undo(workspace, [company])] == [("refused", "damaged")]
    assert workspace.protected_files("applied")


def test_who_may_only_read_seals_nothing(workspace: Workspace, company: Path) -> None:
    add_member(workspace.home, workspace.organisation, "bob")
    bob = open_store(workspace.home, member="bob")
    with pytest.raises(NotAllowed, match="you may read"):
        list(apply(bob, propose(bob, [company])))
    assert (company / "pay.csv").exists()


def test_nothing_sealed_here_is_said(workspace: Workspace, company: Path) -> None:
    with pytest.raises(InvalidInput, match="nothing is sealed"):
        list(undo(workspace, [company]))


def test_no_name_lies_in_the_clear_in_the_home(workspace: Workspace, company: Path) -> None:
    path = company / "219-20-4000 review.txt"
    path.write_text("x")
    list(apply(workspace, propose(workspace, [path])))
    workspace.close()
    content = b"".join(file.read_bytes() for file in workspace.home.rglob("*") if file.is_file())
    assert b"219-20-4000" not in content


@pytest.mark.parametrize("label", ["compared", "linked", "sealed", "original removed", "done", "noted"])
def test_killed_before_the_store_was_told(workspace: Workspace, company: Path, label: str) -> None:
    """The next command settles it: one row, one record, and the file in exactly one form."""

    def step(reached: str) -> None:
        if reached == label:
            os.kill(os.getpid(), signal.SIGKILL)

    before, proposals = state(company / "pay.csv"), propose(workspace, [company])
    workspace.close()
    pid = os.fork()
    if pid == 0:
        list(apply(workspace, proposals, step=step))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    done = label in ("sealed", "original removed", "done", "noted")
    first = list(apply(workspace, []))
    assert [each.state for each in first] == ([] if label == "noted" else ["sealed" if done else "kept"])
    assert list(apply(workspace, [])) == []
    assert len(workspace.protected_files("applied")) == records(workspace).count("file-sealed") == int(done)
    if done:
        assert [each.state for each in undo(workspace, [company])] == ["undone"]
    assert state(company / "pay.csv") == before and verify_evidence(workspace.home).ok


@pytest.mark.parametrize("label", ["undo ready", "restored", "undone", "undo noted"])
def test_killed_while_putting_back(workspace: Workspace, company: Path, label: str) -> None:
    def step(reached: str) -> None:
        if reached == label:
            os.kill(os.getpid(), signal.SIGKILL)

    before = state(company / "pay.csv")
    list(apply(workspace, propose(workspace, [company])))
    workspace.close()
    pid = os.fork()
    if pid == 0:
        list(undo(workspace, [company], step=step))
        os._exit(0)
    os.waitpid(pid, 0)
    list(apply(workspace, []))
    if label == "undo ready":
        list(undo(workspace, [company]))
    assert state(company / "pay.csv") == before
    assert records(workspace) == ["file-sealed", "file-put-back"] and verify_evidence(workspace.home).ok


def test_what_is_sealed_is_still_held_and_now_secured(workspace: Workspace, company: Path) -> None:
    """A scan meets only a copy that it cannot read; what was found in the file stays, encrypted, until the copy is gone."""
    key = "social-security-number"
    before = [each for each in workspace.holdings() if each.category == key]
    list(apply(workspace, propose(workspace, [company])))
    for _ in range(2):
        assert [each for each in workspace.holdings() if each.category == key] == before
        (exposure,) = next(found for (category, _), found in workspace.exposures().items() if category == key)
        assert (exposure.encrypted_items, exposure.open_to_everyone) == (1, 0)
        assert workspace.coverage().skipped == 0
        scan_store(workspace, [company.parent], jobs=1)
    list(undo(workspace, [company]))
    scan_store(workspace, [company.parent], jobs=1)
    assert [each for each in workspace.holdings() if each.category == key] == before
    list(apply(workspace, propose(workspace, [company])))
    (company / "pay.csv.age").unlink()
    scan_store(workspace, [company.parent], jobs=1)
    assert key not in [each.category for each in workspace.holdings()]


# --- the command


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(command, [str(each) for each in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def test_the_command_from_plan_to_undo(workspace: Workspace, company: Path) -> None:
    home = ("--home", workspace.home)
    code, said = run("plan", company, *home)
    assert code == 0 and "pay.csv" in said and "20 Social Security numbers" in said and "1 file would be sealed" in said
    code, said = run("apply", company, "--yes", *home)
    assert code == 0 and "1 file sealed" in said and "recovery key still lies" in said
    assert run("verify", *home)[0] == 0
    assert run("undo", company / "pay.csv", *home) == (0, f"put back  {company}/pay.csv\n\n1 file put back\n")


def test_programs_read_json(workspace: Workspace, company: Path) -> None:
    home = ("--home", workspace.home, "--json")
    (planned,) = json.loads(run("plan", company, *home)[1])["files"]
    assert planned["categories"]["social-security-number"] == 20 and planned["refused"] is None
    (sealed,) = json.loads(run("apply", company, "--yes", *home)[1])["files"]
    assert sealed["state"] == "sealed"
    (company / "pay.csv").write_text("new")
    code, said = run("undo", company / "pay.csv", *home)
    assert code == 3 and json.loads(said)["files"][0]["reason"] == "name-taken"


def test_without_a_terminal_a_yes_is_needed(workspace: Workspace, company: Path) -> None:
    with pytest.raises(InvalidInput, match="no terminal"):
        run("apply", company, "--home", workspace.home)
    assert (company / "pay.csv").exists()


@pytest.mark.parametrize(("answer", "is_sealed"), [(b"y\n", True), (b"n\n", False)])
def test_on_a_terminal_it_asks(workspace: Workspace, company: Path, answer: bytes, is_sealed: bool) -> None:
    workspace.close()
    terminal, theirs = pty.openpty()
    program = [sys.executable, "-c", "from bailee.cli.main import main; main()", "protect", "apply", str(company)]
    child = subprocess.Popen([*program, "--home", workspace.home], stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = b""
    while b"Seal 1 file?" not in said:
        said += os.read(terminal, 4096)
    os.write(terminal, answer)
    with contextlib.suppress(OSError):  # the terminal goes with its program
        while chunk := os.read(terminal, 4096):
            said += chunk
    child.wait()
    os.close(terminal)
    assert b"holds 20 Social Security numbers" in said
    assert (company / "pay.csv.age").exists() is is_sealed


def test_a_folder_of_which_nothing_is_known(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    code, said = run("plan", tmp_path / "elsewhere", "--home", workspace.home)
    assert code == 0 and "Nothing to seal" in said and "bailee scan" in said


@pytest.mark.parametrize("name", ["", "plan", "apply", "undo", "verify"])
def test_every_help_has_an_example(name: str) -> None:
    assert "Example:\n" in run(*filter(None, [name]), "--help")[1]
