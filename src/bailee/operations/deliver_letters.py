"""Letters of a delivery: made to be printed, brought to the post, and some of them come back.

    made = make_letters(workspace, ident)                  # PDFs by the hundred, a manifest, lists for the post office
    post_letters(workspace, ident, on=day, stamped=list)   # they went out; the stamped list is kept by its hash
    note_returned(workspace, ident, [12], Reason.MOVED, on=day)

A letter says which piece it is above its window, so that who opens the mail types a number and no name.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from bailee.deliveries import Act, Means, Reason, Standing
from bailee.deliveries.acts import RETURNS
from bailee.deliveries.addresses import Window
from bailee.deliveries.letters import BATCH, Letter, Run, mailing_list, pages_of, render
from bailee.deliveries.wording import wording
from bailee.deliveries.words import page_in, sheet
from bailee.errors import CannotRead, InvalidInput
from bailee.operations.deliver_notice import post_of, said_by, window_of
from bailee.operations.lay_out_letters import counted, render_theirs
from bailee.operations.write_to_people import title_of, tongue
from bailee.reports.sheets import safe_cell
from bailee.store.rows.deliveries import Campaign
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace

MANIFEST = "manifest.csv"
_HEADS = (
    "Piece", "Name", "Address", "Country", "File", "First page", "Pages", "Notice", "Version", "SHA-256 of the notice",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letters:
    """What was made, file by file. `moved`: their address does not fit any more since the delivery began."""

    files: Iterator[tuple[str, bytes]] = field(repr=False)
    letters: int
    moved: int


def make_letters(workspace: Workspace, ident: str, *, address: str = "") -> Letters:
    """Letters that wait to be posted. Making them again makes the same ones, with the addresses of now. `address`: of this server, for
    the page on which the notice stands for everybody, where there is one. InvalidInput where no letter waits."""
    campaign = _by_post(workspace, ident)
    waiting = list(workspace.deliveries(campaign, Standing.WAITING))
    if not waiting:
        raise InvalidInput("no letter waits to be printed", hint=f"bailee deliver show {ident}")
    post = post_of(campaign)
    said, speaks, on = said_by(workspace, campaign, address), tongue(workspace), _today()
    moved: list[tuple[int, Reason]] = []
    letters: dict[str, list[Letter]] = {}
    for each in waiting:
        found = window_of(each.person, post)
        if isinstance(found, Window):
            language = speaks(each.person)
            say = wording(language)
            page = page_in(said, language)
            letters.setdefault(each.language, []).append(
                Letter(
                    mark_of(campaign, each.piece), each.person.name, found, say("letter.dear", name=each.person.name),
                    sheet(said, language), language, say.day(on), page, say("letter.camera") if page else "",
                )
            )  # fmt: skip
        else:
            moved.append((each.piece, found))
    if moved:
        with workspace.transaction():
            for reason in {reason for _, reason in moved}:
                pieces = [piece for piece, cause in moved if cause is reason]
                workspace.note_deliveries(campaign, pieces, Act.UNREACHABLE, on=_today(), reason=reason)
            workspace.record("letters-not-to-be-made", ident, {"pieces": sorted(piece for piece, _ in moved)})
    document, runs = workspace.campaign_document(ident), []
    for language in sorted(letters):  # the campaign's own first
        told = document["languages"][language] if language else document
        number = campaign.plan["languages"][language]["version"] if language else campaign.version
        version = workspace.notice_version(campaign.kind, number, language or campaign.language)
        run = Run(
            title_of(version), version.language, workspace.organisation_name, on, post.envelope, sheet(said),
            base64.b64decode(told["content"]),
        )  # fmt: skip
        run = counted(run) if version.is_policy else replace(run, pages=pages_of(run.document))
        runs.append((version, run, letters[language]))
    return Letters(_files(runs), sum(map(len, letters.values())), len(moved))


def _files(runs: Sequence[tuple[NoticeVersion, Run, Sequence[Letter]]]) -> Iterator[tuple[str, bytes]]:
    lines = []
    batches = [
        (version, run, some[start : start + BATCH])
        for version, run, some in runs
        for start in range(0, len(some), BATCH)
    ]
    for number, (version, run, batch) in enumerate(batches, 1):
        pages, rendered = run.pages + 1, render_theirs if version.is_policy else render
        name = f"letters-{number:03d}.pdf"
        for index, each in enumerate(batch):
            lines.append(
                (
                    each.mark, each.name, ", ".join(each.window.place), each.window.country, name, index * pages + 1, pages,
                    version.kind, version.version, hashlib.sha256(run.document).hexdigest(),
                )
            )  # fmt: skip
        yield name, rendered(run, batch)
        yield f"post-office-{number:03d}.pdf", mailing_list(run, batch, number=number, of=len(batches))
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(_HEADS)
    writer.writerows([safe_cell(cell) for cell in line] for line in lines)
    yield MANIFEST, b"\xef\xbb\xbf" + made.getvalue().encode()


def write_letters(workspace: Workspace, ident: str, folder: Path, *, address: str = "") -> Letters:
    """The same into a folder, which may exist and be empty. CannotRead where it cannot be written."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput(
            f'"{folder}" is not empty', hint="name a new folder: letters of two runs are not to be mixed"
        )
    made = make_letters(workspace, ident, address=address)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made.files:
            (folder / name).write_bytes(content)
    except OSError:
        raise CannotRead(f'cannot write to "{folder}"', hint="name a folder that you may write to") from None
    return made


def free(folder: Path) -> None:
    """InvalidInput where something lies in a folder that letters are to go to: asked before anything is begun."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput(
            f'"{folder}" is not empty', hint="name a new folder: letters of two runs are not to be mixed"
        )


def packed(made: Letters) -> bytes:
    """All files as one zip, for a browser."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.files:
            archive.writestr(name, content)
    return whole.getvalue()


def post_letters(workspace: Workspace, ident: str, *, on: date, stamped: bytes = b"") -> int:
    """Note that the letters were brought to the post; how many. `stamped`: the post office's list as a file, kept by its hash."""
    if on > _today():
        raise InvalidInput("this day is still to come", hint="note it once they were brought to the post")
    campaign = _by_post(workspace, ident)
    if on < campaign.started_at.astimezone().date():
        raise InvalidInput("the delivery began after that day", hint="give the day on which the letters were posted")
    with workspace.transaction():
        posted = workspace.note_posted(campaign, on)
        if not posted:
            raise InvalidInput("no letter waits to be posted", hint=f"bailee deliver show {ident}")
        told: dict[str, object] = {"letters": posted, "on": on.isoformat()}
        if stamped:
            told["stamped_list_sha256"] = hashlib.sha256(stamped).hexdigest()
        workspace.record("letters-posted", ident, told)
    return posted


def note_returned(workspace: Workspace, ident: str, pieces: Sequence[int], reason: Reason, *, on: date) -> int:
    """Letters that came back, by the numbers that stand on them; how many. All or none."""
    if reason not in RETURNS:
        raise InvalidInput(f'"{reason.value}" is no reason for which letters come back', hint=", ".join(RETURNS))
    if on > _today():
        raise InvalidInput("this day is still to come", hint="give the day on which they came back")
    campaign = _by_post(workspace, ident)
    if campaign.posted_on is None:
        raise InvalidInput("the letters were not posted yet", hint=f"bailee deliver posted {ident}")
    with workspace.transaction():
        went = (Standing.SENT, Standing.HANDED, Standing.FAILED)
        done = workspace.note_deliveries(campaign, pieces, Act.FAILED, on=on, reason=reason, only=went)
        told = {"pieces": sorted(set(pieces)), "reason": reason.value, "on": on.isoformat()}
        workspace.record("letters-returned", ident, told)
    return done


def mark_of(campaign: Campaign, piece: int) -> str:
    """What stands on a letter."""
    return f"{campaign.ident.removeprefix('delivery-')}-{piece}"


def pieces_in(text: str, delivery: str) -> tuple[int, ...]:
    """Pieces of a delivery from what somebody typed: `12`, `3f2a91bc-12`, several of them. InvalidInput names what is none."""
    found = []
    for word in re.split(r"[\s,;]+", text.strip()):
        prefix, _, number = word.rpartition("-")
        if not number.isascii() or not number.isdecimal() or len(number) > 9:
            raise InvalidInput(
                f'"{word[:40]}" is no piece', hint="the number that stands above the address, as in 3f2a91bc-12"
            )
        if prefix and prefix != delivery.removeprefix("delivery-"):
            raise InvalidInput(f"{word[:40]} is of another delivery", hint="see which one: bailee deliver list")
        found.append(int(number))
    return tuple(dict.fromkeys(found))


def _by_post(workspace: Workspace, ident: str) -> Campaign:
    campaign = workspace.campaign(ident)
    if campaign.means is not Means.POST:
        raise InvalidInput("this delivery goes by e-mail", hint="letters are made by: bailee deliver letters KIND")
    return campaign


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
