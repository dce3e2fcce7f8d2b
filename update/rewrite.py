"""Rewrite the history of a store by SQL, with its own keys, and see who finds out: what docs/evidence.md shows.

    .venv/bin/python update/rewrite.py

Alice keeps one checkpoint. Then somebody who has the home folder, keys and all, changes what record 3 says, and makes every leaf,
mark, checkpoint and the file beside the database anew. Nothing in the store contradicts him; her checkpoint does.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import world as worlds
from bailee.evidence import kept, log
from bailee.operations.export_evidence import newest_checkpoint
from bailee.operations.verify_evidence import verify_evidence
from bailee.store import database
from bailee.store.workspace import Workspace


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        home, mail = Path(name) / "home", Path(name) / "mail-of-3-march.txt"
        worlds.make_world(home)
        alice = worlds.open_world(home).alice
        for number in range(1, 5):
            alice.record("notice-sent", f"notice-{number}", {"people": 44})
        mail.write_text(newest_checkpoint(alice))
        alice.record("notice-sent", "notice-5", {"people": 44})
        say("before", home, mail)
        rewrite(alice)
        say("after every row and the file beside the database were written anew, with the right keys", home)
        say("the same, against the checkpoint that was mailed to her", home, mail)


def rewrite(alice: Workspace) -> None:
    rows, _ = alice.evidence()
    keys, home, number = alice.keys, alice.home, alice.organisation_id
    alice.close()
    connection = sqlite3.connect(home / database.FILE)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{trigger}"')
    connection.execute("DELETE FROM log_checkpoint WHERE organisation_id = ?", [number])
    newest: log.CheckpointRow | None = None
    for row in rows:
        record = log.Record(number, row.at, row.actor, row.action, row.subject, json.loads(row.details))
        if row.sequence == 3:
            record = replace(record, details={"people": 4_400})
        made = log.append(newest, record, keys.sign, keys.verify_key)
        newest = made.checkpoint
        connection.execute(
            "UPDATE evidence_record SET details = ?, salt = ?, leaf = ?, marks = ? WHERE organisation_id = ? AND sequence = ?",
            [made.row.details, made.row.salt, made.row.leaf, made.row.marks, number, row.sequence],
        )
        connection.execute(
            "INSERT INTO log_checkpoint (organisation_id, size, note, frontier) VALUES (?, ?, ?, ?)",
            [number, newest.size, newest.note, newest.frontier],
        )
    connection.commit()
    connection.close()
    assert newest is not None  # noqa: S101 - a log begins with its organisation
    kept.path(home, number).write_text(newest.note)


def say(when: str, home: Path, *elsewhere: Path) -> None:
    report = verify_evidence(home, elsewhere)
    print(f"# {when}")
    print(f"$ bailee evidence verify{''.join(f' --checkpoint {path.name}' for path in elsewhere)}")
    for each in report.broken:
        print(f"broken  record {each.record}, {each.field}: {each.reason.replace(str(elsewhere[0].parent) + '/', '')}")
    if report.ok:
        print(f"whole   {report.records} records say what they said")
    print()


if __name__ == "__main__":
    main()
