"""Make a packet for counsel, and know what can be decided now.

made = ask_counsel(workspace, Asked(due_on=date(2026, 12, 15)))
write_packet(made, Path("packet"))                     # packet.docx, packet.pdf, packet.toml
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bailee.consents.records import Form
from bailee.counsel import decision_file, found_questions, packet
from bailee.counsel.decision_file import Known
from bailee.counsel.packet import Asked, Packet
from bailee.counsel.questions import Question
from bailee.counsel.texts import Text, rule_text
from bailee.errors import InvalidInput, NotAllowed
from bailee.obligations.comparisons import comparisons
from bailee.obligations.facts import facts_from
from bailee.obligations.tables import rules_for
from bailee.operations.know_reviews import places_in, reviews_of, text_of
from bailee.operations.report_status import report_status
from bailee.operations.write_closed import write_closed
from bailee.rendering import docx, from_data, pdf
from bailee.reports.report import Report
from bailee.store.rows.base import today
from bailee.store.rows.reviews import KeptPacket
from bailee.store.workspace import Workspace

WANTED_IN = timedelta(days=21)
FORMS: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "toml": "application/toml",
}


def ask_counsel(workspace: Workspace, asked: Asked | None = None, *, on: date | None = None) -> Packet:
    """Compose the packet of today and keep what it asks. NotAllowed for whom privilege is not open to: the client's owner makes
    it, counsel, or an owner of the provider whom counsel let in."""
    made = compose(workspace, asked, on=on)
    asked_by = asked or Asked()
    workspace.save_packet(
        made.ident, made.document.as_data(), [each.as_data() for each in made.items], due_on=asked_by.due_on
    )
    return made


def compose(workspace: Workspace, asked: Asked | None = None, *, on: date | None = None) -> Packet:
    """The packet, without keeping it. NotAllowed for whom it is not."""
    workspace.require_privilege()
    day = on or today()
    return compose_from(workspace, report_status(workspace, on=day), asked or Asked())


def compose_from(workspace: Workspace, report: Report, asked: Asked) -> Packet:
    """The packet of a report that is there already."""
    provider = asked.provider or workspace.provider_name()
    return packet.make(
        report,
        newest_texts(workspace),
        reviews_of(workspace, report.on),
        replace(asked, provider=provider),
        answered=workspace.answered_questions(report.on),
        others=other_questions(workspace, report),
    )


def newest_texts(workspace: Workspace) -> tuple[Text, ...]:
    """The words of the newest version of each notice."""
    newest = {(version.kind, version.language): version for version in workspace.notices()}
    return tuple(text_of(version) for version in newest.values())


def other_questions(workspace: Workspace, report: Report) -> tuple[Question, ...]:
    """What other parts have for counsel: conflicts of rules, departures, facts that contradict, weak consent."""
    facts = facts_from(report.holdings, workspace.facts(report.on))
    return (
        *found_questions.of_conflicts(comparisons(report.obligations, rules_for(workspace.home)), report.obligations),
        *found_questions.of_departures(report.departures),
        *found_questions.of_contradictions(facts.contradictions),
        *found_questions.of_consents(newest_forms_of(workspace), places_in(workspace.facts(report.on))),
    )


def newest_forms_of(workspace: Workspace) -> tuple[Form, ...]:
    """The newest version of each form of consent."""
    newest = {(form.kind, form.language): form for form in workspace.consent_forms()}
    return tuple(newest[key] for key in sorted(newest))


def what_stands(workspace: Workspace, made: Packet, report: Report) -> dict[str, Known]:
    """All that may be decided now: what the packet asks, and the texts that were reviewed before."""
    known = decision_file.known_of(made.items)
    texts = [*newest_texts(workspace)]
    reviews = reviews_of(workspace, report.on)
    texts += [
        rule_text(rule)
        for each in report.obligations
        if (rule := reviews.rule(each.ident)) is not None and rule.is_verified
    ]
    for text in texts:
        known.setdefault(text.ident, Known(text.ident, text.kind, text.title, text.sha256, text.lines))
    return known


def rendered(kept: KeptPacket | Packet, form: str) -> bytes:
    """A packet as `docx`, `pdf` or `toml`: the same bytes each time."""
    made = kept if isinstance(kept, Packet) else as_packet(kept)
    makers: Mapping[str, Callable[[], bytes]] = {
        "docx": lambda: docx.render(made.document, {"packet": made.ident}),
        "pdf": lambda: pdf.render(made.document),
        "toml": lambda: decision_file.write(made).encode(),
    }
    if form not in makers:
        raise InvalidInput(f'a packet cannot be written as "{form}"', hint="one of: " + ", ".join(makers))
    return makers[form]()


def as_packet(kept: KeptPacket) -> Packet:
    """A packet that was kept, as it went out."""
    items = tuple(packet.item_of(each) for each in kept.items)
    return Packet(kept.ident, from_data(kept.document), items, ())


def write_packet(made: Packet, out: Path) -> tuple[Path, ...]:
    """Write the packet's three files into a folder, readable by its owner alone. NotAllowed where it cannot be written."""
    written = []
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        for form in FORMS:
            path = out / f"{made.ident}.{form}"
            write_closed(path, rendered(made, form))
            written.append(path)
    except OSError:
        raise NotAllowed(f'"{out}" cannot be written', hint="name another folder with --out") from None
    return tuple(written)
