"""Notices by a server: published, noted as sent, said in another language; browsers in which people sign, and their questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.remote.reading import at, base64_of
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.client import Client


def _version(client: Client, kind: str, version: int | None, language: str) -> Any:
    """The one that is named, else the newest in the language."""
    found = [
        each
        for each in client.list_notice_versions(kind)["items"]
        if each["language"] == language and version in (None, each["version"])
    ]
    if not found:
        said = f' "{kind}"' + (f" {version}" if version else "") + (f" in {language}" if language != "en" else "")
        raise InvalidInput(f"there is no such version of a notice{said}", hint="`bailee notice list` lists them")
    return max(found, key=lambda each: each["version"])


def publish(
    client: Client, *, kind: str, version: int | None, language: str, reviewed_by: str | None, firm: str, paper: Path | None,
    despite: str, material: bool, minor: str, everybody: bool, home: object,
) -> None:  # fmt: skip
    from bailee.cli.notice import content_of, one_choice, said_published

    one_choice(reviewed_by, paper, material, minor)
    wanted = _version(client, kind, version, language)
    number = wanted["version"]
    if reviewed_by is not None and paper is not None:
        content = base64_of(content_of(paper))
        client.record_review_on_paper(
            {"notice": kind, "version": number, "language": language, "by": reviewed_by, "firm": firm, "paper": content}
        )
    client.publish_notice(
        kind,
        str(number),
        {
            "language": language, "sha256": wanted["sha256"], "choice": "material" if material or everybody else "minor" if minor else None,
            "why": minor, "despite": despite, "everybody": everybody,
        },
    )  # fmt: skip
    told = client.show_notice_version(kind, str(number), language=language)
    said_published(kind, number, language, told["document"], told["reviewed"])


def sent(client: Client, *, kind: str, version: int | None, language: str, by: str, home: object) -> None:
    from bailee.cli.notice import said_sent

    number = _version(client, kind, version, language)["version"]
    client.note_notice_sent(kind, str(number), {"by": by, "language": language})
    said_sent(kind, number, by)


def words(
    client: Client, *, kind: str, language: str, out: Path | None, take: Path | None, as_json: bool, home: object
) -> None:
    from bailee.cli.notice import show_words, text_in
    from bailee.operations.translate_notice import read_list

    taken: dict[str, str] = {}
    if take is not None:
        told = read_list(text_in(take), language)
        taken = client.say_notice_words(kind, {"language": language, "words": told})["words"]
    show_words(kind, language, client.show_notice_words(kind, language=language)["words"], taken, out, take, as_json)


# who signs


def opened(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.sign_off.sittings import show_sittings
    from bailee.store.rows.sittings import Sitting, Sort

    found = [
        Sitting(each["ident"], Sort(each["sort"]), each["name"], at(each["began_at"]), at(each["ends_at"]), each["witness"])
        for each in client.list_sittings()["items"]
    ]  # fmt: skip
    show_sittings(found, as_json)


def close(client: Client, *, idents: tuple[str, ...], every: bool, home: object) -> None:
    from bailee.cli.sign_off.sittings import said_closed, some_or_all

    some_or_all(idents, every)
    there = {each["ident"] for each in client.list_sittings()["items"]}
    chosen = tuple(there) if every else idents
    for ident in chosen:
        client.end_sitting(ident)
    said_closed(len(chosen))


def answer(client: Client, *, ident: str, answer: str, home: object) -> None:
    client.answer_signer(ident, {"answer": answer})
    click.echo(f"answered: {ident}")
