"""Consent by a server: forms, what people said, receipts, and the addresses of their own pages."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bailee.cli.remote.reading import as_it_is_now, at, day, iso, when
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bailee.client import Client
    from bailee.client.shapes.consent_forms import PersonLine
    from bailee.consents.weakness import Weakness
    from bailee.store.rows.consent_links import ConsentLink
    from bailee.store.rows.consents import ConsentLine

LINKS = "`bailee consent links FORM` lists them"


def form(
    client: Client, *, kind: str, title: str, purposes: tuple[str, ...], categories: tuple[str, ...], recipients: tuple[str, ...],
    kept: tuple[str, ...], intro: str, subject: Any, days: int | None, language: str, as_json: bool, home: object,
) -> None:  # fmt: skip
    from bailee.cli.consent import purposes_of, show_made

    made_of: Any = [
        {"ident": each.ident, "words": each.words, "categories": list(each.categories), "recipients": each.recipients, "kept": each.kept}
        for each in purposes_of(purposes, categories, recipients, kept)
    ]  # fmt: skip
    made = client.make_consent_form(
        {
            "kind": kind, "title": title, "subject": subject, "purposes": made_of, "intro": intro, "days": days, "language": language,
        }
    )  # fmt: skip
    weak = _weakness(client, made["subject"], is_weak=made["is_weak"])
    show_made(kind, made["version"], made["sha256"], weak, as_json, is_new=made["is_new"])


def _weakness(client: Client, subject: str, *, is_weak: bool) -> Weakness:
    """Whether consent is weak for these people, and what may serve instead."""
    from bailee.consents.weakness import Weakness, weakness
    from bailee.operations.know_reviews import places_in
    from bailee.vocabulary import SubjectCategory

    if not is_weak:
        return Weakness(is_weak=False)
    return weakness(SubjectCategory(subject), places_in(client.show_facts()["facts"]))


def record(
    client: Client, *, kind: str, person: str, given: tuple[str, ...], refused: tuple[str, ...], how: Any, until: datetime | None,
    version: int | None, as_json: bool, home: object,
) -> None:  # fmt: skip
    from bailee.cli.consent import one_thing_each, show_noted

    one_thing_each(given, refused)
    told = client.record_consent(
        {
            "form": kind, "person": person, "given": list(given), "refused": list(refused), "how": how, "until": iso(until),
            "version": version,
        }
    )  # fmt: skip
    show_noted(told["record"], kind, told["version"], told["sha256"], person, as_json)


def forms(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.consent import show_forms

    as_it_is_now()
    found = [
        {
            "form": each["kind"], "version": each["version"], "language": each["language"], "title": each["title"],
            "sha256": each["sha256"], "subject": each["subject"], "days": each["days"],
            "purposes": {one["ident"]: one["words"] for one in each["purposes"]}, "basis": each["instead"] or "consent",
            "weak": each["is_weak"], "answered": each["answered"],
        }
        for each in client.list_consent_forms()["items"]
    ]  # fmt: skip
    show_forms(found, as_json)


def listed(client: Client, *, kind: str | None, as_json: bool, home: object) -> None:
    from bailee.cli.consent import SHOWN, show_lines

    as_it_is_now()
    kinds = [kind] if kind else list(dict.fromkeys(each["kind"] for each in client.list_consent_forms()["items"]))
    most = None if as_json else SHOWN
    lines = [_line(one, each) for one in kinds for each in _some(client.all_consents(one), most)]
    lines.sort(key=lambda each: each.events[-1].at, reverse=True)
    total = sum(client.list_consents(one, limit=1)["total"] for one in kinds) if len(lines) == SHOWN else len(lines)
    show_lines(lines[:most], total, as_json)


def _some(found: Iterable[PersonLine], most: int | None) -> list[PersonLine]:
    return list(islice(found, most))


def _line(kind: str, told: PersonLine) -> ConsentLine:
    from bailee.consents.records import Act, Event
    from bailee.store.rows.consents import ConsentLine, Principal

    events = tuple(
        Event(
            each["record"], (kind, 0, ""), each["purpose"], Act(each["act"]), each["how"], at(each["at"]), day(each["until"]),
            shown=each["shown"],
        )
        for each in told["events"]
    )  # fmt: skip
    return ConsentLine(Principal("", told["name"], told["person"]), kind, events)


def receipt(client: Client, *, kind: str, person: str, out: Path | None, home: object) -> None:
    from bailee.cli.consent import give_receipt

    give_receipt(client.show_consent_receipt(kind, person=person), out)


# addresses of people's own pages


def link(client: Client, *, kind: str, person: str, by_mail: bool, with_code: bool, home: object) -> None:
    from bailee.cli.consent.links import one_way, said_linked
    from bailee.operations.link_consent import NoCode

    one_way(by_mail, with_code)
    if not by_mail:
        raise InvalidInput(
            "a server shows no address: it mails it", hint="--mail; its page shows one once, to hand over"
        )
    made = client.mail_consent_link(kind, {"person": person})
    said_linked(kind, "", NoCode(made["no_code"]) if made["no_code"] else None)


def links(client: Client, *, kind: str, as_json: bool, home: object) -> None:
    from bailee.cli.consent.links import SHOWN, show_links

    show_links(kind, [*islice(_links(client, kind), None if as_json else SHOWN)], as_json)


def _links(client: Client, kind: str) -> Iterable[ConsentLink]:
    from bailee.store.rows.consent_links import ConsentLink
    from bailee.store.rows.consents import Principal

    for each in client.all_consent_links(kind):
        yield ConsentLink(
            each["ident"], kind, each["language"], Principal("", each["name"], each["person"]), at(each["expires_at"]),
            when(each["revoked_at"]), at(each["made_at"]), each["asks_code"], each["is_locked"],
        )  # fmt: skip


def revoke(client: Client, *, link: str, home: object) -> None:
    from bailee.cli.consent.links import said_revoked

    for form in client.list_consent_forms()["items"]:
        if any(each.ident == link for each in _links(client, form["kind"])):
            client.revoke_consent_link(form["kind"], link)
            said_revoked(link)
            return
    raise InvalidInput("there is no such link", hint=LINKS)
