"""Who opened what: here, and by every technician at every client."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.operations.list_access import COLUMNS, AccessLine, access_list, cells, own_access_list
from bailee.permissions import PROVIDER_ROLES, Permission
from bailee.store.tenancy import Desk
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, words
from bailee.web.access.summing import is_glass, summed
from bailee.web.jinja import with_query
from bailee.web.people.seats import providers

SHOWN = 60  # lines of one page; the CSV has all
_DAYS = 30
_COLUMNS = 10
# pages over all clients that show names of clients and people, and nothing that is held
_NAMES_ALONE = frozenset(
    {"people", "people-at", "access-desk", "alerts-desk", "clients-new", "leaving", "leaving-certificate"}
)
ACTS = {"could": "could open it", "did": "opened", "exported": "took a copy of"}
_VIEWS = (("", "All"), ("did", "Opened"), ("exported", "Copies"), ("could", "Could open"), ("glass", "With a reason"))
_KINDS = {
    "client": "the table", "clients": "all clients", "scans-past": "a past scan", "scans-job": "a running scan",
    "members-one": "a member", "access": "who opened what", "access-desk": "who opened what", "export": "an export",
    "off-boarding": "everything, to hand it over", "scan-start": "the form of a scan", "scan-places": "a place to scan",
}  # fmt: skip


def of_organisation(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Everybody who could and did open this organisation's data."""
    since, until, fault = _days(request)
    person, act = request.GET.get("person", "")[:120], request.GET.get("act", "")
    lines = tuple(
        each for each in own_access_list(workspace, since=since, until=until) if each.what not in _NAMES_ALONE
    )
    if person:
        lines = tuple(each for each in lines if each.person == person)
    listed = _of_act(lines, act)
    if request.GET.get("format") == "csv":
        return answers.csv_file(f"{workspace.organisation} who opened what.csv", COLUMNS, map(cells, listed))
    sums = sorted(summed(lines, datetime.now(UTC)).values(), key=lambda each: (not each.can_now, each.name.casefold()))
    here = frame.address("access", workspace.organisation)
    return answers.page(
        request,
        "access/list.html",
        fault=fault,
        sums=sums,
        person=person,
        lines=[(each, act_words(each), what_words(each)) for each in listed[:SHOWN]],
        count=len(listed),
        shown=SHOWN,
        shows_client=False,
        glass=[each for each in lines if is_glass(each)],
        views=_views(request, here, act),
        since=_text(since),
        since_said=words.day(since.astimezone().date(), year=True) if since else "the first day",
        until=request.GET.get("until", ""),
        kept={"person": person, "act": act},
        address=here,
        person_address=lambda ident: with_query(request.get_full_path(), person=ident, format=None),
        clear_address=with_query(request.get_full_path(), person=None),
    )


def over_clients(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """The provider's people × its clients, also those that whoever looks is not assigned to: that is what it is for."""
    found = providers(desk, Permission.SEE_ACCESS)
    if not found:  # this page is about a provider's people: who belongs to none has that of her own organisation
        return HttpResponseRedirect(frame.address("access", desk.memberships[0].organisation))
    provider = found[0]
    since, until, fault = _days(request)
    person, client, act = (request.GET.get(name, "")[:120] for name in ("person", "client", "act"))
    lines = tuple(each for each in access_list(provider, since=since, until=until) if each.what not in _NAMES_ALONE)
    sums = summed(lines, datetime.now(UTC))
    if person or client:
        lines = tuple(each for each in lines if person in ("", each.person) and client in ("", each.organisation))
    listed = _of_act(lines, act)
    if request.GET.get("format") == "csv":
        return answers.csv_file(f"{provider.organisation} who opened what.csv", COLUMNS, map(cells, listed))
    people = [each for each in provider.member_list(ended=True) if each.role in PROVIDER_ROLES]
    seen = {ident for _, ident in sums}
    people = [each for each in people if each.is_standing or each.ident in seen]
    clients = sorted({(each.organisation, each.organisation_name) for each in sums.values()}, key=lambda pair: pair[1])
    here = frame.address("access-desk")
    return answers.page(
        request,
        "access/desk.html",
        fault=fault,
        provider=provider.organisation_name,
        people=people,
        has_columns=len(people) <= _COLUMNS,
        clients=clients,
        sums=sums,
        pairs=sorted(sums.values(), key=lambda each: (each.organisation_name, each.name)),
        lines=[(each, act_words(each), what_words(each)) for each in listed[:SHOWN]],
        count=len(listed),
        shown=SHOWN,
        shows_client=True,
        views=_views(request, here, act),
        since=_text(since),
        since_said=words.day(since.astimezone().date(), year=True) if since else "the first day",
        until=request.GET.get("until", ""),
        filters=[
            ("person", "Person", [("", "everybody"), *((each.ident, each.name) for each in people)], person),
            ("client", "Client", [("", "all"), *clients], client),
        ],
        kept={"act": act, "since": _text(since), "until": request.GET.get("until", "")},
        clear_address=here if person or client else "",
        address=here,
        pair_address=lambda ident, who: with_query(here, client=ident, person=who, since=_text(since)),
    )


def _days(request: HttpRequest) -> tuple[datetime | None, datetime | None, str]:
    """From and to as the form says them; the last 30 days where it says nothing."""
    try:
        since = _day(request.GET.get("since", ""))
        until = _day(request.GET.get("until", ""))
    except ValueError:
        return datetime.now(UTC) - timedelta(days=_DAYS), None, "Write a day as 2026-11-25."
    if since is None:
        since = datetime.combine(
            datetime.now(UTC).astimezone().date() - timedelta(days=_DAYS), datetime.min.time()
        ).astimezone()
    return since, until + timedelta(days=1) if until else None, ""


def _day(text: str) -> datetime | None:
    """ValueError for what is no day, and for one that nobody lives to see."""
    if not text:
        return None
    day = date.fromisoformat(text)
    if not 2000 <= day.year < 2200:
        raise ValueError
    return datetime.combine(day, datetime.min.time()).astimezone()


def _text(at: datetime | None) -> str:
    return at.astimezone().date().isoformat() if at else ""


def _of_act(lines: tuple[AccessLine, ...], act: str) -> tuple[AccessLine, ...]:
    if act == "glass":
        return tuple(each for each in lines if is_glass(each))
    return tuple(each for each in lines if each.act == act) if act in ACTS else lines


def _views(request: HttpRequest, here: str, act: str) -> list[tuple[str, str, None, bool]]:
    path = request.get_full_path()
    return [(label, with_query(path, act=name or None, format=None), None, name == act) for name, label in _VIEWS]


def act_words(line: AccessLine) -> str:
    return "opened without being assigned" if is_glass(line) else ACTS[line.act]


def what_words(line: AccessLine) -> str:
    """
    >>> from bailee.permissions import Role
    >>> what_words(AccessLine("a", "A", "p", "P", Role.LEAD, "did", datetime(2026, 1, 1), None, "findings-rules"))
    'findings, rules'
    """
    if line.act == "could":
        return line.what
    page = line.what.removesuffix("-part")  # the part of a page that goes on by itself is that page
    return _KINDS.get(page, page.replace("-", ", "))
