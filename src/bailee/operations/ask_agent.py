"""Ask an agent to scan a place of its device: a job that it takes on when it next asks.

ident = ask_agent(workspace, "device-3fa2c19b", "/srv/hr", {"share": 0.5})
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from bailee.detectors import names_model
from bailee.errors import InvalidInput
from bailee.extractors import visible_text
from bailee.operations.record_authority import require_authority
from bailee.permissions import Permission
from bailee.scanner import Hours
from bailee.sources.addresses import Address
from bailee.sources.exclusions import Exclusion
from bailee.store.rows.fleet import SCHEME
from bailee.store.workspace import Workspace

SETTINGS = frozenset({"share", "megabytes", "hours", "battery", "memory", "jobs", "names", "ocr", "exclude"})


def ask_agent(workspace: Workspace, device: str, path: str, settings: Mapping[str, Any] | None = None) -> str:
    """The ident of the job. InvalidInput where the path is none of that system, or a setting makes no sense; NotAllowed where
    the client did not instruct it."""
    told = checked(settings or {})
    agent = next((each for each in workspace.agents(device=device) if each.state == "active"), None) if device else None
    if agent is None:
        raise InvalidInput(
            "no agent runs on this device", hint="`bailee fleet` lists them; `bailee fleet code` enrols one"
        )
    is_windows = agent.system == "Windows"
    if (
        not (PureWindowsPath(path) if is_windows else PurePosixPath(path)).is_absolute()
        or "\0" in path
        or len(path) > 4_000
    ):
        raise InvalidInput(
            "this is no path of that device", hint=r"as in C:\Shares\HR" if is_windows else "as in /srv/hr"
        )
    workspace.require(Permission.SCAN)
    require_authority(workspace, [Address(SCHEME, device, path=path.replace("\\", "/").strip("/"))])
    with workspace.transaction(Permission.SCAN):
        place = workspace.agent_place(device, path)
        ident = workspace.add_lease(device, place, {**told, "path": path})
        workspace.record("agent-asked", ident, {"device": device, "place": place.ident})
    return ident


def checked(settings: Mapping[str, Any]) -> dict[str, Any]:
    """How a job is to be done; what is not named is the gentle way. InvalidInput for what no agent could do.

    >>> checked({"share": 0.25, "hours": "18:00-06:00"})
    {'share': 0.25, 'hours': '18:00-06:00'}
    >>> checked({"share": 12})
    Traceback (most recent call last):
    bailee.errors.InvalidInput: "12" is no setting for share
    """
    unknown = sorted(set(settings) - SETTINGS)
    if unknown:
        raise InvalidInput(f'no job has a setting "{unknown[0][:40]}"', hint="one of: " + ", ".join(sorted(SETTINGS)))
    for name, (least, most) in _BOUNDS.items():
        value = settings.get(name, least)
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not least <= value <= most:
            raise InvalidInput(f'"{str(value)[:20]}" is no setting for {name}', hint=f"{least} to {most}")
    if settings.get("hours"):
        Hours.of(str(settings["hours"]))
    for name, modes in (("names", names_model.MODES), ("ocr", visible_text.MODES)):
        if settings.get(name, "off") not in modes:
            raise InvalidInput(
                f'"{str(settings[name])[:20]}" is no setting for {name}', hint="one of: " + ", ".join(modes)
            )
    for each in settings.get("exclude", ()):
        Exclusion(*map(str, each))
    return dict(settings)


_BOUNDS: dict[str, tuple[float, float]] = {
    "share": (0.05, 8.0), "megabytes": (0.1, 10_000.0), "battery": (0, 100), "memory": (64, 4096), "jobs": (1, 8),
}  # fmt: skip
