"""Look for monitoring tools on this machine or in a list of software, and declare what a person says of one.

Looks are kept (encrypted) and counted in the register until a later look at the same machine, or a list of the same name,
takes their place.
"""

from __future__ import annotations

import difflib
import platform
import re
import socket
from dataclasses import dataclass, replace
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput
from bailee.monitoring.collect import LIST, MACHINE, from_list
from bailee.monitoring.itself import IDENT, NAME
from bailee.monitoring.machine import Look, look
from bailee.monitoring.product import OBSERVES, load
from bailee.monitoring.register import UNNAMED, Declaration
from bailee.monitoring.software import LARGEST, SoftwareList, decoded, machines, read
from bailee.monitoring.traces import Trace
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Imported:
    """A list of software that was read: as what, what it named, and the traces in it."""

    name: str
    listed: SoftwareList
    traces: tuple[Trace, ...]

    @property
    def machines(self) -> int:
        return len(list(machines(self.listed.rows)))


def look_here(workspace: Workspace | None = None) -> Look:
    """Look at this machine, and keep what was seen where there is a store."""
    seen = look(machine=socket.gethostname() or platform.node() or "this machine")
    if workspace is not None:
        with workspace.transaction():
            workspace.add_tool_look(
                MACHINE, seen.machine, seen.traces, form=seen.system, rows=sum(number for _, number in seen.asked)
            )
            workspace.record("tools-looked-for", "this-machine", {"traces": len(seen.traces), "system": seen.system})
    return seen


def import_list(file: Path, workspace: Workspace | None = None) -> Imported:
    """Read a list of software, and keep its traces where there is a store. CannotRead or InvalidInput say what is wrong."""
    try:
        if file.stat().st_size > LARGEST:
            raise InvalidInput(f'"{file.name}" is too big for a list of software', hint="split it by machine")
        content = file.read_bytes()
    except OSError:
        raise CannotRead(f'cannot read "{file}"', hint="give the path of a list that you may read") from None
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InvalidInput(f'"{file.name}" is a workbook', hint="save it as CSV, and give that")
    listed = read(decoded(content))
    imported = Imported(file.name, listed, from_list(listed, file.stem))
    if workspace is not None:
        with workspace.transaction():
            workspace.add_tool_look(
                LIST,
                file.name,
                imported.traces,
                form=listed.form,
                machines=max(imported.machines, 1),
                rows=len(listed.rows),
            )
            workspace.record(
                "software-listed",
                f"list-{workspace.fingerprint('tool-look', file.name)[:12]}",
                {"rows": len(listed.rows), "problems": len(listed.problems), "traces": len(imported.traces)},
            )
    return imported


def find_tool(name: str) -> tuple[str, str]:
    """Ident and name of the tool that a person means; a name that is in no table stands for itself.

    >>> find_tool("blue iris"), find_tool("Frigate")
    (('blue-iris', 'Blue Iris'), ('frigate', 'Frigate'))
    """
    wanted = "-".join(name.casefold().split())
    names = {IDENT: NAME} | {ident: tool.name for ident, tool in load().items()}
    names |= {f"unnamed-{kind}": told[0] for kind, told in UNNAMED.items()}
    for ident, shown in names.items():
        if wanted in (ident, "-".join(shown.casefold().split())):
            return ident, shown
    return wanted, name.strip()


_TIME = re.compile(r"(\d{1,5}) ?(day|week|month|year)s?", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def days_in(said: str) -> int | None:
    """How many days a time is that somebody wrote down; None where it says none.

    >>> days_in("30 days"), days_in("2 weeks, then erased"), days_in("until the case ends")
    (30, 14, None)
    """
    found = _TIME.search(said)
    return int(found[1]) * _DAYS[found[2].casefold()] if found else None


def near(name: str) -> tuple[str, ...]:
    """Tools that are called much like this: for somebody who mistyped."""
    return tuple(difflib.get_close_matches("-".join(name.casefold().split()), load(), n=2, cutoff=0.75))


def declare_tool(workspace: Workspace, declaration: Declaration) -> Declaration:
    """Declare what a tool is for, whom it watches, how long it keeps that and who can view it. What is left out stands.

    InvalidInput where nothing is said, or where a tool that is in no table is not said to observe anything.
    """
    earlier = next((each for each in workspace.tool_declarations() if each.tool == declaration.tool), None)
    merged = _over(earlier, declaration) if earlier else declaration
    if merged == earlier or merged == Declaration(merged.tool, merged.name):
        raise InvalidInput(
            "nothing to declare", hint="say --purpose, --watched, --kept, --viewer, --since or --switched-off"
        )
    for each in merged.observes:
        if each not in OBSERVES:
            close = difflib.get_close_matches(each, OBSERVES, n=1)
            raise InvalidInput(
                f'nothing observes "{each}"',
                hint=f"did you mean {close[0]}?" if close else "one of: " + ", ".join(OBSERVES),
            )
    known = merged.tool in load() or merged.tool == IDENT or merged.tool.removeprefix("unnamed-") in UNNAMED
    if not known and not merged.observes:
        close_ones = near(merged.name)
        raise InvalidInput(
            f'"{merged.name}" is in no table of tools',
            hint=f"did you mean {' or '.join(close_ones)}? Else say what it observes: --observes screen"
            if close_ones
            else "say what it observes: --observes screen; docs/monitoring.md lists the tools that are known",
        )
    with workspace.transaction():
        workspace.declare_tool(merged)
        workspace.record(
            "tool-declared",
            f"tool-{workspace.tool_key(merged.tool)[:40]}",
            {
                "purposes": len(merged.purposes),
                "watched": [each.value for each in merged.watched],
                "kept_days": merged.kept_days,
                "viewers": len(merged.viewers),
                "switched_off": merged.switched_off_on is not None,
            },
        )
    return merged


def withdraw_tool(workspace: Workspace, tool: str) -> None:
    """Take back what was declared of a tool: it is found and not declared again, or not there at all."""
    earlier = next((each for each in workspace.tool_declarations() if each.tool == tool), None)
    if earlier is None:
        raise InvalidInput(f'nothing is declared of "{tool}"', hint="bailee monitoring shows what is")
    with workspace.transaction():
        workspace.declare_tool(earlier, withdrawn=True)
        workspace.record("tool-withdrawn", f"tool-{workspace.tool_key(tool)[:40]}", {})


def _over(earlier: Declaration, later: Declaration) -> Declaration:
    """What is said now, over what was said before."""
    said = {
        field: value
        for field in (
            "purposes", "watched", "observes", "kept", "kept_days", "viewers", "since", "switched_off_on",
        )
        if (value := getattr(later, field))
    }  # fmt: skip
    if "kept" in said or "kept_days" in said:
        said = {"kept": later.kept, "kept_days": later.kept_days} | said
    return replace(earlier, **said)
