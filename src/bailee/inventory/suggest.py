"""What a scan found and no activity covers, as drafts of activities that a person completes.

A draft says what was found: kinds of data, about whom, where. What it is for, who gets it and how long it is kept is nobody's
to guess; what such an activity is usually for stands beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bailee.inventory import templates
from bailee.inventory.activities import Covering, ProcessingActivity, covers
from bailee.inventory.holdings import Holding
from bailee.inventory.templates import Typical
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory

Key = tuple[str, SubjectCategory]
# the table has values first, then kinds of record
_RECORDS = frozenset(list(DATA_CATEGORIES)[list(DATA_CATEGORIES).index("drug-and-alcohol-tests") :])


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An activity that what was found speaks for."""

    activity: ProcessingActivity
    usual: tuple[str, ...]  # purposes that such an activity usually has
    people: int  # at most as many, of the kind that is about most
    ask: str = ""


def suggested(
    holdings: Iterable[Holding],
    activities: Sequence[ProcessingActivity],
    drafts: Sequence[ProcessingActivity] = (),
    *,
    template: str = "",
) -> tuple[Suggestion, ...]:
    """One draft for what belongs together and is not declared; what a draft covers already is not suggested again.

    `template`: of what sort of business it is; without one, activities are not named by what such a business does.
    """
    known = (*activities, *drafts)
    covering = Covering(known)
    bare = {
        (holding.category, holding.subject): holding
        for holding in holdings
        if holding.found and not covering.of(holding.category, holding.subject)
    }
    taken = {activity.name.casefold() for activity in known}
    every = templates.load(template).activities if template else ()
    fitting = [(sum(covers(each.activity, *key) for key in bare), each) for each in every]
    grouped: dict[str, list[Holding]] = defaultdict(list)
    typical: dict[str, Typical] = {}
    for key, holding in bare.items():
        fit = _fit(key, fitting)
        name = fit.activity.name if fit else _named(holding)
        if fit:
            typical[name] = fit
        grouped[name].append(holding)
    made = [_suggestion(_free(name, taken), own, typical.get(name)) for name, own in grouped.items()]
    return tuple(sorted(made, key=lambda each: (-each.people, each.activity.name)))


def _suggestion(name: str, holdings: Sequence[Holding], typical: Typical | None) -> Suggestion:
    activity = ProcessingActivity(
        name,
        (),
        tuple(dict.fromkeys(holding.category for holding in holdings)),
        tuple(dict.fromkeys(holding.subject for holding in holdings)),
        tuple(sorted({store for holding in holdings for store in holding.stores})),
    )
    usual = tuple(purpose for purpose, _ in typical.activity.purposes) if typical else ()
    return Suggestion(activity, usual, max(holding.people.high for holding in holdings), typical.ask if typical else "")


def _fit(key: Key, fitting: Sequence[tuple[int, Typical]]) -> Typical | None:
    """The typical activity that covers it and the most of what else is not declared; of equals the first."""
    covering = [(count, -index, each) for index, (count, each) in enumerate(fitting) if covers(each.activity, *key)]
    return max(covering, key=lambda found: found[:2])[2] if covering else None


def _named(holding: Holding) -> str:
    """Records of a kind have an activity of their own; values that stand anywhere are gathered by whom they are about."""
    about = _people(holding.subject)
    if holding.category in _RECORDS:
        return f"{DATA_CATEGORIES[holding.category].label} of {about}"
    return f"Other data of {about}"


def _people(subject: SubjectCategory) -> str:
    """
    >>> _people(SubjectCategory.PERSON), _people(SubjectCategory.FAMILY_MEMBER)
    ('people not yet placed', 'family members')
    """
    return "people not yet placed" if subject is SubjectCategory.PERSON else f"{subject.value.replace('-', ' ')}s"


def _free(name: str, taken: set[str]) -> str:
    """A name that no activity has yet: one of the same name would replace it."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    taken.add(free.casefold())
    return free
