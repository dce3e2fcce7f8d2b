"""What the reader of a list asked for, from its address; nonsense is as if nothing was asked.

>>> from django.http import QueryDict
>>> asked = Asked.of(QueryDict("state=dismissed&category=payment-card&after=112.40&sure=possible"))
>>> asked.state, asked.category, asked.after, asked.possible
(<States.DISMISSED: 2>, 'payment-card', (112, 40), True)
>>> Asked.of(QueryDict("state=nonsense&after=1;DROP")).after is None
True
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.http import QueryDict

from bailee.store.rows.settled import States
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory

_POSITION = re.compile(r"(\d{1,4})\.(\d{1,18})")
_IDENT = re.compile(r"[^a-z0-9-]")
_STORE = 1_000  # characters


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters of the queue, and the place in it."""

    state: States = States.TO_JUDGE
    category: str = ""
    subject: str = ""
    store: str = ""
    detector: str = ""
    possible: bool = False
    after: tuple[int, int] | None = None
    before: tuple[int, int] | None = None
    finding: str = ""  # ident of the one that is explained

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        words = {state.word: state for state in States}
        return cls(
            words.get(query.get("state", ""), States.TO_JUDGE),
            _one_of(query.get("category", ""), DATA_CATEGORIES),
            _one_of(query.get("subject", ""), [each.value for each in SubjectCategory]),
            query.get("store", "")[:_STORE].replace("\x00", ""),
            _IDENT.sub("", query.get("detector", ""))[:60],
            query.get("sure") == "possible",
            _position(query.get("after", "")),
            _position(query.get("before", "")),
            re.sub(r"[^0-9a-f]", "", query.get("finding", ""))[:64],
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.category or self.subject or self.store or self.detector or self.possible)


def position_text(position: tuple[int, int]) -> str:
    """A place in the queue as it stands in an address."""
    return f"{position[0]}.{position[1]}"


def _position(text: str) -> tuple[int, int] | None:
    found = _POSITION.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


def _one_of(text: str, known: Collection[str]) -> str:
    return text if text in known else ""
