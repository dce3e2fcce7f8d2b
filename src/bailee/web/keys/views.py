"""How old each key is, where the master key lies, and what should not lie here any more. A page changes none of them."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponseBase

from bailee.operations.show_keys import SCHEDULE, show_keys
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, words

MEANS = {
    "master": ("Master key", "closes the keys of every organisation of this server"),
    "organisation": ("Organisation’s key", "closes the keys below"),
    "field": ("Field key", "closes names, locators and texts in the store"),
    "file": ("File key", "opens sealed files; the recovery key opens them, too"),
    "log": ("Log key", "signs the log of what was done"),
    "seal": ("Seal key", "signs certificates"),
    "fingerprint": ("Fingerprint key", "makes fingerprints that nobody can reverse"),
}
CUSTODY = {
    "file": ("amber", "in a file beside the store: whoever copies both can read everything"),
    "passphrase": ("green", "in a file behind a passphrase: who copies it needs that, too"),
    "keychain": ("green", "in the keychain of the operating system"),
}
_HEADS = ("Key", "What it does", "Made on", "Age in days", "Due", "Earlier versions kept")


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Read-only: keys are changed on the machine itself, by who can sign in there."""
    standing = show_keys(workspace)
    today = date.today()  # noqa: DTZ011 - days of the server's own calendar
    rows = []
    for each in standing.keys:
        name, does = MEANS.get(each.key, (each.key, ""))
        days = (today - date.fromisoformat(each.made_on)).days if each.made_on else None
        rows.append((name, does, each, max(days, 0) if days is not None else None, SCHEDULE[each.key]))
    if request.GET.get("format") == "csv":
        csv = (
            (name, does, each.made_on, days, "yes" if each.is_due else "no", each.earlier)
            for name, does, each, days, _ in rows
        )
        return answers.csv_file(f"{workspace.organisation} keys.csv", _HEADS, csv)
    mark = workspace.keys.recovery_recipient
    ours = [path for path in standing.recovery_files if mark in path.read_text("utf-8", "replace")]
    state, custody = CUSTODY.get(standing.custody, ("unknown", standing.custody))
    sees_server = workspace.owns_server
    return answers.page(
        request,
        "keys/page.html",
        rows=rows,
        due=[each.key for _, _, each, _, _ in rows if each.is_due],
        custody_state=state,
        custody=words.sentence(custody),
        file=str(standing.file) if sees_server else "",
        recovery=[str(path) if sees_server else path.name for path in ours],
        recipient=mark,
        is_master_being_replaced=standing.is_master_being_replaced,
        are_rekeyed=standing.are_fingerprints_rekeyed,
        client=f" --client {workspace.organisation}" if workspace.provider_number is not None else "",
        settings_address=frame.address("settings", workspace.organisation),
    )
