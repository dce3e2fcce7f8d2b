"""Slack, by an incoming webhook (https://api.slack.com/messaging/webhooks).

Titles and lines are plain text to it, so no `@channel` in a name calls anybody; the fallback, which phones show, is escaped as Slack asks.

>>> escaped("<!channel> A & B")
'&lt;!channel&gt; A &amp; B'
"""

from __future__ import annotations

from typing import Any

from bailee.tickets.chats import Message

TITLE = "Slack"
HINT = "as in https://hooks.slack.com/services/T…/B…/…"
_HEAD, _TEXT = 150, 3_000  # letters that a block takes


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def payload(message: Message) -> dict[str, Any]:
    """Blocks, and a fallback of one line."""
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": message.title[:_HEAD], "emoji": False}}
    ]
    if text := "\n".join(message.lines)[:_TEXT]:
        blocks.append({"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}})
    if message.link:
        linked = f"<{escaped(message.link).replace('|', '%7C')}|Open it in bailee>"
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": linked}})
    return {"text": escaped(message.title[:_HEAD]), "blocks": blocks, "unfurl_links": False}
