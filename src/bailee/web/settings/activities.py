"""Processing activities: what data is for. A purpose that nobody declared is one that nobody can be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.inventory import ProcessingActivity
from bailee.operations.declare_activity import declare_activity, withdraw_activity
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, SubjectCategory
from bailee.web import answers, frame, words

_HEADS = ("Activity", "Purposes", "Data", "About", "Recipients", "Kept", "Role")
_MOST = 100  # lines of a field


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: what is declared. POST: another one, or the same anew."""
    error = ""
    if request.method == "POST":
        try:
            declare_activity(workspace, _activity(request))
        except InvalidInput as fault:
            error = f"{words.sentence(str(fault))}."
        else:
            messages.success(request, "Declared from today on. What it was before stays known for the days before.")
            return _here(workspace)
    found = workspace.activities()
    if request.GET.get("format") == "csv":
        rows = (
            (
                each.name, "; ".join(purpose for purpose, _ in each.purposes), "; ".join(map(_label, each.categories)),
                "; ".join(subject.value for subject in each.subjects), "; ".join(each.recipients), each.retention, each.role.value,
            )
            for each in found
        )  # fmt: skip
        return answers.csv_file(f"{workspace.organisation} activities.csv", _HEADS, rows)
    given = {
        name: request.POST.get(name, "")[:4_000] for name in ("name", "purposes", "basis", "recipients", "retention")
    }
    return answers.page(
        request,
        "settings/activities.html",
        status=422 if error else 200,
        activities=[(each, [_label(category) for category in each.categories]) for each in found],
        error=error,
        given=given,
        chosen=(request.POST.getlist("category"), request.POST.getlist("subject")),
        categories=sorted(((ident, each.label) for ident, each in DATA_CATEGORIES.items()), key=lambda pair: pair[1]),
        subjects=[(each.value, words.sentence(each.value.replace("-", " ") + "s")) for each in SubjectCategory if each is not SubjectCategory.PERSON],
        bases=[("", "Not said yet"), *((each.value, words.sentence(each.value.replace("-", " "))) for each in LawfulBasis)],
        may_declare=workspace.may(Permission.DECLARE),
        address=frame.address("settings-activities", workspace.organisation),
        withdraw_address=frame.address("settings-activity-withdraw", workspace.organisation),
        settings_address=frame.address("settings", workspace.organisation),
    )  # fmt: skip


def withdraw(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """It is no more; it stays known for the days on which it was."""
    try:
        withdraw_activity(workspace, request.POST.get("name", ""))
    except InvalidInput:
        messages.error(request, "There is no such activity any more.")
    else:
        messages.success(request, "Withdrawn from today on.")
    return _here(workspace)


def _activity(request: HttpRequest) -> ProcessingActivity:
    given = request.POST
    try:
        basis = LawfulBasis(given["basis"]) if given.get("basis") else None
        subjects = tuple(SubjectCategory(each) for each in given.getlist("subject"))
    except ValueError:
        raise InvalidInput("choose from the lists") from None
    name = " ".join(given.get("name", "").split())
    if len(name) > 200:
        raise InvalidInput("a name has at most 200 letters")
    return ProcessingActivity(
        name,
        tuple((purpose, basis) for purpose in _lines(given.get("purposes", ""))),
        tuple(dict.fromkeys(given.getlist("category"))),
        subjects,
        recipients=_lines(given.get("recipients", "")),
        retention=" ".join(given.get("retention", "").split())[:500],
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split())[:500] for line in text.splitlines() if line.strip())[:_MOST]


def _label(category: str) -> str:
    known = DATA_CATEGORIES.get(category)
    return known.label if known else category


def _here(workspace: Workspace) -> HttpResponseRedirect:
    return HttpResponseRedirect(frame.address("settings-activities", workspace.organisation), status=303)
