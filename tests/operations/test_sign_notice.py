"""Signing in the store: who is asked, what a certificate proves, and whose word its time is."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pypdfium2
import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bailee.errors import CannotRead, InvalidInput
from bailee.evidence import standalone, statements
from bailee.evidence.sealing import seal_pdf
from bailee.evidence.timestamps import Service
from bailee.notices.signatures import BOXES
from bailee.operations.declare_activity import declare_organisation
from bailee.operations.draft_notice import draft_notice
from bailee.operations.look_after_signatures import look_after_signatures
from bailee.operations.publish_notice import publish_notice
from bailee.operations.read_sheets import print_sheets, read_scan
from bailee.operations.record_sign_off import record_sheet, record_sign_off
from bailee.operations.request_sign_off import (
    Whom,
    how_linked,
    plan_requests,
    request_sign_offs,
    send_again,
    signers,
)
from bailee.operations.show_sign_offs import show_sign_offs
from bailee.operations.sign_notice import Answer, sign_notice, signature_of
from bailee.operations.stamp_certificates import stamp_certificates, stamp_service
from bailee.rendering import Document, Paragraph, pdf
from bailee.rosters import Details
from bailee.store import mail
from bailee.store.person_links import How
from bailee.store.rows.roster import RosterDraft
from bailee.store.rows.signing import Certificate
from bailee.store.rows.told import NoticeVersion, SignOff
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from world import make_world, open_world

KIND = "employee-privacy-notice"
PEOPLE = (("Pat Doe", "Front desk", "K. Roe"), ("Kim Roe", "Front desk", ""), ("Ann Poe", "Workshop", "K. Roe"), ("王小明", "Workshop", "K. Roe"))  # fmt: skip


@pytest.fixture
def ours(tmp_path: Path) -> Workspace:
    make_world(tmp_path / "home")
    workspace = open_world(tmp_path / "home").alice
    declare_organisation(workspace, name="Harbour Dental", facts={"contact": "P. Lindqvist, privacy@harbour.example"})
    workspace.save_roster(
        [
            RosterDraft(
                SubjectCategory.EMPLOYEE, Details(name, number=f"E{number}", department=department, manager=manager)
            )
            for number, (name, department, manager) in enumerate(PEOPLE)
        ]
    )
    return workspace


def on_roster(workspace: Workspace, *people: Details) -> None:
    workspace.save_roster([RosterDraft(SubjectCategory.EMPLOYEE, each) for each in people])


def published(workspace: Workspace) -> NoticeVersion:
    return publish_notice(workspace, draft_notice(workspace, KIND, on=date(2026, 11, 26)).version)


def signed_by(workspace: Workspace, name: str) -> SignOff:
    version = published(workspace)
    request_sign_offs(workspace, plan_requests(workspace, version, Whom(people=(name,))))
    (asked,) = workspace.sign_requests(version)
    return sign_notice(workspace, asked.ident, version, Answer(name, BOXES), identified_by="emailed-link-and-code")


def page_faults(kept: Certificate, roots: Sequence[x509.Certificate] = ()) -> list[str]:
    """As who has a proof of it, and not bailee, verifies the page."""
    return standalone.page_faults(kept.document, kept.evidence["seal"]["key"], list(roots))


def holds_for_a_reader(document: bytes) -> bool:
    """Whether what shows PDFs says that the seal holds over all of it: another library's word, beside our own verifier's."""
    (seal,) = PdfFileReader(io.BytesIO(document)).embedded_regular_signatures
    trusted = ValidationContext(trust_roots=[seal.signer_cert], allow_fetching=False)
    return bool(validate_pdf_signature(seal, signer_validation_context=trusted).bottom_line)


def test_a_group_is_asked_once_however_often_and_a_plan_changes_nothing(ours: Workspace) -> None:
    version = published(ours)
    plan = plan_requests(ours, version, Whom(department="front desk"))
    assert [line.outcome for line in plan.lines] == ["to-ask", "to-ask"] and not ours.sign_requests()
    assert request_sign_offs(ours, plan).count("asked") == 2
    again = plan_requests(ours, version)
    assert [line.outcome for line in again.lines] == ["asked-before", "asked-before", "to-ask", "to-ask"]
    request_sign_offs(ours, again)
    request_sign_offs(ours, again)
    assert len(ours.sign_requests()) == 4
    named = plan_requests(ours, version, Whom(people=("e1", "Nobody", "Ann Poe")))
    assert [line.outcome for line in named.lines] == ["asked-before", "unknown", "asked-before"]
    with pytest.raises(InvalidInput, match="nobody on the roster is of that group"):
        plan_requests(ours, version, Whom(department="Moon base"))


def test_who_left_is_asked_no_more_and_who_is_new_appears(ours: Workspace) -> None:
    version = published(ours)
    request_sign_offs(ours, plan_requests(ours, version))
    gone = next(each for each in ours.roster() if each.name == "Kim Roe")
    ours.end_roster_person(gone.ident, date.today() - timedelta(days=1))  # noqa: DTZ011
    ours.add_roster_person("New Hire", SubjectCategory.EMPLOYEE)
    assert look_after_signatures(ours, None)["left"] == 1
    states = {row.person.name: row.state for row in show_sign_offs(ours, version).rows}
    assert "Kim Roe" not in states and states["New Hire"] == "not-asked" and states["Pat Doe"] == "waiting"
    (asked,) = [each for each in ours.sign_requests() if each.person == gone.ident]
    with pytest.raises(InvalidInput, match="not asked to sign this any more"):
        sign_notice(ours, asked.ident, version, Answer("Kim Roe", BOXES), identified_by="emailed-link-and-code")


def test_missing_signatures_are_counted_by_manager_and_over_time(ours: Workspace) -> None:
    signed_by(ours, "Pat Doe")
    standing = show_sign_offs(ours, ours.notice_version(KIND))
    assert standing.by("manager")[0] == ("K. Roe", 1, 3) and (standing.signed, standing.whole) == (1, 4)
    assert standing.over_time(standing.version.published_at.date() + timedelta(days=3))[-1][1] == 1  # type: ignore[union-attr]


def test_a_certificate_is_sealed_carries_its_evidence_and_the_log_names_both(ours: Workspace) -> None:
    signed = signed_by(ours, "王小明")
    kept = ours.certificate(signed.ident)
    told = kept.evidence["statement"]
    assert statements.faults(dict(kept.evidence), statements.public_key(ours.keys.seal_key)) == []
    assert told["signer"]["name"] == "王小明" and told["statement"]["boxes"] == list(BOXES)
    assert len(kept.document) <= 60 * 1024 and hashlib.sha256(kept.document).hexdigest() == kept.sha256
    assert b"evidence.json" in kept.document
    rows, _ = ours.evidence()
    (row,) = [each for each in rows if each.action == "notice-signed"]
    assert kept.evidence["seal"]["sha256"] in row.details and kept.sha256 in row.details and "王" not in row.details
    assert page_faults(kept) == [] and holds_for_a_reader(kept.document)


@pytest.mark.parametrize("change", ("flipped", "appended", "cut"))
def test_a_certificate_that_was_changed_is_found_out(ours: Workspace, change: str) -> None:
    kept = ours.certificate(signed_by(ours, "Pat Doe").ident)
    document = kept.document
    middle = len(document) // 3
    changed = {
        "flipped": document[:middle] + bytes([document[middle] ^ 1]) + document[middle + 1 :],
        "appended": document + b"\n% one more line",
        "cut": document[:-200],
    }[change]
    assert page_faults(replace(kept, document=changed))


def test_boxes_a_name_and_the_check_are_asked_for_in_the_store_too(ours: Workspace) -> None:
    version = published(ours)
    request_sign_offs(ours, plan_requests(ours, version, Whom(people=("Pat Doe",))), asks_check=True)
    (asked,) = ours.sign_requests()
    for answer in (Answer("", BOXES), Answer("Pat", BOXES[:2]), Answer("Pat", BOXES)):
        with pytest.raises(InvalidInput, match="something is missing"):
            sign_notice(ours, asked.ident, version, answer, identified_by="emailed-link-and-code")
    assert ours.sign_request(asked.ident).is_open and not ours.sign_offs()


def test_what_is_entered_by_hand_counts_and_says_who_entered_it(ours: Workspace) -> None:
    version = published(ours)
    request_sign_offs(ours, plan_requests(ours, version))
    signed = record_sign_off(ours, version, "e2", identified_by="paper-entered-later", witness="W. Itness")
    assert signature_of(ours, next(each for each in ours.sign_requests() if each.person == signed.person)) == signed
    by = ours.certificate(signed.ident).evidence["statement"]["identified"]
    assert by["entered_by"] == "alice" and by["witness"] == "W. Itness" and signers(ours, version) == {signed.person}
    with pytest.raises(InvalidInput, match="not published yet"):
        record_sign_off(ours, version, "e0", identified_by="paper-entered-later", signed_on=date(2020, 1, 1))


def test_nobody_enters_a_signature_as_if_the_person_had_signed_in(ours: Workspace) -> None:
    version = published(ours)
    for how in ("account-with-second-factor", "emailed-link-and-code", "badge"):
        with pytest.raises(InvalidInput, match=how):
            record_sign_off(ours, version, "e1", identified_by=how)
    assert not ours.sign_offs()


def test_a_link_that_was_handed_over_is_not_said_to_have_been_mailed(ours: Workspace) -> None:
    version = published(ours)
    server = mail.Server("127.0.0.1", 9, "privacy@harbour.example")  # nobody listens: the mail lies in the outbox
    told = {"by_mail": True, "address": "http://here"}
    on_roster(ours, Details("Mai Led", emails=("mai@harbour.example", "mai@home.example")))
    plan = plan_requests(ours, version, Whom(people=("Pat Doe", "Mai Led")))
    made = request_sign_offs(ours, plan, server=server, **told)  # type: ignore[arg-type]
    by_hand, mailed = (next(each for each in made.lines if each.how == how) for how in ("hand", "mail"))
    assert by_hand.link and not mailed.link
    doors = {each.person: Workspace(ours.home, ours.organisation, each.member) for each in ours.sign_requests()}
    assert by_hand.person and mailed.person
    assert how_linked(doors[by_hand.person.ident], How.HANDED) == "handed-link-and-code"
    assert how_linked(doors[mailed.person.ident], How.APART) == "emailed-link-and-code"
    send_again(ours, ours.sign_requests()[1], address="http://here", server=None)  # now somebody has both, also hers
    assert how_linked(doors[mailed.person.ident], How.APART) == "handed-link-and-code"


def test_a_sheet_is_wholly_in_spanish_where_that_is_asked_or_is_hers_and_its_version_is_what_was_signed(
    ours: Workspace,
) -> None:
    version = published(ours)
    on_roster(ours, Details("Ana Díaz", number="E9", language="Spanish"))
    request_sign_offs(ours, plan_requests(ours, version, Whom(people=("Pat Doe", "E9"))))
    asked = {ours.roster_person(each.person).name: each for each in ours.sign_requests()}
    with pytest.raises(InvalidInput, match='"es"'):
        print_sheets(ours, version, list(asked.values()), date(2026, 11, 26), language="es")
    draft = draft_notice(ours, KIND, on=date(2026, 11, 26), language="es").version
    spanish = publish_notice(ours, draft)
    hers, pats = texts(print_sheets(ours, version, [asked["Ana Díaz"], asked["Pat Doe"]], date(2026, 11, 26)))
    assert "Para Ana Díaz, E9" in hers and "Lo he leído" in hers and spanish.sha256[:8] in hers
    assert "For Pat Doe" in pats and "I have read it" in pats and version.sha256[:8] in pats
    (whole,) = texts(print_sheets(ours, version, [asked["Pat Doe"]], date(2026, 11, 26), language="es"))
    words = re.sub(r"SHA-256 [0-9a-f ]+|P\. Lindqvist.*|Harbour Dental", "", whole)
    assert "Versión 1 (español)" in whole and "Devuelva esta página" in whole
    assert not re.search(r"\b(the|for|what|name|date|signature|witness|notice|version|hold|why|whom)\b", words, re.I), (
        words
    )
    signed = record_sheet(ours, asked["Pat Doe"], identified_by="paper-entered-later")
    assert (signed.language, signed.version) == ("es", spanish.version)
    evidence = ours.certificate(signed.ident).evidence["statement"]
    assert evidence["notice"]["sha256"] == spanish.sha256 and evidence["statement"]["words"].startswith("He recibido")
    assert ours.sign_request(asked["Pat Doe"].ident).state == "signed"


def texts(document: bytes) -> list[str]:
    """Of each page of a PDF."""
    pages = pypdfium2.PdfDocument(document)
    return [pages[number].get_textpage().get_text_bounded() for number in range(len(pages))]


def test_a_scan_that_is_none_is_said_so(ours: Workspace) -> None:
    for content in (b"%PDF-1.7\nnothing", b"GIF89a"):
        with pytest.raises(CannotRead):
            read_scan(ours, content)


def test_who_reads_a_scan_reaches_nothing_of_the_store(ours: Workspace) -> None:
    held = "from bailee.scanner.isolation import isolate; print(isolate(()).missing)"
    if "reading" in subprocess.run([sys.executable, "-c", held], capture_output=True, text=True, check=True).stdout:
        pytest.skip("this system keeps no process from reading")
    taken_over = (
        "import sys; from bailee.operations import read_sheets\n"
        "read_sheets.codes_in = lambda _: [str(open(sys.argv[1], 'rb').read(6))]; read_sheets.main()"
    )
    words = [sys.executable, "-c", taken_over, str(ours.home / "bailee.sqlite3")]
    done = subprocess.run(words, input=b"", capture_output=True, check=False)
    assert done.stdout == b"" and done.returncode == 1


# --- time of somebody else


class Authority:
    """A time-stamp service of our own: its root, and the certificate that signs its stamps."""

    def __init__(self) -> None:
        root, key = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
        self.root = _certificate("Root of stamps", root.public_key(), "Root of stamps", root, is_root=True)
        self.own = _certificate("Stamps of tests", key.public_key(), "Root of stamps", root, is_root=False)
        self.pem = self.root.public_bytes(Encoding.PEM)
        private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        own, above = (asn1_x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in (self.own, self.root))
        store = SimpleCertificateStore()
        store.register(above)
        self.stamper = DummyTimeStamper(own, asn1_keys.PrivateKeyInfo.load(private), store)

    @contextmanager
    def serving(self, answer: bytes | None = None) -> Iterator[str]:
        """Its address while it answers; `answer`: what it says instead of a stamp."""
        stamper = self.stamper

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
                said = stamper.request_tsa_response(asked).dump() if answer is None else answer
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_: object) -> None:
                """Nothing is to be said."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()

    def service(self, address: str) -> Service:
        return Service(address, (self.root.public_bytes(Encoding.DER),), seconds=5)


def _certificate(
    name: str,
    key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    by: str,
    signer: ec.EllipticCurvePrivateKey,
    *,
    is_root: bool,
) -> x509.Certificate:
    at = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, by)]))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
    )
    if not is_root:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(signer, hashes.SHA256())


@pytest.mark.parametrize(
    "name", ["Городская стоматологическая поликлиника № 5 имени Пирогова", "𠮷" * 200, "  ", "é" * 33]
)
def test_a_seal_has_room_for_any_name_and_leaves_what_the_document_says_of_itself(name: str) -> None:
    page = pdf.render(
        Document("Certificate", "en", date(2026, 11, 26), (Paragraph("She signed."),)), {"evidence.json": "{}"}
    )
    sealed = seal_pdf(page, key := ec.generate_private_key(ec.SECP256R1()), name)
    assert standalone.page_faults(sealed, statements.public_key(key), []) == [] and holds_for_a_reader(sealed)
    assert sealed.count(b"<x:xmpmeta") == page.count(b"<x:xmpmeta") == 1 and sealed.startswith(page)


def test_a_stamp_is_added_after_the_seal_and_both_hold(ours: Workspace) -> None:
    signed, authority = signed_by(ours, "Pat Doe"), Authority()
    assert ours.certificate(signed.ident).stamped_at is None  # pending, not this machine's time
    with authority.serving() as address:
        assert stamp_certificates(ours, authority.service(address)).stamped == 1
    kept = ours.certificate(signed.ident)
    assert kept.stamped_by == "Stamps of tests" and kept.stamped_at is not None
    assert abs(kept.stamped_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert page_faults(kept, [authority.root]) == [] and holds_for_a_reader(kept.document)
    assert page_faults(kept, [Authority().root])  # nobody whom she trusts stamped it
    assert len(kept.document) <= 56 * 1024  # services of others have longer stamps: some 4 KB more
    rows, _ = ours.evidence()
    assert any(each.action == "certificate-stamped" and kept.sha256 in each.details for each in rows)


@pytest.mark.parametrize("what", ("down", "nonsense", "another root"))
def test_without_a_stamp_that_holds_it_stays_pending_and_says_why(ours: Workspace, what: str) -> None:
    signed, authority = signed_by(ours, "Pat Doe"), Authority()
    before = ours.certificate(signed.ident)
    with authority.serving(b"no stamp" if what == "nonsense" else None) as address:
        trusted = Authority() if what == "another root" else authority
        service = trusted.service("http://127.0.0.1:9/" if what == "down" else address)
        done = stamp_certificates(ours, service)
    kept = ours.certificate(signed.ident)
    assert (done.stamped, done.pending) == (0, 1) and kept.stamped_at is None and kept.document == before.document
    said = {"down": "does not answer", "nonsense": "no stamp of this", "another root": "no certificate that is trusted"}
    assert said[what] in kept.fault
    assert stamp_certificates(ours, service).fault == ""  # it is asked again later, not at once


def test_settings_of_a_service_that_make_no_sense_are_named(tmp_path: Path) -> None:
    trusted = tmp_path / "root.pem"
    trusted.write_bytes(Authority().pem)
    told = {"time_stamps": "http://stamps.example/tsa", "time_stamps_trusted": str(trusted)}
    service = stamp_service(told)
    assert service is not None and len(service.trusted) == 1
    for wrong in ({"time_stamps": "file:///etc/passwd"}, {"time_stamps_trusted": ""}, {"time_stamps_trusted": "/none"}):
        with pytest.raises((InvalidInput, CannotRead), match=r"BAILEE_TIME_STAMPS|certificates"):
            stamp_service(told | wrong)
