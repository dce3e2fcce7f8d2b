"""Keep a list that somebody handed over until they say that it is to be taken: encrypted, and for an hour.

What a list would change is shown before it is done. Between the two the list lies in the home folder, under the key of the
organisation's fields; whoever opens it there reads nothing.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from pathlib import Path

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.workspace import Workspace

HOUR = 3_600
MOST = 10  # lists of one organisation that wait at a time
_FIELD = "roster_list"
_TOKEN = re.compile(r"[0-9a-f]{32}")


def keep_list(workspace: Workspace, content: bytes, file_name: str) -> str:
    """What it is asked for by. Those that nobody came back for are removed, and so is the oldest of too many."""
    workspace.require(Permission.DECLARE)
    folder = _folder(workspace)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = sorted(folder.glob("*.list"), key=_age)
    for number, path in enumerate(waiting, 1):
        if number >= MOST or _age(path) > HOUR:
            path.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    head = json.dumps({"name": file_name[:200]}).encode()
    sealed = workspace.keys.encrypt_field(_FIELD, head + b"\n" + content)
    path = folder / f"{token}.list"
    path.touch(mode=0o600)
    path.write_bytes(sealed)
    return token


def kept_list(workspace: Workspace, token: str) -> tuple[bytes, str]:
    """Its bytes and its name. InvalidInput where it is gone."""
    workspace.require(Permission.DECLARE)
    gone = InvalidInput("this list is not here any more", hint="hand it over again: it is kept for an hour")
    path = _folder(workspace) / f"{token}.list"
    if _TOKEN.fullmatch(token) is None or not path.is_file() or time.time() - path.stat().st_mtime > HOUR:
        raise gone
    head, _, content = workspace.keys.decrypt_field(_FIELD, path.read_bytes()).partition(b"\n")
    return content, str(json.loads(head)["name"])


def forget_lists(home: Path) -> int:
    """Remove what nobody came back for, of all organisations; how many. A worker does so now and then."""
    old = [path for path in (home / "lists").glob("*/*.list") if _age(path) > HOUR]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:  # somebody else removed it
        return 0.0


def drop_list(workspace: Workspace, token: str) -> None:
    """It was taken, or is not wanted."""
    if _TOKEN.fullmatch(token) is not None:
        (_folder(workspace) / f"{token}.list").unlink(missing_ok=True)


def _folder(workspace: Workspace) -> Path:
    return workspace.home / "lists" / workspace.organisation
