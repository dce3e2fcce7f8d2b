"""Stores in a cloud that a program here is set up for: names of profiles and remotes are read, never their keys."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterator

from bailee.places.interface import Found, Home, Sort, System, below, read

RANK = 8
_NOT_CONNECTED = "not connected: name it with its address and --credentials"
_KINDS = {
    "s3": "S3",
    "drive": "Google Drive",
    "onedrive": "OneDrive or SharePoint",
    "dropbox": "Dropbox",
    "azureblob": "Azure Blob Storage",
    "google cloud storage": "Google Cloud Storage",
    "b2": "Backblaze B2",
    "box": "Box",
    "webdav": "WebDAV",
    "sftp": "SFTP",
    "swift": "OpenStack Swift",
    "smb": "SMB",
}


def find(system: System) -> Iterator[Found]:
    for home in system.homes:
        for name in _sections(read(home.path / ".aws" / "config")) | _sections(
            read(home.path / ".aws" / "credentials")
        ):
            profile = name.removeprefix("profile ").strip()
            yield _cloud(home, f"AWS profile {profile}", "S3")
        if any(below(home.path / ".azure")):
            yield _cloud(home, "Azure command line", "Azure")
        if any(below(home.path / ".config" / "gcloud")):
            yield _cloud(home, "Google Cloud command line", "Google Cloud")
        yield from _rclone(home)


def _cloud(home: Home, name: str, program: str) -> Found:
    return Found(Sort.CLOUD, f"{name} of {home.account}", "", program, home.account, why_not=_NOT_CONNECTED)


def _sections(text: str) -> set[str]:
    return set(re.findall(r"(?m)^\[([^\]\n]{1,120})\]", text))


def _rclone(home: Home) -> Iterator[Found]:
    told = configparser.ConfigParser(strict=False, interpolation=None)
    try:
        told.read_string(read(home.path / ".config" / "rclone" / "rclone.conf"))
    except configparser.Error:
        return
    for section in told.sections():
        kind = told[section].get("type", "")
        if kind not in ("local", "crypt", "alias", "union", "combine", "chunker", "cache", "memory", ""):
            yield _cloud(home, f"rclone remote {section}", _KINDS.get(kind, kind))
