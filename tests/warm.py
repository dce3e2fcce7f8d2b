"""Processes of bailee that are warm when they begin: forked from one that has loaded everything, and no less real for that.

    process = warm.start("serve", "--port", "0", "--no-worker", environment={...}, stdout=subprocess.PIPE)
    process.wait()

A command typed takes a second of a processor before its first line; hundreds of tests type one. What is forked here has its
own process number, environment, folder, streams, session and exit, and goes through `bailee.cli.main.main` as every other does.
One process to fork from a kind (`commands`, `pages`: Django is configured once a process) and run of pytest, begun when it is
first asked for; it ends with the run. A test of the very start, of limits or of a shell's own words starts a cold one.
"""

from __future__ import annotations

import array
import atexit
import builtins
import contextlib
import ctypes
import functools
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, NoReturn

from waiting import PATIENCE

COUNTS = "PROMETHEUS_MULTIPROC_DIR"
HIRING = frozenset(("demo", "pre-commit", "scan"))  # commands that have workers read files
PAGES = frozenset(("serve", "backup", "restore"))  # commands that know the tables of sign-in
# what a module says in the environment when it is loaded: how many threads a library may have (bailee.scanner.worker)
SAID = frozenset(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"))
# whole packages; not those of readers: a library that reads films or asks a model has threads of its own, and does not bear a fork
LOADED = ("bailee.detectors", "bailee.kinds", "bailee.reports")
MODULES = {
    "commands": (
        "bailee.store.django_settings",
        "bailee.store.database",
        "bailee.scanner.pool",
        "bailee.scanner.worker",
        "bailee.detectors.engine",
    ),
    "pages": (
        "bailee.web.django_settings",
        "bailee.store.database",
        "granian",
        "granian.http",
        "django.test",
        "jinja2",
    ),
}


class Process:
    """As much of `subprocess.Popen` as tests use."""

    def __init__(self, told: socket.socket, stdout: IO[str] | None) -> None:
        self._told = told.makefile("r")
        told.close()
        self.pid = int(self._told.readline())
        self.stdout = stdout
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], 0)[0]:
            self._end()
        return self.returncode

    def wait(self, timeout: float = PATIENCE) -> int:
        """Its exit code; that of a signal is negative. TimeoutExpired where it goes on."""
        if self.returncode is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(["bailee"], timeout)
            self._end()
        assert self.returncode is not None
        return self.returncode

    def communicate(self) -> tuple[str, None]:
        """What it wrote until it ended."""
        assert self.stdout is not None
        with self.stdout:
            said = self.stdout.read()
        self.wait()
        return said, None

    def _end(self) -> None:
        line = self._told.readline()
        self._told.close()
        assert line, "what keeps this process was ended"
        self.returncode = int(line)

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


_keepers: dict[str, tuple[subprocess.Popen[bytes], socket.socket]] = {}


def start(
    *words: object,
    environment: Mapping[str, str],
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
    stderr: int = subprocess.DEVNULL,
    is_own_session: bool = False,
    folder: Path | None = None,
    program: tuple[str, str] = ("bailee.cli.main", "main"),
    kind: str = "",
) -> Process:
    """A command of bailee's, or another function of no arguments (`program`) that reads `sys.argv`. `stdout` may be a pipe."""
    typed = [str(word) for word in words]
    if kind != "pages":  # what a test did in its own process may have named the settings of the pages there
        environment = {name: value for name, value in environment.items() if name != "DJANGO_SETTINGS_MODULE"}
    kind = kind or ("pages" if typed and typed[0] in PAGES else "commands")
    told, theirs = socket.socketpair()
    opened: list[int] = []
    read: IO[str] | None = None
    try:
        streams = []
        for number, stream in enumerate((stdin, stdout, stderr)):
            if stream == subprocess.PIPE:
                here, there = os.pipe()
                read = os.fdopen(here, encoding="utf-8", errors="replace")
                opened.append(there)
                streams.append(there)
            elif stream == subprocess.STDOUT:
                streams.append(streams[1])
            elif stream == subprocess.DEVNULL:
                opened.append(os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY))
                streams.append(opened[-1])
            else:
                streams.append(stream)
        order = {
            "words": typed, "environment": dict(environment), "session": is_own_session, "program": program,
            "folder": str(folder or Path.cwd()),
        }  # fmt: skip
        body = json.dumps(order).encode()
        keeper = _keeper(kind)
        sent = array.array("i", [*streams, theirs.fileno()])
        keeper.sendmsg([len(body).to_bytes(8, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, sent)])
        keeper.sendall(body)
    finally:
        for number in opened:
            os.close(number)
        theirs.close()
    return Process(told, read)


def run(
    *words: object, environment: Mapping[str, str] | None = None, given: str = "", **more: Any
) -> subprocess.CompletedProcess[str]:
    """To its end, as `subprocess.run(…, capture_output=True, text=True)`; `given` is its standard input, `more` as for `start`."""
    done = run_bytes(*words, environment=environment, given=given.encode(), **more)
    return subprocess.CompletedProcess(
        done.args, done.returncode, *(_text(each) for each in (done.stdout, done.stderr))
    )


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace").replace("\r\n", "\n")


def run_bytes(
    *words: object,
    environment: Mapping[str, str] | None = None,
    given: bytes = b"",
    patience: float = PATIENCE,
    **more: Any,
) -> subprocess.CompletedProcess[bytes]:
    """The same, of what came out as it came. One that goes on for longer is ended; TimeoutExpired, with what it wrote."""
    with tempfile.TemporaryFile() as read, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        read.write(given)
        read.seek(0)
        environment = os.environ if environment is None else environment
        started = start(
            *words, environment=environment, stdin=read.fileno(), stdout=out.fileno(), stderr=err.fileno(), **more
        )
        try:
            code = started.wait(patience)
        except subprocess.TimeoutExpired as late:
            started.kill()
            started.wait()
            late.output, late.stderr = (_written(each) for each in (out, err))
            raise
        return subprocess.CompletedProcess(["bailee", *map(str, words)], code, _written(out), _written(err))


def _written(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def is_usual(environment: Mapping[str, str]) -> bool:
    """Whether it says nothing that only a cold start can heed: how Python begins, the locale."""
    return not any(
        name.startswith(("PYTHON", "LC_", "LANG", "LD_", "MALLOC"))
        and name != "PYTHONWARNINGS"
        and os.environ.get(name) != value
        for name, value in environment.items()
    )


def _keeper(kind: str) -> socket.socket:
    if kind not in _keepers:
        ours, theirs = socket.socketpair()
        process = subprocess.Popen(
            [sys.executable, __file__, kind, str(theirs.fileno())],
            pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, env=_plain(), start_new_session=True,
        )  # fmt: skip
        theirs.close()
        _keepers[kind] = process, ours
        if len(_keepers) == 1:
            atexit.register(_end)
    return _keepers[kind][1]


def _plain() -> dict[str, str]:
    """What the surroundings say, without a word of bailee's or Django's own."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("BAILEE_", "DJANGO_"))}


def _end() -> None:
    for process, ours in _keepers.values():
        ours.close()  # it ends itself then, and what it began
        process.wait()


# --- in the process that is forked from


def _keep(kind: str, orders: socket.socket) -> None:
    sys.argv = ["bailee"]
    _end_with_parent(signal.SIGKILL)
    before = dict(os.environ)
    _load(kind)
    said = {name: value for name, value in os.environ.items() if name not in before and name in SAID}
    gc.collect()
    gc.freeze()
    while order := _order(orders):
        told, words = order
        if os.fork() == 0:
            orders.close()
            _watch(kind, told, {**words, "environment": said | words["environment"]})
        for number in told:
            os.close(number)
        _reap()


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _order(orders: socket.socket) -> tuple[list[int], dict[str, Any]] | None:
    head, passed, _, _ = orders.recvmsg(8, socket.CMSG_SPACE(4 * 4))
    if not head:
        return None
    numbers = array.array("i")
    for _, _, data in passed:
        numbers.frombytes(data)
    wanted, body = int.from_bytes(head, "big"), b""
    while len(body) < wanted:
        body += orders.recv(wanted - len(body))
    return list(numbers), json.loads(body)


def _watch(kind: str, told: list[int], order: dict[str, Any]) -> NoReturn:
    """Between the two: says how the process ended, and ends it where this run is ended."""
    _end_with_parent(signal.SIGKILL)
    pid = os.fork()
    if pid == 0:
        os.close(told[3])
        code = 70
        try:
            code = _run(kind, told[:3], order)
        finally:
            os._exit(code)
    for number in told[:3]:
        os.close(number)
    os.write(told[3], f"{pid}\n".encode())
    _, status = os.waitpid(pid, 0)
    with contextlib.suppress(BrokenPipeError):  # nobody waits for it
        os.write(told[3], f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _run(kind: str, streams: list[int], order: dict[str, Any]) -> int:
    _end_with_parent(signal.SIGTERM)
    if order["session"]:
        os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    for stream in streams:
        os.close(stream)
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(each, signal.default_int_handler if each is signal.SIGINT else signal.SIG_DFL)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ |= order["environment"]
    time.tzset()
    sys.argv = ["bailee", *order["words"]]
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        errors, buffered = ("backslashreplace", 1) if name == "stderr" else ("strict", -1)
        setattr(sys, name, os.fdopen(number, mode, buffered, "utf-8", errors, closefd=False))
    for told in filter(None, os.environ.get("PYTHONWARNINGS", "").split(",")):
        action, _, category = told.partition("::")
        warnings.simplefilter(action, getattr(builtins, category or "Warning"))  # type: ignore[arg-type]
    if kind == "pages":  # each process counts in files of its own, wherever that is
        os.environ.setdefault(COUNTS, _counts())
    from bailee.scanner import warm_up

    _configure_anew(kind)
    _fork_helpers()
    if {*order["words"][:1]} & HIRING:
        warm_up()  # before there are threads
    module, name = order["program"]
    try:
        getattr(importlib.import_module(module), name)()
        code = 0
    except SystemExit as wanted:
        code = wanted.code if isinstance(wanted.code, int) else int(wanted.code is not None)
    # as an interpreter ends: it waits for threads, then does what was left for its end
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream_ in (sys.stdout, sys.stderr):
        try:
            stream_.flush()
        except OSError:
            code = code or 120
    return code


@functools.cache
def _counts() -> str:
    """Where a process counts that serves nothing; it is asked for before one is forked."""
    folder = tempfile.mkdtemp(prefix="bailee-warm-")
    keeper = os.getpid()
    atexit.register(lambda: os.getpid() == keeper and shutil.rmtree(folder, ignore_errors=True))
    return folder


def _fork_helpers() -> None:
    """What `multiprocessing` would start to fork workers from is forked, too: it needs to load nothing.

    Not where there are threads: what one of them holds then, the fork would wait for, for ever.
    """
    from multiprocessing import util

    cold = util.spawnv_passfds

    def spawnv_passfds(path: bytes, args: list[str], passfds: list[int]) -> int:
        if threading.active_count() > 1:
            return int(cold(path, args, passfds))
        if pid := os.fork():
            return pid
        try:
            kept = sorted({0, 1, 2, *passfds})
            for before, after in zip(kept, [*kept[1:], os.sysconf("SC_OPEN_MAX")], strict=True):
                os.closerange(before + 1, after)
            exec(args[-1], {"__name__": "__main__"})  # noqa: S102 - of multiprocessing's own: `from … import main; main(…)`
        finally:
            os._exit(0)

    util.spawnv_passfds = spawnv_passfds


def _configure_anew(kind: str) -> None:
    """Django's settings are read from the environment when the process first asks for them: here, when this one does."""
    from bailee.store import database

    loaded = importlib.import_module(MODULES[kind][0])
    is_done = False

    def set_up_django() -> None:
        nonlocal is_done
        named = os.environ.setdefault("DJANGO_SETTINGS_MODULE", loaded.__name__)
        assert named == loaded.__name__, f"{named} is wanted in a process that has {loaded.__name__}"
        if not is_done:
            is_done = True
            refresh()

    def refresh() -> None:
        from django.conf import settings

        before = {name: getattr(settings, name) for name in dir(loaded) if name.isupper()}
        importlib.reload(loaded)
        for name in before:
            if name != "DATABASES":
                setattr(settings, name, getattr(loaded, name))

    database.set_up_django = set_up_django  # type: ignore[assignment]


def _load(kind: str) -> None:
    """All that commands need, by the name of one: and Django on the settings of this kind."""
    import pkgutil

    import bailee.cli
    from bailee.cli.main import HELPERS, module_of

    if kind == "pages":
        os.environ[COUNTS] = _counts()  # what counts asks when it is loaded whether many processes do
    for name in MODULES[kind]:
        importlib.import_module(name)
    from bailee.store import database

    os.environ["DJANGO_SETTINGS_MODULE"] = MODULES[kind][0]
    database.set_up_django()
    for _, name, _ in pkgutil.iter_modules(bailee.cli.__path__):
        if name not in HELPERS:
            module_of(name.rstrip("_").replace("_", "-"))
    for package in LOADED:
        for _, name, _ in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            with contextlib.suppress(ImportError):  # of another system
                importlib.import_module(name)
    from bailee.detectors.plans import plan

    for patterns_only in (False, True):
        plan(patterns_only, False, "")  # expressions are compiled once
    if kind == "pages":
        from django.contrib.auth.hashers import ScryptPasswordHasher

        # a fifth of the work of each password; that it is whole elsewhere, security/test_asvs.py says
        ScryptPasswordHasher.parallelism = 1
        import bailee.operations.serve_pages
        import bailee.web.urls
        from bailee.web.routes import collected

        collected()
    tasks = Path("/proc/self/task")
    is_alone = threading.active_count() == 1 and (not tasks.is_dir() or len(list(tasks.iterdir())) == 1)
    assert is_alone, "a process with threads cannot be forked"


def _end_with_parent(by: signal.Signals) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, by)  # PR_SET_PDEATHSIG


if __name__ == "__main__":
    _keep(sys.argv[1], socket.socket(fileno=int(sys.argv[2])))
