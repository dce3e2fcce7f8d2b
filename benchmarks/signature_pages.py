"""What pages of notices and signatures cost over a big roster: processor time, as `pages.py` measures it.

    python benchmarks/signature_pages.py                     # 1,000 people
    python benchmarks/signature_pages.py --people 100000     # some minutes to lay them
    python benchmarks/signature_pages.py --home DIR          # of a company that is there, such as the sample one

Half of them have signed. *First* is the first look of a process; *after one more* a look after somebody else declined.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from bailee.store.workspace import Workspace

KIND = "employee-privacy-notice"
PAGES = (
    ("versions that are signed", "signatures/"),
    ("who signed one", f"signatures/of/{KIND}/"),
    ("its sixth page, all", f"signatures/of/{KIND}/?state=all&after=500"),
    ("list of notices", "notices/"),
    ("composer", f"notices/of/{KIND}/"),
)
ROUNDS, BATCH = 25, 2_000


def lay(home: Path, people: int) -> None:
    """A notice that so many are asked to sign; half of them did."""
    import world as worlds
    from bailee.operations.draft_notice import draft_notice
    from bailee.operations.publish_notice import publish_notice
    from bailee.rosters import Details
    from bailee.store.models import NoticeVersion, RosterPerson, SignOff, SignRequest
    from bailee.store.rows.roster import RosterDraft
    from bailee.vocabulary import SubjectCategory

    worlds.make_world(home)
    alice = worlds.open_world(home).alice
    today = datetime.now(UTC).astimezone().date()
    version = publish_notice(alice, draft_notice(alice, KIND, on=today).version, despite="a benchmark")
    drafts = [
        RosterDraft(SubjectCategory.EMPLOYEE, Details(f"Person {each:06}", number=f"E{each}", department=f"Team {each % 20}", manager=f"Lead {each % 99}"))
        for each in range(people)
    ]  # fmt: skip
    for start in range(0, people, BATCH):
        alice.save_roster(drafts[start : start + BATCH])
    roster = alice.roster()
    for start in range(0, people, BATCH):
        alice.ask_to_sign(version, roster[start : start + BATCH], due_on=None, asks_check=False)
    with alice.transaction():
        of = alice._rows(NoticeVersion).get()
        numbers = dict(alice._rows(RosterPerson).values_list("ident", "pk"))
        at = datetime.now(UTC)
        for start in range(0, people // 2, 500):
            some = roster[start : min(start + 500, people // 2)]
            SignOff.objects.using(alice.alias).bulk_create(
                SignOff(
                    organisation_id=alice.organisation_id, ident=f"s{each.ident}", version=of, name=alice._encrypted("sign_off.name", each.name),
                    name_fingerprint=each.ident, person_id=numbers[each.ident], identified_by="account", statement_sha256="", signed_at=at,
                )
                for each in some
            )  # fmt: skip
            signed = alice._rows(SignRequest).filter(person_id__in=[numbers[each.ident] for each in some])
            signed.update(state="signed", ended_at=at)
    alice.close()


def one_more(workspace: Workspace) -> None:
    """Somebody declines."""
    from bailee.store.models import SignRequest

    with workspace.reading():
        ident = workspace._rows(SignRequest).filter(state="asked").values_list("ident", flat=True).first()
    workspace.note_signing(workspace.sign_request(ident), "declined")


def measure(home: Path) -> None:
    """In a process of its own: Django runs on the pages' settings."""
    from django.test import Client

    from bailee.store import database
    from bailee.store.organisations import organisations
    from web.people import AGENT, signed_in

    organisation = organisations(home)[0]
    member = "owner" if (home / "company").is_dir() else "alice"
    cookie = signed_in(home, [(organisation, member)])[member]
    database.serve(home)
    name, _, value = cookie.partition("=")
    client = Client(headers={"user-agent": AGENT})
    client.cookies[name] = value

    def spent(path: str) -> float:
        used = time.process_time()
        answer = client.get(f"/o/{organisation}/{path}", HTTP_HOST="127.0.0.1")
        assert answer.status_code == 200, (path, answer.status_code)
        return 1000 * (time.process_time() - used)

    print(f"{'page':26} {'first':>9} {'median':>9}   CPU ms")
    for words, path in PAGES:
        first = spent(path)
        print(f"{words:26} {first:9.1f} {statistics.median(spent(path) for _ in range(ROUNDS)):9.1f}", flush=True)
    workspace = Workspace(home, organisation, member)
    after = []
    for _ in range(5):
        one_more(workspace)
        after.append(spent(PAGES[1][1]))
    print(f"{'who signed, after one more':26} {'':9} {statistics.median(after):9.1f}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=1_000)
    options.add_argument("--home", type=Path)
    options.add_argument("--measure", type=Path)
    asked = options.parse_args()
    if asked.measure:
        measure(asked.measure)
        return
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or Path(folder) / "home"
        if asked.home is None:
            lay(home, asked.people)
        environment = os.environ | {
            "BAILEE_SERVE_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "bailee.web.django_settings",
        }
        subprocess.run([sys.executable, __file__, "--measure", str(home)], env=environment, check=True)


if __name__ == "__main__":
    main()
