"""Rules of judgement: what is mostly false here, said once; what is stored is scored anew, and no file is read again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.operations.judge_findings import end_rule, make_rule
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.findings.shown import detector_names
from bailee.web.findings.views import today

LEVELS = {"0.5": "only possible: it leaves the queue, and is not counted", "0.9": "likely, never verified"}


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: the rules that stand, and a form. POST: a new rule."""
    given = {
        name: request.POST.get(name, request.GET.get(name, ""))[:1_000]
        for name in ("detector", "store", "cue", "at_most", "reason")
    }
    error = ""
    if request.method == "POST":
        try:
            if given["at_most"] not in LEVELS:
                raise InvalidInput("Choose how sure they are at most.")
            if given["detector"] and given["detector"] not in detector_names():
                raise InvalidInput("There is no such detector.")
            make_rule(
                workspace,
                detector=given["detector"],
                store=given["store"],
                cue=given["cue"],
                at_most=float(given["at_most"]),
                reason=given["reason"],
                on=today(),
            )
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            messages.success(request, "The rule stands. What is stored was scored anew; no file was read again.")
            return HttpResponseRedirect(frame.address("findings-rules", workspace.organisation), status=303)
    names = detector_names()
    return answers.page(
        request,
        "findings/rules.html",
        status=400 if error else 200,
        rules=[(rule, names.get(rule.detector, rule.detector)) for rule in workspace.judgement_rules()],
        given=given,
        error=error,
        detectors=[("", "any"), *sorted(names.items(), key=lambda pair: pair[1].casefold())],
        stores=[("", "everywhere"), *((store, store) for store in workspace.store_names())],
        levels=list(LEVELS.items()),
        may_decide=workspace.may(Permission.DECIDE_FINDINGS),
        address=frame.address("findings-rules", workspace.organisation),
        end_address=lambda ident: frame.address("findings-rule-end", workspace.organisation, ident),
        findings_address=frame.address("findings", workspace.organisation),
    )


def end(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """A rule no longer holds."""
    try:
        end_rule(workspace, ident, on=today())
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "The rule is ended. What is stored was scored anew.")
    return HttpResponseRedirect(frame.address("findings-rules", workspace.organisation), status=303)
