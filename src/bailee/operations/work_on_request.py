"""What is done about a request, step by step: each is appended with its evidence, and what may not be done is refused in words.

confirm_request(workspace, ident, on=today)                        # with a letter, where they are to be written to
ask_identity(…); note_identity(workspace, ident, "paper-seen", seen="passport", on=today)
match_request(workspace, ident, subject, on=today)                 # who they are here
extend_request(…); leave_out(…); done_in_store(…); tell_processor(…)
answer_request(…) | refuse_request(…) | withdraw_request(…)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bailee.data_subject_requests.identity import METHODS, check_seen
from bailee.data_subject_requests.letters import Facts, letter
from bailee.data_subject_requests.requests import Done, State, due, state_of
from bailee.data_subject_requests.rights import Right
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.show_requests import OneRequest, laws_of, show_request
from bailee.operations.whose_statement import Subject
from bailee.operations.write_to_people import language_of
from bailee.permissions import Permission
from bailee.rendering import Document, plain_text
from bailee.store import mail
from bailee.store.workspace import Workspace

GROUNDS = {
    "third-party": "it is about other people too, and cannot be taken apart",
    "legal-hold": "it has to be kept for a legal matter",
    "kept-by-law": "a law says that it has to be kept",
    "privileged": "it is correspondence with counsel",
    "trade-secret": "it would show a trade secret",
    "crime": "it would harm an inquiry into unlawful conduct",
    "not-theirs": "it could not be told that it is theirs",
    "other": "for another reason, as noted",
}
REFUSALS = {
    "not-identified": "who they are was not shown",
    "not-allowed-for": "they may not ask for that person",
    "unfounded": "it is manifestly unfounded or excessive",
    "no-right": "no law that applies here gives that right",
    "exempt": "a law exempts what is asked for",
    "other": "for another reason, as noted",
}
_LONGEST = 2_000


def confirm_request(workspace: Workspace, ident: str, *, on: date, mailed: bool = False) -> Document:
    """Tell them that it was received, how it will be done, and by when; the letter."""
    return _write(workspace, ident, "confirmed", on=on, mailed=mailed)


def ask_identity(workspace: Workspace, ident: str, *, on: date, why: str = "", mailed: bool = False) -> Document:
    """Ask who they are. NotAllowed where nothing of it is needed: a check that nothing needs is itself data collected for nothing."""
    one = _open(workspace, ident, on)
    if not one.identity_lacks:
        raise NotAllowed(
            "no more has to be shown for what they ask",
            hint="go on: asking for more would collect data that nobody needs",
        )
    return _write(workspace, ident, "identity-asked", on=on, mailed=mailed, why=why)


def note_identity(workspace: Workspace, ident: str, method: str, *, on: date, seen: str = "") -> None:
    """Note how they showed who they are: what sort of thing was seen, and by whom; never what stands on it, never a copy."""
    _open(workspace, ident, on)
    if method not in METHODS:
        raise InvalidInput(f'"{method[:40]}" is no way to show who one is', hint="one of: " + ", ".join(METHODS))
    _append(workspace, ident, "identity-shown", on, {"method": method, "seen": check_seen(seen)}, {"method": method})


def ask_meaning(workspace: Workspace, ident: str, question: str, *, on: date, mailed: bool = False) -> Document:
    """Ask what they mean; where the law says so, the clock stands still until they answer."""
    if not question.strip():
        raise InvalidInput("what is the question?", hint="say what you need to know to find what they mean")
    return _write(workspace, ident, "clarification-asked", on=on, mailed=mailed, why=_said(question))


def note_meaning(workspace: Workspace, ident: str, answer: str, *, on: date) -> None:
    """Note what they mean."""
    one = _open(workspace, ident, on)
    if one.state is not State.CLARIFICATION and not any(each.act == "clarification-asked" for each in one.acts):
        raise InvalidInput("nobody asked what they mean", hint=f"bailee request ask {ident} asks")
    _append(workspace, ident, "clarified", on, {"says": _said(answer)}, {})


def match_request(workspace: Workspace, ident: str, subject: Subject, *, on: date) -> None:
    """Say who they are here. What they brought is kept as keyed fingerprints alone."""
    _open(workspace, ident, on)
    told = {
        "person": subject.person,
        "name": subject.name if not subject.person else "",
        "forms": sorted(map(list, subject.signs.forms)),
        "values": sorted(map(list, subject.signs.values)),
        "brought": list(subject.brought),
    }
    _append(workspace, ident, "matched", on, told, {"person": subject.person, "brought": list(subject.brought)})


def join_request(workspace: Workspace, ident: str, into: str, *, on: date, why: str = "") -> None:
    """It is the same as another open one. Its rights and its day go along; what was shown of who they are does not."""
    one, other = _open(workspace, ident, on), _open(workspace, into, on)
    if ident == into:
        raise InvalidInput("a request is not joined with itself")
    if ident not in other.alike and not why.strip():
        raise InvalidInput(
            "they came from different addresses and phones",
            hint="say how you know that both are of the same person (--why)",
        )
    if one.request.contact.is_for_another != other.request.contact.is_for_another:
        raise InvalidInput("one is for somebody else, and one is not", hint="answer each by itself")
    _append(workspace, ident, "joined", on, {"into": into, "why": _said(why)}, {"into": into})


def extend_request(workspace: Workspace, ident: str, why: str, *, on: date, mailed: bool = False) -> Document:
    """Tell them that it takes longer, and why. InvalidInput after the first day has passed, or where no law allows it."""
    one = _open(workspace, ident, on)
    if not why.strip():
        raise InvalidInput(
            "why does it take longer?", hint="the law asks for the reason: how much, or how difficult it is"
        )
    if any(each.act == "extended" for each in one.acts):
        raise InvalidInput("it was extended already", hint="answer by the day that was told")
    if one.extend_until is None:
        names = ", ".join(law.name for law in laws_of(one.request)) or "no law that is held to"
        raise InvalidInput(f"no more time can be taken by {names}", hint="answer what there is, and say what follows")
    if on > one.extend_until:
        raise InvalidInput(
            f"the day for this was {one.extend_until}",
            hint="they had to be told before it; answer now, and note why it is late",
        )
    return _write(workspace, ident, "extended", on=on, mailed=mailed, why=_said(why))


def leave_out(
    workspace: Workspace,
    ident: str,
    what: str,
    ground: str,
    *,
    on: date,
    why: str = "",
    store: str = "",
    right: str = "",
) -> None:
    """Leave something out, or keep it, with the ground. It is told to them, in these words."""
    _open(workspace, ident, on)
    if ground not in GROUNDS:
        raise InvalidInput(f'"{ground[:40]}" is no ground', hint="one of: " + ", ".join(GROUNDS))
    if not what.strip():
        raise InvalidInput("what is left out?", hint="name it without saying what stands in it")
    if ground == "other" and not why.strip():
        raise InvalidInput("why is it left out?", hint="say the reason (--why)")
    words = GROUNDS[ground] + (f": {_said(why)}" if why.strip() else "")
    told = {"what": _said(what), "ground": ground, "why": words, "store": store, "right": right}
    _append(workspace, ident, "excepted", on, told, {"ground": ground, "right": right})


def done_in_store(workspace: Workspace, ident: str, store: str, right: str, *, on: date, how: str = "") -> None:
    """Note that it is done in a store. NotAllowed where a legal hold keeps what was to be erased, or nobody knows who asks."""
    one = _open(workspace, ident, on)
    found = next((each for each in one.todo if each.store == store and each.right.value == right), None)
    if found is None:
        stores = sorted({f"{each.store} ({each.right})" for each in one.todo})
        raise InvalidInput(
            f'nothing of that is to be done in "{store[:80]}"',
            hint="one of: " + ", ".join(stores[:8])
            if stores
            else f"bailee request match {ident} says first who they are here",
        )
    if found.by_hold:
        raise NotAllowed(
            f"a legal hold keeps it: {', '.join(found.by_hold)}",
            hint=f"bailee request except {ident} … --ground legal-hold tells them; lift the hold when the matter is over",
        )
    if found.right.changes_data and one.identity_lacks:
        raise NotAllowed(one.identity_lacks, hint=f"bailee request identify {ident} --how METHOD")
    _append(
        workspace,
        ident,
        "store-done",
        on,
        {"store": store, "right": right, "how": _said(how)},
        {"store": store, "right": right},
    )


def tell_processor(workspace: Workspace, ident: str, who: str, *, on: date, how: str = "") -> None:
    """Note that a processor or recipient was told to do the same."""
    one = _open(workspace, ident, on)
    known = {name.casefold(): name for name, _ in one.processors}
    if who.strip().casefold() not in known:
        raise InvalidInput(
            f'"{who.strip()[:80]}" is no processor or recipient of what is theirs',
            hint="one of: " + ", ".join(known.values()) if known else "nobody else got it, as far as was declared",
        )
    name = known[who.strip().casefold()]
    _append(workspace, ident, "processor-told", on, {"who": name, "how": _said(how)}, {})


def answer_request(workspace: Workspace, ident: str, *, on: date, how: str = "", mailed: bool = False) -> Document:
    """Answer. NotAllowed while nobody knows who asks, or something is neither done nor left out with a reason."""
    one = _open(workspace, ident, on)
    if one.identity_lacks:
        raise NotAllowed(
            one.identity_lacks,
            hint=f"bailee request identify {ident} notes it; bailee request refuse {ident} where it cannot be shown",
        )
    handles = any(right.gives_values or right.changes_data for right in one.request.rights)
    if handles and one.subject is None:
        raise NotAllowed("nobody said yet who they are here", hint=f"bailee request match {ident} PERSON")
    undone = [each for each in one.todo if each.is_open and each.right.changes_data]
    if undone:
        left = ", ".join(f"{each.store} ({each.right})" for each in undone[:6])
        raise NotAllowed(
            f"not done yet in {left}",
            hint="note each with `bailee request done`, or leave it out with `bailee request except`",
        )
    untold = [name for name, told in one.processors if told is None]
    if untold:
        raise NotAllowed(
            f"not told yet: {', '.join(untold[:6])}", hint=f"bailee request tell {ident} NAME notes that they were told"
        )
    return _write(workspace, ident, "answered", on=on, mailed=mailed, why="", how=how)


def refuse_request(
    workspace: Workspace, ident: str, ground: str, *, on: date, why: str = "", mailed: bool = False
) -> Document:
    """Refuse it, with the ground; they are told how to complain."""
    if ground not in REFUSALS:
        raise InvalidInput(f'"{ground[:40]}" is no ground', hint="one of: " + ", ".join(REFUSALS))
    if ground == "other" and not why.strip():
        raise InvalidInput("why is it refused?", hint="say the reason (--why)")
    words = REFUSALS[ground] + (f": {_said(why)}" if why.strip() else "")
    return _write(workspace, ident, "refused", on=on, mailed=mailed, why=words, ground=ground)


def withdraw_request(workspace: Workspace, ident: str, *, on: date, why: str = "") -> None:
    """They take it back."""
    _open(workspace, ident, on)
    _append(workspace, ident, "withdrawn", on, {"why": _said(why)}, {})


def reopen_request(workspace: Workspace, ident: str, why: str, *, on: date) -> None:
    """Open it again."""
    if not why.strip():
        raise InvalidInput("why is it opened again?", hint="say what was found, or who asked")
    if state_of(workspace.request_acts([ident]).get(ident, ())).is_open:
        raise InvalidInput(f"{ident} is open")
    workspace.request(ident)
    _append(workspace, ident, "reopened", on, {"why": _said(why)}, {})


def note_on_request(workspace: Workspace, ident: str, says: str, *, on: date) -> None:
    """A note: what was said on the phone, what is to be thought of."""
    if not says.strip():
        raise InvalidInput("what is to be noted?")
    workspace.request(ident)
    _append(workspace, ident, "noted", on, {"says": _said(says)}, {})


# shared


def _open(workspace: Workspace, ident: str, on: date) -> OneRequest:
    workspace.require(Permission.HANDLE_REQUESTS)
    one = show_request(workspace, ident, on)
    if not one.is_open:
        raise InvalidInput(
            f"{ident} is {one.state.label}", hint=f"bailee request reopen {ident} --why TEXT opens it again"
        )
    if on < one.request.received_on:
        raise InvalidInput(f"it came on {one.request.received_on}", hint="nothing was done before that day")
    return one


def _write(
    workspace: Workspace, ident: str, act: str, *, on: date, mailed: bool, why: str = "", **details: Any
) -> Document:
    """The letter of an act; where it is mailed, it goes into the outbox in the same transaction."""
    one = _open(workspace, ident, on)
    if mailed and not one.request.contact.email:
        raise InvalidInput("they gave no e-mail address", hint="print the letter (--out) and send it another way")
    if act == "confirmed" and any(each.act == "confirmed" for each in one.acts):
        raise InvalidInput("they were told already that it was received")
    made = letter(act, facts_of(workspace, one, on, act, why))
    told = {"why": why, **details, "mailed": mailed}
    with workspace.transaction(Permission.HANDLE_REQUESTS):
        if mailed:
            mail.put(workspace, one.request.contact.email, f"{made.title} ({ident})", plain_text.render(made))
        _append(
            workspace,
            ident,
            act,
            on,
            told,
            {"mailed": mailed, **({"ground": details["ground"]} if "ground" in details else {})},
        )
    return made


def facts_of(workspace: Workspace, one: OneRequest, on: date, act: str, why: str) -> Facts:
    """What a letter about a request is written from; after an extension, the day that follows from it."""
    from_acts = (*one.acts, Done("extended", on)) if act == "extended" else one.acts
    deadlines = due(one.request, from_acts, one.joined)
    return Facts(
        workspace.organisation_name,
        one.request.ident,
        one.request.contact.name,
        one.request.received_on,
        on,
        tuple(dict.fromkeys((*one.request.rights, *(right for each in one.joined for right in each.rights)))),
        next((each.on for each in deadlines if each.what == "answer" and each.on is not None), None),
        one.needs,
        why,
        tuple(
            (str(each.details.get("what")), str(each.details.get("why"))) for each in one.acts if each.act == "excepted"
        ),
        tuple(name for name, told in one.processors if told is not None),
        str(workspace.facts().get("contact") or ""),
        any(law.clock(Right.APPEAL) for law in laws_of(one.request)),
        language=_language(workspace, one),
    )


def _language(workspace: Workspace, one: OneRequest) -> str:
    """That in which they asked, that of the roster where somebody found out who they are, or else the one written in here."""
    person = next((str(each.details.get("person") or "") for each in reversed(one.acts) if each.act == "matched"), "")
    hers = language_of(workspace.roster_person(person)) if person else ""
    return one.request.contact.language or hers or workspace.correspondence().language


def _append(
    workspace: Workspace, ident: str, act: str, on: date, told: Mapping[str, Any], recorded: Mapping[str, Any]
) -> None:
    with workspace.transaction(Permission.HANDLE_REQUESTS):
        workspace.add_request_act(ident, act, on=on, details=told)
        workspace.record(f"request-{act}", ident, dict(recorded))


def _said(text: str) -> str:
    said = text.strip()
    if len(said) > _LONGEST:
        raise InvalidInput("that is too long", hint=f"at most {_LONGEST:,} characters")
    return said
