"""Whether a notice covers a tool: it names what the tool records, everybody has it, and the days ran before the tool began."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bailee.gates import Lead
from bailee.gates.covering import Telling, covered
from bailee.monitoring.register import Declaration, Entry, register
from bailee.monitoring.traces import Sort, Trace
from bailee.vocabulary import State, SubjectCategory

TODAY = date(2026, 11, 26)
ACT = Lead("mon-au-act-notice", "the Act", 14)


def hubstaff(since: date | None, **declared: date) -> Entry:
    told = [Declaration("hubstaff", "Hubstaff", (("billing", None),), (SubjectCategory.EMPLOYEE,), switched_off_on=declared["off"])] if declared else []  # fmt: skip
    (entry,) = register([Trace("hubstaff", Sort.SOFTWARE, "WS-14", "software-list", first_on=since)], told, on=TODAY)
    return entry


def telling(served: date | None, *, leaves_out: int = 0, gap: str = "did not reach 3 of 44") -> Telling:
    categories = hubstaff(None).categories
    named = frozenset(categories[: len(categories) - leaves_out])
    return Telling("notice v1", named, frozenset({"Hubstaff"}), served, "signed", "" if served else gap)


@pytest.mark.parametrize(
    "since, notice, leads, state, says",
    [
        (None, None, [], State.RED, "no published notice"),
        (None, telling(TODAY, leaves_out=1), [], State.RED, "leaves out one thing"),
        (None, telling(None), [], State.RED, "did not reach 3 of 44"),
        (None, telling(TODAY), [], State.GREEN, "served on 26 Nov 2026"),
        (None, telling(TODAY), [ACT], State.AMBER, "run until 10 Dec 2026"),
        (TODAY + timedelta(14), telling(TODAY), [ACT], State.AMBER, "run until"),
        (TODAY - timedelta(1), telling(TODAY - timedelta(30)), [ACT], State.GREEN, "ran until 10 Nov 2026"),
        (TODAY - timedelta(20), telling(TODAY - timedelta(30)), [ACT], State.AMBER, "records since 6 Nov 2026"),
        (TODAY - timedelta(900), telling(TODAY), [], State.GREEN, "served on"),  # no law asks for days here
    ],
)
def test_how_a_tool_stands(
    since: date | None, notice: Telling | None, leads: list[Lead], state: State, says: str
) -> None:
    found = covered(hubstaff(since), [notice] if notice else [], leads, on=TODAY)
    assert found.state is state and says in found.says


def test_the_notice_that_was_served_first_counts() -> None:
    both = [telling(TODAY), telling(TODAY - timedelta(60))]
    assert covered(hubstaff(None), both, [ACT], on=TODAY).served_on == TODAY - timedelta(60)


def test_where_a_law_asks_for_it_a_tool_is_covered_once_everyone_signed() -> None:
    law, told = Lead("mon-us-ny-52c", "the Law", signed=True), telling(TODAY - timedelta(30))
    without = covered(hubstaff(None), [replace(told, unsigned="6 of 44 have not signed")], [law], on=TODAY)
    assert without.state is State.AMBER and "6 of 44 have not signed" in without.says and without.counts_from is None
    signed = replace(told, signed_on=TODAY - timedelta(2))
    assert covered(hubstaff(TODAY), [told, signed], [law], on=TODAY).counts_from == TODAY - timedelta(2)
    assert covered(hubstaff(TODAY - timedelta(9)), [signed], [law], on=TODAY).state is State.AMBER  # it began before


def test_a_tool_that_was_switched_off_needs_none() -> None:
    assert covered(hubstaff(None, off=TODAY), [], [ACT], on=TODAY).state is State.GREEN
