"""HTML: what is shown, tables, what is hidden (elements, scripts, templates, hidden fields), attributes, comments.

Nesting beyond a browser's own limit, and pages too big for a tree in memory, are read tag by tag: nothing is lost, only
the look of tables.

>>> from bailee.vocabulary import Locator
>>> page = b'<p>Call <b>Ann</b></p><p hidden>078-05-1120</p><a href="mailto:ann@example.org">write</a><!-- old -->'
>>> [(text.locator.segments[-1], text.content) for text in extract(Item.nested(Locator(()), "a.html", page), Budget())]
[('text', 'Call Ann\\nwrite'), ('hidden', '078-05-1120'), ('attributes', 'href: mailto:ann@example.org'), ('comments', 'old')]
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from bailee.extractors.encodings import HEAD, decoded, encoding_of, pieces
from bailee.extractors.interface import Budget, Extracted, Unreadable
from bailee.extractors.media_type import HTML
from bailee.extractors.references import unescaped
from bailee.extractors.rows import texts_of
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator

READS = frozenset({HTML})
WHOLE = 16 << 20  # characters for which a tree is built; it takes about ten times that
DEEPEST = 1_000  # selectolax (lexbor) took over 15 s for 200,000 nested elements
PIECE = 200_000

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "  # noqa: SIM905
    "h5 h6 head header hr html legend li main menu nav ol optgroup option p pre section select summary table tbody textarea tfoot thead "
    "title tr ul noscript frameset iframe object video audio".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
_LOOSE = _VOID | {"p", "li", "td", "tr", "th", "dt", "dd", "option", "optgroup", "thead", "tbody", "tfoot", "colgroup"}
_HIDDEN_TEXT = frozenset({"script", "style", "template"})
_NOISE = frozenset(
    "class style id for type rel width height colspan rowspan align valign border cellpadding cellspacing bgcolor color size face "  # noqa: SIM905
    "lang dir xmlns charset method enctype target tabindex integrity nonce crossorigin media sizes role d points viewbox".split()
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)", re.IGNORECASE
)
_INSTRUCTION = re.compile(r"^<\?(?:xml\b.*)?|\??>$", re.DOTALL | re.IGNORECASE)  # of a program such as PHP
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_TAG = re.compile(
    r"""<!--(?P<comment>.*?)(?:-->|\Z)
      | <(?P<raw>script|style)\b(?P<raw_attributes>[^>]*)>(?P<content>.*?)(?:</(?P=raw)\s*>|\Z)
      | <(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<attributes>(?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)  # fmt: skip
_MOST_ATTRIBUTES = 5_000
_LONG = 20_000  # characters of a tag, from which on they are counted
_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][\w:-]*+)([^<>]*+)>")  # never looks at a sign twice
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\(/)")  # as scripts write characters
_STYLE_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_DATA_URI = re.compile(r"data:([\w/+.-]*)((?:;[\w=.-]+)*?)(;base64)?,(.*)", re.DOTALL)


def encoding_of_html(head: bytes) -> str:
    """By mark and content; the page's own word decides between old encodings."""
    found = encoding_of(head) or "cp1252"
    declared = _META.search(head[:4096])
    if declared and (found not in ("utf-8", "utf-16-le", "utf-16-be") or head.isascii()):
        name = declared[1].decode("ascii").lower()
        name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030"}.get(name, name)
        try:
            "".encode(name)
        except (LookupError, UnicodeError):
            return found
        return found if name.startswith(("utf-16", "utf-32")) else name
    return found


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    encoding = encoding_of_html(item.read(HEAD))
    page = _Page(item.locator, budget)
    if item.size <= WHOLE:
        with item.open() as stream:
            source = "".join(decoded(stream, encoding))
        if _depth(source) <= DEEPEST and not _is_endless(source):
            yield from page.tree(source)
        else:
            yield from page.tags(source)
    else:
        with item.open() as stream:
            for _, piece in pieces(stream, encoding, 1 << 20):
                yield from page.tags(piece)
    yield from page.rest()


def _is_endless(source: str) -> bool:
    """Whether one tag has so many attributes that a tree, which compares each with all before, would take minutes.

    >>> _is_endless("<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">"), _is_endless('<img src="data:;base64,' + "A" * 300_000 + '">')
    (True, False)
    """
    if len(source) < _LONG:
        return False
    long = (tag.partition(">")[0] for tag in source.split("<") if len(tag) > _LONG and tag[0].isalpha())
    return any(tag.count("=") > _MOST_ATTRIBUTES for tag in long)


def _depth(source: str) -> int:
    """How deep elements nest, at most. Those that close each other do not count: their end tags are often left out."""
    depth = deepest = 0
    for close, name, rest in _OPEN_OR_CLOSE.findall(source):
        if name.lower() in _LOOSE:
            continue
        if close:
            depth = max(depth - 1, 0)
        elif not rest.endswith("/"):
            depth += 1
            deepest = max(deepest, depth)
    return deepest


class _Page:
    """Collects the four places of a page; hands over text in pieces."""

    def __init__(self, locator: Locator, budget: Budget) -> None:
        self.locator = locator
        self.budget = budget
        self.shown: list[str] = []
        self.shown_size = 0
        self.offset = 0
        self.hidden: list[str] = []
        self.attributes: dict[str, None] = {}
        self.comments: list[str] = []
        self.embedded: list[Item] = []

    # A tree

    def tree(self, source: str) -> Iterator[Extracted]:
        from selectolax.lexbor import LexborHTMLParser

        page = LexborHTMLParser(source).root
        yield from self._walk(page.parent if page is not None and page.parent is not None else page)

    def _walk(self, root: Any) -> Iterator[Extracted]:
        """Depth first, without recursion. A step is a node to enter, or what to do when one is left."""
        stack: list[tuple[Any, bool, str]] = [(root, False, "")]
        while stack:
            node, hidden, leaving = stack.pop()
            if leaving:
                self._say("\t" if leaving in ("td", "th") else "\n", hidden)
                continue
            if node is None:
                continue
            if node.next is not None and node is not root:
                stack.append((node.next, hidden, ""))
            tag = node.tag
            if tag == "-text":
                self._say(node.text_content or "", hidden, of=node)
            elif tag == "-comment":
                self._remark(node.comment_content or "")
            elif node.tag is None:
                self._remark(_INSTRUCTION.sub("", node.html or ""))
            elif node.is_element_node:
                attributes = {key.lower(): value or "" for key, value in node.attributes.items()}
                inner = hidden or tag in _HIDDEN_TEXT or _hides(attributes)
                self._attributes(tag, attributes, inner)
                if tag == "template":
                    for fragment in node.template_fragments()[:1]:
                        stack.append((fragment.child, True, ""))
                        self._say("\n", True)
                elif tag == "table" and (rows := _data_table(node)) is not None:
                    yield from self._table(node, rows, inner)
                    continue
                if tag in _BLOCKS or inner != hidden:
                    self._say("\n", inner)
                    if tag not in _VOID:
                        stack.append((None, inner, tag))
                elif tag in ("td", "th"):
                    stack.append((None, inner, tag))
                if tag == "pre":
                    self._say("\n", inner)
                if node.child is not None:
                    stack.append((node.child, inner, ""))
            elif node.child is not None:
                stack.append((node.child, hidden, ""))
            if self.shown_size > PIECE:
                yield from self._flush()

    def _table(self, table: Any, rows: list[list[str]], hidden: bool) -> Iterator[Extracted]:
        """A table of data as one, so that a cell is read with its column's name. Its attributes and comments count too."""
        for node in table.traverse(include_text=True):
            if node.tag == "-comment":
                self._remark(node.comment_content or "")
            elif node.is_element_node and node is not table:
                attributes = {key.lower(): value or "" for key, value in node.attributes.items()}
                self._attributes(node.tag, attributes, hidden or _hides(attributes), in_table=True)
        if hidden:
            self.hidden.extend("\t".join(row) + "\n" for row in rows)
            return
        yield from self._flush()
        for text in texts_of(rows, self.locator.inside("text"), offset=self.offset):
            yield text
            self.offset += len(text.content)

    # Tags one by one

    def tags(self, source: str) -> Iterator[Extracted]:
        at = 0
        for found in _TAG.finditer(source):
            self._say(unescaped(source[at : found.start()]), False)
            at = found.end()
            if (comment := found["comment"]) is not None:
                self._remark(comment)
            elif found["raw"]:
                self._say(found["content"] + "\n", True)
                self._attributes(found["raw"].lower(), _pairs(found["raw_attributes"]), True)
            else:
                name = found["name"].lower()
                if not found["close"] and found["attributes"].strip():
                    attributes = _pairs(found["attributes"])
                    self._attributes(name, attributes, _hides(attributes))
                if name in _BLOCKS:
                    self._say("\n", False)
                elif name in ("td", "th") and found["close"]:
                    self._say("\t", False)
            if self.shown_size > PIECE:
                yield from self._flush()
        self._say(unescaped(source[at:]), False)
        yield from self._flush()

    # Places

    def _say(self, text: str, hidden: bool, of: Any = None) -> None:
        if not text:
            return
        if hidden:
            self.hidden.append(_ESCAPED.sub(_character, text) if "\\" in text else text)
            return
        if of is not None:
            text = _SPACES.sub(" ", text)
        self.shown.append(text)
        self.shown_size += len(text)

    def _remark(self, text: str) -> None:
        if text.strip():
            self.comments.append(text.strip())

    def _attributes(self, tag: str, attributes: Mapping[str, str], hidden: bool, *, in_table: bool = False) -> None:
        if tag in ("input", "param") or (tag in ("button", "data") and "value" in attributes):
            value = attributes.get("value", "")
            kind = attributes.get("type", "").lower()
            if value and kind not in ("submit", "button", "reset", "image"):
                field = attributes.get("name") or attributes.get("id") or ""
                line = f"{field}: {value}" if field else value
                if kind == "hidden" or hidden or tag == "param":
                    self.hidden.append(f"\n{line}\n")
                elif in_table:
                    self.attributes[line] = None
                else:
                    self._say(f" {line} ", False)
        for key, value in attributes.items():
            if key == "style" and "url(" in value:
                for address in _STYLE_ADDRESS.findall(value):
                    self._address(address)
            if not value.strip() or key in _NOISE or (key == "value" and tag in ("input", "param")):
                continue
            if value.startswith("data:"):
                self._data_uri(value)
            elif key == "content" and (name := attributes.get("name") or attributes.get("property")):
                self.attributes[f"{name}: {value}"] = None
            else:
                shown = unquote(value) if "%" in value and key in ("href", "src", "action", "cite") else value
                self.attributes[f"{key}: {_SPACES.sub(' ', shown).strip()}"] = None

    def _address(self, address: str) -> None:
        if address.startswith("data:"):
            self._data_uri(address)
        else:
            self.attributes[f"url: {unquote(address).strip()}"] = None

    def _data_uri(self, value: str) -> None:
        found = _DATA_URI.match(value)
        if found is None:
            return
        self.budget.take(len(value))
        try:
            data = base64.b64decode(unquote_to_bytes(found[4])) if found[3] else unquote_to_bytes(found[4])
        except (binascii.Error, ValueError):
            self.attributes[f"data: {found[4][:PIECE]}"] = None
            return
        if found[1] in ("", "text/plain") and len(data) <= 48:  # too short to tell by itself what it is
            self.hidden.append(f"\n{data.decode('utf-8', 'replace')}\n")
        elif len(data) > 48 or found[1].startswith(("text/", "application/")):  # less is a pixel or a font's stub
            name = f"embedded {len(self.embedded) + 1}"
            self.embedded.append(Item.nested(self.locator, name, data, found[1] or None))

    def _flush(self) -> Iterator[Extracted]:
        text = _tidy("".join(self.shown))
        self.shown, self.shown_size = [], 0
        if text:
            yield Text.of(text, self.locator.inside("text"), offset=self.offset)
            self.offset += len(text)

    def rest(self) -> Iterator[Extracted]:
        yield from self._flush()
        places = (
            ("hidden", Part.HIDDEN, _tidy("".join(self.hidden))),
            ("attributes", Part.METADATA, "\n".join(self.attributes)),
            ("comments", Part.COMMENT, "\n".join(self.comments)),
        )
        for segment, part, text in places:
            for start in range(0, len(text), PIECE):
                yield Text.of(text[start : start + PIECE], self.locator.inside(segment), part, start)
        for number, item in enumerate(self.embedded):
            try:
                self.budget.take(item.size)
            except Unreadable:
                self.embedded = self.embedded[:number]
                raise
            yield item


def _hides(attributes: Mapping[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDING.search(attributes.get("style", "")))
    )


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else found[3]


def _pairs(source: str) -> dict[str, str]:
    return {name.lower(): unescaped(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(source)}


def _tidy(text: str) -> str:
    """No blanks at the ends of lines, and one empty line at most."""
    lines = [line.strip(" \r\n\f") for line in text.split("\n")]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line.strip() or before.strip()]
    return "\n".join(kept).strip("\n")


def _gap(cell: Any) -> str:
    """Bold letters within a number leave no blank in it; lines within a cell do."""
    return " " if cell.css_first("p, br, div, li, h2, h3, h4") is not None else ""


def _data_table(table: Any) -> list[list[str]] | None:
    """Rows of a table that holds data, and not the layout of a page."""
    if table.css_first("table table, form, script, style, ul, ol, h1, template, [hidden]") is not None:
        return None
    rows = [
        [
            _SPACES.sub(" ", cell.text(deep=True, separator=_gap(cell))).strip()
            for cell in row.iter()
            if cell.tag in ("td", "th")
        ]
        for row in table.css("tr")
    ]
    rows = [row for row in rows if any(row)]
    wide = [row for row in rows if len(row) > 1]
    if (
        len(wide) < 2
        or len(wide) < len(rows) / 2
        or table.css_first("[style*='none'], input, textarea, select") is not None
    ):
        return None
    caption = table.css_first("caption")
    return [[caption.text(deep=True).strip()], *rows] if caption is not None else rows
