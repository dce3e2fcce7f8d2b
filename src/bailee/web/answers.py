"""Answers: a page from a template, a message, a list as CSV.

return answers.page(request, "findings/list.html", findings=found)
return answers.csv_file("findings.csv", ("Where", "What"), rows)
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template import loader

from bailee.rendering.spreadsheet import read_cell, safe_cell
from bailee.rendering.xlsx import workbook
from bailee.reports.papers import FORMS


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page in the frame of the site."""
    from bailee.web.frame import frame_of  # the frame reads what the door knows, and the door answers by this module

    context.setdefault("layout", None)
    context["layout"] = context["layout"] or frame_of(request)
    return HttpResponse(loader.render_to_string(template, context, request, using="jinja"), status=status)


def message(
    request: HttpRequest, title: str, text: str, *, status: int = 200, link: tuple[str, str] | None = None
) -> HttpResponse:
    """What happened, what is safe, and what to do."""
    return page(request, "message.html", status=status, title=title, text=text, link=link)


def csv_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """A list as CSV: UTF-8 with a mark, so that a spreadsheet knows it; a row at a time, whatever their number.

    >>> answer = csv_file("a.csv", ("Name",), [("=1+1",), ("Pat",)])
    >>> b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    ['Name', "'=1+1", 'Pat']
    """
    answer = StreamingHttpResponse(_lines(heads, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def as_workbook(answer: HttpResponseBase) -> HttpResponseBase:
    """A list that a view made as CSV, as XLSX; anything else as it is. Text is typed as text, so that nothing in it runs.

    >>> made = as_workbook(csv_file("tickets.csv", ("Name", "Files"), [("=1+1", 3)]))
    >>> made["Content-Disposition"], made["Content-Type"] == FORMS["xlsx"]
    ("attachment; filename*=UTF-8''tickets.xlsx", True)
    """
    if not str(answer.headers.get("Content-Type", "")).startswith("text/csv"):
        return answer
    content = b"".join(answer) if isinstance(answer, StreamingHttpResponse) else bytes(getattr(answer, "content", b""))
    heads, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) or [[]]
    if len(rows) >= _MOST_ROWS:
        return HttpResponse(content, headers=dict(answer.headers))
    cells = ([_typed(read_cell(cell)) for cell in row] for row in rows)
    made = HttpResponse(workbook("List", heads, cells), content_type=FORMS["xlsx"])
    name = str(answer.headers.get("Content-Disposition", "attachment"))
    made["Content-Disposition"] = name.replace(".csv", ".xlsx")
    return made


_MOST_ROWS = 1_048_575  # of a sheet, below its heads


def _typed(cell: str) -> object:
    """A count as a number; what is longer, such as a number of a phone or an account, stays text."""
    return (
        int(cell) if cell.isascii() and cell.isdigit() and len(cell) <= 9 and (cell == "0" or cell[0] != "0") else cell
    )


def _lines(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    for row in chain((heads,), rows):
        line = io.StringIO()
        csv.writer(line).writerow([safe_cell(cell) for cell in row])
        yield line.getvalue().encode()
