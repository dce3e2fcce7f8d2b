"""What a tenant tells people and what they answer, each with its canary: notices, a policy, posters, deliveries, signing, consent, the gate."""

from __future__ import annotations

from datetime import date, timedelta

from bailee.consents.records import Act, Purpose
from bailee.data_subject_requests.requests import Contact
from bailee.deliveries import Means, Reason
from bailee.deliveries.photographs import Photograph
from bailee.gates import Sort
from bailee.notices.signatures import BOXES
from bailee.operations.ask_consent import make_form, note_consent
from bailee.operations.ask_gate import override_gate
from bailee.operations.deliver_letters import make_letters, note_returned, post_letters
from bailee.operations.deliver_notice import Post, plan_delivery, start_delivery
from bailee.operations.draft_notice import draft_notice
from bailee.operations.link_consent import send_page
from bailee.operations.open_request_page import open_request_page
from bailee.operations.place_notice import open_notice_page, put_up_notice
from bailee.operations.publish_notice import publish_notice
from bailee.operations.read_sheets import print_sheets
from bailee.operations.receive_request import receive_request
from bailee.operations.request_sign_off import plan_requests, request_sign_offs
from bailee.operations.sign_notice import Answer, answer_question, ask_first, decline_to_sign, sign_notice
from bailee.operations.take_policy import take_content
from bailee.operations.work_on_request import confirm_request
from bailee.operations.write_to_people import choose_correspondence
from bailee.rosters import Details
from bailee.store.person_links import link_person
from bailee.store.rows.base import now
from bailee.store.rows.roster import RosterDraft
from bailee.store.rows.sittings import Sort as Sits
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

STAFF, CUSTOMERS, POSTER, POLICY = (
    "employee-privacy-notice", "customer-privacy-statement", "monitoring-poster", "applicant-notice",
)  # fmt: skip
FORM = "photos"
SIGNER, DECLINER, WAITING = "S1", "S2", "S3"  # numbers on the roster: who signed, who declined, who has still to


def tell(workspace: Workspace, sign: str, who: str) -> dict[str, list[str]]:
    """Rows in the tables of what people are told and asked, and of what came of it: in one organisation of the tenant's.

    What comes back are the secrets in addresses, by route and parameter, as people get them.
    """
    today = now().date()
    with workspace.transaction():
        workspace.set_fact("contact", f"Kim{sign}, kim@{who}.example.org")
    _roster(workspace, sign, who)
    notice = _published(workspace, STAFF, sign, today)
    _signatures(workspace, notice, sign, today)
    _deliveries(workspace, _published(workspace, CUSTOMERS, sign, today), today)
    poster = _published(workspace, POSTER, sign, today)
    put_up_notice(workspace, poster, f"kitchen{sign}", on=today, photograph=Photograph("0" * 64, 1_000, "JPEG"))
    open_notice_page(workspace, CUSTOMERS)
    policy = (
        f"<html><body><h1>Applicants{sign}</h1><p>We hold your name and your e-mail address{sign}.</p></body></html>"
    )
    take_content(workspace, POLICY, policy.encode(), f"policy{sign}.html", on=today)
    consent = _consent(workspace, sign, today)
    override_gate(workspace, Sort.DEVICE, f"WS-14{sign}", f"stolen{sign}", until=None, on=today)
    waiting = next(each for each in workspace.sign_requests(state="asked") if each.member)
    link, _ = link_person(workspace, f"Pat{sign}", member=waiting.member)
    _request(workspace, sign, who, today)
    for language in ("es", "en"):
        choose_correspondence(workspace, language=language)
    for witness in (f"Ann{sign}", f"Kim{sign}"):
        workspace.open_sitting(Sits.DEVICE, seconds=86_400, witness=witness)
    return {"consent-own.token": [consent], "consent-receipt.token": [consent], "person-link.token": [link]}


def _request(workspace: Workspace, sign: str, who: str, today: date) -> None:
    """Somebody asked about her own data, and the page on which others can is open."""
    contact = Contact(f"Lee{sign}", f"lee@{who}.example.org", says=f"everything{sign}")
    made = receive_request(workspace, ["access"], contact, "mail", received_on=today, on=today, laws=["gdpr"])
    confirm_request(workspace, made.ident, on=today)
    open_request_page(workspace, is_open=True)


def _roster(workspace: Workspace, sign: str, who: str) -> None:
    boss = f"client-owner-{who}@example.org"  # the client's owner by her account: her own page has something to sign
    staff = [
        Details(f"Lee{sign}", emails=(f"lee@{who}.example.org",), number=SIGNER, department=f"Desk{sign}"),
        Details(f"Ann{sign}", emails=(f"ann@{who}.example.org",), number=DECLINER, manager=f"Lee{sign}"),
        Details(f"Pat{sign}", number=WAITING),
        Details(f"Owner{sign}", emails=(boss,), number="S4"),
    ]
    clients = [
        Details(f"Ana{sign}", emails=(f"ana@{who}.example.org",), number="C1"),
        Details(f"Zoe{sign}", address=f"9 Oak St{sign}, NY 12207, Albany, USA", number="C2"),
    ]
    workspace.save_roster(
        [RosterDraft(SubjectCategory.EMPLOYEE, each) for each in staff]
        + [RosterDraft(SubjectCategory.CUSTOMER, each) for each in clients]
    )


def _published(workspace: Workspace, kind: str, sign: str, on: date) -> NoticeVersion:
    version = draft_notice(workspace, kind, on=on).version
    return publish_notice(workspace, version, despite=f"it is urgent{sign}", on=on)


def _signatures(workspace: Workspace, version: NoticeVersion, sign: str, today: date) -> None:
    """One signed and has her certificate, one asked and declined, the others have links and PINs and are waited for."""
    told = {"due_on": today + timedelta(days=9), "by_mail": True, "with_pins": True, "address": "http://127.0.0.1"}
    request_sign_offs(workspace, plan_requests(workspace, version), **told)  # type: ignore[arg-type]
    numbers = {each.ident: each.number for each in workspace.roster()}
    asked = {numbers[each.person]: each for each in workspace.sign_requests(version)}
    sign_notice(
        workspace, asked[SIGNER].ident, version, Answer(f"Lee{sign}", BOXES), identified_by="emailed-link-and-code"
    )
    ask_first(workspace, asked[DECLINER].ident, f"who reads this?{sign}")
    answer_question(workspace, asked[DECLINER].ident, f"Kim does{sign}")
    decline_to_sign(workspace, asked[DECLINER].ident, f"not now{sign}", identified_by="emailed-link-and-code")
    print_sheets(workspace, version, [asked[WAITING]], today)


def _deliveries(workspace: Workspace, version: NoticeVersion, today: date) -> None:
    """By e-mail, which waits in the outbox, and by post, of which a letter came back."""
    start_delivery(workspace, plan_delivery(workspace, version, Means.EMAIL))
    by_post = start_delivery(
        workspace, plan_delivery(workspace, version, Means.POST, post=Post.read("dl", "US")), standing=True
    )
    list(make_letters(workspace, by_post.ident).files)
    post_letters(workspace, by_post.ident, on=today, stamped=b"a list")
    (piece,) = [each.piece for each in workspace.deliveries(by_post)]
    note_returned(workspace, by_post.ident, [piece], Reason.MOVED, on=today)


def _consent(workspace: Workspace, sign: str, today: date) -> str:
    """Somebody agreed on paper, somebody has a page of her own and said something there: its secret."""
    purposes = [Purpose("web-site", f"Your picture on the web site{sign}")]
    form, _ = make_form(workspace, FORM, f"Photographs{sign}", purposes, SubjectCategory.EMPLOYEE, intro=f"Kim{sign}")
    note_consent(workspace, f"Kim Roe{sign}", form, {"web-site": Act.GIVEN}, how="paper", on=today)
    note_consent(workspace, f"Lee Poe{sign}", form, {"web-site": Act.REFUSED}, how="paper", on=today)
    return send_page(workspace, f"Lee Poe{sign}", FORM, address="", server=None).link.split("/")[-2]
