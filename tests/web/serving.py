"""Pages asked for as a browser does, in a process of their own: Django is configured once a process, and not for pages here."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import threading
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import warm
from waiting import PATIENCE, until


class Server:
    """`bailee serve` as a person starts it."""

    def __init__(self, home: Path, settings: dict[str, str] | None = None, *, works: bool = False) -> None:
        """`works`: with a worker for scans and mail beside it, which costs more than the pages of a test do."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("BAILEE_", "DJANGO_"))}
        environment |= settings or {}
        self.home = home
        words = ["serve", "--port", "0", "--home", str(home), *([] if works else ["--no-worker"])]
        self.process = warm.start(
            *words, environment=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, is_own_session=True
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        self.link = self.process.stdout.readline().partition(": ")[2].strip()
        match = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/", self.address)
        assert match, self.address
        self.port = int(match[1])
        self.lines: list[str] = []  # what it wrote since: read by a thread, or it would wait for a reader
        self._reader = threading.Thread(target=self._drain, daemon=True)
        self._reader.start()
        self._wait()

    def _drain(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    def _wait(self) -> None:
        def answers() -> bool:
            try:
                return self.get("/healthz").status == 200
            except OSError:
                return False

        until(answers, "the server answers")

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, headers={"Connection": "close"} | (headers or {}))
        answer = connection.getresponse()
        answer.text = answer.read().decode("utf-8", "replace")  # type: ignore[attr-defined]
        connection.close()
        return answer

    def get(self, path: str, **headers: str) -> HTTPResponse:
        return self.ask("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})

    @property
    def secret_path(self) -> str:
        return "/" + self.link.split("/", 3)[3]

    def stop(self, by: signal.Signals) -> None:
        """Send the signal, and wait until nothing of it is left."""
        self.process.send_signal(by)
        self.process.wait()
        until(lambda: not self._answers(), "the port is free")

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def close(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)  # the session that we began, and nothing else
            self.process.wait()
        assert self.process.stdout is not None
        self._reader.join()
        self.process.stdout.close()
