"""Who is asked about: somebody on the roster, or somebody unknown by what they bring. What they bring is fingerprinted, never kept.

    subject = find_subject(workspace, "pat@client.example")
    subject = find_subject(workspace, phone="(518) 457-5555", name="Pat Doe")     # on no roster: by fingerprint alone

A name alone is nobody's: forty people may have it. InvalidInput says what would tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bailee.data_subject_requests.attribution import NAME, OWN_FORMS, Signs
from bailee.errors import InvalidInput
from bailee.operations.declare_roster import prints, region_of
from bailee.permissions import Permission
from bailee.rosters import Details
from bailee.store.rows.roster import RosterPerson
from bailee.store.workspace import Workspace
from bailee.text import Match, Text
from bailee.vocabulary import Locator, SubjectCategory

# Words before a number, under which detectors know what it is; what somebody brings has none.
_LABELS = (
    "{}", "Account number: {}", "Bank account number: {}", "IBAN: {}", "Card number: {}", "SSN: {}", "Passport number: {}",
    "Driver license number: {}", "Tax ID: {}", "Member ID: {}", "Medical record number: {}", "Phone: {}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody, by keyed fingerprints. `person`: ident on the roster; empty: on none."""

    signs: Signs = field(repr=False)
    name: str = field(repr=False, default="")
    person: str = ""
    category: SubjectCategory = SubjectCategory.PERSON
    brought: tuple[str, ...] = ()  # sorts of what was brought
    fields: tuple[str, ...] = ()  # of the roster that say something, by name


def find_subject(
    workspace: Workspace,
    who: str = "",
    *,
    email: str = "",
    phone: str = "",
    account: str = "",
    name: str = "",
    born: date | None = None,
) -> Subject:
    """Who is meant. InvalidInput where it is nobody, or might be several."""
    workspace.require(Permission.HANDLE_REQUESTS)
    said = " ".join(who.split())
    ident = workspace.person_named(said or email) if said or email else None
    region = region_of(workspace)
    if ident is None and said:
        ident, email, phone, account = _as_brought(workspace, said, email, phone, account)
    brought = Details(name, emails=(email,) if email else (), phones=(phone,) if phone else (), born=born)
    forms = frozenset(prints(workspace, brought, region))
    values = frozenset(_values(workspace, (email, phone, account)))
    sorts = tuple(
        sort
        for sort, given in (("e-mail address", email), ("phone number", phone), ("account number", account), ("name", name), ("birth date", born))
        if given
    )  # fmt: skip
    if ident is not None:
        person = workspace.roster_person(ident)
        own = frozenset(person.fingerprints)
        signs = Signs(own | forms, values, not _is_borne_twice(workspace, person))
        return Subject(signs, person.name or email, person.ident, person.category, sorts, _fields(person))
    if not email and not phone and not account:
        raise InvalidInput(
            "a name alone is nobody’s: several may have it" if name else "nobody is named",
            hint="give an e-mail address, a phone number or an account number that they brought",
        )
    if account and not values and not email and not phone:
        raise InvalidInput(
            "this number is none that a scan would know", hint="give it whole, as it stands on a paper of theirs"
        )
    return Subject(Signs(forms, values, name_is_theirs=False), name or "you", brought=sorts)


def _as_brought(
    workspace: Workspace, said: str, email: str, phone: str, account: str
) -> tuple[str | None, str, str, str]:
    """What somebody typed who is on no roster by it: an address, a number, or a name of one on the roster."""
    if "@" in said:
        return None, email or said, phone, account
    if any(letter.isdigit() for letter in said):
        from bailee.detectors.numbering_plans import e164

        if e164(said, region_of(workspace)):
            return None, email, phone or said, account
        return None, email, phone, account or said
    wanted = said.casefold()
    bearers = [each for each in workspace.roster_of_all() if each.name.casefold() == wanted]
    if len(bearers) == 1:
        return bearers[0].ident, email, phone, account
    if len(bearers) > 1:
        raise InvalidInput(
            f"{len(bearers)} people on the roster have that name", hint="name them by e-mail address or number"
        )
    if email or phone or account:
        return None, email, phone, account
    raise InvalidInput(
        "nobody on the roster has that name, and a name alone is nobody’s: several may have it",
        hint="give an e-mail address, a phone number or an account number that they brought (--email, --phone, --account)",
    )


def _values(workspace: Workspace, brought: Iterable[str]) -> Iterable[tuple[str, str]]:
    """(detector, fingerprint) of what was brought, as a scan would have made them. Nothing of it is kept."""
    from bailee import detectors

    for text in filter(None, (each.strip() for each in brought)):
        wanted = _compact(text)
        for label in _LABELS:
            content = label.format(text)
            for match in detectors.detect(Text.of(content, Locator(("brought",))), patterns_only=True):
                if _compact(content[match.start : match.end]) == wanted:
                    yield match.detector, _printed(workspace, match)


def _printed(workspace: Workspace, match: Match) -> str:
    return workspace.fingerprint(match.detector, match.value)


def _compact(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _is_borne_twice(workspace: Workspace, person: RosterPerson) -> bool:
    """Whether another person on the roster has the same name. One who stands there twice, as staff and as a customer, does not."""
    names = {printed for form, printed in person.fingerprints if form == NAME}
    own = {pair for pair in person.fingerprints if pair[0] in OWN_FORMS}
    for each in workspace.roster_prints():
        if each.ident == person.ident or not names & {printed for form, printed in each.fingerprints if form == NAME}:
            continue
        if not own & set(each.fingerprints):
            return True
    return False


def _fields(person: RosterPerson) -> tuple[str, ...]:
    words = {"born": "birth date", "emails": "e-mail addresses", "phones": "phone numbers", "number": "number"}
    found = [words.get(name, name) for name in person.details.as_json()]
    if person.joined_on:
        found.append("since when")
    return tuple(found)
