"""A new delivery: what, by what means, to whom; shown first, begun once somebody says so."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict

from bailee import notices, settings
from bailee.deliveries import Means, says
from bailee.deliveries.letters import ENVELOPES
from bailee.deliveries.rhythm import ESCALATES, REMINDERS, Quiet, Rhythm, days_in
from bailee.errors import InvalidInput
from bailee.operations.deliver_notice import Planned, Post, Whom, plan_delivery, start_delivery
from bailee.operations.time_zones import own_zone
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words
from bailee.web.deliveries.views import titles

_NAMED = 20  # of those who cannot be reached, whom the page names
_FIELDS = (
    "notice", "means", "home", "usual", "envelope", "department", "site", "people", "remind", "escalate", "quiet", "zone",
    "standing",
)  # fmt: skip
_FIELD_OF = (
    ("time zone", "f-zone"), ("hours", "f-quiet"), ("days", "f-remind"), ("country", "f-home"), ("envelope", "f-envelope"),
    ("departments", "f-department"), ("named", "f-people"), ("means", "f-means"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Wanted:
    planned: Planned
    rhythm: Rhythm
    standing: bool


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: the form. POST: a look at whom it would reach, and with `act=start` the delivery itself."""
    if request.method != "POST":
        return _form(request, workspace)
    try:
        wanted = _wanted(request.POST, workspace)
        if request.POST.get("act") != "start":
            return _form(request, workspace, wanted)
        address = str(settings.read(os.environ)["address"])
        campaign = start_delivery(
            workspace, wanted.planned, rhythm=wanted.rhythm, standing=wanted.standing, address=address
        )
    except InvalidInput as fault:
        return _form(request, workspace, error=typed.plain(fault), wrong=_field_of(fault))
    waiting = words.count(len(wanted.planned.reachable), "person", "people")
    by_post = campaign.means is Means.POST
    messages.success(
        request,
        f"Letters to {waiting} can be printed now." if by_post else f"Mails to {waiting} are on their way.",
    )
    return HttpResponseRedirect(frame.address("delivery", workspace.organisation, campaign.ident), status=303)


def _wanted(given: QueryDict, workspace: Workspace) -> _Wanted:
    kind, _, rest = given.get("notice", "").partition(" ")
    number, _, language = rest.partition(" ")
    if not number.isascii() or not number.isdecimal() or len(number) > 6:
        raise InvalidInput("choose which notice goes out")
    means = next((each for each in Means if each.value == given.get("means")), None)
    if means is None:
        raise InvalidInput("choose by what means it goes")
    post = None
    if means is Means.POST:
        post = Post.read(given.get("envelope", "dl"), given.get("home", ""), given.get("usual", "").strip())
    people = tuple(line.strip() for line in given.get("people", "").splitlines() if line.strip())
    departments, sites = (tuple(filter(None, (given.get(each, "").strip(),))) for each in ("department", "site"))
    whom = Whom(departments, sites, people)
    planned = plan_delivery(
        workspace, workspace.notice_version(kind, int(number), language), means, whom=whom, post=post
    )
    escalates = given.get("escalate", "").strip() or "0"
    if not escalates.isascii() or not escalates.isdecimal() or len(escalates) > 4:
        raise InvalidInput("days until the manager hears of it is a whole number")
    quiet = Quiet.read(given.get("quiet", ""), given.get("zone", "").strip() or "UTC")
    rhythm = Rhythm(days_in(given.get("remind", "")), int(escalates), quiet).checked()
    return _Wanted(planned, rhythm, bool(given.get("standing")))


def _form(
    request: HttpRequest, workspace: Workspace, wanted: _Wanted | None = None, *, error: str = "", wrong: str = ""
) -> HttpResponseBase:
    published = [
        each for each in workspace.notices() if each.state == "published" and not _is_sign(each.kind)
    ]  # what is for nobody in particular is put up
    named = titles(workspace)
    kinds = [
        (
            f"{each.kind} {each.version} {each.language}",
            f"{named[each.kind, each.version, each.language]}, version {each.version}",
        )
        for each in sorted(published, key=lambda each: (each.kind, -each.version, each.language))
    ]
    roster = workspace.roster_counts()
    return answers.page(
        request,
        "deliveries/new.html",
        status=422 if error else 200,
        kinds=kinds,
        roster=sum(roster.values()),
        given=_given(request),
        hidden={name: value for name in _FIELDS if (value := request.POST.get(name, ""))},
        envelopes=[(each.ident, each.label) for each in ENVELOPES.values()],
        planned=_shown(wanted.planned) if wanted else None,
        standing=wanted.standing if wanted else False,
        has_mail=bool(settings.read(os.environ)["smtp_host"]),
        error=error,
        wrong=wrong,
        address=frame.address("delivery-new", workspace.organisation),
        list_address=frame.address("deliveries", workspace.organisation),
        roster_address=frame.address("roster-read", workspace.organisation),
        posters_address=frame.address("delivery-posters", workspace.organisation),
    )


def _given(request: HttpRequest) -> dict[str, str]:
    usual = {
        "notice": request.GET.get("notice", ""), "means": Means.EMAIL.value, "home": "US", "usual": "", "envelope": "10",
        "department": "", "site": "", "people": "", "remind": ",".join(map(str, REMINDERS)), "escalate": str(ESCALATES),
        "quiet": "20:00-07:00", "zone": own_zone(), "standing": "",
    }  # fmt: skip
    return {name: request.POST.get(name, "") for name in _FIELDS} if request.method == "POST" else usual


def _is_sign(kind: str) -> bool:
    module = notices.kinds().get(kind)
    return module is not None and not module.AUDIENCE


def _shown(planned: Planned) -> dict[str, Any]:
    return {
        "reachable": len(planned.reachable),
        "already": planned.already,
        "languages": planned.languages,
        "unreachable": len(planned.unreachable),
        "causes": [
            (words.sentence(says(reason)[0]), words.sentence(says(reason)[1]), count) for reason, count in planned.causes
        ],
        "named": [(each.person.name, words.sentence(says(each.reason)[0])) for each in planned.unreachable[:_NAMED] if each.reason],
        "more": max(len(planned.unreachable) - _NAMED, 0),
        "reviewed": planned.reviewed,
        "signs": planned.signs,
        "without_link": planned.without_link,
        "by_post": planned.means is Means.POST,
    }  # fmt: skip


def _field_of(fault: InvalidInput) -> str:
    return next((field for says_, field in _FIELD_OF if says_ in str(fault)), "f-notice")
