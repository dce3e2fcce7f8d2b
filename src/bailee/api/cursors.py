"""Where a list goes on: opaque, and good only for the same organisation, list and filters.

A cursor is signed by the organisation's key: one that was made up, or comes from another list, is refused.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from bailee.api.interface import Call, Shape, shapes
from bailee.api.problems import Problem

T = TypeVar("T")
P = TypeVar("P")


def next_cursor(call: Call, position: int) -> str:
    """After this row."""
    return f"{position}.{_signed(call, position)}"


def position_of(call: Call) -> int:
    """The row after which this page begins; 0 for the first page."""
    given: str | None = call.query.cursor
    if given is None:
        return 0
    told, _, signature = given.partition(".")
    if told.isascii() and told.isdigit() and len(told) < 19:
        position = int(told)
        if hmac.compare_digest(signature, _signed(call, position)):
            return position
    raise Problem("invalid-input", "This cursor is none of this list with these filters.", field="cursor")


def cut(call: Call, found: Sequence[T]) -> tuple[Sequence[T], str | None]:
    """The page that is asked of a list that is at hand, and where it goes on; None after the last one."""
    start = position_of(call)
    end = start + call.query.limit
    return found[start:end], next_cursor(call, end) if end < len(found) else None


def page(
    call: Call, found: Sequence[T], answer: Callable[..., P], told: Callable[[T], Any] | type[Shape], **more: Any
) -> P:
    """The answer of a list that is at hand: its rows on this page as `told` says them, how many there are on all, where it goes on.

    `told` may be a shape alone: then a row's attributes by the names that it has.

        def listing(call: Call) -> Incidents:
            return page(call, incidents(call.workspace), Incidents, _shape)
    """
    shown, following = cut(call, found)
    items = shapes(shown, told) if isinstance(told, type) else tuple(map(told, shown))
    return answer(items=items, total=len(found), next=following, **more)


def cut_read(
    call: Call, read: Sequence[T], position: Callable[[T], int] | None = None
) -> tuple[Sequence[T], str | None]:
    """The page of rows that were read from the store, where one more was read than it has: that is how it is known to go on.

    `position` is what the store goes on after; without one, how many rows came before.
    """
    shown = read[: call.query.limit]
    if len(read) <= len(shown):
        return shown, None
    return shown, next_cursor(call, position(shown[-1]) if position else position_of(call) + len(shown))


def _signed(call: Call, position: int) -> str:
    filters: dict[str, Any] = msgspec.to_builtins(call.query)
    asked = {name: value for name, value in sorted(filters.items()) if name not in ("cursor", "limit")}
    told = msgspec.json.encode([call.endpoint.name, asked, position], order="sorted").decode()
    return call.workspace.fingerprint("api-cursor", told)
