"""The tenants: a provider with two clients each, all ten roles, rows in as many tables as can be filled; and who asks.

Whatever a tenant wrote carries its canary: a word that is nowhere else. It is planted in names of organisations,
people, places, files, activities, facts and tokens, so an answer to one tenant's people that has the other's in it has seen a row of the other's.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import scans
from bailee.authority import EVERYWHERE, Agreement
from bailee.errors import Error
from bailee.inventory import ProcessingActivity
from bailee.operations.judge_findings import judge_findings, make_rule
from bailee.operations.manage_tokens import create_token
from bailee.operations.off_board_client import off_board
from bailee.operations.schedule_scan import schedule_scan
from bailee.operations.start_scan import start_scan
from bailee.operations.times_due import Recurrence
from bailee.permissions import CLIENT_ROLES, PROVIDER_ROLES, TABLE, Permission, Role, may
from bailee.store import database
from bailee.store.invitations import invite
from bailee.store.organisations import add_member, create_organisation
from bailee.store.rows.base import now
from bailee.store.tenancy import link_account
from bailee.store.workspace import Workspace
from bailee.vocabulary import Confidence, SubjectCategory
from isolation.holding import hold
from isolation.telling import tell
from isolation.working import work

MARK, CANARY = "wj5kcanary", "zq7xcanary"  # of the first and of the second tenant
NOBODY, STRANGER, HOMELESS = "nobody", "of the other tenant", "account without an organisation"


@dataclass
class Tenant:
    """One provider with the client that is looked at (`client`), and another client (`beside`) that only its owner reaches."""

    provider: str
    client: str
    beside: str
    owner: Workspace  # of the client
    others: dict[str, Workspace]
    accounts: dict[Role, str] = field(default_factory=dict)
    idents: set[str] = field(default_factory=set)  # of rows, as they stand in addresses
    own: set[str] = field(default_factory=set)  # those of them that no row of the other tenant has
    secrets: dict[str, list[str]] = field(default_factory=dict)  # in addresses that are keys, by route and parameter

    @property
    def organisations(self) -> tuple[str, str, str]:
        return self.provider, self.client, self.beside


@dataclass(frozen=True)
class Actor:
    """Who asks: by a session, or by a token. `role` is held in the first tenant's client; None for those who have none there."""

    name: str
    role: Role | None
    session: str = ""
    token: str = ""


def lay(home: Path, *, is_small: bool = False, most: int = 4) -> tuple[Tenant, Tenant]:
    """Both tenants, each with its own canary. `is_small`: without what people are told, and what is read for real."""
    made = _tenant(home, MARK, "ours", "512447", is_small), _tenant(home, CANARY, "theirs", "512448", is_small)
    for tenant in made:
        tenant.idents = set(_idents(tenant, most))
    for tenant, other in (made, made[::-1]):  # what both have is no sign of the other: a task is called after its rule
        tenant.own = tenant.idents - set(_idents(other, None))
    return made


def _account(name: str) -> str:
    from bailee.web.accounts.first_run import new_account

    return str(new_account(f"{name}@example.org", name, None).ident)


def _tenant(home: Path, mark: str, who: str, digits: str, is_small: bool) -> Tenant:
    sign = f" {mark}"
    accounts = {role: _account(f"{role.value}-{who}") for role in Role}
    provider = create_organisation(home, f"Northgate{sign}", owner=f"owner-{who}", is_provider=True)
    link_account(home, provider, f"owner-{who}", accounts[Role.PROVIDER_OWNER])
    for role in PROVIDER_ROLES[1:]:
        add_member(home, provider, f"{role.value}-{who}", name=f"Pat{sign}", role=role, account=accounts[role])
    boss = Workspace(home, provider, f"owner-{who}")
    client, beside = boss.add_client(f"Harbour Dental{sign}"), boss.add_client(f"Beside{sign}")
    for role in PROVIDER_ROLES[1:]:
        boss.assign(client, f"{role.value}-{who}")
    for organisation in (client, beside):
        for role in CLIENT_ROLES:
            account = accounts[role] if organisation == client else ""
            add_member(home, organisation, f"{role.value}-{who}", name=f"Sam{sign}", role=role, account=account)
    owner = Workspace(home, client, f"client-owner-{who}")
    others = {beside: Workspace(home, beside, f"client-owner-{who}"), provider: boss}
    made = Tenant(provider, client, beside, owner, others, accounts)
    for workspace in (owner, *others.values()):
        _fill(workspace, sign, who, digits, home.parent / f"place-{who}-{workspace.organisation}")
    if not is_small:
        made.secrets = tell(owner, sign, who)
        hold(owner, sign, home.parent / f"held-{who}")
        _leave(boss, sign, home.parent / f"left-{who}")
        _second_factor(accounts[Role.CLIENT_OWNER])
    counsel, technician = Workspace(home, client, f"{Role.COUNSEL.value}-{who}"), f"{Role.TECHNICIAN.value}-{who}"
    counsel.admit(technician, to=f"Pat{sign}", reason=f"a breach{sign}")
    counsel.shut_out(technician, to=f"Pat{sign}", reason=f"it is over{sign}")
    return made


def _fill(workspace: Workspace, sign: str, who: str, digits: str, place: Path) -> None:
    """Rows in the tables that a person fills, and what stands on them."""
    if workspace.needs_authority:
        told = {"given_by": f"Sam{sign}", "function": "owner", "scope": f"all{sign}", "places": (EVERYWHERE,)}
        workspace.record_instruction(**told, given_on=now().date())  # type: ignore[arg-type]
        for agreement in Agreement:
            workspace.record_agreement(agreement, on=now().date(), kept_where=f"cabinet{sign}")
    files = {
        f"pay{sign}.txt": (f"1{who}", [("us-ssn", f"{digits}313"), ("us-ssn", f"{digits}314")]),
        f"people{sign}.txt": (f"2{who}", [("phone-number", "2025550143"), ("email-address", f"pat@{who}.example.org")]),
    }
    made_up = scans.Files(files)
    made_up.kinds[f"pay{sign}.txt"] = "drug-or-alcohol-test"
    place.mkdir(exist_ok=True)
    scans.scan(workspace, made_up, place)
    activity = ProcessingActivity(
        name=f"Payroll{sign}",
        purposes=((f"paying people{sign}", None),),
        categories=("social-security-number",),
        subjects=(SubjectCategory.EMPLOYEE,),
    )
    with workspace.transaction():
        workspace.declare(activity)
        workspace.set_fact("has_cctv", True)
        workspace.record("activity-declared", "payroll", {"categories": 1})
    workspace.add_roster_person(f"Robin{sign}", SubjectCategory.EMPLOYEE, email=f"robin@{who}.example.org")
    day = now().date()
    made_rule = {"detector": "phone-number", "store": "", "cue": "", "at_most": 0.4, "reason": f"ours{sign}"}
    make_rule(workspace, **made_rule, on=day)  # type: ignore[arg-type]
    ident = workspace.findings(confidence=Confidence.POSSIBLE)[0].finding.ident
    judge_findings(workspace, [ident], "dismissed", reason=f"ours{sign}", on=day)
    workspace.save_view("findings", f"View{sign}", "state=dismissed")
    start_scan(workspace, [each.ident for each in workspace.places()])
    schedule_scan(workspace, [each.ident for each in workspace.places()], Recurrence("day", "02:30", 0, "UTC"))
    _sites(workspace, sign)
    invite(
        workspace, f"invited@{who}.example.org", Role.CLIENT_AUDITOR if workspace.needs_authority else Role.TECHNICIAN
    )
    create_token([workspace], f"dashboard{sign}", TABLE[workspace.role], days=5)
    work(workspace, sign, place)


def _leave(boss: Workspace, sign: str, folder: Path) -> None:
    """A client that left: its keys are destroyed, and its certificate is kept."""
    off_board(boss, boss.add_client(f"Gone{sign}"), folder)


def _second_factor(account: str) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from bailee.web.accounts.models import Account

    TOTP.activate(Account.objects.get(ident=account), generate_totp_secret())


def _sites(workspace: Workspace, sign: str) -> None:
    try:
        workspace.add_site(f"Office{sign}")
    except Error:  # a provider has none
        return


def _idents(tenant: Tenant, most: int | None) -> Iterator[str]:
    """What could stand in an address, or in a field of a form, to name a row of this tenant's: of each table, so many rows."""
    from django.apps import apps

    for workspace in (tenant.owner, *tenant.others.values()):
        with workspace._reading():
            for model in apps.get_app_config("store").get_models():
                names = {each.name for each in model._meta.get_fields()}
                if "organisation" not in names:
                    continue
                rows = workspace._rows(model).order_by("pk")
                columns = [name for name in ("pk", "ident", "fingerprint", "store", "leaf") if name in names | {"pk"}]
                for values in rows.values_list(*columns)[:most]:
                    yield from (str(value) for value in values if value not in ("", None))
    yield from tenant.organisations


def actors(home: Path, first: Tenant, second: Tenant) -> list[Actor]:
    """Ten roles by session, those of them that may use tokens by token, nobody, an account of nowhere, and the other tenant's people."""
    made = [Actor(role.label, role, session=_session(first.accounts[role])) for role in Role]
    made.append(Actor(NOBODY, None))
    made.append(Actor(HOMELESS, None, session=_session(_account("homeless"))))
    for role in (Role.CLIENT_OWNER, Role.PROVIDER_OWNER):
        made.append(Actor(f"{role.label} {STRANGER}", None, session=_session(second.accounts[role])))
    made.append(Actor(f"token {STRANGER}", None, token=_token(home, second, Role.CLIENT_OWNER)))
    for role in Role:
        if may(role, Permission.USE_API):
            made.append(Actor(f"token of {role.label}", role, token=_token(home, first, role)))
    return made


def _token(home: Path, tenant: Tenant, role: Role) -> str:
    member = next(
        each.ident for each in tenant.owner.member_list() if each.role is role and each.account == tenant.accounts[role]
    )
    workspace = Workspace(home, tenant.client, member)
    return create_token([workspace], "isolation", TABLE[role], days=5).token


def _session(account: str) -> str:
    """A session as signing in leaves it, with the second factor given a moment ago."""
    from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
    from allauth.account.internal.flows.login import record_authentication
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory

    from bailee.web.accounts import sessions
    from bailee.web.accounts.models import Account

    row = Account.objects.get(ident=account)
    request: Any = RequestFactory().get("/")
    request.session = SessionStore()
    sessions.begin(request)
    request.session[sessions.STRONG_ENOUGH] = True
    record_authentication(request, row, "mfa", type="totp")
    request.session[AUTHENTICATION_METHODS_SESSION_KEY][0]["at"] = time.time() + 86_400  # however long the run takes
    request.session["_auth_user_id"] = str(row.pk)
    request.session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    request.session["_auth_user_hash"] = row.get_session_auth_hash()
    request.session.save()
    return str(request.session.session_key)


def content(home: Path, tenant: Tenant) -> dict[str, tuple[int, int]]:
    """Of every table: how many rows of the tenant's, and a hash of all that stands in them."""
    from django.db import connections

    from bailee.store.rows.base import atomic

    alias = tenant.owner.alias
    numbers = [each.organisation_id for each in (tenant.owner, *tenant.others.values())]
    told = {}
    with atomic(alias):
        database.engine(home).enter(alias, numbers)
        with connections[alias].cursor() as cursor:
            for table, statement in _statements(tuple(numbers), tuple(tenant.accounts.values())).items():
                cursor.execute(statement)
                rows = cursor.fetchall()
                told[table] = (len(rows), hash(_plain(rows)))
    return told


@cache
def _statements(numbers: tuple[int, ...], accounts: tuple[str, ...]) -> dict[str, str]:
    from django.apps import apps

    listed, named = ",".join(map(str, numbers)), ",".join(f"'{account}'" for account in accounts)
    told = {}
    for model in apps.get_app_config("store").get_models():
        table = model._meta.db_table
        if "organisation_id" in {each.column for each in model._meta.concrete_fields}:
            told[table] = f'SELECT * FROM "{table}" WHERE organisation_id IN ({listed}) ORDER BY 1'  # noqa: S608 - names of ours
    whose = f"SELECT id FROM account WHERE ident IN ({named})"  # noqa: S608
    told["account"] = f"SELECT * FROM account WHERE ident IN ({named}) ORDER BY 1"  # noqa: S608
    for table in ("account_emailaddress", "mfa_authenticator"):
        told[table] = f"SELECT * FROM {table} WHERE user_id IN ({whose}) ORDER BY 1"  # noqa: S608
    return told


def _plain(rows: list[tuple[Any, ...]]) -> str:
    """All that stands in rows, as text: a few hundred tables are read after each act, so it is one pass of `repr` as a rule."""
    text = repr(rows)
    if "<memory at" not in text:
        return text
    return repr([tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows])
