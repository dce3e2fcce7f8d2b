"""What a change of policy does to one device: what is newly read, what is read no longer, what else becomes different.

>>> from bailee.scan_policies.resolve import Level, Policy, resolve
>>> before = resolve([])
>>> after = resolve([Policy(Level.CLIENT, "", "Harbour", {"ocr": "off", "exclude": [["*.iso", "disk images"]], "cpu_percent": 25})])
>>> told = compare(before, after)
>>> told.no_longer, told.newly, [change.name for change in told.changes]
(('*.iso (disk images)', 'text in pictures: off instead of sampled'), (), ['ocr', 'exclude', 'cpu_percent'])
"""

from __future__ import annotations

from dataclasses import dataclass

from bailee.places.interface import Sort
from bailee.scan_policies.resolve import Resolved
from bailee.scan_policies.settings import BY_NAME, TABLE, words

_MORE = {"names": ("off", "sampled", "full"), "ocr": ("off", "sampled", "full"), "rows": ("sampled", "full")}
_CALLED = {"names": "names and addresses", "ocr": "text in pictures", "rows": "rows of tables"}


@dataclass(frozen=True, slots=True)
class Change:
    """One setting, before and after, in words."""

    name: str
    before: str
    after: str

    @property
    def about(self) -> str:
        return BY_NAME[self.name].about


@dataclass(frozen=True, slots=True)
class Difference:
    newly: tuple[str, ...]  # what is read from now on, in words
    no_longer: tuple[str, ...]
    changes: tuple[Change, ...]  # of all settings
    lifted: tuple[str, ...] = ()  # reasons of exclusions that go: scans counted by them what they left out

    def __bool__(self) -> bool:
        return bool(self.changes)


def compare(before: Resolved, after: Resolved) -> Difference:
    """What is different for a device for which one held and the other will."""
    newly: list[str] = []
    no_longer: list[str] = []
    was, will = set(before.value("kinds")), set(after.value("kinds"))
    newly += [Sort(each).plural for each in after.value("kinds") if each not in was]
    no_longer += [Sort(each).plural for each in before.value("kinds") if each not in will]
    out_before, out_after = dict(before.value("exclude")), dict(after.value("exclude"))
    gone = [pattern for pattern in out_before if pattern not in out_after]
    newly += [f"{pattern} ({out_before[pattern]})" for pattern in gone]
    no_longer += [f"{pattern} ({reason})" for pattern, reason in out_after.items() if pattern not in out_before]
    for name, order in _MORE.items():
        first, second = before.value(name), after.value(name)
        if first != second:
            is_more = _rank(order, second) > _rank(order, first)
            (newly if is_more else no_longer).append(f"{_CALLED[name]}: {second} instead of {first}")
    changes = tuple(
        Change(
            setting.name,
            words(setting.name, before.value(setting.name)),
            words(setting.name, after.value(setting.name)),
        )
        for setting in TABLE
        if before.value(setting.name) != after.value(setting.name)
    )
    return Difference(tuple(newly), tuple(no_longer), changes, tuple(out_before[pattern] for pattern in gone))


def _rank(order: tuple[str, ...], value: str) -> int:
    return order.index(value) if value in order else len(order)
