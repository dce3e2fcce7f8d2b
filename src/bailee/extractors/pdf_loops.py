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
_OVER = 4 << 10
_FORM = re.compile(rb"/Subtype\s*/Form(?![A-Za-z])")
_RESOURCES = re.compile(rb"/Resources\s+(\d{1,8})\s+\d{1,5}\s+R")
_NAMED = re.compile(rb"/XObject\s*(?:<<([^<>]*)>>|(\d{1,8})\s+\d{1,5}\s+R)")
_ENTRY = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d{1,8})\s+\d{1,5}\s+R")
_SHOWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do(?![A-Za-z])")
Edge = tuple[int, int, int]  # the form that is shown, and from where to where its number stands
Edges = list[Edge]
Names = dict[bytes, Edge]
Read = dict[tuple[int, int], Names]  # by where a list of names stands: forms share one, and it is read once


def without_loops(data: bytes) -> bytes | None:
    """The file in which no drawing draws itself; None where none did."""
    if not _FORM.search(data) or b"XObject" not in data:
        return None
    objects = dict(plain_objects(data))
    forms = [number for number, (start, end) in objects.items() if _FORM.search(data, start, end)][:FORMS]
    read: Read = {}
    shown = {number: _shown(data, objects, number, read) for number in forms}
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


def _shown(data: bytes, objects: dict[int, tuple[int, int]], form: int, read: Read) -> Edges:
    """What a form shows, by the names in its own resources or in those that it shares."""
    start, end = objects[form]
    named = _names(data, objects, start, end, read)
    told = _RESOURCES.search(data, start, end)
    others: Names = {}
    if told is not None and int(told[1]) in objects:
        others = _names(data, objects, *objects[int(told[1])], read)
    if not named and not others:
        return []
    wanted = dict.fromkeys(_SHOWN.findall(_content(data, start, end)))
    return [edge for name in wanted if (edge := others.get(name) or named.get(name)) is not None]


def _names(data: bytes, objects: dict[int, tuple[int, int]], start: int, end: int, read: Read) -> Names:
    told = _NAMED.search(data, start, end)
    if told is None:
        return {}
    place = objects.get(int(told[2]), (0, 0)) if told[2] is not None else told.span(1)
    if place not in read:
        read[place] = {found[1]: (int(found[2]), *found.span(2)) for found in _ENTRY.finditer(data, *place)}
    return read[place]


def _content(data: bytes, start: int, end: int) -> bytes:
    """What a form draws, as far as it is plain or deflated once."""
    if not data.startswith(b"stream", end):
        return b""
    begin = end + 6
    begin += 2 if data[begin : begin + 2] == b"\r\n" else 1
    most = begin + CONTENT + _OVER  # what so many bytes are deflated to is hardly ever more
    stop = data.find(b"endstream", begin, most)
    raw = data[begin : stop if stop >= 0 else most]
    if b"/Filter" not in data[start:end]:
        return raw[:CONTENT]
    try:
        return zlib.decompressobj().decompress(raw, CONTENT)
    except zlib.error:
        return b""
