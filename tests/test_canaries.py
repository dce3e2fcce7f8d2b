"""Nothing that bailee keeps, shows, sends or leaves behind holds a value that it found.

The sample company is scanned with a store and taken through every command a person would use; then all that lies in the
home, in the temporary folder and in what was printed is searched for every planted value, in every disguise.
"""

from __future__ import annotations

import base64
import json
import os
import re
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import hyperscan
import pytest

from as_typed import Done, bailee
from canaries.searching import SHORTEST, disguises, stands_alone

SEED = int(os.environ.get("BAILEE_TEST_SEED", "11"))


@dataclass
class Looked:
    """All that was kept, shown or left: by name."""

    home: Path
    values: dict[str, dict[bytes, bool]]
    content: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Twenty thousand strings are looked for at once."""
        self.forms = [(value, form, alone) for value, forms in self.values.items() for form, alone in forms.items()]
        self.search = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        escaped = [b"".join(b"\\x%02x" % byte for byte in form) for _, form, _ in self.forms]
        self.search.compile(expressions=escaped, flags=[0] * len(escaped))

    def leaks(self, name: str) -> list[str]:
        """Planted values in one of them, told by length and place: a failing test leaks nothing either."""
        content, found = self.content[name], set()

        def seen(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            value, form, alone = self.forms[number]
            if not alone or stands_alone(content, end - len(form), len(form)):
                found.add(f"{len(value)} characters at {end - len(form)}")

        self.search.scan(content, match_event_handler=seen)
        return sorted(found)


def planted(manifest: Path) -> dict[str, dict[bytes, bool]]:
    """Values of seven characters and more, those of the company itself apart: its address stands in its own notices."""
    told = json.loads(manifest.read_text(encoding="utf-8"))
    return {entry["value"]: disguises(entry["value"]) for entry in told["planted"] if len(entry["value"]) >= SHORTEST}


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Looked]:
    root = tmp_path_factory.mktemp("canaries")
    home, out, temporary = root / "home", root / "out", root / "tmp"
    out.mkdir()
    temporary.mkdir()
    said: dict[str, Done] = {}

    def run(*words: object) -> Done:
        done = bailee(*words, TMPDIR=str(temporary))
        said[" ".join(map(str, words[:3])) + f" ({len(said)})"] = done
        return done

    assert run("demo", "--seed", SEED, "--home", home).code == 0
    company = home / "company"
    some = json.loads(bailee("findings", "--json", "--home", home).out)["findings"][5]["ident"]
    for words in (
        ["triage", "dismiss", some, "--reason", "test-data"], ["triage", "confirm", some], ["triage", "dismiss", "512-44-7313"],
        ["status"], ["status", "--json"], ["findings"], ["findings", "--json"], ["findings", "--all"], ["people"], ["people", "--json"],
        ["assess"], ["assess", "--json"], ["declare", "list"], ["evidence", "verify"], ["evidence", "verify", "--json"], ["evidence", "checkpoint"],
        ["protect", "plan", company], ["notice", "list"],
    ):  # fmt: skip
        run(*words, "--home", home)
    for form in ("html", "json", "pdf"):
        assert run("scan", company, "--home", home, "--ocr", "off", "--report", out / f"report.{form}").code == 0
    once = next(
        path for path in sorted(company.iterdir()) if len(list(path.rglob("*.csv"))) > 2
    )  # benchmarks/canaries.py reads all
    assert run("scan", once, "--no-store", "--ocr", "off", "--json", "--report", out / "once.html").code == 0
    for kind in ("employee-privacy-notice", "customer-privacy-statement"):
        for form in ("html", "pdf", "txt", "json"):
            run("notice", "draft", kind, "--out", out / f"{kind}.{form}", "--home", home)
    run("evidence", "export", "--out", out / "evidence.zip", "--home", home)
    one = next(path for path in sorted(company.rglob("*.csv")))
    run("protect", "plan", one, "--home", home)
    assert run("protect", "apply", one, "--yes", "--home", home).code == 0
    run("protect", "verify", one, "--home", home)
    run("protect", "undo", one, "--yes", "--home", home)
    assert {words: done.code for words, done in said.items() if done.code} == {
        words: 2 for words in said if "512-44-7313" in words
    }
    run("status", "--home", company / "nowhere")
    run("read", company / "no such 512-44-7313.txt")
    looked = Looked(home, planted(home / "manifest.json"))
    looked.content |= {f"printed by {words}": (done.out + done.err).encode() for words, done in said.items()}
    looked.content["served pages"] = served(home, temporary)
    for folder in (home, out, temporary):
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "manifest.json" and company not in path.parents:
                looked.content[str(path.relative_to(root))] = plain(path)
    yield looked


PAGES = (
    "", "?format=csv", "obligations/", "findings/", "findings/?sure=possible", "findings/?format=csv", "search/?q=card", "stores/",
    "stores/?format=csv", "scans/", "scans/past/1/", "coverage/", "coverage/?format=json", "members/", "access/", "settings/", "alerts/",
)  # fmt: skip


def served(home: Path, temporary: Path) -> bytes:
    """The pages of `bailee serve`, as the owner gets them, and what the server wrote meanwhile."""
    from bailee.store import database
    from bailee.store.organisations import organisations
    from web.people import AGENT, signed_in
    from web.serving import Server

    organisation = organisations(home)[0]
    database.disconnect(home)
    server = Server(home, works=True)
    try:
        cookie = signed_in(home, [(organisation, "owner")])["owner"]
        seen = []
        for page in PAGES:
            answer = server.get(f"/o/{organisation}/{page}", Cookie=cookie, User_Agent=AGENT)
            assert answer.status == 200, page
            seen.append(answer.text)  # type: ignore[attr-defined]
        return "".join([*seen, *server.lines]).encode()
    finally:
        server.close()


def plain(path: Path) -> bytes:
    """A file as it is, and what its compressed parts say."""
    data = path.read_bytes()
    if data.startswith(b"%PDF"):
        for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
            try:
                data += zlib.decompress(found[1])
            except zlib.error:
                continue
        data += pdf_text(path)
    return data


def pdf_text(path: Path) -> bytes:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document).encode()


def test_there_is_something_to_leak(looked: Looked) -> None:
    assert len(looked.values) > 500
    assert sum(len(content) for content in looked.content.values()) > 5_000_000
    names = " ".join(looked.content)
    for wanted in (
        "bailee.sqlite3",
        "report.html",
        "report.pdf",
        "once.html",
        "keys",
        "served pages",
        "printed by demo",
    ):
        assert wanted in names
    assert b"Secured" in looked.content["served pages"]


def test_the_search_finds_what_is_there(looked: Looked) -> None:
    value, forms = next(iter(looked.values.items()))
    for form in forms:
        looked.content["planted by hand"] = b"\0 " + form + b" \0"
        assert looked.leaks("planted by hand")
    looked.content["planted by hand"] = base64.b64encode(b"xy=" + value.encode() + b"; and more")
    assert looked.leaks("planted by hand")
    del looked.content["planted by hand"]


def test_no_planted_value_stands_anywhere(looked: Looked) -> None:
    leaking = {name: found for name in looked.content if (found := looked.leaks(name))}
    assert leaking == {}


def test_the_store_is_one_that_was_searched_whole(looked: Looked) -> None:
    """Rows in the write-ahead log and in free pages too: after a checkpoint the database is read byte for byte."""
    store = sqlite3.connect(looked.home / "bailee.sqlite3")
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    looked.content["after the checkpoint"] = (looked.home / "bailee.sqlite3").read_bytes()
    assert looked.leaks("after the checkpoint") == []
