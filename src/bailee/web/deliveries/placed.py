"""Posters, with the photograph that shows them; and pages of notices that are open to everybody."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.deliveries.photographs import LARGEST, look
from bailee.errors import InvalidInput
from bailee.operations.place_notice import close_notice_page, open_notice_page, put_up_notice, take_down_notice
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.deliveries.views import titles

_HEADS = ("Poster", "Notice", "Version", "Where", "Since", "Photograph (SHA-256)", "Taken down")


def posters(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: those that hang, and those that did. POST: another one."""
    error = wrong = ""
    if request.method == "POST":
        try:
            _put_up(request, workspace)
        except InvalidInput as fault:
            error, wrong = typed.plain(fault), _field_of(fault)
        else:
            messages.success(request, "It is noted that it hangs there.")
            return HttpResponseRedirect(frame.address("delivery-posters", workspace.organisation), status=303)
    postings = workspace.postings()
    if request.GET.get("format") == "csv":
        rows = (
            (
                each.ident, each.kind, each.version, each.place, each.put_up_on,
                each.photograph.sha256 if each.photograph else "", each.taken_down_on or "",
            )
            for each in postings
        )  # fmt: skip
        return answers.csv_file(f"{workspace.organisation} posters.csv", _HEADS, rows)
    return answers.page(
        request,
        "deliveries/posters.html",
        status=422 if error else 200,
        postings=[
            (each, frame.address("delivery-poster-down", workspace.organisation, each.ident)) for each in postings
        ],
        hanging=sum(each.taken_down_on is None for each in postings),
        kinds=[
            (f"{kind} {version} {language}", f"{title}, version {version}")
            for (kind, version, language), title in sorted(titles(workspace).items(), reverse=True)
            if (kind, version, language) in _published(workspace)
        ],
        may_send=workspace.may(Permission.WRITE_NOTICES),
        may_export=workspace.may(Permission.EXPORT),
        error=error,
        wrong=wrong,
        given=request.POST,
        most=LARGEST >> 20,
        today=now().astimezone().date().isoformat(),
        address=frame.address("delivery-posters", workspace.organisation),
        list_address=frame.address("deliveries", workspace.organisation),
    )


def take_down(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    try:
        take_down_notice(workspace, ident, on=typed.day_or_today(request.POST.get("on", "")))
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "It is noted that it hangs there no more.")
    return HttpResponseRedirect(frame.address("delivery-posters", workspace.organisation), status=303)


def pages(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Open a kind of notice to everybody, or close it."""
    kind = request.POST.get("kind", "")
    try:
        if request.POST.get("act") == "close":
            close_notice_page(workspace, kind)
            messages.success(request, "Nobody sees that page any more.")
        else:
            open_notice_page(workspace, kind)
            messages.success(request, "Everybody who has the address sees that page now.")
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    return HttpResponseRedirect(frame.address("deliveries", workspace.organisation), status=303)


def _put_up(request: HttpRequest, workspace: Workspace) -> None:
    kind, _, rest = request.POST.get("notice", "").partition(" ")
    number, _, language = rest.partition(" ")
    if not number.isascii() or not number.isdecimal() or len(number) > 6:
        raise InvalidInput("choose which notice hangs there")
    picture = request.FILES.get("photograph")
    photograph = (
        look(cast(BinaryIO, picture.file), picture.size) if picture is not None and picture.file is not None else None
    )
    version = workspace.notice_version(kind, int(number), language)
    put_up_notice(
        workspace,
        version,
        request.POST.get("place", ""),
        on=typed.day_or_today(request.POST.get("on", "")),
        photograph=photograph,
    )


def _published(workspace: Workspace) -> set[tuple[str, int, str]]:
    return {(each.kind, each.version, each.language) for each in workspace.notices() if each.state == "published"}


def _field_of(fault: InvalidInput) -> str:
    said = str(fault)
    if "photograph" in said:
        return "f-photograph"
    return "f-place" if "where" in said else "f-on" if "day" in said else "f-notice"
