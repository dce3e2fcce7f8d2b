"""The register: since when, kept how long, who can view it, and where what was declared and what was found part ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bailee.inventory import Holding, PeopleRange
from bailee.monitoring.collect import SCAN, Tallies
from bailee.monitoring.itself import own_entry
from bailee.monitoring.register import Declaration, Entry, Viewers, register
from bailee.monitoring.traces import Sort, Trace
from bailee.vocabulary import Confidence, SubjectCategory
from bailee.watching import with_tools

ON = date(2026, 6, 1)
RECORDINGS = Trace("frigate", Sort.RECORDING, "nvr", SCAN, 900, date(2026, 1, 1), date(2026, 5, 30))
SETTING = Trace("frigate", Sort.SETTING, "nvr", SCAN, 1, date(2025, 12, 24), date(2025, 12, 24), kept_days=14)
PREMISES = (("protection of premises", None),)
DECLARED = Declaration(
    "frigate",
    "Frigate",
    PREMISES,
    (SubjectCategory.EMPLOYEE, SubjectCategory.VISITOR, SubjectCategory.CUSTOMER),
    kept="200 days",
    kept_days=200,
)


def entry(*traces: Trace, declared: Declaration | None = None, viewers: Viewers | None = None) -> Entry:
    (made,) = register(traces, [declared] if declared else [], on=ON, viewers={"frigate": viewers} if viewers else None)
    return made


def test_the_earliest_trace_says_since_when_and_which_it_was() -> None:
    assert (entry(RECORDINGS).since, entry(RECORDINGS).since_from) == (date(2026, 1, 1), "first recording")
    assert entry(RECORDINGS, SETTING).since_from == "configuration"


def test_when_a_program_was_built_is_not_since_when_it_runs() -> None:
    built = Trace("frigate", Sort.PROGRAM, "nvr", SCAN, 1, date(2019, 1, 1))
    assert entry(built, RECORDINGS).since == date(2026, 1, 1)


def test_how_long_it_is_kept_is_declared_else_set_else_seen_else_not_known() -> None:
    assert entry(RECORDINGS, SETTING, declared=DECLARED).kept.words == "200 days (declared)"
    assert entry(RECORDINGS, SETTING).kept.words == "14 days (set)"
    assert entry(RECORDINGS).kept.words == "at least 149 days (seen)"
    assert entry(replace(SETTING, kept_days=None)).kept.words == "not known"


def test_two_sorts_of_traces_that_do_not_hang_together_make_it_certain() -> None:
    assert entry(RECORDINGS).confidence is Confidence.POSSIBLE
    assert entry(replace(RECORDINGS, sort=Sort.SOFTWARE)).confidence is Confidence.LIKELY
    assert entry(replace(RECORDINGS, sort=Sort.SOFTWARE), SETTING).confidence is Confidence.VERIFIED


DIFFERENCES = {
    "nobody declared it": (None, [RECORDINGS], "found, and nobody declared it"),
    "no trace": (DECLARED, [], "declared, and no trace of it was found"),
    "kept longer": (replace(DECLARED, kept_days=14), [RECORDINGS], "declared kept 14 days, and its records span 149"),
    "set longer": (replace(DECLARED, kept_days=7), [SETTING], "declared kept 7 days, and it is set to 14"),
    "switched off": (replace(DECLARED, switched_off_on=date(2026, 3, 1)), [RECORDINGS], "declared switched off on 1 Mar 2026, and traces are as late as 30 May 2026"),
    "runs": (replace(DECLARED, switched_off_on=date(2026, 3, 1)), [Trace("frigate", Sort.PROCESS, "nvr", "this-machine")], "declared switched off on 1 Mar 2026, and it runs"),
    "who else": (replace(DECLARED, watched=(SubjectCategory.EMPLOYEE,)), [SETTING], "it also watches visitors, customers, who are not declared"),
    "since earlier": (replace(DECLARED, since=date(2026, 4, 1)), [RECORDINGS], "declared since 1 Apr 2026, and traces begin on 1 Jan 2026"),
    "no purpose": (replace(DECLARED, purposes=()), [SETTING], "no purpose is declared"),
}  # fmt: skip


@pytest.mark.parametrize("case", DIFFERENCES)
def test_where_declared_and_found_part_ways_it_is_said(case: str) -> None:
    declared, traces, said = DIFFERENCES[case]
    assert entry(*traces, declared=declared).differences == (said,)


def test_nothing_is_said_where_both_agree_nor_of_one_that_is_off_and_gone() -> None:
    assert entry(RECORDINGS, SETTING, declared=DECLARED).differences == ()
    assert entry(declared=replace(DECLARED, switched_off_on=date(2026, 3, 1))).differences == ()


def test_who_can_view_it_is_read_from_the_system_and_set_beside_what_was_said() -> None:
    said = replace(DECLARED, viewers=("office manager",))
    seen = entry(SETTING, declared=said, viewers=Viewers(12, False))
    assert seen.viewers.words == "office manager (declared); 12 accounts can open it"
    assert seen.differences == ("1 may view it as declared, and 12 accounts can",)
    assert entry(SETTING, declared=said, viewers=Viewers(12, True)).differences[0].endswith("every account can open it")
    assert entry(SETTING).viewers.words == "not known"


def test_bailee_itself_always_stands_at_the_end() -> None:
    own = own_entry(since=date(2026, 5, 1), last=ON, viewers=2, home="store", kept=True)
    entries = register([RECORDINGS], [], on=ON, own=own)
    assert [each.ident for each in entries] == ["frigate", "bailee"] and entries[
        -1
    ].viewers.words == "2 accounts can open it"
    assert register([], [], on=ON, own=own)[-1].purposes


# ---- records and the tool that made them ------------------------------------------------------------------------------


def tallied(*files: tuple[str, tuple[str, ...]]) -> dict[str, list[Sort]]:
    tallies = Tallies(SCAN)
    for path, kinds in files:
        tallies.file(path, "store", 1_770_000_000_000_000_000, kinds=kinds)
    found: dict[str, list[Sort]] = {}
    for trace in tallies.traces():
        found.setdefault(trace.product, []).append(trace.sort)
    return found


def test_records_in_a_tools_own_folder_are_that_tools() -> None:
    found = tallied(
        ("/srv/frigate/config/config.yml", ()),
        ("/srv/frigate/config/old/lobby 1.mp4", ("camera-footage",)),
    )
    assert set(found) == {"frigate"} and Sort.RECORD in found["frigate"]


def test_records_elsewhere_are_of_a_tool_whose_maker_is_not_known() -> None:
    found = tallied(("/srv/frigate/config/config.yml", ()), ("/srv/HR/lobby.mp4", ("camera-footage",)))
    assert set(found) == {"frigate", "unnamed-camera-footage"}


def test_a_kind_that_the_tool_does_not_record_is_not_laid_to_it() -> None:
    found = tallied(("/srv/frigate/config/config.yml", ()), ("/srv/frigate/config/keys.txt", ("keystroke-log",)))
    assert set(found) == {"frigate", "unnamed-keystroke-log"}


def test_archived_mail_alone_is_no_tool() -> None:
    assert tallied(("/srv/mail/ann.mbox", ("archived-mail",))) == {}


# ---- what a tool records is held --------------------------------------------------------------------------------------


def held(*entries: Entry, holdings: tuple[Holding, ...] = (), known: int = 0) -> dict[tuple[str, str], Holding]:
    made = with_tools(holdings, entries, (), lambda subject: known if subject is SubjectCategory.EMPLOYEE else 0)
    return {(each.category, each.subject.value): each for each in made}


def test_a_tool_that_was_found_makes_a_holding_without_a_purpose() -> None:
    (tool,) = register(
        [replace(SETTING, product="hubstaff", sort=Sort.SOFTWARE, where="WS-1", origin="software-list")], [], on=ON
    )
    screens = held(tool, known=40)["screen-captures", "employee"]
    assert screens.found and not screens.declared and screens.purposes == () and screens.tools == ("Hubstaff",)
    assert (screens.people.low, screens.people.high) == (1, 40)


def test_a_guess_from_a_name_makes_none() -> None:
    assert held(entry(RECORDINGS)) == {}


def test_what_lies_on_the_disk_and_comes_of_a_tool_is_one_row_with_its_name() -> None:
    footage = Holding(
        "camera-footage",
        SubjectCategory.EMPLOYEE,
        ("nvr/lobby",),
        PeopleRange(40, 40),
        12,
        since=date(2026, 2, 1),
        kinds=("camera-footage",),
    )
    rows = held(entry(RECORDINGS, SETTING, declared=DECLARED), holdings=(footage,))
    row = rows["camera-footage", "employee"]
    assert (
        row.tools == ("Frigate",)
        and row.since == date(2025, 12, 24)
        and row.purposes == ("protection of premises",)
        and row.items == 12
    )


def test_one_that_is_switched_off_records_no_more() -> None:
    off = replace(DECLARED, switched_off_on=date(2026, 3, 1))
    assert held(entry(SETTING, declared=off)) == {}


def test_customers_and_visitors_count_where_records_or_a_person_say_so() -> None:
    assert set(held(entry(SETTING))) == {("camera-footage", "employee")}
    assert ("camera-footage", "visitor") in held(entry(SETTING, declared=DECLARED))


def test_footage_of_nobody_in_particular_is_of_those_whom_its_recorder_watches() -> None:
    footage = Holding(
        "camera-footage", SubjectCategory.PERSON, ("nvr/lobby",), PeopleRange(1, 12), 12, kinds=("camera-footage",)
    )
    recorded = replace(RECORDINGS, sort=Sort.RECORD, kinds=(("camera-footage", 12),))
    rows = held(
        entry(
            recorded, SETTING, declared=replace(DECLARED, watched=(SubjectCategory.EMPLOYEE, SubjectCategory.VISITOR))
        ),
        holdings=(footage,),
        known=40,
    )
    assert set(rows) == {("camera-footage", "employee"), ("camera-footage", "visitor")}
    assert rows["camera-footage", "employee"].people.high == 40 and rows["camera-footage", "visitor"].items == 12


def test_where_the_recorder_is_not_known_nobody_is_placed() -> None:
    footage = Holding(
        "camera-footage", SubjectCategory.PERSON, ("nvr/lobby",), PeopleRange(1, 12), 12, kinds=("camera-footage",)
    )
    recorded = Trace(
        "unnamed-camera-footage", Sort.RECORD, "nvr", SCAN, 12, date(2026, 1, 1), kinds=(("camera-footage", 12),)
    )
    (tool,) = register([recorded], [], on=ON)
    rows = held(tool, holdings=(footage,), known=40)
    assert set(rows) == {("camera-footage", "person")} and rows["camera-footage", "person"].tools == (
        "Camera recorder, maker not known",
    )


def test_what_was_declared_and_not_found_stands_as_it_was_where_no_tool_is_there() -> None:
    missing = Holding(
        "camera-footage",
        SubjectCategory.EMPLOYEE,
        (),
        PeopleRange(0, 0),
        0,
        purposes=("premises",),
        declared=True,
        found=False,
    )
    assert held(holdings=(missing,)) == {("camera-footage", "employee"): missing}
    assert held(entry(SETTING), holdings=(missing,))["camera-footage", "employee"].found


def test_one_list_handed_over_and_scanned_is_one_sign() -> None:
    listed = replace(SETTING, sort=Sort.LISTED, kept_days=None)
    assert entry(replace(listed, sort=Sort.SOFTWARE, origin="software-list"), listed).confidence is Confidence.LIKELY


def test_where_a_list_lies_is_not_where_the_tool_keeps_what_it_records() -> None:
    (tool,) = register([Trace("hubstaff", Sort.LISTED, "office/IT", SCAN, 1, date(2024, 3, 2))], [], on=ON)
    assert held(tool)["screen-captures", "employee"].stores == ("Hubstaff (not scanned)",)
