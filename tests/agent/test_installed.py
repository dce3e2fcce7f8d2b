"""Installed and removed: the service's file of each system, what the agent says of itself, and nothing that stays."""

from __future__ import annotations

import os
import plistlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bailee.agent.check import checks
from bailee.agent.explain import explanation, standing
from bailee.agent.folder import Enrolment, Folder
from bailee.agent.install import install, service, uninstall
from bailee.agent.spool import Spool
from bailee.cli.agent import command
from bailee.errors import InvalidInput


def _agent(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "var" / "agent")
    folder.make()
    told = Enrolment(
        "https://127.0.0.1:1", "1.agent-1f", "agent-1f", "shop", "A" * 43 + "=", "A" * 43 + "=", "age1", "00", "m"
    )
    folder.keep(told, Ed25519PrivateKey.generate().private_bytes_raw())
    return folder


def _all(root: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(root)): each.read_bytes() if each.is_file() else b"" for each in sorted(root.rglob("*"))
    }


def test_nothing_stays_of_an_agent_that_was_removed(tmp_path: Path) -> None:
    (tmp_path / "etc" / "systemd" / "system").mkdir(parents=True)
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "other").write_text("somebody else's")
    before = _all(tmp_path)
    folder = _agent(tmp_path)
    Spool(folder.database)
    (folder.path / "spool-damaged-1.db").write_bytes(b"x")
    wrote = install(tmp_path)
    assert wrote == [f"wrote {tmp_path}/etc/systemd/system/bailee-agent.service"]
    assert _all(tmp_path) != before
    said = uninstall(folder, tmp_path)
    assert "the server was not told" in said[1]
    assert _all(tmp_path) == before


def test_what_is_none_of_ours_stays(tmp_path: Path) -> None:
    folder = _agent(tmp_path)
    (folder.path / "notes.txt").write_text("mine")
    assert "notes.txt" in uninstall(folder, tmp_path)[-1]
    assert [each.name for each in folder.path.iterdir()] == ["notes.txt"]


def test_each_system_is_told_in_its_own_way() -> None:
    linux = service("Linux", ["/opt/bailee"], Path("/var/lib/bailee-agent"))
    assert "ExecStart=/opt/bailee agent run" in linux.content and "NoNewPrivileges=true" in linux.content
    mac = service("Darwin", ["/opt/a & b/bailee"], Path("/Library/bailee-agent"))
    assert plistlib.loads(mac.content.encode())["ProgramArguments"] == ["/opt/a & b/bailee", "agent", "run"]
    windows = service("Windows", [r"C:\Program Files\bailee\bailee.exe"], Path(r"C:\ProgramData\bailee-agent"))
    assert windows.path is None and windows.begin[0][-1] == r'"C:\Program Files\bailee\bailee.exe" agent run'
    with pytest.raises(InvalidInput):
        service("Plan9", ["bailee"], Path("/"))


def test_it_says_what_it_may_holds_and_sends(tmp_path: Path) -> None:
    folder = _agent(tmp_path)
    said = explanation(folder)
    for words in (
        "works for shop, at https://127.0.0.1:1",
        "It may",
        "It holds",
        "It sends",
        "never a value",
        "It never",
    ):
        assert words in said
    assert "A" * 43 not in said
    assert standing(folder)["pieces_held"] == 0
    assert "does nothing" in explanation(Folder(tmp_path / "other"))


def test_its_check_says_what_is_wrong(tmp_path: Path) -> None:
    folder = _agent(tmp_path)
    found = {each.what: each for each in checks(folder)}
    assert not found["server"].is_good and "not reached" in found["server"].says
    assert not found["machine"].is_good and "another machine" in found["machine"].says
    assert found["spool"].is_good and found["key of the device"].is_good
    if os.name == "posix":
        folder.path.chmod(0o755)
        assert not {each.what: each for each in checks(folder)}["rights of its folder"].is_good


def test_a_device_that_is_not_enrolled_is_told_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAILEE_AGENT_HOME", str(tmp_path / "none"))
    done = CliRunner().invoke(command, ["check"])
    assert done.exit_code == 2 and "bailee agent enrol" in done.output
    assert "enrolled: False" in CliRunner().invoke(command, ["status"]).output
    assert not (tmp_path / "none").exists()
