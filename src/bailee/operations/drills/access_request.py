"""An access request: somebody asks what is held about them, and gets an answer that is theirs alone, in time."""

from __future__ import annotations

from bailee.data_subject_requests.requests import Contact
from bailee.errors import CannotRead
from bailee.operations.drills.ground import Ground
from bailee.operations.drills.steps import Step
from bailee.operations.fulfil_request import make_package
from bailee.operations.make_statement import make_statement
from bailee.operations.receive_request import receive_request
from bailee.operations.whose_statement import find_subject
from bailee.operations.work_on_request import (
    answer_request,
    ask_identity,
    confirm_request,
    match_request,
    note_identity,
)
from bailee.store import asking
from bailee.vocabulary import STAFF

TITLE = "An access request"
ABOUT = "Somebody who works here writes: what do you hold about me? Who they are is shown, the data are gathered, the answer goes out."


def steps(ground: Ground) -> tuple[Step, ...]:
    return (
        Step(
            "Take it in",
            "Note what is asked for, by whom, on which day it came. The law's clock runs from that day.",
            lambda: _receive(ground),
            "bailee request add",
        ),
        Step("Confirm it", "Tell them that it came, and by when they have an answer.", lambda: _confirm(ground), "bailee request confirm IDENT"),
        Step(
            "Ask who they are",
            "In proportion, and no copy of a paper is kept: a new hoard of ids would be the next thing to lose.",
            lambda: _ask(ground),
            "bailee request ask-identity IDENT",
        ),
        Step("Note how they showed it", "What sort of thing was seen; never what stands on it.", lambda: _shown(ground), "bailee request identify IDENT"),
        Step("Say who they are here", "Find them on the roster, or by what they brought.", lambda: _match(ground), "bailee request match IDENT PERSON"),
        Step(
            "Read the statement",
            "What of theirs is held, by kind and place, why, until when, what they were told. Nothing of anybody else.",
            lambda: _statement(ground),
            "bailee statement PERSON",
        ),
        Step("Make the package", "The statement with their values, opened from the stores now; and the log's lines about it.", lambda: _package(ground), "bailee request package IDENT"),
        Step("Answer", "The letter that goes with it; the register says that it was answered, and when.", lambda: _answer(ground), "bailee request answer IDENT"),
    )  # fmt: skip


def _receive(ground: Ground) -> str:
    workspace = ground.workspace
    people = [each for each in workspace.roster_of_all(STAFF) if each.email and each.left_on is None]
    if not people:
        raise CannotRead("nobody works at the sample company", hint="make it anew: bailee demo")
    person = people[0]
    ground.known["person"] = person
    today = asking.today()
    contact = Contact(name=person.name, email=person.email, says="What do you hold about me?")
    received = receive_request(workspace, ["access"], contact, "mail", received_on=today, on=today, lives_in="US-NY")
    ground.known["request"] = received.ident
    laws = ", ".join(each.name for each in received.laws) or "no law of that place was verified"
    return f"{received.ident}: {laws}"


def _confirm(ground: Ground) -> str:
    letter = confirm_request(ground.workspace, ground.known["request"], on=asking.today())
    return f"a letter “{letter.title}” is written"


def _ask(ground: Ground) -> str:
    letter = ask_identity(ground.workspace, ground.known["request"], on=asking.today())
    return f"a letter “{letter.title}” is written"


def _shown(ground: Ground) -> str:
    note_identity(
        ground.workspace,
        ground.known["request"],
        "known-in-person",
        on=asking.today(),
        seen="spoke with them in the office",
    )
    return "noted: somebody here knows them and spoke with them; no paper was copied"


def _match(ground: Ground) -> str:
    subject = find_subject(ground.workspace, ground.known["person"].email)
    ground.known["subject"] = subject
    match_request(ground.workspace, ground.known["request"], subject, on=asking.today())
    return "one person on the roster, and nobody of the same name"


def _statement(ground: Ground) -> str:
    made = make_statement(ground.workspace, ground.known["subject"], on=asking.today(), request=ground.known["request"])
    return (
        f"{len(made.lines)} kinds of data, {len(made.told)} notices, {len(made.not_read)} remarks on what was not read"
    )


def _package(ground: Ground) -> str:
    out = ground.folder / "package"
    made = make_package(ground.workspace, ground.known["request"], out, on=asking.today())
    return f"{made.values:,} values opened, {len(made.by_hand)} places to look at by hand, {sum(1 for _ in out.rglob('*')):,} files"


def _answer(ground: Ground) -> str:
    letter = answer_request(ground.workspace, ground.known["request"], on=asking.today(), how="handed over in person")
    return f"answered with “{letter.title}”"
