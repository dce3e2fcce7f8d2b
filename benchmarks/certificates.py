"""What a signature costs: 1,000 people sign, each with a certificate that is made, sealed, kept and named by the log. CPU seconds.

    python benchmarks/certificates.py [NUMBER]

The people are invented. The store is SQLite in a folder of its own.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bailee.notices.signatures import BOXES
from bailee.operations.declare_activity import declare_organisation
from bailee.operations.draft_notice import draft_notice
from bailee.operations.open_store import open_store
from bailee.operations.publish_notice import publish_notice
from bailee.operations.request_sign_off import plan_requests, request_sign_offs
from bailee.operations.show_sign_offs import show_sign_offs
from bailee.operations.sign_notice import Answer, sign_notice, signature_of
from bailee.rosters import Details
from bailee.store.rows.roster import RosterDraft
from bailee.vocabulary import SubjectCategory

KIND = "employee-privacy-notice"


def main(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_store(Path(folder) / "home")
        declare_organisation(workspace, name="Harbour Dental", facts={"contact": "P. Lind, privacy@harbour.example"})
        people = [
            Details(f"Person {each}", emails=(f"p{each}@x.example",), number=f"E{each}") for each in range(number)
        ]
        workspace.save_roster([RosterDraft(SubjectCategory.EMPLOYEE, each) for each in people])
        version = publish_notice(workspace, draft_notice(workspace, KIND, on=date(2026, 11, 26)).version)
        begun = time.process_time()
        request_sign_offs(workspace, plan_requests(workspace, version), by_mail=True, address="http://here")
        print(f"{number:,} asked, each with a link and a code: {time.process_time() - begun:.1f} CPU s")
        requests = workspace.sign_requests(version)
        begun, wall = time.process_time(), time.monotonic()
        for request in requests:
            answer = Answer("A Name", BOXES)
            sign_notice(workspace, request.ident, version, answer, identified_by="emailed-link-and-code")
        spent, taken = time.process_time() - begun, time.monotonic() - wall
        sizes = [
            len(workspace.certificate(signature_of(workspace, each).ident).document)
            for each in workspace.sign_requests(version)[:20]
        ]
        print(f"{number:,} signed, made, sealed, logged: {spent:.1f} CPU s ({taken:.0f} s of the clock)")
        print(f"certificates: {min(sizes) / 1024:.0f}–{max(sizes) / 1024:.0f} KB")
        begun = time.process_time()
        standing = show_sign_offs(workspace, version)
        print(
            f"who has signed, {standing.signed:,} of {standing.whole:,}: {(time.process_time() - begun) * 1000:.0f} ms"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
