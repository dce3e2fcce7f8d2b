"""The queue of findings, acts on them, and what was typed into the search field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from bailee.errors import InvalidInput
from bailee.operations.judge_findings import REASONS, Judged, judge_findings, take_back
from bailee.permissions import Permission
from bailee.reports.words import SUBJECTS
from bailee.store import asking
from bailee.store.rows.settled import States
from bailee.store.rows.triage import Batch, QueuePage
from bailee.store.rows.views import LONGEST
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES
from bailee.web import answers, frame, typed
from bailee.web.findings.filters import Asked, position_text
from bailee.web.findings.shown import detector_names, explanation, label_of, line, subject_word, together
from bailee.web.jinja import with_query
from bailee.web.visits import moment_of, one_look

PAGE = 50
WORDS = {
    States.TO_JUDGE: "To judge",
    States.CONFIRMED: "Confirmed",
    States.DISMISSED: "Dismissed",
    States.ACCEPTED: "Accepted until",
}
_HEADS = ("What", "About", "Where", "Place", "Count", "How sure", "Probability", "State", "First seen", "Ident")


def today() -> date:
    """The day as it is where the server stands."""
    return asking.today()


_AS_FILLED_IN = "as-filled-in"


@one_look
def queue(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: the list and one finding explained. POST: decide about those that are ticked."""
    if request.method == "POST":
        return _judge(request, workspace)
    return _listed(request, workspace)


def _listed(request: HttpRequest, workspace: Workspace, *, error: str = "", status: int = 200) -> HttpResponseBase:
    asked, moment = Asked.of(request.GET), moment_of(request)
    if moment is None and not workspace.is_settled(today()):
        workspace.settle(today())
    if request.GET.get("format") == "csv" and workspace.may(Permission.EXPORT):
        return answers.csv_file(f"{workspace.organisation} findings.csv", _HEADS, _as_csv(workspace, asked, moment))
    shown = _page(workspace, asked, limit=PAGE, moment=moment)
    counts = (
        workspace.counts_on(moment, possible=asked.possible)
        if moment is not None
        else workspace.triage_counts(possible=asked.possible)
    )
    address = frame.address("findings", workspace.organisation)
    of_day = frame.here(request, "findings", workspace.organisation)
    explained = _explained(workspace, asked, shown, moment)
    ticked = set(_ticked(request)) if request.method == "POST" else set()
    return answers.page(
        request,
        "findings/list.html",
        status=status,
        asked=asked,
        rows=together(map(line, shown.rows)),
        ticked=ticked,
        before=position_text(shown.rows[0].position) if shown.rows and shown.has_before and moment is None else "",
        after=position_text(shown.rows[-1].position) if shown.rows and shown.has_after else "",
        counts={state: counts[state].total() for state in States},
        in_category=counts[asked.state][asked.category] if asked.category else None,
        views=[
            (WORDS[state], with_query(of_day, state=state.word), counts[state].total(), state is asked.state)
            for state in States
        ],
        saved=[(view.name, f"{address}?{view.query}") for view in workspace.saved_views("findings")]
        if moment is None
        else [],
        on=request.GET["on"] if moment is not None else "",
        filters=_filters(workspace, asked, counts[asked.state]),
        address=address,
        explained=explained,
        reasons=[(reason, words) for reason, words in REASONS.items()],
        today=today(),
        error=error,
        may_decide=workspace.may(Permission.DECIDE_FINDINGS),
        may_export=workspace.may(Permission.EXPORT),
        views_address=frame.address("findings-views", workspace.organisation),
        rules_address=frame.address("findings-rules", workspace.organisation),
        states=States,
        query=request.GET.urlencode(),
        explain_address=with_query(f"{address}?{request.GET.urlencode()}", finding="").removesuffix("=") + "=",
    )


def _page(
    workspace: Workspace,
    asked: Asked,
    *,
    limit: int,
    after: tuple[int, int] | None = None,
    moment: datetime | None = None,
) -> QueuePage:
    if moment is not None:
        return workspace.queue_on(
            moment,
            asked.state,
            category=asked.category,
            subject=asked.subject,
            store=asked.store,
            detector=asked.detector,
            possible=asked.possible,
            after=after or asked.after,
            limit=limit,
        )
    return workspace.queue(
        asked.state,
        category=asked.category,
        subject=asked.subject,
        store=asked.store,
        detector=asked.detector,
        possible=asked.possible,
        after=after or asked.after,
        before=None if after else asked.before,
        limit=limit,
    )


def _ticked(request: HttpRequest) -> list[str]:
    """Idents of what is ticked; a line that stands for several names all of them."""
    return [ident for ticked in request.POST.getlist("finding") for ident in ticked.split(",") if ident]


def _judge(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")
    own = request.POST.get("words", "").strip()
    try:
        until = date.fromisoformat(request.POST["until"]) if request.POST.get("until") else None
        if verdict == _AS_FILLED_IN:
            verdict = _filled_in(own or reason, until)
        done = judge_findings(workspace, _ticked(request), verdict, reason=own or reason, until=until, on=today())
    except (InvalidInput, ValueError) as fault:
        said = typed.plain(fault) if isinstance(fault, InvalidInput) else "Write the day as 2027-03-31."
        return _listed(request, workspace, error=said, status=400)
    return _back(request, workspace, done)


def _filled_in(reason: str, until: date | None) -> str:
    """What Enter in one of the fields means: a day accepts until then, a reason alone dismisses; it never confirms."""
    if not reason and until is None:
        raise InvalidInput("choose a reason, or a day", hint="a reason dismisses, a day accepts until then")
    return "accepted" if until is not None else "dismissed"


def _back(request: HttpRequest, workspace: Workspace, done: Judged) -> HttpResponseBase:
    batch = done.batch
    undo = frame.address("findings-undo", workspace.organisation, batch.first, batch.last, batch.count)
    messages.success(request, done.says, extra_tags=undo)
    return HttpResponseRedirect(_own(request, workspace), status=303)


def _own(request: HttpRequest, workspace: Workspace) -> str:
    """The list as it was, without the finding that was explained: it may be judged now."""
    address = frame.address("findings", workspace.organisation)
    query = QueryDict(request.GET.urlencode(), mutable=True)
    query.pop("finding", None)
    return f"{address}?{query.urlencode()}" if query else address


def undo(request: HttpRequest, workspace: Workspace, first: int, last: int, count: int) -> HttpResponseBase:
    """Take back the last act, if it was one's own."""
    try:
        number = take_back(workspace, Batch(first, last, count))
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.info(request, f"Taken back: {number:,} {'is' if number == 1 else 'are'} as before.")
    back = request.headers.get("Referer", "")
    address = frame.address("findings", workspace.organisation)
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if is_ours and address in back else address, status=303)


def save_view(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Keep the filters under a name, or forget one."""
    address = frame.address("findings", workspace.organisation)
    said = request.POST.get("query", "")
    asked = QueryDict(said if len(said) <= LONGEST else "", mutable=True)  # half of the filters would be another view
    for name in ("after", "before", "finding", "format"):
        asked.pop(name, None)
    try:
        if len(said) > LONGEST:
            raise InvalidInput("this view has too many filters")
        if request.POST.get("forget"):
            workspace.forget_view("findings", request.POST["forget"])
            messages.info(request, "The view is removed.")
        else:
            workspace.save_view("findings", request.POST.get("name", ""), asked.urlencode())
            messages.success(request, "The view is kept; it stands above the list, for you alone.")
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    return HttpResponseRedirect(f"{address}?{asked.urlencode()}", status=303)


def search(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Where a word leads: kinds of data, data stores, places, members. Never a value: none is kept to search in."""
    word = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:200].casefold()
    stores = sorted(workspace.coverages()[1]) if word else []
    found = []
    if word:
        findings = frame.address("findings", workspace.organisation)
        for ident, category in DATA_CATEGORIES.items():
            if word in category.label.casefold() or word in ident:
                found.append(("Kind of data", category.label, with_query(findings, category=ident)))
        for subject, label in SUBJECTS.items():
            if word in label.casefold():
                found.append(("About whom", label, with_query(findings, subject=subject.value)))
        for store in stores:
            if word in store.casefold():
                found.append(("Data store", store, with_query(findings, store=store)))
        for detector, name in detector_names().items():
            if word in name.casefold() or word in detector:
                found.append(("Detector", name, with_query(findings, detector=detector)))
    ident = word if len(word) >= 8 and all(letter in "0123456789abcdef" for letter in word) else ""
    if ident and (exact := workspace.findings(ident=ident, dismissed=None, limit=1)):
        address = with_query(frame.address("findings", workspace.organisation), finding=exact[0].finding.ident)
        found.insert(0, ("Finding", ident, address))
    return answers.page(request, "findings/search.html", word=word, found=found)


def _filters(workspace: Workspace, asked: Asked, categories: Any) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    kinds = [("", "any")] + [
        (ident, f"{label_of(ident)} ({count:,})") for ident, count in categories.most_common() if count
    ]
    if asked.category and all(asked.category != ident for ident, _ in kinds):
        kinds.append((asked.category, label_of(asked.category)))
    about = [("", "anyone"), *((each.value, words) for each, words in SUBJECTS.items())]
    stores = [("", "all"), *((store, store) for store in workspace.store_names())]
    return [
        ("category", "Kind", kinds, asked.category),
        ("subject", "About", about, asked.subject),
        ("store", "Store", stores, asked.store),
        (
            "sure",
            "How sure",
            [("", "likely and up"), ("possible", "possible, too")],
            "possible" if asked.possible else "",
        ),
    ]


def _explained(workspace: Workspace, asked: Asked, shown: QueuePage, moment: datetime | None) -> dict[str, Any] | None:
    """The finding that is asked for, else the first of the page; of a past day, one that is still there."""
    ident = asked.finding or (shown.rows[0].ident if shown.rows else "")
    if not ident:
        return None
    try:
        told = workspace.finding_told(ident)
    except InvalidInput:
        return None
    if moment is not None:
        told = replace(told, decisions=tuple(each for each in told.decisions if each.at <= moment))
    return explanation(told)


def _as_csv(workspace: Workspace, asked: Asked, moment: datetime | None) -> Iterator[tuple[object, ...]]:
    after: tuple[int, int] | None = None
    asked_all = Asked(asked.state, asked.category, asked.subject, asked.store, asked.detector, asked.possible)
    while True:
        page = _page(workspace, asked_all, limit=500, after=after, moment=moment)
        for row in page.rows:
            finding = row.finding
            yield (
                label_of(finding.category),
                subject_word(finding.subject),
                " / ".join(finding.locator.segments),
                row.place,
                finding.count,
                finding.confidence.value,
                finding.probability,
                row.state.word,
                row.first_seen_at.isoformat(timespec="minutes"),
                row.ident,
            )
        if not page.has_after:
            return
        after = page.rows[-1].position
