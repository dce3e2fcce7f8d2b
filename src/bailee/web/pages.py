"""Small pages: a message, and the button that enters. Every text is escaped."""

from __future__ import annotations

from html import escape

STYLESHEET = "/static/bailee.css"


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="{STYLESHEET}"></head><body><header class="bar-top"><span class="brand">bailee</span>'
        f'</header><main class="message"><h1>{escape(title)}</h1>{body}</main></body></html>'
    )


def message(title: str, text: str) -> str:
    """What happened, and what to do."""
    return _page(title, f"<p>{escape(text)}</p>")


def enter(secret: str) -> str:
    """The button behind the one-time link."""
    form = f'<form method="post" action="/enter/{escape(secret)}"><button class="main" type="submit">Open the table</button></form>'
    said = "<p>What is held, told and secured, read-only, on this machine. The link works once, for this browser.</p>"
    return _page("Open the table", said + form)
