"""A token does less than its member, for a while, and is refused at once when she says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from api.asking import Api
from api.conftest import Served
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.manage_tokens import create_token, revoke_token
from bailee.permissions import Permission, Role
from bailee.store import database, models, tokens
from bailee.store.organisations import add_member
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace


def test_who_am_i_names_the_token_and_what_it_may_do(served: Served, alice: Api) -> None:
    told = alice.get("/me").json
    assert told["account"] is None and [each["member"] for each in told["organisations"]] == ["alice"]
    assert "see-findings" in told["organisations"][0]["permissions"]


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer bailee_", "Bearer {token}x", "Basic {token}", "bearer  x y"])
def test_what_is_no_token_is_refused_in_the_same_words(served: Served, alice: Api, sent: str) -> None:
    answer = served.nobody.get("/me", Authorization=sent.format(token=alice.token))
    assert answer.status == 401 and answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json["detail"] == "This is no token of this server."


def test_a_token_with_right_check_digits_that_nobody_made_is_refused(served: Served) -> None:
    assert Api(served.server.port, tokens.new_token()).get("/me").status == 401


def test_a_token_is_kept_nowhere(served: Served, alice: Api) -> None:
    database.disconnect(served.world.home)
    kept = b"".join(path.read_bytes() for path in served.world.home.rglob("*") if path.is_file())
    assert alice.token.encode() not in kept and alice.token[7:-6].encode() not in kept


def test_a_token_may_only_what_it_was_given(served: Served) -> None:
    table_only = served.api(served.world.alice, [Permission.SEE_TABLE])
    assert table_only.get("findings").status == 403
    assert "see-findings" in table_only.get("findings").json["detail"]
    assert table_only.get("obligations").status == 200


def test_a_member_gives_no_more_than_she_has(served: Served) -> None:
    with pytest.raises(NotAllowed, match="may not use api"):
        create_token([served.world.bob], "his", [Permission.SEE_TABLE], days=1)
    with pytest.raises(NotAllowed, match="may not review"):
        create_token([served.world.alice], "hers", [Permission.REVIEW], days=1)
    with pytest.raises(InvalidInput, match="1 to 365 days"):
        create_token([served.world.alice], "hers", [Permission.SEE_TABLE], days=366)


def test_a_revoked_token_is_refused_with_the_next_request(served: Served) -> None:
    api = served.api(served.world.alice)
    (ident,) = (api.get("/me").json["token"]["ident"],)
    revoke_token([served.world.alice], ident)
    assert api.get("/me").status == 401 and api.get("/me").json["detail"] == "This token was revoked."


def test_a_token_can_end_itself_and_no_other_members(served: Served, alice: Api) -> None:
    api, other = served.api(served.world.alice, [Permission.SEE_TABLE]), served.api(served.world.charlie)
    theirs = other.get("/me").json["token"]["ident"]
    assert api.ask("DELETE", f"tokens/{theirs}").status == 404 and other.get("/me").status == 200
    assert api.ask("DELETE", f"tokens/{api.get('/me').json['token']['ident']}").status == 204
    assert api.get("/me").status == 401


def test_an_expired_token_is_refused(served: Served) -> None:
    api = served.api(served.world.alice)
    ident = api.get("/me").json["token"]["ident"]
    rows = models.ApiToken.objects.using(served.world.alice.alias).filter(ident=ident)
    rows.update(expires_at=now() - timedelta(seconds=1))
    assert api.get("/me").json["detail"] == "This token has expired."


def test_a_token_does_not_outlive_the_role_of_its_member(served: Served) -> None:
    world = served.world
    ident = world.alice.add_member("Tess", Role.PRIVACY_PERSON)
    tess = type(world.alice)(world.home, world.alice.organisation, ident)
    api = served.api(tess)
    assert api.get("findings").status == 200
    world.alice.change_role(ident, Role.CLIENT_AUDITOR)
    assert api.get("findings").status == 401  # an auditor has no token
    world.alice.change_role(ident, Role.PRIVACY_PERSON)
    assert api.get("findings").status == 200
    world.alice.end_member(ident)
    assert api.get("findings").status == 401


def test_a_token_of_two_organisations_is_of_one_account_and_ends_in_both(served: Served) -> None:
    world = served.world
    with pytest.raises(NotAllowed, match="one account"):
        create_token([world.alice, world.charlie], "both", [Permission.SEE_TABLE], days=1)
    both = []
    for workspace in (world.alice, world.charlie):
        add_member(world.home, workspace.organisation, "vic", role=Role.PRIVACY_PERSON, account="1a2b3c4d5e6f7081")
        both.append(Workspace(world.home, workspace.organisation, "vic"))
    made = create_token(both, "both", [Permission.SEE_STORES], days=1)
    api = Api(served.server.port, made.token)
    assert {each["member"] for each in api.get("/me").json["organisations"]} == {"vic"}
    assert [api.get(f"/organisations/{each.organisation}/places").status for each in both] == [200, 200]
    assert [api.get(f"/organisations/{each.organisation}/findings").status for each in both] == [403, 403]
    revoke_token(both[:1], made.ident)
    assert api.get("/me").status == 401


def test_a_token_that_asks_too_often_is_told_to_wait(served: Served) -> None:
    api = served.api(served.world.alice)
    ident = api.get("/me").json["token"]["ident"]
    minute = int(now().timestamp()) // 60
    rows = models.ApiToken.objects.using(served.world.alice.alias).filter(ident=ident)
    for window in (minute, minute + 1):  # whichever it is by then
        rows.update(used=600, window=window)
        answer = api.get("/me")
        if answer.status == 429:
            break
    assert answer.status == 429 and answer.headers["retry-after"] == "60"


def test_what_takes_long_to_answer_counts_as_many_requests(served: Served) -> None:
    api = served.api(served.world.alice)
    ident = api.get("/me").json["token"]["ident"]
    rows = models.ApiToken.objects.using(served.world.alice.alias).filter(ident=ident)
    for month in (1, 2, 3):  # once more where the minute turned meanwhile: counts begin anew with it
        minute = int(now().timestamp()) // 60
        for day in range(1, 7):
            assert api.get(f"status?on=2026-{month:02d}-{day:02d}").status == 200
        used = rows.values_list("used", flat=True).get()
        if int(now().timestamp()) // 60 == minute:
            break
    assert used > 8  # six requests with a table each
    assert api.get("status?on=2099-01-01").status == 422
