"""The record as a page, whom it names, a provider's record as a processor, and copies for other tools."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.inventory import exports
from bailee.inventory.exports import ropa_csv
from bailee.inventory.record import CONTACTS
from bailee.operations.exchange_record import export_record
from bailee.operations.name_contact import name_contact
from bailee.operations.show_record import show_processor_record, show_record_page
from bailee.operations.show_status import show_status
from bailee.permissions import Permission
from bailee.reports.words import SUBJECTS
from bailee.store import asking
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.inventory.shared import cut, label, views

_FIRST = 3  # entries that stand on top


def record(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """What is to complete first, then every activity."""
    status = show_status(workspace)
    page = show_record_page(workspace, status)
    made = page.record
    if request.GET.get("format") == "csv":
        name = f"{workspace.organisation} record.csv"
        return answers.csv_file(name, ropa_csv.HEADS, map(ropa_csv.row, made.entries))
    shown, pager = cut(request, made.entries)
    return answers.page(
        request,
        "inventory/record.html",
        record=made,
        entries=[(entry, list(map(label, entry.activity.categories))) for entry in shown],
        subjects=SUBJECTS,
        pager=pager,
        complete=page.complete,
        first=[entry for entry in made.entries[:_FIRST] if entry.gaps],  # the least complete stand first
        views=views(
            workspace, "inventory", inventory=len(made.entries), inventory_drafts=page.drafts, differences=page.open_differences,
        ),
        suggestions=page.suggestions,
        computed_at=status.at,
        is_current=status.is_current,
        contacts=[(sort, said, made.contacts.get(sort)) for sort, said in CONTACTS.items()],
        formats=[(exports.load(each).LABEL, frame.address("inventory-export", workspace.organisation, each)) for each in exports.idents()],
        may_declare=workspace.may(Permission.DECLARE),
        may_export=workspace.may(Permission.EXPORT),
        activity_address=frame.address("inventory-activity", workspace.organisation),
        drafts_address=frame.address("inventory-drafts", workspace.organisation),
        templates_address=frame.address("inventory-templates", workspace.organisation),
        contacts_address=frame.address("inventory-contacts", workspace.organisation),
        processor_address=frame.address("inventory-processor", workspace.organisation) if workspace.is_provider and workspace.may(Permission.SEE_CLIENTS) else "",
    )  # fmt: skip


def contacts(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Whom the record names."""
    try:
        given = request.POST
        name_contact(workspace, given.get("sort", ""), given.get("name", ""), given.get("contact", ""))
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "Noted; every copy of the record says it.")
    return HttpResponseRedirect(frame.address("inventory", workspace.organisation), status=303)


def export(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """A copy of the record in a format."""
    if ident not in exports.idents():
        raise Http404
    form = exports.load(ident)
    answer = HttpResponse(export_record(workspace, ident), content_type=form.MEDIA_TYPE)
    day = asking.today().isoformat()
    answer["Content-Disposition"] = f'attachment; filename="{workspace.organisation}-{ident}-{day}{form.SUFFIX}"'
    return answer


def processor(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """What a provider does on behalf of each client (Art. 30(2))."""
    made = show_processor_record(workspace) if workspace.is_provider else ()
    shown, pager = cut(request, made)
    return answers.page(
        request,
        "inventory/processor.html",
        clients=[
            (each, [(entry, list(map(label, entry.activity.categories))) for entry in each.entries]) for each in shown
        ],
        pager=pager,
        inventory_address=frame.address("inventory", workspace.organisation),
        activity_address=frame.address("inventory-activity", workspace.organisation),
        may_declare=workspace.may(Permission.DECLARE),
    )
