"""The text of a stretch of HTML that lies in something else: a mail's body, a note, an Outlook message.

All of it in one text: what is shown, then what attributes and comments hold. Files of HTML have their own extractor,
which tells these apart.

>>> readable_text('<p>SSN <b>078</b>-05-1120<tr><td>Ann<td>Roe</table><a href="mailto:ann@example.org">write</a><!-- old -->')
'SSN 078-05-1120\\nAnn\\tRoe\\nwrite\\nmailto:ann@example.org\\nold'
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from bailee.extractors.references import unescaped

_BLOCKS = re.compile(
    r"<(?=/?(?:p|div|tr|br|li|ul|ol|h[1-6]|table|blockquote|hr|section|article|header|footer|dl|dt|dd|pre|form|option|"
    r"title|body|fieldset|center)\b)",
    re.IGNORECASE,
)
_CELLS = re.compile(r"<(?=/?(?:td|th)\b)", re.IGNORECASE)
_TAGS = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^>]*?(/?)>")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_STYLE = re.compile(r"<style\b[^>]*>.*?(?:</style\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_CONDITIONS = re.compile(r"\[if [^\]\n]{1,80}\]>|<!\[endif\]")  # for old versions of Word and Explorer
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_GAPS = re.compile(r"[ \r\f]*\t[\t \r\f]*")
_ATTRIBUTES = ("href", "alt", "title", "value", "placeholder", "content", "aria-label", "data-email", "cite", "summary")
_DEPTH_LIMIT = 1_000  # deeper than that the parser needs quadratic time


def readable_text(source: str) -> str:
    """Shown text with lines where a reader sees lines, then attributes and comments."""
    source = _STYLE.sub("", source)
    comments = [_plain(found) for found in _COMMENT.findall(source)] if "<!--" in source else []
    marked = _CELLS.sub("\t<", _BLOCKS.sub("\n<", _COMMENT.sub("", source)))
    shown, attributes = (_plain(marked), list[str]()) if _too_deep(marked) else _parsed(marked)
    lines = [_GAPS.sub("\t", line).strip() for line in shown.split("\n")]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line.strip() or before.strip()]
    return "\n".join([*kept, *attributes, *(comment for comment in comments if comment)]).strip()


def _parsed(source: str) -> tuple[str, list[str]]:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    root = tree.root
    shown = root.text(deep=True, separator="") if root is not None else ""
    attributes: dict[str, None] = {}
    for node in tree.css(", ".join(f"[{name}]" for name in _ATTRIBUTES)):
        for name in _ATTRIBUTES:
            value = node.attributes.get(name)
            if value and not value.startswith(("#", "javascript:", "data:", "text/html")) and value not in shown:
                attributes[unquote(value) if name == "href" else value] = None
    return shown, list(attributes)


def _too_deep(source: str) -> bool:
    depth = 0
    for closing, name, alone in _TAGS.findall(source):
        if closing:
            depth = max(0, depth - 1)
        elif not alone and name.lower() not in _VOID:
            depth += 1
            if depth > _DEPTH_LIMIT * 4:  # unclosed <p> and <li> count too
                return True
    return False


def _plain(source: str) -> str:
    """Text without tags, for what cannot or need not be parsed."""
    source = _CONDITIONS.sub("", source)
    return re.sub(r"\s*\n\s*", "\n", unescaped(re.sub(r"<[^<>]{0,10000}>", " ", source))).strip()
