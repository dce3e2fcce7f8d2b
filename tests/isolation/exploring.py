"""What there is to ask: every address with an object in it, every field of a form and of a query, found by following links.

A route that no link leads to is looked up by what its parameters are called (`objects`); one that is found neither way is
asked for with an object that nobody has. Whether its view was reached is seen in any case (`watch`): a route that is not
reached by anybody is a fault of the run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import wraps
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, resolve

from bailee.deliveries import Means
from bailee.operations.find_departures import find_departures
from bailee.operations.judge_client import traders
from bailee.operations.keep_contract import show_register
from bailee.operations.keep_exports import exports_of
from bailee.operations.link_consent import list_links
from bailee.operations.report_status import report_status
from bailee.operations.settle_difference import list_differences
from bailee.operations.start_scan import scan_jobs
from bailee.permissions import Permission
from bailee.store.invitations import invitations
from bailee.store.workspace import Workspace
from bailee.tasks import State
from bailee.vocabulary import Confidence
from bailee.web.routes import Route, Scope
from isolation.asking import Asker
from isolation.telling import CUSTOMERS, FORM, STAFF
from isolation.tenants import Actor, Tenant

NO_TRADER = "client-00000000"  # where no client of the tenant's is a person that trades

MOST_PAGES = 250
_LINK = re.compile(r'(?:href|action|formaction|hx-get|hx-post|src)="([^"]*)"')
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_NAME = re.compile(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([^"]+)"')
_ACTION = re.compile(r'\baction="([^"]*)"')


@dataclass
class Explored:
    """By the name of a route: values of its parameters, and fields of its forms; names of queries anywhere."""

    params: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    fields: dict[str, set[str]] = field(default_factory=dict)
    queries: set[str] = field(default_factory=lambda: {"q", "format", "cursor", "sort", "on", "store", "category"})

    def add(self, path: str) -> str:
        try:
            match = resolve(path)
        except Resolver404:
            return ""
        name = match.url_name or ""
        values = {key: str(value) for key, value in match.kwargs.items()}
        known = self.params.setdefault(name, [])
        if values not in known and len(known) < 6:
            known.append(values)
        return name


def explore(asker: Asker, people: list[Actor], starts: list[str], most: int = 4) -> Explored:
    """Follow every link on every page that these people are shown; of pages that only tell of another object, so many."""
    found = Explored()
    for actor in people:
        waiting, done, by_name = list(starts), set(), {}
        while waiting and len(done) < MOST_PAGES:
            address = waiting.pop(0)
            parts = urlsplit(address)
            shape = (found.add(parts.path), tuple(sorted(name for name, _ in parse_qsl(parts.query))))
            by_name[shape] = by_name.get(shape, 0) + 1
            if address in done or by_name[shape] > most or parts.path.startswith(("/static/", "/account/", "/api/")):
                continue
            done.add(address)
            answer = asker.ask(actor, "GET", address)
            if answer.location:
                waiting.append(urljoin(address, answer.location))
            if "text/html" in answer.headers.get("Content-Type", ""):
                waiting += _links(found, address, answer.text)
    return found


def _links(found: Explored, here: str, text: str) -> Iterator[str]:
    for attributes, inside in _FORM.findall(text):
        action = _ACTION.search(attributes)
        target = urlsplit(urljoin(here, unescape(action[1]) if action else here))
        names = set(_NAME.findall(inside)) - {"csrfmiddlewaretoken"}
        if 'method="post"' in attributes.lower():
            found.fields.setdefault(found.add(target.path), set()).update(names)
        else:
            found.queries |= names
    for link in _LINK.findall(text):
        target = urlsplit(urljoin(here, unescape(link)))
        if target.netloc or target.scheme not in ("", "http", "https"):
            continue
        found.queries |= {name for name, _ in parse_qsl(target.query)}
        found.add(target.path)
        yield target.path + (f"?{target.query}" if target.query else "")


INCIDENT_ROUTES = (
    "incident", "incident-calendar", "incident-sheet", "incident-say", "incident-decide", "incident-privilege", "incident-letters",
    "incident-print", "incident-forms", "incident-printed",
)  # fmt: skip


def objects(tenant: Tenant) -> dict[str, list[str]]:
    """Rows of a tenant's by what a parameter that names one is called."""
    workspace = tenant.owner
    findings = workspace.findings(confidence=Confidence.POSSIBLE, dismissed=None)
    places = [str(each.ident) for each in workspace.places()]
    told: dict[str, list[str]] = {
        "organisation": [tenant.client],
        "client": [tenant.client],
        "finding": [each.finding.ident for each in findings],
        "file": [str(each.file) for each in findings],
        "store": sorted({each.store for each in findings}),
        "place": places,
        "scan": [str(each.ident) for each in workspace.scans()],
        "member": [each.ident for each in workspace.member_list()],
        "token": [each.ident for each in workspace.tokens()],
        "site": [each.ident for each in workspace.sites()],
        "first": [_decision(workspace)],
        "last": [_decision(workspace)],
        "count": ["1"],
        "job": [each.ident for each in scan_jobs(workspace)],
        "task": [each.ident for each in workspace.task_list().tasks],
        "departure": [each.ident for each in find_departures(workspace)],
        "hold": [each.ident for each in workspace.legal_holds()],
        "difference": [each.ident for each in list_differences(workspace)],
        "incident": [each.ident for each in workspace.incidents()],
        "sheet": ["1"],
        "trader": [each.ident for each in traders(workspace)] or [NO_TRADER],
        "category": sorted({each.finding.category for each in findings}),
        "detector": sorted({each.finding.detector for each in findings}),
        "subject": sorted({each.finding.subject.value for each in findings}),
        "column": ["held", "told", "secured"],
    }
    told |= _asked(workspace) | _worked_on(tenant) | _told(tenant)
    return {name: values for name, values in told.items() if values}


def _asked(workspace: Workspace) -> dict[str, list[str]]:
    """Rows by what an address of the API calls them."""
    return {
        "notice": [STAFF, CUSTOMERS],
        "version": ["1"],
        "noticeform": ["pdf"],
        "delivery": [each.ident for each in workspace.campaigns()],
        "poster": [each.ident for each in workspace.postings()],
        "device": [each.ident for each in workspace.devices()],
        "desk": [each.ident for each in workspace.ticket_desks()],
        "ticketrule": [each.ident for each in workspace.ticket_rules()],
        "channel": [each.row.ident for each in workspace.chat_channels()],
        "signrequest": [each.ident for each in workspace.sign_requests(state="signed")],
        "sitting": [each.ident for each in workspace.sittings()],
        "subjectrequest": [each.ident for each in workspace.requests()],
        "letter": ["confirmed"],
        "recordform": ["ropa-csv"],
        "contract": [each.contract.ident for each in show_register(workspace).lines],
        "rosterperson": [each.ident for each in workspace.roster()],
        "rule": [each.ident for each in report_status(workspace).obligations],
        "packet": [each.ident for each in workspace.packets()],
        "packetform": ["docx"],
        "strategyform": ["pdf"],
        "reportkind": ["one-page"],
        "report": [each.ident for each in workspace.kept_reports()],
        "reportform": ["pdf"],
        "reportschedule": [each.ident for each in workspace.report_schedules()],
        "need": [each.ident for each in workspace.needs()],
        "record": ["1"],
        "holder": [each.ident for each in workspace.holders()],
        "export": [each.name for each in exports_of(workspace)] if workspace.may(Permission.MANAGE_KEYS) else [],
        "alert": [each.ident for each in workspace.alerts()],
        "webhook": [each.ident for each in workspace.webhooks()],
        "schedule": [each.ident for each in workspace.schedules()],
        "drill": [each.ident for each in workspace.drill_sheets()],
        "apart": [each.ident for each in workspace.confidential_places()],
        "override": [each.ident for each in workspace.gate_overrides()],
        "judgement": [each.ident for each in workspace.judgement_rules()],
        "consentform": [FORM],
        "consentlink": [each.ident for each in list_links(workspace, FORM)],
        "knownlist": [each.name for each in workspace.known_lists()],
        "instruction": [str(each.ident) for each in workspace.instructions()],
        "invitation": [each.ident for each in invitations(workspace)],
    }


def _worked_on(tenant: Tenant) -> dict[str, list[str]]:
    """Rows of a tenant's that an address calls by no name of their own, by route and parameter."""
    workspace = tenant.owner
    tasks = [each.ident for each in workspace.task_list(states=tuple(State)).tasks]
    departures = sorted(workspace.departure_history())
    packets = workspace.packets()
    asked = [each.ident for each in workspace.requests()]
    of_route = {
        "alerts-seen": [each.ident for each in workspace.alerts()],
        "authority-withdraw": [str(each.ident) for each in workspace.instructions()],
        "counsel-item": [str(item["ident"]) for packet in packets for item in packet.items],
        "counsel-packet": [each.ident for each in packets],
        "departure": departures,
        "departure-decide": departures,
        "departures-apart-withdraw": [each.ident for each in workspace.confidential_places()],
        "departures-hold-lift": [each.ident for each in workspace.legal_holds()],
        "drill": [each.ident for each in workspace.drill_sheets()],
        "findings-rule-end": [str(each.ident) for each in workspace.judgement_rules()],
        **{key: [each.ident for each in workspace.incidents()] for key in INCIDENT_ROUTES},
        "invitation-withdraw": [each.ident for each in invitations(workspace)],
        **dict.fromkeys(("request", "request-letter", "request-statement"), asked),
        "protect-certificate": [each.ident for each in workspace.erasures()],
        "device": [each.ident for each in workspace.devices()],
        "report": [each.ident for each in workspace.kept_reports()],
        "report-file": [each.ident for each in workspace.kept_reports()],
        **{
            f"webhook-{act}": [each.ident for each in workspace.webhooks()]
            for act in ("test", "on", "rotate", "remove")
        },
        "report-schedule-stop": [each.ident for each in workspace.report_schedules()],
        "roster-end": [each.ident for each in workspace.roster()],
        "scans-schedule-end": [each.ident for each in workspace.schedules()],
        "tasks-calendar-revoke": [each.ident for each in workspace.task_feeds()],
        **{f"tickets-{act}": [each.ident for each in workspace.ticket_desks()] for act in ("map", "test", "end")},
        "token-revoke": [each.ident for each in workspace.tokens()],
        **{f"task{act}": tasks for act in ("", "-after", "-assign", "-due", "-reopen", "-snooze", "-start")},
    }
    rules = [each.ident for each in report_status(workspace).obligations]
    forms = {
        "incident-printed.number": ["1"],
        "request-letter.kind": ["confirmed"],
        "counsel-packet.form": ["docx"],
        "strategy-file.form": ["pdf"],
        "report-file.form": ["pdf"],
        "tickets-connect.system": ["connectwise"],
        "report-preview.kind": ["one-page"],
    }
    if workspace.may(Permission.MANAGE_KEYS):
        forms["export-file.name"] = [each.name for each in exports_of(workspace)]
    facts = sorted(workspace.facts())
    return {
        **{f"{route}.ident": idents for route, idents in of_route.items()},
        "obligation.rule": rules,
        "settings-fact.fact": facts,
        **forms,
    }


def _told(tenant: Tenant) -> dict[str, list[str]]:
    """The same of what people are told and asked, with the secrets in addresses that are keys."""
    workspace = tenant.owner
    requests = [each.ident for each in workspace.sign_requests()]
    signed = [each.ident for each in workspace.sign_requests(state="signed")]
    deliveries = [each.ident for each in workspace.campaigns()]
    by_post = [each.ident for each in workspace.campaigns() if each.means is Means.POST]
    of_route = {
        "delivery-poster-down": [each.ident for each in workspace.postings()],
        "gate-end": [each.ident for each in workspace.gate_overrides()],
        "signatures-certificate": signed,
        "signatures-one": requests,
        **dict.fromkeys(("delivery", "delivery-again", "delivery-handed", "delivery-stop"), deliveries),
        **dict.fromkeys(("delivery-letters", "delivery-posted", "delivery-returned"), by_post),
    }
    kinds = {
        **dict.fromkeys(("notice", "notice-answer", "notice-publish", "notice-preview", "notice-file"), STAFF),
        **dict.fromkeys(("signatures-of", "signatures-ask", "signatures-sheets"), STAFF),
        **dict.fromkeys(("consent", "consent-link", "consent-withdraw", "consent-instead"), FORM),
        "published": CUSTOMERS,
    }
    return {
        **{f"{route}.ident": idents for route, idents in of_route.items()},
        **{f"{route}.kind": [kind] for route, kind in kinds.items()},
        "published.of": [tenant.client],
        "ask-about-own.of": [tenant.client],
        "notice-preview.version": ["1"],
        "notice-file.version": ["1"],
        "notice-file.form": ["pdf"],
        **tenant.secrets,
    }


def known_of(route: Route, known: dict[str, list[str]], name: str) -> list[str]:
    """What may stand in a parameter of this route's."""
    return known.get(f"{route.name}.{name}") or known.get(name) or []


def _decision(workspace: Workspace) -> str:
    from bailee.store.models import Decision

    with workspace._reading():
        return str(workspace._rows(Decision).order_by("-pk").values_list("pk", flat=True).first() or 1)


def addresses(route: Route, found: Explored, known: dict[str, list[str]], organisation: str) -> tuple[str, bool]:
    """An address of a route with objects of this organisation's in it, and whether they are known to be there."""
    for values in found.params.get(route.name, []):
        if route.scope is not Scope.ORGANISATION or values.get("organisation") == organisation:
            return filled(route, values), True
    parts = [(kind or "str", name) for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", route.address)]
    made_up = {name: "1" if kind == "int" else "nobody-has-this" for kind, name in parts}
    own = {"organisation": organisation}
    own |= {name: values[0] for _, name in parts if name not in own and (values := known_of(route, known, name))}
    return filled(route, made_up | own), all(name in own for _, name in parts)


def watch() -> set[str]:
    """Names of the routes whose views were reached, from now on. Before the addresses are made of them."""
    from bailee.web.routes import collected

    reached: set[str] = set()

    def watched(route: Route) -> Any:
        view = route.view

        @wraps(view)
        def seen(*args: Any, **params: Any) -> Any:
            reached.add(route.name)
            return view(*args, **params)

        return seen

    for route in collected():
        object.__setattr__(route, "view", watched(route))
    return reached


def filled(route: Route, values: dict[str, Any]) -> str:
    """The address with these values in it."""
    from urllib.parse import quote

    return "/" + re.sub(
        r"<(?:(\w+):)?(\w+)>",
        lambda match: quote(str(values.get(match[2], "")), safe="/" if match[1] == "path" else ""),
        route.address,
    )
