"""Which agents a server takes: those of its own version and of earlier ones, down to the oldest that it allows.

>>> refusal("0.1.0", server="0.3.2", oldest=""), refusal("0.3.9", server="0.3.2", oldest="0.2")
('', '')
>>> refusal("0.4.0", server="0.3.2", oldest="")
'this agent (0.4.0) is newer than its server (0.3.2): update the server, or install agents of its version'
>>> refusal("0.1.9", server="0.3.2", oldest="0.2.0")
'this agent (0.1.9) is older than its server allows (0.2.0): update it; what it holds is kept and handed in then'
"""

from __future__ import annotations

import re

PROTOCOL = 1  # raised where an agent of before would misunderstand an answer
_FORM = re.compile(r"(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?[\w.+-]{0,40}", re.ASCII)


def numbers(version: str) -> tuple[int, int, int] | None:
    """Of a version as it is written; None where it is none.

    >>> numbers("1.2"), numbers("0.1.0.dev3"), numbers("new")
    ((1, 2, 0), (0, 1, 0), None)
    """
    found = _FORM.fullmatch(version)
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else None


def refusal(version: str, *, server: str, oldest: str, protocol: int = PROTOCOL) -> str:
    """Why a server takes no agent of this version; empty where it does. A newer patch of the same release is taken."""
    agent, ours, least = numbers(version), numbers(server), numbers(oldest)
    if agent is None or ours is None:
        return "this agent does not say its version as agents do"
    if protocol > PROTOCOL or agent[:2] > ours[:2]:
        return f"this agent ({version}) is newer than its server ({server}): update the server, or install agents of its version"
    if least is not None and agent < least:
        return (
            f"this agent ({version}) is older than its server allows ({oldest}): update it; what it holds is kept and "
            "handed in then"
        )
    return ""
