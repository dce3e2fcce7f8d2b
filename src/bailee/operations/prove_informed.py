"""Who was told what, when, how, which version, and who agreed to what: as a list.

acts = informed(workspace, person="pat@example.org")             # of one person; of one notice or form; of the whole client

Each act rests on a record of the log, whose number it names; `bundle_proof` makes of them what proves itself without bailee.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bailee.consents.records import Act
from bailee.errors import InvalidInput
from bailee.evidence import standalone
from bailee.notices import kinds
from bailee.operations.draft_notice import called
from bailee.permissions import Permission
from bailee.rendering import Document, Paragraph, Table
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

HEADS = (
    "Who",
    "On the roster",
    "Notice",
    "Version",
    "Language",
    "SHA-256",
    "What",
    "How",
    "When",
    "Record",
    "Purpose",
    "Until",
)
WORDS = {
    "signed": "signed",
    "declined": "declined to sign",
    "sent": "was sent it, with everyone",
    "delivered": "was sent it",
    "put-up": "it was put up",
    "consented": "agreed",
    "refused": "refused",
    "withdrew": "took it back",
}
CONSENTS = {Act.GIVEN: "consented", Act.REFUSED: "refused", Act.WITHDRAWN: "withdrew"}
_ON_PAPER = 2_000  # acts of a PDF; the CSV has all


@dataclass(frozen=True, slots=True)
class Informed:
    """One act by which somebody was told, said that they were, or agreed. `on`: a day, or a moment where it is known."""

    name: str = field(repr=False)
    person: str  # ident on the roster; empty: whoever came by, or somebody who is on no roster
    notice: str  # its kind; of a consent that of the form
    version: int
    language: str
    sha256: str
    what: str  # of WORDS
    how: str
    on: str
    record: int  # of the log; 0: the log has none of its own
    purpose: str = ""  # of a consent
    until: str = ""  # its last day

    @property
    def is_consent(self) -> bool:
        return self.what in CONSENTS.values()

    @property
    def called(self) -> str:
        """What was shown.

        >>> Informed("", "", "photos", 1, "en", "", "consented", "page", "2026-11-26", 7, "web-site").called
        'consent form photos'
        """
        return f"consent form {self.notice}" if self.is_consent else self.notice

    @property
    def done(self) -> str:
        """What was done, in words.

        >>> Informed("", "", "photos", 1, "en", "", "consented", "page", "2026-11-26", 7, "web-site", "2027-11-25").done
        'agreed: web-site, until 2027-11-25'
        """
        purpose = f": {self.purpose}" if self.purpose else ""
        return f"{WORDS[self.what]}{purpose}{f', until {self.until}' if self.until else ''}"


def informed(workspace: Workspace, *, person: str = "", notice: str = "") -> tuple[Informed, ...]:
    """Acts by their day, of all, of one person or of one kind of notice or form of consent. InvalidInput for a person whom nobody knows."""
    workspace.require(Permission.SEE_EVIDENCE)
    ident = ""
    if person:
        found = workspace.person_named(person)
        if found is None:
            raise InvalidInput(
                "nobody on the roster, or more than one, answers to that", hint="give an e-mail address or a number"
            )
        ident = found
    shown = {each.kind for each in workspace.notices()} | {each.kind for each in workspace.consent_forms()}
    if notice and notice not in shown | kinds().keys():
        raise InvalidInput(
            f'there is no notice of kind "{notice[:60]}"', hint="bailee notice list shows those there are"
        )
    names = {each.ident: each.name for each in workspace.roster_of_all()}
    records = workspace.records_of(set(standalone.RECORDED.values()))
    acts = (
        *_signed(workspace, names, records), *_declined(workspace, names, records), *_sent(workspace, records),
        *_delivered(workspace, names, records), *_put_up(workspace, records), *_agreed(workspace, records),
    )  # fmt: skip
    chosen = [each for each in acts if (not ident or each.person == ident) and (not notice or each.notice == notice)]
    return tuple(sorted(chosen, key=lambda each: (each.on, each.notice, each.name.casefold(), each.what)))


_Records = Mapping[tuple[str, str], tuple[int, dict[str, object]]]


def _record(records: _Records, what: str, subject: str) -> int:
    return records.get((standalone.RECORDED[what], subject), (0, {}))[0]


def _signed(workspace: Workspace, names: Mapping[str, str], records: _Records) -> Iterable[Informed]:
    hashes = {(each.kind, each.version, each.language): each.sha256 for each in workspace.notices()}
    for each in workspace.sign_offs():
        yield Informed(
            each.name, each.person or "", each.kind, each.version, each.language, hashes[each.kind, each.version, each.language],
            "signed", each.identified_by, moment_text(each.signed_at), _record(records, "signed", f"sign-off-{each.ident}"),
        )  # fmt: skip


def _declined(workspace: Workspace, names: Mapping[str, str], records: _Records) -> Iterable[Informed]:
    hashes = {(each.kind, each.version, each.language): each.sha256 for each in workspace.notices()}
    for each in workspace.sign_requests(state="declined"):
        yield Informed(
            names.get(each.person, ""), each.person, each.kind, each.version, each.language,
            hashes[each.kind, each.version, each.language], "declined", "", moment_text(each.ended_at or each.asked_at),
            _record(records, "declined", each.ident),
        )  # fmt: skip


def _sent(workspace: Workspace, records: _Records) -> Iterable[Informed]:
    """What went to everyone reached whoever was on the roster that day, but for those from whom it came back."""
    for version in workspace.notices():
        if version.sent_to_all_at is None:
            continue
        subject = called(version)
        number, details = records.get((standalone.RECORDED["sent"], subject), (0, {}))
        audience, day = _audience(version), version.sent_to_all_at.astimezone().date()
        back = workspace.reach(version).back
        for person in workspace.roster(on=day):
            if person.category in audience and person.ident not in back:
                yield Informed(
                    person.name, person.ident, version.kind, version.version, version.language, version.sha256, "sent",
                    str(details.get("by", "")), moment_text(version.sent_to_all_at), number,
                )  # fmt: skip


def _delivered(workspace: Workspace, names: Mapping[str, str], records: _Records) -> Iterable[Informed]:
    for each in workspace.delivered():
        how = "by hand" if each.act.value == "handed" else each.means
        yield Informed(
            names.get(each.person, ""), each.person, each.kind, each.version, each.language, each.sha256, "delivered", how,
            each.on.isoformat(), _record(records, "delivered", each.campaign),
        )  # fmt: skip


def _put_up(workspace: Workspace, records: _Records) -> Iterable[Informed]:
    for each in workspace.postings():
        yield Informed(
            "whoever came by", "", each.kind, each.version, each.language, each.sha256, "put-up", each.place,
            each.put_up_on.isoformat(), _record(records, "put-up", each.ident),
        )  # fmt: skip


def _agreed(workspace: Workspace, records: _Records) -> Iterable[Informed]:
    """Consents, refusals and withdrawals, each purpose by itself."""
    for each, event in workspace.consents_said():
        kind, version, language = event.form
        what = CONSENTS[event.act]
        yield Informed(
            each.name, each.person or "", kind, version, language, event.shown, what, event.how, moment_text(event.at),
            _record(records, what, f"consent-{event.record}"), event.purpose, event.until.isoformat() if event.until else "",
        )  # fmt: skip


def _audience(version: NoticeVersion) -> frozenset[SubjectCategory]:
    module = kinds().get(version.kind)
    return frozenset(module.AUDIENCE) if module else frozenset(SubjectCategory)


def moment_text(at: datetime) -> str:
    """A moment as acts name it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def row(each: Informed) -> tuple[object, ...]:
    """A line of the CSV, under HEADS."""
    return (
        each.name, "yes" if each.person else "no", each.called, each.version, each.language, each.sha256, WORDS[each.what], each.how,
        each.on, each.record or "", each.purpose, each.until,
    )  # fmt: skip


def document(workspace: Workspace, acts: Sequence[Informed], about: str, *, on: date) -> Document:
    """The list on paper."""
    shown = acts[:_ON_PAPER]
    rows = tuple(
        (
            each.name,
            f"{each.called} v{each.version} ({each.language}), SHA-256 {each.sha256[:16]}…",
            each.done + (f", {each.how.replace('-', ' ')}" if each.how else ""),
            each.on.replace("T", " ").replace("Z", " UTC"),
            str(each.record or "–"),
        )
        for each in shown
    )
    people = len({each.person or each.name for each in acts})
    said = f"{len(acts):,} acts, {people:,} people{about}. Each rests on the record of the log whose number stands beside it."
    left = f" The first {_ON_PAPER:,} stand here; told.csv has all." if len(acts) > _ON_PAPER else ""
    blocks = (
        Paragraph(said + left),
        Table("Who was told what", ("Who", "Which version", "What, how", "When", "Record"), rows, (3, 4, 4, 3, 1)),
    )
    return Document(
        "Who was told what",
        "en",
        on,
        blocks if rows else (Paragraph("Nobody was told anything yet."),),
        author=workspace.organisation_name,
    )
