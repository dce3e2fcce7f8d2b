"""Lay hands on a proof in every way that is known, and see that the stand-alone verifier names each one: one of `make proofs`

200 people sign, and 50 of them say to what they consent; each field of each evidence file, of each record of consent and of the
form is changed, acts and records are dropped, doubled and moved, each file is flipped by a bit and taken away, stamps are of
another service and of expired certificates. Each of these files and each page goes through the verifier's check of that file,
some of them, and all else, through the whole of it: some minutes of processor.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from cryptography.hazmat.primitives.serialization import Encoding

import world as worlds
from bailee.evidence import standalone
from bailee.evidence.timestamps import Service
from bailee.operations.stamp_certificates import stamp_certificates
from bailee.store.workspace import Workspace
from proofs.making import (
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
from simulators.time_stamps import stamps, time_stamp_service

SIGNERS, AGREEING = 200, 50


def main() -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        home, out, scratch = Path(name) / "home", Path(name) / "proof", Path(name) / "copy"
        worlds.make_world(home)
        alice = worlds.open_world(home).alice
        people_sign(alice, SIGNERS)
        people_agree(alice, AGREEING)
        service = stamps()
        with time_stamp_service(service) as asked:
            while (stamped := bundle_all(alice, asked)) < SIGNERS:
                print(f"{stamped} certificates stamped")
            bundle(alice, out, asked)
        print(f"{SIGNERS} signatures proven in {time.monotonic() - begun:.0f} s; the whole holds: {said(out) == []}")
        missed, tried = fields(out)
        evidence = sorted((out / "certificates").glob("*.json"))
        consents = sorted((out / "consents").glob("*.json"))
        few = {f"certificates/{path.stem}" for path in evidence[:: SIGNERS // 6]}
        few |= {f"consents/{path.stem}" for path in consents[:: AGREEING // 5]}
        cases = [
            case
            for case in of_files(out)
            if not case.what.startswith(("certificates/", "consents/")) or case.what.partition(".")[0] in few
        ]
        cases += [*of_lines("told.jsonl"), *of_lines("records.jsonl")]
        cases += [
            case
            for number in (2, 150, SIGNERS + 50)  # the last of them is about consent
            for each in ("told.jsonl", "records.jsonl")
            for case in of_fields(out, each, number)
        ]
        cases += [next(iter(of_evidence(out, path.name))) for path in evidence[:: SIGNERS // 20]]
        print(
            f"{tried:,} ways tried on single files, {len(missed)} missed; {len(cases)} more through the whole verifier",
            flush=True,
        )
        for case in cases:
            tried += 1
            if not any(case.names in each for each in found(out, case, scratch)):
                missed.append(case.what)
        other = said(out, stamps("Another").root.public_bytes(Encoding.PEM))
        tried += 1
        if sum("no certificate that is trusted" in each for each in other) != 1 + SIGNERS:
            missed.append("stamps of another service")
        expired = Path(name) / "expired"
        with time_stamp_service(stamps("Expired", days=(-400, -10))) as asked:
            bundle(alice, expired, asked)
        tried += 1
        if not any("expired" in each for each in said(expired)):
            missed.append("an expired certificate")
    for what in missed:
        print("MISSED", what)
    print(f"{tried:,} ways tried in {time.monotonic() - begun:.0f} s, {len(missed)} missed")
    return 1 if missed else 0


def bundle_all(workspace: Workspace, service: Service) -> int:
    """Ask for stamps of a hundred more certificates; how many have one."""
    return SIGNERS - stamp_certificates(workspace, service).pending


def fields(out: Path) -> tuple[list[str], int]:
    """Each field of each evidence file, record of consent and form, and a bit of each page, through the verifier's check of that file."""
    files = json.loads((out / "manifest.json").read_text())["statement"]["files"]
    roots = standalone.certificates_in((out / standalone.ROOTS).read_bytes())
    missed, tried = [], 0
    for path in sorted(path for part in ("certificates", "consents", "forms") for path in (out / part).glob("*.json")):
        content, name = path.read_bytes(), path.relative_to(out).as_posix()
        for case in of_json(out, name):
            tried += 1
            case.do(out)
            changed = path.read_bytes()
            named = [f"{name} {what}" for what, _ in standalone.changes_of(name, changed, files[name])]
            if standalone.digest(changed) == files[name]["sha256"] or not any(case.names in each for each in named):
                missed.append(case.what)
            path.write_bytes(content)
        if path.parent.name != "certificates":
            continue
        page = path.with_suffix(".pdf").read_bytes()
        flipped = bytearray(page)
        flipped[len(page) // 2] ^= 1
        tried += 1
        if standalone.digest(bytes(flipped)) == files[f"certificates/{path.stem}.pdf"]["sha256"]:
            missed.append(f"{path.stem}.pdf")
        if not standalone.page_faults(bytes(flipped), "", roots):
            missed.append(f"{path.stem}.pdf: its seal")
    return missed, tried


if __name__ == "__main__":
    sys.exit(main())
