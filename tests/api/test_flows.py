"""What a person does on pages from the first step to the last, done by a program."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime

from api.asking import Api
from api.conftest import Served

KIND = "employee-privacy-notice"


def test_a_notice_is_drafted_published_and_taken_as_a_file(served: Served, alice: Api) -> None:
    alice.post("facts", {"facts": {"contact": "Kim Roe, kim@example.org"}})
    drafted = alice.post(f"notices/{KIND}/drafts", {})
    assert drafted.status == 201 and drafted.json["is_new"] is True, drafted.content
    number, sha256 = drafted.json["version"]["version"], drafted.json["version"]["sha256"]
    plan = alice.get(f"notices/{KIND}/versions/{number}/publication").json
    assert plan["version"]["sha256"] == sha256 and plan["asks_choice"] is False
    address = f"notices/{KIND}/versions/{number}/publication"
    assert alice.post(address, {"sha256": "0" * 64, "despite": "urgent"}).status == 422
    published = alice.post(address, {"sha256": sha256, "despite": "urgent"}).json
    assert published["state"] == "published" and published["published_at"]
    taken = alice.get(f"notices/{KIND}/versions/{number}/pdf")
    assert taken.headers["content-type"] == "application/pdf" and taken.content.startswith(b"%PDF-")
    assert [each["kind"] for each in alice.get("notices").json["items"]] == [KIND]
    charlie = served.api(served.world.charlie)
    assert charlie.get(f"notices/{KIND}/versions/{number}").status == 404


def test_a_request_goes_from_its_receipt_to_its_refusal(served: Served, alice: Api) -> None:
    sent = {"rights": ["access"], "channel": "mail", "name": "Lee Poe", "email": "lee@example.org", "laws": ["gdpr"]}
    made = alice.post("requests", sent, Idempotency_Key="first")
    assert made.status == 201 and made.json["contact"]["name"] == "Lee Poe", made.content
    assert alice.post("requests", sent, Idempotency_Key="first").json["ident"] == made.json["ident"]
    ident = made.json["ident"]
    assert alice.post(f"requests/{ident}/acts", {"act": "confirm"}).json["acts"][-1]["act"] == "confirmed"
    assert alice.get(f"requests/{ident}/letters/confirmed").content.startswith(b"%PDF-")
    assert alice.post(f"requests/{ident}/acts", {"act": "sing"}).status == 422
    noted = alice.post(f"requests/{ident}/acts", {"act": "note", "says": "called back"}).json
    assert noted["acts"][-1]["details"]["says"] == "called back"
    assert alice.post(f"requests/{ident}/statement", {}).status == 422  # nobody said who they are here
    about = {"email": "lee@example.org", "form": "html"}
    assert 'lang="en"' in alice.post("statements", about).content.decode()
    assert 'lang="fr"' in alice.post("statements", {**about, "language": "fr"}).content.decode()
    unknown = alice.post("statements", {**about, "language": "xx"})
    assert unknown.status == 422 and "one of: " in unknown.json["hint"]
    assert alice.post(f"requests/{ident}/acts", {"act": "withdraw"}).json["is_open"] is False
    assert alice.get("request-figures").json["received"] == 1
    assert served.api(served.world.charlie).get(f"requests/{ident}").status == 404


def test_a_contract_is_entered_corrected_and_taken_out(served: Served, alice: Api) -> None:
    made = alice.post("contracts", {"sort": "nda", "parties": ["Quay Imaging"], "scope": "films"}).json
    again = alice.post("contracts", {"ident": made["ident"], "sort": "nda", "parties": ["Quay Imaging", "Ana"]}).json
    assert again["ident"] == made["ident"] and again["parties"] == ["Quay Imaging", "Ana"]
    assert served.api(served.world.charlie).ask("DELETE", f"contracts/{made['ident']}").status == 404
    assert alice.ask("DELETE", f"contracts/{made['ident']}").json == {"count": 1}
    assert alice.ask("DELETE", f"contracts/{made['ident']}").status == 404


def test_a_list_of_people_is_looked_at_then_taken_over(alice: Api) -> None:
    content = b64encode(b"name,email,number\nPat Doe,pat@example.org,7\nKim Roe,kim@example.org,8\n").decode()
    sent = {"name": "staff.csv", "content": content, "subject": "employee"}
    looked = alice.post("roster/lists", sent | {"dry_run": True}).json
    assert (looked["new"], looked["applied"]) == (2, False) and alice.get("roster").json["items"] == []
    assert alice.post("roster/lists", sent).json["applied"] is True
    people = alice.get("roster?limit=1").json
    assert len(people["items"]) == 1 and people["next"] and people["counts"] == {"employee": 2}
    assert len(alice.get(f"roster?limit=1&cursor={people['next']}").json["items"]) == 1
    assert alice.post("roster/lists", sent | {"content": "no base64!"}).status == 422


def test_a_report_is_put_aside_for_a_worker(alice: Api) -> None:
    asked = alice.post("reports", {"kind": "one-page", "forms": ["pdf"]})
    assert asked.status == 202 and asked.json["task"] == "report", asked.content
    assert alice.get(f"background-work/{asked.json['ident']}").json["ident"] == asked.json["ident"]
    draft = alice.get("report-kinds/one-page/draft").json
    assert draft["document"] and draft["until"] <= datetime.now(UTC).date().isoformat()
    assert alice.post("reports", {"kind": "none-of-ours"}).status == 422


def test_what_changed_says_who_did_it(alice: Api) -> None:
    alice.post("paper", {"name": "cabinet", "holds": ["social-security-number"], "about": ["employee"]})
    today = datetime.now(UTC).date().isoformat()
    changes = alice.get(f"changes?since=2026-01-01&until={today}").json
    assert changes["total_acts"] >= 1 and changes["acts"][0]["who"]
