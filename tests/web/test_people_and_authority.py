"""People, authority, alerts, settings, tokens and off-boarding, as somebody without a script does them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bailee.authority import EVERYWHERE
from bailee.permissions import Role
from bailee.store.organisations import create_organisation
from bailee.store.rows.alerts import Found
from bailee.store.workspace import Workspace
from bailee.vocabulary import Severity
from waiting import until
from web.people import signed_in
from web.serving import Server
from web.test_scans import Person


@dataclass(frozen=True)
class Desk:
    home: Path
    server: Server
    provider: str
    dentist: str
    florist: str
    cookies: dict[str, str]
    asked_again: dict[str, str]

    def person(self, name: str, *, proven: bool = True) -> Person:
        return Person(self.server, (self.cookies if proven else self.asked_again)[name])

    def at(self, organisation: str, member: str) -> Workspace:
        return Workspace(self.home, organisation, member)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Olga's provider: Tess is assigned to nobody; the dentist has an owner of his own; Zoe is of another provider."""
    home = tmp_path_factory.mktemp("people") / "home"
    provider = create_organisation(home, "Olga IT", owner="olga", is_provider=True)
    other = create_organisation(home, "Zoe IT", owner="zoe", is_provider=True)
    olga = Workspace(home, provider, "olga")
    olga.add_member("Tess", Role.TECHNICIAN)
    olga.add_member("Lee", Role.LEAD)
    dentist, florist = olga.add_client("Dentist"), olga.add_client("<b>Florist</b>")
    Workspace(home, dentist, "olga").add_member("Dirk", Role.CLIENT_OWNER)
    olga.close()
    seats = [
        (provider, "olga"),
        (provider, "tess"),
        (dentist, "dirk"),
        (dentist, "olga"),
        (florist, "olga"),
        (other, "zoe"),
    ]
    server = Server(home, works=True)
    try:
        proven, not_proven = signed_in(home, seats, just_proven=True), signed_in(home, seats)
        yield Desk(home, server, provider, dentist, florist, proven, not_proven)
    finally:
        server.close()


def test_a_client_that_one_is_not_assigned_to_is_a_name_until_it_is_opened_with_a_reason(desk: Desk) -> None:
    tess = desk.person("tess")
    assert "Dentist" in tess.get("/people/") and "Open with a reason" in tess.get("/people/")
    tess.get(f"/o/{desk.dentist}/")
    assert tess.status == 404
    page = f"/people/at/{desk.dentist}/"
    tess.get(page)
    assert "in a sentence" in _said(tess, f"{page}open/", reason="why", hours="2")
    assert "at most 24 hours" in _said(tess, f"{page}open/", reason="Files vanished from the share", hours="99")
    tess.get(f"/o/{desk.dentist}/")
    assert tess.status == 404  # nothing half done
    tess.get(page)
    assert tess.post(f"{page}open/", reason="Files vanished from the share", hours="2") == f"/o/{desk.dentist}/"
    assert "Opened by break-glass" in tess.get(f"/o/{desk.dentist}/")
    there = tess.get(page)
    assert "Tess" in there and ">assigned<" not in there, "who may not see how is not told that she was assigned"
    assert "opened with a reason" in desk.person("olga").get(page)
    dirk = desk.person("dirk")
    assert "Files vanished from the share" in dirk.get(f"/o/{desk.dentist}/access/")


def test_somebody_is_assigned_and_the_assignment_ended(desk: Desk) -> None:
    olga, lee = desk.person("olga"), "lee"
    olga.get("/people/")
    assert olga.post("/people/", person=lee, client=desk.dentist) == "/people/"
    assert desk.at(desk.dentist, lee).role is Role.LEAD
    assert "Choose a client" in _said(olga, "/people/", person=lee, client="nobody")
    page = f"/people/at/{desk.dentist}/"
    olga.get(page)
    assert olga.post(f"{page}end/{lee}/") == page
    olga.post(f"{page}end/{lee}/")
    assert olga.status == 422  # ended already


def test_of_another_providers_clients_nothing_is_there(desk: Desk) -> None:
    zoe = desk.person("zoe")
    for path in (f"/people/at/{desk.dentist}/", f"/people/at/{desk.dentist}/leave/"):
        zoe.get(path)
        assert zoe.status == 404, path
    assert "Dentist" not in zoe.get("/people/") + zoe.get("/access/") + zoe.get("/alerts/")


def test_markup_in_a_clients_name_is_text(desk: Desk) -> None:
    olga = desk.person("olga")
    for path in ("/people/", "/access/", f"/people/at/{desk.florist}/", f"/people/at/{desk.florist}/leave/"):
        assert "<b>Florist" not in olga.get(path), path


def test_a_role_is_changed_and_the_last_owner_stays(desk: Desk) -> None:
    dirk = desk.person("dirk")
    member = desk.at(desk.dentist, "dirk").add_member("Nina", Role.MANAGER)
    page = f"/o/{desk.dentist}/members/one/{member}/"
    dirk.get(page)
    assert dirk.post(f"{page}role/", role="privacy-person") == page
    assert desk.at(desk.dentist, member).role is Role.PRIVACY_PERSON
    assert "you make nobody a lead" in _said(dirk, f"{page}role/", role="lead")
    assert desk.at(desk.dentist, member).role is Role.PRIVACY_PERSON
    dirk.get(page)
    assert dirk.post(f"{page}end/") == f"/o/{desk.dentist}/members/"
    assert [each.ident for each in desk.at(desk.dentist, "dirk").member_list() if each.name == "Nina"] == []


def test_who_did_not_just_prove_who_she_is_is_asked_first(desk: Desk) -> None:
    olga = desk.person("olga", proven=False)
    olga.get(f"/people/at/{desk.florist}/leave/")
    assert "/account/" in olga.post(f"/people/at/{desk.florist}/leave/", name="<b>Florist</b>")
    assert desk.at(desk.provider, "olga").leaving(desk.florist) == ()


def test_who_would_scan_a_client_without_its_instruction_is_led_to_where_it_is_recorded(desk: Desk) -> None:
    """Before anything is typed, on the client's page and on the form, and never with a command line to type."""
    olga, address = desk.person("olga"), f"/o/{desk.florist}/"
    overview = olga.get(address)
    assert (
        "Not scanned: no written instruction from the client." in overview and f'href="{address}authority/"' in overview
    )
    form = olga.get(f"{address}scans/new/")
    assert "by its written instruction" in form and f'href="{address}authority/"' in form
    workspace = desk.at(desk.florist, "olga")
    place = workspace.add_place(desk.home)
    workspace.close()
    olga.post(f"{address}scans/new/", place=str(place.ident))
    assert olga.status == 400 and "Nobody at this client has instructed us in writing to scan it." in olga.text
    assert "bailee clients authorise" not in olga.text


def test_an_instruction_is_recorded_withdrawn_and_one_that_says_too_little_refused(desk: Desk) -> None:
    olga, page = desk.person("olga"), f"/o/{desk.dentist}/authority/"
    assert "may not scan" in olga.get(page)
    given = {
        "given_by": "Dirk",
        "function": "owner",
        "scope": "all shares",
        "everywhere": "yes",
        "given_on": "2026-01-02",
    }
    assert "in what function" in _said(olga, page, **{**given, "function": ""})
    assert "This is no day" in _said(olga, page, **{**given, "given_on": "yesterday"})
    assert "names places" in _said(olga, page, **{**given, "everywhere": "no", "places": ""})
    olga.get(page)
    assert olga.post(page, **given) == page
    (instruction,) = desk.at(desk.dentist, "olga").instructions()
    assert instruction.places == (EVERYWHERE,)
    assert "Dirk, owner, allowed it on Fri 2 Jan 2026" in olga.get(page)
    assert olga.post(f"{page}{instruction.ident}/withdraw/") == page
    assert "may not scan" in olga.get(page)
    assert "Signed Fri 2 Jan 2026" in _followed(
        olga, f"{page}agreement/", agreement="dpa", state="signed", on="2026-01-02"
    )


def test_a_question_is_answered_with_one_button_and_nonsense_refused(desk: Desk) -> None:
    dirk, page = desk.person("dirk"), f"/o/{desk.dentist}/settings/facts/"
    dirk.get(page)
    assert dirk.post(f"{page}has_cctv/", value="yes") == page
    assert desk.at(desk.dentist, "dirk").facts()["has_cctv"] is True
    assert "no answer" in _said(dirk, f"{page}has_cctv/", value="perhaps")
    assert "no answer" in _said(dirk, f"{page}employees_by_state/", value="many")
    assert dirk.post(f"{page}employees_by_state/", value="US-NY:40, US-CT:3") == page
    assert dirk.post(f"{page}has_cctv/", value="unknown") == page
    assert desk.at(desk.dentist, "dirk").facts() == {"employees_by_state": {"US-NY": 40, "US-CT": 3}}


def test_what_data_is_for_is_declared(desk: Desk) -> None:
    dirk, page = desk.person("dirk"), f"/o/{desk.dentist}/inventory/activity/"
    dirk.get(page)
    assert "needs a purpose" in _said(dirk, page, name="Payroll", purpose="", basis="", category="payroll")
    said = {"name": "Payroll", "purpose": "paying staff", "basis": "contract", "category": "payroll"}
    assert dirk.post(page, **said, subject="employee") == f"/o/{desk.dentist}/inventory/"
    (activity,) = desk.at(desk.dentist, "dirk").activities()
    assert [purpose for purpose, _ in activity.purposes] == ["paying staff"]


def test_a_client_does_not_see_what_its_providers_server_is_set_to(desk: Desk) -> None:
    dirk = desk.person("dirk")
    dirk.get(f"/o/{desk.dentist}/settings/server/")
    assert dirk.status == 403
    assert "BAILEE_DATABASE" in desk.person("olga").get(f"/o/{desk.provider}/settings/server/")


def test_a_token_is_shown_once_and_revoked(desk: Desk) -> None:
    dirk, page = desk.person("dirk"), f"/o/{desk.dentist}/tokens/"
    dirk.get(page)
    assert dirk.post(page, name="dashboard", days="30", permission="see-table") == page
    token = re.search(r"bailee_[\w-]{20,}", dirk.get(page))
    assert token, "the token is not shown"
    assert token[0] not in dirk.get(page)
    assert "1 to 365" in _said(dirk, page, name="dashboard", days="4000", permission="see-table")
    assert "no member" in _said(dirk, page, name="x", days="3", permission="see-table", organisation=desk.florist)
    (made,) = desk.at(desk.dentist, "dirk").tokens()
    assert dirk.post(f"{page}{made.ident}/revoke/") == page
    assert desk.at(desk.dentist, "dirk").tokens()[0].revoked_at is not None


def test_an_alert_is_counted_until_somebody_knows_of_it(desk: Desk) -> None:
    found = Found(
        "schedule-missed", "s1", Severity.MEDIUM, "A scheduled <i>scan</i> did not run", "It was due.", "See."
    )
    (ident,) = desk.at(desk.dentist, "dirk").settle_alerts([found], looked_for=[])
    dirk, page = desk.person("dirk"), f"/o/{desk.dentist}/alerts/"
    shown = dirk.get(page)
    assert "did not run" in shown and "<i>scan" not in shown
    assert "did not run" in desk.person("olga").get("/alerts/")
    assert dirk.post(f"{page}{ident}/seen/") == page
    assert "Dirk" in dirk.get(page)
    assert dirk.post(f"{page}mail/", mail="severe") == page
    assert desk.at(desk.dentist, "dirk").alert_mail()[0].value == "severe"


def test_a_client_leaves_by_its_typed_name_and_the_certificate_is_there(desk: Desk) -> None:
    olga, page = desk.person("olga"), f"/people/at/{desk.florist}/leave/"
    assert "dry run" in olga.get(page)
    assert "not the name" in _said(olga, page, name="Dentist")
    olga.get(page)
    assert olga.post(page, name="<b>Florist</b>") == page
    until(lambda: "Certificate" in olga.get(page), "the certificate is there")
    assert "handed-over" in olga.get(page)
    answer = desk.server.get(f"{page}certificate.pdf", Cookie=desk.cookies["olga"], User_Agent="bailee tests")
    assert answer.status == 200 and answer.getheader("Content-Type") == "application/pdf"
    olga.get(f"/o/{desk.florist}/")
    assert olga.status == 404


def _said(who: Person, path: str, **fields: str) -> str:
    """Send a form that is refused; the page with what was wrong."""
    assert who.post(path, **fields) == "", who.status
    assert who.status == 422
    return who.text


def _followed(person: Person, path: str, **fields: str) -> str:
    return person.get(person.post(path, **fields))
