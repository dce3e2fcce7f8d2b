"""Report an incident, and say and do what follows, until it is closed; each thing is appended, with its record.

ident = report_incident(workspace, Report("Laptop HD-LT-07 stolen", "stolen-device", "device", "device-3fa2c19b", discovered_at, zone))
add_fact(workspace, ident, "Taken from a car", true_at=moment, source="its user")
answer_test(workspace, ident, "misuse-possible", True, grounds="the drive was readable")
close_incident(workspace, ident, "everybody was told")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from bailee.errors import InvalidInput, NotAllowed
from bailee.incidents.acts import FIRST_STEPS, KINDS, LONGEST_TEXT, SKEW, SORTS, Incident, check_report
from bailee.incidents.clocks import zone_of, zoned
from bailee.incidents.duties import questions
from bailee.incidents.paper import whom
from bailee.operations.incident_sheet import incident_sheet
from bailee.operations.lost_people import target_of
from bailee.permissions import Permission, Role
from bailee.store.workspace import Workspace
from bailee.tasks.due import months_after

KEPT_AT_LEAST = (
    6  # years, the grounds of a decision not to tell: HIPAA's (45 CFR 164.530(j)), the longest of the tables'
)
WORDS = (
    "happened",
    "data",
    "doing",
    "consequences",
    "offer",
    "advice",
    "police",
    "address",
    "telephone",
    "contact",
    "authority",
)


@dataclass(frozen=True, slots=True)
class Report:
    """What is said at the beginning. Moments have their zone; `zone` is where the organisation counts its days."""

    title: str
    kind: str  # of acts.KINDS
    sort: str  # device, store, account
    target: str
    discovered_at: datetime
    zone: str
    from_at: datetime | None = None
    until_at: datetime | None = None
    source: str = ""
    says: str = ""
    is_drill: bool = False
    steps: tuple[str, ...] = field(default=())


def report_incident(workspace: Workspace, report: Report) -> str:
    """Begin an incident; its ident. InvalidInput for what cannot be so, and for what is not known here."""
    if report.kind not in KINDS:
        raise InvalidInput(f'there is no kind of incident "{report.kind[:40]}"', hint="one of: " + ", ".join(KINDS))
    if report.sort not in SORTS:
        raise InvalidInput(f"an incident is about one of {', '.join(SORTS)}")
    zone = zone_of(report.zone)
    hour = zoned(report.until_at or report.from_at or report.discovered_at, zone)
    target_of(workspace, report.sort, report.target, hour)
    told: dict[str, Any] = {
        "title": " ".join(report.title.split()),
        "kind": report.kind,
        "target": {"sort": report.sort, "ident": report.target, "name": _name_of(workspace, report)},
        "zone": report.zone,
        "discovered_at": _text(zoned(report.discovered_at, zone)),
        "from_at": _text(zoned(report.from_at, zone)),
        "until_at": _text(zoned(report.until_at, zone)),
        "source": _short(report.source),
        "says": _short(report.says),
        "drill": report.is_drill,
        "steps": list(report.steps or FIRST_STEPS.get(report.kind, ())),
    }
    check_report(told, datetime.now(UTC))
    with workspace.transaction(Permission.DO_TASKS):
        ident = workspace.add_incident(told, zoned(report.discovered_at, zone))
        workspace.record("incident-reported", ident, {"kind": report.kind, "drill": report.is_drill})
    return ident


def _name_of(workspace: Workspace, report: Report) -> str:
    if report.sort != "device":
        return report.target
    return next((each.name for each in workspace.devices() if each.ident == report.target), report.target)


def add_fact(
    workspace: Workspace, ident: str, says: str, *, true_at: datetime | None = None, source: str = "", sure: bool = True,
    sort: str = "", more: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """A fact with its time and source. `sort`: determined, discovered, encryption, window, words: it changes more than the timeline."""
    words = _needed(says, "say what is known")
    moment = None if true_at is None else zoned(true_at, zone_of(workspace.incident(ident).zone))
    if moment is not None and moment > datetime.now(UTC) + SKEW:
        raise InvalidInput("this is still to come", hint="a fact is of now or of before; what is to be done is a step")
    told = {"says": words, "source": _short(source), "sure": sure, "sort": sort, **(more or {})}
    _append(workspace, ident, "fact", told, moment, details={"sort": sort or "fact"})


def say_encryption(
    workspace: Workspace, ident: str, disk: str, is_encrypted: bool | None, *, true_at: datetime, source: str
) -> None:
    """What somebody, or another system, knew of a disk: it counts beside what was read, with whose word it is."""
    state = "not known" if is_encrypted is None else "encrypted" if is_encrypted else "in the clear"
    add_fact(
        workspace, ident, f"{disk}: {state}", true_at=true_at, source=_needed(source, "say who or what says so"),
        sort="encryption", more={"disk": disk, "is_encrypted": is_encrypted},
    )  # fmt: skip


def say_determined(workspace: Workspace, ident: str, at: datetime, *, source: str = "") -> None:
    """That a breach was determined: laws that count from there count from there now."""
    incident = workspace.incident(ident)
    moment = zoned(at, zone_of(incident.zone))
    if moment is not None and moment < incident.discovered_at:
        raise InvalidInput("it was determined before it was discovered", hint="correct the one or the other")
    add_fact(workspace, ident, "A breach was determined", true_at=at, source=source, sort="determined")


def correct_discovery(workspace: Workspace, ident: str, at: datetime, *, source: str) -> None:
    """It was discovered at another moment than was said: clocks run from there. What was said before stays in the register."""
    add_fact(
        workspace, ident, "Discovered at this moment, as is known now", true_at=at, sort="discovered",
        source=_needed(source, "say from where that is known"),
    )  # fmt: skip


def say_words(workspace: Workspace, ident: str, words: Mapping[str, str]) -> None:
    """What letters and forms say of it: what happened, what is done, whom to ask."""
    if unknown := [name for name in words if name.rpartition(":")[2] not in WORDS]:
        raise InvalidInput(
            f'letters have no place "{unknown[0][:40]}"',
            hint="one of: " + ", ".join(WORDS) + "; in Spanish es:happened …",
        )
    given = {name: _short(text) for name, text in words.items() if text.strip()}
    if not given:
        raise InvalidInput("nothing was written")
    add_fact(workspace, ident, "Words of the letters were written", sort="words", more={"words": given})


def add_step(workspace: Workspace, ident: str, title: str, *, owner: str = "", due_on: date | None = None) -> None:
    """Something to be done to contain it."""
    told = {"title": _needed(title, "say what is to be done")[:200], "owner": _short(owner)[:100]}
    _append(workspace, ident, "step", told | ({"due_on": due_on.isoformat()} if due_on else {}))


def finish_step(workspace: Workspace, ident: str, number: int, *, at: datetime | None = None, note: str = "") -> None:
    """It is done. InvalidInput where there is no such step, or it is done already."""
    incident = workspace.incident(ident)
    step = next((each for each in incident.steps if each.number == number), None)
    if step is None:
        raise InvalidInput("there is no such step", hint=f"`bailee incident show {ident}` lists them")
    if step.done_at is not None:
        raise InvalidInput("this step is done already")
    _append(workspace, ident, "step-done", {"number": number, "note": _short(note)}, at)


def answer_test(workspace: Workspace, ident: str, question: str, answer: bool, *, grounds: str = "") -> None:
    """Answer one test of harm. What lifts a duty needs grounds in writing, which are kept."""
    if question not in questions():
        raise InvalidInput("there is no such question", hint="one of: " + ", ".join(questions()))
    lifts = answer if question == "good-faith" else not answer
    said = _needed(grounds, "this answer lifts duties: write its grounds") if lifts else _short(grounds)
    told = {"question": question, "answer": answer, "grounds": said}
    _append(workspace, ident, "answered", told, details={"question": question, "answer": "yes" if answer else "no"})


def decide_not_to_notify(workspace: Workspace, ident: str, grounds: str, *, place: str = "", years: int = 0) -> date:
    """Nobody is told, in a place or anywhere: by name, with grounds, which are kept; until when."""
    keeps = max(years, KEPT_AT_LEAST)
    today = datetime.now(UTC).astimezone().date()
    until = months_after(today, 12 * keeps)
    told = {"grounds": _needed(grounds, "write the grounds"), "place": place, "kept_until": until.isoformat()}
    _append(
        workspace, ident, "not-notifying", told, permission=Permission.HANDLE_REQUESTS,
        details={"place": place or "all", "kept_until": until.isoformat()},
    )  # fmt: skip
    return until


def decide_to_notify(workspace: Workspace, ident: str, grounds: str, *, place: str = "") -> None:
    """People are told after all."""
    told = {"grounds": _needed(grounds, "write the grounds"), "place": place}
    _append(
        workspace, ident, "notifying", told, permission=Permission.HANDLE_REQUESTS, details={"place": place or "all"}
    )


def note_told(
    workspace: Workspace, ident: str, duty: str, *, at: datetime | None = None, how: str, reference: str = ""
) -> None:
    """Somebody was told: a duty of the sheet is done. InvalidInput where the sheet has no such duty, or it is done."""
    sheet = incident_sheet(workspace, ident)
    line = sheet.line(duty)
    if line is None:
        raise InvalidInput("the sheet has no such duty", hint=f"`bailee incident show {ident} --json` names them")
    if line.done_at is not None:
        raise InvalidInput("that is noted already")
    moment = zoned(at, zone_of(sheet.incident.zone)) or datetime.now(UTC)
    if moment > datetime.now(UTC) + SKEW:
        raise InvalidInput("this is still to come", hint="note it once it was done")
    if moment < sheet.incident.discovered_at:
        raise InvalidInput("they were told before it was discovered", hint="write the moment at which it was done")
    told = {
        "duty": duty, "how": _needed(how, "say how: by its form on the web, by letter"), "reference": _short(reference),
        "says": f"Told: {whom(line)}",
    }  # fmt: skip
    _append(workspace, ident, "told", told, moment, permission=Permission.HANDLE_REQUESTS, details={"duty": duty})


def mark_privileged(workspace: Workspace, ident: str, is_privileged: bool = True) -> None:
    """Counsel marks it as privileged, or takes that back; an owner may mark it for counsel, and not take it back."""
    incident = workspace.incident(ident)
    by_counsel = workspace.may(Permission.REVIEW)
    if incident.is_privileged is is_privileged:
        raise InvalidInput("that is so already")
    if not by_counsel and not (is_privileged and workspace.may(Permission.RECORD_REVIEW) and workspace.sees_privileged):
        roles = f"{Role.COUNSEL.label}, {Role.CLIENT_OWNER.label}" if is_privileged else Role.COUNSEL.label
        raise NotAllowed("privilege is counsel’s to mark and to take back", hint=f"ask one who may: {roles}")
    with workspace.transaction():
        workspace.add_incident_act(
            ident, "privileged", {"is_privileged": is_privileged},
            permission=Permission.REVIEW if by_counsel else Permission.RECORD_REVIEW,
        )  # fmt: skip
        workspace.record("incident-privileged" if is_privileged else "incident-not-privileged", ident, {})


def close_incident(workspace: Workspace, ident: str, grounds: str) -> None:
    """It is over. InvalidInput where duties stand open that nobody did or lifted, unless the grounds name that nobody is told."""
    words = _needed(grounds, "say how it ended")
    incident = workspace.incident(ident)
    if not incident.is_open:
        raise InvalidInput("this incident is closed already", hint=f"bailee incident reopen {ident}")
    if not incident.is_drill:
        open_lines = [each for each in incident_sheet(workspace, ident).open_lines if each.standing.value == "due"]
        if open_lines:
            raise InvalidInput(
                f"{len(open_lines)} {'duty stands' if len(open_lines) == 1 else 'duties stand'} open",
                hint="note who was told, answer the tests of harm, or decide by name that nobody is told: bailee incident decide",
            )
    _append(workspace, ident, "closed", {"grounds": words}, permission=Permission.HANDLE_REQUESTS)


def reopen_incident(workspace: Workspace, ident: str, grounds: str) -> None:
    """Something else became known. Clocks go on from the same discovery, unless somebody says that there is another one."""
    if workspace.incident(ident).is_open:
        raise InvalidInput("this incident is open")
    told = {"grounds": _needed(grounds, "say what became known")}
    _append(workspace, ident, "reopened", told, permission=Permission.HANDLE_REQUESTS, while_closed=True)


def _append(
    workspace: Workspace, ident: str, act: str, told: Mapping[str, Any], true_at: datetime | None = None, *,
    permission: Permission = Permission.DO_TASKS, details: Mapping[str, Any] | None = None, while_closed: bool = False,
) -> None:  # fmt: skip
    """One more act, with its record. InvalidInput where the incident is closed."""
    incident: Incident = workspace.incident(ident)
    if not incident.is_open and not while_closed:
        raise InvalidInput("this incident is closed", hint=f"open it again first: bailee incident reopen {ident}")
    with workspace.transaction(permission):
        workspace.add_incident_act(ident, act, told, true_at, permission=permission)
        workspace.record(f"incident-{act}", ident, dict(details or {}))


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _short(text: str) -> str:
    words = " ".join(text.split())
    if len(words) > LONGEST_TEXT:
        raise InvalidInput("this is too long", hint=f"at most {LONGEST_TEXT:,} letters")
    return words


def _needed(text: str, asks: str) -> str:
    words = _short(text)
    if not words:
        raise InvalidInput(asks)
    return words


def all_words() -> Sequence[str]:
    """Names of the places in letters that the register fills."""
    return WORDS
