"""A receiver is away for a day, and who tells it is killed again and again: each event is told, in order, known as repeated.

    python benchmarks/webhooks.py                            # 2,000 events, 40 kills, on SQLite and on PostgreSQL
    python benchmarks/webhooks.py --events 60 --kills 4      # as in the tests

Events happen while nobody listens at the receiver's port. A worker's own chore, in a process of its own, tells what is due; its
clock is set forward step by step until a day has passed, and it is killed with -9 in the middle of its tries. Then the receiver is
there again, and the process is killed with -9 some milliseconds after the receiver took a message, and another one goes on. The
receiver is one of ours on loopback: it keeps each message with its `webhook-id`. The last result goes to docs/webhooks.md.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the simulators

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from bailee.store.workspace import Workspace

DAY = 24 * 60  # minutes

# What a worker does, by a clock that is ahead; in a process that forks from one which has everything loaded.
_TELLER = """
import datetime, os, time
from pathlib import Path
from bailee.cli.worker import webhooks
from bailee.store import asking, database
home = Path(home)
os.environ["BAILEE_OUTWARD_NETWORKS"] = "127.0.0.0/8"
if url:
    database.use(home, url, url)
class Ahead(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) + datetime.timedelta(minutes=minutes)
asking.datetime = Ahead
turns.value = 0
while True:
    webhooks(home)
    turns.value += 1
    time.sleep(0.02)
"""


@dataclass
class Result:
    stands_on: str
    events: int
    kills: int = 0
    tries: int = 0  # while nobody was there
    hours: float = 0.0  # for which nobody was there, by the sender's clock
    told: list[str] = field(default_factory=list)  # subjects, as they were taken, repeated ones with them
    idents: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def first(self) -> list[str]:
        return list(dict.fromkeys(self.told))

    @property
    def missed(self) -> int:
        return len(set(self.wanted) - set(self.told))

    @property
    def is_in_order(self) -> bool:
        """Each for the first time after all before it; what is repeated is the one that came last."""
        newest = -1
        place = {subject: number for number, subject in enumerate(self.wanted)}
        for subject in self.told:
            if place[subject] not in (newest, newest + 1):
                return False
            newest = place[subject]
        return self.first == [each for each in self.wanted if each in set(self.told)]

    @property
    def repeated(self) -> int:
        return len(self.told) - len(self.first)

    @property
    def not_known(self) -> int:
        """Repeated under another ident: what a receiver cannot know again."""
        return len(set(self.idents)) - len(self.first)

    def __str__(self) -> str:
        return (
            f"{self.stands_on}: {self.events:,} events, nobody there for {self.hours:.0f} hours ({self.tries} tries), {self.kills} kills: "
            f"{self.missed} missed, {'in order' if self.is_in_order else 'OUT OF ORDER'}, {self.repeated} repeated, "
            f"{self.not_known} of them under another ident; {self.seconds:.0f} s"
        )


def disturbed(workspace: Workspace, events: int, kills: int, *, seed: int, url: str = "", steps: int = 12) -> Result:
    """So many events, half of the kills while nobody is there and half while messages are taken."""
    from bailee.operations.manage_webhooks import add_webhook
    from bailee.outward import Reach
    from simulators.webhook_receiver import LOOPBACK, receiving

    home, rng = workspace.home, random.Random(seed)
    result, begun = Result("PostgreSQL" if url else "SQLite", events), time.monotonic()
    with receiving() as gone:
        port = gone.port
    hook = add_webhook(workspace, f"http://127.0.0.1:{port}/", ["finding.decided"], reach=Reach.of(LOOPBACK)).hook
    while_away = kills // 2
    for step in range(steps):
        _happen(workspace, result, events // (steps + 1) if step else events - steps * (events // (steps + 1)))
        minutes = step * DAY // (steps - 1)
        with _teller(home, url, minutes) as process:
            if step >= steps - while_away or rng.random() < 0.1:
                time.sleep(rng.uniform(0.0, 0.3))
                process.kill()  # -9
                process.join()
                result.kills += 1
            else:
                assert _until(lambda process=process: process.turns.value >= 2, process)
        result.hours = minutes / 60
    (state,) = workspace.webhooks()
    result.tries = workspace.webhook_messages(hook, limit=events)[-1].tries
    assert state.waiting == len(result.wanted) and state.off_at is None, "something was told to nobody"
    minutes = DAY + 4 * 60
    with receiving(port) as receiver:
        _happen(workspace, result, events - len(result.wanted))  # it goes on while the line is long
        while result.kills < kills and len({each.ident for each in receiver.taken}) < events:
            with _teller(home, url, minutes) as process:
                before = len(receiver.taken)
                _until(lambda before=before: len(receiver.taken) > before, process)
                time.sleep(rng.uniform(0, 0.05))
                process.kill()  # -9
                process.join()
            result.kills += 1
            minutes += 5  # what the dead one had is free again
        with _teller(home, url, minutes + 5) as process:
            assert _until(lambda: workspace.webhooks()[0].waiting == 0, process, seconds=300)
        result.told = [each.told["data"]["subject"] for each in receiver.taken]
        result.idents = [each.ident for each in receiver.taken]
    result.seconds = time.monotonic() - begun
    return result


def _happen(workspace: Workspace, result: Result, count: int) -> None:
    first = len(result.wanted)
    subjects = [f"finding-{number}" for number in range(first, first + count)]
    workspace.record_all([("finding-confirmed", each, {"detector": "us-ssn"}) for each in subjects])
    result.wanted += subjects


_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["bailee.cli.worker", "bailee.store.webhook_sending", "bailee.store.models"])


@contextmanager
def _teller(home: Path, url: str, minutes: int) -> Iterator[BaseProcess]:
    turns = _FORKS.Value("i", 0)
    told = {"home": str(home), "url": url, "minutes": minutes, "turns": turns}
    process = _FORKS.Process(target=exec, args=(_TELLER, told), daemon=True)
    process.turns = turns
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def _until(is_so: Callable[[], bool], process: BaseProcess, seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        if not process.is_alive():
            return is_so()
        time.sleep(0.005)
    return False


def run(events: int, kills: int, seed: int) -> list[Result]:
    """On each database that there is."""
    from bailee.store import database
    from simulators import postgres_store
    from world import make_world, open_world

    results = []
    with ExitStack() as stack:
        cluster = stack.enter_context(postgres_store.running())
        for stands_on in ("sqlite", *(["postgresql"] if cluster else [])):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bailee-webhooks-")))
            home = folder / "home"
            if stands_on == "postgresql" and cluster is not None:
                postgres_store.stand_on(home, cluster, "webhooks")
            make_world(home)
            world = open_world(home)
            url = getattr(database.engine(home), "url", "")
            results.append(disturbed(world.alice, events, kills, seed=seed, url=url))
            print(results[-1], flush=True)
            database.disconnect(home)
    return results


def table(results: list[Result]) -> str:
    rows = (
        ("events", [f"{each.events:,}" for each in results]),
        ("nobody there, hours", [f"{each.hours:.0f}" for each in results]),
        ("tries of the first one meanwhile", [f"{each.tries}" for each in results]),
        ("kills", [f"{each.kills}" for each in results]),
        ("missed", [f"{each.missed}" for each in results]),
        ("out of order", ["no" if each.is_in_order else "yes" for each in results]),
        ("told again under the same `webhook-id`", [f"{each.repeated}" for each in results]),
        ("told again under another one", [f"{each.not_known}" for each in results]),
    )
    head = ["| | " + " | ".join(each.stands_on for each in results) + " |", "|---" * (len(results) + 1) + "|"]
    return "\n".join([*head, *(f"| {name} | {' | '.join(values)} |" for name, values in rows)])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--events", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="the table into docs/webhooks.md")
    chosen = parser.parse_args()
    results = run(chosen.events, chosen.kills, chosen.seed)
    print(table(results))
    if chosen.write:
        path = ROOT / "docs" / "webhooks.md"
        before, _, rest = path.read_text().partition("<!-- figures -->\n")
        _, _, after = rest.partition("<!-- /figures -->")
        said = f"Measured by `make webhooks` on {datetime.now(UTC):%-d %B %Y}:\n\n{table(results)}\n"
        path.write_text(f"{before}<!-- figures -->\n{said}<!-- /figures -->{after}")
    return int(any(each.missed or each.not_known or not each.is_in_order for each in results))


if __name__ == "__main__":
    sys.exit(main())
