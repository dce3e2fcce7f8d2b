"""Reports by a server: made by its worker and fetched, listed, verified, made again by a schedule, and how they look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bailee.cli.output import console
from bailee.cli.remote.reading import at, base64_of, ended, iso
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.client.shapes.reports import Report
    from bailee.store.rows.reported import KeptReport


def making(kind: str) -> Callable[..., None]:
    """What makes a report of one kind."""

    def make(
        client: Client, *, outs: tuple[Path, ...], since: datetime | None, until: datetime | None, home: object
    ) -> None:
        from bailee.cli.report.making import forms_of, said_made
        from bailee.operations.write_closed import write_closed

        forms = forms_of(outs)
        asked: Any = {"kind": kind, "since": iso(since), "until": iso(until), "forms": forms}
        done = ended(client, client.make_report(asked))
        kept = client.show_report(done["result"]["report"])
        for out, form in zip(outs, forms, strict=True):
            write_closed(out, client.download_report(kept["ident"], form))
        said_made(outs, kept["ident"], kept["record"], kept["sealed"]["statement"]["unreal"])

    return make


def get(client: Client, *, report: str, out: Path, home: object) -> None:
    from rich.markup import escape

    from bailee.operations.write_closed import write_closed

    write_closed(out, client.download_report(report, out.suffix.lower()[1:]))
    console().print(f"written to {escape(str(out))}", soft_wrap=True)


def listed(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.report.keeping import show_reports

    show_reports([*map(_kept, client.all_reports())], as_json)


def _kept(told: Report) -> KeptReport:
    from bailee.store.rows.reported import KeptFile, KeptReport

    files = tuple(KeptFile(each["form"], each["sha256"], each["size"]) for each in told["files"])
    return KeptReport(
        told["ident"], told["kind"], date.fromisoformat(told["since"]), date.fromisoformat(told["until"]), told["schedule"],
        told["sealed"], told["record"], told["by"], at(told["at"]), files,
    )  # fmt: skip


def verify(client: Client, *, file: Path, as_json: bool, home: object) -> None:
    from bailee.cli.report.keeping import content_of, show_verified

    told = client.verify_report({"content": base64_of(content_of(file))})
    record = client.show_report(told["report"])["record"] if told["report"] else 0
    show_verified(told["report"], record, told["faults"], as_json)


def schedule(
    client: Client, *, kind: str | None, every: str | None, forms: tuple[str, ...], recipients: tuple[str, ...], stop: str | None,
    as_json: bool, home: object,
) -> None:  # fmt: skip
    from bailee.cli.report.scheduling import said_scheduled, show_schedules

    there = client.list_report_schedules()["items"]
    if stop:
        client.stop_report_schedule(stop)
        there = client.list_report_schedules()["items"]
    elif kind:
        if every is None:
            raise InvalidInput("say how often it is made", hint="--every week, month or quarter")
        asked: Any = {"kind": kind, "every": every, "forms": list(forms or ("pdf",)), "recipients": list(recipients)}
        known = {each["ident"] for each in there}
        (made,) = (each for each in client.schedule_report(asked)["items"] if each["ident"] not in known)
        said_scheduled(made["ident"], every)
        return
    show_schedules(
        [(each["ident"], each["kind"], each["every"], each["forms"], each["recipients"]) for each in there], as_json
    )


def look(
    client: Client, *, name: str | None, logo: Path | None, colour: str | None, closing: str | None, clear: bool, home: object
) -> None:  # fmt: skip
    from bailee.cli.report.look import logo_in, show_look
    from bailee.reports.brand import logo_of

    if any(each is not None for each in (name, logo, colour, closing)) or clear:
        content = (
            base64_of(logo_of(logo_in(logo))) if logo is not None else None
        )  # anew, as PNG: what is none is refused here
        told = client.choose_report_look(
            {"name": name, "logo": content, "accent": colour, "closing": closing, "clear": clear}
        )
    else:
        told = client.show_report_look()
    show_look(told["name"], told["logo_size"], told["accent"], told["closing"])
