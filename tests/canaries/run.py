"""One run: plant, scan, do everything, gather all that was kept, written and shown, and look into the server's memory."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyrage

from canaries.driving import Asks, Crawl, Said, commands, family, leaves, memory_of, typed_in
from canaries.planting import canaries, plant
from canaries.searching import Search, files_under

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

# commands of a small run, by their first words; the whole takes all of them
SMALL = {("status",), ("findings",), ("read",), ("triage",), ("coverage",)}
# what changes too much under the feet of the rest, and is done at its end or not at all
LATER = {
    ("demo",),
    ("restore",),
    ("clients", "off-board"),
    ("keys", "destroy"),
    ("keys", "custody"),
    ("unlock",),
    ("scan",),
}
STATES = {200, 204, 301, 302, 303, 304, 400, 401, 403, 404, 405, 406, 409, 410, 411, 412, 413, 415, 422, 428, 429}


@dataclass
class Run:
    """What was planted and typed, and all that was gathered, by name."""

    planted: list[str]
    typed: list[str]
    contents: dict[str, bytes] = field(default_factory=dict)  # kept and shown
    kept: dict[str, bytes] = field(
        default_factory=dict
    )  # what lies on the disk, or was logged: shown to nobody in particular
    in_names: frozenset[str] = frozenset()  # those that stand in names of files, too
    in_memory: dict[int, int] = field(default_factory=dict)  # of a process: how many canaries of contents
    names_in_memory: int = (
        0  # those of names: exact names are decrypted where a page of protection asks the system about files
    )
    processes: int = 0
    memory: int = 0  # bytes that were looked through
    core: int = 0  # bytes of a core dump of the server
    found: int = 0  # findings in the store
    pages: int = 0
    answers: int = 0
    commands: int = 0
    ways: int = 0
    states: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)  # tracebacks, answers of 500
    left_out: list[str] = field(default_factory=list)  # places that may hold canaries, and why


@contextmanager
def run(root: Path, *, number: int, seed: int, is_whole: bool) -> Iterator[Run]:
    made = [each.value for each in canaries(number + 40, seed)]
    done = Run(made[:number], made[number:])
    company, home, out, temporary = (root / name for name in ("company", "home", "out", "tmp"))
    for folder in (company, out, temporary):
        folder.mkdir()
    done.in_names = plant(company, canaries(number, seed))
    environment = {"TMPDIR": str(temporary), "BAILEE_LOG_LEVEL": "debug" if is_whole else "info"}
    options = () if is_whole else ("--ocr", "off")
    said = _scanned(company, home, out, environment, ("html", "json", "pdf") if is_whole else ("json",), options)
    done.found = _findings(home, environment)
    said += _secured(company, home, out, environment)
    asks = Asks(home, company, out, done.typed, _idents(home, environment))
    said += commands(
        asks, environment,
        only=lambda words: words not in LATER and words[:1] not in LATER and (is_whole or words in SMALL or words[:1] in SMALL),
    )  # fmt: skip
    _served(done, home, environment, is_whole=is_whole)
    said += _backed_up(done, home, out, environment)
    _gather(done, said, (home, out, temporary), company)
    yield done


def _scanned(
    company: Path, home: Path, out: Path, environment: dict[str, str], forms: tuple[str, ...], options: tuple[str, ...]
) -> list[Said]:
    said = [
        typed_in(
            ("scan", str(company), "--home", str(home), "--report", str(out / f"report.{form}"), *options), environment
        )
        for form in forms
    ]
    said.append(
        typed_in(
            ("scan", str(company), "--no-store", "--json", "--report", str(out / "once.html"), *options), environment
        )
    )
    assert {each.code for each in said} <= {0, 3}, [each.content[-600:] for each in said]
    return said


def _findings(home: Path, environment: dict[str, str]) -> int:
    return len(
        json.loads(typed_in(("findings", "--json", "--all", "--home", str(home)), environment).content)["findings"]
    )


def _idents(home: Path, environment: dict[str, str]) -> list[str]:
    told = json.loads(typed_in(("findings", "--json", "--home", str(home)), environment).content)["findings"]
    return [each["ident"] for each in told[:8]]


def _secured(company: Path, home: Path, out: Path, environment: dict[str, str]) -> list[Said]:
    """Sealed, wrapped anew, tried out, put back: the sealed files are searched as they lie."""
    files = [str(company / "hr" / "payroll.csv"), str(company / "notes.txt")]
    keys = sorted((home / "keys").glob("recovery-*.txt"))
    where = ("--home", str(home))
    said = [
        typed_in(("protect", "apply", files[0], "--yes", *where), environment),
        typed_in(("keys", "recovery-kit", "--out", str(out / "kit.pdf"), "--keeper", "Dana", *where), environment),
        typed_in(("keys", "drill", "--identity-file", str(keys[0]), *where), environment),
        typed_in(("keys", "rewrap", *where), environment),
        typed_in(("protect", "verify", *where), environment),
    ]
    assert {each.code for each in said} == {0}, [(each.words, each.content[-400:]) for each in said if each.code]
    shutil.copy(Path(files[0] + ".age"), out / "sealed.age")
    (out / "kit.pdf").unlink()  # the page is the key on paper: it holds no canary, and is no output to keep
    said.append(typed_in(("protect", "undo", files[0], *where), environment))
    return said


def _served(done: Run, home: Path, environment: dict[str, str], *, is_whole: bool) -> None:
    from bailee.store import database
    from bailee.store.organisations import organisations
    from web.people import AGENT, reading_addresses, signed_in
    from web.serving import Server

    organisation = organisations(home)[0]
    database.disconnect(home)
    token = _token(home, environment)
    cookie = signed_in(home, [(organisation, "owner")], just_proven=True)["owner"]
    addresses = [f"/{address.replace('<slug:organisation>', organisation)}" for _, address in reading_addresses(home)]
    starts = [
        f"/o/{organisation}/",
        *(each if each.startswith("/o/") else f"/o/{organisation}{each}" for each in addresses),
    ]
    server = Server(home, environment, works=True)
    try:
        crawl = Crawl(server.port, cookie, AGENT, most=1_500 if is_whole else 40)
        done.pages = crawl.pages(starts if is_whole else starts[:25])
        done.answers = crawl.api(organisation, token, done.typed)
        _look_into_memory(done, server.process.pid)
        crawl.provoked(
            [each for each in crawl.seen if each.startswith("GET /o/")][:0] or starts[: 200 if is_whole else 12],
            done.typed,
        )
        if is_whole:
            _dump(done, server.process.pid, home.parent / "core")
        done.states = crawl.states
        done.faults += [
            f"{each} was answered with {state}" for each, state in crawl.states.items() if state not in STATES
        ]
        done.contents |= crawl.seen
        done.kept |= {"server’s lines": "".join(server.lines).encode()}
    finally:
        server.close()


def _token(home: Path, environment: dict[str, str]) -> str:
    made = typed_in(
        ("token", "create", "--name", "canaries", "--days", "2", "--json", "--home", str(home)), environment
    )
    assert made.code == 0, made.content
    return str(json.loads(made.content)["token"])


def _look_into_memory(done: Run, pid: int) -> None:
    """After every page and address was asked for; before anything was typed into a form."""
    search = Search(done.planted)
    try:
        for each in family(pid):
            hits: set[str] = set()
            for piece in memory_of(each):
                done.memory += len(piece)
                hits |= search.hits(piece).keys()
            done.processes += 1
            done.names_in_memory = max(done.names_in_memory, len(hits & done.in_names))
            if hits - done.in_names:
                done.in_memory[each] = len(hits - done.in_names)
    except (OSError, PermissionError):
        done.processes = 0


def _dump(done: Run, pid: int, file: Path) -> None:
    """A core dump of each process of the server, as a debugger of root's makes one."""
    if shutil.which("gcore") is None:
        return
    search = Search(done.planted)
    for each in family(pid):
        made = subprocess.run(["gcore", "-o", str(file), str(each)], capture_output=True, check=False)
        path = file.with_name(f"{file.name}.{each}")
        if made.returncode or not path.is_file():
            continue
        with path.open("rb") as stream:
            while piece := stream.read(64 << 20):
                done.core += len(piece)
                if hits := search.hits(piece).keys() - done.in_names:
                    done.in_memory[each] = done.in_memory.get(each, 0) + len(hits)
        path.unlink()


def _backed_up(done: Run, home: Path, out: Path, environment: dict[str, str]) -> list[Said]:
    """A backup as it lies, opened by the recovery key, and laid out again."""
    secret = out.parent / "words.txt"
    secret.touch(mode=0o600)
    secret.write_text("correct horse battery\n")
    file, again = out / "backup.bailee", out.parent / "again"
    words = ("--passphrase-file", str(secret))
    said = [
        typed_in(("backup", str(file), *words, "--home", str(home)), environment),
        typed_in(("restore", str(file), *words, "--home", str(again)), environment),
    ]
    assert {each.code for each in said} == {0}, [each.content for each in said]
    identity = next((home / "keys").glob("recovery-*.txt")).read_text().strip().splitlines()[-1]
    with tarfile.open(file) as outer:
        closed = next(member for member in outer if member.name == "backup.age")
        content = outer.extractfile(closed)
        assert content is not None
        opened = pyrage.decrypt(content.read(), [pyrage.x25519.Identity.from_str(identity)])
    done.kept["backup opened"] = bytes(opened)
    done.kept |= {f"restored {name}": data for name, data in files_under(again)}
    return said


def _gather(done: Run, said: list[Said], folders: tuple[Path, ...], company: Path) -> None:
    done.commands = len({each.words[:2] for each in said})
    done.ways = len(said)
    done.faults += [" ".join(each.words[:4]) for each in said if b"Traceback" in each.content or each.code == 70]
    done.left_out += [f"{' '.join(each.words[:3])} ran until it was ended" for each in said if each.code == -1]
    done.contents |= {f"{number} {' '.join(each.words[:3])}": each.content for number, each in enumerate(said)}
    for folder in folders:
        done.kept |= {f"{folder.name}/{name}": content for name, content in files_under(folder)}
    for store in folders[0].glob("bailee.sqlite3"):
        done.kept["dump of the database"] = _dumped(store)
    done.contents |= done.kept


def _dumped(store: Path) -> bytes:
    """After a checkpoint: rows as text, and the file byte for byte, free pages too."""
    base = sqlite3.connect(store)
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made = io.StringIO()
    for line in base.iterdump():
        made.write(line + "\n")
    base.close()
    return made.getvalue().encode("utf-8", "surrogateescape") + store.read_bytes()


def all_commands() -> int:
    return sum(1 for _ in leaves())


__all__ = ["Run", "all_commands", "run"]
