"""A small mail server for what a real one won't do on demand: throttle, drop, lie, never end, forget a token.

It knows the commands of RFC 3501 that only read, and takes every other for a fault of the client (`violations`). A fault is
played once, when its command comes next: `server.faults["FETCH"] = ["drop"]`.
"""

from __future__ import annotations

import base64
import re
import socketserver
import ssl
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from simulators import certificates

PASSWORD = "corr3ct-horse"
TOKEN = "ya29.t0ken-of-today"


@dataclass
class Folder:
    messages: dict[int, bytes] = field(default_factory=dict)
    flags: str = "\\HasNoChildren"
    validity: int = 77
    idents: dict[int, int] = field(default_factory=dict)  # Gmail's


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.ca, certificate, key = certificates.make(folder)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.folders: dict[bytes, Folder] = {b"INBOX": Folder()}
        self.tokens = {TOKEN}
        self.capabilities = ["IMAP4rev1", "AUTH=PLAIN", "AUTH=XOAUTH2"]
        self.greeting = b"* OK ready\r\n"
        self.gives_pieces = True
        self.faults: dict[str, list[str]] = defaultdict(list)
        self.violations: list[str] = []
        self.commands: list[str] = []
        self.connections = 0
        super().__init__(("127.0.0.1", 0), _Connection)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def address(self, path: str = "", options: str = "") -> str:
        return f"imaps://ann@localhost:{self.port}/{path}?ca={self.ca}{options}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client may leave whenever it wants."""


class _Connection(socketserver.StreamRequestHandler):
    server: Server
    wbufsize = -1

    def setup(self) -> None:
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        super().setup()
        self.server.connections += 1
        self.signed_in = False
        self.folder: Folder | None = None

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        with suppress(OSError):
            self.request.close()

    def say(self, line: bytes | str) -> None:
        self.wfile.write((line.encode() if isinstance(line, str) else line) + b"\r\n")

    def handle(self) -> None:
        with suppress(OSError):
            self.wfile.write(self.server.greeting)
            self.wfile.flush()
            while line := self.rfile.readline(64 << 10):
                go_on = self.serve(line.decode("utf-8", "replace").rstrip("\r\n"))
                self.wfile.flush()
                if not go_on:
                    return

    def serve(self, line: str) -> bool:
        """One command; False to hang up."""
        tag, _, rest = line.partition(" ")
        command, _, arguments = rest.partition(" ")
        command = command.upper()
        if command == "UID":
            inner, _, arguments = arguments.partition(" ")
            command = inner.upper()
            if command != "FETCH":
                command = f"UID {command}"
        self.server.commands.append(f"{command} {arguments}" if command not in ("LOGIN", "AUTHENTICATE") else command)
        if self.server.faults[command]:
            played = self.play(tag, self.server.faults[command].pop(0))
            if played is not None:
                return played
        method = getattr(self, f"do_{command.lower()}", None)
        allowed = self.signed_in or command in ("CAPABILITY", "AUTHENTICATE", "LOGIN")
        if method is None or not allowed:
            self.server.violations.append(f"{command} {arguments}")
            self.say(f"{tag} BAD not a command for readers")
            return True
        method(tag, arguments)
        return True

    def play(self, tag: str, fault: str) -> bool | None:
        """True to go on, False to hang up, None to answer after all."""
        if fault == "drop":
            return False
        if fault == "half":
            self.wfile.write(b"* 1 FETCH (UID 1 BODY[]<0> {50}\r\nhalf of it")
            return False
        if fault.startswith("bye "):
            self.say(f"* BYE {fault[4:]}")
            return False
        if fault.startswith("no "):
            self.say(f"{tag} NO {fault[3:]}")
            return True
        if fault.startswith("vanish "):
            for folder in self.server.folders.values():
                folder.messages.pop(int(fault[7:]), None)
            return None
        if fault == "garbage":
            self.say(b"\xff\x00 HTTP/1.1 400 this is no IMAP")
            return True
        if fault == "huge-literal":
            self.say(b"* 1 FETCH (UID 1 BODY[]<0> {99999999999}")
            return True
        if fault == "endless-line":
            with suppress(OSError):
                while True:
                    self.wfile.write(b"x" * 65536)
        if fault == "endless-answers":
            with suppress(OSError):
                while True:
                    self.wfile.write(b"* 1 EXISTS\r\n" * 5000)
        raise AssertionError(fault)

    # commands

    def do_capability(self, tag: str, _: str) -> None:
        self.say("* CAPABILITY " + " ".join(self.server.capabilities))
        self.say(f"{tag} OK done")

    def do_login(self, tag: str, arguments: str) -> None:
        self._let_in(tag, arguments.endswith(f'"{PASSWORD}"'))

    def do_authenticate(self, tag: str, mechanism: str) -> None:
        self.say("+ ")
        self.wfile.flush()
        said = base64.b64decode(self.rfile.readline(64 << 10))
        if mechanism == "PLAIN":
            self._let_in(tag, said == f"\0ann\0{PASSWORD}".encode())
            return
        found = re.search(rb"auth=Bearer ([^\x01]+)\x01\x01", said)
        if found and found[1].decode() in self.server.tokens:
            self._let_in(tag, True)
            return
        self.say(b"+ " + base64.b64encode(b'{"status":"401","schemes":"Bearer"}'))
        self.wfile.flush()
        self.rfile.readline(1024)
        self._let_in(tag, False)

    def _let_in(self, tag: str, known: bool) -> None:
        self.signed_in = known
        self.say(f"{tag} OK welcome" if known else f"{tag} NO [AUTHENTICATIONFAILED] who is ann?")

    def do_namespace(self, tag: str, _: str) -> None:
        self.say('* NAMESPACE (("" "/")) NIL NIL')
        self.say(f"{tag} OK done")

    def do_list(self, tag: str, _: str) -> None:
        for name, folder in self.server.folders.items():
            self.say(b'* LIST (%s) "/" {%d}' % (folder.flags.encode(), len(name)))
            self.say(name)
        self.say(f"{tag} OK done")

    def do_examine(self, tag: str, name: str) -> None:
        self.folder = self.server.folders.get(name.strip('"').encode())
        if self.folder is None:
            self.say(f"{tag} NO [NONEXISTENT] no such folder")
            return
        self.say(f"* {len(self.folder.messages)} EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.folder.validity}]")
        self.say(f"* OK [UIDNEXT {max(self.folder.messages, default=0) + 1}]")
        self.say(f"{tag} OK [READ-ONLY] done")

    def do_fetch(self, tag: str, arguments: str) -> None:
        assert self.folder is not None
        if meta := re.fullmatch(r"(\d+)(?::(\d+))? \(UID RFC822\.SIZE INTERNALDATE( X-GM-MSGID)?\)", arguments):
            for number, (uid, mail) in enumerate(list(self.folder.messages.items()), 1):
                if int(meta[1]) <= uid <= int(meta[2] or meta[1]):
                    ident = f" X-GM-MSGID {self.folder.idents.get(uid, uid)}" if meta[3] else ""
                    date = "05-Mar-2024 01:02:03 +0000"
                    self.say(f'* {number} FETCH (UID {uid} RFC822.SIZE {len(mail)} INTERNALDATE "{date}"{ident})')
        elif part := re.fullmatch(r"(\d+) \(BODY\.PEEK\[\]<(\d+)\.(\d+)>\)", arguments):
            mail = self.folder.messages.get(int(part[1]))
            if mail is not None:
                piece = mail[int(part[2]) : int(part[2]) + int(part[3])] if self.server.gives_pieces else mail
                name = f"BODY[]<{part[2]}>" if self.server.gives_pieces else "BODY[]"
                self.say(f"* 1 FETCH (UID {part[1]} {name} {{{len(piece)}}}")
                self.wfile.write(piece)
                self.say(")")
        else:
            self.server.violations.append(f"FETCH {arguments}")
        self.say(f"{tag} OK done")


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    with Server(folder) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
