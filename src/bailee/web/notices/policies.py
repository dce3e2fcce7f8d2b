"""A policy that they have already: handed in, kept as it is, held against what is held and owed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee import notices
from bailee.errors import Error
from bailee.notices.policies import Standing
from bailee.operations.show_notices import composing_now
from bailee.operations.take_policy import LARGEST, take_content
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words
from bailee.web.notices.views import drafted, kind_words, today


def take(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: the form. POST: the file is a version from now on."""
    error, wrong = "", "f-file"
    if request.method == "POST":
        kind, given = request.POST.get("kind", ""), request.FILES.get("file")
        if kind not in notices.kinds():
            error, wrong = "Choose which notice it is.", "f-kind"
        elif given is None or given.size is None:
            error = "Choose the file."
        elif given.size > LARGEST:
            error = f"This file is too large: up to {LARGEST >> 20} MB. Save it without its pictures."
        else:
            try:
                day = today()
                compose = composing_now(workspace, day)
                taken = take_content(workspace, kind, given.read(), given.name or "policy", on=day, compose=compose)
            except Error as fault:
                error = typed.plain(fault)
            else:
                said = [f"{words.number(taken.count(each))} {each.value}" for each in Standing]
                messages.success(request, f"It is version {taken.version.version}. {words.sentence(', '.join(said))}.")
                return HttpResponseRedirect(frame.address("notice", workspace.organisation, kind), status=303)
    return answers.page(
        request,
        "notices/policy.html",
        status=422 if error else 200,
        error=error,
        wrong=wrong,
        given=request.POST,
        kinds=[("", "Choose…"), *((ident, kind_words(ident, module)) for ident, module in drafted())],
        most=LARGEST >> 20,
        address=frame.address("notice-policy", workspace.organisation),
        list_address=frame.address("notices", workspace.organisation),
    )
