"""A thousand mails, and their sender killed fifty times: each goes out, none twice.

    python benchmarks/mails.py                                   # 1,000 mails, 50 kills, on SQLite and on PostgreSQL
    python benchmarks/mails.py --mails 60 --kills 4              # as in the tests

A notice goes to customers by the same path as `bailee deliver mail`. A process that sends what is due, as a worker does, is
killed with -9 some milliseconds after the server took one from it, and another one goes on. The server is one of ours on
loopback, which writes down each message with its Message-ID. What it got twice under one Message-ID is counted apart: no
sender can rule that out, for it may die while the server's answer is on its way. The last result goes to docs/deliveries.md.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the simulators

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.process import BaseProcess

    from bailee.store.workspace import Workspace


# What a worker does with its outbox; in a process that forks from one which has everything loaded, so that 50 are quick.
_SENDER = """
import time
from datetime import timedelta
from pathlib import Path
from bailee.store import database, mail
home = Path(home)
if url:
    database.use(home, url, url)
server = mail.Server("127.0.0.1", port, "privacy@acme.example", security="none")
pace = mail.Pace(lease=timedelta(seconds=1), again=timedelta(seconds=1))
while True:
    mail.send_due(home, server, pace)
    time.sleep(0.05)
"""


@dataclass
class Result:
    stands_on: str
    mails: int
    kills: int = 0
    midway: int = 0  # kills after which something was still to be sent
    recipients: Counter[str] = field(default_factory=Counter)
    idents: Counter[str] = field(default_factory=Counter)
    noted: int = 0  # deliveries that the store knows as sent
    seconds: float = 0.0

    @property
    def missed(self) -> int:
        return self.mails - len(self.recipients)

    @property
    def doubled(self) -> int:
        """Sent twice as two messages: what nobody downstream can tell apart."""
        return len(self.idents) - len(self.recipients)

    @property
    def repeated(self) -> int:
        """Sent again under the same Message-ID."""
        return sum(count - 1 for count in self.idents.values())

    def __str__(self) -> str:
        return (
            f"{self.stands_on}: {self.mails:,} mails, {self.kills} kills ({self.midway} midway): {self.missed} missed, "
            f"{self.doubled} doubled, {self.repeated} again under the same Message-ID; {self.noted:,} known as sent; {self.seconds:.0f} s"
        )


def disturbed(workspace: Workspace, mails: int, kills: int, *, seed: int, url: str = "") -> Result:
    """Send that many from an organisation's store, the sender killed that often."""
    from simulators.mail_server import mail_server

    home, stands_on = workspace.home, "PostgreSQL" if url else "SQLite"
    _put_aside(workspace, mails)
    rng, result, begun = random.Random(seed), Result(stands_on, mails), time.monotonic()
    with mail_server() as server:
        while result.kills < kills:
            with _sender(home, server.port, url) as process:
                before = len(server.taken)
                if not _until(lambda before=before: len(server.taken) > before, process):
                    break  # nothing is left
                time.sleep(rng.uniform(0, 0.12))
                process.kill()  # -9
                process.join()
            result.kills += 1
            result.midway += len({message["Message-ID"] for _, message in server.taken}) < mails
        with _sender(home, server.port, url):
            _settled(workspace, mails)
        result.recipients.update(recipient for recipient, _ in server.taken)
        result.idents.update(str(message["Message-ID"]) for _, message in server.taken)
        result.recipients = Counter(dict.fromkeys(result.recipients, 1))
    result.noted = workspace.campaigns()[0].reached
    result.seconds = time.monotonic() - begun
    return result


def _put_aside(workspace: Workspace, mails: int) -> None:
    from bailee.deliveries import Means
    from bailee.deliveries.rhythm import Quiet, Rhythm
    from bailee.operations.deliver_notice import plan_delivery, start_delivery
    from bailee.operations.draft_notice import draft_notice
    from bailee.operations.publish_notice import publish_notice
    from bailee.rosters import Details
    from bailee.store.rows.roster import RosterDraft
    from bailee.vocabulary import SubjectCategory

    people = [Details(f"Pat {n}", emails=(f"pat{n}@client.example",), number=f"C{n}") for n in range(mails)]
    workspace.save_roster([RosterDraft(SubjectCategory.CUSTOMER, each) for each in people])
    drafted = draft_notice(workspace, "customer-privacy-statement", on=datetime.now(UTC).date())
    planned = plan_delivery(workspace, publish_notice(workspace, drafted.version), Means.EMAIL)
    start_delivery(workspace, planned, rhythm=Rhythm(quiet=Quiet.read("none")))


_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["bailee.store.mail", "bailee.store.models"])


@contextmanager
def _sender(home: Path, port: int, url: str) -> Iterator[BaseProcess]:
    process = _FORKS.Process(target=exec, args=(_SENDER, {"home": str(home), "port": port, "url": url}), daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def _until(is_so: Callable[[], bool], process: BaseProcess, seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.is_alive():
        if is_so():
            return True
        time.sleep(0.002)
    return False


def _settled(workspace: Workspace, mails: int, seconds: float = 300) -> None:
    until = time.monotonic() + seconds
    while workspace.campaigns()[0].reached < mails and time.monotonic() < until:
        time.sleep(0.1)


def on_sqlite(mails: int, kills: int, *, seed: int) -> Result:
    with tempfile.TemporaryDirectory(prefix="bailee-mails-") as folder:
        return _in_a_world(Path(folder) / "home", mails, kills, seed)


def on_postgresql(mails: int, kills: int, *, seed: int) -> Result | None:
    """None where PostgreSQL is not installed."""
    from simulators import postgres_store

    with ExitStack() as stack:
        cluster = stack.enter_context(postgres_store.running())
        if cluster is None:
            return None
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bailee-mails-"))) / "home"
        postgres_store.stand_on(home, cluster, "mails")
        return _in_a_world(home, mails, kills, seed, cluster.url("mails", postgres_store.APP))


def _in_a_world(home: Path, mails: int, kills: int, seed: int, url: str = "") -> Result:
    import world as worlds
    from bailee.store import database

    worlds.make_world(home)
    try:
        return disturbed(worlds.open_world(home).alice, mails, kills, seed=seed, url=url)
    finally:
        database.disconnect(home)


def main() -> None:
    parser = argparse.ArgumentParser(description="Mails, their sender killed again and again")
    parser.add_argument("--mails", type=int, default=1_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    given = parser.parse_args()
    for name, run in (("sqlite", on_sqlite), ("postgresql", on_postgresql)):
        if given.only in (None, name):
            print(run(given.mails, given.kills, seed=given.seed) or f"{name} is not installed", flush=True)


if __name__ == "__main__":
    main()
