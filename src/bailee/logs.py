"""Lines for whoever runs a server: one event a line, as JSON, and nothing in them that could be anybody's data.

    logs.event("job-ended", task="scan", state="done", ms=1830)
    logs.fault("job-failed", error, job="job-3fa2")

An event has a name and fields that are idents and numbers. Of an error its class is told, the code that the system or the
database gives it, and where in our files it happened: never its message, for that often quotes what it was given. Lines of
libraries are cut down to the same: which library, how grave, what class of error.

>>> import io
>>> stream = io.StringIO()
>>> set_up("info", stream)
>>> try:
...     int("512-44-7313")
... except ValueError as error:
...     fault("example", error, job="job-1")
>>> line = json.loads(stream.getvalue())
>>> line["event"], line["error"], line["job"], "512-44-7313" in stream.getvalue()
('example', 'ValueError', 'job-1', False)
"""

from __future__ import annotations

import errno
import json
import logging
import re
import sys
import threading
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from pathlib import Path
from types import TracebackType
from typing import TextIO

LEVELS = ("debug", "info", "warning", "error")
FRAMES = 6  # of ours, the innermost last
REQUEST: ContextVar[str] = ContextVar("bailee_request", default="")  # number of the request that is being answered
_LOGGER = logging.getLogger("bailee")
_ROOT = Path(__file__).resolve().parents[1]
_CODE = re.compile(r"[0-9A-Za-z_]{1,40}")
Field = str | int | float | bool | None | list[str]


def event(name: str, level: str = "info", **fields: Field) -> None:
    """Something happened. Fields are idents and numbers: a name, an address or a path of somebody's never."""
    _LOGGER.log(logging.getLevelNamesMapping()[level.upper()], name, extra={"bailee": fields})


def fault(name: str, error: BaseException, level: str = "error", **fields: Field) -> None:
    """Something failed: what class of error, which code, and where in our files."""
    event(name, level, **fields, **told_of(error))


def told_of(error: BaseException) -> dict[str, Field]:
    """Of an error, what can be told.

    >>> told_of(FileNotFoundError(2, "No such file", "/srv/hr/512-44-7313.txt"))
    {'error': 'FileNotFoundError', 'code': 'ENOENT', 'trace': []}
    """
    told: dict[str, Field] = {"error": type(error).__name__, "code": _code(error)}
    cause = error.__cause__ or error.__context__
    if cause is not None:
        told |= {"cause": type(cause).__name__, "code": told["code"] or _code(cause)}
    kept: dict[str, Field] = {name: value for name, value in told.items() if value}
    kept["trace"] = list(trace_of(error))
    return kept


def trace_of(error: BaseException) -> tuple[str, ...]:
    """The places in our files that an error went through, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT / "bailee")]
    return tuple(f"{Path(frame.filename).relative_to(_ROOT).as_posix()}:{frame.lineno}" for frame in ours[-FRAMES:])


def _code(error: BaseException) -> str:
    """Of the system (ENOENT), of PostgreSQL (57P01) or of SQLite (SQLITE_BUSY)."""
    if isinstance(error, OSError) and error.errno:
        return errno.errorcode.get(error.errno, "")
    for name in ("sqlstate", "sqlite_errorname"):
        code = getattr(error, name, None) or getattr(error.__cause__, name, None)
        if isinstance(code, str) and _CODE.fullmatch(code):
            return code
    return ""


def network(address: str) -> str:
    """Where somebody came from, without saying from which machine.

    >>> network("203.0.113.77"), network("2001:db8:1:2::3"), network("")
    ('203.0.113.0/24', '2001:db8:1::/48', '')
    """
    try:
        there = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{there}/{24 if there.version == 4 else 48}", strict=False))


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        fields = getattr(record, "bailee", None)
        if isinstance(fields, dict):
            line |= {"event": record.msg, **fields}
        else:  # a library's own words may quote anything
            line |= {"event": "library", "library": record.name, "at": f"{record.module}:{record.lineno}"}
            if record.exc_info and record.exc_info[1] is not None:
                line |= told_of(record.exc_info[1])
        if request := REQUEST.get():
            line["request"] = request
        return json.dumps(line, ensure_ascii=True)


def set_up(level: str, stream: TextIO | None = None, process: str = "", beside: logging.Handler | None = None) -> None:
    """From here on this process writes such lines, and nothing else tells of a fault: no traceback of Python's either.

    `process` is told in its first line, where it is named: server, worker. `beside` gets each line, too: `syslog.begin`.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    for before in [each for each in root.handlers if each.get_name() in ("bailee", "bailee-beside")]:
        root.removeHandler(before)
        if before.get_name() != "bailee":
            before.close()
    handler.set_name("bailee")
    root.addHandler(handler)
    if beside is not None:
        beside.set_name("bailee-beside")
        root.addHandler(beside)
    root.setLevel(logging.WARNING)
    _LOGGER.setLevel(level.upper())
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a stream that is gone, or a full disk under it: the work goes on
    if process:
        sys.excepthook = _crashed
        threading.excepthook = lambda told: fault("thread-failed", told.exc_value) if told.exc_value else None
        sys.unraisablehook = lambda told: fault("failed-unheard", told.exc_value) if told.exc_value else None
        event(f"{process}-process-began", "debug")


def _crashed(_kind: type[BaseException], error: BaseException, _where: TracebackType | None) -> None:
    if not isinstance(error, KeyboardInterrupt | SystemExit):
        fault("process-failed", error)
