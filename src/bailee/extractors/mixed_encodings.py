"""Text of two encodings in one file: a log in ASCII that PowerShell's `>>` went on with in UTF-16, and the other way round.

>>> import codecs
>>> log = b"started\\n" + "stopped\\n".encode("utf-16-le") + b"started again\\n"
>>> Narrow(codecs.getincrementaldecoder("utf-8")()).decode(log, True)
'started\\nstopped\\nstarted again\\n'
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

# Letters in two bytes, the lesser first: of ASCII, and of scripts whose second byte is a control sign that no text has.
_PAIR = rb"(?:[\t\r\n\x20-\x7e\xa0-\xff]\0|[\0-\xff][\x01-\x06\x0e])"
_RUN = re.compile(_PAIR + rb"{8,}")
_ON = re.compile(_PAIR + rb"*")
_CUT = re.compile(_PAIR + rb"{1,7}[\0-\xff]?\Z|[\t\r\n\x20-\x7e]\Z")  # what may be the beginning of one
_PLAIN = re.compile(rb"[\t\r\n\x20-\x7e]{24,}(?!\0)")  # in wide text: each letter is one byte
_TAIL = re.compile(rb"[\t\r\n\x20-\x7e]+\Z")
_SHORTEST = 24
_LEAST = 64  # bytes that are looked at together


def narrow_parts(head: bytes) -> bytes:
    """What is no run of wide letters."""
    return _RUN.sub(b"", head)


def has_narrow_stretch(head: bytes) -> bool:
    """Whether wide text begins as narrow text."""
    stretches = [part for part in _RUN.split(head) if len(part) >= 8]
    return bool(stretches) and head.startswith(stretches[0]) and stretches[0].isascii() and 0 not in stretches[0][:-1]


class Narrow(codecs.IncrementalDecoder):
    """Decodes as `inner` does, and what is written in pairs of bytes between as UTF-16."""

    def __init__(self, inner: codecs.IncrementalDecoder) -> None:
        super().__init__()
        self._inner = inner
        self._held = b""
        self._is_wide = False

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]  # typeshed names its parameters otherwise
        data = self._held + data
        self._held = b""
        if not self._is_wide and (0 not in data or data.count(0) == len(data)):
            if not final:
                data, self._held = data[:-1], data[-1:]
            return self._inner.decode(data, final)
        if len(data) < _LEAST and not final:
            self._held = data
            return ""
        parts: list[str] = []
        at = 0
        if self._is_wide and (on := _ON.match(data)):
            parts.append(data[: on.end()].decode("utf-16-le", "replace"))
            at = on.end()
        for run in _RUN.finditer(data, at):
            parts.append(self._inner.decode(data[at : run.start()]))
            parts.append(run[0].decode("utf-16-le", "replace"))
            at = run.end()
        self._is_wide = bool(at) and len(data) - at <= 1 and not final
        if self._is_wide:
            self._held = data[at:]
        elif not final and (cut := _CUT.search(data, max(at, len(data) - 16))):
            self._held = data[cut.start() :]
            parts.append(self._inner.decode(data[at : cut.start()]))
        else:
            parts.append(self._inner.decode(data[at:], final))
        return "".join(parts)


class Wide(codecs.IncrementalDecoder):
    """Decodes UTF-16, and what is written in single bytes between as ASCII."""

    def __init__(self, made: Callable[[str], codecs.IncrementalDecoder]) -> None:
        super().__init__()
        self._made = made
        self._inner = made("replace")
        self._held = b""
        self._is_odd = False  # half a letter is held by `inner`
        self._is_plain = False

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]  # typeshed names its parameters otherwise
        data = self._held + data
        self._held = b""
        if len(data) < _LEAST and not final:
            self._held = data
            return ""
        if not final and (cut := _TAIL.search(data, max(0, len(data) - 2 * _SHORTEST))) and cut.start():
            start = cut.start() if len(cut[0]) < 2 * _SHORTEST else len(data) - _SHORTEST
            data, self._held = data[:start], data[start:]
        parts: list[str] = []
        at = 0
        if self._is_plain:
            plain = re.match(rb"[\t\r\n\x20-\x7e]*(?!\0)", data)
            at = plain.end() if plain else 0
            parts.append(data[:at].decode("ascii"))
            self._is_plain = at == len(data)
        if max(map(len, data[at:].split(b"\0"))) >= _SHORTEST:
            for run in _PLAIN.finditer(data, at):
                if not _is_words(run[0]):
                    continue
                start = run.start() + ((run.start() - at + self._is_odd) % 2)
                parts.append(self._inner.decode(data[at:start]))
                self._inner = self._made("replace")
                self._is_odd = False
                parts.append(data[start : run.end()].decode("ascii"))
                at = run.end()
                self._is_plain = at == len(data)
        self._is_odd = (len(data) - at + self._is_odd) % 2 == 1
        parts.append(self._inner.decode(data[at:], final))
        return "".join(parts)


def _is_words(run: bytes) -> bool:
    """Whether single bytes are words with blanks between, which pairs of bytes of other scripts never are."""
    blanks = sum(run.count(blank) for blank in (b" ", b"\n", b"\t"))
    return blanks >= len(run) / 32 and run.count(b"0") < len(run) / 3
