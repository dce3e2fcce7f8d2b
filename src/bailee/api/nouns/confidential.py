"""Confidential folders: what is kept apart from personnel files, and where."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from bailee.api.interface import Call, Endpoint, Past, Request, Shape, Text, Word, shaped, shapes
from bailee.api.problems import NOT_THERE
from bailee.operations.declare_confidential import declare_confidential, withdraw_confidential
from bailee.permissions import Permission


class ConfidentialFolder(Shape, frozen=True, kw_only=True):
    """A folder, masked, and the records for which it is."""

    ident: str
    place: str
    label: str
    records: tuple[str, ...]
    by: str
    at: datetime


class ConfidentialFolders(Shape, frozen=True, kw_only=True):
    items: tuple[ConfidentialFolder, ...]


class NewFolder(Request, frozen=True, kw_only=True):
    """Its path, or PLACE/FOLDER; it need not be there yet."""

    folder: Text
    records: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=20)]


def listing(call: Call) -> ConfidentialFolders:
    return ConfidentialFolders(items=shapes(call.workspace.confidential_places(), ConfidentialFolder))


def declared(call: Call) -> ConfidentialFolder:
    return shaped(declare_confidential(call.workspace, call.body.folder, call.body.records), ConfidentialFolder)


def withdrawn(call: Call) -> None:
    if call.path["apart"] not in {each.ident for each in call.workspace.confidential_places()}:
        raise NOT_THERE
    withdraw_confidential(call.workspace, call.path["apart"])


_SEE, _DECLARE = Permission.SEE_STORES, Permission.DECLARE
ENDPOINTS = (
    Endpoint("GET", "confidential-folders", "list_confidential", "Folders for records that are kept apart", listing, _SEE, ConfidentialFolders, query=Past),
    Endpoint("POST", "confidential-folders", "declare_confidential", "Say for which records a folder is", declared, _DECLARE, ConfidentialFolder, body=NewFolder, status=201),
    Endpoint("DELETE", "confidential-folders/{apart}", "withdraw_confidential", "It is no such folder any more", withdrawn, _DECLARE, None),
)  # fmt: skip
