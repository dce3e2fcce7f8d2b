"""The package that answers a request: made when it is asked for, handed over as a file, and kept nowhere."""

from __future__ import annotations

import json
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

from bailee.api.interface import Call, Endpoint, File, there
from bailee.api.shapes import ZIP
from bailee.operations.fulfil_request import make_package
from bailee.operations.show_requests import show_request
from bailee.permissions import Permission

FOR_THEM, FOR_US = "for-them.zip", "look-first.json"


def package(call: Call) -> File:
    """Two files: what is handed to them, and what somebody here has to look at first."""
    with there():
        ident = show_request(call.workspace, call.path["subjectrequest"], call.today).request.ident
    with tempfile.TemporaryDirectory(prefix="bailee-package-") as name:
        made = make_package(call.workspace, ident, Path(name) / "made" / FOR_THEM, on=call.today)
        told = {
            "copies": made.copies,
            "values": made.values,
            "manifest_sha256": made.sha256,
            "by_hand": [{"where": where, "why": why} for where, why in made.by_hand],
        }
        whole = BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            archive.write(made.path, FOR_THEM)
            archive.writestr(FOR_US, json.dumps(told, ensure_ascii=False, indent=2))
    return File(f"{ident}-package.zip", ZIP, whole.getvalue())


ENDPOINTS = (
    Endpoint(
        "POST", "requests/{subjectrequest}/package", "make_request_package",
        "The package that answers it, `for-them.zip`, beside `look-first.json`: what somebody has to look at by hand", package, Permission.HANDLE_REQUESTS,
        File, media=(ZIP,),
    ),
)  # fmt: skip
