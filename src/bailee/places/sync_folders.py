"""Folders that a program keeps in step with a cloud: what lies there lies with the service too, and on other devices."""

from __future__ import annotations

import configparser
import json
import re
from collections.abc import Iterator
from pathlib import Path

from bailee.places.interface import Found, Home, Sort, System, below, read

RANK = 4
_ONEDRIVE = re.compile(r"OneDrive(?: - .{1,80})?")
# Below a home folder, as the programs name them; and macOS's, where all services have to stand.
_USUAL = {
    "Dropbox": "Dropbox",
    "Google Drive": "Google Drive",
    "GoogleDrive": "Google Drive",
    "My Drive": "Google Drive",
    "iCloudDrive": "iCloud",
    "Box": "Box",
    "Box Sync": "Box",
    "Nextcloud": "Nextcloud",
    "ownCloud": "ownCloud",
    "Sync": "Sync.com",
    "pCloudDrive": "pCloud",
    "MEGA": "MEGA",
    "MEGAsync": "MEGA",
    "Tresorit Drive": "Tresorit",
    "SynologyDrive": "Synology Drive",
    "Seafile": "Seafile",
    "Proton Drive": "Proton Drive",
}


def find(system: System) -> Iterator[Found]:
    for home in system.homes:
        told: set[Path] = set()
        for folder, program in [*_configured(system, home), *_usual(home)]:
            if folder not in told:
                told.add(folder)
                is_there = folder.is_dir()
                yield Found(
                    Sort.SYNC_FOLDER,
                    f"{program} of {home.account}",
                    system.shown(folder) if is_there else "",
                    program,
                    home.account,
                    why_not=""
                    if is_there
                    else "its folder is not there: the account is set up, but nothing is kept here",
                )


def kept_with(path: Path) -> str:
    """The service that a folder is kept in step with, by the names of the folders that it lies in.

    >>> kept_with(Path("/home/pat/OneDrive - Acme/HR")), kept_with(Path("/srv/hr"))
    ('OneDrive', '')
    """
    named = ("OneDrive" if _ONEDRIVE.fullmatch(part) else _USUAL.get(part, "") for part in path.parts)
    return next(filter(None, named), "")


def _usual(home: Home) -> Iterator[tuple[Path, str]]:
    for folder in below(home.path):
        program = "OneDrive" if _ONEDRIVE.fullmatch(folder.name) else _USUAL.get(folder.name)
        if program and folder.is_dir():
            yield folder, program
    for folder in below(home.path / "Library" / "CloudStorage"):
        yield folder, folder.name.partition("-")[0]
    icloud = home.path / "Library" / "Mobile Documents" / "com~apple~CloudDocs"
    if icloud.is_dir():
        yield icloud, "iCloud"


def _configured(system: System, home: Home) -> Iterator[tuple[Path, str]]:
    """What the programs' own settings say, wherever the folder lies."""
    for settings in (".dropbox/info.json", "AppData/Local/Dropbox/info.json", "AppData/Roaming/Dropbox/info.json"):
        yield from ((system.path(path), "Dropbox") for path in _dropbox(read(home.path / settings)))
    for settings in (
        ".config/Nextcloud/nextcloud.cfg",
        ".config/ownCloud/owncloud.cfg",
        "AppData/Roaming/Nextcloud/nextcloud.cfg",
    ):
        for path in re.findall(
            r"(?m)^\d+\\Folders(?:WithPlaceholders)?\\\d+\\localPath=(.{1,500})$", read(home.path / settings)
        ):
            yield system.path(path.strip().rstrip("/")), "Nextcloud" if "extcloud" in settings else "ownCloud"
    for settings in (
        ".config/syncthing/config.xml",
        ".local/state/syncthing/config.xml",
        "AppData/Local/Syncthing/config.xml",
    ):
        for path in re.findall(r'<folder [^>]{0,2000}?\bpath="([^"]{1,500})"', read(home.path / settings)):
            yield home.path / path[2:] if path.startswith("~/") else system.path(path), "Syncthing"
    for config in sorted((home.path / ".config").glob("onedrive*/config")):
        found = re.search(r'(?m)^\s*sync_dir\s*=\s*"([^"\n]{1,500})"', read(config))
        path = found[1] if found else "~/OneDrive"
        yield home.path / path[2:] if path.startswith("~/") else system.path(path), "OneDrive"
    insync = configparser.ConfigParser(strict=False, interpolation=None)
    try:
        insync.read_string(read(home.path / ".config/Insync/settings.ini"))
    except configparser.Error:
        return
    for section in insync.sections():
        if path := insync[section].get("base_folder"):
            yield system.path(path), "Google Drive"


def _dropbox(told: str) -> Iterator[str]:
    """
    >>> list(_dropbox('{"business": {"path": "/home/pat/Firm Dropbox", "host": 1}}')), list(_dropbox("nonsense"))
    (['/home/pat/Firm Dropbox'], [])
    """
    try:
        accounts = json.loads(told) if told else {}
    except ValueError:
        return
    for account in accounts.values() if isinstance(accounts, dict) else ():
        if isinstance(account, dict) and isinstance(account.get("path"), str):
            yield account["path"]
