"""Pages that need nothing but themselves: for whoever is refused before a template could be made, or when making one failed."""

from __future__ import annotations

from html import escape

from django.http import HttpResponse

STYLESHEET = "/static/bailee.css"


def message(title: str, *texts: str) -> str:
    """What happened, and what to do. Every text is escaped.

    >>> "<p>&lt;b&gt;</p>" in message("Not here", "<b>")
    True
    """
    body = "".join(f"<p>{escape(text)}</p>" for text in texts if text)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="{STYLESHEET}"></head><body><header class="bar-top"><span class="brand">bailee</span>'
        f'</header><main class="message"><h1>{escape(title)}</h1>{body}</main></body></html>'
    )


def failed(title: str, hint: str, number: str, *, status: int = 500) -> HttpResponse:
    """A fault, with the number by which whoever runs the server finds its line in the log."""
    told = f"If it stays so, tell whoever runs this server the number {number}: their log says the reason beside it."
    answer = HttpResponse(message(title, hint, told if number else ""), status=status)
    if status == 503:
        answer["Retry-After"] = "10"
    return answer
