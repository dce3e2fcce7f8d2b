"""How people are written to: the language of those whose own nobody knows, and whether certificates go to them by mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.deliveries.wording import language_of, languages, wording
from bailee.errors import InvalidInput
from bailee.operations.write_to_people import choose_correspondence, tongue
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.words import sentence

MOST = 5_000  # people whose languages the page counts: each is opened for it


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: what counts now, and what of the roster it is about. POST: it is chosen anew."""
    error, here = "", frame.address("delivery-how", workspace.organisation)
    if request.method == "POST":
        try:
            choose_correspondence(
                workspace, language=request.POST.get("language", ""), copies=request.POST.get("copies") == "on"
            )
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            messages.success(request, "From now on people are written to like this.")
            return HttpResponseRedirect(here, status=303)
    chosen, speaks = workspace.correspondence(), tongue(workspace)
    whole = sum(workspace.roster_counts().values())
    roster = workspace.roster() if whole <= MOST else ()
    counted = dict.fromkeys(languages(), 0)
    unknown = 0
    for person in roster:
        counted[speaks(person)] += 1
        unknown += bool(person.details.language) and not language_of(person.details.language)
    return answers.page(
        request,
        "deliveries/how.html",
        status=422 if error else 200,
        error=error,
        chosen=chosen,
        options=[(each, sentence(wording(each).name)) for each in languages()],
        rows=[(wording(code).name, count) for code, count in counted.items()] if roster else [],
        unknown=unknown,
        whole=whole,
        address=here,
        back=frame.address("deliveries", workspace.organisation),
    )
