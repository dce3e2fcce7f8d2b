"""What somebody states by signing, how it is known who she was, and the certificate that says both.

The statement is three sentences, each with a box of its own that nobody ticks for her. It is kept word for word, with the hash
of the version that it was made over.

>>> statement("en")
'I have received this notice. I have read it. I understand it.'
>>> in_words("emailed-link-and-code", "en")
'a link sent to their address, and a code that came another way'
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bailee.catalogues import ENGLISH, Catalogue, Words
from bailee.rendering import Block, Document, Heading, List, Paragraph, Table

STATEMENTS: dict[str, tuple[str, str, str]] = {
    "en": ("I have received this notice.", "I have read it.", "I understand it."),
    "es": ("He recibido este aviso.", "Lo he leído.", "Lo entiendo."),
    "fr": ("J’ai reçu cette notice.", "Je l’ai lue.", "Je l’ai comprise."),
    "de": ("Ich habe diesen Hinweis bekommen.", "Ich habe ihn gelesen.", "Ich habe ihn verstanden."),
}
BOXES = ("received", "read", "understood")
MEANS: dict[str, str] = {
    "en": "Signing says that you were told. It does not say that you agree.",
    "es": "Firmar dice que se le informó. No dice que esté de acuerdo.",
    "fr": "Signer dit que vous avez été informé. Cela ne dit pas que vous êtes d’accord.",
    "de": "Ihre Unterschrift sagt, dass Sie informiert wurden. Sie sagt nicht, dass Sie zustimmen.",
}
_CERTIFICATES = Catalogue("bailee.notices", "certificates")
_ENGLISH = _CERTIFICATES.words(ENGLISH)
# How a signer was identified, the surest first; the certificate says which.
IDENTIFIED: Mapping[str, str] = _ENGLISH.texts["how"]
# What somebody else may say of a signer. The other ways are seen by the program itself, and said by nobody.
BY_HAND = ("in-person-by-colleague", "paper-scanned", "paper-entered-later")


def statement(language: str) -> str:
    """What is stated, as one text. A language without words of ours states it in English."""
    return " ".join(STATEMENTS.get(language, STATEMENTS["en"]))


def in_words(how: str, language: str = ENGLISH) -> str:
    """How a signer was identified."""
    return _CERTIFICATES.words_or_english(language).texts["how"].get(how, how.replace("-", " "))


def evidence_of(
    *,
    receipt: str,
    organisation: Mapping[str, str],
    notice: Mapping[str, Any],
    signer: Mapping[str, str],
    identified_by: str,
    acts: Sequence[tuple[str, datetime]],
    signed_at: datetime,
    language: str,
    witness: str = "",
    entered_by: str = "",
    written_on: date | None = None,
    paper: str = "",
    device: str = "",
    checked: Mapping[str, int] | None = None,
    before: int | None = None,
) -> dict[str, Any]:
    """What a signature rests on, as plain data to be sealed: who, what, how, when by our clock. Nothing in it is a guess.

    `entered_by`: who noted it for her; `written_on`: the day that stands on the paper, and `paper`: the hash of its scan.
    """
    said = statement(language)
    told: dict[str, Any] = {
        "sort": "sign-off",
        "receipt": receipt,
        "organisation": dict(organisation),
        "notice": dict(notice),
        "statement": {"words": said, "sha256": hashlib.sha256(said.encode()).hexdigest(), "boxes": list(BOXES)},
        "signer": {name: value for name, value in signer.items() if value},
        "identified": {"by": identified_by, "means": in_words(identified_by)},
        "acts": [{"act": act, "at": _utc(at)} for act, at in acts],
        "signed_at": _utc(signed_at),
        "clock": "of the server that recorded it; a time of somebody else's, where there is one, stands in the seal",
    }
    if witness:
        told["identified"]["witness"] = witness
    if entered_by:
        told["identified"]["entered_by"] = entered_by
    if written_on is not None:
        told["written_on"] = written_on.isoformat()
    if paper:
        told["paper_sha256"] = paper
    if device:
        told["device"] = device[:300]
    if checked:
        told["check"] = dict(checked)
    if before is not None:
        told["signed_before"] = before
    return told


def certificate(told: Mapping[str, Any]) -> Document:
    """The page that shows the evidence of a signature, in the language of what was signed where there are words of it."""
    notice, signer, by = told["notice"], told["signer"], told["identified"]
    say = _CERTIFICATES.words_or_english(str(notice["language"]))
    signed = datetime.fromisoformat(told["signed_at"])

    def head(key: str, /, **values: object) -> str:
        return say(f"certificate.{key}", **values)

    title = head("notice_version", title=notice["title"], number=notice["version"], language=notice["language"])
    what = [
        (head("notice"), title),
        (head("hash"), in_groups(notice["sha256"])),
        (head("from"), told["organisation"]["name"]),
    ]
    who = [(head("name"), signer["name"])]
    who += [(head(key), signer[key]) for key in _SIGNER if signer.get(key)]
    who.append((head("identified"), in_words(by["by"], say.language)))
    if by.get("witness"):
        who.append((head("witness"), by["witness"]))
    if by.get("entered_by"):
        who.append((head("entered_by"), by["entered_by"]))
    if told.get("written_on"):
        who.append((head("written_on"), told["written_on"]))
    if told.get("paper_sha256"):
        who.append((head("scan"), in_groups(told["paper_sha256"])))
    when = [(say.texts["act"].get(act["act"], act["act"]), _shown(say, act["at"])) for act in told["acts"]]
    blocks: list[Block] = [
        Paragraph(head("signed_on", name=signer["name"], day=say.day(signed.date())), strong=True),
        List(tuple(f"{sentence.rstrip('.')}." for sentence in told["statement"]["words"].split(". "))),
        Heading(1, head("what")),
        Table(head("what_caption"), ("", ""), tuple(what), (2, 5)),
        Heading(1, head("who")),
        Table(head("who_caption"), ("", ""), tuple(who), (2, 5)),
        Heading(1, head("happened")),
        Table(head("happened_caption"), ("", ""), tuple(when), (2, 5)),
    ]
    if told.get("check"):
        asked = told["check"]
        blocks.append(Paragraph(head("check", right=asked["right"], asked=asked["asked"], tries=asked["tries"])))
    blocks += [
        Heading(1, head("how")),
        Paragraph(head("how_seal", entry=f"sign-off-{told['receipt']}")),
        Paragraph(head("how_time")),
    ]
    receipt = in_groups(told["receipt"], 4)
    return Document(
        head("title"),
        say.language,
        date(signed.year, signed.month, signed.day),
        tuple(blocks),
        subtitle=head("subtitle", organisation=told["organisation"]["name"], receipt=receipt),
        foot=head("foot", receipt=receipt, sha256=in_groups(told["statement"]["sha256"][:16])),
        author=told["organisation"]["name"],
    )


_SIGNER = ("on_roster", "number", "email")


def in_groups(text: str, size: int = 8) -> str:
    """
    >>> in_groups("7f3a91c40be2", 4)
    '7f3a 91c4 0be2'
    """
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}Z"


def _shown(say: Words, at: str) -> str:
    moment = datetime.fromisoformat(at)
    return f"{say.day(moment.date())}, {moment:%H:%M:%S} UTC"
