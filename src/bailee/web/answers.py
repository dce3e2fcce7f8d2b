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

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import loader

from bailee.reports.sheets import safe_cell


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page in the frame of the site."""
    from bailee.web.frame import frame_of  # the frame reads what the door knows, and the door answers by this module

    frame = frame_of(request)
    return HttpResponse(
        loader.render_to_string(template, {"layout": frame, **context}, request, using="jinja"), status=status
    )


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


def _lines(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    for row in chain((heads,), rows):
        line = io.StringIO()
        csv.writer(line).writerow([safe_cell(cell) for cell in row])
        yield line.getvalue().encode()
