"""The register as a page: what is missing and what ends first, then every contract, and the form that enters one."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict

from bailee.contracts import ROLES, SUB_PROCESSORS, Contract, Duties, Sort
from bailee.errors import InvalidInput
from bailee.operations.keep_contract import HEADS, new_ident, remove_contract, row, save_contract, show_register
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.vocabulary import State
from bailee.web import answers, frame, typed, words
from bailee.web.inventory.shared import cut

_FIELD_OF = (
    ("another party", "f-parties"), ("ident", "f-ident"), ("signed in the future", "f-signed_on"), ("over before", "f-until"),
    ("SHA-256", "f-document"), ("notice", "f-notice_days"), ("to delete", "f-delete_within_days"), ("breach", "f-breach_notice_hours"),
    ("sort of contract", "f-sort"), ("day", "f-signed_on"),
)  # fmt: skip


def register(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: how each stands. POST: a contract is entered, or corrected."""
    error, wrong = "", ""
    if request.method == "POST":
        try:
            contract = _typed(request.POST)
            save_contract(workspace, contract)
        except InvalidInput as fault:
            error, wrong = typed.plain(fault), _field_of(fault)
        else:
            messages.success(request, f"Recorded: {contract.ident}. The document itself stays where you keep it.")
            return HttpResponseRedirect(frame.address("contracts", workspace.organisation), status=303)
    if request.GET.get("format") == "csv" and workspace.may(Permission.EXPORT):
        return answers.csv_file(f"{workspace.organisation} contracts.csv", HEADS, map(row, workspace.contracts()))
    made = show_register(workspace)
    shown, pager = cut(request, made.lines)
    return answers.page(
        request,
        "contracts/register.html",
        status=422 if error else 200,
        lines=[(each, words.sentence(each.contract.sort.label), ROLES[each.contract.our_role]) for each in shown],
        pager=pager,
        total=len(made.lines),
        missing=[(each, words.sentence(each.sort.label)) for each in made.missing],
        attention=sum(each.state in (State.RED, State.AMBER) for each in made.lines),
        given=_given(request, workspace, keep=bool(error)),
        error=error,
        wrong=wrong,
        sorts=[(each.value, words.sentence(each.label)) for each in Sort],
        roles=[(ident, words.sentence(said)) for ident, said in ROLES.items()],
        sub_processors=[("", "Nothing is said"), *((ident, words.sentence(said)) for ident, said in SUB_PROCESSORS.items())],
        may_declare=workspace.may(Permission.DECLARE),
        may_export=workspace.may(Permission.EXPORT),
        address=frame.address("contracts", workspace.organisation),
        remove_address=frame.address("contracts-remove", workspace.organisation),
        authority_address=frame.address("authority", workspace.organisation) if workspace.needs_authority else "",
    )  # fmt: skip


def remove(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """It was entered by mistake."""
    try:
        remove_contract(workspace, request.POST.get("ident", ""))
    except InvalidInput:
        messages.error(request, "There is no such contract any more.")
    else:
        messages.success(request, "Taken out of the register.")
    return HttpResponseRedirect(frame.address("contracts", workspace.organisation), status=303)


def _given(request: HttpRequest, workspace: Workspace, *, keep: bool) -> dict[str, str]:
    """What the form shows: what was typed, the contract to be corrected, or what a missing one asks for."""
    if keep:
        return {name: request.POST.get(name, "")[:4_000] for name in _EMPTY}
    if ident := request.GET.get("edit", ""):
        try:
            return _as_typed(workspace.contract(ident))
        except InvalidInput:
            return dict(_EMPTY)
    return _EMPTY | {"sort": request.GET.get("sort", ""), "parties": request.GET.get("party", "")[:500]}


_EMPTY = dict.fromkeys(
    (
        "ident", "sort", "parties", "our_role", "scope", "signed_on", "from_on", "until", "notice_days", "renews", "contact", "kept_where",
        "document", "confidentiality", "delete_within_days", "breach_notice_hours", "sub_processors", "others",
    ),
    "",
)  # fmt: skip


def _as_typed(contract: Contract) -> dict[str, str]:
    duties = contract.duties
    return {
        "ident": contract.ident, "sort": contract.sort.value, "parties": "\n".join(contract.parties), "our_role": contract.our_role,
        "scope": contract.scope, "signed_on": _said(contract.signed_on), "from_on": _said(contract.from_on), "until": _said(contract.until),
        "notice_days": _said(contract.notice_days), "renews": "on" if contract.renews else "", "contact": contract.contact,
        "kept_where": contract.kept_where, "document": contract.document, "confidentiality": "on" if duties.confidentiality else "",
        "delete_within_days": _said(duties.delete_within_days), "breach_notice_hours": _said(duties.breach_notice_hours),
        "sub_processors": duties.sub_processors, "others": "\n".join(duties.others),
    }  # fmt: skip


def _said(value: date | int | None) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _typed(given: QueryDict) -> Contract:
    try:
        sort = Sort(given.get("sort", ""))
    except ValueError:
        raise InvalidInput("choose what sort of contract it is") from None
    return Contract(
        given.get("ident", "").strip() or new_ident(), sort, _lines(given.get("parties", "")), given.get("our_role") or "party",
        _line(given, "scope"), _day(given, "signed_on"), _day(given, "from_on"), _day(given, "until"), _number(given, "notice_days"),
        bool(given.get("renews")), _line(given, "contact"), _line(given, "kept_where"), _line(given, "document").lower(),
        Duties(
            bool(given.get("confidentiality")), _number(given, "delete_within_days"), _number(given, "breach_notice_hours"),
            given.get("sub_processors", ""), _lines(given.get("others", "")),
        ),
    )  # fmt: skip


def _line(given: QueryDict, name: str) -> str:
    return " ".join(given.get(name, "").split())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())[:100]


def _day(given: QueryDict, name: str) -> date | None:
    said = given.get(name, "").strip()
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise InvalidInput("write the day as 2026-11-25") from None


def _number(given: QueryDict, name: str) -> int | None:
    said = given.get(name, "").strip()
    if not said:
        return None
    if not said.isdecimal() or len(said) > 6:
        raise InvalidInput(f"{name.replace('_', ' ')} is a whole number")
    return int(said)


def _field_of(fault: InvalidInput) -> str:
    return next((field for says, field in _FIELD_OF if says in str(fault)), "f-sort")
