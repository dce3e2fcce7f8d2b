"""What an authority asks for when it is told, filled from what is known; what nobody knows yet says so.

>>> sorted(forms())
['attorney-general', 'dpc', 'hhs', 'ico', 'oaic', 'opc']

It is a sheet to copy from: the authority's own form is filled by a person, who knows what else it asks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bailee.incidents.acts import KINDS
from bailee.incidents.held import figures
from bailee.incidents.letters import Facts
from bailee.incidents.paper import mark_of, moment_words
from bailee.incidents.residence import called
from bailee.incidents.sheet import Line, Sheet, Standing
from bailee.rendering import Block, Document, Heading, Paragraph, Table

NOT_KNOWN = "not known yet"
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "organisation": "Who reports",
        "contact": "Whom to ask",
        "when": "When it happened",
        "discovered": "When it was discovered",
        "nature": "What happened",
        "where": "Where the data lay",
        "people": "How many people",
        "people_there": "How many people of that place",
        "kinds": "Kinds of data, and of people",
        "encryption": "How it was secured",
        "consequences": "What may follow",
        "measures": "What was done, and is done",
        "people_told": "When and how the people were told",
        "media_told": "When the media were told",
        "letter": "The letter to the people",
        "late": "Why it comes after the period, if it does",
        "steps_for_people": "What the people can do",
    }
)


@dataclass(frozen=True, slots=True)
class FormOf:
    """A report to one authority, or sort of authority."""

    ident: str
    authority: str
    rules: tuple[str, ...]  # idents, or prefixes that end in "-"
    citation: str
    site: str
    fields: tuple[str, ...]

    def serves(self, rule: str) -> bool:
        return any(rule == each or (each.endswith("-") and rule.startswith(each)) for each in self.rules)


@cache
def forms() -> Mapping[str, FormOf]:
    """By ident."""
    read = tomllib.loads((Path(__file__).parent / "forms.toml").read_text("utf-8"))
    return MappingProxyType(
        {
            ident: FormOf(
                ident, told["authority"], tuple(told["rules"]), told["citation"], told["site"], tuple(told["fields"])
            )
            for ident, told in read.items()
        }
    )


def form_for(rule: str) -> FormOf | None:
    """What is filled for a law; one for that law alone comes before one for many."""
    fitting = [each for each in forms().values() if each.serves(rule)]
    return next((each for each in fitting if rule in each.rules), fitting[0] if fitting else None)


def filled(form: FormOf, sheet: Sheet, facts: Facts, line: Line | None = None) -> tuple[tuple[str, str], ...]:
    """Each field with what is known. `line`: the duty that is done by it, whose place it is about."""
    return tuple((FIELDS[name], _value(name, sheet, facts, line) or NOT_KNOWN) for name in form.fields)


def _value(name: str, sheet: Sheet, facts: Facts, line: Line | None) -> str:
    incident, lost = sheet.incident, sheet.lost
    words = facts.words
    if name in ("consequences", "steps_for_people"):
        return words.get("consequences" if name == "consequences" else "advice", "")
    if name == "organisation":
        return ", ".join(filter(None, (facts.organisation, words.get("address", ""))))
    if name == "contact":
        return ", ".join(filter(None, (facts.contact, words.get("telephone", ""))))
    if name == "when":
        moments = [each for each in (incident.from_at, incident.until_at) if each is not None]
        return " to ".join(dict.fromkeys(moment_words(each, incident) for each in moments))
    if name == "discovered":
        return moment_words(incident.discovered_at, incident)
    if name == "nature":
        return ". ".join(
            filter(None, (KINDS.get(incident.kind, incident.title), words.get("happened", incident.title)))
        )
    if name == "where":
        return {"device": "on a device", "store": "in a data store", "account": "behind an account"}[incident.sort]
    if name == "people":
        return figures(lost.people) if lost.is_known else ""
    if name == "people_there":
        people = line.people if line is not None else lost.people
        return figures(people) if people is not None else ""
    if name == "kinds":
        kinds = "; ".join(f"{each.label} ({figures(each.people)})" for each in lost.kinds)
        whom = "; ".join(f"{subject.value.replace('-', ' ')} ({figures(some)})" for subject, some in lost.subjects)
        return ". People: ".join(filter(None, (kinds, whom)))
    if name == "encryption":
        return "; ".join(f"{each.name}: {each.words}" for each in sheet.encryption.disks)
    if name == "measures":
        done = [each.title for each in incident.steps if each.done_at is not None]
        return ". ".join(filter(None, (words.get("doing", "").rstrip("."), *done)))
    if name in ("people_told", "media_told"):
        to = "people" if name == "people_told" else "media"
        told = [each for each in sheet.lines if each.to == to and each.done_at is not None and _same(each, line)]
        return "; ".join(f"{moment_words(each.done_at, incident)}, {each.why}" for each in told if each.done_at)
    if name == "letter":
        return "enclose a copy: bailee incident letters" if any(each.to == "people" for each in sheet.lines) else ""
    if name == "late":
        late = line is not None and line.is_late(sheet.made_at)
        return words.get("late", "") if late else "it does not, as of now"
    return ""


def _same(one: Line, line: Line | None) -> bool:
    return line is None or not line.place or one.place in ("", line.place)


def document_of(pairs: Iterable[tuple[FormOf, Line | None]], sheet: Sheet, facts: Facts) -> Document:
    """All forms that are to be filled, as one document."""
    blocks: list[Block] = []
    for form, line in pairs:
        where = f", {called(line.place)}" if line is not None and line.place else ""
        rows = filled(form, sheet, facts, line)
        blocks += [
            Heading(1, f"{line.who if line is not None and line.who else form.authority}{where}"),
            Paragraph(". ".join(filter(None, (form.citation, form.site))) + ". Its own form may ask for more."),
            Table("What is asked, and what is known", ("Asked", "Known"), rows, (2, 5)),
        ]
    incident = sheet.incident
    return Document(
        "Facts for the authorities", "en", facts.on, tuple(blocks) or (Paragraph("No authority is to be told by what is known."),),
        subtitle=f"Incident {incident.ident} · {facts.organisation}", author=facts.organisation, mark=mark_of(incident),
        foot=f"Incident {incident.ident} · as of {moment_words(sheet.made_at, incident)}",
    )  # fmt: skip


def wanted(sheet: Sheet) -> tuple[tuple[FormOf, Line], ...]:
    """Forms for the duties to tell an authority that are open or done."""
    found = []
    for line in sheet.lines:
        form = form_for(line.rule) if line.to == "regulator" else None
        if form is not None and line.standing in (Standing.DUE, Standing.PERHAPS, Standing.DONE):
            found.append((form, line))
    return tuple(found)
