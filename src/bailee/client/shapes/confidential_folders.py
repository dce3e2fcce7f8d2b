"""What is sent and answered of confidential folders, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class ConfidentialFolder(TypedDict):
    """A folder, masked, and the records for which it is."""

    ident: str
    place: str
    label: str
    records: list[str]
    by: str
    at: str


class ConfidentialFolders(TypedDict):
    items: list[ConfidentialFolder]


class NewFolder(TypedDict):
    """Its path, or PLACE/FOLDER; it need not be there yet."""

    folder: str
    records: list[str]
