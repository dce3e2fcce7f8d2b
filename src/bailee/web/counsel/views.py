"""The desk: what waits, by risk; a packet of it; one item with what it rests on, and the decision over it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.counsel.decision_file import Answer
from bailee.counsel.packet import Asked, Item, item_of
from bailee.counsel.redline import in_words, redline
from bailee.counsel.reviews import Decision, Scope, Verdict
from bailee.counsel.texts import TextKind
from bailee.counsel.words import as_blocks, bare
from bailee.errors import InvalidInput
from bailee.obligations.load import place_name
from bailee.operations.ask_counsel import FORMS, WANTED_IN, ask_counsel, rendered
from bailee.operations.take_decisions import Taken, decide, take_file
from bailee.permissions import Permission
from bailee.store.rows.base import today
from bailee.store.rows.reviews import KeptPacket
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words
from bailee.web.counsel.blocks import shown_block

PAGE = 50
_KINDS = (("", "Everything"), ("question", "Questions"), ("notice", "Notices"), ("rule", "Rules"))
_STATES = (("waiting", "Waits"), ("decided", "Decided"))
_SIGNS = {"high": "red", "medium": "amber", "low": "unknown"}
CLOSED = "What counsel is asked and decides is between the client and its counsel. Counsel lets somebody of the provider in, by name."
_MOST_BYTES = 8 << 20


def desk(request: HttpRequest, workspace: Workspace, error: str = "") -> HttpResponseBase:
    """GET: what waits. POST: a packet of today."""
    if not workspace.sees_privileged:
        return answers.message(request, "Counsel", CLOSED)
    if request.method == "POST" and not error:
        return _made(request, workspace)
    packets = workspace.packets()
    newest = packets[0] if packets else None
    decisions = workspace.counsel_decisions()
    lines = [_line(workspace, each, decisions) for each in map(item_of, newest.items)] if newest else []
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "waiting")
    fitting = [
        each for each in lines if kind in ("", each["kind"]) and (each["decision"] is None) is (state != "decided")
    ]
    fitting.sort(key=lambda each: (("high", "medium", "low").index(each["risk"]), each["number"]))
    start = _start(request, len(fitting))
    here = frame.address("counsel", workspace.organisation)
    waiting = [each for each in lines if each["decision"] is None]
    return answers.page(
        request,
        "counsel/desk.html",
        status=422 if error else 200,
        error=error,
        packet=newest,
        packets=[(each, _downloads(workspace, each)) for each in packets[:12]],
        found=fitting[start : start + PAGE],
        figures=_figures(waiting, len(lines) - len(waiting)),
        filters=[("kind", "What", _KINDS, kind), ("state", "State", _STATES, state)],
        shown_words=f"{start + 1}–{min(start + PAGE, len(fitting))} of {len(fitting):,}" if len(fitting) > PAGE else "",
        before=str(max(start - PAGE, 0)) if start else "",
        after=str(start + PAGE) if start + PAGE < len(fitting) else "",
        due_on=(today() + WANTED_IN).isoformat(),
        today=today().isoformat(),
        may_ask=workspace.may(Permission.REVIEW) or workspace.may(Permission.RECORD_REVIEW),
        may_review=workspace.may(Permission.REVIEW),
        address=here,
        import_address=frame.address("counsel-import", workspace.organisation),
        decisions_address=frame.address("counsel-decisions", workspace.organisation),
    )


def item(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """GET: one question or text with what it rests on. POST: counsel's decision over it."""
    workspace.require_privilege()
    packets = workspace.packets()
    asked = next((each for each in map(item_of, packets[0].items) if each.ident == ident), None) if packets else None
    if asked is None:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            done = _decided(request, workspace, asked)
        except InvalidInput as fault:
            error = f"{words.sentence(_plain(str(fault)))}."
        else:
            messages.success(request, _said(done))
            return HttpResponseRedirect(frame.address("counsel", workspace.organisation), status=303)
    decisions = [each for each in workspace.counsel_decisions() if each.text == ident]
    names = (
        {each.ident: each.name for each in workspace.member_list(ended=True)}
        if workspace.may(Permission.SEE_MEMBERS)
        else {}
    )
    known, shown = tuple(map(bare, asked.about.get("before", ()))), tuple(map(bare, asked.lines))
    return answers.page(
        request,
        "counsel/item.html",
        status=422 if error else 200,
        error=error,
        item=asked,
        about=asked.about,
        sign=_SIGNS[asked.risk.value],
        lines=[_span_line(line) for line in redline(known, shown)] if known else [],
        blocks=[] if known else [made for block in as_blocks(asked.lines) if (made := shown_block(block))],
        changes=in_words(known, shown) if known else (),
        words_now="\n".join(asked.lines[:1] if asked.kind is TextKind.RULE else asked.lines),
        is_question=asked.kind is TextKind.QUESTION,
        is_rule=asked.kind is TextKind.RULE,
        decisions=[(each, _verdict_words(each), names.get(each.by, each.by)) for each in reversed(decisions)],
        may_review=workspace.may(Permission.REVIEW),
        verdicts=[
            ("accept", "Accept", "What we propose." if asked.kind is TextKind.QUESTION else "The words as they stand."),
            ("change", "Change", "In your words, below."),
            ("refuse", "Refuse", "It stays a draft."),
        ],
        scopes=[
            ("client", "This client", "Where it works now."),
            ("place", "This client, in some places", "Named below."),
            ("all-clients", "All clients for whom you are counsel", "Rules alone."),
        ],
        given=request.POST,
        own_name=_own_name(workspace),
        firm=next((each.firm for each in reversed(workspace.counsel_decisions()) if each.by == workspace.member), ""),
        today=today().isoformat(),
        address=frame.address("counsel-item", workspace.organisation, ident),
        desk_address=frame.address("counsel", workspace.organisation),
    )


def packet(request: HttpRequest, workspace: Workspace, ident: str, form: str) -> HttpResponseBase:
    """A packet as it went out: docx, pdf, or the file to fill in."""
    workspace.require_privilege()
    kept = next((each for each in workspace.packets() if each.ident == ident), None)
    if kept is None or form not in FORMS:
        raise Http404
    answer = HttpResponse(rendered(kept, form), content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{ident}.{form}"'
    return answer


def take_over(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """A filled-in decision file, or the DOCX."""
    workspace.require_privilege()
    given = request.FILES.get("file")
    if given is None or given.size is None:
        return desk(request, workspace, error="Choose the file that came back.")
    if given.size > _MOST_BYTES:
        return desk(request, workspace, error="This file is too large: hand in the one that came with the packet.")
    try:
        done = take_file(
            workspace,
            given.read(),
            given.name or "",
            name=" ".join(request.POST.get("name", "").split())[:200],
            firm=" ".join(request.POST.get("firm", "").split())[:200],
        )
    except InvalidInput as fault:
        return desk(request, workspace, error=typed.plain(fault))
    messages.success(request, _said(done))
    return HttpResponseRedirect(frame.address("counsel", workspace.organisation), status=303)


def _made(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    due = request.POST.get("due", "")
    try:
        due_on = date.fromisoformat(due) if due else None
    except ValueError:
        return desk(request, workspace, error="Write the day as 2026-12-15.")
    paper: Literal["a4", "letter"] = "letter" if request.POST.get("paper") == "letter" else "a4"
    note = " ".join(request.POST.get("note", "").split())[:2_000]
    made = ask_counsel(workspace, Asked(due_on=due_on, note=note, paper=paper))
    messages.success(request, f"The packet is made: {words.count(len(made.items), 'thing')} to decide.")
    return HttpResponseRedirect(frame.address("counsel", workspace.organisation), status=303)


def _decided(request: HttpRequest, workspace: Workspace, asked: Item) -> Taken:
    given = request.POST
    verdict, scope = given.get("decision", ""), given.get("scope", "client")
    if not verdict:
        raise InvalidInput("choose one: accept, change or refuse")
    new_words = given.get("words", "") if verdict == Verdict.CHANGE else ""
    places = tuple(code.strip().upper() for code in given.get("places", "").replace(",", " ").split())
    answer = Answer(
        "this page", asked.number, asked.ident, given.get("sha256", asked.sha256), verdict,
        scope=scope, places=places if scope == Scope.PLACE else (), expires=given.get("expires", ""), words=new_words,
        note=given.get("note", ""),
    )  # fmt: skip
    firm = " ".join(given.get("firm", "").split())[:200]
    return decide(workspace, answer, name=_own_name(workspace), firm=firm)


def _own_name(workspace: Workspace) -> str:
    """Who is signed in: a review is by her name, and by no other."""
    return next((each.name for each in workspace.member_list() if each.ident == workspace.member), workspace.member)


def _plain(text: str) -> str:
    return text.removeprefix("nothing was taken over. ").replace("this page: ", "")


def _said(done: Taken) -> str:
    said = f"{words.count(len(done.decisions), 'decision')} kept."
    for version in done.drafts:
        said += f" {words.sentence(version.kind.replace('-', ' '))} version {version.version} is the next draft, in counsel’s words."
    if done.others:
        said += f" It counts for {words.count(len(done.others), 'other client')}, too."
    return said


def _line(workspace: Workspace, asked: Item, decisions: tuple[Decision, ...]) -> dict[str, Any]:
    """An item of the list, with the newest decision over its very words."""
    own = [
        each
        for each in decisions
        if each.text == asked.ident
        and asked.sha256 in (each.sha256, each.new_sha256)
        and (each.expires_on is None or each.expires_on >= today())
    ]
    return {
        "number": asked.number,
        "kind": asked.kind.value,
        "title": asked.title,
        "risk": asked.risk.value,
        "sign": _SIGNS[asked.risk.value],
        "because": asked.about.get("because") or asked.about.get("citation", ""),
        "decision": _verdict_words(own[-1]) if own else None,
        "url": frame.address("counsel-item", workspace.organisation, asked.ident),
    }


def _verdict_words(decision: Decision) -> str:
    """
    >>> from datetime import date
    >>> _verdict_words(Decision("d", "t", TextKind.RULE, "", Verdict.ACCEPT, "A. Adair", "Adair LLP", date(2026, 3, 3)))
    'accepted by A. Adair, Adair LLP, Tue 3 Mar 2026'
    """
    verb = {Verdict.ACCEPT: "accepted", Verdict.CHANGE: "changed", Verdict.REFUSE: "refused"}[decision.verdict]
    until = f", until {words.day(decision.expires_on, year=True)}" if decision.expires_on else ""
    where = f", for {', '.join(map(place_name, decision.places))}" if decision.scope is Scope.PLACE else ""
    return f"{verb} by {decision.who}, {words.day(decision.decided_on, year=True)}{until}{where}"


def _figures(waiting: list[dict[str, Any]], decided: int) -> list[tuple[int, str]]:
    risks = [each["risk"] for each in waiting]
    return [
        (risks.count("high"), "of high risk"),
        (risks.count("medium"), "of medium risk"),
        (risks.count("low"), "of low risk"),
        (decided, "decided"),
    ]


def _downloads(workspace: Workspace, kept: KeptPacket) -> list[tuple[str, str]]:
    return [(form.upper(), frame.address("counsel-packet", workspace.organisation, kept.ident, form)) for form in FORMS]


def _span_line(spans: Any) -> list[tuple[str, str]]:
    return [(span.look, span.text) for span in spans]


def _start(request: HttpRequest, total: int) -> int:
    asked = request.GET.get("after") or request.GET.get("before") or "0"
    return min(int(asked), total) if asked.isdecimal() and len(asked) < 10 else 0
