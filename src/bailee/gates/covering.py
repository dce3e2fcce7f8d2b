"""Whether a notice covers a tool: it tells of what the tool records, it was served, acknowledged where a law asks for that, and the
days before ran out before it began.

>>> from bailee.monitoring.register import register
>>> from bailee.monitoring.traces import Sort as TraceSort, Trace
>>> (entry,) = register([Trace("hubstaff", TraceSort.SOFTWARE, "WS-14", "software-list", first_on=date(2026, 1, 5))], [], on=date(2026, 11, 26))
>>> covered(entry, [], [], on=date(2026, 11, 26)).says
'no published notice tells of what it records'
>>> told = Telling("workplace surveillance notice v1", frozenset(entry.categories), frozenset({"Hubstaff"}), date(2026, 11, 22), "sent to everyone")
>>> act = Lead("mon-au-act-notice", "Workplace Privacy Act 2011 (ACT) s 13", 14)
>>> found = covered(entry, [told], [act], on=date(2026, 11, 26))
>>> found.state.value, found.says
('amber', 'served on 22 Nov 2026; 14 days run until 6 Dec 2026, and it records since 5 Jan 2026')
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bailee.dates import in_short
from bailee.gates import Lead
from bailee.monitoring.register import Entry
from bailee.vocabulary import State


@dataclass(frozen=True, slots=True)
class Telling:
    """A published version: what it tells of, and whom it reached. `served_on` None: not everybody; `gap` says who not."""

    label: str
    categories: frozenset[str]
    tools: frozenset[str]  # by name
    served_on: date | None
    how: str = ""
    gap: str = ""
    signed_on: date | None = None  # when the last of those who have to had signed
    unsigned: str = ""  # in words, who has not
    none_signs: str = ""  # in words, why nobody has to


@dataclass(frozen=True, slots=True)
class Cover:
    """How a tool stands with what people were told."""

    state: State
    says: str
    notice: str = ""
    names_it: bool = False
    served_on: date | None = None
    counts_from: date | None = None  # from when it may watch


def covered(entry: Entry, tellings: Sequence[Telling], leads: Sequence[Lead], *, on: date) -> Cover:
    """The notice that covers a tool, the one served first; why it does not, where none does."""
    if entry.switched_off:
        return Cover(State.GREEN, "switched off: nothing new is recorded")
    categories = frozenset(entry.categories)
    naming = [each for each in tellings if categories and categories <= each.categories]
    if not naming:
        partly = [each for each in tellings if categories & each.categories]
        if partly:
            missing = len(categories - partly[-1].categories)
            what = "one thing" if missing == 1 else f"{missing} things"
            return Cover(State.RED, f"leaves out {what} that it records", partly[-1].label)
        return Cover(State.RED, "no published notice tells of what it records")
    signing = next((lead for lead in leads if lead.signed), None)
    served = min(
        (each for each in naming if each.served_on is not None),
        key=lambda each: (signing is not None and not each.none_signs and each.signed_on is None, each.served_on or on),
        default=None,
    )
    if served is None or served.served_on is None:
        newest = naming[-1]
        return Cover(State.RED, newest.gap, newest.label, entry.name in newest.tools)
    days = max((lead.days for lead in leads), default=0)
    from_ = served.served_on + timedelta(days=days)
    said = f"served on {in_short(served.served_on)}"
    if days:
        said += f"; {days} days {'run' if from_ > on else 'ran'} until {in_short(from_)}"
    state = State.GREEN if from_ <= on else State.AMBER
    if signing and served.none_signs:
        return Cover(
            state, f"{said}; {served.none_signs}", served.label, entry.name in served.tools, served.served_on, from_
        )
    if signing and served.signed_on is None:
        said += f"; {signing.short} asks that each of them{signing.signers} acknowledges it"
        said += f", and {served.unsigned}" if served.unsigned else ""
        return Cover(State.AMBER, said, served.label, entry.name in served.tools, served.served_on)
    if signing and served.signed_on is not None:
        from_ = max(from_, served.signed_on)
        said += f"; the last signed on {in_short(served.signed_on)}"
    if (days or signing) and entry.since is not None and entry.since < from_:
        state, said = State.AMBER, f"{said}, and it records since {in_short(entry.since)}"
    return Cover(state, said, served.label, entry.name in served.tools, served.served_on, from_)
