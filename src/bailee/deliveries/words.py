"""What letters and mails say around a notice: plain words, in the language of whoever reads them.

>>> said = first(Said("Acme", "What we hold", signs=False, contact="Pat"), "Ana Díaz")
>>> said.subject, said.text.splitlines()[0]
('Acme: What we hold', 'Dear Ana Díaz,')
>>> reminder(Said("Acme", "What we hold", signs=True), "Ana Díaz", 3, "es").subject
'Firme, por favor: What we hold'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bailee.catalogues import Words as Wording
from bailee.deliveries.wording import ENGLISH, wording

RULE = f"\n\n{'-' * 40}\n\n"  # between our words and the notice


class Code(StrEnum):
    """How the code of a link comes to whoever gets it."""

    APART = "apart"  # by mail, to another address
    KNOWN = "known"  # she has it from a link of before
    SHOWN = "shown"  # by whoever asked her


class Lacks(StrEnum):
    """Why there is no link of her own in a mail."""

    ONE_ADDRESS = "one-address"  # its code could come no other way
    MAY_NOT = "may-not"  # whoever sends it may make none


@dataclass(frozen=True, slots=True)
class SignAt:
    """Where one signs. `code` None: it is no link of her own, but where people with an account sign, and `lacks` says why."""

    address: str = field(repr=False, default="")
    code: Code | None = None
    days: int = 0
    lacks: Lacks | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Of what all mails about one version speak. `titles`: in other languages, where a version there tells the same."""

    organisation: str
    title: str
    signs: bool  # staff read and sign; customers are told, and need do nothing
    contact: str = ""
    page: str = ""  # where the notice stands for everybody
    language: str = ENGLISH  # of the notice
    titles: Mapping[str, str] = field(default_factory=dict)
    brings: frozenset[str] = frozenset()  # other languages in which the notice is enclosed to whoever reads them

    def title_in(self, language: str) -> str:
        return self.titles.get(language, self.title)


@dataclass(frozen=True, slots=True)
class Words:
    subject: str = field(repr=False)
    text: str = field(repr=False)


def first(said: Said, name: str, language: str = ENGLISH, at: SignAt | None = None) -> Words:
    """The mail that brings the notice; its text follows below."""
    say = wording(language)
    what = say("first.staff" if said.signs else "first.others", organisation=said.organisation)
    lines = [say("letter.dear", name=name), what, *_where(say, said, at), *_in_which(say, said)]
    subject = say("first.subject", organisation=said.organisation, title=said.title_in(language))
    return Words(subject, "\n\n".join(lines) + RULE)


def sheet(said: Said, language: str = ENGLISH) -> tuple[str, ...]:
    """Paragraphs of the sheet with the address."""
    say = wording(language)
    about = {"title": said.title_in(language), "organisation": said.organisation}
    lines = (
        [say("letter.brings_staff", **about), say("letter.sign_sheet")]
        if said.signs
        else [say("letter.brings", **about), say("letter.nothing")]
    )
    return (*lines, *_where(say, said, None), *_in_which(say, said), said.organisation)


def asked(
    said: Said, name: str, language: str = ENGLISH, at: SignAt | None = None, due_on: date | None = None
) -> Words:
    """The mail that asks to sign, without the notice: it stands behind the link."""
    say = wording(language)
    title = said.title_in(language)
    lines = [say("letter.dear", name=name), say("ask.text", organisation=said.organisation, title=title)]
    if due_on is not None:
        lines.append(say("ask.due", day=say.day(due_on)))
    return Words(say("ask.subject", title=title), _ended([*lines, *_where(say, said, at)]))


def reminder(
    said: Said, name: str, days: int, language: str = ENGLISH, at: SignAt | None = None, *, brings: bool = True
) -> Words:
    """To somebody who did not sign yet. `brings`: the notice follows below once more."""
    say = wording(language)
    title = said.title_in(language)
    since = say.count("remind.days_ago", days)
    lines = [
        say("letter.dear", name=name),
        say("remind.text", organisation=said.organisation, title=title, since=since),
        *_where(say, said, at),
        *(_in_which(say, said) if brings else ()),
        say("remind.stops"),
    ]
    text = "\n\n".join(lines) + RULE if brings else _ended(lines)
    return Words(say("remind.subject", title=title), text)


def to_manager(said: Said, manager: str, names: Sequence[str], days: int, language: str = ENGLISH) -> Words:
    """To somebody's manager: names, and nothing else of anybody."""
    say = wording(language)
    title = said.title_in(language)
    lines = [
        say("letter.dear", name=manager),
        say.count("manager.text", len(names), title=title, days=days),
        "\n".join(f"  {name}" for name in names),
        say("manager.please"),
        *_where(say, said, None),
    ]
    return Words(say("manager.subject", title=title), _ended(lines))


def code_apart(organisation: str, code: str, language: str = ENGLISH) -> Words:
    """The mail that brings a code to another address."""
    say = wording(language)
    text = _ended([say("code.text", organisation=organisation, code=code), say("code.nothing")])
    return Words(say("code.subject"), text)


def link_again(organisation: str, name: str, at: SignAt, contact: str, language: str = ENGLISH) -> Words:
    """Another link, that somebody asked for by one which counts no more."""
    say = wording(language)
    lines = [
        say("letter.dear", name=name),
        say("again.text", organisation=organisation),
        say("again.link", link=at.address),
        *_about_link(say, at),
    ]
    if contact:
        lines.append(say("letter.questions", contact=contact))
    return Words(say("again.subject"), _ended(lines))


def consent_asked(organisation: str, title: str, name: str, at: SignAt, contact: str, language: str = ENGLISH) -> Words:
    """To somebody's own page, on which she agrees, refuses, and takes back."""
    say = wording(language)
    lines = [
        say("letter.dear", name=name),
        say("consent.text", organisation=organisation, title=title),
        say("consent.link", link=at.address),
        say.count("consent.days", at.days) + (f" {say('sign.code_apart')}" if at.code is not None else ""),
    ]
    if contact:
        lines.append(say("letter.questions", contact=contact))
    return Words(say("consent.subject", title=title), _ended(lines))


def copy(said: Said, version: int, on: date, statement: str, receipt: str, language: str, *, attached: bool) -> Words:
    """With what she signed."""
    say = wording(language)
    title = said.title_in(language)
    lines = [
        say("copy.text", title=title, version=version, day=say.day(on)),
        say("copy.stated", statement=statement),
        say("copy.receipt", receipt=receipt),
        say("copy.attached" if attached else "copy.on_page"),
    ]
    if said.contact:
        lines.append(say("letter.questions", contact=said.contact))
    return Words(say("copy.subject", title=title), _ended(lines))


def _where(say: Wording, said: Said, at: SignAt | None) -> Iterator[str]:
    if at is not None and at.code is not None:
        yield say("sign.link", link=at.address)
        yield from _about_link(say, at)
    elif at is not None:
        if at.address:
            yield say("sign.account", link=at.address)
        why = {Lacks.ONE_ADDRESS: "sign.one_address", Lacks.MAY_NOT: "sign.may_not"}
        yield say(why[at.lacks] if at.lacks else "sign.elsewhere")
    if said.page:
        yield say("letter.page", page=page_in(said, say.language))
    if said.contact:
        yield say("letter.questions", contact=said.contact)


def page_in(said: Said, language: str) -> str:
    """Where the notice stands for everybody, in a language; empty where it stands nowhere."""
    there = said.page and language in said.titles
    return f"{said.page}?language={language}" if there else said.page


def _about_link(say: Wording, at: SignAt) -> Iterator[str]:
    if at.code is not None:
        code = say(f"sign.code_{at.code.value}")
        yield f"{say.count('sign.once', at.days)} {code}"


def _in_which(say: Wording, said: Said) -> Iterator[str]:
    if said.language.partition("-")[0] != say.language and say.language not in said.brings:
        yield say("letter.in_language", language=say.language_name(said.language.partition("-")[0]))


def _ended(lines: Sequence[str]) -> str:
    return "\n\n".join(lines) + "\n"
