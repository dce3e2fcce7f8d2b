"""Microsoft Teams, by a workflow that waits for a webhook ("Post to a channel when a webhook request is received").

The message is an adaptive card, version 1.4 (https://adaptivecards.io/explorer/). Words stand in text runs, which know no Markdown, so
nothing in a name becomes a link or a mention.
"""

from __future__ import annotations

from typing import Any

from bailee.tickets.chats import Message

TITLE = "Microsoft Teams"
HINT = "the address that the workflow shows, as in https://….logic.azure.com/workflows/…"
_LONGEST = 3_000


def payload(message: Message) -> dict[str, Any]:
    """One card."""
    body = [_words(message.title[:200], weight="Bolder", size="Medium")]
    body += [_words(line[:_LONGEST]) for line in message.lines]
    card: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    if message.link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": "Open it in bailee", "url": message.link}]
    content = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [content]}


def _words(text: str, **how: str) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **how}]}
