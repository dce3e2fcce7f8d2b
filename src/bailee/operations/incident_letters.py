"""Letters to the people of an incident: planned from the sheet, printed or mailed, and what became of each.

    planned = plan_letters(workspace, ident)              # who gets which text, who cannot be reached, which words are missing
    made = print_letters(workspace, ident, post)          # PDFs by the hundred, a list for the post office, a manifest
    mail_letters(workspace, ident)                        # through the outbox
    note_posted(workspace, ident, run, on=day)            # they went out: the people of those places were told
    note_returned(workspace, ident, [12], reason="moved")

A drill is marked on every page, and mails nobody. Until counsel approved the words, DRAFT stands on them and none is mailed.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from bailee.deliveries import Reason
from bailee.deliveries.acts import says
from bailee.deliveries.addresses import Window
from bailee.deliveries.letters import BATCH, DL, TEN, Letter, Run, mailing_list, pages_of, render
from bailee.deliveries.wording import language_of, wording
from bailee.errors import InvalidInput
from bailee.incidents import forms
from bailee.incidents.acts import Incident
from bailee.incidents.clocks import zone_of
from bailee.incidents.elements import counted
from bailee.incidents.letters import Facts, kind_for, lacking, letter, open_places
from bailee.incidents.paper import DRILL
from bailee.incidents.sheet import Sheet, Standing
from bailee.obligations.load import rules_by_ident
from bailee.operations.deliver_notice import Post, window_of
from bailee.operations.incident_sheet import sheet_and_people
from bailee.operations.lost_people import Person, home_of
from bailee.permissions import Permission
from bailee.rendering import Document, pdf, plain_text
from bailee.reports.sheets import safe_cell
from bailee.store import mail
from bailee.store.rows.incidents import LetterStep
from bailee.store.rows.roster import RosterPerson
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

_HEADS = (
    "Piece",
    "Name",
    "Address",
    "Country",
    "File",
    "First page",
    "Pages",
    "Text",
    "Language",
    "Place of residence",
)
_OPEN = (Standing.DUE, Standing.PERHAPS)


@dataclass(frozen=True, slots=True)
class Written:
    """One person's letter, as it would go out."""

    person: RosterPerson
    place: str
    kind: str
    language: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Who gets which letter."""

    sheet: Sheet
    facts: Facts
    letters: tuple[Written, ...] = field(repr=False)
    told_already: int  # letters of them went out
    not_due: int  # on the roster, where nobody is to be told
    off_roster: tuple[int, int]  # people who are on no roster: their addresses stand in the files alone
    lacking: Mapping[str, tuple[str, ...]]  # words that are missing, by language

    @property
    def kinds(self) -> list[tuple[tuple[str, str], int]]:
        """How many of each text and language."""
        return Counter((each.kind, each.language) for each in self.letters).most_common()


@dataclass(frozen=True, slots=True)
class Made:
    """Files of letters. `unreachable`: by why no letter could be made."""

    run: str
    files: tuple[tuple[str, bytes], ...] = field(repr=False)
    letters: int
    unreachable: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """One letter as it stands."""

    run: str
    piece: int
    person: str
    kind: str
    language: str
    means: str
    act: str
    at: datetime
    reason: str = ""


def plan_letters(workspace: Workspace, ident: str, *, now: datetime | None = None) -> Plan:
    """From the sheet of now: who is to be told, in which text and language. InvalidInput where there is no such incident."""
    workspace.require(Permission.HANDLE_REQUESTS)
    sheet, persons = sheet_and_people(workspace, ident, now=now)
    facts = facts_of(workspace, sheet.incident, sheet)
    usual = workspace.correspondence().language
    on_roster = {each.ident: each for each in workspace.roster_people(persons)}
    written, already, not_due = [], 0, 0
    out = {each.person for each in pieces(workspace, ident) if each.act in ("queued", "posted")}
    hipaa = _people_line(sheet, "breach-us-hipaa", "")
    for key, person in persons.items():
        row = on_roster.get(key)
        if row is None:
            continue
        kind = _kind(sheet, person, hipaa)
        if not kind:
            not_due += 1
        elif key in out:
            already += 1
        else:
            spoken = language_of(row.details.language) or usual
            language = spoken if facts.speaks(spoken) else "en"
            written.append(Written(row, person.place, kind, language, _named(sheet, person, kind)))
    whole = sheet.lost.people
    known = len(persons)
    off = (max(whole.low - known, 0), max(whole.high - known, 0)) if whole is not None else (0, 0)
    languages = sorted({each.language for each in written}) or ["en"]
    return Plan(
        sheet, facts, tuple(sorted(written, key=lambda each: (each.kind, each.language, each.person.name, each.person.ident))),
        already, not_due, off, {language: missing for language in languages if (missing := lacking(facts, language))},
    )  # fmt: skip


def _kind(sheet: Sheet, person: Person, hipaa: bool) -> str:
    """Which text somebody gets; empty where nobody is to be told."""
    patient = person.subject is SubjectCategory.PATIENT
    kind = kind_for(person.place, is_patient=patient, is_hipaa=hipaa, categories=person.categories)
    if kind == "breach-letter-patients":
        return kind
    row = next((each for each in sheet.rows if each.code == person.place), None)
    if row is None:
        return ""
    if not row.code:  # where they live nobody knows: some law may be theirs
        return kind if any(each.main and each.main.standing in _OPEN for each in sheet.rows) else ""
    wanted = any(line.to == "people" and line.standing in _OPEN for line in row.lines)
    return kind if wanted and _counted(row.rule, person) else ""


def _counted(rule: str, person: Person) -> bool:
    """Whether something of theirs counts by the law of where they live."""
    found = rules_by_ident().get(rule)
    codes = tuple(found.breach.get("elements", ())) if found is not None else ()
    return not codes or not person.categories.isdisjoint(counted(codes))


def _named(sheet: Sheet, person: Person, kind: str) -> tuple[str, ...]:
    """Kinds of data that a letter names: all that were lost of theirs, in a fixed order; a name alone is not worth naming."""
    return tuple(sorted(person.categories - {"person-name"})) or tuple(sorted(person.categories))


def _people_line(sheet: Sheet, rule: str, place: str) -> bool:
    return any(
        line.rule == rule and line.place == place and line.to == "people" and line.standing in _OPEN
        for line in sheet.lines
    )


def facts_of(workspace: Workspace, incident: Incident, sheet: Sheet) -> Facts:
    """What letters say of an incident."""
    zone = zone_of(incident.zone)

    def day(moment: datetime | None) -> date | None:
        return moment.astimezone(zone).date() if moment is not None else None

    people = sheet.lost.people
    words = dict(incident.facts)
    contact = words.pop("contact", "") or str(workspace.facts().get("contact") or "")
    count = (
        "" if people is None else f"{people.low:,}" if people.low == people.high else f"{people.low:,}–{people.high:,}"
    )
    return Facts(
        workspace.organisation_name, contact, words, incident.discovered_at.astimezone(zone).date(), day(incident.from_at),
        day(incident.until_at), datetime.now(UTC).astimezone(zone).date(), count,
    )  # fmt: skip


def letter_of(plan: Plan, kind: str, language: str, categories: Sequence[str]) -> Document:
    """One text as its people get it."""
    incident = plan.sheet.incident
    return letter(
        kind, language, plan.facts, categories, is_drill=incident.is_drill, approved_by=incident.letters_approved_by
    )


def print_letters(workspace: Workspace, ident: str, post: Post | None = None) -> Made:
    """Files of all letters that are to be posted. InvalidInput where words are missing, or nobody is to be written to."""
    plan, post = plan_letters(workspace, ident), post or post_from(workspace)
    _check(plan)
    incident, run_ident = plan.sheet.incident, f"run-{secrets.token_hex(4)}"
    start = max((each.piece for each in pieces(workspace, ident)), default=0)
    steps, unreachable, number = [], Counter[str](), start
    groups: dict[tuple[str, str, tuple[str, ...]], list[tuple[Written, Window, int]]] = {}
    for each in plan.letters:
        number += 1
        found = window_of(each.person, post)
        if isinstance(found, Reason):
            unreachable[says(found)[0]] += 1
            steps.append(_step(run_ident, number, each, "post", "unreachable", reason=found.value))
            continue
        groups.setdefault((each.kind, each.language, each.categories), []).append((each, found, number))
    files = list(_files(plan, groups, ident, post, workspace.organisation_name, steps, run_ident))
    letters = sum(map(len, groups.values()))
    if not letters:
        cause = unreachable.most_common(1)[0][0] if unreachable else "nobody is to be written to"
        raise InvalidInput(
            f"no letter can be made: {cause}", hint="correct the addresses on the roster, or go by e-mail"
        )
    with workspace.transaction(Permission.HANDLE_REQUESTS):
        workspace.add_letter_steps(ident, steps)
        said = f"{letters:,} letters were made to be posted" + (" (drill)" if incident.is_drill else "")
        workspace.add_incident_act(
            ident, "letters", {"says": said, "run": run_ident}, permission=Permission.HANDLE_REQUESTS
        )
        workspace.record(
            "incident-letters-made", ident,
            {"run": run_ident, "letters": letters, "drill": incident.is_drill, "files": {name: hashlib.sha256(content).hexdigest() for name, content in files}},
        )  # fmt: skip
    return Made(run_ident, tuple(files), letters, dict(unreachable))


def post_from(workspace: Workspace) -> Post:
    """Letters as they are usual where the organisation works; an address that names no country is one of there."""
    home = home_of(workspace)
    return Post(TEN if home == "US" else DL, home, home)


def _files(
    plan: Plan, groups: Mapping[tuple[str, str, tuple[str, ...]], list[tuple[Written, Window, int]]], ident: str, post: Post,
    sender: str, steps: list[LetterStep], run_ident: str,
) -> Iterator[tuple[str, bytes]]:  # fmt: skip
    lines: list[tuple[object, ...]] = []
    on, count = plan.facts.on, 0
    for (kind, language, categories), some in groups.items():
        document = replace(letter_of(plan, kind, language, categories), paper=post.envelope.paper)
        content = pdf.render(document)
        sha256 = hashlib.sha256(json.dumps(document.as_data(), sort_keys=True).encode()).hexdigest()
        say = wording(language)
        title = document.title if not plan.sheet.incident.is_drill else f"{DRILL}. {document.title}"
        words = (title, say("letter.questions", contact=plan.facts.contact))
        run = Run(title, language, sender, on, post.envelope, words, content, pages_of(content))
        for begins in range(0, len(some), BATCH):
            batch, count = some[begins : begins + BATCH], count + 1
            made = [
                Letter(f"{ident}-{number}", each.person.name, found, say("letter.dear", name=each.person.name), words, language, say.day(on))
                for each, found, number in batch
            ]  # fmt: skip
            name = f"letters-{count:03d}.pdf"
            pages = run.pages + 1
            for index, (each, found, number) in enumerate(batch):
                steps.append(_step(run_ident, number, each, "post", "made", sha256=sha256))
                lines.append(
                    (f"{ident}-{number}", each.person.name, ", ".join(found.place), found.country, name, index * pages + 1, pages, kind, language, each.place)
                )  # fmt: skip
            yield name, render(run, made)
            if not plan.sheet.incident.is_drill:
                yield f"post-office-{count:03d}.pdf", mailing_list(run, made, number=count, of=0)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADS if not plan.sheet.incident.is_drill else (*_HEADS, DRILL))
    writer.writerows([safe_cell(cell) for cell in line] for line in lines)
    yield "manifest.csv", b"\xef\xbb\xbf" + text.getvalue().encode()


def mail_letters(workspace: Workspace, ident: str) -> Made:
    """The same by e-mail, through the outbox. InvalidInput in a drill, and until the words were approved by counsel."""
    plan = plan_letters(workspace, ident)
    _check(plan)
    incident = plan.sheet.incident
    if incident.is_drill:
        raise InvalidInput("a drill mails nobody", hint="print the letters: DRILL stands on every page of them")
    if not incident.letters_approved_by:
        raise InvalidInput(
            "counsel has not approved these words, and a letter that went out cannot be taken back",
            hint=f"bailee incident approve {ident} --by NAME, once counsel has read them; or print them, with DRAFT on each page",
        )
    run_ident = f"run-{secrets.token_hex(4)}"
    number = max((each.piece for each in pieces(workspace, ident)), default=0)
    steps, unreachable, going = [], Counter[str](), []
    for each in plan.letters:
        number += 1
        if not mail.is_address(each.person.email):
            reason = Reason.BAD_EMAIL if each.person.email else Reason.NO_EMAIL
            unreachable[says(reason)[0]] += 1
            steps.append(_step(run_ident, number, each, "email", "unreachable", reason=reason.value))
            continue
        document = letter_of(plan, each.kind, each.language, each.categories)
        greeting = wording(each.language)("letter.dear", name=each.person.name)
        going.append(
            (
                each,
                number,
                document,
                mail.Letter(each.person.email, document.title, f"{greeting}\n\n{plain_text.render(document)}"),
            )
        )
    if not going:
        raise InvalidInput(
            "no letter can be mailed", hint="nobody of them has an e-mail address on the roster: print them"
        )
    with workspace.transaction(Permission.HANDLE_REQUESTS):
        idents = mail.put_all(workspace, [message for _, _, _, message in going])
        for (each, piece, document, _), message in zip(going, idents, strict=True):
            sha256 = hashlib.sha256(json.dumps(document.as_data(), sort_keys=True).encode()).hexdigest()
            steps.append(_step(run_ident, piece, each, "email", "queued", message=message, sha256=sha256))
        workspace.add_letter_steps(ident, steps)
        workspace.add_incident_act(ident, "letters", {"says": f"{len(going):,} letters were put into the outbox", "run": run_ident}, permission=Permission.HANDLE_REQUESTS)  # fmt: skip
        workspace.record("incident-letters-mailed", ident, {"run": run_ident, "letters": len(going)})
        _people_told(
            workspace, plan, {each.place for each, *_ in going}, datetime.now(UTC), f"by e-mail, {len(going):,} letters"
        )
    return Made(run_ident, (), len(going), dict(unreachable))


def approve_letters(workspace: Workspace, ident: str, by: str) -> None:
    """Counsel read the words and approved them: by counsel herself, or noted for her by who may note that. New words void it."""
    plan = plan_letters(workspace, ident) if workspace.may(Permission.HANDLE_REQUESTS) else None
    if plan is not None:
        _check(plan)
    who = " ".join(by.split())[:200]
    if not who:
        raise InvalidInput("say who of counsel approved them")
    permission = Permission.REVIEW if workspace.may(Permission.REVIEW) else Permission.RECORD_REVIEW
    with workspace.transaction(permission):
        workspace.add_incident_act(
            ident,
            "letters-approved",
            {"who": who, "says": "The words of the letters were approved by counsel"},
            permission=permission,
        )
        workspace.record("incident-letters-approved", ident, {})


def note_posted(workspace: Workspace, ident: str, run: str, *, on: date) -> int:
    """They were brought to the post on a day: the people of those places were told. InvalidInput in a drill, or where there are none."""
    incident = workspace.incident(ident)
    if incident.is_drill:
        raise InvalidInput("letters of a drill are posted to nobody")
    zone = zone_of(incident.zone)
    if on > datetime.now(zone).date():
        raise InvalidInput("this day is still to come", hint="note it once they were posted")
    waiting = [each for each in pieces(workspace, ident) if each.run == run and each.act == "made"]
    if not waiting:
        raise InvalidInput("no letter of this run waits to be posted", hint=f"bailee incident letters {ident}")
    plan = plan_letters(workspace, ident)
    places = {each.person.ident: each.place for each in plan.letters}
    moment = min(datetime.combine(on, time(12), tzinfo=zone), datetime.now(zone))
    with workspace.transaction(Permission.HANDLE_REQUESTS):
        workspace.add_letter_steps(ident, [LetterStep(each.run, each.piece, each.person, each.kind, each.language, each.means, "posted", "", "", on.isoformat(), "", each.at) for each in waiting])  # fmt: skip
        workspace.add_incident_act(
            ident,
            "letters",
            {"says": f"{len(waiting):,} letters were posted", "run": run},
            moment,
            permission=Permission.HANDLE_REQUESTS,
        )
        workspace.record("incident-letters-posted", ident, {"run": run, "letters": len(waiting), "on": on.isoformat()})
        _people_told(
            workspace,
            plan,
            {places[each.person] for each in waiting if each.person in places},
            moment,
            f"by post, {len(waiting):,} letters",
        )
    return len(waiting)


def note_returned(workspace: Workspace, ident: str, numbers: Sequence[int], *, reason: str) -> int:
    """Letters came back. InvalidInput for one that was not posted."""
    known = {each.piece: each for each in pieces(workspace, ident)}
    wrong = [number for number in numbers if number not in known or known[number].act != "posted"]
    if wrong:
        raise InvalidInput(f"piece {wrong[0]} was not posted", hint="the number stands above the window of the letter")
    with workspace.transaction(Permission.HANDLE_REQUESTS):
        workspace.add_letter_steps(
            ident,
            [
                LetterStep(each.run, each.piece, each.person, each.kind, each.language, each.means, "returned", "", "", reason[:100], "", each.at)
                for each in (known[number] for number in numbers)
            ],
        )  # fmt: skip
        workspace.record("incident-letters-returned", ident, {"pieces": sorted(numbers)})
    return len(numbers)


def pieces(workspace: Workspace, ident: str) -> tuple[Piece, ...]:
    """Every letter as it stands now, by its number."""
    found: dict[int, Piece] = {}
    for step in workspace.letter_steps(ident):
        found[step.piece] = Piece(
            step.run, step.piece, step.person, step.kind, step.language, step.means, step.act, step.at, step.reason
        )
    return tuple(found[number] for number in sorted(found))


def _people_told(workspace: Workspace, plan: Plan, places: set[str], moment: datetime, how: str) -> None:
    """Duties to tell the people of these places are done; HIPAA's once the patients' letters went out."""
    for line in plan.sheet.lines:
        if line.to != "people" or line.standing not in _OPEN:
            continue
        if line.place in places or (not line.place and line.rule == "breach-us-hipaa"):
            told = {"duty": line.ident, "how": how, "reference": "", "says": f"Told: the people, {line.short}"}
            workspace.add_incident_act(
                plan.sheet.incident.ident, "told", told, moment, permission=Permission.HANDLE_REQUESTS
            )
            workspace.record("incident-told", plan.sheet.incident.ident, {"duty": line.ident})


def _step(
    run: str, piece: int, each: Written, means: str, act: str, *, message: str = "", sha256: str = "", reason: str = ""
) -> LetterStep:
    return LetterStep(
        run,
        piece,
        each.person.ident,
        each.kind,
        each.language,
        means,
        act,
        message,
        sha256,
        reason,
        "",
        datetime.now(UTC),
    )


def _check(plan: Plan) -> None:
    if not plan.sheet.incident.is_open:
        raise InvalidInput(
            "this incident is closed", hint=f"open it again first: bailee incident reopen {plan.sheet.incident.ident}"
        )
    if not plan.letters:
        raise InvalidInput(
            "nobody is to be written to: whoever it concerns is on no roster, was told, or no law asks for it",
            hint=f"bailee incident show {plan.sheet.incident.ident}",
        )
    for language, missing in plan.lacking.items():
        raise InvalidInput(
            f"the letters ({language}) still lack: {'; '.join(missing)}",
            hint=f"bailee incident words {plan.sheet.incident.ident} --set happened=… --set doing=…",
        )
    for (kind, language), _ in plan.kinds:
        some = next(each for each in plan.letters if (each.kind, each.language) == (kind, language))
        if left := open_places(letter_of(plan, kind, language, some.categories)):
            raise InvalidInput(
                f"{kind} still has a place to fill: {left[0]}",
                hint=f"bailee incident words {plan.sheet.incident.ident}",
            )


def print_forms(workspace: Workspace, ident: str) -> bytes:
    """What the authorities ask for, filled from what is known, as PDF; the log has its hash."""
    sheet, _ = sheet_and_people(workspace, ident)
    document = forms.document_of(forms.wanted(sheet), sheet, facts_of(workspace, sheet.incident, sheet))
    content = pdf.render(document)
    with workspace.transaction(Permission.DO_TASKS):
        workspace.record("incident-forms-made", ident, {"sha256": hashlib.sha256(content).hexdigest()})
    return content
