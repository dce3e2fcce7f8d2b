"""What stops a version from being published: each with what to do about it. A named person may publish despite all of it.

>>> draft = {"purposes": {"medical-records": ["sick leave"]}, "facts": []}
>>> [(stop.sort.value, stop.says) for stop in stops("employee-privacy-notice", draft)]
[('counsel', 'It names data that laws protect above others: medical records')]
>>> stops("employee-privacy-notice", draft, is_reviewed=True)
()

Three sorts of notice are for counsel before they are for anybody else, after what the ICO's own generator of notices refuses:
those that name data of special categories, those that tell of watching people at work, and those that stand on a ground or a
practice that is easily wrong (consent of employees, programs that decide, a sale).
source: https://ico.org.uk/for-organisations/advice-for-small-organisations/create-your-own-privacy-notice/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bailee.notices.causes import Cause, footing_of, label
from bailee.notices.snapshot import WATCHING
from bailee.notices.versions import kinds
from bailee.vocabulary import DATA_CATEGORIES, STAFF, LawfulBasis


class StopSort(StrEnum):
    LAW = "law"  # it does not say what a law asks it to say
    UNTRUE = "untrue"  # it says what is not so
    UNSAID = "unsaid"  # it does not say what is so
    COUNSEL = "counsel"  # counsel has to read it first


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that stands in the way."""

    sort: StopSort
    says: str
    remedy: str = ""
    command: str = ""  # that does it, where one does
    of: str = ""  # the law, where it is one's

    def as_data(self) -> dict[str, str]:
        names = ("says", "remedy", "command", "of")
        return {"sort": self.sort.value, **{name: getattr(self, name) for name in names}}


_SEND = ("Send it to counsel", "bailee counsel packet --out packet")
_PRACTICES = {
    "makes_automated_decisions": "A program alone decides about people",
    "uses_ai_hiring_tools": "A program screens or ranks people who apply",
    "sells_personal_data": "Data of people is sold, or shared for advertising",
}


def stops(
    kind: str,
    content: Mapping[str, Any],
    *,
    is_reviewed: bool = False,
    unsaid: Sequence[Cause] = (),
    untrue: Iterable[str] = (),
    declared: Mapping[str, object] | None = None,
) -> tuple[Stop, ...]:
    """What stands in the way of a version, the gravest first.

    `unsaid`: what is so today and it does not mention; `untrue`: what it says and is not so; `declared`: facts of today.
    """
    found = [*_laws(content), *(Stop(StopSort.UNTRUE, each, "Mend the text, or what it speaks of") for each in untrue)]
    if unsaid:
        named = "; ".join(cause.says for cause in unsaid[:_NAMED])
        more = f"; and {len(unsaid) - _NAMED} more" if len(unsaid) > _NAMED else ""
        again = (
            "Hand in a new version of yours, or draft one from what is held"
            if "policy" in content
            else "Draft it again"
        )
        found.append(
            Stop(
                StopSort.UNSAID,
                f"It does not mention what is there by now: {named}{more}",
                again,
                f"bailee notice draft {kind}",
            )
        )
    if not is_reviewed:
        found += [Stop(StopSort.COUNSEL, each, *_SEND) for each in _for_counsel(kind, content, declared or {})]
    return tuple(found)


_NAMED = 3


def _laws(content: Mapping[str, Any]) -> Iterator[Stop]:
    """What laws ask and it does not say, once for each question that would answer it."""
    asked: dict[tuple[tuple[str, str], ...], list[Mapping[str, Any]]] = {}
    for item in content.get("items", ()):
        if not item["found"]:
            questions = tuple((each["text"], each["command"]) for each in item["questions"])
            asked.setdefault(questions, []).append(item)
    for questions, items in asked.items():
        laws = list(dict.fromkeys(item["short"] for item in items))
        lines = list(dict.fromkeys(item["asks"] for item in items))
        more = f" and {len(laws) - 1} more law{'s' if len(laws) > 2 else ''}" if len(laws) > 1 else ""
        says = f"It does not say what {laws[0]}{more} ask{'' if more else 's'}: {'; '.join(lines)}"
        yield Stop(StopSort.LAW, says, *_remedy(questions), items[0]["law"])


def _remedy(questions: Sequence[tuple[str, str]]) -> tuple[str, str]:
    if not any(command for _, command in questions):
        return "Ask counsel for the words", ""
    text, command = next(each for each in questions if each[1])
    asks = text if len(text) <= _LONG else f"{text[: _LONG - 1].rsplit(' ', 1)[0]} …"
    return asks, command if len(command) <= _LONG else ""


_LONG = 140  # characters of a question or a command that stand in a line


def _for_counsel(kind: str, content: Mapping[str, Any], declared: Mapping[str, object]) -> Iterator[str]:
    module = kinds().get(kind)
    is_for_staff = bool(module and module.AUDIENCE & STAFF)
    facts = footing_of(content).facts
    special = [
        each for each in facts if each not in WATCHING and each in DATA_CATEGORIES and DATA_CATEGORIES[each].special
    ]
    watching = [each for each in facts if each in WATCHING and each not in _HARMLESS]
    if special:
        yield f"It names data that laws protect above others: {_some(special)}"
    if watching and is_for_staff:
        yield f"It tells of watching people at work: {_some(watching)}"
    agreed = [each for each, fact in facts.items() if LawfulBasis.CONSENT.value in fact.grounds]
    if agreed and is_for_staff:
        yield f"It rests on consent of people who work here, which is seldom free: {_some(agreed)}"
    yield from (words for name, words in _PRACTICES.items() if declared.get(name) is True)


_HARMLESS = ("scan-records",)  # what bailee itself keeps of a scan


def _some(categories: Sequence[str]) -> str:
    named = ", ".join(label(each) for each in categories[:_NAMED])
    return f"{named} and {len(categories) - _NAMED} more" if len(categories) > _NAMED else named
