"""Requests of people about their own data, and the statement to one, by a server: taken in, shown, each step, letters, figures."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.options import again
from bailee.cli.output import write_json
from bailee.counting import count
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.cli.request.showing import Shown
    from bailee.client import Client
    from bailee.client.shapes.requests import WholeRequest

NOTED = "Noted."


def add(
    client: Client, *, rights: tuple[str, ...], name: str, email: str, phone: str, address: str, for_whom: str, says: str, channel: str,
    received: datetime | None, lives_in: str, laws: tuple[str, ...], appeals: str, as_json: bool, home: object,
) -> None:  # fmt: skip
    from bailee.cli.request.showing import show_taken_in

    made = client.receive_request(
        {
            "rights": list(rights), "channel": channel, "received_on": received.date().isoformat() if received else None, "name": name,
            "email": email, "phone": phone, "address": address, "for_whom": for_whom, "says": says, "lives_in": lives_in,
            "laws": list(laws), "appeals": appeals,
        }
    )  # fmt: skip
    show_taken_in(_shown(made), as_json)


def show(client: Client, *, ident: str, as_json: bool, home: object) -> None:
    from bailee.cli.request.showing import show_one

    show_one(_shown(client.show_request(ident)), as_json)


def _shown(told: WholeRequest) -> Shown:
    """What a server tells of a request, as the command prints it."""
    from bailee.cli.request.showing import Shown, words
    from bailee.data_subject_requests.laws import laws
    from bailee.data_subject_requests.requests import Contact

    who, known = told["contact"], laws()
    shape = {
        "ident": told["ident"], "state": told["state"], "rights": told["rights"], "laws": told["laws"], "how": told["how"],
        "received_on": told["received_on"], "name": who["name"] or None, "for": who["for_whom"] or None,
        "deadlines": [
            {name: each[name] for name in ("what", "on", "act_by", "law", "citation", "why")} for each in told["deadlines"]
        ],
        "ask_counsel": [known[law].name if law in known else law for law in told["ask_counsel"]],
        "extend_until": told["extend_until"],
        "identity": {"needs": told["needs"], "lacks": told["identity_lacks"] or None},
        "person": told["person"], "findings": told["findings"], "unsure": told["unsure"],
        "todo": [
            {
                "store": each["store"], "right": each["right"], "categories": each["categories"], "files": each["files"],
                "holds": each["by_hold"], "done": each["done"], "left_out": each["excepted"] or None,
            }
            for each in told["todo"]
        ],
        "processors": [{"name": name, "told": name in told["processors_told"]} for name in told["processors"]],
        "alike": told["alike"], "joined": told["joined"],
        "acts": [{"act": each["act"], "on": each["on"], "by": each["by"]} for each in told["acts"]],
    }  # fmt: skip
    contact = Contact(
        who["name"], who["email"], who["phone"], who["address"], for_whom=who["for_whom"], says=who["says"]
    )
    acts = tuple(words(each["act"], each["details"]) for each in told["acts"])
    return Shown(shape, contact, told["matched"], told["files"], acts)


# --- steps


def _step(client: Client, ident: str, act: str, **said: Any) -> WholeRequest:
    body: Any = {"act": act, **said}
    return client.work_on_request(ident, body)


def _lettered(client: Client, ident: str, act: str, letter: str, mailed: bool, out: Path | None, **said: Any) -> None:
    """A step with a letter. Where it goes is asked before anything is done: a server hands a letter over as PDF."""
    if out is None and not mailed:
        raise InvalidInput("a server hands a letter over as a file, or mails it", hint="--out FILE.pdf, or --mail")
    if out is not None and out.suffix.lower() != ".pdf":
        raise InvalidInput("a server hands a letter over as PDF", hint="--out FILE.pdf")
    if out is not None and not (out.parent.is_dir() and os.access(out.parent, os.W_OK)):
        raise InvalidInput(f'nothing can be written in "{out.parent}"', hint="name a folder that is there and yours")
    _step(client, ident, act, mailed=mailed, **said)
    if out is not None:
        _write(out, client.download_letter(ident, letter))
        click.echo(f"The letter is {out}.")
    if mailed:
        click.echo("The letter waits in the outbox of the server, whose worker sends it.")


def _write(out: Path, content: bytes) -> None:
    from bailee.operations.write_closed import write_closed

    write_closed(out, content)


def confirm(client: Client, *, ident: str, mailed: bool, out: Path | None, home: object) -> None:
    _lettered(client, ident, "confirm", "confirmed", mailed, out)


def ask_identity(client: Client, *, ident: str, why: str, mailed: bool, out: Path | None, home: object) -> None:
    _lettered(client, ident, "ask-identity", "identity-asked", mailed, out, why=why)


def ask(client: Client, *, ident: str, question: str, mailed: bool, out: Path | None, home: object) -> None:
    _lettered(client, ident, "ask", "clarification-asked", mailed, out, question=question)


def extend(client: Client, *, ident: str, why: str, mailed: bool, out: Path | None, home: object) -> None:
    _lettered(client, ident, "extend", "extended", mailed, out, why=why)


def answer(client: Client, *, ident: str, how: str, mailed: bool, out: Path | None, home: object) -> None:
    _lettered(client, ident, "answer", "answered", mailed, out, how=how)


def refuse(client: Client, *, ident: str, ground: str, why: str, mailed: bool, out: Path | None, home: object) -> None:
    _lettered(client, ident, "refuse", "refused", mailed, out, ground=ground, why=why)


def match(
    client: Client, *, ident: str, who: str, email: str, phone: str, account: str, name: str, home: object
) -> None:
    from bailee.cli.request.showing import show_match

    show_match(_shown(_step(client, ident, "match", who=who, email=email, phone=phone, account=account, name=name)))


def identify(client: Client, *, ident: str, method: str, seen: str, home: object) -> None:
    from bailee.cli.request.showing import show_identified

    show_identified(method, _step(client, ident, "identify", method=method, seen=seen)["identity_lacks"])


def clarify(client: Client, *, ident: str, answer: str, home: object) -> None:
    _step(client, ident, "clarify", answer=answer)
    click.echo(NOTED)


def join(client: Client, *, ident: str, into: str, why: str, home: object) -> None:
    _step(client, ident, "join", into=into, why=why)
    click.echo(f"{ident} is joined with {into}.")


def leave_out(
    client: Client, *, ident: str, what: str, ground: str, why: str, store: str, right: str | None, home: object
) -> None:
    _step(client, ident, "except", what=what, ground=ground, why=why, store=store, right=right or "")
    click.echo("Noted; the answer will say it.")


def done(client: Client, *, ident: str, store: str, right: str, how: str, home: object) -> None:
    _step(client, ident, "done", store=store, right=right, how=how)
    click.echo(NOTED)


def tell(client: Client, *, ident: str, who: str, how: str, home: object) -> None:
    _step(client, ident, "tell", who=who, how=how)
    click.echo(NOTED)


def withdraw(client: Client, *, ident: str, why: str, home: object) -> None:
    _step(client, ident, "withdraw", why=why)
    click.echo(NOTED)


def reopen(client: Client, *, ident: str, why: str, home: object) -> None:
    _step(client, ident, "reopen", why=why)
    click.echo("Open again.")


def note(client: Client, *, ident: str, says: str, home: object) -> None:
    _step(client, ident, "note", says=says)
    click.echo(NOTED)


def page(client: Client, *, act: str, home: object) -> None:
    told = client.show_request_page() if act == "show" else client.open_request_page({"is_open": act == "open"})
    click.echo(f"/ask/{client.organisation}/ is {'open' if told['is_open'] else 'closed'}.")


def package(client: Client, *, ident: str, out: Path, as_json: bool, home: object) -> None:
    from bailee.cli.request.answering import show_package
    from bailee.operations.fulfil_request import Package, is_free

    is_free(out)
    with zipfile.ZipFile(io.BytesIO(client.make_request_package(ident))) as archive:
        content, told = archive.read("for-them.zip"), json.loads(archive.read("look-first.json"))
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.suffix.lower() == ".zip":
        _write(out, content)
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:  # it leaves no path out of the folder
            out.mkdir(mode=0o700)
            archive.extractall(out)
    by_hand = tuple((each["where"], each["why"]) for each in told["by_hand"])
    show_package(ident, Package(out, told["copies"], told["values"], by_hand, told["manifest_sha256"]), as_json)


def figures(client: Client, *, year: int | None, as_json: bool, home: object) -> None:
    from bailee.cli.request.figures import show_figures
    from bailee.data_subject_requests.metrics import Figures, OfRight
    from bailee.data_subject_requests.rights import Right

    told = client.show_request_figures(year=year)
    lines = tuple(
        OfRight(
            Right(each["right"]), each["received"], each["complied"], each["in_part"], each["denied"], each["open"], each["median_days"],
            each["mean_days"],
        )
        for each in told["lines"]
    )  # fmt: skip
    months = tuple((each["received"], each["ended"]) for each in told["months"])
    show_figures(Figures(told["year"], lines, months, told["received"], told["late"], told["in_time"], ()), as_json)


# --- the statement


def statement(
    client: Client, *, who: str, email: str, phone: str, account: str, name: str, request: str, values: bool, language: str,
    out: Path | None, as_json: bool, home: object,
) -> None:  # fmt: skip
    from bailee.cli.statement import FORMS, values_go_to_whom_it_is_about

    form = "json" if as_json else "txt"
    if out is not None:
        form = out.suffix.lower().removeprefix(".")
        if f".{form}" not in FORMS:
            raise InvalidInput("a statement cannot be written so", hint="one of: " + " ".join(FORMS))
    is_named = bool(who or email or phone or account or name)
    if request and is_named and values:
        values_go_to_whom_it_is_about(request)
    if values and not request:
        raise InvalidInput("values are told for a request, once identity is noted", hint="name it: --request IDENT")
    asked: Any = {"form": form, "language": language}
    if request and not is_named:
        made = client.make_statement_of_request(request, asked | {"values": values})
    else:
        brought = {"who": who, "email": email, "phone": phone, "account": account, "name": name}
        made = client.make_statement(asked | brought)
    if out is not None:
        _write(out, made)
        click.echo(f"written to {out}: {count(len(made), 'byte')}")
    elif as_json:
        write_json(json.loads(made))
    else:
        click.echo(made.decode(), nl=False)
        if not values:
            click.echo("\nnext  " + again("bailee request add access --name NAME --email ADDRESS"))
