"""A share that is scanned for real, by playbook: moved apart, asked for, approved by another, erased, certified; and stopped."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from shelf import state

from bailee.cli.protect import command
from bailee.errors import InvalidInput, NotAllowed
from bailee.inventory import ProcessingActivity
from bailee.operations.approve_protection import approve, leave, refuse, waiting, withdraw
from bailee.operations.carry_out_protection import carry_out, erase
from bailee.operations.declare_activity import declare_activity, declare_organisation
from bailee.operations.declare_confidential import declare_confidential
from bailee.operations.hold_data import hold_data, lift_hold
from bailee.operations.open_store import open_store
from bailee.operations.protect_by_playbook import keep, plan
from bailee.operations.protect_files import apply, undo
from bailee.operations.prove_protection import prove
from bailee.operations.scan_store import scan_store
from bailee.operations.verify_evidence import verify_evidence
from bailee.permissions import Role
from bailee.protection.plan import Proposal
from bailee.scanner import Limits
from bailee.store.organisations import add_member
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from departures.papers import WORLD, data_sheet, drug_test, stub

FACTS = {
    "employees_total": 40, "employees_by_state": {"US-NY": 40}, "states_with_employees": ["US-NY"], "resident_states": ["US-NY"],
    "employees_in_20_weeks": 40, "max_employees_last_year": 40, "employs_cdl_drivers": False, "has_safety_sensitive_workers": False,
}  # fmt: skip
TODAY = datetime.now(UTC).astimezone().date()
OLD = 18  # wages of years ago, one for each test that erases some


@dataclass
class Office:
    folder: Path
    workspace: Workspace
    pat: Workspace
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(OLD)))

    def old(self) -> Path:
        """A file whose time is over, that no other test has."""
        return self.folder / "Wages" / f"w{next(self.numbers)} 2015.txt"

    def proposed(self, path: Path) -> tuple[Proposal, str]:
        (proposal,) = plan(self.workspace, [path])
        (ident,) = keep(self.workspace, [proposal])
        return proposal, ident

    def scan(self) -> None:
        scan_store(self.workspace, [self.folder], limits=Limits(ocr="off", names="off"), jobs=1)

    def records(self) -> list[str]:
        return [row.action for row in self.workspace.evidence()[0]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    root = tmp_path_factory.mktemp("office").resolve()
    folder = root / "share"
    workspace = open_store(root / "home")
    declare_organisation(workspace, name="Fernhill Supply", facts=FACTS)
    wages = ("payroll", "social-security-number", "bank-account")
    employee = (SubjectCategory.EMPLOYEE,)
    declare_activity(
        workspace, ProcessingActivity("Payroll", (("paying wages", None),), wages, employee, retention="7 years")
    )
    ann, ben = WORLD.staff[:2]

    def put(path: str, text: str) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")

    for name, person in (("one", ann), ("two", ben)):
        put(f"People/{name}/record.txt", data_sheet(person))
    put("People/two/lab.txt", drug_test(ben))
    for number in range(OLD):
        put(f"Wages/w{number} 2015.txt", stub(ben, 0) + f"\nsheet {number}\n")
    put("Wages/new.txt", stub(ann, 0))
    add_member(workspace.home, workspace.organisation, "pat", role=Role.PRIVACY_PERSON)
    made = Office(folder, workspace, open_store(workspace.home, member="pat"))
    made.scan()
    declare_confidential(workspace, "share/Confidential", ["medical"])
    yield made
    workspace.close()


def test_what_lies_with_personnel_files_is_moved_apart_and_comes_back(office: Office) -> None:
    path = office.folder / "People" / "two" / "lab.txt"
    before = state(path)
    (proposal,) = plan(office.workspace, [path])
    assert (proposal.act, proposal.to_label) == ("move", "share/Confidential") and not proposal.is_irreversible
    (moved,) = carry_out(office.workspace, [proposal])
    assert moved.state == "moved" and (office.folder / "Confidential" / "lab.txt").exists()
    assert (office.folder / "Confidential").stat().st_mode & 0o777 == 0o700
    assert [each.outcome.state for each in prove(office.workspace, [path])] == ["whole"]
    assert [each.state for each in undo(office.workspace, [path])] == ["undone"]
    assert state(path) == before and office.records()[-2:] == ["file-moved", "file-put-back"]


def test_what_is_past_its_time_is_asked_for_and_nothing_happens(office: Office) -> None:
    path = office.old()
    (proposal,) = plan(office.workspace, [path])
    assert proposal.act == "erase" and proposal.is_irreversible and "7 years" in proposal.past
    assert "the year in its name" in proposal.dated
    (outcome,) = carry_out(office.workspace, [proposal])
    assert outcome.state == "proposed" and path.exists()
    assert [each.ident for each in waiting(office.workspace) if each.details["path"] == str(path)] == [outcome.ident]
    again = list(carry_out(office.workspace, plan(office.workspace, [path])))
    assert [each.ident for each in again] == [outcome.ident]  # asked once
    (refused,) = apply(office.workspace, [proposal])
    assert refused.reason == "asked-for-otherwise" and path.exists()


def test_what_is_in_use_is_not_erased_by_a_playbook(office: Office) -> None:
    (proposal,) = plan(office.workspace, [office.folder / "Wages" / "new.txt"])
    assert proposal.act != "erase" and not proposal.past


def test_whoever_proposed_it_does_not_approve_it(office: Office) -> None:
    path = office.old()
    _, ident = office.proposed(path)
    with pytest.raises(NotAllowed, match="another person"):
        approve(office.workspace, [ident], reason="I say so")
    with pytest.raises(InvalidInput, match="no erasure is approved"):
        erase(office.workspace, [ident])
    (approved,) = approve(office.pat, [ident], reason="the seven years are over")
    assert approved.state == "approved" and approved.approved is not None and approved.approved.by == "pat"
    with pytest.raises(InvalidInput, match="decided already"):
        approve(office.pat, [ident], reason="again")
    assert path.exists()
    (refused,) = refuse(office.pat, [ident], reason="the auditor asked for it")
    assert refused.state == "refused" and refused.approved is None
    with pytest.raises(InvalidInput, match="no erasure is approved"):
        erase(office.workspace, [ident])


def test_whoever_may_only_look_decides_nothing(office: Office) -> None:
    add_member(office.workspace.home, office.workspace.organisation, "aud", role=Role.CLIENT_AUDITOR)
    auditor = open_store(office.workspace.home, member="aud")
    _, ident = office.proposed(office.old())
    with pytest.raises(NotAllowed):
        approve(auditor, [ident], reason="looks fine")
    with pytest.raises(NotAllowed):
        erase(auditor, [ident])
    assert any(each.ident == ident for each in waiting(auditor))
    withdraw(office.workspace, [ident], reason="not now")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_decision_needs_a_reason_and_something_to_decide(office: Office, reason: str) -> None:
    with pytest.raises(InvalidInput):
        approve(office.pat, ["prop-none"], reason=reason)
    with pytest.raises(InvalidInput, match="no proposal"):
        approve(office.pat, ["prop-none"], reason="yes")


def test_erased_with_a_certificate_that_claims_no_more_than_was_done(office: Office) -> None:
    path = office.old()
    copy = office.folder / "Wages" / "a copy.txt"
    copy.write_bytes(path.read_bytes())
    path.with_name(f"{path.name}~").write_text("an editor's")
    office.scan()
    _, ident = office.proposed(path)
    approve(office.pat, [ident], reason="the seven years are over")
    done = erase(office.workspace, [ident])
    assert [each.state for each in done.outcomes] == ["erased"] and not path.exists()
    assert "cannot be put back" in path.with_name(f"{path.name}.erased.txt").read_text()
    (kept,) = [each for each in office.workspace.erasures() if each.ident == done.certificate]
    (told,) = kept.told["files"]
    assert (told["proposed"]["by"], told["approved"]["by"]) == ("owner", "pat")
    assert {each["sort"] for each in told["not_cleaned"]} >= {"same-content", "beside"}
    document = office.workspace.erasure_document(done.certificate)
    pages = pypdfium2.PdfDocument(document)
    text = " ".join(page.get_textpage().get_text_bounded() for page in pages).replace("\r\n", " ").replace("\u200b", "")
    pages.close()
    assert "Physical erasure is not claimed" in text and "NIST SP 800-88" in text and "the seven years are over" in text
    assert office.records()[-2:] == ["file-erased", "erasure-certified"] and verify_evidence(office.workspace.home).ok
    (proven,) = prove(office.workspace, [path])
    assert proven.outcome.state == "whole" and proven.seen_gone is False  # nobody looked yet
    office.scan()
    (proven,) = prove(office.workspace, [path])
    assert proven.seen_gone is True and {each.sort for each in proven.not_cleaned} >= {"same-content", "beside"}
    with pytest.raises(InvalidInput, match="nothing is sealed"):
        list(undo(office.workspace, [path]))


def test_a_hold_stops_it_before_it_is_proposed(office: Office) -> None:
    path = office.old()
    hold = held(office)
    try:
        (proposal,) = plan(office.workspace, [path])
        assert proposal.act == "leave" and hold in proposal.because and not keep(office.workspace, [proposal])
    finally:
        lift_hold(office.workspace, hold, why="settled", on=TODAY)


def held(office: Office) -> str:
    words = {"why": "claim received", "who": "A. Counsel", "since": TODAY, "on": TODAY}
    return hold_data(office.workspace, "Roe v. Fernhill", stores=["share/Wages"], **words)  # type: ignore[arg-type]


def test_a_hold_stops_it_when_it_is_approved(office: Office) -> None:
    path = office.old()
    _, ident = office.proposed(path)
    hold = held(office)
    (stopped,) = approve(office.pat, [ident], reason="over")
    lift_hold(office.workspace, hold, why="settled", on=TODAY)
    assert stopped.state == "stopped" and hold in stopped.events[-1].reason and path.exists()


@pytest.mark.parametrize("moment", ["before", "erase begun", "erase note written"])
def test_a_hold_stops_it_between_approval_and_the_last_moment(office: Office, moment: str) -> None:
    path = office.old()
    _, ident = office.proposed(path)
    approve(office.pat, [ident], reason="over")
    before, holds = path.read_bytes(), [held(office)] if moment == "before" else []

    def step(label: str) -> None:
        if label == moment:
            holds.append(held(office))

    (outcome,) = erase(office.workspace, [ident], step=step).outcomes
    lift_hold(office.workspace, holds[0], why="settled", on=TODAY)
    assert (outcome.state, outcome.reason) == ("refused", "legal-hold")
    assert path.read_bytes() == before and not path.with_name(f"{path.name}.erased.txt").exists()
    (kept,) = office.workspace.proposals(idents=[ident])
    assert kept.state == "stopped" and kept.approved is None
    with pytest.raises(InvalidInput, match="no erasure is approved"):
        erase(office.workspace, [ident])  # a hold that is lifted brings no approval back


def test_a_file_that_changed_since_is_not_the_one_that_was_decided_about(office: Office) -> None:
    first, second = office.old(), office.old()
    idents = [office.proposed(each)[1] for each in (first, second)]
    first.write_text("something else by now")
    found = {each.ident: each.state for each in approve(office.pat, idents, reason="over")}
    assert [found[each] for each in idents] == ["stopped", "approved"]
    second.write_text("something else by now")
    (outcome,) = erase(office.workspace, idents[1:]).outcomes
    assert outcome.reason == "changed-since-planned" and second.read_text() == "something else by now"
    (proposal,) = plan(office.workspace, [second])
    assert proposal.act != "erase" or proposal.refusal == "changed-since-scanned"


def test_killed_while_erasing_the_next_run_certifies_it(office: Office) -> None:
    path = office.old()
    _, ident = office.proposed(path)
    approve(office.pat, [ident], reason="over")
    home = office.workspace.home
    office.workspace.close()
    pid = os.fork()
    if pid == 0:
        erase(
            open_store(home),
            [ident],
            step=lambda label: os.kill(os.getpid(), signal.SIGKILL) if label == "unlinked" else None,
        )
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    refuse(office.pat, [ident], reason="too late: it is gone, and nobody knows yet")
    done = erase(office.workspace)
    assert [each.state for each in done.outcomes] == ["erased"] and done.certificate
    (kept,) = office.workspace.proposals(idents=[ident])
    assert kept.state == "applied" and not path.exists()
    files = [each["locator"] for kept in office.workspace.erasures() for each in kept.told["files"]]
    assert len(files) == len(set(files))


def test_what_was_sealed_is_erased_when_its_time_is_over(office: Office) -> None:
    path = office.old()
    (proposal,) = plan(office.workspace, [path])
    list(apply(office.workspace, [Proposal(path, 0, seen=proposal.seen)]))
    (again,) = plan(office.workspace, [path])
    assert again.act == "erase" and again.path.name == f"{path.name}.age" and not again.refusal
    (ident,) = keep(office.workspace, [again])
    approve(office.pat, [ident], reason="over")
    done = erase(office.workspace, [ident])
    assert [each.state for each in done.outcomes] == ["erased"] and not again.path.exists()
    (kept,) = [each for each in office.workspace.erasures() if each.ident == done.certificate]
    assert kept.told["files"][0]["was_sealed"] is True
    with pytest.raises(InvalidInput, match="nothing is sealed"):
        list(undo(office.workspace, [path]))


def test_left_as_it_is_until_a_day(office: Office) -> None:
    path = office.old()
    leave(office.workspace, [path], reason="the auditor works with it", until=TODAY + timedelta(days=30))
    (proposal,) = plan(office.workspace, [path])
    assert (proposal.act, proposal.because) == ("leave", "the auditor works with it")
    (later,) = plan(office.workspace, [path], on=TODAY + timedelta(days=31))
    assert later.act == "erase"
    for until, reason in ((date(2020, 1, 1), "x"), (TODAY, " ")):
        with pytest.raises(InvalidInput):
            leave(office.workspace, [path], reason=reason, until=until)


def run(office: Office, *arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(command, [*map(str, arguments), "--home", str(office.workspace.home)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def test_the_commands_from_plan_to_certificate(office: Office, tmp_path: Path) -> None:
    path = office.old()
    code, said = run(office, "plan", office.folder / "Wages", "--playbook", "--all")
    assert code == 0 and "erase" in said and path.name in said and "a second person" in said
    assert max(map(len, said.splitlines()[:-1])) <= 100  # the last is a command, to be copied whole
    code, said = run(office, "apply", path, "--playbook", "--yes")
    assert code == 0 and "waits for another member" in said and path.exists()
    (row,) = [each for each in json.loads(run(office, "proposals", "--json")[1]) if each["path"].endswith(path.name)]
    with pytest.raises(NotAllowed):
        run(office, "approve", row["batch"], "--reason", "over")
    code, said = run(office, "approve", row["batch"], "--member", "pat", "--reason", "over")
    assert code == 0 and "approved by pat" in said
    with pytest.raises(InvalidInput, match="no terminal"):
        run(office, "erase", row["batch"])
    code, said = run(office, "erase", row["batch"], "--yes", "--json")
    told = json.loads(said)
    assert code == 0 and told["files"][0]["state"] == "erased" and not path.exists()
    out = tmp_path / "certificate.pdf"
    assert run(office, "certificate", told["certificate"], "--out", out)[0] == 0 and out.read_bytes().startswith(
        b"%PDF"
    )
    assert told["certificate"] in run(office, "certificate")[1]
    code, said = run(office, "verify", path, "--json")
    assert code == 0 and json.loads(said)["files"][0]["act"] == "erase"
