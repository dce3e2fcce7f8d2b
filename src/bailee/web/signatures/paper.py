"""Paper: sheets to print, and scans of them that come back; nothing is noted before somebody looked at each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error, InvalidInput
from bailee.notices.sheets import in_fours
from bailee.operations.read_sheets import MOST, Scanned, print_sheets, read_scan
from bailee.operations.record_sign_off import record_sheet
from bailee.operations.sign_notice import decline_to_sign
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words
from bailee.web.signatures.views import by_name

_SCANS = "bailee.scans"  # in the session
_AT_ONCE = 5  # scans of which it is remembered what they held


def printed(request: HttpRequest, workspace: Workspace, kind: str) -> HttpResponseBase:
    """A sheet for everybody who was asked and has not signed."""
    version = by_name(workspace, kind)
    try:
        document = print_sheets(
            workspace, version, workspace.sign_requests(version), now().astimezone().date(),
            language=request.POST.get("language", ""),
        )  # fmt: skip
    except Error as fault:
        messages.error(request, typed.plain(fault))
        return HttpResponseRedirect(frame.address("signatures-of", workspace.organisation, kind), status=303)
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{kind}-sheets.pdf"'
    return answer


def scanned(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: the form. POST: which sheets a scan holds, or the one whose code was typed."""
    if request.method != "POST":
        return _form(request, workspace)
    given, code = request.FILES.get("file"), request.POST.get("code", "").strip()
    try:
        if given is not None and given.size:
            if given.size > MOST:
                raise InvalidInput("this scan is too large", hint=f"at most {MOST >> 20} MB: scan in grey, or in parts")
            found = read_scan(workspace, given.read())
            _remember(request, found)
            return _matched(request, workspace, _rows(found), found.sha256)
        if code:
            asked = workspace.sign_request_of_sheet(code)
            return _matched(
                request,
                workspace,
                [(1, asked.ident, workspace.roster_person(asked.person).name, asked.state, asked.sheet, "")],
                "",
            )
    except Error as fault:
        return _form(request, workspace, error=typed.plain(fault))
    return _form(request, workspace, error="Choose a scan, or type the code of a sheet.")


def keep(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Note what somebody saw on each sheet; all of them or none."""
    given = request.POST
    signed = declined = 0
    try:
        scan = given.get("sha256", "")
        there = request.session.get(_SCANS, {}).get(scan, [])  # sheets that this scan was seen to hold
        with workspace.transaction():
            for ident in given.getlist("sheet")[:1_000]:
                says = given.get(f"is-{ident}", "")
                asked = workspace.sign_request(ident)
                paper = scan if ident in there else ""
                how = "paper-scanned" if paper else "paper-entered-later"
                if says == "signed":
                    day = typed.day_or_none(given.get(f"on-{ident}", ""))
                    record_sheet(workspace, asked, name=given.get(f"name-{ident}", ""), identified_by=how, signed_on=day, paper=paper, witness=given.get(f"witness-{ident}", ""))  # fmt: skip
                    signed += 1
                elif says == "declined":
                    decline_to_sign(workspace, ident, "", identified_by=how)
                    declined += 1
    except Error as fault:
        return _form(request, workspace, error=f"Nothing was noted. {typed.plain(fault)}")
    told = f"Noted: {words.count(signed, 'signature')}"
    messages.success(request, f"{told}, {declined} declined." if declined else f"{told}.")
    return HttpResponseRedirect(frame.address("signatures", workspace.organisation), status=303)


def _remember(request: HttpRequest, found: Scanned) -> None:
    """Which sheets a scan held, until they are noted: what a certificate says of a scan was seen here, and not told by a form."""
    kept = {
        **request.session.get(_SCANS, {}),
        found.sha256: [each.request.ident for each in found.pages if each.request],
    }
    request.session[_SCANS] = dict(list(kept.items())[-_AT_ONCE:])


def _rows(found: Scanned) -> list[tuple[int, str, str, str, str, str]]:
    return [
        (
            each.page,
            each.request.ident if each.request and not each.fault else "",
            each.person.name if each.person else "",
            each.request.state if each.request else "",
            each.request.sheet if each.request else "",
            each.fault,
        )
        for each in found.pages
    ]


def _matched(
    request: HttpRequest, workspace: Workspace, rows: list[tuple[int, str, str, str, str, str]], sha256: str
) -> HttpResponseBase:
    rows = [(page, ident, name, state, in_fours(sheet), fault) for page, ident, name, state, sheet, fault in rows]
    return answers.page(
        request,
        "signatures/matched.html",
        rows=rows,
        to_note=[row for row in rows if row[1] and row[3] != "signed"],
        sha256=sha256,
        today=now().astimezone().date().isoformat(),
        keep_address=frame.address("signatures-paper-keep", workspace.organisation),
        paper_address=frame.address("signatures-paper", workspace.organisation),
        back=frame.address("signatures", workspace.organisation),
    )


def _form(request: HttpRequest, workspace: Workspace, *, error: str = "") -> HttpResponseBase:
    return answers.page(
        request,
        "signatures/paper.html",
        status=422 if error else 200,
        error=error,
        code=request.POST.get("code", ""),
        most=MOST >> 20,
        paper_address=frame.address("signatures-paper", workspace.organisation),
        back=frame.address("signatures", workspace.organisation),
    )
