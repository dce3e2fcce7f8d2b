"""Standard output and error that outlive their reader: `bailee status | head` ends as `bailee status` does.

A pipe whose reader has gone would end a command with whatever code comes to hand, 1 by the libraries that we print with, which
means here that something was found; or with 0, which says that nothing was. So what is still to come goes nowhere, and the command goes on
to the exit code that it would have had. One that writes for as long as there is input asks `is_read` and stops.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any


class _Outlet(io.FileIO):
    """A descriptor to write to, whether anybody reads it or not."""

    is_read = True

    def write(self, data: Any) -> int:
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            self.is_read = False
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return memoryview(data).nbytes


def outlive_readers() -> None:
    """From here on standard output and error do. A terminal stays as it is: there is always somebody."""
    sys.stdout, sys.stderr = _outliving(sys.stdout), _outliving(sys.stderr)


def is_read() -> bool:
    """Whether anybody still reads standard output, as far as was seen when something was last written."""
    outlet = _raw(sys.stdout)
    return not isinstance(outlet, _Outlet) or outlet.is_read


def _outliving(stream: Any) -> Any:
    raw = _raw(stream)
    if not isinstance(stream, io.TextIOWrapper) or type(raw) is not io.FileIO or stream.isatty():
        return stream
    stream.flush()
    outlet: Any = _Outlet(stream.fileno(), "wb", closefd=False)
    return io.TextIOWrapper(
        outlet if stream.buffer is raw else io.BufferedWriter(outlet),
        stream.encoding,
        stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def _raw(stream: Any) -> Any:
    """What a stream writes to in the end; without a buffer between where Python was told so (`python -u`)."""
    buffer = getattr(stream, "buffer", None)
    return getattr(buffer, "raw", buffer)
