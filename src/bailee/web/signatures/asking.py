"""Ask people to sign: first what it would do, a line for each; then done. Links and codes to hand over are shown once."""

from __future__ import annotations

import os
from datetime import date

from django.http import HttpRequest, HttpResponseBase, QueryDict

from bailee import settings
from bailee.deliveries.rhythm import ESCALATES, REMINDERS, Quiet, Rhythm, days_in
from bailee.errors import Error, InvalidInput
from bailee.operations.mail_server import mail_server
from bailee.operations.request_sign_off import WORDS, Plan, Whom, plan_requests, request_sign_offs
from bailee.operations.show_sign_offs import show_sign_offs
from bailee.operations.time_zones import own_zone
from bailee.operations.write_to_people import title_of
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.signatures.views import by_name

_SHOWN = 500
_BEAT = {"remind": ",".join(map(str, REMINDERS)), "escalate": str(ESCALATES), "quiet": "20:00-07:00", "zone": ""}
_HEADS = ("Name", "Number", "What", "Link", "Code", "PIN")


def ask(request: HttpRequest, workspace: Workspace, kind: str) -> HttpResponseBase:
    """GET: the form. POST: what it would do, or do it."""
    version = by_name(workspace, kind)
    if request.method != "POST":
        return _form(request, workspace, version)
    given = request.POST
    try:
        named = tuple(filter(None, (line.strip() for line in given.get("people", "")[:200_000].splitlines())))
        group = {name: given.get(name, "") for name in ("department", "manager", "site")}
        plan = plan_requests(workspace, version, Whom(**group, people=named))
        due_on = _day(given.get("due_on", ""))
        again = given.get("again") == "on"
        if given.get("act") not in ("ask", "csv"):
            return _form(request, workspace, version, plan=plan)
        values = settings.read(os.environ)
        by_mail = given.get("by", "mail") in ("mail", "links")
        rhythm = _rhythm(given)
        done = request_sign_offs(
            workspace,
            plan,
            due_on=due_on,
            asks_check=given.get("check") == "on",
            by_mail=by_mail,
            with_pins=given.get("pins") == "on",
            again=again,
            address=str(values["address"]).rstrip("/") or request.build_absolute_uri("/").rstrip("/"),
            server=mail_server(values) if given.get("by", "mail") == "mail" else None,
            because=given.get("because", ""),
            rhythm=rhythm,
        )
    except Error as fault:
        return _form(request, workspace, version, error=typed.plain(fault))
    if given.get("act") == "csv":
        rows = [(_name(each), each.person.number if each.person else "", WORDS[each.outcome], each.link, each.code, each.pin) for each in done.lines]  # fmt: skip
        return answers.csv_file(f"{workspace.organisation} {kind} asked.csv", _HEADS, rows)
    return answers.page(
        request,
        "signatures/asked.html",
        plan=done,
        lines=[(_name(each), each, WORDS[each.outcome]) for each in done.lines[:_SHOWN]],
        more=max(len(done.lines) - _SHOWN, 0),
        title=title_of(version),
        to_hand_over=any(each.link or each.code or each.pin for each in done.lines),
        address=frame.address("signatures-of", workspace.organisation, kind),
    )


def _form(
    request: HttpRequest, workspace: Workspace, version: NoticeVersion, *, plan: Plan | None = None, error: str = ""
) -> HttpResponseBase:
    standing = show_sign_offs(workspace, version)
    groups = {
        what: [("", "Everybody"), *((name, name) for name, _, _ in standing.by(what) if name)]
        for what in ("department", "manager", "site")
    }
    has_mail = mail_server(settings.read(os.environ)) is not None
    return answers.page(
        request,
        "signatures/ask.html",
        status=422 if error else 200,
        error=error,
        version=version,
        title=title_of(version),
        standing=standing,
        groups={what: options for what, options in groups.items() if len(options) > 1},
        plan=plan,
        lines=[(_name(each), each, WORDS[each.outcome]) for each in plan.lines[:_SHOWN]] if plan else [],
        given=request.POST,
        reaches=plan.count(*_asked_now(request)) if plan else 0,
        one_address=sum(each.one_address and each.outcome in _asked_now(request) for each in plan.lines) if plan else 0,
        ways=_ways(workspace, has_mail),
        beat=_BEAT | {"zone": own_zone()} | {name: request.POST[name] for name in _BEAT if name in request.POST},
        way=request.POST.get("by", "mail" if has_mail else "page"),
        today=now().astimezone().date().isoformat(),
        address=frame.address("signatures-of", workspace.organisation, version.kind),
        ask_address=frame.address("signatures-ask", workspace.organisation, version.kind),
    )


def _asked_now(request: HttpRequest) -> tuple[str, ...]:
    """Outcomes of a plan that become an asking."""
    return ("to-ask", "asked-before", "declined") if request.POST.get("again") == "on" else ("to-ask",)


def _rhythm(given: QueryDict) -> Rhythm:
    """When who does not sign is reminded."""
    days = given.get("escalate", str(ESCALATES)).strip() or "0"
    if not days.isascii() or not days.isdecimal() or len(days) > 4:
        raise InvalidInput("days until the manager hears of it is a whole number")
    quiet = Quiet.read(given.get("quiet", _BEAT["quiet"]), given.get("zone", "").strip() or own_zone())
    return Rhythm(days_in(given.get("remind", _BEAT["remind"])), int(days), quiet).checked()


def _ways(workspace: Workspace, has_mail: bool) -> list[tuple[str, str, str]]:
    """How people get to it; those that this member may use here."""
    found = []
    if workspace.may(Permission.MANAGE_MEMBERS):
        if has_mail:
            found.append(
                (
                    "mail",
                    "A link by mail",
                    "Its code goes to a second address. Who has one gets no link, unless you say below why you see the codes.",
                )
            )
        found.append(("links", "A link to hand over", "Shown to you once, with its code: give them apart."))
    found.append(("page", "Neither", "They sign in with their account, at a device in the office, or on paper."))
    return found


def _name(line: object) -> str:
    person = getattr(line, "person", None)
    return person.name if person is not None else str(getattr(line, "said", ""))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidInput("write the day as 2026-12-14") from None
    if day is not None and day < now().astimezone().date():
        raise InvalidInput("the day until which they are to sign is over", hint="choose a day to come")
    return day
