"""Alerts: raised once, seen, settled by themselves, each organisation's own, and mailed to who wants them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.look_for_alerts import look_for_alerts, look_where_due
from bailee.operations.mail_alerts import tell
from bailee.permissions import Role
from bailee.store import jobs, models
from bailee.store.mail import Server
from bailee.store.rows.alerts import ByMail, Found
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.vocabulary import Severity
from world import World

MISSED = Found(
    "schedule-missed", "schedule-1", Severity.MEDIUM, "A scheduled scan did not run", "It was due.", "See to it."
)
GLASS = Found("glass-broken", "mei", Severity.SEVERE, "Mei opened your data", "At night.", "Read why.")
SORTS = ["schedule-missed", "glass-broken"]


def test_a_cause_is_raised_once_and_settles_itself(world: World) -> None:
    first = world.alice.settle_alerts([MISSED], looked_for=SORTS)
    assert len(first) == 1 and world.alice.settle_alerts([MISSED], looked_for=SORTS) == ()
    assert world.alice.waiting_alerts() == 1
    world.alice.settle_alerts([], looked_for=["glass-broken"])  # of another sort: it stays
    assert world.alice.waiting_alerts() == 1
    world.alice.settle_alerts([], looked_for=SORTS)
    assert world.alice.waiting_alerts() == 0 and world.alice.alerts() == ()
    (settled,) = world.alice.alerts(past=True)
    assert (settled.ident, settled.title) == (first[0], MISSED.title) and not settled.is_open


def test_what_comes_back_is_news_again(world: World) -> None:
    for found in ([MISSED], [], [MISSED]):
        world.alice.settle_alerts(found, looked_for=SORTS)
    assert world.alice.waiting_alerts() == 1 and len(world.alice.alerts(past=True)) == 1


def test_an_alert_that_somebody_knows_of_stays_and_is_not_counted(world: World) -> None:
    (ident,) = world.alice.settle_alerts([MISSED], looked_for=SORTS)
    with pytest.raises(NotAllowed):
        world.bob.see_alert(ident)  # who audits changes nothing
    world.alice.see_alert(ident)
    world.alice.see_alert(ident)
    (alert,) = world.alice.alerts()
    assert (alert.seen_by, alert.is_open, world.alice.waiting_alerts()) == ("alice", True, 0)
    assert [row.action for row in world.alice.evidence()[0]].count("alert-seen") == 1
    with pytest.raises(InvalidInput):
        world.charlie.see_alert(ident)


def test_nobody_says_that_an_alert_about_herself_is_known(world: World) -> None:
    pat = Workspace(world.home, world.alice.organisation, world.alice.add_member("Pat", Role.PRIVACY_PERSON))
    (ident,) = world.alice.settle_alerts([replace(GLASS, about="pat 2026-11-25T23:10:00")], looked_for=SORTS)
    with pytest.raises(InvalidInput, match="what you did"):
        pat.see_alert(ident)
    assert world.alice.waiting_alerts() == 1
    world.alice.see_alert(ident)
    assert world.alice.waiting_alerts() == 0


def test_alerts_are_an_organisations_own_and_nothing_of_them_lies_readable(world: World) -> None:
    world.alice.settle_alerts([GLASS], looked_for=SORTS)
    assert (world.charlie.waiting_alerts(), world.charlie.alerts()) == (0, ())
    with world.alice._reading():
        row = world.alice._rows(models.AlertEvent).get()
    assert b"Mei" not in bytes(row.says)


def test_an_owner_is_told_once_a_day_and_of_what_is_severe_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, address = Server("mail.example.org", 587, "bailee@example.org"), "https://privacy.example.org"
    _sign_in(world, monkeypatch, {"alice": "pat@example.org"})
    world.alice.settle_alerts([MISSED], looked_for=SORTS)
    assert tell(world.alice, server, address) == 1
    assert tell(world.alice, server, address) == 0
    other = replace(MISSED, about="schedule-2")
    world.alice.settle_alerts([MISSED, other], looked_for=SORTS)
    assert tell(world.alice, server, address) == 0  # told today already
    assert tell(world.alice, server, address, now() + timedelta(days=1)) == 1
    world.alice.settle_alerts([MISSED, other, GLASS], looked_for=SORTS)
    assert tell(world.alice, server, address) == 1  # severe: at once
    subject, text = _mails(world)[-1]
    assert "Mei opened your data" in subject
    assert f"{address}/o/{world.alice.organisation}/alerts/" in text


def test_who_wants_no_mail_gets_none_and_a_reader_may_choose(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _sign_in(world, monkeypatch, {"alice": "pat@example.org", "bob": "bob@example.org"})
    world.alice.choose_alert_mail(ByMail.PAGE)
    world.bob.choose_alert_mail(ByMail.SEVERE)
    world.alice.settle_alerts([MISSED], looked_for=SORTS)
    assert tell(world.alice, Server("mail.example.org", 587, "bailee@example.org"), "") == 0
    world.alice.settle_alerts([MISSED, GLASS], looked_for=SORTS)
    assert tell(world.alice, Server("mail.example.org", 587, "bailee@example.org"), "") == 1
    (mail,) = _mails(world)
    assert "Mei" in mail[0] and "scheduled" not in mail[1]  # she wants severe ones alone
    assert tell(world.alice, None, "") == 0


def test_a_look_raises_the_recovery_key_and_settles_it_once_it_is_carried_away(world: World) -> None:
    from bailee.keys import recovery_files

    later = now() + timedelta(days=3)
    look_for_alerts(world.alice, later)
    assert [each.sort for each in world.alice.alerts()] == ["recovery-file-here"]
    for path in recovery_files(world.home):
        path.unlink()
    assert look_for_alerts(world.alice, later) == ()
    assert world.alice.alerts() == ()


def test_a_worker_looks_where_something_changed_and_else_once_an_hour(world: World) -> None:
    assert look_where_due(world.home) == 2  # both organisations, for nobody ever looked
    assert look_where_due(world.home) == 0  # they wait already
    assert {job.task for job in jobs.list(world.home, world.alice)} == {"alerts"}


def test_of_a_client_without_an_owner_whoever_sees_most_looks(world: World) -> None:
    with world.alice._seeing():
        world.alice._rows(models.Member).filter(ident="alice").update(ended_at=now())
    look_where_due(world.home)
    assert jobs.list(world.home, world.bob)[0].by == "bob" and world.bob.role is Role.CLIENT_AUDITOR


def _sign_in(world: World, monkeypatch: pytest.MonkeyPatch, emails: dict[str, str]) -> None:
    """Accounts stand in tables of the pages, which a store of its own does not have."""
    with world.alice._seeing():
        for member in emails:
            world.alice._rows(models.Member).filter(ident=member).update(account=f"account-{member}")
    known = {f"account-{member}": email for member, email in emails.items()}
    monkeypatch.setattr("bailee.operations.mail_alerts.email_of", lambda _home, account: known.get(account, ""))


def _mails(world: World) -> list[tuple[str, str]]:
    with world.alice._reading():
        rows = list(world.alice._rows(models.MailMessage).order_by("pk"))
    read = [world.alice._decrypted("mail_message.content", row.content) for row in rows]
    return [(each["subject"], each["text"]) for each in read]
