"""Consent: make a form, note what somebody said, take it back, check it; give a person a page of her own, and a receipt.

form, _ = make_form(workspace, "staff-photos", "Photographs of staff", {"web-site": "Your photograph on our web site"}, …)
note_consent(workspace, "pat@example.org", form, {"web-site": Act.GIVEN}, how="paper")
check_consent(workspace, "pat@example.org", "staff-photos", "web-site", on=today).is_given

Whoever agrees is shown one version of a form, and its hash stands with what they said. Each purpose is said by itself, and
nothing is ticked before. What was given on paper is withdrawn by a word, noted as such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bailee.consents.calls import Calls, check
from bailee.consents.receipts import receipt
from bailee.consents.records import (
    Act,
    Form,
    Instead,
    Purpose,
    Standing,
    State,
    asks_the_same,
    by_purpose,
    check_form,
    last_day,
    standing,
)
from bailee.consents.weakness import Weakness, weakness
from bailee.counsel.found_questions import of_consents
from bailee.dates import in_short
from bailee.errors import InvalidInput
from bailee.obligations.tables import rules_for
from bailee.operations.ask_counsel import newest_forms_of
from bailee.operations.know_reviews import places_in
from bailee.permissions import Permission
from bailee.store.rows.consents import ConsentLine, Principal
from bailee.store.workspace import Workspace
from bailee.vocabulary import LawfulBasis, SubjectCategory

# How somebody said it, as the record names it.
HOW = ("page", "paper", "spoken", "e-mail", "recorded-call")
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Checked:
    """How one purpose stands for one person, with what they were shown."""

    standing: Standing
    form: Form
    why: str

    @property
    def is_given(self) -> bool:
        return self.standing.is_given and self.form.instead is None


def make_form(
    workspace: Workspace,
    kind: str,
    title: str,
    purposes: Sequence[Purpose],
    subject: SubjectCategory,
    *,
    intro: str = "",
    days: int | None = None,
    language: str = "en",
) -> tuple[Form, bool]:
    """Keep a form as its next version; whether it is a new one. InvalidInput where nobody could agree to it."""
    contact = str(workspace.facts().get("contact") or "")
    form = Form(
        kind, 0, language, " ".join(title.split()), tuple(purposes), subject, intro.strip(),
        workspace.organisation_name, contact, days,
    )  # fmt: skip
    return _keep(workspace, form, "consent-form-made")


def rest_on(workspace: Workspace, kind: str, basis: LawfulBasis, why: str, *, on: date, language: str = "") -> Form:
    """The purposes of a form rest on another basis from now on: nobody is asked any more, and what was given counts no more."""
    reason = " ".join(why.split())
    if basis is LawfulBasis.CONSENT:
        raise InvalidInput("that is the basis it rests on", hint="choose another one: contract, legal-obligation …")
    if not reason or len(reason) > _LONGEST:
        raise InvalidInput(
            "say why that basis serves",
            hint=f"in at most {_LONGEST:,} letters: the law, the part of the contract, the interest",
        )
    form = replace(workspace.consent_form(kind, language=language), instead=Instead(basis, reason, on))
    kept, _ = _keep(workspace, form, "consent-basis-chosen")
    return kept


def _keep(workspace: Workspace, form: Form, action: str) -> tuple[Form, bool]:
    check_form(form)
    with workspace.transaction(Permission.WRITE_NOTICES):
        kept, is_new = workspace.add_consent_form(form)
        if is_new:
            workspace.record(
                action,
                f"consent-{kept.kind}-v{kept.version}",
                {
                    "sha256": kept.sha256,
                    "language": kept.language,
                    "purposes": [each.ident for each in kept.purposes],
                    "basis": kept.instead.basis.value if kept.instead else "consent",
                },
            )
    return kept, is_new


def note_consent(
    workspace: Workspace,
    who: str,
    form: Form,
    acts: Mapping[str, Act],
    *,
    how: str,
    on: date,
    until: date | None = None,
) -> str:
    """Note what somebody said otherwise than on her own page; the record's ident."""
    if how not in HOW:
        raise InvalidInput(f'"{how[:40]}" is no way to say it', hint="one of: " + ", ".join(HOW))
    workspace.require(Permission.WRITE_NOTICES)
    return _said(workspace, workspace.principal(who), form, acts, how=how, on=on, until=until, by=workspace.member)


def say_own(workspace: Workspace, principal: Principal, form: Form, acts: Mapping[str, Act], *, on: date) -> str:
    """What a person says on her own page."""
    return _said(workspace, principal, form, acts, how="page", on=on, until=None, by="")


def _said(
    workspace: Workspace,
    principal: Principal,
    form: Form,
    acts: Mapping[str, Act],
    *,
    how: str,
    on: date,
    until: date | None,
    by: str,
) -> str:
    if not acts:
        raise InvalidInput("say to which purpose", hint="one of: " + ", ".join(each.ident for each in form.purposes))
    for purpose in acts:
        form.purpose(purpose)
    gives = Act.GIVEN in acts.values()
    if gives and form.instead is not None:
        raise InvalidInput(
            f'"{form.kind}" rests on {form.instead.basis.value.replace("-", " ")} and asks for no consent',
            hint="people are told of it by a notice instead",
        )
    if until is not None and until < on:
        raise InvalidInput(f"{until.isoformat()} is past", hint="the last day on which it counts")
    own = last_day(form, on)
    ends = min(filter(None, (until, own)), default=None)
    with workspace.transaction(Permission.SEE_OWN):
        record = workspace.add_consent_events(principal, form, tuple(acts.items()), how=how, until=ends, by=by)
        workspace.record(
            "consent-said",
            f"consent-{record}",
            {
                "form": f"{form.kind}-v{form.version}",
                "sha256": form.sha256,
                "said": {purpose: act.value for purpose, act in acts.items()},
                "how": how,
                "until": ends.isoformat() if ends else "",
                "on_roster": principal.person is not None,
            },
        )
    return record


def withdraw(workspace: Workspace, who: str, kind: str, purposes: Sequence[str], *, how: str, on: date) -> str:
    """Take back what was given; without purposes, all of the form. InvalidInput where nothing of it is given."""
    principal = workspace.principal(who)
    form = workspace.consent_form(kind)
    given = _given(workspace, principal, form, on)
    wanted = list(purposes) or given
    for purpose in wanted:
        form.purpose(purpose)
    if not set(wanted) & set(given):
        raise InvalidInput(
            "nothing of that is given, so nothing can be taken back", hint="`bailee consent list` says how it stands"
        )
    acts = {purpose: Act.WITHDRAWN for purpose in wanted if purpose in given}
    return note_consent(workspace, who, form, acts, how=how, on=on)


def _given(workspace: Workspace, principal: Principal, form: Form, on: date) -> list[str]:
    events = by_purpose(workspace.consent_events(principal.key, kind=form.kind))
    return [each.ident for each in form.purposes if standing(events.get(each.ident, ()), on=on).is_given]


def check_consent(workspace: Workspace, who: str, kind: str, purpose: str, *, on: date) -> Checked:
    """Whether somebody agreed to a purpose, as it stands on a day. Names stay closed: a program asks it each time.

    To a member who may not know who is known, whoever did not agree and whoever nobody knows are one answer.
    """
    form = workspace.consent_form(kind)
    form.purpose(purpose)
    found = standing(workspace.consent_events(workspace.consent_key(who), purpose, kind), on=on)
    if not found.is_given and not workspace.sees_people:
        found = Standing(State.NOT_GIVEN)
    return Checked(found, form, _why(found, form))


def _why(found: Standing, form: Form) -> str:
    if form.instead is not None:
        return f"it rests on {form.instead.basis.value.replace('-', ' ')}, and no consent is asked for"
    event = found.event
    if found.state is State.NOT_GIVEN:
        return "they did not agree, or are not known by that name"
    if event is None:
        return "they were never asked, or are not known by that name"
    day = in_short(event.at.astimezone())
    ends = in_short(event.until) if event.until else ""
    if found.state.value == "expired":
        return f"given on {day}, and over since {ends}"
    until = f", until {ends}" if ends and found.is_given else ""
    return f"{found.state.value} on {day} ({event.how.replace('-', ' ')}), shown version {event.form[1]}{until}"


def check_calls(workspace: Workspace | None, places: Sequence[str], *, on: date) -> Calls:
    """What recording a call among people in these places takes."""
    return check(places, rules_for(workspace.home if workspace is not None else None), on=on)


def weakness_of(workspace: Workspace, form: Form, on: date) -> Weakness:
    """Whether consent is weak for whom a form asks, where the organisation works."""
    return weakness(form.subject, places_in(workspace.facts(on)))


def form_in(workspace: Workspace, kind: str, sent: str, language: str) -> Form:
    """The newest version of a form in a language, where it asks the same as the one in which it was sent; else that one."""
    newest = {each.language: each for each in workspace.consent_forms(kind)}
    form = newest.get(sent) or workspace.consent_form(kind)
    other = newest.get(language)
    return other if other is not None and asks_the_same(form, other) else form


def newest_forms(workspace: Workspace) -> tuple[Form, ...]:
    """The newest version of each form."""
    workspace.require(Permission.SEE_STORES)
    return newest_forms_of(workspace)


def is_decided(workspace: Workspace, form: Form, on: date) -> bool:
    """Whether counsel answered if this form may rest on consent; what she said is between her and the client."""
    asked = of_consents([form], places_in(workspace.facts(on)))
    answered = workspace.answered_questions(on)
    return bool(asked) and all((each.ident, each.sha256) in answered for each in asked)


def list_lines(
    workspace: Workspace, kind: str | None = None, *, start: int = 0, count: int = 100
) -> tuple[ConsentLine, ...]:
    """Who said what, the newest first."""
    workspace.require(Permission.SEE_STORES)
    return workspace.consent_lines(kind, start=start, count=count)


def receipt_of(
    workspace: Workspace, who: Principal, form: Form, *, on: date, withdraw_at: str = ""
) -> dict[str, object]:
    """What a person keeps: JSON-LD."""
    events = workspace.consent_events(who.key, kind=form.kind)
    return receipt(form, events, principal=who.name, on=on, withdraw_at=withdraw_at)
