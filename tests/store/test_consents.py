"""Consent in the store: frozen forms, what people say to each purpose, appended; on both databases."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from bailee.consents.records import Act, Form, Purpose, State
from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.operations.ask_consent import (
    check_consent,
    list_lines,
    make_form,
    note_consent,
    receipt_of,
    rest_on,
    say_own,
    withdraw,
)
from bailee.operations.declare_activity import declare_organisation
from bailee.operations.declare_roster import fingerprints
from bailee.operations.link_consent import NoCode, list_links, revoke_link, send_page
from bailee.operations.verify_evidence import verify_evidence
from bailee.rosters import Details
from bailee.store.asking import standing_at
from bailee.store.consent_links import open_page, was_revoked
from bailee.store.mail import Server
from bailee.store.rows.roster import RosterDraft
from bailee.vocabulary import LawfulBasis, SubjectCategory
from simulators.mail_server import mail_server
from world import World

TODAY = datetime.now(UTC).astimezone().date()
LATER = TODAY + timedelta(days=400)
PURPOSES = (
    Purpose("web-site", "Your photograph on our web site", ("camera-footage",), "whoever visits it"),
    Purpose("newspaper", "Your photograph in the town's newspaper"),
)


@pytest.fixture
def form(world: World) -> Form:
    printed = fingerprints(world.alice, "Pat Doe", "pat@example.org")
    world.alice.add_roster_person(
        "Pat Doe", SubjectCategory.EMPLOYEE, email="pat@example.org", number="7", fingerprints=printed
    )
    made, is_new = make_form(
        world.alice, "staff-photos", "Photographs of staff", PURPOSES, SubjectCategory.EMPLOYEE, days=365
    )
    assert is_new and made.version == 1
    return made


def token_of(world: World, who: str = "pat@example.org", **told: Any) -> str:
    """The secret of a link that is handed over."""
    made = send_page(world.alice, who, "staff-photos", address="http://here", server=None, **told)
    return made.link.split("/")[-2]


def stands(world: World, who: str = "pat@example.org", purpose: str = "web-site", on: date = TODAY) -> State:
    return check_consent(world.alice, who, "staff-photos", purpose, on=on).standing.state


def test_each_purpose_is_agreed_to_by_itself_and_ends_by_itself(world: World, form: Form) -> None:
    note_consent(
        world.alice, "pat@example.org", form, {"web-site": Act.GIVEN, "newspaper": Act.REFUSED}, how="paper", on=TODAY
    )
    assert (stands(world), stands(world, purpose="newspaper")) == (State.GIVEN, State.REFUSED)
    assert stands(world, on=LATER) is State.EXPIRED  # the form says: for a year
    withdraw(world.alice, "pat@example.org", "staff-photos", [], how="spoken", on=TODAY)
    assert (stands(world), stands(world, purpose="newspaper")) == (State.WITHDRAWN, State.REFUSED)


@pytest.fixture
def evening(world: World, form: Form, monkeypatch: pytest.MonkeyPatch) -> Iterator[date]:
    """Half past eight in New York; by UTC it is the next day."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    with standing_at(datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(days=1, hours=1, minutes=30)):
        yield TODAY
    monkeypatch.undo()
    time.tzset()


def test_what_is_said_in_the_evening_counts_at_once(world: World, form: Form, evening: date) -> None:
    note_consent(world.alice, "7", form, {"web-site": Act.GIVEN}, how="spoken", on=evening)
    assert stands(world, on=evening) is State.GIVEN
    withdraw(world.alice, "7", "staff-photos", [], how="recorded-call", on=evening)  # during a call: from now on
    assert stands(world, on=evening) is State.WITHDRAWN
    declare_organisation(world.alice, facts={"has_cctv": True})
    assert world.alice.facts(evening)["has_cctv"] is True


def test_a_person_is_the_same_by_address_number_and_ident_and_others_are_not(world: World, form: Form) -> None:
    note_consent(world.alice, "7", form, {"web-site": Act.GIVEN}, how="paper", on=TODAY)
    ident = world.alice.person_named("7")
    assert ident and [stands(world, who) for who in ("PAT@example.org", ident, "7")] == [State.GIVEN] * 3
    assert stands(world, "kim@example.org") is State.NEVER_ASKED
    note_consent(world.alice, "Kim Roe, a caller", form, {"web-site": Act.GIVEN}, how="recorded-call", on=TODAY)
    assert stands(world, "kim roe,  a CALLER") is State.GIVEN


def test_what_was_shown_is_proven_by_its_hash_also_after_the_words_changed(world: World, form: Form) -> None:
    note_consent(world.alice, "7", form, {"web-site": Act.GIVEN}, how="paper", on=TODAY)
    newer, _ = make_form(world.alice, "staff-photos", "Photographs", PURPOSES, SubjectCategory.EMPLOYEE, days=365)
    same, is_new = make_form(world.alice, "staff-photos", "Photographs", PURPOSES, SubjectCategory.EMPLOYEE, days=365)
    assert newer.version == same.version == 2 and not is_new and newer.sha256 != form.sha256
    event = check_consent(world.alice, "7", "staff-photos", "web-site", on=TODAY).standing.event
    assert event is not None and event.shown == form.sha256 == world.alice.consent_form("staff-photos", 1).sha256


def test_on_another_basis_nobody_is_asked_and_nothing_given_counts(world: World, form: Form) -> None:
    note_consent(world.alice, "7", form, {"web-site": Act.GIVEN}, how="paper", on=TODAY)
    made = rest_on(world.alice, "staff-photos", LawfulBasis.LEGITIMATE_INTERESTS, "a badge shows a face", on=TODAY)
    assert not check_consent(world.alice, "7", "staff-photos", "web-site", on=TODAY).is_given
    with pytest.raises(InvalidInput, match="asks for no consent"):
        note_consent(world.alice, "7", made, {"web-site": Act.GIVEN}, how="paper", on=TODAY)
    with pytest.raises(InvalidInput, match="basis it rests on"):
        rest_on(world.alice, "staff-photos", LawfulBasis.CONSENT, "x", on=TODAY)


@pytest.mark.parametrize(
    "acts, how, said",
    [
        ({}, "paper", "to which purpose"),
        ({"tatoo": Act.GIVEN}, "paper", "no purpose"),
        ({"web-site": Act.GIVEN}, "telepathy", "no way to say it"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    world: World, form: Form, acts: dict[str, Act], how: str, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        note_consent(world.alice, "7", form, acts, how=how, on=TODAY)
    assert world.alice.consent_principals() == 0


def test_only_what_is_given_can_be_taken_back(world: World, form: Form) -> None:
    with pytest.raises(InvalidInput, match="nothing of that is given"):
        withdraw(world.alice, "7", "staff-photos", ["web-site"], how="spoken", on=TODAY)


def test_the_log_names_nobody_and_holds(world: World, form: Form) -> None:
    record = note_consent(world.alice, "pat@example.org", form, {"web-site": Act.GIVEN}, how="paper", on=TODAY)
    rows, _ = world.alice.evidence()
    (row,) = [each for each in rows if each.subject == f"consent-{record}"]
    told = json.loads(row.details)
    assert told["sha256"] == form.sha256 and told["said"] == {"web-site": "given"} and "pat" not in row.details
    assert verify_evidence(world.home).ok


def test_what_was_said_is_neither_changed_nor_deleted(world: World, form: Form) -> None:
    from bailee.store import models

    note_consent(world.alice, "7", form, {"web-site": Act.GIVEN}, how="paper", on=TODAY)
    with pytest.raises((DatabaseError, CannotRead)), world.alice.transaction():
        models.ConsentEvent.objects.using(world.alice.alias).filter(purpose="web-site").update(act="refused")
    with pytest.raises((DatabaseError, CannotRead)), world.alice.transaction():
        models.ConsentEvent.objects.using(world.alice.alias).filter(purpose="web-site").delete()
    assert stands(world) is State.GIVEN


def test_bob_notes_nothing_and_charlie_sees_nothing(world: World, form: Form) -> None:
    with pytest.raises(NotAllowed):
        note_consent(world.bob, "7", form, {"web-site": Act.GIVEN}, how="paper", on=TODAY)
    note_consent(world.alice, "7", form, {"web-site": Act.GIVEN}, how="paper", on=TODAY)
    assert len(list_lines(world.bob)) == 1 and list_lines(world.charlie) == ()
    with pytest.raises(InvalidInput, match="no form"):
        check_consent(world.charlie, "7", "staff-photos", "web-site", on=TODAY)


def test_a_link_opens_one_persons_page_and_her_word_counts(world: World, form: Form) -> None:
    token = token_of(world)
    page = open_page(world.home, token)
    assert page is not None and page.link.principal.name == "Pat Doe"
    assert stands(world) is State.NEVER_ASKED  # opening it says nothing
    say_own(page.workspace, page.link.principal, form, {"web-site": Act.GIVEN}, on=TODAY)
    assert stands(world) is State.GIVEN
    say_own(page.workspace, page.link.principal, form, {"web-site": Act.WITHDRAWN}, on=TODAY)
    assert stands(world) is State.WITHDRAWN
    with pytest.raises(NotAllowed):
        list_lines(page.workspace)
    with pytest.raises(NotAllowed):
        note_consent(page.workspace, "7", form, {"web-site": Act.GIVEN}, how="paper", on=TODAY)
    assert open_page(world.home, token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert open_page(world.home, f"{world.charlie.organisation_id}-{token.partition('-')[2]}") is None


def test_a_revoked_link_opens_nothing_says_so_and_stands_in_the_log(world: World, form: Form) -> None:
    token = token_of(world)
    (link,) = list_links(world.alice, "staff-photos")
    with pytest.raises(NotAllowed):
        revoke_link(world.bob, link.ident)
    page = open_page(world.home, token)
    assert page is not None and not was_revoked(world.home, token)
    say_own(page.workspace, page.link.principal, form, {"web-site": Act.GIVEN}, on=TODAY)
    assert revoke_link(world.alice, link.ident).name == "Pat Doe"
    assert open_page(world.home, token) is None and was_revoked(world.home, token)
    assert stands(world) is State.GIVEN  # what was said by it stays
    for ident, said in ((link.ident, "revoked before"), ("consent-00000000", "no such link")):
        with pytest.raises(InvalidInput, match=said):
            revoke_link(world.alice, ident)
    assert [row.subject for row in world.alice.evidence()[0] if row.action == "consent-link-revoked"] == [link.ident]


def test_a_code_goes_apart_where_it_can_and_where_not_that_is_said(world: World, form: Form) -> None:
    two = Details("Kim Roe", emails=("kim@example.org", "kim@home.example"), number="8")
    world.alice.save_roster([RosterDraft(SubjectCategory.EMPLOYEE, two)])
    with mail_server() as server:
        to = Server("127.0.0.1", server.port, "a@acme.example", security="none")

        def sent(who: str, **told: bool) -> Any:
            return send_page(world.alice, who, "staff-photos", address="http://here", server=to, **told)

        assert sent("8", by_mail=True).no_code is None
        texts = {recipient: message.get_content() for recipient, message in server.taken}
        code = re.findall(r"\d{6}", texts["kim@home.example"])[0]
        token = texts["kim@example.org"].partition("/consent/")[2].partition("/")[0]
        assert code not in texts["kim@example.org"] and "Kim" not in token
        assert sent("7", by_mail=True).no_code is NoCode.ONE_ADDRESS
        by_hand = sent("7", with_code=True)
        assert by_hand.link and by_hand.no_code is None and server.taken[-1][0] == "pat@example.org"
        with pytest.raises(InvalidInput, match="no address"):
            sent("somebody else", with_code=True)
    page = open_page(world.home, token)
    assert page is not None and page.link.asks_code
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert page.workspace.try_consent_code(page.link.ident, wrong) == 4
    assert page.workspace.try_consent_code(page.link.ident, code) is None
    assert [page.workspace.try_consent_code(page.link.ident, wrong) for _ in range(4)] == [3, 2, 1, 0]
    assert page.workspace.try_consent_code(page.link.ident, code) == 0 and open_page(world.home, token) is None


def test_a_receipt_says_what_was_shown_and_how_each_purpose_stands(world: World, form: Form) -> None:
    note_consent(world.alice, "7", form, {"web-site": Act.GIVEN, "newspaper": Act.REFUSED}, how="paper", on=TODAY)
    made: Any = receipt_of(world.alice, world.alice.principal("7"), form, on=TODAY)
    web, news = made["dpv:hasProcess"]
    assert (web["dpv:hasConsentStatus"], news["dpv:hasConsentStatus"]) == ("dpv:ConsentGiven", "dpv:ConsentRefused")
    assert made["dpv:hasNotice"]["bailee:sha256"] == form.sha256
    assert json.loads(json.dumps(made)) == made


def test_three_thousand_records_are_listed_by_pages_and_one_is_checked_at_once(world: World, form: Form) -> None:
    from bailee.store import models
    from bailee.store.rows.base import now

    with world.alice.transaction():
        row = models.ConsentForm.objects.using(world.alice.alias).get(kind="staff-photos")
        name = world.alice._encrypted("consent_event.name", "somebody")
        models.ConsentEvent.objects.using(world.alice.alias).bulk_create(
            [
                models.ConsentEvent(
                    organisation_id=world.alice.organisation_id, record=f"{each:016x}", form=row, principal=f"{each:032x}",
                    name=name, purpose="web-site", act="given", how="paper", at=now(),
                )
                for each in range(3_000)
            ]
        )  # fmt: skip
    assert world.alice.consent_principals("staff-photos") == 3_000
    page = list_lines(world.alice, "staff-photos", start=2_950, count=100)
    assert len(page) == 50
