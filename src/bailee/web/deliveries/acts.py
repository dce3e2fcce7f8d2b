"""What is done with a delivery: letters are made, posted and come back; copies are given by hand; it is tried again, or ends."""

from __future__ import annotations

import os
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee import settings
from bailee.deliveries import Reason, Standing
from bailee.errors import InvalidInput
from bailee.operations.deliver_letters import make_letters, note_returned, packed, pieces_in, post_letters
from bailee.operations.deliver_notice import end_delivery, hand_over, try_again
from bailee.store.workspace import Workspace
from bailee.web import frame, typed, words
from bailee.web.deliveries.views import shown

MOST_LETTERS = 5_000  # of one download; more are made by the command
_LARGEST = 16 << 20  # bytes of a stamped list


def letters(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """All letters that wait, as one zip."""
    try:
        campaign = workspace.campaign(ident)
        if campaign.counts.get(Standing.WAITING, 0) > MOST_LETTERS:
            raise InvalidInput(
                f"a browser takes {MOST_LETTERS:,} letters at most", hint=f"bailee deliver print {ident} --out FOLDER"
            )
        address = str(settings.read(os.environ)["address"])
        content = packed(make_letters(workspace, ident, address=address))
    except InvalidInput as fault:
        return _again(request, workspace, ident, fault)
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{ident}-letters.zip"'
    return answer


def posted(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    def act() -> str:
        stamped = request.FILES.get("stamped")
        if stamped is not None and (stamped.size or 0) > _LARGEST:
            raise InvalidInput("the stamped list is too big", hint=f"scan it again in less than {_LARGEST >> 20} MB")
        done = post_letters(
            workspace,
            ident,
            on=typed.day_or_today(request.POST.get("on", "")),
            stamped=stamped.read() if stamped else b"",
        )
        return f"{words.count(done, 'letter')} went to the post."

    return _done(request, workspace, ident, act, "f-on")


def returned(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    def act() -> str:
        pieces = pieces_in(request.POST.get("pieces", ""), ident)
        reason = next((each for each in Reason if each.value == request.POST.get("reason")), Reason.RETURNED)
        done = note_returned(workspace, ident, pieces, reason, on=typed.day_or_today(request.POST.get("back_on", "")))
        return f"{words.count(done, 'letter')} came back."

    return _done(request, workspace, ident, act, "f-pieces")


def handed(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Those that were ticked, or one by its number."""

    def act() -> str:
        given = request.POST.getlist("piece") or [request.POST.get("pieces", "")]
        pieces = pieces_in(" ".join(given), ident)
        done = hand_over(workspace, ident, pieces, on=typed.day_or_today(request.POST.get("handed_on", "")))
        return f"{words.count(done, 'copy was', 'copies were')} given by hand."

    return _done(request, workspace, ident, act, "f-handed_on")


def again(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    def act() -> str:
        going, left = try_again(workspace, ident)
        still = f" {words.count(left, 'person', 'people')} still cannot be reached." if left else ""
        return f"{words.count(going, 'copy goes', 'copies go')} out again.{still}"

    return _done(request, workspace, ident, act)


def stop(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    def act() -> str:
        end_delivery(workspace, ident)
        return "It has ended: nobody is reminded any more, and nobody new gets it."

    return _done(request, workspace, ident, act)


def _done(
    request: HttpRequest, workspace: Workspace, ident: str, act: Callable[[], str], wrong: str = "main"
) -> HttpResponseBase:
    try:
        said = act()
    except InvalidInput as fault:
        return _again(request, workspace, ident, fault, wrong)
    messages.success(request, said)
    return HttpResponseRedirect(frame.address("delivery", workspace.organisation, ident), status=303)


def _again(
    request: HttpRequest, workspace: Workspace, ident: str, fault: InvalidInput, wrong: str = "main"
) -> HttpResponseBase:
    return shown(request, workspace, ident, error=typed.plain(fault), wrong=wrong)
