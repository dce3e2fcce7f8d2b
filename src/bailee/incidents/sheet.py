"""The sheet: who must be told, by when, under which law, and what stands in the way of saying so.

    sheet = make(incident, lost, encryption, Laws(rules, standing, reviewed), contracts, now=moment)
    sheet.lines          # each duty with its day, soonest first
    sheet.rows           # by place of residence
    sheet.questions      # the tests of harm, one by one

Pure: the same facts, rules and moment make the same sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bailee.contracts import Contract
from bailee.dates import to_the_minute
from bailee.incidents.acts import Incident
from bailee.incidents.clocks import zone_of
from bailee.incidents.duties import Duties
from bailee.incidents.encryption import Encryption
from bailee.incidents.held import Lost, Region
from bailee.incidents.judging import Judge
from bailee.incidents.lines import Asked, Laws, Line, Row, Standing

__all__ = ["Asked", "Laws", "Line", "Row", "Sheet", "Standing", "make"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of it, as of a moment."""

    incident: Incident
    lost: Lost
    encryption: Encryption
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]  # soonest first; those without a day behind those with one
    named: tuple[str, ...]  # laws or parts of laws that nobody could verify
    questions: tuple[Asked, ...]
    unknown: tuple[str, ...]  # what is not known, in sentences
    made_at: datetime
    clock_says: str = ""  # where the clock cannot be trusted

    @property
    def open_lines(self) -> tuple[Line, ...]:
        return tuple(each for each in self.lines if each.standing.is_open)

    @property
    def next_line(self) -> Line | None:
        return next((each for each in self.open_lines if each.deadline is not None), None)

    def line(self, ident: str) -> Line | None:
        return next((each for each in self.lines if each.ident == ident), None)


def make(
    incident: Incident,
    lost: Lost,
    encryption: Encryption,
    laws: Laws,
    contracts: Iterable[Contract] = (),
    *,
    now: datetime,
    exposed: Sequence[Region] | None = None,
    home: str = "US",
    keeps_for_others: bool = False,
) -> Sheet:
    """`exposed`: people of what was not encrypted for certain, by place; else all of it. `home`: whose holidays count for contracts.
    `keeps_for_others`: some of it is data of others, who are told as the laws say."""
    regions = tuple(lost.regions if exposed is None else exposed)
    asks: dict[str, list[tuple[Duties, str]]] = {}
    named: list[str] = []
    lines: list[Line] = []
    rows = []
    judge = Judge(incident, encryption, laws, asks, named, home, keeps_for_others)
    for region in regions:
        row = judge.row(region)
        rows.append(row)
        lines += row.lines
    lines += judge.of_the_organisation(regions, lost)
    lines += judge.contracts(contracts)
    rows = [_treated(row, rows) if not row.code else row for row in rows]
    return Sheet(
        incident, lost, encryption, tuple(rows), tuple(sorted(lines, key=_order)), tuple(dict.fromkeys(named)),
        judge.questions(), _not_known(incident, lost, encryption, now), now,
        "The clock of this machine stands before the discovery: days left cannot be said." if now < incident.discovered_at else "",
    )  # fmt: skip


def _treated(row: Row, rows: Sequence[Row]) -> Row:
    """Who lives nobody knows where is treated as in the place whose day comes first."""
    dated = [
        (each.main.deadline.at, each.name)
        for each in rows
        if each.code and each.main and each.main.deadline and each.main.standing.is_open
    ]
    if not dated:
        return row
    return replace(row, note=f"treat as {min(dated)[1]}; {row.note}")


def _order(line: Line) -> tuple[int, float, str]:
    groups = {
        Standing.DUE: 0,
        Standing.PERHAPS: 0,
        Standing.ASK: 1,
        Standing.DONE: 2,
        Standing.LIFTED: 3,
        Standing.BELOW: 4,
    }
    moment = line.deadline.at.timestamp() if line.deadline is not None else float("inf")
    return groups[line.standing], moment, line.ident


def _not_known(incident: Incident, lost: Lost, encryption: Encryption, now: datetime) -> tuple[str, ...]:
    found: list[str] = []
    what = {"device": "device", "store": "data store", "account": "account"}[incident.sort]
    if not lost.is_known:
        if lost.later_at is not None:
            found.append(
                f"No scan had read this {what} before that hour. A later one, of {_moment(lost.later_at, incident)}, found "
                f"{lost.later_findings:,} {'finding: it says' if lost.later_findings == 1 else 'findings: they say'} nothing of what lay there then."
            )
        else:
            found.append(f"No scan ever read this {what}: what lay on it, and about whom, is unknown. It is not zero.")
    elif lost.read_at is not None and lost.read_at < incident.hour:
        found.append(
            f"What was saved between {_moment(lost.read_at, incident)}, when it was last read, and {_moment(incident.hour, incident)}."
        )
    for place in lost.never:
        if lost.is_known:
            found.append(f"“{place}” of it was never read before that hour: the ranges do not include it.")
    not_read = sum(lost.not_read.values())
    if not_read:
        causes = ", ".join(f"{count:,} {reason.replace('-', ' ')}" for reason, count in sorted(lost.not_read.items()))
        files = "1 file there was" if not_read == 1 else f"{not_read:,} files there were"
        found.append(f"{files} not read ({causes}). The ranges do not include {'it' if not_read == 1 else 'them'}.")
    found += lost.rights
    for disk in encryption.disks:
        if disk.is_encrypted is None:
            found.append(f"Whether {disk.name} was encrypted: {disk.why or 'nobody said'}.")
    if incident.from_at is None and incident.until_at is None:
        found.append("When it was taken: nobody said. What was there when it was missed is counted.")
    if lost.by_values:
        found.append(
            "Too much lay there to link people over all of it: they are counted by values alone, the range is wide, and which kinds are whose is not told apart."
        )
    return tuple(found)


def _moment(moment: datetime, incident: Incident) -> str:
    here = moment.astimezone(zone_of(incident.zone))
    return to_the_minute(here)
