"""Counsel by a server: a packet out, decisions back, the strategy that follows. A token reads it where its member may."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bailee.cli.remote.reading import base64_of, iso
from bailee.errors import InvalidInput, NotAllowed

if TYPE_CHECKING:
    from bailee.client import Client


def packet(
    client: Client, *, out: Path, due: datetime | None, provider: str, note: str, paper: Any, on: datetime | None, as_json: bool,
    home: object,
) -> None:  # fmt: skip
    from bailee.cli.counsel.packets import show_packet
    from bailee.operations.ask_counsel import FORMS, WANTED_IN
    from bailee.operations.write_closed import write_closed

    _is_today(on)
    until = due.date() if due else datetime.now(UTC).astimezone().date() + WANTED_IN
    made = client.make_packet({"due_on": until.isoformat(), "provider": provider, "note": note, "paper": paper})
    ident, files = made["ident"], []
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise NotAllowed(f'"{out}" cannot be written', hint="name another folder with --out") from None
    for form in FORMS:
        path = out / f"{ident}.{form}"
        write_closed(path, client.download_packet(ident, form))
        files.append(path)
    items = client.show_packet(ident)["items"]
    show_packet(ident, files, len(items), sum(each["kind"] != "question" for each in items), until, as_json)


def take_over(client: Client, *, file: Path, by: str, firm: str, as_json: bool, home: object) -> None:
    from bailee.cli.counsel.deciding import show_taken
    from bailee.operations.take_decisions import content_of

    told = client.import_decisions(
        {"filename": file.name, "content": base64_of(content_of(file)), "name": by, "firm": firm}
    )
    decisions = [
        {"ident": each["ident"], "text": each["text"], "verdict": each["verdict"], "expires": each["expires_on"]}
        for each in told["decisions"]
    ]
    first = told["decisions"][0]
    who = f"{first['reviewer']}, {first['firm']}" if first["firm"] else first["reviewer"]
    drafts = [(kind, int(version)) for kind, _, version in (each.rpartition("-v") for each in told["drafts"])]
    show_taken(decisions, who, first["by"], drafts, told["others"], as_json)


def strategy(
    client: Client, *, out: Path, hours_file: Path | None, paper: Any, on: datetime | None, home: object
) -> None:
    from bailee.cli.counsel.strategies import can_be_written, said_written
    from bailee.operations.write_closed import write_closed

    can_be_written(out)
    _is_today(on)
    if hours_file is not None:
        raise InvalidInput("a server counts with its own table of hours", hint="leave --hours out, or run it there")
    write_closed(out, client.download_strategy(out.suffix.lower().removeprefix("."), paper=paper))
    said_written(out, own_hours=False)


def _is_today(on: datetime | None) -> None:
    if iso(on) not in (None, datetime.now(UTC).astimezone().date().isoformat()):
        raise InvalidInput("by a server this tells how it stands now", hint="leave out --on, or run it there")
