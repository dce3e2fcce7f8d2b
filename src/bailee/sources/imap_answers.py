"""A mail server's answers as values: atoms, numbers, quoted strings and literals, and lists of those."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.sources.imap_troubles import Hostile

_TOKEN = re.compile(rb'\s*(?:(\()|(\))|"((?:[^"\\]|\\.)*)"|((?:[^\s()"\[]|\[[^\]]*\])+))', re.DOTALL)
Value = bytes | None | list["Value"]
_DEPTH = 20


def parse(pieces: list[bytes | tuple[bytes, bytes]]) -> Iterator[list[Value]]:
    """Each answer as a list of values. imaplib hands a literal over as a pair: what stood before it, and it.

    >>> list(parse([b'(\\\\HasNoChildren) "/" "INBOX"', (b'(\\\\Sent) "/" {4}', b"S\\xc3nt"), b""]))
    [[[b'\\\\HasNoChildren'], b'/', b'INBOX'], [[b'\\\\Sent'], b'/', b'S\\xc3nt']]
    """
    values: list[Value] = []
    stack: list[list[Value]] = [values]
    for piece in pieces:
        before, literal = piece if isinstance(piece, tuple) else (piece, None)
        if literal is not None:
            before = before[: before.rindex(b"{")]
        position = 0
        while found := _TOKEN.match(before, position):
            position = found.end()
            opened, closed, quoted, atom = found.groups()
            if opened:
                if len(stack) > _DEPTH:
                    raise Hostile
                inner: list[Value] = []
                stack[-1].append(inner)
                stack.append(inner)
            elif closed:
                if len(stack) == 1:
                    raise Hostile
                stack.pop()
            elif atom is not None:
                stack[-1].append(None if atom.upper() == b"NIL" else atom)
            else:
                stack[-1].append(re.sub(rb"\\(.)", rb"\1", quoted, flags=re.DOTALL))
        if before[position:].strip():
            raise Hostile
        if literal is not None:
            stack[-1].append(literal)
        else:
            if len(stack) > 1:
                raise Hostile
            if values:
                yield values
            values = []
            stack = [values]
    if values:
        yield values
