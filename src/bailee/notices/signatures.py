"""What somebody states by signing, how it is known who she was, and the certificate that says both.

The statement is three sentences, each with a box of its own that nobody ticks for her. It is kept word for word, with the hash
of the version that it was made over.

>>> statement("en")
'I have received this notice. I have read it. I understand it.'
>>> in_words("emailed-link-and-code", "en")
'a link sent to her address, and a code that came another way'
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bailee.rendering import Block, Document, Heading, List, Paragraph, Table, glyphs

STATEMENTS: dict[str, tuple[str, str, str]] = {
    "en": ("I have received this notice.", "I have read it.", "I understand it."),
    "es": ("He recibido este aviso.", "Lo he leído.", "Lo entiendo."),
}
BOXES = ("received", "read", "understood")
MEANS: dict[str, str] = {
    "en": "Signing says that you were told. It does not say that you agree.",
    "es": "Firmar dice que se le informó. No dice que esté de acuerdo.",
}
# How a signer was identified, the surest first; the certificate says which.
IDENTIFIED: dict[str, str] = {
    "account-with-second-factor": "signed in with an account of her own, by more than a password",
    "account-with-password": "signed in with an account of her own",
    "emailed-link-and-code": "a link sent to her address, and a code that came another way",
    "kiosk-with-pin-and-witness": "a PIN of her own at a device in the office, with a witness",
    "emailed-link-and-shown-code": "a link sent to her address, and a code that whoever asked her had, too",
    "handed-link-and-code": "a link and its code, both handed over by whoever asked her",
    "in-person-by-colleague": "known in person to the colleague who noted it",
    "paper-scanned": "a sheet of paper with a code of her own, signed and scanned",
    "paper-entered-later": "a signed paper, entered by hand",
}
# What somebody else may say of a signer. The other ways are seen by the program itself, and said by nobody.
BY_HAND = ("in-person-by-colleague", "paper-scanned", "paper-entered-later")


def statement(language: str) -> str:
    """What is stated, as one text. A language without words of ours states it in English."""
    return " ".join(STATEMENTS.get(language, STATEMENTS["en"]))


def in_words(how: str, language: str = "en") -> str:
    """How a signer was identified. Certificates are in English."""
    return IDENTIFIED.get(how, how.replace("-", " "))


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
    """The page that shows the evidence of a signature."""
    notice, signer, by = told["notice"], told["signer"], told["identified"]
    signed = datetime.fromisoformat(told["signed_at"])
    what = [
        ("Notice", f"{notice['title']}, version {notice['version']} ({notice['language']})"),
        ("SHA-256 of its text", in_groups(notice["sha256"])),
        ("From", told["organisation"]["name"]),
    ]
    who = [("Name, as typed", signer["name"])]
    who += [(head, signer[key]) for key, head in _SIGNER if signer.get(key)]
    who.append(("Identified by", by["means"]))
    if by.get("witness"):
        who.append(("Witness", by["witness"]))
    if by.get("entered_by"):
        who.append(("Entered by", by["entered_by"]))
    if told.get("written_on"):
        who.append(("Day on the paper", told["written_on"]))
    if told.get("paper_sha256"):
        who.append(("SHA-256 of the scan", in_groups(told["paper_sha256"])))
    when = [(_ACTS.get(act["act"], act["act"]), _shown(act["at"])) for act in told["acts"]]
    blocks: list[Block] = [
        Paragraph(f"{signer['name']} signed on {signed.day} {signed:%B %Y}:", strong=True),
        List(tuple(f"{sentence.rstrip('.')}." for sentence in told["statement"]["words"].split(". "))),
        Heading(1, "What was signed"),
        Table("The version, by the hash of its words", ("", ""), tuple(what), (2, 5)),
        Heading(1, "Who signed"),
        Table("As it was known at that time", ("", ""), tuple(who), (2, 5)),
        Heading(1, "What happened"),
        Table("By the clock of the server that recorded it (UTC)", ("", ""), tuple(when), (2, 5)),
    ]
    if told.get("check"):
        asked = told["check"]
        blocks.append(
            Paragraph(
                f"Check of understanding: {asked['right']} of {asked['asked']} questions right, at try {asked['tries']}."
            )
        )
    blocks += [
        Heading(1, "How to check this"),
        Paragraph(
            "The file evidence.json inside this document is what was sealed: canonicalise its statement by RFC 8785, compare "
            "the SHA-256, verify the signature with its key. The key is the organisation's own, and its log holds the hash "
            f"under sign-off-{told['receipt']}. The seal over this page is of the same key. A reader of PDFs calls it unknown, for no "
            "authority vouches for it; that nothing was changed since, it tells all the same."
        ),
        Paragraph(
            "A time that somebody else vouches for is added to the seal when a time-stamp service answers. Without one, the "
            "times above are those of this server alone. This is an electronic signature of the simple sort, not a qualified one."
        ),
    ]
    return Document(
        "Certificate of a signature",
        "en",
        date(signed.year, signed.month, signed.day),
        tuple(blocks),
        subtitle=f"{told['organisation']['name']} · receipt {in_groups(told['receipt'], 4)}",
        foot=f"Receipt {in_groups(told['receipt'], 4)} · SHA-256 of the statement {in_groups(told['statement']['sha256'][:16])}",
        author=told["organisation"]["name"],
    )


def spelled_out(told: Any) -> Any:
    """The same with letters that the font of the page lacks by their number; what is sealed keeps them.

    >>> spelled_out({"name": "王 Li"})
    {'name': 'U+738B Li'}
    """
    if isinstance(told, str):
        return glyphs.spelled(told)
    if isinstance(told, Mapping):
        return {name: spelled_out(value) for name, value in told.items()}
    return [spelled_out(each) for each in told] if isinstance(told, list | tuple) else told


_SIGNER = (("on_roster", "On the roster"), ("number", "Number"), ("email", "E-mail"))
_ACTS = {
    "asked": "Asked to sign",
    "linked": "A link was made for her",
    "mailed": "A link was sent",
    "code-shown": "The code was shown to whoever asked",
    "renewed": "Had another link sent to her address",
    "printed": "A sheet of paper was printed",
    "reminded": "Was reminded",
    "escalated": "The manager was told",
    "opened": "Opened the notice",
    "question": "Asked a question",
    "answer": "Was answered",
    "checked": "Passed the check",
    "signed": "Signed: received, read, understood",
    "copied": "A copy was sent",
    "entered": "Entered from what she signed",
}


def in_groups(text: str, size: int = 8) -> str:
    """
    >>> in_groups("7f3a91c40be2", 4)
    '7f3a 91c4 0be2'
    """
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}Z"


def _shown(at: str) -> str:
    moment = datetime.fromisoformat(at)
    return f"{moment.day} {moment:%B %Y, %H:%M:%S} UTC"
