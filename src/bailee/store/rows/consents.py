"""Consents: forms as they were shown, and what each person said."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bailee.consents.records import Act, Event, Form, form_of
from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.named import Named


@dataclass(frozen=True, slots=True)
class Principal:
    """Who agrees: somebody of the roster, or somebody by their name or address alone."""

    key: str  # keyed fingerprint
    name: str = field(repr=False)
    person: str | None = None


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One person and one form, with all that they said to it."""

    principal: Principal
    kind: str
    events: tuple[Event, ...]


class Consents(Named):
    def consent_forms(self, kind: str | None = None) -> tuple[Form, ...]:
        """Every version of every form, by kind, language and version."""
        from bailee.store.models import ConsentForm as Row

        with self._reading():
            rows = self._rows(Row).order_by("kind", "language", "version")
            if kind is not None:
                rows = rows.filter(kind=kind)
            return tuple(form_of(row.kind, row.version, row.language, row.content) for row in rows)

    def consent_form(self, kind: str, version: int | None = None, language: str = "") -> Form:
        """One version, the newest where none is named; in English where no language is, or in the one that there is. InvalidInput
        where there is none."""
        forms = self.consent_forms(kind)
        wanted = language or min((each.language for each in forms), key=lambda code: (code != "en", code), default="")
        found = [each for each in forms if each.language == wanted and version in (None, each.version)]
        if not found:
            raise InvalidInput(f'there is no form "{kind[:60]}" of consent', hint="`bailee consent forms` lists them")
        return found[-1]

    def add_consent_form(self, form: Form) -> tuple[Form, bool]:
        """Keep it as the next version, and whether it is a new one: the same words as the newest are that one."""
        from bailee.store.models import ConsentForm as Row

        with self.transaction(Permission.WRITE_NOTICES):
            newest = self._rows(Row).filter(kind=form.kind, language=form.language).order_by("-version").first()
            if newest is not None and newest.sha256 == form.sha256:
                return form_of(newest.kind, newest.version, newest.language, newest.content), False
            version = newest.version + 1 if newest else 1
            self._add(
                Row,
                kind=form.kind,
                version=version,
                language=form.language,
                sha256=form.sha256,
                content=form.as_data(),
                made_at=now(),
                by=self.member,
            )
        return form_of(form.kind, version, form.language, form.as_data()), True

    def principal(self, said: str) -> Principal:
        """Who is meant by an ident, a number, an address or a name."""
        text = " ".join(said.split())
        if not text or len(text) > 300:
            raise InvalidInput("say who it is", hint="by name, e-mail address or number, of at most 300 letters")
        person = self.person_named(text)
        if person is None:
            return Principal(self.fingerprint("consent", text.casefold()), text)
        return Principal(self.fingerprint("consent", f"person {person}"), self.roster_person(person).name, person)

    def consent_key(self, said: str) -> str:
        """The same, without opening the name: what a program's question takes."""
        text = " ".join(said.split())
        person = self.person_named(text)
        return self.fingerprint("consent", f"person {person}" if person else text.casefold())

    def add_consent_events(
        self,
        principal: Principal,
        form: Form,
        acts: Sequence[tuple[str, Act]],
        *,
        how: str,
        until: date | None,
        by: str,
    ) -> str:
        """Append what somebody said, each purpose by itself; the record's ident."""
        from bailee.store.models import ConsentEvent as Row
        from bailee.store.models import ConsentForm, RosterPerson

        record, at = secrets.token_hex(8), now()
        with self.transaction(Permission.SEE_OWN):  # whoever answers for herself may; for others, the operation asks
            row = self._rows(ConsentForm).get(kind=form.kind, version=form.version, language=form.language)
            person = self._rows(RosterPerson).filter(ident=principal.person).first() if principal.person else None
            Row.objects.using(self.alias).bulk_create(
                [
                    Row(
                        organisation_id=self.organisation_id,
                        record=record,
                        form=row,
                        principal=principal.key,
                        person=person,
                        name=self._encrypted("consent_event.name", principal.name),
                        purpose=purpose,
                        act=act.value,
                        how=how,
                        until=until if act is Act.GIVEN else None,
                        by=by,
                        at=at,
                    )
                    for purpose, act in acts
                ]
            )
        return record

    def consent_events(self, key: str, purpose: str | None = None, kind: str | None = None) -> tuple[Event, ...]:
        """What one person said, oldest first; names stay closed."""
        from bailee.store.models import ConsentEvent as Row

        with self._reading():
            rows = self._rows(Row).filter(principal=key).select_related("form").order_by("pk")
            if purpose is not None:
                rows = rows.filter(purpose=purpose)
            if kind is not None:
                rows = rows.filter(form__kind=kind)
            return tuple(map(_event, rows))

    def consents_said(self) -> Iterator[tuple[Principal, Event]]:
        """What everybody said to each purpose, in the order in which it was said, with who it was."""
        from bailee.store.models import ConsentEvent as Row

        with self._reading():
            rows = self._rows(Row).select_related("form", "person").order_by("pk")
            for row in rows.iterator(chunk_size=2_000):
                yield self._principal_of(row), _event(row)

    def consent_principals(self, kind: str | None = None) -> int:
        """How many people said something."""
        from bailee.store.models import ConsentEvent as Row

        with self._reading():
            rows = self._rows(Row).filter(form__kind=kind) if kind else self._rows(Row)
            count: int = rows.order_by().values("principal", "form__kind").distinct().count()
            return count

    def consent_lines(self, kind: str | None = None, *, start: int = 0, count: int = 100) -> tuple[ConsentLine, ...]:
        """People and forms with what they said, who said something last first; some of them."""
        from django.db.models import Max

        from bailee.store.models import ConsentEvent as Row

        with self._reading():
            rows = self._rows(Row).filter(form__kind=kind) if kind else self._rows(Row)
            pairs = (
                rows.order_by()
                .values("principal", "form__kind")
                .annotate(last=Max("pk"))
                .order_by("-last")[start : start + count]
            )
            wanted = [(pair["principal"], pair["form__kind"]) for pair in pairs]
            events: dict[tuple[str, str], list[Any]] = {pair: [] for pair in wanted}
            for some in _few([principal for principal, _ in wanted]):
                found = self._rows(Row).filter(principal__in=some).select_related("form", "person").order_by("pk")
                for row in found:
                    if (row.principal, row.form.kind) in events:
                        events[row.principal, row.form.kind].append(row)
            return tuple(
                ConsentLine(self._principal_of(said[-1]), kind_, tuple(map(_event, said)))
                for (_, kind_), said in events.items()
                if said
            )

    def _principal_of(self, row: Any) -> Principal:
        name = self._decrypted("consent_event.name", row.name)
        return Principal(row.principal, name, row.person.ident if row.person else None)


def _event(row: Any) -> Event:
    return Event(
        row.record,
        (row.form.kind, row.form.version, row.form.language),
        row.purpose,
        Act(row.act),
        row.how,
        row.at,
        row.until,
        row.by,
        row.form.sha256,
    )


def _few(idents: Iterable[str]) -> Iterable[list[str]]:
    """As many as a question to SQLite may name."""
    every = list(dict.fromkeys(idents))
    return (every[start : start + 500] for start in range(0, len(every), 500))
