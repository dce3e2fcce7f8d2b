"""Why a command is not asked of a server: in a word or two, for each that is not in `commands.REMOTE` and needs a store.

>>> why_own("scan"), why_own("protect apply"), why_own("keys rotate")
('disks here', 'disks here', 'keys here')
"""

from __future__ import annotations

from collections.abc import Mapping

HERE = frozenset({"counsel hours", "known-values key", "notice kinds", "proof verify", "request laws", "sheet list"})
NOT_BUILT = "not built yet"
_GROUP, _DISKS, _KEYS, _PROCESS, _SECRET = (
    "a group of commands",
    "disks here",
    "keys here",
    "a process here",
    "shows a secret",
)
# By the whole command, else by its first word.
_WHY: Mapping[str, str] = {
    **dict.fromkeys(
        ("scan", "places", "protect", "drill", "check", "pre-commit", "monitoring", "import", "demo"), _DISKS
    ),
    **dict.fromkeys(("keys", "backup", "restore", "unlock"), _KEYS),
    **dict.fromkeys(("serve", "worker", "agent", "pause", "resume", "alerts settle", "sign-off stamp", "ticket sync"), _PROCESS),
    **dict.fromkeys(
        ("token create", "fleet code", "invite", "tasks calendar", "sign-off request"), _SECRET
    ),
    **dict.fromkeys(
        (
            "consent", "counsel", "declare", "deliver", "evidence", "fleet", "hold", "known-values", "notice", "policy", "report",
            "request", "schedule", "sheet", "sign-off", "ticket", "token", "triage", "webhook",
        ),
        _GROUP,
    ),
    "clients become-provider": "the store itself",
    "clients off-board": _KEYS,
    "clients handed-over": _KEYS,
    "clients break-glass": "a person alone",
    "evidence erase": "a person alone",
    "evidence verify": "the whole store",
    "known-values import": "values stay here",
}  # fmt: skip
_GROUPS = frozenset(word for word, why in _WHY.items() if why == _GROUP)


def why_own(path: str) -> str:
    """Why this command works on its own machine."""
    if path in _WHY:
        return _WHY[path]
    first = path.split()[0]
    return _WHY[first] if first in _WHY and first not in _GROUPS else NOT_BUILT
