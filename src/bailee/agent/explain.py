"""What the agent says of itself, to whoever owns the device: what it may do here, what it holds, what it sends, what it never does."""

from __future__ import annotations

import os
import platform
from typing import Any

from bailee import __version__
from bailee.agent.folder import Folder
from bailee.agent.spool import Spool
from bailee.errors import Error

# Where each system was run by whoever makes bailee; what was not is said, on the device and in what it reports.
NEVER_RUN = {
    "Windows": "this program was never run on Windows by whoever makes it: report what you see",
    "Darwin": "this program was never run on macOS by whoever makes it: report what you see",
}


def standing(folder: Folder) -> dict[str, Any]:
    """Where it is enrolled, and what it holds, for people and programs."""
    told: dict[str, Any] = {"version": __version__, "folder": str(folder.path), "enrolled": folder.is_enrolled}
    if not folder.is_enrolled:
        return told
    try:
        enrolment = folder.enrolment()
        pieces, size = Spool(folder.database).held
        jobs = Spool(folder.database).jobs()
    except Error as error:
        return told | {"fault": str(error)}
    told |= {"server": enrolment.server, "agent": enrolment.ident, "organisation": enrolment.organisation}
    told |= {"pieces_held": pieces, "bytes_held": size, "jobs": [f"{job.lease}: {job.state}" for job in jobs]}
    return told | ({"system": NEVER_RUN[platform.system()]} if platform.system() in NEVER_RUN else {})


def explanation(folder: Folder) -> str:
    """A page of plain text."""
    told = standing(folder)
    lines = [f"bailee agent {__version__}"]
    if told["enrolled"]:
        lines.append(
            f"It works for {told.get('organisation', 'an organisation')}, at {told.get('server', 'a server')}."
        )
    else:
        lines.append("It is not enrolled: it does nothing.")
    who = "as administrator" if os.name == "posix" and os.geteuid() == 0 else "as the account that started it"
    lines += [
        "",
        "It may",
        f"  read what {who} may read: run it with less, and what it cannot read is counted as not read",
        "  scan places that a member of its organisation asked for, within the client's written instruction",
        "  look at homes, mailboxes and other things of staff's own only with a signed word of the server's gate that is",
        "  younger than a day: people were told before, or somebody opened it by name, which is evidence",
        "  use half of one core, 20 MB a second, one reader of 400 MB, where its job says nothing else; on battery above 40 %",
        "It holds",
        f"  in {folder.path}: the key of this device, a key to make fingerprints, the server's public key for sealing,",
        f"  jobs that it took on, and {told.get('pieces_held', 0)} sealed pieces ({told.get('bytes_held', 0)} bytes) that wait;",
        "  nothing here opens a piece: only the server can",
        "It sends",
        "  to its server alone, over HTTPS, signed: where a value lies, of which kind, how sure, and fingerprints of it; never a value,",
        "  never a line of text. Of the device: whether the disks that were read are encrypted. Of itself: its version, its system,",
        "  counts and causes of errors",
        "It never",
        "  changes, moves, deletes or copies a file; runs what a server sends; opens a port; updates itself; watches people",
        "",
        "To remove it without a trace: bailee agent uninstall",
    ]
    if note := NEVER_RUN.get(platform.system()):
        lines += ["", f"Note: {note}."]
    return "\n".join(lines)
