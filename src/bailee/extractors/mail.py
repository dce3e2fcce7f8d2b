"""Mails: every header, every text, every attachment, and mails inside mails. Also .mht, .mhtml and Apple's .emlx.

The structure is walked here, over slices of the bytes and without recursion, because the standard parser copies and
nests; headers go through the standard library.

>>> from bailee.vocabulary import Locator
>>> mail = b"From: Ann <ann@example.org>\\nSubject: =?utf-8?q?Zo=C3=AB?=\\nContent-Type: text/plain\\n\\nHello."
>>> [(text.locator.segments[-1], text.content) for text in extract(Item.nested(Locator(()), "a.eml", mail), Budget())]
[('headers', 'From: Ann <ann@example.org>\\nSubject: Zoë\\nContent-Type: text/plain'), ('body', 'Hello.')]
"""

from __future__ import annotations

import binascii
import email.errors
import email.header
import email.parser
import email.policy
import email.utils
import io
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from bailee.extractors import media_type
from bailee.extractors.encodings import declared_or_seen, decoder_for, encoding_of, pieces
from bailee.extractors.hypertext import readable_text
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Locator, Reason

READS = frozenset({media_type.MAIL, media_type.APPLE_MAIL, "multipart/related"})

_SIZE_LIMIT = 128 << 20
_ATTACHMENT_LIMIT = 64 << 20
_HEADER_LIMIT = 1 << 20
_LEVELS = 100  # multipart in multipart; mailers need 4
_GAP = re.compile(rb"\r?\n\r?\n|\r\r")
_HEADER_LINE = re.compile(rb"[ \t]|[!-9;-~]{1,200}[ \t]*:|\r?\n")
_INLINE_FILE = re.compile(
    r"^begin [0-7]{3,4} (\S[^\r\n]*)\r?\n((?:[ -`]{1,62}\r?\n)+)(?:[ `]?\r?\n)?end\b", re.MULTILINE
)
YENC = re.compile(
    rb"^=ybegin (?:part=(?P<part>\d+) )?(?:total=\d+ )?line=\d+ size=(?P<size>\d+) name=(?P<name>[^\r\n]*)\r?\n(?:=ypart [^\r\n]*\r?\n)?"
    rb"(?P<body>.*?)(?:\r?\n=yend[^\r\n]*|\Z)",
    re.MULTILINE | re.DOTALL,
)
_STRUCTURAL = frozenset(
    ["content-type", "content-transfer-encoding", "content-disposition", "mime-version", "content-id", "content-length"]
)
_BOUNDARY = re.compile(r"(?i);\s*boundary\s*=\s*(?:\"(?P<quoted>[^\"\r\n]{1,200})\"|(?P<bare>[^\s\";]{1,200}))")
_NOT_FOR_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_WESTERN = frozenset({"ascii", "iso8859-1"})  # what mails call Windows-1252


@dataclass(frozen=True, slots=True)
class _Entity:
    """A part of a mail, as offsets into its bytes."""

    start: int
    end: int
    default: str = "text/plain"
    level: int = 0


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    data = item.read(_SIZE_LIMIT)
    start = 0
    wide = encoding_of(data[:65_536]) or ""
    if wide.startswith(("utf-16", "utf-32")):  # saved as text by a program of Windows
        data = decoder_for(wide).decode(data, final=True).removeprefix("\ufeff").encode("utf-8", "replace")
    if first := re.match(rb"\s*\d{1,10}[ \t]*\r?\n", data):  # .emlx begins with the length of the mail
        start = first.end()
    yield from _Mail(data, item.locator, budget, "utf-8" if wide.startswith(("utf-16", "utf-32")) else None).read(start)
    if item.size > _SIZE_LIMIT:
        yield Unread(item.locator, Reason.TOO_BIG)


class _Mail:
    """One mail while it is read: its bytes, and how many texts and attachments came out."""

    def __init__(self, data: bytes, locator: Locator, budget: Budget, charset: str | None = None) -> None:
        self.charset = charset  # that all of it is in, whatever its parts declare
        self.data = data
        self.locator = locator
        self.budget = budget
        self.counts: dict[str, int] = {}

    def read(self, start: int) -> Iterator[Extracted]:
        stack = [_Entity(start, len(self.data))]
        first = True
        while stack:
            entity = stack.pop()
            message, body = self.head(entity)
            if first:
                yield from self.headers(message)
                first = False
            else:
                yield from self.part_headers(message)
            if message.get_content_maintype() == "multipart" and (boundary := self.boundary(message, body, entity)):
                if message.get_content_subtype() == "encrypted":
                    yield Unread(self.place("body"), Reason.ENCRYPTED)
                    continue
                self.budget.member()
                if entity.level >= _LEVELS:
                    yield Unread(self.place("body"), Reason.TOO_DEEP)
                    continue
                parts, around = self.split(boundary, body, entity, message.get_content_subtype())
                yield from self.around(around)
                stack += reversed(parts)
            else:
                yield from self.leaf(message, body, entity)

    def place(self, name: str) -> Locator:
        """The first is called by its name alone, the next ones are numbered."""
        count = self.counts[name] = self.counts.get(name, 0) + 1
        return self.locator.inside(name if count == 1 else f"{name} {count}")

    def next_attachment(self) -> str:
        count = self.counts["attachment"] = self.counts.get("attachment", 0) + 1
        return f"attachment {count}"

    # headers

    def head(self, entity: _Entity) -> tuple[Message, int]:
        """Headers of a part, and where its body begins."""
        start, end = entity.start, entity.end
        if self.data[start : start + 1] in (b"\r", b"\n"):
            lines = 2 if self.data[start : start + 2] == b"\r\n" else 1
            block, body = b"", min(start + lines, end)
        elif gap := _GAP.search(self.data, start, min(end, start + _HEADER_LIMIT)):
            block, body = self.data[start : gap.start()], gap.end()
        else:
            block, body = self.data[start : min(end, start + _HEADER_LIMIT)], min(end, start + _HEADER_LIMIT)
        if block.startswith((b"From ", b">From ")):  # a mail taken out of a mailbox with its separator
            block = block.partition(b"\n")[2]
        if (rest := _first_other_line(block)) is not None:  # no empty line after the headers: what follows them is body
            body -= len(self.data[start:body]) - self.data[start:body].find(block) - rest
            block = block[:rest]
        message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(block + b"\n\n", headersonly=True)
        message.set_default_type(entity.default)
        return message, body

    def headers(self, message: Message) -> Iterator[Extracted]:
        lines, is_first = [], True
        for name, value in message.raw_items():
            is_type = name.lower() == "content-type"
            said = self.without_boundary(words(value)) if is_type and is_first else words(value)
            is_first = is_first and not is_type  # others are ignored by every reader
            lines.append(f"{name}: {said}")
        if lines:
            yield Text.of("\n".join(lines), self.locator.inside("headers"), Part.HEADER)

    def part_headers(self, message: Message) -> Iterator[Extracted]:
        """What a part says of itself beyond its type: where it came from, what it shows."""
        lines = [f"{name}: {words(value)}" for name, value in message.raw_items() if name.lower() not in _STRUCTURAL]
        if lines:
            yield Text.of("\n".join(lines), self.place("part headers"), Part.HEADER)

    def without_boundary(self, value: str) -> str:
        """A content type without the mark that parts the mail: drawn by chance, it may look like a card number."""
        if not (declared := _BOUNDARY.search(value)):
            return value
        mark = declared["quoted"] or declared["bare"]
        return _BOUNDARY.sub("", value, 1) if f"--{mark}".encode("utf-8", "replace") in self.data else value

    # structure

    def boundary(self, message: Message, body: int, entity: _Entity) -> bytes:
        """The declared boundary where it occurs, else one that looks like it; empty where there is none."""
        try:
            declared = message.get_boundary() or ""
        except (ValueError, LookupError, TypeError, UnicodeError):
            declared = ""
        mark = b"--" + declared.rstrip().encode("utf-8", "surrogateescape")
        if declared and self.data.find(mark, body, entity.end) >= 0:
            return mark
        guess = re.compile(rb"^(--[^\s-][^\r\n]{4,120}?)[ \t]*\r?\nContent-", re.MULTILINE | re.IGNORECASE)
        found = guess.search(self.data, body, entity.end)
        return found[1] if found else b""

    def split(
        self, mark: bytes, body: int, entity: _Entity, subtype: str
    ) -> tuple[list[_Entity], list[tuple[int, int]]]:
        """Parts between boundary lines, and the stretches before the first and after the last."""
        data, end = self.data, entity.end
        default = "message/rfc822" if subtype == "digest" else "text/plain"
        parts: list[_Entity] = []
        around: list[tuple[int, int]] = []
        opened: int | None = None
        at = data.find(mark, body, end)
        position = body
        while at >= 0:
            line_end = data.find(b"\n", at, end)
            line_end = end if line_end < 0 else line_end + 1
            rest = data[at + len(mark) : line_end].strip()
            alone = (at == body or data[at - 1] in b"\r\n") and rest in (b"", b"--")
            if not alone:
                at = data.find(mark, at + len(mark), end)
                continue
            if opened is None:
                around.append((position, at))
            else:
                parts.append(_Entity(opened, _without_line_end(data, opened, at), default, entity.level + 1))
                self.budget_for(len(parts))
            opened, position = (None, line_end) if rest == b"--" else (line_end, line_end)
            at = data.find(mark, line_end, end)
        if opened is None:
            around.append((position, end))
        elif opened < end:  # the tail is lost: the last part goes as far as there is
            parts.append(_Entity(opened, end, default, entity.level + 1))
        return parts, around

    def budget_for(self, parts: int) -> None:
        if parts > self.budget.members_left:
            raise Unreadable(Reason.TOO_BIG)

    def around(self, stretches: list[tuple[int, int]]) -> Iterator[Extracted]:
        """Text outside all parts, which mail programs do not show."""
        for start, end in stretches:
            raw = self.data[start:end].strip()
            if raw and not (len(raw) < 500 and re.search(rb"multi-?part message|MIME|Web Archive", raw, re.I)):
                yield from texts(decoded(raw, None), self.place("outside parts"), Part.HIDDEN)

    # leaves

    def leaf(self, message: Message, body: int, entity: _Entity) -> Iterator[Extracted]:
        kind = message.get_content_type()
        name = _file_name(message)
        attached = message.get_content_disposition() == "attachment" or bool(name)
        if kind.startswith("text/") and not attached and kind not in (media_type.CALENDAR, media_type.VCARD):
            yield from self.text(message, body, entity, kind)
            return
        if kind.startswith("multipart/") and not attached:  # without a boundary it is text that says otherwise
            yield from self.text(message, body, entity, "text/plain")
            return
        if end_too_far := entity.end - body > 2 * _ATTACHMENT_LIMIT:
            content = b""
        else:
            content = _content(message, self.data[body : entity.end])
        segment = self.next_attachment()
        if name:
            yield Text.of(name, self.locator.inside(segment), Part.NAME)
        if end_too_far or len(content) > _ATTACHMENT_LIMIT:
            yield Unread(self.locator.inside(segment), Reason.TOO_BIG)
            return
        self.budget.take(len(content))
        if kind in ("message/rfc822", "message/global", "message/news"):
            name = name if name.lower().endswith(".eml") else "message.eml"
        yield Item.nested(self.locator, segment, content, kind, file_name=name or _name_for(kind))

    def text(self, message: Message, body: int, entity: _Entity, kind: str) -> Iterator[Extracted]:
        self.budget.member()
        raw = _content(message, self.data[body : entity.end])
        if not raw.strip():
            return
        if b"=ybegin " in raw and (files := list(YENC.finditer(raw))):
            yield from self.yencoded(files)
            raw = YENC.sub(b"", raw)
        text = decoded(raw, self.charset or _charset(message))
        if kind == "text/plain" and "flowed" in str(message.get("content-type", "")).lower():
            text = unflowed(text, joined=str(_parameter(message, "delsp")).lower() == "yes")
        if kind in ("text/html", "text/x-amp-html", "text/watch-html") or (
            kind in ("text/enriched", "text/richtext") and "<" in text
        ):
            yield from texts(readable_text(text), self.place("body html"))
            return
        place = self.place("body")
        if "-----BEGIN PGP MESSAGE-----" in text:
            yield Unread(place, Reason.ENCRYPTED)
        yield from texts(_INLINE_FILE.sub("", text) if "\nend" in text else text, place)
        if "\nend" in text:
            yield from self.inline_files(text)

    def yencoded(self, files: list[re.Match[bytes]]) -> Iterator[Extracted]:
        """Files written into the text by yEnc, as news carry them."""
        for found in files:
            segment = self.next_attachment()
            name = decoded(found["name"].strip(), None)
            yield Text.of(name, self.locator.inside(segment), Part.NAME)
            content = ydecoded(found["body"])
            self.budget.take(len(content))
            yield Item.nested(self.locator, segment, content, file_name=name)

    def inline_files(self, text: str) -> Iterator[Extracted]:
        """Files written into the text by uuencode, as mail was before MIME."""
        for found in _INLINE_FILE.finditer(text):
            segment = self.next_attachment()
            yield Text.of(found[1], self.locator.inside(segment), Part.NAME)
            content = uudecoded(found[2].encode("ascii", "replace"))
            self.budget.take(len(content))
            yield Item.nested(self.locator, segment, content, file_name=found[1])


# --- pieces that other readers of mail use too


def texts(text: str, locator: Locator, part: Part = Part.BODY) -> Iterator[Text]:
    """A text of one place, in several stretches where it is long."""
    if len(text) <= 1 << 18:
        if text.strip():
            yield Text.of(text, locator, part)
        return
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    for offset, piece in pieces(stream, "utf-8"):
        yield Text.of(piece, locator, part, offset)


def decoded(raw: bytes, charset: str | None) -> str:
    """Text of bytes in the declared charset where that is true, else in the one that they look like."""
    if charset:
        codec = _codec(charset)
        if codec in _WESTERN and not raw.isascii():
            codec = "cp1252" if codec == "iso8859-1" else ""
        if codec:
            try:
                return raw.decode(declared_or_seen(raw, codec)).removeprefix("\ufeff").replace("\r\n", "\n")
            except (UnicodeError, LookupError, ValueError):
                pass
    return decoder_for(encoding_of(raw) or "utf-8").decode(raw, final=True).replace("\r\n", "\n")


def _codec(charset: str) -> str:
    import codecs

    try:
        name = codecs.lookup(charset.strip("\"' ").lower()).name
    except (LookupError, ValueError):
        return ""
    return "" if name.replace("-", "_") in _NOT_FOR_TEXT else name


def words(value: str) -> str:
    """A header's value as a person reads it: unfolded, encoded words and 8-bit bytes decoded."""
    value = re.sub(r"\r?\n[ \t]*", " ", str(value)).strip()
    if "=?" in value and len(value) < _HEADER_LIMIT // 4:
        try:
            return "".join(
                piece if isinstance(piece, str) else _word(piece, charset)
                for piece, charset in email.header.decode_header(value)
            )
        except (email.errors.HeaderParseError, ValueError, LookupError, binascii.Error):
            pass
    if value.isascii():
        return value
    return decoded(value.encode("utf-8", "surrogateescape"), None)


def _word(raw: bytes, charset: str | None) -> str:
    if charset is None and raw.isascii():
        return raw.decode("ascii")
    return decoded(raw, charset)


def unflowed(text: str, *, joined: bool) -> str:
    """Lines that a mail program broke, whole again (RFC 3676): one that ends in a blank goes on in the next.

    >>> unflowed("card 4111 \\n1111\\n> a \\n> b\\n-- \\nAnn", joined=False)
    'card 4111 1111\\n> a b\\n-- \\nAnn'
    """
    lines: list[str] = []
    depth = -1  # of quotes, of the line that goes on
    for line in text.split("\n"):
        quotes = len(line) - len(line.lstrip(">"))
        content = line[quotes:].removeprefix(" ")
        if depth == quotes and lines and content != "-- ":
            lines[-1] = (lines[-1][:-1] if joined else lines[-1]) + content
        else:
            lines.append(">" * quotes + (" " if quotes else "") + content)
        depth = quotes if content.endswith(" ") and content != "-- " else -1
    return "\n".join(lines)


_SHIFT = bytes((byte - 42) % 256 for byte in range(256))


def ydecoded(body: bytes) -> bytes:
    """What yEnc wrote: each byte minus 42; `=` before one that was moved on by another 64. Line ends count for nothing."""
    body = body.replace(b"\r", b"").replace(b"\n", b"")
    return re.sub(rb"=(.)", lambda found: bytes([(found[1][0] - 64) % 256]), body, flags=re.DOTALL).translate(_SHIFT)


# --- one part


def _first_other_line(block: bytes) -> int | None:
    """Where the first line begins that is no header and continues none."""
    at = 0
    while at < len(block):
        if not _HEADER_LINE.match(block, at):
            return at
        end = block.find(b"\n", at)
        if end < 0:
            return None
        at = end + 1
    return None


def _without_line_end(data: bytes, start: int, at: int) -> int:
    """The line end before a boundary belongs to the boundary."""
    if at > start and data[at - 1] == 0x0A:
        at -= 1
    if at > start and data[at - 1] == 0x0D:
        at -= 1
    return at


def _file_name(message: Message) -> str:
    try:
        name = message.get_filename() or ""
    except (ValueError, LookupError, TypeError, UnicodeError, IndexError):
        return ""
    return words(name)


def _charset(message: Message) -> str | None:
    try:
        return message.get_content_charset()
    except (ValueError, LookupError, TypeError, UnicodeError, IndexError):
        return None


def _parameter(message: Message, name: str) -> object:
    try:
        return message.get_param(name, "")
    except (ValueError, LookupError, TypeError, UnicodeError, IndexError):
        return ""


def _name_for(kind: str) -> str:
    """A name with the ending that the declared type has, for text formats that only their name tells apart."""
    return f"attachment{mimetypes.guess_extension(kind) or ''}"


def _content(message: Message, raw: bytes) -> bytes:
    encoding = str(message.get("content-transfer-encoding", "")).split(";")[0].strip().lower()
    if encoding == "base64":
        return _base64(raw)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        begin = re.search(rb"^begin [^\r\n]*\r?\n", raw, re.MULTILINE)
        return uudecoded(raw[begin.end() :] if begin else raw)
    return raw


def _base64(raw: bytes) -> bytes:
    """Tolerant: strange characters are passed over, a lost tail loses itself, padding in the middle begins anew."""
    clean = raw.translate(None, b"\r\n\t ")
    try:
        return binascii.a2b_base64(clean, strict_mode=True)
    except binascii.Error:
        pass
    output = []
    for run in re.split(rb"=+", re.sub(rb"[^A-Za-z0-9+/=]", b"", clean)):
        usable = run if len(run) % 4 != 1 else run[:-1]
        output.append(binascii.a2b_base64(usable + b"=" * (-len(usable) % 4)))
    return b"".join(output)


def uudecoded(raw: bytes) -> bytes:
    output = []
    for line in raw.splitlines():
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            output.append(binascii.a2b_uu(line))
        except binascii.Error:  # some encoders write blanks at the end of a line, some lose them
            wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                output.append(binascii.a2b_uu(line[: wanted + 1].ljust(wanted + 1)))
            except binascii.Error:
                continue
    return b"".join(output)
