"""Ask the gate: may this device, mailbox, home folder or drive be looked at today? And open it by name, with a reason.

answer = ask_gate(workspace, Asked(Sort.DEVICE, "WS-14"), on=date(2026, 11, 26))
if not answer.is_open:
    print(answer.why, answer.opens_on)

What was served is what notices in the store say: published versions that tell of computers being looked at, sent to everyone
or signed by each. What came back counts for nobody. `said` is what whoever scans says of it; it counts as the store's own does,
laws ask for their days, and for signatures that the store has.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bailee.dates import in_short
from bailee.errors import InvalidInput
from bailee.gates import Answer, Asked, Override, Served, Sort, gate, hired_since
from bailee.gates.laws import Held, held_by, rooms
from bailee.obligations.load import place_codes
from bailee.obligations.tables import rules_for
from bailee.permissions import Permission
from bailee.places.staff import Said, Watched, watched
from bailee.store.rows.gates import GateOverride, Reach
from bailee.store.workspace import Workspace

# Notices to staff, and what of their content tells that computers, mail or files are looked at.
NOTICES = ("workplace-surveillance-notice", "eu-monitoring-notice", "employee-privacy-notice")
TELLING = frozenset(
    {
        "web-history", "archived-mail", "screen-captures", "keystroke-logs", "chat-exports", "remote-session-recordings",
        "computer-activity", "scan-records",
    }
)  # fmt: skip
UNKNOWN = "-"  # the ident of nobody
_LONGEST = 2_000
_SMALL = 2_000  # people whose addresses are opened to find out whose a home folder is


class GateShut(InvalidInput):
    """The notice was not served, or its days are not over. `about`: what would be looked at, in words."""

    def __init__(self, about: str, answer: Answer) -> None:
        self.about, self.answer = about, answer
        opens = f"; it opens on {answer.opens_on.isoformat()}" if answer.opens_on else ""
        super().__init__(
            f"the gate is shut to {about}: {answer.why}{opens}",
            hint=f'{answer.next}; or go ahead without, by name: --override "REASON"'
            if answer.may_override
            else answer.next,
        )


def ask_gate(workspace: Workspace, asked: Asked, *, on: date, said: Said | None = None) -> Answer:
    """What the gate says on a day. InvalidInput for a person, a place or a room that there is not."""
    check_asked(asked)
    held = laws_of(workspace, on, asked.place)
    since = hired_since(held.leads)
    served, gap, unsigned, none_signs = _served(workspace, asked.person, on, since, held.zones)
    if said is not None and said.served_on is not None:
        signed_on = next((each.signed_on for each in served), None)
        served = [
            *served,
            Served(said.served_on, "staff were told in writing, as whoever asks says,", signed_on, none_signs),
        ]
    overrides = [
        Override(each.reason, _name(workspace, each.by), each.until)
        for each in workspace.gate_overrides(asked.sort.value, asked.name)
    ]
    if said is not None and said.override:
        overrides.insert(0, Override(said.override, "whoever asks"))
    then = "deliver it to whom it did not reach, or have them sign it" if unsigned or none_signs else ""
    return gate(
        asked,
        served,
        held.leads,
        held.bans,
        overrides,
        on=on,
        gap=gap,
        then=then,
        unsigned=unsigned,
        unsure=held.unsure,
    )


def check_asked(asked: Asked) -> None:
    """InvalidInput where what is asked about cannot be."""
    if asked.place and asked.place not in place_codes():
        raise InvalidInput(f'"{asked.place[:20]}" is no place', hint="a country or a state by its code, such as AU-ACT")
    if asked.room and asked.room not in rooms():
        raise InvalidInput(f'"{asked.room[:40]}" is no room that a law shuts', hint="one of: " + ", ".join(rooms()))
    if len(asked.name) > 300:
        raise InvalidInput("this name is too long", hint="at most 300 letters")


def laws_of(workspace: Workspace, on: date, place: str = "") -> Held:
    """Laws that hold the gate, where people work."""
    table = rules_for(workspace.home)
    instead = {rule.or_put_up for rule in table if rule.or_put_up}
    up = instead and instead & workspace.hanging(on)
    return held_by(workspace.facts(on), table, on=on, place=place, up=up)


def _served(
    workspace: Workspace, person: str, on: date, since: date | None, zones: tuple[str, ...]
) -> tuple[list[Served], str, str, str]:
    """What reached everybody whom it concerns; in words, whom it did not reach, who has not signed it, and why nobody has to."""
    telling = workspace.published_naming(NOTICES, TELLING)
    if not telling:
        return [], "no notice is published that tells of computers, mail or files being looked at", "", ""
    if person == UNKNOWN:
        reach = Reach(None, "", 1, 1, None, 1, 1)
    else:
        reach = workspace.reached(telling, person, on, hired_since=since, zones=zones)
    title = telling[-1][0].replace("-", " ")
    unsigned, none_signs = who_signs(reach, since, is_one=bool(person))
    if reach.on is not None:
        return [Served(reach.on, f"{title}, {reach.how}", reach.signed_on, none_signs)], "", unsigned, none_signs
    gap = f"{title} is published, and did not reach {reach.missing:,} of {reach.of or 0:,}"
    if person:
        gap = f"{title} is published, and did not reach this person"
    elif reach.of is None:
        gap = f"{title} is published, and was not sent; no roster says who should sign it"
    return [], gap, unsigned, none_signs


def who_signs(reach: Reach, since: date | None, *, is_one: bool = False) -> tuple[str, str]:
    """In words, who has not signed of those who have to, and why nobody has to; the latter empty where somebody has.

    >>> who_signs(Reach(None, "", 0, 44, None, 2, 9), date(2022, 5, 7))
    ('2 of the 9 hired since 7 May 2022, or nobody knows when, have not signed', '')
    >>> who_signs(Reach(None, "", 0, 44, None, 0, 0), date(2022, 5, 7), is_one=True)[1]
    'this person was hired before'
    """
    if reach.of is None:
        return "no roster says who should sign", ""
    if not reach.signers:
        return "", "this person was hired before" if is_one else "nobody of them was"
    if is_one:
        return "this person has not signed", ""
    whom = f"{reach.of:,}"
    if since is not None and reach.signers != reach.of:
        whom = f"the {reach.signers:,} hired since {in_short(since)}, or nobody knows when,"
    return f"{reach.unsigned:,} of {whom} {'has' if reach.unsigned == 1 else 'have'} not signed", ""


def gates_of(
    workspace: Workspace, places: Iterable[str], *, on: date, said: Said | None = None
) -> tuple[tuple[Watched, Answer], ...]:
    """The gate of each thing of staff's own that a scan of these places would look at; where it is one person's, hers."""
    found = watched(places)
    return tuple(
        (each, ask_gate(workspace, Asked(Sort(each.sort), each.whose, _whose(workspace, each)), on=on, said=said))
        for each in found
    )


def require_open(
    workspace: Workspace, places: Iterable[str], *, on: date, said: Said | None = None
) -> tuple[Answer, ...]:
    """The answers of all gates; GateShut, saying of what and until when, where one is shut."""
    answers = gates_of(workspace, places, on=on, said=said)
    for each, answer in answers:
        if not answer.is_open:
            raise GateShut(each.words, answer)
    return tuple(answer for _, answer in answers)


def _whose(workspace: Workspace, each: Watched) -> str:
    """Whose it is on the roster; empty where nobody answers to that, and the notice has to have reached everyone."""
    if not each.whose:
        return ""
    if (found := workspace.person_named(each.whose)) is not None:
        return found
    if "@" in each.whose or sum(workspace.roster_counts().values()) > _SMALL:
        return ""
    own = [
        person.ident
        for person in workspace.roster()
        if any(address.partition("@")[0].casefold() == each.whose.casefold() for address in person.details.emails)
    ]
    return own[0] if len(own) == 1 else ""


def _name(workspace: Workspace, member: str) -> str:
    return next((each.name for each in workspace.member_list(ended=True) if each.ident == member), member)


def override_gate(workspace: Workspace, sort: Sort, name: str, reason: str, *, until: date | None, on: date) -> str:
    """Open the gate by name, for one thing or for all of a sort; its ident. The reason is kept encrypted, evidence says that there is one."""
    why = " ".join(reason.split())
    if not why:
        raise InvalidInput("an override needs a reason", hint='--reason "stolen, to be wiped"')
    if len(why) > _LONGEST or len(name) > 300:
        raise InvalidInput("this is too long", hint=f"a reason has at most {_LONGEST:,} letters, a name 300")
    if until is not None and until < on:
        raise InvalidInput(f"{until.isoformat()} is past", hint="the last day on which it is open")
    with workspace.transaction(Permission.SCAN):
        ident = workspace.add_gate_override(sort.value, " ".join(name.split()), why, until)
        workspace.record(
            "gate-overridden",
            f"gate-{ident}",
            {"sort": sort.value, "of_all": not name.strip(), "until": until.isoformat() if until else ""},
        )
    return ident


def end_override(workspace: Workspace, ident: str) -> None:
    """The gate says again what notices say."""
    with workspace.transaction(Permission.SCAN):
        workspace.withdraw_gate_override(ident)
        workspace.record("gate-override-ended", f"gate-{ident}", {})


def standing_overrides(workspace: Workspace, on: date) -> tuple[GateOverride, ...]:
    """Those that count on a day."""
    workspace.require(Permission.SEE_STORES)
    return tuple(each for each in workspace.gate_overrides() if each.until is None or each.until >= on)


def person_asked(workspace: Workspace, said: str) -> str:
    """The ident of whoever is meant; empty where nobody was named. InvalidInput where the roster does not know them; to a member who may
    not know who is on it, somebody unknown is somebody whom no notice reached."""
    if not said.strip():
        return ""
    found = workspace.person_named(said)
    if found is None and not workspace.sees_people:
        return UNKNOWN
    if found is None:
        raise InvalidInput(
            "nobody on the roster, or more than one, answers to that",
            hint="give an e-mail address, a number or an ident",
        )
    return found


def shape(answer: Answer) -> dict[str, object]:
    """As programs read it."""
    return {
        "open": answer.is_open,
        "why": answer.why,
        "next": answer.next or None,
        "opens_on": answer.opens_on.isoformat() if answer.opens_on else None,
        "served_on": answer.served_on.isoformat() if answer.served_on else None,
        "laws": list(answer.laws),
        "overridden_by": answer.overridden_by or None,
        "may_override": answer.may_override,
        "unsure": list(answer.unsure),
        "signed_on": answer.signed_on.isoformat() if answer.signed_on else None,
        "asks": [
            {
                "law": lead.ident,
                "short": lead.short,
                "days_before": lead.days,
                "acknowledged": lead.signed,
                "acknowledged_hired_since": lead.hired_since.isoformat() if lead.signed and lead.hired_since else None,
            }
            for lead in answer.asks
        ],
    }
