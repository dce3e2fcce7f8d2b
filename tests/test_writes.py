"""Whatever writes, removes or renames a file is listed here with what keeps it where it belongs; one that is new fails until somebody thought of it."""

from __future__ import annotations

import ast
import io
import json
import tarfile
from pathlib import Path

import pytest

from bailee.errors import CannotRead, Error, InvalidInput
from bailee.keys import MasterKey, OrganisationKeys
from bailee.operations import keep_list
from bailee.operations.restore import _read
from bailee.protection.journal import Journal
from bailee.store.organisations import create_organisation
from world import World

SOURCES = Path(__file__).resolve().parent.parent / "src" / "bailee"

NAMED = "the path that a person typed on this machine, with her own rights"
HOME = "below the home folder, or the agent's own, under a name of ours: a constant, a digest, random letters, or an ident of letters and digits"
OURS = "in a temporary folder of its own, under names of ours"
BESIDE = "by open descriptors, beside the file that a person named; no link is followed"
COMPANY = "in the folder of the sample company, which it makes"
SYSTEM = "a file of the system's"
MODULES = {
    "cli/outlets.py": "the null device, and the descriptors that the process was given",
    **dict.fromkeys(
        (
            "cli/consent/__init__.py", "cli/contracts.py", "cli/counsel/strategies.py", "cli/coverage.py", "cli/inventory/exchange.py",
            "cli/known_values.py", "cli/monitoring.py", "cli/remote/counselling.py", "cli/remote/delivering.py", "cli/remote/requests.py", "operations/propose_sql.py", "operations/redact_files.py", "cli/notice/__init__.py", "cli/scan/report_file.py", "cli/incident/letters.py", "cli/tasks/calendars.py", "cli/evidence/proving.py", "operations/ask_counsel.py", "operations/binder_parts.py", "operations/bundle_proof.py", "operations/deliver_letters.py",
            "operations/destroy_keys.py", "operations/export_evidence.py", "operations/give_checkpoints.py", "operations/make_binder.py", "operations/off_board_client.py",
            "operations/recover.py", "operations/write_closed.py", "store/closed.py", "exchange/folder.py",
            "operations/fulfil_request.py",
        ),
        NAMED,
    ),
    **dict.fromkeys(
        (
            "cli/pacing.py", "detectors/compiled.py", "evidence/kept.py", "keys/custody.py", "keys/key_files.py", "keys/master.py",
            "agent/folder.py", "agent/memory.py", "agent/spool.py", "operations/back_up.py", "operations/drill_recovery.py", "operations/hand_over.py", "operations/keep_list.py", "operations/make_demo.py",
            "operations/protect_files.py", "operations/read_bounces.py", "operations/restore.py", "protection/journal.py", "store/engines/sqlite.py",
            "operations/import_organisation.py", "operations/keep_exports.py", "operations/kept_files.py", "store/database.py", "store/locks.py", "store/outbox_journal.py", "store/work/figures.py", "web/accounts/keys.py",
        ),
        HOME,
    ),
    **dict.fromkeys(
        (
            "deliveries/letters.py", "operations/check_staged.py", "operations/serve_pages.py", "operations/take_policy.py", "scanner/isolation.py",
            "scanner/spool.py", "scanner/supply.py", "operations/drills/audit.py", "operations/drills/stolen_laptop.py", "operations/verify_evidence.py",
        ),
        OURS,
    ),
    **dict.fromkeys(("protection/files.py", "protection/rewrap.py"), BESIDE),
    **dict.fromkeys(("demo/company.py", "demo/filing.py"), COMPANY),
    **dict.fromkeys(("agent/install.py", "cli/main.py", "scanner/worker.py"), SYSTEM),
}  # fmt: skip

_METHODS = {
    "write_text",
    "write_bytes",
    "mkdir",
    "unlink",
    "rename",
    "rmdir",
    "symlink_to",
    "hardlink_to",
    "touch",
    "chmod",
}
_OS = {"replace", "rename", "link", "unlink", "remove", "mkdir", "makedirs", "symlink", "rmdir", "chmod", "truncate"}
_SHUTIL = {"rmtree", "copyfile", "copytree", "move", "copy", "copy2", "unpack_archive"}


def writes(source: str) -> bool:
    return any(_writes(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def _writes(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Name):
        return function.id == "open" and _is_for_writing(call.args[1:2] or [each.value for each in call.keywords])
    if not isinstance(function, ast.Attribute):
        return False
    owner = function.value.id if isinstance(function.value, ast.Name) else ""
    if owner == "os":
        return function.attr in _OS or (
            function.attr == "open" and any(word in ast.unparse(call) for word in ("O_CREAT", "O_WRONLY", "O_RDWR"))
        )
    if owner == "shutil":
        return function.attr in _SHUTIL
    if function.attr == "extractall" or (
        function.attr == "extract" and not any(each.arg == "factory" for each in call.keywords)
    ):
        return owner in ("archive", "tar", "zip", "content")  # with a factory it goes into memory
    if function.attr in ("rename", "chmod", "mkdir", "touch", "unlink") and owner == "self":
        return False  # a method of ours, called so
    if function.attr == "replace" and len(call.args) == 1 and not call.keywords:
        return owner != "passage"  # of a path: that of a text takes two words
    return function.attr in _METHODS or (function.attr == "open" and _is_for_writing(call.args[:1]))


def _is_for_writing(words: list[ast.expr]) -> bool:
    return any(
        isinstance(word, ast.Constant)
        and isinstance(word.value, str)
        and len(word.value) < 4
        and set(word.value) & set("wax+")
        for word in words
    )


def test_everything_that_writes_is_listed_with_what_contains_it() -> None:
    found = {path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.py") if writes(path.read_text("utf-8"))}
    assert found - MODULES.keys() == set(), "say in MODULES what keeps each of these where it belongs"
    assert MODULES.keys() - found == set(), "these write no more"


@pytest.mark.parametrize(
    "line",
    [
        "p.write_text('x')",
        "open(p, 'w')",
        "p.open('xb')",
        "os.open(p, os.O_CREAT)",
        "shutil.rmtree(p)",
        "os.replace(a, b)",
        "archive.extractall(p)",
    ],
)
def test_each_way_to_write_would_be_seen(line: str) -> None:
    assert writes(line)


NAMES = (
    "files/../../out.txt",
    "files/keys/../../out.txt",
    "/etc/out.txt",
    "files/keys/a/../../../out.txt",
    "rows/../x/000001.jsonl",
    "files/other/x",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_backup_with_a_name_that_leads_out_is_refused_and_writes_nothing(tmp_path: Path, name: str) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = 2
        archive.addfile(entry, io.BytesIO(b"hi"))
    home = tmp_path / "home"
    create_organisation(home, "x")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.suffix == ".txt"}
    with pytest.raises(Error):
        _read(io.BytesIO(made.getvalue()), home, None)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.suffix == ".txt"} == before
    assert not (tmp_path / "out.txt").exists() and not Path("/etc/out.txt").exists()


@pytest.mark.parametrize("token", ["../../keys/master", "a" * 33, "..", "", "A" * 32, "0" * 31 + "/", "\x00" * 32])
def test_a_list_is_asked_for_by_letters_of_ours_alone(world: World, token: str) -> None:
    with pytest.raises(InvalidInput):
        keep_list.kept_list(world.alice, token)
    keep_list.drop_list(world.alice, token)
    assert (world.home / "keys" / "master.key").is_file()


@pytest.mark.parametrize("name", ["../../x", "a/b", "..", "x\x00y", "/etc", "ä" * 40])
def test_an_organisation_of_any_name_has_its_journal_in_the_home(tmp_path: Path, name: str) -> None:
    keys, _ = OrganisationKeys.create(MasterKey.random(), name)
    with Journal(tmp_path / "home", keys) as journal:
        assert journal.path.parent == tmp_path / "home" / "protection"


@pytest.mark.parametrize("name", ["../../x", "a/b", "..", "/etc"])
def test_a_recovery_key_of_any_organisation_lies_in_the_folder_of_keys(tmp_path: Path, name: str) -> None:
    master = MasterKey.create(tmp_path / "home")
    OrganisationKeys.create(master, name)
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {tmp_path / "home" / "keys"}


def test_a_backup_that_says_nothing_of_its_end_is_not_whole(tmp_path: Path) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        content = json.dumps({"rows": {}, "sha256": {}, "files": 7}).encode()
        entry = tarfile.TarInfo("end.json")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    with pytest.raises(CannotRead, match="not whole"):
        _read(io.BytesIO(made.getvalue()), tmp_path / "home", None)
