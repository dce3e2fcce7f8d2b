"""What a poll with nothing to do costs the server: processor time a request, on SQLite and on PostgreSQL.

    python benchmarks/agent_polls.py                # 500 polls of 20 agents on each; the signing of agents is not counted

The requests go through the agents' door as the server runs it, without a socket: that is the web server's own.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the cluster of PostgreSQL, and the world

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402 - after the path that finds them

import world as worlds  # noqa: E402 - after the path that finds them
from bailee import __version__  # noqa: E402 - after the path that finds them
from bailee.fleet import signing  # noqa: E402 - after the path that finds them
from bailee.machines import Machine  # noqa: E402 - after the path that finds them
from bailee.web.agent_door import AgentDoor  # noqa: E402 - after the path that finds them
from simulators import postgres_store  # noqa: E402 - after the path that finds them

PATH = "/agent/v1/poll"
IDLE = {
    "hold": 0, "running": [], "free": True, "version": __version__, "protocol": 1,
    "report": {"held": {"pieces": 0, "bytes": 0}, "errors": {}},
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polls", type=int, default=500)
    polls = parser.parse_args().polls
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        measured(Path(folder) / "sqlite", polls, "SQLite")
        server = stack.enter_context(postgres_store.running())
        if server is not None:
            home = Path(folder) / "postgresql"
            postgres_store.stand_on(home, server, "polls")
            measured(home, polls, "PostgreSQL")


def measured(home: Path, polls: int, name: str) -> None:
    """Milliseconds of processor time of this process, a poll."""
    worlds.make_world(home)
    alice = worlds.open_world(home).alice
    door = AgentDoor(lambda environment, start: [], home)
    agents = []
    for number in range(20):
        key = Ed25519PrivateKey.generate()
        with alice.transaction():
            device = alice.see_device(Machine(f"linux:{number}", f"WS-{number}", "Linux"), ())
            agents.append((key, alice.add_agent(device, signing.public_of(key), "code-1", __version__)))
    body, before, spent = json.dumps(IDLE).encode() + b"\n", dict.fromkeys(range(20), ""), []
    for number in range(polls):
        which = number % 20
        key, ident = agents[which]
        own = signing.new_name()
        link = signing.Link(number + 1, own, before[which])
        heads = signing.sign(
            key, PATH, body, keyid=f"{alice.organisation_id}.{ident}", created=int(time.time()), link=link
        )
        before[which] = own
        environment = {"REQUEST_METHOD": "POST", "PATH_INFO": PATH, "REMOTE_ADDR": "127.0.0.1"}
        environment |= {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}  # type: ignore[dict-item]  # WSGI's environment holds more than text
        environment |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in heads.items()}
        begun = time.process_time()
        answer = b"".join(door(environment, lambda status, heads: None))
        spent.append((time.process_time() - begun) * 1000)
        if b'"acked":0' not in answer:
            raise SystemExit(answer.decode())
    spent = spent[40:]  # the first ones load what is needed
    print(f"{name}: {statistics.mean(spent):.2f} ms of processor a poll, median {statistics.median(spent):.2f}")


if __name__ == "__main__":
    main()
