"""A mail server on loopback that keeps what it is given: enough of RFC 5321 for one message after the other."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast


class MailServer(socketserver.ThreadingTCPServer):
    """`refuses`: it answers every recipient with 450, as a server that is busy does; `answers`: some, each with its own line."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[tuple[str, EmailMessage]] = []
        self.refuses = False
        self.answers: dict[str, str] = {}

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Handler(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        with suppress(ConnectionError):  # whoever spoke to it was killed
            self._talk()

    def _talk(self) -> None:
        self._say("220 mail.example ESMTP")
        recipient = ""
        while line := self.rfile.readline():
            word = line.decode("ascii", "replace").strip()
            verb = word.upper().split(" ")[0]
            if verb == "RCPT":
                recipient = word.partition("<")[2].partition(">")[0]
                self._say(self.server.answers.get(recipient, "450 busy" if self.server.refuses else "250 ok"))
            elif verb == "DATA":
                self._say("354 go on")
                message = self._message()
                if message is None:
                    return
                self.server.taken.append((recipient, message))
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _message(self) -> EmailMessage | None:
        """None where it was cut off: nothing was taken then."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return None
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return cast(EmailMessage, message_from_bytes(b"".join(lines), policy=policy.default))

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """One that lives as long as the block."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
