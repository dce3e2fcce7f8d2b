"""A proof of who was told what: it holds, anybody can check it without bailee, and whatever was done to it is named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest

import world as worlds
from bailee.errors import InvalidInput, NotAllowed
from bailee.evidence import standalone
from bailee.operations.bundle_proof import make_bundle
from bailee.operations.prove_informed import HEADS, document, informed, row
from bailee.operations.verify_evidence import verify_evidence
from bailee.permissions import Role
from bailee.store.workspace import Workspace
from proofs.making import (
    KIND,
    TODAY,
    bundle,
    found,
    of_evidence,
    of_fields,
    of_files,
    of_json,
    of_lines,
    people_agree,
    people_sign,
    said,
)
from simulators.time_stamps import Stamps, stamps, time_stamp_service

SIGNERS, AGREEING = 4, 2
ACTS = SIGNERS + 2 + 2 * AGREEING + 1  # two purposes each, and one takes back


@pytest.fixture(scope="module")
def alice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    home = tmp_path_factory.mktemp("proofs") / "home"
    worlds.make_world(home)
    workspace = worlds.open_world(home).alice
    people_sign(workspace, SIGNERS)
    people_agree(workspace, AGREEING)
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def service() -> Stamps:
    return stamps()


@pytest.fixture(scope="module")
def proof(alice: Workspace, service: Stamps, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("proof") / "bundle"
    with time_stamp_service(service) as asked:
        made = bundle(alice, out, asked)
    assert (made.acts, made.signatures, made.consents, made.stamped) == (ACTS, SIGNERS, 2 * AGREEING + 1, True)
    return out


def test_it_holds_for_bailee_and_for_whoever_has_only_the_folder(proof: Path) -> None:
    assert said(proof) == [] and verify_evidence(proof).ok
    alone = "import os, sys; sys.path = [p for p in sys.path if not os.path.isdir(os.path.join(p, 'bailee'))]; sys.argv = sys.argv[1:]; exec(open(sys.argv[0]).read())"
    done = subprocess.run(
        [sys.executable, "-I", "-c", alone, str(proof / "verify.py"), str(proof)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    counted = f"a proof of {ACTS} acts, {SIGNERS} of them signatures, {AGREEING + 1} records of consent, with a time of somebody else's"
    assert counted in done.stdout


def test_the_verifier_needs_nothing_but_python_and_cryptography() -> None:
    import ast

    tree = ast.parse(Path(standalone.__file__).read_text(encoding="utf-8"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    outside = {name.partition(".")[0] for name in imported} - set(sys.stdlib_module_names)
    assert outside == {"cryptography"}


def test_each_field_of_evidence_that_was_changed_is_named(proof: Path, tmp_path: Path) -> None:
    first, *others = sorted(path.name for path in (proof / "certificates").glob("*.json"))
    cases = [*of_evidence(proof, first), *(next(iter(of_evidence(proof, name))) for name in others)]
    assert len(cases) > 25
    for case in cases:
        assert any(case.names in each for each in found(proof, case, tmp_path / "copy")), case.what


def test_each_field_of_a_consent_and_of_its_form_that_was_changed_is_named(proof: Path, tmp_path: Path) -> None:
    files = [*sorted((proof / "consents").glob("*.json")), *sorted((proof / "forms").glob("*.json"))]
    assert len(files) == AGREEING + 2
    first, *_, form = [path.relative_to(proof).as_posix() for path in files]
    cases = [*of_json(proof, first), *of_json(proof, form)]
    assert len(cases) > 50
    for case in cases:
        assert any(case.names in each for each in found(proof, case, tmp_path / "copy")), case.what


def test_the_log_names_what_was_said_also_where_the_manifest_was_made_anew(proof: Path) -> None:
    """Whoever has the keys can seal another manifest; what the log says of a consent stays."""
    records = {
        (each["action"], each["subject"]): each
        for each in (json.loads(line)["record"] for line in (proof / "records.jsonl").read_text().splitlines())
    }
    path = next(path for path in sorted((proof / "consents").glob("*.json")) if "ConsentGiven" in path.read_text())
    kept = path.read_text()
    assert standalone.consent_faults(path, records, proof) == []
    for before, after, at in (
        ("dpv:ConsentGiven", "dpv:ConsentWithdrawn", "dpv:hasConsentStatus"),
        ('"paper"', '"spoken"', "bailee:how"),
        ("on our web site", "on every web site", "dpv:hasPurpose"),
        ("3 years", "30 years", "dpv:hasStorageCondition"),
    ):
        path.write_text(kept.replace(before, after))
        faults = standalone.consent_faults(path, records, proof)
        path.write_text(kept)
        assert faults and all(at in what for what, _ in faults), (before, faults)


def test_consents_refusals_and_withdrawals_are_listed_by_purpose_with_the_form_that_was_shown(alice: Workspace) -> None:
    acts = [each for each in informed(alice, person="E0") if each.is_consent]
    assert sorted((each.what, each.purpose, each.how) for each in acts) == [
        ("consented", "web-site", "paper"),
        ("refused", "newspaper", "paper"),
        ("withdrew", "web-site", "spoken"),
    ]
    assert {each.sha256 for each in acts} == {alice.consent_form("photos").sha256} and all(each.record for each in acts)
    assert [each.until != "" for each in sorted(acts, key=lambda each: each.what)] == [True, False, False]
    assert len(informed(alice, notice="photos")) == 2 * AGREEING + 1
    paper = json.dumps([str(block) for block in document(alice, acts, "", on=TODAY).blocks])
    assert "consent form photos v1" in paper and "took it back: web-site" in paper


def test_each_field_of_an_act_and_of_a_record_is_named(proof: Path, tmp_path: Path) -> None:
    lines = (proof / "told.jsonl").read_text().splitlines()
    agreed = next(number for number, line in enumerate(lines, start=1) if '"consented"' in line)
    changed = [of_fields(proof, "told.jsonl", number) for number in (2, agreed)]
    for case in (*chain(*changed), *of_fields(proof, "records.jsonl", 5)):
        assert any(case.names in each for each in found(proof, case, tmp_path / "copy")), case.what


@pytest.mark.parametrize("name", ["told.jsonl", "records.jsonl"])
def test_acts_and_records_dropped_doubled_and_moved_are_found(proof: Path, tmp_path: Path, name: str) -> None:
    for case in of_lines(name):
        faults = found(proof, case, tmp_path / "copy")
        assert any(case.names in each for each in faults), (case.what, faults)


def test_a_flipped_bit_in_any_file_and_any_file_gone_is_found(proof: Path, tmp_path: Path) -> None:
    cases = list(of_files(proof))
    assert len(cases) > 30
    for case in cases:
        faults = found(proof, case, tmp_path / "copy")
        assert any(case.names in each for each in faults), (case.what, faults)


def test_a_root_that_cannot_be_read_is_named_whichever_bit_was_flipped(
    proof: Path, service: Stamps, tmp_path: Path
) -> None:
    import shutil

    pem = (proof / standalone.ROOTS).read_bytes()
    copy = tmp_path / "copy"
    shutil.copytree(proof, copy)
    for at in (30, 40, len(pem) // 2, len(pem) // 2 + 1, len(pem) - 40):
        (copy / standalone.ROOTS).write_bytes(pem[:at] + bytes([pem[at] ^ 1]) + pem[at + 1 :])
        assert any(standalone.ROOTS in each for each in said(copy)), at
    no_certificate = b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    (copy / standalone.ROOTS).write_bytes(no_certificate)
    assert " time-stamp-roots.pem: holds a certificate that cannot be read" in said(copy)
    assert any("what --trust names" in each for each in said(proof, no_certificate))


@pytest.mark.parametrize("value", [[], {}, None, "x", 1.5])
def test_a_field_of_another_sort_is_named_and_ends_no_check(proof: Path, tmp_path: Path, value: object) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(proof, copy)
    lines = (proof / "records.jsonl").read_text().splitlines()
    for name in standalone.SHAPE:
        if type(value) is standalone.SHAPE[name]:
            continue
        line = json.loads(lines[4])
        line["record"][name] = value
        (copy / "records.jsonl").write_text("\n".join([*lines[:4], standalone.canonical(line), *lines[5:]]) + "\n")
        assert any(each.startswith(f"5 {name}") for each in said(copy)), name
    shutil.copy(proof / "records.jsonl", copy / "records.jsonl")
    manifest = json.loads((proof / "manifest.json").read_bytes())
    for name in ("told.csv", "told.jsonl"):
        changed = {**manifest, "statement": {**manifest["statement"]}}
        changed["statement"]["files"] = {**manifest["statement"]["files"], name: value}
        (copy / "manifest.json").write_bytes(standalone.written(changed))
        assert any(name in each for each in said(copy)), name


def test_a_mark_in_the_manifest_that_was_changed_is_named(proof: Path, tmp_path: Path) -> None:
    shutil.copytree(proof, tmp_path / "copy")
    manifest = json.loads((proof / "manifest.json").read_bytes())
    name = next(name for name in manifest["statement"]["files"] if name.startswith("certificates/"))
    manifest["statement"]["files"][name]["fields"]["/statement/signer/name"] = "0" * 16
    (tmp_path / "copy" / "manifest.json").write_bytes(standalone.written(manifest))
    assert any(f"{name} /statement/signer/name" in each for each in said(tmp_path / "copy"))


def test_a_time_stamp_is_the_one_that_the_log_names_to_the_last_bit(proof: Path, tmp_path: Path) -> None:
    shutil.copytree(proof, tmp_path / "copy")
    stamp = tmp_path / "copy" / "manifest.tsr"
    kept = stamp.read_bytes()
    for place in range(0, len(kept), 97):  # also in the certificates that travel inside, which lead nowhere
        stamp.write_bytes(kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :])
        assert any("manifest.tsr" in each for each in said(tmp_path / "copy")), place
    stamp.unlink()
    assert any("manifest.tsr: is missing" in each for each in said(tmp_path / "copy"))


def test_stamps_of_another_service_and_of_an_expired_certificate_are_found(
    alice: Workspace, proof: Path, service: Stamps, tmp_path: Path
) -> None:
    other = stamps("Another")
    from cryptography.hazmat.primitives.serialization import Encoding

    assert said(proof, service.root.public_bytes(Encoding.PEM)) == []
    faults = said(proof, other.root.public_bytes(Encoding.PEM))
    assert (
        sum("leads to no certificate that is trusted" in each for each in faults) == 1 + SIGNERS
    )  # manifest and each page
    long_ago = stamps("Expired", days=(-400, -10))
    with time_stamp_service(long_ago) as asked:
        make_bundle(alice, tmp_path / "expired", asked, on=TODAY)
    faults = said(tmp_path / "expired")
    assert any(each.startswith(" manifest.tsr") and "expired" in each for each in faults)
    early = stamps("Early", days=(-20, 20), now=datetime.now(UTC) - timedelta(days=30))
    with time_stamp_service(early) as asked:
        make_bundle(alice, tmp_path / "early", asked, on=TODAY)
    assert any("had not begun" in each for each in said(tmp_path / "early"))


def test_a_stamp_of_another_proof_is_found(alice: Workspace, proof: Path, service: Stamps, tmp_path: Path) -> None:
    with time_stamp_service(service) as asked:
        make_bundle(alice, tmp_path / "other", asked, on=TODAY)
    assert said(tmp_path / "other") == []
    (tmp_path / "other" / "manifest.tsr").write_bytes((proof / "manifest.tsr").read_bytes())
    assert any("it is of something else" in each for each in said(tmp_path / "other"))


def test_a_proof_that_somebody_sealed_anew_with_a_key_of_his_own_is_found(proof: Path, tmp_path: Path) -> None:
    import shutil

    from cryptography.hazmat.primitives.asymmetric import ec

    from bailee.evidence.statements import seal

    copy = tmp_path / "copy"
    shutil.copytree(proof, copy)
    told = json.loads((copy / "manifest.json").read_text())
    told["statement"]["organisation"]["name"] = "Somebody else"
    forged = seal(told["statement"], ec.generate_private_key(ec.SECP256R1()))
    (copy / "manifest.json").write_text(json.dumps(forged))
    faults = said(copy)
    assert any("the log names no manifest" in each for each in faults) and any("/seal/key" in each for each in faults)


def test_each_changed_letter_of_a_seal_is_found_whatever_its_padding() -> None:
    from cryptography.hazmat.primitives.asymmetric import ec

    from bailee.evidence.statements import faults, seal

    key, paddings = ec.generate_private_key(ec.SECP256R1()), set()
    for number in range(
        40
    ):  # signatures of 70 to 72 bytes: the last letter of two of these lengths says less than it could
        sealed = seal({"number": number}, key)
        text = sealed["seal"]["signature"]
        if (padding := text.count("=")) in paddings:
            continue
        paddings.add(padding)
        for bit in range(7):  # in the last letters alone; `make binders` changes every byte
            for place in (-3, -2, -1):
                letters = bytearray(text.encode())
                letters[place] ^= 1 << bit
                changed = {**sealed, "seal": {**sealed["seal"], "signature": letters.decode()}}
                assert standalone.seal_faults(changed) and faults(changed), (padding, place, bit)
    assert len(paddings) > 1


def test_without_a_service_the_time_is_its_makers_word_and_said_so(alice: Workspace, tmp_path: Path) -> None:
    made = make_bundle(alice, tmp_path / "own", None, person="E1", on=TODAY)
    assert (made.acts, made.signatures, made.consents, made.stamped) == (
        3,
        1,
        2,
        False,
    ) and "no time-stamp service" in made.pending
    # her certificate has a stamp where another test asked a service for one: its root is not in a bundle made without a service
    faults = [each for each in said(tmp_path / "own") if "its time stamp: there is no root certificate" not in each]
    assert faults == []


def test_the_list_is_by_person_and_by_notice_and_no_spreadsheet_runs_it(alice: Workspace) -> None:
    acts = informed(alice)
    assert [each.what for each in acts].count("signed") == SIGNERS and all(each.record for each in acts)
    assert {each.name for each in informed(alice, person="E2")} == {"Person 2"}
    assert {each.notice for each in informed(alice, notice=KIND)} == {KIND}
    assert len(row(acts[0])) == len(HEADS)
    assert document(alice, acts, "", on=TODAY).title
    for person, notice in (("nobody", ""), ("", "no-such-notice")):
        with pytest.raises(InvalidInput):
            informed(alice, person=person, notice=notice)


def test_a_folder_that_is_not_empty_is_left_alone(alice: Workspace, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine")
    with pytest.raises(InvalidInput, match="not empty"):
        make_bundle(alice, tmp_path, None, on=TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_an_employee_makes_none(alice: Workspace) -> None:
    bob = Workspace(alice.home, alice.organisation, "bob")
    assert len(informed(bob)) == len(informed(alice))  # an auditor reads
    alice.add_member("Em", Role.EMPLOYEE, ident="em")
    with pytest.raises(NotAllowed):
        informed(Workspace(alice.home, alice.organisation, "em"))
