"""Who may do what: ten roles, one table. The doors of the store and of the pages both ask it, and nothing else does.

>>> may(Role.TECHNICIAN, Permission.SCAN), may(Role.CLIENT_AUDITOR, Permission.SCAN)
(True, False)
>>> sorted(role.value for role in Role if may(role, Permission.MANAGE_KEYS))
['client-owner', 'provider-owner']

A role is held in one organisation. One of a provider (`PROVIDER_ROLES`) reaches a client only where the provider assigned
that person to it: the role then is the same there. What a role may not do, another person has to: an auditor changes
nothing, and no role both writes a notice and reviews it as counsel.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is to an organisation."""

    PROVIDER_OWNER = "provider-owner"
    LEAD = "lead"
    TECHNICIAN = "technician"
    PROVIDER_AUDITOR = "provider-auditor"
    CLIENT_OWNER = "client-owner"
    PRIVACY_PERSON = "privacy-person"
    CLIENT_AUDITOR = "client-auditor"
    MANAGER = "manager"
    EMPLOYEE = "employee"
    COUNSEL = "counsel"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ")


PROVIDER_ROLES = (Role.PROVIDER_OWNER, Role.LEAD, Role.TECHNICIAN, Role.PROVIDER_AUDITOR)
CLIENT_ROLES = (
    Role.CLIENT_OWNER,
    Role.PRIVACY_PERSON,
    Role.CLIENT_AUDITOR,
    Role.MANAGER,
    Role.EMPLOYEE,
    Role.COUNSEL,
)


class Permission(StrEnum):
    """One thing that a person does. `SEE_…` never changes a row; everything else may."""

    SEE_OWN = "see-own"  # one's own notices, sign-offs and requests
    SIGN_OWN = "sign-own"  # sign, decline and ask about what one is told oneself
    SEE_TABLE = "see-table"  # Held, Told, Secured, with its reasons and evidence
    SEE_FINDINGS = "see-findings"  # where a value lies; never the value
    SEE_STORES = "see-stores"  # data stores, devices, coverage, scans
    SEE_MEMBERS = "see-members"
    SEE_ACCESS = "see-access"  # who could, and did, open this organisation's data
    SEE_ALERTS = "see-alerts"
    SEE_SETTINGS = "see-settings"
    SEE_EVIDENCE = "see-evidence"
    SEE_CLIENTS = "see-clients"  # all clients of a provider at once
    EXPORT = "export"
    DECIDE_FINDINGS = "decide-findings"
    SCAN = "scan"
    MANAGE_STORES = "manage-stores"
    DECLARE = "declare"  # activities, rosters, facts, paper
    WRITE_NOTICES = "write-notices"
    DO_TASKS = "do-tasks"  # assign, date, close with evidence
    REVIEW = "review"  # as counsel
    RECORD_REVIEW = "record-review"  # that counsel decided, from a file or a paper; owners alone
    SEE_PRIVILEGED = "see-privileged"  # what counsel was asked and decided, and why
    PROTECT = "protect"  # seal, move, redact, erase
    HANDLE_REQUESTS = "handle-requests"  # of people about their data; incidents
    MANAGE_MEMBERS = "manage-members"
    CHANGE_SETTINGS = "change-settings"
    MANAGE_KEYS = "manage-keys"
    ADD_CLIENTS = "add-clients"
    ASSIGN = "assign"  # people of the provider to clients
    RECORD_AUTHORITY = "record-authority"  # the client's written instruction to scan
    BREAK_GLASS = "break-glass"  # reach a client one is not assigned to, with a reason, for a while
    OFF_BOARD = "off-board"
    USE_API = "use-api"


_SEE_ALL = frozenset(
    {
        Permission.SEE_OWN,
        Permission.SIGN_OWN,
        Permission.SEE_TABLE,
        Permission.SEE_FINDINGS,
        Permission.SEE_STORES,
        Permission.SEE_MEMBERS,
        Permission.SEE_ACCESS,
        Permission.SEE_ALERTS,
        Permission.SEE_SETTINGS,
        Permission.SEE_EVIDENCE,
        Permission.EXPORT,
    }
)
_WORK = frozenset(
    {
        Permission.DECIDE_FINDINGS,
        Permission.SCAN,
        Permission.MANAGE_STORES,
        Permission.DECLARE,
        Permission.WRITE_NOTICES,
        Permission.DO_TASKS,
        Permission.PROTECT,
        Permission.USE_API,
    }
)

TABLE: dict[Role, frozenset[Permission]] = {
    Role.PROVIDER_OWNER: frozenset(Permission) - {Permission.REVIEW},
    Role.LEAD: (
        _SEE_ALL
        | _WORK
        | {
            Permission.SEE_CLIENTS,
            Permission.HANDLE_REQUESTS,
            Permission.MANAGE_MEMBERS,
            Permission.CHANGE_SETTINGS,
            Permission.ADD_CLIENTS,
            Permission.ASSIGN,
            Permission.RECORD_AUTHORITY,
            Permission.BREAK_GLASS,
            Permission.SEE_PRIVILEGED,
        }
    ),
    Role.TECHNICIAN: (_SEE_ALL - {Permission.SEE_ACCESS})
    | _WORK
    | {Permission.SEE_CLIENTS, Permission.RECORD_AUTHORITY, Permission.BREAK_GLASS},
    Role.PROVIDER_AUDITOR: _SEE_ALL | {Permission.SEE_CLIENTS},
    Role.CLIENT_OWNER: _SEE_ALL
    | _WORK
    | {
        Permission.HANDLE_REQUESTS,
        Permission.MANAGE_MEMBERS,
        Permission.CHANGE_SETTINGS,
        Permission.MANAGE_KEYS,
        Permission.RECORD_AUTHORITY,
        Permission.RECORD_REVIEW,
        Permission.SEE_PRIVILEGED,
        Permission.OFF_BOARD,
    },
    Role.PRIVACY_PERSON: _SEE_ALL
    | _WORK
    | {Permission.HANDLE_REQUESTS, Permission.MANAGE_MEMBERS, Permission.RECORD_AUTHORITY},
    Role.CLIENT_AUDITOR: _SEE_ALL,
    Role.MANAGER: frozenset({Permission.SEE_OWN, Permission.SIGN_OWN, Permission.SEE_TABLE, Permission.SEE_ALERTS}),
    Role.EMPLOYEE: frozenset({Permission.SEE_OWN, Permission.SIGN_OWN}),
    Role.COUNSEL: frozenset(
        {
            Permission.SEE_OWN,
            Permission.SIGN_OWN,
            Permission.SEE_TABLE,
            Permission.SEE_STORES,
            Permission.SEE_EVIDENCE,
            Permission.EXPORT,
            Permission.DO_TASKS,
            Permission.REVIEW,
            Permission.SEE_PRIVILEGED,
        }
    ),
}


# What docs/roles.md says of each role and permission.
ABOUT: dict[Role, str] = {
    Role.PROVIDER_OWNER: "owns the provider; does everything at its clients but review as their counsel",
    Role.LEAD: "leads the provider's technicians; keys and off-boarding stay with the owner",
    Role.TECHNICIAN: "works for the clients that he is assigned to",
    Role.PROVIDER_AUDITOR: "looks at what the provider does, and changes nothing",
    Role.CLIENT_OWNER: "owns the organisation whose data it is",
    Role.PRIVACY_PERSON: "looks after privacy at the client: notices, requests, members",
    Role.CLIENT_AUDITOR: "looks at what is done with the client's data, and changes nothing",
    Role.MANAGER: "sees how the organisation stands, and what alerts say; where data lies, no",
    Role.EMPLOYEE: "reads and signs notices, and asks about data of her own",
    Role.COUNSEL: "reviews notices and rules; sees what that takes, and no finding",
}
MEANS: dict[Permission, str] = {
    Permission.SEE_OWN: "one's own notices, sign-offs and requests",
    Permission.SIGN_OWN: "sign what one is told oneself, decline to, ask about it",
    Permission.SEE_TABLE: "Held, Told, Secured, with reasons and evidence",
    Permission.SEE_FINDINGS: "where a value lies; never the value",
    Permission.SEE_STORES: "data stores, devices, coverage, scans",
    Permission.SEE_MEMBERS: "who belongs to it, in which role",
    Permission.SEE_ACCESS: "who could, and did, open its data",
    Permission.SEE_ALERTS: "alerts",
    Permission.SEE_SETTINGS: "settings",
    Permission.SEE_EVIDENCE: "the log",
    Permission.SEE_CLIENTS: "all clients of a provider by name; more of those that one is assigned to",
    Permission.EXPORT: "take a copy away; each one is noted",
    Permission.DECIDE_FINDINGS: "confirm and dismiss findings",
    Permission.SCAN: "start scans",
    Permission.MANAGE_STORES: "places, sites, devices",
    Permission.DECLARE: "activities, facts, rosters, paper",
    Permission.WRITE_NOTICES: "draft and publish notices",
    Permission.DO_TASKS: "assign tasks, date them, close them with evidence; counsel, those that are counsel's",
    Permission.REVIEW: "decide as counsel on rules, notices and questions; release what is privileged",
    Permission.RECORD_REVIEW: "note what counsel decided, from a file or a signed paper; make a packet for counsel",
    Permission.SEE_PRIVILEGED: "what counsel was asked and decided, and why; of a provider only whom counsel let in",
    Permission.PROTECT: "seal, move, redact, erase",
    Permission.HANDLE_REQUESTS: "requests of people about their data; incidents",
    Permission.MANAGE_MEMBERS: "add, change and end members, of roles that one may give",
    Permission.CHANGE_SETTINGS: "change settings",
    Permission.MANAGE_KEYS: "rotate keys, make recovery kits",
    Permission.ADD_CLIENTS: "add clients of a provider",
    Permission.ASSIGN: "assign the provider's people to clients",
    Permission.RECORD_AUTHORITY: "record the client's written instruction to scan, and its withdrawal",
    Permission.BREAK_GLASS: "reach a client one is not assigned to, with a reason, for a while",
    Permission.OFF_BOARD: "hand everything over, and destroy the keys",
    Permission.USE_API: "make tokens for programs, of less than one may oneself",
}


def may(role: Role, permission: Permission) -> bool:
    """Whether a role has a permission."""
    return permission in TABLE[role]


# Whom a role may make a member, change and end. Nobody gives what would let him take more than he has: a lead makes no
# owner, for an owner's keys and off-boarding would then be his by a second account.
GRANTS: dict[Role, frozenset[Role]] = {
    Role.PROVIDER_OWNER: frozenset(Role),
    Role.LEAD: frozenset(
        {
            Role.TECHNICIAN,
            Role.PROVIDER_AUDITOR,
            Role.PRIVACY_PERSON,
            Role.CLIENT_AUDITOR,
            Role.MANAGER,
            Role.EMPLOYEE,
            Role.COUNSEL,
        }
    ),
    Role.CLIENT_OWNER: frozenset(CLIENT_ROLES),
    Role.PRIVACY_PERSON: frozenset(
        {Role.PRIVACY_PERSON, Role.CLIENT_AUDITOR, Role.MANAGER, Role.EMPLOYEE, Role.COUNSEL}
    ),
}


def may_grant(by: Role, role: Role) -> bool:
    """Whether one may make somebody a member with a role, change one who has it, and end her membership.

    >>> may_grant(Role.CLIENT_OWNER, Role.COUNSEL), may_grant(Role.LEAD, Role.CLIENT_OWNER)
    (True, False)
    """
    return may(by, Permission.MANAGE_MEMBERS) and role in GRANTS.get(by, frozenset())


# Who handles them sees them: there is no permission to see them alone.
SEEN_BY_WHO_ACTS = frozenset({Permission.HANDLE_REQUESTS})
READING = frozenset({each for each in Permission if each.value.startswith("see-")} | {Permission.EXPORT})


def may_change_something(role: Role) -> bool:
    """Whether a role may do more than look and take a copy.

    >>> [role.value for role in Role if not may_change_something(role)]
    ['provider-auditor', 'client-auditor', 'manager', 'employee']
    """
    return bool(
        TABLE[role] - READING - {Permission.SIGN_OWN}
    )  # one's own statement changes nothing of the organisation


_FORMER = {"owner": Role.CLIENT_OWNER, "reader": Role.CLIENT_AUDITOR}  # as stores and backups of before say it


def role_of(text: str) -> Role:
    """The role that a row names, also a row of an older store.

    >>> role_of("reader"), role_of("lead")
    (<Role.CLIENT_AUDITOR: 'client-auditor'>, <Role.LEAD: 'lead'>)
    """
    return _FORMER.get(text) or Role(text)
