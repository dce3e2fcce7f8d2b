"""Letters of an incident: who gets which, what is missing, what became of them; nobody's name is on the page."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.deliveries.addresses import country_name
from bailee.errors import InvalidInput
from bailee.notices.wording import wording
from bailee.operations import incident_letters as operations
from bailee.operations.deliver_notice import Post
from bailee.operations.lost_people import home_of
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.incidents.views import context_of

_TITLES = {
    "made": "printed",
    "queued": "in the outbox",
    "posted": "posted",
    "returned": "came back",
    "unreachable": "no letter",
}


def page(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """GET: the plan. POST: mail, approve, note what was posted or came back."""
    error = ""
    if request.method == "POST":
        try:
            words = _act(request, workspace, ident)()
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            messages.success(request, words)
            return HttpResponseRedirect(frame.address("incident-letters", workspace.organisation, ident), status=303)
    plan = operations.plan_letters(workspace, ident)
    made = operations.pieces(workspace, ident)
    runs = Counter((each.run, each.means, each.act) for each in made)
    country = home_of(workspace)
    return answers.page(
        request,
        "incidents/letters.html",
        status=422 if error else 200,
        **context_of(plan.sheet.incident),
        error=error,
        plan=plan,
        kinds=[(_title(kind), wording(language).language, count) for (kind, language), count in plan.kinds],
        runs=[(run, means, act, _TITLES.get(act, act), count) for (run, means, act), count in runs.items()],
        words=dict(plan.sheet.incident.facts),
        country=country if len(country) == 2 else "US",
        country_name=country_name(country if len(country) == 2 else "US"),
        today=plan.facts.on.isoformat(),
        may_approve=workspace.may(Permission.REVIEW) or workspace.may(Permission.RECORD_REVIEW),
        addresses={
            name: frame.address(f"incident-{name}", workspace.organisation, ident)
            for name in ("letters", "print", "say", "forms")
        },
        one_address=frame.address("incident", workspace.organisation, ident),
        list_address=frame.address("incidents", workspace.organisation),
    )


def _title(kind: str) -> str:
    state = kind.removeprefix("breach-letter").strip("-").replace("-", " ")
    return f"Letter: {state.title()}" if state else "Letter"


def _act(request: HttpRequest, workspace: Workspace, ident: str) -> Callable[[], str]:
    given = request.POST

    def mail() -> str:
        made = operations.mail_letters(workspace, ident)
        lost = sum(made.unreachable.values())
        return f"{made.letters:,} letters are in the outbox." + (
            f" {lost:,} people have no address there." if lost else ""
        )

    def approve() -> str:
        operations.approve_letters(workspace, ident, given.get("by", ""))
        return "Approved. New words would void it."

    def posted() -> str:
        count = operations.note_posted(workspace, ident, given.get("run", ""), on=typed.day(given.get("on", "")))
        return f"{count:,} letters were posted; the people of those places are told."

    def returned() -> str:
        numbers = [int(each) for each in given.get("pieces", "").replace(",", " ").split() if each.isdecimal()]
        if not numbers:
            raise InvalidInput("write the numbers that stand above the window")
        return f"{operations.note_returned(workspace, ident, numbers, reason=given.get('reason', '') or 'returned by the post'):,} came back."

    acts: dict[str, Callable[[], str]] = {"mail": mail, "approve": approve, "posted": posted, "returned": returned}
    if given.get("act", "") not in acts:
        raise InvalidInput("choose what is to be done")
    return acts[given["act"]]


def printed(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """All letters as one file: PDFs, the list for the post office, the manifest."""
    try:
        country = request.POST.get("country", "US")[:40]
        made = operations.print_letters(
            workspace, ident, Post.read(request.POST.get("envelope", "10")[:10], country, country)
        )
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
        return HttpResponseRedirect(frame.address("incident-letters", workspace.organisation, ident), status=303)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.files:
            archive.writestr(name, content)
    answer = HttpResponse(packed.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="incident-{ident}-letters.zip"'
    return answer


def forms(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """What the authorities ask for, as PDF."""
    answer = HttpResponse(operations.print_forms(workspace, ident), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="incident-{ident}-authorities.pdf"'
    return answer
