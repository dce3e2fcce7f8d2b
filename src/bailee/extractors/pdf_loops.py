"""Drawings of a PDF that draw themselves: PDFium follows them until it crashes, and takes the whole file with it.

A form (a drawing that pages share) names others in its resources and shows them by `/Name Do`. Where that leads back to the form
itself, the name is made to lead nowhere, in as many bytes, so that all places of the file stay what they are. Resources often name
the very form that uses them; only what is shown counts.

>>> form = b"5 0 obj<</Subtype/Form/Resources<</XObject<</F 5 0 R>>>>>>stream\\n/F Do\\nendstream\\nendobj"
>>> without_loops(form)
b'5 0 obj<</Subtype/Form/Resources<</XObject<</F 0 0 R>>>>>>stream\\n/F Do\\nendstream\\nendobj'
>>> without_loops(form.replace(b"/F Do", b"/G Do")) is None
True
"""

from __future__ import annotations

import re
import zlib

from bailee.extractors.pdf_mending import plain_objects

FORMS = 2_000  # more of them are not looked at
CONTENT = 128 << 10  # bytes of one form's content
_FORM = re.compile(rb"/Subtype\s*/Form(?![A-Za-z])")
_RESOURCES = re.compile(rb"/Resources\s+(\d{1,8})\s+\d{1,5}\s+R")
_NAMED = re.compile(rb"/XObject\s*(?:<<([^<>]*)>>|(\d{1,8})\s+\d{1,5}\s+R)")
_ENTRY = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d{1,8})\s+\d{1,5}\s+R")
_SHOWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do(?![A-Za-z])")
Edges = list[tuple[int, int, int]]  # the form that is shown, and from where to where its number stands


def without_loops(data: bytes) -> bytes | None:
    """The file in which no drawing draws itself; None where none did."""
    if not _FORM.search(data) or b"XObject" not in data:
        return None
    objects = dict(plain_objects(data))
    forms = [number for number, (start, end) in objects.items() if _FORM.search(data, start, end)][:FORMS]
    shown = {number: _shown(data, objects, number) for number in forms}
    found = bytearray(data)
    cut = 0
    done: set[int] = set()
    for form in forms:
        for start, end in _back(form, shown, done):
            found[start:end] = b"0".rjust(end - start)
            cut += 1
    return bytes(found) if cut else None


def _back(form: int, shown: dict[int, Edges], done: set[int]) -> list[tuple[int, int]]:
    """Where a form that is being drawn is named again, on any way down from one; without recursion, as a file may be deep."""
    found: list[tuple[int, int]] = []
    if form in done:
        return found
    way = [form]
    open_now = {form}
    rest = [iter(shown.get(form, ()))]
    while rest:
        step = next(rest[-1], None)
        if step is None:
            rest.pop()
            last = way.pop()
            open_now.discard(last)
            done.add(last)
            continue
        other, start, end = step
        if other in open_now:
            found.append((start, end))
        elif other not in done and other in shown:
            way.append(other)
            open_now.add(other)
            rest.append(iter(shown[other]))
    return found


def _shown(data: bytes, objects: dict[int, tuple[int, int]], form: int) -> Edges:
    """What a form shows, by the names in its own resources or in those that it shares."""
    start, end = objects[form]
    named = _names(data, objects, start, end)
    told = _RESOURCES.search(data, start, end)
    if told is not None and int(told[1]) in objects:
        named |= _names(data, objects, *objects[int(told[1])])
    if not named:
        return []
    wanted = set(_SHOWN.findall(_content(data, start, end)))
    return [edge for name, edge in named.items() if name in wanted]


def _names(data: bytes, objects: dict[int, tuple[int, int]], start: int, end: int) -> dict[bytes, tuple[int, int, int]]:
    told = _NAMED.search(data, start, end)
    if told is None:
        return {}
    if told[2] is not None:
        start, end = objects.get(int(told[2]), (0, 0))
    else:
        start, end = told.span(1)
    return {found[1]: (int(found[2]), *found.span(2)) for found in _ENTRY.finditer(data, start, end)}


def _content(data: bytes, start: int, end: int) -> bytes:
    """What a form draws, as far as it is plain or deflated once."""
    if not data.startswith(b"stream", end):
        return b""
    begin = end + 6
    begin += 2 if data[begin : begin + 2] == b"\r\n" else 1
    stop = data.find(b"endstream", begin)
    raw = data[begin : stop if stop >= 0 else begin + CONTENT]
    if b"/Filter" not in data[start:end]:
        return raw[:CONTENT]
    try:
        return zlib.decompressobj().decompress(raw, CONTENT)
    except zlib.error:
        return b""
