"""Sheets of paper: printed for who was asked, and found again when a scan of them comes back.

A scan is anybody's file, so a process of its own reads it, that reaches neither the network nor the store nor its keys:
`python -m bailee.operations.read_sheets`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bailee.deliveries.wording import ENGLISH, languages, wording
from bailee.errors import CannotRead, Error, InvalidInput
from bailee.notices.sheets import Form, Sheet, codes_in, sheets
from bailee.notices.short import in_short
from bailee.notices.signatures import MEANS, STATEMENTS
from bailee.operations.write_to_people import in_other_languages, title_of, tongue
from bailee.permissions import Permission
from bailee.scanner.apart import ask_apart, shut_in
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.signing import SignRequest
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace

PATIENCE = 120  # seconds
MEMORY = 2 << 30
MOST = 64 << 20  # bytes of a scan


@dataclass(frozen=True, slots=True)
class Matched:
    """One page of a scan: the sheet that it is, or why it is none."""

    page: int
    request: SignRequest | None
    person: RosterPerson | None = field(default=None, repr=False)
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Scanned:
    """A file that came back."""

    sha256: str
    pages: tuple[Matched, ...]


def print_sheets(
    workspace: Workspace, version: NoticeVersion, requests: Sequence[SignRequest], on: date, *, language: str = ""
) -> bytes:
    """A page for each request that is open, in the language of each person, or in the one that is asked for, where a version in it
    is published that tells the same. InvalidInput where there is none, or nobody has still to sign."""
    with workspace.transaction(Permission.WRITE_NOTICES):
        open_ = [each for each in requests if each.is_open]
        if not open_:
            raise InvalidInput("nobody who was asked has still to sign", hint="ask people first")
        versions = {each.language: each for each in (*in_other_languages(workspace, version), version)}
        if language and language not in versions:
            raise InvalidInput(
                f'no version in "{language[:40]}" tells the same', hint="one of: " + ", ".join(sorted(versions))
            )
        forms = {code: _form(each) for code, each in versions.items()}
        speaks, made = tongue(workspace), []
        for each in open_:
            person = workspace.roster_person(each.person)
            code = language or speaks(person)
            form = forms.get(code, forms[version.language])
            made.append(Sheet(person.name, person.number, each.sheet, form))
            workspace.note_signing(each, "printed", how=form.language)
        document = sheets(made, organisation=workspace.organisation_name, on=on)
        workspace.record("sheets-printed", f"{version.kind}-v{version.version}", {"sheets": len(open_)})
    return document


def _form(version: NoticeVersion) -> Form:
    """What stands on everybody's sheet of a version, all of it in its language where we have words for it."""
    code = version.language if version.language in languages() else ENGLISH
    say = wording(code)
    names = ("whole", "name", "date", "signature", "witness", "declines", "back", "code")
    groups = " ".join(version.sha256[start : start + 8] for start in range(0, len(version.sha256), 8))
    before, _, after = say("sheet.for", name="\x00").partition("\x00")
    told = {name: say(f"sheet.{name}") for name in names} | {"before": before, "after": after}
    told["version"] = say(
        "sheet.version", number=version.version, language=say.language_name(version.language), sha256=groups
    )
    return Form(
        title_of(version),
        version.language,
        STATEMENTS.get(code, STATEMENTS[ENGLISH]),
        MEANS.get(code, MEANS[ENGLISH]),
        tuple((say(f"sheet.{head}"), words) for head, words in in_short(version.content, code)),
        told,
    )


def read_scan(workspace: Workspace, content: bytes) -> Scanned:
    """Which sheets a scan holds; nothing is noted by it. CannotRead where it is no scan."""
    workspace.require(Permission.WRITE_NOTICES)
    if len(content) > MOST:
        raise InvalidInput("this scan is too large", hint=f"at most {MOST >> 20} MB: scan in grey, or in parts")
    found = []
    seen: set[str] = set()
    for page, codes in _codes(content):
        if not codes:
            found.append(Matched(page, None, fault="no code of a sheet is on it"))
        for code in codes:
            try:
                request = workspace.sign_request_of_sheet(code)
            except InvalidInput:
                found.append(Matched(page, None, fault="its code is of none of our sheets"))
                continue
            fault = "the same sheet again" if request.ident in seen else ""
            seen.add(request.ident)
            found.append(Matched(page, request, workspace.roster_person(request.person), fault))
    return Scanned(hashlib.sha256(content).hexdigest(), tuple(found))


def _codes(content: bytes) -> list[tuple[int, list[str]]]:
    try:
        made = ask_apart("bailee.operations.read_sheets", content, seconds=PATIENCE)
    except TimeoutError:
        raise CannotRead("this scan takes too long to read", hint="scan fewer pages at once") from None
    told: dict[str, Any] = {"fault": "this scan is damaged", "hint": "scan to PDF"}
    if made is not None:
        with suppress(ValueError):
            told = json.loads(made)
    if "fault" in told:
        raise CannotRead(str(told["fault"]), hint=str(told["hint"]))
    return [(int(page), [str(code) for code in codes]) for page, codes in told["pages"]]


def main() -> None:
    shut_in(memory=MEMORY, seconds=PATIENCE)
    try:
        told: dict[str, object] = {"pages": codes_in(sys.stdin.buffer.read())}
    except Error as error:
        told = {"fault": str(error), "hint": error.hint}
    except ImportError:
        told = {"fault": "codes cannot be read here", "hint": 'pip install "bailee[server]", or type the code'}
    except Exception:  # noqa: BLE001 - whatever a library says of a damaged file
        raise SystemExit(1) from None
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
