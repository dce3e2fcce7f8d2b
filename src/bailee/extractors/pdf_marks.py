"""What stands on the pages of a PDF without being their text: form fields, annotations, links, and how these are drawn."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from typing import Any

_TEXT, _FORM = 1, 5  # objects of an appearance
_LINK, _POPUP, _WIDGET = 2, 16, 20  # subtypes of annotations
_MARKS = 5_000  # of one page
_BOOKMARKS = 20_000
_OPTIONS = 500  # of one list


class Marks:
    """Filled page by page. `fields` and `notes` hold lines, `seen` the strings in them."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.fields: dict[str, None] = {}
        self.notes: dict[str, None] = {}
        self.choices: dict[str, None] = {}  # that a list offers, chosen or not
        self.seen: set[str] = set()
        self.are_drawn = False  # whether a mark of the last page has text in its appearance

    def of_page(self, page: Any) -> Iterator[Any]:
        """Takes the marks of a page, and yields the files attached to them."""
        from pypdfium2 import raw

        self.are_drawn = False
        for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MARKS)):
            mark = raw.FPDFPage_GetAnnot(page, index)
            if not mark:
                continue
            try:
                kind = raw.FPDFAnnot_GetSubtype(mark)
                if kind not in (_LINK, _POPUP) and not self.are_drawn:
                    self.are_drawn = _draws_text(mark)
                if kind == _WIDGET:
                    self._field(mark)
                    continue
                if kind != _POPUP:
                    for key in ("T", "Subj", "Contents", "RC"):
                        self.note(_value(mark, key))
                    if address := self._address(mark):
                        self.note(address)
                    if file := raw.FPDFAnnot_GetFileAttachment(mark):
                        yield file
            finally:
                raw.FPDFPage_CloseAnnot(mark)

    def note(self, text: str) -> None:
        if text.strip():
            self.seen.add(text)
            self.notes[text] = None

    def drawn(self, page: Any, text: str) -> str:
        """Lines of a page, its marks drawn into it, that its own text and the values of the marks have not."""
        said = {line.strip() for line in text.split("\n")}
        said.update(line.strip() for value in self.seen for line in value.splitlines())
        words = page.get_textpage()
        try:
            lines = tidy(words.get_text_range(errors="replace")).split("\n")
        finally:
            words.close()
        return "\n".join(dict.fromkeys(line for line in lines if line.strip() and line.strip() not in said))

    def _address(self, mark: Any) -> str:
        from pypdfium2 import raw

        link = raw.FPDFAnnot_GetLink(mark)
        action = raw.FPDFLink_GetAction(link) if link else None
        return address_of(self.document, action) if action else ""

    def _field(self, mark: Any) -> None:
        from pypdfium2 import raw

        form = self.document.formenv
        if form is None:
            name, label, value = _value(mark, "T"), _value(mark, "TU"), _value(mark, "V")
        else:
            name = string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldName(form, mark, buffer, size))
            label = string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldAlternateName(form, mark, buffer, size))
            value = string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, mark, buffer, size))
            count = min(raw.FPDFAnnot_GetOptionCount(form, mark), _OPTIONS)
            options = [
                string(lambda buffer, size, at=index: raw.FPDFAnnot_GetOptionLabel(form, mark, at, buffer, size))  # type: ignore[misc]
                for index in range(count)
            ]
            self.choices.update(dict.fromkeys(option for option in options if option.strip()))
            if options and not value:
                value = " ; ".join(
                    option for index, option in enumerate(options) if raw.FPDFAnnot_IsOptionSelected(form, mark, index)
                )
        self.seen.update((name, label, value))
        if value and value != "Off":
            title = f"{label} ({name})" if label and name and label != name else label or name
            self.fields[f"{title}: {value}" if title else value] = None


def flattened(page: Any) -> bool:
    """Draws what marks show into the page itself; it is to be opened anew before it is read."""
    from pypdfium2 import raw

    return bool(raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)


def outline(document: Any) -> Iterator[str]:
    """Titles of bookmarks, and where those lead that leave the document."""
    from pypdfium2 import raw

    for index, bookmark in enumerate(document.get_toc()):
        if index >= _BOOKMARKS:
            return
        yield bookmark.get_title()
        action = raw.FPDFBookmark_GetAction(bookmark.raw)
        if action and (address := address_of(document, action)):
            yield address


def address_of(document: Any, action: Any) -> str:
    """Where an action leads: an address, or a file."""
    from pypdfium2 import raw

    calls: tuple[Callable[[Any, int], int], ...] = (
        lambda buffer, size: raw.FPDFAction_GetURIPath(document, action, buffer, size),
        lambda buffer, size: raw.FPDFAction_GetFilePath(action, buffer, size),
    )
    for call in calls:
        size = call(None, 0)
        if 1 < size <= 1 << 20:
            buffer = ctypes.create_string_buffer(size)
            call(buffer, size)
            return buffer.raw[: size - 1].decode("utf-8", "replace")
    return ""


def _draws_text(mark: Any) -> bool:
    from pypdfium2 import raw

    count = min(raw.FPDFAnnot_GetObjectCount(mark), 50)
    return any(
        raw.FPDFPageObj_GetType(raw.FPDFAnnot_GetObject(mark, index)) in (_TEXT, _FORM) for index in range(count)
    )


def tidy(text: str) -> str:
    """Lines as Python has them. PDFium marks a hyphen at the end of a line, after which it goes on without a break.

    >>> tidy("infor\\ufffemation, 555\\ufffe1234\\r\\nSmith\\x02Jones")
    'information, 555-1234\\nSmith-Jones'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x02", "\ufffe").replace("\0", " ")
    return _HYPHEN.sub("", text).replace("\ufffe", "-") if "\ufffe" in text else text


_HYPHEN = re.compile(r"(?<=[^\W\d_])\ufffe(?=[^\W\d_A-Z])")


def _value(mark: Any, key: str) -> str:
    from pypdfium2 import raw

    name = key.encode("ascii")
    text = string(lambda buffer, size: raw.FPDFAnnot_GetStringValue(mark, name, buffer, size))
    if key == "RC" and "<" in text:  # rich text: the same words, as XHTML
        return re.sub(r"<[^<>]*>", "", text).strip()
    return text


def string(call: Callable[[Any, int], int]) -> str:
    """A string that PDFium writes as UTF-16 into a buffer of the size that it asks for."""
    from pypdfium2 import raw

    size = int(call(None, 0))
    if size <= 2 or size > 16 << 20:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
