"""All deliveries, the newest first; and one of them: how far it came, whom it did not reach and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from bailee.deliveries import Means, Reason, Standing, says
from bailee.deliveries.acts import RETURNS
from bailee.deliveries.rhythm import Rhythm
from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.deliveries import Campaign, Delivery
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, words
from bailee.web.visits import one_look

ROWS = 100
SHOWN = 50  # deliveries of the list
STANDINGS = {
    Standing.SENT: ("green", "Sent"),
    Standing.HANDED: ("green", "Given by hand"),
    Standing.WAITING: ("unknown", "Waiting"),
    Standing.FAILED: ("red", "Came back"),
    Standing.UNREACHABLE: ("red", "Not reachable"),
}
_HEADS = ("Piece", "Name", "How it stands", "Why", "Sent", "Reminded", "Manager told", "Number", "Department")


@one_look
def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    campaigns = workspace.campaigns()
    if request.GET.get("format") == "csv":
        heads = (
            "Delivery",
            "Notice",
            "Version",
            "By",
            "Began",
            "People",
            "Reached",
            "Came back",
            "Not reachable",
            "Ended",
        )
        return answers.csv_file(f"{workspace.organisation} deliveries.csv", heads, map(_as_csv, campaigns))
    start = _number(request.GET.get("after", ""))
    pages = workspace.notice_pages()
    return answers.page(
        request,
        "deliveries/list.html",
        campaigns=[_line(workspace, each) for each in campaigns[start : start + SHOWN]],
        total=len(campaigns),
        open_=sum(each.is_open for each in campaigns),
        before=str(max(start - SHOWN, 0)) if start else "",
        after=str(start + SHOWN) if start + SHOWN < len(campaigns) else "",
        pages=[_page(workspace, kind, *pages.get(kind, (False, None))) for kind in _published(workspace)],
        posters=sum(each.taken_down_on is None for each in workspace.postings()),
        may_send=workspace.may(Permission.WRITE_NOTICES),
        may_export=workspace.may(Permission.EXPORT),
        has_published=bool(_published(workspace)),
        address=frame.address("deliveries", workspace.organisation),
        new_address=frame.address("delivery-new", workspace.organisation),
        posters_address=frame.address("delivery-posters", workspace.organisation),
        how_address=frame.address("delivery-how", workspace.organisation),
        pages_address=frame.address("delivery-pages", workspace.organisation),
    )


@one_look
def one(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """One delivery; names are for who may send notices."""
    return shown(request, workspace, ident)


def shown(
    request: HttpRequest, workspace: Workspace, ident: str, *, error: str = "", wrong: str = ""
) -> HttpResponseBase:
    try:
        campaign = workspace.campaign(ident)
    except InvalidInput:
        raise Http404 from None
    by_name = workspace.may(Permission.WRITE_NOTICES)
    if request.GET.get("format") == "csv" and by_name:
        return answers.csv_file(f"{campaign.ident}.csv", _HEADS, _people_as_csv(workspace, campaign))
    standing = next((each for each in Standing if each.value == request.GET.get("state", "")), None)
    start = _number(request.GET.get("after", ""))
    found = workspace.delivery_page(campaign, standing, after=start, count=ROWS + 1) if by_name else ()
    rhythm = Rhythm.of(campaign.plan)
    here = frame.address("delivery", workspace.organisation, ident)
    return answers.page(
        request,
        "deliveries/one.html",
        status=422 if error else 200,
        each=campaign,
        title=titles(workspace).get((campaign.kind, campaign.version, campaign.language), campaign.kind),
        line=_says(campaign),
        figures=[(words.number(campaign.counts.get(each, 0)), STANDINGS[each][1]) for each in Standing],
        causes=_causes(workspace, campaign),
        people=[_person(each) for each in found[:ROWS]],
        by_name=by_name,
        views=[
            ("Everybody", here, campaign.people, standing is None),
            *(
                (STANDINGS[each][1], f"{here}?state={each.value}", campaign.counts.get(each, 0), standing is each)
                for each in Standing
                if campaign.counts.get(each)
            ),
        ],
        state=standing.value if standing else "",
        after=str(found[ROWS - 1].piece) if len(found) > ROWS else "",
        first=bool(start),
        facts=_facts(campaign, rhythm),
        superseded=any(
            (each.kind, each.language) == (campaign.kind, campaign.language) and each.version > campaign.version
            for each in workspace.notices()
            if each.is_published
        ),
        is_post=campaign.means is Means.POST,
        waiting=campaign.counts.get(Standing.WAITING, 0),
        lost=campaign.counts.get(Standing.FAILED, 0) + campaign.counts.get(Standing.UNREACHABLE, 0),
        reasons=[
            (each.value, words.sentence(says(each)[0].removeprefix("the letter came back: "))) for each in RETURNS
        ],
        may_export=workspace.may(Permission.EXPORT) and by_name,
        error=error,
        wrong=wrong,
        given=request.POST,
        today=now().astimezone().date().isoformat(),
        address=here,
        list_address=frame.address("deliveries", workspace.organisation),
        acts={
            name: frame.address(f"delivery-{name}", workspace.organisation, ident)
            for name in ("letters", "posted", "returned", "handed", "again", "stop")
        },
    )


def titles(workspace: Workspace) -> dict[tuple[str, int, str], str]:
    """What versions are called, by kind, number and language."""
    found = {}
    for each in workspace.notices():
        document = each.content.get("document") or {}
        found[each.kind, each.version, each.language] = str(
            document.get("title") or each.kind.replace("-", " ").capitalize()
        )
    return found


def _published(workspace: Workspace) -> list[str]:
    return sorted({each.kind for each in workspace.notices() if each.state == "published"})


def _line(workspace: Workspace, each: Campaign) -> dict[str, Any]:
    return {
        "each": each,
        "address": frame.address("delivery", workspace.organisation, each.ident),
        "lost": each.counts.get(Standing.FAILED, 0) + each.counts.get(Standing.UNREACHABLE, 0),
        "says": _says(each),
        "state": "green" if each.people and each.reached == each.people else "amber" if each.reached else "unknown",
    }


def _says(campaign: Campaign) -> str:
    waiting = campaign.counts.get(Standing.WAITING, 0)
    said = f"{words.number(campaign.reached)} of {words.number(campaign.people)} reached"
    if waiting and campaign.means is Means.POST:
        return f"{said}; {words.count(waiting, 'letter')} to be printed and posted"
    return f"{said}; {words.number(waiting)} in the outbox" if waiting else said


def _causes(workspace: Workspace, campaign: Campaign) -> list[tuple[str, str, int]]:
    """Why some were not reached, and what to do, the most frequent first."""
    return [
        (words.sentence(says(reason)[0]), words.sentence(says(reason)[1]), count)
        for reason, count in workspace.delivery_causes(campaign)
    ]


def _facts(campaign: Campaign, rhythm: Rhythm) -> list[tuple[str, str]]:
    told = [
        ("Version", f"{campaign.version}, {campaign.language}"),
        ("By", "e-mail" if campaign.means is Means.EMAIL else "post"),
        ("Began", words.day(campaign.started_at.astimezone().date(), year=True)),
    ]
    if campaign.posted_on:
        told.append(("Posted", words.day(campaign.posted_on, year=True)))
    if campaign.plan["signs"]:
        days = ", ".join(map(str, rhythm.reminders))
        told.append(("Reminders", f"after {days} days, until they sign" if days else "none"))
        told.append(("Manager", f"hears of it after {rhythm.escalates} days" if rhythm.escalates else "is not told"))
    if str(rhythm.quiet) != "none":
        told.append(("Quiet hours", f"{rhythm.quiet}, {rhythm.quiet.zone}"))
    told.append(("New people", "get it by themselves" if campaign.plan["standing"] else "are not written to"))
    if campaign.ended_at:
        told.append(("Ended", words.day(campaign.ended_at.astimezone().date(), year=True)))
    told.append(("SHA-256 of the file", campaign.sha256))
    return told


def _person(each: Delivery) -> dict[str, Any]:
    shape, word = STANDINGS[each.standing]
    return {"each": each, "shape": shape, "word": word, "why": why_of(each.reason)}


def why_of(reason: Reason | None) -> str:
    return words.sentence(says(reason)[0]) if reason else ""


def _page(workspace: Workspace, kind: str, is_open: bool, since: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "open": is_open,
        "since": since,
        "address": frame.address("published", workspace.organisation, kind),
    }


def _as_csv(each: Campaign) -> tuple[object, ...]:
    return (
        each.ident, each.kind, each.version, each.means.value, each.started_at.isoformat(timespec="minutes"), each.people,
        each.reached, each.counts.get(Standing.FAILED, 0), each.counts.get(Standing.UNREACHABLE, 0),
        each.ended_at.isoformat(timespec="minutes") if each.ended_at else "",
    )  # fmt: skip


def _people_as_csv(workspace: Workspace, campaign: Campaign) -> Iterator[tuple[object, ...]]:
    for each in workspace.deliveries(campaign):
        yield (
            each.piece, each.person.name, STANDINGS[each.standing][1], why_of(each.reason),
            each.sent_at.isoformat(timespec="minutes") if each.sent_at else "", each.reminded,
            each.escalated_at.isoformat(timespec="minutes") if each.escalated_at else "", each.person.number,
            each.person.details.department,
        )  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
