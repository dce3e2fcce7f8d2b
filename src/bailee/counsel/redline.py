"""What changed between two texts: inserted underlined, removed struck out, and the same in words.

>>> for line in redline(("We keep it 7 years.", "Ask us."), ("We keep it 4 years.", "Ask us.")):
...     print([(span.text, span.look) for span in line])
[('We keep it ', ''), ('7', 'removed'), ('4', 'inserted'), (' years.', '')]
[('Ask us.', '')]
>>> in_words(("We keep it 7 years.",), ("We keep it 4 years.",))
('Changed: “We keep it 7 years.” now reads “We keep it 4 years.”',)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bailee.rendering import Span

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE = 0.4  # below it a line is another one, and not the same with changes


def redline(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """The lines of both, with what changed marked."""
    made: list[tuple[Span, ...]] = []
    for sort, old, new in _pairs(before, after):
        if sort == "equal":
            made += [(Span(line),) for line in new]
        elif sort == "changed":
            made.append(_spans(old[0], new[0]))
        else:
            made += [(Span(line, "removed"),) for line in old] + [(Span(line, "inserted"),) for line in new]
    return tuple(made)


def in_words(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """A sentence for each change, for who reads without colours."""
    said = []
    for sort, old, new in _pairs(before, after):
        if sort == "changed":
            said.append(f"Changed: “{old[0]}” now reads “{new[0]}”")
        elif sort == "other":
            said += [f"Removed: “{line}”" for line in old] + [f"Inserted: “{line}”" for line in new]
    return tuple(said)


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    for sort, a, b, c, d in SequenceMatcher(None, list(before), list(after), autojunk=False).get_opcodes():
        old, new = before[a:b], after[c:d]
        if sort == "equal":
            yield "equal", old, new
            continue
        if len(old) == len(new):
            for one, other in zip(old, new, strict=True):
                is_same = SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
                yield ("changed" if is_same else "other"), (one,), (other,)
        else:
            yield "other", old, new


def _spans(before: str, after: str) -> tuple[Span, ...]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    spans: list[Span] = []
    for sort, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if sort == "equal":
            spans.append(Span("".join(old[a:b])))
            continue
        if b > a:
            spans.append(Span("".join(old[a:b]), "removed"))
        if d > c:
            spans.append(Span("".join(new[c:d]), "inserted"))
    return tuple(spans)
