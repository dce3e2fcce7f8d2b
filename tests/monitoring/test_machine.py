"""This machine, and disks of others: what is installed, set up as a service, and lies in well-known folders."""

from __future__ import annotations

import os
import plistlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bailee.monitoring import machine
from bailee.monitoring.traces import Sort

DAY = 1_709_337_600  # 2 March 2024


def laid(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        os.utime(path, (DAY, DAY))


def seen(root: Path, system: str = "linux") -> dict[tuple[str, Sort], str]:
    found = machine.look(root, machine="WS-1", system=system)
    return {(trace.product, trace.sort): str(trace.first_on) for trace in found.traces}


def test_a_linux_disk_tells_packages_units_and_folders(tmp_path: Path) -> None:
    laid(
        tmp_path,
        {
            "var/lib/dpkg/status": "Package: auditd\nStatus: install ok installed\nArchitecture: amd64\n\nPackage: squid\nStatus: deinstall ok config-files\n",
            "var/lib/dpkg/info/auditd.list": "/.\n",
            "etc/systemd/system/teamviewerd.service": "[Service]\n",
            "var/lib/flatpak/app/com.example.App/x": "",
            "opt/CrowdStrike/falcon-sensor": "",
            "var/ossec/etc/ossec.conf": "<ossec_config/>",
            "home/ann/Downloads/rustdesk.deb": "",
            "usr/share/doc/wazuh/README": "",
        },
    )
    found = seen(tmp_path)
    assert set(found) == {
        ("auditd", Sort.SOFTWARE),
        ("teamviewer", Sort.SERVICE),
        ("crowdstrike", Sort.PROGRAM),
        ("wazuh", Sort.CONFIGURATION),
    }
    assert found["auditd", Sort.SOFTWARE] == found["teamviewer", Sort.SERVICE] == "2024-03-02"


def test_what_gave_nothing_is_said(tmp_path: Path) -> None:
    laid(tmp_path, {"etc/systemd/system/cron.service": ""})
    looked = machine.look(tmp_path, system="linux")
    assert looked.traces == () and "packages of dpkg" in looked.not_asked and ("units of systemd", 1) in looked.asked


def test_this_very_machine_is_looked_at_without_a_fault() -> None:
    if sys.platform != "linux":
        pytest.skip("written for Linux")
    looked = machine.look()
    assert looked.system == "linux" and sum(number for _, number in looked.asked) > 50


def test_a_mac_tells_applications_and_jobs(tmp_path: Path) -> None:
    laid(
        tmp_path,
        {"Applications/TeamViewer.app/Contents/Info.plist": "", "Applications/Safari.app/Contents/Info.plist": ""},
    )
    for name, label in (("a.plist", "com.jamf.management.daemon"), ("b.plist", "com.apple.something")):
        (tmp_path / "Library/LaunchDaemons").mkdir(parents=True, exist_ok=True)
        (tmp_path / "Library/LaunchDaemons" / name).write_bytes(
            plistlib.dumps({"Label": label}, fmt=plistlib.FMT_BINARY)
        )
    (tmp_path / "Library/LaunchDaemons/com.zscaler.service.plist").write_bytes(b"bplist00 broken")
    assert {product for product, _ in seen(tmp_path, "macos")} == {"teamviewer", "jamf", "zscaler"}


class Registry(ModuleType):
    """Keys and values as `winreg` hands them over, as Microsoft describes it."""

    HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER = 1, 2

    def __init__(self, tree: dict[Any, Any]) -> None:
        super().__init__("winreg")
        self.tree = tree

    def OpenKey(self, key: Any, path: str) -> Any:
        node = self.tree.get((key, path)) if isinstance(key, int) else key["keys"].get(path)
        if node is None:
            raise FileNotFoundError

        class Key(dict):  # type: ignore[type-arg]
            def __enter__(self) -> Any:
                return self

            def __exit__(self, *_: object) -> None: ...

        return Key(node)

    def QueryInfoKey(self, key: Any) -> tuple[int, int, int]:
        return len(key["keys"]), len(key.get("values", {})), 0

    def EnumKey(self, key: Any, number: int) -> str:
        return list(key["keys"])[number]

    def QueryValueEx(self, key: Any, name: str) -> tuple[Any, int]:
        if name not in key.get("values", {}):
            raise FileNotFoundError
        return key["values"][name], 1


def test_windows_is_asked_for_uninstall_keys_and_services(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def key(**values: str) -> dict[str, Any]:
        return {"keys": {}, "values": values}

    uninstall = {
        "keys": {
            "{1}": key(DisplayName="Sentinel Agent", InstallDate="20240302"),
            "KB5031": key(),
            "{2}": key(DisplayName="7-Zip 24.09 (x64)"),
        }
    }
    services = {
        "keys": {
            "SCTHOST": key(),
            "svctcom": key(DisplayName="@%SystemRoot%\\x.dll,-1"),
            "Spooler": key(DisplayName="Print Spooler"),
        }
    }
    tree = {(1, machine._UNINSTALL[0]): uninstall, (1, machine._SERVICES): services}
    monkeypatch.setitem(sys.modules, "winreg", Registry(tree))
    laid(tmp_path, {"Program Files/Huntress/HuntressAgent.exe": ""})
    found = seen(tmp_path, "windows")
    assert set(found) == {("sentinelone", Sort.SOFTWARE), ("activtrak", Sort.SERVICE), ("huntress", Sort.PROGRAM)}
    assert found["sentinelone", Sort.SOFTWARE] == "2024-03-02"


def test_links_in_a_circle_and_a_crowd_of_files_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "opt/a").mkdir(parents=True)
    (tmp_path / "opt/a/again").symlink_to(tmp_path / "opt", target_is_directory=True)
    laid(tmp_path, {f"opt/many/{number}": "" for number in range(300)})
    monkeypatch.setattr(machine, "MOST", 100)
    looked = machine.look(tmp_path, system="linux")
    assert any("beyond" in each for each in looked.not_asked)
