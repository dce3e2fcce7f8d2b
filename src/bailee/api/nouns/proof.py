"""What proves it: who was told what and when, proofs of records, checkpoints and who keeps them, binders, bundles and exports."""

from __future__ import annotations

import os
import re
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from bailee import settings
from bailee.api.cursors import page
from bailee.api.interface import (
    Call,
    Count,
    Endpoint,
    File,
    PastPaged,
    Request,
    Shape,
    Text,
    Word,
    shaped,
    shapes,
    there,
)
from bailee.api.nouns.work import Work, deferred
from bailee.api.problems import NOT_THERE
from bailee.api.shapes import CSV, PDF, TEXT, ZIP
from bailee.errors import InvalidInput
from bailee.operations.bundle_proof import make_bundle, packed
from bailee.operations.export_evidence import take_checkpoint
from bailee.operations.give_checkpoints import end_holder, give_checkpoints, name_holder
from bailee.operations.keep_binder import ask_for_binder, binders
from bailee.operations.keep_exports import export_file, exports_of
from bailee.operations.kept_files import Kept
from bailee.operations.make_binder import Asked
from bailee.operations.prove_informed import HEADS, document, informed, row
from bailee.operations.stamp_certificates import stamp_service
from bailee.permissions import Permission
from bailee.rendering import pdf
from bailee.reports.sheets import csv_text
from bailee.store import jobs
from bailee.store.mail import is_address

_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


class Query(PastPaged, frozen=True, kw_only=True):
    """`person`: ident, number or e-mail address of the roster, or a name."""

    person: Text = ""
    notice: Text = ""


class InformedAct(Shape, frozen=True, kw_only=True):
    """That somebody was told, signed, agreed; `record`: where it stands in the log."""

    name: str
    person: str
    notice: str
    version: int
    language: str
    sha256: str
    what: str
    how: str
    on: str
    record: int
    purpose: str
    until: str


class InformedActs(Shape, frozen=True, kw_only=True):
    items: tuple[InformedAct, ...]
    total: Count
    next: str | None


class FileQuery(Request, frozen=True, kw_only=True):
    person: Text = ""
    notice: Text = ""
    form: Literal["csv", "pdf"] = "csv"


class BundleOf(Request, frozen=True, kw_only=True):
    person: Text = ""
    notice: Text = ""


class KeptShape(Shape, frozen=True, kw_only=True):
    """A file that lies here for a while."""

    name: str
    sort: str
    size: Count
    made_at: datetime


class KeptFiles(Shape, frozen=True, kw_only=True):
    items: tuple[KeptShape, ...]


class NewBinder(Request, frozen=True, kw_only=True):
    """For whom, and of which time. `person`: whose own it is, where it is for one person."""

    audience: Word
    start: date
    end: date
    person: Text = ""


class NewExport(Request, frozen=True, kw_only=True):
    """`recipient`: an age key that opens it beside the recovery key."""

    recipient: Text = ""
    with_keys: bool = False


class HolderShape(Shape, frozen=True, kw_only=True):
    """Who keeps checkpoints where nobody who can change this server can change them."""

    ident: str
    means: str
    name: str
    where: str
    every: str
    added_at: datetime
    by: str


class Holders(Shape, frozen=True, kw_only=True):
    items: tuple[HolderShape, ...]


class NewHolder(Request, frozen=True, kw_only=True):
    """An e-mail address; folders are named on the machine itself."""

    where: Word
    name: Text = ""
    every: Literal["day", "week", "month"] = "week"


def told(call: Call) -> InformedActs:
    found = informed(call.workspace, person=call.query.person, notice=call.query.notice)[::-1]
    return page(call, found, InformedActs, InformedAct)


def told_file(call: Call) -> File:
    query: FileQuery = call.query
    acts = informed(call.workspace, person=query.person, notice=query.notice)
    name = f"{call.workspace.organisation} told"
    if query.form == "csv":
        return File(f"{name}.csv", CSV, csv_text(HEADS, map(row, acts)).encode())
    about = f", of {query.person or query.notice}" if query.person or query.notice else ""
    return File(f"{name}.pdf", PDF, pdf.render(document(call.workspace, acts, about, on=call.today)))


def bundle(call: Call) -> File:
    service = stamp_service(settings.read(os.environ))
    with tempfile.TemporaryDirectory() as folder:
        made = make_bundle(
            call.workspace,
            Path(folder) / "proof",
            service,
            person=call.body.person,
            notice=call.body.notice,
            on=call.today,
        )
        packed(made.folder, Path(folder) / "proof.zip")
        content = (Path(folder) / "proof.zip").read_bytes()
    return File(f"{call.workspace.organisation}-proof.zip", ZIP, content)


def checkpoint(call: Call) -> File:
    size, note = take_checkpoint(call.workspace)
    return File(f"{call.workspace.organisation}-{size}.checkpoint", TEXT, note.encode())


def inclusion(call: Call) -> File:
    number = int(call.path["record"])
    with there():
        proof = call.workspace.inclusion(number)
    return File(f"{call.workspace.organisation}-{number}.tlog-proof", TEXT, proof.encode())


def _kept(each: Kept) -> KeptShape:
    return shaped(each, KeptShape)


def binder_list(call: Call) -> KeptFiles:
    return KeptFiles(items=tuple(map(_kept, binders(call.workspace))))


def binder_asked(call: Call) -> Work:
    wanted: NewBinder = call.body
    person = wanted.person if wanted.audience == "person" else ""
    ident = ask_for_binder(call.workspace, Asked(wanted.audience, wanted.start, wanted.end, person), on=call.today)
    return deferred(call, ident)


def binder_file(call: Call) -> File:
    for each in binders(call.workspace):
        if each.name == call.path["binder"]:
            return File(each.name, ZIP, each.path)
    raise NOT_THERE


def export_list(call: Call) -> KeptFiles:
    return KeptFiles(items=tuple(map(_kept, exports_of(call.workspace))))


def export_asked(call: Call) -> Work:
    wanted: NewExport = call.body
    if wanted.recipient and not _RECIPIENT.fullmatch(wanted.recipient):
        raise InvalidInput("this is no age key", hint="one begins with age1; age-keygen makes one")
    arguments = {"with_keys": int(wanted.with_keys)} | ({"recipient": wanted.recipient} if wanted.recipient else {})
    workspace = call.workspace
    ident = jobs.defer(call.home, "export", workspace.organisation, arguments, key="export", by=workspace.member)
    return deferred(call, ident)


def export_taken(call: Call) -> File:
    with there():
        path = export_file(call.workspace, call.path["export"])
    return File(path.name, ZIP, path)


def holders(call: Call) -> Holders:
    return Holders(items=shapes((each for each in call.workspace.holders() if each.ended_at is None), HolderShape))


def holder_named(call: Call) -> Holders:
    wanted: NewHolder = call.body
    if not is_address(wanted.where):
        raise InvalidInput("write an e-mail address", hint="folders are named on the machine itself")
    name_holder(call.workspace, wanted.where, name=wanted.name, every=wanted.every)
    give_checkpoints(call.workspace, None)
    return holders(call)


def holder_ended(call: Call) -> None:
    if call.path["holder"] not in {each.ident for each in call.workspace.holders() if each.ended_at is None}:
        raise NOT_THERE
    end_holder(call.workspace, call.path["holder"])


_SEE, _TAKE, _SETTLE, _OWN = (
    Permission.SEE_EVIDENCE,
    Permission.EXPORT,
    Permission.CHANGE_SETTINGS,
    Permission.MANAGE_KEYS,
)
ENDPOINTS = (
    Endpoint("GET", "proof", "list_informed", "Who was told what and when, newest first", told, _SEE, InformedActs, query=Query),
    Endpoint("GET", "proof/list", "download_informed", "The same list as CSV or PDF", told_file, _TAKE, File, query=FileQuery, media=(CSV, PDF)),
    Endpoint("POST", "proof/bundles", "make_proof_bundle", "A bundle that proves it by itself, as a ZIP; making it is recorded", bundle, _TAKE, File, body=BundleOf, media=(ZIP,)),
    Endpoint("POST", "evidence/checkpoints", "take_checkpoint", "The newest checkpoint of the log, to be kept elsewhere", checkpoint, _TAKE, File, media=(TEXT,)),
    Endpoint("GET", "evidence/{record}/proof", "download_record_proof", "The proof that a record stands in the log", inclusion, _TAKE, File, media=(TEXT,)),
    Endpoint("GET", "binders", "list_binders", "Binders that lie here", binder_list, _SEE, KeptFiles),
    Endpoint("POST", "binders", "ask_for_binder", "Have a binder made, by a worker", binder_asked, _TAKE, Work, body=NewBinder, status=202),
    Endpoint("GET", "binders/{binder}", "download_binder", "A binder that proves itself", binder_file, _TAKE, File, media=(ZIP,)),
    Endpoint("GET", "holders", "list_holders", "Who keeps checkpoints elsewhere", holders, _SEE, Holders),
    Endpoint("POST", "holders", "name_holder", "Name somebody who keeps them", holder_named, _SETTLE, Holders, body=NewHolder, status=201),
    Endpoint("DELETE", "holders/{holder}", "end_holder", "No more checkpoints go there", holder_ended, _SETTLE, None),
    Endpoint("GET", "exports", "list_exports", "Exports of the organisation that lie here", export_list, _OWN, KeptFiles),
    Endpoint("POST", "exports", "ask_for_export", "Have the organisation exported, by a worker", export_asked, _OWN, Work, body=NewExport, status=202, dangerous=True),
    Endpoint("GET", "exports/{export}", "download_export", "An export, sealed as it lies here", export_taken, _OWN, File, media=(ZIP,)),
)  # fmt: skip
