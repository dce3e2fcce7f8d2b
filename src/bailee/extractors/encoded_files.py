"""Files written as text, as news and mail carried them before MIME: uuencode and yEnc, one or several in a file.

>>> from bailee.vocabulary import Locator
>>> post = b"=ybegin line=128 size=5 name=a.txt\\r\\n" + bytes((byte + 42) % 256 for byte in b"hello") + b"\\r\\n=yend size=5\\r\\n"
>>> [(item.locator.segments[-1], item.data) for item in extract(Item.nested(Locator(()), "post", post), Budget()) if isinstance(item, Item)]
[('file 1', b'hello')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.extractors.data_types import UUENCODED, YENC
from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import YENC as YENC_FILE
from bailee.extractors.mail import decoded, texts, uudecoded, ydecoded
from bailee.items import Item
from bailee.text import Part, Text
from bailee.vocabulary import Reason

READS = frozenset({UUENCODED, YENC})

_UU = re.compile(
    rb"^begin [0-7]{3,4} (?P<name>\S[^\r\n]*)\r?\n(?P<body>(?:[ -`]{1,62}\r?\n)+)(?:[ `]?\r?\n)?(?P<end>end\b)?",
    re.MULTILINE,
)


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > 2 * MEMBER_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    raw = item.read()
    count = at = 0
    for found in sorted([*YENC_FILE.finditer(raw), *_UU.finditer(raw)], key=lambda found: found.start()):
        if found.start() < at:
            continue
        yield from texts(decoded(raw[at : found.start()], None), item.locator)
        at = found.end()
        count += 1
        place = item.locator.inside(f"file {count}")
        name = decoded(found["name"].strip(), None)
        yield Text.of(name, place, Part.NAME)
        is_yenc = found.re is YENC_FILE
        content = ydecoded(found["body"]) if is_yenc else uudecoded(found["body"])
        budget.take(len(content))
        yield Item.nested(item.locator, f"file {count}", content, file_name=name)
        if (is_yenc and not found["part"] and len(content) < int(found["size"])) or (not is_yenc and not found["end"]):
            yield Unread(place, Reason.DAMAGED)
    yield from texts(decoded(raw[at:], None), item.locator)
