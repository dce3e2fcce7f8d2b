"""Nothing of what a mailbox or a tenant holds, and nothing that opens it, is left in the clear: not in the store, not on the screen."""

from __future__ import annotations

import os
from pathlib import Path

import warm
from simulators.graph import office
from simulators.graph import simulator as graph
from simulators.graph.sign_in import CLIENT, SECRET
from simulators.imap import simulator as imap

MAIL = b"From: Zebedee Quince <zebedee.quince@example.org>\r\nSubject: canary-subject\r\n\r\nSSN 219-09-9999, call 212-555-0147\r\n"
CANARIES = (
    *("zebedee", "quince", "canary-subject", "219-09-9999", "219099999", "555-0147", "t0p-secret"),
    *(office.ANN, "ann@contoso", SECRET, "canary-token", "canary-refresh", imap.PASSWORD, imap.TOKEN),
)


def scan(addresses: list[str], home: Path, **environment: str) -> str:
    words = ("scan", *addresses, "--home", home, "--names", "off", "--override", "a test")
    done = warm.run(*words, environment={**os.environ, **environment})
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def in_the_clear(content: bytes) -> list[str]:
    lowered = content.lower()
    return [
        word for word in CANARIES if word.lower().encode() in lowered or word.lower().encode("utf-16-le") in lowered
    ]


def test_no_canary_is_in_the_store_or_on_the_screen(tmp_path: Path) -> None:
    home, folders = tmp_path / "home", [tmp_path / "graph", tmp_path / "imap"]
    for folder in folders:
        folder.mkdir()
    with graph.running(folders[0]) as tenant, imap.running(folders[1]) as server:
        office.furnish(tenant)
        tenant.tenant.mail(next(iter(tenant.tenant.users.values())), "Inbox", MAIL)
        server.folders[b"INBOX"].messages = {1: MAIL}
        app = {"BAILEE_MICROSOFT365_CLIENT_ID": CLIENT, "BAILEE_MICROSOFT365_CLIENT_SECRET": SECRET}
        secrets = {**app, "BAILEE_IMAPS_ACCESS_TOKEN": imap.TOKEN}
        told = scan([tenant.address(), server.address()], home, **secrets)
        server.tokens.clear()
        tenant.sign_in.refused = 7000215
        told += scan([tenant.address(), server.address()], home, **secrets)
    assert "AADSTS7000215" in told
    assert in_the_clear(told.encode()) == []
    kept = {str(path.relative_to(home)): in_the_clear(path.read_bytes()) for path in home.rglob("*") if path.is_file()}
    assert len(kept) > 2
    assert {name: found for name, found in kept.items() if found} == {}
