"""`bailee notice`: draft what people are told, publish it, note that it was sent and who of law reviewed it on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.notice.listing import list_versions
from bailee.cli.notice.versions import PARTS
from bailee.cli.options import Steps, again, home_option, json_option
from bailee.cli.output import console, listing, write_json
from bailee.counting import count
from bailee.errors import CannotRead, InvalidInput
from bailee.rendering import DRAFT

if TYPE_CHECKING:
    from bailee.notices.items import Item, Question
    from bailee.notices.versions import Notice

STAGE = "inform"


@click.group(cls=Steps)
def command() -> None:
    """Draft notices from what is held, publish and send them.

    \b
    Example:
      bailee notice draft employee-privacy-notice --out notice.pdf
      bailee notice publish employee-privacy-notice
    """


language_option = click.option(
    "--language", default="en", show_default=True, metavar="CODE", help="Each language has versions of its own."
)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def content_of(paper: Path) -> bytes:
    """Of a signed paper. CannotRead where it cannot be read."""
    try:
        return paper.read_bytes()
    except OSError:
        raise CannotRead(f'"{paper}" cannot be read', hint="scan the signed paper, and name that file") from None


def text_in(file: Path) -> str:
    """Of a list that came back. CannotRead or InvalidInput where it is none."""
    try:
        return file.read_text("utf-8")
    except OSError:
        raise CannotRead(f'"{file}" cannot be read', hint="name the list that came back") from None
    except UnicodeDecodeError:
        raise InvalidInput(f'"{file}" is no UTF-8 text', hint="save it as CSV, UTF-8") from None


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError:
        raise CannotRead(f'cannot write "{out}"', hint="name a folder that exists and that you may write to") from None


@command.command()
@click.argument("kind", metavar="KIND")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="FILE.html, .pdf, .txt, .json or .jsonld")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Date of issue (today).")
@language_option
@home_option
@json_option
def draft(kind: str, out: Path | None, on: datetime | None, language: str, home: Path, as_json: bool) -> None:
    """Draft a notice of a KIND; `bailee notice kinds` lists them. Says what a law asks of it and it does not say yet.

    \b
    Example:
      bailee notice draft customer-privacy-statement --out statement.html
      bailee notice draft workplace-surveillance-notice --out watching.pdf
      bailee notice draft employee-privacy-notice --language es --out aviso.pdf
    """
    from bailee import notices
    from bailee.notices.reading import FIGURES, PLAIN, of_document
    from bailee.operations.draft_notice import draft_notice
    from bailee.operations.open_store import open_store

    if out is not None and out.suffix.lower() not in notices.rendered_forms():
        raise InvalidInput(
            f'a notice cannot be written as "{out.suffix}"', hint="one of: " + " ".join(notices.rendered_forms())
        )
    drafted = draft_notice(open_store(home, create=False), kind, on=on.date() if on else _today(), language=language)
    if out is not None:
        _write(out, notices.render(drafted.notice, out.suffix.lower()))
    missing = drafted.notice.snapshot.to_complete()
    ease = of_document(drafted.notice.document)
    if as_json:
        write_json(
            {
                "kind": kind,
                "version": drafted.version.version,
                "language": language,
                "sha256": drafted.version.sha256,
                "out": str(out) if out else None,
                "to_complete": list(missing),
                "reading_ease": ease,
                "items": [item.as_data() for item in drafted.notice.items],
                "to_decide": list(drafted.notice.snapshot.to_decide),
            }
        )
        return
    if out is None:
        click.echo(notices.render(drafted.notice, ".txt").decode(), nl=False)
    how = f"reviewed by {drafted.reviewed}" if drafted.reviewed else DRAFT
    click.echo(f"{kind} version {drafted.version.version}, {how}, SHA-256 {drafted.version.sha256[:16]}…")
    if out is not None:
        click.echo(f"written to {out}")
    if ease is not None:
        says = "plain" if ease >= PLAIN else "hard: shorten its sentences"
        click.echo(f"reading ease {ease} of 100 ({FIGURES[language].name}; {PLAIN} and up is plain): {says}")
    for line in missing:
        click.echo(f"? {line}")
    _say_items(drafted.notice)
    named = kind if language == "en" else f"{kind} --language {language}"
    after = f"bailee notice publish {named}" if drafted.reviewed else "bailee counsel packet --out packet"
    click.echo("\nnext  " + again(after))


_READ = {  # where the law's own text was not read
    "secondary_quoting_primary": ", the law read as others quote it",
    "verified_secondary": ", the law read as others tell it",
}


def _say_items(notice: Notice) -> None:
    """Of each law, how many of its lines the notice answers; then each question that is open, with who asks it."""
    if notice.items:
        click.echo("\nWhat laws ask it to say:")
    for law in dict.fromkeys(item.short for item in notice.items):
        own = [item for item in notice.items if item.short == law]
        found = sum(item.is_found for item in own)
        read = _READ.get(own[0].confidence, "")
        click.echo(f"{'✓' if found == len(own) else '✗'} {law}: {found} of {len(own)} found{read}")
    asked: dict[Question, list[Item]] = {}
    for item in notice.missing:
        for question in item.questions:
            asked.setdefault(question, []).append(item)
    for question, items in asked.items():
        laws: dict[str, list[str]] = {}
        for item in items:
            laws.setdefault(item.asks, []).append(item.short)
        who = "; ".join(f"{asks} ({', '.join(shorts)})" for asks, shorts in laws.items())
        click.echo(f"\n✗ {question.text}\n  asked by  {who}\n  answer    {question.command or 'needs counsel'}")
    for line in notice.snapshot.to_decide:
        click.echo(f"\n? {line}")


@command.command()
@click.argument("kind", metavar="KIND")
@click.option("--language", required=True, metavar="CODE", help="Into which language: es, fr, de.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the list to FILE.csv.")
@click.option("--take", type=click.Path(path_type=Path, dir_okay=False), help="Take the translations of FILE.csv.")
@home_option
@json_option
def words(kind: str, language: str, out: Path | None, take: Path | None, home: Path, as_json: bool) -> None:
    """Say in another language what was declared and a notice takes over: purposes, how long, who gets it.

    Nothing is translated by a machine. Fill in the second column of the list, and hand it back with --take.

    \b
    Example:
      bailee notice words employee-privacy-notice --language es --out words.csv
      bailee notice words employee-privacy-notice --language es --take words.csv
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.translate_notice import read_list, translate, words_of

    workspace = open_store(home, create=False)
    taken = {}
    if take is not None:
        taken = translate(workspace, language, read_list(text_in(take), language))
    show_words(kind, language, words_of(workspace, kind, language, on=_today()), taken, out, take, as_json)


def show_words(
    kind: str, language: str, found: Mapping[str, str], taken: Mapping[str, str], out: Path | None, take: Path | None, as_json: bool
) -> None:  # fmt: skip
    """Declared texts with their words in a language; those that were `taken` now; and the list, where one is wanted."""
    from bailee.operations.translate_notice import as_list

    if out is not None:
        _write(out, as_list(found, language).encode("utf-8"))
    lacking = [text for text, said in found.items() if not said]
    if as_json:
        write_json([{"text": text, "words": said or None} for text, said in found.items()])
        return
    if take is not None:
        click.echo(f"{count(len(taken), 'text')} {'has' if len(taken) == 1 else 'have'} new words")
        if others := [text for text in taken if text not in found]:
            are = "is" if len(others) == 1 else "are"
            click.echo(
                f"{len(others)} {are} in no notice of this kind: {', '.join(f'“{text}”' for text in others[:3])}"
            )
    if out is not None:
        click.echo(f"written to {out}")
    elif take is None:
        table = listing("declared", f"in {language}")
        for text, said in found.items():
            table.add_row(text, said or "–")
        console().print(table)
    if lacking:
        click.echo(f"{len(lacking)} of {len(found)} have no words in this language yet")
        again_ = f"bailee notice words {kind} --language {language} --{'take' if out else 'out'} {out or 'words.csv'}"
        click.echo("\nnext  " + again(again_))
        return
    click.echo(f"all {len(found)} have their words")
    click.echo("\nnext  " + again(f"bailee notice draft {kind} --language {language}"))


@command.command(name="kinds")
@json_option
def list_kinds(as_json: bool) -> None:
    """List kinds of notice, for whom each is.

    \b
    Example:
      bailee notice kinds
    """
    from bailee import notices

    found = notices.kinds()
    if as_json:
        write_json(
            [
                {"kind": ident, "title": module.TITLE, "for": sorted(each.value for each in module.AUDIENCE)}
                for ident, module in sorted(found.items())
            ]
        )
        return
    table = listing("kind", "title", "for", whole=("kind",))
    for ident, module in sorted(found.items()):
        table.add_row(ident, module.TITLE, ", ".join(sorted(each.value for each in module.AUDIENCE)))
    console().print(table)


@command.command()
@click.argument("kind", metavar="KIND")
@click.option("--version", type=int, help="Which one (the newest).")
@language_option
@click.option("--reviewed-by", metavar="NAME", help="Who of law reviewed the text on paper; owners alone may note it.")
@click.option("--firm", default="", metavar="NAME", help="Of which firm.")
@click.option(
    "--paper", type=click.Path(path_type=Path, dir_okay=False), help="The signed paper as a file: its hash is kept."
)
@click.option(
    "--despite",
    default="",
    metavar="REASON",
    help="Publish although something stops it. Evidence keeps the reason: name nobody in it.",
)
@click.option("--material", is_flag=True, help="Those whom its changes touch are told, and sign, anew.")
@click.option(
    "--minor", default="", metavar="REASON", help="What was signed and sent before goes on counting, because …"
)
@click.option("--everybody", is_flag=True, help="With --material: all are told anew, not only those whom it touches.")
@home_option
def publish(
    kind: str, version: int | None, language: str, reviewed_by: str | None, firm: str, paper: Path | None, despite: str,
    material: bool, minor: str, everybody: bool, home: Path,
) -> None:  # fmt: skip
    """Publish a version. It prints DRAFT until counsel has reviewed its words.

    What stops it, `bailee notice stops` lists: a law asks for more than it says, it says what is not so, or counsel has to
    read it first. --despite REASON publishes it all the same, and evidence keeps the reason with who gave it.

    Where an earlier version is served, say what the new one means to those who were told by it: --material or --minor.

    Counsel reviews by `bailee counsel import`, or signed in on the page. What was reviewed on paper, an owner may note
    with the paper's file, whose hash is kept as evidence.

    \b
    Example:
      bailee notice publish employee-privacy-notice
      bailee notice publish employee-privacy-notice --minor "a comma"
      bailee notice publish employee-privacy-notice --reviewed-by "A. Adair" --firm "Adair LLP" --paper signed.pdf
    """
    from bailee.notices.choices import Choice
    from bailee.operations.know_reviews import reviewer_of, reviews_of
    from bailee.operations.open_store import open_store
    from bailee.operations.publish_notice import publish_notice
    from bailee.operations.take_decisions import record_on_paper

    one_choice(reviewed_by, paper, material, minor)
    choice = Choice.MATERIAL if material or everybody else Choice.MINOR if minor else None
    workspace = open_store(home, create=False)
    wanted = workspace.notice_version(kind, version, language)
    with workspace.transaction():
        if reviewed_by is not None and paper is not None:
            record_on_paper(workspace, wanted, by=reviewed_by, firm=firm, paper=content_of(paper), on=_today())
        published = publish_notice(workspace, wanted, despite=despite, choice=choice, why=minor, everybody=everybody)
    reviewed = reviewer_of(published, reviews_of(workspace, _today()))
    said_published(kind, published.version, published.language, published.content.get("document", {}), reviewed)


def one_choice(reviewed_by: str | None, paper: Path | None, material: bool, minor: str) -> None:
    """InvalidInput where who reviewed it is named without the paper, or a version would be material and minor."""
    if (reviewed_by is None) != (paper is None):
        raise InvalidInput(
            "who reviewed it on paper is noted with the paper",
            hint="--reviewed-by NAME --paper FILE together; without a paper: bailee counsel packet",
        )
    if material and minor:
        raise InvalidInput("a version is material or minor, not both", hint="name one of them")


def said_published(kind: str, version: int, language: str, document: Mapping[str, Any], reviewed: str) -> None:
    """`document`: its text in blocks, which says what one does with it next."""
    said = f"reviewed by {reviewed}" if reviewed else DRAFT
    click.echo(f"{kind} version {version} is published, {said}")
    if not reviewed:
        click.echo("\nnext  " + again("bailee counsel packet --out packet"))
        return
    click.echo("\nnext  " + again(_after(kind, language, document)))


def _after(kind: str, language: str, document: Mapping[str, Any]) -> str:
    """What one does with a version that is out: it is signed, hung up, or sent."""
    named = "" if language == "en" else f" --language {language}"
    if any(block["is"] == "form" for block in document.get("blocks", ())):
        return f"bailee sign-off request {kind} --out asked.csv"
    if document.get("look") == "sign":
        return f'bailee deliver poster {kind} --at "the front door"'
    return f"bailee notice sent {kind}{named} --by post"


@command.command()
@click.argument("kind", metavar="KIND")
@click.option("--version", type=int, help="Which one (the newest).")
@language_option
@click.option("--by", required=True, metavar="HOW", help="post, e-mail, with the invoice …")
@home_option
def sent(kind: str, version: int | None, language: str, by: str, home: Path) -> None:
    """Note that a published version was sent to everyone concerned.

    \b
    Example:
      bailee notice sent customer-privacy-statement --by post
    """
    from bailee.operations.draft_notice import send_notice
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    said_sent(kind, send_notice(workspace, workspace.notice_version(kind, version, language), by=by).version, by)


def said_sent(kind: str, version: int, by: str) -> None:
    click.echo(f"{kind} version {version} was sent to everyone concerned, by {by}")


for part in (list_versions, *PARTS):
    command.add_command(part)
