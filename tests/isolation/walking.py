"""Every route × role × method, every endpoint × role × method, and every object of the other tenant's in every place.

The whole run asks all of it. The small one, of the suite, asks every route and every endpoint by one who may, one who may not,
nobody and a stranger, and puts a few of the other tenant's objects and one hostile text in each place: the next line takes
the next of them, so that every role, object and text comes by somewhere. The short one only looks for a hole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bailee.api.interface import PARAMETERS, ROOT, Endpoint
from bailee.api.interface import Scope as ApiScope
from bailee.api.registry import by_address
from bailee.api.registry import collected as endpoints
from bailee.permissions import CLIENT_ROLES, Permission, Role, may
from bailee.store.workspace import Workspace
from bailee.web.routes import Route, Scope
from bailee.web.routes import collected as routes
from isolation.asking import Answer, Asker
from isolation.exploring import NO_TRADER, Explored, addresses, explore, filled, known_of, objects
from isolation.standing import Store
from isolation.telling import FORM
from isolation.tenants import HOMELESS, MARK, NOBODY, Actor, Tenant, content
from isolation.visiting import Visitor
from isolation.working import PRIVILEGED

ALL_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
BODIES = {
    "decide_finding": {"verdict": "confirmed"},
    "start_scan": {"places": [1]},
    "decide_departure": {"verdict": "reopened"},
    "lift_hold": {"why": " "},  # which is no reason: it stays
    "ask_agent": {"path": " "},  # which is none on any device
    "change_ticket_keys": {"access": {}},  # all stay as they are
    "settle_difference": {"act": "accept"},
    "judge_trader": {"is_firm": True, "reason": " "},
    # a word that lacks, a day that is over, a piece that is none: what is there is found, and refused before it changes
    "note_notice_sent": {"by": "post"},
    "take_policy": {"name": "x.txt", "content": "eA=="},
    "say_notice_words": {"language": "es", "words": {}},
    "note_letters_returned": {"pieces": [9_999_999]},
    "note_handed_over": {"pieces": [9_999_999]},
    "open_notice_page": {"is_open": True},
    "ask_for_sign_offs": {"dry_run": True},
    "record_sign_off": {"person": "nobody of that name"},
    "answer_signer": {"answer": " "},
    "note_signature": {"how": "paper-entered-later", "name": "x"},
    "note_refusal": {"how": "paper-entered-later"},
    "say_about_incident": {"act": "fact", "says": " "},
    "decide_incident": {"act": "close", "grounds": " "},
    "mark_privileged": {"is_privileged": False},
    "approve_letters": {"by": " "},
    "note_run_posted": {"run": "run-0"},
    "note_run_returned": {"pieces": [9_999_999]},
    "work_on_request": {"act": "note", "says": " "},
    "rest_on_other_basis": {"basis": "contract", "why": " "},
    "mail_consent_link": {"person": "nobody of that name"},
    "change_role": {"role": "employee"},
    "date_task": {"due_on": "2000-01-01", "reason": " "},
    "snooze_task": {"until": "2000-01-01", "reason": " "},
    "reopen_task": {"reason": " "},
    "put_task_after": {"other": "none"},
    "preview_policy": {"level": "device", "about": "none"},
    "change_policy": {"level": "device", "about": "none", "after": 0},
}
QUERIES = {
    "list_obligation_changes": {"since": "2026-01-01"},
    "show_changes": {"since": "2026-01-01"},
    "show_notice_words": {"language": "es"},
    "compare_notice_versions": {"before": "1", "after": "1"},
    "show_consent_receipt": {"person": f"Lee Poe {MARK}"},
    "look_at_loss": {"named": f"kims-laptop {MARK}"},
    "ask_gate": {"device": "WS-14"},
    "check_consent": {"form": FORM, "person": "Kim Roe", "purpose": "web-site"},
    "check_calls": {"places": "US-NY"},
}
# Pages that are about less than their permission says, by their own words: their view is reached, and says so.
_PRIVILEGED = "between the client and its counsel: of a provider whom counsel let in"
NARROWER = {
    "settings-server": "of the organisation whose server it is",
    **dict.fromkeys(
        ("counsel-item", "counsel-packet", "counsel-import", "counsel-decisions", "strategy-file"), _PRIVILEGED
    ),
    "report-preview": "of reports that ask for less than findings or privilege; the others say that they are not open",
}
# The same of endpoints, and of whom: of a role that has the permission, and is refused all the same.
NARROWER_ENDPOINTS: dict[str, frozenset[Role]] = {
    # counsel does tasks that are counsel's, or hers by name
    **dict.fromkeys(
        ("close_task", "date_task", "snooze_task", "start_task", "reopen_task", "put_task_after", "assign_tasks"),
        frozenset({Role.COUNSEL}),
    ),
    # between the client and its counsel: of a provider whom counsel let in
    **dict.fromkeys(
        (
            "list_packets",
            "make_packet",
            "show_packet",
            "download_packet",
            "list_decisions",
            "import_decisions",
            "show_strategy",
            "download_strategy",
        ),
        frozenset({Role.PROVIDER_OWNER, Role.LEAD}),
    ),
}
MADE_UP = {
    "binder": "none.zip",
    "archive": "archive-2026-01-00000000",
    "work": "none",
    "erasure": "none",
    "holder": "none",
    "message": "msg_" + "0" * 24,
}  # of which a tenant has none
COUNTED = {"record", "version"}  # numbers of one's own, which another one has as well
OWN = ("own-sign", "own-signed-copy")  # of whom they are about: not there for anybody else
KEYS = (
    "published",
    "ask-about-own",
    "consent-own",
    "consent-receipt",
    "person-link",
)  # open to all, or to whoever has the address
_SOME = 1  # idents of the other tenant in a place of the small run
_UNSERVED = 4  # methods that nothing serves are asked of one address in so many there
_FEW = (Role.TECHNICIAN, Role.PRIVACY_PERSON, Role.EMPLOYEE)  # in the run that only looks for a hole
HOSTILE = {
    "nul": "a\x00b",
    "right to left": "\u202egnp.exe",
    "sql": "'; DROP TABLE finding; --",
    "upwards": "../../../../etc/passwd",
    "header": "x\r\nX-Injected: yes",
    "markup": '"><script>alert(1)</script>',
    "template": "{{7*7}}{% debug %}",
    "long": "x" * 1_000_000,
}


IN_PATH = [("nul", "a\x00b"), ("up", ".."), ("encoded", "%2e%2e"), ("long", "x" * 4_000), ("number", "9" * 30)]
T = TypeVar("T")


@dataclass
class Line:
    """One address and method: who was let in, who was not, and how often it was asked."""

    address: str
    method: str
    permission: str
    let_in: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    requests: int = 0


@dataclass
class Walk:
    store: Store
    ours: Tenant
    theirs: Tenant
    actors: list[Actor]
    marks: tuple[str, str]
    is_whole: bool
    reached: set[str]
    is_short: bool = False
    part: str = ""  # "pages" or "endpoints": only these
    visitors: tuple[Visitor, ...] = ()
    asker: Asker = field(default_factory=Asker)
    faults: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    known: dict[str, list[str]] = field(default_factory=dict)  # rows of ours by what an address calls them
    foreign: dict[str, list[str]] = field(default_factory=dict)  # the same of theirs
    before: dict[str, Any] = field(default_factory=dict)
    restored: int = 0
    stamp: str = ""
    unknown: list[str] = field(default_factory=list)  # routes with objects of which nobody knows one
    number: int = 0  # of the place that is tried: which role, object and text has its turn there

    def begin(self) -> None:
        """Know what there is, and keep the store as it is: a walk is one of many that may follow."""
        self.known, self.foreign = objects(self.ours), objects(self.theirs)
        self.store.keep()  # with what was derived by looking for them
        self.before = {"ours": content(self.store.home, self.ours), "theirs": content(self.store.home, self.theirs)}
        most = 4 if self.is_whole else 2
        self.explored = explore(self.asker, self._bosses, self._starts(), most)
        if self.is_short:
            self.actors = [each for each in self.actors if each.role in _FEW and each.session]

    def run(self) -> None:
        if self.part != "endpoints":
            self._pages()
        if self.is_short:
            return
        if self.part != "endpoints":
            self._visits()
            self._forged()
            self._objects_in_pages()
            self._hostile()
        if self.part != "pages":
            self._endpoints()
            self._objects_in_endpoints()
        self._unchanged("at the end", self.theirs, "theirs")
        for (address, method), line in self.lines.items():
            if any(f"{{{name}}}" in address for name in ("trader", *MADE_UP)):
                continue
            if line.permission != "not served" and not line.let_in:
                self.faults.append(f"{method} {address} was reached by nobody")

    def _starts(self) -> list[str]:
        """Every page that can be asked for without knowing an object."""
        bare = [route for route in routes() if "GET" in route.methods and "<" not in route.path]
        return [filled(route, {"organisation": self.ours.client}) for route in bare]

    # --- pages

    def _pages(self) -> None:
        for number, route in enumerate(routes()):
            own, is_known = addresses(route, self.explored, self.known, self.ours.client)
            if not is_known:
                self.unknown.append(route.address)
            for method in self._methods:
                is_served = method in _methods(route)
                if not (is_served or self.is_whole) and number % _UNSERVED:
                    continue
                asks = "GET" if method == "HEAD" else method
                asked = route.permission(asks) if is_served else None
                line = self._line(f"/{route.address}", method, asked, is_served)
                people = [
                    each for each in self.actors if not each.token
                ]  # a token opens no page: it is tried below, once
                may_ask = [each for each in people if each.role and (not is_served or route.admits(each.role, asks))]
                for actor in self._chosen(people, may_ask):
                    self._page(line, route, method, actor, own, is_known, is_tried=actor in may_ask)
                    if not (self.is_whole or self.is_short) and actor in may_ask and (line.let_in or not is_served):
                        may_ask.clear()  # one of them is enough
        for actor in self.actors:
            if actor.token:
                answer = self._ask(actor, "GET", f"/o/{self.ours.client}/")
                if not answer.is_sign_in:
                    self.faults.append(f"{actor.name} opened a page with a token: {answer.status}")

    def _chosen(self, people: Sequence[Actor], may_ask: Sequence[Actor]) -> Iterator[Actor]:
        """Who asks: everybody; in the small run one who may, or, as long as none was let in, the next of them, one who may
        not, nobody, and a stranger.
        """
        if self.is_whole or self.is_short:
            yield from people
            return
        self.number += 1
        may_not = [each for each in people if each.role and each not in may_ask]
        strangers = [each for each in people if each.role is None and each.name != NOBODY]
        yield from _turned(may_not, self.number)[:1]
        yield from [each for each in people if each.name == NOBODY]
        yield from _turned(strangers, self.number)[:1]
        for actor in _turned(list(may_ask), self.number):
            yield actor
            if not may_ask:
                return

    def _page(
        self, line: Line, route: Route, method: str, actor: Actor, own: str, is_known: bool, *, is_tried: bool
    ) -> None:
        form = {} if method in ("POST", "PUT", "PATCH", "DELETE") else None
        self.reached.clear()
        answer = self._ask(actor, method, own, form=form, is_key=route.name in KEYS)
        line.requests += 1
        is_reached = route.name in self.reached
        wanted = _of_page(route, method, actor, answer, is_reached, is_known)
        (line.let_in if is_reached else line.refused).add(actor.name)
        if wanted:
            self.faults.append(f"{actor.name}: {method} {own} was {answer.status}, not {wanted}")
        self._settle(f"{actor.name}: {method} {own}", method)
        if route.scope is not Scope.ORGANISATION or not self._is_tried_elsewhere(actor, is_tried):
            return
        is_served = method in _methods(route)
        for organisation in self._elsewhere(actor, is_served):
            values = {"organisation": organisation}
            for name in re.findall(r"<(?:\w+:)?(\w+)>", route.address):
                values.setdefault(name, (known_of(route, self.known, name) or ["x"])[0])
            there = filled(route, _own_params(route, self.explored, self.ours.client) | values)
            answer = self._ask(actor, method, there, form=form)
            line.requests += 1
            if answer.status != 404:
                self.faults.append(f"{actor.name}: {method} {there} was {answer.status}, not 404")

    @property
    def _methods(self) -> tuple[str, ...]:
        return ("GET",) if self.is_short else ALL_METHODS if self.is_whole else ("GET", "POST", "PUT")

    def _is_tried_elsewhere(self, actor: Actor, is_tried: bool) -> bool:
        return actor.role is not None and (self.is_whole or self.is_short or is_tried)

    def _elsewhere(self, actor: Actor, is_served: bool) -> Iterator[str]:
        """Organisations that somebody is no member of: the other tenant's, one that is none, and our other client."""
        yield self.theirs.client
        if self.is_whole and is_served:
            yield self.theirs.provider
            yield self.theirs.beside
            yield "nowhere-000000"
            if actor.role is not Role.PROVIDER_OWNER:
                yield self.ours.beside

    # --- the API

    def _endpoints(self) -> None:
        for number, (address, methods) in enumerate(by_address().items()):
            for method in ALL_METHODS if self.is_whole else (*methods, *(() if number % _UNSERVED else ("PUT",))):
                endpoint = methods.get("GET" if method == "HEAD" else method)
                asked = endpoint.permission if endpoint else None
                line = self._line(ROOT + address, method, asked, endpoint is not None)
                may_ask = [
                    each for each in self.actors if each.role and _is_let_in(_of_endpoint(endpoint, method, each))
                ]
                for actor in self._chosen(self.actors, may_ask):
                    self._endpoint(line, endpoint, method, actor, address, is_tried=actor in may_ask)
                    if not self.is_whole and line.let_in and actor in may_ask:
                        may_ask.clear()

    def _endpoint(
        self, line: Line, endpoint: Endpoint | None, method: str, actor: Actor, address: str, *, is_tried: bool
    ) -> None:
        path = ROOT + self._api_address(address, actor, self.ours.client, self.known)
        body = _body(endpoint)
        query = _query(endpoint, self.ours.client)
        answer = self._ask(actor, method, path, query=query, body=body)
        line.requests += 1
        (line.let_in if answer.is_granted else line.refused).add(actor.name)
        wanted = _of_endpoint(endpoint, method, actor)
        if (NO_TRADER in path or any(f"{{{name}}}" in address for name in MADE_UP)) and 200 in wanted:
            wanted = (403, 404) if _is_narrower(endpoint, actor.role) else (404,)  # none is there
        if answer.status not in wanted:
            self.faults.append(f"{actor.name}: {method} {path} was {answer.status}, not {wanted}")
        self._settle(f"{actor.name}: {method} {path}", method)
        if endpoint is None or "{organisation}" not in address or not self._is_tried_elsewhere(actor, is_tried):
            return
        is_served = not actor.token
        for organisation in self._elsewhere(actor, is_served):
            there = ROOT + self._api_address(address, actor, organisation, self.known)
            answer = self._ask(actor, method, there, query=query, body=body)
            line.requests += 1
            hidden = (
                (404,) if endpoint.scope is ApiScope.ORGANISATION else (403, 404)
            )  # without the permission: anywhere
            if answer.status not in hidden:
                self.faults.append(f"{actor.name}: {method} {there} was {answer.status}, not 404")

    def _api_address(self, address: str, actor: Actor, organisation: str, known: dict[str, list[str]]) -> str:
        def value(match: re.Match[str]) -> str:
            if match[1] == "organisation":
                return organisation
            if match[1] == "token" and actor.role is not None:
                return self._token_of(actor) or known["token"][0]
            return (known.get(match[1]) or [MADE_UP[match[1]]])[0]

        return re.sub(r"\{(\w+)\}", value, address)

    def _token_of(self, actor: Actor) -> str:
        """A token of the actor's own, that she may end."""
        for member in self.ours.owner.member_list():
            if member.role is actor.role and member.account == self.ours.accounts[member.role]:
                own = Workspace(self.store.home, self.ours.client, member.ident).tokens()
                return next((each.ident for each in own if each.revoked_at is None), "")
        return ""

    # --- what belongs to the other tenant, in every place

    @property
    def _bosses(self) -> list[Actor]:
        """Those who may do most."""
        return [each for each in self.actors if each.role in (Role.CLIENT_OWNER, Role.PROVIDER_OWNER) and each.session]

    def _of_theirs(self, idents: Sequence[str]) -> list[str]:
        """All of them; in the small run a few, in the next place others."""
        if self.is_whole:
            return list(idents)
        self.number += _SOME
        return _turned(list(idents), self.number)[:_SOME]

    def _objects_in_pages(self) -> None:
        """Each ident of theirs in each parameter, query and field, by those who may do most here."""
        bosses, everything = self._bosses, sorted(self.theirs.idents)
        for route in routes():
            own, _ = addresses(route, self.explored, self.known, self.ours.client)
            if route.scope is Scope.OPEN:
                continue
            idents = self._of_theirs(everything)
            for actor in bosses if self.is_whole else bosses[:1]:
                self._in_path(actor, route, self.foreign, idents)
            actor = bosses[0]
            self._in_query(actor, own, idents)
            if "POST" in route.methods:
                self._in_form(actor, route, own, idents)
            self._settle(f"{actor.name}: idents of the other tenant in {route.address}", "POST")

    def _objects_in_endpoints(self) -> None:
        everything = sorted(self.theirs.idents)
        for endpoint in endpoints():
            self._in_endpoint(self._bosses[0], endpoint, self.foreign, self._of_theirs(everything))

    def _in_path(self, actor: Actor, route: Route, theirs: dict[str, list[str]], idents: list[str]) -> None:
        names = [name for name in re.findall(r"<(?:\w+:)?(\w+)>", route.address) if name != "organisation"]
        own = _own_params(route, self.explored, self.ours.client) | {"organisation": self.ours.client}
        for name in names:
            for ident in {
                *self._of_theirs(known_of(route, theirs, name)),
                *idents[:1],
                *(idents if self.is_whole else ()),
            }:
                values = {each: (known_of(route, self.known, each) or ["x"])[0] for each in names}
                values |= own | {name: ident}
                for method in route.methods:
                    self._ask(actor, method, filled(route, values), form={} if method == "POST" else None)

    def _in_query(self, actor: Actor, own: str, idents: list[str]) -> None:
        for ident in idents:
            self._ask(actor, "GET", own, query=dict.fromkeys(sorted(self.explored.queries - {"format"}), ident))
            if not self.is_whole:
                return
        for name in sorted(self.explored.queries):
            self._ask(actor, "GET", own, query={name: idents[0]})

    def _in_form(self, actor: Actor, route: Route, own: str, idents: list[str]) -> None:
        names = sorted(self.explored.fields.get(route.name, set()) | {"ident", "organisation", "member", "finding"})
        for ident in idents:
            self._ask(actor, "POST", own, form=dict.fromkeys(names, ident))

    def _in_endpoint(self, actor: Actor, endpoint: Endpoint, theirs: dict[str, list[str]], idents: list[str]) -> None:
        names = [name for name in re.findall(r"\{(\w+)\}", endpoint.address) if name != "organisation"]
        body = _body(endpoint)
        for name in names:
            for ident in {*self._of_theirs(theirs.get(name, [])), *idents[:1], *(idents if self.is_whole else ())}:
                known = self.known | {name: [ident]}
                nobody = Actor(actor.name, None, actor.session)
                path = ROOT + self._api_address(endpoint.address, nobody, self.ours.client, known)
                query = _query(endpoint, self.ours.client)
                answer = self._ask(actor, endpoint.method, path, query=query, body=body)
                is_theirs = name not in COUNTED and (ident in self.theirs.own or ident in self.theirs.organisations)
                hidden = (403, 404) if _is_narrower(endpoint, actor.role) else (404,)  # 403 whatever one names
                if re.fullmatch(PARAMETERS[name][0], ident) and is_theirs and answer.status not in hidden:
                    self.faults.append(f"{actor.name}: {endpoint.method} {path} was {answer.status}, not 404")
        path = ROOT + self._api_address(endpoint.address, actor, self.ours.client, self.known)
        for field_ in endpoint.query.__struct_fields__:
            of_field = idents if self.is_whole or field_ == "organisation" else idents[:1]
            for ident in {*of_field, *(self.theirs.organisations if field_ == "organisation" else ())}:
                query = _query(endpoint, self.ours.client) | {field_: ident}
                answer = self._ask(actor, endpoint.method, path, query=query, body=body)
                if field_ == "organisation" and ident in self.theirs.organisations and answer.status != 404:
                    self.faults.append(
                        f"{actor.name}: {endpoint.method} {path} about {ident} was {answer.status}, not 404"
                    )
        self._settle(f"{actor.name}: idents of the other tenant in {path}", "POST")

    # --- who came by a link, and the device in the office

    def _visits(self) -> None:
        """Their own page opens to them, and nothing else: no page of a colleague's or of the other tenant's, none of members."""
        for visitor in self.visitors:
            for address in visitor.own:
                if self._ask(visitor.actor, "GET", address, is_key=True).status != 200:
                    self.faults.append(f"{visitor.actor.name}: GET {address} was not let in")
            for address, form in visitor.wrong:
                if self._ask(visitor.actor, "POST", address, form=form, is_key=True).status != 422:
                    self.faults.append(f"{visitor.actor.name}: POST {address} did not see what is wrong")
                self._settle(f"{visitor.actor.name}: POST {address}", "POST")
            for address, status in visitor.shut(self.ours, self.theirs):
                for method in ("GET", "POST"):
                    answer = self._ask(visitor.actor, method, address, form={} if method == "POST" else None)
                    if answer.status not in (status, 405):
                        self.faults.append(
                            f"{visitor.actor.name}: {method} {address} was {answer.status}, not {status}"
                        )
                    self._settle(f"{visitor.actor.name}: {method} {address}", method)
            for number, route in enumerate(routes()):
                if route.scope is Scope.OPEN:
                    continue
                if not self.is_whole and self.visitors[number % len(self.visitors)] is not visitor:
                    continue  # another one comes by it
                own, _ = addresses(route, self.explored, self.known, self.ours.client)
                self.reached.clear()
                for method in route.methods:
                    self._ask(visitor.actor, method, own, form={} if method == "POST" else None)
                if route.name in self.reached:
                    self.faults.append(f"{visitor.actor.name} opened {own}")
            self._unchanged(f"{visitor.actor.name}", self.theirs, "theirs")

    # --- forged, and hostile

    def _forged(self) -> None:
        """An act without the token of its form, by those who may do it, is refused and changes nothing."""
        boss = next(each for each in self.actors if each.role is Role.PROVIDER_OWNER and each.session)
        for route in routes():
            own, _ = addresses(route, self.explored, self.known, self.ours.client)
            if "POST" in route.methods:
                answer = self.asker.ask(boss, "POST", own, form={}, is_checked=True)
                if answer.status != 403:
                    self.faults.append(f"a forged POST {own} was {answer.status}, not 403")
        self._unchanged("forged acts", self.ours, "ours")

    def _hostile(self) -> None:
        """Texts that break what is put together from texts: in a query, a form, an address."""
        boss = next(each for each in self.actors if each.role is Role.PROVIDER_OWNER and each.session)
        for route in routes():
            self.number += 1
            own, _ = addresses(route, self.explored, self.known, self.ours.client)
            names = sorted(self.explored.fields.get(route.name, {"ident"}))
            if "GET" in route.methods:
                for _, text in self._hostile_texts([each for each in HOSTILE.items() if each[0] != "long"]):
                    self._ask(boss, "GET", own, query=dict.fromkeys(sorted(self.explored.queries - {"format"}), text))
            if "POST" in route.methods:
                for _, text in self._hostile_texts(list(HOSTILE.items())):
                    self._ask(boss, "POST", own, form=dict.fromkeys(names, text))
            for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", route.path):
                values = _own_params(route, self.explored, self.ours.client) | {"organisation": self.ours.client}
                made = {
                    each: (known_of(route, self.known, each) or ["1"])[0] for each in re.findall(r"(\w+)>", route.path)
                }
                in_path = [("number", "9" * 30)] if kind == "int" else IN_PATH
                for _, text in self._hostile_texts(in_path):
                    for method in route.methods:
                        form = {} if method == "POST" else None
                        self._ask(boss, method, filled(route, made | values | {name: text}), form=form)
            self._settle(f"hostile texts in {route.address}", "POST")

    def _hostile_texts(self, texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return texts if self.is_whole else _turned(texts, self.number)[:1]

    # --- what is asked, and what it left

    def _ask(self, actor: Actor, method: str, address: str, *, is_key: bool = False, **more: Any) -> Answer:
        """`is_key`: whoever has this address of ours sees what is behind it."""
        is_theirs = actor.role is None and (actor.session or actor.token) and actor.name != HOMELESS
        if is_key:
            others = () if is_theirs else (*self.marks[1:], *self._long)  # around it stands who is signed in
            return self.asker.ask(actor, method, address, forbidden=(*others, PRIVILEGED), **more)
        forbidden = self.marks[:1] if is_theirs else self.marks[1:] if actor.role is not None else self.marks
        idents = () if is_theirs else self._long
        privileged = () if is_theirs or _sees_privileged(actor) else (PRIVILEGED,)
        return self.asker.ask(actor, method, address, forbidden=(*forbidden, *idents, *privileged), **more)

    @property
    def _long(self) -> tuple[str, ...]:
        """Idents of theirs that are long enough to be nobody else's."""
        return tuple(each for each in self.theirs.own if len(each) >= 16)

    def _settle(self, said: str, method: str) -> None:
        """After an act: what it changed of theirs is a fault, what it changed of ours is put back."""
        if method in ("GET", "HEAD", "OPTIONS") or (stamp := self.store.stamp()) == self.stamp:
            return
        self.stamp = stamp
        self._unchanged(said, self.theirs, "theirs")
        now = content(self.store.home, self.ours)
        if _but_for_looking(now) != _but_for_looking(self.before["ours"]):
            self._put_back()
            self.restored += 1

    def _unchanged(self, said: str, tenant: Tenant, which: str) -> None:
        now, before = content(self.store.home, tenant), self.before[which]
        rows = _but_for_looking(now), _but_for_looking(before)
        if rows[0] != rows[1]:
            tables = sorted(table for table in rows[0] if rows[0][table] != rows[1].get(table))
            self.changed.append(f"{said} changed {', '.join(tables)} of {which}")
            self._put_back()

    def _put_back(self) -> None:
        self.store.put_back()
        self.stamp = self.store.stamp()

    def _line(self, address: str, method: str, permission: Permission | None, is_served: bool) -> Line:
        told = permission.value if permission else "" if is_served else "not served"
        return self.lines.setdefault((address, method), Line(address, method, told))


def _sees_privileged(actor: Actor) -> bool:
    """Who of the first tenant's may read what stands between the client and its counsel: nobody of the provider was let in."""
    return actor.role in CLIENT_ROLES and may(actor.role, Permission.SEE_PRIVILEGED)


def _but_for_looking(told: dict[str, Any]) -> dict[str, Any]:
    """Who looked at what is noted by looking; the other tenant's people look at their own. The table is kept as it was made,
    and a token counts its requests.
    """
    noted = ("access", "status_page", "status_snapshot", "api_token")
    return {
        table: each[0] if table in ("api_token",) else each for table, each in told.items() if table not in noted[:3]
    }


def _body(endpoint: Endpoint | None) -> Any:
    return None if endpoint is None or endpoint.body is None else BODIES.get(endpoint.name, {})


def _query(endpoint: Endpoint | None, organisation: str) -> dict[str, str]:
    """What an endpoint has to be asked with."""
    if endpoint is None or endpoint.name not in QUERIES:
        return {}
    return QUERIES[endpoint.name] | ({"organisation": organisation} if endpoint.scope is ApiScope.DESK else {})


def _own_params(route: Route, found: Explored, organisation: str) -> dict[str, str]:
    sets = [each for each in found.params.get(route.name, []) if each.get("organisation", organisation) == organisation]
    return dict(sets[0]) if sets else {}


def _methods(route: Route) -> set[str]:
    return {*route.methods, *(["HEAD"] if "GET" in route.methods else [])}


def _of_page(route: Route, method: str, actor: Actor, answer: Answer, is_reached: bool, is_known: bool) -> str:
    """What the answer should have been, where it was not. An object that nobody has may be said not to be there."""
    is_served = method in _methods(route)
    asks = "GET" if method == "HEAD" else method
    wanted = 0
    if route.scope is Scope.OPEN:
        wanted = 0 if is_served else 405
    elif actor.name == NOBODY:
        if is_reached or not (answer.is_sign_in if method in ("GET", "HEAD") else answer.status == 403):
            return "sent to sign in"
        return ""
    elif route.scope is Scope.ORGANISATION and actor.role is None:
        wanted = 404
    elif not is_served:
        wanted = 405
    elif route.scope is Scope.DESK and actor.role is None:
        if actor.name != HOMELESS:
            return ""  # whoever belongs to the other tenant has a desk of her own
        wanted = 403
    elif route.scope in (Scope.ORGANISATION, Scope.DESK) and actor.role and not route.admits(actor.role, asks):
        wanted = 403
    elif route.export and actor.role and not may(actor.role, Permission.EXPORT):
        wanted = 403  # a copy
    if wanted:
        return "" if answer.status == wanted and not is_reached else str(wanted)
    if route.scope in (Scope.OPEN, Scope.ACCOUNT):
        return "" if is_reached else "let in"
    is_fine = answer.is_granted  # a page may say that it is not time for it yet: 409, 422
    may_lack = not is_known or (
        route.scope is Scope.DESK and "<" in route.path
    )  # of a client that is no client of hers
    may_lack = may_lack or route.name in OWN
    is_fine = is_fine or (may_lack and answer.status == 404) or (route.name in NARROWER and answer.status == 403)
    return "" if is_reached and is_fine else "let in"


def _of_endpoint(endpoint: Endpoint | None, method: str, actor: Actor) -> tuple[int, ...]:
    if method == "OPTIONS":
        return (204,)
    if endpoint is None:
        return (405,)
    granted = (200, 201, 202, 204) if method in ("GET", "HEAD") else (200, 201, 202, 204, 409, 422)
    if endpoint.scope is ApiScope.OPEN:
        return granted
    if actor.name == NOBODY:
        return (401,)
    if endpoint.scope is ApiScope.ACCOUNT:
        return granted
    if endpoint.name in QUERIES and endpoint.scope is ApiScope.DESK and actor.role is None:
        return (403,) if actor.name == HOMELESS else (404,)  # asked about ours
    if endpoint.scope is ApiScope.DESK and actor.role is None:
        if "{organisation}" in endpoint.address:
            return (403,) if actor.name == HOMELESS else (403, 404)
        return (403,) if actor.name == HOMELESS else (200, 403)
    if actor.role is None:
        return (404,)
    if endpoint.permission is not None and not may(actor.role, endpoint.permission):
        return (403,)
    if endpoint.dangerous and actor.token:
        return (403,)
    return (*granted, 403) if _is_narrower(endpoint, actor.role) else granted


def _is_let_in(wanted: tuple[int, ...]) -> bool:
    return 200 in wanted and 403 not in wanted


def _turned(rows: list[T], by: int) -> list[T]:
    """The same, from another one on.

    >>> _turned([1, 2, 3], 4)
    [2, 3, 1]
    """
    at = by % len(rows) if rows else 0
    return rows[at:] + rows[:at]


def _is_narrower(endpoint: Endpoint | None, role: Role | None) -> bool:
    return endpoint is not None and role in NARROWER_ENDPOINTS.get(endpoint.name, ())
