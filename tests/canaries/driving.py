"""Everything that bailee does, done once: each command with what it asks for and with what nobody asks, each page and file that a page leads to, each address of the API."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import click

import warm
from as_typed import PLAIN
from waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
ENDLESS = {"serve", "worker"}  # they run until they are stopped: pages are driven by themselves
_LINK = re.compile(r'(?:href|action|formaction|hx-get|src)="([^"]*)"')
_ENDINGS = (".pdf", ".json", ".csv", ".txt", ".zip", ".html")


@dataclass(frozen=True, slots=True)
class Said:
    """What came out of a command."""

    words: tuple[str, ...]
    code: int
    content: bytes


def leaves(
    command: click.Command | None = None, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, by its words."""
    from bailee.cli.main import bailee_command

    command = command or bailee_command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        if command.invoke_without_command and words:
            yield words, command
        for name in command.list_commands(ctx):
            found = command.get_command(ctx, name)
            if found is not None:
                yield from leaves(found, (*words, name))
    elif words:
        yield words, command


@dataclass
class Asks:
    """What a command's parameters are given: a folder of files, a place for what it makes, idents that are there, and values that somebody types."""

    home: Path
    folder: Path
    out: Path
    typed: Sequence[str]
    idents: Sequence[str] = ()
    number: int = 0

    def lines(self, command: click.Command) -> Iterator[list[str]]:
        """Ways to type it: what it needs; the same as programs read it; with a typed value wherever it takes a text."""
        needed = self._arguments(command, typed=False) + self._options(command, typed=False, only_needed=True)
        yield needed
        if any("--json" in each.opts for each in command.params):
            yield [*needed, "--json"]
        yield self._arguments(command, typed=True) + self._options(command, typed=True, only_needed=False)

    def _arguments(self, command: click.Command, *, typed: bool) -> list[str]:
        return [
            self._value(each, typed)
            for each in command.params
            if isinstance(each, click.Argument) and (each.required or typed or isinstance(each.type, click.Path))
        ]

    def _options(self, command: click.Command, *, typed: bool, only_needed: bool) -> list[str]:
        words: list[str] = []
        for each in command.params:
            if (
                not isinstance(each, click.Option)
                or each.is_flag
                or each.name in ("home", "client", "organisation", "member")
            ):
                continue
            is_text = isinstance(each.type, click.types.StringParamType) and not each.multiple
            if each.required or (typed and not only_needed and is_text) or (each.name == "out" and not typed):
                words += [each.opts[-1], self._value(each, typed and is_text)]
        return words

    def _value(self, parameter: click.Parameter, typed: bool) -> str:
        self.number += 1
        kind = parameter.type
        if isinstance(kind, click.Choice):
            return str(kind.choices[self.number % len(kind.choices)])
        if isinstance(kind, click.Path) or "path" in str(parameter.name):
            makes = parameter.name in ("out", "report") or (
                parameter.name == "file" and "NEW" in str(parameter.metavar)
            )
            return (
                str(self.out / f"made-{self.number}{_ENDINGS[self.number % len(_ENDINGS)]}")
                if makes
                else self._file(typed)
            )
        if isinstance(kind, click.types.IntParamType | click.types.IntRange | click.types.FloatParamType):
            return "3"
        if isinstance(kind, click.types.DateTime):
            return "2026-03-02"
        if typed or not self.idents:
            return self.typed[self.number % len(self.typed)]
        return self.idents[self.number % len(self.idents)]

    def _file(self, typed: bool) -> str:
        if typed:
            return str(self.folder / f"no such {self.typed[self.number % len(self.typed)]}.txt")
        return str(self.folder / "hr") if self.number % 2 else str(self.folder)


def commands(
    asks: Asks, environment: dict[str, str], *, only: Callable[[tuple[str, ...]], bool] = lambda _: True, jobs: int = 2
) -> list[Said]:
    """Type each command in each way; those that would never end are left out."""
    lines = [
        (*words, *line, *(("--home", str(asks.home)) if any("--home" in each.opts for each in command.params) else ()))
        for words, command in leaves()
        if words[0] not in ENDLESS and only(words)
        for line in asks.lines(command)
    ]
    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(lambda words: typed_in(words, environment), lines))


def typed_in(words: Sequence[str], environment: dict[str, str]) -> Said:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("BAILEE_", "DJANGO_"))}
    try:
        done = warm.run_bytes(*words, environment=inherited | PLAIN | environment)
    except subprocess.TimeoutExpired as late:
        return Said(tuple(words), -1, late.output + late.stderr)
    return Said(tuple(words), done.returncode, done.stdout + done.stderr)


@dataclass
class Crawl:
    """A signed-in browser without a script, that follows every link; and the same with a token, at the API."""

    port: int
    cookie: str
    agent: str
    most: int
    seen: dict[str, bytes] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str, bytes, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            sent = {"Connection": "close", "User-Agent": self.agent, "Cookie": self.cookie} | headers
            connection.request(method, path, body or None, sent)
            answer = connection.getresponse()
            content = answer.read()
            packed = content + "\n".join(f"{name}: {value}" for name, value in answer.getheaders()).encode()
            self.seen[f"{method} {path}"] = content
            self.seen[f"{method} {path} (heads)"] = packed[len(content) :]
            self.states[f"{method} {path}"] = answer.status
            return answer.status, answer.headers.get("Content-Type", ""), content, answer.headers.get("Location", "")
        finally:
            connection.close()

    def pages(self, starts: Sequence[str]) -> int:
        """Follow links from these on; how many pages were asked for."""
        waiting, done, shapes = list(starts), set(), dict[str, int]()
        while waiting and len(done) < self.most:
            address = waiting.pop(0)
            parts = urlsplit(address)
            shape = re.sub(r"[0-9a-f]{6,}|\d+", "#", parts.path) + "?" + re.sub(r"=[^&]*", "", parts.query)
            shapes[shape] = shapes.get(shape, 0) + 1
            if address in done or shapes[shape] > 3 or parts.path.startswith(("/static/", "/account/logout")):
                continue
            done.add(address)
            _, kind, content, location = self.ask("GET", address)
            if location:
                waiting.append(_local(urljoin(address, location)))
            if "text/html" in kind:
                text = content.decode("utf-8", "replace")
                waiting += [
                    _local(urljoin(address, unescape(link)))
                    for link in _LINK.findall(text)
                    if not link.startswith(("http:", "https:", "mailto:"))
                ]
        return len(done)

    def provoked(self, addresses: Sequence[str], typed: Sequence[str]) -> None:
        """Nonsense with a typed value in queries, forms and bodies: whatever is refused must not be written down."""
        for number, address in enumerate(addresses):
            word = typed[number % len(typed)]
            self.ask(
                "GET",
                f"{address}?q={quote(word)}&on={quote(word)}&cursor={quote(word)}&sort={quote(word)}&store={quote(word)}",
            )
            self.ask("GET", f"{address}{quote(word)}/")
            form = f"name={quote(word)}&reason={quote(word)}&value={quote(word)}".encode()
            self.ask("POST", address, form, **{"Content-Type": "application/x-www-form-urlencoded"})

    def api(self, organisation: str, token: str, typed: Sequence[str]) -> int:
        """Each address of docs/openapi.json with what its lists say; wrong bodies with typed values; how many were answered with something."""
        told = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))
        head = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        idents: dict[str, list[str]] = {}
        answered = 0
        for number, (path, methods) in enumerate(sorted(told["paths"].items(), key=lambda each: each[0].count("{"))):
            whole = path.replace("{organisation}", organisation)
            parent = whole.partition("/{")[0]
            for ident in idents.get(parent, ["nobody-has-this"])[:3] if "{" in whole else [""]:
                address = re.sub(r"\{\w+\}", ident, whole)
                if "get" in methods:
                    status, _, content, _ = self.ask("GET", address, **head)
                    answered += status == 200
                    if status == 200 and not ident:
                        found = set(
                            re.findall(
                                r'"(?:ident|number|key)": ?"?([\w.|-]{1,80})"?', content.decode("utf-8", "replace")
                            )
                        )
                        idents[address] = sorted(found)
                for method in ("post", "put", "patch", "delete"):
                    if method in methods:
                        body = json.dumps(
                            {"name": typed[number % len(typed)], "reason": [typed[(number + 1) % len(typed)]]}
                        )
                        self.ask(method.upper(), re.sub(r"\{\w+\}", "nobody-has-this", whole), body.encode(), **head)
        return answered


def _local(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def memory_of(pid: int) -> Iterator[bytes]:
    """What a process can write to, piece by piece. PermissionError where this account may not look."""
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        (
            span,
            rights,
            *_,
        ) = line.split()
        if not rights.startswith("rw") or line.endswith(("[vvar]", "[vsyscall]")):
            continue
        start, end = (int(each, 16) for each in span.split("-"))
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
            at = start
            while at < end:
                memory.seek(at)
                try:
                    piece = memory.read(min(64 << 20, end - at))
                except OSError:
                    break
                if not piece:
                    break
                yield piece
                at += len(piece)


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            waiting += [int(each) for each in task.read_text().split()]
    return found
