"""One activity: the entry as it stands, and the form that declares it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict

from bailee import vocabularies
from bailee.errors import InvalidInput
from bailee.inventory.activities import NOBODY, SAFEGUARDS, ProcessingActivity, Transfer
from bailee.inventory.record import Entry
from bailee.inventory.retention import NOT_SAID, UNITS, Length, Period
from bailee.operations.declare_activity import declare_activity, withdraw_activity
from bailee.operations.show_record import show_record, show_suggestions
from bailee.operations.show_status import show_status
from bailee.permissions import Permission
from bailee.reports.words import SUBJECTS
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, Role, SubjectCategory
from bailee.web import answers, frame, typed, words
from bailee.web.inventory.shared import label

_MOST = 100  # lines of a field
_BLANK = ProcessingActivity("", (), (), ())
_ROLES = (
    (Role.CONTROLLER, "Controller: this organisation decides what for"),
    (Role.JOINT_CONTROLLER, "Joint controller: together with others"),
    (Role.PROCESSOR, "Processor: on behalf of others"),
)


def one(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: an entry with its form, or an empty form. POST: it is declared so from today on."""
    error = ""
    activity, entry, usual, from_draft = _asked(request, workspace)
    if request.method == "POST":
        try:
            activity = _typed(request.POST)
            declare_activity(workspace, activity)
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            messages.success(request, "Declared from today on. What it was before stays known for the days before.")
            return HttpResponseRedirect(frame.address("inventory", workspace.organisation), status=303)
    elif activity is None:
        raise Http404
    return answers.page(
        request,
        "inventory/activity.html",
        status=422 if error else 200,
        given=activity or _BLANK,
        entry=entry,
        labels=list(map(label, entry.activity.categories)) if entry else [],
        usual=usual,
        from_draft=from_draft,
        error=error,
        safeguards=SAFEGUARDS,
        words_of_measures=vocabularies.measures(),
        subject_words=SUBJECTS,
        choices=_choices(activity or _BLANK),
        stores=list(workspace.coverages()[1])[:200],
        is_written=entry is None or any(each.name == entry.activity.name for each in workspace.written_activities()),
        may_declare=workspace.may(Permission.DECLARE),
        address=frame.address("inventory-activity", workspace.organisation),
        withdraw_address=frame.address("inventory-withdraw", workspace.organisation),
        inventory_address=frame.address("inventory", workspace.organisation),
    )


def withdraw(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """It is no more; it stays known for the days on which it was."""
    try:
        withdraw_activity(workspace, request.POST.get("name", ""))
    except InvalidInput:
        messages.error(request, "There is no such activity any more.")
    else:
        messages.success(request, "Withdrawn from today on.")
    return HttpResponseRedirect(frame.address("inventory", workspace.organisation), status=303)


def _asked(
    request: HttpRequest, workspace: Workspace
) -> tuple[ProcessingActivity | None, Entry | None, tuple[str, ...], bool]:
    """What the form begins with: an entry, a draft, a suggestion, or what a difference names."""
    query = request.GET
    status = show_status(workspace)
    if name := query.get("name", ""):
        entry = next((each for each in show_record(workspace, status).entries if each.activity.name == name), None)
        return (entry.activity if entry else None), entry, (), False
    if name := query.get("draft", ""):
        draft = next((each for each in workspace.drafts() if each.activity.name == name), None)
        return (draft.activity if draft else None), None, (), True
    if name := query.get("suggested", ""):
        found = next((each for each in show_suggestions(workspace, status) if each.activity.name == name), None)
        return (found.activity if found else None), None, (found.usual if found else ()), True
    categories = tuple(each for each in query.getlist("category") if each in DATA_CATEGORIES)
    subjects = tuple(SubjectCategory(each) for each in query.getlist("subject") if each in list(SubjectCategory))
    return ProcessingActivity("", (), categories, subjects), None, (), False


def _typed(given: QueryDict) -> ProcessingActivity:
    """What the form says. InvalidInput where it says what is on no list."""
    try:
        subjects = tuple(SubjectCategory(each) for each in given.getlist("subject"))
        role = Role(given.get("role") or Role.CONTROLLER)
        purposes = tuple(
            (" ".join(purpose.split())[:500], LawfulBasis(basis) if basis else None)
            for purpose, basis in zip(given.getlist("purpose"), given.getlist("basis"), strict=False)
            if purpose.strip()
        )[:_MOST]
    except ValueError:
        raise InvalidInput("choose from the lists") from None
    name = " ".join(given.get("name", "").split())
    if len(name) > 200:
        raise InvalidInput("a name has at most 200 letters")
    transfers = tuple(
        Transfer(country.strip().upper()[:2], " ".join(recipient.split())[:500], safeguard)
        for country, recipient, safeguard in zip(
            given.getlist("country"), given.getlist("importer"), given.getlist("safeguard"), strict=False
        )
        if country.strip()
    )[:_MOST]
    known = vocabularies.measures()
    recipients = (NOBODY,) if given.get("nobody") else _lines(given.get("recipients", ""))
    return ProcessingActivity(
        name,
        purposes,
        tuple(dict.fromkeys(given.getlist("category"))),
        subjects,
        _lines(given.get("stores", "")),
        recipients,
        " ".join(given.get("retention", "").split())[:500],
        role,
        Period(_length(given, "most"), _length(given, "least"), " ".join(given.get("event", "").split())[:200]),
        transfers,
        (*(each for each in given.getlist("measure") if each in known), *_lines(given.get("measures", ""))),
        _lines(given.get("on_behalf_of", "")) if role is Role.PROCESSOR else (),
        _lines(given.get("joint_with", "")) if role is Role.JOINT_CONTROLLER else (),
    )


def _length(given: QueryDict, which: str) -> Length | None:
    said, unit = given.get(f"{which}_number", "").strip(), given.get(f"{which}_unit", "years")
    if not said:
        return None
    if not said.isdecimal() or not 0 < int(said[:9]) < 10_000 or unit not in UNITS:
        raise InvalidInput(f'"{said[:20]}" is no length of time', hint="a whole number, such as 7")
    return Length(int(said), unit)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split())[:500] for line in text.splitlines() if line.strip())[:_MOST]


def _choices(given: ProcessingActivity) -> dict[str, Any]:
    """What the lists of the form offer, and what of the activity is not on one."""
    known = vocabularies.measures()
    purposes = [(purpose, basis.value if basis else "") for purpose, basis in given.purposes]
    transfers = [(each.country, each.recipient, each.safeguard) for each in given.transfers]
    period = given.limits if given.limits.is_said else NOT_SAID
    return {
        "roles": [(each.value, said) for each, said in _ROLES],
        "bases": [("", "Not said yet"), *((each.value, words.sentence(each.value.replace("-", " "))) for each in LawfulBasis)],
        "purposes": [*purposes, *[("", "")] * max(3 - len(purposes), 1)],
        "transfers": [*transfers, *[("", "", "")] * (1 if transfers else 2)],
        "safeguards": [("", "Not said yet"), *((ident, words.sentence(said)) for ident, said in SAFEGUARDS.items())],
        "subjects": [(each.value, SUBJECTS[each]) for each in SubjectCategory],
        "categories": sorted(((ident, each.label) for ident, each in DATA_CATEGORIES.items()), key=lambda pair: pair[1]),
        "measures": list(known.items()),
        "units": [(unit, unit) for unit in UNITS],
        "most": period.at_most,
        "least": period.at_least,
        "event": period.event,
        "own_measures": "\n".join(each for each in given.measures if each not in known),
        "nobody": given.recipients == (NOBODY,),
    }  # fmt: skip
