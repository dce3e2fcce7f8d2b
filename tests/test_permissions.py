"""Who may do what, written out by hand beside the table in code: a cell that moves has to be moved here, too, with its reason."""

from __future__ import annotations

import pytest

from bailee import permissions
from bailee.permissions import CLIENT_ROLES, PROVIDER_ROLES, READING, TABLE, Permission, Role, may, may_grant

ROLES = (
    Role.PROVIDER_OWNER,
    Role.LEAD,
    Role.TECHNICIAN,
    Role.PROVIDER_AUDITOR,
    Role.CLIENT_OWNER,
    Role.PRIVACY_PERSON,
    Role.CLIENT_AUDITOR,
    Role.MANAGER,
    Role.EMPLOYEE,
    Role.COUNSEL,
)
#                    owner lead tech audit | client privacy audit manager employee counsel
TOLD = """
see-own               x    x    x    x       x      x       x     x       x        x
sign-own              x    x    x    x       x      x       x     x       x        x
see-table             x    x    x    x       x      x       x     x       -        x
see-findings          x    x    x    x       x      x       x     -       -        -
see-stores            x    x    x    x       x      x       x     -       -        x
see-members           x    x    x    x       x      x       x     -       -        -
see-access            x    x    -    x       x      x       x     -       -        -
see-alerts            x    x    x    x       x      x       x     x       -        -
see-settings          x    x    x    x       x      x       x     -       -        -
see-evidence          x    x    x    x       x      x       x     -       -        x
see-clients           x    x    x    x       -      -       -     -       -        -
export                x    x    x    x       x      x       x     -       -        x
decide-findings       x    x    x    -       x      x       -     -       -        -
scan                  x    x    x    -       x      x       -     -       -        -
manage-stores         x    x    x    -       x      x       -     -       -        -
declare               x    x    x    -       x      x       -     -       -        -
write-notices         x    x    x    -       x      x       -     -       -        -
do-tasks              x    x    x    -       x      x       -     -       -        x
review                -    -    -    -       -      -       -     -       -        x
record-review         x    -    -    -       x      -       -     -       -        -
see-privileged        x    x    -    -       x      -       -     -       -        x
protect               x    x    x    -       x      x       -     -       -        -
handle-requests       x    x    -    -       x      x       -     -       -        -
manage-members        x    x    -    -       x      x       -     -       -        -
change-settings       x    x    -    -       x      -       -     -       -        -
manage-keys           x    -    -    -       x      -       -     -       -        -
add-clients           x    x    -    -       -      -       -     -       -        -
assign                x    x    -    -       -      -       -     -       -        -
record-authority      x    x    x    -       x      x       -     -       -        -
break-glass           x    x    x    -       -      -       -     -       -        -
off-board             x    -    -    -       x      -       -     -       -        -
use-api               x    x    x    -       x      x       -     -       -        -
"""
SURPRISING = {
    (Role.PROVIDER_OWNER, Permission.REVIEW, False): "who owns the provider is not the client's lawyer",
    (Role.CLIENT_OWNER, Permission.REVIEW, False): "nobody reviews as counsel what he writes himself",
    (Role.PRIVACY_PERSON, Permission.RECORD_REVIEW, False): "who writes notices does not note that they were reviewed",
    (
        Role.PRIVACY_PERSON,
        Permission.SEE_PRIVILEGED,
        False,
    ): "counsel advises the owner; each reader more is a risk to it",
    (Role.LEAD, Permission.SEE_PRIVILEGED, True): "at a client only where counsel let him in, by name",
    (Role.TECHNICIAN, Permission.SEE_ACCESS, False): "who is watched does not see how closely",
    (
        Role.TECHNICIAN,
        Permission.BREAK_GLASS,
        True,
    ): "the one on call at night is a technician; it is seen by the client",
    (Role.TECHNICIAN, Permission.RECORD_AUTHORITY, True): "he has the signed paper in his hand when he stands there",
    (Role.TECHNICIAN, Permission.HANDLE_REQUESTS, False): "what a person asks about herself is the privacy person's",
    (Role.LEAD, Permission.MANAGE_KEYS, False): "a key that a lead may make is a client that a lead may leave with",
    (Role.LEAD, Permission.OFF_BOARD, False): "destroying keys cannot be taken back",
    (Role.PROVIDER_AUDITOR, Permission.BREAK_GLASS, False): "an auditor is let in, and lets himself in nowhere",
    (Role.PROVIDER_AUDITOR, Permission.EXPORT, True): "an audit ends in a copy; each one is noted",
    (Role.PRIVACY_PERSON, Permission.MANAGE_MEMBERS, True): "she invites counsel and employees; owners she makes none",
    (Role.PRIVACY_PERSON, Permission.CHANGE_SETTINGS, False): "settings cost money and are the owner's",
    (Role.COUNSEL, Permission.SEE_FINDINGS, False): "a review takes categories and places, and no file",
    (Role.COUNSEL, Permission.SEE_EVIDENCE, True): "what was done, and when, is what counsel is asked about",
    (Role.MANAGER, Permission.SEE_FINDINGS, False): "a manager has no business with whose file holds what",
    (Role.CLIENT_AUDITOR, Permission.SIGN_OWN, True): "an auditor on the roster is told what is held about him, too",
    (Role.EMPLOYEE, Permission.SEE_TABLE, False): "how the firm stands is not told to everybody in it",
    (Role.CLIENT_OWNER, Permission.SEE_CLIENTS, False): "a client does not learn who else its provider works for",
    (Role.CLIENT_OWNER, Permission.OFF_BOARD, True): "whose data it is may have it back",
}
ROWS = [line.split() for line in TOLD.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_role_may_what_is_written_here_and_nothing_else(row: list[str]) -> None:
    permission, *cells = row
    told = {role.value: cell == "x" for role, cell in zip(ROLES, cells, strict=True)}
    assert {role.value: may(role, Permission(permission)) for role in ROLES} == told


def test_every_role_and_permission_is_written_here() -> None:
    assert set(ROLES) == set(Role) == set(PROVIDER_ROLES) | set(CLIENT_ROLES)
    assert [row[0] for row in ROWS] == [permission.value for permission in Permission]


@pytest.mark.parametrize(("role", "permission", "told"), SURPRISING, ids=lambda each: getattr(each, "value", str(each)))
def test_what_surprises_has_a_reason(role: Role, permission: Permission, told: bool) -> None:
    assert may(role, permission) is told, SURPRISING[role, permission, told]


def test_who_only_looks_changes_nothing() -> None:
    only_looking = {role for role in Role if TABLE[role] <= READING | {Permission.SIGN_OWN}}
    assert only_looking == {Role.PROVIDER_AUDITOR, Role.CLIENT_AUDITOR, Role.MANAGER, Role.EMPLOYEE}


@pytest.mark.parametrize("by", Role)
def test_nobody_gives_a_role_that_may_more_than_his_own_but_what_is_counsel_s(by: Role) -> None:
    counsels = {Permission.REVIEW, Permission.SEE_PRIVILEGED}
    for role in Role:
        if may_grant(by, role):
            assert TABLE[role] - counsels - {Permission.SEE_CLIENTS} <= TABLE[by], role


def test_who_may_make_no_members_makes_none() -> None:
    assert {by for by in Role if any(may_grant(by, role) for role in Role)} == {
        Role.PROVIDER_OWNER,
        Role.LEAD,
        Role.CLIENT_OWNER,
        Role.PRIVACY_PERSON,
    }


def test_every_role_and_permission_is_explained() -> None:
    assert set(permissions.ABOUT) == set(Role) and set(permissions.MEANS) == set(Permission)
