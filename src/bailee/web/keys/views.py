"""How old each key is, where the master key lies, how the recovery key stands, and the end of an organisation's keys."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations import destroy_keys
from bailee.operations.show_keys import SCHEDULE, show_keys
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words

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
    """Keys are replaced on the machine itself, by who can sign in there. From here they are only destroyed, by two people where there are two."""
    return _page(request, workspace)


def destroy(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Ask for it, take that back, or carry out what another person asked for: then the certificate is the answer."""
    given = {name: request.POST.get(name, "")[:1_000] for name in ("name", "reason")}
    try:
        if request.POST.get("act") == "withdraw":
            destroy_keys.withdraw(workspace)
            messages.success(request, "Taken back. Nothing was destroyed.")
            return HttpResponseRedirect(frame.address("keys", workspace.organisation), status=303)
        done = destroy_keys.destroy(workspace, name=given["name"], reason=given["reason"])
    except (InvalidInput, NotAllowed) as fault:
        return _page(request, workspace, error=typed.plain(fault), given=given)
    if isinstance(done, destroy_keys.Waits):
        messages.success(
            request, f"Asked for. Nothing is destroyed until another person agrees: {', '.join(done.others)}."
        )
        return HttpResponseRedirect(frame.address("keys", workspace.organisation), status=303)
    answer = HttpResponse(done.content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{workspace.organisation}-keys-destroyed.pdf"'
    return answer


def _page(
    request: HttpRequest, workspace: Workspace, *, error: str = "", given: dict[str, str] | None = None
) -> HttpResponseBase:
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
        status=422 if error else 200,
        standing=standing,
        ending=_ending(workspace),
        error=error,
        wrong="f-reason" if "reason" in error else "f-name",
        given=given or {"name": "", "reason": ""},
        me=workspace.member,
        destroy_address=frame.address("keys-destroy", workspace.organisation),
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


def _ending(workspace: Workspace) -> destroy_keys.Plan | None:
    """What destroying would take with it; None where that is done elsewhere, or not by this person."""
    try:
        return destroy_keys.plan_destruction(workspace)
    except (InvalidInput, NotAllowed):
        return None
