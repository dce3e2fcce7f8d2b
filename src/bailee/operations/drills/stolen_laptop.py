"""A stolen laptop: from the call in the morning to letters that lie printed, and a register that says what was done."""

from __future__ import annotations

from datetime import UTC, datetime

from bailee.errors import CannotRead
from bailee.incidents.duties import questions
from bailee.operations.drills.ground import Ground
from bailee.operations.drills.steps import Step
from bailee.operations.incident_letters import plan_letters, print_letters
from bailee.operations.incident_sheet import incident_sheet, print_sheet
from bailee.operations.report_incident import Report, add_fact, answer_test, close_incident, report_incident, say_words

TITLE = "A stolen laptop"
ABOUT = "A laptop is gone since this morning. Whose data was on it, who must be told by when, and the letters to them."
_ZONE = "America/New_York"
_WORDS = {
    "happened": "A laptop was stolen from a car on its way to a customer.",
    "data": "Your name and what stands in the files that lay on it.",
    "doing": "It was reported to the police, its access was ended, and every such device is being encrypted.",
    "consequences": "Somebody might use these data in your name.",
    "offer": "You can have your credit report watched for a year at no cost to you.",
    "advice": "Look at your statements, and tell your bank of anything that is not yours.",
    "police": "The police know of it.",
    "address": "1 Sample Street, New York, NY 10001",
    "telephone": "212-555-0142",
    "contact": "the office manager",
    "authority": "the authority of your country",
}


def steps(ground: Ground) -> tuple[Step, ...]:
    return (
        Step(
            "Report it",
            "Say what is gone, since when, and who says so. The clocks of the laws begin to run here.",
            lambda: _report(ground),
            "bailee incident report",
        ),
        Step(
            "Read the sheet",
            "How many people, which kinds of data, which states and countries, was it encrypted at that hour.",
            lambda: _sheet(ground),
            "bailee incident show IDENT",
        ),
        Step(
            "Note what you hear",
            "The police have a number for it; write it down with its time and who said it.",
            lambda: _fact(ground),
            "bailee incident fact IDENT",
        ),
        Step(
            "Answer the tests of harm",
            "One by one. A “no” that lifts a duty needs its grounds in writing; here each is answered on the side of telling.",
            lambda: _tests(ground),
            "bailee incident answer IDENT",
        ),
        Step(
            "Write the letters",
            "What happened, what is done about it, whom to ask. Read one as if you got it.",
            lambda: _words(ground),
            "bailee incident words IDENT",
        ),
        Step("Print them", "They lie ready for the post, by place and language.", lambda: _letters(ground), "bailee incident letters IDENT"),
        Step("Keep the sheet", "As PDF, with its hash in the log: what was known, and when.", lambda: _paper(ground), "bailee incident show IDENT --out"),
        Step("Close it", "Say how it ended. What is still due stays on the list of a real one.", lambda: _close(ground), "bailee incident close IDENT"),
    )  # fmt: skip


def _report(ground: Ground) -> str:
    workspace = ground.workspace
    devices = workspace.devices()
    if not devices:
        raise CannotRead("no device of the sample company was scanned", hint="make it anew: bailee demo")
    now = datetime.now(
        UTC
    )  # the sample company was scanned a while ago: what lay there an hour before that nobody knows
    report = Report(
        "Laptop stolen from a car",
        "stolen-device",
        "device",
        devices[0].ident,
        now,
        _ZONE,
        source="whoever used it",
        is_drill=True,
    )
    ground.known["incident"] = report_incident(workspace, report)
    return f"{ground.known['incident']} is open, marked as a drill"


def _sheet(ground: Ground) -> str:
    sheet = incident_sheet(ground.workspace, ground.known["incident"])
    people = sheet.lost.people
    how_many = "not known" if people is None else f"{people.low:,} to {people.high:,} people"
    due = sheet.next_line
    first = (
        f"; the first is due {due.deadline.at:%-d %b %Y %H:%M}" if due is not None and due.deadline is not None else ""
    )
    return f"{how_many}, {len(sheet.rows)} places, {len(sheet.open_lines)} duties{first}"


def _fact(ground: Ground) -> str:
    says = "Reported to the police, number 2026-4711"
    add_fact(ground.workspace, ground.known["incident"], says, true_at=datetime.now(UTC), source="police")
    return f"{says}: kept with its time and its source"


def _tests(ground: Ground) -> str:
    ident = ground.known["incident"]
    asked = incident_sheet(ground.workspace, ident).questions
    answered = 0
    for each in asked:
        if each.ident in questions():
            answer_test(
                ground.workspace, ident, each.ident, each.ident != "good-faith", grounds="a drill: taken for the worse"
            )
            answered += 1
    return f"{answered} of {len(asked)} tests are answered"


def _words(ground: Ground) -> str:
    ident = ground.known["incident"]
    say_words(ground.workspace, ident, {**_WORDS, **{f"es:{name}": text for name, text in _WORDS.items()}})
    plan = plan_letters(ground.workspace, ident)
    kinds = ", ".join(f"{count} {kind} ({language})" for (kind, language), count in plan.kinds)
    return (
        f"{len(plan.letters)} people are to be written to: {kinds}"
        if plan.letters
        else "nobody on the roster is to be written to"
    )


def _letters(ground: Ground) -> str:
    ident = ground.known["incident"]
    if not plan_letters(ground.workspace, ident).letters:
        return "none: no law asks for a letter to anybody on the roster"
    made = print_letters(ground.workspace, ident)
    for name, content in made.files:
        (ground.folder / name).write_bytes(content)
    unreachable = sum(made.unreachable.values())
    return f"{made.letters} letters in {len(made.files)} files; {unreachable} people have no address"


def _paper(ground: Ground) -> str:
    content = print_sheet(ground.workspace, ground.known["incident"])
    (ground.folder / "sheet.pdf").write_bytes(content)
    return f"kept, {len(content):,} bytes; the log has its hash"


def _close(ground: Ground) -> str:
    close_incident(ground.workspace, ground.known["incident"], "the drill is over")
    return "closed; the register keeps all of it"
