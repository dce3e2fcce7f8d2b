"""Pages asked for as a browser does, in a process of their own: Django is configured once a process, and not for pages here."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path


def _end_with_us() -> None:
    """A server whose test run was killed ends, too (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Server:
    """`bailee serve` as a person starts it."""

    def __init__(self, home: Path, settings: dict[str, str] | None = None, *, works: bool = False) -> None:
        """`works`: with a worker for scans and mail beside it, which costs more than the pages of a test do."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("BAILEE_", "DJANGO_"))}
        environment |= settings or {}
        self.home = home
        words = [sys.executable, "-m", "bailee.cli.main", "serve", "--port", "0", "--home", str(home)]
        words += [] if works else ["--no-worker"]
        words[1:3] = ["-c", "from bailee.cli.main import main; main()"]
        self.process = subprocess.Popen(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            start_new_session=True,
            preexec_fn=_end_with_us if sys.platform == "linux" else None,
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
        until = time.monotonic() + 90
        while time.monotonic() < until:
            try:
                if self.get("/healthz").status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not answer within 90 s")

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
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

    def stop(self, by: signal.Signals) -> float:
        """Send the signal; how long it took until nothing of it was left."""
        begun = time.monotonic()
        self.process.send_signal(by)
        self.process.wait(10)
        while self._answers() and time.monotonic() - begun < 10:
            time.sleep(0.02)
        return time.monotonic() - begun

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def close(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)  # the session that we began, and nothing else
            self.process.wait(10)
        assert self.process.stdout is not None
        self._reader.join(10)
        self.process.stdout.close()
